//! Whether a profile may be defined where the manifest does not show it.

use crate::project::Project;
use crate::project::manifests::cargo::Crate;
use crate::questions::build_files::is_in_build_files;
use crate::syntax::toml::Node;
use crate::tree;

/// Where cargo looks for its configuration in each folder.
const CONFIGS: [&str; 2] = [".cargo/config.toml", ".cargo/config"];

/// Whether the configuration of cargo, a variable or an argument may define the profile called `name`, or complete it.
pub fn may_be_defined_elsewhere(project: &Project, cargo: &Crate, name: &str) -> bool {
    let tree = &project.tree;
    let says = |path: String| tree.text(&path).is_some_and(|text| text.contains(name));
    let folders = ["", cargo.root_folder()];
    let mut above = folders.into_iter().flat_map(|folder| tree.upwards(folder));
    let config = project
        .pyproject
        .as_ref()
        .and_then(|pyproject| pyproject.maturin("config"));
    let variable = format!("CARGO_PROFILE_{}", name.to_uppercase().replace('-', "_"));
    config
        .and_then(Node::written)
        .is_some_and(|config| config.contains(name))
        || above.any(|folder| CONFIGS.iter().any(|file| says(tree::join(&folder, file))))
        || is_in_build_files(project, cargo, &format!("profile.{name}"))
        || is_in_build_files(project, cargo, &variable)
}
