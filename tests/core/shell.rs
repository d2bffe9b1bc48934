//! Scripts as people write them, and the words that their commands are made of.

use ironwheel::syntax::shell::{Word, commands};

/// The commands, their words between brackets, those that are not known with a question mark.
fn read(text: &str) -> Vec<String> {
    let known = |name: &str| match name {
        "matrix.args" => Some("--release -o 'my dist'".to_owned()),
        "$FLAGS" => Some("-r --zig".to_owned()),
        "format('{{0}}', 1)" => Some("{0}".to_owned()),
        _ => None,
    };
    let word = |word: &Word| format!("[{}]{}", word.value, if word.is_known { "" } else { "?" });
    let commands = commands(text, &known);
    let shown = commands.iter().map(|command| {
        let variables = command.variables.iter();
        let variables = variables.map(|(name, value)| format!("{name}={}", word(value)));
        variables.chain(command.words.iter().map(word)).collect()
    });
    shown.collect()
}

#[test]
fn words_are_what_the_program_is_given() {
    for (text, commands) in [
        ("pip install 'a b'\"c\"\\ d # no", vec!["[pip][install][a bc d]"]),
        (
            "a && b || c; d | e & f",
            vec!["[a]", "[b]", "[c]", "[d]", "[e]", "[f]"],
        ),
        ("maturin \\\n  build", vec!["[maturin][build]"]),
        ("maturin `\r\n  build", vec!["[maturin][build]"]),
        ("A=1 B='x y' run", vec!["A=[1]B=[x y][run]"]),
        ("if ! a; then\n  b\nfi", vec!["[a]", "[b]"]),
        ("(cd x && y)", vec!["[cd][x]", "[y]"]),
        ("a 2>&1 >> \"$LOG\" b &> c", vec!["[a][b]"]),
        ("pip install maturin>=1.5", vec!["[pip][install][maturin]"]),
        ("cat <<'EOF' > x\nmaturin build\n  EOF\nls", vec!["[cat]", "[ls]"]),
        ("echo 'it''s' \"a\\\"b\" ''", vec!["[echo][its][a\"b][]"]),
        ("a=(1 2)\nls", vec!["a=[(1 2)]?", "[ls]"]),
        ("echo 'open", vec!["[echo][open]"]),
    ] {
        assert_eq!(read(text), commands, "{text}");
    }
}

#[test]
fn what_is_not_known_is_marked() {
    for (text, commands) in [
        (
            "run $X \"${Y}\" $(ls (a) b)/z `w`",
            "[run][$X]?[${Y}]?[$(ls (a) b)/z]?[`w`]?",
        ),
        (
            "run ${{ matrix.x }} ${{ matrix.args }}",
            "[run][${{ matrix.x }}]?[--release][-o][my dist]",
        ),
        ("run $FLAGS \"$FLAGS\"", "[run][-r][--zig][-r --zig]"),
        (
            "run ${{ format('{{0}}', 1) }} ${{ '}} b",
            "[run][{0}][${{ '}}]?[b]",
        ),
        ("{{ bin }}/maturin '{{ x }}'", "[{{ bin }}/maturin]?[{{ x }}]?"),
        ("~/bin/maturin '$HOME'", "[~/bin/maturin]?[$HOME]"),
    ] {
        assert_eq!(read(text), [commands], "{text}");
    }
    let name = |text: &str| commands(text, &|_| None)[0].words[0].name().map(str::to_owned);
    assert_eq!(name("{{ bin }}/maturin").as_deref(), Some("maturin"));
    assert_eq!(
        name(".venv\\\\Scripts\\\\maturin.exe").as_deref(),
        Some("maturin")
    );
    assert_eq!(name("$(which maturin)"), None);
}

#[test]
fn spans_are_those_of_the_text() {
    let text = "é; maturin --out \"x y\" ${{ matrix.args }}";
    let commands = commands(text, &|_| Some("a b".to_owned()));
    let written: Vec<_> = commands[1]
        .words
        .iter()
        .map(|word| &text[word.span.start..word.span.end])
        .collect();
    assert_eq!(
        written,
        [
            "maturin",
            "--out",
            "\"x y\"",
            "${{ matrix.args }}",
            "${{ matrix.args }}"
        ]
    );
}
