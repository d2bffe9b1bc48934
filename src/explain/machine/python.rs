//! The Python for which a project is built, and the variables that choose it.

use crate::explain::facts::{Machine, Python};
use crate::explain::row::{Grade, Row};
use crate::project::Project;
use crate::project::manifests::bindings::{self, FREE_THREADED, FREE_THREADED_SINCE_3_14};
use crate::questions::extension::of_extension;
use crate::questions::horizon;
use crate::questions::stable_abi;
use crate::standards::horizon::Table;

const TOPIC: &str = "python";
/// The first Python (3.x) whose build without the GIL is no experiment: newer PyO3s take no older one.
const SETTLED: u64 = 14;

/// Lines about the Python.
pub fn rows(project: &Project, machine: &Machine) -> Vec<Row> {
    let mut rows = environment(project, machine);
    let Some(python) = &machine.python else {
        let missing = "no Python 3 is found in an environment or in PATH";
        let mend = "install Python 3, or let uv do it: `uv python install`";
        let grade = if machine.has("uv") {
            Grade::Warning
        } else {
            Grade::Error
        };
        rows.push(Row::new(TOPIC, grade, missing, mend));
        return rows;
    };
    let named = format!("`{}` (from {})", python.path, python.chosen_by);
    if let Some(failure) = &python.failure {
        let mend = match python.is_environment || python.chosen_by != "PATH" {
            true => "make the environment anew: `python3 -m venv --clear .venv`",
            false => "install Python anew, or make an environment with another one: `python3 -m venv .venv`",
        };
        let found = format!("the Python {named} does not start: {failure}");
        rows.push(Row::new(TOPIC, Grade::Error, found, mend));
        return rows;
    }
    let problem = requires(project, python)
        .or_else(|| pyo3(project, python))
        .map(|(found, mend)| Row::new(TOPIC, Grade::Error, found, mend));
    let threads = if python.is_free_threaded {
        " without the GIL"
    } else {
        ""
    };
    let good = || {
        Row::good(
            TOPIC,
            format!("{} {}{threads}, {named}", python.implementation, python.version),
        )
    };
    rows.push(problem.unwrap_or_else(good));
    rows.extend(library(project, machine, python));
    rows
}

/// Whether `requires-python` wants this Python.
fn requires(project: &Project, python: &Python) -> Option<(String, String)> {
    let requires = project.pyproject.as_ref()?.requires_python()?;
    let here: pep440_rs::Version = python.version.parse().ok()?;
    if requires.value.contains(&here) {
        return None;
    }
    let wants = requires.node.as_str()?;
    Some((
        format!(
            "Python {} (`{}`, from {}) is none that `requires-python` wants: `{wants}`",
            python.version, python.path, python.chosen_by
        ),
        "make an environment with another Python: `uv venv --python VERSION`, or `pythonX.Y -m venv .venv`"
            .to_owned(),
    ))
}

/// Whether the PyO3 of the project takes this Python.
fn pyo3(project: &Project, python: &Python) -> Option<(String, String)> {
    of_extension(project)?;
    let pyo3 = project.pyo3_version()?;
    let mut parts = python.version.split('.');
    let (major, minor) = (parts.next()?, parts.next()?.parse::<u64>().ok()?);
    let is_known =
        !horizon::is_beyond(project, Table::PyO3) && python.implementation == "CPython" && major == "3";
    if !is_known {
        return None;
    }
    let named = format!("PyO3 {}.{} in use", pyo3.major, pyo3.minor);
    if let Some(oldest) = bindings::oldest_python(&pyo3).filter(|oldest| minor < *oldest) {
        return Some((
            format!(
                "Python {} is older than the {named} takes: 3.{oldest}",
                python.version
            ),
            format!("make an environment with a newer Python: `python3.{oldest} -m venv .venv`"),
        ));
    }
    if python.is_free_threaded && minor < SETTLED && pyo3 >= FREE_THREADED_SINCE_3_14 {
        return Some((
            format!(
                "Python {} without the GIL is older than the {named} takes: 3.{SETTLED}",
                python.version
            ),
            format!(
                "make an environment with a newer one, `python3.{SETTLED}t -m venv .venv`, or with the ordinary Python"
            ),
        ));
    }
    let is_below = |version| project.pyo3_stays_below(&version);
    if python.is_free_threaded && is_below(FREE_THREADED) {
        return Some((
            format!(
                "Python {} without the GIL is none that the {named} takes",
                python.version
            ),
            "raise `pyo3` in Cargo.toml to 0.23 or newer, or use the ordinary Python".to_owned(),
        ));
    }
    let first = bindings::first_for(minor)?;
    let is_refused = is_below(semver::Version::new(0, first, 0)) && !stable_abi::is_possible(project);
    is_refused.then(|| {
        (
            format!("Python {} is newer than the {named} takes", python.version),
            format!("raise `pyo3` in Cargo.toml to 0.{first} or newer, or make an environment with an older Python"),
        )
    })
}

/// Variables that lead to another Python, or nowhere.
fn environment(project: &Project, machine: &Machine) -> Vec<Row> {
    const TOPIC: &str = "environment";
    let value = |name: &str| machine.environment.get(name).filter(|value| !value.is_empty());
    let mut rows = Vec::new();
    let with_pyo3 = of_extension(project).is_some();
    for name in &machine.astray {
        let Some(path) = value(name) else { continue };
        let is_about_pyo3 = name.starts_with("PYO3_") || name == "PYTHON_SYS_EXECUTABLE";
        if is_about_pyo3 && !with_pyo3 {
            continue;
        }
        let mend = match name.as_str() {
            "VIRTUAL_ENV" => {
                "`deactivate` (or `unset VIRTUAL_ENV`), and make a new one: `python3 -m venv .venv`"
                    .to_owned()
            }
            _ => format!("`unset {name}`, or correct it"),
        };
        let grade = match name.as_str() {
            "UV_PYTHON" => Grade::Warning, // only uv asks for it
            _ => Grade::Error,
        };
        rows.push(Row::new(
            TOPIC,
            grade,
            format!("{name} leads to `{path}`, which is not there"),
            mend,
        ));
    }
    if with_pyo3 && value("PYO3_PRINT_CONFIG").is_some_and(|value| value == "1") {
        rows.push(Row::new(
            TOPIC,
            Grade::Error,
            "PYO3_PRINT_CONFIG lets PyO3 print its configuration and stop",
            "`unset PYO3_PRINT_CONFIG`",
        ));
    }
    if with_pyo3 && value("PYO3_NO_PYTHON").is_some() && !stable_abi::is_possible(project) {
        rows.push(Row::new(
            TOPIC,
            Grade::Warning,
            "PYO3_NO_PYTHON forbids PyO3 to ask a Python, and without the stable ABI `cargo build` and `cargo test` need one",
            "`unset PYO3_NO_PYTHON`",
        ));
    }
    if let (Some(venv), Some(conda)) = (value("VIRTUAL_ENV"), value("CONDA_PREFIX"))
        && venv != conda
    {
        rows.push(Row::new(
            TOPIC,
            Grade::Warning,
            format!("two environments are active, `{venv}` and that of conda, `{conda}`: `maturin develop` refuses to choose"),
            "`conda deactivate`, or `unset CONDA_PREFIX`",
        ));
    }
    rows
}

/// Whether tests in Rust find the library of Python.
fn library(project: &Project, machine: &Machine, python: &Python) -> Option<Row> {
    let dependency = of_extension(project)?;
    let is_optional = dependency.node.get("optional").and_then(|node| node.as_bool()) == Some(true);
    let has_tests = || {
        let texts = project.sources.iter().filter_map(|path| project.tree.text(path));
        texts.into_iter().any(|text| text.contains("#[test]"))
    };
    if machine.system == "win32" || is_optional || !has_tests() {
        return None;
    }
    let found = match &python.library {
        None => format!(
            "Python {} has no shared library, which `cargo test` links",
            python.version
        ),
        Some(path) if !python.is_library_found => {
            format!("the loader does not find `{path}`, which the tests that cargo builds need")
        }
        Some(_) => return None,
    };
    let mend = match &python.library {
        Some(path) => {
            let folder = path.rsplit_once('/').map_or(path.as_str(), |(folder, _)| folder);
            let name = if machine.system == "darwin" {
                "DYLD_FALLBACK_LIBRARY_PATH"
            } else {
                "LD_LIBRARY_PATH"
            };
            format!("`export {name}={folder}` before `cargo test`")
        }
        None => "use a Python with one for `cargo test` (`apt install libpython3-dev`, and PYO3_PYTHON)"
            .to_owned(),
    };
    Some(Row::new(TOPIC, Grade::Warning, found, mend))
}
