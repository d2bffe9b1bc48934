//! The commands that projects keep in scripts and recipes: what they call, with what, and where.

use ironwheel::project::commands::script::{Command, commands};
use ironwheel::text::place::Place;

use crate::said::{BUILD, read};

/// What the commands of a file call, the folder before it, and the arguments after it.
fn calls(path: &str, text: &str) -> Vec<String> {
    let project = read(&[("pyproject.toml", BUILD), (path, text)]);
    for command in &project.commands {
        for word in command.words.iter().filter(|word| word.is_known) {
            let span = word.place.span.expect("a word has a span");
            let is_added = path == "noxfile.py" && ["pip", "install"].contains(&word.value.as_str());
            assert!(
                is_added || text[span.start..span.end].contains(word.value.as_str()),
                "{word:?}"
            );
        }
    }
    project.commands.iter().filter_map(called).collect()
}

fn called(command: &Command) -> Option<String> {
    let call = command.call()?;
    let folder = command.folder.as_deref().unwrap_or("?");
    let arguments: Vec<_> = call
        .arguments
        .iter()
        .map(|argument| argument.value.as_str())
        .collect();
    Some(format!("{folder}:{} {}", call.name, arguments.join(" ")))
}

#[test]
fn a_command_comes_down_to_the_program_that_it_runs() {
    for (text, call) in [
        (
            "uv run --with 'maturin[zig]>=1' --locked maturin build -r",
            ":maturin build -r",
        ),
        (
            "uv --quiet run --group dev python -m maturin sdist",
            ":maturin sdist",
        ),
        ("uvx maturin@1.16 build", ":maturin build"),
        ("uv tool run --from maturin==1.16 maturin build", ":maturin build"),
        ("uv pip install maturin", ":uv pip install maturin"),
        ("sudo -E env A=b $VENV/bin/python3.11 -m maturin b", ":maturin b"),
        ("poetry run maturin develop", ":maturin develop"),
        ("pipx run maturin build", ":maturin build"),
        ("hatch -e dev run maturin build", ":maturin build"),
        ("python build.py -m maturin", "-"),
        ("python -c 'import x'", "-"),
        ("$RUN maturin build", "-"),
        (".venv/Scripts/maturin.exe build", ":maturin build"),
    ] {
        let place = |_| Place::file("a.sh");
        let commands = commands(text, &|_| None, &place, Some(""));
        assert_eq!(called(&commands[0]).unwrap_or("-".to_owned()), call, "{text}");
    }
}

#[test]
fn the_version_asked_for_on_the_spot_is_told() {
    for (text, requirement) in [
        ("uvx maturin@1.16 build", Some("maturin@1.16")),
        ("uvx --from maturin==1.16 maturin build", Some("maturin==1.16")),
        (
            "uv run --with=maturin==1.4 maturin build",
            Some("--with=maturin==1.4"),
        ),
        ("uv run --with pytest maturin build", None),
    ] {
        let commands = commands(text, &|_| None, &|_| Place::file("a.sh"), Some(""));
        let call = commands[0].call().expect("a call");
        assert_eq!(
            call.requirement.map(|word| word.value.as_str()),
            requirement,
            "{text}"
        );
    }
}

#[test]
fn options_have_values_in_each_of_their_forms() {
    let values = |text: &str| -> Vec<String> {
        let commands = commands(text, &|_| None, &|_| Place::file("a.sh"), None);
        let call = commands[0].calls("maturin").expect("a call");
        let values = call.values("--manifest-path", "-m").into_iter();
        values
            .map(|(_, value)| value.unwrap_or("nothing").to_owned())
            .collect()
    };
    assert_eq!(
        values("maturin build -m a/Cargo.toml --manifest-path=b -mc"),
        ["a/Cargo.toml", "b", "c"]
    );
    assert_eq!(values("maturin build -r -- -m x"), Vec::<String>::new());
    assert_eq!(values("maturin build -m --release"), ["nothing"]);
}

#[test]
fn a_script_runs_where_it_goes() {
    let text =
        "cd py && maturin build; (cd ../rs; maturin sdist) ; maturin publish\ncd $X\nmaturin list-python\n";
    let commands = commands(text, &|_| None, &|_| Place::file("a.sh"), Some(""));
    let called: Vec<_> = commands
        .iter()
        .filter_map(called)
        .filter(|call| call.contains("maturin"))
        .collect();
    assert_eq!(
        called,
        [
            "py:maturin build",
            "rs:maturin sdist",
            "py:maturin publish",
            "?:maturin list-python"
        ]
    );
}

#[test]
fn recipes_of_every_dialect_are_read() {
    let just = "x := 'maturin'\n# maturin a\nbuild *args: lint\n    @maturin build \\\n      -r {{ args }}\n\n    cd a && maturin b\n    maturin c\n\
        sh:\n    #!/usr/bin/env bash\n    cd a\n    maturin d\npy:\n    #!/usr/bin/env python3\n    maturin('e')\n";
    assert_eq!(
        calls("justfile", just),
        [
            ":maturin build -r {{ args }}",
            ":cd a",
            "a:maturin b",
            ":maturin c",
            ":cd a",
            "a:maturin d"
        ]
    );
    let make = "A = maturin a\nbuild: ## maturin b\n\t@-maturin build \\\n\t  -r $(ARGS)\n\tmaturin c # d\n";
    assert_eq!(
        calls("Makefile", make),
        [":maturin build -r $(ARGS)", ":maturin c"]
    );
    let docker =
        "FROM maturin\nRUN --mount=type=cache,target=/x \\\n  pip install maturin && \\\n  maturin build\n";
    assert_eq!(
        calls("Dockerfile.dev", docker),
        ["?:pip install maturin", "?:maturin build"]
    );
    let tox = "[testenv]\ndeps = maturin\ncommands =\n    maturin develop {posargs}\n    pytest\n[other]\nx =\n    maturin\n";
    assert_eq!(calls("tox.ini", tox), [":maturin develop {posargs}", ":pytest "]);
    let nox = "def f(session):\n    session.install(\"maturin\", 'x')\n    session.run(\"maturin\", \"build\", *args, out, env={})\n    session.log(\"maturin\")\n";
    assert_eq!(
        calls("noxfile.py", nox),
        [":pip install maturin x", ":maturin build *args out"]
    );
    assert_eq!(calls("scripts/a.sh", "maturin build\n"), ["?:maturin build"]);
    let pixi =
        "[tasks]\na = 'maturin build'\nb = { cmd = \"uv run maturin develop\", env = { X = 'maturin' } }\n";
    let mut found = calls("pixi.toml", pixi);
    found.sort();
    assert_eq!(found, ["?:maturin build", "?:maturin develop"]);
    assert!(calls("notes.txt", "maturin build\n").is_empty());
}
