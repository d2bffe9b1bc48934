//! The fields of `[project]`, and how their names are compared.

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
