//! A field of `[project]` has a value of the wrong type.
//!
//! ## Why
//!
//! The [standard](https://packaging.python.org/en/latest/specifications/pyproject-toml/) defines the type of each field.
//! maturin does not build a project in which a field has another type.
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
//! authors = [{ name = "Ada Lovelace", orcid = "0000-0001" }]
//! keywords = "sums"
//! ```
//!
//! ```console
//! pyproject.toml:8:37: error[metadata/field-type] `project.authors[]` takes only `name` and `email`, not `orcid`: the build fails
//! pyproject.toml:9:12: error[metadata/field-type] `project.keywords` must be an array of strings: the build fails
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
//! authors = [{ name = "Ada Lovelace" }]
//! keywords = ["sums"]
//! ```
//!
//! ## When not to follow
//!
//! Never: maturin stops. Before 1.8 it took other keys of authors, which the standard forbids; if the bounds keep the
//! project there, the finding is a warning.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::standards::fields::{GROUPS, SHAPES};
use crate::standards::horizon::Table;
use crate::standards::shape::grouped;
use crate::text::edit::Applicability;

/// The build fails.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Write a value of this type";

/// One finding for each value, and one for a readme that is both a file and a text.
pub fn check(project: &Project) -> Vec<Finding> {
    let Some((pyproject, table)) = project
        .pyproject
        .as_ref()
        .and_then(|pyproject| Some((pyproject, pyproject.project()?)))
    else {
        return Vec::new();
    };
    // Before 1.8 maturin took any key of a person.
    let is_lenient = pyproject.maturin_stays_below("1.8.0");
    let mut found: Vec<Finding> = grouped(SHAPES.misfits(table, "project"))
        .map(
            |(place, problem)| match is_lenient && problem.contains(" takes only ") {
                true => Finding::new(place, format!("{problem}: newer versions of maturin refuse it"))
                    .at_most(Severity::Warning),
                false => Finding::new(place, format!("{problem}: the build fails")),
            },
        )
        .collect();
    let groups = pyproject.toml.get(&["dependency-groups"]);
    let groups = groups.map(|groups| GROUPS.misfits(groups, "dependency-groups"));
    let refused = |(place, problem)| Finding::new(place, format!("{problem}: the build fails"));
    found.extend(grouped(groups.unwrap_or_default()).map(refused));
    let readme = table.get("readme");
    if let Some(text) = readme
        .filter(|readme| readme.get("file").is_some())
        .and_then(|readme| readme.get("text"))
    {
        let message = "`project.readme` takes either `file` or `text`, not both: the build fails";
        found.push(Finding::new(text.key_place(), message));
    }
    for group in ["console_scripts", "gui_scripts"] {
        if let Some(group) = table.get("entry-points").and_then(|groups| groups.get(group)) {
            let message = format!(
                "`project.entry-points` takes no `{}`: the build fails",
                group.key()
            );
            let table = if group.key() == "gui_scripts" {
                "gui-scripts"
            } else {
                "scripts"
            };
            let finding = Finding::new(group.key_place(), message);
            found.push(finding.help(format!("Write it as `[project.{table}]`")));
        }
    }
    found
}
