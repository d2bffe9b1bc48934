//! What steps run, each script read once for all combinations of a matrix in which it comes to the same.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::project::ci::job::Job;
use crate::project::ci::step::Step;
use crate::project::ci::workflows::Workflows;
use crate::project::commands::script;
use crate::project::commands::script::{Argument, Command};
use crate::syntax::yaml::Node;
use crate::text::place::Place;
use crate::tree;

/// The scripts that have been read.
#[derive(Default)]
pub(crate) struct Readings(RefCell<BTreeMap<Start, Vec<Reading>>>);

/// Where a script stands, and the folder in which it begins.
type Start = (Place, Option<String>);

/// A script as it was read.
struct Reading {
    /// What it asked for, such as `matrix.target` or `$NAME`, and was told.
    answers: BTreeMap<String, Option<String>>,
    commands: Arc<[Command]>,
}

impl Readings {
    /// The commands of the script of a step.
    pub(crate) fn script(&self, workflows: &Workflows, job: &Job<'_>, step: &Step<'_>) -> Arc<[Command]> {
        let Some(script) = step.script().filter(|_| !step.is_program()) else {
            return Arc::default();
        };
        let folder = step.folder().and_then(|folder| job.in_repository(&folder));
        let folder = folder.map(|folder| workflows.seen_from_project(&folder));
        self.read(workflows, script, folder, &|name| step.scope.in_script(name))
    }

    /// The command that maturin-action comes down to; `None` where it is not known which command of maturin that is.
    pub(crate) fn action(&self, workflows: &Workflows, job: &Job<'_>, step: &Step<'_>) -> Option<Command> {
        step.uses.filter(|uses| uses.is("PyO3/maturin-action"))?;
        let place = step.node.get("uses")?.place();
        let word = |value: &str, place: &Place| Argument {
            value: value.to_owned(),
            place: place.clone(),
            is_known: true,
        };
        let subcommand = match step.with("command")? {
            given if given.is_empty() => word("build", &place),
            given => word(&given, &step.with_node("command")?.place()),
        };
        // No shell fills in its variables.
        let known = |name: &str| step.scope.in_script(name).filter(|_| !name.starts_with('$'));
        let arguments = step.with_node("args").filter(|args| args.as_str().is_some());
        let arguments = arguments.map(|args| self.read(workflows, args, None, &known));
        let arguments = arguments.iter().flat_map(|commands| commands.iter());
        let folder = step.with("working-directory");
        let folder = folder.and_then(|folder| job.in_repository(&tree::join("", &folder)));
        let folder = folder.map(|folder| workflows.seen_from_project(&folder));
        let words = [word("maturin", &place), subcommand].into_iter();
        let arguments = arguments.flat_map(|command| command.words.iter().cloned());
        Some(Command::new(Vec::new(), words.chain(arguments).collect(), folder))
    }

    fn read(
        &self,
        workflows: &Workflows,
        script: Node<'_>,
        folder: Option<String>,
        known: &dyn Fn(&str) -> Option<String>,
    ) -> Arc<[Command]> {
        let mut readings = self.0.borrow_mut();
        let readings = readings.entry((script.place(), folder.clone())).or_default();
        let answers = RefCell::new(BTreeMap::new());
        let known = |name: &str| {
            let mut answers = answers.borrow_mut();
            if let Some(answer) = answers.get(name) {
                return Option::clone(answer);
            }
            let answer = known(name);
            answers.insert(name.to_owned(), answer.clone());
            answer
        };
        let is_same = |reading: &&Reading| {
            let mut answers = reading.answers.iter();
            answers.all(|(name, answer)| known(name) == *answer)
        };
        if let Some(reading) = readings.iter().find(is_same) {
            return reading.commands.clone();
        }
        let text = script.as_str().unwrap_or_default();
        let mut commands = script::commands(text, &known, &|part| script.part(part), folder.as_deref());
        for folder in commands.iter_mut().filter_map(|command| command.folder.as_mut()) {
            *folder = workflows.normal(folder);
        }
        let commands: Arc<[Command]> = commands.into();
        readings.push(Reading {
            answers: answers.into_inner(),
            commands: commands.clone(),
        });
        commands
    }
}
