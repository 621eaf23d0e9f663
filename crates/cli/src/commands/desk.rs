//! `plumbline desk`

use std::{io::Read, path::Path};

use plumbline_workbench::{
    Workspace,
    clock::Clock,
    failure::{Failure, Outcome},
    service_level::DeskText,
};

use crate::{args, exit::Done, output};

pub(crate) fn run(args: &args::Desk, clock: Clock) -> Outcome<Done> {
    let Some(name) = &args.text else { return print_all(&args.file, clock) };
    let which = DeskText::from_slug(name).ok_or_else(|| {
        let names = DeskText::ALL.map(DeskText::slug);
        Failure::bad_input("text", format!("There is no text \u{201c}{name}\u{201d} of the desk."))
            .hint(format!("Use one of {}.", names.join(", ")))
    })?;
    if args.set.is_none() && !args.reset {
        let workspace = Workspace::open_read_only(&args.file, clock)?;
        output::data(workspace.desk_text(which)?.text.as_bytes(), None)?;
        return Ok(Done::Whole);
    }
    let text = args.set.as_deref().map(read).transpose()?;
    let workspace = Workspace::open(&args.file, clock)?;
    let disagreements = workspace.set_desk_text(which, text.as_deref())?;
    workspace.close()?;
    output::say(&format!("{} changed.", which.label()));
    for disagreement in &disagreements {
        output::say(&disagreement.message);
    }
    Ok(if disagreements.is_empty() { Done::Whole } else { Done::SomeRefused })
}

/// All texts, each under a comment with its name. What is not set is said, because it may change with the program.
fn print_all(file: &Path, clock: Clock) -> Outcome<Done> {
    let workspace = Workspace::open_read_only(file, clock)?;
    let mut out = String::new();
    for which in DeskText::ALL {
        let setting = workspace.desk_text(which)?;
        let unchanged = if setting.is_starter { " (as a workspace starts)" } else { "" };
        out.push_str(&format!("# {}{unchanged}\n{}\n", which.slug(), setting.text.trim_end()));
        out.push('\n');
    }
    output::data(out.as_bytes(), None)?;
    for disagreement in workspace.desk_disagreements()? {
        output::say(&disagreement.message);
    }
    Ok(Done::Whole)
}

fn read(path: &Path) -> Outcome<String> {
    let read = if path == Path::new("-") {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text).map(|_| text)
    } else {
        std::fs::read_to_string(path)
    };
    read.map_err(|error| Failure::io("read", path, &error))
}
