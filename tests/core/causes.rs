//! Every cause obeys its own header: the lines that explain it are its tests.

use ironwheel::explain::cause::Cause;
use ironwheel::explain::causes::CAUSES;
use ironwheel::explain::verdict::{Found, Verdict, judge};

/// The blocks under a heading, in their order, by language.
fn blocks(cause: &Cause, heading: &str) -> Vec<(String, String)> {
    let page = cause.documentation();
    let (_, after) = page
        .split_once(&format!("\n## {heading}\n"))
        .unwrap_or_else(|| panic!("{}: there is no *{heading}*", cause.id));
    let section = after.split("\n## ").next().unwrap_or(after);
    let mut blocks = Vec::new();
    let mut parts = section.split("```");
    parts.next();
    while let (Some(block), Some(_)) = (parts.next(), parts.next()) {
        let (language, text) = block.split_once('\n').expect("a block has lines");
        blocks.push((language.to_owned(), text.to_owned()));
    }
    blocks
}

fn block(cause: &Cause, heading: &str, language: &str) -> String {
    let blocks = blocks(cause, heading);
    let found = blocks.into_iter().find(|(each, _)| each == language);
    found
        .unwrap_or_else(|| panic!("{}: *{heading}* has no block of {language}", cause.id))
        .1
}

/// All that a log tells of, also that nothing fails here.
fn told(verdict: &Verdict) -> &[Found] {
    if verdict.is_failure {
        &verdict.causes
    } else {
        &verdict.notes
    }
}

fn first(log: &str) -> String {
    let verdict = judge(log.as_bytes(), None);
    let first = told(&verdict).first().map(|found| found.cause.id);
    first.unwrap_or("nothing").to_owned()
}

/// What we say, as a page shows it: an indented line belongs to the one before.
fn shown(found: &Found) -> String {
    let said = &found.explanation;
    format!("{}: {}\n{}\n", found.line, said.title, said.mend)
}

fn unwrapped(console: &str) -> String {
    console.replace("\n  ", " ")
}

#[test]
fn what_says_it_is_explained_so() {
    for cause in CAUSES {
        let log = block(cause, "Says", "text");
        let verdict = judge(log.as_bytes(), None);
        let found = told(&verdict).first();
        let id = found.map_or("nothing", |found| found.cause.id);
        assert_eq!(id, cause.id, "{}", cause.id);
        let console = unwrapped(&block(cause, "Says", "console"));
        assert_eq!(found.map(shown), Some(console), "{}: the console block", cause.id);
    }
}

#[test]
fn what_looks_alike_is_not_explained_so() {
    for cause in CAUSES {
        let verdict = judge(block(cause, "Does not say", "text").as_bytes(), None);
        let wrong = told(&verdict).iter().any(|found| found.cause.id == cause.id);
        assert!(!wrong, "{}", cause.id);
    }
}

#[test]
fn headers_have_their_sections_in_order() {
    for cause in CAUSES {
        let page = cause.documentation();
        let headings: Vec<&str> = page.lines().filter(|line| line.starts_with("## ")).collect();
        assert_eq!(headings, ["## Says", "## Does not say"], "{}", cause.id);
        let summary = page.split("\n\n").next().unwrap_or_default();
        assert!(summary.ends_with('.'), "{}: the summary is a sentence", cause.id);
        assert!(cause.said.iter().all(|said| !said.is_empty()), "{}", cause.id);
    }
}

#[test]
fn what_stands_before_and_around_the_lines_does_not_matter() {
    let stamped = |line: &str, before: &str| format!("{before}{line}\n");
    let coloured =
        |line: &str| line.replacen("error", "\u{1b}[1m\u{1b}[91merror\u{1b}[0m\u{1b}[1m", 1) + "\u{1b}[0m\n";
    for cause in CAUSES {
        let log = block(cause, "Says", "text");
        let wanted = first(&log);
        let each = |change: &dyn Fn(&str) -> String| log.lines().map(change).collect::<String>();
        let changes = [
            ("returns", log.replace('\n', "\r\n")),
            ("colours", each(&|line| coloured(line))),
            (
                "an action",
                each(&|line| stamped(line, "2026-11-01T10:11:12.0000001Z ")),
            ),
            ("a container", each(&|line| stamped(line, "#12 0.345 "))),
            ("a service", each(&|line| stamped(line, "web-1  | "))),
            ("indentation", each(&|line| stamped(line, "      "))),
            (
                "noise",
                format!("{}{log}", "   Compiling proc-macro2 v1.0.107\n".repeat(99)),
            ),
            ("a tail", format!("{log}make: *** [Makefile:4: wheel] Error 1\n")),
        ];
        for (how, changed) in changes {
            if wanted == first(&log) && !(how == "a tail" && judge(log.as_bytes(), None).causes.is_empty()) {
                assert_eq!(first(&changed), wanted, "{}: {how}", cause.id);
            }
        }
    }
}
