//! Which version the wheel gets, from where, and which crates have the same one.

use pep440_rs::Version;

use crate::release::own::Own;
use crate::release::refusal::Refusal;
use crate::release::spelling::{Release, Style};
use crate::standards::version::{is_placeholder, same_numbering, same_release, to_pep440};
use crate::syntax::toml::{Node, Toml};

/// The numbers that a project has.
#[derive(Debug)]
pub struct Numbering<'a> {
    /// The version of the wheel.
    pub wheel: Release,
    /// The version of the crate, if it is the wheel's or belongs to the same numbering.
    pub krate: Option<Node<'a>>,
    /// The version in `[project]`.
    pub fixed: Option<Node<'a>>,
    /// Whether the crate has a numbering of its own.
    pub is_separate: bool,
    /// The manifests of the crates whose version is that of the project.
    pub crates: Vec<&'a Toml>,
    /// How the project spells pre-releases for Cargo.
    pub style: Style,
}

impl<'a> Numbering<'a> {
    /// The numbers of a project.
    ///
    /// # Errors
    ///
    /// No version is written anywhere, or one that is none.
    pub fn of(own: &'a Own<'a>) -> Result<Self, Refusal> {
        let krate = own.binding().and_then(|manifest| own.version_of(manifest));
        let pyproject = own.project.pyproject.as_ref();
        let fixed = pyproject.and_then(|pyproject| pyproject.field("version"));
        let Some((node, text)) = fixed.or(krate).and_then(|node| Some((node, node.as_str()?))) else {
            return Err(Refusal::new(
                "no version is written in pyproject.toml or Cargo.toml",
                "write `version = \"0.1.0\"` in `[package]` of Cargo.toml",
            ));
        };
        let Some(wheel) = to_pep440(text) else {
            return Err(Refusal::new(
                format!(
                    "{}: `{text}` is not a version that Python knows",
                    node.toml().path
                ),
                "write a version such as `1.2.0` or `1.2.0-rc.1` there",
            ));
        };
        let cargo = krate.and_then(Node::as_str);
        let of_crate = cargo.and_then(to_pep440);
        let is_separate =
            fixed.is_some() && krate.is_some() && !of_crate.is_some_and(|other| is_one(&wheel, &other));
        let krate = krate.filter(|_| !is_separate);
        let style = Style::of([cargo, fixed.and_then(Node::as_str)].into_iter().flatten());
        let is_same = |text: &&str| to_pep440(text).as_ref() == Some(&wheel);
        let semver = cargo.filter(is_same).map(str::to_owned);
        let wheel = Release {
            semver: semver.or_else(|| style.spell(&wheel)),
            pep440: wheel,
        };
        let crates = krate.map(|krate| crates(own, krate)).unwrap_or_default();
        Ok(Self {
            wheel,
            krate,
            fixed,
            is_separate,
            crates,
            style,
        })
    }

    /// Whether a crate has the version of the project.
    pub fn has(&self, manifest: &Toml) -> bool {
        self.crates.iter().any(|own| own.path == manifest.path)
    }

    /// Whether the version only says "look elsewhere": nothing looks like it among those that tags name.
    pub fn is_placeholder(&self, tagged: Option<&Version>) -> bool {
        let version = &self.wheel.pep440;
        let zeros = version.release().iter().all(|part| *part == 0);
        let is_far = |tagged: &Version| tagged > version && !same_numbering(tagged, version);
        zeros || is_placeholder(version) && version.release() != [0, 0, 1] || tagged.is_some_and(is_far)
    }
}

/// Whether the versions of a wheel and its crate belong to one numbering.
fn is_one(wheel: &Version, krate: &Version) -> bool {
    same_release(wheel, krate) || same_numbering(wheel, krate)
}

/// The crates of the workspace that inherit the version of the crate, or repeat it.
fn crates<'a>(own: &'a Own<'a>, krate: Node<'a>) -> Vec<&'a Toml> {
    let Some(binding) = own.binding() else {
        return Vec::new();
    };
    let root = own.root_of(binding).unwrap_or(binding);
    let mut found = own.locked_with(root);
    found.retain(|manifest| {
        let version = own.version_of(manifest);
        version.is_some_and(|version| version.as_str() == krate.as_str())
    });
    if !found.iter().any(|manifest| manifest.path == binding.path) {
        found.push(binding);
    }
    found.sort_by(|one, other| one.path.cmp(&other.path));
    found
}
