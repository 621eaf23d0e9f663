//! Personas: ordered rules over job title and seniority, what each catches, and saving them.

mod check;

use std::collections::HashMap;

use plumbline_domain::{
    criteria,
    field::Field,
    ladder::Ladder,
    persona::{self, PersonaRule, Personas},
};
use plumbline_store::{Op, OpKind, Scanned};

use crate::{
    failure::{Failure, Outcome},
    workspace::Workspace,
};

/// Titles shown of what a rule catches.
const EXAMPLES: usize = 5;

/// A rule as somebody writes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// The persona.
    pub persona: String,
    /// Criteria over title and seniority, as text.
    pub criteria: String,
}

/// What a rule means here and now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tried {
    /// As it was written.
    pub draft: Draft,
    /// In plain English; empty if it has a mistake.
    pub plain: String,
    /// What is wrong with it.
    pub error: Option<String>,
    /// How many leads it is the first to catch.
    pub count: u64,
    /// The most frequent titles among them, with their number of leads.
    pub examples: Vec<(String, u64)>,
}

/// What a list of rules would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// One for each rule, in their order.
    pub rules: Vec<Tried>,
    /// Leads that no rule catches, and their most frequent titles.
    pub uncaught: (u64, Vec<(String, u64)>),
    /// Leads whose persona would change.
    pub changed: u64,
}

impl Workspace {
    /// The rules of this workspace: saved ones, or those a workspace starts with.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn personas(&self) -> Outcome<Vec<Draft>> {
        Ok(self.persona_rules()?.iter().map(draft).collect())
    }

    pub(crate) fn persona_rules(&self) -> Outcome<Vec<PersonaRule>> {
        let text = self.store().read(plumbline_store::Reader::persona_rules)?;
        // Rules that can no longer be read (a newer program wrote them) are worth no more than none.
        Ok(text.and_then(|text| persona::parse(&text).ok()).unwrap_or_else(persona::starter))
    }

    /// What rules would catch. A rule with a mistake catches nobody, and says what is wrong.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn preview_personas(&self, drafts: &[Draft]) -> Outcome<Preview> {
        let read: Vec<Result<PersonaRule, String>> = drafts.iter().map(rule).collect();
        let valid: Vec<PersonaRule> = read.iter().flatten().cloned().collect();
        // Where the valid rules stand in the list as it was written.
        let places: Vec<usize> =
            read.iter().enumerate().filter(|(_, rule)| rule.is_ok()).map(|(place, _)| place).collect();
        let (now, then) = (Personas::new(&self.persona_rules()?), Personas::new(&valid));
        let mut caught: Vec<HashMap<String, u64>> = vec![HashMap::new(); drafts.len() + 1];
        let mut changed = 0;
        for ((title, seniority, persona), count) in self.people()? {
            let first = then.first(&title, &seniority);
            let before = now.first(&title, &seniority).and_then(|rule| now.name(rule)).unwrap_or_default();
            let after = first.and_then(|rule| then.name(rule)).unwrap_or_default();
            if persona == before && before != after {
                changed += count;
            }
            let place = first.and_then(|rule| places.get(rule).copied()).unwrap_or(drafts.len());
            *caught[place].entry(title).or_default() += count;
        }
        let mut told = caught.into_iter().map(counted).collect::<Vec<_>>();
        let uncaught = told.pop().unwrap_or_default();
        let rules = drafts.iter().zip(read).zip(told);
        let rules = rules.map(|((draft, rule), (count, examples))| Tried {
            draft: draft.clone(),
            plain: rule
                .as_ref()
                .map(|rule| criteria::plain(&rule.criteria, &Ladder::default()))
                .unwrap_or_default(),
            error: rule.err(),
            count,
            examples,
        });
        Ok(Preview { rules: rules.collect(), uncaught, changed })
    }

    /// Saves rules, and gives every lead whose persona came from the rules before the one the new rules say. One
    /// step, with one undo.
    ///
    /// # Errors
    /// A rule has a mistake, or the file cannot be written.
    pub fn save_personas(&self, drafts: &[Draft]) -> Outcome<u64> {
        let mut rules = Vec::with_capacity(drafts.len());
        for (place, draft) in drafts.iter().enumerate() {
            let rule = rule(draft).map_err(|error| {
                Failure::bad_input("rules", format!("Rule {}: {}.", place + 1, error.trim_end_matches('.')))
            })?;
            rules.push(rule);
        }
        let before = self.persona_rules()?;
        if before == rules {
            return Ok(0);
        }
        let (old, new, text) = (Personas::new(&before), Personas::new(&rules), persona::print(&rules));
        let op = Op::new(OpKind::Persona, "Change persona rules");
        let given = self.transact(op, self.now()?, move |change| {
            change.set_persona_rules(Some(&text))?;
            let name = |personas: &Personas, title: &str, seniority: &str| {
                personas.first(title, seniority).and_then(|rule| personas.name(rule)).map(str::to_owned)
            };
            change
                .set_personas(|title, seniority| (name(&old, title, seniority), name(&new, title, seniority)))
        })?;
        Ok(given)
    }

    /// Title, seniority and persona of all leads, with how many have them.
    fn people(&self) -> Outcome<HashMap<(String, String, String), u64>> {
        let fields = [Field::Title, Field::Seniority, Field::Persona];
        let mut people = HashMap::new();
        self.store().read(|reader| {
            let mut current = (None, [const { String::new() }; 3]);
            let mut all = 0_u64;
            reader.scan_fields(&fields, |lead, index, cell| {
                if current.0 != Some(lead) {
                    if current.0.is_some() {
                        all += 1;
                        add(&mut people, std::mem::take(&mut current.1));
                    }
                    current.0 = Some(lead);
                }
                if let Scanned::Text(text) = cell {
                    current.1[index].push_str(text);
                }
            })?;
            if current.0.is_some() {
                all += 1;
                add(&mut people, current.1);
            }
            // Leads without any of the three are not told by the scan.
            let blank = reader.lead_count()?.saturating_sub(all);
            if blank > 0 {
                *people.entry(Default::default()).or_default() += blank;
            }
            Ok::<_, plumbline_store::StoreError>(())
        })?;
        Ok(people)
    }
}

fn add(people: &mut HashMap<(String, String, String), u64>, [title, seniority, persona]: [String; 3]) {
    *people.entry((title, seniority, persona)).or_default() += 1;
}

fn draft(rule: &PersonaRule) -> Draft {
    Draft { persona: rule.persona.clone(), criteria: rule.criteria.to_string() }
}

/// A rule, or what is wrong with it.
fn rule(draft: &Draft) -> Result<PersonaRule, String> {
    let persona = draft.persona.trim();
    if persona.is_empty() {
        return Err("It names no persona.".to_owned());
    }
    let criteria = check::read(&draft.criteria).map_err(|error| error.to_string())?;
    Ok(PersonaRule { persona: persona.to_owned(), criteria })
}

fn counted(titles: HashMap<String, u64>) -> (u64, Vec<(String, u64)>) {
    let count = titles.values().sum();
    let mut titles: Vec<(String, u64)> = titles.into_iter().collect();
    titles.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    titles.truncate(EXAMPLES);
    (count, titles)
}
