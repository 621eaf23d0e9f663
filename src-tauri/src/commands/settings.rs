//! What a workspace decides once.

use crate::error::Answer;

/// The zones a workspace can be in.
#[tauri::command]
#[specta::specta]
pub(crate) async fn time_zones() -> Answer<Vec<String>> {
    Ok(chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name().to_owned()).collect())
}
