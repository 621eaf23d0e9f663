//! `plumbline people`

use plumbline_workbench::{
    Workspace,
    clock::Clock,
    failure::{Failure, Outcome},
    person::{Particulars, People, Role, Row},
};
use serde_json::{Value, json};

use crate::{args, exit::Done, output, table};

pub(crate) fn run(args: &args::People, clock: Clock) -> Outcome<Done> {
    match &args.verb {
        None | Some(args::PeopleVerb::List) => list(args, clock),
        Some(args::PeopleVerb::Add(person)) => add(args, person, clock),
    }
}

fn list(args: &args::People, clock: Clock) -> Outcome<Done> {
    let workspace = Workspace::open_read_only(&args.file, clock)?;
    let people = workspace.colleagues()?;
    if args.json {
        let rows: Vec<Value> = people.persons.iter().map(|row| json_of(row, &people)).collect();
        output::json(&rows, None)?;
        return Ok(Done::Whole);
    }
    if people.persons.is_empty() {
        output::say("Nobody yet. Start with: plumbline people FILE add \"Ada Brandt\" --role rep");
    }
    let columns = ["name", "role", "team", "manager", "zone", "leads", ""];
    let right = [false, false, false, false, false, true, false];
    let rows: Vec<Vec<String>> = people.persons.iter().map(|row| line(row, &people)).collect();
    output::data(table::render(&columns, &right, &rows).as_bytes(), None)?;
    Ok(Done::Whole)
}

fn add(args: &args::People, person: &args::Person, clock: Clock) -> Outcome<Done> {
    let workspace = Workspace::open(&args.file, clock)?;
    // Everything is looked up before anybody is added.
    let people = workspace.colleagues()?;
    let team = person.team.as_deref().map(|name| team(&people, name)).transpose()?;
    let manager = person.manager.as_deref().map(|name| workspace.person_named(name)).transpose()?;
    let role = Role::parse(&person.role).ok_or_else(|| {
        let slugs: Vec<&str> = Role::all().map(Role::slug).collect();
        Failure::bad_input("role", format!("There is no role \u{201c}{}\u{201d}.", person.role))
            .hint(format!("It is one of {}.", slugs.join(", ")))
    })?;
    workspace.add_colleague(&Particulars {
        name: person.name.clone(),
        role: role.slug().to_owned(),
        team,
        manager,
        zone: person.zone.clone(),
    })?;
    workspace.close()?;
    output::say(&format!("Added {} as {}.", person.name.trim(), role.label()));
    Ok(Done::Whole)
}

fn team(people: &People, name: &str) -> Outcome<plumbline_domain::ids::TeamId> {
    let in_use = people.teams.iter().filter(|team| team.retired_at.is_none());
    let found = in_use.clone().find(|team| team.name.trim().eq_ignore_ascii_case(name.trim()));
    found.map(|team| team.id).ok_or_else(|| {
        let names: Vec<&str> = in_use.map(|team| team.name.as_str()).collect();
        let hint = match names.join(", ") {
            none if none.is_empty() => {
                "There are none yet: add it in the window, Settings, People.".to_owned()
            }
            some => format!("It is one of {some}."),
        };
        Failure::bad_input("team", format!("There is no team \u{201c}{name}\u{201d}.")).hint(hint)
    })
}

/// Names of team, manager and whom they count as.
fn named(row: &Row, people: &People) -> [Option<String>; 3] {
    let person = |id| {
        people.persons.iter().find(|other| Some(other.person.id) == id).map(|other| other.person.name.clone())
    };
    let team =
        people.teams.iter().find(|team| Some(team.id) == row.person.team).map(|team| team.name.clone());
    [team, person(row.person.manager), person(row.person.merged_into)]
}

fn line(row: &Row, people: &People) -> Vec<String> {
    let one = &row.person;
    let [team, manager, counts_as] = named(row, people);
    let state = match (counts_as, one.retired_at) {
        (Some(name), _) => format!("counts as {name}"),
        (None, Some(_)) => "retired".to_owned(),
        (None, None) => String::new(),
    };
    vec![
        one.name.clone(),
        Role::parse(&one.role).map_or(one.role.clone(), |role| role.slug().to_owned()),
        team.unwrap_or_default(),
        manager.unwrap_or_default(),
        one.zone.clone().unwrap_or_default(),
        row.leads.to_string(),
        state,
    ]
}

fn json_of(row: &Row, people: &People) -> Value {
    let one = &row.person;
    let [team, manager, counts_as] = named(row, people);
    json!({
        "id": one.id.0,
        "name": one.name,
        "role": one.role,
        "team": team,
        "manager": manager,
        "zone": one.zone,
        "leads": row.leads,
        "retired": one.retired_at.is_some(),
        "counts_as": counts_as,
    })
}
