//! The window's main job without a window: a workspace, an import, the week's handoff in text, charts in files.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::Value;

use crate::{
    product, run, sample,
    step::Step,
    trouble::{At, Trouble},
};

/// How many weeks the text shows.
const WEEKS: usize = 6;

/// Does it all, through `plumbline` alone: every number comes from there.
pub(crate) fn run(root: &Path, out: &Path) -> Result<(), Trouble> {
    let plumbline = product::command_line(root, false)?;
    let workspace = out.join("headless.plumbline");
    if workspace.exists() {
        fs::remove_file(&workspace).at(&workspace)?;
    }
    run::fill(root, &plumbline, &workspace)?;
    let review = Review { plumbline, workspace, as_of: sample::as_of() };
    review.say()?;
    review.draw(out)
}

/// One look at a workspace at a fixed moment: pending and lapsed depend on it.
struct Review {
    plumbline: PathBuf,
    workspace: PathBuf,
    as_of: String,
}

impl Review {
    fn say(&self) -> Result<(), Trouble> {
        let answer = self.trend(&["--metric", "acceptance"])?;
        let points = points(&answer)?;
        let Some(newest) = points.last() else {
            return Err(Trouble::Unexpected("plumbline found no handoff in the sample".to_owned()));
        };
        println!("\nThe handoff in the week of {}", text(newest, "start"));
        println!(
            "As of {} {}; a handoff counts in the week of its MQL, a week starts on {}.\n",
            self.as_of.replace('T', " "),
            text(&answer, "time_zone"),
            capital(text(&answer, "week_start"))
        );
        println!("  {} leads became MQLs: {}.", count(newest, "n"), decisions(newest));
        if let Some(settled) = points.iter().rfind(|point| point["settled"] == true) {
            println!("  Last settled week, {}: {}.", text(settled, "start"), rate(settled));
        }
        println!("\n  week           n  accepted  rejected  lapsed  pending  acceptance (95 % interval)");
        for point in &points[points.len().saturating_sub(WEEKS)..] {
            println!("  {}", line(point));
        }
        let week = ["--from", text(newest, "start"), "--to", text(newest, "end")];
        self.say_reasons(&week)?;
        self.say_sources(&week)
    }

    /// Why leads of one week were rejected, commonest first.
    fn say_reasons(&self, week: &[&str]) -> Result<(), Trouble> {
        let answer = self.trend(&[&["--metric", "rejection", "--split", "reason"], week].concat())?;
        let mut rows: Vec<(u64, &str)> =
            points(&answer)?.iter().map(|point| (count(point, "rejected"), text(point, "split"))).collect();
        rows.retain(|(count, _)| *count > 0);
        rows.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
        println!("\n  Rejected that week for");
        for (count, reason) in rows.iter().take(8) {
            println!("  {count:>5}  {reason}");
        }
        Ok(())
    }

    /// What became of each source's leads of one week.
    fn say_sources(&self, week: &[&str]) -> Result<(), Trouble> {
        let answer = self.trend(&[&["--metric", "acceptance", "--split", "source"], week].concat())?;
        println!("\n  That week by source");
        for point in points(&answer)? {
            println!("  {:<14} {}", text(point, "split"), rate(point));
        }
        Ok(())
    }

    /// The charts of the first screen, as files.
    fn draw(&self, out: &Path) -> Result<(), Trouble> {
        let charts: [(&str, &[&str]); 3] = [
            ("acceptance", &["--metric", "acceptance"]),
            ("rejections-by-bucket", &["--metric", "rejection", "--split", "bucket"]),
            ("acceptance-by-source", &["--metric", "acceptance", "--split", "source"]),
        ];
        for (name, question) in charts {
            for format in ["svg", "png"] {
                let file = out.join(format!("{name}.{format}"));
                self.ask(question).args(["--format", format, "--out"]).args([&file]).text()?;
                println!(
                    "{}{}",
                    if name == "acceptance" && format == "svg" { "\n" } else { "" },
                    file.display()
                );
            }
        }
        Ok(())
    }

    fn ask(&self, question: &[&str]) -> Step {
        let trend = Step::new(&self.plumbline).args(["trend"]).args([&self.workspace]);
        trend.args(question).args(["--as-of", &self.as_of])
    }

    fn trend(&self, question: &[&str]) -> Result<Value, Trouble> {
        let text = self.ask(question).args(["--format", "json"]).text()?;
        serde_json::from_str(&text).map_err(|error| Trouble::Unexpected(format!("plumbline trend: {error}")))
    }
}

/// `Monday` of `monday`.
fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn points(answer: &Value) -> Result<&[Value], Trouble> {
    let points = answer["points"].as_array().map(Vec::as_slice);
    points.ok_or_else(|| Trouble::Unexpected("plumbline trend gave no points".to_owned()))
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_default()
}

fn count(value: &Value, name: &str) -> u64 {
    value[name].as_u64().unwrap_or_default()
}

fn decisions(point: &Value) -> String {
    let parts =
        ["accepted", "rejected", "lapsed", "pending"].map(|name| format!("{} {name}", count(point, name)));
    parts.join(", ")
}

/// `54 % accepted (112 of 208 decided; 95 % interval 47 to 61)`.
fn rate(point: &Value) -> String {
    let percent = |name: &str| point[name].as_f64().map(|share| format!("{:.0}", 100.0 * share));
    match (percent("value"), percent("lower"), percent("upper")) {
        (Some(value), Some(lower), Some(upper)) => {
            let decided = count(point, "accepted") + count(point, "rejected");
            let accepted = count(point, "accepted");
            format!("{value} % accepted ({accepted} of {decided} decided; 95 % interval {lower} to {upper})")
        }
        _ => "nothing decided".to_owned(),
    }
}

fn line(point: &Value) -> String {
    let percent =
        |name: &str| point[name].as_f64().map_or("-".to_owned(), |share| format!("{:.0}", 100.0 * share));
    let numbers = [("n", 6), ("accepted", 10), ("rejected", 10), ("lapsed", 8), ("pending", 9)];
    let counts: String =
        numbers.iter().map(|(name, width)| format!("{:>width$}", count(point, name))).collect();
    let unsettled = if point["settled"] == true { "" } else { "  not settled" };
    let interval = format!("({} to {})", percent("lower"), percent("upper"));
    format!("{}{counts}  {:>10} % {interval}{unsettled}", text(point, "start"), percent("value"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_rate_carries_its_numbers_and_interval() {
        let point = json!({"accepted": 12, "rejected": 8, "value": 0.6, "lower": 0.3866, "upper": 0.7812});
        assert_eq!(rate(&point), "60 % accepted (12 of 20 decided; 95 % interval 39 to 78)");
        let empty = json!({"accepted": 0, "rejected": 0, "value": null, "lower": null, "upper": null});
        assert_eq!(rate(&empty), "nothing decided");
    }
}
