//! Teams: added, renamed, retired.

use plumbline_domain::ids::TeamId;
use plumbline_store::{Op, OpKind, Reader, Team};

use crate::{
    failure::{Failure, Outcome},
    workspace::Workspace,
};

impl Workspace {
    /// Adds a team; one that was retired is offered again.
    ///
    /// # Errors
    /// The name is blank or taken, or the file cannot be written.
    pub fn add_team(&self, called: &str) -> Outcome<TeamId> {
        let name = self.team_name(called, None, false)?;
        let op = Op::new(OpKind::Team, format!("Add the team \u{201c}{name}\u{201d}"));
        let team = self.transact(op, self.now()?, move |change| change.add_team(&name))?;
        Ok(team)
    }

    /// Renames a team.
    ///
    /// # Errors
    /// There is none, the name is blank or taken, or the file cannot be written.
    pub fn rename_team(&self, team: TeamId, called: &str) -> Outcome<()> {
        let known = self.team(team)?;
        let name = self.team_name(called, Some(team), true)?;
        if known.name == name {
            return Ok(());
        }
        let op = Op::new(OpKind::Team, format!("Rename the team \u{201c}{}\u{201d}", known.name));
        self.transact(op, self.now()?, move |change| change.rename_team(team, &name))?;
        Ok(())
    }

    /// Stops offering a team. Its people and reasons keep it until somebody changes them.
    ///
    /// # Errors
    /// There is no such team in use, or the file cannot be written.
    pub fn retire_team(&self, team: TeamId) -> Outcome<()> {
        let known = self.team(team)?;
        if known.retired_at.is_some() {
            return Err(
                Failure::bad_input("team", "This team is retired already.").hint("Nothing is to be done.")
            );
        }
        let op = Op::new(OpKind::Team, format!("Retire the team \u{201c}{}\u{201d}", known.name));
        self.transact(op, self.now()?, move |change| change.retire_team(team))?;
        Ok(())
    }

    fn team(&self, id: TeamId) -> Outcome<Team> {
        let found = self.store().read(Reader::teams)?.into_iter().find(|team| team.id == id);
        found.ok_or_else(|| {
            Failure::bad_input("team", "There is no such team.").hint("Choose one of those listed.")
        })
    }

    /// A name no other team has; a retired one's may be taken when it is to come back.
    fn team_name(&self, called: &str, not: Option<TeamId>, retired_count: bool) -> Outcome<String> {
        let name = called.trim();
        if name.is_empty() {
            return Err(Failure::bad_input("name", "A team needs a name.").hint("As people call it."));
        }
        let same = |team: &&Team| Some(team.id) != not && team.name.to_lowercase() == name.to_lowercase();
        let teams = self.store().read(Reader::teams)?;
        match teams.iter().find(same) {
            Some(known) if retired_count || known.retired_at.is_none() => {
                let message = format!("There is a team \u{201c}{}\u{201d} already.", known.name);
                Err(Failure::bad_input("name", message).hint("Choose another name."))
            }
            Some(known) => Ok(known.name.clone()),
            None => Ok(name.to_owned()),
        }
    }
}
