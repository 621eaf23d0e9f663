//! What facets read from the file.

use plumbline_cube::cells::Facet;
use plumbline_domain::field::{Field, FieldName};

use crate::{
    failure::Outcome,
    workspace::{Workspace, loaded::Loaded},
};

/// Reads what these facets need and nobody has asked for yet.
pub(super) fn ensure<'f>(
    workspace: &Workspace,
    loaded: &Loaded,
    facets: impl IntoIterator<Item = &'f Facet>,
) -> Outcome<()> {
    let store = workspace.store();
    for facet in facets {
        loaded.ensure(store, facet.field())?;
        if facet.needs_desk() {
            loaded.ensure_clocks(store)?;
        }
        if *facet == Facet::Response {
            loaded.ensure(store, [&FieldName::Canonical(Field::FirstContactAt)])?;
            loaded.ensure_activities(store)?;
        }
    }
    Ok(())
}
