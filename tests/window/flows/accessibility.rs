//! axe-core in every screen, light and dark, at natural size and at 200 %.

use serde_json::json;

use crate::harness::{Opening, Theme, Window, keys, needs_a_window, sample_export, serious_findings};

#[tokio::test]
async fn every_screen_can_be_used_in_light() {
    needs_a_window!();
    walk(Theme::Light).await;
}

#[tokio::test]
async fn every_screen_can_be_used_in_dark() {
    needs_a_window!();
    walk(Theme::Dark).await;
}

async fn walk(theme: Theme) {
    let window = Window::open(Opening { theme, ..Opening::default() }).await;
    let mut found = Vec::new();
    window.find("start-sample").await;
    look(&window, theme, "start", &mut found).await;
    window.click("start-new").await;
    window.find("new-name").await;
    look(&window, theme, "start-new", &mut found).await;
    window.press(keys::ESCAPE).await;

    window.click("start-sample").await;
    window.select("[data-testid=\"chart-acceptance\"] [data-testid=\"mark\"]").await;
    window.find("standout-0").await;
    look(&window, theme, "handoff", &mut found).await;
    window.click("tab-charts").await;
    window.select("[data-testid=\"chart-rejections-by-reason\"] [data-testid=\"mark\"]").await;
    look(&window, theme, "charts", &mut found).await;
    window.click("tab-clocks").await;
    window.find("clocks-late").await;
    look(&window, theme, "clocks", &mut found).await;
    window.click("tab-commitments").await;
    window.find("set-commitments").await;
    look(&window, theme, "commitments-none", &mut found).await;
    commit(&window).await;
    window.select("[data-testid=\"marketing-kept\"] strong").await;
    look(&window, theme, "commitments", &mut found).await;
    window.click("tab-escalations").await;
    window.find("escalate").await;
    look(&window, theme, "escalations-none", &mut found).await;
    window.click("escalate").await;
    window.find("items-nobody").await;
    look(&window, theme, "escalations", &mut found).await;
    window.click("rail-leads").await;
    window.find("leads-total").await;
    window.select("[role=\"row\"][aria-rowindex=\"2\"], tbody tr").await;
    look(&window, theme, "leads", &mut found).await;
    window.click("leads-filter").await;
    window.find("criteria-text").await;
    look(&window, theme, "leads-filter", &mut found).await;
    window.click("choose-0").await;
    window.find("bulk-bar").await;
    look(&window, theme, "leads-chosen", &mut found).await;
    window.click("tab-inbox").await;
    window.find("inbox-list").await;
    look(&window, theme, "inbox", &mut found).await;
    window.click("inbox-reject").await;
    window.find("decide-reason").await;
    look(&window, theme, "reject", &mut found).await;
    window.press(keys::ESCAPE).await;
    window.click("inbox-lapsed").await;
    window.find("inbox-requalify").await;
    look(&window, theme, "inbox-window-over", &mut found).await;
    window.click("tab-recycle").await;
    window.find("recycle-tracks").await;
    window.select("[data-testid^=\"track-\"][data-testid$=\"-there\"][aria-pressed=\"true\"]").await;
    window.select("[role=\"row\"][aria-rowindex=\"2\"]").await;
    look(&window, theme, "recycle", &mut found).await;
    window.click("choose-0").await;
    window.find("bulk-bar").await;
    window
        .select("[role=\"row\"][aria-rowindex=\"3\"] [role=\"gridcell\"]:not(.box)")
        .await
        .click()
        .await
        .unwrap();
    window.find("lead-panel").await;
    look(&window, theme, "recycle-chosen", &mut found).await;
    window.click("rail-rules").await;
    window.find("reason-fit.industry").await;
    look(&window, theme, "rules", &mut found).await;
    window.click("tab-other").await;
    window.click("other-tick-0").await;
    window.find("use-Everybody").await;
    look(&window, theme, "other", &mut found).await;
    window.click("other-promote").await;
    window.select("dialog[open] input").await;
    look(&window, theme, "other-promote", &mut found).await;
    window.press(keys::ESCAPE).await;
    window.click("tab-tiers").await;
    window.find("tier-0-edit").await;
    window.find("preset-one-day-use").await;
    look(&window, theme, "tiers", &mut found).await;
    window.click("tier-0-edit").await;
    window.find("criteria-text").await;
    look(&window, theme, "tier-open", &mut found).await;
    window.click("tab-commitments").await;
    window.find("commit-1-volume").await;
    look(&window, theme, "rules-commitments", &mut found).await;
    window.click("tab-consequences").await;
    window.click("consequence-0-edit").await;
    window.find("rule-luck").await;
    look(&window, theme, "consequence-open", &mut found).await;
    window.press(keys::ESCAPE).await;
    look(&window, theme, "consequences", &mut found).await;
    window.click("rail-settings").await;
    window.click("settings-hours").await;
    window.find("hours-example").await;
    window.fill("holidays-text", "2026-12-25 Christmas Day").await;
    window.click("holidays-add").await;
    window.find("holiday-2026-12-25").await;
    look(&window, theme, "hours", &mut found).await;
    window.click("rail-settings").await;
    window.click("settings-ladder").await;
    window.find("step-sal-sql").await;
    look(&window, theme, "ladder", &mut found).await;
    window.click("rail-settings").await;
    window.click("settings-people").await;
    window.click("owners-adopt").await;
    window.select("[data-testid^=\"person-\"] select").await;
    look(&window, theme, "people", &mut found).await;
    window.click("rail-settings").await;
    window.find("settings-zone").await;
    look(&window, theme, "settings", &mut found).await;
    window.click("settings-personas").await;
    window.find("persona-0").await;
    look(&window, theme, "personas", &mut found).await;
    window.press(&keys::with_control("k")).await;
    window.find("palette-input").await;
    look(&window, theme, "palette", &mut found).await;
    window.press(keys::ESCAPE).await;

    window.click("rail-import").await;
    window.find("import-path").await;
    look(&window, theme, "import", &mut found).await;
    window.click("import-duplicates").await;
    window.find("duplicates-total").await;
    look(&window, theme, "duplicates", &mut found).await;
    window.click("rail-import").await;
    window.fill("import-path", &sample_export().display().to_string()).await;
    window.click("import-look").await;
    window.find("import-try").await;
    look(&window, theme, "import-map", &mut found).await;
    window.click("import-try").await;
    window.find("report-read").await;
    look(&window, theme, "import-dry-run", &mut found).await;

    window.click("rail-handoff").await;
    window.select("[data-testid=\"chart-acceptance\"] [data-testid=\"mark\"]").await;
    for _ in 0..12 {
        window.press(&keys::with_control("+")).await;
    }
    look(&window, theme, "handoff-at-200", &mut found).await;
    assert!(found.is_empty(), "axe found:\n{}", found.join("\n"));
    window.close().await;
}

/// What marketing commits to, so that both sides of the agreement have numbers: one promise kept and one missed.
async fn commit(window: &Window) {
    for (tier, mqls) in [("1", 300), ("2", 4_000)] {
        let given = json!({ "tier": tier, "from": "2026-04", "mqls": mqls });
        window.invoke("commit_to", given).await.expect("the sample has this tier");
    }
    // What was set beside the page is seen when it is loaded again.
    window.page.refresh().await.unwrap();
}

async fn look(window: &Window, theme: Theme, screen: &str, found: &mut Vec<String>) {
    // Charts and lists arrive a moment after their frame.
    tokio::time::sleep(std::time::Duration::from_millis(600)).await;
    let theme = format!("{theme:?}").to_lowercase();
    window.picture(&format!("{screen}-{theme}")).await;
    let findings = serious_findings(window).await;
    found.extend(findings.into_iter().map(|finding| format!("{screen}, {theme}: {finding}")));
}
