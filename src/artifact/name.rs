//! What the name of a wheel or source distribution says: the project, the version and the tags.

use std::collections::BTreeSet;

use pep440_rs::Version;

use crate::artifact::tags::Tags;

/// What an archive is, by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A wheel, with the tags of its name.
    Wheel(Tags),
    /// A source distribution.
    Sdist,
}

/// The name of a file that is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The name of the project as it is written there.
    pub project: String,
    /// The version as it is written there.
    pub version: String,
    /// What it is.
    pub kind: Kind,
}

/// Whether a file is a wheel or a source distribution, by the end of its name.
pub fn is_artifact(file: &str) -> bool {
    file.ends_with(".whl") || file.ends_with(".tar.gz")
}

impl Name {
    /// Reads the name of a file; `None` for a name that the standards do not allow.
    ///
    /// The parts of a [wheel's](https://packaging.python.org/en/latest/specifications/binary-distribution-format/) name
    /// and of an [sdist's](https://packaging.python.org/en/latest/specifications/source-distribution-format/).
    pub fn of(file: &str) -> Option<Self> {
        let is_plain = |text: &str| {
            let is_letter = |letter: char| letter.is_ascii_alphanumeric() || "._+!-".contains(letter);
            !text.is_empty() && text.chars().all(is_letter)
        };
        if let Some(stem) = file.strip_suffix(".whl") {
            let parts: Vec<&str> = stem.split('-').collect();
            let (&[project, version], rest) = parts.split_first_chunk()?;
            let tags: &[&str; 3] = match rest {
                [build, tags @ ..] if build.starts_with(|first: char| first.is_ascii_digit()) => {
                    tags.try_into().ok()?
                }
                tags => tags.try_into().ok()?,
            };
            let is_fine = is_plain(project) && is_plain(version) && tags.iter().all(|tag| is_plain(tag));
            return is_fine.then(|| Self {
                project: project.to_owned(),
                version: version.to_owned(),
                kind: Kind::Wheel(Tags::of(tags)),
            });
        }
        let (project, version) = file.strip_suffix(".tar.gz")?.rsplit_once('-')?;
        (is_plain(project) && is_plain(version)).then(|| Self {
            project: project.to_owned(),
            version: version.to_owned(),
            kind: Kind::Sdist,
        })
    }

    /// The version, if it is one.
    pub fn version(&self) -> Option<Version> {
        self.version.replace('_', "-").parse().ok()
    }

    /// The tags of a wheel.
    pub fn tags(&self) -> Option<&Tags> {
        match &self.kind {
            Kind::Wheel(tags) => Some(tags),
            Kind::Sdist => None,
        }
    }
}

/// The tags of a wheel, each with those that it is compressed with: `cp310-abi3-a.b` is `cp310-abi3-a` and `cp310-abi3-b`.
pub fn expanded(tags: &Tags) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for python in &tags.pythons {
        for abi in &tags.abis {
            all.extend(
                tags.platforms
                    .iter()
                    .map(|platform| format!("{python}-{abi}-{}", platform.text)),
            );
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_by_their_parts() {
        let name = Name::of("my_pkg-1.0rc1-1-cp310.cp311-abi3-linux_x86_64.whl").expect("a wheel");
        assert_eq!(
            (name.project.as_str(), name.version.as_str()),
            ("my_pkg", "1.0rc1")
        );
        let tags = name.tags().expect("a wheel");
        assert_eq!(
            Vec::from_iter(expanded(tags)),
            ["cp310-abi3-linux_x86_64", "cp311-abi3-linux_x86_64"]
        );
        let name = Name::of("my-pkg-1.0.tar.gz").expect("an sdist");
        assert_eq!((name.project.as_str(), name.tags()), ("my-pkg", None));
        for none in [
            "a-1.0-py3-none.whl",
            "a.whl",
            "a-1-x-py3-none-any.whl",
            "1.0.tar.gz",
            "a\x1b-1.tar.gz",
            "a-1.zip",
        ] {
            assert_eq!(Name::of(none), None, "{none}");
        }
    }
}
