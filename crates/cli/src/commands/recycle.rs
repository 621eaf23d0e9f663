//! `plumbline recycle`

use plumbline_domain::ids::TrackId;
use plumbline_workbench::{
    Workspace,
    clock::Clock,
    decision::day_named,
    failure::Outcome,
    lead::Format,
    recycle::{Part, Rate, RecycleNow, RecycledLead, RecycledList, TrackNow},
    wording,
};
use serde_json::{Value, json};

use crate::{
    args::{self, LeadsFormat},
    exit::Done,
    output, table,
};

pub(crate) fn run(args: &args::Recycle, clock: Clock) -> Outcome<Done> {
    let workspace = Workspace::open_read_only(&args.file, clock)?;
    let now = workspace.recycle_now()?;
    let track = args.track.as_deref().map(|text| now.called(text)).transpose()?;
    let due_by = args.due_by.as_deref().map(day_named).transpose()?;
    let list = RecycledList { due_by, ..RecycledList::there(track) };
    let out = args.out.as_ref();
    let format = if args.json { LeadsFormat::Json } else { args.format };
    match format {
        LeadsFormat::Json => output::json(&json_of(&now, track, &workspace.all_recycled(&list)?), out)?,
        LeadsFormat::Csv => output::data(&workspace.export_recycled(&list, Format::Csv)?.1, out)?,
        LeadsFormat::Xlsx => output::data(&workspace.export_recycled(&list, Format::Xlsx)?.1, out)?,
        LeadsFormat::Table => {
            let mut text = text_of(&now);
            if track.is_some() || due_by.is_some() {
                let listed = workspace.recycled_table(&list)?;
                let columns: Vec<&str> = listed.columns.iter().map(String::as_str).collect();
                text.push('\n');
                text.push_str(&table::render(&columns, &[], &listed.rows));
            }
            output::data(text.as_bytes(), out)?;
        }
    }
    Ok(Done::Whole)
}

/// The parts a line of the table counts.
const SHOWN: [Part; 9] = [
    Part::There,
    Part::Due,
    Part::Sent,
    Part::Back,
    Part::Accepted,
    Part::Won,
    Part::Pending,
    Part::TakenUp,
    Part::Moved,
];

fn text_of(now: &RecycleNow) -> String {
    let share = |rate: Rate| match (rate.value(), rate.wilson()) {
        (Some(value), Some(interval)) => {
            format!("{:.1} % ({:.1} to {:.1})", value * 100.0, interval.lower * 100.0, interval.upper * 100.0)
        }
        _ => String::new(),
    };
    let row = |track: &TrackNow| {
        let days = track.days.map_or_else(|| "never".to_owned(), |days| days.to_string());
        let mut row = vec![track.slug.clone(), track.label.clone(), days];
        row.extend(SHOWN.map(|part| track.count(part).to_string()));
        row.extend([share(track.came_back), share(track.accepted)]);
        row
    };
    let rows: Vec<Vec<String>> = now.tracks.iter().map(row).collect();
    let columns = [
        "track",
        "name",
        "days",
        "there",
        "due",
        "sent",
        "back",
        "accepted",
        "won",
        "pending",
        "taken up",
        "moved",
        "back of sent",
        "accepted of back",
    ];
    let mut right = [true; 14];
    right[..2].fill(false);
    let as_of = wording::moment(&now.calendar, now.as_of);
    format!("Recycle tracks as of {as_of}\n\n{}", table::render(&columns, &right, &rows))
}

fn json_of(now: &RecycleNow, only: Option<TrackId>, leads: &[RecycledLead]) -> Value {
    let listed: Vec<Value> = leads.iter().map(|lead| self::lead(lead, now)).collect();
    let wanted = |track: &&TrackNow| only.is_none_or(|only| only == track.id);
    json!({
        "as_of": wording::iso(&now.calendar, now.as_of),
        "time_zone": now.calendar.zone.name(),
        "tracks": now.tracks.iter().filter(wanted).map(track).collect::<Vec<_>>(),
        "leads": listed,
    })
}

fn track(track: &TrackNow) -> Value {
    let mut object = serde_json::Map::new();
    object.insert("track".to_owned(), track.slug.clone().into());
    object.insert("name".to_owned(), track.label.clone().into());
    object.insert("days".to_owned(), track.days.into());
    object.insert("retired".to_owned(), track.retired.into());
    for part in Part::ALL {
        object.insert(part.slug().replace('-', "_"), track.count(part).into());
    }
    for (name, rate) in [("back_of_sent", track.came_back), ("accepted_of_back", track.accepted)] {
        let interval = rate.wilson();
        let share = json!({
            "numerator": rate.numerator,
            "denominator": rate.denominator,
            "value": rate.value(),
            "lower": interval.map(|interval| interval.lower),
            "upper": interval.map(|interval| interval.upper),
        });
        object.insert(name.to_owned(), share);
    }
    Value::Object(object)
}

fn lead(lead: &RecycledLead, now: &RecycleNow) -> Value {
    let track = now.tracks.iter().find(|track| track.id == lead.stay.track);
    json!({
        "lead": lead.stay.lead.0,
        "external_id": lead.external_id,
        "name": lead.name,
        "email": lead.email,
        "company": lead.company,
        "title": lead.title,
        "track": track.map(|track| &track.slug),
        "reason": lead.reason,
        "words": lead.words,
        "since": now.calendar.day(lead.stay.since).to_string(),
        "due": lead.stay.due.map(|due| due.to_string()),
        "overdue_days": lead.overdue_days(now.calendar.day(now.as_of)),
        "by_hand": lead.stay.by_hand,
    })
}
