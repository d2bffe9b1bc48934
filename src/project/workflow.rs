//! The GitHub workflows of the repository that holds the project: their jobs and steps as they run.

pub mod artifacts;
pub mod build;
mod maturin;
pub mod matrix;
pub mod platform;
pub mod publish;
pub mod release;
pub mod scope;
mod script;
pub mod step;

use std::cell::Cell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use super::Reader;
use crate::syntax::yaml::{Node, Yaml};
use crate::tree::{self, Tree};

use matrix::combinations;
use platform::Platform;
use scope::{Inputs, Scope};
use script::Readings;
use step::{Checkouts, Step, Uses};

/// Where GitHub looks for workflows, and not in the folders inside it.
const FOLDER: &str = ".github/workflows";
/// GitHub follows calls no deeper.
const MAX_CALLS: usize = 8;
/// More steps than any repository has, in all combinations of all jobs.
const MAX_STEPS: usize = 50_000;

/// The workflows, and the actions of the repository that they use.
#[derive(Debug, Default)]
pub struct Workflows {
    /// The root of the repository, as seen from the project: empty or `..`s.
    root: String,
    /// The folder of the project in the repository.
    folder: String,
    /// By their paths, as seen from the project.
    files: BTreeMap<Arc<str>, Yaml>,
}

/// A workflow and all the jobs that run when something starts it, those of workflows that it calls too.
#[derive(Debug)]
pub struct Run<'a> {
    /// The workflow.
    pub file: &'a Yaml,
    /// The jobs, once for each combination of their matrix.
    pub jobs: Vec<Job<'a>>,
    /// Whether jobs run with it that cannot be read here: a workflow of another repository, or too many.
    pub is_open: bool,
}

/// A job with one combination of its matrix.
#[derive(Debug)]
pub struct Job<'a> {
    /// Its entry in the workflow.
    pub node: Node<'a>,
    /// Whether its `if` lets it run; `None` where that is not known.
    pub is_run: Option<bool>,
    /// What its expressions see.
    pub scope: Scope<'a>,
    /// Its steps, those of the repository's own actions in the place of the step that uses them.
    pub steps: Vec<Step<'a>>,
    checkouts: Checkouts,
}

impl Workflows {
    /// Reads the workflows of the nearest folder, from the project upwards, that is the root of a repository.
    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        let Some(root) = repository(reader.tree) else {
            return Self::default();
        };
        let folder = below(&reader.tree.from_top(&root), &reader.tree.from_top(""));
        let mut workflows = Self {
            folder,
            root,
            ..Self::default()
        };
        let path = tree::join(&workflows.root, FOLDER);
        for suffix in [".yml", ".yaml"] {
            for path in reader.tree.files_in(&path, suffix) {
                workflows.add(&path, reader);
            }
        }
        let mut open: Vec<Arc<str>> = workflows.files.keys().cloned().collect();
        while let Some(path) = open.pop() {
            let Some(file) = workflows.files.get(&path) else {
                continue;
            };
            for action in local_actions(file) {
                let folder = tree::join(&workflows.root, &action);
                let names = ["action.yml", "action.yaml"].map(|name| tree::join(&folder, name));
                if let Some(path) = names.into_iter().find(|path| reader.tree.exists(path)) {
                    let is_new = !workflows.files.contains_key(path.as_str());
                    open.extend((is_new && workflows.add(&path, reader)).then(|| Arc::from(path)));
                }
            }
        }
        workflows
    }

    /// A file of the repository that is broken is the project's business only if it stands in its own folder.
    fn add(&mut self, path: &str, reader: &mut Reader<'_>) -> bool {
        let file = if path.starts_with("../") {
            let text = reader.tree.text(path);
            text.and_then(|text| Yaml::parse(&path.into(), &text).ok())
        } else {
            reader.yaml(path)
        };
        let is_there = file.is_some();
        self.files.extend(file.map(|file| (path.into(), file)));
        is_there
    }

    /// The folder of the project in its repository; empty if it is the repository.
    pub fn folder(&self) -> &str {
        &self.folder
    }

    /// The path, as seen from the project, of what stands at `path` in the repository.
    pub fn seen_from_project(&self, path: &str) -> String {
        let below = path
            .strip_prefix(&self.folder)
            .filter(|_| !self.folder.is_empty());
        match below.and_then(|rest| rest.strip_prefix('/').or(rest.is_empty().then_some(""))) {
            Some(below) => below.to_owned(),
            None => tree::join(&self.root, path),
        }
    }

    /// A path as seen from the project, without a way out of the project and back into it.
    pub fn normal(&self, path: &str) -> String {
        let rest = path.strip_prefix(&self.root).filter(|_| !self.root.is_empty());
        match rest.and_then(|rest| rest.strip_prefix('/').or(rest.is_empty().then_some(""))) {
            Some(in_repository) => self.seen_from_project(in_repository),
            None => path.to_owned(),
        }
    }

    /// Every workflow that something other than a call may start, with all that runs with it.
    pub fn runs(&self) -> Vec<Run<'_>> {
        let shared = Shared::default();
        let folder = tree::join(&self.root, FOLDER);
        let files = self.files.iter().filter(|(path, _)| tree::parent(path) == folder);
        let entries = files.map(|(_, file)| file).filter(|file| !is_only_called(file));
        entries.map(|file| Expansion::run(self, file, &shared)).collect()
    }

    /// The texts of all workflows and actions.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.files.values().map(|file| &*file.text)
    }

    /// The file at a path of the repository.
    fn file(&self, path: &str) -> Option<&Yaml> {
        self.files.get(tree::join(&self.root, path).as_str())
    }
}

/// The nearest folder, from the project upwards, that is a repository or has workflows.
fn repository(tree: &Tree) -> Option<String> {
    let mut folder = String::new();
    for _ in 0..=tree.above() {
        let has = |name: &str| tree.exists(&tree::join(&folder, name));
        let has_files = |suffix| !tree.files_in(&tree::join(&folder, FOLDER), suffix).is_empty();
        if has(".git") || has_files(".yml") || has_files(".yaml") {
            return Some(folder);
        }
        folder = tree::join(&folder, "..");
    }
    None
}

/// The part of `path` below `base`.
fn below(base: &str, path: &str) -> String {
    let rest = path.strip_prefix(base).unwrap_or(path);
    rest.trim_start_matches('/').to_owned()
}

/// The folders of the repository's own actions that the steps in a file use.
fn local_actions(file: &Yaml) -> Vec<String> {
    let jobs = file.get(&["jobs"]).into_iter().flat_map(Node::entries);
    let actions = file.get(&["runs"]).into_iter();
    let steps = jobs
        .chain(actions)
        .filter_map(|node| node.get("steps"))
        .flat_map(Node::items);
    let uses = steps.filter_map(|step| Uses::parse(step.get("uses")?.as_str()?));
    uses.filter_map(|uses| uses.local.map(str::to_owned)).collect()
}

/// Whether a call is all that starts a workflow.
fn is_only_called(file: &Yaml) -> bool {
    let Some(events) = file.get(&["on"]) else {
        return true;
    };
    let items = events.items().filter_map(Node::as_str);
    let names: Vec<&str> = events
        .entries()
        .map(Node::key)
        .chain(items)
        .chain(events.as_str())
        .collect();
    names.iter().all(|name| *name == "workflow_call")
}

/// What the making of all runs has in common.
#[derive(Default)]
struct Shared {
    /// How many steps there are so far.
    steps: Cell<usize>,
    readings: Readings,
}

/// The making of a run.
struct Expansion<'a, 'b> {
    workflows: &'a Workflows,
    jobs: Vec<Job<'a>>,
    is_open: bool,
    shared: &'b Shared,
}

impl<'a, 'b> Expansion<'a, 'b> {
    fn run(workflows: &'a Workflows, file: &'a Yaml, shared: &'b Shared) -> Run<'a> {
        let mut expansion = Self {
            workflows,
            jobs: Vec::new(),
            is_open: false,
            shared,
        };
        expansion.workflow(file, None, Some(true), 0);
        Run {
            file,
            jobs: expansion.jobs,
            is_open: expansion.is_open,
        }
    }

    fn workflow(&mut self, file: &'a Yaml, inputs: Option<Rc<Inputs>>, is_run: Option<bool>, depth: usize) {
        let (Some(root), Some(jobs)) = (file.root(), file.get(&["jobs"])) else {
            return;
        };
        for node in jobs.entries() {
            for matrix in combinations(node) {
                let mut scope = Scope {
                    job: node.key(),
                    matrix: Rc::new(matrix),
                    inputs: inputs.clone(),
                    ..Scope::default()
                }
                .with_env(root)
                .with_env(node);
                let is_run = both(is_run, scope.allows(node));
                if is_run == Some(false) {
                    continue;
                }
                if let Some(called) = node.get("uses").and_then(Node::as_str) {
                    self.call(called, node, &scope, is_run, depth);
                    continue;
                }
                scope.runner = Rc::new(runner(node, &scope));
                self.job(file, node, scope, is_run);
            }
        }
    }

    /// A job that is another workflow.
    fn call(&mut self, called: &str, job: Node<'a>, scope: &Scope<'a>, is_run: Option<bool>, depth: usize) {
        let uses = Uses::parse(called);
        let file = uses.and_then(|uses| self.workflows.file(uses.local?));
        match file {
            Some(file) if depth < MAX_CALLS => {
                let declared = file.get(&["on", "workflow_call", "inputs"]);
                let inputs = step::inputs(job, declared, scope);
                self.workflow(file, Some(Rc::new(inputs)), is_run, depth + 1);
            }
            _ => self.is_open = true,
        }
    }

    fn job(&mut self, file: &'a Yaml, node: Node<'a>, scope: Scope<'a>, is_run: Option<bool>) {
        let mut steps = Vec::new();
        let defaults = [file.root(), Some(node)].into_iter().flatten();
        let folder = defaults
            .filter_map(|node| node.get("defaults")?.get("run")?.get("working-directory"))
            .next_back();
        self.steps(node.get("steps"), &scope, folder, None, 0, &mut steps);
        if self.shared.steps.get() > MAX_STEPS {
            self.is_open = true;
            return;
        }
        let mut job = Job {
            node,
            is_run,
            scope,
            checkouts: Checkouts::of(&steps),
            steps,
        };
        for at in 0..job.steps.len() {
            let readings = &self.shared.readings;
            job.steps[at].commands = readings.script(self.workflows, &job, &job.steps[at]);
            job.steps[at].action = readings.action(self.workflows, &job, &job.steps[at]);
        }
        self.jobs.push(job);
    }

    /// The steps of a list, those of the repository's own actions in the place of the step that uses them.
    fn steps(
        &mut self,
        list: Option<Node<'a>>,
        scope: &Scope<'a>,
        folder: Option<Node<'a>>,
        outer: Option<Option<bool>>,
        depth: usize,
        found: &mut Vec<Step<'a>>,
    ) {
        for node in list.into_iter().flat_map(Node::items) {
            let steps = &self.shared.steps;
            steps.set(steps.get() + 1);
            if steps.get() > MAX_STEPS {
                return;
            }
            let scope = scope.clone().with_env(node);
            let is_run = both(outer.unwrap_or(Some(true)), scope.allows(node));
            if is_run == Some(false) {
                continue;
            }
            let uses = node.get("uses").and_then(Node::as_str).and_then(Uses::parse);
            let local = uses.and_then(|uses| uses.local);
            let action = local.and_then(|path| {
                let names = ["action.yml", "action.yaml"];
                names
                    .iter()
                    .find_map(|name| self.workflows.file(&tree::join(path, name)))
            });
            match action.and_then(|action| Some((action, action.get(&["runs", "steps"])?))) {
                Some((action, steps)) if depth < MAX_CALLS => {
                    let mut inner = scope.clone();
                    inner.inputs = Some(Rc::new(step::inputs(node, action.get(&["inputs"]), &scope)));
                    self.steps(Some(steps), &inner, None, Some(is_run), depth + 1, found);
                }
                _ => found.push(Step {
                    node,
                    is_run,
                    uses,
                    commands: Arc::default(),
                    action: None,
                    folder: node.get("working-directory").or(folder),
                    scope,
                }),
            }
        }
    }
}

/// Whether both conditions hold; `None` where that is not known.
fn both(one: Option<bool>, other: Option<bool>) -> Option<bool> {
    match (one, other) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

/// The platform of the machine that a job runs on.
fn runner(job: Node<'_>, scope: &Scope<'_>) -> Platform {
    let Some(node) = job.get("runs-on") else {
        return Platform::default();
    };
    let labels = node.get("labels").unwrap_or(node);
    let items = labels.items().chain(labels.as_str().map(|_| labels));
    let texts: Option<Vec<String>> = items.map(|item| scope.text(item)).collect();
    texts
        .map(|texts| Platform::of_runner(&texts.join(" ")))
        .unwrap_or_default()
}
