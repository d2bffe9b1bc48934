//! Families of tags that name versions, and which of them is that of a project.

use pep440_rs::Version;

use crate::project::manifests::pyproject::Pyproject;
use crate::release::configured::VERSION;
use crate::release::numbering::Numbering;
use crate::release::own::Own;
use crate::standards::requirement::normal_name;
use crate::standards::version::{same_numbering, to_pep440};
use crate::syntax::toml::Node;

/// What stands around the version in the tags of one family.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Family {
    before: String,
    after: String,
}

/// A tag that names a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag<'a> {
    /// What stands around the version.
    pub family: Family,
    /// The version as it is spelled there.
    pub text: &'a str,
    /// The version.
    pub version: Version,
}

impl Family {
    /// The family of the tags that look like `pattern`.
    pub fn of(pattern: &str) -> Option<Self> {
        let (before, after) = pattern.split_once(VERSION)?;
        Some(Self {
            before: before.to_owned(),
            after: after.to_owned(),
        })
    }

    /// The version that a tag of the family names.
    pub fn version_in<'a>(&self, tag: &'a str) -> Option<(&'a str, Version)> {
        let text = tag
            .strip_prefix(self.before.as_str())?
            .strip_suffix(self.after.as_str())?;
        Some((text, to_pep440(text)?))
    }

    /// `v1.2.3`, as most tags are.
    pub fn usual() -> Self {
        Self {
            before: "v".to_owned(),
            after: String::new(),
        }
    }

    /// Whether it is named after the distribution, or after Python.
    fn is_named_after(&self, distribution: &str) -> bool {
        let before = normal_name(self.before.trim_end_matches(['v', '/', '@', '-', '_']));
        before == distribution
            || before
                .split('-')
                .any(|word| matches!(word, "py" | "python" | "pypi" | "wheel"))
    }

    /// The tag of a version that is spelled as `text`.
    pub fn tag(&self, text: &str) -> String {
        format!("{}{text}{}", self.before, self.after)
    }
}

/// What a tag names: the text before the version is the shortest that leaves one.
pub fn read(tag: &str) -> Option<Tag<'_>> {
    let digits = tag.match_indices(|letter: char| letter.is_ascii_digit());
    let starts = digits
        .map(|(at, _)| at)
        .filter(|at| !tag[..*at].ends_with(|letter: char| letter.is_ascii_digit() || letter == '.'));
    starts.into_iter().find_map(|at| {
        let text = &tag[at..];
        Some(Tag {
            family: Family {
                before: tag[..at].to_owned(),
                after: String::new(),
            },
            text,
            version: to_pep440(text)?,
        })
    })
}

/// The families that may be the project's, the likeliest alone where one is.
pub fn candidates(own: &Own<'_>, numbering: &Numbering<'_>, all: &[Tag<'_>]) -> Vec<Family> {
    let wheel = &numbering.wheel.pep440;
    let mut families: Vec<Family> = Vec::new();
    for tag in all.iter().rev() {
        if !families.contains(&tag.family) {
            families.push(tag.family.clone());
        }
    }
    let has = |family: &Family, is: &dyn Fn(&Version) -> bool| {
        all.iter().any(|tag| tag.family == *family && is(&tag.version))
    };
    let newest = |family: &Family| {
        all.iter()
            .filter(|tag| tag.family == *family)
            .map(|tag| &tag.version)
            .max()
    };
    let name = own.project.pyproject.as_ref().and_then(Pyproject::project);
    let name = name
        .and_then(|project| project.get("name"))
        .and_then(Node::as_str)
        .map(normal_name);
    let is_named = |family: &Family| name.as_ref().is_some_and(|name| family.is_named_after(name));
    let with_version: Vec<Family> = families
        .iter()
        .filter(|family| has(family, &|version| version == wheel))
        .cloned()
        .collect();
    let near = |family: &&Family| newest(family).is_some_and(|newest| same_numbering(newest, wheel));
    let near: Vec<Family> = families.iter().filter(near).cloned().collect();
    for some in [with_version, near, families] {
        let named: Vec<Family> = some.iter().filter(|family| is_named(family)).cloned().collect();
        let plain = |family: &Family| matches!(family.before.as_str(), "" | "v");
        match (named.as_slice(), some.as_slice()) {
            ([_, ..], _) => return named[..1].to_vec(),
            ([], [_]) => return some,
            // A project that began to write `v`, or stopped: the last tag shows how it is done now.
            ([], [first, ..]) if some.iter().all(plain) => return vec![first.clone()],
            ([], [_, ..]) => return some,
            ([], []) => {}
        }
    }
    Vec::new()
}
