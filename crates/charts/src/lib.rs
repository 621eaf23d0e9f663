//! Series to SVG and PNG, with the same numbers as a table; pure.
