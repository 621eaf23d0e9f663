//! What a file that begins like a workbook is, and what it would unpack to, before a reader allocates anything for it.

use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom},
};

use memchr::memmem;
use zip::{ZipArchive, result::ZipError};

use super::{WorkbookError, is_ole, is_zip, limits};

/// The kinds of workbooks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Xlsx,
    Xlsb,
    Xls,
    Ods,
}

/// A file that may be given to a reader.
#[derive(Clone, Copy, Debug)]
pub(super) struct Survey {
    pub(super) kind: Kind,
    /// Some part speaks of merged cells.
    pub(super) merges: bool,
}

/// Looks into the file.
pub(super) fn survey(file: &mut File) -> Result<Survey, WorkbookError> {
    let mut head = Vec::new();
    file.take(8).read_to_end(&mut head)?;
    file.seek(SeekFrom::Start(0))?;
    if is_ole(&head) {
        return Ok(Survey { kind: Kind::Xls, merges: true });
    }
    if !is_zip(&head) {
        return Err(WorkbookError::OtherDocument);
    }
    let size = file.metadata()?.len();
    let mut archive = ZipArchive::new(&mut *file).map_err(|error| match error {
        // The directory of an archive is at its end.
        ZipError::InvalidArchive(_) => WorkbookError::CutOff,
        _ => WorkbookError::Unreadable,
    })?;
    let kind = kind(&archive)?;
    if kind == Kind::Ods && !is_spreadsheet(&mut archive) {
        return Err(WorkbookError::OtherDocument);
    }
    weigh(&mut archive, size)?;
    let merges = leaf_through(&mut archive, kind)?;
    file.seek(SeekFrom::Start(0))?;
    Ok(Survey { kind, merges })
}

/// By the names of the parts; some programs write them with backslashes or capitals.
fn kind<R: Read + Seek>(archive: &ZipArchive<R>) -> Result<Kind, WorkbookError> {
    let names: Vec<String> = archive
        .file_names()
        .filter_map(Result::ok)
        .map(|name| name.to_lowercase().replace('\\', "/"))
        .collect();
    let has = |wanted: &str| names.iter().any(|name| name == wanted);
    let within = |folder: &str| names.iter().any(|name| name.starts_with(folder));
    let ends = |end: &str| names.iter().any(|name| name.ends_with(end));
    if ends("workbook.bin") {
        return Ok(Kind::Xlsb);
    }
    if ends("workbook.xml") || within("xl/") {
        return Ok(Kind::Xlsx);
    }
    if has("encrypted-package") {
        return Err(WorkbookError::Password);
    }
    match (has("mimetype"), has("content.xml"), has("_rels/.rels")) {
        (true, true, _) => Ok(Kind::Ods),
        (_, _, true) if within("word/") || within("ppt/") => Err(WorkbookError::OtherDocument),
        // Where its parts lie is said inside.
        (_, _, true) => Ok(Kind::Xlsx),
        _ => Err(WorkbookError::Archive),
    }
}

/// Texts and drawings of the same office programs have the same parts, and say in one of them what they are.
fn is_spreadsheet<R: Read + Seek>(archive: &mut ZipArchive<R>) -> bool {
    let mut said = Vec::new();
    let read = archive.by_name("mimetype").map(|part| part.take(80).read_to_end(&mut said));
    // What cannot be read is damage, and the reader will say so.
    !matches!(read, Ok(Ok(_))) || said.starts_with(b"application/vnd.oasis.opendocument.spreadsheet")
}

/// Refuses by what the directory declares.
fn weigh<R: Read + Seek>(archive: &mut ZipArchive<R>, size: u64) -> Result<(), WorkbookError> {
    if archive.len() > limits::PARTS {
        return Err(WorkbookError::TooBig(format!("{} parts", archive.len())));
    }
    let mut unpacked = 0_u64;
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).map_err(|_| WorkbookError::Unreadable)?;
        unpacked = unpacked.saturating_add(part.size());
    }
    let many_times = unpacked / limits::RATIO > size && unpacked > limits::SMALL;
    if unpacked > limits::UNPACKED || many_times {
        return Err(WorkbookError::TooBig(format!("{} MB", unpacked >> 20)));
    }
    Ok(())
}

/// Leafs through the parts a reader may look at, keeping nothing; true if one of a format whose merged cells are known
/// speaks of them. The archive's reader stops at the size that is declared, so that no more is unpacked than was weighed.
fn leaf_through<R: Read + Seek>(archive: &mut ZipArchive<R>, kind: Kind) -> Result<bool, WorkbookError> {
    let mut merges = false;
    let mut block = vec![0; 256 << 10];
    for index in 0..archive.len() {
        // A part that cannot be unpacked may be one that nobody needs: the reader will say.
        let Ok(mut part) = archive.by_index(index) else { continue };
        let name = part.name().map(|name| name.to_lowercase()).unwrap_or_default();
        if name.ends_with(".xml") || name.ends_with(".rels") {
            merges |= speaks_of_merges(&mut part, &mut block, kind == Kind::Xlsx)?;
        }
    }
    Ok(merges)
}

/// Entities can only be declared at the beginning; merged cells are named behind the rows.
fn speaks_of_merges(part: &mut dyn Read, block: &mut [u8], whole: bool) -> Result<bool, WorkbookError> {
    const WORD: &[u8] = b"mergeCell";
    let merged = memmem::Finder::new(WORD);
    let (mut is_first, mut held) = (true, 0);
    loop {
        let count = match part.read(&mut block[held..]) {
            Ok(0) => return Ok(false),
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(_) => return Ok(false),
        };
        let filled = held + count;
        if is_first && memmem::find(&block[..filled], b"<!ENTITY").is_some() {
            return Err(WorkbookError::Entities);
        }
        if !whole {
            return Ok(false);
        }
        if merged.find(&block[..filled]).is_some() {
            return Ok(true);
        }
        is_first = false;
        // The word may lie across two blocks.
        held = filled.min(WORD.len() - 1);
        block.copy_within(filled - held..filled, 0);
    }
}
