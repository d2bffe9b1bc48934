//! Suppressing all that is found: comments where one is possible, settings elsewhere, and nothing else changes.

use std::fs;
use std::path::Path;

use crate::said::{CI, read, script};
use ironwheel::engine::check::Selection;
use ironwheel::engine::fix::Repair;
use ironwheel::engine::suppress::suppress;
use ironwheel::project::Project;
use ironwheel::tree::Tree;

const PYPROJECT: &str = "[build-system]\nrequires = [\"maturin>=1.16,<2\"]\nbuild-backend = \"maturin\"\n\n\
                         [project]\nname = \"demo\"\n  version = \"1.0.0-rc1\"\n";
const CARGO: &str = "[package]\nname = \"demo\"\nversion = \"1.0.0-rc1\"\n";

fn selecting(names: &[&str]) -> Selection {
    Selection {
        select: Some(names.iter().map(|name| (*name).to_owned()).collect()),
        ..Selection::default()
    }
}

fn text(repair: &Repair, path: &str) -> String {
    let text = repair.project.tree.read(path).expect("it is there");
    text.expect("it is readable").to_string()
}

fn quiet(files: &[(&str, &str)], selection: &Selection) -> Repair {
    let repair = suppress(read(files), selection);
    assert!(repair.remaining.shown.is_empty(), "{:?}", repair.remaining.shown);
    let again = suppress(
        Project::read(repair.project.tree.clone()).expect("a project"),
        selection,
    );
    assert!(again.changes.is_empty(), "{:?}", again.changes);
    repair
}

#[test]
fn one_comment_above_a_line_names_all_its_rules() {
    let repair = quiet(
        &[("pyproject.toml", PYPROJECT), ("Cargo.toml", CARGO)],
        &selecting(&["version"]),
    );
    assert_eq!(
        text(&repair, "pyproject.toml"),
        PYPROJECT.replace(
            "  version",
            "  # ironwheel: ignore[version/not-canonical, version/two-sources] not judged yet\n  version"
        )
    );
    assert_eq!((repair.fixed, repair.changes.len()), (2, 1));
}

#[test]
fn line_ends_and_a_byte_order_mark_stay() {
    let manifest = format!(
        "\u{feff}{}",
        PYPROJECT
            .replace("\n\n[project]", "\n[project]")
            .replace('\n', "\r\n")
    );
    let repair = quiet(
        &[("pyproject.toml", &manifest)],
        &selecting(&["version/not-canonical"]),
    );
    let after = text(&repair, "pyproject.toml");
    assert_eq!(after.matches('\n').count(), after.matches("\r\n").count());
    assert_eq!(after.matches('\u{feff}').count(), 1);
    let first = "\u{feff}project.version = \"1.0.0-rc1\"\nproject.name = \"demo\"\nbuild-system.requires = [\"maturin\"]";
    let repair = quiet(
        &[("pyproject.toml", first)],
        &selecting(&["version/not-canonical"]),
    );
    let after = text(&repair, "pyproject.toml");
    assert!(after.starts_with("\u{feff}# ironwheel: ignore["), "{after}");
    assert!(after.ends_with(&first[3..]), "{after}");
}

/// A stub beside a package without a marker: the finding is about a file, not about a line in it.
fn unmarked(pyproject: &str) -> Repair {
    let files = [
        ("pyproject.toml", pyproject),
        ("Cargo.toml", CARGO),
        ("demo/__init__.py", "from ._core import add\n"),
        ("demo/_core.pyi", "def add(left: int, right: int) -> int: ...\n"),
    ];
    quiet(&files, &selecting(&["stub"]))
}

#[test]
fn what_has_no_line_becomes_a_setting() {
    let manifest = format!("{PYPROJECT}\n[tool.maturin]\nmodule-name = \"demo._core\"\n");
    let entry = "\"stub/py-typed-missing\" = \"not judged yet\"\n";
    let said = |settings: &str| text(&unmarked(&format!("{manifest}{settings}")), "pyproject.toml");
    assert_eq!(said(""), format!("{manifest}\n[tool.ironwheel.ignore]\n{entry}"));
    let table = "\n[tool.ironwheel.ignore]\nmetadata = \"why\"\n";
    assert_eq!(said(table), format!("{manifest}{table}{entry}"));
    let array = "\n[tool.ironwheel]\nignore = [\n  \"metadata\", # why\n]\n";
    let longer = array.replace("# why\n", "# why\n  \"stub/py-typed-missing\",\n");
    assert_eq!(said(array), format!("{manifest}{longer}"));
}

#[test]
fn a_lock_is_written_anew_and_keeps_no_comment() {
    let lock = "version = 4\n\n[[package]]\nname = \"demo\"\nversion = \"0.9.0\"\n";
    let files = [
        ("pyproject.toml", PYPROJECT),
        ("Cargo.toml", CARGO),
        ("Cargo.lock", lock),
    ];
    let repair = quiet(&files, &selecting(&["version/lock-stale"]));
    assert_eq!((text(&repair, "Cargo.lock").as_str(), repair.fixed), (lock, 1));
}

#[test]
fn nothing_is_written_that_suppresses_nothing() {
    let files = [
        ("pyproject.toml", PYPROJECT),
        ("Cargo.toml", CARGO),
        ("demo/__init__.py", "from ._core import add\n"),
        ("demo/_core.pyi", "def add(left: int, right: int) -> int: ...\n"),
    ];
    // Whoever names a rule hears of it in spite of the settings.
    let repair = suppress(read(&files), &selecting(&["stub/py-typed-missing"]));
    assert_eq!((repair.changes.len(), repair.fixed), (0, 0));
    assert_eq!(repair.remaining.shown.len(), 1);
}

#[test]
fn what_stands_outside_of_the_project_becomes_a_setting() {
    let native = "[build]\nrustflags = [\"-C\", \"target-cpu=native\"]\n";
    let top = Path::new(env!("CARGO_TARGET_TMPDIR")).join("suppress below");
    for (path, content) in [
        (".git/HEAD", ""),
        (".cargo/config.toml", native),
        (".github/workflows/ci.yml", &script("cd py && maturin publish")),
        ("py/pyproject.toml", PYPROJECT),
        ("py/Cargo.toml", CARGO),
        ("py/.cargo/config.toml", native),
    ] {
        let path = top.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
        fs::write(path, content).expect("a file can be written");
    }
    let selection = Selection {
        ignore: vec!["cargo/release-profile".to_owned()],
        ..selecting(&["cargo"])
    };
    let project = Project::read(Tree::disk(&top.join("py"))).expect("a maturin project");
    let repair = suppress(project, &selection);
    let paths: Vec<&str> = repair.changes.iter().map(|change| change.path.as_ref()).collect();
    assert_eq!(
        paths,
        ["pyproject.toml"],
        "one entry is for all that a rule finds"
    );
    assert_eq!((repair.fixed, repair.remaining.shown.len()), (2, 0));
    assert_eq!(
        text(&repair, "pyproject.toml"),
        format!("{PYPROJECT}\n[tool.ironwheel.ignore]\n\"cargo/target-cpu-native\" = \"not judged yet\"\n")
    );
}

#[test]
fn no_comment_goes_where_it_would_be_text() {
    // The line of the finding is inside of a string, or of a block in YAML, where it would be part of a command.
    let manifest = PYPROJECT.replace(
        "  version = \"1.0.0-rc1\"",
        "version = \"\"\"\\\n  1.0.0-rc1\"\"\"",
    );
    let repair = quiet(&[("pyproject.toml", &manifest)], &selecting(&["version"]));
    assert!(text(&repair, "pyproject.toml").contains("\"\"\"\\\n  1.0.0-rc1\"\"\""));
    let workflow = "on: push\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n      - run: >-\n          maturin \
                    build\n          --release\n          --universal2\n";
    let files = [
        ("pyproject.toml", PYPROJECT),
        (".github/workflows/a.yml", workflow),
    ];
    let repair = suppress(read(&files), &Selection::all());
    assert_eq!(text(&repair, ".github/workflows/a.yml"), workflow);
    // Nor in the middle of a command that goes on behind the end of its line.
    for newline in ["\n", "\r\n"] {
        let recipe = "build:\n\tmaturin build \\\n\t  --no-sdist\n".replace('\n', newline);
        let repair = quiet(
            &[("pyproject.toml", PYPROJECT), ("Makefile", &recipe)],
            &selecting(&["maturin"]),
        );
        assert_eq!(text(&repair, "Makefile"), recipe);
        let whole = recipe.replace(&format!("\\{newline}\t  "), "");
        let repair = quiet(
            &[("pyproject.toml", PYPROJECT), ("Makefile", &whole)],
            &selecting(&["maturin"]),
        );
        assert!(text(&repair, "Makefile").contains(&format!("{newline}\t# ironwheel: ignore[maturin/")));
    }
}

#[test]
fn a_file_that_does_not_parse_is_left_alone() {
    let tree = Tree::memory([("pyproject.toml", "[build-system]\nrequires = [\"maturin\"\n")]);
    let repair = suppress(Project::read(tree).expect("a project"), &Selection::default());
    assert!(repair.changes.is_empty());
    assert_eq!((repair.fixed, repair.remaining.shown.len()), (0, 1));
}

#[test]
fn beside_a_file_that_does_not_parse_all_else_is_suppressed() {
    let broken = "[package]\nname = \"demo\"\nversion = = \"1\"\n";
    let manifest = PYPROJECT.replace("name =", "maintainer = 1\nname =");
    let publish = script("maturin publish");
    let tree = |pyproject: &str, cargo: &str| {
        Tree::memory([
            ("pyproject.toml", pyproject),
            ("Cargo.toml", cargo),
            (CI, &publish),
        ])
    };
    let suppressed = |tree| suppress(Project::read(tree).expect("a project"), &Selection::default());
    let repair = suppressed(tree(&manifest, broken));
    assert_eq!(repair.remaining.shown, []);
    assert_eq!(text(&repair, "Cargo.toml"), broken);
    let written = text(&repair, "pyproject.toml");
    assert!(
        written.contains("# ironwheel: ignore[metadata/unknown-project-key] not judged yet\nmaintainer"),
        "{written}"
    );
    assert!(
        written.contains("\n\"files/unparsable\" = \"not judged yet\"\n"),
        "{written}"
    );
    // Without settings, what is broken stays, and the rest is done.
    let repair = suppressed(tree("[build-system]\nrequires = [\"maturin\"\n", CARGO));
    assert_eq!(repair.remaining.shown.len(), 1, "{:?}", repair.remaining.shown);
    let workflow = text(&repair, CI);
    assert!(
        workflow.contains("ci/linux-native-glibc") && workflow.contains("] not judged yet\n"),
        "{workflow}"
    );
}

#[test]
fn many_findings_are_suppressed_at_once() {
    let count = 400;
    let lines: String = (0..count).map(|number| format!("key{number} = 1\n")).collect();
    let manifest = format!("{PYPROJECT}[tool.maturin]\n{lines}");
    let repair = quiet(
        &[("pyproject.toml", &manifest), ("Cargo.toml", CARGO)],
        &selecting(&["maturin/unknown-key"]),
    );
    assert_eq!(repair.fixed, count);
    let written = text(&repair, "pyproject.toml");
    assert_eq!(
        written
            .matches("# ironwheel: ignore[maturin/unknown-key] not judged yet\nkey")
            .count(),
        count
    );
}
