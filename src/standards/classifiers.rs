//! The classifiers that the index takes, as of the release that the table names.

use std::sync::LazyLock;

use crate::text::near::nearest;

/// The release, and one classifier a line.
const TABLE: &str = include_str!("classifiers.txt");

/// The classifiers, in the order of their bytes.
static KNOWN: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let mut known: Vec<&str> = TABLE.lines().skip(1).collect();
    known.sort_unstable();
    known
});

/// What is known of a classifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Classifier {
    /// The index takes it.
    Known,
    /// It is surely wrong, and this is the nearest that is right.
    Meant(&'static str),
    /// It is surely wrong: nothing is added where it belongs.
    Wrong,
    /// It is not in the table.
    Unknown,
    /// It is another version of a known one, which may have come after the table.
    Newer,
}

/// The release of the table.
pub fn release() -> &'static str {
    let first = TABLE.lines().next().unwrap_or_default();
    first.trim_start_matches(|character: char| !character.is_ascii_digit())
}

/// What is known of the classifier `text`.
pub fn find(text: &str) -> Classifier {
    if text.starts_with("Private ::") || KNOWN.binary_search(&text).is_ok() {
        return Classifier::Known;
    }
    let known = || KNOWN.iter().copied();
    let wanted = plain(text);
    if let Some(meant) = known().find(|one| plain(one) == wanted) {
        return Classifier::Meant(meant);
    }
    let wanted = versionless(text);
    if known().any(|one| versionless(one) == wanted) {
        return Classifier::Newer;
    }
    // Only where words differ by a slip: what is new may be like what is old.
    let slip = nearest(text, known()).filter(|near| {
        let (words, others) = (text.split(" :: "), near.split(" :: "));
        words.clone().count() == others.clone().count()
            && words
                .zip(others)
                .all(|(word, other)| word == other || nearest(word, [other]).is_some())
    });
    let family = text.split(" :: ").next().unwrap_or_default();
    let has_family = known().any(|one| one.split(" :: ").next() == Some(family));
    match slip {
        Some(meant) => Classifier::Meant(meant),
        // PEP 639 closed the licences, and the states of development are numbered through.
        None if !has_family || matches!(family, "License" | "Development Status") => Classifier::Wrong,
        None => Classifier::Unknown,
    }
}

/// Letters and digits without case.
fn plain(text: &str) -> String {
    let kept = text
        .chars()
        .filter(|character| character.is_alphanumeric() || *character == '.');
    kept.flat_map(char::to_lowercase).collect()
}

/// What stands in the place of versions does not count.
fn versionless(text: &str) -> String {
    text.split(|character: char| character.is_ascii_digit() || character == '.')
        .filter(|part| !part.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_told_from_what_may_be_new() {
        assert!(release().starts_with("20"));
        for (text, found) in [
            ("Programming Language :: Rust", Classifier::Known),
            ("Private :: Do Not Upload", Classifier::Known),
            (
                "programming language::rust",
                Classifier::Meant("Programming Language :: Rust"),
            ),
            (
                "Programming Langage :: Rust",
                Classifier::Meant("Programming Language :: Rust"),
            ),
            ("Programming Language :: Python :: 3.99", Classifier::Newer),
            ("Programming Language :: Rust :: 1.95", Classifier::Unknown),
            ("License :: OSI Approved :: Apache 2.0", Classifier::Wrong),
            (
                "Licence :: OSI Approved",
                Classifier::Meant("License :: OSI Approved"),
            ),
            ("Nothing :: Like This", Classifier::Wrong),
            ("Framework :: Something New", Classifier::Unknown),
        ] {
            assert_eq!(find(text), found, "{text}");
        }
    }
}
