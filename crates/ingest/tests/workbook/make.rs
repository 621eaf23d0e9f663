//! Workbooks made for a test: with a library, or part by part where no library would write such a thing.

#![allow(dead_code, unreachable_pub, reason = "each test uses a part")]

use std::{
    io::{Cursor, Read, Write},
    path::PathBuf,
};

use rust_xlsxwriter::Workbook;
use tempfile::TempDir;
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

/// A folder that goes away with the test.
pub struct Room(TempDir);

impl Room {
    pub fn new() -> Room {
        Room(tempfile::tempdir().unwrap())
    }

    /// Bytes under a name.
    pub fn put(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// A workbook that `fill` fills.
    pub fn workbook(&self, name: &str, fill: impl FnOnce(&mut Workbook)) -> PathBuf {
        let mut book = Workbook::new();
        fill(&mut book);
        self.put(name, book.save_to_buffer().unwrap())
    }
}

/// A workbook with one sheet of these rows of text.
pub fn plain(rows: &[&[&str]]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(cells.iter()) {
            sheet.write_string(row, column, *cell).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

/// The parts of an archive, by name.
pub fn parts(archive: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(archive)).unwrap();
    (0..archive.len())
        .map(|index| {
            let mut part = archive.by_index(index).unwrap();
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).unwrap();
            (part.name().unwrap().to_string(), bytes)
        })
        .collect()
}

/// An archive of parts.
pub fn archive(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The same workbook with one part's text changed.
pub fn patched(workbook: &[u8], part: &str, change: impl FnOnce(String) -> String) -> Vec<u8> {
    let mut parts = parts(workbook);
    let (_, bytes) = parts.iter_mut().find(|(name, _)| name == part).expect("the part is there");
    *bytes = change(String::from_utf8(std::mem::take(bytes)).unwrap()).into_bytes();
    archive(&parts)
}

/// The same workbook with another text as its first sheet's rows.
pub fn with_rows(rows: &str) -> Vec<u8> {
    patched(&plain(&[&["Lead ID"]]), "xl/worksheets/sheet1.xml", |sheet| {
        let (start, rest) = sheet.split_once("<sheetData>").expect("rows begin");
        let (_, end) = rest.split_once("</sheetData>").expect("rows end");
        format!("{start}<sheetData>{rows}</sheetData>{end}")
    })
}
