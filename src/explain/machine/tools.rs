//! maturin, pip and uv, and the folder into which cargo builds.

use crate::explain::facts::Machine;
use crate::explain::row::{Grade, Row};
use crate::project::Project;
use crate::standards::requirement::specifiers;

const TOPIC: &str = "tools";
/// The first pip that installs an editable project without setup.py (PEP 660).
const EDITABLE: [u64; 2] = [21, 3];
/// Less than that does not hold the build of a small extension.
const LITTLE: u64 = 200 << 20;

/// Lines about the tools and about where they write.
pub fn rows(project: &Project, machine: &Machine) -> Vec<Row> {
    let mut rows = Vec::new();
    rows.extend(maturin(project, machine));
    rows.extend(installer(machine));
    rows.extend(git(project, machine));
    rows.extend(target(machine));
    rows.extend(variables(machine));
    rows
}

fn maturin(project: &Project, machine: &Machine) -> Option<Row> {
    let program = machine.program("maturin")?;
    let path = program.path.as_deref()?; // pip and uv fetch the one that they need
    if let Some(failure) = &program.failure {
        let found = format!("`{path}` does not work: {failure}");
        return Some(Row::new(
            TOPIC,
            Grade::Error,
            found,
            "install it anew: `python -m pip install --force-reinstall maturin`",
        ));
    }
    let version = program.version()?;
    let asked = project.pyproject.as_ref()?.maturin_requirement();
    let here: Option<pep440_rs::Version> = version.parse().ok();
    if let (Some(asked), Some(here)) = (asked, here)
        && let Some(bounds) = specifiers(&asked.value)
        && !bounds.contains(&here)
    {
        return Some(Row::new(
            TOPIC,
            Grade::Warning,
            format!(
                "maturin {version} (`{path}`) is none that `[build-system] requires` asks for: `{bounds}`"
            ),
            format!("`python -m pip install \"maturin{bounds}\"`"),
        ));
    }
    Some(Row::good(TOPIC, format!("maturin {version}, `{path}`")))
}

fn installer(machine: &Machine) -> Option<Row> {
    if let Some(uv) = machine.program("uv").and_then(|uv| uv.version()) {
        return Some(Row::good(TOPIC, format!("uv {uv}")));
    }
    let python = machine
        .python
        .as_ref()
        .filter(|python| python.failure.is_none())?;
    let Some(pip) = &python.pip else {
        return Some(Row::new(
            TOPIC,
            Grade::Warning,
            format!("the Python `{}` has no pip, and there is no uv", python.path),
            format!("`{} -m ensurepip`", python.path),
        ));
    };
    let numbers: Vec<u64> = pip.split('.').map_while(|part| part.parse().ok()).collect();
    if !numbers.is_empty() && numbers.as_slice() < EDITABLE.as_slice() {
        return Some(Row::new(
            TOPIC,
            Grade::Warning,
            format!("pip {pip} is too old for an editable install: that takes 21.3"),
            format!("`{} -m pip install --upgrade pip`", python.path),
        ));
    }
    Some(Row::good(TOPIC, format!("pip {pip}")))
}

/// Git, where maturin asks it which files a source distribution has.
fn git(project: &Project, machine: &Machine) -> Option<Row> {
    let generator = project.pyproject.as_ref()?.maturin("sdist-generator")?;
    let program = machine.program("git")?;
    if generator.as_str() != Some("git") {
        return None;
    }
    Some(match program.version() {
        Some(version) => Row::good(TOPIC, format!("git {version}")),
        None => Row::new(
            TOPIC,
            Grade::Warning,
            "git does not work or is not installed, and `sdist-generator` lets it list the files of a source distribution",
            "install git, or take `sdist-generator` out of `[tool.maturin]`",
        ),
    })
}

fn target(machine: &Machine) -> Option<Row> {
    const TOPIC: &str = "target";
    let target = &machine.target;
    if target.is_writable == Some(false) {
        return Some(Row::new(
            TOPIC,
            Grade::Error,
            format!(
                "`{}`, into which cargo builds, may not be written by this user",
                target.path
            ),
            format!(
                "`sudo chown -R \"$USER\" {}`, or build elsewhere: `export CARGO_TARGET_DIR=/tmp/target`",
                target.path
            ),
        ));
    }
    let free = target.free?;
    (free < LITTLE).then(|| {
        Row::new(
            TOPIC,
            Grade::Error,
            format!("the disk of `{}` has only {} MB left", target.path, free >> 20),
            "make room: `cargo clean` helps",
        )
    })
}

/// Variables that change what is built, and may be meant.
fn variables(machine: &Machine) -> Vec<Row> {
    const TOPIC: &str = "environment";
    const EFFECTS: [(&str, &str); 12] = [
        (
            "RUSTFLAGS",
            "rustc gets these flags, and those of `.cargo/config.toml` do not count",
        ),
        ("CARGO_ENCODED_RUSTFLAGS", "rustc gets these flags, and no others"),
        ("CARGO_BUILD_TARGET", "cargo builds for this target"),
        (
            "PYO3_CONFIG_FILE",
            "PyO3 takes from this file which Python it builds for",
        ),
        ("PYO3_CROSS", "PyO3 takes each build for one for another system"),
        ("PYO3_CROSS_LIB_DIR", "PyO3 builds for the Python there"),
        (
            "PYO3_CROSS_PYTHON_VERSION",
            "PyO3 builds for this Python where it builds for another system",
        ),
        ("UV_PYTHON", "uv takes this Python"),
        ("UV_OFFLINE", "uv may not use the network"),
        ("CARGO_NET_OFFLINE", "cargo may not use the network"),
        ("MATURIN_PEP517_ARGS", "pip and uv build with these arguments"),
        (
            "PIP_REQUIRE_VIRTUALENV",
            "pip installs into a virtual environment only",
        ),
    ];
    let set = EFFECTS.into_iter().filter_map(|(name, effect)| {
        let value = machine.environment.get(name).filter(|value| !value.is_empty())?;
        if machine.astray.iter().any(|astray| astray == name) {
            return None; // that is told already
        }
        Some(Row::new(
            TOPIC,
            Grade::Note,
            format!("{name} is `{value}`: {effect}"),
            format!("`unset {name}` if that is not meant"),
        ))
    });
    set.collect()
}
