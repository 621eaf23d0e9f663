//! Ways to an import that several tests go.

use std::path::{Path, PathBuf};

use fantoccini::Locator;
use serde_json::{Value, json};

use super::{Window, keys};

impl Window {
    /// Makes a workspace of this name and shows it.
    pub(crate) async fn begin_workspace(&self, name: &str) {
        let path = self.home().join(format!("{name}.plumbline"));
        let settings = json!({ "timeZone": "UTC", "weekStart": "monday", "fiscalYearStart": 1, "decisionWindowHours": 336 });
        self.invoke("create_workspace", json!({ "path": path, "settings": settings })).await.unwrap();
        self.page.refresh().await.unwrap();
        self.find("rail-import").await;
    }

    /// Writes a file beside the workspace.
    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.home().join(name);
        std::fs::create_dir_all(path.parent().expect("it lies in the home")).unwrap();
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// Takes a file in without the page, as it is proposed, and shows what came of it.
    pub(crate) async fn take_in(&self, path: &Path) -> Value {
        let files = json!([{ "path": path, "mapping": null }]);
        let given = json!({ "files": files, "progress": "__CHANNEL__:0" });
        let done = self.invoke("import_commit", given).await.unwrap();
        self.page.refresh().await.unwrap();
        self.find("rail-import").await;
        done
    }

    /// Looks at files in the wizard, in this order.
    pub(crate) async fn look_at(&self, paths: &[&Path]) {
        self.click("rail-import").await;
        let typed: Vec<String> = paths.iter().map(|path| format!("\"{}\"", path.display())).collect();
        self.fill("import-path", &typed.join(" ")).await;
        self.click("import-look").await;
        self.find("import-try").await;
    }

    /// Unfolds the list of values with this test id, if it begins folded.
    pub(crate) async fn unfold(&self, id: &str) {
        let list = self.find(id).await;
        if list.find(Locator::Css("details[open]")).await.is_err() {
            list.find(Locator::Css("summary")).await.unwrap().click().await.unwrap();
        }
    }

    /// Says what a column becomes: opens its list, searches and takes what is found.
    pub(crate) async fn becomes(&self, column: usize, search: &str) {
        self.click(&format!("becomes-{column}")).await;
        self.select("[role=\"combobox\"][aria-label$=\"becomes: search\"]").await;
        self.press(search).await;
        self.press(keys::ENTER).await;
    }

    /// Every row that was read is accounted for.
    pub(crate) async fn reconciles(&self) {
        let mut parts = 0;
        for part in ["created", "updated", "unchanged", "rejected", "skipped"] {
            parts += self.number(&format!("report-{part}")).await;
        }
        assert_eq!(self.number("report-read").await, parts, "every row is accounted for");
    }

    /// Waits for the report of an import that was carried out.
    pub(crate) async fn imported(&self) {
        self.select("[data-testid=\"report\"][data-dry-run=\"false\"]").await;
    }
}
