//! Which places a comment that suppresses is about, what it says, and where it is found.

use std::fs;
use std::path::Path;

use crate::said::{BUILD, CRATE, only, project, read};
use ironwheel::engine::check::judge;
use ironwheel::project::Project;
use ironwheel::project::manifests::suppression::{Suppression, suppressions};
use ironwheel::text::edit::replaced;
use ironwheel::tree::Tree;

#[test]
fn a_comment_in_a_file_that_only_a_rule_reads_will_do() {
    let rule = "files/setup-py";
    let manifest =
        project("version = \"1.0.0\"").replace(BUILD, &format!("{BUILD}build-backend = \"maturin\"\n"));
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("comment read late");
    let put = |path: &str, text: &str| fs::write(root.join(path), text).expect("a file can be written");
    fs::create_dir_all(&root).expect("a folder can be made");
    put("pyproject.toml", &manifest);
    put("Cargo.toml", CRATE);
    let found = |script: &str| {
        put("setup.py", script);
        let project = Project::read(Tree::disk(&root)).expect("a maturin project");
        let found = judge(&project, &only(rule));
        (found.shown.len(), found.suppressed)
    };
    let comment = format!("# ironwheel: ignore[x/y, {rule}]");
    assert_eq!(found("setup()\n"), (1, 0));
    assert_eq!(found(&format!("setup()  {comment}\n")), (0, 1));
    let other = "import os  # ironwheel: ignore[x/y]\n";
    assert_eq!(found(&format!("{other}{comment}\nsetup()\n")), (0, 1));
    assert_eq!(
        found(&format!("{other}setup()  # ironwheel: ignore[x/y]\n")),
        (1, 0)
    );
    assert_eq!(found(&format!("import os  {comment}\nsetup()\n")), (1, 0));
}

#[test]
fn a_comment_on_a_setting_will_do_where_nothing_else_is_found() {
    let rule = "files/setting-invalid";
    let text = project("version = \"1.0.0\"\n[tool.ironwheel]\nignore = [1]");
    let found = |text: &str| {
        let found = judge(&read(&[("pyproject.toml", text)]), &only(rule));
        (found.shown.len(), found.suppressed)
    };
    assert_eq!(found(&text), (1, 0));
    let comment = format!("ignore = [1] # ironwheel: ignore[{rule}]");
    assert_eq!(found(&text.replace("ignore = [1]", &comment)), (0, 1));
}

/// The only suppression in a text.
fn suppression(text: &str) -> Suppression {
    let mut found = suppressions(&"a.toml".into(), &text.into());
    assert_eq!(found.len(), 1, "{text}");
    found.remove(0)
}

#[test]
fn a_comment_covers_what_begins_between_it_and_the_end_of_its_line() {
    for (before, lines) in [
        ("a = 1\n", "b = 2 # ironwheel: ignore[x/y]"),
        ("a = 1\r\n", "  # ironwheel: ignore[x/y]\r\n  # a note\r\nb = 2"),
        ("", "\u{feff}# ironwheel: ignore[x/y]\nb = 2"),
    ] {
        let (first, last) = (before.len(), before.len() + lines.len());
        let text = format!("{before}{lines}\nc = 3\n");
        assert_eq!(suppression(&text).scope, (first..last).into(), "{text:?}");
    }
}

#[test]
fn comments_one_below_the_other_cover_the_same_line() {
    let text = "# ironwheel: ignore[x/y]\n# a note\n\t# ironwheel: ignore[x/z]\nb = 2 # ironwheel: ignore[x/v]\nc = 3\n";
    let end = text.find("\nc").expect("a line");
    let found = suppressions(&"a.toml".into(), &text.into());
    let scopes: Vec<_> = found.iter().map(|suppression| suppression.scope).collect();
    let starts = ["# iron", "\t#", "b"].map(|line| text.find(line).expect("a line"));
    assert_eq!(scopes, starts.map(|start| (start..end).into()));
}

#[test]
fn a_comment_has_names_and_a_reason_and_can_go() {
    for (text, names, reason, without) in [
        (
            "a = 1 # ironwheel: ignore[x/y] : why \n",
            &["x/y"][..],
            "why",
            "a = 1\n",
        ),
        (
            "a = 1\n  # ironwheel: ignore[ x/y,, z/w ,]\nb = 2\n",
            &["x/y", "z/w"],
            "",
            "a = 1\nb = 2\n",
        ),
        ("# ironwheel: ignore[] – a, b", &[], "a, b", ""),
    ] {
        let found = suppression(text);
        let written: Vec<&str> = found.names.iter().map(|name| name.text.as_str()).collect();
        assert_eq!((written.as_slice(), found.reason.as_str()), (names, reason));
        for name in &found.names {
            assert_eq!(text[name.span.start..name.span.end], name.text);
        }
        assert_eq!(replaced(text, &[found.removal]).as_deref(), Some(without));
    }
}
