//! Changes of acceptance that are mix, as people say it, and the leads behind each sentence.

use plumbline_cube::mix::{Mix, MixPart, Verdict};
use plumbline_domain::field::FieldName;
use plumbline_stats::{Interval, Rate};

use super::{
    Drill, Filter, Phrase, Question, Spans, Tone,
    question::Asked,
    sentence::say,
    spans::in_words,
    standouts::{LOOKED_AT, odds, value_name},
};
use crate::{failure::Outcome, wording, workspace::Workspace};

/// What the mix explains of a change, with what must be named beside it.
#[derive(Clone, Debug)]
pub struct MixList {
    /// Which days were compared; `None` where there were none to compare.
    pub spans: Option<Spans>,
    /// Over how many fields.
    pub fields: usize,
    /// What is to be said, the plainest case of mix first; of each kind the field that shows it best.
    pub found: Vec<MixFinding>,
}

/// A change that is mix, over one field.
#[derive(Clone, Debug)]
pub struct MixFinding {
    /// What the split says.
    pub verdict: Verdict,
    /// Which days were compared.
    pub spans: Spans,
    /// Its numbers.
    pub mix: Mix,
    /// What is claimed, in parts of different weight.
    pub claim: Vec<Phrase>,
    /// The days, both effects with their intervals, the odds.
    pub evidence: String,
    /// Claim and odds in one sentence.
    pub sentence: String,
    /// What its list of leads is called.
    pub list_name: String,
    /// How many handoffs the list has.
    pub count: u64,
    /// The decided handoffs of the later days that the mix brought: those of the value that did most of it.
    pub drill: Drill,
}

/// The order of kinds in a list.
const KINDS: [Verdict; 3] = [Verdict::OnlyMix, Verdict::Hidden, Verdict::PartlyMix];

impl Workspace {
    /// How much of the change of acceptance between the settled days of `question` and as many before is mix.
    ///
    /// # Errors
    /// The question has a mistake, or the file cannot be read.
    pub fn mixes(&self, question: &Question) -> Outcome<MixList> {
        let question = Question { metric: "acceptance".to_owned(), split: None, ..question.clone() };
        let Some(spans) = self.spans(&question)? else {
            return Ok(MixList { spans: None, fields: 0, found: Vec::new() });
        };
        let loaded = self.loaded()?;
        let fields = LOOKED_AT.map(FieldName::Canonical);
        loaded.ensure(self.store(), &fields)?;
        let asked = Asked::read(self, &loaded, &question)?;
        let mut mixes = loaded.cube.mixes(&asked.query(&loaded), spans.before, spans.after, &fields)?;
        mixes.sort_by(|a, b| b.split.mix.abs().total_cmp(&a.split.mix.abs()));
        let compared = mixes.len();
        let of_kind = |kind: Verdict| -> Option<MixFinding> {
            let mut same = mixes.iter().filter(|mix| mix.verdict() == Some(kind));
            let first = same.next()?;
            let also: Vec<String> = same.map(|mix| inside(mix.field.label())).collect();
            let mut found = finding(first, kind, spans, compared, &question);
            if !also.is_empty() {
                found.evidence.push_str(&format!(" · the same over {}", also.join(", ")));
            }
            Some(found)
        };
        let found = KINDS.into_iter().filter_map(of_kind).collect();
        Ok(MixList { spans: Some(spans), fields: compared, found })
    }

    /// The same for the home screen's filter.
    ///
    /// # Errors
    /// As [`Workspace::mixes`].
    pub fn page_mixes(&self, filter: &Filter) -> Outcome<MixList> {
        self.mixes(&filter.question("acceptance", None)?)
    }
}

fn finding(mix: &Mix, verdict: Verdict, spans: Spans, fields: usize, question: &Question) -> MixFinding {
    let part = brought(mix);
    let claim = claim(mix, verdict, part);
    let said: String = claim.iter().map(|phrase| phrase.text.as_str()).collect();
    let after = wording::counted(fields as u64, "field", "fields");
    let counted = part.map_or(mix.after, |part| part.after);
    let days = in_words(spans.after);
    let who = part.map(|part| format!("{}, ", named(mix, part))).unwrap_or_default();
    MixFinding {
        verdict,
        spans,
        mix: mix.clone(),
        evidence: format!("{} · {} · {} after {after}", spans.words(), effects(mix), odds(mix.q)),
        sentence: format!("{said}; {} after {after}.", odds(mix.q)),
        claim,
        list_name: format!("{who}decided, {days}"),
        count: counted.denominator,
        drill: Drill {
            question: Question {
                split: Some(mix.field.slug().to_owned()),
                from: Some(spans.after.from.to_string()),
                to: Some(spans.after.to.to_string()),
                ..question.clone()
            },
            start: None,
            value: part.and_then(|part| part.value.as_deref()).map(str::to_owned),
            part: "denominator".to_owned(),
            owner: None,
            within: Vec::new(),
            leads: None,
        },
    }
}

/// The value that did most of the mix effect and is there to be listed.
fn brought(mix: &Mix) -> Option<&MixPart> {
    let same_way = |part: &&MixPart| part.effect.mix * mix.split.mix > 0.0;
    let listed = || mix.parts.iter().filter(|part| part.value.is_some() && part.after.denominator > 0);
    listed().find(same_way).or_else(|| listed().next())
}

fn claim(mix: &Mix, verdict: Verdict, part: Option<&MixPart>) -> Vec<Phrase> {
    let (was, is) = (share(mix.before), share(mix.after));
    let field = inside(mix.field.label());
    let moved = part.map(|part| went(mix, part)).unwrap_or_default();
    let same = at_same_mix(mix);
    match verdict {
        Verdict::OnlyMix => vec![
            say(format!("Acceptance {} from {was} to {is}", way(mix.split.total)), Tone::Plain),
            say(" only by its mix", Tone::Bad),
            say(format!(" over {field}: {moved}. {same}"), Tone::Plain),
        ],
        Verdict::Hidden => vec![
            say(format!("Acceptance seems unchanged ({was}, then {is})"), Tone::Plain),
            say(" because the mix hides a change", Tone::Bad),
            say(format!(" over {field}. {same}, while {moved}"), Tone::Plain),
        ],
        Verdict::PartlyMix => vec![
            say(
                format!(
                    "{} of the {} points by which acceptance {}",
                    points(mix.split.mix.abs()),
                    points(mix.split.total.abs()),
                    way(mix.split.total)
                ),
                Tone::Plain,
            ),
            say(" are mix", Tone::Strong),
            say(format!(" over {field}: {moved}"), Tone::Plain),
        ],
    }
}

/// `Security practitioner went from 8 % to 24 % of those decided`.
fn went(mix: &Mix, part: &MixPart) -> String {
    let of = |part: Rate, all: Rate| share(Rate::new(part.denominator, all.denominator));
    format!(
        "{} went from {} to {} of those decided",
        named(mix, part),
        of(part.before, mix.before),
        of(part.after, mix.after)
    )
}

/// `At the same mix no change is shown`, `At the same mix it fell by 4 points`.
fn at_same_mix(mix: &Mix) -> String {
    let Interval { lower, upper } = mix.split.rate_interval();
    if lower <= 0.0 && upper >= 0.0 {
        return "At the same mix no change is shown".to_owned();
    }
    format!("At the same mix it {} by {} points", way(mix.split.rate), points(mix.split.rate.abs()))
}

/// `by rate −8.5 points (95 % interval −11.2 to −5.8), by mix −3.9 (−4.8 to −3.0)`.
fn effects(mix: &Mix) -> String {
    let split = &mix.split;
    let (rate, by_mix) = (split.rate_interval(), split.mix_interval());
    format!(
        "by rate {} points (95\u{a0}% interval {} to {}), by mix {} ({} to {})",
        signed(split.rate),
        signed(rate.lower),
        signed(rate.upper),
        signed(split.mix),
        signed(by_mix.lower),
        signed(by_mix.upper)
    )
}

fn named(mix: &Mix, part: &MixPart) -> String {
    part.value.as_deref().map_or_else(|| "the others".to_owned(), |value| value_name(&mix.field, value))
}

fn share(rate: Rate) -> String {
    rate.value().map(wording::percent).unwrap_or_default()
}

fn way(change: f64) -> &'static str {
    if change < 0.0 { "fell" } else { "rose" }
}

/// `12.5` for 0.125.
fn points(share: f64) -> String {
    format!("{:.1}", share * 100.0)
}

/// `−3.9` for -0.039.
fn signed(share: f64) -> String {
    points(share).replace('-', "\u{2212}")
}

/// A label within a sentence.
fn inside(label: &str) -> String {
    if label.chars().skip(1).any(char::is_uppercase) { label.to_owned() } else { label.to_lowercase() }
}
