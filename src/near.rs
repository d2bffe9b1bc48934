//! The known name that somebody may have meant by an unknown one.                    [door: strsim]

/// The known name that is most like `name`, if one is like it at all.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|known| (strsim::normalized_damerau_levenshtein(known, name), known))
        .max_by(|one, other| one.0.total_cmp(&other.0))
        .filter(|(likeness, _)| *likeness > 0.7)
        .map(|(_, known)| known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_alike_is_near() {
        assert_eq!(nearest("licence", ["license", "readme"]), Some("license"));
        assert_eq!(
            nearest("modul-name", ["module-name", "name"]),
            Some("module-name")
        );
        assert_eq!(nearest("summary", ["license", "readme"]), None);
    }
}
