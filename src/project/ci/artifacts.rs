//! What the steps of a job do with files: build them, store them, fetch them, publish them.

use crate::project::ci::build::Build;
use crate::project::ci::files::Files;
use crate::project::ci::job::Job;
use crate::project::ci::step::Step;
use crate::project::ci::workflows::Workflows;
use crate::project::commands::script::Call;
use crate::syntax::glob::Glob;

/// An artifact: files that a job keeps for others.
pub(crate) struct Artifact {
    /// Its name, with a mark in place of what is not known.
    name: String,
    /// Whether it is sure that it is stored.
    is_sure: bool,
    /// What is in it; `None` where that is not known.
    files: Option<Vec<Files>>,
}

/// Artifacts that are fetched into a folder.
pub(crate) struct Fetch {
    pattern: Pattern,
    /// The folder; `None` where it is not known.
    pub files: Option<Files>,
    /// Whether the files come into the folder itself, and not into one in it that has the name of the artifact.
    is_flat: bool,
}

/// Which artifacts are fetched.
enum Pattern {
    All,
    Name(String),
    Glob(Glob),
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

impl Artifact {
    /// Whether it is fetched; `None` where that is not known.
    pub(crate) fn is_fetched(&self, fetch: &Fetch) -> Option<bool> {
        let is_known = !self.name.contains(UNKNOWN);
        let fits = match &fetch.pattern {
            Pattern::All => true,
            Pattern::Unknown => return None,
            Pattern::Name(wanted) => *wanted == self.name,
            Pattern::Glob(pattern) => pattern.matches(&self.name),
        };
        (!fits && is_known || fits && self.is_sure).then_some(fits)
    }

    /// Whether what is fetched of it comes to where files are taken from.
    pub(crate) fn arrives(&self, fetch: &Fetch, wanted: Option<&Files>) -> bool {
        let Some((files, wanted)) = fetch.files.as_ref().zip(wanted) else {
            return false;
        };
        let is_named = |pattern: &str| Glob::parse(pattern).is_some_and(|glob| glob.matches(&self.name));
        let is_found = fetch.is_flat || wanted.within.as_deref().is_some_and(is_named);
        is_found && files.meet(wanted)
    }

    /// Whether all that a build makes is surely in it.
    pub(crate) fn surely_has(&self, build: &Build) -> bool {
        let files = self.files.iter().flatten();
        files.into_iter().any(|files| files.surely_have(build))
    }
}

/// What a step does with artifacts.
pub(crate) enum Transfer {
    /// Files are stored as an artifact.
    Store(Artifact),
    /// Artifacts are fetched.
    Fetch(Fetch),
    /// Files come from elsewhere.
    Opaque,
}

/// What a step does with artifacts.
pub(crate) fn transfer(workflows: &Workflows, job: &Job<'_>, step: &Step<'_>) -> Option<Transfer> {
    let uses = step.uses?;
    let text = |input: &str| {
        step.with_node(input)
            .map(|node| step.scope.fill(node.as_str().unwrap_or_default()))
    };
    if uses.is("actions/upload-artifact") {
        let name = text("name").map_or("artifact".to_owned(), |name| with_gaps(&name));
        let files = step.with("path").and_then(|paths| {
            let lines = paths.lines().map(str::trim);
            let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('!'));
            lines.map(|path| Files::of(path, workflows, job)).collect()
        });
        return Some(Transfer::Store(Artifact {
            name,
            is_sure: step.is_run == Some(true),
            files,
        }));
    }
    if uses.name.to_lowercase().contains("download") && uses.name.to_lowercase().contains("artifact") {
        let from_elsewhere = !uses.is("actions/download-artifact") || step.with_node("run-id").is_some();
        let pattern = match (text("name"), text("pattern")) {
            _ if from_elsewhere => return Some(Transfer::Opaque),
            (Some(name), _) if name.contains("${{") => Pattern::Unknown,
            (Some(name), _) if !name.is_empty() => Pattern::Name(name),
            (_, Some(pattern)) if pattern.contains("${{") => Pattern::Unknown,
            (_, Some(pattern)) if !pattern.is_empty() => {
                Glob::parse(&pattern).map_or(Pattern::Unknown, Pattern::Glob)
            }
            _ => Pattern::All,
        };
        let files = step
            .with("path")
            .and_then(|path| Files::of(&path, workflows, job));
        let is_merged = step.with("merge-multiple").as_deref() == Some("true");
        return Some(Transfer::Fetch(Fetch {
            is_flat: is_merged || matches!(pattern, Pattern::Name(_)),
            pattern,
            files,
        }));
    }
    None
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
