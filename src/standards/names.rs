//! Names that mean something to Python: keywords, and modules of its standard library. [door: ruff_python_stdlib]

use ruff_python_stdlib::{keyword, sys};

/// Whether Python 3.`minor` comes with a top-level module of that name.
pub fn is_standard_module(name: &str, minor: u64) -> bool {
    u8::try_from(minor).is_ok_and(|minor| sys::is_known_standard_library(minor, name))
}

/// Whether no module, class or function can have that name.
pub fn is_keyword(name: &str) -> bool {
    keyword::is_keyword(name)
}

/// Whether Python takes `text` for a name, keywords among them.
pub fn is_identifier(text: &str) -> bool {
    let mut letters = text.chars();
    let first = letters
        .next()
        .is_some_and(|letter| letter.is_alphabetic() || letter == '_');
    first && letters.all(|letter| letter.is_alphanumeric() || letter == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_come_and_go() {
        assert!(is_standard_module("tomllib", 11) && !is_standard_module("tomllib", 10));
        assert!(is_standard_module("telnetlib", 12) && !is_standard_module("telnetlib", 13));
        assert!(!is_standard_module("numpy", 15) && is_keyword("async"));
    }
}
