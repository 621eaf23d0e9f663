//! Exports of systems with the quirks of each: what has to reach which lead.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod program;

use program::Room;
use serde_json::Value;

const AS_OF: [&str; 2] = ["--as-of", "2026-06-30T12:00"];

fn room() -> Room {
    let room = Room::new();
    room.run(&["new", "w.plumbline", "--time-zone", "UTC"]).succeeded();
    room
}

#[track_caller]
fn import(room: &Room, name: &str, text: &str) -> Value {
    room.write(name, text);
    room.run(&[&["import", "w.plumbline", name, "--json"], &AS_OF[..]].concat()).succeeded().json()
}

#[track_caller]
fn leads(room: &Room) -> Vec<Value> {
    let leads = room.run(&[&["leads", "w.plumbline", "--json"], &AS_OF[..]].concat()).succeeded().json();
    leads.as_array().unwrap().clone()
}

fn notes(report: &Value) -> String {
    report["notes"].as_array().unwrap().iter().filter_map(Value::as_str).collect::<Vec<_>>().join("\n")
}

#[test]
fn pipedrive_names_persons_and_organizations_and_dates_won_and_lost_deals_apart() {
    let room = room();
    import(
        &room,
        "leads.csv",
        "Lead - ID,Lead - Title,Lead - Owner,Lead - Lead created,Lead - Labels,Lead - Source,Person - Name,Person - Email - Work,\
         Person - Phone - Work,Organization - Name\n\
         a1,Acme lead,Rae Moss,2026-03-01 08:00:00,Hot,Web forms,Ann Lee,ann@acme.example,555 0100,Acme\n\
         b2,Bolt lead,Rae Moss,2026-03-02 08:00:00,,Web forms,Ludwig van Berg,bo@bolt.example,555 0101,Bolt\n",
    );
    let told = leads(&room);
    let texts = |lead: &Value, keys: &[&str]| -> Vec<String> {
        keys.iter().map(|key| lead[*key].as_str().unwrap_or_default().to_owned()).collect()
    };
    let who = ["first_name", "last_name", "email", "company", "owner", "source"];
    assert_eq!(texts(&told[0], &who), ["Ann", "Lee", "ann@acme.example", "Acme", "Rae Moss", "Web forms"]);
    assert_eq!(texts(&told[1], &who)[..2], ["Ludwig", "van Berg"]);
    assert_eq!(told[0]["extra"]["Lead - Labels"], "Hot");

    import(
        &room,
        "deals.csv",
        "Deal - ID,Deal - Title,Deal - Status,Deal - Value,Deal - Deal created,Deal - Won time,Deal - Lost time,Deal - Lost reason,\
         Person - Email - Work\n\
         1,Acme,Won,3500,2026-03-05 08:00:00,2026-06-01 08:00:00,2026-05-01 08:00:00,,ann@acme.example\n\
         2,Bolt,Lost,100,2026-03-05 08:00:00,,2026-05-02 08:00:00,Price,bo@bolt.example\n\
         3,Acme again,Lost,9000,2026-03-06 08:00:00,,2026-06-20 08:00:00,Size,ann@acme.example\n",
    );
    let told = leads(&room);
    assert_eq!(told[0]["stage.won.at"], "2026-06-01T08:00:00");
    assert_eq!(told[1]["stage.lost.at"], "2026-05-02T08:00:00");
    assert_eq!((&told[0]["amount"], &told[1]["amount"]), (&3500.into(), &100.into()), "won before lost");
}

#[test]
fn hubspot_histories_have_many_headers_and_the_lead_status_decides() {
    let rows = "101,lifecyclestage,marketingqualifiedlead,2026-03-01 08:00\n\
         101,hs_lead_status,NEW,2026-03-01 09:00\n101,hs_lead_status,CONNECTED,2026-03-02 08:00\n\
         102,lifecyclestage,marketingqualifiedlead,2026-03-01 08:00\n";
    for head in ["object_id,property_name,property_value,timestamp", "Record ID,Property,Value,Date changed"]
    {
        let room = room();
        let report = import(&room, "history.csv", &format!("{head}\n{rows}"));
        assert_eq!((&report["shape"], &report["rejected"]), (&"stage-log".into(), &0.into()), "{head}");
        let told = leads(&room);
        assert_eq!(told[0]["stage.sal.at"], "2026-03-02T08:00:00", "{head}");
        assert_eq!((&told[0]["decision"], &told[1]["decision"]), (&"accepted".into(), &"lapsed".into()));
    }
}

#[test]
fn rows_about_a_contact_that_was_merged_reach_the_lead() {
    let room = room();
    import(
        &room,
        "contacts.csv",
        "Record ID,Email,Lifecycle Stage,Became a Marketing Qualified Lead Date,Merged Contact IDs\n\
         101,ann@acme.example,Marketing Qualified Lead,2026-03-01,99;100\n",
    );
    let log = "contactId,property,value,sourceType,timestamp\n\
         100,lifecyclestage,salesqualifiedlead,CRM_UI,1772553600000\n99,jobtitle,CISO,FORM,1772553600000\n";
    let report = import(&room, "history.csv", log);
    assert_eq!(report["read"], 2);
    let told = leads(&room);
    assert_eq!(told.len(), 1, "nobody new: {}", notes(&report));
    assert_eq!(told[0]["stage"], "sql");
}

#[test]
fn a_task_that_names_the_contact_a_lead_became_reaches_the_lead() {
    let room = room();
    import(
        &room,
        "leads.csv",
        "Id,Email,Company,LeadSource,Status,IsConverted,ConvertedContactId,OwnerId\n\
         00Q5f000001AbCdEAK,ann@acme.example,Acme,Web,Closed - Converted,true,0035f00000AbCdEAAV,0055f000001AbCdAAK\n",
    );
    let id = leads(&room)[0]["contact_id"].as_str().unwrap().to_owned();
    let report = import(
        &room,
        "tasks.csv",
        &format!(
            "Id,WhoId,Subject,ActivityDate,Status,Type,OwnerId\n00T5f000001AbCdEAK,{id},Call,2026-03-05,Completed,Call,0055f000001AbCdAAK\n"
        ),
    );
    assert_eq!((&report["created"], &report["rejected"]), (&1.into(), &0.into()), "{report}");
}

#[test]
fn dates_to_come_are_kept_and_told() {
    let room = room();
    let report = import(
        &room,
        "leads.csv",
        "Lead ID,Email,MQL Date,Accepted Date\n1,ann@acme.example,2026-06-28,2026-06-30\n\
         2,bo@bolt.example,2026-12-01,\n3,cy@core.example,2026-06-01,2027-01-02\n4,di@dune.example,2026-12-02,\n",
    );
    let said = notes(&report);
    assert!(said.contains("3 dates lie more than a day after 30 Jun 2026"), "{said}");
    assert!(said.contains("Accepted Date in row 4; MQL Date in row 3, 5."), "{said}");
    assert_eq!(leads(&room)[1]["stage.mql.at"], "2026-12-01T00:00:00");
    let fine = import(&room, "fine.csv", "Lead ID,Email,MQL Date\n9,ed@firm.example,2026-06-29\n");
    assert!(!notes(&fine).contains("more than a day after"));
}

#[test]
fn a_reason_in_any_case_or_with_its_day_is_one_entry_and_loses_nothing() {
    let room = room();
    room.write(
        "m.toml",
        "shape = \"lead-per-row\"\n[columns]\n\"Lead ID\" = \"external_id\"\n\"Rejected\" = \"stage.rejected.at\"\n\
         \"Reason\" = \"rejection.reason\"\n[values.\"rejection.reason\"]\n\"Too Small\" = \"fit.company-size\"\n",
    );
    room.write(
        "leads.csv",
        "Lead ID,Rejected,Reason\n1,2026-03-01,too small\n2,2026-03-01,TOO SMALL - 2026-03-01\n3,2026-03-01,Duplicate - 2026-03-01\n",
    );
    room.run(&["import", "w.plumbline", "leads.csv", "--mapping", "m.toml"]).succeeded();
    let told = leads(&room);
    let reasons: Vec<&str> =
        told.iter().map(|lead| lead["rejection.note"].as_str().unwrap_or_default()).collect();
    assert_eq!(reasons, ["", "TOO SMALL - 2026-03-01", "Duplicate - 2026-03-01"]);
    let list = room.run(&["export", "w.plumbline", "reasons"]).succeeded().stdout;
    assert!(!list.to_lowercase().contains("2026") && !list.contains("too-small"), "{list}");
}

#[test]
fn a_file_that_has_not_heard_of_a_decision_made_here_changes_nothing() {
    let room = room();
    let text = "Lead ID,Email,MQL Date,Lead Status\n1,ann@acme.example,2026-06-28,New\n";
    import(&room, "leads.csv", text);
    room.run(&[&["decide", "w.plumbline", "1", "accept"], &AS_OF[..]].concat()).succeeded();
    let report = import(&room, "leads.csv", text);
    assert_eq!((&report["unchanged"], &report["updated"]), (&1.into(), &0.into()), "{}", notes(&report));
    assert_eq!(leads(&room)[0]["stage"], "sal");
    let heard = import(&room, "next.csv", &text.replace("New", "SQL"));
    assert_eq!((&heard["updated"], &leads(&room)[0]["stage"]), (&1.into(), &"sql".into()), "now it has");
}

#[test]
fn a_file_of_which_nothing_was_taken_leaves_no_column_behind() {
    let room = room();
    room.write("bad.csv", "Lead ID,Email,Booth\n,,A1\n");
    room.run(&["import", "w.plumbline", "bad.csv"]).exited(1);
    import(&room, "leads.csv", "Lead ID,Email\n1,ann@acme.example\n");
    let leads = room.run(&["export", "w.plumbline", "leads"]).succeeded().stdout;
    assert!(!leads.contains("Booth"), "{leads}");
}

#[test]
fn beside_a_lead_id_the_contact_id_that_was_the_leads_last_time_is_the_contacts() {
    let room = room();
    import(
        &room,
        "first.csv",
        "Contact ID,Email,Company,MQL Date,Country\n77,ann@acme.example,Acme,2026-03-01,Germany\n",
    );
    let report = import(
        &room,
        "next.csv",
        "Lead ID,Contact ID,Email,Company,MQL Date,Country\n501,88,bo@bolt.example,Bolt,2026-03-01,Germany\n",
    );
    assert!(notes(&report).contains("changed now: Contact ID; new: Lead ID"), "{}", notes(&report));
    let told = leads(&room);
    assert_eq!((&told[0]["external_id"], &told[1]["external_id"]), (&"77".into(), &"501".into()));
    assert_eq!(told[1]["contact_id"], "88");
}
