//! What a call of maturin builds, in a command or in maturin-action.

use crate::project::ci::build::{Build, Ground, Tool};
use crate::project::ci::context::{Context, value};
use crate::project::ci::platform::{Platform, System};
use crate::project::ci::step::Step;
use crate::project::commands::script::Call;
use crate::project::manifests::features::Asked;
use crate::standards::images::{self, Unserved};
use crate::syntax::toml::Node;
use crate::text::place::Place;
use crate::tree;

/// The options of maturin that have a value in the next word.
const VALUED: [&str; 26] = [
    "--interpreter",
    "-i",
    "--bindings",
    "-b",
    "--compatibility",
    "--manylinux",
    "--auditwheel",
    "--out",
    "-o",
    "--sbom-include",
    "--config",
    "-Z",
    "--color",
    "--compression-method",
    "--compression-level",
    "--jobs",
    "-j",
    "--profile",
    "--target",
    "--target-dir",
    "--features",
    "-F",
    "--manifest-path",
    "-m",
    "--repository",
    "--repository-url",
];

/// Those that have all the words up to the next option.
const MANY: [&str; 5] = [
    "--interpreter",
    "-i",
    "--compatibility",
    "--manylinux",
    "--sbom-include",
];

impl Context<'_> {
    /// What `maturin build`, `publish` or `sdist` makes in `folder`, as seen from the project.
    pub(crate) fn maturin_call(
        &self,
        command: &str,
        call: &Call<'_>,
        folder: Option<&str>,
        step: &Step<'_>,
        ground: Ground,
    ) -> Option<Build> {
        let manifest = value(call, "--manifest-path", "-m");
        let built = match manifest {
            Some(path) => folder
                .zip(path)
                .map(|(folder, path)| tree::parent(&self.below(folder, path)).to_owned()),
            None => folder.map(str::to_owned),
        };
        let is_own = self.is_own(built.as_deref());
        if is_own == Some(false) {
            return None;
        }
        let has = |flag: &str| call.own().iter().any(|argument| argument.value == flag);
        // A word that is not known and is no value may be any flag.
        let is_open = is_open(call);
        let is_publish = command == "publish";
        let fallback = self.maturin("profile").and_then(Node::as_str);
        let fallback = fallback.unwrap_or(if is_publish { "release" } else { "dev" });
        let profile = match value(call, "--profile", "") {
            Some(profile) => profile.map(str::to_owned),
            None if has("--release") || has("-r") && !is_publish => Some("release".to_owned()),
            None if has("--debug") => Some("dev".to_owned()),
            None => (!is_open).then(|| fallback.to_owned()),
        };
        let asks_for_tag = value(call, "--compatibility", "").or_else(|| value(call, "--manylinux", ""));
        let tag = asks_for_tag.or_else(|| {
            let own = self
                .maturin("compatibility")
                .or_else(|| self.maturin("manylinux"))?;
            Some(own.as_str())
        });
        let ground = match (ground, tag) {
            (Ground::Runner | Ground::Unknown, _) if has("--zig") => Ground::Chosen,
            (Ground::Runner, Some(Some("pypi"))) => Ground::Runner, // any tag that the index takes
            (Ground::Runner, Some(_)) => Ground::Chosen,
            (Ground::Runner, None) if is_open => Ground::Unknown,
            (ground, _) => ground,
        };
        let target = target(call, step);
        let runner = &step.scope.runner;
        let of_action = step.with("manylinux").unwrap_or_default();
        let platform = match target {
            Some(target) if target.is_empty() => Platform::clone(runner),
            Some(target) => Platform::of_target(&target, runner, of_action.starts_with("musllinux")),
            None => Platform {
                system: runner.system.filter(|system| *system != System::Manylinux),
                arch: None,
            },
        };
        let tags = [
            tags(call),
            vec![of_action.as_str(), tag.flatten().unwrap_or_default()],
        ]
        .concat();
        let (platforms, ground) = match platform.system {
            // A program that is linked to musl needs no libc of the system.
            Some(System::Musllinux) if self.is_program => {
                (programs(platform, &tags.join(" "), has("--zig")), Ground::Chosen)
            }
            _ => (vec![platform], ground),
        };
        let out = match value(call, "--out", "-o") {
            Some(out) => folder.zip(out).map(|(folder, out)| self.below(folder, out)),
            None if is_open || step.scope.variable_node("CARGO_TARGET_DIR").is_some() => None,
            None => self.workspace.map(|root| self.below(root, "target/wheels")),
        };
        let (interpreters, computed) = interpreters(call);
        Some(Build {
            place: call.program.place.clone(),
            tool: Tool::Maturin,
            wheels: command != "sdist",
            sdist: command == "sdist" || has("--sdist") || is_publish && !has("--no-sdist"),
            is_sure: step.is_run == Some(true) && is_own == Some(true),
            profile,
            platforms,
            ground,
            python: None,
            interpreters,
            computed,
            finds_interpreters: has("--find-interpreter") || has("-f"),
            features: (!is_open).then(|| features(call)).flatten(),
            unserved: unserved(step, call),
            empty: None,
            out,
        })
    }
}

/// What a step of maturin-action asks for and gets no image for.
fn unserved(step: &Step<'_>, call: &Call<'_>) -> Option<(Unserved, Place)> {
    let uses = step
        .uses
        .filter(|uses| uses.name.eq_ignore_ascii_case("PyO3/maturin-action"))?;
    let is_image = matches!(step.with("container")?.as_str(), "" | "auto" | "on" | "true");
    // With zig, or with tools of one's own, any image does, and none.
    let has_tools = call.own().iter().any(|word| word.value == "--zig")
        || is_open(call)
        || step.with_node("before-script-linux").is_some()
        || step.scope.has_variables("CARGO_TARGET_");
    let (target, runner) = (target(call, step)?, &step.scope.runner);
    let libc = step.with("manylinux")?;
    let platform = Platform::of_target(&target, runner, libc.starts_with("musllinux"));
    let kind = if libc.starts_with("musllinux") {
        "linux-musl"
    } else {
        "linux-gnu"
    };
    let is_own = !target.is_empty() && (!target.contains('-') || target.contains(kind));
    if !is_image
        || has_tools
        || !is_own
        || runner.system != Some(System::Manylinux)
        || !images::is_known(uses.reference)
    {
        return None;
    }
    let libc = libc.trim_start_matches("manylinux").trim_start_matches('_');
    let found = images::unserved(runner.arch.as_deref()?, platform.arch.as_deref()?, libc)?;
    Some((found, step.with_node("manylinux")?.place()))
}

/// The words behind the options that ask for tags.
fn tags<'a>(call: &Call<'a>) -> Vec<&'a str> {
    let mut is_listing = false;
    let words = call.own().iter().map(|argument| argument.value.as_str());
    let tags = words.filter_map(|word| {
        let inline = ["--compatibility", "--manylinux"]
            .iter()
            .find_map(|option| word.strip_prefix(option));
        match inline {
            Some(tag) => {
                is_listing = tag.is_empty();
                Some(tag.trim_start_matches('='))
            }
            None => {
                is_listing &= !word.starts_with('-');
                is_listing.then_some(word)
            }
        }
    });
    tags.collect()
}

/// What a program for musl is for: it has the tags that are asked for, and else one for glibc, if not built by zig.
fn programs(musl: Platform, tags: &str, is_by_zig: bool) -> Vec<Platform> {
    let tags = || tags.split([' ', ',']);
    let has_musl = tags().any(|tag| tag.starts_with("musllinux"));
    let is_glibc =
        |tag: &str| tag.starts_with("manylinux") || tag.starts_with(|first: char| first.is_ascii_digit());
    let has_glibc = tags().any(is_glibc);
    let glibc = Platform {
        system: Some(System::Manylinux),
        arch: musl.arch.clone(),
    };
    match (has_glibc, has_musl) {
        (true, true) => vec![glibc, musl],
        (false, true) => vec![musl],
        (false, false) if is_by_zig => vec![musl],
        _ => vec![glibc],
    }
}

/// Whether a word that is not known stands where a flag may stand.
fn is_open(call: &Call<'_>) -> bool {
    let mut values = 0_usize; // how many of the next words are values
    call.own().iter().any(|argument| {
        let word = argument.value.as_str();
        if word.starts_with('-') {
            values = match word {
                word if MANY.contains(&word) => usize::MAX,
                word => usize::from(VALUED.contains(&word)),
            };
            return false;
        }
        let is_value = values > 0;
        values = values.saturating_sub(1);
        !argument.is_known && !is_value
    })
}

/// The target that is asked for: empty if none is, `None` if it is not known.
fn target(call: &Call<'_>, step: &Step<'_>) -> Option<String> {
    if let Some(target) = value(call, "--target", "") {
        return target.map(str::to_owned);
    }
    if step.with_node("target").is_some() {
        return step.with("target");
    }
    match step.scope.variable_node("CARGO_BUILD_TARGET") {
        Some(_) => step.scope.variable("CARGO_BUILD_TARGET"),
        None if is_open(call) => None,
        None => Some(String::new()),
    }
}

/// The names of interpreters that are known, and the words that are not: `-i` takes all the words that follow.
fn interpreters(call: &Call<'_>) -> (Vec<(String, Place)>, Vec<String>) {
    let (mut found, mut computed) = (Vec::new(), Vec::new());
    let mut is_listing = false;
    for argument in call.own() {
        let word = argument.value.as_str();
        let inline = ["--interpreter=", "-i"]
            .iter()
            .find_map(|option| word.strip_prefix(option))
            .map(|names| names.trim_start_matches('='));
        let names = match inline {
            Some(names) => {
                is_listing = names.is_empty();
                names
            }
            None if word == "--interpreter" => {
                is_listing = true;
                ""
            }
            None if word.starts_with('-') => {
                is_listing = false;
                ""
            }
            None if is_listing => word,
            None => "",
        };
        if argument.is_known {
            let names = names.split([' ', ',']).filter(|name| !name.is_empty());
            found.extend(names.map(|name| (name.to_owned(), argument.place.clone())));
        } else if !names.is_empty() {
            computed.push(names.to_owned());
        }
    }
    (found, computed)
}

/// The features that are asked for; `None` if a name is not known.
fn features(call: &Call<'_>) -> Option<Asked> {
    let has = |flag: &str| call.own().iter().any(|argument| argument.value == flag);
    let mut listed = Vec::new();
    for (argument, value) in call.values("--features", "-F") {
        let names = value.filter(|_| argument.is_known)?;
        listed.extend(
            names
                .split([' ', ','])
                .filter(|name| !name.is_empty())
                .map(str::to_owned),
        );
    }
    Some(Asked {
        listed,
        all: has("--all-features"),
        no_default: has("--no-default-features"),
    })
}

/// What decides where nothing is asked for: the runner, unless it is known to be no Linux and so to cross-compile.
pub(crate) fn native(runner: &Platform) -> Ground {
    match runner.system {
        Some(System::MacOs | System::Windows) => Ground::Unknown,
        _ => Ground::Runner,
    }
}

/// Where maturin-action builds wheels for Linux: it takes a container where it is told to, and to cross-compile.
pub(crate) fn action_ground(step: &Step<'_>, call: &Call<'_>) -> Ground {
    let (Some(container), Some(manylinux), Some(target)) =
        (step.with("container"), step.with("manylinux"), target(call, step))
    else {
        return Ground::Unknown;
    };
    let is_native = ["x86_64", "x64", "i686", "x86"]
        .iter()
        .any(|arch| target.starts_with(arch));
    let crosses = !target.is_empty() && !is_native;
    let is_publish = step.with("command").as_deref() == Some("publish");
    match (container.as_str(), manylinux.as_str()) {
        ("off", _) | ("", "off") => Ground::Unknown, // who says so has his reasons
        ("", "") if crosses && step.scope.runner.arch.as_deref() != Some("x86_64") => Ground::Unknown,
        ("", "") if !crosses && !is_publish => native(&step.scope.runner),
        _ => Ground::Container,
    }
}
