//! Days as people write them in a heading.

use std::ops::Range;

/// The names of the months.
#[rustfmt::skip]
const MONTHS: [&str; 12] = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
];
/// How many letters of them make a short name.
const SHORT: usize = 3;

/// A day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

/// How a day is written: its parts, `Y`, `M` and `D` in numbers, `m` by a name, and what stands between.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Year,
    Month { width: usize },
    MonthName { is_short: bool },
    Day { width: usize },
    Between(char),
}

impl Date {
    /// Reads a day as ISO 8601 has it, `2026-11-26`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '-');
        let date = Self {
            year: parts.next()?.parse().ok()?,
            month: parts.next()?.parse().ok()?,
            day: parts.next()?.parse().ok()?,
        };
        ((1..=12).contains(&date.month) && (1..=31).contains(&date.day)).then_some(date)
    }

    /// The day as ISO 8601 has it.
    pub fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }

    fn month_name(self, is_short: bool) -> &'static str {
        let name = MONTHS[usize::from(self.month) - 1];
        if is_short { &name[..SHORT] } else { name }
    }
}

impl Form {
    /// A day in this form.
    pub fn write(&self, date: Date) -> String {
        let part = |part: &Part| match part {
            Part::Year => format!("{:04}", date.year),
            Part::Month { width } => format!("{:0width$}", date.month),
            Part::MonthName { is_short } => date.month_name(*is_short).to_owned(),
            Part::Day { width } => format!("{:0width$}", date.day),
            Part::Between(letter) => letter.to_string(),
        };
        self.parts.iter().map(part).collect()
    }
}

/// The first day in a text, and its form: `2026-11-26`, `2026/11/26`, `26.11.2026`, `26 Nov 2026`, `November 26, 2026`.
pub fn find(text: &str) -> Option<(Range<usize>, Form)> {
    let starts = text.char_indices().filter(|(at, letter)| {
        let before = text[..*at].chars().next_back();
        letter.is_alphanumeric() && !before.is_some_and(|before| before.is_alphanumeric() || before == '.')
    });
    starts.map(|(at, _)| at).find_map(|at| {
        let (length, form) = read(&text[at..])?;
        Some((at..at + length, form))
    })
}

/// The day that a text begins with: the number of its bytes, and its form.
fn read(text: &str) -> Option<(usize, Form)> {
    let mut parts = Vec::new();
    let mut at = 0;
    let mut known = 0;
    while known < 3 {
        let rest = &text[at..];
        let word = &rest[..rest
            .find(|letter: char| !letter.is_ascii_alphanumeric())
            .unwrap_or(rest.len())];
        parts.push(part(word, &parts)?);
        (at, known) = (at + word.len(), known + 1);
        if known < 3 {
            let between = |letter: &char| matches!(letter, '-' | '/' | '.' | ' ' | ',');
            let found: Vec<char> = text[at..].chars().take_while(between).take(2).collect();
            at += found.len();
            parts.extend(
                (!found.is_empty())
                    .then_some(found)?
                    .into_iter()
                    .map(Part::Between),
            );
        }
    }
    let has = |is: fn(&Part) -> bool| parts.iter().any(is);
    let is_whole = has(|part| *part == Part::Year)
        && has(|part| matches!(part, Part::Month { .. } | Part::MonthName { .. }))
        && has(|part| matches!(part, Part::Day { .. }));
    is_whole.then_some((at, Form { parts }))
}

/// What a word is, behind `before`: months come before days only where the year or nothing does.
fn part(word: &str, before: &[Part]) -> Option<Part> {
    let named = |name: &str| word == name || word == &name[..SHORT];
    if MONTHS.iter().any(|name| named(name)) {
        return Some(Part::MonthName {
            is_short: word.len() == SHORT,
        });
    }
    let number: u16 = word.parse().ok()?;
    let has_month = before
        .iter()
        .any(|part| matches!(part, Part::Month { .. } | Part::MonthName { .. }));
    let has_day = before.iter().any(|part| matches!(part, Part::Day { .. }));
    match (word.len(), number) {
        (4, 1900..=2999) => Some(Part::Year),
        (1 | 2, 1..=12) if !has_month && !before.is_empty() => Some(Part::Month { width: word.len() }),
        (1 | 2, 1..=31) if !has_day && (has_month || before.is_empty()) => {
            Some(Part::Day { width: word.len() })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_found_and_written_in_the_same_form() {
        let day = Date::parse("2026-11-05").expect("a day");
        for (text, written) in [
            ("2025-03-02", "2026-11-05"),
            ("2025/3/2", "2026/11/5"),
            ("02.03.2025", "05.11.2026"),
            ("2 March 2025", "5 November 2026"),
            ("02 Mar 2025", "05 Nov 2026"),
            ("March 2, 2025", "November 5, 2026"),
        ] {
            let around = format!("(released on {text})");
            let (range, form) = find(&around).expect("a day");
            assert_eq!(&around[range], text);
            assert_eq!(form.write(day), written);
        }
        for text in [
            "1.2.3",
            "v2025.3.2",
            "March",
            "12 and 13",
            "2025-13-02",
            "a 1 2 3",
        ] {
            assert_eq!(find(text), None, "{text}");
        }
        assert_eq!(Date::parse("2026-13-01"), None);
        assert_eq!(day.iso(), "2026-11-05");
    }
}
