//! Runs the rules about what was built over wheels and source distributions, and over all that is published together.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::artifact::Artifact;
use crate::artifact::release::{Built, Release};
use crate::engine::check::{Outcome, Policy, Report, Selection, once};
use crate::engine::many::{Failure, side_by_side};
use crate::engine::sharing::shared;
use crate::finding::Finding;
use crate::project::Project;
use crate::project::manifests::config::Config;
use crate::rule::{Check, Rule};
use crate::rules::RULES;
use crate::standards::requirement::normal_name;
use crate::tree::{Tree, whole};

/// A file that is audited: the folder that the person named, and the path in it.
pub type File = (PathBuf, String);

/// The artifacts of one version of a project, and the folder in which they stand.
#[derive(Debug)]
pub struct Group {
    /// The folder.
    pub folder: PathBuf,
    /// The artifacts, by their paths in it.
    pub artifacts: Vec<(String, Artifact)>,
}

impl Group {
    /// The release that they are, of a project if it is theirs.
    pub fn release<'a>(&'a self, project: Option<&'a Project>) -> Release<'a> {
        let built = |(path, artifact): &'a (String, Artifact)| Built {
            path: path.clone(),
            artifact,
        };
        let name = self.artifacts.first().map(|(_, artifact)| release(artifact).0);
        Release {
            artifacts: self.artifacts.iter().map(built).collect(),
            project: project.filter(|project| project.name().map(|own| normal_name(&own)) == name),
        }
    }
}

/// What an audit comes to.
#[derive(Debug, Default)]
pub struct Audit {
    /// What is found in each artifact and in each release, by the path of the file or of the folder, or why nothing is known.
    pub reports: Vec<(PathBuf, Result<Report, String>)>,
    /// The artifacts that could be read, by release.
    pub releases: Vec<Group>,
}

/// Reads files side by side; `None` when `done`, which is told now and then how many are read, wants no more.
pub fn read(
    files: &[File],
    done: &mut dyn FnMut(usize) -> bool,
) -> Option<Vec<(File, Result<Artifact, Failure>)>> {
    let paths: Vec<PathBuf> = files.iter().map(|(folder, path)| folder.join(path)).collect();
    let one = |path: &Path| {
        let bytes = whole(path).map_err(|unreadable| Failure::Unreadable(unreadable.reason))?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        Ok(Artifact::read(&name, &bytes))
    };
    let read = side_by_side(&paths, &one, done)?;
    Some(files.iter().cloned().zip(read).collect())
}

/// Judges artifacts that have been read; `project` is the one in whose folder they stand.
pub fn judge(
    read: impl IntoIterator<Item = (File, Result<Artifact, Failure>)>,
    project: Option<&Project>,
    selection: &Selection,
) -> Audit {
    let none = Config::default();
    let policy = Policy {
        asked: selection,
        config: project.map_or(&none, |project| &project.config),
    };
    let mut audit = Audit::default();
    let mut releases: BTreeMap<(String, String), Group> = BTreeMap::new();
    for ((folder, path), artifact) in read {
        let file = folder.join(&path);
        match artifact {
            Ok(artifact) => {
                audit.reports.push((file, Ok(of_artifact(&artifact, policy))));
                let group = releases.entry(release(&artifact)).or_insert_with(|| Group {
                    folder,
                    artifacts: Vec::new(),
                });
                group.artifacts.push((path, artifact));
            }
            Err(Failure::NotFound) => audit
                .reports
                .push((file, Err("there is no such file".to_owned()))),
            Err(Failure::Broken(reason) | Failure::Unreadable(reason)) => {
                audit.reports.push((file, Err(reason)))
            }
        }
    }
    let numbers = audit.reports.iter().enumerate();
    let numbers: BTreeMap<PathBuf, usize> = numbers.map(|(index, (file, _))| (file.clone(), index)).collect();
    for mut group in releases.into_values() {
        group.artifacts.sort_by(|one, other| one.0.cmp(&other.0));
        let members = group.artifacts.iter().filter_map(|(path, artifact)| {
            let number = numbers.get(&group.folder.join(path))?;
            Some((path.as_str(), artifact.is_wheel(), *number))
        });
        let shared = shared(&mut audit.reports, &members.collect::<Vec<_>>());
        let report = of_release(&group.release(project), shared, policy);
        audit.reports.push((group.folder.clone(), Ok(report)));
        audit.releases.push(group);
    }
    audit
}

/// The name and the version by which artifacts belong together; its own name where one has no valid name.
fn release(artifact: &Artifact) -> (String, String) {
    match &artifact.name {
        Some(name) => {
            let version = name.version().map(|version| version.to_string());
            (
                normal_name(&name.project),
                version.unwrap_or_else(|| name.version.clone()),
            )
        }
        None => (artifact.file.clone(), String::new()),
    }
}

fn of_artifact(artifact: &Artifact, policy: Policy<'_>) -> Report {
    let outcome = outcome(policy, |rule| match rule.check {
        Check::Artifact(check) => check(artifact),
        _ => Vec::new(),
    });
    Report::of(artifact.tree.clone(), outcome)
}

fn of_release(release: &Release<'_>, shared: Vec<Finding>, policy: Policy<'_>) -> Report {
    let mut outcome = outcome(policy, |rule| match rule.check {
        Check::Release(check) => check(release),
        _ => Vec::new(),
    });
    outcome.shown.extend(shared);
    sort(&mut outcome);
    Report::of(Tree::default(), outcome)
}

fn outcome(policy: Policy<'_>, check: impl Fn(&Rule) -> Vec<Finding>) -> Outcome {
    let mut outcome = Outcome::default();
    let rules = RULES.iter().filter(|rule| rule.check.is_of_audit());
    for rule in rules.filter(|rule| policy.runs(rule)) {
        for finding in once(check(rule)) {
            outcome.heed(finding.stamped(rule.id, rule.help, policy.severity(rule)), policy);
        }
    }
    sort(&mut outcome);
    outcome
}

fn sort(outcome: &mut Outcome) {
    outcome
        .shown
        .sort_by(|one, other| (&one.place, one.rule).cmp(&(&other.place, other.rule)));
}
