//! Leads that are likely one person.
//!
//! Comparing each with each would take hours. Leads are put into blocks that duplicates share (the e-mail; the domain and a
//! first letter; the company and the last name) and only compared inside these; a block of more than [`BLOCK`] leads shows
//! nothing (a domain of a mail provider, a blank filled with "n/a") and is passed over.

use std::{
    collections::{HashMap, HashSet},
    hash::BuildHasher,
};

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
        for key in KEYS {
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

    /// The leads that are likely the same person as `lead`, by the same comparison: the likeliest first. `blocks` are those of this
    /// file, as [`Blocks::hold`] says.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn duplicates_of(&self, lead: LeadId, blocks: &Blocks) -> Result<Vec<Candidate>, StoreError> {
        let distinct = self.distinct_pairs()?;
        let Some(one) = self.person_of(lead)? else { return Ok(Vec::new()) };
        let mut found: HashMap<(LeadId, LeadId), Candidate> = HashMap::new();
        for (key, index) in KEYS.iter().zip(&blocks.by_key) {
            let Some(of_one) = key(&one) else { continue };
            let likely = near(index, hash(of_one));
            // Hashes seldom meet: so many are of one key, and show nothing.
            if likely.len() > 2 * BLOCK {
                continue;
            }
            let mut block = Vec::with_capacity(likely.len());
            for (_, place) in likely {
                let Some(id) = blocks.leads.get(*place as usize) else { continue };
                block.extend(self.person_of(*id)?.filter(|person| key(person) == Some(of_one)));
            }
            if block.len() > BLOCK {
                continue;
            }
            for other in block.iter().filter(|other| other.id != lead) {
                compare(&[&one, other], &distinct, &mut found);
            }
        }
        let mut found: Vec<Candidate> = found.into_values().collect();
        found.sort_by(|a, b| b.likeness.total_cmp(&a.likeness).then((a.one, a.other).cmp(&(b.one, b.other))));
        Ok(found)
    }

    /// The blocks of all leads.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn blocks(&self) -> Result<Blocks, StoreError> {
        let mut blocks = Blocks::default();
        let mut read = self.conn.prepare(&format!("{PERSON} ORDER BY id"))?;
        let mut rows = read.query(())?;
        while let Some(row) = rows.next()? {
            let person = person(row)?;
            let place = blocks.leads.len() as u32;
            blocks.leads.push(person.id);
            for (key, index) in KEYS.iter().zip(&mut blocks.by_key) {
                index.extend(key(&person).map(|key| (hash(key), place)));
            }
        }
        blocks.by_key.iter_mut().for_each(|index| index.sort_unstable());
        Ok(blocks)
    }

    fn person_of(&self, lead: LeadId) -> Result<Option<Person>, StoreError> {
        let mut read = self.conn.prepare_cached(&format!("{PERSON} WHERE id = ?1"))?;
        read.query_and_then([lead.0], person)?.next().transpose()
    }

    fn everybody(&self) -> Result<Vec<Person>, StoreError> {
        self.conn.prepare(&format!("{PERSON} ORDER BY id"))?.query_and_then((), person)?.collect()
    }

    fn distinct_pairs(&self) -> Result<HashSet<(LeadId, LeadId)>, StoreError> {
        let mut read = self.conn.prepare("SELECT one, other FROM distinct_pair")?;
        let pairs = read.query_map((), |row| Ok((LeadId(row.get(0)?), LeadId(row.get(1)?))))?;
        Ok(pairs.collect::<rusqlite::Result<_>>()?)
    }
}

type Key<'a> = (&'a str, &'a str);

/// What leads are put together by.
const KEYS: [fn(&Person) -> Option<Key<'_>>; 3] = [by_email, by_domain, by_company];

/// What [`person`] reads.
const PERSON: &str = "SELECT id, email, first_name, last_name, company, domain FROM lead";

/// Which leads share a key, by the hashes of their keys: what is found by them is compared in full. Reading all leads for each
/// question would take a second where there are a million.
#[derive(Clone, Debug, Default)]
pub struct Blocks {
    leads: Vec<LeadId>,
    /// In the order of [`KEYS`]: hash and place of the lead, sorted.
    by_key: [Vec<(u32, u32)>; 3],
}

impl Blocks {
    /// True if these are still the blocks of `leads`, which may have been changed since; none came or went.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn hold(&self, reader: &Reader, leads: &[LeadId]) -> Result<bool, StoreError> {
        for lead in leads {
            let (Some(person), Ok(place)) = (reader.person_of(*lead)?, self.leads.binary_search(lead)) else {
                return Ok(false);
            };
            for (key, index) in KEYS.iter().zip(&self.by_key) {
                let known = |key| index.binary_search(&(hash(key), place as u32)).is_ok();
                if key(&person).is_some_and(|key| !known(key)) {
                    return Ok(false);
                }
            }
        }
        Ok(true)
    }
}

fn hash(key: Key<'_>) -> u32 {
    rustc_hash::FxBuildHasher.hash_one(key) as u32
}

/// The entries of a hash.
fn near(index: &[(u32, u32)], hash: u32) -> &[(u32, u32)] {
    let first = index.partition_point(|(known, _)| *known < hash);
    let after = index.partition_point(|(known, _)| *known <= hash);
    &index[first..after]
}

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
