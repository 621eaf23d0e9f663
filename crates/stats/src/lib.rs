//! Statistical methods on plain numbers; knows no lead.
