//! What `scaffold doctor --output-format json` prints of a machine and of an import; the lines are the same in Python.

use std::path::Path;

use serde::Serialize;

use crate::explain::row::{self, Grade};
use crate::finding;
use crate::output::explained::{Finding, bearing};
use crate::output::{Head, ascii, path};
use crate::project::Project;

/// What a machine, or an installed project, is like; a reader passes over keys that it does not know.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(
    test,
    schemars(title = "What `scaffold doctor --output-format json` prints, version 1")
)]
struct Document<'a> {
    #[serde(flatten)]
    head: Head,
    /// As it was given.
    root: String,
    #[serde(flatten)]
    diagnosis: Diagnosis<'a>,
}

/// What was looked at.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Diagnosis<'a> {
    /// Whether the project can be built and tested here, or its import works.
    fit: bool,
    /// What is wrong comes before what follows from it.
    rows: Vec<Row<'a>>,
    /// What `scaffold check` finds in the project that bears on it.
    findings: Vec<Finding<'a>>,
}

/// One thing that was looked at.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Row<'a> {
    #[cfg_attr(test, schemars(extend("enum" = ["python", "environment", "rust", "linker", "tools", "target", "import"])))]
    topic: &'static str,
    #[cfg_attr(test, schemars(extend("enum" = Grade::ALL.map(Grade::name))))]
    grade: &'static str,
    /// What was found.
    found: &'a str,
    /// What to do; commands stand in backticks; may be empty.
    mend: &'a str,
    /// The section of docs/when-it-does-not-build.md about it; null: there is none.
    kind: Option<&'static str>,
}

impl<'a> Diagnosis<'a> {
    /// The shape of what was looked at.
    pub fn of(rows: &'a [row::Row], project: &'a Project, findings: &'a [finding::Finding]) -> Self {
        Self {
            fit: rows.iter().all(|row| row.grade < Grade::Error),
            rows: rows
                .iter()
                .map(|row| Row {
                    topic: row.topic,
                    grade: row.grade.name(),
                    found: &row.found,
                    mend: &row.mend,
                    kind: row.kind,
                })
                .collect(),
            findings: bearing(project, findings),
        }
    }
}

/// What was looked at for the project in `root`, as it was given, as JSON of version 1.
pub fn diagnosed(root: &Path, diagnosis: Diagnosis<'_>) -> String {
    ascii::json(&Document {
        head: Head::default(),
        root: path::text(root),
        diagnosis,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::schema;

    #[test]
    fn the_schema_is_that_of_the_shape() {
        schema::is_fresh::<Document<'_>>("doctor");
    }
}
