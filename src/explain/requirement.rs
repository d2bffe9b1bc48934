//! What pip says of a requirement that it cannot meet.

use crate::explain::cause::Said;

/// The name of the project that a requirement asks for.
pub fn name(asked: &str) -> &str {
    let is_name = |character: char| character.is_ascii_alphanumeric() || "-_.".contains(character);
    asked
        .split(|character| !is_name(character))
        .next()
        .unwrap_or(asked)
}

/// Whether pip did not reach the index at all: it then says that there are no versions.
pub fn is_cut_off(said: &Said<'_>) -> bool {
    let signs = [
        "Retrying (Retry(",
        "NewConnectionError",
        "NameResolutionError",
        "ProxyError",
        "CERTIFICATE_VERIFY_FAILED",
    ];
    signs.iter().any(|sign| said.log.says(sign))
}
