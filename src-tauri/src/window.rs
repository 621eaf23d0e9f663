//! Where the window goes.

use tauri::{App, Manager, PhysicalPosition};

/// The one window there is.
pub(crate) const LABEL: &str = "main";

/// Points of the title bar that must be on a monitor for the window to be taken hold of.
const GRIP: i32 = 120;

/// A rectangle in physical pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Rect {
    x: i32,
    y: i32,
    width: i32,
    height: i32,
}

/// Brings the window back where its title bar can be reached: its place is remembered, the monitor may be gone.
pub(crate) fn keep_reachable(app: &App) -> tauri::Result<()> {
    let Some(window) = app.get_webview_window(LABEL) else { return Ok(()) };
    let (at, size) = (window.outer_position()?, window.outer_size()?);
    let window_rect = Rect { x: at.x, y: at.y, width: signed(size.width), height: signed(size.height) };
    let monitors: Vec<Rect> = window
        .available_monitors()?
        .iter()
        .map(|monitor| Rect {
            x: monitor.position().x,
            y: monitor.position().y,
            width: signed(monitor.size().width),
            height: signed(monitor.size().height),
        })
        .collect();
    match reachable(window_rect, &monitors) {
        Some((x, y)) => window.set_position(PhysicalPosition { x, y }),
        None => Ok(()),
    }
}

fn signed(length: u32) -> i32 {
    i32::try_from(length).unwrap_or(i32::MAX)
}

/// Where `window` has to move so that its title bar is on a monitor; `None` if it is there already, or if no monitor is
/// known.
fn reachable(window: Rect, monitors: &[Rect]) -> Option<(i32, i32)> {
    let grip = GRIP.min(window.width);
    let held = |monitor: &Rect| {
        let left = window.x.max(monitor.x);
        let right = (window.x + window.width).min(monitor.x + monitor.width);
        right - left >= grip && window.y >= monitor.y && window.y < monitor.y + monitor.height - GRIP / 4
    };
    if monitors.iter().any(held) {
        return None;
    }
    let home = monitors.first()?;
    let fit =
        |start: i32, length: i32, from: i32, room: i32| start.clamp(from, (from + room - length).max(from));
    Some((fit(window.x, window.width, home.x, home.width), fit(window.y, window.height, home.y, home.height)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LAPTOP: Rect = Rect { x: 0, y: 0, width: 1440, height: 900 };
    const WALL: Rect = Rect { x: 1440, y: -200, width: 1920, height: 1080 };

    fn at(x: i32, y: i32) -> Rect {
        Rect { x, y, width: 1280, height: 800 }
    }

    #[test]
    fn a_window_in_reach_stays() {
        assert_eq!(reachable(at(40, 30), &[LAPTOP]), None);
        assert_eq!(reachable(at(1500, -150), &[LAPTOP, WALL]), None);
        assert_eq!(reachable(at(1300, 100), &[LAPTOP]), None, "enough of the title bar is left to hold");
    }

    #[test]
    fn a_window_on_a_monitor_that_is_gone_comes_back_whole() {
        assert_eq!(reachable(at(1500, -150), &[LAPTOP]), Some((160, 0)));
        assert_eq!(reachable(at(10, 890), &[LAPTOP]), Some((10, 100)));
        assert_eq!(reachable(at(5, 5), &[]), None, "with no monitor known there is nowhere to go");
    }

    #[test]
    fn a_window_larger_than_the_monitor_shows_its_title_bar() {
        let large = Rect { x: -5000, y: -5000, width: 3000, height: 2000 };
        assert_eq!(reachable(large, &[LAPTOP]), Some((0, 0)));
    }
}
