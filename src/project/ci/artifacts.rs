//! What the steps of a job do with files: build them, store them, fetch them, publish them.

use crate::project::ci::build::Build;
use crate::project::ci::files::Files;
use crate::project::ci::job::Job;
use crate::project::ci::start::Starts;
use crate::project::ci::step::Step;
use crate::project::ci::workflows::Workflows;
use crate::project::commands::script::Call;
use crate::syntax::glob::Glob;
use crate::syntax::yaml::Node;
use crate::syntax::yaml::splice::{self, Entry};
use crate::text::edit::Edit;
use crate::text::place::Place;
use crate::tree;

/// An artifact: files that a job keeps for others.
pub(crate) struct Artifact {
    /// Its name, with a mark in place of what is not known.
    name: String,
    /// The same in all jobs of a matrix where it is equal; `None` where that is not known.
    pub shared_name: Option<String>,
    /// Whether it is sure that it is stored where its job runs.
    pub is_sure: bool,
    /// What is in it; `None` where that is not known.
    files: Option<Vec<Files>>,
    /// Where its name is given, or else the action that stores it.
    pub place: Place,
    /// Where it is said which files are in it.
    pub path: Option<Place>,
    /// Whether the job fails if there is an artifact of that name.
    pub is_refusable: bool,
    /// Whether it takes the place of an artifact of that name.
    pub replaces: bool,
    /// The starts under which it may be stored.
    pub starts: Starts,
}

/// Artifacts that are fetched into a folder.
pub(crate) struct Fetch<'a> {
    pattern: Pattern,
    /// The folder; `None` where it is not known.
    pub files: Option<Files>,
    /// Whether the files come into the folder itself, and not into one in it that has the name of the artifact; `None`
    /// where that is not known.
    is_flat: Option<bool>,
    /// The same where only one artifact is fetched.
    is_flat_alone: Option<bool>,
    /// Whether it is sure that they are fetched where the job runs, and that the job fails if there is none.
    pub is_sure: bool,
    /// The action.
    pub place: Place,
    /// The inputs of the action, and the one that says whether the files come into the folder itself.
    inputs: Option<Node<'a>>,
    merging: Option<Node<'a>>,
}

/// Which artifacts are fetched.
enum Pattern {
    All,
    Name(String),
    /// With the text of the pattern.
    Glob(String, Glob),
    Unknown,
}

/// Stands for the part of a name that is not known.
const UNKNOWN: char = '\u{1}';

/// Programs that run what is written elsewhere.
const OPAQUE: [&str; 14] = [
    "make",
    "just",
    "task",
    "nox",
    "tox",
    "bash",
    "sh",
    "docker",
    "podman",
    "cargo-xtask",
    "mise",
    "earthly",
    "nix",
    "gh",
];

/// Parts of a script that show that a built file is installed, or looked for to be installed.
const TRIES: [&str; 7] = [
    ".whl",
    "--find-links",
    "--no-index",
    "--installpkg",
    "wheelhouse",
    "install dist/",
    "-f dist",
];

impl Fetch<'_> {
    /// What makes the files come into the folder itself.
    pub(crate) fn merge(&self) -> Option<Edit> {
        match self.merging {
            Some(node) => splice::respell(node, "true"),
            None => splice::insert(self.inputs?, Entry::Word("merge-multiple", "true"), ""),
        }
    }

    /// The name or pattern that is asked for; `None` where all artifacts are, or that is not known.
    pub(crate) fn wanted(&self) -> Option<&str> {
        match &self.pattern {
            Pattern::Name(wanted) | Pattern::Glob(wanted, _) => Some(wanted),
            Pattern::All | Pattern::Unknown => None,
        }
    }

    /// Whether it asks for one artifact by its name, without which the job fails.
    pub(crate) fn is_by_name(&self) -> bool {
        matches!(self.pattern, Pattern::Name(_))
    }

    /// Whether it is known which artifacts it asks for.
    pub(crate) fn is_known(&self) -> bool {
        !matches!(self.pattern, Pattern::Unknown)
    }

    /// Whether the files come into the folder itself, where so many artifacts are fetched.
    pub(crate) fn is_flat(&self, count: usize) -> Option<bool> {
        match self.is_flat {
            Some(false) if count == 1 => self.is_flat_alone,
            is_flat => is_flat,
        }
    }

    /// The folder into which the files of an artifact come; `None` where that is not known.
    pub(crate) fn folder(&self, artifact: &Artifact, is_flat: bool) -> Option<String> {
        let folder = &self.files.as_ref()?.folder;
        match is_flat {
            true => Some(folder.clone()),
            false => Some(tree::join(folder, artifact.name()?)),
        }
    }
}

impl Artifact {
    /// Whether it is fetched; `None` where that is not known.
    pub(crate) fn is_fetched(&self, fetch: &Fetch<'_>) -> Option<bool> {
        let is_known = !self.name.contains(UNKNOWN);
        let (head, tail) = (self.name.split(UNKNOWN).next(), self.name.rsplit(UNKNOWN).next());
        let fits = match &fetch.pattern {
            Pattern::All => true,
            Pattern::Name(wanted) if !is_known => {
                let ends = head
                    .zip(tail)
                    .map(|(head, tail)| wanted.starts_with(head) && wanted.ends_with(tail));
                return (ends == Some(false)).then_some(false);
            }
            Pattern::Unknown => return None,
            Pattern::Name(wanted) => *wanted == self.name,
            Pattern::Glob(_, pattern) => pattern.matches(&self.name),
        };
        (!fits && is_known || fits && self.is_sure).then_some(fits)
    }

    /// Whether what is fetched of it comes to where files are taken from.
    pub(crate) fn arrives(&self, fetch: &Fetch<'_>, wanted: Option<&Files>) -> bool {
        let Some((files, wanted)) = fetch.files.as_ref().zip(wanted) else {
            return false;
        };
        let is_named = |pattern: &str| Glob::parse(pattern).is_some_and(|glob| glob.matches(&self.name));
        let is_found = fetch.is_flat == Some(true) || wanted.within.as_deref().is_some_and(is_named);
        is_found && files.meet(wanted)
    }

    /// Its name, if that is known.
    pub(crate) fn name(&self) -> Option<&str> {
        Some(self.name.as_str()).filter(|name| !name.contains(UNKNOWN))
    }

    /// Whether it may have something of what a build makes.
    pub(crate) fn may_have(&self, build: &Build) -> bool {
        self.files
            .as_ref()
            .is_none_or(|all| all.iter().any(|files| files.may_have(build)))
    }

    /// The folder in it that has what a build makes; `None` where that is not known.
    ///
    /// Its root is what all of its paths have in common, each up to its first part with a wildcard.
    pub(crate) fn inner(&self, build: &Build) -> Option<String> {
        let mut folders = self.files.as_ref()?.iter().map(|files| files.folder.as_str());
        let first = folders.next()?.to_owned();
        let root = folders.fold(first, |common, folder| {
            let parts = common.split('/').zip(folder.split('/'));
            let same: Vec<&str> = parts
                .take_while(|(one, other)| one == other)
                .map(|(one, _)| one)
                .collect();
            same.join("/")
        });
        let out = build.out.as_deref()?;
        let below = if root.is_empty() {
            Some(out)
        } else {
            out.strip_prefix(root.as_str())
        }?;
        let is_inside = below.is_empty() || root.is_empty() || below.starts_with('/');
        is_inside.then(|| below.trim_start_matches('/').to_owned())
    }

    /// Whether all that a build makes is surely in it.
    pub(crate) fn surely_has(&self, build: &Build) -> bool {
        let files = self.files.iter().flatten();
        files.into_iter().any(|files| files.surely_have(build))
    }
}

/// What a step does with artifacts.
pub(crate) enum Transfer<'a> {
    /// Files are stored as an artifact.
    Store(Artifact),
    /// Artifacts are fetched.
    Fetch(Fetch<'a>),
    /// Files come from elsewhere.
    Opaque,
}

/// What a step does with artifacts.
pub(crate) fn transfer<'a>(workflows: &Workflows, job: &Job<'_>, step: &Step<'a>) -> Option<Transfer<'a>> {
    let uses = step.uses?;
    let text = |input: &str| {
        step.with_node(input)
            .map(|node| step.scope.fill(node.as_str().unwrap_or_default()))
    };
    let is_tolerated = |node: Node<'_>| node.get("continue-on-error").is_some();
    let is_tolerated = is_tolerated(step.node) || is_tolerated(job.node);
    let action = step.node.get("uses")?.place();
    if uses.is("actions/upload-artifact") {
        let files = step.with("path").and_then(|paths| {
            let lines = paths.lines().map(str::trim);
            let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('!'));
            lines.map(|path| Files::of(path, workflows, job)).collect()
        });
        // The inputs of an action may be other ones in each job of a matrix.
        let is_own = step.node.yaml().path == job.node.yaml().path;
        // A file that is stored as it is gives the artifact its own name.
        let is_named = step.with_node("archive").is_none();
        let name = match text("name") {
            _ if !is_named => UNKNOWN.to_string(),
            Some(name) if !name.is_empty() => name,
            _ => "artifact".to_owned(),
        };
        let is_refusable = step
            .with_node("overwrite")
            .is_none_or(|node| node.as_bool() == Some(false));
        return Some(Transfer::Store(Artifact {
            shared_name: Some(name.clone()).filter(|name| is_named && is_shared(name, is_own)),
            name: with_gaps(&name),
            is_sure: step.is_run == Some(true),
            files,
            place: step.with_node("name").map_or(action, Node::place),
            path: step.with_node("path").map(Node::place),
            replaces: step.with_node("overwrite").and_then(Node::as_bool) == Some(true),
            starts: step.starts,
            is_refusable: is_refusable && !is_tolerated && !uses.is_retired(),
        }));
    }
    if uses.name.to_lowercase().contains("download") && uses.name.to_lowercase().contains("artifact") {
        let is_given = |input: &str| step.with_node(input).is_some();
        let from_elsewhere = !uses.is("actions/download-artifact") || is_given("run-id");
        let pattern = match (text("name"), text("pattern")) {
            _ if from_elsewhere => return Some(Transfer::Opaque),
            _ if is_given("artifact-ids") => Pattern::Unknown,
            (Some(name), _) if name.contains("${{") => Pattern::Unknown,
            (Some(name), _) if !name.is_empty() => Pattern::Name(name),
            (_, Some(pattern)) if pattern.contains("${{") => Pattern::Unknown,
            (_, Some(pattern)) if !pattern.is_empty() => {
                // These signs mean more to the action than they do here.
                let glob = Glob::parse(&pattern).filter(|_| !pattern.contains(['!', '#', '(']));
                glob.map_or(Pattern::Unknown, |glob| Pattern::Glob(pattern, glob))
            }
            _ => Pattern::All,
        };
        let files = step
            .with("path")
            .and_then(|path| Files::of(&path, workflows, job));
        let is_merged = match step.with("merge-multiple").as_deref() {
            Some("true") => Some(true),
            Some("false" | "") => Some(false),
            _ => None,
        };
        return Some(Transfer::Fetch(Fetch {
            is_flat: if matches!(pattern, Pattern::Name(_)) {
                Some(true)
            } else {
                is_merged
            },
            is_flat_alone: uses.major().map(|major| major >= 5),
            is_sure: step.is_run == Some(true) && !is_tolerated && !uses.is_retired(),
            pattern,
            files,
            place: action,
            inputs: step.node.get("with"),
            merging: step.with_node("merge-multiple"),
        }));
    }
    None
}

/// Whether what stands in the templates of a name is the same in all jobs of a matrix.
fn is_shared(name: &str, is_own: bool) -> bool {
    const OWN: [&str; 7] = ["matrix", "strategy", "steps", "runner", "job", "env", "hash"];
    let mut templates = name
        .split("${{")
        .skip(1)
        .map(|part| part.split_once("}}").map_or(part, |(inside, _)| inside));
    templates.all(|inside| {
        let inside = inside.to_lowercase();
        (is_own || !inside.contains("inputs")) && !OWN.iter().any(|own| inside.contains(own))
    })
}

/// A name with a mark in place of each template that is not known.
fn with_gaps(name: &str) -> String {
    let mut parts = name.split("${{");
    let mut marked = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        marked.push(UNKNOWN);
        marked.push_str(part.split_once("}}").map_or("", |(_, rest)| rest));
    }
    marked
}

/// Whether a program removes files.
pub(crate) fn is_clearing(call: &Call<'_>) -> bool {
    matches!(call.name, "rm" | "del" | "Remove-Item")
}

/// Whether a program may make files in a way that is not seen here.
pub(crate) fn is_opaque(call: &Call<'_>) -> bool {
    let is_script = call.program.value.contains('/') && !call.program.value.contains("bin/");
    let is_own_tool =
        call.name == "cargo" && call.arguments.first().is_some_and(|first| first.value == "xtask");
    OPAQUE.contains(&call.name) || is_script || is_own_tool
}

/// Whether a job may install a file that was built.
pub(crate) fn tries(job: &Job<'_>) -> bool {
    job.steps.iter().any(|step| {
        let inputs = step.node.get("with").into_iter().flat_map(|with| with.entries());
        let texts = inputs
            .chain(step.node.get("run"))
            .filter_map(|node| node.as_str());
        let is_download = step.uses.is_some_and(|uses| uses.is("actions/download-artifact"));
        let mut found = texts.filter(|_| !is_download);
        found.any(|text| TRIES.iter().any(|part| text.contains(part)))
    })
}
