//! Clocks and commitments: what waits, and what was kept of what was promised.

use crate::{
    desk::Shared,
    dto::{clocks::ClocksView, pact::PactView},
    error::Answer,
};

/// What waits now, at most `shown` late and `shown` running clocks, and which promises were kept by leads that became MQL in this
/// week or the `weeks` before it; by all without it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn clocks(desk: Shared<'_>, weeks: Option<u32>, shown: u32) -> Answer<ClocksView> {
    desk.with(move |workspace| Ok(workspace.clock_board(weeks, shown as usize)?.into())).await
}

/// What marketing and sales have promised each other, and what was kept.
#[tauri::command]
#[specta::specta]
pub(crate) async fn pact(desk: Shared<'_>) -> Answer<PactView> {
    desk.with(|workspace| Ok(workspace.pact()?.into())).await
}
