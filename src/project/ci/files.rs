//! Files that workflows pass on: the folder they stand in, and which kinds are among them.

use crate::project::ci::build::Build;
use crate::project::ci::job::Job;
use crate::project::ci::workflows::Workflows;
use crate::syntax::glob::Glob;
use crate::tree;

/// Files that are stored, fetched or uploaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Files {
    /// The folder that they stand in or below, as seen from the project.
    pub folder: String,
    /// Whether wheels are among them.
    pub wheels: bool,
    /// Whether source distributions are among them.
    pub sdists: bool,
    /// The pattern of the folders in it that they are taken from, where they are not taken from itself.
    pub within: Option<String>,
}

impl Files {
    /// What a path or pattern of the workspace names; `None` where that is not known to be in the repository.
    pub(crate) fn of(path: &str, workflows: &Workflows, job: &Job<'_>) -> Option<Self> {
        let files = Self::named(&tree::join("", path));
        let folder = job.in_repository(&files.folder)?;
        Some(Self {
            folder: workflows.seen_from_project(&folder),
            ..files
        })
    }

    /// What a path or pattern names: the folder is what stands before its first part with a wildcard.
    pub(crate) fn named(path: &str) -> Self {
        let (wheels, sdists) = (path.ends_with(".whl"), path.ends_with(".gz"));
        let parts: Vec<&str> = path.split('/').collect();
        let is_file =
            |part: &str| part.contains(['*', '?', '[']) || part.ends_with(".whl") || part.ends_with(".gz");
        let length = parts.iter().position(|part| is_file(part)).unwrap_or(parts.len());
        Self {
            folder: parts[..length].join("/"),
            wheels: !sdists,
            sdists: !wheels,
            within: (length + 1 < parts.len() || parts.last() == Some(&"**"))
                .then(|| parts[length].to_owned()),
        }
    }

    /// Whether all that a build makes is surely among them.
    pub(crate) fn surely_have(&self, build: &Build) -> bool {
        self.take(build) && build.out.as_deref().is_some_and(|out| meet(out, &self.folder))
    }

    /// Whether files of the kinds that a build makes may be among them.
    pub(crate) fn take(&self, build: &Build) -> bool {
        (self.wheels || !build.wheels) && (self.sdists || !build.sdist)
    }

    /// Whether some of what a build makes may be among them.
    pub(crate) fn may_have(&self, build: &Build) -> bool {
        let is_kind = self.wheels && build.wheels || self.sdists && build.sdist;
        is_kind && build.out.as_deref().is_none_or(|out| meet(out, &self.folder))
    }

    /// Whether what stands in a folder is among them; `None` where that is not known.
    pub(crate) fn reach(&self, folder: &str) -> Option<bool> {
        let Some(within) = &self.within else {
            return Some(folder == self.folder);
        };
        let below = match self.folder.as_str() {
            "" => folder,
            base => folder
                .strip_prefix(base)
                .and_then(|rest| rest.strip_prefix('/'))
                .unwrap_or_default(),
        };
        match (below.split_once('/'), within.as_str()) {
            (_, "**") if folder == self.folder || !below.is_empty() => Some(true),
            _ if below.is_empty() => Some(false),
            (Some(_), _) => None,
            (None, within) => Glob::parse(within).map(|glob| glob.matches(below)),
        }
    }

    /// Whether they stand in one folder with others.
    pub(crate) fn meet(&self, other: &Self) -> bool {
        meet(&self.folder, &other.folder)
    }
}

/// Whether one folder is, or is in, the other.
fn meet(one: &str, other: &str) -> bool {
    one == other || tree::within(one, other) || tree::within(other, one)
}
