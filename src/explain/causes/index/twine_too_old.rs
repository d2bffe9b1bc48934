//! twine is too old for the metadata of the wheel.
//!
//! ## Says
//!
//! ```text
//! dist/demo-0.1.0-cp311-cp311-manylinux_2_34_x86_64.whl: ERROR    InvalidDistribution: Metadata is missing required fields: Name,
//!          Version.
//!          Make sure the distribution includes the files where those fields are
//!          specified, and is using a supported Metadata-Version: 1.0, 1.1, 1.2,
//!          2.0, 2.1, 2.2.
//! ```
//!
//! ```console
//! 1: twine is too old for the metadata of the file, in which nothing is missing
//! `python -m pip install --upgrade twine packaging` (6.1 and newer know Metadata-Version 2.4)
//! ```
//!
//! ## Does not say
//!
//! ```text
//! ERROR    HTTPError: 400 Bad Request from https://index.example/legacy/
//!          File already exists
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Index;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &["{}InvalidDistribution: {}"];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let text = said.line.paragraph();
    let signs = [
        "missing required fields",
        "supported Metadata-Version",
        "license-file",
        "license-expression",
        "not a valid metadata version",
    ];
    if !signs.iter().any(|sign| text.contains(sign)) {
        return None;
    }
    because(
        "twine is too old for the metadata of the file, in which nothing is missing",
        "`python -m pip install --upgrade twine packaging` (6.1 and newer know Metadata-Version 2.4)",
    )
}
