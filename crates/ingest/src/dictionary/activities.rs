//! Kinds of activities, and who acts in them.

use plumbline_domain::record::Side;

use super::bare;

const LEAD: Option<Side> = Some(Side::Engagement);
const SALES: Option<Side> = Some(Side::Touch);
/// Neither: what a system did by itself, mails to a whole list among it.
const SYSTEM: Option<Side> = None;

/// Marketo's standard activity types: id, name, and who acts.
const MARKETO: [(&str, &str, Option<Side>); 43] = [
    ("1", "visit web page", LEAD),
    ("2", "fill out form", LEAD),
    ("3", "click link", LEAD),
    ("6", "send email", SYSTEM),
    ("7", "email delivered", SYSTEM),
    ("8", "email bounced", SYSTEM),
    ("9", "unsubscribe email", SYSTEM),
    ("10", "open email", LEAD),
    ("11", "click email", LEAD),
    ("12", "new lead", SYSTEM),
    ("13", "change data value", SYSTEM),
    ("19", "sync lead to CRM", SYSTEM),
    ("21", "convert lead", SYSTEM),
    ("22", "change score", SYSTEM),
    ("23", "change owner", SYSTEM),
    ("24", "add to list", SYSTEM),
    ("25", "remove from list", SYSTEM),
    ("26", "CRM activity", SALES),
    ("27", "email bounced soft", SYSTEM),
    ("29", "delete lead from CRM", SYSTEM),
    ("30", "CRM activity updated", SYSTEM),
    ("32", "merge leads", SYSTEM),
    ("34", "add to opportunity", SYSTEM),
    ("35", "remove from opportunity", SYSTEM),
    ("36", "update opportunity", SYSTEM),
    ("37", "delete lead", SYSTEM),
    ("38", "send alert", SYSTEM),
    ("39", "send sales email", SALES),
    ("40", "open sales email", LEAD),
    ("41", "click sales email", LEAD),
    ("45", "receive sales email", LEAD),
    ("46", "interesting moment", LEAD),
    ("47", "request campaign", SYSTEM),
    ("48", "sales email bounced", SYSTEM),
    ("100", "change lead partition", SYSTEM),
    ("101", "change revenue stage", SYSTEM),
    ("102", "change revenue stage manually", SYSTEM),
    ("104", "change status in progression", SYSTEM),
    ("110", "call webhook", SYSTEM),
    ("113", "add to nurture", SYSTEM),
    ("114", "change nurture track", SYSTEM),
    ("115", "change nurture cadence", SYSTEM),
    ("405", "click shared link", LEAD),
];

/// Words for kinds and directions, bare, and who acts.
const WORDS: [(&str, Option<Side>); 76] = [
    ("inbound", LEAD),
    ("incoming", LEAD),
    ("engagement", LEAD),
    ("download", LEAD),
    ("contentdownload", LEAD),
    ("assetdownload", LEAD),
    ("whitepaper", LEAD),
    ("ebook", LEAD),
    ("webinar", LEAD),
    ("webinarattended", LEAD),
    ("webinarregistration", LEAD),
    ("event", LEAD),
    ("eventattended", LEAD),
    ("tradeshow", LEAD),
    ("form", LEAD),
    ("formfill", LEAD),
    ("formsubmission", LEAD),
    ("formsubmitted", LEAD),
    ("pagevisit", LEAD),
    ("pageview", LEAD),
    ("websitevisit", LEAD),
    ("webvisit", LEAD),
    ("pricingpage", LEAD),
    ("pricingpagevisit", LEAD),
    ("emailopen", LEAD),
    ("emailopened", LEAD),
    ("openemail", LEAD),
    ("emailclick", LEAD),
    ("emailclicked", LEAD),
    ("clickemail", LEAD),
    ("reply", LEAD),
    ("emailreply", LEAD),
    ("emailreplied", LEAD),
    ("incomingemail", LEAD),
    ("demorequest", LEAD),
    ("contactrequest", LEAD),
    ("trial", LEAD),
    ("trialsignup", LEAD),
    ("chat", LEAD),
    ("survey", LEAD),
    ("responded", LEAD),
    ("registered", LEAD),
    ("attended", LEAD),
    ("outbound", SALES),
    ("outgoing", SALES),
    ("touch", SALES),
    ("call", SALES),
    ("phonecall", SALES),
    ("coldcall", SALES),
    ("voicemail", SALES),
    ("email", SALES),
    ("mail", SALES),
    ("salesemail", SALES),
    ("outboundemail", SALES),
    ("forwardedemail", SALES),
    ("meeting", SALES),
    ("demo", SALES),
    ("visit", SALES),
    ("task", SALES),
    ("linkedin", SALES),
    ("linkedinmessage", SALES),
    ("inmail", SALES),
    ("sms", SALES),
    ("whatsapp", SALES),
    ("proposal", SALES),
    ("quote", SALES),
    ("emailsent", SYSTEM),
    ("emaildelivered", SYSTEM),
    ("emailbounced", SYSTEM),
    ("bounce", SYSTEM),
    ("sent", SYSTEM),
    ("note", SYSTEM),
    ("unsubscribe", SYSTEM),
    ("unsubscribed", SYSTEM),
    ("statuschange", SYSTEM),
    ("system", SYSTEM),
];

/// The name of an activity type that a column of ids speaks of.
pub(crate) fn activity_word(header: &str, value: &str) -> Option<&'static str> {
    if bare(header) != "activitytypeid" {
        return None;
    }
    MARKETO.iter().find(|(id, ..)| *id == value).map(|(_, name, _)| *name)
}

/// Who acts in activities of a kind; the inner `None` is nobody. A column of ids is known by its header.
pub(crate) fn known_side(header: &str, value: &str) -> Option<Option<Side>> {
    if bare(header) == "activitytypeid" {
        return MARKETO.iter().find(|(id, ..)| *id == value).map(|(.., side)| *side);
    }
    let word = bare(value);
    let named = MARKETO.iter().find(|(_, name, _)| bare(name) == word).map(|(.., side)| *side);
    WORDS.iter().find(|(known, _)| *known == word).map(|(_, side)| *side).or(named)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_known_by_word_and_by_number() {
        assert_eq!(known_side("activityTypeId", "11"), Some(LEAD));
        assert_eq!(known_side("Activity Type", "Click Email"), Some(LEAD));
        assert_eq!(known_side("activity_type", "linkedin_message"), Some(SALES));
        assert_eq!(
            known_side("activityTypeId", "6"),
            Some(SYSTEM),
            "marketing's mails are no touch of sales"
        );
        assert_eq!(known_side("Activity Type", "11"), None, "a number is an id only where ids stand");
        assert_eq!(activity_word("activity_type_id", "2"), Some("fill out form"));
        for (index, (word, _)) in WORDS.iter().enumerate() {
            assert_eq!(bare(word), *word, "words are compared bare");
            assert!(WORDS[..index].iter().all(|(other, _)| other != word), "{word} stands twice");
        }
    }
}
