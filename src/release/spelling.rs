//! A version in both spellings, PEP 440 and SemVer, the latter as the project writes its pre-releases.

use pep440_rs::Version;

use crate::release::refusal::Refusal;
use crate::standards::version::{to_pep440, to_semver};

/// A version that a project has or may get.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    /// As Python spells it.
    pub pep440: Version,
    /// As Cargo spells it; `None` where Cargo has no such version.
    pub semver: Option<String>,
}

/// How a project writes pre-releases in Cargo.toml: `-rc.1` or `-rc1`, `-alpha.1` or `-a.1`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Style {
    /// The word of the pre-release that showed it.
    word: String,
    /// What stands between the word and the number.
    separator: String,
}

impl Default for Style {
    fn default() -> Self {
        Self {
            word: String::new(),
            separator: ".".to_owned(),
        }
    }
}

impl Style {
    /// The style of the first of these Cargo versions that shows one; `alpha.1` where none does.
    pub fn of<'a>(versions: impl IntoIterator<Item = &'a str>) -> Self {
        versions.into_iter().find_map(Self::shown_by).unwrap_or_default()
    }

    fn shown_by(version: &str) -> Option<Self> {
        let parsed = semver::Version::parse(version).ok()?;
        to_pep440(version)?;
        let pre = parsed.pre.as_str();
        let word = pre.trim_end_matches(|letter: char| !letter.is_ascii_alphabetic());
        let number = pre[word.len()..].trim_start_matches(['.', '-']);
        let is_simple = !word.is_empty() && word.chars().all(|letter| letter.is_ascii_alphabetic());
        let separator = &pre[word.len()..pre.len() - number.len()];
        (is_simple && !number.is_empty()).then(|| Self {
            word: word.to_owned(),
            separator: separator.to_owned(),
        })
    }

    /// The Cargo spelling of a version; `None` if it has none.
    pub fn spell(&self, version: &Version) -> Option<String> {
        let canonical = to_semver(version)?;
        let (release, rest) = canonical.split_at(canonical.find(['-', '+']).unwrap_or(canonical.len()));
        let Some(pre) = rest.strip_prefix('-') else {
            return Some(canonical);
        };
        let (pre, local) = pre.split_at(pre.find('+').unwrap_or(pre.len()));
        let (word, number) = pre.split_once('.')?;
        let word = self.word_for(word);
        Some(format!("{release}-{word}{}{number}{local}", self.separator))
    }

    /// The project's word for a kind of pre-release.
    fn word_for<'a>(&'a self, kind: &'a str) -> &'a str {
        let meaning = |word: &str| to_pep440(&format!("1-{word}1"));
        match kind {
            _ if !self.word.is_empty() && meaning(&self.word) == meaning(kind) => &self.word,
            "alpha" if self.word.eq_ignore_ascii_case("b") => "a",
            "beta" if self.word.eq_ignore_ascii_case("a") => "b",
            kind => kind,
        }
    }
}

impl Release {
    /// The version that somebody names, in either spelling; Cargo's is kept as it is given, or else has the `style`.
    pub fn parse(text: &str, style: &Style) -> Result<Self, Refusal> {
        let Some(pep440) = to_pep440(text) else {
            return Err(unknown(text));
        };
        let semver = match semver::Version::parse(text) {
            Ok(_) => Some(text.to_owned()),
            Err(_) => style.spell(&pep440),
        };
        Ok(Self { pep440, semver })
    }

    /// The version, with Cargo's spelling in the `style`.
    pub fn of(pep440: Version, style: &Style) -> Self {
        let semver = style.spell(&pep440);
        Self { pep440, semver }
    }

    /// Cargo's spelling, where a crate may have this version: post-releases, epochs and a local part it may not.
    ///
    /// SemVer orders a post-release before its release, and what the local part holds is never uploaded.
    pub fn for_crate(&self) -> Result<&str, Refusal> {
        let version = &self.pep440;
        let part = |index| version.release().get(index).copied().unwrap_or(0);
        let next = format!("{}.{}.{}", part(0), part(1), part(2).saturating_add(1));
        let offer = |other: &str| format!("write `{other}` instead");
        if version.epoch() != 0 {
            return Err(Refusal::new(
                format!("`{version}` has an epoch, which a crate cannot have"),
                offer(
                    &version
                        .to_string()
                        .replacen(&format!("{}!", version.epoch()), "", 1),
                ),
            ));
        }
        if version.release().len() > 3 {
            let message = format!("`{version}` has more than three numbers, which a crate cannot have");
            return Err(Refusal::new(message, offer(&next)));
        }
        if version.is_post() {
            let message = format!("`{version}` is a post-release, which cargo orders before the release");
            return Err(Refusal::new(message, offer(&next)));
        }
        if version.is_local() {
            let public = version.clone().without_local();
            let message = format!("`{version}` has a local part, which the index does not accept");
            return Err(Refusal::new(message, offer(&public.to_string())));
        }
        let both = || {
            let message = format!("cargo would order `{version}` after the pre-release that it leads to");
            let plain = version.clone().with_dev(None);
            Refusal::new(message, offer(&plain.to_string()))
        };
        self.semver.as_deref().ok_or_else(both)
    }

    /// Whether cargo, too, orders this version after `other`; also where one of them has no spelling for cargo.
    pub fn grows_for_cargo(&self, other: &str) -> bool {
        let parsed = |text: &str| semver::Version::parse(text).ok();
        match (self.semver.as_deref().and_then(parsed), parsed(other)) {
            (Some(new), Some(old)) => new > old,
            _ => true,
        }
    }
}

/// What to say of a text that is no version, with one that may be meant.
fn unknown(text: &str) -> Refusal {
    let message = format!("`{text}` is not a version that Python and Cargo know");
    let is_release = |letter: char| letter.is_ascii_digit() || letter == '.';
    let (release, rest) = text.split_at(text.find(|letter| !is_release(letter)).unwrap_or(text.len()));
    let words: Vec<&str> = rest
        .split(['-', '.', '+'])
        .filter(|word| !word.is_empty())
        .collect();
    let number = |word: &&&str| word.parse::<u64>().is_ok();
    let is_commit =
        |word: &&&str| word.starts_with('g') && word[1..].chars().all(|letter| letter.is_ascii_hexdigit());
    let commit = words.last().filter(is_commit);
    let count = words.iter().rfind(number).copied().unwrap_or("1");
    let local = commit.map(|commit| format!("+{commit}")).unwrap_or_default();
    let near = format!("{release}-dev.{count}{local}");
    let hint = match semver::Version::parse(&near) {
        Ok(_) if !words.is_empty() => format!("write `{near}`, or use `alpha`, `beta` or `rc`"),
        _ => "write a version such as `1.2.0`, `1.2.0rc1` or `1.2.0-rc.1`".to_owned(),
    };
    Refusal::new(message, hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_spelling_of_the_project_is_kept() {
        for (shown, version, spelled) in [
            ("1.0.0", "1.0.1rc2", "1.0.1-rc.2"),
            ("1.0.0-rc1", "1.0.0rc2", "1.0.0-rc2"),
            ("1.0.0-rc-1", "1.0.0rc2", "1.0.0-rc-2"),
            ("1.0.0-a.1", "1.0.0a2", "1.0.0-a.2"),
            ("1.0.0-a.1", "1.0.0b1", "1.0.0-b.1"),
            ("1.0.0-b1", "1.1.0a1", "1.1.0-a1"),
            ("1.0.0-pre.1", "1.0.0rc2", "1.0.0-pre.2"),
            ("1.0.0-alpha1", "1.0.0b1", "1.0.0-beta1"),
            ("1.0.0-dev0", "1.0.0.dev1", "1.0.0-dev1"),
            ("1.0.0-rc", "1.0.0rc1", "1.0.0-rc.1"),
            ("1.0.0-rc.1.post.2", "1.0.0rc2", "1.0.0-rc.2"),
            ("1.0.0-rc1", "1.0.0", "1.0.0"),
        ] {
            let style = Style::of([shown]);
            let version: Version = version.parse().expect("a version");
            assert_eq!(style.spell(&version).as_deref(), Some(spelled), "{shown}");
        }
    }

    #[test]
    fn what_is_no_version_is_refused_with_one_that_may_be_meant() {
        for (text, offered) in [
            ("1.0.0-nightly.3", "write `1.0.0-dev.3`"),
            ("1.0.0-dev-21-g2ca8632", "write `1.0.0-dev.21+g2ca8632`"),
            ("1.0.0-snapshot", "write `1.0.0-dev.1`"),
            ("one", "write a version such as"),
            ("", "write a version such as"),
        ] {
            let refusal = Release::parse(text, &Style::default()).expect_err("no version");
            assert!(refusal.hint.starts_with(offered), "{text}: {refusal:?}");
        }
    }

    #[test]
    fn what_a_crate_cannot_have_is_refused_with_the_next_best() {
        for (text, offered) in [
            ("1!1.2.3", "1.2.3"),
            ("1.2.3.4", "1.2.4"),
            ("1.2.3.post1", "1.2.4"),
            ("1.2.3-1", "1.2.4"),
            ("1.2.3+local.1", "1.2.3"),
            ("1.2.3a1.dev2", "1.2.3a1"),
        ] {
            let release = Release::parse(text, &Style::default()).expect("a version");
            let refusal = release.for_crate().expect_err("none for a crate");
            assert_eq!(refusal.hint, format!("write `{offered}` instead"));
        }
    }
}
