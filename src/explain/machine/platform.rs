//! Whether Rust and Python are for the same CPU and system, and what is typical of a system.

use crate::explain::facts::{Machine, Python};
use crate::explain::machine::configured;
use crate::explain::row::{Grade, Row};
use crate::project::Project;

/// Lines about what has to fit together.
pub fn rows(project: &Project, machine: &Machine) -> Vec<Row> {
    let python = machine.python.as_ref().filter(|python| python.failure.is_none());
    let host = machine.program("rustc").and_then(|rustc| rustc.host());
    let mut rows = Vec::new();
    rows.extend(target(project, machine, host));
    if let (Some(python), Some(host)) = (python, host)
        && configured::target(project, machine.home.as_deref(), &machine.environment).is_none()
    {
        rows.extend(mismatch(python, host));
    }
    rows.extend(studio(machine, host));
    rows.extend(python.and_then(managed));
    rows
}

/// Whether the standard library is there for the target that cargo is told to build for.
fn target(project: &Project, machine: &Machine, host: Option<&str>) -> Option<Row> {
    let (target, by) = configured::target(project, machine.home.as_deref(), &machine.environment)?;
    let installed = machine.targets.as_ref()?;
    let is_here = Some(target.as_str()) == host || installed.contains(&target);
    (!is_here).then(|| {
        Row::new(
            "rust",
            Grade::Error,
            format!("{by} tells cargo to build for `{target}`, whose standard library is not installed"),
            format!("`rustup target add {target}`"),
        )
    })
}

/// Whether this Python cannot import what this rustc builds.
fn mismatch(python: &Python, host: &str) -> Option<Row> {
    let cpu = python.cpu()?;
    let builds = cpu_of(host)?;
    let found = if builds != cpu {
        format!(
            "rustc builds for the CPU {builds}, and the Python `{}` is for {cpu}",
            python.path
        )
    } else if python.suffix.contains("-linux-musl") && host.ends_with("-linux-gnu") {
        format!(
            "rustc builds for glibc, and the Python `{}` uses musl",
            python.path
        )
    } else {
        return None;
    };
    Some(Row::new(
        "rust",
        Grade::Warning,
        format!("{found}: it cannot import what is built"),
        "use a Python and a Rust for the same machine (`rustup show` and `python -c \"import platform; print(platform.platform())\"`)",
    ))
}

/// The CPU of a target, as binaries have it.
fn cpu_of(target: &str) -> Option<&'static str> {
    const NAMES: [(&str, &str); 11] = [
        ("x86_64", "x86_64"),
        ("i686", "i686"),
        ("i586", "i686"),
        ("aarch64", "aarch64"),
        ("arm64", "aarch64"),
        ("armv7", "armv7l"),
        ("arm-", "armv7l"),
        ("powerpc64le", "ppc64le"),
        ("s390x", "s390x"),
        ("riscv64", "riscv64"),
        ("loongarch64", "loongarch64"),
    ];
    let found = NAMES.iter().find(|(start, _)| target.starts_with(start));
    found.map(|(_, name)| *name)
}

/// Whether Visual Studio has what rustc links with.
fn studio(machine: &Machine, host: Option<&str>) -> Option<Row> {
    let is_needed = machine.system == "win32" && host?.ends_with("-msvc");
    let is_active = machine.environment.contains_key("VCINSTALLDIR");
    let is_missing = machine.studio.as_deref().is_none_or(str::is_empty);
    (is_needed && is_missing && !is_active).then(|| {
        Row::new(
            "linker",
            Grade::Warning,
            "no Visual Studio with C++ tools is found, with which Rust links",
            "install the Build Tools with *Desktop development with C++*: `winget install Microsoft.VisualStudio.2022.BuildTools`",
        )
    })
}

/// A Python of the system or of Homebrew lets pip install nothing (PEP 668).
fn managed(python: &Python) -> Option<Row> {
    (python.is_managed && !python.is_environment).then(|| {
        Row::new(
            "python",
            Grade::Note,
            format!(
                "the Python `{}` belongs to the system: pip installs nothing there",
                python.path
            ),
            "`python3 -m venv .venv`",
        )
    })
}
