//! Which interpreter maturin and PyO3 speak of, and whether maturin has seen it.

use crate::explain::cause::{Said, word};
use crate::explain::log::Log;

/// Whether maturin took the version of an interpreter from its name, since there is none: it then tells PyO3 in a file of
/// its own what it believes. It does the same, and rightly, for another system.
pub fn is_by_name(log: &Log) -> bool {
    let is_told_in_a_file = log.says("/maturin/pyo3-config-") || log.says("\\maturin\\pyo3-config-");
    log.says("Failed to determine python platform") || is_told_in_a_file && !log.says("\"--target\"")
}

/// The Python of which PyO3 speaks in the first hole of a line: `Python`, `PyPy`, `GraalPy`.
pub fn implementation<'a>(said: &Said<'a>) -> &'a str {
    word(said.hole(0))
}
