//! What GitHub's expressions come to: our own table of answers, and the public ones where they lie beside the checkout.

#![allow(
    clippy::print_stderr,
    clippy::print_stdout,
    reason = "says how many answers are known"
)]

use std::collections::BTreeMap;
use std::path::Path;

use ironwheel::syntax::actions::{Contexts, Outcome, Value, condition, evaluate, fill, template};
use serde_json::Value as Json;

/// Contexts of which all is known; with the names of others, of which nothing is.
struct Given {
    values: BTreeMap<String, Value>,
    others: &'static [&'static str],
}

impl Contexts for Given {
    fn has(&self, name: &str) -> bool {
        self.values.contains_key(&name.to_lowercase()) || self.others.contains(&name)
    }

    fn value(&self, names: &[String]) -> Option<Value> {
        let [name] = names else { return None };
        self.values.get(&name.to_lowercase()).cloned()
    }
}

fn value(json: &Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(truth) => Value::Bool(*truth),
        Json::Number(number) => Value::Number(number.as_f64().expect("a number")),
        Json::String(text) => Value::Text(text.clone()),
        Json::Array(items) => Value::Array(items.iter().map(value).collect()),
        Json::Object(entries) => {
            let entries = entries.iter().map(|(key, json)| (key.clone(), value(json)));
            Value::Object(entries.collect())
        }
    }
}

fn given(json: &Json, others: &'static [&'static str]) -> Given {
    let entries = json.as_object().into_iter().flatten();
    let values = entries
        .map(|(name, json)| (name.to_lowercase(), value(json)))
        .collect();
    Given { values, others }
}

/// The contexts of our own table.
fn ours() -> Given {
    let json = serde_json::json!({
        "a": ["zero", "One", 2, null, [], { "key": "in" }],
        "o": { "Key": "v", "5": "five", "": "empty", "NaN": "none", "true": "yes", "in": { "x": [1, 2] } },
        "all": [{ "n": 1, "d": { "e": "x" } }, { "m": 2 }, { "N": 3, "d": { "e": "y" } }, "text", [7, 8]],
        "text": "Abc",
        "nothing": null,
    });
    given(&json, &["unknown"])
}

/// A value as our table writes it.
fn written(value: &Value) -> String {
    let list = |items: Vec<String>| items.join(", ");
    match value {
        Value::Null => "null".to_owned(),
        Value::Text(text) => format!("'{text}'"),
        Value::Array(items) | Value::Found(items) => {
            format!("[{}]", list(items.iter().map(written).collect()))
        }
        Value::Object(entries) => {
            let entry = |(key, value): &(String, Value)| format!("{key}: {}", written(value));
            format!("{{{}}}", list(entries.iter().map(entry).collect()))
        }
        Value::Bool(_) | Value::Number(_) => value.text(),
    }
}

/// What an expression comes to, as our table writes it.
fn answer(expression: &str) -> String {
    match evaluate(expression, &ours()) {
        Ok(Outcome::Known(value)) => written(&value),
        Ok(Outcome::Beginning(text)) => format!("{text}…"),
        Ok(Outcome::Bool) => "true or false".to_owned(),
        Ok(Outcome::Truth(true)) => "counts as true".to_owned(),
        Ok(Outcome::Truth(false)) => "counts as false".to_owned(),
        Ok(Outcome::Unknown) => "?".to_owned(),
        Err(_) => "refused".to_owned(),
    }
}

#[test]
fn our_own_answers() {
    let mut wrong = Vec::new();
    for line in include_str!("expressions.txt").lines() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let (expression, expected) = line.split_once("  =>  ").expect("an answer");
        let found = answer(expression).replace('\n', "\\n");
        if found != expected {
            wrong.push(format!("{expression}  =>  {found}, not {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn signs_that_are_hard_to_see() {
    for (expression, expected) in [
        ("", "null"),
        (" \n ", "null"),
        ("\u{a0}1\n\t==\u{2003}1\r\n", "true"),
        ("1\u{200b}", "refused"),
        ("' +1e2\t\u{2003}' == 100", "true"),
        ("'e\u{301}' == '\u{e9}'", "false"),
        ("'1\0' == 1", "true or false"),
        ("fromJSON('\"\\u00fc\\n\"')", "'ü\n'"),
        (
            "toJSON('\"\\/\u{7f}\u{1}\u{85}\u{2028}')",
            "'\"\\\"\\\\/\u{7f}\\u0001\\u0085\\u2028\"'",
        ),
    ] {
        assert_eq!(answer(expression), expected, "{expression:?}");
    }
}

#[test]
fn texts_with_templates() {
    let contexts = ours();
    for (text, filled) in [
        (
            "--target ${{ text }} -i ${{ unknown.x }}",
            "--target Abc -i ${{ unknown.x }}",
        ),
        ("${{text}}", "Abc"),
        ("${{ '}}' }}${{ format('{{0}}') }}", "}}{0}"),
        ("a ${{ open", "a ${{ open"),
        ("${{ '}} ${{ text }}", "${{ '}} ${{ text }}"),
        ("${{ }} ${{ a b }}", "${{ }} ${{ a b }}"),
        ("${{ a }} ${{ o }}", "Array Object"),
        ("plain }}", "plain }}"),
    ] {
        assert_eq!(fill(text, &contexts), filled);
    }
    let text = |text: &str| Ok(Outcome::Known(Value::Text(text.to_owned())));
    assert_eq!(
        template("${{ 3.10 }}", &contexts),
        Ok(Outcome::Known(Value::Number(3.1)))
    );
    assert_eq!(template("${{ 3.10 }} ", &contexts), text("3.1 "));
    assert_eq!(template("${{ text }}${{ text }}", &contexts), text("AbcAbc"));
    assert_eq!(template("plain", &contexts), text("plain"));
    assert_eq!(template("-${{ unknown }}", &contexts), Ok(Outcome::Truth(true)));
    assert_eq!(
        template("${{ unknown }}${{ unknown }}", &contexts),
        Ok(Outcome::Unknown)
    );
    for text in ["${{ }}", "a ${{ open", "a ${{ a b }}"] {
        assert!(template(text, &contexts).is_err(), "{text}");
    }
}

#[test]
fn conditions() {
    let contexts = ours();
    for (text, truth) in [
        ("", Some(true)),
        (" \n", Some(true)),
        ("text == 'abc'", Some(true)),
        ("${{ text == 'b' }}", Some(false)),
        ("unknown", None),
        ("${{ unknown }}", None),
        ("a b", None),
        ("${{ }}", None),
        ("${{ unknown && false }}", Some(false)),
        // With anything around it, a template is a text, and that counts as true.
        ("${{ false }} ", Some(true)),
        ("!${{ true }}", Some(true)),
        ("${{ unknown }} && false", Some(true)),
        // What stands in the quotes is read again.
        ("${{ 'false' }}", None),
        ("${{ 'false' == 'true' }}", Some(false)),
    ] {
        let found = condition(text, &contexts);
        assert_eq!(found.ok().and_then(|outcome| outcome.truth()), truth, "{text:?}");
    }
}

#[test]
fn trees_are_as_deep_as_github_takes_them_and_brackets_are_free() {
    let times = |count: usize, text: &str| text.repeat(count);
    for (deep, too_deep, expected) in [
        (times(49, "!") + "1", times(50, "!") + "1", "false"),
        (
            "text".to_owned() + &times(49, ".a"),
            "text".to_owned() + &times(50, ".a"),
            "null",
        ),
        (
            times(49, "a[") + "0" + &times(49, "]"),
            times(50, "a[") + "0" + &times(50, "]"),
            "'zero'",
        ),
        (
            times(49, "join(") + "1" + &times(49, ")"),
            times(50, "join(") + "1" + &times(50, ")"),
            "'1'",
        ),
        (
            "1".to_owned() + &times(49, " < 1"),
            "1".to_owned() + &times(50, " < 1"),
            "false",
        ),
    ] {
        assert_eq!(answer(&deep), expected, "{deep}");
        assert_eq!(answer(&too_deep), "refused", "{too_deep}");
    }
    for (expression, expected) in [
        (&("0".to_owned() + &times(5000, "||1")), "1"),
        (&("1".to_owned() + &times(4000, "&&(2)")), "2"),
        (&(times(3000, "0||(") + "3" + &times(3000, ")")), "3"),
        (&(times(3000, "(") + "0" + &times(3000, "||4)")), "4"),
        (&(times(10_000, "(") + "5" + &times(10_000, ")")), "5"),
    ] {
        assert_eq!(answer(expression), expected, "{expression}");
    }
}

#[test]
fn hostile_texts_are_refused_or_not_known_soon() {
    let (many, more) = (20_000, 1_000_000);
    for sign in [
        "(",
        "!",
        "a[",
        "a.",
        "join(",
        "1<",
        "'a",
        "1||",
        "*",
        "{",
        "- ",
        "a,",
        "[",
        ")",
        "1&&(",
        "\u{1f60a}",
    ] {
        for count in [many / sign.len(), more] {
            assert_eq!(answer(&sign.repeat(count)), "refused", "{sign}");
        }
    }
    let limit = 21_000;
    assert_eq!(answer(&format!("1{}", " ".repeat(more))), "1");
    assert_eq!(answer(&format!("{}1", "!".repeat(more))), "refused");
    assert_eq!(answer(&format!("'{}' == 1", "ü".repeat(limit - 7))), "false");
    assert_eq!(answer(&format!("'{}' == 1", "ü".repeat(limit - 6))), "refused");
    assert_eq!(answer(&format!("'{}' == 1", "😊".repeat(limit / 2))), "refused");

    let big = |text: String| given(&serde_json::json!({ "big": text }), &[]);
    let long = big("x".repeat(100_000));
    let found = |expression: &str, contexts: &Given| evaluate(expression, contexts).expect("an expression");
    assert_eq!(
        found("endsWith(big, 'XX')", &long),
        Outcome::Known(Value::Bool(true))
    );
    assert_eq!(found("format('{0}{0}{0}{0}', big)", &long), Outcome::Unknown);
    assert_eq!(
        found("'b' || 'c' == big", &big("x".repeat(more))),
        Outcome::Known(Value::Text("b".into()))
    );
    assert_eq!(found("'b' == big", &big("x".repeat(more))), Outcome::Unknown);
    for part in [
        "fromJSON(big)",
        "contains(fromJSON(big), big)",
        "join(fromJSON(big), big)",
        "toJSON(fromJSON(big))",
    ] {
        let expression = vec![part; 500].join(" && ");
        for json in [
            "1".repeat(100_000),
            format!("[{}1]", "1,".repeat(50_000)),
            "[".repeat(100_000),
        ] {
            assert_eq!(found(&expression, &big(json)), Outcome::Unknown, "{part}");
        }
    }
    let many_times = |nested: String, _| format!("format('{}', {nested})", "{0}".repeat(100));
    assert_eq!(answer(&(0..20).fold("unknown.a.b.c".to_owned(), many_times)), "?");
    let filled = fill(&"${{ text }}".repeat(100_000), &ours());
    assert!(filled.starts_with("AbcAbc") && filled.ends_with("${{ text }}"));
    assert_eq!(fill(&"${{ '".repeat(100_000), &ours()).len(), 500_000);
}

#[test]
fn the_public_answers() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/expressions");
    if !folder.is_dir() {
        eprintln!("skipped: there are no public answers in {}", folder.display());
        return;
    }
    let mut files: Vec<_> = folder
        .read_dir()
        .expect("a folder")
        .flatten()
        .map(|entry| entry.path())
        .collect();
    files.sort();
    let (mut right, mut unknown, mut wrong) = (0, Vec::new(), Vec::new());
    for file in files {
        let text = std::fs::read_to_string(&file).expect("a text");
        let groups: serde_json::Map<String, Json> = serde_json::from_str(&text).expect("an object");
        for (group, cases) in &groups {
            for case in cases.as_array().expect("cases") {
                let expression = case["expr"].as_str().expect("an expression");
                let found = evaluate(expression, &given(&case["contexts"], &[]));
                let expected = case.get("result").map(|result| value(&result["value"]));
                match (&found, &expected) {
                    (Err(_), None) => right += 1,
                    (Ok(Outcome::Known(found)), Some(value)) if written(found) == written(value) => {
                        right += 1
                    }
                    (Ok(Outcome::Known(_)) | Err(_), _) => {
                        wrong.push(format!("{expression}: {found:?}, not {expected:?}"))
                    }
                    (Ok(_), _) => unknown.push(group.clone()),
                }
            }
        }
    }
    println!("right: {right}, not known: {unknown:?}, wrong: {}", wrong.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // GitHub's limit of memory is not the same everywhere, and larger than ours.
    assert_eq!(unknown, ["memory-errors"]);
    assert!(right > 0);
}
