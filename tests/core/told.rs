//! Logs as people paste them: the cause comes first, whatever stands around it.
//!
//! `told.txt` has one log after the other; the line above each, after `@@@`, names its cause, or says that it is `not known`
//! or that nothing `failed`.

use ironwheel::explain::verdict::judge;

const LOGS: &str = include_str!("told.txt");

/// The logs with what is expected of them.
fn logs() -> impl Iterator<Item = (&'static str, &'static str)> {
    let blocks = LOGS.split("@@@ ").skip(1);
    blocks.map(|block| block.split_once('\n').expect("a log stands below its line"))
}

/// The causes that we name, the best first, or that there are none.
fn told(log: &str) -> String {
    let verdict = judge(log.as_bytes(), None);
    let named: Vec<&str> = verdict.causes.iter().map(|found| found.cause.id).collect();
    match (verdict.is_failure, named.is_empty()) {
        (false, _) => "nothing failed".to_owned(),
        (true, true) => "not known".to_owned(),
        (true, false) => named.join(" "),
    }
}

#[test]
fn logs_are_explained() {
    let wrong: Vec<String> = logs()
        .filter(|(wanted, log)| told(log) != *wanted)
        .map(|(wanted, log)| format!("{wanted}, and not {}:\n{log}", told(log)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(logs().count() >= 120);
}

#[test]
fn what_others_put_around_a_log_does_not_matter() {
    let each = |log: &str, change: &dyn Fn(&str) -> String| log.lines().map(change).collect::<String>();
    for (wanted, log) in logs() {
        let changed = [
            log.replace('\n', "\r\n"),
            each(log, &|line| format!("2026-11-01T10:11:12.0000001Z {line}\n")),
            each(log, &|line| format!("\u{1b}[36m#12 3.456\u{1b}[0m {line}\n")),
            each(log, &|line| format!("build-1  | {line}\n")),
            each(log, &|line| format!("      {line}\n")),
            each(log, &|line| format!("Nov  1 10:11:12 host make[12]: {line}\n")),
            each(log, &|line| format!("> {line}\n")),
        ];
        for changed in changed {
            assert_eq!(told(&changed), wanted, "{changed}");
        }
    }
}

#[test]
fn the_order_of_the_parts_does_not_matter() {
    for (wanted, log) in logs().filter(|(wanted, _)| wanted.contains('/')) {
        let mut parts: Vec<&str> = log.split("\n\n").collect();
        parts.reverse();
        assert_eq!(told(&parts.join("\n\n")), wanted, "{log}");
    }
}

#[test]
fn the_end_of_a_log_is_not_needed() {
    for (wanted, log) in logs().filter(|(wanted, _)| wanted.contains('/')) {
        let verdict = judge(log.as_bytes(), None);
        // All that a cause needs may stand below its first line.
        let needed = verdict.causes.iter().map(|found| found.line).max().unwrap_or(0) + 40;
        let cut: String = log.lines().take(needed).map(|line| format!("{line}\n")).collect();
        let cut = cut.trim_end_matches("💥 maturin failed\n");
        assert_eq!(told(cut), wanted, "{cut}");
    }
}
