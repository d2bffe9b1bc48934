//! The audit of what was built, for Python.                                              [door: pyo3]

use std::path::Path;

use pyo3::prelude::*;
use pyo3::types::PyList;

use crate::artifact::Artifact;
use crate::doors::asked::Asked;
use crate::doors::plain;
use crate::doors::project::guarded;
use crate::doors::report::Report;
use crate::engine::audit::{Audit, File, judge, read};
use crate::engine::discover;
use crate::output::picture;
use crate::project::Project;
use crate::tree::Tree;

/// Audit wheels and source distributions.
#[pyfunction]
#[pyo3(signature = (files, *, other, done, **asked), text_signature = "(files, *, other, done, select=None, ignore=None, \
    extend_select=None, min_severity='info')")]
pub fn audit<'py>(
    py: Python<'py>,
    files: Vec<File>,
    other: Vec<File>,
    done: Bound<'py, PyAny>,
    asked: Option<Asked>,
) -> PyResult<(Bound<'py, PyList>, Bound<'py, PyList>)> {
    let selection = asked.map(|Asked(selection)| selection).unwrap_or_default();
    let (done, mut refused) = (done.unbind(), Ok(()));
    let found = py.detach(|| {
        let mut go_on = |count: usize| {
            refused = Python::attach(|py| {
                py.check_signals()?;
                done.call1(py, (count,)).map(drop)
            });
            refused.is_ok()
        };
        let (own, other) = (read(&files, &mut go_on)?, read(&other, &mut go_on)?);
        let other: Vec<Artifact> = other
            .into_iter()
            .filter_map(|(_, artifact)| artifact.ok())
            .collect();
        Some(guarded(|| {
            let project = files
                .first()
                .and_then(|(folder, path)| project(&folder.join(path)));
            let audit = judge(own, project.as_ref(), &selection);
            let pictures = audit
                .releases
                .iter()
                .map(|group| picture::of(&group.release(project.as_ref()), &other));
            let pictures: Vec<_> = pictures.collect();
            Ok((audit, pictures))
        }))
    });
    refused?;
    let (reports, seen) = (PyList::empty(py), PyList::empty(py));
    let Some(found) = found else {
        return Ok((reports, seen));
    };
    let (Audit { reports: all, .. }, pictures) = found?;
    for (path, report) in all {
        match report {
            Ok(report) => reports.append((path, Bound::new(py, Report { report })?))?,
            Err(reason) => reports.append((path, reason))?,
        }
    }
    for picture in pictures {
        seen.append(plain::data(py, &picture)?)?;
    }
    Ok((reports, seen))
}

/// The project in whose folder a file stands.
fn project(file: &Path) -> Option<Project> {
    let file = std::path::absolute(file).ok()?;
    Project::read(Tree::disk(&discover::around(file.parent()?)?))
}
