//! What Python asks about the template and a project that may come under it.                  [door: pyo3]

use std::ffi::OsString;
use std::path::PathBuf;

use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::doors::plain;
use crate::doors::project::read;
use crate::template;
use crate::template::additions::TOOLS;
use crate::template::adopt::Asked;
use crate::template::fates::{File, Repository, UNEVEN};

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

/// The tools that `adopt` is to be told of where a project names them.
#[pyfunction]
pub fn tools() -> [&'static str; TOOLS.len()] {
    TOOLS
}

/// The lines, as extended regular expressions, that `adopt` is to be told of where a project has one.
#[pyfunction]
pub fn uneven() -> [&'static str; UNEVEN.len()] {
    UNEVEN
}

/// Compute what the project in `root` gets from `rendered`, which the template makes of its answers.
#[pyfunction]
#[pyo3(signature = (root, rendered, *, files, committed, links, words, is_inside, is_uneven, tools, conflicts))]
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
    is_uneven: bool,
    tools: bool,
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
        is_uneven,
    };
    let asked = Asked { tools, conflicts };
    let adopted = || {
        let (project, rendered) = (read(&root)?, read(&rendered)?);
        PyResult::Ok(template::adopt::adopt(
            &project,
            &rendered,
            &files,
            &repository,
            asked,
        ))
    };
    let adoption = py.detach(adopted)?;
    plain::adoption(py, &adoption)
}

/// Retell, in the TOML document `own`, what leads from `base` to `new`.
#[pyfunction]
pub fn retell(base: &str, own: &str, new: &str) -> Option<(String, String, Vec<String>)> {
    let retold = template::retell::retell(base, own, new)?;
    Some((retold.base, retold.new, retold.absent))
}
