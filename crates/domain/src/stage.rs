//! The ladder a lead climbs, and the exits beside it.

/// A step of the ladder, or an exit. The order of the variants is the order of [`LADDER`], which has all but the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Stage {
    /// Somebody asked, downloaded, registered.
    Inquiry,
    /// Marketing calls the lead qualified: the handoff begins.
    Mql,
    /// Sales accepted the lead and commits to work it.
    Sal,
    /// Sales calls the lead qualified.
    Sql,
    /// There is a deal.
    Opportunity,
    /// The deal was won.
    Won,
    /// Sent back before contact: the record does not meet the criteria.
    Rejected,
    /// Dropped after contact: no budget, authority, need or time.
    Disqualified,
    /// The deal was lost.
    Lost,
    /// The customer left.
    Churned,
    /// Rejected or disqualified, by one field that means either, and nothing tells which: no step of the ladder. Nobody can
    /// decide it and no column dates it; a lead stands there until something tells which of both it was.
    Left,
}

/// What a step is: a rung that leads on, or a way out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Leads on to the next rung.
    Rung,
    /// Leaves the ladder.
    Exit,
}

/// One line of the ladder.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// Which stage.
    pub stage: Stage,
    /// As written in files, criteria and mappings.
    pub slug: &'static str,
    /// As shown to people.
    pub label: &'static str,
    /// The name of its moment in files and criteria.
    pub at: &'static str,
    /// The same as shown to people.
    pub date_label: &'static str,
    /// Rung or exit.
    pub kind: Kind,
}

/// The ladder from first touch to last exit. Data: order, slugs and labels are read from here alone.
pub static LADDER: [Step; 10] = [
    step(Stage::Inquiry, "inquiry", "Inquiry", "stage.inquiry.at", "Inquiry date", Kind::Rung),
    step(Stage::Mql, "mql", "MQL", "stage.mql.at", "MQL date", Kind::Rung),
    step(Stage::Sal, "sal", "Accepted (SAL)", "stage.sal.at", "Accepted date", Kind::Rung),
    step(Stage::Sql, "sql", "SQL", "stage.sql.at", "SQL date", Kind::Rung),
    step(
        Stage::Opportunity,
        "opportunity",
        "Opportunity",
        "stage.opportunity.at",
        "Opportunity date",
        Kind::Rung,
    ),
    step(Stage::Won, "won", "Won", "stage.won.at", "Won date", Kind::Rung),
    step(Stage::Rejected, "rejected", "Rejected", "stage.rejected.at", "Rejected date", Kind::Exit),
    step(
        Stage::Disqualified,
        "disqualified",
        "Disqualified",
        "stage.disqualified.at",
        "Disqualified date",
        Kind::Exit,
    ),
    step(Stage::Lost, "lost", "Lost", "stage.lost.at", "Lost date", Kind::Exit),
    step(Stage::Churned, "churned", "Churned", "stage.churned.at", "Churned date", Kind::Exit),
];

/// Where a lead stands of whom nobody can tell whether it was rejected or disqualified.
static LEFT: Step = step(Stage::Left, "left", "Left, kind unknown", "stage.left.at", "Left date", Kind::Exit);

const fn step(
    stage: Stage,
    slug: &'static str,
    label: &'static str,
    at: &'static str,
    date_label: &'static str,
    kind: Kind,
) -> Step {
    Step { stage, slug, label, at, date_label, kind }
}

impl Stage {
    /// The stage written as `slug` in a mapping or a criteria text.
    pub fn from_slug(slug: &str) -> Option<Stage> {
        LADDER.iter().find(|step| step.slug == slug).map(|step| step.stage)
    }

    /// The same, and [`Stage::Left`]: where a lead may stand.
    pub fn standing_from_slug(slug: &str) -> Option<Stage> {
        Stage::from_slug(slug).or_else(|| (slug == LEFT.slug).then_some(Stage::Left))
    }

    /// The stage stored under `code` (its index in [`LADDER`]; [`Stage::Left`] comes behind it).
    pub fn from_code(code: u8) -> Option<Stage> {
        let left = (code == Stage::Left.code()).then_some(Stage::Left);
        LADDER.get(usize::from(code)).map(|step| step.stage).or(left)
    }

    /// The index in [`LADDER`]: what the store keeps.
    pub fn code(self) -> u8 {
        self as u8
    }

    /// Its line of the ladder; [`Stage::Left`] has one of its own.
    pub fn step(self) -> &'static Step {
        LADDER.get(usize::from(self.code())).unwrap_or(&LEFT)
    }

    /// True for what a field that means either may mean.
    pub fn is_of_either(self) -> bool {
        matches!(self, Stage::Rejected | Stage::Disqualified | Stage::Left)
    }

    /// As written in files.
    pub fn slug(self) -> &'static str {
        self.step().slug
    }

    /// As shown to people.
    pub fn label(self) -> &'static str {
        self.step().label
    }

    /// True for rungs from SAL upwards, and for the exits behind them: a lead there has been taken up by sales, with or
    /// without a SAL stamp. Disqualification is after contact, and a lost deal was a deal; neither is a lead that nobody
    /// decided about.
    pub fn implies_acceptance(self) -> bool {
        use Stage::{Disqualified, Lost, Opportunity, Sal, Sql, Won};
        matches!(self, Sal | Sql | Opportunity | Won | Disqualified | Lost)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ladder_lists_every_stage_at_its_code() {
        for (code, step) in LADDER.iter().enumerate() {
            assert_eq!(usize::from(step.stage.code()), code, "codes are stored: they must not move");
            assert_eq!(Stage::from_slug(step.slug), Some(step.stage));
        }
        assert_eq!(usize::from(Stage::Left.code()), LADDER.len(), "it comes behind them");
        assert_eq!(Stage::from_code(Stage::Left.code()), Some(Stage::Left));
        assert_eq!(Stage::from_slug("left"), None, "nobody maps, decides or dates it");
        assert_eq!(Stage::standing_from_slug("left"), Some(Stage::Left));
    }
}
