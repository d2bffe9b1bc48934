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
use crate::explain::machine::{self, crates, rust};
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
            let found = bearing::findings(&project, verdict.causes.iter().map(|found| found.cause.id));
            (project, found)
        });
        Ok((verdict, checked))
    })
}

/// Name what has to be looked for on a machine: the programs that configurations name, the toolchain of Rust, and the folders
/// in which cargo keeps the sources of the locked crates.
#[pyfunction]
pub fn wanted(
    root: PathBuf,
    home: Option<&str>,
    environment: BTreeMap<String, String>,
) -> PyResult<(Vec<String>, Option<String>, Vec<String>)> {
    guarded(|| {
        let project = read(&root)?;
        let named = programs(&project, home, &environment);
        let toolchain = rust::of_project(&project).map(|(name, _)| name);
        let crates = project.lock.as_ref().map(crates::folders);
        Ok((
            named.iter().map(Configured::name).collect(),
            toolchain,
            crates.unwrap_or_default(),
        ))
    })
}

/// Say whether the project in `root` can be built and tested on a machine, of which `facts` tells in JSON; `installed` tells
/// of what is installed there, and `libraries` are the contents of the libraries in it.
#[pyfunction]
#[pyo3(signature = (root, facts, installed = None, libraries = Vec::new()))]
pub fn diagnose<'py>(
    py: Python<'py>,
    root: PathBuf,
    facts: &str,
    installed: Option<&str>,
    libraries: Vec<Vec<u8>>,
) -> PyResult<Bound<'py, PyAny>> {
    let told = py.detach(|| on_machine(&root, facts, installed, &libraries))?;
    plain::data(py, &told.diagnosis())
}

/// The same as JSON of version 1.
#[pyfunction]
#[pyo3(signature = (root, facts, installed = None, libraries = Vec::new()))]
pub fn diagnose_json(
    py: Python<'_>,
    root: PathBuf,
    facts: &str,
    installed: Option<&str>,
    libraries: Vec<Vec<u8>>,
) -> PyResult<String> {
    let told = py.detach(|| on_machine(&root, facts, installed, &libraries))?;
    Ok(diagnosed(&root, told.diagnosis()))
}

/// Name the extension module of the project in `root` with its package, and its distribution.
#[pyfunction]
pub fn module(root: PathBuf) -> PyResult<Option<(String, String)>> {
    guarded(|| Ok(named(&read(&root)?)))
}

/// Say why the import of the project in `root` fails where it is installed; `libraries` are the contents of those in `facts`.
#[pyfunction]
pub fn imported<'py>(
    py: Python<'py>,
    root: PathBuf,
    facts: &str,
    libraries: Vec<Vec<u8>>,
) -> PyResult<Bound<'py, PyAny>> {
    let told = py.detach(|| on_import(&root, facts, &libraries))?;
    plain::data(py, &told.diagnosis())
}

/// The same as JSON of version 1.
#[pyfunction]
pub fn imported_json(
    py: Python<'_>,
    root: PathBuf,
    facts: &str,
    libraries: Vec<Vec<u8>>,
) -> PyResult<String> {
    let told = py.detach(|| on_import(&root, facts, &libraries))?;
    Ok(diagnosed(&root, told.diagnosis()))
}

/// Lines about a project, and what rules find in it that bears on them.
struct Told {
    project: Project,
    rows: Vec<Row>,
    findings: Vec<Finding>,
}

impl Told {
    fn new(project: Project, rows: Vec<Row>) -> Self {
        let findings = bearing::findings(&project, rows.iter().filter_map(|row| row.kind));
        Self {
            project,
            rows,
            findings,
        }
    }

    fn diagnosis(&self) -> Diagnosis<'_> {
        Diagnosis::of(&self.rows, &self.project, &self.findings)
    }
}

fn on_import(root: &Path, facts: &str, libraries: &[Vec<u8>]) -> PyResult<Told> {
    let facts: Installed = from_json(facts)?;
    guarded(|| {
        let project = read(root)?;
        let rows =
            named(&project).map(|(module, _)| import::judge(&project, &module, &facts, &binaries(libraries)));
        Ok(Told::new(project, rows.unwrap_or_default()))
    })
}

fn on_machine(root: &Path, facts: &str, installed: Option<&str>, libraries: &[Vec<u8>]) -> PyResult<Told> {
    let facts: Machine = from_json(facts)?;
    let installed: Option<Installed> = installed.map(from_json).transpose()?;
    guarded(|| {
        let project = read(root)?;
        let mut rows = machine::judge(&project, &facts);
        if let (Some(installed), Some((module, _))) = (installed, named(&project)) {
            rows.extend(import::beside(
                &project,
                &module,
                &installed,
                &binaries(libraries),
            ));
        }
        Ok(Told::new(project, rows))
    })
}

fn binaries(libraries: &[Vec<u8>]) -> Vec<Binary> {
    libraries.iter().map(|library| binary::read(library)).collect()
}

fn named(project: &Project) -> Option<(String, String)> {
    let pyproject = project.pyproject.as_ref()?;
    let (module, _) = module_name(pyproject, project.cargo.as_ref())?;
    Some((module, pyproject.field("name")?.as_str()?.to_owned()))
}

fn from_json<T: serde::de::DeserializeOwned>(text: &str) -> PyResult<T> {
    serde_json::from_str(text).map_err(|error| PyValueError::new_err(error.to_string()))
}
