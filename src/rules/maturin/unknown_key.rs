//! `[tool.maturin]` has a key that maturin does not know.
//!
//! ## Why
//!
//! maturin ignores unknown keys without a warning: the setting does nothing. The
//! [configuration](https://www.maturin.rs/config.html) lists the keys that it reads.
//!
//! ## Bad
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//!
//! [tool.maturin]
//! module_name = "demo._core"
//! features = ["python"]
//!
//! [tool.maturin.target.x86_64-apple-darwin]
//! macos-deployment-targets = "11.0"
//! ```
//!
//! ```console
//! pyproject.toml:6:1: error[maturin/unknown-key] maturin does not know `module_name` in `tool.maturin` and ignores it; did you mean `module-name`?
//! pyproject.toml:10:1: error[maturin/unknown-key] maturin does not know `macos-deployment-targets` in `tool.maturin.target.x86_64-apple-darwin` and ignores it; did you mean `macos-deployment-target`?
//! ```
//!
//! ## Good
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//!
//! [tool.maturin]
//! module-name = "demo._core"
//! features = ["python"]
//!
//! [tool.maturin.target.x86_64-apple-darwin]
//! macos-deployment-target = "11.0"
//! ```
//!
//! ## Fix safety
//!
//! The key takes effect, and the nearest name may not be the one you meant.
//!
//! ## When not to follow
//!
//! If a backend of your own wraps maturin and reads the key. It is better to keep such keys in a separate table. The
//! rule is silent if the project requires a maturin newer than 1.16.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::manifests::pyproject::Pyproject;
use crate::standards::fields::PROJECT_FIELDS;
use crate::standards::horizon::Table;
use crate::syntax::splice;
use crate::syntax::toml::Node;
use crate::text::edit::Applicability;
use crate::text::edit::Fix;
use crate::text::near::nearest;

/// The line silently does nothing.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = Some(Applicability::Unsafe);
/// The tables that it rests on.
pub const TABLES: &[Table] = &[Table::Maturin];
/// What to do where no fix is offered.
pub const HELP: &str = "Correct the key, move it to where it belongs, or remove it";

/// The keys of the table at a path below `tool.maturin`; `None` where any name is right.
#[rustfmt::skip]
fn known(path: &[&str]) -> Option<&'static [&'static str]> {
    Some(match path {
        [] => &[
            "all-features", "auditwheel", "bindings", "compatibility", "config", "data", "editable-profile",
            "exclude", "features", "frozen", "generate-ci", "include", "include-import-lib", "locked",
            "manifest-path", "manylinux", "module-name", "no-default-features", "pgo-command",
            "pgo-dependency-group", "profile", "python-packages", "python-source", "rustc-args", "sbom",
            "sdist-generator", "skip-auditwheel", "strip", "target", "targets", "unstable-flags",
            "use-base-python",
        ],
        ["features"] => &["feature", "python-version", "python-implementation"],
        ["include"] => &["path", "format", "from", "to", "crate_name"],
        ["exclude"] => &["path", "format"],
        ["targets"] => &["name", "kind"],
        ["target", _] => &["macos-deployment-target", "macosx-deployment-target"],
        ["sbom"] => &["rust", "auditwheel", "include"],
        ["generate-ci"] => &["github"],
        ["generate-ci", "github"] => &[
            "android", "args", "emscripten", "linux", "macos", "musllinux", "publishing-environment", "pytest",
            "skip-attestation", "trusted-publishing", "windows", "zig",
        ],
        ["generate-ci", "github", _] => &[
            "args", "before-script-linux", "container", "docker-options", "manylinux", "runner",
            "rust-toolchain", "rustup-components", "target", "targets",
        ],
        ["generate-ci", "github", _, "target"] => &[
            "arch", "args", "before-script-linux", "container", "docker-options", "manylinux", "runner",
            "rust-toolchain", "rustup-components",
        ],
        _ => return None,
    })
}

/// Where a key belongs that people write here.
fn hint(key: &str) -> Option<&'static str> {
    Some(match key {
        "lto" | "opt-level" | "codegen-units" | "debug" | "panic" | "overflow-checks" | "incremental" => {
            "it belongs in `[profile.release]` of Cargo.toml"
        }
        "sdist-include" => "use `include` with `format = \"sdist\"`",
        "sdist-exclude" => "use `exclude` with `format = \"sdist\"`",
        "cargo-extra-args" => "use `features`, `profile` and the other keys for cargo's options",
        "rustc-extra-args" => "use `rustc-args`",
        "rustflags" => "it belongs in `.cargo/config.toml`",
        "version-from-git" | "version-script" => "the version comes from Cargo.toml",
        "name" => "`[project]` names the wheel, and `module-name` names the module",
        "module" => "a library is one extension module, and `module-name` names it",
        "system-packages" => "install them in the workflow that builds the wheels",
        "release" => "builds through pip and other frontends are release builds; see `profile`",
        key if PROJECT_FIELDS.contains(&key) => "it belongs in `[project]`",
        _ => return None,
    })
}

/// One finding for each key that does nothing.
pub fn check(project: &Project) -> Vec<Finding> {
    let mut found = Vec::new();
    let pyproject = project.pyproject.as_ref();
    if let Some((pyproject, table)) =
        pyproject.and_then(|file| Some((file, file.toml.get(&["tool", "maturin"])?)))
    {
        walk(pyproject, table, &[], &mut found);
    }
    found
}

fn walk(pyproject: &Pyproject, node: Node<'_>, path: &[&str], found: &mut Vec<Finding>) {
    for item in node.items() {
        walk(pyproject, item, path, found);
        if path == ["features"] && item.as_str().is_some_and(|text| text.starts_with('-')) {
            let option = item.as_str().unwrap_or_default();
            let message =
                format!("`{option}` is an option of cargo, not a feature; use the key of that name");
            found.push(Finding::new(item.place(), message));
        }
    }
    for entry in node.entries() {
        if known(path).is_none_or(|known| known.contains(&entry.key())) {
            walk(pyproject, entry, &[path, &[entry.key()]].concat(), found);
        } else if !once_known(pyproject, entry.key()) {
            found.push(unknown(node, entry, path));
        }
    }
}

/// Whether the project stays with a maturin that still reads the key.
fn once_known(pyproject: &Pyproject, key: &str) -> bool {
    match key {
        "sdist-include" => pyproject.maturin_stays_below("0.15.0"),
        "cargo-extra-args" | "rustc-extra-args" => pyproject.maturin_stays_below("0.13.0"),
        _ => false,
    }
}

fn unknown(table: Node<'_>, entry: Node<'_>, path: &[&str]) -> Finding {
    let key = entry.key();
    let full = [&["tool", "maturin"], path].concat().join(".");
    let message = format!("maturin does not know `{key}` in `{full}` and ignores it");
    if let Some(hint) = hint(key) {
        return Finding::new(entry.key_place(), format!("{message}; {hint}"));
    }
    let Some(near) = nearest(
        &key.replace('_', "-"),
        known(path).unwrap_or_default().iter().copied(),
    ) else {
        return Finding::new(entry.key_place(), message);
    };
    let fits = !path.is_empty() || fits(near, entry);
    let edit = splice::rename(entry, near).filter(|_| fits && table.get(near).is_none());
    let fix = edit.map(|edit| Fix::risky(format!("Rename it to `{near}`"), vec![edit]));
    Finding::new(entry.key_place(), format!("{message}; did you mean `{near}`?")).fix(fix)
}

/// Whether a value is of the kind that a key of `[tool.maturin]` takes: maturin stops at another.
fn fits(key: &str, value: Node<'_>) -> bool {
    match key {
        "all-features"
        | "frozen"
        | "include-import-lib"
        | "locked"
        | "no-default-features"
        | "skip-auditwheel"
        | "strip"
        | "use-base-python" => value.as_bool().is_some(),
        "config" | "exclude" | "features" | "include" | "python-packages" | "rustc-args" | "targets"
        | "unstable-flags" => value.is_array(),
        "generate-ci" | "sbom" | "target" => value.is_table(),
        "bindings" => matches!(
            value.as_str(),
            Some("bin" | "cffi" | "pyo3" | "pyo3-ffi" | "uniffi")
        ),
        _ => value.as_str().is_some(),
    }
}
