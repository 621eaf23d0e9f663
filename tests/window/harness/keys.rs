//! Keys as WebDriver writes them.

pub(crate) const ENTER: &str = "\u{e007}";
pub(crate) const ESCAPE: &str = "\u{e00c}";
pub(crate) const RIGHT: &str = "\u{e014}";
pub(crate) const TAB: &str = "\u{e004}";

/// The key with Ctrl held; the last sign lets go of it.
pub(crate) fn with_control(key: &str) -> String {
    format!("\u{e009}{key}\u{e000}")
}
