//! The side that asks: starts the reading process, keeps what it writes, and outlives whatever happens to it.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, Read, Write},
    path::Path,
    process::{Child, ChildStderr, ChildStdout, Command, ExitStatus, Stdio},
    sync::{
        Arc,
        mpsc::{self, Receiver, RecvTimeoutError, SyncSender},
    },
    time::Duration,
};

use super::{Program, ReadSheet, WorkbookError, child, limits, report::Report};
use crate::source::Source;

/// Bytes copied at a time.
const BLOCK: usize = 256 << 10;
/// Bytes of a report; names of thousands of sheets fit.
const REPORT: u64 = 16 << 20;

/// What a workbook holds.
pub(super) fn list(program: &Program, path: &Path) -> Result<Report, WorkbookError> {
    ask(program, child::LIST, path, None, None)
}

/// The rows of a sheet, behind a source that can be opened often.
pub(super) fn read(program: &Program, path: &Path, sheet: Option<&str>) -> Result<Source, WorkbookError> {
    let text = tempfile::tempfile().map_err(WorkbookError::NoRoom)?;
    let copy = text.try_clone().map_err(WorkbookError::NoRoom)?;
    let report = ask(program, child::READ, path, sheet, Some(copy))?;
    let size = text.metadata()?.len();
    let chosen = report.chosen.filter(|chosen| *chosen < report.sheets.len()).ok_or(WorkbookError::Broken)?;
    let read = ReadSheet {
        sheets: report.sheets,
        chosen,
        header_row: report.header_row,
        width: report.width,
        merged: report.merged,
        text: Arc::new(text),
    };
    let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    Ok(Source::of_sheet(name, size, Arc::new(read)))
}

/// Starts a child, copies its rows to `out` and hears its report.
fn ask(
    program: &Program,
    request: &str,
    path: &Path,
    sheet: Option<&str>,
    out: Option<File>,
) -> Result<Report, WorkbookError> {
    let mut child = start(program, request, path, sheet)?;
    let threads = (|| {
        let (Some(stdout), Some(stderr)) = (child.stdout.take(), child.stderr.take()) else {
            return Err(io::Error::other("it has no output"));
        };
        let (life, signs) = mpsc::sync_channel(1);
        let too = life.clone();
        let copying = std::thread::Builder::new().spawn(move || copy(stdout, out, &life))?;
        let listening = std::thread::Builder::new().spawn(move || listen(stderr, &too))?;
        Ok((copying, listening, signs))
    })();
    let (copying, listening, signs) = match threads {
        Ok(threads) => threads,
        Err(error) => {
            end(&mut child);
            return Err(WorkbookError::NoReader(error));
        }
    };
    let is_stuck = waits_in_vain(&signs);
    if is_stuck {
        let _ = child.kill();
    }
    let status = child.wait().map_err(WorkbookError::NoReader)?;
    let copied = copying.join().map_err(|_| WorkbookError::Broken)?;
    let report = listening.join().map_err(|_| WorkbookError::Broken)?;
    if is_stuck {
        return Err(WorkbookError::Stuck(limits::PATIENCE));
    }
    // A full disk is the cause of whatever the child says about its broken pipe.
    copied?;
    conclude(status, report, sheet)
}

/// True if the child was silent for too long; false once both of its outputs are closed, which is when it ends.
fn waits_in_vain(signs: &Receiver<()>) -> bool {
    loop {
        match signs.recv_timeout(Duration::from_secs(limits::PATIENCE)) {
            Ok(()) => {}
            Err(RecvTimeoutError::Disconnected) => return false,
            Err(RecvTimeoutError::Timeout) => return true,
        }
    }
}

/// No child is left behind, whatever went wrong.
fn end(child: &mut Child) {
    let _ = child.kill();
    let _ = child.wait();
}

fn copy(mut rows: ChildStdout, out: Option<File>, life: &SyncSender<()>) -> Result<(), WorkbookError> {
    let mut block = vec![0; BLOCK];
    let (mut out, mut copied) = (out, 0);
    loop {
        let count = match rows.read(&mut block) {
            Ok(0) => return Ok(()),
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error.into()),
        };
        // Full is as good as sent: somebody will see that there is life.
        let _ = life.try_send(());
        copied += count as u64;
        // The child keeps to this by itself, unless it is no longer the child that was started.
        if copied > 2 * limits::TEXT {
            return Err(WorkbookError::Broken);
        }
        if let Some(out) = &mut out {
            out.write_all(&block[..count]).map_err(WorkbookError::NoRoom)?;
        }
    }
}

/// Hears until the child ends. `_life` is held for as long.
fn listen(words: ChildStderr, _life: &SyncSender<()>) -> Report {
    let mut report = Report::default();
    let mut words = BufReader::new(words.take(REPORT));
    let mut line = Vec::new();
    while let Ok(1..) = words.read_until(b'\n', &mut line) {
        report.hear(String::from_utf8_lossy(&line).trim_end_matches(['\r', '\n']));
        line.clear();
    }
    report
}

/// What the child said, or what it says that it said nothing.
fn conclude(status: ExitStatus, mut report: Report, sheet: Option<&str>) -> Result<Report, WorkbookError> {
    match report.ended.take() {
        Some(Ok(())) if status.success() => Ok(report),
        Some(Err(WorkbookError::NoSuchSheet { .. })) => {
            let names: Vec<String> = report.sheets.iter().map(|sheet| format!("`{}`", sheet.name)).collect();
            let present = if names.is_empty() { "no sheet".to_owned() } else { names.join(", ") };
            Err(WorkbookError::NoSuchSheet { asked: sheet.unwrap_or_default().to_owned(), present })
        }
        Some(Err(error)) => Err(error),
        // Without a word: a signal or an abort. Memory is what a workbook is killed for.
        _ if report.out_of_memory || is_killed(status) => Err(WorkbookError::Memory),
        _ => Err(WorkbookError::Broken),
    }
}

/// By the system, which does so when memory is short.
#[cfg(unix)]
fn is_killed(status: ExitStatus) -> bool {
    const KILL: i32 = 9;
    std::os::unix::process::ExitStatusExt::signal(&status) == Some(KILL)
}

#[cfg(not(unix))]
fn is_killed(_: ExitStatus) -> bool {
    false
}

fn start(program: &Program, request: &str, path: &Path, sheet: Option<&str>) -> Result<Child, WorkbookError> {
    let mut command = Command::new(&program.path);
    command.args(&program.args).arg(request).arg(path).args(sheet);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    #[cfg(windows)]
    {
        // No console window flashes up behind the program's own.
        const CREATE_NO_WINDOW: u32 = 0x0800_0000;
        std::os::windows::process::CommandExt::creation_flags(&mut command, CREATE_NO_WINDOW);
    }
    command.spawn().map_err(WorkbookError::NoReader)
}
