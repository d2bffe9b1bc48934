//! Whether a project can be built and tested on a machine: only what this project needs is looked at.
//!
//! A line is an error only where something is known to fail; what cannot be known is silence, or says so.

pub mod configured;
mod python;
pub mod crates;
pub mod rust;
mod linker;
mod tools;
mod platform;

use crate::explain::facts::Machine;
use crate::explain::row::Row;
use crate::project::Project;

/// The lines about a machine, the causes before what follows from them.
pub fn judge(project: &Project, machine: &Machine) -> Vec<Row> {
    let mut rows = python::rows(project, machine);
    rows.extend(rust::rows(project, machine));
    rows.extend(linker::rows(project, machine));
    rows.extend(tools::rows(project, machine));
    rows.extend(platform::rows(project, machine));
    rows
}
