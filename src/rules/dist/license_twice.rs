//! The license is told twice, as an expression and as a classifier.
//!
//! ## Why
//!
//! Since [PEP 639](https://peps.python.org/pep-0639/#deprecate-license-classifiers), the expression is what counts, and
//! classifiers of licenses are deprecated. New versions of some tools refuse to have both.
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
//!     Classifier: License :: OSI Approved :: MIT License
//!     License-Expression: MIT
//! ```
//!
//! ```console
//! demo-0.1.0-cp311-abi3-manylinux_2_17_x86_64.whl/demo-0.1.0.dist-info/METADATA:4:1: info[dist/license-twice] `MIT` and `License :: OSI Approved :: MIT License` say the license twice
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
//! ```
//!
//! ## When not to follow
//!
//! If a tool of yours reads only classifiers.

use crate::artifact::Artifact;
use crate::finding::{Finding, Severity};
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;

/// The index still takes it.
pub const SEVERITY: Severity = Severity::Info;
/// How safe its fix is: it has none.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do.
pub const HELP: &str = "Remove the classifiers that begin with `License ::`";

/// One finding, at the first classifier.
pub fn check(artifact: &Artifact) -> Vec<Finding> {
    let Some(metadata) = &artifact.metadata else {
        return Vec::new();
    };
    let classifier = metadata
        .all("Classifier")
        .find(|field| field.value.starts_with("License ::"));
    let both = metadata.get("License-Expression").zip(classifier);
    let finding = both.map(|(expression, classifier)| {
        let message = format!(
            "`{}` and `{}` say the license twice",
            expression.value, classifier.value
        );
        Finding::new(classifier.place.clone(), message).related(expression.place.clone(), "what counts")
    });
    finding.into_iter().collect()
}
