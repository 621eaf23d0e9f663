//! Saved views of the home screen: a name for its filter, basis and grain.

use plumbline_store::{Op, OpKind, PageView};
use serde::{Deserialize, Serialize};

use crate::{
    failure::{Failure, Outcome},
    handoff::{Filter, NamedPeriod},
    workspace::Workspace,
};

/// What a view of the home screen shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageSeen {
    /// Its name.
    pub name: String,
    /// The filter as of now: a period by name has moved on with the weeks.
    pub filter: Filter,
    /// The field acceptance is compared over.
    pub by: Option<String>,
    /// Values chosen per field. They are in the filter's criteria, too; the bar shows them one by one.
    pub choices: Vec<(String, Vec<String>)>,
    /// The criteria beside them.
    pub typed: Option<String>,
}

/// As it is written down.
#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    /// A period by its name, which days it means is found anew each time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    period: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    until: Option<String>,
    grain: String,
    basis: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    criteria: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    by: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    choices: Vec<(String, Vec<String>)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    typed: Option<String>,
}

impl Workspace {
    /// All views of the home screen by name; one that a later version wrote and nobody here can read is left out.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn page_views(&self) -> Outcome<Vec<PageSeen>> {
        let periods = self.named_periods()?;
        let views = self.store().read(plumbline_store::Reader::page_views)?;
        Ok(views.into_iter().filter_map(|view| read(view, &periods)).collect())
    }

    /// The view of this name.
    ///
    /// # Errors
    /// There is none, or the file cannot be read.
    pub fn page_view(&self, name: &str) -> Outcome<PageSeen> {
        let found = self.page_views()?.into_iter().find(|view| view.name == name);
        found.ok_or_else(|| Failure::bad_input("name", format!("There is no view \"{name}\" any more.")))
    }

    /// Saves a view under its name; one of the same name is replaced.
    ///
    /// # Errors
    /// The name is empty, the filter has a mistake, or the file cannot be written.
    pub fn save_page_view(&self, view: &PageSeen) -> Outcome<()> {
        let name = view.name.trim().to_owned();
        if name.is_empty() {
            return Err(Failure::bad_input("name", "A view needs a name."));
        }
        // A view that cannot be shown is not kept.
        self.trend(&view.filter.question("acceptance", None)?)?;
        let text = written(view, &self.named_periods()?)?;
        let op = Op::new(OpKind::SavedView, "Save a view");
        self.transact(op, self.now()?, move |change| change.save_page_view(&name, &text))?;
        Ok(())
    }

    /// Deletes a view; Undo brings it back.
    ///
    /// # Errors
    /// There is no such view, or the file cannot be written.
    pub fn delete_page_view(&self, name: &str) -> Outcome<()> {
        let op = Op::new(OpKind::SavedView, "Delete a view");
        let name = name.to_owned();
        self.transact(op, self.now()?, move |change| change.delete_page_view(&name))?;
        Ok(())
    }
}

fn written(view: &PageSeen, periods: &[NamedPeriod]) -> Outcome<String> {
    let Filter { from, until, criteria, grain, basis } = &view.filter;
    let is_meant = |period: &&NamedPeriod| {
        let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string());
        day(period.from) == *from && day(period.until) == *until
    };
    let period = periods.iter().find(is_meant).map(|period| period.label.clone());
    let days = |day: &Option<String>| day.clone().filter(|_| period.is_none());
    let kept = Kept {
        from: days(from),
        until: days(until),
        grain: grain.clone(),
        basis: basis.clone(),
        criteria: criteria.clone(),
        by: view.by.clone(),
        choices: view.choices.clone(),
        typed: view.typed.clone(),
        period,
    };
    serde_json::to_string(&kept).map_err(|_| Failure::bad_input("name", "This view cannot be written down."))
}

fn read(view: PageView, periods: &[NamedPeriod]) -> Option<PageSeen> {
    let kept: Kept = serde_json::from_str(&view.text).ok()?;
    let (from, until) = match kept.period {
        None => (kept.from, kept.until),
        Some(label) => {
            let period = periods.iter().find(|period| period.label == label)?;
            (period.from.map(|day| day.to_string()), period.until.map(|day| day.to_string()))
        }
    };
    Some(PageSeen {
        name: view.name,
        filter: Filter { from, until, criteria: kept.criteria, grain: kept.grain, basis: kept.basis },
        by: kept.by,
        choices: kept.choices,
        typed: kept.typed,
    })
}
