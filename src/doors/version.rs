//! What Python asks about the version of a project, and how another one is written.           [door: pyo3]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use pyo3::exceptions::PyException;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyList};

use crate::doors::plain;
use crate::doors::project::{guarded, read};
use crate::engine::check::{Selection, judge};
use crate::engine::fix::apply;
use crate::finding::{Finding, Severity};
use crate::output::location::Texts;
use crate::output::version::{Place, Version, places};
use crate::project::Project;
use crate::release::bump::{Bump, PARTS};
use crate::release::numbering::Numbering;
use crate::release::own::Own;
use crate::release::places::Files;
use crate::release::refusal::Refusal;
use crate::release::set::{Setting, Target, Wish, set};
use crate::release::spelling::Release;
use crate::release::tags::Tags;
use crate::standards::date::Date;
use crate::text::edit::Edit;
use crate::text::printable::printable;

pyo3::create_exception!(
    _core,
    VersionError,
    PyException,
    "A version, a tag or the state of a project is refused: what is wrong, and what to do next."
);

/// A refusal as Python is told it.
fn refused(refusal: Refusal) -> PyErr {
    VersionError::new_err((printable(&refusal.message), printable(&refusal.hint)))
}

/// Say which version the project in the folder `root` has, and where it is written.
#[pyfunction]
#[pyo3(signature = (root, *, tags))]
pub fn version<'py>(py: Python<'py>, root: PathBuf, tags: Vec<String>) -> PyResult<Bound<'py, PyAny>> {
    let told = py.detach(|| guarded(|| Version::of(&read(&root)?, &tags).map_err(refused)))?;
    plain::data(py, &told)
}

/// Say the same as JSON of version 1.
#[pyfunction]
#[pyo3(signature = (root, *, tags))]
pub fn version_json(py: Python<'_>, root: PathBuf, tags: Vec<String>) -> PyResult<String> {
    let told = || Ok(Version::of(&read(&root)?, &tags).map_err(refused)?.json());
    py.detach(|| guarded(told))
}

/// Compute what gives the project in the folder `root` another version; nothing is written.
#[pyfunction]
#[pyo3(signature = (root, *, value, bumps, built, tags, today, forced, checked))]
#[expect(
    clippy::too_many_arguments,
    reason = "each is one wish of the person's, or one fact of git's"
)]
pub fn set_version<'py>(
    py: Python<'py>,
    root: PathBuf,
    value: Option<String>,
    bumps: Vec<String>,
    built: Option<Vec<String>>,
    tags: Vec<String>,
    today: &str,
    forced: bool,
    checked: bool,
) -> PyResult<Bound<'py, PyDict>> {
    let today = Date::parse(today)
        .ok_or_else(|| Refusal::new(format!("`{today}` is not a day"), "write it as 2026-11-26"))
        .map_err(refused)?;
    let wanted = Wanted {
        value,
        bumps,
        built,
        tags,
        today,
        forced,
        checked,
    };
    let Made {
        setting,
        top,
        changes,
        told,
        left,
        errors,
        warnings,
    } = py.detach(|| guarded(|| made(&root, wanted)))?;
    let list = PyList::empty(py);
    for (path, before, after) in changes {
        let change = PyDict::new(py);
        change.set_item("path", path)?;
        change.set_item("before", PyBytes::new(py, before.as_bytes()))?;
        change.set_item("after", PyBytes::new(py, after.as_bytes()))?;
        list.append(change)?;
    }
    let answer = PyDict::new(py);
    answer.set_item("before", setting.from.pep440.to_string())?;
    answer.set_item("grows", setting.to.pep440 > setting.from.pep440)?;
    answer.set_item("folder", top)?;
    answer.set_item("changes", list)?;
    answer.set_item("notes", setting.notes)?;
    answer.set_item("left", plain::data(py, &left)?)?;
    answer.set_item("json", told.json())?;
    answer.set_item("version", plain::data(py, &told)?)?;
    answer.set_item("errors", errors)?;
    answer.set_item("warnings", warnings)?;
    Ok(answer)
}

/// What the person wants, and what git says.
struct Wanted {
    value: Option<String>,
    bumps: Vec<String>,
    built: Option<Vec<String>>,
    tags: Vec<String>,
    today: Date,
    forced: bool,
    checked: bool,
}

/// A file with its text before and after.
type Change = (String, Arc<str>, Arc<str>);

/// What it comes to.
struct Made {
    setting: Setting,
    /// The folder below which all changes are, as it is from the project.
    top: String,
    changes: Vec<Change>,
    /// The version as it will be.
    told: Version,
    /// The places that keep the old one.
    left: Vec<Place>,
    /// The errors, and the number of warnings, that the project will have, if that is asked.
    errors: Vec<String>,
    warnings: usize,
}

fn made(root: &Path, wanted: Wanted) -> PyResult<Made> {
    let project = read(root)?;
    let (setting, top) = setting(&project, &wanted).map_err(refused)?;
    let (changes, after) = outcome(&project, &top, &setting).map_err(refused)?;
    let left = places(&Texts::of(&project.tree), setting.left.clone());
    let told = Version::of(&after, &wanted.tags).map_err(refused)?;
    let found = wanted.checked.then(|| judge(&after, &Selection::default()).shown);
    let found = found.unwrap_or_default();
    let of = |severity| found.iter().filter(move |finding| finding.severity == severity);
    let told_of = |finding: &Finding| format!("{} ({})", finding.message, finding.rule);
    Ok(Made {
        errors: of(Severity::Error).map(told_of).collect(),
        warnings: of(Severity::Warning).count(),
        setting,
        top,
        changes,
        told,
        left,
    })
}

fn setting(project: &Project, wanted: &Wanted) -> Result<(Setting, String), Refusal> {
    let own = Own::read(project);
    let numbering = Numbering::of(&own)?;
    let files = Files::read(&own)?;
    let tags = Tags::of(&own, &numbering, &wanted.tags)?;
    let target = match (&wanted.value, &wanted.built) {
        (Some(value), _) => Target::Exact(value.clone()),
        (None, Some(built)) => Target::Exact(tags.built(built)?),
        (None, None) => {
            let bumps = wanted.bumps.iter().map(|bump| bump.parse());
            Target::Next(bumps.collect::<Result<Vec<Bump>, _>>()?)
        }
    };
    let wish = Wish {
        target,
        tagged: tags.newest().cloned(),
        today: wanted.today,
        is_stamp: wanted.built.is_some(),
        is_forced: wanted.forced,
    };
    let setting = set(&own, &numbering, &files, &wish)?;
    Ok((setting, own.top))
}

/// The changes to files, and the project after them.
fn outcome(project: &Project, top: &str, setting: &Setting) -> Result<(Vec<Change>, Project), Refusal> {
    let broken = || {
        Refusal::new(
            "the changes contradict each other",
            "please report this with the project",
        )
    };
    let tree = apply(&project.tree, &setting.edits).ok_or_else(broken)?;
    let paths: BTreeSet<&Arc<str>> = setting.edits.iter().map(Edit::path).collect();
    let mut changes = Vec::new();
    for path in paths {
        let (Some(before), Some(after)) = (project.tree.text(path), tree.text(path)) else {
            return Err(broken());
        };
        let below = project.tree.below(path, top).ok_or_else(|| {
            Refusal::new(
                format!("{path} is outside of the repository"),
                "change that file by hand",
            )
        })?;
        if before != after {
            changes.push((below, before, after));
        }
    }
    let after = Project::read(tree).ok_or_else(broken)?;
    Ok((changes, after))
}

/// The parts of a version that can be raised.
#[pyfunction]
pub fn bumps() -> Vec<&'static str> {
    PARTS.into_iter().map(|(name, _)| name).collect()
}

/// Name the tag that the version of the project in the folder `root` gets; `tags` are those of its repository.
#[pyfunction]
#[pyo3(signature = (root, version, *, tags))]
pub fn next_tag(py: Python<'_>, root: PathBuf, version: &str, tags: Vec<String>) -> PyResult<String> {
    let named = || {
        let project = read(&root)?;
        let own = Own::read(&project);
        let numbering = Numbering::of(&own).map_err(refused)?;
        let sorted = Tags::of(&own, &numbering, &tags).map_err(refused)?;
        let to = Release::parse(version, &numbering.style).map_err(refused)?;
        sorted.next(&to).map_err(refused)
    };
    py.detach(|| guarded(named))
}

/// Say what is wrong with building `tag` from the project in the folder `root`, and what to do; None if nothing is.
#[pyfunction]
#[pyo3(signature = (root, tag, *, tags))]
pub fn check_tag(
    py: Python<'_>,
    root: PathBuf,
    tag: &str,
    tags: Vec<String>,
) -> PyResult<Option<(String, String)>> {
    let checked = || {
        let project = read(&root)?;
        let own = Own::read(&project);
        let numbering = Numbering::of(&own).map_err(refused)?;
        let sorted = Tags::of(&own, &numbering, &tags).map_err(refused)?;
        let wrong = sorted.mismatch(tag, &numbering);
        Ok(wrong.map(|refusal| (printable(&refusal.message), printable(&refusal.hint))))
    };
    py.detach(|| guarded(checked))
}
