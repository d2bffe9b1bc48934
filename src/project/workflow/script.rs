//! The scripts of steps, each read once for all combinations of a matrix in which it comes to the same.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::step::Step;
use super::{Job, Workflows};
use crate::place::Place;
use crate::project::script::{self, Command};

/// The scripts that have been read, by where each stands and the folder in which it begins.
pub(super) type Readings = RefCell<BTreeMap<(Place, Option<String>), Vec<Reading>>>;

/// A script as it was read.
#[derive(Debug)]
pub(super) struct Reading {
    /// What it asked for, such as `matrix.target` or `$NAME`, and was told.
    answers: BTreeMap<String, Option<String>>,
    commands: Arc<[Command]>,
}

impl Workflows {
    /// The commands of the script of a step, each with the folder of the project in which it runs.
    pub fn commands(&self, job: &Job<'_>, step: &Step<'_>) -> Arc<[Command]> {
        let Some((script, text)) = step.script().and_then(|script| Some((script, script.as_str()?))) else {
            return Arc::default();
        };
        let folder = step.folder().and_then(|folder| job.in_repository(&folder));
        let folder = folder.map(|folder| self.seen_from_project(&folder));
        let mut readings = self.readings.borrow_mut();
        let readings = readings.entry((script.place(), folder.clone())).or_default();
        let answers = RefCell::new(BTreeMap::new());
        let known = |name: &str| {
            let mut answers = answers.borrow_mut();
            if let Some(answer) = answers.get(name) {
                return Option::clone(answer);
            }
            let answer = step.scope.in_script(name);
            answers.insert(name.to_owned(), answer.clone());
            answer
        };
        let is_same = |reading: &&Reading| {
            reading
                .answers
                .iter()
                .all(|(name, answer)| known(name) == *answer)
        };
        if let Some(reading) = readings.iter().find(is_same) {
            return reading.commands.clone();
        }
        let mut commands = script::commands(text, &known, &|part| script.part(part), folder.as_deref());
        for folder in commands.iter_mut().filter_map(|command| command.folder.as_mut()) {
            *folder = self.normal(folder);
        }
        let commands: Arc<[Command]> = commands.into();
        readings.push(Reading {
            answers: answers.into_inner(),
            commands: commands.clone(),
        });
        commands
    }
}
