//! The TOML operations one by one, on texts as people write them.

use std::sync::Arc;

use ironwheel::syntax::splice::{
    append, insert, key, move_table, push, quoted, remove, remove_item, rename, replace, respell,
};
use ironwheel::syntax::toml::Toml;
use ironwheel::text::edit::{Edit, splice};

fn parse(text: &str) -> Toml {
    Toml::parse(&Arc::from("a.toml"), &Arc::from(text))
        .unwrap_or_else(|error| panic!("{}: {text}", error.message))
}

fn apply(text: &str, edits: impl IntoIterator<Item = Edit>) -> String {
    let edits: Vec<Edit> = edits.into_iter().collect();
    let replacements: Vec<_> = edits
        .iter()
        .filter_map(|edit| match edit {
            Edit::Replace { span, text, .. } => Some((*span, text.as_str())),
            _ => None,
        })
        .collect();
    splice(text, &replacements).expect("edits do not overlap")
}

fn path(dotted: &str) -> Vec<&str> {
    dotted.split('.').filter(|part| !part.is_empty()).collect()
}

/// `edit` of each text gives the next one.
fn cases(operation: impl Fn(&Toml) -> Vec<Edit>, cases: &[(&str, &str)]) {
    for (before, after) in cases {
        let toml = parse(before);
        assert_eq!(apply(before, operation(&toml)), *after, "{before:?}");
        parse(after);
    }
}

#[test]
fn insert_into_a_table_under_a_header() {
    cases(
        |toml| vec![insert(toml, &path("t"), "n", "1").expect("t is a table")],
        &[
            ("[t]\n", "[t]\nn = 1\n"),
            ("[t]", "[t]\nn = 1"),
            ("a = 1\r\n[t]\nb = 2\n", "a = 1\r\n[t]\nb = 2\nn = 1\n"),
            ("a = 1\n[t]\r\n", "a = 1\n[t]\r\nn = 1\r\n"),
            (
                "\u{feff}[t] # c\r\na = 1 # d\r\n\r\n[u]\r\n",
                "\u{feff}[t] # c\r\na = 1 # d\r\nn = 1\r\n\r\n[u]\r\n",
            ),
            (
                "[t]\n  a = 1\n# of u\n[u]\n",
                "[t]\n  a = 1\n  n = 1\n# of u\n[u]\n",
            ),
            ("[t]\na = [\n  1,\n] # c\n", "[t]\na = [\n  1,\n] # c\nn = 1\n"),
            (
                "[t]\na = \"\"\"\n    text\n    \"\"\"\n",
                "[t]\na = \"\"\"\n    text\n    \"\"\"\nn = 1\n",
            ),
            ("[t]\n  a = [\n  1\n]\n", "[t]\n  a = [\n  1\n]\n  n = 1\n"),
            (
                "[t]\na.b = 1\n[t.u]\nc = 2\n",
                "[t]\na.b = 1\nn = 1\n[t.u]\nc = 2\n",
            ),
            ("[t.u]\nc = 2\n[t]\n", "[t.u]\nc = 2\n[t]\nn = 1\n"),
        ],
    );
}

#[test]
fn insert_makes_the_tables_that_are_missing() {
    cases(
        |toml| vec![insert(toml, &path("t.u"), "n", "1").expect("a table can be there")],
        &[
            ("", "[t.u]\nn = 1\n"),
            ("\u{feff}", "\u{feff}[t.u]\nn = 1\n"),
            ("a = 1", "a = 1\n\n[t.u]\nn = 1"),
            ("[a]\r\n", "[a]\r\n\r\n[t.u]\r\nn = 1\r\n"),
            (
                "[t]\na = 1\n# end\n\n[z]\n",
                "[t]\na = 1\n# end\n\n[t.u]\nn = 1\n\n[z]\n",
            ),
            ("[t.v]\na = 1\n\n[z]\n", "[t.v]\na = 1\n\n[z]\n\n[t.u]\nn = 1\n"),
            ("t = { a = 1 }\n", "t = { a = 1, u.n = 1 }\n"),
            ("t.u.a = 1 # c\nz = 1\n", "t.u.a = 1 # c\nt.u.n = 1\nz = 1\n"),
            ("t.a = 1\nz = 1\n", "t.a = 1\nt.u.n = 1\nz = 1\n"),
            ("[t]\nu.a = 1\nz = 1\n", "[t]\nu.a = 1\nu.n = 1\nz = 1\n"),
        ],
    );
}

#[test]
fn insert_into_braces_and_into_the_document() {
    cases(
        |toml| vec![insert(toml, &path("t"), "n", "1").expect("t is a table")],
        &[
            ("t = {}\n", "t = { n = 1 }\n"),
            ("t = { a = 1 } # c\n", "t = { a = 1, n = 1 } # c\n"),
            ("t = {a = 1,}\n", "t = {a = 1, n = 1,}\n"),
            ("t = {\n  a = 1, # c\n}\n", "t = {\n  a = 1, # c\n  n = 1,\n}\n"),
            ("t = {a.b = 1}\n", "t = {a.b = 1, n = 1}\n"),
        ],
    );
    cases(
        |toml| vec![insert(toml, &[], "n", "1").expect("a document is a table")],
        &[
            ("[t]\na = 1\n", "n = 1\n[t]\na = 1\n"),
            (
                "\u{feff}# licence\r\nb = 1\r\n[t]\r\n",
                "\u{feff}# licence\r\nb = 1\r\nn = 1\r\n[t]\r\n",
            ),
        ],
    );
    for closed in ["t = 1\n", "[[t]]\n", "t = [1]\n"] {
        assert_eq!(insert(&parse(closed), &["t"], "n", "1"), None, "{closed}");
    }
    let dotted = parse("t = { u.a = 1 }\n");
    assert_eq!(insert(&dotted, &["t", "u"], "n", "1"), None);
}

#[test]
fn remove_takes_the_line_and_its_comment() {
    cases(
        |toml| remove(toml, &path("t.x")).expect("t.x can go"),
        &[
            ("[t]\n# of x\nx = 1 # c\ny = 2\n", "[t]\n# of x\ny = 2\n"),
            ("[t]\r\nx = [\r\n  1, # c\r\n]\r\ny = 2\r\n", "[t]\r\ny = 2\r\n"),
            ("[t]\ny = 2\nx = 1", "[t]\ny = 2"),
            ("[t]\ny = 2\n\nx = 1\n\nz = 3\n", "[t]\ny = 2\n\nz = 3\n"),
            ("[t]\nx.a = 1\ny = 2\nx.b = 3", "[t]\ny = 2"),
            ("t = { x = 1, y = 2 }\n", "t = { y = 2 }\n"),
            ("t = { y = 2, x = 1 }\n", "t = { y = 2 }\n"),
            ("t = {x = 1}\n", "t = {}\n"),
            (
                "t = { y.a = 1, x = 2, y.b = 3, z = 4 }\n",
                "t = { y.a = 1, y.b = 3, z = 4 }\n",
            ),
            (
                "t = {\n  x = 1, # c\n  # of y\n  y = 2\n}\n",
                "t = {\n  # of y\n  y = 2\n}\n",
            ),
            ("t = { x = 1, # of t\n  y = 2 }\n", "t = { # of t\n  y = 2 }\n"),
            ("t.x = 1\nt.y = 2\n", "t.y = 2\n"),
            ("[a]\n\n[t.x]\ny = 1\n", "[a]\n"),
            ("[a]\n\n[t.x]\ny = 1\n\n[b]\n\n[t.x.z]\nc = 1\n", "[a]\n\n[b]\n"),
            ("[t.x.z]\nc = 1\n\n[b]\n\n[t.x]\ny = 1", "\n[b]"),
            ("[t]\ny = 2\n\nx = 1\nz = 3\n", "[t]\ny = 2\n\nz = 3\n"),
            (
                "[a]\n\n[[t.x.l]]\ny = 1\n\n[[t.x.l]]\ny = 1\n\n[t.x]\nz = 1",
                "[a]",
            ),
        ],
    );
    assert_eq!(remove(&parse("[[t]]\n"), &["t"]), None);
    assert_eq!(remove(&parse("[t]\n"), &["u"]), None);
    let dotted = "t = { x.a = 1, y = 2, x.b = 3 }\n";
    assert_eq!(remove(&parse(dotted), &["t", "x"]), None);
}

#[test]
fn push_adds_an_item_as_the_others_are_written() {
    cases(
        |toml| vec![push(toml.get(&["a"]).expect("there is an array"), "9").expect("it is an array")],
        &[
            ("a = []\n", "a = [9]\n"),
            ("a = [ 1, 2 ] # c\n", "a = [ 1, 2, 9 ] # c\n"),
            ("a = [1, 2,]\n", "a = [1, 2, 9,]\n"),
            (
                "a = [\n  1, # one\n  2, # two\n]\n",
                "a = [\n  1, # one\n  2, # two\n  9,\n]\n",
            ),
            ("x = 1\r\na = [\n  1\n]\n", "x = 1\r\na = [\n  1,\n  9\n]\n"),
            (
                "a = [\r\n\t1, # one\r\n\t2 # two\r\n]\r\n",
                "a = [\r\n\t1, # one\r\n\t2, # two\r\n\t9\r\n]\r\n",
            ),
            ("a = [\n    1, 2,\n]\n", "a = [\n    1, 2,\n    9,\n]\n"),
            ("a = [1,\n     2]\n", "a = [1,\n     2, 9]\n"),
            ("a = [\n  # nothing yet\n]\n", "a = [\n  # nothing yet\n  9\n]\n"),
        ],
    );
    assert_eq!(push(parse("a = 1\n").root(), "9"), None);
}

#[test]
fn remove_item_takes_one_comma_too() {
    let at =
        |index| move |toml: &Toml| vec![remove_item(toml.get(&["a"]).expect("there"), index).expect("there")];
    cases(
        at(1),
        &[
            ("a = [1, 2, 3]\n", "a = [1, 3]\n"),
            ("a = [1, 2]\n", "a = [1]\n"),
            ("a = [1, 2,]\n", "a = [1,]\n"),
            (
                "a = [\n  1, # one\n  2, # two\n  3, # three\n]\n",
                "a = [\n  1, # one\n  3, # three\n]\n",
            ),
            ("a = [\r\n  1,\r\n  2\r\n]\r\n", "a = [\r\n  1,\r\n]\r\n"),
            ("a = [1, 2, # why\n  3]\n", "a = [1, # why\n  3]\n"),
            ("a = [1, 2,\n  3]\n", "a = [1,\n  3]\n"),
            ("a = [1,\n  2]\n", "a = [1]\n"),
            ("a = [1,\n  2, 3]\n", "a = [1,\n  3]\n"),
            ("a = [1, # about 1\n  2]\n", "a = [1, # about 1\n  ]\n"),
            (
                "a = [1\n  # about 2\n  , 2, # why\n]\n",
                "a = [1\n  # about 2\n  , # why\n]\n",
            ),
        ],
    );
    cases(
        at(0),
        &[
            ("a = [1]\n", "a = []\n"),
            ("a = [ 1, ]\n", "a = [ ]\n"),
            ("a = [\n  1,\n]\n", "a = [\n]\n"),
            ("a = [1,\n  # about 2\n  2]\n", "a = [\n  # about 2\n  2]\n"),
            ("a = [\n  1 ,\n  2\n]\n", "a = [\n  2\n]\n"),
            (
                "a = [\n  1 # about 1\n  ,\n  2\n]\n",
                "a = [\n # about 1\n  \n  2\n]\n",
            ),
            ("a = [1 # about 1\n  , 2]\n", "a = [ # about 1\n  2]\n"),
        ],
    );
    assert_eq!(
        remove_item(parse("a = [1]\n").get(&["a"]).expect("there"), 1),
        None
    );
}

#[test]
fn rename_and_replace_touch_one_key_or_value() {
    let node =
        |text: &str, edit: fn(&Toml) -> Option<Edit>| edit(&parse(text)).map(|edit| apply(text, [edit]));
    let named = |text| node(text, |toml| rename(toml.get(&["t", "x"])?, "a b"));
    assert_eq!(
        named("[t]\nx = 1 # c\n").as_deref(),
        Some("[t]\n\"a b\" = 1 # c\n")
    );
    assert_eq!(named("t.x = 1\n").as_deref(), Some("t.\"a b\" = 1\n"));
    assert_eq!(
        named("t = { x = {} }\n").as_deref(),
        Some("t = { \"a b\" = {} }\n")
    );
    for repeated in ["[t.x]\n", "[t.x.y]\n", "[[t.x]]\n", "t.x.y = 1\nt.x.z = 2\n"] {
        assert_eq!(named(repeated), None, "{repeated}");
    }
    let replaced = |text| node(text, |toml| replace(toml.get(&["t", "x"])?, "2"));
    assert_eq!(
        replaced("\u{feff}[t]\r\nx = 'a' # c").as_deref(),
        Some("\u{feff}[t]\r\nx = 2 # c")
    );
    assert_eq!(replaced("t = { x = [1] }\n").as_deref(), Some("t = { x = 2 }\n"));
    assert_eq!(replaced("[t.x]\n"), None);
}

#[test]
fn a_table_moves_with_its_comments_and_takes_the_newline_of_its_new_file() {
    let from = parse("[a]\n\n[p.q] # c\nx = 1 # d\n\n[p.q.r]\ny = 2\n\n[z]\n");
    let to = parse("[w]\r\nm = 1\r\n");
    let edits = move_table(&from, &["p"], &to).expect("it can move");
    let (gone, new) = edits.split_at(edits.len() - 1);
    assert_eq!(apply(&from.text, gone.to_vec()), "[a]\n\n[z]\n");
    let moved = "[w]\r\nm = 1\r\n\r\n[p.q] # c\r\nx = 1 # d\r\n\r\n[p.q.r]\r\ny = 2\r\n";
    assert_eq!(apply(&to.text, new.to_vec()), moved);
    assert_eq!(move_table(&from, &["p"], &parse("[p]\n")), None);
    assert_eq!(move_table(&parse("p = {}\n"), &["p"], &to), None);
}

#[test]
fn new_text_is_quoted_only_where_it_must_be() {
    assert_eq!(
        (key("a-b_1"), key("a b")),
        ("a-b_1".to_owned(), "\"a b\"".to_owned())
    );
    assert_eq!(quoted("plain"), "\"plain\"");
    for hard in ["a\"b", "a\\b", "a\nb", "'", "\u{7f}", "\u{1b}[0m", "\u{feff}"] {
        let text = format!("a = {}\n", quoted(hard));
        assert_eq!(
            parse(&text).get(&["a"]).and_then(|node| node.as_str()),
            Some(hard),
            "{text}"
        );
        assert_eq!(
            parse(&format!("{} = 1\n", key(hard))).root().entries()[0].key(),
            hard
        );
    }
    let end = parse("a = 1");
    assert_eq!(apply(&end.text, [append(&end, "[b]")]), "a = 1\n\n[b]");
    let end = parse("a = 1\r\nc = 2");
    assert_eq!(
        apply(&end.text, [append(&end, "[b]")]),
        "a = 1\r\nc = 2\r\n\r\n[b]"
    );
}

#[test]
fn a_string_keeps_its_quotes() {
    for (before, text, after) in [
        ("a = 'b' # c\n", "x y", "a = 'x y' # c\n"),
        ("a = \"b\"\n", "x y", "a = \"x y\"\n"),
        ("a = \"\\u0062\"\n", "x", "a = \"x\"\n"),
        ("a = 'b'\n", "it's", "a = \"it's\"\n"),
        ("a = 'b'\n", "x\ty", "a = \"x\\ty\"\n"),
    ] {
        let toml = parse(before);
        let edit = toml.get(&["a"]).and_then(|string| respell(string, text));
        assert_eq!(apply(before, edit), after);
    }
}
