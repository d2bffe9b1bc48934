//! A link between builds and an upload to an index that does not hold, so that less is published than is built.

use crate::text::edit::Edit;
use crate::text::place::Place;

/// A link that does not hold.
#[derive(Clone, Debug)]
pub struct Break {
    /// Which link.
    pub kind: Kind,
    /// Where it is.
    pub place: Place,
    /// What it is about: the name of an artifact or a job, a pattern, a folder.
    pub what: String,
    /// The other places that are part of it, and the part that each plays.
    pub others: Vec<(Place, &'static str)>,
    /// The upload that it concerns.
    pub upload: Place,
    /// Whether nothing is published because of it.
    pub is_total: bool,
    /// What mends it, and whether that is sure to change nothing else.
    pub edit: Option<(Edit, bool)>,
}

/// The kinds of links.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// GitHub no longer runs an action.
    Retired,
    /// An artifact has the name of another: of one that another job stores, or of each of so many jobs.
    Taken(usize),
    /// Each of so many jobs in one matrix stores an artifact in the place of the one before.
    Replaced(usize),
    /// No job stores an artifact that is fetched: the one of a name, one that a pattern matches, or any.
    Missing(Wanted),
    /// The job that uploads fetches nothing, and builds nothing.
    Nothing,
    /// A job needs one that there is not.
    Unknown,
    /// An artifact is fetched by a job that does not wait for the job that stores it.
    Unawaited,
    /// Nothing that is built is where an artifact is made from.
    Empty,
    /// Artifacts are not in the folder that the upload takes files from, but in this one.
    Elsewhere(String),
    /// Artifacts come into folders of their own.
    Unmerged,
    /// No start leads to the upload.
    Unreachable,
    /// An artifact with wheels is stored under no start that leads to the upload.
    Unstored,
    /// The upload has neither a password nor the right to prove which workflow it is.
    NoIdentity,
    /// An artifact with wheels, or with the source distribution alone, is fetched by no job.
    Left(Content),
}

/// What an artifact holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// Wheels.
    Wheels,
    /// The source distribution.
    Sdist,
}

/// Which artifacts are fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// One, by its name.
    Name,
    /// Those that a pattern matches.
    Pattern,
    /// All.
    All,
}
