//! `[project.urls]` lacks a link that is known from the repository.
//!
//! ## Why
//!
//! Indexes show the [well-known links](https://packaging.python.org/en/latest/specifications/well-known-project-urls/)
//! with their own icons, and tools look for the source, the issues and the changelog under these names.
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
//! [project.urls]
//! Homepage = "https://github.com/someone/demo"
//! ```
//!
//! ```console
//! pyproject.toml:9:10: info[metadata/urls] `project.urls` has no `Repository`, `Issues`, but the repository is known
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
//! [project.urls]
//! Homepage = "https://github.com/someone/demo"
//! Repository = "https://github.com/someone/demo"
//! Issues = "https://github.com/someone/demo/issues"
//! ```
//!
//! ## Fix safety
//!
//! The index shows the new links. They are computed from the address of the repository, and nobody has followed them.
//!
//! ## When not to follow
//!
//! If the issues or the changelog are elsewhere: link to that place.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::manifests::changelog;
use crate::standards::fields::normal_label;
use crate::standards::horizon::Table;
use crate::syntax::splice::{insert_all, quoted};
use crate::syntax::toml::Node;
use crate::text::edit::Applicability;
use crate::text::edit::Fix;

/// A gap.
pub const SEVERITY: Severity = Severity::Info;
/// How safe its fix is.
pub const FIX: Option<Applicability> = Some(Applicability::Unsafe);
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Add the links to `[project.urls]`";

/// Labels that mean the same, in the normal form of the standard.
const SOURCE: [&str; 5] = ["source", "repository", "sourcecode", "github", "code"];
const ISSUES: [&str; 7] = [
    "issues",
    "bugs",
    "issue",
    "tracker",
    "issuetracker",
    "bugtracker",
    "bugreports",
];
const CHANGELOG: [&str; 6] = [
    "changelog",
    "changes",
    "whatsnew",
    "history",
    "releasenotes",
    "releases",
];

/// A finding if a link is missing that can be known.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).into_iter().collect()
}

fn find(project: &Project) -> Option<Finding> {
    let pyproject = project.pyproject.as_ref()?;
    let urls = pyproject.field("urls").filter(|urls| urls.is_table())?;
    let has = |labels: &[&str]| {
        urls.entries()
            .iter()
            .any(|url| labels.contains(&normal_label(url.key()).as_str()))
    };
    let linked = |labels: &[&str]| {
        let named = |url: &Node<'_>| labels.contains(&normal_label(url.key()).as_str());
        let addresses = urls.entries().into_iter().filter(named);
        addresses.filter_map(Node::as_str).find_map(Repository::of)
    };
    let in_cargo = project
        .cargo
        .as_ref()
        .and_then(|cargo| cargo.field("repository")?.as_str());
    let repository = in_cargo
        .and_then(Repository::of)
        .or_else(|| linked(&SOURCE))
        .or_else(|| linked(&["homepage"]))?;
    let Repository { address, between } = &repository;
    let mut missing = Vec::new();
    if !has(&SOURCE) {
        missing.push(("Repository", quoted(address)));
    }
    if !has(&ISSUES) {
        missing.push(("Issues", quoted(&format!("{address}{between}/issues"))));
    }
    let is_root = project.tree.is_repository(""); // else the path from the root of the repository is not known
    let changelog = changelog::FILES
        .into_iter()
        .find(|file| is_root && project.tree.exists(file));
    if let Some(file) = changelog.filter(|_| !has(&CHANGELOG)) {
        missing.push((
            "Changelog",
            quoted(&format!("{address}{between}/blob/HEAD/{file}")),
        ));
    }
    if missing.is_empty() {
        return None;
    }
    let names: Vec<String> = missing.iter().map(|(label, _)| format!("`{label}`")).collect();
    let names = names.join(", ");
    let entries: Vec<(&str, &str)> = missing
        .iter()
        .map(|(label, address)| (*label, address.as_str()))
        .collect();
    let edit = insert_all(&pyproject.toml, &["project", "urls"], &entries);
    let fix = edit.map(|edit| Fix::risky(format!("Add {names}"), vec![edit]));
    let message = format!("`project.urls` has no {names}, but the repository is known");
    Some(Finding::new(urls.key_place(), message).fix(fix))
}

/// What stands in the place of an owner in addresses that lead to no repository.
const NO_OWNERS: [&str; 7] = [
    "apps",
    "groups",
    "marketplace",
    "orgs",
    "sponsors",
    "topics",
    "users",
];

/// A repository on a host whose addresses are known.
struct Repository {
    address: String,
    /// What stands between the repository and its pages.
    between: &'static str,
}

impl Repository {
    fn of(url: &str) -> Option<Self> {
        let path = url.strip_prefix("https://")?.split(['?', '#']).next()?;
        let mut parts = path.trim_end_matches('/').split('/');
        let (host, owner, name) = (parts.next()?, parts.next()?, parts.next()?);
        if NO_OWNERS.contains(&owner) {
            return None;
        }
        let between = match host {
            "github.com" => "",
            "gitlab.com" if parts.next().is_none() => "/-", // groups of groups have longer addresses
            _ => return None,
        };
        let name = name.strip_suffix(".git").unwrap_or(name);
        Some(Self {
            address: format!("https://{host}/{owner}/{name}"),
            between,
        })
    }
}
