//! How a feature of a dependency that nothing needs is taken out of the manifests.

use crate::project::manifests::cargo::Crate;
use crate::project::manifests::features::Active;
use crate::project::manifests::pyproject::Pyproject;
use crate::syntax::splice;
use crate::text::edit::Edit;

/// Takes the feature out of its list, and the list where it held nothing else and nobody can ask for it by name.
///
/// `None` in what other packages share: what builds them is not known.
pub fn feature(
    pyproject: &Pyproject,
    cargo: &Crate,
    dependency: &str,
    feature: &Active<'_>,
) -> Option<Vec<Edit>> {
    let Active { node, list, .. } = feature;
    let toml = [&cargo.manifest, &pyproject.toml]
        .into_iter()
        .find(|toml| toml.path == node.toml().path)?;
    let lists = [
        ["tool", "maturin", "features"],
        ["dependencies", dependency, "features"],
    ];
    let path = lists
        .iter()
        .find(|path| toml.get(*path).and_then(|found| found.value_span()) == list.value_span());
    let items = list.items();
    match path {
        Some(path) if items.len() == 1 => splice::remove(toml, path),
        _ => {
            let index = items
                .iter()
                .position(|item| item.value_span() == node.value_span())?;
            Some(vec![splice::remove_item(*list, index)?])
        }
    }
}
