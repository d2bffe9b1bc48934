//! What the locks of good projects hold, and no rule must complain about; and what must be seen.

use crate::said::{BUILD, CRATE, krate, project, pyproject, repaired_at, says, silent, speaks};

#[test]
fn only_the_package_itself_can_be_stale_in_a_lock() {
    let rule = "version/lock-stale";
    let (dynamic, cargo) = (project("dynamic = [\"version\"]"), krate("0.2.0"));
    let lock = |rest: &str| format!("version = 4\n[[package]]\nname = \"demo\"\n{rest}");
    let cargo_lock = |rest: &str| {
        let lock = lock(rest);
        says(
            rule,
            &[
                ("pyproject.toml", &dynamic),
                ("Cargo.toml", &cargo),
                ("Cargo.lock", &lock),
            ],
        )
    };
    assert_eq!(cargo_lock("version = \"0.2.0\"\n"), "");
    assert_eq!(cargo_lock("version = \"0.1.0\"\nsource = \"registry+x\"\n"), "");
    assert!(cargo_lock("version = \"0.1.0\"\n").contains("the lock file has `demo` at `0.1.0`"));
    let fixed = project("version = \"0.2.0\"").replace("demo", "De_mo");
    let placeholder = krate("VERSION");
    let manifest = project("dynamic = [\"version\"]");
    let locked = lock("version = \"0.1.0\"\n");
    let files = [
        ("pyproject.toml", manifest.as_str()),
        ("Cargo.toml", &placeholder),
        ("Cargo.lock", &locked),
    ];
    assert_eq!(says(rule, &files), "", "a version that a release fills in");
    let uv_lock = |manifest: &str, rest: &str| {
        let lock = lock(rest).replace("demo", "de-mo");
        says(
            rule,
            &[
                ("pyproject.toml", manifest),
                ("Cargo.toml", &cargo),
                ("uv.lock", &lock),
            ],
        )
    };
    assert_eq!(
        uv_lock(&fixed, "version = \"0.2\"\nsource = { editable = \".\" }\n"),
        ""
    );
    assert_eq!(
        uv_lock(&fixed, "version = \"0.1\"\nsource = { registry = \"x\" }\n"),
        ""
    );
    assert_eq!(uv_lock(&fixed, "source = { editable = \".\" }\n"), "");
    assert_eq!(
        uv_lock(&dynamic, "version = \"0.1\"\nsource = { editable = \".\" }\n"),
        ""
    );
    for source in ["editable", "virtual", "directory"] {
        let entry = format!("version = \"0.1\"\nsource = {{ {source} = \".\" }}\n");
        assert!(uv_lock(&fixed, &entry).contains("at `0.1`"), "{source}");
        let other = format!("version = \"0.1\"\nsource = {{ {source} = \"other\" }}\n");
        assert_eq!(uv_lock(&fixed, &other), "", "{source}");
    }
}

#[test]
fn the_crates_of_a_workspace_go_stale_together() {
    let rule = "version/lock-stale";
    let path = pyproject("[tool.maturin]\nmanifest-path = \"py/Cargo.toml\"\n");
    let root = "[workspace]\nmembers = [\"py\", \"core\"]\n[workspace.package]\nversion = \"0.2.0\"\n";
    let member = |name: &str| format!("[package]\nname = \"{name}\"\nversion.workspace = true\n");
    let py = member("demo-py")
        + "[dependencies]\ndemo = { path = \"../core\" }\nother = { path = \"../../other\" }\n";
    let package =
        |name: &str, version: &str| format!("[[package]]\nname = \"{name}\"\nversion = \"{version}\"\n");
    let lock = |version: &str, rest: &str| package("demo", version) + &package("demo-py", version) + rest;
    let core = member("demo");
    let other = member("other");
    let said = |lock: &str| {
        let files = [
            ("pyproject.toml", path.as_str()),
            ("Cargo.toml", root),
            ("py/Cargo.toml", py.as_str()),
            ("core/Cargo.toml", core.as_str()),
            ("../other/Cargo.toml", other.as_str()),
            ("Cargo.lock", lock),
        ];
        (says(rule, &files), repaired_at("Cargo.lock", rule, &files))
    };
    let outside = package("other", "9.0.0");
    assert_eq!(
        said(&lock("0.2.0", &outside)).0,
        "",
        "what stands outside has a workspace of its own"
    );
    let (told, fixed) = said(&lock("0.1.0", &outside));
    assert_eq!(told.lines().count(), 2, "{told}");
    assert_eq!(fixed, lock("0.2.0", &outside));
    // A dependency that names the version is named anew, as cargo does it: with no more than tells it from others.
    let user = |dependency: &str| package("x", "1.0.0") + &format!("dependencies = [\"{dependency}\"]\n");
    let (told, fixed) = said(&lock("0.1.0", &user("demo 0.1.0")));
    assert_eq!(told.lines().count(), 2, "{told}");
    assert_eq!(fixed, lock("0.2.0", &user("demo")));
}

#[test]
fn a_lock_is_missing_only_where_cargo_may_not_make_it() {
    let rule = "cargo/lock-missing";
    let keys = |keys: &str| pyproject(&format!("[tool.maturin]\n{keys}\n"));
    for free in ["", "locked = false", "frozen = false"] {
        silent(rule, &[("pyproject.toml", &keys(free)), ("Cargo.toml", CRATE)]);
    }
    let locked = keys("locked = true");
    let lock = ("Cargo.lock", "version = 4\n");
    silent(rule, &[("pyproject.toml", &locked), ("Cargo.toml", CRATE), lock]);
    silent(
        rule,
        &[
            ("pyproject.toml", &locked),
            ("Cargo.toml", CRATE),
            ("Makefile", "wheel:\n\tcargo generate-lockfile\n"),
        ],
    );
    let frozen = keys("manifest-path = \"py/Cargo.toml\"\nfrozen = true");
    let root = ("Cargo.toml", "[workspace]\nmembers = [\"py\"]\n");
    silent(
        rule,
        &[("pyproject.toml", &frozen), root, ("py/Cargo.toml", CRATE), lock],
    );
    let misplaced = ("py/Cargo.lock", "version = 4\n");
    let files = [
        ("pyproject.toml", frozen.as_str()),
        root,
        ("py/Cargo.toml", CRATE),
        misplaced,
    ];
    speaks(rule, "with `frozen` cargo must not create `Cargo.lock`", &files);
    for prose in ["README.md", "docs/build.yml"] {
        let told = [
            ("pyproject.toml", locked.as_str()),
            ("Cargo.toml", CRATE),
            (prose, "run: cargo generate-lockfile\n"),
        ];
        speaks(rule, "`locked`", &told);
    }
}

#[test]
fn a_lock_holds_what_is_asked_for_or_is_nobody_elses() {
    let rule = "cargo/lock-unsatisfied";
    let package = |name: &str, version: &str, source: &str| {
        format!("[[package]]\nname = \"{name}\"\nversion = \"{version}\"\n{source}\n")
    };
    let registry = "source = \"registry+https://example.org\"";
    let held = package("ryu", "1.0.5", registry)
        + &package("ryu", "0.2.1", registry)
        + &package("own", "3.0.0", "")
        + &package("demo", "0.1.0", "");
    let said = |cargo: &str, rest: &[(&str, &str)]| {
        let cargo = format!("{CRATE}{cargo}");
        let files = [
            ("pyproject.toml", BUILD),
            ("Cargo.toml", cargo.as_str()),
            ("Cargo.lock", &held),
        ];
        says(rule, &[&files, rest].concat())
    };
    for good in [
        "[dependencies]\nryu = \"1\"\n",
        "[dependencies]\nryu = \"0.2\"\n",
        "[dependencies]\nfast = { package = \"ryu\", version = \"1.0.2\" }\n",
        "[dependencies]\ngone = { path = \"gone\", version = \"2\" }\n",
        "[dependencies]\ngone = { git = \"https://example.org\", version = \"2\" }\n",
        "[dependencies]\nown = \"4\"\n",
        "[dependencies]\nryu = \"{{ version }}\"\n",
        "[dependencies]\nryu = \"2\"\n[patch.crates-io]\nryu = { path = \"ryu\" }\n",
        "[dependencies]\nryu.workspace = true\n[workspace.dependencies]\nryu = \"1\"\n",
        "[dependencies]\nryu.workspace = true\n[workspace.dependencies]\nryu.path = \"ryu\"\n",
    ] {
        assert_eq!(said(good, &[]), "", "{good}");
    }
    let raised = "[dependencies]\nryu = \"1.0.6\"\n";
    assert!(said(raised, &[]).contains("`Cargo.lock` has `ryu` at `1.0.5`, but `1.0.6` is required"));
    assert_eq!(said(raised, &[(".gitignore", "/target\n/Cargo.lock\n")]), "");
    let others = "fuzz/Cargo.lock\nexamples/*/Cargo.lock\n.cache/*.lock\n";
    assert!(
        !said(raised, &[(".gitignore", others)]).is_empty(),
        "these are other locks"
    );
    let below = pyproject("[tool.maturin]\nmanifest-path = \"rust/Cargo.toml\"\n");
    let cargo = format!("{CRATE}{raised}");
    for (list, is_said) in [
        ("rust/README.md", true),
        (".gitignore", false),
        ("rust/.gitignore", false),
    ] {
        let files = [
            ("pyproject.toml", below.as_str()),
            ("rust/Cargo.toml", &cargo),
            ("rust/Cargo.lock", &held),
            (list, "Cargo.lock\n"),
        ];
        assert_eq!(!says(rule, &files).is_empty(), is_said, "{list}");
    }
    for table in [
        "dev-dependencies",
        "build-dependencies",
        "target.'cfg(unix)'.dependencies",
    ] {
        let new = format!("[{table}]\nnew = \"1\"\n");
        assert!(
            said(&new, &[]).contains("`Cargo.lock` does not contain `new`"),
            "{table}"
        );
    }
    let shared = "[dependencies]\nfast.workspace = true\n[workspace.dependencies]\nfast = { package = \"ryu\", version = \"3\" }\n";
    assert!(said(shared, &[]).contains("Cargo.toml:7:37: warning"));
    let unlocked = project("");
    silent(
        rule,
        &[
            ("pyproject.toml", &unlocked),
            ("Cargo.toml", &format!("{CRATE}{raised}")),
        ],
    );
}
