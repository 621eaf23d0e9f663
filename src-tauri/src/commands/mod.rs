//! What the page can ask: one file per noun, the same nouns as in `permissions/`.
//!
//! A command unpacks its input, runs one use case on a thread of its own and packs the answer. It decides nothing.

pub(crate) mod clocks;
pub(crate) mod commitments;
pub(crate) mod consequences;
pub(crate) mod criteria;
pub(crate) mod decision;
pub(crate) mod duplicates;
pub(crate) mod escalations;
pub(crate) mod handoff;
pub(crate) mod hours;
pub(crate) mod import;
pub(crate) mod ladder;
pub(crate) mod leads;
pub(crate) mod other;
pub(crate) mod people;
pub(crate) mod persona;
pub(crate) mod pick;
pub(crate) mod recycle;
pub(crate) mod rules;
pub(crate) mod settings;
pub(crate) mod start;
pub(crate) mod tiers;
pub(crate) mod views;
pub(crate) mod watch;
pub(crate) mod workspace;

use tauri_specta::{Builder, ErrorHandlingMode, collect_commands, collect_events};

use crate::startup::OpenPath;

/// Every command and event, with its types. Made in one place so that the handler, the bindings and the permissions can be
/// compared.
pub(crate) fn bridge() -> Builder<tauri::Wry> {
    Builder::new()
        .error_handling(ErrorHandlingMode::Throw)
        .disable_serde_phases()
        .events(collect_events![OpenPath])
        .commands(collect_commands![
            start::start,
            start::forget_recent,
            pick::pick_workspace,
            pick::pick_new_workspace,
            pick::pick_imports,
            pick::pick_folder,
            pick::pick_mapping,
            pick::pick_export,
            workspace::create_workspace,
            workspace::open_workspace,
            workspace::open_sample,
            workspace::close_workspace,
            workspace::workspace,
            workspace::undo,
            workspace::redo,
            settings::save_settings,
            settings::restore_desk,
            settings::time_zones,
            handoff::handoff,
            handoff::handoff_by_field,
            handoff::handoff_chart,
            handoff::handoff_gallery,
            handoff::handoff_standouts,
            handoff::export_chart,
            handoff::copy_chart,
            criteria::fields,
            criteria::check_criteria,
            criteria::build_criteria,
            leads::leads,
            leads::lead,
            leads::lead_fields,
            leads::lead_kin,
            leads::find_leads,
            leads::export_leads,
            leads::export_all,
            decision::lead_offers,
            decision::desk_choices,
            decision::waiting_leads,
            decision::decide,
            recycle::recycle,
            recycle::recycled,
            recycle::export_recycled,
            rules::rules,
            rules::add_reason,
            rules::change_reason,
            rules::move_reason,
            rules::merge_reasons,
            rules::retire_reason,
            rules::restore_reason,
            rules::add_track,
            rules::change_track,
            rules::retire_track,
            rules::restore_track,
            tiers::tiers,
            tiers::try_tiers,
            tiers::save_tiers,
            tiers::service_levels,
            tiers::try_promise,
            tiers::set_promise,
            tiers::remove_promises,
            tiers::level_presets,
            tiers::use_level_preset,
            hours::hours,
            hours::set_day,
            hours::add_holidays,
            hours::name_holiday,
            hours::remove_holiday,
            ladder::ladder,
            ladder::set_ladder_step,
            ladder::call_stage,
            ladder::use_ladder,
            commitments::commitments,
            commitments::commit_to,
            commitments::remove_commitment,
            consequences::consequences,
            consequences::try_consequence,
            consequences::save_consequence,
            consequences::remove_consequence,
            other::other_desk,
            other::promotion,
            other::promote_other,
            other::picklist_use,
            clocks::clocks,
            clocks::pact,
            escalations::escalations,
            escalations::escalate,
            escalations::assign_escalation,
            escalations::set_escalation,
            escalations::export_escalations,
            escalations::copy_escalations,
            people::people,
            people::adopt_owners,
            people::add_person,
            people::change_person,
            people::merge_persons,
            people::retire_person,
            people::restore_person,
            people::add_team,
            people::rename_team,
            people::retire_team,
            views::saved_views,
            views::save_view,
            views::delete_view,
            views::page_views,
            views::save_page_view,
            views::delete_page_view,
            views::compare,
            import::import_look,
            import::import_try,
            import::import_commit,
            import::cancel_import,
            import::import_rows_out,
            import::import_mapping_save,
            import::import_mapping_read,
            import::imports,
            import::undo_import,
            watch::watched_folders,
            watch::watch_folder,
            watch::unwatch_folder,
            persona::persona_rules,
            persona::persona_preview,
            persona::check_persona_criteria,
            persona::build_persona_criteria,
            persona::save_personas,
            duplicates::duplicates,
            duplicates::merge_look,
            duplicates::merge_leads,
            duplicates::keep_apart,
            duplicates::part_leads,
        ])
}
