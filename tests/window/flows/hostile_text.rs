//! Text from strangers: every payload stands in every text column, and no view runs any of it.

use std::{fmt::Write, path::PathBuf};

use serde_json::json;

use crate::harness::{Opening, Window, keys, needs_a_window};

/// What a payload does if it ever runs.
const HIT: &str = "window.reached=1";

/// Ways to smuggle a script into a page; `@` is where the script goes.
const VECTORS: [&str; 25] = [
    "<script>@</script>",
    "</script><script>@</script>",
    "<ScRiPt>@</sCrIpT>",
    "<img src=x onerror=@>",
    "<img src=x onerror='@'>",
    "<svg onload=@>",
    "<svg><script>@</script></svg>",
    "<svg><animate onbegin=@ attributeName=x dur=1s>",
    "<body onload=@>",
    "<iframe src='javascript:@'></iframe>",
    "<iframe srcdoc='<script>parent.@</script>'></iframe>",
    "<a href='javascript:@'>click</a>",
    "<input autofocus onfocus=@>",
    "<details open ontoggle=@>",
    "<video><source onerror=@></video>",
    "<math><mtext><style><img src=x onerror=@></style></mtext></math>",
    "<style>*{background:url(javascript:@)}</style>",
    "<link rel=stylesheet href='data:text/css,*{}'>@",
    "<base href='javascript:@//'>",
    "<meta http-equiv=refresh content='0;url=javascript:@'>",
    "javascript:@",
    "{{constructor.constructor('@')()}}",
    "${@}",
    "{@html '<img src=x onerror=@>'}",
    "]]><script>@</script><![CDATA[",
];

/// What stands before and after: ways out of an attribute, a comment, a text.
const FRAMES: [(&str, &str); 8] = [
    ("", ""),
    ("\"", "\""),
    ("'", "'"),
    ("\">", ""),
    ("'>", ""),
    ("-->", "<!--"),
    ("</title>", ""),
    ("\u{0}", "\u{202e}"),
];

#[tokio::test]
async fn nothing_that_is_imported_ever_runs() {
    needs_a_window!();
    let window = Window::open(Opening::default()).await;
    window.begin_workspace("Strangers").await;
    let listen = "window.reports = []; document.addEventListener('securitypolicyviolation', \
        (event) => window.reports.push(event.effectiveDirective + ' ' + event.blockedURI));";
    window.run(listen, Vec::new()).await;

    import(&window, &export(&window)).await;
    look_everywhere(&window).await;
    let reached = window.run("return window.reached ?? 0", Vec::new()).await;
    assert_eq!(reached, json!(0), "no payload ran");
    let reports = window.run("return window.reports", Vec::new()).await;
    assert_eq!(reports, json!([]), "no payload even tried: text is only ever text");
    window.close().await;
}

/// 200 rows; the payload of a row stands in each of its text columns, and in a header too.
fn export(window: &Window) -> PathBuf {
    let header = "<img src=x onerror=window.reached=1>";
    let mut text = format!(
        "Lead ID,First Name,Last Name,Title,Company,Lead Source,Campaign,Industry,Lead Owner,Lead Status,MQL Date,\
         Rejected Date,Rejection Reason,{header}\n"
    );
    for (row, (vector, (before, after))) in
        VECTORS.iter().flat_map(|vector| FRAMES.iter().map(move |frame| (vector, frame))).enumerate()
    {
        let payload = format!("{before}{}{after}", vector.replace('@', HIT)).replace('\u{0}', "");
        let cell = format!("\"{}\"", payload.replace('"', "\"\""));
        let texts = [cell.as_str(); 8].join(",");
        let day = 1 + row % 28;
        let stamps = format!("Rejected,2026-08-{day:02},2026-08-{day:02}");
        writeln!(text, "L{row},{texts},{stamps},{cell},{cell}").unwrap();
    }
    let path = window.home().join("strangers.csv");
    std::fs::write(&path, text).unwrap();
    path
}

async fn import(window: &Window, path: &std::path::Path) {
    window.click("rail-import").await;
    window.fill("import-path", &path.display().to_string()).await;
    window.click("import-look").await;
    window.click("import-try").await;
    window.number_becomes("report-read", 200).await;
    window.picture("strangers-dry-run").await;
    window.click("import-commit").await;
    window.select("[data-testid=\"report\"][data-dry-run=\"false\"]").await;
}

async fn look_everywhere(window: &Window) {
    window.click("rail-leads").await;
    window.number_becomes("leads-total", window.number("leads-total").await).await;
    window.press(&keys::with_control("k")).await;
    window.find("palette-input").await;
    window.press("onerror").await;
    tokio::time::sleep(std::time::Duration::from_millis(800)).await;
    window.picture("strangers-palette").await;
    window.press(keys::ESCAPE).await;
    window.click("leads-columns").await;
    window.press(keys::ESCAPE).await;
    for id in [1, 50, 100, 150, 200] {
        let lead = window.invoke("lead", json!({ "id": id })).await;
        assert!(lead.is_ok(), "lead {id} can be shown: {lead:?}");
    }
    window
        .page
        .find(fantoccini::Locator::Css("[role=\"row\"][aria-rowindex=\"2\"]"))
        .await
        .unwrap()
        .click()
        .await
        .unwrap();
    window.find("lead-panel").await;
    window.picture("strangers-lead").await;
    window.click("rail-handoff").await;
    window.select("[data-testid=\"chart-acceptance-by-source\"]").await;
    window.picture("strangers-handoff").await;
    window.click("rail-settings").await;
    window.find("settings-zone").await;
}
