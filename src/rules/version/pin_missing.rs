//! A package takes any version of the compiled core that it is released with, or does not ask for it at all.
//!
//! ## Why
//!
//! Where a package in Python and its compiled core are two distributions with one version, they are tested together.
//! Without a [pin](https://packaging.python.org/en/latest/specifications/dependency-specifiers/), pip leaves an older core
//! in its place when it upgrades the package, and users run a pair that nobody has tested. If the package does not name
//! the core among its dependencies, its import fails.
//!
//! ## Bad
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//!
//! [project]
//! name = "demo-core"
//! dynamic = ["version"]
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo-core"
//! version = "0.2.0"
//! ```
//!
//! ```toml package/pyproject.toml
//! [project]
//! name = "demo"
//! version = "0.2.0"
//! dependencies = ["demo-core"]
//! ```
//!
//! ```console
//! package/pyproject.toml:4:17: warning[version/pin-missing] `demo` has the version of its core, `0.2.0`, but takes any version of it
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
//! name = "demo-core"
//! dynamic = ["version"]
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo-core"
//! version = "0.2.0"
//! ```
//!
//! ```toml package/pyproject.toml
//! [project]
//! name = "demo"
//! version = "0.2.0"
//! dependencies = ["demo-core==0.2.0"]
//! ```
//!
//! ## When not to follow
//!
//! If every version of the package works with every version of the core. A lower bound alone is an info, and a range that
//! ends somewhere is enough. The rule ignores packages whose names do not begin the name of the core, and imports in
//! `try`, in branches and in functions.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::manifests::pyproject::Pyproject;
use crate::questions::companions::{Companion, companions, import};
use crate::standards::horizon::Table;
use crate::standards::requirement::{Requirement, specifiers};
use crate::standards::version::is_placeholder;
use crate::text::edit::Applicability;
use pep440_rs::Operator;
use pep508_rs::VersionOrUrl;

/// Users get a pair that does not fit.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Pin the core with `==`; the command `version` then writes versions and pin together";

/// One finding for each companion that does not tie itself to the core.
pub fn check(project: &Project) -> Vec<Finding> {
    // Other packages of a repository, such as its documentation, are not released together with the core.
    let all = companions(project)
        .into_iter()
        .filter(|companion| companion.is_namesake);
    all.flat_map(|companion| match companion.asked.is_empty() {
        true => unlisted(project, &companion).into_iter().collect(),
        false => loose(project, &companion),
    })
    .collect()
}

/// The companion imports the core and does not ask for it.
fn unlisted(project: &Project, companion: &Companion<'_>) -> Option<Finding> {
    let core = project.name()?;
    let list = companion.pyproject.field("dependencies");
    let place = list.or_else(|| companion.pyproject.field("name"))?.place();
    if !companion.lists_all() || is_bundle(companion.pyproject) {
        return None;
    }
    let (import, module) = import(project, companion)?;
    let message = format!(
        "`{}` imports `{module}`, but does not ask for `{core}`",
        companion.name
    );
    Some(Finding::new(place, message).related(import, "the import"))
}

/// Whether a package may have the core in its own wheel, as what maturin builds has.
fn is_bundle(pyproject: &Pyproject) -> bool {
    pyproject.is_maturin() || pyproject.project().is_none()
}

/// What the companion asks of the core leaves newer and older versions in.
fn loose(project: &Project, companion: &Companion<'_>) -> Vec<Finding> {
    let versions = project.version().zip(companion.version());
    let Some((own, _)) = versions.filter(|(own, other)| own == other && !is_placeholder(own)) else {
        return Vec::new();
    };
    let open = companion.asked.iter().filter(|asked| is_open(&asked.value));
    let findings = open.map(|asked| {
        let is_any = asked.value.version_or_url.is_none();
        let taken = if is_any {
            "any version"
        } else {
            "every newer version"
        };
        let message = format!(
            "`{}` has the version of its core, `{own}`, but takes {taken} of it",
            companion.name
        );
        Finding::new(asked.node.place(), message).mild_if(!is_any)
    });
    findings.collect()
}

/// Whether a requirement names no version beyond which it ends.
fn is_open(requirement: &Requirement) -> bool {
    match &requirement.version_or_url {
        None => true,
        Some(VersionOrUrl::Url(_)) => false,
        Some(VersionOrUrl::VersionSpecifier(_)) => specifiers(requirement).is_some_and(|all| {
            all.iter().all(|one| {
                matches!(
                    one.operator(),
                    Operator::GreaterThan
                        | Operator::GreaterThanEqual
                        | Operator::NotEqual
                        | Operator::NotEqualStar
                )
            })
        }),
    }
}
