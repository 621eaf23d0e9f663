//! The first seconds: the theme of the system, a place in the window, a start screen that always works.

use serde_json::json;

use crate::harness::{Opening, Theme, Window, needs_a_window};

#[tokio::test]
async fn the_window_follows_the_system_theme() {
    needs_a_window!();
    for (theme, dark) in [(Theme::Light, false), (Theme::Dark, true)] {
        let window = Window::open(Opening { theme, ..Opening::default() }).await;
        let matches =
            window.run("return matchMedia('(prefers-color-scheme: dark)').matches", Vec::new()).await;
        assert_eq!(matches, json!(dark), "{theme:?}");
        window.close().await;
    }
}
