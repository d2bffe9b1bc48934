//! What stands before a line that a program printed: times and names of a machine, marks of those who pass it on.

/// `line` without the times and names that a service, a container or a pager put before it; its indentation stays.
pub fn unstamped(line: &str) -> &str {
    // `gh run view --log` puts the job and the step there.
    let line = line.rsplit_once('\t').map_or(line, |(_, rest)| match time(rest) {
        Some(_) => rest,
        None => line,
    });
    let stamp = |text| {
        time(text)
            .or_else(|| journal(text))
            .or_else(|| quoted(text))
            .or_else(|| step(text))
            .or_else(|| command(text))
            .or_else(|| tagged(text))
    };
    let mut rest = line;
    // Who passes on a log that has them may have indented it.
    while let Some(shorter) = stamp(rest).or_else(|| stamp(rest.trim_start())) {
        rest = shorter;
    }
    rest
}

/// `text` without the mark at its beginning with which a program passes on what another one said, if it has one.
pub fn unmarked(text: &str) -> Option<&str> {
    const WORDS: [&str; 12] = [
        "Caused by:",
        "cause:",
        "error:",
        "hint:",
        "x ",
        "|-> ",
        "`-> ",
        "= note:",
        "= help:",
        "E  ",
        "stderr:",
        "stdout:",
    ];
    let is_mark = |character: char| !character.is_ascii() && !character.is_alphanumeric();
    if let Some(rest) = WORDS.iter().find_map(|word| text.strip_prefix(word)) {
        return Some(rest.trim_start());
    }
    let rest = text.strip_prefix(is_mark)?;
    Some(rest.trim_start_matches(|character: char| is_mark(character) || " ->".contains(character)))
}

/// After `2026-11-01T10:11:12.345Z `, `[10:11:12] ` and the like.
fn time(line: &str) -> Option<&str> {
    let open = line.strip_prefix('[').unwrap_or(line);
    let (first, rest) = open.split_at(open.find([' ', ']']).unwrap_or(open.len()));
    let rest = if is_clock(first) {
        rest
    } else {
        let (second, rest) = rest
            .strip_prefix(' ')
            .filter(|_| is_date(first))?
            .split_once([' ', ']'])?;
        let length = line.len() - rest.len() - 1;
        line.get(length..).filter(|_| is_clock(second))?
    };
    let closed = rest
        .strip_prefix(']')
        .filter(|_| open.len() < line.len())
        .unwrap_or(rest);
    // Further blanks are the indentation of the line.
    closed.strip_prefix(' ').or(closed.is_empty().then_some(closed))
}

/// After `Nov  1 10:11:12 host make[12]: `, as a system's journal has it.
fn journal(line: &str) -> Option<&str> {
    const MONTHS: &str = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec";
    let (month, rest) = line.split_once(' ')?;
    let (day, rest) = rest.trim_start().split_once(' ')?;
    let (clock, rest) = rest.split_once(' ')?;
    let (_, rest) = rest.split_once(' ')?;
    let (who, rest) = rest
        .split_once(": ")
        .or(rest.strip_suffix(':').map(|who| (who, "")))?;
    let is_stamp = month.len() == 3
        && MONTHS.contains(month)
        && day.bytes().all(|byte| byte.is_ascii_digit())
        && is_clock(clock)
        && !who.contains(' ');
    is_stamp.then_some(rest)
}

/// After `> ` and `! `, with which one program quotes another.
fn quoted(line: &str) -> Option<&str> {
    let rest = line.strip_prefix(['>', '!'])?;
    rest.strip_prefix(' ').or(rest.is_empty().then_some(rest))
}

/// Whether a word has the time of a day in it, with or without a date.
fn is_clock(word: &str) -> bool {
    let digits = |byte: &u8| byte.is_ascii_digit() || b"-:.,TZ+".contains(byte);
    let mut clock = word.as_bytes().windows(6);
    word.starts_with(|first: char| first.is_ascii_digit())
        && word.as_bytes().iter().all(digits)
        && clock.any(|part| part[2] == b':' && part[5] == b':')
}

fn is_date(word: &str) -> bool {
    word.len() == 10
        && word
            .bytes()
            .all(|byte| byte.is_ascii_digit() || b"-/.".contains(&byte))
}

/// After `#12 0.345 ` and `0.345 `, which are a step of a container's build and its time.
fn step(line: &str) -> Option<&str> {
    let number = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    if let Some(named) = line.strip_prefix('#') {
        return match number(named) {
            0 => None,
            length => named[length..].strip_prefix(' '),
        };
    }
    let whole = number(line);
    let fraction = line[whole..].strip_prefix('.')?;
    let length = number(fraction);
    if whole == 0 || length == 0 {
        return None;
    }
    fraction[length..].strip_prefix(' ')
}

/// After `##[error]` and `::error::`, with which a line tells a service what it is.
fn command(line: &str) -> Option<&str> {
    if let Some(named) = line.strip_prefix("##[") {
        return named.split_once(']').map(|(_, rest)| rest);
    }
    let named = line.strip_prefix("::")?;
    named.split_once("::").map(|(_, rest)| rest)
}

/// After `web-1  | ` and `[build] `, which name who printed the line.
fn tagged(line: &str) -> Option<&str> {
    const LONGEST: usize = 40;
    if let Some(open) = line.strip_prefix('[') {
        let (name, rest) = open.split_once("] ")?;
        // A number is that of an error: curl's.
        let is_name = name.starts_with(|first: char| first.is_ascii_alphabetic())
            && name.len() <= LONGEST
            && !name.contains(['"', '`', '\'']);
        return is_name.then_some(rest);
    }
    let (name, rest) = line.split_once("| ")?;
    let name = name.trim_end();
    let is_name = name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.len() <= LONGEST
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
    is_name.then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_machine_puts_before_a_line_goes() {
        for line in [
            "error: x",
            "2026-11-01T10:11:12.0000001Z error: x",
            "[2026-11-01T10:11:12.345Z] error: x",
            "2026-11-01 10:11:12,345 error: x",
            "2026-11-01T10:11:12+01:00 error: x",
            "10:11:12 error: x",
            "build\tRun cargo\t2026-11-01T10:11:12.0000001Z error: x",
            "#12 0.345 error: x",
            "#12 error: x",
            "11.34 error: x",
            "2026-11-01T10:11:12.0000001Z #12 0.345 error: x",
            "2026-11-01T10:11:12.0000001Z ##[error]error: x",
            "web-1  | error: x",
            "[linux] error: x",
            "    [linux] error: x",
            "Nov  1 10:11:12 host make[12]: error: x",
            "2026-11-01 10:11:12,345 ! error: x",
            "       > error: x",
        ] {
            assert_eq!(unstamped(line), "error: x", "{line}");
        }
        let indented = "2026-11-01T10:11:12.0000001Z    Compiling x v1.0.0";
        assert_eq!(unstamped(indented), "   Compiling x v1.0.0");
        assert_eq!(
            unstamped("2026-11-01T10:11:12Z  --> src/lib.rs:1:2"),
            " --> src/lib.rs:1:2"
        );
    }

    #[test]
    fn what_a_program_prints_stays() {
        for line in [
            "15 | fn error() {}",
            "  |     ^^^ error",
            " --> src/lib.rs:1:2",
            "1.2.3 is not there",
            "3 passed",
            "::1 refused",
            "[tool.uv]",
            "  [7] Could not connect",
            "12:34 x",
        ] {
            assert_eq!(unstamped(line), line);
        }
    }

    #[test]
    fn marks_go_one_by_one() {
        assert_eq!(unmarked("Caused by: 💥 Failed"), Some("💥 Failed"));
        assert_eq!(unmarked("💥 Failed"), Some("Failed"));
        assert_eq!(unmarked("╰─> ERROR: x"), Some("ERROR: x"));
        assert_eq!(unmarked("E   ImportError: x"), Some("ImportError: x"));
        assert_eq!(unmarked("Äpfel"), None);
        assert_eq!(unmarked("error: x"), Some("x"));
        assert_eq!(unmarked("`-> Call failed"), Some("Call failed"));
        assert_eq!(unmarked("x Failed"), Some("Failed"));
        assert_eq!(unmarked("fatal: x"), None);
    }
}
