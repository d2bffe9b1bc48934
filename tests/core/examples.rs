//! The examples in the headers of the rules: small projects, as files by name.

use std::collections::BTreeMap;

use ironwheel::rule::Rule;

/// The texts of a project by path.
pub type Files = BTreeMap<String, String>;

/// The fenced blocks below a heading: files by name, and what the console shows.
pub fn section(rule: &Rule, heading: &str) -> (Files, Option<String>) {
    let page = rule.documentation();
    let (mut files, mut console) = (Files::new(), None);
    let mut block: Option<(String, String)> = None;
    let mut inside = false;
    for line in page.lines() {
        match (&mut block, line.strip_prefix("```")) {
            (None, None) if line.starts_with("## ") => inside = line == format!("## {heading}"),
            (None, Some(fence)) if inside => block = Some((fence.to_owned(), String::new())),
            (Some((_, text)), None) => *text += &format!("{line}\n"),
            (Some(_), Some(_)) => {
                let (fence, text) = block.take().expect("inside a block");
                match fence.split_once(' ') {
                    Some((_, name)) => assert!(
                        files.insert(name.to_owned(), text).is_none(),
                        "{}: {name} twice",
                        rule.id
                    ),
                    None if fence == "console" => console = Some(text),
                    None => panic!("{}: a block under `{heading}` names no file: {fence}", rule.id),
                }
            }
            _ => {}
        }
    }
    (files, console)
}
