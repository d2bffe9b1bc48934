//! Requirements on other distributions, as pyproject.toml lists them.

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
    let parsed: Result<Requirement, _> = text.parse();
    Some(parsed.map_err(|error| error.to_string()))
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
}
