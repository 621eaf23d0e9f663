//! Which stage may follow which when somebody decides here: data of the workspace, not code.
//!
//! A file may tell any order of stages, since other systems have ladders of their own. What is decided here keeps to this
//! one. Organisations read the handoff in two ways, so there are two to start from.
//!
//! Organisations call the stages differently, too: what a stage is called here is part of the ladder. Which stages there are, and
//! their order, is not: the handoff is read from them (`docs/adr/0012-ladder.md`).
//!
//! As text, one line per stage and what may follow it, and one per stage that has another name: `mql: sal, rejected` and
//! `label mql: Handraiser`.

use std::borrow::Cow;

use crate::{
    decide::has_effect,
    field::FieldName,
    lines::one_line,
    stage::{LADDER, Stage},
};

/// Stages, what may follow each, and what each is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ladder {
    /// By [`Stage::code`].
    next: [Vec<Stage>; LADDER.len()],
    /// By [`Stage::code`]; `None` is called as everywhere.
    labels: [Option<String>; LADDER.len()],
}

/// Most characters of a stage's name: it stands at the head of columns and on charts.
pub const LONGEST_LABEL: usize = 40;

/// A ladder to start from.
#[derive(Clone, Copy, Debug)]
pub struct Starter {
    /// As chosen in commands and forms.
    pub slug: &'static str,
    /// As shown.
    pub label: &'static str,
    /// How it reads the handoff.
    pub reading: &'static str,
    text: &'static str,
}

/// The readings of the handoff that people bring along.
pub static STARTERS: [Starter; 2] = [
    Starter {
        slug: "to-a-rep",
        label: "An MQL goes to a rep",
        reading: "Every MQL is routed to a rep, who accepts or rejects it.",
        text: "inquiry: mql\nmql: sal, rejected, disqualified\nsal: sql, disqualified\nsql: opportunity, disqualified\n\
               opportunity: won, lost, disqualified\nwon: churned\nrejected: mql, inquiry\n\
               disqualified: mql, inquiry\nlost: mql, inquiry\nchurned: mql, inquiry",
    },
    Starter {
        slug: "nurtured-first",
        label: "An MQL is nurtured first",
        reading: "Marketing nurtures an MQL and may take it back; a rep accepts or rejects it when it is ready.",
        text: "inquiry: mql\nmql: sal, rejected, inquiry, disqualified\nsal: sql, disqualified\nsql: opportunity, disqualified\n\
               opportunity: won, lost, disqualified\nwon: churned\nrejected: mql, inquiry\n\
               disqualified: mql, inquiry\nlost: mql, inquiry\nchurned: mql, inquiry",
    },
];

/// Why a text is no ladder.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LadderError {
    /// A line has no colon.
    #[error("Line {line} of the ladder is not \u{201c}stage: stages that may follow\u{201d}.")]
    Shape {
        /// From 1.
        line: usize,
    },
    /// A word is no stage.
    #[error("Line {line} of the ladder: \u{201c}{word}\u{201d} is no stage.")]
    Unknown {
        /// From 1.
        line: usize,
        /// The word.
        word: String,
    },
    /// A stage has two lines.
    #[error("Line {line} of the ladder: \u{201c}{}\u{201d} has a line already.", stage.slug())]
    Twice {
        /// From 1.
        line: usize,
        /// The stage.
        stage: Stage,
    },
    /// Two stages would be called the same.
    #[error("Both {} and {} would be called \u{201c}{label}\u{201d}.", stages[0].slug(), stages[1].slug())]
    LabelTaken {
        /// The name.
        label: String,
        /// Which.
        stages: [Stage; 2],
    },
    /// A stage's name is too long.
    #[error("A stage\u{2019}s name has at most {LONGEST_LABEL} characters.")]
    LabelLong,
    /// A step that would change nothing that counts.
    #[error(
        "From {} nobody is {} any more: a handoff is accepted or rejected once, as an MQL.",
        from.label(), if *to == Stage::Sal { "accepted" } else { "rejected" }
    )]
    NoEffect {
        /// From where.
        from: Stage,
        /// [`Stage::Sal`] or [`Stage::Rejected`].
        to: Stage,
    },
    /// An MQL could not be decided.
    #[error("On this ladder an MQL could not be {missing}.")]
    Undecidable {
        /// "accepted" or "rejected".
        missing: &'static str,
    },
}

impl LadderError {
    /// What to do about it.
    pub fn hint(&self) -> String {
        match self {
            LadderError::Shape { .. } => "For example: mql: sal, rejected".to_owned(),
            LadderError::Unknown { .. } => {
                let stages: Vec<&str> = LADDER.iter().map(|step| step.slug).collect();
                format!("Stages are {}.", stages.join(", "))
            }
            LadderError::Twice { .. } => "Write all that may follow into one line.".to_owned(),
            LadderError::LabelTaken { .. } => "Use a name that no other stage has.".to_owned(),
            LadderError::LabelLong => "Use a shorter one.".to_owned(),
            LadderError::NoEffect { to: Stage::Sal, .. } => {
                "Make it an MQL again first: a new handoff begins.".to_owned()
            }
            LadderError::NoEffect { .. } => "After acceptance a lead is disqualified.".to_owned(),
            LadderError::Undecidable { .. } => "Give mql a line with sal and rejected in it.".to_owned(),
        }
    }
}

impl Ladder {
    /// Reads a ladder. A stage without a line leads nowhere.
    ///
    /// # Errors
    /// The first mistake, by line.
    pub fn parse(text: &str) -> Result<Ladder, LadderError> {
        let mut next: [Option<Vec<Stage>>; LADDER.len()] = Default::default();
        let mut named = Vec::new();
        for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
            let (stage, follow) = line.split_once(':').ok_or(LadderError::Shape { line: number })?;
            if let Some(called) = stage.trim().strip_prefix("label ") {
                let stage = stage_of(called, number)?;
                if named.iter().any(|(known, _)| *known == stage) {
                    return Err(LadderError::Twice { line: number, stage });
                }
                named.push((stage, follow));
                continue;
            }
            let stage = stage_of(stage, number)?;
            let words = follow.split(',').filter(|word| !word.trim().is_empty());
            let mut stages = words.map(|word| stage_of(word, number)).collect::<Result<Vec<_>, _>>()?;
            stages.sort_unstable();
            stages.dedup();
            if next[usize::from(stage.code())].replace(stages).is_some() {
                return Err(LadderError::Twice { line: number, stage });
            }
        }
        let ladder = Ladder { next: next.map(Option::unwrap_or_default), labels: Default::default() };
        // Only when all are read: a name may be one that another stage has given up.
        let ladder =
            named.into_iter().try_fold(ladder, |ladder, (stage, label)| ladder.relabelled(stage, label));
        ladder?.distinct()?.decidable()
    }

    /// As text that [`Ladder::parse`] reads to the same ladder.
    pub fn print(&self) -> String {
        let lines = LADDER.iter().zip(&self.next).filter(|(_, next)| !next.is_empty());
        let line = |(step, next): (&crate::stage::Step, &Vec<Stage>)| {
            let next: Vec<&str> = next.iter().map(|stage| stage.slug()).collect();
            format!("{}: {}", step.slug, next.join(", "))
        };
        let labels = LADDER.iter().zip(&self.labels).filter_map(|(step, label)| {
            let label = label.as_ref()?;
            Some(format!("label {}: {label}", step.slug))
        });
        lines.map(line).chain(labels).collect::<Vec<_>>().join("\n")
    }

    /// What a stage is called here.
    pub fn label(&self, stage: Stage) -> &str {
        let own = self.labels.get(usize::from(stage.code())).and_then(Option::as_deref);
        own.unwrap_or(stage.label())
    }

    /// True if nobody has called a stage otherwise.
    pub fn is_called_as_usual(&self) -> bool {
        self.labels.iter().all(Option::is_none)
    }

    /// What the date of a stage is called here.
    pub fn date_label(&self, stage: Stage) -> Cow<'static, str> {
        match self.labels.get(usize::from(stage.code())) {
            Some(Some(label)) => Cow::Owned(format!("{label} date")),
            _ => Cow::Borrowed(stage.step().date_label),
        }
    }

    /// What a field is called here: as everywhere, but for the dates of stages.
    pub fn field_label<'a>(&self, name: &'a FieldName) -> Cow<'a, str> {
        match name {
            FieldName::StageAt(stage) => self.date_label(*stage),
            name => Cow::Borrowed(name.label()),
        }
    }

    /// The same ladder with another name for a stage; an empty one is what it is called everywhere.
    ///
    /// # Errors
    /// The name is too long, or another stage is called so.
    pub fn called(&self, stage: Stage, label: &str) -> Result<Ladder, LadderError> {
        self.clone().relabelled(stage, label)?.distinct()
    }

    /// The same steps with the names of `other`.
    #[must_use]
    pub fn called_as(&self, other: &Ladder) -> Ladder {
        Ladder { next: self.next.clone(), labels: other.labels.clone() }
    }

    /// True if the same stages may follow the same stages, whatever they are called.
    pub fn has_steps_of(&self, other: &Ladder) -> bool {
        self.next == other.next
    }

    /// The stages that may follow `stage`, in their order. Of a lead that left and nobody can tell how, those that may follow
    /// a rejection.
    pub fn next(&self, stage: Stage) -> &[Stage] {
        let stage = if stage == Stage::Left { Stage::Rejected } else { stage };
        &self.next[usize::from(stage.code())]
    }

    /// The first step that would change nothing that counts, if there is one. A ladder of before this was asked may have some:
    /// it is read, and the step is not offered.
    ///
    /// # Errors
    /// That step.
    pub fn all_have_effect(&self) -> Result<(), LadderError> {
        let steps =
            LADDER.iter().flat_map(|step| self.next(step.stage).iter().map(move |to| (step.stage, *to)));
        match steps.into_iter().find(|(from, to)| !has_effect(*from, *to)) {
            Some((from, to)) => Err(LadderError::NoEffect { from, to }),
            None => Ok(()),
        }
    }

    /// The same ladder where `to` may follow `from`, or may not.
    ///
    /// # Errors
    /// An MQL could no longer be decided, or the step would change nothing that counts.
    pub fn with(&self, from: Stage, to: Stage, allowed: bool) -> Result<Ladder, LadderError> {
        if allowed && !has_effect(from, to) {
            return Err(LadderError::NoEffect { from, to });
        }
        let mut ladder = self.clone();
        let next = &mut ladder.next[usize::from(from.code())];
        next.retain(|stage| *stage != to);
        if allowed {
            next.push(to);
            next.sort_unstable();
        }
        ladder.decidable()
    }

    /// True if a lead can come to be at `stage`. Leads begin as inquiries or as MQLs.
    pub fn reaches(&self, stage: Stage) -> bool {
        let mut reached = vec![Stage::Inquiry, Stage::Mql];
        let mut at = 0;
        while let Some(from) = reached.get(at).copied() {
            let fresh: Vec<Stage> =
                self.next(from).iter().filter(|to| !reached.contains(to)).copied().collect();
            reached.extend(fresh);
            at += 1;
        }
        reached.contains(&stage)
    }

    fn relabelled(mut self, stage: Stage, label: &str) -> Result<Ladder, LadderError> {
        let label = one_line(label);
        if label.chars().count() > LONGEST_LABEL {
            return Err(LadderError::LabelLong);
        }
        let differs = !label.is_empty() && label != stage.label();
        self.labels[usize::from(stage.code())] = differs.then_some(label);
        Ok(self)
    }

    fn distinct(self) -> Result<Ladder, LadderError> {
        let names = LADDER.each_ref().map(|step| self.label(step.stage).to_lowercase());
        let pairs = (0..names.len()).flat_map(|one| (0..one).map(move |two| (one, two)));
        match pairs.into_iter().find(|&(one, two)| names[one] == names[two]) {
            Some((one, two)) => Err(LadderError::LabelTaken {
                label: self.label(LADDER[one].stage).to_owned(),
                stages: [LADDER[two].stage, LADDER[one].stage],
            }),
            None => Ok(self),
        }
    }

    fn decidable(self) -> Result<Ladder, LadderError> {
        for (stage, missing) in [(Stage::Sal, "accepted"), (Stage::Rejected, "rejected")] {
            if !self.allows(Stage::Mql, stage) {
                return Err(LadderError::Undecidable { missing });
            }
        }
        Ok(self)
    }

    /// True if `to` may follow `from`.
    pub fn allows(&self, from: Stage, to: Stage) -> bool {
        self.next(from).contains(&to)
    }
}

impl Starter {
    /// The ladder.
    pub fn ladder(&self) -> Ladder {
        // A test reads both.
        let nothing = || Ladder { next: Default::default(), labels: Default::default() };
        Ladder::parse(self.text).unwrap_or_else(|_| nothing())
    }
}

impl Default for Ladder {
    fn default() -> Self {
        STARTERS[0].ladder()
    }
}

fn stage_of(word: &str, line: usize) -> Result<Stage, LadderError> {
    let word = word.trim();
    Stage::from_slug(word).ok_or_else(|| LadderError::Unknown { line, word: word.to_owned() })
}

#[cfg(test)]
mod tests;
