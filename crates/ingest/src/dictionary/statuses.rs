//! Words of status columns and the stages they are known to mean.
//!
//! Only what is certain stands here. "Unqualified", "Closed - Not Converted" or "Bad timing" may be a rejection before
//! contact or a disqualification after it: whoever runs the process has to say.

use plumbline_domain::stage::Stage;

/// Bare words and the stage they mean.
const KNOWN: [(&str, Stage); 62] = [
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
];

/// Bare words for a lead that waits in the queue of sales.
const WAITING: [&str; 12] = [
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
];

/// The stage a status is known to mean.
pub fn known_status(status: &str) -> Option<Stage> {
    let bare = super::bare(status);
    KNOWN.iter().find(|(word, _)| *word == bare).map(|(_, stage)| *stage).or_else(|| Stage::from_slug(status))
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
}
