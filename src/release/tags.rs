//! The tags of a project: which one the next version gets, and which version a tag names.

use pep440_rs::Version;

use crate::about::NAME;
use crate::release::configured::setting;
use crate::release::family::{Family, Tag, candidates, read};
use crate::release::numbering::Numbering;
use crate::release::own::Own;
use crate::release::refusal::Refusal;
use crate::release::spelling::{Release, Style};
use crate::standards::version::to_pep440;

/// The tags of a project, among all of its repository.
#[derive(Clone, Debug)]
pub struct Tags<'a> {
    /// What the settings say, or the family of the last tag that named this distribution.
    family: Option<Family>,
    /// All that name a version, the oldest first.
    all: Vec<Tag<'a>>,
    /// Whether several families may be the project's.
    is_unclear: bool,
    /// Whether the settings say which it is.
    is_configured: bool,
}

impl<'a> Tags<'a> {
    /// Sorts the tags of a repository, which are given with the oldest first.
    ///
    /// # Errors
    ///
    /// The settings have a pattern that is none.
    pub fn of(own: &Own<'_>, numbering: &Numbering<'_>, tags: &'a [String]) -> Result<Self, Refusal> {
        let configured = setting(own, "tag").map(|node| {
            node.as_str().and_then(Family::of).ok_or_else(|| {
                Refusal::new(
                    format!("`tag` in `[tool.{NAME}.version]` does not contain `{{version}}`"),
                    "write a pattern such as `v{version}`",
                )
            })
        });
        let configured = configured.transpose()?;
        let parse = |tag: &'a String| match &configured {
            Some(family) => {
                let (text, version) = family.version_in(tag)?;
                Some(Tag {
                    family: family.clone(),
                    text,
                    version,
                })
            }
            None => read(tag),
        };
        let all: Vec<Tag<'a>> = tags.iter().filter_map(parse).collect();
        let is_configured = configured.is_some();
        let own_family = match configured {
            Some(family) => vec![family],
            None => candidates(own, numbering, &all),
        };
        Ok(Self {
            is_unclear: own_family.len() > 1,
            family: own_family.into_iter().next(),
            is_configured,
            all,
        })
    }

    /// The newest version that a tag of the project names.
    pub fn newest(&self) -> Option<&Version> {
        let family = self.family.as_ref().filter(|_| !self.is_unclear)?;
        self.all
            .iter()
            .filter(|tag| tag.family == *family)
            .map(|tag| &tag.version)
            .max()
    }

    /// The tag that `to` gets.
    ///
    /// # Errors
    ///
    /// Several families may be the project's, the tag exists, or a newer version has one.
    pub fn next(&self, to: &Release) -> Result<String, Refusal> {
        let hint = format!("set `tag = \"v{{version}}\"` in `[tool.{NAME}.version]`");
        if self.is_unclear {
            return Err(Refusal::new(
                "the tags of this repository do not show how this project's are named",
                hint,
            ));
        }
        let family = self.family.clone().unwrap_or_else(Family::usual);
        let own = || self.all.iter().filter(|tag| tag.family == family);
        if let Some(same) = own().find(|tag| tag.version == to.pep440) {
            let tag = family.tag(same.text);
            return Err(Refusal::new(
                format!("the tag `{tag}` exists"),
                "name a newer version",
            ));
        }
        if let Some(newest) = self.newest().filter(|newest| **newest > to.pep440) {
            let message = format!("`{}` is not newer than `{newest}`, which has a tag", to.pep440);
            return Err(Refusal::new(message, "name a newer version"));
        }
        let early = own().rfind(|tag| tag.version.any_prerelease());
        let is_python = early.is_some_and(|tag| tag.version.to_string() == tag.text);
        let spelled = match early {
            Some(tag) if !is_python => Style::of([tag.text]).spell(&to.pep440),
            Some(_) => None,
            None => to.semver.clone(),
        };
        Ok(family.tag(&spelled.unwrap_or_else(|| to.pep440.to_string())))
    }

    /// The version that CI builds, by the tags of what is checked out.
    ///
    /// # Errors
    ///
    /// None of them names a version of the project, or they name several.
    pub fn built(&self, tags: &[String]) -> Result<String, Refusal> {
        let of_family = |tag: &String| {
            self.family
                .as_ref()?
                .version_in(bare(tag))
                .map(|(text, _)| text.to_owned())
        };
        let mut found: Vec<String> = tags.iter().filter_map(of_family).collect();
        if found.is_empty() {
            found = tags
                .iter()
                .filter_map(|tag| Some(read(bare(tag))?.text.to_owned()))
                .collect();
        }
        found.sort();
        found.dedup_by(|one, other| to_pep440(one) == to_pep440(other));
        let hint = "check out the tag, or name the version: `{program} version VERSION`";
        match (found.as_slice(), tags) {
            ([version], _) => Ok(version.clone()),
            ([], []) => Err(Refusal::new("no tag is checked out", hint)),
            ([], _) => Err(Refusal::new(
                format!("`{}` names no version", tags.join("`, `")),
                hint,
            )),
            _ => Err(Refusal::new(
                format!("the tags `{}` name several versions", tags.join("`, `")),
                hint,
            )),
        }
    }

    /// What is wrong with building a tag from here; `None` where it names the version of the project, however spelled.
    pub fn mismatch(&self, tag: &str, numbering: &Numbering<'_>) -> Option<Refusal> {
        let version = &numbering.wheel.pep440;
        let named = match self.family.as_ref().filter(|_| self.is_configured) {
            Some(family) => family.version_in(bare(tag)).map(|(_, version)| version),
            None => read(bare(tag)).map(|tag| tag.version),
        };
        let Some(named) = named else {
            let message = format!(
                "the tag `{}` names no version of this project, which is at `{version}`",
                bare(tag)
            );
            return Some(Refusal::new(message, "tag with `{program} version --tag`"));
        };
        if named == *version {
            return None;
        }
        let message = format!("the tag `{}` does not match the version `{version}`", bare(tag));
        let hint = match numbering.is_placeholder(self.newest()) {
            true => "run `{program} version --from-tag` before the build".to_owned(),
            false => format!(
                "delete the tag, set the version with `{{program}} version {named} --tag`, and push again"
            ),
        };
        Some(Refusal::new(message, hint))
    }
}

/// The name of a tag, without what git puts before it.
fn bare(tag: &str) -> &str {
    tag.strip_prefix("refs/tags/").unwrap_or(tag)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::Project;
    use crate::tree::Tree;

    fn with(version: &str, settings: &str, check: impl FnOnce(&Own<'_>, &Numbering<'_>)) {
        let pyproject = format!(
            "[build-system]\nrequires = [\"maturin\"]\nbuild-backend = \"maturin\"\n[project]\nname = \"demo-lib\"\ndynamic = [\"version\"]\n{settings}"
        );
        let cargo = format!("[package]\nname = \"demo\"\nversion = \"{version}\"\n");
        let tree = Tree::memory([("pyproject.toml", pyproject), ("Cargo.toml", cargo)]);
        let project = Project::read(tree).expect("a project");
        let own = Own::read(&project);
        let numbering = Numbering::of(&own).expect("a version");
        check(&own, &numbering);
    }

    fn texts(tags: &[&str]) -> Vec<String> {
        tags.iter().map(|tag| (*tag).to_owned()).collect()
    }

    #[test]
    fn the_next_tag_looks_like_the_last_of_the_distribution() {
        for (tags, next, expected) in [
            (&[][..], "1.3.0", "v1.3.0"),
            (&["v1.1.0", "v1.2.0"], "1.3.0", "v1.3.0"),
            (&["v1.1.0", "1.2.0"], "1.3.0", "1.3.0"),
            (&["1.1.0", "v1.2.0"], "1.3.0rc1", "v1.3.0-rc.1"),
            (&["v1.1.0rc1", "v1.2.0"], "1.3.0rc1", "v1.3.0rc1"),
            (&["v1.1.0-rc1", "v1.2.0"], "1.3.0rc2", "v1.3.0-rc2"),
            (&["rust-v1.2.0", "py-v1.2.0", "rust-v1.2.1"], "1.3.0", "py-v1.3.0"),
            (&["core/v7.0.0", "demo-lib@v1.2.0"], "1.3.0", "demo-lib@v1.3.0"),
            (&["release-1.2.0", "docs-7.1.0"], "1.3.0", "release-1.3.0"),
        ] {
            with("1.2.0", "", |own, numbering| {
                let tags = texts(tags);
                let sorted = Tags::of(own, numbering, &tags).expect("a pattern");
                let to = Release::parse(next, &Style::default()).expect("a version");
                assert_eq!(sorted.next(&to).as_deref(), Ok(expected), "{tags:?}");
            });
        }
    }

    #[test]
    fn what_is_not_clear_exists_or_is_older_is_refused() {
        for (tags, next) in [
            (&["a-v1.2.0", "b-v1.2.0"][..], "1.3.0"),
            (&["v1.2.0", "v1.3.0"], "1.3.0"),
            (&["v1.2.0", "v1.3.0-rc.1"], "1.3.0rc1"),
            (&["v1.2.0", "v1.4.0"], "1.3.0"),
        ] {
            with("1.2.0", "", |own, numbering| {
                let tags = texts(tags);
                let sorted = Tags::of(own, numbering, &tags).expect("a pattern");
                let to = Release::parse(next, &Style::default()).expect("a version");
                assert!(sorted.next(&to).is_err(), "{tags:?}");
            });
        }
        let settings = "[tool.ironwheel.version]\ntag = \"b-v{version}\"\n";
        with("1.2.0", settings, |own, numbering| {
            let tags = texts(&["a-v1.2.0", "b-v1.2.0"]);
            let sorted = Tags::of(own, numbering, &tags).expect("a pattern");
            let to = Release::parse("1.3.0", &Style::default()).expect("a version");
            assert_eq!(sorted.next(&to).as_deref(), Ok("b-v1.3.0"));
            assert!(sorted.mismatch("b-v1.2.0", numbering).is_none());
            assert!(sorted.mismatch("a-v1.2.0", numbering).is_some());
        });
    }

    #[test]
    fn tags_are_compared_as_versions() {
        with("1.0.0-rc.1", "", |own, numbering| {
            let sorted = Tags::of(own, numbering, &[]).expect("a pattern");
            for same in [
                "v1.0.0-rc.1",
                "1.0.0rc1",
                "v1.0.0-rc1",
                "py-v1.0.0rc1",
                "demo/v1.0.0-RC.1",
                "refs/tags/v1.0.0-rc.1",
            ] {
                assert_eq!(sorted.mismatch(same, numbering), None, "{same}");
            }
            for other in ["v1.0.0", "v1.0.0-rc.2", "main", "v1.0", "v"] {
                assert!(sorted.mismatch(other, numbering).is_some(), "{other}");
            }
        });
    }

    #[test]
    fn the_tag_that_is_built_says_the_version() {
        with("0.0.0", "", |own, numbering| {
            let tags = texts(&["v1.0.0", "v1.1.0"]);
            let sorted = Tags::of(own, numbering, &tags).expect("a pattern");
            assert!(numbering.is_placeholder(sorted.newest()));
            assert_eq!(
                sorted.built(&texts(&["v1.2.0-rc.1"])).as_deref(),
                Ok("1.2.0-rc.1")
            );
            assert_eq!(
                sorted.built(&texts(&["latest", "v1.2.0"])).as_deref(),
                Ok("1.2.0")
            );
            for tags in [&[][..], &["latest"], &["v1.2.0", "v1.3.0"]] {
                assert!(sorted.built(&texts(tags)).is_err(), "{tags:?}");
            }
        });
    }
}
