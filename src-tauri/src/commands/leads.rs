//! The table of leads, one lead, and what leaves the table.

use std::path::PathBuf;

use plumbline_domain::ids::LeadId;
use plumbline_workbench::lead::{Format, Listing};

use crate::{
    desk::Shared,
    dto::{
        kin::{KinView, LeadFieldsView},
        lead::LeadView,
        leads::{AllInput, LeadRowView, LeadsInput, LeadsPageView},
    },
    error::Answer,
    export,
};

/// Some rows of the table.
#[tauri::command]
#[specta::specta]
pub(crate) async fn leads(
    desk: Shared<'_>,
    input: LeadsInput,
    offset: u32,
    limit: u32,
) -> Answer<LeadsPageView> {
    desk.with(move |workspace| {
        let listing = Listing::try_from(input)?;
        Ok(workspace.leads(&listing, u64::from(offset), limit as usize)?.into())
    })
    .await
}

/// One lead and its story.
#[tauri::command]
#[specta::specta]
pub(crate) async fn lead(desk: Shared<'_>, id: u32) -> Answer<LeadView> {
    desk.with(move |workspace| Ok(workspace.lead(LeadId(i64::from(id)))?.into())).await
}

/// Every field of a lead, with where its value comes from and what it was.
#[tauri::command]
#[specta::specta]
pub(crate) async fn lead_fields(desk: Shared<'_>, id: u32) -> Answer<LeadFieldsView> {
    desk.with(move |workspace| Ok(workspace.lead_fields(LeadId(i64::from(id)))?.into())).await
}

/// The others of a lead's company, who is likely the same person, and who was merged into it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn lead_kin(desk: Shared<'_>, id: u32) -> Answer<KinView> {
    desk.with(move |workspace| Ok(workspace.lead_kin(LeadId(i64::from(id)))?.into())).await
}

/// Leads by a piece of their name, company or address.
#[tauri::command]
#[specta::specta]
pub(crate) async fn find_leads(desk: Shared<'_>, text: String, limit: u32) -> Answer<Vec<LeadRowView>> {
    desk.with(move |workspace| {
        Ok(workspace.find_leads(&text, limit as usize)?.into_iter().map(Into::into).collect())
    })
    .await
}

/// Writes the whole list to `path`, with what identifies each lead: a workbook if it ends in `.xlsx`, CSV otherwise.
#[tauri::command]
#[specta::specta]
pub(crate) async fn export_leads(desk: Shared<'_>, input: LeadsInput, path: PathBuf) -> Answer<String> {
    desk.with(move |workspace| {
        let listing = Listing::try_from(input)?;
        let format = if export::ends_in(&path, "xlsx") { Format::Xlsx } else { Format::Csv };
        let bytes = workspace.export_list(&listing, format)?;
        export::write(&path, &bytes)?;
        let total = workspace.leads(&listing, 0, 0)?.total;
        Ok(export::sentence(total, "lead", "leads", &path))
    })
    .await
}

/// Writes everything of a kind to `path`, so that it can be imported again: a workbook if it ends in `.xlsx`, CSV otherwise.
#[tauri::command]
#[specta::specta]
pub(crate) async fn export_all(desk: Shared<'_>, what: AllInput, path: PathBuf) -> Answer<String> {
    desk.with(move |workspace| {
        let format = if export::ends_in(&path, "xlsx") { Format::Xlsx } else { Format::Csv };
        let bytes = match what {
            AllInput::Leads => workspace.export_all_leads(format)?,
            AllInput::Reasons => workspace.export_reasons(format)?,
            AllInput::StageLog => workspace.export_stage_log(format)?,
        };
        export::write(&path, &bytes)?;
        Ok(format!("Wrote {} to {}.", what.words(), export::place(&path)))
    })
    .await
}
