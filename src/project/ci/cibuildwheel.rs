//! What cibuildwheel builds on a machine: the identifiers that its settings select, as cibuildwheel 4.3 takes them.

use crate::project::ci::context::{Context, value};
use crate::project::ci::job::Job;
use crate::project::ci::platform::{Platform, System};
use crate::project::ci::step::Step;
use crate::project::commands::script::Call;
use crate::project::manifests::pyproject::Pyproject;
use crate::standards::cibuildwheel::{Machine, archs, identifiers, is_known};
use crate::standards::version;
use crate::syntax::glob::Glob;
use crate::syntax::yaml::Node;
use crate::text::place::Place;

/// What is selected on a machine.
pub(crate) enum Selection {
    /// The wheels of these platforms.
    Wheels(Vec<Selected>),
    /// Nothing: on which machine, and where the setting stands by which that is so.
    Nothing(String, Place),
}

/// What is built for one platform.
pub(crate) struct Selected {
    /// The platform.
    pub platform: Platform,
    /// The interpreters, and where they are asked for.
    pub interpreters: Vec<(String, Place)>,
}

/// Variables that choose other settings than those that are read here.
const ELSEWHERE: [&str; 3] = [
    "CIBW_PLATFORM",
    "CIBW_CONFIG_FILE",
    "CIBW_PROJECT_REQUIRES_PYTHON",
];

/// The words of a setting, and where they stand.
struct Setting {
    words: Vec<String>,
    place: Option<Place>,
}

impl Context<'_> {
    /// What a step builds by cibuildwheel; `None` where it is another version, or where not all is known.
    pub(crate) fn selected(
        &self,
        job: &Job<'_>,
        step: &Step<'_>,
        call: Option<&Call<'_>>,
    ) -> Option<Selection> {
        let scripts = job
            .steps
            .iter()
            .filter_map(|step| step.script().and_then(Node::as_str));
        // A step may set variables for those after it.
        let mut settings = scripts.filter(|script| script.contains("GITHUB_ENV"));
        if settings.any(|script| script.contains("CIBW_")) {
            return None;
        }
        let version = match call {
            Some(call) => {
                let given = ["--only", "--archs", "--platform", "--config-file"];
                let is_plain = given.iter().all(|option| value(call, option, "").is_none())
                    && !call.arguments.iter().any(|word| word.value == "--allow-empty");
                let asked = call.requirement.map(|word| word.value.as_str());
                asked
                    .map_or_else(|| installed(job), requirement)
                    .filter(|_| is_plain)?
            }
            None => {
                let is_plain = step.with_node("only").is_none() && step.with_node("config-file").is_none();
                step.uses
                    .filter(|_| is_plain)?
                    .reference
                    .strip_prefix('v')?
                    .to_owned()
            }
        };
        let is_elsewhere = ELSEWHERE
            .iter()
            .any(|name| step.scope.variable_node(name).is_some());
        if !is_known(&version) || is_elsewhere {
            return None;
        }
        let runner = &step.scope.runner;
        let (machine, name) = match runner.system? {
            System::Manylinux => (Machine::Linux, "linux"),
            System::MacOs => (Machine::MacOs, "macos"),
            System::Windows => (Machine::Windows, "windows"),
            System::Musllinux | System::Emscripten | System::Other => return None,
        };
        let build = self.setting(step, "build", "")?;
        let skip = self.setting(step, "skip", "")?;
        let enabled = self.setting(step, "enable", "")?;
        let asked = self.setting(step, "archs", name)?;
        let archs = archs(machine, runner.arch.as_deref()?, &asked.words)?;
        let patterns = |words: &[String]| {
            words
                .iter()
                .map(|word| Glob::parse(word))
                .collect::<Option<Vec<_>>>()
        };
        let (wanted, skipped) = (patterns(&build.words)?, patterns(&skip.words)?);
        let requires = self.pyproject.and_then(Pyproject::requires_python);
        let place = build.place.clone().unwrap_or_else(|| step.node.place());
        let mut selected: Vec<Selected> = Vec::new();
        for found in identifiers(machine, &archs, &enabled.words)? {
            let is_wanted = wanted.is_empty() || wanted.iter().any(|glob| glob.matches(&found.identifier));
            let is_skipped = skipped.iter().any(|glob| glob.matches(&found.identifier));
            let is_allowed = requires
                .as_ref()
                .is_none_or(|requires| version::allows(&requires.value, 3, found.minor));
            if !is_wanted || is_skipped || !is_allowed {
                continue;
            }
            let platform = Platform {
                system: Some(match machine {
                    Machine::Linux if found.is_musl => System::Musllinux,
                    Machine::Linux => System::Manylinux,
                    Machine::MacOs => System::MacOs,
                    Machine::Windows => System::Windows,
                }),
                arch: Some(found.arch.to_owned()),
            };
            let named = (found.interpreter, place.clone());
            match selected.iter_mut().find(|other| other.platform == platform) {
                Some(other) => other.interpreters.push(named),
                None => selected.push(Selected {
                    platform,
                    interpreters: vec![named],
                }),
            }
        }
        if selected.is_empty() {
            let machine = match archs.is_empty() {
                true => machine.name().to_owned(),
                false => format!("{} on `{}`", machine.name(), archs.join(" ")),
            };
            let settings = [build.place, skip.place, asked.place].into_iter();
            return Some(Selection::Nothing(
                machine,
                settings.flatten().next().unwrap_or(place),
            ));
        }
        Some(Selection::Wheels(selected))
    }

    /// The words of a setting: a variable's, or else those of `[tool.cibuildwheel]`; `platform` may have its own.
    fn setting(&self, step: &Step<'_>, key: &str, platform: &str) -> Option<Setting> {
        let variable = format!("CIBW_{}", key.to_uppercase());
        let own = format!("{variable}_{}", platform.to_uppercase());
        let names = [own, variable];
        let set = names.iter().find(|name| step.scope.variable_node(name).is_some());
        if let Some(name) = set {
            let text = step.scope.variable(name)?;
            return Some(Setting {
                words: text.split_whitespace().map(str::to_owned).collect(),
                place: step.scope.variable_node(name).map(|node| node.place()),
            });
        }
        let table = self
            .pyproject
            .and_then(|pyproject| pyproject.toml.get(&["tool", "cibuildwheel"]));
        let own = table.and_then(|table| table.get(platform)?.get(key));
        let Some(node) = own.or_else(|| table?.get(key)) else {
            return Some(Setting {
                words: Vec::new(),
                place: None,
            });
        };
        Some(Setting {
            words: match node.as_str() {
                Some(text) => text.split_whitespace().map(str::to_owned).collect(),
                None if node.is_array() => {
                    let items = node.items().into_iter();
                    let texts = items.map(|item| item.as_str().map(str::to_owned));
                    texts.collect::<Option<_>>()?
                }
                None => return None,
            },
            place: Some(node.place()),
        })
    }
}

/// The version that a job installs, if it installs one.
fn installed(job: &Job<'_>) -> Option<String> {
    let commands = job.steps.iter().flat_map(|step| step.commands.iter());
    let mut words = commands.flat_map(|command| &command.words);
    words.find_map(|word| requirement(&word.value).filter(|_| word.is_known))
}

/// The version that `cibuildwheel==4.3.5` names.
fn requirement(word: &str) -> Option<String> {
    Some(word.strip_prefix("cibuildwheel==")?.to_owned())
}
