//! The module `ferriswheel._core`: the core's answers as plain Python data.           [door: pyo3]

/// The Rust core: reads a project, judges it and computes repairs. It never writes, prints, asks or spawns.
#[pyo3::pymodule]
mod _core {
    use std::path::{Path, PathBuf};
    use std::sync::Arc;

    use pyo3::exceptions::{PyException, PyValueError};
    use pyo3::prelude::*;
    use pyo3::types::{PyBytes, PyDict, PyList};
    use sha2::{Digest, Sha256};

    use crate::check::Selection;
    use crate::edit::{Applicability, Edit, Fix};
    use crate::finding::{Finding, Severity, printable};
    use crate::fix::Change;
    use crate::horizon;
    use crate::place::{Place, Position};
    use crate::project::{Project, version};
    use crate::report;
    use crate::rules::RULES;
    use crate::tree::Tree;

    pyo3::create_exception!(
        _core,
        ProjectNotFoundError,
        PyException,
        "There is no maturin project at the path."
    );
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
        let version = version::to_pep440(env!("CARGO_PKG_VERSION"));
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
        tree: Tree,
        found: Vec<Finding>,
        selection: Selection,
        #[pyo3(get)]
        notes: Vec<String>,
    }

    #[pymethods]
    impl Report {
        /// The findings to show, in the shape of the JSON output, sorted by path, offset and rule.
        #[getter]
        fn findings<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
            let list = PyList::empty(py);
            for finding in self.shown() {
                list.append(finding_dict(py, &self.tree, &finding)?)?;
            }
            Ok(list)
        }

        /// How many findings there are: `error`, `warning`, `info` (also those not shown) and `fixable`.
        #[getter]
        fn counts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
            let counts = PyDict::new(py);
            for severity in [Severity::Error, Severity::Warning, Severity::Info] {
                let count = self
                    .found
                    .iter()
                    .filter(|finding| finding.severity == severity)
                    .count();
                counts.set_item(severity.name(), count)?;
            }
            counts.set_item(
                "fixable",
                self.shown().iter().filter(|finding| is_safe(finding)).count(),
            )?;
            Ok(counts)
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
            report::full(&self.tree, &self.shown(), &style)
        }

        /// One line a finding: `path:line:column: severity[rule] message`.
        #[pyo3(signature = (*, prefix = ""))]
        fn concise(&self, prefix: &str) -> String {
            report::concise(&self.tree, &self.shown(), prefix)
        }
    }

    impl Report {
        fn shown(&self) -> Vec<Finding> {
            self.found
                .iter()
                .filter(|finding| self.selection.shows(finding))
                .cloned()
                .collect()
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
            entry.set_item("fix", rule.fix().map(Applicability::name))?;
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
            let found = crate::check::run(&project, &selection);
            let notes = horizon::notes(&project);
            Ok(Report {
                tree: project.tree,
                found,
                selection,
                notes,
            })
        })
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
        let repair =
            py.detach(|| read(&root).map(|project| crate::fix::repair(project, &selection, applicability)))?;
        let notes = horizon::notes(&repair.project);
        let report = Report {
            tree: repair.project.tree,
            found: repair.remaining,
            selection,
            notes,
        };
        Ok(Repair {
            changes: repair.changes,
            fixed: repair.fixed,
            remaining: Py::new(py, report)?,
        })
    }

    fn read(root: &Path) -> PyResult<Project> {
        Project::read(Tree::disk(root)).ok_or_else(|| {
            ProjectNotFoundError::new_err(printable(&format!(
                "no maturin project in `{}`: there is no pyproject.toml that names maturin",
                root.display()
            )))
        })
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

    fn finding_dict<'py>(py: Python<'py>, tree: &Tree, finding: &Finding) -> PyResult<Bound<'py, PyDict>> {
        let entry = PyDict::new(py);
        entry.set_item("rule", finding.rule)?;
        entry.set_item("severity", finding.severity.name())?;
        entry.set_item("message", &finding.message)?;
        put_place(&entry, tree, &finding.place)?;
        if !finding.related.is_empty() {
            let related = PyList::empty(py);
            for (place, message) in &finding.related {
                let other = PyDict::new(py);
                put_place(&other, tree, place)?;
                other.set_item("message", message)?;
                related.append(other)?;
            }
            entry.set_item("related", related)?;
        }
        if let Some(fix) = &finding.fix {
            entry.set_item("fix", fix_dict(py, tree, fix)?)?;
        }
        Ok(entry)
    }

    fn put_place(entry: &Bound<'_, PyDict>, tree: &Tree, place: &Place) -> PyResult<()> {
        entry.set_item("path", place.path.as_ref())?;
        let text = tree.read(&place.path).and_then(Result::ok);
        if let (Some(span), Some(text)) = (place.span, text) {
            let both = PyDict::new(entry.py());
            for (name, offset) in [("start", span.start), ("end", span.end)] {
                let Position { line, column } = Position::of(&text, offset);
                let position = PyDict::new(entry.py());
                position.set_item("line", line)?;
                position.set_item("column", column)?;
                position.set_item("offset", offset)?;
                both.set_item(name, position)?;
            }
            entry.set_item("span", both)?;
        }
        Ok(())
    }

    fn fix_dict<'py>(py: Python<'py>, tree: &Tree, fix: &Fix) -> PyResult<Bound<'py, PyDict>> {
        let entry = PyDict::new(py);
        entry.set_item("title", &fix.title)?;
        entry.set_item("applicability", fix.applicability.name())?;
        let edits = PyList::empty(py);
        for edit in &fix.edits {
            edits.append(edit_dict(py, tree, edit)?)?;
        }
        entry.set_item("edits", edits)?;
        Ok(entry)
    }

    fn edit_dict<'py>(py: Python<'py>, tree: &Tree, edit: &Edit) -> PyResult<Bound<'py, PyDict>> {
        let entry = PyDict::new(py);
        entry.set_item("path", edit.path().as_ref())?;
        let kind = match edit {
            Edit::Replace { path, span, text } => {
                put_place(&entry, tree, &Place::at(path, *span))?;
                entry.set_item("start", span.start)?;
                entry.set_item("end", span.end)?;
                entry.set_item("text", text)?;
                "replace"
            }
            Edit::Create { text, .. } => {
                entry.set_item("text", text)?;
                "create"
            }
            Edit::Delete { .. } => "delete",
            Edit::Rename { to, .. } => {
                entry.set_item("to", to.as_ref())?;
                "rename"
            }
        };
        entry.set_item("kind", kind)?;
        if let Some(Ok(text)) = tree.read(edit.path()) {
            let digest = Sha256::digest(text.as_bytes());
            let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
            entry.set_item("sha256", hex)?;
        }
        Ok(entry)
    }
}
