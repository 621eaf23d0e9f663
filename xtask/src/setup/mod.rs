//! What must be there before anything can be built: system packages, Node, cargo's tools.

pub(crate) mod node;
pub(crate) mod system;
pub(crate) mod tools;
