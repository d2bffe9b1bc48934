//! `[tool.ironwheel]` has a setting that is not valid and does nothing.
//!
//! ## Why
//!
//! A misspelled rule in `ignore` is still reported, and a misspelled family in `select` is not checked. The settings
//! are `select`, `extend-select`, `ignore`, `severity`, `exclude`, `require-reasons` and `version`; the table `version`
//! has `files` and `tag`. The
//! [list of rules](https://github.com/ironwheel-dev/ironwheel/blob/main/docs/rules/index.md) has the name of each rule.
//!
//! ## Bad
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//!
//! [tool.ironwheel]
//! ignore = ["version/two-source"]
//! extend-selects = ["info"]
//!
//! [tool.ironwheel.severity]
//! "pyo3/panic-abort" = "warn"
//!
//! [tool.ironwheel.version]
//! file = ["docs/install.md"]
//! ```
//!
//! ```console
//! pyproject.toml:6:11: error[files/setting-invalid] `version/two-source` is not a rule or a family of rules; did you mean `version/two-sources`?
//! pyproject.toml:7:1: error[files/setting-invalid] there is no setting `extend-selects`; did you mean `extend-select`?
//! pyproject.toml:10:22: error[files/setting-invalid] a severity must be `error`, `warning` or `info`, not `warn`; did you mean `warning`?
//! pyproject.toml:13:1: error[files/setting-invalid] there is no setting `file`; did you mean `files`?
//! ```
//!
//! ## Good
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//!
//! [tool.ironwheel]
//! ignore = ["version/two-sources"]
//! extend-select = ["info"]
//!
//! [tool.ironwheel.severity]
//! "pyo3/panic-abort" = "warning"
//!
//! [tool.ironwheel.version]
//! files = ["docs/install.md"]
//! ```
//!
//! ## Fix safety
//!
//! The setting takes effect, and the nearest name may not be the one you meant.
//!
//! ## When not to follow
//!
//! If a newer ironwheel has the rule: require that version.

use crate::about::NAME;
use crate::finding::{Finding, Severity};
use crate::project::manifests::config::{Kind, SETTINGS};
use crate::release::settings;
use crate::rule::Run;
use crate::standards::horizon::Table;
use crate::syntax::gitignore;
use crate::syntax::splice::{rename, respell};
use crate::syntax::toml::Node;
use crate::text::edit::Applicability;
use crate::text::edit::Fix;
use crate::text::near::nearest;
use crate::text::place::Place;

/// The line silently does nothing.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = Some(Applicability::Unsafe);
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Correct the setting, or remove it";

/// One finding for each name or value that is not understood.
pub fn check(run: &Run<'_>) -> Vec<Finding> {
    let pyproject = run.project.pyproject.as_ref();
    let Some(table) = pyproject.and_then(|pyproject| pyproject.toml.get(&["tool", NAME])) else {
        return Vec::new();
    };
    if !table.is_table() {
        return vec![Finding::new(
            table.place(),
            format!("`tool.{NAME}` must be a table"),
        )];
    }
    let settings = table.entries().into_iter();
    settings.flat_map(|node| setting(run, table, node)).collect()
}

fn setting(run: &Run<'_>, table: Node<'_>, node: Node<'_>) -> Vec<Finding> {
    let Some((name, kind, _)) = SETTINGS.iter().find(|(name, ..)| *name == node.key()) else {
        let near =
            nearest(node.key(), SETTINGS.map(|(name, ..)| name)).filter(|near| table.get(near).is_none());
        let message = format!("there is no setting `{}`", node.key());
        return vec![key(node, &message, near)];
    };
    let wrong = |what: &str| vec![Finding::new(node.place(), format!("`{name}` must be {what}"))];
    let is_list = node.is_array() && node.items().iter().all(|item| item.as_str().is_some());
    let is_texts = node.is_table() && node.entries().iter().all(|entry| entry.as_str().is_some());
    let names = || {
        node.items()
            .into_iter()
            .filter_map(Node::as_str)
            .zip(node.items())
    };
    match kind {
        Kind::Names if is_list => names()
            .filter(|(name, _)| *name != "info")
            .filter_map(|(name, item)| value(item, &unknown_rule(run, name)?, near_rule(run, name)))
            .collect(),
        Kind::Reasons if is_list => names()
            .filter_map(|(name, item)| value(item, &unknown_rule(run, name)?, near_rule(run, name)))
            .collect(),
        Kind::Reasons if is_texts => named(run, node),
        Kind::Severities if is_texts => {
            let words = node.entries().into_iter().filter_map(|entry| {
                let word = entry.as_str().filter(|word| Severity::named(word).is_none())?;
                let message = format!("a severity must be `error`, `warning` or `info`, not `{word}`");
                let names = Severity::ALL.map(Severity::name);
                let begun = || {
                    names
                        .into_iter()
                        .find(|name| name.starts_with(word) && !word.is_empty())
                };
                value(entry, &message, nearest(word, names).or_else(begun))
            });
            named(run, node).into_iter().chain(words).collect()
        }
        Kind::Patterns if is_list => names()
            .filter_map(|(pattern, item)| {
                let reason = gitignore::wrong(pattern)?;
                Some(Finding::new(
                    item.place(),
                    format!("`{pattern}` is not a valid pattern: {reason}"),
                ))
            })
            .collect(),
        Kind::Switch if node.as_bool().is_some() => Vec::new(),
        Kind::Table if node.is_table() => {
            let unknown = settings::unknown(node).into_iter();
            let unknown = unknown
                .map(|(entry, near)| key(entry, &format!("there is no setting `{}`", entry.key()), near));
            let wrong = settings::wrong(node).into_iter();
            let wrong = wrong.map(|(value, message)| Finding::new(value.place(), message));
            unknown.chain(wrong).collect()
        }
        Kind::Names => wrong("an array of rule names"),
        Kind::Reasons => wrong("an array of rule names, or a table with a reason for each"),
        Kind::Severities => wrong("a table with a severity for each rule name"),
        Kind::Patterns => wrong("an array of patterns"),
        Kind::Switch => wrong("`true` or `false`"),
        Kind::Table => wrong("a table"),
    }
}

/// What is wrong with the keys of a table, which are names of rules.
fn named(run: &Run<'_>, table: Node<'_>) -> Vec<Finding> {
    let entries = table.entries().into_iter();
    entries
        .filter_map(|entry| {
            let near = near_rule(run, entry.key()).filter(|near| table.get(near).is_none());
            Some(key(entry, &unknown_rule(run, entry.key())?, near))
        })
        .collect()
}

fn unknown_rule(run: &Run<'_>, name: &str) -> Option<String> {
    let is_known = run.rules.contains(&name) || run.families().contains(&name);
    (!is_known).then(|| format!("`{name}` is not a rule or a family of rules"))
}

fn near_rule(run: &Run<'_>, name: &str) -> Option<&'static str> {
    nearest(name, run.families().into_iter().chain(run.rules.iter().copied()))
}

fn key(node: Node<'_>, message: &str, near: Option<&str>) -> Finding {
    let edit = near.and_then(|near| rename(node, near));
    finding(node.key_place(), message, near, edit)
}

fn value(node: Node<'_>, message: &str, near: Option<&str>) -> Option<Finding> {
    let edit = near.and_then(|near| respell(node, near));
    Some(finding(node.place(), message, near, edit))
}

fn finding(
    place: Place,
    message: &str,
    near: Option<&str>,
    edit: Option<crate::text::edit::Edit>,
) -> Finding {
    let Some(near) = near else {
        return Finding::new(place, message);
    };
    let fix = edit.map(|edit| Fix::risky(format!("Write `{near}`"), vec![edit]));
    Finding::new(place, format!("{message}; did you mean `{near}`?")).fix(fix)
}
