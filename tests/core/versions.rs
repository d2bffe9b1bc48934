//! The versions of projects: how Cargo's are mapped, in which order they stand, and what setting one changes.

#![allow(clippy::print_stderr, reason = "says whether there is a larger table")]

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use ironwheel::engine::fix::apply;
use ironwheel::project::Project;
use ironwheel::release::bump::Bump;
use ironwheel::release::numbering::Numbering;
use ironwheel::release::own::Own;
use ironwheel::release::places::{Files, spots};
use ironwheel::release::refusal::Refusal;
use ironwheel::release::set::{Setting, Target, Wish, set};
use ironwheel::release::spelling::{Release, Style};
use ironwheel::release::spot::{Kind, Spot};
use ironwheel::standards::date::Date;
use ironwheel::standards::version::{is_placeholder, to_pep440};
use ironwheel::tree::Tree;
use pep440_rs::Version;

use crate::drawn_project::Source;

/// What maturin makes of a Cargo version; nothing where cargo or maturin refuses it.
#[rustfmt::skip]
const MAPPED: [(&str, &str); 40] = [
    ("0.0.0", "0.0.0"), ("10.20.30", "10.20.30"), ("18446744073709551615.0.0", "18446744073709551615.0.0"),
    ("2.1.0-alpha", "2.1.0a0"), ("2.1.0-alpha.7", "2.1.0a7"), ("2.1.0-alpha7", "2.1.0a7"), ("2.1.0-alpha-7", "2.1.0a7"),
    ("2.1.0-a.7", "2.1.0a7"), ("2.1.0-BETA.2", "2.1.0b2"), ("2.1.0-b2", "2.1.0b2"), ("2.1.0-c.3", "2.1.0rc3"),
    ("2.1.0-rc3", "2.1.0rc3"), ("2.1.0-pre.3", "2.1.0rc3"), ("2.1.0-preview", "2.1.0rc0"), ("2.1.0-dev", "2.1.0.dev0"),
    ("2.1.0-dev.4", "2.1.0.dev4"), ("2.1.0-post.5", "2.1.0.post5"), ("2.1.0-rev5", "2.1.0.post5"), ("2.1.0-r.5", "2.1.0.post5"),
    ("2.1.0-5", "2.1.0.post5"), ("2.1.0-alpha.1-dev.2", "2.1.0a1.dev2"), ("2.1.0-rc1.post2", "2.1.0rc1.post2"),
    ("2.1.0-post.1.dev.2", "2.1.0.post1.dev2"), ("2.1.0+Build-7", "2.1.0+build.7"), ("2.1.0-rc.1+x", "2.1.0rc1+x"),
    ("2.1.0-alpha.1.2", ""), ("2.1.0-2.1", ""), ("2.1.0-nightly", ""), ("2.1.0-next.1", ""), ("2.1.0-alpha.beta", ""),
    ("2.1.0-dev.1.alpha.2", ""), ("2.1.0--1", ""), ("2.1.0-dev-3-gabc", ""), ("2.1.0+a--b", ""), ("2.1.0-rc.01", ""),
    ("2.1", ""), ("2.1.0.4", ""), ("2.1.0rc1", ""), ("1!2.1.0", ""), ("v2.1.0", ""),
];

fn mapped(cargo: &str) -> Option<Version> {
    semver::Version::parse(cargo).ok()?;
    to_pep440(cargo)
}

#[test]
fn cargo_versions_are_mapped_as_maturin_maps_them() {
    let told = |cargo: &str| {
        mapped(cargo)
            .map(|version| version.to_string())
            .unwrap_or_default()
    };
    for (cargo, python) in MAPPED {
        assert_eq!(told(cargo), python, "{cargo}");
    }
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/versions.tsv");
    let Ok(table) = std::fs::read_to_string(&file) else {
        eprintln!("skipped: there is no larger table at {}", file.display());
        return;
    };
    for line in table.lines().skip(1) {
        let mut columns = line.split('\t');
        let (cargo, python) = (
            columns.next().expect("a version"),
            columns.next().expect("a version"),
        );
        assert_eq!(told(cargo), python.replace("refused", ""), "{cargo}");
    }
}

#[test]
fn what_both_can_spell_has_one_order_or_is_told() {
    // From the ordered list in the tests of the library `packaging`.
    let ordered = [
        "1.0.dev456",
        "1.0a1",
        "1.0a2.dev456",
        "1.0a12.dev456",
        "1.0a12",
        "1.0b1.dev456",
        "1.0b2",
        "1.0b2.post345.dev456",
        "1.0b2.post345",
        "1.0c1.dev456",
        "1.0c1",
        "1.0rc2",
        "1.0c3",
        "1.0",
        "1.0.post456.dev34",
        "1.0.post456",
        "1.1.dev1",
        "1.2+abc",
        "1.2.r32+123456",
        "1!1.0",
        "1!1.1",
    ];
    let releases = ordered.map(|text| Release::parse(text, &Style::default()).expect("a version"));
    let fits: Vec<&Release> = releases
        .iter()
        .filter(|release| release.for_crate().is_ok())
        .collect();
    let mut told = Vec::new();
    for (index, old) in fits.iter().enumerate() {
        for new in &fits[index + 1..] {
            assert!(new.pep440 > old.pep440);
            if !new.grows_for_cargo(old.semver.as_deref().expect("it fits")) {
                told.push((old.pep440.to_string(), new.pep440.to_string()));
            }
        }
    }
    // `dev` comes first for Python, and after `alpha` and `beta` for SemVer.
    let expected = ["1.0a1", "1.0a12", "1.0b2"].map(|new| ("1.0.dev456".to_owned(), new.to_owned()));
    assert_eq!(told, expected);
    assert_eq!(fits.len(), 9);
}

fn wished(project: &Project, target: Target) -> Result<Setting, Refusal> {
    let own = Own::read(project);
    let numbering = Numbering::of(&own)?;
    let wish = Wish {
        target,
        tagged: None,
        today: Date::parse("2026-11-26").expect("a day"),
        is_stamp: false,
        is_forced: true,
    };
    set(&own, &numbering, &Files::read(&own)?, &wish)
}

fn all(project: &Project) -> Result<(Release, Vec<Spot>), Refusal> {
    let own = Own::read(project);
    let numbering = Numbering::of(&own)?;
    let found = spots(&own, &numbering, &Files::read(&own)?);
    Ok((numbering.wheel.clone(), found))
}

fn after(project: &Project, setting: &Setting) -> Project {
    let tree = apply(&project.tree, &setting.edits).expect("the edits do not meet");
    Project::read(tree).expect("it stays a project")
}

fn texts(project: &Project) -> BTreeMap<Arc<str>, Arc<str>> {
    let is_told = |path: &str| path.contains("CHANGE") || path.contains("HISTORY") || path.ends_with(".cff");
    let all = project.tree.read_so_far().into_iter();
    all.filter(|(path, _)| !is_told(path)).collect()
}

#[test]
fn every_spot_of_drawn_projects_gets_the_version_and_gives_it_back() {
    let source = Source::read();
    let (mut tried, mut written) = (0, 0);
    for seed in 0..crate::project_laws::number("IRONWHEEL_VERSIONS", 400) {
        let Some(project) = Project::read(Tree::memory(source.project(seed))) else {
            continue;
        };
        let Ok((wheel, before)) = all(&project) else {
            continue;
        };
        if is_placeholder(&wheel.pep440) {
            continue;
        }
        let next = Target::Next(vec!["minor".parse::<Bump>().expect("a part")]);
        let Ok(setting) = wished(&project, next) else {
            continue;
        };
        let then = after(&project, &setting);
        let (reached, spots) = all(&then).expect("a version");
        assert_eq!(reached.pep440, setting.to.pep440, "seed {seed}");
        let differing: Vec<&Spot> = spots
            .iter()
            .filter(|spot| spot.is_written() && !spot.agrees && spot.kind != Kind::Changelog)
            .collect();
        assert!(differing.is_empty(), "seed {seed}: {differing:?}");
        assert!(
            then.broken.iter().all(|broken| project.broken.contains(broken)),
            "seed {seed}"
        );
        tried += 1;
        written += before.iter().filter(|spot| spot.is_written()).count();
        // What did not agree before does not come back, nor how each file spelled a pre-release or too few numbers.
        let is_plain = |spot: &Spot| {
            spot.agrees && (spot.kind > Kind::Member || semver::Version::parse(&spot.text).is_ok())
        };
        // A crate with a version of its own looks like one of the project as soon as both are the same.
        let next = setting.to.pep440.to_string();
        let is_met = texts(&project).values().any(|text| text.contains(&next));
        if before.iter().all(is_plain) && !wheel.pep440.any_prerelease() && !is_met {
            let old = wheel.semver.unwrap_or_else(|| wheel.pep440.to_string());
            let back = wished(&then, Target::Exact(old))
                .unwrap_or_else(|refusal| panic!("seed {seed}: {refusal:?}"));
            let back = texts(&after(&then, &back));
            for (path, text) in texts(&project) {
                assert_eq!(back.get(&path), Some(&text), "seed {seed}: {path}");
            }
        }
    }
    assert!(
        tried > 100 && written > tried,
        "{tried} projects with {written} spots"
    );
}

const PYPROJECT: &str = "[build-system]\nrequires = [\"maturin>=1.16,<2\"]\nbuild-backend = \"maturin\"\n[project]\nname = \"demo\"\n";

fn set_in(files: &[(&str, &str)], version: &str) -> Result<BTreeMap<String, String>, Refusal> {
    let project = Project::read(Tree::memory(files.iter().copied())).expect("a project");
    let setting = wished(&project, Target::Exact(version.to_owned()))?;
    let then = after(&project, &setting);
    let read = then.tree.read_so_far().into_iter();
    Ok(read
        .map(|(path, text)| (path.to_string(), text.to_string()))
        .collect())
}

#[test]
fn a_crate_with_its_own_numbering_is_left_alone() {
    let pyproject = format!("{PYPROJECT}version = \"10.4.2\"\n");
    let cargo = "[package]\nname = \"demo\"\nversion = \"0.1.0\"\n";
    let lock = "version = 4\n\n[[package]]\nname = \"demo\"\nversion = \"0.1.0\"\n";
    let files = [
        ("pyproject.toml", pyproject.as_str()),
        ("Cargo.toml", cargo),
        ("Cargo.lock", lock),
    ];
    let after = set_in(&files, "10.5.0.post1").expect("a version of its own");
    assert!(after["pyproject.toml"].contains("10.5.0.post1"));
    assert_eq!(
        (after["Cargo.toml"].as_str(), after["Cargo.lock"].as_str()),
        (cargo, lock)
    );
}

#[test]
fn a_post_release_of_the_package_holds_the_same_crate() {
    let pyproject = format!("{PYPROJECT}version = \"1.2.3\"\n");
    let cargo = "[package]\nname = \"demo\"\nversion = \"1.2.3\"\n";
    let files = [("pyproject.toml", pyproject.as_str()), ("Cargo.toml", cargo)];
    let after = set_in(&files, "1.2.3.post1").expect("only the package has it");
    assert!(after["pyproject.toml"].contains("\"1.2.3.post1\""));
    assert_eq!(after["Cargo.toml"], cargo);
    let after = set_in(&files, "2.0.0rc1").expect("a version");
    assert!(
        after["pyproject.toml"].contains("\"2.0.0rc1\"") && after["Cargo.toml"].contains("\"2.0.0-rc.1\"")
    );
}

#[test]
fn two_distributions_move_with_the_pin_between_them() {
    let root = "[build-system]\nrequires = [\"hatchling\"]\nbuild-backend = \"hatchling.build\"\n[project]\nname = \"demo\"\n\
                version = \"0.1.0\"\ndependencies = [\"demo_core == 0.1.0 ; python_version > '3'\", \"other==0.1.0\"]\n";
    let core = format!("{PYPROJECT}dynamic = [\"version\"]\n").replace("\"demo\"", "\"demo-core\"");
    let cargo = "[package]\nname = \"demo-core\"\nversion = \"0.1.0\"\n";
    let files = [
        ("../pyproject.toml", root),
        ("../.git/HEAD", ""),
        ("pyproject.toml", core.as_str()),
        ("Cargo.toml", cargo),
    ];
    let after = set_in(&files, "0.2.0rc1").expect("a version");
    let expected = root
        .replace("version = \"0.1.0\"", "version = \"0.2.0rc1\"")
        .replace("core == 0.1.0", "core == 0.2.0rc1");
    assert_eq!(after["../pyproject.toml"], expected);
}

#[test]
fn the_same_number_of_others_is_never_touched() {
    let cargo = "[package]\nname = \"demo\"\nversion = \"0.26.0\"\n[dependencies]\ntantivy = \"0.26.0\"\nx = { version = \"0.26.0\", features = [] }\n";
    let lock = "version = 4\n\n[[package]]\nname = \"demo\"\nversion = \"0.26.0\"\n\n[[package]]\nname = \"tantivy\"\nversion = \"0.26.0\"\nsource = \"registry+https://example.org\"\n";
    let pyproject = format!(
        "{PYPROJECT}dynamic = [\"version\"]\ndependencies = [\"pytest>=0.26.0\", \"ruff==0.26.0\"]\n"
    );
    let files = [
        ("pyproject.toml", pyproject.as_str()),
        ("Cargo.toml", cargo),
        ("Cargo.lock", lock),
    ];
    let after = set_in(&files, "0.27.0").expect("a version");
    assert_eq!(after["pyproject.toml"], pyproject);
    assert_eq!(after["Cargo.toml"], cargo.replacen("0.26.0", "0.27.0", 1));
    assert_eq!(after["Cargo.lock"], lock.replacen("0.26.0", "0.27.0", 1));
}

#[test]
fn a_lock_of_uv_has_a_version_for_each_kind_of_folder() {
    let pyproject = format!("{PYPROJECT}version = \"1.0.0\"\n");
    for source in ["editable", "virtual", "directory"] {
        let lock = format!(
            "version = 1\n\n[[package]]\nname = \"demo\"\nversion = \"1.0.0\"\nsource = {{ {source} = \".\" }}\n\n\
             [[package]]\nname = \"ruff\"\nversion = \"1.0.0\"\nsource = {{ registry = \"https://example.org\" }}\n"
        );
        let files = [("pyproject.toml", pyproject.as_str()), ("uv.lock", lock.as_str())];
        let after = set_in(&files, "1.1.0rc1").expect("a version");
        assert_eq!(
            after["uv.lock"],
            lock.replacen("\"1.0.0\"", "\"1.1.0rc1\"", 1),
            "{source}"
        );
    }
}

#[test]
fn docs_and_citation_have_the_version_in_their_own_forms() {
    let pyproject = format!("{PYPROJECT}version = \"1.2.3\"\n");
    let conf = "project = 'demo'\nversion = '1.2'  # short\nrelease = \"1.2.3\"\n";
    let citation = "cff-version: 1.2.0\nversion: 1.2.3 # of the package\ndate-released: '2026-01-02'\n";
    let files = [
        ("pyproject.toml", pyproject.as_str()),
        ("docs/conf.py", conf),
        ("CITATION.cff", citation),
    ];
    let after = set_in(&files, "1.3.0").expect("a version");
    assert_eq!(
        after["docs/conf.py"],
        conf.replace("'1.2'", "'1.3'").replace("1.2.3", "1.3.0")
    );
    assert_eq!(
        after["CITATION.cff"],
        citation
            .replace("version: 1.2.3", "version: 1.3.0")
            .replace("2026-01-02", "2026-11-26")
    );
}

#[test]
fn a_requirement_that_a_patch_leads_to_a_folder_moves_along() {
    let pyproject = format!("{PYPROJECT}dynamic = [\"version\"]\n");
    let cargo = "[package]\nname = \"demo\"\nversion = \"0.4.0\"\n[dependencies]\ntool = \"1\"\n[workspace]\nmembers = [\"tool\"]\n\
                 [patch.crates-io]\ndemo = { path = \".\" }\n";
    let tool =
        "[package]\nname = \"tool\"\nversion = \"1.0.0\"\n[dependencies]\ndemo = \"0.4\"\nother = \"0.4\"\n";
    let files = [
        ("pyproject.toml", pyproject.as_str()),
        ("Cargo.toml", cargo),
        ("tool/Cargo.toml", tool),
    ];
    let after = set_in(&files, "0.5.0").expect("a version");
    assert_eq!(after["tool/Cargo.toml"], tool.replacen("0.4", "0.5", 1));
}

#[test]
fn a_requirement_of_another_workspace_is_kept_up_to_date_and_a_range_is_refused() {
    let pyproject = format!("{PYPROJECT}dynamic = [\"version\"]\n");
    let cargo = "[package]\nname = \"demo\"\nversion = \"0.4.0\"\n";
    let fuzz = |requirement: &str| {
        format!(
            "[package]\nname = \"fuzz\"\nversion = \"0.4.0\"\n[workspace]\n[target.'cfg(unix)'.dev-dependencies]\nit = {{ package = \"demo\", path = \"..\", version = \"{requirement}\" }}\n"
        )
    };
    for (requirement, version, expected) in [
        ("0.4", "0.4.9", "0.4"),
        ("~0.4.0", "0.5.0", "~0.5.0"),
        ("=0.4.0", "0.5.0-rc1", "=0.5.0-rc1"),
    ] {
        let text = fuzz(requirement);
        let files = [
            ("pyproject.toml", pyproject.as_str()),
            ("Cargo.toml", cargo),
            ("fuzz/Cargo.toml", text.as_str()),
        ];
        assert_eq!(
            set_in(&files, version).expect("a version")["fuzz/Cargo.toml"],
            fuzz(expected)
        );
    }
    let text = fuzz(">=0.3, <0.5");
    let files = [
        ("pyproject.toml", pyproject.as_str()),
        ("Cargo.toml", cargo),
        ("fuzz/Cargo.toml", text.as_str()),
    ];
    let refusal = set_in(&files, "0.5.0").expect_err("a range");
    assert!(
        refusal
            .message
            .starts_with("fuzz/Cargo.toml:6: the requirement `>=0.3, <0.5`"),
        "{refusal:?}"
    );
}
