//! What `scaffold version --output-format json` prints; it is the same in Python.

use serde::Serialize;

use crate::output::location::Texts;
use crate::output::{Head, ascii};
use crate::project::Project;
use crate::release::numbering::Numbering;
use crate::release::own::Own;
use crate::release::owner;
use crate::release::places::{Files, source, spots};
use crate::release::refusal::Refusal;
use crate::release::spot::Spot;
use crate::release::tags::Tags;

/// The version of a project; a reader passes over keys that it does not know.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(
    test,
    schemars(title = "What `scaffold version --output-format json` prints, version 1")
)]
struct Document<'a> {
    #[serde(flatten)]
    head: Head,
    #[serde(flatten)]
    version: &'a Version,
}

/// The version of a project, and where it is written.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Version {
    /// The name of the distribution; null where pyproject.toml has none.
    name: Option<String>,
    /// The version of the wheel, as Python spells it.
    pep440: String,
    /// The same as Cargo spells it; null where Cargo has no such version.
    semver: Option<String>,
    /// Where the wheel takes it from.
    source: Source,
    /// Whether it only stands in for the version that a tag names.
    placeholder: bool,
    /// Whether the crate has a numbering of its own.
    separate: bool,
    /// The release tool that is in charge of it; null: none is known.
    owner: Option<String>,
    /// Every place that has it or mentions it.
    places: Vec<Place>,
}

/// Where the wheel takes its version from.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Source {
    /// Relative to the root of the project, with `/`.
    path: String,
    /// Counted from 1.
    #[cfg_attr(test, schemars(range(min = 1)))]
    line: usize,
    #[cfg_attr(test, schemars(extend("enum" = ["crate", "workspace", "project"])))]
    kind: &'static str,
}

/// A place that has the version or mentions it.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Place {
    /// Relative to the root of the project, with `/`.
    path: String,
    /// Counted from 1.
    #[cfg_attr(test, schemars(range(min = 1)))]
    line: usize,
    #[cfg_attr(test, schemars(extend("enum" = crate::release::spot::Kind::ALL.map(crate::release::spot::Kind::name))))]
    kind: &'static str,
    /// What is written there.
    text: String,
    /// Whether that is the version of the project, or allows it.
    agrees: bool,
    /// Whether the command would write another version there; false: it only names the place.
    written: bool,
}

impl Version {
    /// The version of a project; `tags` are those of its repository, the oldest first.
    ///
    /// # Errors
    ///
    /// No version is written, or a lock cannot be understood.
    pub fn of(project: &Project, tags: &[String]) -> Result<Self, Refusal> {
        let own = Own::read(project);
        let numbering = Numbering::of(&own)?;
        let files = Files::read(&own)?;
        let tags = Tags::of(&own, &numbering, tags)?;
        let texts = Texts::of(&project.tree);
        let source = source(&own, &numbering).ok_or_else(|| {
            Refusal::new(
                "the version is written in a form that cannot be replaced",
                "write it as a plain string",
            )
        })?;
        let spots = spots(&own, &numbering, &files);
        let name = project
            .pyproject
            .as_ref()
            .and_then(|pyproject| pyproject.field("name"));
        Ok(Self {
            name: name.and_then(|name| name.as_str()).map(str::to_owned),
            pep440: numbering.wheel.pep440.to_string(),
            semver: numbering.wheel.semver.clone(),
            source: Source {
                path: source.place.path.to_string(),
                line: line(&texts, &source),
                kind: source.kind.name(),
            },
            placeholder: numbering.is_placeholder(tags.newest()),
            separate: numbering.is_separate,
            owner: owner::of(&own).map(|owner| owner.tool.to_owned()),
            places: places(&texts, spots),
        })
    }

    /// The same as JSON of version 1.
    pub fn json(&self) -> String {
        ascii::json(&Document {
            head: Head::default(),
            version: self,
        })
    }
}

/// Spots as they are told.
pub fn places(texts: &Texts<'_>, spots: Vec<Spot>) -> Vec<Place> {
    spots.into_iter().map(|spot| Place::of(texts, spot)).collect()
}

impl Place {
    fn of(texts: &Texts<'_>, spot: Spot) -> Self {
        Self {
            line: line(texts, &spot),
            written: spot.is_written(),
            path: spot.place.path.to_string(),
            kind: spot.kind.name(),
            text: spot.text,
            agrees: spot.agrees,
        }
    }
}

/// The line of a spot; of a whole file, the first.
fn line(texts: &Texts<'_>, spot: &Spot) -> usize {
    let lines = texts.lines(&spot.place.path);
    let offset = spot.place.span.map_or(0, |span| span.start);
    lines.map_or(1, |lines| lines.position(offset).line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::schema;

    #[test]
    fn the_schema_is_that_of_the_shape() {
        schema::is_fresh::<Document<'_>>("version");
    }
}
