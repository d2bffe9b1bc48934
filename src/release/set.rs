//! Another version at every spot: what is refused, what is said about it, and all edits.

use pep440_rs::Version;

use crate::about::NAME;
use crate::release::bump::{Bump, bumped};
use crate::release::literals;
use crate::release::news;
use crate::release::numbering::Numbering;
use crate::release::own::Own;
use crate::release::owner;
use crate::release::places::{self, Files};
use crate::release::refusal::Refusal;
use crate::release::spelling::Release;
use crate::release::spot::{Kind, Spot};
use crate::standards::date::Date;
use crate::standards::version::to_pep440;
use crate::text::edit::Edit;

/// The version that somebody wants.
#[derive(Clone, Debug)]
pub enum Target {
    /// This one, in either spelling.
    Exact(String),
    /// The next one.
    Next(Vec<Bump>),
}

/// What somebody wants.
#[derive(Clone, Debug)]
pub struct Wish {
    /// The version.
    pub target: Target,
    /// The newest version that a tag of the project names.
    pub tagged: Option<Version>,
    /// The day of the release.
    pub today: Date,
    /// Whether CI stamps the version of a tag into a project that need not have one.
    pub is_stamp: bool,
    /// Whether what is doubtful is done all the same.
    pub is_forced: bool,
}

/// What it comes to.
#[derive(Clone, Debug)]
pub struct Setting {
    /// The version as it is.
    pub from: Release,
    /// The version as it will be.
    pub to: Release,
    /// The changes to all files.
    pub edits: Vec<Edit>,
    /// What the person should know.
    pub notes: Vec<String>,
    /// The spots that have the old version and keep it.
    pub left: Vec<Spot>,
}

/// Sets the version of a project.
///
/// # Errors
///
/// The version, or the state of the project, is refused.
pub fn set(own: &Own<'_>, numbering: &Numbering<'_>, files: &Files, wish: &Wish) -> Result<Setting, Refusal> {
    if !wish.is_stamp && !wish.is_forced {
        expect_unowned(own)?;
        expect_no_placeholder(numbering, wish)?;
    }
    let spots = places::spots(own, numbering, files);
    let (to, mut notes) = target(numbering, wish, &spots)?;
    let for_crate = version_of_crate(numbering, &to, wish)?;
    let mut edits = Vec::new();
    for spot in &spots {
        edits.extend(match spot.kind {
            Kind::Crate | Kind::Workspace | Kind::Member => for_crate.as_ref().and_then(|to| spot.edit(to)),
            Kind::Configured if !spot.is_written() => return Err(unmentioned(spot, &numbering.wheel)),
            _ => spot.edit(&to),
        });
    }
    if let Some(text) = for_crate.as_ref().and_then(|to| to.semver.as_deref()) {
        edits.extend(places::edits(own, numbering, files, text)?);
    }
    if !wish.is_stamp && to.pep440 > numbering.wheel.pep440 {
        edits.extend(told(own, &numbering.wheel.pep440, &to, wish, &mut notes));
    }
    Ok(Setting {
        from: numbering.wheel.clone(),
        to,
        edits,
        notes,
        left: spots
            .into_iter()
            .filter(|spot| spot.agrees && !spot.is_written())
            .collect(),
    })
}

/// The edits that tell of the release: in the changelog, and in the citation.
fn told(own: &Own<'_>, wheel: &Version, to: &Release, wish: &Wish, notes: &mut Vec<String>) -> Vec<Edit> {
    let mut edits = Vec::new();
    if let Some(changelog) = news::changelog(own) {
        let is_early = to.pep440.any_prerelease();
        let has_early = || {
            changelog
                .headings
                .iter()
                .any(|heading| heading.version.any_prerelease())
        };
        if !is_early || has_early() && !to.pep440.is_dev() {
            edits.extend(news::edits(&changelog, to, wish.today));
        } else if changelog.unreleased.is_some() {
            notes.push(format!(
                "`Unreleased` stays in {} until the release",
                changelog.path
            ));
        }
        if edits.is_empty() && !is_early && !changelog.names(&to.pep440) {
            notes.push(format!(
                "{} has no heading `Unreleased`: add one for {}",
                changelog.path, to.pep440
            ));
        }
    }
    if !to.pep440.any_prerelease() {
        edits.extend(literals::dates(own, wheel, &wish.today.iso()));
    }
    edits
}

fn expect_unowned(own: &Own<'_>) -> Result<(), Refusal> {
    match owner::of(own) {
        None => Ok(()),
        Some(owner) => Err(Refusal::new(
            format!(
                "{} sets the version of this project ({})",
                owner.tool, owner.place.path
            ),
            format!("release with {}, or add `--force`", owner.tool),
        )),
    }
}

fn expect_no_placeholder(numbering: &Numbering<'_>, wish: &Wish) -> Result<(), Refusal> {
    if !numbering.is_placeholder(wish.tagged.as_ref()) {
        return Ok(());
    }
    let version = &numbering.wheel.pep440;
    let why = match &wish.tagged {
        Some(tagged) => format!("`{version}` is a placeholder: tags go up to `{tagged}`"),
        None => format!("`{version}` is a placeholder"),
    };
    Err(Refusal::new(
        why,
        "let CI run `{program} version --from-tag` before it builds, or add `--force`",
    ))
}

/// The version that is wanted, and what to say about it.
fn target(numbering: &Numbering<'_>, wish: &Wish, spots: &[Spot]) -> Result<(Release, Vec<String>), Refusal> {
    let old = &numbering.wheel;
    let mut notes = Vec::new();
    let mut to = match &wish.target {
        Target::Exact(text) => Release::parse(text.trim(), &numbering.style)?,
        Target::Next(bumps) => {
            let (new, note) = bumped(&old.pep440, bumps)?;
            if !wish.is_forced {
                expect_agreement(spots, old, &new)?;
            }
            notes.extend(note);
            Release::of(new, &numbering.style)
        }
    };
    if numbering.fixed.is_none() {
        // The wheel gets what maturin makes of Cargo's spelling, in which `1.3` is `1.3.0`.
        to.pep440 = to.semver.as_deref().and_then(to_pep440).unwrap_or(to.pep440);
    }
    if to.pep440 < old.pep440 {
        notes.push(format!("`{}` is older than `{}`", to.pep440, old.pep440));
    } else if let Some(semver) = old.semver.as_deref().filter(|_| to.pep440 > old.pep440) {
        let new = to.semver.as_deref().unwrap_or_default();
        if numbering.krate.is_some() && !to.grows_for_cargo(semver) {
            notes.push(format!("cargo orders `{new}` before `{semver}`, Python after it"));
        }
    }
    Ok((to, notes))
}

/// Where manifests contradict each other, it is not for us to say which of them is raised.
fn expect_agreement(spots: &[Spot], old: &Release, new: &Version) -> Result<(), Refusal> {
    let is_manifest = |spot: &&Spot| matches!(spot.kind, Kind::Crate | Kind::Workspace | Kind::Project);
    let manifests: Vec<&Spot> = spots
        .iter()
        .filter(is_manifest)
        .filter(|spot| spot.is_written())
        .collect();
    if manifests.iter().all(|spot| spot.agrees) {
        return Ok(());
    }
    let told = manifests
        .iter()
        .map(|spot| format!("{} in {}", spot.text, spot.place.path));
    let told = told.collect::<Vec<_>>().join(", ");
    Err(Refusal::new(
        format!("the manifests contradict each other: {told}"),
        format!(
            "the wheel has `{}`; `{{program}} version {new}` sets all of them",
            old.pep440
        ),
    ))
}

/// The version that the crate gets; `None` where it has a numbering of its own.
///
/// A post-release of the package holds the same crate again.
fn version_of_crate(
    numbering: &Numbering<'_>,
    to: &Release,
    wish: &Wish,
) -> Result<Option<Release>, Refusal> {
    if numbering.krate.is_none() {
        return Ok(None);
    }
    if numbering.fixed.is_some() && to.pep440.is_post() {
        let before = to.pep440.clone().with_post(None).with_dev(None);
        return Ok(Some(Release::of(before, &numbering.style)));
    }
    match to.for_crate() {
        Err(refusal) if !wish.is_forced || to.semver.is_none() => Err(refusal),
        _ => Ok(Some(to.clone())),
    }
}

fn unmentioned(spot: &Spot, wheel: &Release) -> Refusal {
    Refusal::new(
        format!("{} does not mention {}", spot.place.path, wheel.pep440),
        format!("correct the file, or `files` in `[tool.{NAME}.version]`"),
    )
}
