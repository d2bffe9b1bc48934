//! YAML: whether a text is valid, and where it is not.                               [door: granit-parser]

use granit_parser::Parser;

use super::{SyntaxError, is_too_deep};

/// Parses every document of `text` and forgets it.
pub fn validate(text: &str) -> Result<(), SyntaxError> {
    if is_too_deep(text) {
        return Ok(());
    }
    for event in Parser::new_from_str(text) {
        event.map_err(|error| {
            let offset = error.marker().byte_offset().unwrap_or(text.len());
            SyntaxError {
                message: error.kind().to_string(),
                span: (offset..offset).into(),
            }
        })?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_where_it_is_broken() {
        let text = "name: ü\non: ]push\n";
        let error = validate(text).expect_err("no bracket is open");
        assert_eq!(&text[error.span.start..], "]push\n");
        assert_eq!(validate("on:\n  - push\na: [\n  1,\n]\n"), Ok(()));
    }
}
