//! Criteria texts and the fields they may name.

use crate::{
    desk::Shared,
    dto::criteria::{CriteriaView, FieldView, TestRows},
    error::Answer,
};

/// Every column that can be named.
#[tauri::command]
#[specta::specta]
pub(crate) async fn fields(desk: Shared<'_>) -> Answer<Vec<FieldView>> {
    desk.with(|workspace| Ok(workspace.fields()?.into_iter().map(Into::into).collect())).await
}

/// What a criteria text means here and now. A mistake in it is an answer.
#[tauri::command]
#[specta::specta]
pub(crate) async fn check_criteria(desk: Shared<'_>, text: String) -> Answer<CriteriaView> {
    desk.with(move |workspace| Ok(workspace.check_criteria(&text)?.into())).await
}

/// The same for what the rows of the filter bar say.
#[tauri::command]
#[specta::specta]
pub(crate) async fn build_criteria(desk: Shared<'_>, rows: TestRows) -> Answer<CriteriaView> {
    desk.with(move |workspace| Ok(workspace.build_criteria(&rows.into())?.into())).await
}
