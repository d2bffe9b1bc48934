//! What Python asks about failures.                                               [door: pyo3, serde_json]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::doors::plain;
use crate::doors::project::{guarded, read};
use crate::explain::binary::{self, Binary};
use crate::explain::facts::{Installed, Machine};
use crate::explain::import;
use crate::explain::machine::configured::{Configured, programs};
use crate::explain::machine::{self, rust};
use crate::explain::row::Row;
use crate::explain::{bearing, verdict};
use crate::finding::Finding;
use crate::output::diagnosed::{Diagnosis, diagnosed};
use crate::output::explained::{Verdict, explained};
use crate::project::Project;
use crate::project::contents::layout::module_name;
use crate::tree::Tree;

/// Say why what `log` tells of failed.
#[pyfunction]
#[pyo3(signature = (log, *, failed = None, root = None))]
pub fn explain<'py>(
    py: Python<'py>,
    log: &[u8],
    failed: Option<bool>,
    root: Option<PathBuf>,
) -> PyResult<Bound<'py, PyAny>> {
    let (verdict, project) = py.detach(|| of_log(log, failed, root.as_deref()))?;
    plain::data(py, &Verdict::of(&verdict, project.as_ref()))
}

/// The same as JSON of version 1.
#[pyfunction]
#[pyo3(signature = (log, *, failed = None, root = None))]
pub fn explain_json(
    py: Python<'_>,
    log: &[u8],
    failed: Option<bool>,
    root: Option<PathBuf>,
) -> PyResult<String> {
    let (verdict, project) = py.detach(|| of_log(log, failed, root.as_deref()))?;
    Ok(explained(Verdict::of(&verdict, project.as_ref())))
}

/// A project, and what rules find in it.
type Checked = (Project, Vec<Finding>);

fn of_log(
    log: &[u8],
    failed: Option<bool>,
    root: Option<&Path>,
) -> PyResult<(verdict::Verdict, Option<Checked>)> {
    guarded(|| {
        let verdict = verdict::judge(log, failed);
        let project = root.and_then(|root| Project::read(Tree::disk(root)));
        let checked = project.map(|project| {
            let found = bearing::findings(&project, &verdict.causes);
            (project, found)
        });
        Ok((verdict, checked))
    })
}

/// Name what has to be looked for on a machine: the programs that configurations name, and the toolchain of Rust.
#[pyfunction]
pub fn wanted(
    root: PathBuf,
    home: Option<&str>,
    environment: BTreeMap<String, String>,
) -> PyResult<(Vec<String>, Option<String>)> {
    guarded(|| {
        let project = read(&root)?;
        let named = programs(&project, home, &environment);
        let toolchain = rust::of_project(&project).map(|(name, _)| name);
        Ok((named.iter().map(Configured::name).collect(), toolchain))
    })
}

/// Say whether the project in `root` can be built and tested on a machine, of which `facts` tells in JSON.
#[pyfunction]
pub fn diagnose<'py>(py: Python<'py>, root: PathBuf, facts: &str) -> PyResult<Bound<'py, PyAny>> {
    let rows = py.detach(|| on_machine(&root, facts))?;
    plain::data(py, &Diagnosis::of(&rows))
}

/// The same as JSON of version 1.
#[pyfunction]
pub fn diagnose_json(py: Python<'_>, root: PathBuf, facts: &str) -> PyResult<String> {
    py.detach(|| Ok(diagnosed(&root, &on_machine(&root, facts)?)))
}

/// Name the extension module of the project in `root` with its package, and its distribution.
#[pyfunction]
pub fn module(root: PathBuf) -> PyResult<Option<(String, String)>> {
    guarded(|| {
        let project = read(&root)?;
        let named = project.pyproject.as_ref().and_then(|pyproject| {
            let (module, _) = module_name(pyproject, project.cargo.as_ref())?;
            Some((module, pyproject.field("name")?.as_str()?.to_owned()))
        });
        Ok(named)
    })
}

/// Say why the import of `module` fails where it is installed; `libraries` are the contents of those in `facts`.
#[pyfunction]
pub fn imported<'py>(
    py: Python<'py>,
    module: &str,
    facts: &str,
    libraries: Vec<Vec<u8>>,
) -> PyResult<Bound<'py, PyAny>> {
    let rows = py.detach(|| on_import(module, facts, &libraries))?;
    plain::data(py, &Diagnosis::of(&rows))
}

/// The same as JSON of version 1.
#[pyfunction]
pub fn imported_json(
    py: Python<'_>,
    root: PathBuf,
    module: &str,
    facts: &str,
    libraries: Vec<Vec<u8>>,
) -> PyResult<String> {
    py.detach(|| Ok(diagnosed(&root, &on_import(module, facts, &libraries)?)))
}

fn on_import(module: &str, facts: &str, libraries: &[Vec<u8>]) -> PyResult<Vec<Row>> {
    let facts: Installed = from_json(facts)?;
    guarded(|| {
        let binaries: Vec<Binary> = libraries.iter().map(|library| binary::read(library)).collect();
        Ok(import::judge(module, &facts, &binaries))
    })
}

fn on_machine(root: &Path, facts: &str) -> PyResult<Vec<Row>> {
    let facts: Machine = from_json(facts)?;
    guarded(|| Ok(machine::judge(&read(root)?, &facts)))
}

fn from_json<T: serde::de::DeserializeOwned>(text: &str) -> PyResult<T> {
    serde_json::from_str(text).map_err(|error| PyValueError::new_err(error.to_string()))
}
