//! Nothing in the archive is the text of a license.
//!
//! ## Why
//!
//! Most licenses, MIT and Apache among them, ask that each copy carries their text. maturin takes `LICENSE*`, `COPYING*`,
//! `NOTICE*` and `AUTHORS*` beside pyproject.toml, and what `license-files` names
//! ([PEP 639](https://peps.python.org/pep-0639/)).
//!
//! ## Bad
//!
//! ```text demo-0.1.0-cp311-abi3-manylinux_2_17_x86_64.whl
//! demo/__init__.py
//! demo/_core.abi3.so = elf x86_64 exports=PyInit__core
//! demo-0.1.0.dist-info/METADATA:
//!     Metadata-Version: 2.4
//!     Name: demo
//!     Version: 0.1.0
//!     License-Expression: MIT
//! ```
//!
//! ```console
//! demo-0.1.0-cp311-abi3-manylinux_2_17_x86_64.whl/demo-0.1.0.dist-info/METADATA:4:1: warning[dist/license-missing] there is no text of the license `MIT`
//! ```
//!
//! ## Good
//!
//! ```text demo-0.1.0-cp311-abi3-manylinux_2_17_x86_64.whl
//! demo/__init__.py
//! demo/_core.abi3.so = elf x86_64 exports=PyInit__core
//! demo-0.1.0.dist-info/METADATA:
//!     Metadata-Version: 2.4
//!     Name: demo
//!     Version: 0.1.0
//!     License-Expression: MIT
//!     License-File: LICENSE
//! demo-0.1.0.dist-info/licenses/LICENSE:
//!     MIT License
//! ```
//!
//! ## When not to follow
//!
//! If the package is not given to others: the rule is silent about those with a classifier that begins with `Private ::`.

use crate::artifact::Artifact;
use crate::finding::{Finding, Severity};
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;
use crate::text::place::Place;

/// Who passes it on breaks the license.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is: it has none.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do.
pub const HELP: &str = "Put the text beside pyproject.toml, or name it in `license-files`";

/// One finding, at the metadata.
pub fn check(artifact: &Artifact) -> Vec<Finding> {
    let Some(metadata) = artifact
        .metadata
        .as_ref()
        .filter(|_| !artifact.members.is_empty())
    else {
        return Vec::new();
    };
    let is_private = metadata
        .all("Classifier")
        .any(|field| field.value.starts_with("Private ::"));
    let has_text = artifact.files().any(|member| {
        let file = member.path.rsplit('/').next().unwrap_or_default().to_lowercase();
        member.path.contains("/licenses/") || NAMES.iter().any(|name| file.contains(name))
    });
    let message = match metadata.get("License-Expression") {
        Some(field) => format!("there is no text of the license `{}`", field.value),
        None => "there is no text of a license".to_owned(),
    };
    let place = metadata
        .get("License-Expression")
        .map_or_else(|| Place::file(metadata.path.clone()), |field| field.place.clone());
    match is_private || has_text {
        true => Vec::new(),
        false => vec![Finding::new(place, message)],
    }
}

/// What names of files with such a text have in them.
const NAMES: [&str; 5] = ["licen", "copying", "notice", "copyright", "unlicense"];
