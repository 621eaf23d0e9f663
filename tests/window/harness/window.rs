//! The window, as a person meets it.

use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use fantoccini::{Client, ClientBuilder, Locator, elements::Element};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::{
    display::Display,
    driver::{Bus, Driver},
    keys, program, root,
};

/// How long a step may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// Light or dark, as the system says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Theme {
    Light,
    Dark,
}

/// How the program is started.
#[derive(Clone, Debug)]
pub(crate) struct Opening {
    pub(crate) theme: Theme,
    /// The clock, so that pending and lapsed are the same in every run.
    pub(crate) as_of: &'static str,
    pub(crate) arguments: Vec<String>,
}

impl Default for Opening {
    fn default() -> Self {
        Opening { theme: Theme::Light, as_of: "2026-09-28T09:52", arguments: Vec::new() }
    }
}

/// A running program and the way to its page. Everything it writes stays in a folder that goes with it.
pub(crate) struct Window {
    pub(crate) page: Client,
    home: TempDir,
    display: Display,
    environment: Vec<(&'static str, String)>,
    // Dropped in this order: the driver goes before the bus it speaks on.
    _driver: Driver,
    _bus: Bus,
}

impl Window {
    /// Starts the program and waits for its first page.
    pub(crate) async fn open(opening: Opening) -> Window {
        Window::open_in(tempfile::tempdir().expect("a temporary folder"), opening).await
    }

    /// The same, in a home that exists.
    pub(crate) async fn open_in(home: TempDir, opening: Opening) -> Window {
        let display = Display::start(1280, 800);
        let mut environment = environment(home.path(), &display, &opening);
        let bus = Bus::start(&environment);
        environment.push(("DBUS_SESSION_BUS_ADDRESS", bus.address.clone()));
        let driver = Driver::start(&environment, &home.path().join("driver.log"));
        let options = json!({ "application": program(), "args": opening.arguments });
        let capabilities = json!({ "browserName": "wry", "tauri:options": options });
        let Value::Object(capabilities) = capabilities else { unreachable!("it is written as an object") };
        let page = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities.into_iter().collect())
            .connect(&driver.url)
            .await
            .expect("the program starts under the driver");
        Window { page, home, display, environment, _driver: driver, _bus: bus }
    }

    /// The folder everything of this run lies in.
    pub(crate) fn home(&self) -> &Path {
        self.home.path()
    }

    /// Starts the program a second time, as a double click on a file does, and waits for it to hand over and end.
    pub(crate) fn start_again(&self, arguments: &[&str]) -> std::process::ExitStatus {
        let mut again = std::process::Command::new(program());
        again.args(arguments).envs(self.environment.iter().map(|(name, value)| (name, value)));
        again.status().expect("the program starts")
    }

    /// Ends the program as closing the window does, and keeps the home for another start.
    pub(crate) async fn close(self) -> TempDir {
        self.page.close().await.expect("the session ends");
        self.home
    }

    /// Writes `out/window/NAME.png` once the page has been painted as it stands.
    pub(crate) async fn picture(&self, name: &str) -> PathBuf {
        let painted = "const done = arguments[arguments.length - 1]; \
            requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 150)));";
        // A page that paints no more is shown as it is: the picture may say why.
        let _ = self.page.execute_async(painted, Vec::new()).await;
        let path = root().join("out/window").join(format!("{name}.png"));
        self.display.picture(&path);
        path
    }

    /// Waits for the element with this test id.
    pub(crate) async fn find(&self, id: &str) -> Element {
        self.select(&format!("[data-testid=\"{id}\"]")).await
    }

    /// Waits for the first element a CSS selector finds.
    pub(crate) async fn select(&self, css: &str) -> Element {
        let found = self.page.wait().at_most(PATIENCE).for_element(Locator::Css(css)).await;
        match found {
            Ok(element) => element,
            Err(error) => self.give_up(&format!("{css} never came ({error})")).await,
        }
    }

    /// Clicks the element with this test id as soon as it lets itself be clicked.
    pub(crate) async fn click(&self, id: &str) {
        let patience = Instant::now() + PATIENCE;
        loop {
            let element = self.find(id).await;
            let ready = element.is_enabled().await.unwrap_or(false);
            let failure = match ready {
                true => element.click().await.err().map(|error| error.to_string()),
                false => Some("it is disabled".to_owned()),
            };
            let Some(failure) = failure else { return };
            if Instant::now() > patience {
                self.give_up(&format!("{id} cannot be clicked: {failure}")).await;
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    }

    /// Replaces what an input holds.
    pub(crate) async fn fill(&self, id: &str, text: &str) {
        let element = self.find(id).await;
        element.clear().await.expect("an input can be cleared");
        element.send_keys(text).await.expect("an input takes keys");
    }

    /// Chooses an option of the list with this accessible name.
    pub(crate) async fn choose(&self, name: &str, value: &str) {
        self.choose_of(&format!("select[aria-label=\"{name}\"]"), value).await;
    }

    /// Chooses an option of the list with this test id.
    pub(crate) async fn choose_in(&self, id: &str, value: &str) {
        self.choose_of(&format!("select[data-testid=\"{id}\"]"), value).await;
    }

    async fn choose_of(&self, css: &str, value: &str) {
        let list = self.select(css).await;
        list.select_by_value(value).await.unwrap_or_else(|error| panic!("{css} has no {value}: {error}"));
    }

    /// Sends keys to whatever has the focus.
    pub(crate) async fn press(&self, keys: &str) {
        let focused = self.page.active_element().await.expect("something has the focus");
        focused.send_keys(keys).await.expect("keys can be sent");
    }

    /// Presses Tab until the element has the focus, as a person without a mouse does.
    pub(crate) async fn tab_to(&self, id: &str) {
        let script = "return document.activeElement?.dataset?.testid ?? ''";
        for _ in 0..200 {
            if self.run(script, Vec::new()).await == json!(id) {
                return;
            }
            self.press(keys::TAB).await;
        }
        self.give_up(&format!("Tab never reaches {id}")).await;
    }

    /// Waits until the page is at this path.
    pub(crate) async fn path_becomes(&self, path: &str) {
        let patience = Instant::now() + PATIENCE;
        while self.run("return location.pathname.replace(/\\/$/, '')", Vec::new()).await != json!(path) {
            if Instant::now() > patience {
                self.give_up(&format!("the page never came to {path}")).await;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// Waits until the workspace, as the program knows it, has this value.
    pub(crate) async fn wait_for(&self, expected: &Value, what: &str, read: fn(&Value) -> Value) {
        let patience = Instant::now() + PATIENCE;
        loop {
            let view = self.invoke("workspace", json!({})).await.expect("a workspace is open");
            let found = read(&view);
            if found == *expected {
                return;
            }
            if Instant::now() > patience {
                self.give_up(&format!("{what} is {found}, not {expected}")).await;
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    }

    /// The whole number an element shows: its `data-count`, or the digits of its text.
    pub(crate) async fn number(&self, id: &str) -> u64 {
        match self.shown(id).await {
            (Some(number), _) => number,
            (None, text) => self.give_up(&format!("{id} shows no number: {text}")).await,
        }
    }

    /// Waits until an element shows this number.
    pub(crate) async fn number_becomes(&self, id: &str, expected: u64) {
        let patience = Instant::now() + PATIENCE;
        loop {
            let (found, text) = self.shown(id).await;
            if found == Some(expected) {
                return;
            }
            if Instant::now() > patience {
                self.give_up(&format!("{id} shows \"{text}\", not {expected}")).await;
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    }

    async fn shown(&self, id: &str) -> (Option<u64>, String) {
        let element = self.find(id).await;
        // Between two looks the page may have replaced the element; the next look finds the new one.
        let text = element.text().await.unwrap_or_default();
        let counted = element.attr("data-count").await.ok().flatten();
        (counted.and_then(|count| count.parse().ok()).or_else(|| digits(&text)), text)
    }

    /// Runs a script in the page and returns what it returns.
    pub(crate) async fn run(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.page.execute(script, arguments).await.expect("the script runs")
    }

    /// Calls a command as the page does; the answer is what it resolved or rejected with.
    pub(crate) async fn invoke(&self, command: &str, arguments: Value) -> Result<Value, Value> {
        let script = "const [command, given, done] = arguments; \
            window.__TAURI_INTERNALS__.invoke(command, given) \
            .then((value) => done({ ok: value ?? null }), (error) => done({ error }));";
        let answer = self.page.execute_async(script, vec![json!(command), arguments]).await;
        let answer = answer.expect("the bridge answers");
        match answer.get("ok") {
            Some(value) => Ok(value.clone()),
            None => Err(answer["error"].clone()),
        }
    }

    /// Ends the test with a picture, the page's text and the end of the program's own words.
    async fn give_up(&self, why: &str) -> ! {
        let picture = self.picture(&format!("failed-{}", std::process::id())).await;
        let text = self.page.execute("return document.body.innerText", Vec::new()).await;
        let text = text.ok().and_then(|text| text.as_str().map(str::to_owned)).unwrap_or_default();
        let log = std::fs::read_to_string(self.home().join("driver.log")).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        let tail = lines[lines.len().saturating_sub(12)..].join("\n");
        panic!("{why}. Picture: {}\nThe page says:\n{text}\nThe program says:\n{tail}", picture.display())
    }
}

/// The first whole number of a text; thousands may be grouped by commas, spaces or thin spaces.
fn digits(text: &str) -> Option<u64> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let grouping = |c: char| c == ',' || c == '\u{a0}' || c == '\u{202f}' || c == '\u{2009}';
    let number: String = text[start..]
        .chars()
        .take_while(|c| c.is_ascii_digit() || grouping(*c))
        .filter(char::is_ascii_digit)
        .collect();
    number.parse().ok()
}

fn environment(home: &Path, display: &Display, opening: &Opening) -> Vec<(&'static str, String)> {
    let inside = |name: &str| {
        let folder = home.join(name);
        std::fs::create_dir_all(&folder).expect("the home can be written");
        folder.display().to_string()
    };
    let theme = if opening.theme == Theme::Dark { "Adwaita:dark" } else { "Adwaita" };
    vec![
        ("DISPLAY", display.name.clone()),
        ("GDK_BACKEND", "x11".into()),
        ("GTK_THEME", theme.into()),
        ("HOME", home.display().to_string()),
        ("LANG", "C.UTF-8".into()),
        ("LIBGL_ALWAYS_SOFTWARE", "1".into()),
        ("NO_AT_BRIDGE", "1".into()),
        ("PLUMBLINE_AS_OF", opening.as_of.into()),
        ("XDG_CACHE_HOME", inside("cache")),
        ("XDG_CONFIG_HOME", inside("config")),
        ("XDG_DATA_HOME", inside("data")),
    ]
}

#[test]
fn numbers_are_read_as_people_write_them() {
    assert_eq!(digits("4,812 of 5,000 leads"), Some(4812));
    assert_eq!(digits("of 5\u{202f}000"), Some(5000));
    assert_eq!(digits("312 leads, 1 note"), Some(312));
    assert_eq!(digits("none"), None);
}
