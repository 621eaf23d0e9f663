//! The picklists as a file that comes back unchanged.

use crate::{failure::Outcome, lead::Format, workspace::Workspace};

/// The columns, as a mapping names them.
const COLUMNS: [&str; 5] = ["reason.list", "reason.bucket", "reason.slug", "reason.label", "reason.retired"];

impl Workspace {
    /// All entries of all picklists, retired ones included, and what rejections without a reason stand under. Importing the file changes nothing here, and in an empty
    /// workspace makes the same picklists.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn export_reasons(&self, format: Format) -> Outcome<Vec<u8>> {
        let mut rows = format.rows(COLUMNS)?;
        for reason in self.store().read(plumbline_store::Reader::counted_reasons)? {
            let retired = if reason.retired_at.is_some() { "yes" } else { "no" };
            let (list, bucket) = (reason.list.slug(), reason.key.bucket.slug());
            rows.row([list, bucket, &reason.key.slug, &reason.label, retired])?;
        }
        Ok(rows.finish()?)
    }
}
