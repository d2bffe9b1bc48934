//! One way in which CI builds wheels or a source distribution of the project, with all that is asked for.

use crate::project::ci::platform::{Platform, System};
use crate::project::manifests::features::Asked;
use crate::standards::images::Unserved;
use crate::text::place::Place;

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
    /// The one Python that the job sets up before, and where; `None` where none, more or another may be taken.
    pub python: Option<(String, Place)>,
    /// The interpreters that are asked for by name, and where.
    pub interpreters: Vec<(String, Place)>,
    /// The words that ask for others, of which not all is known before CI runs.
    pub computed: Vec<String>,
    /// Whether it is for every interpreter that is found.
    pub finds_interpreters: bool,
    /// What is asked for of cargo's features; `None` where it is not known.
    pub features: Option<Asked>,
    /// What maturin-action has no image for, and where it is asked for.
    pub unserved: Option<(Unserved, Place)>,
    /// The machine on which cibuildwheel has nothing to build, and the setting by which that is so.
    pub empty: Option<(String, Place)>,
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

/// The names of the platforms that no build serves.
pub fn missing<'a>(platforms: &[(System, &str, &'a str)], builds: &[&Build]) -> Vec<&'a str> {
    let serves = |build: &&Build, system, arch| {
        let mut own = build.platforms.iter();
        build.wheels && own.any(|platform| platform.may_be(system, arch))
    };
    let missing = platforms
        .iter()
        .filter(|(system, arch, _)| !builds.iter().any(|build| serves(build, *system, arch)));
    missing.map(|(_, _, name)| *name).collect()
}
