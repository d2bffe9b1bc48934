//! An empty extra has the name of a cargo feature.
//!
//! ## Why
//!
//! An [extra](https://packaging.python.org/en/latest/specifications/pyproject-toml/#dependencies-optional-dependencies)
//! adds dependencies to an installation. It cannot enable a
//! [feature](https://doc.rust-lang.org/cargo/reference/features.html) of the crate: a wheel is already built, and a
//! source distribution is built with the `features` of `[tool.maturin]`.
//!
//! ## Bad
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//!
//! [project]
//! name = "demo"
//! dynamic = ["version"]
//!
//! [project.optional-dependencies]
//! fast-math = []
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//!
//! [features]
//! fast_math = []
//! ```
//!
//! ```console
//! pyproject.toml:10:1: info[metadata/extra-without-effect] the extra `fast-math` is empty and does not enable the cargo feature of that name
//! ```
//!
//! ## Good
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//!
//! [project]
//! name = "demo"
//! dynamic = ["version"]
//!
//! [tool.maturin]
//! features = ["fast_math"]
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//!
//! [features]
//! fast_math = []
//! ```
//!
//! ## When not to follow
//!
//! If the extra once had dependencies, and stays so that existing install commands do not warn.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::standards::horizon::Table;
use crate::standards::requirement::normal_name;
use crate::syntax::toml::Node;
use crate::text::edit::Applicability;

/// A hope that the line does not fulfil.
pub const SEVERITY: Severity = Severity::Info;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Remove the extra: cargo features are chosen when the wheel is built";

/// One finding for each such extra.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).unwrap_or_default()
}

fn find(project: &Project) -> Option<Vec<Finding>> {
    let extras = project
        .pyproject
        .as_ref()?
        .field("optional-dependencies")?
        .entries();
    let features = project.cargo.as_ref()?.manifest.get(&["features"])?.entries();
    let feature = |extra: &Node<'_>| {
        let named = |feature: &&Node<'_>| normal_name(feature.key()) == normal_name(extra.key());
        features.iter().find(named).map(|feature| feature.key_place())
    };
    let empty = extras
        .into_iter()
        .filter(|extra| extra.is_array() && extra.items().is_empty());
    let findings = empty.filter_map(|extra| {
        let message = format!(
            "the extra `{}` is empty and does not enable the cargo feature of that name",
            extra.key()
        );
        let feature = feature(&extra)?;
        Some(Finding::new(extra.key_place(), message).related(feature, "the feature"))
    });
    Some(findings.collect())
}
