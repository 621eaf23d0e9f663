//! Where the bytes come from: a file on disk, bytes in memory or a sheet of a workbook, read in blocks and decoded to UTF-8
//! on the way.
//!
//! A file is never held whole: memory maps need `unsafe`, and a 200 MB export read into one buffer would take half of
//! the memory an import may use.

use std::{
    fs::File,
    io::{self, Cursor, Read},
    path::{Path, PathBuf},
    sync::Arc,
    time::SystemTime,
};

use encoding_rs::{Decoder, Encoding};

use crate::workbook::{ReadSheet, Sheet};

/// Bytes read at a time.
const BLOCK: usize = 1 << 20;

/// A file to be looked at and read, as often as needed.
#[derive(Clone, Debug)]
pub struct Source {
    name: String,
    size: u64,
    content: Content,
}

#[derive(Clone, Debug)]
enum Content {
    Bytes(Arc<[u8]>),
    /// Where it is, and when it was changed last.
    File(PathBuf, Option<SystemTime>),
    Sheet(Arc<ReadSheet>),
}

impl Source {
    /// A file on disk; fails if it is not there, or is a folder, a device or a pipe: these have no end, or only one go.
    pub fn file(path: &Path) -> io::Result<Source> {
        let about = std::fs::metadata(path)?;
        if about.is_dir() {
            return Err(io::Error::new(io::ErrorKind::IsADirectory, "this is a folder"));
        }
        if !about.is_file() {
            let message = "this is a device or a pipe and no file, and it is looked at before it is read";
            return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
        }
        let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        Ok(Source { name, size: about.len(), content: Content::File(path.to_owned(), about.modified().ok()) })
    }

    /// Bytes in memory under a file name.
    pub fn bytes(name: impl Into<String>, bytes: impl Into<Arc<[u8]>>) -> Source {
        let bytes = bytes.into();
        Source { name: name.into(), size: bytes.len() as u64, content: Content::Bytes(bytes) }
    }

    /// A sheet of the workbook `name`, as text of `size` bytes.
    pub(crate) fn of_sheet(name: String, size: u64, sheet: Arc<ReadSheet>) -> Source {
        Source { name, size, content: Content::Sheet(sheet) }
    }

    /// The sheet this is, if the file is a workbook.
    pub fn sheet(&self) -> Option<&Sheet> {
        self.read_sheet().map(ReadSheet::sheet)
    }

    /// The same with all that is known of it.
    pub(crate) fn read_sheet(&self) -> Option<&ReadSheet> {
        match &self.content {
            Content::Sheet(sheet) => Some(sheet),
            Content::Bytes(_) | Content::File(..) => None,
        }
    }

    /// The file's name without its folder.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Number of bytes; of a sheet, those of its cells as text.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// False if the file on disk is another one by now, by its size or its time of change.
    pub(crate) fn is_unchanged(&self) -> bool {
        let Content::File(path, changed) = &self.content else { return true };
        std::fs::metadata(path)
            .is_ok_and(|about| about.len() == self.size && about.modified().ok() == *changed)
    }

    /// The bytes from the beginning.
    pub(crate) fn open(&self) -> io::Result<Box<dyn Read + Send>> {
        Ok(match &self.content {
            Content::Bytes(bytes) => Box::new(Cursor::new(Arc::clone(bytes))),
            Content::File(path, _) => Box::new(File::open(path)?),
            Content::Sheet(sheet) => Box::new(sheet.text()),
        })
    }
}

/// The text of a source, a block at a time, behind a cursor that only moves forward.
pub(crate) struct Blocks {
    input: Box<dyn Read + Send>,
    decoder: Decoder,
    raw: Vec<u8>,
    text: String,
    ended: bool,
}

impl Blocks {
    /// Opens `source`; a byte order mark of `encoding` is dropped.
    pub(crate) fn open(source: &Source, encoding: &'static Encoding) -> io::Result<Blocks> {
        Ok(Blocks {
            input: source.open()?,
            decoder: encoding.new_decoder_with_bom_removal(),
            raw: vec![0; BLOCK.min(usize::try_from(source.size()).unwrap_or(BLOCK) + 1)],
            text: String::new(),
            ended: false,
        })
    }

    /// The text at hand.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// True once the text at hand reaches the end of the source.
    pub(crate) fn ended(&self) -> bool {
        self.ended
    }

    /// Forgets the first `used` bytes of the text at hand and appends the next block.
    pub(crate) fn advance(&mut self, used: usize) -> io::Result<()> {
        self.text.drain(..used);
        let mut filled = 0;
        while filled < self.raw.len() {
            match self.input.read(&mut self.raw[filled..]) {
                Ok(0) => {
                    self.ended = true;
                    break;
                }
                Ok(count) => filled += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        let room = self.decoder.max_utf8_buffer_length(filled).unwrap_or(filled * 3);
        self.text.reserve(room);
        // The room above is enough for the whole block, so that one call takes it all.
        let _ = self.decoder.decode_to_string(&self.raw[..filled], &mut self.text, self.ended);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_cut_by_a_block_border_is_put_together_again() {
        let text = "é".repeat(BLOCK);
        let source = Source::bytes("a.csv", text.clone().into_bytes());
        let mut blocks = Blocks::open(&source, encoding_rs::UTF_8).unwrap();
        let mut whole = String::new();
        while !blocks.ended() {
            blocks.advance(blocks.text().len()).unwrap();
            whole.push_str(blocks.text());
        }
        assert_eq!(whole, text, "blocks are cut at bytes, not at characters");
    }
}
