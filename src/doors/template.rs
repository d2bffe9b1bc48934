//! What Python asks about the template and a project that may come under it.                  [door: pyo3]

use std::ffi::OsString;
use std::path::PathBuf;

use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::doors::plain;
use crate::doors::project::{guarded, read};
use crate::engine::additions::additions;
use crate::template;
use crate::template::fates::{CHECKERS, File, Repository};
use crate::template::parts::{Asked, PARTS, Part};
use crate::template::respell::Code;

/// A file of the template: its path, whether it is a seed, its content, and what is committed in its place.
type Rendered = (OsString, bool, Vec<u8>, Option<Vec<u8>>);

/// Say what the maturin project in the folder `root` answers to the questions of the template.
#[pyfunction]
pub fn answers(py: Python<'_>, root: PathBuf) -> PyResult<Bound<'_, PyDict>> {
    let found = py.detach(|| read(&root).map(|project| template::answers::answers(&project)))?;
    let answers = PyDict::new(py);
    for (question, answer) in found {
        answers.set_item(question, answer)?;
    }
    Ok(answers)
}

/// The type checkers that `adopt` is to be told of where a project names them.
#[pyfunction]
pub fn checkers() -> [&'static str; CHECKERS.len()] {
    CHECKERS
}

/// The parts of the template: what each is called, its reason, and whether it is proposed.
#[pyfunction]
pub fn parts() -> Vec<(&'static str, &'static str, bool)> {
    let each = |part: &Part| (part.name, part.reason, part.is_proposed);
    PARTS.iter().map(each).collect()
}

/// Compute what the project in `root` gets from `rendered`, which the template makes of its answers.
#[pyfunction]
#[pyo3(signature = (root, rendered, *, files, committed, links, words, is_inside, asked, without, all, conflicts))]
#[expect(
    clippy::too_many_arguments,
    reason = "each is one fact of git's, or one wish of the person's"
)]
pub fn adopt(
    py: Python<'_>,
    root: PathBuf,
    rendered: PathBuf,
    files: Vec<Rendered>,
    committed: Vec<OsString>,
    links: Vec<OsString>,
    words: Vec<String>,
    is_inside: bool,
    asked: Vec<String>,
    without: Vec<String>,
    all: bool,
    conflicts: bool,
) -> PyResult<Bound<'_, PyDict>> {
    // A name that is no Unicode is that of no file of ours.
    let path = |name: OsString| name.to_string_lossy().into_owned();
    let file = |(name, is_seed, new, own): Rendered| File {
        path: path(name),
        is_seed,
        new,
        own,
    };
    let files: Vec<File> = files.into_iter().map(file).collect();
    let repository = Repository {
        committed: committed.into_iter().map(path).collect(),
        links: links.into_iter().map(path).collect(),
        words,
        is_inside,
    };
    let asked = Asked {
        with: asked,
        without,
        all,
        conflicts,
    };
    let adopted = || {
        let (project, rendered) = (read(&root)?, read(&rendered)?);
        let mut adoption = template::adopt::adopt(&project, &rendered, &files, &repository, &asked);
        let changes = additions(project, &mut adoption, &repository, &asked);
        PyResult::Ok((adoption, changes))
    };
    let (adoption, changes) = py.detach(|| guarded(adopted))?;
    plain::adoption(py, &adoption, &changes)
}

/// Tell what leads from `base` to `own` in the manifests `new`, of which that at `heir` comes in the place of `base`.
#[pyfunction]
pub fn resettle(
    base: &str,
    own: &str,
    new: Vec<String>,
    heir: Option<usize>,
) -> Option<(String, Vec<String>)> {
    let resettled = template::resettle::resettle(base, own, &new, heir)?;
    Some((resettled.base, resettled.new))
}

/// Cargo.lock for other crates: the manifests `after` come in the place of those `before`.
#[pyfunction]
pub fn relocked(lock: &str, before: Vec<(String, String)>, after: Vec<(String, String)>) -> Option<String> {
    crate::release::relock::relocked(lock, &before, &after)
}

/// Retell, in the TOML document `own`, what leads from `base` to `new`.
#[pyfunction]
pub fn retell(base: &str, own: &str, new: &str) -> Option<(String, String, Vec<String>)> {
    let retold = template::retell::retell(base, own, new)?;
    Some((retold.base, retold.new, retold.absent))
}

/// Give the files that name something otherwise in another layout, by their index, with their new text.
///
/// `before` and `after` are the manifests of the template; `files` are where each stands, where it will, and its text.
#[pyfunction]
pub fn respell(
    before: Vec<(String, String)>,
    after: Vec<(String, String)>,
    files: Vec<(String, String, String)>,
) -> Vec<(usize, String)> {
    let code = |(source, target, text)| Code { source, target, text };
    template::respell::respell(&before, &after, &files.into_iter().map(code).collect::<Vec<_>>())
}

/// What the extension module was called before and is called after, if these differ in the manifests of the template.
#[pyfunction]
pub fn modules(before: Vec<(String, String)>, after: Vec<(String, String)>) -> Option<(String, String)> {
    template::respell::modules(&before, &after)
}
