//! The module `ironwheel._core`: the core's answers as plain Python data.           [door: pyo3]

/// The Rust core: reads a project, judges it and computes repairs. It never writes, prints, asks or spawns.
#[pyo3::pymodule]
mod _core {
    use std::path::PathBuf;
    use std::sync::Arc;

    use pyo3::exceptions::PyValueError;
    use pyo3::prelude::*;
    use pyo3::types::{PyBytes, PyDict, PyList};

    use crate::doors::plain;
    use crate::doors::project::{ProjectNotFoundError, not_found, read};
    use crate::engine::check::{Selection, judge};
    use crate::engine::fix::Change;
    use crate::engine::many;
    use crate::engine::many::Failure;
    use crate::finding::{Finding, Severity};
    use crate::output::text as report;
    use crate::project::manifests::config::SETTINGS;
    use crate::questions::facts::facts;
    use crate::rules::RULES;
    use crate::standards::version;
    use crate::text::edit::Applicability;
    use crate::text::printable::printable;

    #[pymodule_export]
    use crate::doors::cargo::workspace;
    #[pymodule_export]
    use crate::doors::template::{adopt, answers, retell, tools, uneven};
    #[pymodule_export]
    use crate::doors::text::{nearest, shown};

    pyo3::create_exception!(
        _core,
        SelectionError,
        PyValueError,
        "A name given to select or ignore is no rule, no family and not `info`."
    );

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        // A panic becomes an exception; Rust's own report of it is for those who ask.
        if std::env::var_os("RUST_BACKTRACE").is_none() {
            std::panic::set_hook(Box::new(|_| {}));
        }
        let version = version::to_pep440(crate::about::VERSION);
        let version = version.ok_or_else(|| PyValueError::new_err("the version has no PEP 440 form"))?;
        module.add("__version__", version.to_string())?;
        module.add(
            "ProjectNotFoundError",
            module.py().get_type::<ProjectNotFoundError>(),
        )?;
        module.add("SelectionError", module.py().get_type::<SelectionError>())
    }

    /// What one check of one project found.
    #[pyclass(frozen)]
    struct Report {
        report: crate::engine::check::Report,
    }

    #[pymethods]
    impl Report {
        /// The findings to show, in the shape of the JSON output, sorted by path, offset and rule.
        #[getter]
        fn findings<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
            let list = PyList::empty(py);
            for finding in self.shown() {
                list.append(plain::finding(py, &self.report.tree, finding)?)?;
            }
            Ok(list)
        }

        /// How many findings there are: `error`, `warning`, `info` (also those not shown) and `fixable`.
        #[getter]
        fn counts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
            let counts = PyDict::new(py);
            let count = |is: &dyn Fn(&Finding) -> bool| self.shown().iter().filter(|found| is(found)).count();
            for severity in Severity::ALL {
                counts.set_item(severity.name(), count(&|found| found.severity == severity))?;
            }
            let infos = count(&|found| found.severity == Severity::Info) + self.report.outcome.infos;
            counts.set_item("info", infos)?;
            counts.set_item("fixable", count(&is_safe))?;
            Ok(counts)
        }

        /// How many findings are suppressed.
        #[getter]
        fn suppressed(&self) -> usize {
            self.report.outcome.suppressed
        }

        /// How many findings are milder than was asked for.
        #[getter]
        fn milder(&self) -> usize {
            self.report.outcome.milder
        }

        /// One line for each table whose horizon this project is beyond.
        #[getter]
        fn notes(&self) -> Vec<String> {
            self.report.notes.clone()
        }

        /// The findings with their source lines; `docs_url` is put before a rule's name to link its page.
        #[pyo3(signature = (*, color = false, width = 100, prefix = "", docs_url = ""))]
        fn full(&self, color: bool, width: usize, prefix: &str, docs_url: &str) -> String {
            let style = report::Style {
                color,
                width,
                prefix: prefix.to_owned(),
                docs_url: docs_url.to_owned(),
            };
            report::full(&self.report.tree, self.shown(), &style)
        }

        /// One line a finding: `path:line:column: severity[rule] message`.
        #[pyo3(signature = (*, prefix = ""))]
        fn concise(&self, prefix: &str) -> String {
            report::concise(&self.report.tree, self.shown(), prefix)
        }
    }

    impl Report {
        fn shown(&self) -> &[Finding] {
            &self.report.outcome.shown
        }
    }

    /// What fixing a project would change.
    #[pyclass(frozen)]
    struct Repair {
        changes: Vec<Change>,
        #[pyo3(get)]
        fixed: usize,
        #[pyo3(get)]
        remaining: Py<Report>,
    }

    #[pymethods]
    impl Repair {
        /// The files that change, sorted by path, with their whole bytes (None: no file).
        #[getter]
        fn changes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
            let list = PyList::empty(py);
            for Change { path, before, after } in &self.changes {
                let change = PyDict::new(py);
                let bytes =
                    |text: &Option<Arc<str>>| text.as_ref().map(|text| PyBytes::new(py, text.as_bytes()));
                change.set_item("path", path.as_ref())?;
                change.set_item("before", bytes(before))?;
                change.set_item("after", bytes(after))?;
                list.append(change)?;
            }
            Ok(list)
        }
    }

    impl Repair {
        fn new(py: Python<'_>, repair: crate::engine::fix::Repair) -> PyResult<Self> {
            let report = crate::engine::check::Report::new(repair.project, repair.remaining);
            Ok(Self {
                changes: repair.changes,
                fixed: repair.fixed,
                remaining: Py::new(py, Report { report })?,
            })
        }
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
            entry.set_item("summary", rule.summary())?;
            entry.set_item("severity", rule.severity.name())?;
            entry.set_item("fix", rule.fix.map(Applicability::name))?;
            entry.set_item("documentation", rule.documentation())?;
            list.append(entry)?;
        }
        Ok(list)
    }

    /// Check the maturin project in the folder `root`.
    #[pyfunction]
    #[pyo3(signature = (root, *, select = None, ignore = None, extend_select = None, min_severity = "info"))]
    fn check(
        py: Python<'_>,
        root: PathBuf,
        select: Option<Vec<String>>,
        ignore: Option<Vec<String>>,
        extend_select: Option<Vec<String>>,
        min_severity: &str,
    ) -> PyResult<Report> {
        let selection = selection(select, ignore, extend_select, min_severity)?;
        py.detach(|| {
            let project = read(&root)?;
            let outcome = judge(&project, &selection);
            let report = crate::engine::check::Report::new(project, outcome);
            Ok(Report { report })
        })
    }

    /// The maturin projects that `folder` is or holds, sorted.
    #[pyfunction]
    fn discover(py: Python<'_>, folder: PathBuf) -> PyResult<Vec<PathBuf>> {
        let mut refused = Ok(());
        let found = py.detach(|| {
            crate::engine::discover::projects(&folder, &mut || {
                refused = Python::attach(|py| py.check_signals());
                refused.is_ok()
            })
        });
        refused.map(|()| found.unwrap_or_default())
    }

    /// Check the maturin projects in the folders `roots` side by side.
    #[pyfunction]
    #[pyo3(signature = (roots, *, done, select = None, ignore = None, extend_select = None,
        min_severity = "info"))]
    fn check_all<'py>(
        py: Python<'py>,
        roots: Vec<PathBuf>,
        done: Bound<'py, PyAny>,
        select: Option<Vec<String>>,
        ignore: Option<Vec<String>>,
        extend_select: Option<Vec<String>>,
        min_severity: &str,
    ) -> PyResult<Bound<'py, PyList>> {
        let selection = selection(select, ignore, extend_select, min_severity)?;
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
                Err(Failure::Broken(reason)) => list.append(reason)?,
            }
        }
        Ok(list)
    }

    /// Compute what repairing the findings would change; nothing is written.
    #[pyfunction]
    #[pyo3(signature = (root, *, unsafe_fixes = false, select = None, ignore = None, extend_select = None,
        min_severity = "info"))]
    fn fix(
        py: Python<'_>,
        root: PathBuf,
        unsafe_fixes: bool,
        select: Option<Vec<String>>,
        ignore: Option<Vec<String>>,
        extend_select: Option<Vec<String>>,
        min_severity: &str,
    ) -> PyResult<Repair> {
        let selection = selection(select, ignore, extend_select, min_severity)?;
        let applicability = if unsafe_fixes {
            Applicability::Unsafe
        } else {
            Applicability::Safe
        };
        let repair = py.detach(|| {
            read(&root).map(|project| crate::engine::fix::repair(project, &selection, applicability))
        })?;
        Repair::new(py, repair)
    }

    /// Say what the maturin project in the folder `root` is, line by line, and which places say so.
    #[pyfunction]
    fn truth(py: Python<'_>, root: PathBuf) -> PyResult<Bound<'_, PyList>> {
        let (project, facts) = py.detach(|| {
            let project = read(&root)?;
            let facts = facts(&project);
            PyResult::Ok((project, facts))
        })?;
        let list = PyList::empty(py);
        for fact in &facts {
            list.append(plain::fact(py, &project.tree, fact)?)?;
        }
        Ok(list)
    }

    /// Compute what suppresses every finding that is shown; nothing is written.
    #[pyfunction]
    #[pyo3(signature = (root, *, select = None, ignore = None, extend_select = None, min_severity = "info"))]
    fn suppress(
        py: Python<'_>,
        root: PathBuf,
        select: Option<Vec<String>>,
        ignore: Option<Vec<String>>,
        extend_select: Option<Vec<String>>,
        min_severity: &str,
    ) -> PyResult<Repair> {
        let selection = selection(select, ignore, extend_select, min_severity)?;
        let suppressed =
            py.detach(|| read(&root).map(|project| crate::engine::suppress::suppress(project, &selection)))?;
        Repair::new(py, suppressed)
    }

    fn selection(
        select: Option<Vec<String>>,
        ignore: Option<Vec<String>>,
        extend_select: Option<Vec<String>>,
        min_severity: &str,
    ) -> PyResult<Selection> {
        let min_severity = Severity::named(min_severity).ok_or_else(|| {
            SelectionError::new_err(format!("`{min_severity}` is not error, warning or info"))
        })?;
        let selection = Selection {
            select,
            ignore: ignore.unwrap_or_default(),
            extend_select: extend_select.unwrap_or_default(),
            min_severity,
        };
        selection.validate().map_err(|unknown| {
            let hint = unknown
                .nearest
                .map(|near| format!("; did you mean `{near}`?"))
                .unwrap_or_default();
            let name = printable(&unknown.name);
            SelectionError::new_err(format!("`{name}` is no rule and no family of rules{hint}"))
        })?;
        Ok(selection)
    }

    fn is_safe(finding: &Finding) -> bool {
        finding
            .fix
            .as_ref()
            .is_some_and(|fix| fix.applicability == Applicability::Safe)
    }
}
