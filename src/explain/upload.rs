//! What twine, uv and maturin say where an index refuses a file: the words are the index's own.

use crate::explain::cause::Said;

/// How they begin.
pub const REFUSED: &[&str] = &[
    "{}HTTPError: {} from {}",
    "{}HTTPError: {} for url: {}",
    "Username or password are incorrect",
    "Username and/or password are possibly wrong",
    "{}Server returned status code {}",
    "{}Server says: {}",
    "File already exists: {}",
    "Failed to upload{}",
    "INFO     <html>{}", // what twine shows of the answer with `--verbose`
];

/// The whole answer in small letters, on one line.
pub fn refused(said: &Said<'_>) -> String {
    said.line.paragraph().to_ascii_lowercase()
}
