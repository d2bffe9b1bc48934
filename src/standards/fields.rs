//! The fields of `[project]`, and how their names are compared.

use crate::standards::shape::{SPECIFIERS, Shape};
use crate::text::near::nearest;

/// The fields that the standard allows in `[project]`.
pub const PROJECT_FIELDS: [&str; 20] = [
    "authors",
    "classifiers",
    "dependencies",
    "description",
    "dynamic",
    "entry-points",
    "gui-scripts",
    "import-names",
    "import-namespaces",
    "keywords",
    "license",
    "license-files",
    "maintainers",
    "name",
    "optional-dependencies",
    "readme",
    "requires-python",
    "scripts",
    "urls",
    "version",
];

/// That of `[dependency-groups]`, which [the standard](https://packaging.python.org/en/latest/specifications/dependency-groups/)
/// defines.
pub const GROUPS: Shape = Shape::Map(&Shape::List(&Shape::Either(&[
    Shape::Text,
    Shape::With(&[("include-group", Shape::Text)], &[]),
])));

/// The shape of the value of each field, as [the standard](https://packaging.python.org/en/latest/specifications/pyproject-toml/)
/// defines it and maturin demands it: those that maturin does not read are left out.
pub const SHAPES: Shape = Shape::Table(&[
    ("authors", PERSONS),
    ("classifiers", TEXTS),
    ("dependencies", TEXTS),
    ("description", Shape::Text),
    ("dynamic", TEXTS),
    ("entry-points", Shape::Map(&Shape::Map(&Shape::Text))),
    ("gui-scripts", Shape::Map(&Shape::Text)),
    ("keywords", TEXTS),
    ("license", Shape::Either(&[Shape::Text, FILE, TEXT])),
    (
        "license-files",
        Shape::List(&Shape::TextThat(is_below, "a pattern without `..`")),
    ),
    ("maintainers", PERSONS),
    ("name", Shape::Text),
    ("optional-dependencies", Shape::Map(&TEXTS)),
    (
        "readme",
        Shape::Either(&[
            Shape::Text,
            Shape::Table(&[("file", Shape::Text), ("text", Shape::Text)]),
        ]),
    ),
    ("requires-python", SPECIFIERS),
    ("scripts", Shape::Map(&Shape::Text)),
    ("urls", Shape::Map(&Shape::Text)),
    ("version", Shape::Text),
]);

const TEXTS: Shape = Shape::List(&Shape::Text);
const PERSONS: Shape = Shape::List(&Shape::Only(&[("name", Shape::Text), ("email", Shape::Text)]));
const FILE: Shape = Shape::With(&[("file", Shape::Text)], &[]);
const TEXT: Shape = Shape::With(&[("text", Shape::Text)], &[]);

fn is_below(pattern: &str) -> bool {
    pattern.split('/').all(|part| part != "..")
}

/// The field of `[project]` that is meant by its name elsewhere (setup.py, Cargo.toml, a wheel), or by a near one.
pub fn meant(name: &str) -> Option<&'static str> {
    let name = name.replace('_', "-").to_lowercase();
    Some(match name.as_str() {
        "summary" => "description",
        "long-description" => "readme",
        "python-requires" => "requires-python",
        "install-requires" => "dependencies",
        "extra" | "extras" | "extras-require" => "optional-dependencies",
        "author" | "author-email" => "authors",
        "maintainer" | "maintainer-email" => "maintainers",
        "url" | "home-page" | "homepage" | "repository" | "documentation" | "changelog" | "issues"
        | "bug-tracker" | "project-url" | "project-urls" | "download-url" | "source" => "urls",
        name => nearest(name, PROJECT_FIELDS)?,
    })
}

/// A label of `[project.urls]` as [it is compared](https://packaging.python.org/en/latest/specifications/well-known-project-urls/):
/// without case, blanks and punctuation.
pub fn normal_label(label: &str) -> String {
    label
        .chars()
        .filter(|character| character.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}
