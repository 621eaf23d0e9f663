//! The WebDriver between the test and the webview, and the session bus both live on.

use std::{
    fs::File,
    io::{BufRead, BufReader},
    net::TcpStream,
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use super::{child::Family, free_port};

/// A session bus of its own, so that the programs of other tests are no second start of ours.
pub(crate) struct Bus {
    /// As in `DBUS_SESSION_BUS_ADDRESS`.
    pub(crate) address: String,
    _daemon: Family,
}

impl Bus {
    /// Starts one whose services inherit `environment`.
    pub(crate) fn start(environment: &[(&str, String)]) -> Bus {
        let mut daemon = Family::start(
            Command::new("dbus-daemon")
                .args(["--session", "--nofork", "--nopidfile", "--print-address=1"])
                .envs(environment.iter().map(|(name, value)| (name, value)))
                .stdout(Stdio::piped())
                .stderr(Stdio::null()),
        );
        let stdout = daemon.child().stdout.take().expect("it is piped");
        let mut address = String::new();
        BufReader::new(stdout).read_line(&mut address).expect("the bus says its address");
        Bus { address: address.trim().to_owned(), _daemon: daemon }
    }
}

/// A running driver.
pub(crate) struct Driver {
    /// Where it listens.
    pub(crate) url: String,
    family: Family,
}

impl Driver {
    /// Starts one whose program inherits `environment`; what both say goes to `log`.
    pub(crate) fn start(environment: &[(&str, String)], log: &Path) -> Driver {
        let (port, native) = (free_port(), free_port());
        let log = File::create(log).expect("the home can be written");
        let mut command = Command::new("tauri-driver");
        command
            .args(["--port", &port.to_string(), "--native-port", &native.to_string()])
            .env_remove("WAYLAND_DISPLAY")
            // The program is to decide about it, as on a user's machine.
            .env_remove("WEBKIT_DISABLE_DMABUF_RENDERER")
            .envs(environment.iter().map(|(name, value)| (name, value)))
            .stdout(Stdio::null())
            .stderr(log);
        let mut driver =
            Driver { url: format!("http://127.0.0.1:{port}"), family: Family::start(&mut command) };
        driver.wait_for(&[port, native]);
        driver
    }

    fn wait_for(&mut self, ports: &[u16]) {
        let patience = Instant::now() + Duration::from_secs(20);
        for port in ports {
            while TcpStream::connect(("127.0.0.1", *port)).is_err() {
                let ended = self.family.child().try_wait().expect("it can be asked");
                assert!(
                    ended.is_none(),
                    "tauri-driver ended at once: {ended:?}. Is webkit2gtk-driver installed?"
                );
                assert!(Instant::now() < patience, "tauri-driver does not listen on {port}");
                std::thread::sleep(Duration::from_millis(50));
            }
        }
    }
}
