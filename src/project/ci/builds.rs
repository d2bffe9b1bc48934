//! What a step builds: by maturin, a frontend or cibuildwheel, in a command or an action.

use crate::project::ci::build::{Build, Ground, Tool};
use crate::project::ci::cibuildwheel::{Selected, Selection};
use crate::project::ci::context::{Context, value};
use crate::project::ci::job::Job;
use crate::project::ci::maturin::{self, native};
use crate::project::ci::platform::{Platform, System};
use crate::project::ci::scope::Scope;
use crate::project::ci::step::Step;
use crate::project::commands::script::{Argument, Call, Command};
use crate::project::manifests::features::Asked;
use crate::project::manifests::pyproject::Pyproject;
use crate::text::place::Place;
use crate::tree;

impl Context<'_> {
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

    /// The profile that frontends build with.
    fn release_profile(&self) -> String {
        self.pyproject.map_or("release", Pyproject::profile).to_owned()
    }

    /// Whether maturin is what frontends build with.
    fn is_backend(&self) -> bool {
        self.pyproject.and_then(Pyproject::backend) == Some("maturin")
    }

    /// The folder that a word names; `None` where it is not known.
    fn named(&self, folder: Option<&str>, word: Option<&Argument>) -> Option<String> {
        match word {
            Some(word) => Some(self.below(folder?, &word.value)).filter(|_| word.is_known),
            None => folder.map(str::to_owned),
        }
    }

    /// What a command of a step builds, that of maturin-action among them, behind the steps that set up `pythons`.
    pub fn of_command(
        &self,
        command: &Command,
        call: &Call<'_>,
        job: &Job<'_>,
        step: &Step<'_>,
        pythons: &[&Step<'_>],
    ) -> Vec<Build> {
        let folder = command.folder.as_deref().filter(|_| !call.is_moved());
        let first = call.arguments.first().map(|argument| argument.value.as_str());
        let ground = || match step.action {
            _ if job.node.get("container").is_some() => Ground::Container,
            Some(_) => maturin::action_ground(step, call),
            None => native(&step.scope.runner),
        };
        let one = match (call.name, first) {
            ("maturin", Some(name @ ("build" | "b" | "publish" | "sdist"))) => {
                let build = self.maturin_call(name, call, folder, step, ground());
                let python = set_up(job, step, pythons);
                build.map(|build| Build {
                    python,
                    unserved: build.unserved.filter(|_| !installs_tools(job)),
                    ..build
                })
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
                let build =
                    self.cibuildwheel(call.program.place.clone(), self.named(folder, package), out, step);
                let selected = self.selected(job, step, Some(call));
                return build.map_or_else(Vec::new, |build| each(build, selected));
            }
            _ => None,
        };
        one.into_iter().collect()
    }

    /// What cibuildwheel builds as the action of a step.
    pub fn of_action(&self, job: &Job<'_>, step: &Step<'_>) -> Vec<Build> {
        let build = self.of_cibuildwheel(job, step);
        build.map_or_else(Vec::new, |build| each(build, self.selected(job, step, None)))
    }

    fn of_cibuildwheel(&self, job: &Job<'_>, step: &Step<'_>) -> Option<Build> {
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
            .filter(|_| !is_pip || has("--wheel-dir", "-w"))
            .filter(|_| !matches!(call.name, "hatch" | "pdm")); // which have other options
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
            python: None,
            interpreters: Vec::new(),
            computed: Vec::new(),
            finds_interpreters: false,
            unserved: None,
            empty: None,
            features: (!has_settings(arguments, &step.scope)).then(Asked::default),
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
            python: None,
            interpreters: Vec::new(),
            computed: Vec::new(),
            features: self.is_plain(&step.scope).then(Asked::default),
            finds_interpreters: false,
            unserved: None,
            empty: None,
            out,
        })
    }
}

/// A build of cibuildwheel, once for each platform where it is known what is selected.
fn each(build: Build, selection: Option<Selection>) -> Vec<Build> {
    let selected = match selection {
        Some(Selection::Wheels(selected)) => selected,
        Some(Selection::Nothing(machine, place)) => {
            let empty = Some((machine, place));
            return vec![Build {
                empty,
                wheels: false,
                ..build
            }];
        }
        None => return vec![build],
    };
    let of = |selected: Selected| Build {
        platforms: vec![selected.platform],
        interpreters: selected.interpreters,
        ..build.clone()
    };
    selected.into_iter().map(of).collect()
}

/// Whether a job installs packages of the system: a compiler for another processor may be among them.
fn installs_tools(job: &Job<'_>) -> bool {
    let commands = job.steps.iter().flat_map(|step| step.commands.iter());
    let mut calls = commands.filter_map(Command::call);
    calls.any(|call| matches!(call.name, "apt" | "apt-get"))
}

/// The one Python that a job sets up before a step, for what runs outside containers.
fn set_up(job: &Job<'_>, step: &Step<'_>, pythons: &[&Step<'_>]) -> Option<(String, Place)> {
    let chooses = |name: &str| step.scope.variable_node(name).is_some();
    if job.node.get("container").is_some()
        || chooses("PYO3_PYTHON")
        || step.with_node("before-script-linux").is_some()
    {
        return None;
    }
    let [first] = pythons else {
        return None;
    };
    let node = first.with_node("python-version")?;
    let version = first.scope.text(node)?;
    (version.lines().count() == 1).then(|| (version, node.place()))
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
