//! One way in which CI builds wheels or a source distribution of the project, with all that is asked for.

use super::platform::{Platform, System};
use super::scope::Scope;
use super::step::Step;
use super::{Job, Workflows, maturin};
use crate::place::Place;
use crate::project::pyproject::Pyproject;
use crate::project::script::{Argument, Call, Command};
use crate::syntax::toml::Node;
use crate::tree;

/// A build of the project, in one combination of the matrix of its job.
#[derive(Clone, Debug)]
pub struct Build {
    /// The command, or the action that is used.
    pub place: Place,
    /// Who builds.
    pub tool: Tool,
    /// Whether it makes wheels.
    pub wheels: bool,
    /// Whether it makes a source distribution.
    pub sdist: bool,
    /// Whether it is sure that it runs, and that it builds this project.
    pub is_sure: bool,
    /// The profile of cargo; `None` where it is not known.
    pub profile: Option<String>,
    /// What the wheels are for.
    pub platforms: Vec<Platform>,
    /// Where wheels for Linux are built.
    pub ground: Ground,
    /// The interpreters that are asked for by name, and where.
    pub interpreters: Vec<(String, Place)>,
    /// Whether it is for every interpreter that is found.
    pub finds_interpreters: bool,
    /// What is asked for of cargo's features; `None` where it is not known.
    pub features: Option<Features>,
    /// The folder that it writes to, as seen from the project; `None` where it is not known.
    pub out: Option<String>,
}

/// A program that builds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    /// `maturin build` or `maturin publish`, in a command or in maturin-action.
    Maturin,
    /// cibuildwheel.
    Cibuildwheel,
    /// What builds by the interface of PEP 517: pip, build, uv.
    Frontend,
}

/// What decides the glibc that a wheel for Linux needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// The machine of the runner.
    Runner,
    /// A container.
    Container,
    /// zig, or a tag that is asked for.
    Chosen,
    /// Not known.
    Unknown,
}

/// What a command asks for of cargo's features.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Features {
    /// The features by name, as `--features` gives them.
    pub listed: Vec<String>,
    /// `--all-features`.
    pub all: bool,
    /// `--no-default-features`.
    pub no_default: bool,
}

/// What a build is read from.
pub(super) struct Context<'a> {
    pub workflows: &'a Workflows,
    pub pyproject: Option<&'a Pyproject>,
    /// The folder of the crate.
    pub crate_folder: Option<&'a str>,
    /// The folder of its workspace, below which cargo builds.
    pub workspace: Option<&'a str>,
}

impl Context<'_> {
    pub(super) fn maturin(&self, key: &str) -> Option<Node<'_>> {
        self.pyproject?.maturin(key)
    }

    /// Whether a build in `folder` is one of this project; `None` where that is not known.
    pub(super) fn is_own(&self, folder: Option<&str>) -> Option<bool> {
        folder.map(|folder| folder.is_empty() || Some(folder) == self.crate_folder)
    }

    /// Whether cibuildwheel gives maturin no arguments of its own.
    fn is_plain(&self, scope: &Scope<'_>) -> bool {
        let is_in_manifest = |text| {
            self.pyproject
                .is_some_and(|pyproject| pyproject.toml.text.contains(text))
        };
        let is_set = |prefix| scope.has_variables(prefix);
        !is_in_manifest("MATURIN_PEP517_ARGS")
            && !is_in_manifest("config-settings")
            && !is_set("CIBW_ENVIRONMENT")
            && !is_set("CIBW_CONFIG_SETTINGS")
    }

    /// Whether cibuildwheel is told how to test its wheels.
    pub(super) fn has_test_command(&self) -> bool {
        let settings = self
            .pyproject
            .and_then(|pyproject| pyproject.toml.get(&["tool", "cibuildwheel"]));
        settings.is_some_and(|settings| settings.get("test-command").is_some())
    }

    /// The profile that frontends build with.
    fn release_profile(&self) -> String {
        self.pyproject.map_or("release", Pyproject::profile).to_owned()
    }

    /// Whether maturin is what frontends build with.
    fn is_backend(&self) -> bool {
        self.pyproject.and_then(Pyproject::backend) == Some("maturin")
    }

    /// The folder, as seen from the project, that `path` leads to from there.
    pub(super) fn below(&self, folder: &str, path: &str) -> String {
        self.workflows.normal(&tree::join(folder, path))
    }

    /// The folder that a word names; `None` where it is not known.
    fn named(&self, folder: Option<&str>, word: Option<&Argument>) -> Option<String> {
        match word {
            Some(word) => Some(self.below(folder?, &word.value)).filter(|_| word.is_known),
            None => folder.map(str::to_owned),
        }
    }

    /// What a command of a step builds, that of maturin-action among them.
    pub fn of_command(
        &self,
        command: &Command,
        call: &Call<'_>,
        job: &Job<'_>,
        step: &Step<'_>,
    ) -> Option<Build> {
        let folder = command.folder.as_deref().filter(|_| !call.is_moved());
        let first = call.arguments.first().map(|argument| argument.value.as_str());
        let ground = || match step.action {
            _ if job.node.get("container").is_some() => Ground::Container,
            Some(_) => maturin::action_ground(step, call),
            None => Ground::Runner,
        };
        match (call.name, first) {
            ("maturin", Some(name @ ("build" | "b" | "publish" | "sdist"))) => {
                self.maturin_call(name, call, folder, step, ground())
            }
            ("build" | "pyproject-build", _) => self.frontend(call, call.arguments, folder, step, ground()),
            ("uv" | "hatch" | "pdm", Some("build")) | ("pip" | "pip3", Some("wheel")) => {
                self.frontend(call, &call.arguments[1..], folder, step, ground())
            }
            ("cibuildwheel", _) => {
                let package = positional(
                    call.arguments,
                    &["--output-dir", "--platform", "--archs", "--only", "--config-file"],
                );
                let out = value(call, "--output-dir", "").map_or(Some("wheelhouse"), |out| out);
                let out = folder.zip(out).map(|(folder, out)| self.below(folder, out));
                self.cibuildwheel(call.program.place.clone(), self.named(folder, package), out, step)
            }
            _ => None,
        }
    }

    /// What cibuildwheel builds as the action of a step.
    pub fn of_action(&self, job: &Job<'_>, step: &Step<'_>) -> Option<Build> {
        step.uses.filter(|uses| uses.is("pypa/cibuildwheel"))?;
        let place = step.node.get("uses")?.place();
        let folder = |path: &str| {
            let folder = job.in_repository(&tree::join("", path))?;
            Some(self.workflows.seen_from_project(&folder))
        };
        let package = step.with("package-dir").and_then(|path| folder(&path));
        let out = step.with("output-dir")?;
        let out = if out.is_empty() { "wheelhouse" } else { &out };
        self.cibuildwheel(place, package, folder(out), step)
    }

    fn frontend(
        &self,
        call: &Call<'_>,
        arguments: &[Argument],
        folder: Option<&str>,
        step: &Step<'_>,
        ground: Ground,
    ) -> Option<Build> {
        let has = |long: &str, short: &str| {
            let is = |argument: &Argument| argument.value == long || argument.value == short;
            arguments.iter().any(is)
        };
        let source = positional(
            arguments,
            &[
                "--outdir",
                "--out-dir",
                "-o",
                "-w",
                "--wheel-dir",
                "--config-setting",
                "-C",
                "--python",
                "-p",
                "--package",
            ],
        );
        let built = self.named(folder, source);
        let is_own = if has("--package", "--all-packages") {
            None
        } else {
            self.is_own(built.as_deref())
        };
        if is_own == Some(false) {
            return None;
        }
        let is_pip = call.name.starts_with("pip");
        let (only_wheel, only_sdist) = (has("--wheel", "-w"), has("--sdist", "-s"));
        let options = [("--outdir", "-o"), ("--out-dir", "-o"), ("--wheel-dir", "-w")];
        let out = options
            .into_iter()
            .find_map(|(long, short)| value(call, long, short));
        let out = out
            .map_or(Some("dist"), |out| out)
            .filter(|_| !is_pip || has("--wheel-dir", "-w"));
        Some(Build {
            place: call.program.place.clone(),
            tool: Tool::Frontend,
            wheels: is_pip || only_wheel || !only_sdist,
            sdist: !is_pip && (only_sdist || !only_wheel),
            is_sure: step.is_run == Some(true) && is_own == Some(true) && self.is_backend(),
            profile: Some(self.release_profile()),
            platforms: vec![Platform::clone(&step.scope.runner)],
            ground: if ground == Ground::Runner && has_settings(arguments, &step.scope) {
                Ground::Unknown
            } else {
                ground
            },
            interpreters: Vec::new(),
            finds_interpreters: false,
            features: (!has_settings(arguments, &step.scope)).then(Features::default),
            out: folder.zip(out).map(|(folder, out)| self.below(folder, out)),
        })
    }

    fn cibuildwheel(
        &self,
        place: Place,
        package: Option<String>,
        out: Option<String>,
        step: &Step<'_>,
    ) -> Option<Build> {
        let is_own = self.is_own(package.as_deref());
        if is_own == Some(false) {
            return None;
        }
        let platform = |system| Platform { system, arch: None };
        let platforms = match step.scope.runner.system {
            Some(System::Manylinux) => vec![
                platform(Some(System::Manylinux)),
                platform(Some(System::Musllinux)),
            ],
            system => vec![platform(system)],
        };
        let has_platform = step.scope.variable_node("CIBW_PLATFORM").is_some();
        Some(Build {
            place,
            tool: Tool::Cibuildwheel,
            wheels: true,
            sdist: false,
            is_sure: step.is_run == Some(true) && is_own == Some(true),
            profile: Some(self.release_profile()),
            platforms: if has_platform {
                vec![Platform::default()]
            } else {
                platforms
            },
            ground: Ground::Container,
            interpreters: Vec::new(),
            features: self.is_plain(&step.scope).then(Features::default),
            finds_interpreters: false,
            out,
        })
    }
}

/// Whether settings for maturin's backend reach it through a frontend.
fn has_settings(arguments: &[Argument], scope: &Scope<'_>) -> bool {
    let is_setting = |argument: &Argument| {
        let value = argument.value.as_str();
        ["--config-setting", "-C"]
            .iter()
            .any(|option| value.starts_with(option))
    };
    arguments.iter().any(is_setting) || scope.variable_node("MATURIN_PEP517_ARGS").is_some()
}

/// The value of an option: `None` if it is not given, `Some(None)` if its value is not known.
pub(super) fn value<'a>(call: &Call<'a>, long: &str, short: &str) -> Option<Option<&'a str>> {
    let (argument, value) = call.values(long, short).pop()?;
    Some(value.filter(|_| argument.is_known))
}

/// The first word that is neither an option nor the value of one.
fn positional<'a>(arguments: &'a [Argument], valued: &[&str]) -> Option<&'a Argument> {
    let mut words = arguments.iter();
    loop {
        let word = words.next()?;
        if valued.contains(&word.value.as_str()) {
            words.next();
        } else if !word.value.starts_with('-') {
            return Some(word);
        }
    }
}
