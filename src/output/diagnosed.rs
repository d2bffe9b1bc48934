//! What `scaffold doctor --output-format json` prints of a machine and of an import; the lines are the same in Python.

use std::path::Path;

use serde::Serialize;

use crate::explain::row::{self, Grade};
use crate::output::{Head, ascii, path};

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
}

impl<'a> Diagnosis<'a> {
    /// The shape of what was looked at.
    pub fn of(rows: &'a [row::Row]) -> Self {
        Self {
            fit: rows.iter().all(|row| row.grade < Grade::Error),
            rows: rows
                .iter()
                .map(|row| Row {
                    topic: row.topic,
                    grade: row.grade.name(),
                    found: &row.found,
                    mend: &row.mend,
                })
                .collect(),
        }
    }
}

/// What was looked at for the project in `root`, as it was given, as JSON of version 1.
pub fn diagnosed(root: &Path, rows: &[row::Row]) -> String {
    ascii::json(&Document {
        head: Head::default(),
        root: path::text(root),
        diagnosis: Diagnosis::of(rows),
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
