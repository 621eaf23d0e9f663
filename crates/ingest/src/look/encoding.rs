//! Which encoding a file has, decided over all of its bytes.
//!
//! A byte order mark wins. Valid UTF-8 to the last byte is UTF-8; a sniff at the beginning is not enough, because the
//! first umlaut of an export may stand in its last row. Zero bytes at every second place are UTF-16. What remains is
//! Windows-1252, unless the file is plainly UTF-8 with a few damaged places: then those rows are refused one by one.

use std::io::{self, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::LookError;
use crate::source::Source;

/// The encoding of a file and how it was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// Which encoding.
    pub encoding: &'static Encoding,
    /// The file begins with a byte order mark.
    pub bom: bool,
    /// Some places are not valid in this encoding; their rows are refused.
    pub damaged: bool,
    /// Zero bytes occur in the text.
    pub zero_bytes: bool,
    /// Another encoding that fits the bytes as well or better, to be proposed.
    pub perhaps: Option<&'static Encoding>,
}

/// Encodings of one byte whose letters are Latin.
const LATIN: [&str; 13] = [
    "windows-1250",
    "windows-1254",
    "windows-1257",
    "windows-1258",
    "ISO-8859-2",
    "ISO-8859-3",
    "ISO-8859-4",
    "ISO-8859-10",
    "ISO-8859-13",
    "ISO-8859-14",
    "ISO-8859-15",
    "ISO-8859-16",
    "macintosh",
];

/// Formats that are told by their first bytes.
const OTHER_FORMATS: [(&[u8], &str); 14] = [
    (b"PK\x03\x04", "a ZIP archive or an Excel workbook (.xlsx)"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook (.xls)"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"%PDF", "a PDF document"),
    (b"SQLite format 3\0", "a SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\xff\xfe\0\0", "text in UTF-32"),
    (b"\0\0\xfe\xff", "text in UTF-32"),
];

/// Beginnings, in lower case and after blanks, of text that is no table.
const OTHER_TEXTS: [(&[u8], &str); 4] = [
    (b"<!doctype html", "a web page (perhaps the sign-in page of the system it was to come from)"),
    (b"<html", "a web page (perhaps the sign-in page of the system it was to come from)"),
    (b"<?xml", "an XML document"),
    (b"{\\rtf", "a formatted document (RTF)"),
];

/// Decides the encoding of a whole source; `name` overrules.
pub(crate) fn decide(source: &Source, name: Option<&str>) -> Result<Decoded, LookError> {
    let mut tally = Tally::of(source)?;
    if tally.bytes == 0 {
        return Err(LookError::Empty);
    }
    let mut found = match name {
        // A mark is never wrong: rows that were given back come in UTF-8 with one, whatever the mapping says.
        Some(name) if Encoding::for_bom(&tally.head).is_none() => {
            let encoding = Encoding::for_label(name.trim().as_bytes())
                .ok_or_else(|| LookError::UnknownEncoding(name.to_owned()))?;
            let damaged = encoding == UTF_8 && tally.invalid > 0;
            Decoded { encoding, bom: false, damaged, zero_bytes: false, perhaps: None }
        }
        _ => {
            refuse_other_formats(&tally.head)?;
            tally.encoding()?
        }
    };
    found.zero_bytes = !wide(found.encoding) && tally.zeros != [0, 0];
    // A lone surrogate cannot be told from here; the decoder marks it, and the mark is looked for in every row.
    found.damaged |= wide(found.encoding);
    Ok(found)
}

fn wide(encoding: &'static Encoding) -> bool {
    encoding == UTF_16LE || encoding == UTF_16BE
}

fn refuse_other_formats(head: &[u8]) -> Result<(), LookError> {
    if let Some((_, what)) = OTHER_FORMATS.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Err(LookError::OtherFormat(what));
    }
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start().to_ascii_lowercase();
    match OTHER_TEXTS.iter().find(|(start, _)| text.starts_with(start)) {
        Some((_, what)) => Err(LookError::OtherFormat(what)),
        None => Ok(()),
    }
}

/// What one pass over the bytes counts.
struct Tally {
    bytes: u64,
    head: Vec<u8>,
    /// Zero bytes at even and at odd places.
    zeros: [u64; 2],
    /// Control characters that text does not contain.
    controls: u64,
    /// Characters beyond ASCII that are valid UTF-8.
    multibyte: u64,
    /// Places that are not valid UTF-8.
    invalid: u64,
    /// Those of them that follow another without anything between.
    joined: u64,
    /// Which bytes beyond ASCII occur at such places.
    high: [bool; 128],
    detector: Option<EncodingDetector>,
}

impl Tally {
    fn of(source: &Source) -> io::Result<Tally> {
        let mut tally = Tally {
            bytes: 0,
            head: Vec::new(),
            zeros: [0, 0],
            controls: 0,
            multibyte: 0,
            invalid: 0,
            joined: 0,
            high: [false; 128],
            detector: None,
        };
        let mut input = source.open()?;
        // One byte more than a small source has, so that its end is met in the first read.
        let mut block =
            vec![0; (1 << 20).min(usize::try_from(source.size()).unwrap_or(usize::MAX).saturating_add(8))];
        let mut held = 0;
        loop {
            let count = match input.read(&mut block[held..]) {
                Ok(count) => count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            let filled = held + count;
            let last = count == 0;
            let kept = tally.add(&block[..filled], held, last);
            if last {
                return Ok(tally);
            }
            block.copy_within(filled - kept..filled, 0);
            held = kept;
        }
    }

    /// Counts a block of which the first `held` bytes were counted before, except as UTF-8; returns how many bytes at
    /// its end are the beginning of a character.
    fn add(&mut self, block: &[u8], held: usize, last: bool) -> usize {
        let fresh = &block[held..];
        if self.head.len() < 64 {
            self.head.extend(fresh.iter().take(64 - self.head.len()));
        }
        let offset = self.bytes;
        self.bytes += fresh.len() as u64;
        if memchr::memchr(0, fresh).is_some() {
            for (index, _) in fresh.iter().enumerate().filter(|(_, byte)| **byte == 0) {
                self.zeros[((offset + index as u64) % 2) as usize] += 1;
            }
        }
        self.utf8(block, last)
    }

    fn utf8(&mut self, block: &[u8], last: bool) -> usize {
        let mut rest = block;
        let mut broken = false;
        loop {
            match std::str::from_utf8(rest) {
                Ok(text) => {
                    self.text(text.as_bytes());
                    return 0;
                }
                Err(error) => {
                    self.joined += u64::from(broken && error.valid_up_to() == 0);
                    broken = true;
                    self.text(&rest[..error.valid_up_to()]);
                    let behind = &rest[error.valid_up_to()..];
                    let Some(length) = error.error_len() else {
                        if !last {
                            return behind.len();
                        }
                        self.invalid += 1;
                        self.detect(behind);
                        return 0;
                    };
                    self.invalid += 1;
                    self.detect(&behind[..length]);
                    rest = &behind[length..];
                }
            }
        }
    }

    fn text(&mut self, valid: &[u8]) {
        if valid.is_ascii() {
            let is_control = |byte: &&u8| **byte < 9 || (14..32).contains(*byte) && **byte != 27;
            // Only the beginning is asked whether it is text at all.
            if self.bytes < 4 << 20 {
                self.controls += valid.iter().filter(is_control).count() as u64;
            }
            if self.invalid > 0 {
                // Where words begin and end tells scripts apart; the rest of plain text tells nothing.
                let edge = valid.len().min(8);
                self.detect(&valid[..edge]);
                self.detect(&valid[(valid.len() - edge).max(edge)..]);
            }
            return;
        }
        // Pieces whose count fits a byte are counted many bytes at a time.
        let leading = |piece: &[u8]| piece.iter().map(|byte| u8::from(*byte >= 0xc0)).sum::<u8>();
        self.multibyte += valid.chunks(255).map(|piece| u64::from(leading(piece))).sum::<u64>();
        if self.invalid > 0 {
            self.detect(valid);
        }
    }

    fn detect(&mut self, bytes: &[u8]) {
        for byte in bytes.iter().filter(|byte| !byte.is_ascii()) {
            self.high[usize::from(byte & 0x7f)] = true;
        }
        self.detector
            .get_or_insert_with(|| EncodingDetector::new(Iso2022JpDetection::Deny))
            .feed(bytes, false);
    }

    fn encoding(&mut self) -> Result<Decoded, LookError> {
        let plain =
            |encoding, bom| Decoded { encoding, bom, damaged: false, zero_bytes: false, perhaps: None };
        if let Some((encoding, _)) = Encoding::for_bom(&self.head) {
            return Ok(Decoded { damaged: encoding == UTF_8 && self.invalid > 0, ..plain(encoding, true) });
        }
        if let Some(encoding) = self.wide() {
            return Ok(plain(encoding, false));
        }
        let odd = self.zeros[0] + self.zeros[1] + self.controls;
        if odd.saturating_mul(10) > self.bytes.min(4 << 20) && odd > 8 {
            return Err(LookError::OtherFormat("a binary file"));
        }
        if self.invalid == 0 {
            return Ok(plain(UTF_8, false));
        }
        // Bytes of another encoding are seldom valid UTF-8 by accident: where most are, the rest is what is wrong.
        if self.multibyte > self.invalid {
            return Ok(Decoded { damaged: true, ..plain(UTF_8, false) });
        }
        let guess = self.detector.take().map(|mut detector| {
            detector.feed(b"", true);
            detector.guess(None, Utf8Detection::Deny)
        });
        let mixed = (self.multibyte * 3 >= self.invalid).then_some(UTF_8);
        let perhaps = mixed.or_else(|| guess.filter(|other| self.is_plausible(other)));
        Ok(Decoded { perhaps, ..plain(WINDOWS_1252, false) })
    }

    /// True if another encoding than Windows-1252 is worth a note: one of Latin letters that reads these bytes
    /// otherwise, or another script, whose letters stand side by side and not singly as umlauts and signs do.
    fn is_plausible(&self, other: &'static Encoding) -> bool {
        if other == WINDOWS_1252 || other == UTF_8 {
            return false;
        }
        if !LATIN.contains(&other.name()) {
            return self.invalid >= 4 && self.joined * 3 >= self.invalid;
        }
        (0x80..=0xff).filter(|byte: &u8| self.high[usize::from(byte & 0x7f)]).any(|byte| {
            let bytes = [byte];
            WINDOWS_1252.decode_without_bom_handling(&bytes).0 != other.decode_without_bom_handling(&bytes).0
        })
    }

    /// UTF-16 without a mark: zero bytes at one parity only, at a tenth of the places or more.
    fn wide(&self) -> Option<&'static Encoding> {
        let [even, odd] = self.zeros;
        let many = |zeros: u64| self.bytes.is_multiple_of(2) && zeros.saturating_mul(20) >= self.bytes;
        match (even, odd) {
            (even, odd) if many(odd) && even.saturating_mul(4) <= odd => Some(UTF_16LE),
            (even, odd) if many(even) && odd.saturating_mul(4) <= even => Some(UTF_16BE),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(bytes: &[u8]) -> Decoded {
        decide(&Source::bytes("a.csv", bytes), None).expect("text")
    }

    #[test]
    fn the_last_byte_counts_as_much_as_the_first() {
        let mut late = vec![b'a'; 3 << 20];
        assert_eq!(found(&late).encoding, UTF_8);
        late.push(0xe9);
        assert_eq!(found(&late).encoding, WINDOWS_1252, "a single é of Windows-1252 at the very end");
        let text = "ä".repeat(700_000);
        let all = found(text.as_bytes());
        assert_eq!((all.encoding, all.damaged), (UTF_8, false), "characters across block borders are whole");
    }

    #[test]
    fn wide_text_is_found_with_and_without_a_mark() {
        let little: Vec<u8> = "name\tmail\nä\tb\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = "name\tmail\nä\tb\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(found(&little).encoding, UTF_16LE);
        assert_eq!(found(&big).encoding, UTF_16BE);
        let marked: Vec<u8> = [&b"\xff\xfe"[..], &little].concat();
        assert_eq!((found(&marked).encoding, found(&marked).bom), (UTF_16LE, true));
    }

    #[test]
    fn damage_in_plain_utf8_does_not_turn_it_into_windows_1252() {
        let mut bytes = "grün, ".repeat(50).into_bytes();
        bytes.push(0xff);
        let all = found(&bytes);
        assert_eq!((all.encoding, all.damaged), (UTF_8, true));
        let mut mixed = "Zoë\n".repeat(90).into_bytes();
        (0..10).for_each(|_| mixed.extend(b"Ren\xe9\n"));
        let most = found(&mixed);
        assert_eq!(
            (most.encoding, most.damaged),
            (UTF_8, true),
            "rows of another encoding are refused, not all garbled"
        );
        mixed.extend(b"Ren\xe9\n".repeat(200));
        assert_eq!(
            (found(&mixed).encoding, found(&mixed).perhaps),
            (WINDOWS_1252, Some(UTF_8)),
            "and said the other way"
        );
    }

    #[test]
    fn another_encoding_is_proposed_only_where_it_is_plausible() {
        let euro = b"company;revenue\nAcme;\x80 3.500,00\nBolt;\x80 1.250,00\nCore;\x80 7\nDune;\x80 9\n";
        assert_eq!(found(euro).perhaps, None, "a currency sign is no Cyrillic letter");
        let umlauts = b"name\nM\xfcller\nJ\xf6rg Gr\xfcn\nK\xe4the Stra\xdfe\nRen\xe9\n";
        assert_eq!(found(umlauts).perhaps, None, "Western letters read as Windows-1252");
        let text = "имя;компания\nИван Петров;Северный ветер\nМария Иванова;Большой город\n";
        let (cyrillic, ..) = encoding_rs::WINDOWS_1251.encode(text);
        assert_eq!(found(&cyrillic).perhaps, Some(encoding_rs::WINDOWS_1251));
    }

    #[test]
    fn other_formats_are_named() {
        for (bytes, word) in [
            (&b"PK\x03\x04rest"[..], "Excel"),
            (b"\x1f\x8b\x08", "gzip"),
            (b"  <!DOCTYPE html><html>", "web page"),
            (&[1, 2, 3, 0, 0, 0, 7, 8, 0, 0, 1, 2, 0, 0][..], "binary"),
        ] {
            let error = decide(&Source::bytes("a.csv", bytes), None).expect_err("no table");
            assert!(error.to_string().contains(word), "{error}");
        }
    }
}
