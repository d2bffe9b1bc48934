//! The version of `[project]` and the version of the crate differ.
//!
//! ## Why
//!
//! maturin [takes the version of pyproject.toml](https://www.maturin.rs/metadata.html) for the wheel without a warning;
//! `env!("CARGO_PKG_VERSION")` in the same wheel is the other version. Usually one of the two was forgotten in a
//! release.
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
//! version = "0.2.0"
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//! ```
//!
//! ```console
//! pyproject.toml:7:11: warning[version/drift] the wheel gets version `0.2.0`, but the crate has `0.1.0`
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
//! version = "0.2.0"
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.2.0"
//! ```
//!
//! ## Fix safety
//!
//! The fix assumes that the newer version is the right one. Only you know which one you meant. It never puts a
//! pre-release in the place of a release, and leaves the version of a program or of a crate outside the project alone.
//!
//! ## When not to follow
//!
//! If crate and package have separate version numbers. The rule ignores versions that do not look like one numbering,
//! placeholders such as `0.0.0`, and post-releases of the package, which contain the same crate again. The finding is an
//! info if the crate is at a `-dev` version after the release.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::questions::extension::is_program;
use crate::standards::horizon::Table;
use crate::standards::version;
use crate::syntax::splice;
use crate::text::edit::Applicability;
use crate::text::edit::Fix;

/// Two places contradict each other.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is.
pub const FIX: Option<Applicability> = Some(Applicability::Unsafe);
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Write the version in Cargo.toml alone, with `dynamic = [\"version\"]` in `[project]`";

/// One finding, if the two versions look like one numbering.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).into_iter().collect()
}

fn find(project: &Project) -> Option<Finding> {
    let python = project.pyproject.as_ref()?.field("version")?;
    let cargo = project.cargo.as_ref()?.version()?;
    let python_version: pep440_rs::Version = python.as_str()?.parse().ok()?;
    let cargo_version = version::to_pep440(cargo.as_str()?)?;
    if version::same_release(&python_version, &cargo_version)
        || !version::same_numbering(&python_version, &cargo_version)
    {
        return None;
    }
    let is_behind = python_version < cargo_version;
    let is_developed = is_behind && cargo_version.is_dev() && !python_version.is_dev();
    let (old, new) = if is_behind {
        (python, Some(cargo_version.to_string()))
    } else {
        (cargo, version::to_semver(&python_version))
    };
    // A release does not become a pre-release, and a program or a crate from elsewhere has a version of its own.
    let is_release = !cargo_version.any_prerelease() || python_version.any_prerelease();
    let is_own = !cargo.toml().path.starts_with("../") && !is_program(project);
    let fix = new
        .filter(|_| is_own && (is_release || !is_behind))
        .and_then(|new| {
            let title = format!("Set the version in `{}` to `{new}`", old.toml().path);
            Some(Fix::risky(title, vec![splice::respell(old, &new)?]))
        });
    let message = format!(
        "the wheel gets version `{}`, but the crate has `{}`",
        python.as_str()?,
        cargo.as_str()?
    );
    let finding = Finding::new(python.place(), message).related(cargo.place(), "the version of the crate");
    Some(finding.fix(fix).mild_if(is_developed))
}
