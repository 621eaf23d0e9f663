//! File bytes to preview, mapping, neutral rows and problems.
