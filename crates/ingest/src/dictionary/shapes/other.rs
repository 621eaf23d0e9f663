//! Spend, contacts and companies. Lists of reasons are this program's own and known by its names.

use plumbline_domain::shape::Shape;

use super::{Layout, Names};
use crate::dictionary::Dictionary;

pub(super) const LAYOUTS: &[Layout] = &[
    Layout {
        shape: Shape::Spend,
        system: None,
        has: &[MONEY, DAY, SPENT_ON],
        lacks: &[
            "leadid",
            "email",
            "contactid",
            "firstname",
            "lastname",
            "company",
            "companyname",
            "opportunityid",
            "dealname",
            "stage",
            "status",
            "leadstatus",
        ],
        repeats: false,
        names: &[],
    },
    Layout {
        shape: Shape::ContactPerRow,
        system: Some(Dictionary::Salesforce),
        has: &[
            &["id"],
            &["accountid"],
            &["lastname"],
            &["ownerid", "mailingcountry", "createddate", "reportstoid"],
        ],
        lacks: &["isconverted", "company", "status", "stagename"],
        repeats: false,
        names: &[
            ("id", "contact_id"),
            ("accountid", "company_id"),
            ("mailingcity", "city"),
            ("mailingstate", "region"),
            ("mailingcountry", "country"),
        ],
    },
    Layout {
        shape: Shape::ContactPerRow,
        system: None,
        has: &[
            &["contactid", "personid"],
            &["accountid", "companyid", "organizationid"],
            &["jobtitle", "title", "seniority", "email", "lastname", "role"],
        ],
        lacks: STAGED,
        repeats: false,
        names: &[],
    },
    Layout {
        shape: Shape::ContactPerRow,
        system: None,
        has: &[&["contactid", "personid"], &["jobtitle", "title", "seniority", "role"]],
        lacks: NAMED_OR_STAGED,
        repeats: false,
        names: &[],
    },
    Layout {
        shape: Shape::CompanyPerRow,
        system: Some(Dictionary::Salesforce),
        has: &[&["id", "accountid"], &["name", "accountname"], BILLING],
        lacks: PERSONAL,
        repeats: false,
        names: &[
            ("id", "company_id"),
            ("name", "company"),
            ("billingcity", "city"),
            ("billingstate", "region"),
            ("billingstateprovince", "region"),
            ("billingcountry", "country"),
        ],
    },
    Layout {
        shape: Shape::CompanyPerRow,
        system: Some(Dictionary::Hubspot),
        has: &[
            &["recordid", "companyid", "hsobjectid"],
            &["companyname", "name"],
            &["companydomainname", "domain"],
        ],
        lacks: PERSONAL,
        repeats: false,
        names: &[
            ("recordid", "company_id"),
            ("hsobjectid", "company_id"),
            ("name", "company"),
            ("companydomainname", "domain"),
        ],
    },
    Layout {
        shape: Shape::CompanyPerRow,
        system: None,
        has: &[
            &["accountid", "companyid", "organizationid"],
            &["companyname", "accountname", "company", "name", "account", "organization"],
        ],
        lacks: PERSONAL,
        repeats: false,
        names: &[],
    },
];

const MONEY: &[&str] = &[
    "spend",
    "cost",
    "costs",
    "amountspent",
    "amountspenteur",
    "amountspentusd",
    "amountspentgbp",
    "adspend",
    "totalspend",
    "totalspent",
    "amount",
    "budgetspent",
    "spenteur",
    "spendeur",
    "spendusd",
    "costeur",
    "costusd",
    "kosten",
];

const DAY: &[&str] = &[
    "day",
    "date",
    "spenddate",
    "spendday",
    "startdate",
    "startdateinutc",
    "reportingstarts",
    "tag",
    "datum",
];

const SPENT_ON: &[&str] = &[
    "source",
    "leadsource",
    "platform",
    "network",
    "campaign",
    "campaignname",
    "channel",
    "medium",
    "utmsource",
    "utmcampaign",
    "kampagne",
];

/// A lead, or a contact that is one.
const STAGED: &[&str] = &[
    "leadid",
    "lifecyclestage",
    "leadstatus",
    "hsleadstatus",
    "status",
    "stage",
    "currentstage",
    "mqldate",
    "becameamarketingqualifiedleaddate",
    "activitytype",
    "opportunityid",
    "dealname",
];

/// The same, and whoever has an address: without a company's key a contact is a lead.
const NAMED_OR_STAGED: &[&str] = &[
    "email",
    "emailaddress",
    "leadid",
    "lifecyclestage",
    "leadstatus",
    "hsleadstatus",
    "status",
    "stage",
    "currentstage",
    "mqldate",
    "becameamarketingqualifiedleaddate",
    "activitytype",
    "opportunityid",
    "dealname",
];

/// Of a person or a deal, which a company is not.
const PERSONAL: &[&str] = &[
    "leadid",
    "contactid",
    "email",
    "emailaddress",
    "firstname",
    "lastname",
    "opportunityid",
    "dealname",
    "stage",
    "stagename",
    "status",
    "leadstatus",
    "opportunityname",
    "dealstage",
];

const BILLING: &[&str] = &[
    "billingcountry",
    "billingcity",
    "billingstreet",
    "billingstate",
    "billingstateprovince",
    "accountsource",
    "parentid",
    "parentaccountid",
];

pub(super) const SPEND: Names = &[
    ("day", "spend.day"),
    ("date", "spend.day"),
    ("spenddate", "spend.day"),
    ("spendday", "spend.day"),
    ("startdate", "spend.day"),
    ("startdateinutc", "spend.day"),
    ("reportingstarts", "spend.day"),
    ("tag", "spend.day"),
    ("datum", "spend.day"),
    ("spend", "spend.amount"),
    ("cost", "spend.amount"),
    ("costs", "spend.amount"),
    ("amountspent", "spend.amount"),
    ("amountspenteur", "spend.amount"),
    ("amountspentusd", "spend.amount"),
    ("amountspentgbp", "spend.amount"),
    ("adspend", "spend.amount"),
    ("totalspend", "spend.amount"),
    ("totalspent", "spend.amount"),
    ("budgetspent", "spend.amount"),
    ("spenteur", "spend.amount"),
    ("spendeur", "spend.amount"),
    ("spendusd", "spend.amount"),
    ("costeur", "spend.amount"),
    ("costusd", "spend.amount"),
    ("kosten", "spend.amount"),
    ("amount", "spend.amount"),
    ("currency", "spend.currency"),
    ("currencycode", "spend.currency"),
    ("platform", "source"),
    ("network", "source"),
    ("medium", "channel"),
];

pub(super) const CONTACT: Names = &[
    ("contactid", "contact_id"),
    ("personid", "contact_id"),
    ("accountid", "company_id"),
    ("companyid", "company_id"),
    ("organizationid", "company_id"),
];

pub(super) const COMPANY: Names = &[
    ("accountid", "company_id"),
    ("companyid", "company_id"),
    ("organizationid", "company_id"),
    ("name", "company"),
];
