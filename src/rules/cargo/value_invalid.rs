//! A key of Cargo.toml has a value that cargo refuses.
//!
//! ## Why
//!
//! cargo does not read a manifest in which a key has a value of another type than its
//! [reference](https://doc.rust-lang.org/cargo/reference/manifest.html) defines, or one that is not among those that
//! the key takes. Then nothing is built.
//!
//! ## Bad
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1"
//! edition = 2024
//! rust-version = ">=1.85"
//!
//! [lib]
//! crate-type = "cdylib"
//! edition = "2025"
//!
//! [dependencies]
//! itoa = "1.0.0.1"
//!
//! [profile.release]
//! strip = "all"
//! ```
//!
//! ```console
//! Cargo.toml:3:11: error[cargo/value-invalid] `package.version` must be a version such as `"0.1.0"`: cargo refuses it
//! Cargo.toml:4:11: error[cargo/value-invalid] `package.edition` must be an edition such as `"2024"`: cargo refuses it
//! Cargo.toml:5:16: error[cargo/value-invalid] `package.rust-version` must be a version of Rust such as `"1.85"`: cargo refuses it
//! Cargo.toml:8:14: error[cargo/value-invalid] `lib.crate-type` must be an array of `"bin"`, `"cdylib"`, `"dylib"`, `"lib"`, `"proc-macro"`, `"rlib"` or `"staticlib"`: cargo refuses it
//! Cargo.toml:9:11: error[cargo/value-invalid] `lib.edition` must be an edition such as `"2024"`: cargo refuses it
//! Cargo.toml:12:8: error[cargo/value-invalid] `dependencies.itoa` must be a version requirement such as `"1.2"` or a table: cargo refuses it
//! Cargo.toml:15:9: error[cargo/value-invalid] `profile.release.strip` must be `true` or `false` or `"none"`, `"debuginfo"` or `"symbols"`: cargo refuses it
//! ```
//!
//! ## Good
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//! edition = "2024"
//! rust-version = "1.85"
//!
//! [lib]
//! crate-type = ["cdylib"]
//! edition = "2024"
//!
//! [dependencies]
//! itoa = "1.0.1"
//!
//! [profile.release]
//! strip = "symbols"
//! ```
//!
//! ## When not to follow
//!
//! Never: cargo stops.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::standards::horizon::Table;
use crate::standards::shape::{Shape, grouped};
use crate::syntax::rust::is_cfg;
use crate::syntax::toml::Node;
use crate::text::edit::Applicability;

/// Nothing is built.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Write a value that the key takes";

const TEXTS: Shape = Shape::List(&Shape::Text);
const TEXT: Shape = Shape::Inheritable(&Shape::Text);
const LIST: Shape = Shape::Inheritable(&TEXTS);
const VERSION: Shape = Shape::TextThat(is_version, "a version such as `\"0.1.0\"`");
const EDITION: Shape = Shape::TextThat(is_edition, "an edition such as `\"2024\"`");
const NAME: Shape = Shape::TextThat(is_package, "a name of letters, digits, `_` and `-`");
const RUST: Shape = Shape::TextThat(is_rust, "a version of Rust such as `\"1.85\"`");
const REQUIREMENT: Shape = Shape::TextThat(is_requirement, "a version requirement such as `\"1.2\"`");
const CRATE_TYPE: Shape = Shape::OneOf(&["bin", "cdylib", "dylib", "lib", "proc-macro", "rlib", "staticlib"]);

/// The keys of `[package]`, some of which may also be inherited, and of `[workspace.package]`.
const PACKAGE: &[(&str, Shape)] = &[
    ("authors", LIST),
    ("autobins", Shape::Flag),
    ("build", Shape::Either(&[Shape::Text, Shape::Flag, TEXTS])),
    ("categories", LIST),
    ("default-run", Shape::Text),
    ("description", TEXT),
    ("documentation", TEXT),
    ("edition", Shape::Inheritable(&EDITION)),
    ("exclude", LIST),
    ("homepage", TEXT),
    ("include", LIST),
    ("keywords", LIST),
    ("license", TEXT),
    ("license-file", TEXT),
    ("links", Shape::Text),
    (
        "publish",
        Shape::Inheritable(&Shape::Either(&[Shape::Flag, TEXTS])),
    ),
    (
        "readme",
        Shape::Inheritable(&Shape::Either(&[Shape::Text, Shape::Flag])),
    ),
    ("repository", TEXT),
    ("resolver", Shape::OneOf(&["1", "2", "3"])),
    ("rust-version", Shape::Inheritable(&RUST)),
    ("version", Shape::Inheritable(&VERSION)),
    ("workspace", Shape::Text),
];

const LIBRARY: Shape = Shape::Table(&[
    ("bench", Shape::Flag),
    ("crate-type", Shape::List(&CRATE_TYPE)),
    ("doc", Shape::Flag),
    ("doctest", Shape::Flag),
    ("edition", EDITION),
    (
        "name",
        Shape::TextThat(is_library, "a name of letters, digits and `_`"),
    ),
    ("path", Shape::Text),
    ("proc-macro", Shape::Flag),
    ("test", Shape::Flag),
]);

const DEPENDENCY: Shape = Shape::Either(&[
    REQUIREMENT,
    Shape::Table(&[
        ("branch", Shape::Text),
        ("default-features", Shape::Flag),
        ("features", TEXTS),
        ("git", Shape::Text),
        ("optional", Shape::Flag),
        ("package", Shape::Text),
        ("path", Shape::Text),
        ("registry", Shape::Text),
        ("rev", Shape::Text),
        ("tag", Shape::Text),
        ("version", REQUIREMENT),
    ]),
]);
const DEPENDENCIES: Shape = Shape::Map(&DEPENDENCY);

const PROFILE: Shape = Shape::Table(&[
    ("codegen-units", Shape::Count),
    (
        "debug",
        Shape::Either(&[
            Shape::Flag,
            Shape::Between(0, 2),
            Shape::OneOf(&[
                "none",
                "line-directives-only",
                "line-tables-only",
                "limited",
                "full",
            ]),
        ]),
    ),
    ("debug-assertions", Shape::Flag),
    ("incremental", Shape::Flag),
    ("inherits", Shape::Text),
    (
        "lto",
        Shape::Either(&[
            Shape::Flag,
            Shape::OneOf(&["off", "thin", "fat", "n", "no", "on", "y", "yes", "true", "false"]),
        ]),
    ),
    (
        "opt-level",
        Shape::Either(&[Shape::Between(0, 3), Shape::OneOf(&["s", "z"])]),
    ),
    ("overflow-checks", Shape::Flag),
    ("panic", Shape::OneOf(&["unwind", "abort"])),
    ("rpath", Shape::Flag),
    ("split-debuginfo", Shape::Text),
    (
        "strip",
        Shape::Either(&[Shape::Flag, Shape::OneOf(&["none", "debuginfo", "symbols"])]),
    ),
]);

const LEVEL: Shape = Shape::OneOf(&["allow", "deny", "forbid", "warn"]);
const LINT: Shape = Shape::Either(&[
    LEVEL,
    Shape::With(&[("level", LEVEL)], &[("priority", Shape::Number)]),
]);
const LINTS: Shape = Shape::Map(&Shape::Map(&LINT));

/// What [cargo](https://doc.rust-lang.org/cargo/reference/manifest.html) takes.
const SHAPES: Shape = Shape::Table(&[
    ("build-dependencies", DEPENDENCIES),
    ("dependencies", DEPENDENCIES),
    ("dev-dependencies", DEPENDENCIES),
    ("features", Shape::Map(&TEXTS)),
    ("lib", LIBRARY),
    ("lints", Shape::Inheritable(&LINTS)),
    ("package", Shape::With(&[("name", NAME)], PACKAGE)),
    ("profile", Shape::Map(&PROFILE)),
    (
        "target",
        Shape::Map(&Shape::Table(&[
            ("build-dependencies", DEPENDENCIES),
            ("dependencies", DEPENDENCIES),
            ("dev-dependencies", DEPENDENCIES),
        ])),
    ),
    (
        "workspace",
        Shape::Table(&[
            ("default-members", TEXTS),
            ("exclude", TEXTS),
            ("lints", LINTS),
            ("members", TEXTS),
            ("package", Shape::Table(PACKAGE)),
            ("resolver", Shape::OneOf(&["1", "2", "3"])),
        ]),
    ),
]);

fn is_library(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|letter| letter.is_alphanumeric() || letter == '_')
}

fn is_version(text: &str) -> bool {
    semver::Version::parse(text.trim()).is_ok()
}

/// Whether it is an edition, or one that may come: there has been
/// [one every three years](https://doc.rust-lang.org/edition-guide/editions/).
fn is_edition(text: &str) -> bool {
    let is_year = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    let year: Option<u32> = text.parse().ok().filter(|_| is_year);
    year.is_some_and(|year| year >= 2015 && (year - 2015) % 3 == 0)
}

/// Whether it is one to three numbers, as `rust-version` takes them.
fn is_rust(text: &str) -> bool {
    let is_number = |part: &str| {
        let digits = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        digits && (part == "0" || !part.starts_with('0'))
    };
    let parts: Vec<&str> = text.trim().split('.').collect();
    parts.len() <= 3 && parts.into_iter().all(is_number)
}

/// Whether a package may have this name.
fn is_package(text: &str) -> bool {
    let is_within = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == '-';
    let begins = text.starts_with(|first: char| first.is_alphabetic() || first == '_');
    begins && text.chars().all(is_within)
}

fn is_requirement(text: &str) -> bool {
    semver::VersionReq::parse(text).is_ok()
}

/// One finding for each value in the manifest of the crate and in that of its workspace.
pub fn check(project: &Project) -> Vec<Finding> {
    let Some(cargo) = &project.cargo else {
        return Vec::new();
    };
    let manifests = || std::iter::once(&cargo.manifest).chain(&cargo.workspace);
    let misfits = manifests().flat_map(|manifest| SHAPES.misfits(manifest.root(), ""));
    let finding = |(place, problem)| Finding::new(place, format!("{problem}: cargo refuses it"));
    let targets = manifests().filter_map(|manifest| manifest.get(&["target"]));
    let targets = targets.flat_map(Node::entries);
    let unread = targets.filter(|target| target.key().starts_with("cfg") && !is_cfg(target.key()));
    let unread = unread.map(|target| {
        let message = format!(
            "`{}` is no condition that cargo reads: it refuses the manifest",
            target.key()
        );
        Finding::new(target.key_place(), message)
    });
    grouped(misfits.collect()).map(finding).chain(unread).collect()
}
