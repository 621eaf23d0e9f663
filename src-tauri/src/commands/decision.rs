//! Deciding about leads, one or many: what is possible, what is offered, and doing it.

use plumbline_workbench::{
    Workspace,
    decision::{Chosen, Decide},
    failure::Outcome,
};

use crate::{
    desk::Shared,
    dto::{
        decision::{ChosenInput, DecideInput, DecidedView, DeskChoicesView, OfferView},
        waiting::WaitingView,
    },
    error::Answer,
};

/// What can be decided about the chosen leads; `contacted` is when sales was in contact first with those whose record does
/// not know it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn lead_offers(
    desk: Shared<'_>,
    chosen: ChosenInput,
    contacted: Option<String>,
) -> Answer<Vec<OfferView>> {
    desk.with(move |workspace| offers(workspace, chosen, contacted.as_deref())).await
}

/// The reasons, tracks and people that are offered.
#[tauri::command]
#[specta::specta]
pub(crate) async fn desk_choices(desk: Shared<'_>) -> Answer<DeskChoicesView> {
    desk.with(|workspace| Ok(workspace.choices()?.into())).await
}

/// The first leads that wait for a decision: `pending` inside their window, `lapsed` after it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn waiting_leads(desk: Shared<'_>, which: String, limit: u32) -> Answer<WaitingView> {
    desk.with(move |workspace| Ok(workspace.waiting(&which, limit as usize)?.into())).await
}

/// Decides about the chosen leads.
#[tauri::command]
#[specta::specta]
pub(crate) async fn decide(desk: Shared<'_>, chosen: ChosenInput, how: DecideInput) -> Answer<DecidedView> {
    desk.with(move |workspace| decided(workspace, chosen, how)).await
}

fn offers(workspace: &Workspace, chosen: ChosenInput, contacted: Option<&str>) -> Outcome<Vec<OfferView>> {
    let contacted = contacted.map(|text| workspace.contact_named(text)).transpose()?;
    let leads = workspace.chosen(&Chosen::try_from(chosen)?)?;
    let of = leads.len();
    Ok(workspace.offers(&leads, contacted)?.iter().map(|offer| OfferView::of(offer, of)).collect())
}

fn decided(workspace: &Workspace, chosen: ChosenInput, how: DecideInput) -> Outcome<DecidedView> {
    let contacted = how.contacted.as_deref().map(|text| workspace.contact_named(text)).transpose()?;
    let how = Decide { contacted, ..Decide::try_from(how)? };
    let leads = workspace.chosen(&Chosen::try_from(chosen)?)?;
    let decided = workspace.decide(&leads, &how)?;
    Ok(DecidedView::of(&decided, workspace.summary()?))
}

#[cfg(test)]
mod tests {
    use plumbline_workbench::{clock::Clock, failure::Kind, lead::Listing, workspace::Choices};

    use super::*;
    use crate::dto::leads::LeadsInput;

    fn sample() -> (tempfile::TempDir, Workspace) {
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::parse(Workspace::SAMPLE_AS_OF).unwrap();
        let path = folder.path().join("Sample.plumbline");
        let workspace = Workspace::create_sample(&path, &Choices::default(), clock).unwrap();
        (folder, workspace)
    }

    fn pending(workspace: &Workspace) -> Vec<u32> {
        let criteria = Some("decision = \"pending\"".to_owned());
        let listing = Listing { criteria, ..Listing::default() };
        let page = workspace.leads(&listing, 0, 1_000).unwrap();
        page.rows.iter().map(|row| u32::try_from(row.id.0).unwrap()).collect()
    }

    fn these(ids: &[u32]) -> ChosenInput {
        ChosenInput { ids: ids.to_vec(), listing: None, except: Vec::new() }
    }

    fn how(verb: &str) -> DecideInput {
        DecideInput {
            verb: verb.to_owned(),
            reason: None,
            note: None,
            by: None,
            contacted: None,
            track: None,
            due: None,
        }
    }

    #[test]
    fn what_is_made_by_hand_is_refused_with_its_field_and_what_to_do() {
        let (_folder, workspace) = sample();
        let lead = pending(&workspace)[0];
        let reason = workspace.choices().unwrap().reasons[0].id;
        workspace.retire_reason(reason).unwrap();
        let retired = u32::try_from(reason.0).unwrap();
        let before = workspace.summary().unwrap().undo;
        let strange = u32::MAX;
        let cases = [
            (these(&[lead]), how("promote"), "verb"),
            (these(&[lead]), how(""), "verb"),
            (these(&[lead]), how("reject"), "reason"),
            (these(&[lead]), DecideInput { reason: Some(strange), ..how("reject") }, "reason"),
            (these(&[lead]), DecideInput { reason: Some(retired), ..how("reject") }, "reason"),
            (these(&[lead]), DecideInput { reason: Some(retired), ..how("accept") }, "reason"),
            (these(&[lead]), DecideInput { by: Some(strange), ..how("accept") }, "by"),
            (these(&[lead]), DecideInput { contacted: Some("soon".into()), ..how("accept") }, "contacted"),
            (
                these(&[lead]),
                DecideInput { contacted: Some("2099-01-01".into()), ..how("accept") },
                "contacted",
            ),
            (these(&[lead]), DecideInput { track: Some(strange), ..how("recycle") }, "track"),
            (these(&[lead]), how("recycle"), "track"),
            (these(&[lead]), DecideInput { due: Some("later".into()), ..how("recycle") }, "due"),
            (these(&[strange]), how("accept"), "leads"),
            (these(&[0, lead]), how("accept"), "leads"),
            (these(&[]), how("accept"), "leads"),
        ];
        for (chosen, input, field) in cases {
            let told = format!("{chosen:?} {input:?}");
            let failure = decided(&workspace, chosen, input).unwrap_err();
            assert_eq!((failure.kind, failure.field.as_deref()), (Kind::BadInput, Some(field)), "{told}");
            assert!(failure.hint.is_some(), "{told}: nobody says what to do");
        }
        assert_eq!(workspace.summary().unwrap().undo, before, "nothing was changed by any of them");
        let listing =
            LeadsInput { criteria: Some("nonsense >".into()), drill: None, sort: None, columns: Vec::new() };
        let chosen = ChosenInput { ids: Vec::new(), listing: Some(listing), except: Vec::new() };
        assert_eq!(offers(&workspace, chosen, None).unwrap_err().field.as_deref(), Some("criteria"));
        assert_eq!(offers(&workspace, these(&[strange]), None).unwrap_err().field.as_deref(), Some("leads"));
    }

    #[test]
    fn a_whole_filter_but_one_is_decided_about_as_one_step() {
        let (_folder, workspace) = sample();
        let waiting = pending(&workspace);
        let listing = || LeadsInput {
            criteria: Some("decision = \"pending\"".into()),
            drill: None,
            sort: None,
            columns: Vec::new(),
        };
        let but_one =
            || ChosenInput { ids: Vec::new(), listing: Some(listing()), except: waiting[..1].to_vec() };
        let accept = &offers(&workspace, but_one(), None).unwrap()[0];
        let blocked: u32 = accept.obstacles.iter().map(|obstacle| obstacle.leads).sum();
        assert_eq!((accept.able + blocked) as usize, waiting.len() - 1, "each lead is able or told why not");
        let done = decided(&workspace, but_one(), how("accept")).unwrap();
        assert_eq!(done.done, accept.able, "what was announced is what is done");
        assert!(pending(&workspace).contains(&waiting[0]), "the one left out waits on");
        workspace.undo().unwrap();
        assert_eq!(pending(&workspace), waiting, "one step back");
    }
}
