//! The module `ironwheel._core`: the core's answers as plain Python data.           [door: pyo3]

/// The Rust core: reads a project, judges it and computes repairs. It never writes, prints, asks or spawns.
#[pyo3::pymodule]
mod _core {
    use std::ffi::OsString;
    use std::path::{Path, PathBuf};

    use pyo3::prelude::*;
    use pyo3::types::{PyDict, PyList};

    use crate::doors::asked::Asked;
    use crate::doors::plain;
    use crate::doors::project::{guarded, not_found, read};
    use crate::doors::report::{Reports, absolute, given};
    use crate::engine::check::{Selection, judge};
    use crate::engine::guard::silence;
    use crate::engine::many;
    use crate::engine::many::Failure;
    use crate::output;
    use crate::project::Project;
    use crate::project::contents::File;
    use crate::project::manifests::config::SETTINGS;
    use crate::questions;
    use crate::questions::fact::Fact;
    use crate::rules::RULES;
    use crate::text::edit::Applicability;

    #[pymodule_export]
    use crate::doors::artifact::audit;
    #[pymodule_export]
    use crate::doors::asked::SelectionError;
    #[pymodule_export]
    use crate::doors::cargo::workspace;
    #[pymodule_export]
    use crate::doors::explain::{
        diagnose, diagnose_json, explain, explain_json, imported, imported_json, module, wanted,
    };
    #[pymodule_export]
    use crate::doors::project::{BugError, ProjectNotFoundError};
    #[pymodule_export]
    use crate::doors::report::{Repair, Report};
    #[pymodule_export]
    use crate::doors::template::{
        adopt, answers, checkers, modules, parts, relocked, resettle, respell, retell,
    };
    #[pymodule_export]
    use crate::doors::text::{digest, is_valid, markdown, nearest, shown};
    #[pymodule_export]
    use crate::doors::version::{
        VersionError, bumps, check_tag, next_tag, set_version, version, version_json,
    };

    /// The files of an archive: the path of each there, and where it stands if maturin does not make it.
    type Files = Vec<(String, Option<String>)>;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        silence(); // a panic becomes an exception
        module.add("__repository__", env!("CARGO_PKG_REPOSITORY"))?;
        module.add("__version__", output::version())
    }

    /// The settings of a project: the name, what the value has to be, and what it is for.
    #[pyfunction]
    fn settings() -> Vec<(&'static str, &'static str, &'static str)> {
        let settings = SETTINGS.into_iter();
        settings
            .map(|(name, kind, about)| (name, kind.name(), about))
            .collect()
    }

    /// The catalogue of rules, sorted by id.
    #[pyfunction]
    fn rules(py: Python<'_>) -> PyResult<Bound<'_, PyList>> {
        let list = PyList::empty(py);
        for rule in RULES {
            let entry = PyDict::new(py);
            entry.set_item("id", rule.id)?;
            entry.set_item("family", rule.family())?;
            entry.set_item("subject", rule.check.subject())?;
            entry.set_item("summary", rule.summary())?;
            entry.set_item("severity", rule.severity.name())?;
            entry.set_item("fix", rule.fix.map(Applicability::name))?;
            entry.set_item("documentation", rule.documentation())?;
            entry.set_item("page", rule.page())?;
            list.append(entry)?;
        }
        Ok(list)
    }

    /// Check the maturin project in the folder `root`.
    #[pyfunction]
    #[pyo3(signature = (root, **asked), text_signature = "(root, *, select=None, ignore=None, extend_select=None, \
        min_severity='info')")]
    fn check(py: Python<'_>, root: PathBuf, asked: Option<Asked>) -> PyResult<Report> {
        let selection = selection(asked);
        let checked = || {
            let project = read(&root)?;
            let outcome = judge(&project, &selection);
            let report = crate::engine::check::Report::new(project, outcome);
            Ok(Report { report })
        };
        py.detach(|| guarded(checked))
    }

    /// The maturin projects that `folder` is or holds, sorted.
    // Paths of Python are not made here and in `around`: all commands ask these, and most need no `pathlib`.
    #[pyfunction]
    fn discover(py: Python<'_>, folder: PathBuf) -> PyResult<Vec<OsString>> {
        let mut refused = Ok(());
        let found = py.detach(|| {
            crate::engine::discover::projects(&folder, &mut || {
                refused = Python::attach(|py| py.check_signals());
                refused.is_ok()
            })
        });
        refused.map(|()| {
            found
                .unwrap_or_default()
                .iter()
                .map(|folder| plain::path(folder))
                .collect()
        })
    }

    /// The nearest maturin project among `folder`, an absolute path, and the folders above it.
    #[pyfunction]
    fn around(folder: PathBuf) -> Option<OsString> {
        crate::engine::discover::around(&folder.join("pyproject.toml")).map(|folder| plain::path(&folder))
    }

    /// Check the maturin projects in the folders `roots` side by side.
    #[pyfunction]
    #[pyo3(signature = (roots, *, done, **asked), text_signature = "(roots, *, done, select=None, ignore=None, \
        extend_select=None, min_severity='info')")]
    fn check_all<'py>(
        py: Python<'py>,
        roots: Vec<PathBuf>,
        done: Bound<'py, PyAny>,
        asked: Option<Asked>,
    ) -> PyResult<Bound<'py, PyList>> {
        let selection = selection(asked);
        let done = done.unbind();
        let mut refused = Ok(());
        let answers = py.detach(|| {
            many::check(&roots, &selection, &mut |count| {
                refused = Python::attach(|py| {
                    py.check_signals()?;
                    done.call1(py, (count,)).map(drop)
                });
                refused.is_ok()
            })
        });
        refused?;
        let list = PyList::empty(py);
        for (root, answer) in roots.iter().zip(answers.unwrap_or_default()) {
            match answer {
                Ok(report) => list.append(Bound::new(py, Report { report })?)?,
                Err(Failure::NotFound) => return Err(not_found(root)),
                Err(Failure::Broken(reason) | Failure::Unreadable(reason)) => list.append(reason)?,
            }
        }
        Ok(list)
    }

    /// Compute what repairing the findings would change; nothing is written.
    #[pyfunction]
    #[pyo3(signature = (root, *, unsafe_fixes = false, **asked), text_signature = "(root, *, unsafe_fixes=False, \
        select=None, ignore=None, extend_select=None, min_severity='info')")]
    fn fix(py: Python<'_>, root: PathBuf, unsafe_fixes: bool, asked: Option<Asked>) -> PyResult<Repair> {
        let selection = selection(asked);
        let applicability = if unsafe_fixes {
            Applicability::Unsafe
        } else {
            Applicability::Safe
        };
        let repaired =
            || read(&root).map(|project| crate::engine::fix::repair(project, &selection, applicability));
        Repair::new(py, py.detach(|| guarded(repaired))?)
    }

    /// The reports as JSON of version 1; `docs_url` is put before a rule's name to link its page.
    #[pyfunction]
    #[pyo3(signature = (reports, *, docs_url))]
    fn json(reports: Reports, docs_url: &str) -> String {
        output::json::check(&given(&reports), docs_url)
    }

    /// The reports as one run of SARIF 2.1.0, with paths relative to `base`; `home` is our own address.
    #[pyfunction]
    #[pyo3(signature = (reports, *, base, home, docs_url))]
    fn sarif(reports: Reports, base: PathBuf, home: &str, docs_url: &str) -> PyResult<String> {
        let base = &std::path::absolute(base)?;
        let about = output::sarif::About { base, home, docs_url };
        Ok(output::sarif::check(&absolute(&reports)?, about))
    }

    /// The reports as commands of a GitHub workflow, a line each, with paths relative to `base`.
    #[pyfunction]
    #[pyo3(signature = (reports, *, base, docs_url))]
    fn github(reports: Reports, base: PathBuf, docs_url: &str) -> PyResult<String> {
        let base = std::path::absolute(base)?;
        Ok(output::github::check(&absolute(&reports)?, &base, docs_url))
    }

    /// Say what the maturin project in the folder `root` is, line by line, and which places say so.
    #[pyfunction]
    fn truth(py: Python<'_>, root: PathBuf) -> PyResult<Bound<'_, PyAny>> {
        let (project, facts) = py.detach(|| guarded(|| facts(&root)))?;
        plain::data(py, &output::facts::all(&project.tree, &facts))
    }

    /// The same as JSON of version 1.
    #[pyfunction]
    fn truth_json(py: Python<'_>, root: PathBuf) -> PyResult<String> {
        let told = || {
            let (project, facts) = facts(&root)?;
            Ok(output::facts::show(&root, &project.tree, &facts))
        };
        py.detach(|| guarded(told))
    }

    /// List the files that maturin takes into the wheel and into the source distribution of the project in `root`.
    #[pyfunction]
    fn contents(py: Python<'_>, root: PathBuf) -> PyResult<(Option<Files>, Option<Files>)> {
        let listed = || {
            let project = read(&root)?;
            let plain = |file: &File| (file.target.clone(), file.source.as_ref().map(ToString::to_string));
            let plain = |files: &[File]| files.iter().map(plain).collect();
            Ok((project.wheel().map(plain), project.sdist().map(plain)))
        };
        py.detach(|| guarded(listed))
    }

    /// Compute what suppresses every finding that is shown; nothing is written.
    #[pyfunction]
    #[pyo3(signature = (root, **asked), text_signature = "(root, *, select=None, ignore=None, extend_select=None, \
        min_severity='info')")]
    fn suppress(py: Python<'_>, root: PathBuf, asked: Option<Asked>) -> PyResult<Repair> {
        let selection = selection(asked);
        let suppressed = || read(&root).map(|project| crate::engine::suppress::suppress(project, &selection));
        Repair::new(py, py.detach(|| guarded(suppressed))?)
    }

    fn facts(root: &Path) -> PyResult<(Project, Vec<Fact>)> {
        let project = read(root)?;
        let facts = questions::facts::facts(&project);
        Ok((project, facts))
    }

    fn selection(asked: Option<Asked>) -> Selection {
        asked.map(|Asked(selection)| selection).unwrap_or_default()
    }
}
