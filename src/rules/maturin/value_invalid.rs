//! A key of `[tool.maturin]` has a value that maturin refuses.
//!
//! ## Why
//!
//! maturin does not build a project in which a key of its [table](https://www.maturin.rs/config) has a value of another
//! type, or one that is not among those that the key takes.
//!
//! ## Bad
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//!
//! [tool.maturin]
//! bindings = "py03"
//! strip = "symbols"
//! include = [{ path = "tests/**/*", format = "zip" }]
//! ```
//!
//! ```console
//! pyproject.toml:6:12: error[maturin/value-invalid] `tool.maturin.bindings` must be `"pyo3"`, `"pyo3-ffi"`, `"cffi"`, `"uniffi"` or `"bin"`: the build fails
//! pyproject.toml:7:9: error[maturin/value-invalid] `tool.maturin.strip` must be `true` or `false`: the build fails
//! pyproject.toml:8:44: error[maturin/value-invalid] `tool.maturin.include[].format` must be `"sdist"` or `"wheel"` or an array of `"sdist"` or `"wheel"`: the build fails
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
//! bindings = "pyo3"
//! strip = true
//! include = [{ path = "tests/**/*", format = "sdist" }]
//! ```
//!
//! ## When not to follow
//!
//! If the bounds in `build-system.requires` keep the project on an old maturin that takes the value.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::standards::horizon::Table;
use crate::standards::shape::{SPECIFIERS, Shape, grouped};
use crate::text::edit::Applicability;

/// The build fails.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[Table::Maturin];
/// What to do where no fix is offered.
pub const HELP: &str = "Write a value that the key takes";

const TEXTS: Shape = Shape::List(&Shape::Text);
const FORMAT: Shape = Shape::OneOf(&["sdist", "wheel"]);
const FORMATS: Shape = Shape::Either(&[FORMAT, Shape::List(&FORMAT)]);
const PATTERN: Shape = Shape::With(&[("path", Shape::Text), ("format", FORMATS)], &[]);
const GENERATED: Shape = Shape::With(
    &[
        ("path", Shape::Text),
        ("from", Shape::OneOf(&["out-dir"])),
        ("to", Shape::Text),
    ],
    &[],
);
const FEATURE: Shape = Shape::With(&[("feature", Shape::Text)], &[("python-version", SPECIFIERS)]);
const CI: Shape = Shape::Table(&[("github", Shape::Table(&[]))]);
const TARGET: Shape = Shape::Table(&[
    ("macos-deployment-target", Shape::Text),
    ("macosx-deployment-target", Shape::Text),
]);

/// What maturin 1.16 takes.
const SHAPES: Shape = Shape::Table(&[
    ("all-features", Shape::Flag),
    (
        "auditwheel",
        Shape::Either(&[
            Shape::OneOf(&["repair", "check", "warn", "skip"]),
            Shape::Map(&Shape::Any),
        ]),
    ),
    (
        "bindings",
        Shape::OneOf(&["pyo3", "pyo3-ffi", "cffi", "uniffi", "bin"]),
    ),
    ("compatibility", COMPATIBILITY),
    ("config", Shape::List(&SETTING)),
    ("data", Shape::Text),
    ("editable-profile", Shape::Text),
    ("exclude", Shape::List(&Shape::Either(&[Shape::Text, PATTERN]))),
    ("features", Shape::List(&Shape::Either(&[Shape::Text, FEATURE]))),
    ("frozen", Shape::Flag),
    ("generate-ci", CI),
    (
        "include",
        Shape::List(&Shape::Either(&[Shape::Text, PATTERN, GENERATED])),
    ),
    ("include-import-lib", Shape::Flag),
    ("locked", Shape::Flag),
    ("manifest-path", Shape::Text),
    ("manylinux", COMPATIBILITY),
    ("module-name", Shape::Text),
    ("no-default-features", Shape::Flag),
    ("pgo-command", Shape::Text),
    ("pgo-dependency-group", Shape::Text),
    ("profile", Shape::Text),
    ("python-packages", TEXTS),
    ("python-source", Shape::Text),
    ("rustc-args", TEXTS),
    (
        "sbom",
        Shape::Table(&[
            ("rust", Shape::Flag),
            ("auditwheel", Shape::Flag),
            ("include", TEXTS),
        ]),
    ),
    ("sdist-generator", Shape::OneOf(&["cargo", "git"])),
    ("skip-auditwheel", Shape::Flag),
    ("strip", Shape::Flag),
    ("target", Shape::Map(&TARGET)),
    (
        "targets",
        Shape::List(&Shape::With(&[("name", Shape::Text)], &[])),
    ),
    ("unstable-flags", TEXTS),
    ("use-base-python", Shape::Flag),
]);

const SETTING: Shape = Shape::TextThat(is_setting, "`KEY=VALUE`, or the path of a file in TOML");

/// Whether it is [what cargo takes behind `--config`](https://doc.rust-lang.org/cargo/commands/cargo-build.html#common-options).
fn is_setting(text: &str) -> bool {
    text.contains(['=', '/']) || text.ends_with(".toml")
}

const COMPATIBILITY: Shape = Shape::TextThat(
    is_compatibility,
    "a tag such as `\"2_28\"`, `\"manylinux_2_28\"`, `\"musllinux_1_2\"`, `\"linux\"`, `\"pypi\"` or `\"off\"`",
);

/// Whether maturin reads it as [a platform tag](https://www.maturin.rs/distribution#manylinux), in either case.
fn is_compatibility(text: &str) -> bool {
    let text = text.to_lowercase();
    if ["off", "linux", "pypi"].contains(&text.as_str()) {
        return true;
    }
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_pair = |text: &str| {
        let mut parts = text.split('_');
        parts.next().is_some_and(is_number) && parts.next().is_some_and(is_number)
    };
    let numbered = text
        .strip_prefix("manylinux_")
        .or_else(|| text.strip_prefix("musllinux_"));
    let named = text.strip_prefix("manylinux").unwrap_or(&text);
    ["1", "2010", "2014"].contains(&named) || is_pair(numbered.unwrap_or(&text))
}

/// One finding for each value.
pub fn check(project: &Project) -> Vec<Finding> {
    let pyproject = project.pyproject.as_ref();
    let table = pyproject.and_then(|pyproject| pyproject.toml.get(&["tool", "maturin"]));
    let misfits = table.map(|table| SHAPES.misfits(table, "tool.maturin"));
    let is_old = pyproject.is_some_and(|pyproject| pyproject.maturin_stays_below("1.0.0"));
    let finding = |(place, problem)| match is_old {
        true => {
            Finding::new(place, format!("{problem} for newer versions of maturin")).at_most(Severity::Warning)
        }
        false => Finding::new(place, format!("{problem}: the build fails")),
    };
    grouped(misfits.unwrap_or_default()).map(finding).collect()
}
