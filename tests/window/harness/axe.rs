//! axe-core inside the window: what a reader without eyes or without a mouse would stumble over.

use serde_json::Value;

use super::{Window, root};

/// Runs axe over the page and returns its serious and critical findings, one line each.
pub(crate) async fn serious_findings(window: &Window) -> Vec<String> {
    let path = root().join("ui/node_modules/axe-core/axe.min.js");
    let source = std::fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{}: {error}. Run npm ci in ui.", path.display()));
    window.run(&format!("{source}; return typeof axe;"), Vec::new()).await;
    // Moving things are measured where they come to rest, otherwise a fading text fails for its contrast.
    let script = "const done = arguments[arguments.length - 1]; \
        const rest = document.getAnimations().map((animation) => animation.finished.catch(() => {})); \
        Promise.race([Promise.all(rest), new Promise((wait) => setTimeout(wait, 2000))]) \
        .then(() => axe.run(document, { resultTypes: ['violations'] })) \
        .then((result) => done(result.violations), (error) => done(String(error)));";
    let violations = window.page.execute_async(script, Vec::new()).await.expect("axe runs");
    let violations = violations.as_array().unwrap_or_else(|| panic!("axe failed: {violations}")).clone();
    violations.iter().filter(|found| is_serious(found)).flat_map(lines).collect()
}

fn is_serious(violation: &Value) -> bool {
    matches!(violation["impact"].as_str(), Some("serious" | "critical"))
}

fn lines(violation: &Value) -> Vec<String> {
    let nodes = violation["nodes"].as_array().cloned().unwrap_or_default();
    let line = |node: &Value| {
        let summary = node["failureSummary"].as_str().unwrap_or_default().replace('\n', " ");
        format!("{}: {} {summary}", violation["id"], node["html"])
    };
    nodes.iter().map(line).collect()
}
