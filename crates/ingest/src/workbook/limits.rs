//! How much a workbook may ask for.

/// Memory of the reading process.
#[cfg(unix)]
const MEMORY: u64 = 768 << 20;
/// What all parts of a workbook may unpack to.
pub(super) const UNPACKED: u64 = 2 << 30;
/// How many times its size a workbook may unpack to, beyond [`SMALL`].
pub(super) const RATIO: u64 = 300;
/// Unpacked sizes up to here are harmless at any ratio.
pub(super) const SMALL: u64 = 50 << 20;
/// Parts of a workbook.
pub(super) const PARTS: usize = 10_000;
/// Rows of a sheet.
pub(super) const ROWS: u32 = 1_048_576;
/// Columns of a sheet.
pub(super) const COLUMNS: u32 = 16_384;
/// Bytes of a row as text; downstream takes a longer one for a file without line ends.
pub(super) const ROW_TEXT: usize = 15 << 20;
/// Bytes of a sheet as text.
pub(super) const TEXT: u64 = 8 << 30;
/// Delimiters of blank cells beyond which a sheet has to hold more than these.
pub(super) const PADDING: u64 = 64 << 20;
/// Seconds without a sign of life.
pub(super) const PATIENCE: u64 = 30;

/// Takes from this process the right to grow, and to leave an image of the people in the workbook on the disk when it dies
/// of that. A system that refuses leaves the other limits.
#[cfg(unix)]
pub(super) fn hold_back() {
    use rlimit::Resource;
    let _ = Resource::DATA.set(MEMORY, MEMORY);
    let _ = Resource::CORE.set(0, 0);
}

#[cfg(not(unix))]
pub(super) fn hold_back() {}
