//! What cells mean by the evidence of their column: damaged ids, durations, scaled numbers, dates in seven languages.

#![allow(clippy::unwrap_used, reason = "tests")]

use plumbline_domain::{
    field::Field,
    persona,
    problem::Problem,
    reason::List,
    record::{Cell, Chunk, Reasons},
    stage::Stage,
};
use plumbline_ingest::{
    look::{Inferred, Look, Overrides, look},
    mapping::{Known, Mapping, Target, suggest, suggestions},
    read::{Context, Reader},
    source::Source,
};

struct Taken {
    look: Look,
    chunk: Chunk,
    problems: Vec<Problem>,
    reasons: Reasons,
}

fn remarks(text: &str, context: &Context) -> (Chunk, plumbline_ingest::read::Remarks) {
    let source = Source::bytes("leads.csv", text.as_bytes());
    let look = look(&source, &Overrides::default()).unwrap();
    let mapping = suggest(&look, &Known::starter());
    let mut reader = Reader::open(&source, &look, &mapping, context).unwrap();
    let mut chunk = Chunk::default();
    assert!(reader.read(&mut chunk, &mut Vec::new()).unwrap().done);
    (chunk, reader.remarks())
}

fn take(text: &str, mapping: Option<&str>) -> Taken {
    take_with(text, mapping, Context { personas: persona::starter(), ..Context::default() })
}

fn take_with(text: &str, mapping: Option<&str>, context: Context) -> Taken {
    let source = Source::bytes("leads.csv", text.as_bytes());
    let look = look(&source, &Overrides::default()).unwrap();
    let known = Known::starter();
    let mapping = mapping.map_or_else(|| suggest(&look, &known), |text| Mapping::from_toml(text).unwrap());
    let context = Context { reasons: known.reasons, ..context };
    let mut reader = Reader::open(&source, &look, &mapping, &context).unwrap();
    let (mut chunk, mut problems) = (Chunk::default(), Vec::new());
    assert!(reader.read(&mut chunk, &mut problems).unwrap().done, "a small file is one chunk");
    Taken { look, chunk, problems, reasons: reader.reasons().clone() }
}

fn numbers(taken: &Taken, field: Field) -> Vec<Option<f64>> {
    let number = |cell| if let Cell::Number(number) = cell { Some(number) } else { None };
    taken.chunk.records.iter().map(|record| number(record.cells[field.index()])).collect()
}

#[test]
fn ids_a_spreadsheet_has_cut_are_refused_and_told() {
    let text = "Lead ID,Email\n1234567890123450000,a@x.example\n1234567890123460000,b@x.example\n\
        4711,c@x.example\n1.23457E+18,d@x.example\n";
    let taken = take(text, None);
    let found: Vec<_> = taken.problems.iter().map(|p| (p.row, p.rule.slug(), p.value.as_str())).collect();
    assert_eq!(
        found,
        [
            (2, "id.damaged", "1234567890123450000"),
            (3, "id.damaged", "1234567890123460000"),
            (5, "id.damaged", "1.23457E+18")
        ]
    );
    assert_eq!(taken.chunk.records.len(), 1, "a short id is whole");
    let notes = taken.look.notes().join(" ");
    assert!(notes.contains("19-digit ids were cut to 15 digits by a spreadsheet"), "{notes}");

    let whole = text.replace("0000,", "4321,").replace("1.23457E+18", "99");
    let taken = take(&whole, None);
    assert_eq!((taken.problems, taken.look.notes()), (vec![], vec![]));
}

#[test]
fn salesforce_ids_that_differ_in_case_are_two_leads_and_lost_case_is_told() {
    let text = "Lead ID,Email\n00Q5f000001AbCd,a@x.example\n00Q5f000001AbCD,b@x.example\n00Q5f000001xYzQ,c@x.example\n\
        00Q5f000001rStU,d@x.example\n00Q5f000001rStV,e@x.example\n00Q5f000001rStW,f@x.example\n";
    let taken = take(text, None);
    let keys: std::collections::BTreeSet<&str> =
        taken.chunk.records.iter().map(|record| taken.chunk.text(record.identity)).collect();
    assert_eq!((keys.len(), taken.look.notes()), (6, vec![]), "two ids that differ in case are two leads");
    let notes =
        take(&text.replace("00Q5f", "00q5f").to_lowercase().replace("lead id", "Lead ID"), None).look.notes();
    assert!(notes.join(" ").contains("lost their capitals"), "{notes:?}");
}

#[test]
fn durations_are_hours_where_a_number_is_wanted() {
    let text = "Lead ID,Score,Waited\n1,27:30:00,2h 30m\n2,1:15:00,1.5 days\n3,0:45:00,PT45M\n";
    let taken = take(text, None);
    let inferred: Vec<Inferred> = taken.look.columns.iter().map(|column| column.inferred).collect();
    assert_eq!(inferred, [Inferred::Number, Inferred::Duration, Inferred::Duration]);
    assert_eq!(numbers(&taken, Field::Score), [Some(27.5), Some(1.25), Some(0.75)]);
    let extra = taken.chunk.text(taken.chunk.records[1].extra);
    assert_eq!(extra, r#"{"Waited":"1.5 days"}"#, "and kept as they are elsewhere");
}

#[test]
fn money_with_signs_codes_and_thousands() {
    let text = "Lead ID;Annual Revenue;Amount\n1;€ 1,2M;USD 1.200,50\n2;350k;(3.500,00) USD\n3;€ 900;$ 12\n";
    let taken = take(text, None);
    assert_eq!(taken.problems, []);
    assert_eq!(numbers(&taken, Field::Revenue), [Some(1_200_000.0), Some(350_000.0), Some(900.0)]);
    assert_eq!(numbers(&taken, Field::Amount), [Some(1200.5), Some(-3500.0), Some(12.0)]);
}

#[test]
fn dates_of_any_language_and_count_are_moments() {
    let text = "Lead ID;MQL Date;Created Date\n1;5. März 2026;1774915200\n2;1er août 2026;1774915201\n\
        3;lun. 2 mars 2026 14:05 CET;1774915202\n";
    let taken = take(text, None);
    assert_eq!(taken.problems, []);
    let mql: Vec<i64> =
        taken.chunk.records.iter().map(|record| record.passages().next().unwrap().at.unwrap().0).collect();
    assert_eq!(mql, [1_772_668_800_000, 1_785_542_400_000, 1_772_456_700_000]);
    let created = taken.chunk.records[2].cells[Field::CreatedAt.index()];
    assert_eq!(created, Cell::Time(plumbline_domain::moment::Moment(1_774_915_202_000)));
}

fn texts(taken: &Taken, field: Field) -> Vec<&str> {
    let text = |cell| if let Cell::Text(span) = cell { taken.chunk.text(span) } else { "" };
    taken.chunk.records.iter().map(|record| text(record.cells[field.index()])).collect()
}

#[test]
fn mail_says_kind_and_domain_and_titles_say_the_persona() {
    let text = "Lead ID,Email,Job Title\n1,a@mail.acme.co.uk,CISO\n2,b@gmail.com,Cook\n3,c@x.mailinator.com,\n4,,SOC Analyst\n";
    let taken = take(text, None);
    assert_eq!(texts(&taken, Field::EmailKind), ["business", "free-mail", "disposable", ""]);
    assert_eq!(
        texts(&taken, Field::Domain),
        ["acme.co.uk", "", "", ""],
        "only a business has a domain of its own"
    );
    assert_eq!(
        texts(&taken, Field::Persona),
        ["CISO / security leadership", "Other business", "", "Security practitioner"]
    );
    let mapped =
        "Lead ID,Email,Job Title,Persona,Website,email_kind\n1,a@acme.example,CISO,Boss,www.bolt.example,\n";
    let taken = take(mapped, None);
    assert_eq!(texts(&taken, Field::Persona), ["Boss"], "what the file says is kept");
    assert_eq!(
        (texts(&taken, Field::Domain), texts(&taken, Field::EmailKind)),
        (vec!["bolt.example"], vec![""])
    );
}

#[test]
fn owners_are_one_person_under_one_name() {
    let text = "Lead ID,Lead Owner\n1,\"Lee, Ann\"\n2,Ann Lee\n3,ANN LEE\n4,Queue\n";
    let taken = take(text, None);
    assert_eq!(texts(&taken, Field::Owner), ["Ann Lee", "Ann Lee", "Ann Lee", "Queue"]);
    let mapping = "[columns]\n\"Lead ID\" = \"external_id\"\n\"Lead Owner\" = \"owner\"\n[values.owner]\n\"Queue\" = \"\"\n";
    assert_eq!(texts(&take(text, Some(mapping)), Field::Owner), ["Lee, Ann", "Ann Lee", "ANN LEE", ""]);
}

const BOTH: &str = "Lead ID,Lead Status,Status Date,First Contact,Unqualified Reason\n\
    1,Unqualified,2026-03-05,2026-03-02,No budget\n\
    2,Unqualified,2026-03-05,,Duplicate\n\
    3,Unqualified,2026-03-05,2026-03-09,Wrong persona\n\
    4,Unqualified,2026-03-05,2026-03-05 10:00,No need\n\
    5,Accepted,2026-03-05,2026-03-02,No budget\n\
    6,Disqualified,2026-03-05,,Duplicate\n\
    7,Unqualified,2026-03-05,2026-03-01,\n";

/// What each row says of an exit: its stage or how it left, then its reasons as a rejection and as a disqualification.
fn exits(taken: &Taken) -> Vec<String> {
    let label = |index: u16| taken.reasons.0[usize::from(index)].label.as_str();
    let both = |reasons: [Option<u16>; 2]| reasons.map(|reason| reason.map_or("-", label)).join(" | ");
    let exit = |record: &plumbline_domain::record::Record| {
        let dated = record.passages().find(|passage| passage.stage > Stage::Won);
        let dated = dated.map(|found| format!("{} {}", found.stage.slug(), found.reason.map_or("", label)));
        let left = record.left.map(|left| {
            let at = if left.at.is_some() { "" } else { " some day" };
            format!("left{at}, {}: {}", left.leans.slug(), both(record.either))
        });
        let alone = (record.either != [None; 2]).then(|| both(record.either));
        dated.or(left).or(alone).unwrap_or_default()
    };
    taken.chunk.records.iter().map(exit).collect()
}

#[test]
fn one_column_for_two_meanings_is_told_as_what_it_says() {
    let taken = take(BOTH, None);
    assert_eq!(taken.problems, []);
    let expected = [
        "left, left: No budget | No budget",
        "left, left: Duplicate | Duplicate",
        "left, left: Wrong persona | Wrong persona",
        "left, left: No need | No need",
        "No budget | No budget",
        "left, left: Duplicate | Duplicate",
        "left, left: - | -",
    ];
    assert_eq!(exits(&taken), expected, "no exit is made up, and none is lost");
    let kept = taken.chunk.text(taken.chunk.records[4].extra);
    assert_eq!(kept, r#"{"Unqualified Reason":"No budget"}"#, "who was not sent back keeps the value");
    let lists: Vec<_> = taken.reasons.0.iter().map(|reason| (reason.list, reason.label.as_str())).collect();
    for list in [List::Rejection, List::Disqualification] {
        assert!(lists.contains(&(list, "No budget")) && lists.contains(&(list, "Duplicate")), "{list:?}");
    }
    let last = &taken.chunk.records[5];
    assert_eq!((last.status, texts(&taken, Field::Status)[5]), (Some(Stage::Left), "Disqualified"));
    assert!(last.passages().next().is_none(), "it is neither before it is read");
}

#[test]
fn a_status_that_says_which_exit_it_was_is_kept_with_it() {
    let taken = take(&BOTH.replace("3,Unqualified", "3,Rejected"), None);
    assert_eq!(taken.problems, []);
    assert_eq!(exits(&taken)[1], "left, left: Duplicate | Duplicate", "a word without a stage says nothing");
    assert_eq!(exits(&taken)[2], "left, rejected: Wrong persona | Wrong persona");
    assert_eq!(exits(&taken)[5], "left, disqualified: Duplicate | Duplicate");
}

#[test]
fn an_exit_that_a_column_of_its_own_dates_is_what_that_says() {
    let text = "Lead ID,Status,Rejected Date,Disqualified Date,Unqualified Reason\n\
        1,Unqualified,2026-03-05,,Duplicate\n2,Unqualified,,2026-03-06,No need\n\
        3,Unqualified,2026-03-05,2026-04-06,No need\n4,Unqualified,,,No need\n";
    let mapping = "[columns]\n\"Lead ID\" = \"external_id\"\n\"Status\" = \"status\"\n\
        \"Rejected Date\" = \"stage.rejected.at\"\n\"Disqualified Date\" = \"stage.disqualified.at\"\n\
        \"Unqualified Reason\" = \"either.reason\"\n[values.status]\n\"Unqualified\" = \"\"\n";
    let taken = take(text, Some(mapping));
    assert_eq!(taken.problems, []);
    let found = exits(&taken);
    assert_eq!(found[..2], ["rejected Duplicate", "disqualified No need"]);
    assert_eq!(taken.chunk.records[2].left, None, "both are dated");
    assert!(taken.chunk.records[2].either.iter().all(Option::is_some), "the reason is that of the last");
    assert_eq!(found[3], "left some day, left: No need | No need");
}

#[test]
fn times_the_clock_skips_or_repeats_are_noted_row_by_row() {
    let calendar =
        plumbline_domain::calendar::Calendar { zone: "Europe/Berlin".parse().unwrap(), ..Default::default() };
    let context = Context { calendar, ..Context::default() };
    let text = "Lead ID,Email,MQL Date\n\
        1,a@x.example,2026-03-29 02:30\n\
        2,b@x.example,2026-03-29 03:00\n\
        3,c@x.example,2026-10-25 02:30\n\
        4,d@x.example,2026-03-29 02:30\n\
        5,e@x.example,2026-03-29\n\
        6,f@x.example,2026-10-25T02:30:00+01:00\n";
    let (chunk, remarks) = remarks(text, &context);
    assert_eq!(chunk.records.len(), 6, "nothing is refused for it");
    let shown = |row, value: &str| (row, "MQL Date".to_owned(), value.to_owned());
    let skipped = &remarks.skipped_times;
    assert_eq!(skipped.examples, [shown(2, "2026-03-29 02:30"), shown(5, "2026-03-29 02:30")]);
    assert_eq!((skipped.count, remarks.double_times.count), (2, 1));
    assert_eq!(remarks.double_times.examples, [shown(4, "2026-10-25 02:30")]);
}

#[test]
fn kinds_that_are_left_out_are_named_and_counted() {
    let text = "marketoGUID,leadId,activityDate,activityTypeId,campaignId\n\
        g-1,501,2026-03-01T08:00:00Z,2,\n\
        g-2,501,2026-03-01T08:00:00Z,6,\n\
        g-3,502,2026-03-01T08:00:00Z,7,\n\
        g-4,502,2026-03-02T08:00:00Z,7,\n";
    let (chunk, remarks) = remarks(text, &Context::default());
    assert_eq!(chunk.activities.len(), 1);
    assert_eq!(remarks.kinds, [("email delivered".to_owned(), 2), ("send email".to_owned(), 1)]);
}

#[test]
fn money_of_several_currencies_keeps_the_currency_of_each_value() {
    let text = "Lead ID,Email,Annual Revenue\n\
        1,a@x.example,\"€ 3.500,50\"\n\
        2,b@x.example,\"€ 120,50\"\n\
        3,c@x.example,USD 700\n";
    let taken = take(text, None);
    assert_eq!(taken.problems, []);
    let kept: Vec<&str> = taken.chunk.records.iter().map(|row| taken.chunk.text(row.extra)).collect();
    let expected = ["€ 3.500,50", "€ 120,50", "USD 700"].map(|v| format!("{{\"Annual Revenue\":\"{v}\"}}"));
    assert_eq!(kept, expected);
    let notes = taken.look.notes();
    assert!(notes.iter().any(|note| note.contains("(EUR 2, USD 1)")), "{notes:?}");
    let one = take(&text.replace("USD", "€"), None);
    assert_eq!(one.chunk.text(one.chunk.records[0].extra), "", "one currency is told by the number");
}

#[test]
fn what_a_formula_failed_to_say_is_no_value_in_text_either() {
    let text = "Lead ID,Email,Company,Annual Revenue,MQL Date,Mood\n\
        1,a@x.example,#REF!,10,2026-03-01,fine\n\
        2,b@x.example,Acme,#DIV/0!,2026-03-01,#NAME?\n\
        3,c@x.example,Acme,20,#VALUE!,fine\n\
        4,d@x.example,#N/A,20,2026-03-01,fine\n\
        5,e@x.example,#1 Plumbers,20,2026-03-01,#BEZUG!\n";
    let taken = take(text, None);
    let problems: Vec<_> =
        taken.problems.iter().map(|p| (p.row, p.column.as_str(), p.value.as_str(), p.rule)).collect();
    let expected = [
        (2, "Company", "#REF!"),
        (3, "Annual Revenue", "#DIV/0!"),
        (4, "MQL Date", "#VALUE!"),
        (5, "Company", "#N/A"),
    ];
    assert_eq!(
        problems,
        expected.map(|(row, column, value)| (row, column, value, plumbline_domain::problem::Rule::CellError))
    );
    assert_eq!(texts(&taken, Field::Company), ["#1 Plumbers"]);
    let log = "lead_id,old_stage,new_stage,changed_at\n1,MQL,SAL,2026-03-01\n2,MQL,#REF!,2026-03-01\n";
    let taken = take(log, None);
    assert_eq!(
        taken.problems.iter().map(|p| p.rule).collect::<Vec<_>>(),
        [plumbline_domain::problem::Rule::CellError]
    );
}

#[test]
fn a_column_is_asked_about_whose_header_says_one_thing_and_whose_values_two() {
    let text = BOTH.replace("Unqualified Reason", "Rejection Reason");
    let source = Source::bytes("leads.csv", text.as_bytes());
    let look = look(&source, &Overrides::default()).unwrap();
    let mut mapping = suggest(&look, &Known::starter());
    assert_eq!(mapping.target("Rejection Reason"), Target::RejectionReason);
    let both = |mapping: &Mapping| -> Vec<String> {
        let ids = mapping.questions(&look).into_iter().map(|question| question.id);
        ids.filter(|id| id.starts_with("both:")).collect()
    };
    assert_eq!(both(&mapping), ["both:Rejection Reason"]);
    assert!(!mapping.answer("both:Rejection Reason", "perhaps"));
    assert!(mapping.answer("both:Rejection Reason", "rejection.reason"), "no is an answer, too");
    assert_eq!(both(&Mapping::from_toml(&mapping.to_toml()).unwrap()), [""; 0], "and is not asked again");
    assert!(mapping.answer("both:Rejection Reason", "either.reason"));
    assert_eq!(mapping.target("Rejection Reason"), Target::EitherReason);

    let lost = BOTH.replace("Unqualified Reason", "Lost Reason");
    let source = Source::bytes("leads.csv", lost.as_bytes());
    let look = plumbline_ingest::look::look(&source, &Overrides::default()).unwrap();
    let found = suggestions(&look).pop().unwrap();
    assert_eq!(found.target, Target::EitherReason);
    assert!(found.reason.unwrap().contains("before first contact"));
}

#[test]
fn a_persona_beside_a_title_and_a_reason_with_its_date_lose_nothing() {
    let text = "Lead ID,Email,Persona,Title,Lead Status,Rejection Reason - Date,Rejection Reason\n\
        1,a@x.example,Security,CISO,Rejected,Duplicate - 2026-03-01,Duplicate - 2026-03-01\n\
        2,b@x.example,,CFO,Rejected,Wrong persona - 2026-03-04,Wrong persona - 2026-03-04\n";
    let taken = take(text, None);
    assert_eq!(taken.problems, []);
    assert_eq!(texts(&taken, Field::Persona), ["Security", ""]);
    assert_eq!(texts(&taken, Field::Title), ["CISO", "CFO"]);
    let kept: Vec<&str> = taken.chunk.records.iter().map(|row| taken.chunk.text(row.extra)).collect();
    let dated = ["Duplicate - 2026-03-01", "Wrong persona - 2026-03-04"];
    assert_eq!(kept, dated.map(|value| format!("{{\"Rejection Reason - Date\":\"{value}\"}}")));
    assert_eq!(exits(&taken), ["rejected Duplicate", "rejected Wrong persona"]);
    assert_eq!(texts(&taken, Field::RejectionNote), dated, "the day is no part of the reason");
}

#[test]
fn a_second_status_says_only_that_a_lead_has_left() {
    let text = "Record ID,Email,Lifecycle Stage,Lead Status,Became a Marketing Qualified Lead Date\n\
        1,a@x.example,Marketing Qualified Lead,Unqualified,2026-03-01\n\
        2,b@x.example,Marketing Qualified Lead,New,2026-03-01\n\
        3,c@x.example,Sales Qualified Lead,Connected,2026-03-01\n\
        4,d@x.example,Customer,Unqualified,2026-03-01\n\
        5,e@x.example,Marketing Qualified Lead,,2026-03-01\n";
    let taken = take(text, None);
    assert_eq!(taken.problems, []);
    let mapping = suggest(&taken.look, &Known::starter());
    assert_eq!(mapping.target("Lead Status"), Target::StatusBeside);
    let again = Mapping::from_toml(&mapping.to_toml()).unwrap();
    assert_eq!(again, mapping, "a mapping file says it as well");
    assert_eq!(exits(&taken), ["left some day, left: - | -", "", "", "", ""]);
    let stages: Vec<_> = taken.chunk.records.iter().map(|record| record.status).collect();
    let (mql, sql, won) = (Some(Stage::Mql), Some(Stage::Sql), Some(Stage::Won));
    assert_eq!(stages, [Some(Stage::Left), mql, sql, won, mql]);
    assert_eq!(taken.chunk.text(taken.chunk.records[1].extra), r#"{"Lead Status":"New"}"#, "it is kept");
}
