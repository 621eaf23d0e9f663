//! A file through look, suggest, TOML and read, as a use case would take it.

#![allow(clippy::unwrap_used, reason = "tests")]

use plumbline_domain::{
    field::Field,
    problem::Problem,
    reason::List,
    record::{Cell, Chunk, Record},
    stage::Stage,
};
use plumbline_ingest::{
    look::{Look, Overrides, look},
    mapping::{Known, Mapping, suggest},
    read::{Context, Reader, write_rejected},
    source::Source,
};

struct Taken {
    look: Look,
    chunk: Chunk,
    problems: Vec<Problem>,
    reasons: Vec<String>,
    refused: u64,
}

impl Taken {
    fn text(&self, record: &Record, field: Field) -> &str {
        match record.cells[field.index()] {
            Cell::Text(span) => self.chunk.text(span),
            _ => "",
        }
    }
}

fn take(source: &Source, mapping: Option<&str>) -> Taken {
    let mapping = mapping.map(|text| Mapping::from_toml(text).unwrap());
    let look =
        look(source, &mapping.as_ref().map_or_else(Overrides::default, |mapping| mapping.source.clone()))
            .unwrap();
    let known = Known::starter();
    let mapping = mapping.unwrap_or_else(|| Mapping::from_toml(&suggest(&look, &known).to_toml()).unwrap());
    let context = Context { reasons: known.reasons, ..Context::default() };
    let mut reader = Reader::open(source, &look, &mapping, &context).unwrap();
    let (mut chunk, mut problems) = (Chunk::default(), Vec::new());
    let progress = reader.read(&mut chunk, &mut problems).unwrap();
    assert!(progress.done, "a small file is one chunk");
    assert_eq!(progress.read, look.rows, "the look counts the rows that are read");
    assert_eq!(progress.read, progress.refused + chunk.records.len() as u64);
    let reasons = reader
        .reasons()
        .0
        .iter()
        .map(|reason| {
            let list = if reason.list == List::Rejection { "rejection" } else { "disqualification" };
            format!("{list} {} {}", reason.key, reason.label)
        })
        .collect();
    Taken { look, chunk, problems, reasons, refused: progress.refused }
}

const SALESFORCE: &str = "\
\"Lead ID\",\"First Name\",\"Last Name\",\"Company / Account\",\"Email\",\"Lead Status\",\"MQL Date\",\"Rejection Reason\",\"Booth\"
\"00Q5f000001AbCd\",\"Ann\",\"Lee\",\"Acme\",\"ann@acme.example\",\"Working - Contacted\",\"31/03/2026\",\"\",\"A, 1\"
\"00Q5f000001AbCe\",\"Bo\",\"Day\",\"Bolt\",\"bo@bolt.example\",\"Rejected\",\"01/04/2026\",\"Wrong persona\",\"\"
\"00Q5f000001AbCf\",\"Cy\",\"Fox\",\"Core\",\"cy@core.example\",\"Open - Not Contacted\",\"soon\",\"\",\"\"
\"00Q5f000001AbCg\",\"Di\",\"Hay\",\"Dune\",\"di@dune.example\",\"Handed to partner\",\"02/04/2026\",\"\",\"\"

\"Grand Totals (4 records)\"
\"Confidential Information - Do Not Distribute\"
\"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved.\"
";

#[test]
fn a_salesforce_report_by_suggestion() {
    let source = Source::bytes("report.csv", SALESFORCE.as_bytes());
    let taken = take(&source, None);
    assert_eq!(taken.look.dictionary.label(), "Salesforce");
    assert_eq!((taken.look.rows, taken.look.footer.len(), taken.look.blank_rows), (4, 3, 1));

    let refused: Vec<_> = taken.problems.iter().map(|p| (p.row, p.column.as_str(), p.rule.slug())).collect();
    assert_eq!(
        refused,
        [(4, "MQL Date", "date.unparseable"), (5, "Lead Status", "status.unknown")],
        "no date at all; a status that nobody has explained"
    );
    assert_eq!(taken.refused, 2);

    let [ann, bo] = &taken.chunk.records[..] else { panic!("two rows are left") };
    assert_eq!(taken.chunk.text(ann.identity), "x:salesforce:00Q5f000001AbCdEAK");
    assert_eq!(taken.chunk.text(ann.extra), r#"{"Booth":"A, 1"}"#);
    assert_eq!(ann.status, Some(Stage::Sal));
    let stages = |record: &Record| -> Vec<_> {
        record.passages().map(|passage| (passage.stage, passage.at.map(|at| at.0), passage.reason)).collect()
    };
    assert_eq!(stages(ann), [(Stage::Mql, Some(1_774_915_200_000), None), (Stage::Sal, None, None)]);
    assert_eq!(stages(bo)[1], (Stage::Rejected, None, Some(0)));
    assert_eq!(taken.reasons, ["rejection fit.persona Wrong persona"]);
    assert_eq!(taken.text(bo, Field::Company), "Bolt");
}

#[test]
fn refused_rows_come_back_corrected() {
    let source = Source::bytes("report.csv", SALESFORCE.as_bytes());
    let taken = take(&source, None);
    let mut out = Vec::new();
    let written = write_rejected(&source, &taken.look, &taken.problems, &mut out).unwrap();
    assert_eq!(written, 2);
    let text = String::from_utf8(out).unwrap();
    assert!(text.contains("\"00Q5f000001AbCf\",\"Cy\",\"Fox\""), "rows stand as they stood: {text}");
    assert!(text.ends_with("All rights reserved.\"\r\n"), "the footer stays for mappings that count it");
    let fixed = text.replace("soon", "13/04/2026").replace("Handed to partner", "Disqualified");
    let again = Source::bytes("rejected.csv", fixed.into_bytes());
    let taken = take(&again, None);
    assert_eq!(taken.problems, []);
    assert_eq!(taken.chunk.records.len(), 2);
    assert!(!taken.chunk.arena.contains("plumbline.problem"), "the program's own column is not read");
}

#[test]
fn a_mapping_file_and_stamps_over_status() {
    let text = "id;seen;decided;state;why;size;worth\n\
        1;05.01.2026;07.01.2026;ja;;1.250;€ 3.500,00\n\
        2;06.01.2026;;nein;Company too small;51-200;1\n\
        3;06.01.2026;;nein;Company too small;;2\n\
        4;31.02.2026;;vielleicht;;;x\n";
    let mapping = r#"
        shape = "lead-per-row"
        [columns]
        "id" = "external_id"
        "seen" = "stage.mql.at"
        "decided" = "stage.sal.at"
        "state" = "status"
        "why" = "rejection.reason"
        "size" = "employees"
        "worth" = "revenue"
        [dates]
        "seen" = "%d.%m.%Y"
        "decided" = "%d.%m.%Y"
        [values.status]
        "ja" = "sal"
        "nein" = "rejected"
        [values."rejection.reason"]
        "Company too small" = "fit.company-too-small"
    "#;
    let source = Source::bytes("leads.csv", text.as_bytes());
    let taken = take(&source, Some(mapping));
    let found: Vec<_> = taken.problems.iter().map(|p| (p.row, p.value.as_str(), p.rule.slug())).collect();
    assert_eq!(
        found,
        [
            (3, "51-200", "number.unparseable"),
            (5, "31.02.2026", "date.unparseable"),
            (5, "vielleicht", "status.unknown"),
            (5, "x", "number.unparseable"),
        ]
    );
    let first = &taken.chunk.records[0];
    assert_eq!(first.cells[Field::Employees.index()], Cell::Number(1250.0));
    assert_eq!(first.cells[Field::Revenue.index()], Cell::Number(3500.0));
    assert!(first.passages().all(|passage| passage.at.is_some()), "the stamp dates what the status says");
    assert_eq!(taken.reasons, ["rejection fit.company-too-small Company too small"]);
}

#[test]
fn a_mapping_that_does_not_fit_is_refused_with_the_headers_of_the_file() {
    let source = Source::bytes("leads.csv", &b"Lead,Mail\n1,a@x.example\n"[..]);
    let look = look(&source, &Overrides::default()).unwrap();
    let mapping = Mapping::from_toml("[columns]\n\"Lead ID\" = \"external_id\"\n").unwrap();
    let error = Reader::open(&source, &look, &mapping, &Context::default()).err().unwrap();
    assert!(error.to_string().contains("`Lead ID`") && error.to_string().contains("`Mail`"), "{error}");
}

#[test]
fn an_exported_identity_is_kept_whatever_the_file_is_called() {
    let text = "plumbline.identity,external_id,email,stage.mql.at\n\
        x:salesforce:00Q5f000001AbCdEAK,00Q5f000001AbCd,a@x.example,2026-03-31\n\
        nonsense,2,b@x.example,2026-03-31\n\
        ,3,c@x.example,2026-03-31\n";
    let taken = take(&Source::bytes("leads.csv", text.as_bytes()), None);
    assert_eq!(taken.look.dictionary.label(), "Plumbline");
    let keys: Vec<&str> =
        taken.chunk.records.iter().map(|record| taken.chunk.text(record.identity)).collect();
    assert_eq!(keys, ["x:salesforce:00Q5f000001AbCdEAK", "x:id:3"]);
    assert_eq!(taken.chunk.records[0].extra.len, 0, "the identity is no column of the lead");
    assert_eq!(taken.problems[0].rule.slug(), "identity.missing");
}

#[test]
fn an_id_is_one_lead_however_its_file_is_recognised() {
    let identities = |text: &str, label: &str| -> Vec<String> {
        let taken = take(&Source::bytes("leads.csv", text.as_bytes()), None);
        assert_eq!(taken.look.dictionary.label(), label);
        taken.chunk.records.iter().map(|record| taken.chunk.text(record.identity).to_owned()).collect()
    };
    let report = identities(
        "Lead ID,Lead Owner,Company / Account,Lead Status\n00Q5f000001AbCd,Ann,Acme,Accepted\n4711,Bo,Bolt,Accepted\n",
        "Salesforce",
    );
    let sheet = identities(
        "Lead ID,Firm,Status\n00Q5f000001AbCdEAK,Acme,Accepted\n4711,Bolt,Accepted\n",
        "Spreadsheet",
    );
    assert_eq!(report, sheet);
    assert_eq!(report, ["x:salesforce:00Q5f000001AbCdEAK", "x:id:4711"]);
}

#[test]
fn a_footer_with_blank_lines_is_left_out_whole() {
    let rows: String = (0..5).map(|n| format!("{n},L{n},p{n}@co{n}.example,Accepted\n")).collect();
    let footer = "\n\"Grand Totals (5 records)\"\n\n\"MQL handoff\"\n\"Copyright (c) 2000-2026 salesforce.com, inc.\"\n\
        \n\"Generated By: Ops 2026-03-01 09:00\"\n";
    let header = "Lead ID,Last Name,Email,Lead Status\n";
    let source = Source::bytes("report.csv", format!("{header}{rows}{footer}").into_bytes());
    let taken = take(&source, None);
    assert_eq!((taken.look.rows, taken.look.footer.len(), taken.chunk.records.len()), (5, 4, 5));
    assert_eq!(taken.problems, []);
    let footer: Vec<(u64, &str)> =
        taken.look.footer.iter().map(|left_out| (left_out.row, left_out.text.as_str())).collect();
    assert_eq!(footer[1], (10, "\"MQL handoff\""));

    let again = format!("{header}{rows}\n\"Grand Totals (5 records)\"\n\n\"MQL handoff\"\n{rows}");
    let look = look(&Source::bytes("twice.csv", again.into_bytes()), &Overrides::default()).unwrap();
    assert_eq!(
        (look.rows, look.footer.len()),
        (12, 0),
        "rows of the table follow: nothing is left out unseen"
    );
}

#[test]
fn a_year_no_lead_is_from_is_refused() {
    let text = "Lead ID,MQL Date,Created Date\n1,0026-01-01,2026-01-01\n2,2026-01-01,2062-05-05\n3,1990-01-01,2060-12-31\n";
    let taken = take(&Source::bytes("leads.csv", text.as_bytes()), None);
    let found: Vec<_> = taken.problems.iter().map(|p| (p.row, p.rule.slug(), p.message.as_str())).collect();
    assert_eq!(
        found,
        [
            (
                2,
                "date.implausible",
                "MQL Date is \"0026-01-01\": the year 26 is outside 1990 to 2060; correct it or keep the column as it is."
            ),
            (
                3,
                "date.implausible",
                "Created Date is \"2062-05-05\": the year 2062 is outside 1990 to 2060; correct it or keep the column as it is."
            ),
        ]
    );
    assert_eq!(taken.chunk.records.len(), 1);
}
