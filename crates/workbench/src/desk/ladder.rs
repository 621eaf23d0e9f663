//! Which stage may follow which, what each is called, and the leads that stand there.

use plumbline_domain::{
    criteria,
    ladder::{Ladder, STARTERS, Starter},
    stage::{LADDER, Stage},
};
use plumbline_store::DeskText;

use crate::{
    failure::{Failure, Kind, Outcome},
    wording,
    workspace::Workspace,
};

/// The ladder and where leads stand.
#[derive(Clone, Debug)]
pub struct LadderNow {
    /// What may follow what.
    pub ladder: Ladder,
    /// The starter it is, if it is one.
    pub starter: Option<&'static Starter>,
    /// Every stage with its leads.
    pub stages: Vec<StageLeads>,
    /// True if nobody has changed it yet.
    pub is_starter: bool,
}

/// The leads at a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StageLeads {
    /// Which.
    pub stage: Stage,
    /// How many stand there now.
    pub leads: u64,
}

impl Workspace {
    /// The ladder and where leads stand.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn ladder_now(&self) -> Outcome<LadderNow> {
        let ladder = self.ladder()?;
        Ok(LadderNow {
            starter: STARTERS.iter().find(|starter| starter.ladder().has_steps_of(&ladder)),
            ladder,
            stages: self.stage_leads()?,
            is_starter: self.desk_text(DeskText::Ladder)?.is_starter,
        })
    }

    /// Lets a stage follow another when somebody decides here, or no longer.
    ///
    /// # Errors
    /// An MQL could not be decided any more; nobody could come to be where leads stand; the file cannot be written.
    pub fn set_step(&self, from: Stage, to: Stage, allowed: bool) -> Outcome<()> {
        let ladder = self.ladder()?;
        let after = ladder.with(from, to, allowed).map_err(|error| {
            Failure::new(Kind::Refused, format!("{error} Nothing was changed."))
                .hint("Every MQL is accepted or rejected in the end: both have to stay possible.")
        })?;
        let verb = if allowed { "Allow" } else { "Forbid" };
        self.save_ladder(&format!("{verb} {} after {}", ladder.label(to), ladder.label(from)), &after)
    }

    /// Calls a stage otherwise wherever people read of it; an empty name is the usual one. Files, criteria and commands keep the
    /// word they have for it.
    ///
    /// # Errors
    /// The name is too long or another stage's; the file cannot be written.
    pub fn call_stage(&self, stage: Stage, label: &str) -> Outcome<()> {
        let ladder = self.ladder()?;
        let after = ladder
            .called(stage, label)
            .map_err(|error| Failure::bad_input("label", error.to_string()).hint(error.hint()))?;
        let step = format!("Call {} {}", ladder.label(stage), after.label(stage));
        self.save_desk(&step, vec![(DeskText::Ladder, after.print())])
    }

    /// Uses one of the ladders to start from; stages are called as before.
    ///
    /// # Errors
    /// There is no such one; nobody could come to be where leads stand; the file cannot be written.
    pub fn use_ladder(&self, slug: &str) -> Outcome<()> {
        let starter = STARTERS.iter().find(|starter| starter.slug == slug).ok_or_else(|| {
            Failure::bad_input("ladder", format!("There is no ladder \u{201c}{slug}\u{201d} to start from."))
        })?;
        self.save_ladder("Use another ladder", &starter.ladder().called_as(&self.ladder()?))
    }

    fn save_ladder(&self, label: &str, ladder: &Ladder) -> Outcome<()> {
        let stranded: Vec<StageLeads> =
            self.stage_leads()?.into_iter().filter(|at| at.leads > 0 && !ladder.reaches(at.stage)).collect();
        if !stranded.is_empty() {
            let told: Vec<String> = stranded
                .iter()
                .map(|at| {
                    format!("{} ({})", ladder.label(at.stage), wording::counted(at.leads, "lead", "leads"))
                })
                .collect();
            let message = format!(
                "On this ladder no lead could come to be where some stand: {}. Nothing was changed.",
                told.join(", ")
            );
            return Err(Failure::new(Kind::Refused, message).hint("Leave one way to each of these stages."));
        }
        self.save_desk(label, vec![(DeskText::Ladder, ladder.print())])
    }

    fn stage_leads(&self) -> Outcome<Vec<StageLeads>> {
        let (loaded, as_of) = (self.loaded()?, self.now()?);
        let mut found = Vec::with_capacity(LADDER.len());
        for step in &LADDER {
            let text = format!("stage = \"{}\"", step.slug);
            // Written here, so it can be read; a stage that could not be asked for has no leads to speak of.
            let Ok(is_there) = criteria::parse(&text) else { continue };
            let leads = loaded.select(self.store(), &is_there, as_of)?.matching as u64;
            found.push(StageLeads { stage: step.stage, leads });
        }
        Ok(found)
    }
}
