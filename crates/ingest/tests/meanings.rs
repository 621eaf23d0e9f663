//! Mappings and values against oracles: TOML round trips, chrono's dates, the example funnel.

#![allow(clippy::unwrap_used, reason = "tests")]

mod shared;

use chrono::{Duration, NaiveDate, NaiveDateTime};
use plumbline_domain::{
    field::Field,
    moment::Moment,
    reason::{Bucket, ReasonKey},
    record::{Cell, Chunk, DealOutcome, Side},
    stage::{LADDER, Stage},
};
use plumbline_ingest::{
    dictionary::Dictionary,
    look::{Overrides, look},
    mapping::{ChangedField, Known, Mapping, Shape, Target, fingerprint, suggest, suggestions},
    read::{Context, Reader},
    source::Source,
    value::DateFormat,
};
use proptest::{prelude::*, sample, test_runner::Config};

fn config(cases: u32) -> Config {
    Config { cases, failure_persistence: None, ..Config::default() }
}

/// Headers and values with everything TOML has to escape.
fn word() -> impl Strategy<Value = String> {
    "[a-zA-Z .#='\"\\\\\n\t\r\u{7f}\u{1}äß中😀\\[\\]-]{1,12}"
}

fn words(count: usize) -> impl Strategy<Value = Vec<String>> {
    prop::collection::btree_set(word(), 0..count).prop_map(|set| set.into_iter().collect())
}

fn mapping() -> impl Strategy<Value = Mapping> {
    let targets = sample::select(&Shape::ALL[..])
        .prop_flat_map(|shape| (Just(shape), Just(Target::all_of(shape).collect::<Vec<_>>()).prop_shuffle()));
    let more = (words(4), words(4), words(4));
    let sets = (words(8), words(4), words(4), words(5), words(5), words(5));
    let source = (prop::option::of(word()), prop::option::of(0..99_u64), any::<bool>());
    (targets, sets, more, source).prop_map(
        |((shape, targets), sets, more, (text, number, other_statuses))| {
            let (fields, sides, outcomes) = more;
            let (headers, dates, missing, statuses, rejections, disqualifications) = sets;
            let formats = [DateFormat::DayFirst, DateFormat::EpochMs, DateFormat::Chrono("%d/%m/%Y".into())];
            let target = |(index, header): (usize, String)| match index % 3 {
                0 => (header, Target::Extra(String::new())),
                2 if index < targets.len() => (header, targets[index].clone()),
                _ => (header, Target::Extra(format!("name {index}"))),
            };
            Mapping {
                shape,
                source: Overrides {
                    encoding: text.clone(),
                    sheet: text,
                    header_row: number,
                    ..Overrides::default()
                },
                columns: headers.into_iter().enumerate().map(target).collect(),
                dates: dates.into_iter().zip(formats.into_iter().cycle()).collect(),
                missing: missing
                    .into_iter()
                    .map(|header| (header.clone(), vec![header, "N/A".into()]))
                    .collect(),
                statuses: statuses
                    .into_iter()
                    .zip(LADDER.iter().map(|step| Some(step.stage)).chain([None]))
                    .collect(),
                other_statuses,
                rejections: rejections
                    .into_iter()
                    .map(|value| {
                        (value.clone(), ReasonKey { bucket: Bucket::Fit, slug: ReasonKey::slug_of(&value) })
                    })
                    .collect(),
                disqualifications: disqualifications
                    .into_iter()
                    .map(|value| (value.clone(), ReasonKey::slug_of(&value)))
                    .collect(),
                fields: fields
                    .into_iter()
                    .zip([ChangedField::Status, ChangedField::Own, ChangedField::Known(Field::CreatedAt)])
                    .collect(),
                sides: sides.into_iter().zip([Some(Side::Touch), None, Some(Side::Engagement)]).collect(),
                outcomes: outcomes
                    .into_iter()
                    .zip([DealOutcome::Lost, DealOutcome::Open, DealOutcome::Won])
                    .collect(),
                ..Mapping::default()
            }
        },
    )
}

#[test]
fn every_mapping_survives_toml() {
    proptest!(config(2000), |(mapping in mapping())| {
        let text = mapping.to_toml();
        prop_assert_eq!(Mapping::from_toml(&text), Ok(mapping), "{}", text);
    });
}

/// The moments of a column, read by suggestion; UTC.
fn moments(column: &[String]) -> Result<Vec<Moment>, String> {
    let lines: Vec<String> =
        column.iter().enumerate().map(|(index, cell)| format!("{index};\"{cell}\"")).collect();
    let text = format!("Lead ID;MQL Date\n{}\n", lines.join("\n"));
    let source = Source::bytes("dates.csv", text.into_bytes());
    let look = look(&source, &Overrides::default()).map_err(|error| error.to_string())?;
    let mapping = suggest(&look, &Known::default());
    let mut reader = Reader::open(&source, &look, &mapping, &Context::default()).unwrap();
    let (mut chunk, mut problems) = (Chunk::default(), Vec::new());
    reader.read(&mut chunk, &mut problems).unwrap();
    if let Some(problem) = problems.first() {
        return Err(problem.message.clone());
    }
    Ok(chunk.records.iter().filter_map(|record| record.passages().next()?.at).collect())
}

#[test]
fn dates_in_any_usual_format_are_the_moments_chrono_wrote() {
    let formats = vec![
        "%Y-%m-%d",
        "%d/%m/%Y",
        "%m/%d/%Y",
        "%d.%m.%Y",
        "%d.%m.%y",
        "%-m/%-d/%y",
        "%Y/%m/%d",
        "%d %b %Y",
        "%b %-d, %Y",
        "%B %-d, %Y",
        "%d-%b-%Y",
        "%Y-%m-%d %H:%M",
        "%Y-%m-%dT%H:%M:%S",
        "%Y-%m-%dT%H:%M:%S%.3fZ",
        "%d/%m/%Y %H:%M",
        "%m/%d/%Y %I:%M %p",
        "%-m/%-d/%Y %-I:%M:%S %p",
        "%d.%m.%Y %H:%M:%S",
        "%d-%m-%Y",
        "%a, %d %b %Y",
    ];
    let start = NaiveDate::from_ymd_opt(2000, 1, 1).unwrap().and_hms_opt(0, 0, 0).unwrap();
    let column = prop::collection::vec(0..900_000_000_i64, 1..30);
    proptest!(config(3000), |(format in sample::select(formats), seconds in column)| {
        // One day beyond the twelfth, so that the order is shown by the column.
        let proof = start + Duration::days(24);
        let written: Vec<NaiveDateTime> =
            seconds.iter().map(|seconds| start + Duration::seconds(*seconds)).chain([proof]).collect();
        let column: Vec<String> = written.iter().map(|at| at.format(format).to_string()).collect();
        // What the format leaves out is not in the file.
        let expected: Vec<Moment> = column
            .iter()
            .map(|cell| {
                let at = NaiveDateTime::parse_from_str(cell, format)
                    .or_else(|_| NaiveDate::parse_from_str(cell, format).map(|day| day.and_hms_opt(0, 0, 0).unwrap()));
                Moment(at.unwrap().and_utc().timestamp_millis())
            })
            .collect();
        prop_assert_eq!(moments(&column), Ok(expected), "{}: {:?}", format, column);
    });
}

#[test]
fn a_column_that_could_be_either_is_asked_for_and_never_guessed() {
    let error = moments(&["03/04/2026".into(), "05/06/2026".into()]).unwrap_err();
    assert!(error.contains("day-first"), "{error}");

    let source = Source::bytes("a.csv", &b"Lead ID,MQL Date\n1,03/04/2026\n2,05/06/2026\n"[..]);
    let look = look(&source, &Overrides::default()).unwrap();
    let mut mapping = suggest(&look, &Known::default());
    let questions = mapping.questions(&look);
    assert_eq!(questions.len(), 1, "{questions:?}");
    assert!(mapping.answer(&questions[0].id, "month-first"));
    assert_eq!(mapping.questions(&look), []);
}

#[test]
fn hubspot_labels_and_internal_names_mean_the_same() {
    let labels = "Record ID,First Name,Email,Company Name,Lifecycle Stage,Lead Status,Create Date,Original Source,\
        Became a Marketing Qualified Lead Date,Number of Employees\n\
        1,Ann,ann@a.example,A,Marketing Qualified Lead,NEW,2026-03-01 10:00,Organic search,2026-03-02 11:00,51-200\n";
    let names = "hs_object_id,firstname,email,company,lifecyclestage,hs_lead_status,createdate,hs_analytics_source,\
        hs_lifecyclestage_marketingqualifiedlead_date,numemployees\n\
        1,Ann,ann@a.example,A,marketingqualifiedlead,NEW,1772359200000,ORGANIC_SEARCH,1772449200000,51-200\n";
    let mut seen = Vec::new();
    for text in [labels, names] {
        let source = Source::bytes("hubspot.csv", text.as_bytes());
        let look = look(&source, &Overrides::default()).unwrap();
        assert_eq!(look.dictionary, Dictionary::Hubspot);
        let mapping = suggest(&look, &Known::starter());
        seen.push(mapping.columns.iter().map(|(_, target)| target.slug().into_owned()).collect::<Vec<_>>());
        assert_eq!(mapping.statuses.len(), 1, "the lifecycle stage is the status, the lead status is kept");
        assert_eq!(suggestions(&look)[9].target, Target::Extra(String::new()), "a range is no number");
    }
    assert_eq!(seen[0], seen[1]);
    let expected = [
        "external_id",
        "first_name",
        "email",
        "company",
        "status",
        "",
        "created.at",
        "source",
        "stage.mql.at",
        "",
    ];
    assert_eq!(seen[0], expected);
}

#[test]
fn own_exports_map_whole_and_fingerprints_know_them_again() {
    let headers: Vec<String> =
        Target::all_of(Shape::LeadPerRow).map(|target| target.slug().into_owned()).collect();
    let text = format!("{}\n", headers.join(","));
    let source = Source::bytes("leads.csv", text.into_bytes());
    let look = look(&source, &Overrides::default()).unwrap();
    assert_eq!(look.dictionary, Dictionary::Plumbline);
    let mapping = suggest(&look, &Known::default());
    let targets: Vec<Target> = mapping.columns.iter().map(|(_, target)| target.clone()).collect();
    assert_eq!(targets, Target::all_of(Shape::LeadPerRow).collect::<Vec<_>>());
    let turned = fingerprint(headers.iter().rev().map(String::as_str));
    assert_eq!(fingerprint(look.headers()), turned, "the order of columns does not matter");
}

#[test]
fn the_example_funnel_reads_whole() {
    let Some(folder) = shared::outside_data("leadforge") else { return };
    let source = Source::file(&folder.join("leads.csv")).unwrap();
    let look = look(&source, &Overrides::default()).unwrap();
    let mapping = Mapping::from_toml(
        "shape = \"lead-per-row\"\n[columns]\n\"lead_id\" = \"external_id\"\n\"lead_created_at\" = \"stage.mql.at\"\n\
         \"lead_source\" = \"source\"\n\"is_sql\" = \"status\"\n[values.status]\n\"True\" = \"sql\"\n\"False\" = \"mql\"\n",
    )
    .unwrap();
    let mut reader = Reader::open(&source, &look, &mapping, &Context::default()).unwrap();
    let (mut chunk, mut problems) = (Chunk::default(), Vec::new());
    let (mut records, mut sql, mut dated) = (0, 0, 0);
    loop {
        let progress = reader.read(&mut chunk, &mut problems).unwrap();
        for record in &chunk.records {
            records += 1;
            sql += u32::from(
                record.passages().any(|passage| passage.stage == Stage::Sql && passage.at.is_none()),
            );
            dated += u32::from(
                record.passages().any(|passage| passage.stage == Stage::Mql && passage.at.is_some()),
            );
            assert!(matches!(record.cells[Field::Source.index()], Cell::Text(_)));
            assert!(
                chunk.text(record.extra).contains("\"owner_rep_id\":"),
                "columns that are not named are kept"
            );
        }
        if progress.done {
            break;
        }
    }
    let text = std::fs::read_to_string(folder.join("leads.csv")).unwrap();
    let expected =
        text.lines().filter(|line| line.contains(",True,True,") || line.contains(",True,False,")).count();
    assert_eq!((records, problems.len(), dated), (6000, 0, 6000));
    assert_eq!(sql as usize, expected, "every True is an SQL without a date");
}

fn suggested(text: &str) -> Mapping {
    suggest(
        &look(&Source::bytes("a.csv", text.as_bytes()), &Overrides::default()).unwrap(),
        &Known::starter(),
    )
}

#[test]
fn a_column_that_says_when_is_read_as_dates_however_many_of_its_values_cannot_be() {
    let mql = Target::Stage(Stage::Mql);
    for values in [["2026-04-01", "Mo 6.4.", "April 26"], ["Mo 6.4.", "April 26", "bald"]] {
        let rows: String = (1..).zip(values).map(|(id, value)| format!("{id},{value}\n")).collect();
        let mapping = suggested(&format!("Lead ID,MQL Date\n{rows}"));
        assert_eq!(mapping.target("MQL Date"), mql, "{values:?}: refused one by one, not lost as text");
    }
    let mapping = suggested("Lead ID,MQL Date\n1,20260401\n2,20260402\n");
    assert_eq!(mapping.date_format("MQL Date"), Some(&DateFormat::Chrono("%Y%m%d".into())));
    let flags = suggested("Lead ID,MQL\n1,yes\n2,no\n");
    assert_ne!(flags.target("MQL"), mql, "yes and no are no dates that somebody mistyped");
    let names = suggested("Lead ID,Opportunity\n1,Acme renewal\n2,Bolt pilot\n3,Core 1\n");
    assert_ne!(names.target("Opportunity"), Target::Stage(Stage::Opportunity));
}

#[test]
fn somebody_may_be_called_null() {
    let alone = suggested("Lead ID,Last Name,City\n1,Null,Bonn\n2,Roe,Kiel\n");
    assert!(alone.missing.is_empty(), "{:?}", alone.missing);
    let everywhere = suggested("Lead ID,Last Name,City\n1,null,null\n2,Roe,Kiel\n");
    let blank = everywhere.missing.iter().find(|(header, _)| header == "Last Name");
    assert_eq!(blank.map(|(_, words)| words.as_slice()), Some(&["null".to_owned()][..]));
}

#[test]
fn rows_with_an_id_as_activities_are_activities_though_no_lead_repeats() {
    let mapping = suggested(
        "Activity ID,Lead ID,Type,Subject,Date\nx-1,1,Call,Hello,2026-04-01\nx-2,2,Email,Hi,2026-04-02\n",
    );
    assert_eq!(mapping.shape, Shape::ActivityLog);
}
