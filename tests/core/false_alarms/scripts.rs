//! How good projects call maturin and toolchains in scripts and workflows, which the rules must not complain about.

use crate::said::{self, BUILD, CI, CRATE, action, job, pyproject, requiring, script, silent, speaks};

#[test]
fn paths_that_exist_or_are_made_are_right() {
    let rule = "maturin/path-missing";
    let files = |path: &'static str, text: &'static str| {
        [
            ("pyproject.toml", BUILD),
            ("Cargo.toml", CRATE),
            ("py/pyproject.toml", BUILD),
            ("py/Cargo.toml", CRATE),
            (path, text),
        ]
    };
    for (path, text) in [
        (
            "Makefile",
            "a:\n\tmaturin build -m Cargo.toml\n\tmaturin build -m py/Cargo.toml --manifest-path=./Cargo.toml\n",
        ),
        (
            "Makefile",
            "a:\n\tmaturin build -m $(DIR)/Cargo.toml -m {a,b}/Cargo.toml -m /io/Cargo.toml\n",
        ),
        (
            "Makefile",
            "a:\n\tcd py && maturin build -m Cargo.toml\n\tcd $(X) && maturin build -m nope.toml\n",
        ),
        (
            "Makefile",
            "a:\n\tgit clone https://example.org/other\n\tmaturin build -m other/Cargo.toml\n",
        ),
        (
            "Makefile",
            "a:\n\tmaturin new made\n\tmaturin build -m made/Cargo.toml\n",
        ),
        (
            "Makefile",
            "a:\n\tuv run --directory py maturin build -m nope.toml\n",
        ),
        ("scripts/a.sh", "maturin build -m nope/Cargo.toml\n"),
        (
            "Makefile",
            "a:\n\tmaturin build -- -m nope.toml\n\tcargo build -m nope.toml\n",
        ),
    ] {
        silent(rule, &files(path, text));
    }
    speaks(
        rule,
        "Makefile:2:19",
        &files("Makefile", "a:\n\tmaturin build -m nope/Cargo.toml\n"),
    );
    speaks(
        rule,
        "Makefile:2:27",
        &files("Makefile", "a:\n\tcd src; maturin build -m py/Cargo.toml\n"),
    );
    let settings = |settings: &str| {
        pyproject(&format!(
            "build-backend = \"maturin\"\n[tool.maturin]\n{settings}\n"
        ))
    };
    let text =
        settings("manifest-path = \"rust/Cargo.toml\"\npython-source = \"made\"\ndata = \"fetched/data\"");
    let lists = [(".gitignore", "/made\n"), (".gitmodules", "path = fetched\n")];
    let crates = [("pyproject.toml", text.as_str()), ("rust/Cargo.toml", CRATE)];
    silent(rule, &[lists.as_slice(), &crates].concat());
    speaks(rule, "`made` does not exist", &crates);
    speaks(rule, "`fetched/data` does not exist", &crates);
}

#[test]
fn a_manifest_may_be_told_or_made() {
    let rule = "maturin/path-missing";
    let plain = pyproject("build-backend = \"maturin\"\n");
    let plain = ("pyproject.toml", plain.as_str());
    speaks(rule, "`Cargo.toml` does not exist", &[plain]);
    speaks(
        rule,
        "has no `[package]`",
        &[plain, ("Cargo.toml", "[workspace]\nmembers = [\"a\"]\n")],
    );
    silent(rule, &[plain, ("Cargo.template.toml", CRATE)]);
    silent(rule, &[plain, (".gitignore", "Cargo.toml\n")]);
    silent(
        rule,
        &[
            plain,
            ("a/Cargo.toml", CRATE),
            ("justfile", "b:\n    maturin build -m a/Cargo.toml\n"),
        ],
    );
    silent(
        rule,
        &[
            plain,
            ("a/Cargo.toml", CRATE),
            (CI, &action("args: -m a/Cargo.toml")),
        ],
    );
    silent(
        rule,
        &[(
            "pyproject.toml",
            &pyproject("build-backend = \"own\"\nbackend-path = [\".\"]\n"),
        )],
    );
}

#[test]
fn a_step_elsewhere_builds_another_project() {
    let rule = "maturin/path-missing";
    let other = "        with: { repository: a/b, path: other }\n      - working-directory: other\n        run: maturin build -m nope.toml\n";
    let crates = |ci: &str| {
        silent(
            rule,
            &[
                ("pyproject.toml", BUILD),
                ("Cargo.toml", CRATE),
                ("py/pyproject.toml", BUILD),
                (CI, ci),
            ],
        );
    };
    crates(&job(&format!("      - uses: actions/checkout@v7\n{other}")));
    crates(&action("working-directory: py, args: -m nope.toml"));
    crates(&script("maturin build -m py/nope.toml"));
    for ci in [
        script("maturin build -m nope.toml"),
        action("args: --release -m nope.toml"),
    ] {
        let files = [("pyproject.toml", BUILD), ("Cargo.toml", CRATE), (CI, &ci)];
        speaks(rule, "`nope.toml` does not exist", &files);
    }
}

#[test]
fn options_that_the_maturin_in_use_has_are_right() {
    let rule = "maturin/removed-flag";
    let old = |requirement: &str, path: &str, text: &str| {
        silent(
            rule,
            &[("pyproject.toml", &requiring(requirement, "")), (path, text)],
        );
    };
    let make = |options: &str| format!("a:\n\tmaturin {options}\n");
    old("maturin>=0.12,<0.13", "Makefile", &make("build --no-sdist"));
    old("maturin>=0.12", "Makefile", &make("build --no-sdist")); // which one is installed is not known
    old("maturin>=0.14,<1", "Makefile", &make("build --universal2"));
    old("maturin>=1,<2", "Makefile", &make("publish --no-sdist"));
    old("maturin>=1,<2", "Makefile", &make("build -- --no-sdist"));
    old(
        "maturin>=1,<2",
        "Makefile",
        "a:\n\tuvx maturin@0.12.6 build --no-sdist\n",
    );
    old(
        "maturin>=1,<2",
        "Makefile",
        "a:\n\tpip install maturin==0.12.6\n\tmaturin build --no-sdist\n",
    );
    old("maturin>=2,<3", "Makefile", &make("build --universal2"));
    old(
        "maturin>=1,<2",
        CI,
        &action("maturin-version: v0.12.6, args: --no-sdist"),
    );
    old("maturin>=0.12,<0.13", CI, &action("args: --no-sdist"));
    old("maturin>=1,<2", CI, &action("command: publish, args: --no-sdist"));
    let new = |requirement: &str, path: &str, text: &str| {
        speaks(
            rule,
            "has no `--",
            &[("pyproject.toml", &requiring(requirement, "")), (path, text)],
        );
    };
    new("maturin>=1,<2", "Makefile", &make("b --no-sdist"));
    new(
        "maturin>=0.13,<2",
        "Makefile",
        &make("develop --cargo-extra-args='--locked'"),
    );
    new("maturin", "Makefile", &make("build --python-version 3.11"));
    new("maturin>=0.12", CI, &action("args: --no-sdist"));
    new(
        "maturin>=0.12,<0.13",
        CI,
        &action("maturin-version: 1.5.0, args: --no-sdist"),
    );
}

#[test]
fn uploads_of_an_old_maturin_are_passed_over() {
    let rule = "maturin/deprecated-command";
    let files = |requirement: &str, text: &str| {
        let text = format!("a:\n\t{text}\n");
        said::says(
            rule,
            &[
                ("pyproject.toml", &requiring(requirement, "")),
                ("Makefile", &text),
            ],
        )
    };
    assert_eq!(files("maturin>=1,<1.11", "maturin upload dist/*"), "");
    assert_eq!(files("maturin>=1,<2", "twine upload dist/*"), "");
    assert!(files("maturin>=1,<2", "maturin publish").contains("2:10: info"));
    let upload = action("command: upload, args: dist/*");
    speaks(rule, "ci.yml:8:26", &[("pyproject.toml", BUILD), (CI, &upload)]);
}

#[test]
fn an_upload_is_of_the_project_whose_files_it_takes() {
    let says = |files: &str| {
        let build = "      - run: maturin build -r --out dist\n";
        let upload = format!("      - run: maturin upload {files}\n        working-directory: other\n");
        let workflow = job(&format!("{build}{upload}{upload}"));
        let files = [
            ("pyproject.toml", BUILD),
            ("Cargo.toml", CRATE),
            ("other/pyproject.toml", BUILD),
            (CI, &workflow),
        ];
        said::says("maturin/deprecated-command", &files)
    };
    let said = says("../dist/*");
    assert!(
        said.contains("`maturin upload`") && said.lines().count() == 1,
        "{said}"
    );
    assert_eq!(says("dist/*"), "");
}

#[test]
fn a_maturin_inside_the_bounds_is_right() {
    let rule = "maturin/ci-pin-outside";
    let says = |requirement: &str, ci: &str| {
        said::says(rule, &[("pyproject.toml", &requiring(requirement, "")), (CI, ci)])
    };
    let bounds = "maturin>=1.4,<2";
    for ci in [
        script("pip install maturin 'maturin[zig]>=1,<2' 'maturin~=1.4' maturin==1.* x==0.1"),
        script("pip install $MATURIN \"maturin==${{ env.X }}\" maturin==1.17.0rc1"),
        script("uv tool install 'maturin>=1.17'"),
        script("pip install maturin-import-hook==0.1 -r maturin==0.1.txt"),
        script("cargo install maturin --locked --version 1.5.1"),
        action("maturin-version: v1.5.1"),
        action("maturin-version: latest"),
        action("maturin-version: \"${{ inputs.version }}\""),
    ] {
        assert_eq!(says(bounds, &ci), "", "{ci}");
    }
    assert_eq!(says("maturin", &script("pip install maturin==0.12")), "");
    assert_eq!(
        says("maturin>=1.17,<2", &script("pip install 'maturin>=1.17,<2'")),
        ""
    );
    for ci in [
        script("pip install maturin==0.12.6"),
        script("python -m pip install 'maturin[zig]<1'"),
        script("uv tool install maturin@1.3"),
        script("uvx --from maturin==1.3 maturin build"),
        script("uvx maturin@0.15.1 build"),
        script("pipx install maturin==2.1"),
        script("cargo install --locked maturin --version=1.2.0"),
        action("maturin-version: 1.3.2"),
    ] {
        assert!(
            says(bounds, &ci).contains("allows `>=1.4, <2`"),
            "{ci}: {}",
            says(bounds, &ci)
        );
    }
}

#[test]
fn what_another_language_runs_is_no_shell_script() {
    let rule = "maturin/path-missing";
    let workflow = |of_all: &str, of_job: &str, of_step: &str| {
        format!(
            "on: push\n{of_all}jobs:\n  a:\n    runs-on: ubuntu-latest\n    {of_job}steps:\n      - {of_step}run: |\n          \
             help = '''It's\n          maturin build -m nope/Cargo.toml\n          '''\n"
        )
    };
    let python = "defaults: { run: { shell: python } }\n";
    let in_job = "defaults: { run: { shell: python } }\n    ";
    for text in [
        workflow("", "", "shell: python\n        "),
        workflow("", "", "shell: python3.11 {0}\n        "),
        workflow("", "", "shell: /usr/bin/perl {0}\n        "),
        workflow("", in_job, ""),
        workflow(python, "", ""),
    ] {
        silent(
            rule,
            &[("pyproject.toml", BUILD), ("Cargo.toml", CRATE), (CI, &text)],
        );
    }
    for text in [
        workflow("", "", ""),
        workflow("", "", "shell: bash -l {0}\n        "),
        workflow("", "", "shell: pwsh\n        "),
        workflow(python, "", "shell: bash\n        "),
    ] {
        let files = [("pyproject.toml", BUILD), ("Cargo.toml", CRATE), (CI, &text)];
        speaks(rule, "`nope/Cargo.toml` does not exist", &files);
    }
}
