//! The C headers that come with a compiler itself, and not with a library of the system.

use crate::explain::log::Log;

/// Whether bindgen has looked for a header, by its name after `std`, that clang brings along.
pub fn is_of_clang(log: &Log, name: &str) -> bool {
    ["def", "arg", "bool", "int"].contains(&name) && log.says("ClangDiagnostic(")
}
