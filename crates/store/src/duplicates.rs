//! Leads that are likely one person.
//!
//! Comparing each with each would take hours. Leads are put into blocks that duplicates share (the e-mail; the domain and a
//! first letter; the company and the last name) and only compared inside these; a block of more than [`BLOCK`] leads shows
//! nothing (a domain of a mail provider, a blank filled with "n/a") and is passed over.

use std::collections::{HashMap, HashSet};

use plumbline_domain::{free_mail::is_free_mail, ids::LeadId};
use rusqlite::Row;

use crate::{error::StoreError, reader::Reader};

/// Why two leads are likely one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// One e-mail.
    SameEmail,
    /// One name at one company.
    SameName,
    /// Nearly one name in one domain or at one company.
    SimilarName,
    /// Nearly one e-mail.
    SimilarEmail,
}

/// Two leads that are likely one person.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// The older of both.
    pub one: LeadId,
    /// The other.
    pub other: LeadId,
    /// Why.
    pub why: Why,
    /// From 0 to 1.
    pub likeness: f64,
}

/// Most leads of one block.
const BLOCK: usize = 64;
/// Names less alike than this are two names (Jaro-Winkler).
const NAMES: f64 = 0.92;
/// Addresses at one host less alike before the @ than this are two addresses.
const EMAILS: f64 = 0.96;

/// What leads are compared by, in lower case; blank texts are empty.
struct Person {
    id: LeadId,
    email: Box<str>,
    name: Box<str>,
    last: Box<str>,
    company: Box<str>,
    domain: Box<str>,
}

impl Reader {
    /// Pairs of leads that are likely one person, the likeliest first, at most `limit`. Pairs that somebody said are two
    /// persons are left out.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn duplicates(&self, limit: usize) -> Result<Vec<Candidate>, StoreError> {
        let (persons, distinct) = (self.everybody()?, self.distinct_pairs()?);
        let mut found: HashMap<(LeadId, LeadId), Candidate> = HashMap::new();
        let keys: [fn(&Person) -> Option<Key<'_>>; 3] = [by_email, by_domain, by_company];
        for key in keys {
            let mut blocks: HashMap<Key<'_>, Vec<u32>, rustc_hash::FxBuildHasher> = HashMap::default();
            for (person, index) in persons.iter().zip(0_u32..) {
                if let Some(key) = key(person) {
                    blocks.entry(key).or_default().push(index);
                }
            }
            for block in blocks.into_values().filter(|block| (2..=BLOCK).contains(&block.len())) {
                let members: Vec<&Person> =
                    block.iter().filter_map(|index| persons.get(*index as usize)).collect();
                compare(&members, &distinct, &mut found);
            }
        }
        let mut found: Vec<Candidate> = found.into_values().collect();
        found.sort_by(|a, b| {
            b.likeness
                .total_cmp(&a.likeness)
                .then(a.why.cmp(&b.why))
                .then((a.one, a.other).cmp(&(b.one, b.other)))
        });
        found.truncate(limit);
        Ok(found)
    }

    /// The leads that are likely the same person as `lead`, by the same comparison: the likeliest first.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn duplicates_of(&self, lead: LeadId) -> Result<Vec<Candidate>, StoreError> {
        let (persons, distinct) = (self.everybody()?, self.distinct_pairs()?);
        let Some(one) = persons.iter().find(|person| person.id == lead) else { return Ok(Vec::new()) };
        let mut found: HashMap<(LeadId, LeadId), Candidate> = HashMap::new();
        let keys: [fn(&Person) -> Option<Key<'_>>; 3] = [by_email, by_domain, by_company];
        for key in keys {
            let Some(of_one) = key(one) else { continue };
            let block: Vec<&Person> = persons.iter().filter(|person| key(person) == Some(of_one)).collect();
            if block.len() > BLOCK {
                continue;
            }
            for other in block.into_iter().filter(|other| other.id != lead) {
                compare(&[one, other], &distinct, &mut found);
            }
        }
        let mut found: Vec<Candidate> = found.into_values().collect();
        found.sort_by(|a, b| b.likeness.total_cmp(&a.likeness).then((a.one, a.other).cmp(&(b.one, b.other))));
        Ok(found)
    }

    fn everybody(&self) -> Result<Vec<Person>, StoreError> {
        let sql = "SELECT id, email, first_name, last_name, company, domain FROM lead ORDER BY id";
        self.conn.prepare(sql)?.query_and_then((), person)?.collect()
    }

    fn distinct_pairs(&self) -> Result<HashSet<(LeadId, LeadId)>, StoreError> {
        let mut read = self.conn.prepare("SELECT one, other FROM distinct_pair")?;
        let pairs = read.query_map((), |row| Ok((LeadId(row.get(0)?), LeadId(row.get(1)?))))?;
        Ok(pairs.collect::<rusqlite::Result<_>>()?)
    }
}

type Key<'a> = (&'a str, &'a str);

fn by_email(person: &Person) -> Option<Key<'_>> {
    (!person.email.is_empty()).then_some((&person.email, ""))
}

/// Domain of the company, and the letter the name or else the address begins with.
fn by_domain(person: &Person) -> Option<Key<'_>> {
    let begins = if person.name.is_empty() { &person.email } else { &person.name };
    let letter = begins.chars().next()?;
    (!person.domain.is_empty()).then_some((&person.domain, &begins[..letter.len_utf8()]))
}

fn by_company(person: &Person) -> Option<Key<'_>> {
    (!person.company.is_empty() && !person.last.is_empty()).then_some((&person.company, &person.last))
}

fn compare(
    members: &[&Person],
    distinct: &HashSet<(LeadId, LeadId)>,
    found: &mut HashMap<(LeadId, LeadId), Candidate>,
) {
    for (index, one) in members.iter().enumerate() {
        for other in &members[index + 1..] {
            let pair = (one.id.min(other.id), one.id.max(other.id));
            if distinct.contains(&pair) {
                continue;
            }
            let Some((why, likeness)) = likeness(one, other) else { continue };
            let candidate = Candidate { one: pair.0, other: pair.1, why, likeness };
            let known = found.entry(pair).or_insert(candidate);
            if likeness > known.likeness {
                *known = candidate;
            }
        }
    }
}

fn likeness(one: &Person, other: &Person) -> Option<(Why, f64)> {
    let both = |a: &str, b: &str| !a.is_empty() && !b.is_empty();
    if both(&one.email, &other.email) && one.email == other.email {
        return Some((Why::SameEmail, 1.0));
    }
    let same_domain = both(&one.domain, &other.domain) && one.domain == other.domain;
    let same_company = same_domain || both(&one.company, &other.company) && one.company == other.company;
    if same_company && both(&one.name, &other.name) {
        if one.name == other.name {
            return Some((Why::SameName, 0.98));
        }
        let names = strsim::jaro_winkler(&one.name, &other.name);
        if names >= NAMES {
            return Some((Why::SimilarName, names * 0.95));
        }
    }
    // With names that differ, addresses that look alike belong to colleagues.
    if let (Some((local, host)), Some((other_local, other_host))) =
        (one.email.rsplit_once('@'), other.email.rsplit_once('@'))
        && host == other_host
        && !both(&one.name, &other.name)
    {
        let emails = strsim::jaro_winkler(local, other_local);
        if emails >= EMAILS {
            return Some((Why::SimilarEmail, emails * 0.9));
        }
    }
    None
}

fn person(row: &Row<'_>) -> Result<Person, StoreError> {
    let lower = |index| -> Result<Box<str>, StoreError> {
        let text = row.get_ref(index)?.as_str_or_null().map_err(|_| StoreError::Malformed("lead"))?;
        Ok(text.unwrap_or_default().trim().to_lowercase().into())
    };
    let (email, first, last) = (lower(1)?, lower(2)?, lower(3)?);
    let mut domain = lower(5)?;
    if domain.is_empty()
        && let Some((_, host)) = email.rsplit_once('@')
        && !is_free_mail(host)
    {
        domain = host.into();
    }
    let name = match (&*first, &*last) {
        ("", last) => last.into(),
        (first, "") => first.into(),
        (first, last) => format!("{first} {last}").into(),
    };
    Ok(Person { id: LeadId(row.get(0)?), email, name, last, company: lower(4)?, domain })
}
