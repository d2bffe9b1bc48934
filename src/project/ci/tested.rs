//! The Pythons that CI tests the project with, as far as workflows and the files that tests are kept in say it.

use std::collections::BTreeMap;

use crate::project::ci::build::{Build, Tool};
use crate::project::ci::job::Job;
use crate::project::ci::run::Run;
use crate::project::ci::step::Step;
use crate::project::ci::workflows::Workflows;
use crate::project::commands::script::{Argument, Call};
use crate::project::manifests::pyproject::Pyproject;
use crate::standards::pythons::Interpreter;
use crate::syntax::holds;
use crate::syntax::yaml::Node;
use crate::text::place::Place;

/// Programs that run the tests of a project.
const TESTERS: [&str; 8] = [
    "pytest", "py.test", "unittest", "tox", "nox", "coverage", "nose2", "trial",
];

/// Programs that run a recipe, whose name tells whether it tests.
const RECIPES: [&str; 7] = ["make", "just", "task", "poe", "inv", "invoke", "doit"];

/// The Pythons that jobs name which test the project.
#[derive(Debug)]
pub struct Tests {
    /// The minor versions of Python 3, each with a place where.
    pub pythons: BTreeMap<u64, Place>,
    /// Whether one takes the newest Python that there is.
    pub takes_newest: bool,
}

impl Tests {
    /// Reads them from the workflows.
    ///
    /// `None` where no job surely tests, where one does it with a Python that is not known, and where more may be tested
    /// in a workflow of another repository or by cibuildwheel.
    pub(crate) fn read(
        workflows: &Workflows,
        pyproject: Option<&Pyproject>,
        builds: &[Build],
        runs: &[Run<'_>],
    ) -> Option<Self> {
        if runs.iter().any(|run| run.is_open) || has_wheels_tested(workflows, pyproject, builds) {
            return None;
        }
        let mut known = Pythons::default();
        for job in runs.iter().flat_map(|run| &run.jobs) {
            let mut pythons = Pythons::of_container(job);
            let mut tests = false;
            for step in &job.steps {
                pythons.add_inputs(step)?;
                for command in step.commands.iter() {
                    if let Some(call) = command.call() {
                        let is_here = command.folder.as_deref() == Some("") && !call.is_moved();
                        tests |= is_here && is_test(&call, &command.words);
                    }
                    pythons.add_words(&command.words);
                }
            }
            if tests {
                if !pythons.is_known() {
                    return None;
                }
                known.named.append(&mut pythons.named);
                known.takes_newest |= pythons.takes_newest;
            }
        }
        (!known.named.is_empty()).then_some(Self {
            pythons: known.named,
            takes_newest: known.takes_newest,
        })
    }
}

/// Whether cibuildwheel tests its wheels, with all the Pythons that it builds for.
fn has_wheels_tested(workflows: &Workflows, pyproject: Option<&Pyproject>, builds: &[Build]) -> bool {
    let is_asked_for = || {
        let settings = pyproject.map(|pyproject| &pyproject.toml);
        let in_manifest = settings.and_then(|toml| toml.get(&["tool", "cibuildwheel", "test-command"]));
        let mut texts = workflows.texts();
        in_manifest.is_some() || texts.any(|text| holds(text, "CIBW_TEST_COMMAND"))
    };
    builds.iter().any(|build| build.tool == Tool::Cibuildwheel) && is_asked_for()
}

/// Whether a call runs tests.
fn is_test(call: &Call<'_>, words: &[Argument]) -> bool {
    let says_so = |word: &str| word.to_lowercase().contains("test");
    let is_run = words
        .first()
        .is_some_and(|first| first.place != call.program.place);
    let mut arguments = call.arguments.iter();
    TESTERS.contains(&call.name)
        || (RECIPES.contains(&call.name) || call.name == "hatch")
            && arguments.any(|word| says_so(&word.value))
        || is_run && call.name.starts_with("test")
}

/// The Pythons that a job names.
#[derive(Default)]
struct Pythons {
    named: BTreeMap<u64, Place>,
    takes_newest: bool,
    takes_another: bool,
}

impl Pythons {
    fn is_known(&self) -> bool {
        !self.named.is_empty() || self.takes_newest || self.takes_another
    }

    /// The Python of an image such as `python:3.13-slim`.
    fn of_container(job: &Job<'_>) -> Self {
        let mut pythons = Self::default();
        let image = job
            .node
            .get("container")
            .map(|node| node.get("image").unwrap_or(node));
        if let Some((node, text)) = image.and_then(|node| Some((node, job.scope.text(node)?))) {
            let version = text
                .rsplit_once("python:")
                .and_then(|(_, tag)| minor(tag.split('-').next()?));
            pythons.named.extend(version.map(|minor| (minor, node.place())));
        }
        pythons
    }

    /// Those that an action is told to set up; `None` where that is not known.
    fn add_inputs(&mut self, step: &Step<'_>) -> Option<()> {
        for input in step.node.get("with").into_iter().flat_map(Node::entries) {
            match input.key().to_lowercase().replace('_', "-").as_str() {
                "python-version" | "python-versions" | "python" => {
                    self.add(&step.scope.text(input)?, input)?;
                }
                "python-version-file" => self.takes_newest = true,
                _ => {}
            }
        }
        match step.scope.variable_node("UV_PYTHON") {
            Some(node) => self.add(&step.scope.text(node)?, node),
            None => Some(()),
        }
    }

    fn add(&mut self, text: &str, node: Node<'_>) -> Option<()> {
        for word in text.split([' ', ',', '\n']).filter(|word| !word.is_empty()) {
            match minor(word) {
                Some(minor) => {
                    self.named.entry(minor).or_insert_with(|| node.place());
                }
                None if matches!(word, "3" | "3.x" | "3.*") || word.starts_with(">=") => {
                    self.takes_newest = true;
                }
                None if word.starts_with("pypy") || word.starts_with("graalpy") => self.takes_another = true,
                None => return None,
            }
        }
        Some(())
    }

    /// Those that a command names.
    fn add_words(&mut self, words: &[Argument]) {
        let is_plain = |word: &&Argument| word.is_known && !word.value.contains("==");
        for word in words.iter().filter(is_plain) {
            if let Some(minor) = word.value.split(['=', ',']).find_map(minor) {
                self.named.entry(minor).or_insert_with(|| word.place.clone());
            }
        }
    }
}

/// The minor version of a CPython 3 by one of its names.
fn minor(name: &str) -> Option<u64> {
    let python = Interpreter::named(name).filter(|python| python.is_cpython)?;
    Some(python.minor)
}
