//! Words of status columns and the stages they are known to mean.
//!
//! Only what is certain stands here. "Unqualified", "Closed - Not Converted" or "Bad timing" may be a rejection before
//! contact or a disqualification after it: whoever runs the process has to say.

use plumbline_domain::stage::Stage;

/// Bare words and the stage they mean.
const KNOWN: [(&str, Stage); 67] = [
    ("inquiry", Stage::Inquiry),
    ("enquiry", Stage::Inquiry),
    ("subscriber", Stage::Inquiry),
    ("rawlead", Stage::Inquiry),
    ("mql", Stage::Mql),
    ("marketingqualified", Stage::Mql),
    ("marketingqualifiedlead", Stage::Mql),
    ("mqlmarketingqualifiedlead", Stage::Mql),
    ("sal", Stage::Sal),
    ("accepted", Stage::Sal),
    ("salesaccepted", Stage::Sal),
    ("salesacceptedlead", Stage::Sal),
    ("acceptedbysales", Stage::Sal),
    ("working", Stage::Sal),
    ("workingcontacted", Stage::Sal),
    ("inprogress", Stage::Sal),
    ("contacted", Stage::Sal),
    ("attemptedtocontact", Stage::Sal),
    ("attemptingcontact", Stage::Sal),
    ("connected", Stage::Sal),
    ("sql", Stage::Sql),
    ("salesqualified", Stage::Sql),
    ("salesqualifiedlead", Stage::Sql),
    ("converted", Stage::Sql),
    ("closedconverted", Stage::Sql),
    // Sales shows a product to whom it has qualified.
    ("demoscheduled", Stage::Sql),
    ("democompleted", Stage::Sql),
    ("opportunity", Stage::Opportunity),
    ("opp", Stage::Opportunity),
    ("opendeal", Stage::Opportunity),
    ("opportunitycreated", Stage::Opportunity),
    ("opportunityopen", Stage::Opportunity),
    ("negotiation", Stage::Opportunity),
    ("proposal", Stage::Opportunity),
    ("proposalsent", Stage::Opportunity),
    ("won", Stage::Won),
    ("closedwon", Stage::Won),
    ("customer", Stage::Won),
    ("dealwon", Stage::Won),
    ("rejected", Stage::Rejected),
    ("salesrejected", Stage::Rejected),
    ("rejectedbysales", Stage::Rejected),
    ("notaccepted", Stage::Rejected),
    ("declined", Stage::Rejected),
    ("sentback", Stage::Rejected),
    ("returnedtomarketing", Stage::Rejected),
    ("mqlrejected", Stage::Rejected),
    ("mqlaccepted", Stage::Sal),
    ("rejectedmql", Stage::Rejected),
    ("acceptedmql", Stage::Sal),
    ("disqualified", Stage::Disqualified),
    ("salesdisqualified", Stage::Disqualified),
    ("lost", Stage::Lost),
    ("closedlost", Stage::Lost),
    ("deallost", Stage::Lost),
    ("churned", Stage::Churned),
    ("formercustomer", Stage::Churned),
    ("cancelledcustomer", Stage::Churned),
    ("saleaccepted", Stage::Sal),
    ("salaccepted", Stage::Sal),
    ("acceptedsal", Stage::Sal),
    ("sqlsalesqualifiedlead", Stage::Sql),
    ("salsalesacceptedlead", Stage::Sal),
    ("opportunitywon", Stage::Won),
    ("akzeptiert", Stage::Sal),
    ("angenommen", Stage::Sal),
    ("abgelehnt", Stage::Rejected),
];

/// Bare words for a lead that waits in the queue of sales.
const WAITING: [&str; 13] = [
    "new",
    "open",
    "opennotcontacted",
    "notcontacted",
    "pending",
    "routed",
    "assigned",
    "awaitingdecision",
    "unworked",
    "undecided",
    "queued",
    "handedover",
    "offen",
];

/// Words beside the name of a stage that say the lead is not, not yet or no longer in it.
const TURNING: [&str; 24] = [
    "no",
    "not",
    "non",
    "never",
    "pre",
    "ex",
    "former",
    "formerly",
    "until",
    "to",
    "rejected",
    "declined",
    "refused",
    "returned",
    "recycled",
    "recycle",
    "disqualified",
    "unqualified",
    "nurture",
    "lost",
    "won",
    "churned",
    "closed",
    "converted",
];

/// Bare words for a lead that sales is done with, whether before contact or after it.
const EXITS: [&str; 14] = [
    "unqualified",
    "notqualified",
    "closednotconverted",
    "notconverted",
    "closed",
    "dead",
    "junk",
    "archived",
    "deadlead",
    "junklead",
    "unqualifiedlead",
    "nofit",
    "unqualifiziert",
    "nonqualifie",
];

/// True for words that mean a rejection or a disqualification, and do not say which.
pub fn is_some_exit(status: &str) -> bool {
    EXITS.contains(&super::bare(status).as_str())
}

/// The stage a status is known to mean.
pub fn known_status(status: &str) -> Option<Stage> {
    let bare = super::bare(status);
    KNOWN
        .iter()
        .find(|(word, _)| *word == bare)
        .map(|(_, stage)| *stage)
        .or_else(|| Stage::from_slug(status))
        .or_else(|| named_stage(status))
}

/// The one stage a status names by its three letters, `Open - MQL`, unless another word turns it round.
fn named_stage(status: &str) -> Option<Stage> {
    let mut found = None;
    let mut accepted = false;
    for word in status.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase) {
        let stage = match word.as_str() {
            "mql" => Stage::Mql,
            "sal" => Stage::Sal,
            "sql" => Stage::Sql,
            "accepted" => {
                accepted = true;
                continue;
            }
            word if TURNING.contains(&word) => return None,
            _ => continue,
        };
        if found.is_some_and(|earlier| earlier != stage) {
            return None;
        }
        found = Some(stage);
    }
    found.filter(|stage| !accepted || *stage == Stage::Sal)
}

/// True for words such as `New`, which mean an MQL without a decision where the file has MQL dates, and may
/// mean anything where it has none.
pub fn waits_for_decision(status: &str) -> bool {
    WAITING.contains(&super::bare(status).as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_certain_words_have_a_stage() {
        assert_eq!(known_status("Working - Contacted"), Some(Stage::Sal));
        assert_eq!(known_status("marketingqualifiedlead"), Some(Stage::Mql));
        assert_eq!(known_status("Closed Won"), Some(Stage::Won));
        for unsure in ["Closed - Not Converted", "UNQUALIFIED", "BAD_TIMING", "Qualified", "New", "Lead", ""]
        {
            assert_eq!(known_status(unsure), None, "{unsure} has two meanings");
        }
        assert!(waits_for_decision("Open - Not Contacted"));
    }

    #[test]
    fn a_stage_named_as_a_word_of_its_own_is_the_stage() {
        for (status, stage) in [
            ("Open - MQL", Stage::Mql),
            ("Working - SQL", Stage::Sql),
            ("SAL - accepted by rep", Stage::Sal),
            ("mql (hot), MQL", Stage::Mql),
            ("Akzeptiert", Stage::Sal),
            ("angenommen", Stage::Sal),
            ("Abgelehnt", Stage::Rejected),
        ] {
            assert_eq!(known_status(status), Some(stage), "{status}");
        }
        for unsure in [
            "MQL to SAL",
            "Not MQL",
            "SAL rejected by rep",
            "MQL accepted by rep",
            "MySQL user",
            "SQL - lost",
        ] {
            assert_eq!(known_status(unsure), None, "{unsure}");
        }
        assert!(waits_for_decision("Offen"));
    }
}
