//! How a line that a program prints reads: a text with holes, `error: linker {} not found`.

/// What stands in the holes of `pattern` if `text` begins as it says; a hole at its end holds the rest of the text.
pub fn holes<'t>(pattern: &str, text: &'t str) -> Option<Vec<&'t str>> {
    let mut parts = pattern.split("{}");
    let mut rest = text.strip_prefix(parts.next()?)?;
    let mut found = Vec::new();
    for part in parts {
        let (hole, after) = if part.is_empty() {
            (rest, "")
        } else {
            rest.split_once(part)?
        };
        found.push(hole);
        rest = after;
    }
    Some(found)
}

/// The longest piece of `pattern`: where it does not stand, the pattern does not fit.
pub fn anchor(pattern: &str) -> &str {
    let longest = pattern.split("{}").max_by_key(|part| part.len());
    longest.unwrap_or(pattern)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holes_hold_what_differs() {
        let linker = "error: linker `{}` not found";
        assert_eq!(
            holes(linker, "error: linker `cc` not found, again"),
            Some(vec!["cc"])
        );
        assert_eq!(holes(linker, "an error: linker `cc` not found"), None);
        assert_eq!(
            holes("{}: not found: {}", "a: not found: b c"),
            Some(vec!["a", "b c"])
        );
        assert_eq!(holes("as it is", "as it is"), Some(vec![]));
        assert_eq!(anchor(linker), "error: linker `");
    }
}
