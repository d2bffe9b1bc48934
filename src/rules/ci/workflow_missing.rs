//! A workflow calls, or waits for, a workflow that does not exist.
//!
//! ## Why
//!
//! GitHub refuses a workflow with a job that
//! [calls](https://docs.github.com/en/actions/how-tos/reuse-automations/reuse-workflows) a file of the repository that is not
//! there: none of its jobs runs. One that starts by
//! [`workflow_run`](https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#workflow_run)
//! alone never starts if no workflow has a name that it lists.
//!
//! ## Bad
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//! ```
//!
//! ```yaml .github/workflows/release.yml
//! on:
//!   push:
//!     tags: ["v*"]
//! jobs:
//!   build:
//!     uses: ./.github/workflows/build.yaml
//! ```
//!
//! ```yaml .github/workflows/build.yml
//! name: Build
//! on: workflow_call
//! jobs:
//!   build:
//!     runs-on: ubuntu-24.04
//!     steps:
//!       - run: "true"
//! ```
//!
//! ```yaml .github/workflows/publish.yml
//! on:
//!   workflow_run:
//!     workflows: [Built]
//! jobs:
//!   publish:
//!     runs-on: ubuntu-24.04
//!     steps:
//!       - run: "true"
//! ```
//!
//! ```console
//! .github/workflows/publish.yml:3:16: error[ci/workflow-missing] no workflow is called `Built`: this one never starts
//! .github/workflows/release.yml:6:11: error[ci/workflow-missing] there is no `.github/workflows/build.yaml`: GitHub refuses the workflow
//! ```
//!
//! ## Good
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//! ```
//!
//! ```yaml .github/workflows/release.yml
//! on:
//!   push:
//!     tags: ["v*"]
//! jobs:
//!   build:
//!     uses: ./.github/workflows/build.yml
//! ```
//!
//! ```yaml .github/workflows/build.yml
//! name: Build
//! on: workflow_call
//! jobs:
//!   build:
//!     runs-on: ubuntu-24.04
//!     steps:
//!       - run: "true"
//! ```
//!
//! ```yaml .github/workflows/publish.yml
//! on:
//!   workflow_run:
//!     workflows: [Build]
//! jobs:
//!   publish:
//!     runs-on: ubuntu-24.04
//!     steps:
//!       - run: "true"
//! ```
//!
//! ## When not to follow
//!
//! If a workflow of that name is one that GitHub adds by itself. The rule knows the names of the usual ones.

use std::collections::BTreeSet;

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::ci::action::Uses;
use crate::standards::horizon::Table;
use crate::syntax::yaml::{Node, Yaml};
use crate::text::edit::Applicability;

/// Nothing runs.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is: it has none.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do.
pub const HELP: &str = "Write the name of a workflow that is there";

/// The beginnings of the names of workflows that GitHub adds, in small letters.
const ADDED: [&str; 6] = [
    "codeql",
    "copilot",
    "dependabot",
    "dependency graph",
    "automatic dependency",
    "pages-build-deployment",
];

/// One finding for each call, and for each workflow that waits.
pub fn check(project: &Project) -> Vec<Finding> {
    let files = || project.workflows.entries();
    let called = files().flat_map(|file| {
        let jobs = file.get(&["jobs"]).into_iter().flat_map(Node::entries);
        jobs.filter_map(|job| missing(project, job.get("uses")?))
    });
    let names: BTreeSet<String> = files().map(|file| name(project, file)).collect();
    let waiting = files().filter_map(|file| waits(file, &names));
    called.chain(waiting).collect()
}

fn missing(project: &Project, node: Node<'_>) -> Option<Finding> {
    let path = Uses::parse(node.as_str()?)?.local?;
    let message = format!("there is no `{path}`: GitHub refuses the workflow");
    let here = project.workflows.seen_from_project(path);
    (!project.tree.exists(&here)).then(|| Finding::new(node.place(), message))
}

/// The name of a workflow: its own, or its path.
fn name(project: &Project, file: &Yaml) -> String {
    let written = file.get(&["name"]).and_then(Node::as_str);
    written.map_or_else(|| project.workflows.in_repository(&file.path), str::to_owned)
}

fn waits(file: &Yaml, names: &BTreeSet<String>) -> Option<Finding> {
    let on = file.get(&["on"])?;
    let list = on.get("workflow_run")?.get("workflows")?;
    let wanted: Vec<&str> = list
        .items()
        .chain(list.as_str().map(|_| list))
        .filter_map(Node::as_str)
        .collect();
    let may_be = |name: &&str| {
        let is_added = ADDED.iter().any(|added| name.to_lowercase().starts_with(added));
        is_added || names.contains(*name) || name.contains(['*', '?', '[', '!'])
    };
    let is_alone = on.entries().count() == 1;
    let first = wanted.first()?;
    let message = format!("no workflow is called `{first}`: this one never starts");
    (is_alone && !wanted.iter().any(may_be)).then(|| Finding::new(list.place(), message))
}
