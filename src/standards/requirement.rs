//! Requirements on other distributions, as pyproject.toml lists them.

use std::panic::catch_unwind;

use pep440_rs::{Operator, VersionSpecifiers};
use pep508_rs::{VerbatimUrl, VersionOrUrl};

use crate::syntax::is_too_deep;
use crate::syntax::toml::Node;

/// What a distribution needs: a name, extras, versions or an address, and a marker.
pub type Requirement = pep508_rs::Requirement<VerbatimUrl>;

/// A value that was understood, and the node that holds it.
#[derive(Debug, Clone)]
pub struct Read<'a, T> {
    /// What the node means.
    pub value: T,
    /// Where it stands.
    pub node: Node<'a>,
}

/// More conditions than markers have: they are made into a diagram, which may double with each.
const MAX_CONDITIONS: usize = 32;

/// Reads a requirement, or says what is wrong with it; `None` for one that is too entangled to be judged.
pub fn parse(text: &str) -> Option<Result<Requirement, String>> {
    let quotes = text.matches(['"', '\'']).count(); // two in each condition
    if is_too_deep(text) || quotes > 2 * MAX_CONDITIONS {
        return None;
    }
    if let Some(mistake) = mistake(text) {
        return Some(Err(mistake));
    }
    // What else it breaks down over is not known to be a mistake.
    let parsed = catch_unwind(|| {
        let parsed: Result<Requirement, _> = text.parse();
        parsed.map_err(|error| error.message.to_string())
    });
    parsed.ok()
}

/// What is wrong with a requirement that the parser would not survive.
fn mistake(text: &str) -> Option<String> {
    let (name, rest) = word(text.trim_start());
    if ends_badly(name) {
        return Some(format!("the name `{name}` does not end with a letter or a digit"));
    }
    let inside = rest.trim_start().strip_prefix('[').unwrap_or_default();
    let extras = inside.split(']').next().unwrap_or_default().split(',');
    let mut extras = extras.map(|extra| word(extra.trim_start()).0);
    if let Some(extra) = extras.find(|extra| ends_badly(extra)) {
        return Some(format!(
            "the extra `{extra}` does not end with a letter or a digit"
        ));
    }
    let is_address = rest.trim_start().starts_with('@'); // which may have a `;` of its own
    let (_, marker) = rest.split_once(';').filter(|_| !is_address)?;
    let mut quote = None;
    let strange = marker.chars().find(|character| {
        match quote {
            Some(open) if open == *character => quote = None,
            None if matches!(character, '"' | '\'') => quote = Some(*character),
            _ => {}
        }
        quote.is_none() && !character.is_ascii()
    })?;
    Some(format!("`{strange}` stands outside of quotes"))
}

/// The name that a text begins with, and the rest.
fn word(text: &str) -> (&str, &str) {
    let is_part = |character: char| character.is_ascii_alphanumeric() || is_mark(character);
    text.split_at(text.find(|character| !is_part(character)).unwrap_or(text.len()))
}

fn ends_badly(name: &str) -> bool {
    name.ends_with(is_mark) && !name.starts_with(is_mark)
}

/// Whether a name may have a character between its letters and digits, and there alone.
fn is_mark(character: char) -> bool {
    matches!(character, '.' | '-' | '_')
}

/// A valid requirement in a list.
pub fn read(node: Node<'_>) -> Option<Read<'_, Requirement>> {
    let value = parse(node.as_str()?)?.ok()?;
    Some(Read { value, node })
}

/// The requirements in one list that are valid.
pub fn read_all(list: Node<'_>) -> Vec<Read<'_, Requirement>> {
    list.items().into_iter().filter_map(read).collect()
}

/// Whether exactly one version is allowed.
pub fn is_pinned(requirement: &Requirement) -> bool {
    specifiers(requirement).is_some_and(|specifiers| {
        let mut specifiers = specifiers.iter();
        specifiers.any(|one| matches!(one.operator(), Operator::Equal | Operator::ExactEqual))
    })
}

/// The versions that a requirement allows, if it names any.
pub fn specifiers(requirement: &Requirement) -> Option<&VersionSpecifiers> {
    match requirement.version_or_url.as_ref()? {
        VersionOrUrl::VersionSpecifier(specifiers) => Some(specifiers),
        VersionOrUrl::Url(_) => None,
    }
}

/// Whether no version from `version` on is allowed.
pub fn stays_below(specifiers: &VersionSpecifiers, version: &pep440_rs::Version) -> bool {
    specifiers.iter().any(|specifier| {
        let is_upper = !matches!(
            specifier.operator(),
            Operator::NotEqual | Operator::NotEqualStar | Operator::GreaterThan | Operator::GreaterThanEqual
        );
        is_upper && specifier.version() <= version && !specifier.contains(version)
    })
}

/// The lowest version that all specifiers together allow, if one of them sets a lower bound.
pub fn floor(specifiers: &VersionSpecifiers) -> Option<pep440_rs::Version> {
    let bounds = specifiers.iter().filter(|specifier| {
        matches!(
            specifier.operator(),
            Operator::GreaterThan
                | Operator::GreaterThanEqual
                | Operator::TildeEqual
                | Operator::Equal
                | Operator::EqualStar
                | Operator::ExactEqual
        )
    });
    bounds.map(|specifier| specifier.version().clone()).max()
}

/// A name as [it is compared](https://packaging.python.org/en/latest/specifications/name-normalization/#name-normalization).
pub fn normal_name(name: &str) -> String {
    let words = name.split(['-', '_', '.']).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_without_case_and_punctuation() {
        for name in ["Demo.Core", "demo_core", "demo--core", "DEMO-.core"] {
            assert_eq!(normal_name(name), "demo-core");
        }
    }

    #[test]
    fn what_the_parser_does_not_survive_is_a_mistake() {
        for (text, reason) in [
            ("numpy->=1.2", "the name `numpy-` does"),
            (" numpy- ; python_version > '3'", "the name `numpy-` does"),
            ("a.@ https://example.org/…", "the name `a.` does"),
            ("a_[x]", "the name `a_` does"),
            ("a [x, y- ]", "the extra `y-` does"),
            ("a[x.", "the extra `x.` does"),
            ("a; os_name == 'ä' aä", "`ä` stands outside"),
        ] {
            let error = parse(text).expect("short").expect_err(text);
            assert!(error.starts_with(reason), "{text}: {error}");
        }
        for text in [
            "a-b[c_d]; os_name == 'ä\"' or 'é' == os_name",
            "a @ https://example.org/ä;b",
        ] {
            assert!(parse(text).is_some_and(|parsed| parsed.is_ok()), "{text}");
        }
    }
}
