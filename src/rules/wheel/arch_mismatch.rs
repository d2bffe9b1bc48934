//! A binary is for another processor or system than the tag of its wheel.
//!
//! ## Why
//!
//! The tag decides who installs the wheel. A binary for another processor cannot be loaded there; this happens where a cross
//! build falls back to the machine that it runs on.
//!
//! ## Bad
//!
//! ```text demo-0.1.0-cp311-abi3-manylinux_2_17_aarch64.whl
//! demo/__init__.py
//! demo/_core.abi3.so = elf x86_64 exports=PyInit__core
//! ```
//!
//! ```console
//! demo-0.1.0-cp311-abi3-manylinux_2_17_aarch64.whl/demo/_core.abi3.so: error[wheel/arch-mismatch] the binary is for x86_64, and the tag is `manylinux_2_17_aarch64`
//! ```
//!
//! ## Good
//!
//! ```text demo-0.1.0-cp311-abi3-manylinux_2_17_aarch64.whl
//! demo/__init__.py
//! demo/_core.abi3.so = elf aarch64 exports=PyInit__core
//! ```
//!
//! ## When not to follow
//!
//! Always follow it. Binaries that are data of the package, and no module, program or grafted library, are not looked at.

use crate::artifact::Artifact;
use crate::artifact::native::{Format, Native};
use crate::artifact::tags::{Platform, System, Tags};
use crate::finding::{Finding, Severity};
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;
use crate::text::place::Place;

/// It cannot be loaded.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is: it has none.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do.
pub const HELP: &str =
    "Build with `--target` for the processor of the tag, and name the wheel after what was built";

/// One finding for each slice of a binary that does not fit, and for each that is absent.
pub fn check(artifact: &Artifact) -> Vec<Finding> {
    let Some(tags) = artifact
        .tags()
        .filter(|tags| !tags.are_all(|system| system == System::Any))
    else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    for native in artifact.natives.iter().filter(|native| is_run(artifact, native)) {
        let mut say =
            |message: String| findings.push(Finding::new(Place::file(native.path.as_str()), message));
        for slice in &native.slices {
            let systems = tags
                .platforms
                .iter()
                .filter_map(|platform| format(platform.system));
            let mut systems = systems.peekable();
            let arch = slice.arch.unwrap_or("another processor");
            if systems.peek().is_some() && systems.all(|format| format != slice.format) {
                say(format!(
                    "the binary is for {}, and the tag is not",
                    word(slice.format)
                ));
            } else if !tags.platforms.iter().any(|platform| slice.fits(platform)) {
                say(format!(
                    "the binary is for {arch}, and the tag is `{}`",
                    text(tags)
                ));
            }
        }
        let is_universal = |platform: &Platform| platform.arch == "universal2";
        let has = |arch| native.slices.iter().any(|slice| slice.arch == Some(arch));
        let absent = ["x86_64", "aarch64"].into_iter().find(|arch| !has(*arch));
        if let Some(arch) =
            absent.filter(|_| !native.slices.is_empty() && tags.platforms.iter().any(is_universal))
        {
            say(format!(
                "the tag is for both processors of macOS, and the binary has nothing for {arch}"
            ));
        }
    }
    findings
}

/// Whether a binary is a module, a program that is installed, or a library of either.
fn is_run(artifact: &Artifact, native: &Native) -> bool {
    let is_module = artifact
        .extensions()
        .any(|(module, _)| module.path == native.path);
    is_module
        || native.path.contains(".data/scripts/")
        || native.path.contains(".libs/")
        || native.path.contains(".dylibs/")
}

fn format(system: System) -> Option<Format> {
    match system {
        System::Manylinux(..) | System::Musllinux(..) | System::Linux | System::Android => Some(Format::Elf),
        System::MacOs(..) | System::Ios => Some(Format::MachO),
        System::Windows => Some(Format::Pe),
        System::Emscripten => Some(Format::Wasm),
        System::Any | System::Other => None,
    }
}

fn word(format: Format) -> &'static str {
    match format {
        Format::Elf => "Linux",
        Format::MachO => "macOS",
        Format::Pe => "Windows",
        Format::Wasm => "WebAssembly",
    }
}

fn text(tags: &Tags) -> String {
    let texts: Vec<&str> = tags
        .platforms
        .iter()
        .map(|platform| platform.text.as_str())
        .collect();
    texts.join(".")
}
