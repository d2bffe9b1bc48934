//! What good projects do and the rules about metadata must not complain about; and what they must see.

use crate::said::{BUILD, CRATE, project, repaired, requiring, says, silent, speaks};

#[test]
fn fields_of_the_standard() {
    for fields in [
        "import-names = [\"demo\"]",
        "import-namespaces = []",
        "urls.Homepage = \"https://example.org\"",
        "license-files = []",
    ] {
        silent(
            "metadata/unknown-project-key",
            &[("pyproject.toml", &project(fields))],
        );
    }
    speaks(
        "metadata/unknown-project-key",
        "did you mean `requires-python`?",
        &[("pyproject.toml", &project("python_requires = \">=3.11\""))],
    );
    let both = project("summary = \"a\"\ndescription = \"b\"");
    assert_eq!(
        repaired("metadata/unknown-project-key", &[("pyproject.toml", &both)]),
        both
    );
    let twice =
        project("repository = \"https://example.org/a\"\nurls.repository = \"https://example.org/a\"");
    assert_eq!(
        repaired("metadata/unknown-project-key", &[("pyproject.toml", &twice)]),
        project("urls.repository = \"https://example.org/a\"")
    );
    let apart = twice.replace(
        "urls.repository = \"https://example.org/a",
        "urls.repository = \"https://example.org/b",
    );
    assert_eq!(
        repaired("metadata/unknown-project-key", &[("pyproject.toml", &apart)]),
        apart
    );
    let dynamic =
        "dynamic = [\"version\", \"authors\", \"urls\", \"readme\", \"classifiers\", \"entry-points\"]";
    silent("metadata/bogus-dynamic", &[("pyproject.toml", &project(dynamic))]);
    let many =
        project("dynamic = [\n  \"version\",\n  \"author\", # who\n  \"author_email\",\n  \"name\",\n]");
    let right = project("dynamic = [\n  \"version\",\n  \"authors\", # who\n]");
    assert_eq!(
        repaired("metadata/bogus-dynamic", &[("pyproject.toml", &many)]),
        right
    );
}

#[test]
fn a_key_is_renamed_only_where_its_value_fits() {
    let rule = "metadata/unknown-project-key";
    for misfit in [
        "author = \"Me\"",
        "author = [\"Me\"]",
        "install_requires = \"a\"",
        "classifier = [1]",
        "project_urls = [\"https://example.org\"]",
        "summary = [\"a\"]",
        "licence = [\"MIT\"]",
    ] {
        let text = project(misfit);
        speaks(rule, "did you mean", &[("pyproject.toml", &text)]);
        assert_eq!(repaired(rule, &[("pyproject.toml", &text)]), text);
    }
    for (key, field, value) in [
        ("author", "authors", "[{ name = \"Me\" }]"),
        ("install_requires", "dependencies", "[\"a\"]"),
        ("project_urls", "urls", "{ Homepage = \"https://example.org\" }"),
        ("licence", "license", "\"MIT\""),
        ("licence", "license", "{ text = \"MIT\" }"),
    ] {
        let text = project(&format!("{key} = {value}"));
        assert_eq!(
            repaired(rule, &[("pyproject.toml", &text)]),
            project(&format!("{field} = {value}"))
        );
    }
}

#[test]
fn a_dynamic_name_stops_the_build() {
    let text = project("dynamic = [\"name\", \"version\"]");
    let said = says("metadata/bogus-dynamic", &[("pyproject.toml", &text)]);
    assert!(
        said.contains("maturin refuses to build") && !said.contains("no effect"),
        "{said}"
    );
}

#[test]
fn what_maturin_takes_from_cargo_is_not_lost() {
    let rule = "metadata/dropped-from-cargo";
    let full =
        format!("{CRATE}license = \"MIT\"\nhomepage = \"https://example.org\"\nreadme = \"README.md\"\n");
    let files =
        |pyproject: &str, cargo: &str| says(rule, &[("pyproject.toml", pyproject), ("Cargo.toml", cargo)]);
    assert_eq!(
        files(BUILD, &full),
        "",
        "without `[project]` everything comes from Cargo.toml"
    );
    assert_eq!(
        files(&project("license = \"MIT\""), &full),
        "",
        "a readme that is made later, and a homepage"
    );
    assert_eq!(files(&project("dynamic = [\"license\"]"), &full), "");
    assert_eq!(
        files(&project("classifiers = [\"License :: Public Domain\"]"), &full),
        ""
    );
    assert_eq!(
        files(&project("dynamic = [\"licence\"]"), &full),
        "",
        "a wrong name is for another rule"
    );
    let old = requiring("maturin>=1.4,<1.9", "[project]\nname = \"demo\"\n");
    assert_eq!(files(&old, &full), "");
    assert_eq!(
        files(
            &project("license = \"MIT\""),
            &format!("{CRATE}readme = false\ndescription = \"\"\n")
        ),
        ""
    );
    assert!(files(&project(""), &format!("{CRATE}keywords = [\"a\"]\n")).contains("info["));
    let linked = format!("{CRATE}repository = \"https://example.org\"\nauthors = [\"Me\"]\n");
    assert!(files(&project(""), &linked).contains("`authors`, `repository` are set only in `Cargo.toml`"));
    assert!(files(&project(""), &linked).contains("info["));
    let long = project("dynamic = [\n  \"version\", # theirs\n]");
    let longer = project("dynamic = [\n  \"version\", # theirs\n  \"authors\",\n  \"urls\",\n]");
    let manifest = ("Cargo.toml", linked.as_str());
    assert_eq!(repaired(rule, &[("pyproject.toml", &long), manifest]), longer);
    let empty = project("dynamic = []");
    let filled = project("dynamic = [\"authors\", \"urls\"]");
    assert_eq!(repaired(rule, &[("pyproject.toml", &empty), manifest]), filled);
    let inherits =
        format!("{CRATE}description.workspace = true\n[workspace.package]\ndescription = \"Sums.\"\n");
    assert!(files(&project(""), &inherits).starts_with("Cargo.toml:4:1: warning["));
}

#[test]
fn licences_that_the_index_takes() {
    let rule = "metadata/license-not-spdx";
    for license in [
        "mit",
        "Apache-2.0 WITH LLVM-exception",
        "GPL-3.0",
        "GPL-2.0+",
        "LicenseRef-Own",
        "licenseref-own AND mit",
        "LGPL-2.1-or-later+",
        "mit+",
        "(MIT or 0BSD) AND ISC",
        "CC0-1.0",
    ] {
        silent(
            rule,
            &[("pyproject.toml", &project(&format!("license = \"{license}\"")))],
        );
    }
    silent(
        rule,
        &[("pyproject.toml", &project("license = { text = \"Proprietary\" }"))],
    );
    for (license, meaning) in [
        ("MIT License", "MIT"),
        ("Apache 2.0", "Apache-2.0"),
        ("Apache License, Version 2.0", "Apache-2.0"),
        ("MIT/Apache-2.0", "MIT OR Apache-2.0"),
        ("BSD 3-Clause", "BSD-3-Clause"),
        ("The Unlicense", "Unlicense"),
        ("GNU General Public License v3.0 or later", "GPL-3.0-or-later"),
    ] {
        let text = project(&format!("license = \"{license}\""));
        assert_eq!(
            repaired(rule, &[("pyproject.toml", &text)]),
            project(&format!("license = \"{meaning}\""))
        );
    }
    for unclear in [
        "BSD",
        "GPL",
        "GPLv3",
        "Apache",
        "Proprietary",
        "",
        "MIT, ISC",
        "MIT OR",
        "MIT OR ISC / Own AND X",
        "MIT++",
        "Apache 2.0+",
        "LicenseRef-Own+",
        "DocumentRef-a:LicenseRef-Own",
        "MIT WITH AdditionRef-own",
    ] {
        let text = project(&format!("license = \"{unclear}\""));
        speaks(rule, "error[", &[("pyproject.toml", &text)]);
        assert_eq!(repaired(rule, &[("pyproject.toml", &text)]), text);
    }
    let private = project("license = \"Proprietary\"\nclassifiers = [\"Private :: Do Not Upload\"]");
    speaks(rule, "info[", &[("pyproject.toml", &private)]);
    let table =
        project("license = { text = \"MIT\" }\nclassifiers = [\"License :: OSI Approved :: MIT License\"]");
    silent("metadata/license-classifier", &[("pyproject.toml", &table)]);
    let both = table.replace("{ text = \"MIT\" }", "\"MIT\"");
    speaks(
        "metadata/license-classifier",
        "info[",
        &[("pyproject.toml", &both)],
    );
}

#[test]
fn a_changelog_is_linked_where_its_path_in_the_repository_is_known() {
    let urls = "urls.Source = \"https://github.com/a/b\"\nurls.Issues = \"https://github.com/a/b/issues\"";
    let manifest = project(urls);
    let changelog = [("pyproject.toml", manifest.as_str()), ("CHANGELOG.md", "")];
    silent("metadata/urls", &changelog);
    assert_eq!(
        repaired("metadata/urls", &[changelog[0], changelog[1], (".git", "")]),
        manifest.clone() + "urls.Changelog = \"https://github.com/a/b/blob/HEAD/CHANGELOG.md\"\n"
    );
}

#[test]
fn links_under_any_of_their_names() {
    let rule = "metadata/urls";
    let urls = |urls: &str| {
        says(
            rule,
            &[("pyproject.toml", &project(&format!("[project.urls]\n{urls}")))],
        )
    };
    let complete =
        "\"Source Code\" = \"https://github.com/a/b\"\n\"Bug Tracker\" = \"https://example.org\"\n";
    assert_eq!(urls(complete), "");
    assert_eq!(
        urls("Homepage = \"https://example.org/a/b\"\n"),
        "",
        "no known repository"
    );
    assert_eq!(urls("Source = \"https://gitlab.com/group/sub/project\"\n"), "");
    assert_eq!(says(rule, &[("pyproject.toml", &project(""))]), "");
    assert!(urls("Source = \"https://gitlab.com/a/b.git\"\n").contains("no `Issues`, but"));
    for nowhere in [
        "Funding = \"https://github.com/sponsors/me\"\n",
        "Documentation = \"https://github.com/a/docs\"\n",
        "Homepage = \"https://github.com/orgs/a/packages\"\n",
        "Homepage = \"https://github.com/a#readme\"\n",
    ] {
        assert_eq!(urls(nowhere), "", "{nowhere}");
    }
    let both = project(
        "urls.Homepage = \"https://github.com/a/site#readme\"\nurls.GitHub = \"https://github.com/a/b?tab=readme\"",
    );
    assert_eq!(
        repaired(rule, &[("pyproject.toml", &both)]),
        both.clone() + "urls.Issues = \"https://github.com/a/b/issues\"\n"
    );
    let inline = project("urls = { Source = \"https://gitlab.com/a/b.git\" }");
    let added =
        "urls = { Source = \"https://gitlab.com/a/b.git\", Issues = \"https://gitlab.com/a/b/-/issues\" }";
    assert_eq!(repaired(rule, &[("pyproject.toml", &inline)]), project(added));
}
