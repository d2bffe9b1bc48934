//! A package pins another version of its compiled core than the one beside it.
//!
//! ## Why
//!
//! Where a package in Python and its compiled core are two distributions, the package asks for exactly one version of the
//! core. If the core has moved on, `pip install` [takes the old core](https://packaging.python.org/en/latest/specifications/version-specifiers/#version-matching)
//! from the index, or finds none, and refuses to install the two from the repository together. uv says nothing in the
//! repository: there, a [workspace member](https://docs.astral.sh/uv/concepts/projects/workspaces/#workspace-sources)
//! takes the place of the pin.
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
//! dependencies = ["demo-core==0.1.0"]
//! ```
//!
//! ```console
//! package/pyproject.toml:4:17: warning[version/pin-stale] `demo` needs `demo-core==0.1.0`, but the core has version `0.2.0`
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
//! If the package is to stay with an older core for a while. The rule ignores placeholders such as `0.0.0`, and packages
//! that only use the project, such as examples; the finding is an info if the core is at a `-dev` version after the pin.

use pep440_rs::Operator;

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::questions::companions::companions;
use crate::standards::horizon::Table;
use crate::standards::requirement::specifiers;
use crate::standards::version::is_placeholder;
use crate::text::edit::Applicability;

/// Two places contradict each other.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Pin the version of the core; the command `version` writes versions and pin together";

/// One finding for each pin that does not allow the core.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).unwrap_or_default()
}

fn find(project: &Project) -> Option<Vec<Finding>> {
    let (own, place) = (project.version()?, project.version_node()?.place());
    if is_placeholder(&own) {
        return None;
    }
    let mut findings = Vec::new();
    for companion in companions(project) {
        for asked in &companion.asked {
            let pins: Vec<_> = specifiers(&asked.value)
                .into_iter()
                .flat_map(|all| all.iter())
                .collect();
            let [pin] = pins.as_slice() else { continue };
            let is_exact = matches!(pin.operator(), Operator::Equal | Operator::ExactEqual);
            if !is_exact || pin.contains(&own) || is_placeholder(pin.version()) {
                continue;
            }
            let text = asked.node.as_str().unwrap_or_default();
            let message = format!(
                "`{}` needs `{text}`, but the core has version `{own}`",
                companion.name
            );
            let finding =
                Finding::new(asked.node.place(), message).related(place.clone(), "the version of the core");
            findings.push(finding.mild_if(own.is_dev() && *pin.version() < own));
        }
    }
    Some(findings)
}
