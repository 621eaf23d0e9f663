//! System packages: installed where that is allowed, else named exactly, for every package manager we know.

use std::collections::BTreeSet;

use crate::{
    step::{self, Step},
    trouble::Trouble,
};

/// What the packages are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Building the window.
    Build,
    /// Building and testing it.
    Test,
}

const BUILD: [&str; 7] = [
    "build-essential",
    "pkg-config",
    "curl",
    "file",
    "libwebkit2gtk-4.1-dev",
    "libgtk-3-dev",
    "librsvg2-dev",
];
/// A display without a screen, a driver for the window, pictures of it, and a network that leads nowhere.
const TEST: [&str; 6] = ["webkit2gtk-driver", "xvfb", "dbus", "imagemagick", "iproute2", "xdotool"];

/// Makes sure the packages are there.
pub(crate) fn ensure(purpose: Purpose) -> Result<(), Trouble> {
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    if step::find("dpkg-query").is_none() {
        return ensure_elsewhere(purpose);
    }
    let missing = missing(purpose)?;
    if missing.is_empty() {
        return Ok(());
    }
    if !may_install()? {
        return Err(by_hand(purpose, &missing.join(" ")));
    }
    let privileged =
        |program: &str| if is_root() { Step::new(program) } else { Step::new("sudo").args(["-n", program]) };
    privileged("apt-get").args(["update", "--quiet"]).run()?;
    let install = ["install", "--yes", "--quiet", "--no-install-recommends"];
    privileged("env").args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]).args(install).args(missing).run()
}

fn wanted(purpose: Purpose) -> Vec<&'static str> {
    match purpose {
        Purpose::Build => BUILD.to_vec(),
        Purpose::Test => [&BUILD[..], &TEST[..]].concat(),
    }
}

/// Debian and its children: what dpkg does not list as installed.
fn missing(purpose: Purpose) -> Result<Vec<&'static str>, Trouble> {
    let wanted = wanted(purpose);
    let query = ["--show", "--showformat=${binary:Package} ${db:Status-Status}\n"];
    // It exits with an error as soon as one package is unknown; what it prints about the others is right.
    let output = Step::new("dpkg-query").args(query).args(&wanted).output()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let installed: BTreeSet<&str> = text.lines().filter_map(installed_name).collect();
    Ok(wanted.into_iter().filter(|package| !installed.contains(package)).collect())
}

/// The package of a line such as `libgtk-3-dev:amd64 installed`.
fn installed_name(line: &str) -> Option<&str> {
    let (package, status) = line.split_once(' ')?;
    (status == "installed").then(|| package.split(':').next().unwrap_or(package))
}

/// Other Linuxes: pkg-config knows whether the window can be built.
fn ensure_elsewhere(purpose: Purpose) -> Result<(), Trouble> {
    let known = step::find("pkg-config").is_some()
        && Step::new("pkg-config")
            .args(["--exists", "webkit2gtk-4.1", "gtk+-3.0"])
            .output()?
            .status
            .success();
    let driven =
        purpose == Purpose::Build || step::find("WebKitWebDriver").is_some() && step::find("Xvfb").is_some();
    if known && driven { Ok(()) } else { Err(by_hand(purpose, &wanted(purpose).join(" "))) }
}

fn is_root() -> bool {
    let id = Step::new("id").args(["-u"]).output();
    id.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

fn may_install() -> Result<bool, Trouble> {
    if step::find("apt-get").is_none() {
        return Ok(false);
    }
    if is_root() {
        return Ok(true);
    }
    Ok(step::find("sudo").is_some() && Step::new("sudo").args(["-n", "true"]).output()?.status.success())
}

fn by_hand(purpose: Purpose, apt: &str) -> Trouble {
    let (mut dnf, mut pacman) = (
        "gcc gcc-c++ make pkgconf curl file webkit2gtk4.1-devel gtk3-devel librsvg2-devel".to_owned(),
        "base-devel curl file webkit2gtk-4.1 gtk3 librsvg".to_owned(),
    );
    if purpose == Purpose::Test {
        dnf.push_str(" webkit2gtk-driver xorg-x11-server-Xvfb dbus-daemon ImageMagick iproute xdotool");
        pacman.push_str(" xorg-server-xvfb dbus imagemagick iproute2 xdotool");
    }
    let lines = format!(
        "Install what your system names so, then run the same command again:
  Debian, Ubuntu   sudo apt-get install {apt}
  Fedora           sudo dnf install {dnf}
  Arch             sudo pacman -S {pacman}
  macOS            xcode-select --install && brew install node
  Windows          winget install OpenJS.NodeJS.LTS Microsoft.VisualStudio.2022.BuildTools Microsoft.EdgeWebView2Runtime"
    );
    Trouble::Missing("A system package".to_owned(), lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn installed_packages_are_recognised_with_and_without_an_architecture() {
        assert_eq!(installed_name("libgtk-3-dev:amd64 installed"), Some("libgtk-3-dev"));
        assert_eq!(installed_name("curl installed"), Some("curl"));
        assert_eq!(installed_name("xvfb config-files"), None, "removed, only its settings are left");
        assert_eq!(installed_name(""), None);
    }
}
