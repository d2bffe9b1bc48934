//! A release: the artifacts of one version of a project, and the project that they were built of.

use crate::artifact::Artifact;
use crate::project::Project;
use crate::text::place::Place;

/// All that is published together.
#[derive(Debug)]
pub struct Release<'a> {
    /// The artifacts, sorted by their paths.
    pub artifacts: Vec<Built<'a>>,
    /// The project in whose folder they stand, if its name is theirs.
    pub project: Option<&'a Project>,
}

/// An artifact of a release.
#[derive(Clone, Debug)]
pub struct Built<'a> {
    /// Its path in the folder of the release.
    pub path: String,
    /// What is in it.
    pub artifact: &'a Artifact,
}

impl Built<'_> {
    /// The file.
    pub fn place(&self) -> Place {
        Place::file(self.path.as_str())
    }
}

impl<'a> Release<'a> {
    /// The wheels.
    pub fn wheels(&self) -> impl Iterator<Item = &Built<'a>> {
        self.artifacts.iter().filter(|built| built.artifact.is_wheel())
    }
}
