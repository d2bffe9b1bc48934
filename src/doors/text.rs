//! What Python asks about texts.                                                            [door: pyo3]

use std::sync::Arc;

use pyo3::prelude::*;

use crate::output;
use crate::syntax::toml::Toml;
use crate::syntax::{python, rust};
use crate::text::near;
use crate::text::printable::{printable, printable_lines};

/// The lines of `text` with every character escaped that is not printable.
#[pyfunction]
#[pyo3(name = "printable")]
pub fn shown(text: &str) -> String {
    printable_lines(text)
}

/// `phrase` as Markdown, in which nothing but what stands in backticks has a meaning.
#[pyfunction]
pub fn markdown(phrase: &str) -> String {
    output::markdown::markdown(&printable(phrase))
}

/// Whether `text` is valid in the language of the file at `path`, if it is one that is read here.
#[pyfunction]
pub fn is_valid(path: &str, text: &str) -> bool {
    match path.rsplit_once('.') {
        Some((_, "py" | "pyi")) => python::Module::parse(text).is_ok(),
        Some((_, "rs")) => rust::is_source(text),
        Some((_, "toml")) => Toml::parse(&Arc::from(path), &Arc::from(text)).is_ok(),
        _ => true,
    }
}

/// The SHA-256 of `content`, in hexadecimal digits.
#[pyfunction]
pub fn digest(content: &[u8]) -> String {
    output::digest::sha256(content)
}

/// The name in `known` that somebody may have meant by `name`; None if none is like it.
#[pyfunction]
pub fn nearest(name: &str, known: Vec<String>) -> Option<String> {
    near::nearest(name, known.iter().map(String::as_str)).map(str::to_owned)
}
