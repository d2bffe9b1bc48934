//! The numbers of GitHub's expressions: how they are read from texts and written into them.

/// Numbers that are written with more characters are written by no person, and take long to read.
const MAX_LENGTH: usize = 400;
/// GitHub writes no more digits.
const DIGITS: usize = 15;

/// The number that a text stands for, NaN if it is none; `None` where GitHub's own readers differ.
pub(super) fn read(text: &str) -> Option<f64> {
    let text = text.trim();
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    match text {
        "" => return Some(0.0),
        "Infinity" | "+Infinity" => return Some(f64::INFINITY),
        "-Infinity" => return Some(f64::NEG_INFINITY),
        _ if unsigned.eq_ignore_ascii_case("infinity") || text.contains('\0') => return None,
        _ => {}
    }
    for (prefix, radix) in [("0x", 16), ("0o", 8)] {
        let digits = text.strip_prefix(prefix).filter(|digits| !digits.is_empty());
        if let Some(digits) = digits.filter(|digits| digits.chars().all(|digit| digit.is_digit(radix))) {
            return i32::from_str_radix(digits, radix).ok().map(f64::from);
        }
    }
    let is_decimal = |byte: u8| byte.is_ascii_digit() || b"+-.eE".contains(&byte);
    if !text.bytes().all(is_decimal) {
        return Some(f64::NAN);
    }
    (text.len() <= MAX_LENGTH).then(|| text.parse().unwrap_or(f64::NAN))
}

/// The text of a number: with fifteen digits at most, and with an exponent where it is very large or small.
pub(super) fn write(number: f64) -> String {
    if number.is_nan() {
        return "NaN".to_owned();
    }
    if number.is_infinite() {
        return if number > 0.0 { "Infinity" } else { "-Infinity" }.to_owned();
    }
    if number == 0.0 {
        return "0".to_owned(); // and not `-0`
    }
    let short = |text: &str| {
        let text = text.trim_end_matches('0').trim_end_matches('.');
        text.to_owned()
    };
    let rounded = format!("{number:.*e}", DIGITS - 1);
    let (digits, exponent) = rounded.split_once('e').unwrap_or((&rounded, "0"));
    match exponent.parse::<i32>().unwrap_or_default() {
        exponent @ -4..15 => {
            let decimals = usize::try_from(14 - exponent).unwrap_or_default();
            let text = format!("{number:.decimals$}");
            if decimals == 0 { text } else { short(&text) }
        }
        exponent => {
            let sign = if exponent < 0 { '-' } else { '+' };
            format!("{}E{sign}{:02}", short(digits), exponent.abs())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_github_reads_them() {
        for (text, number) in [
            ("", 0.0),
            (" \u{a0}\t ", 0.0),
            (" -1.5e3 ", -1500.0),
            ("+.5", 0.5),
            ("1.", 1.0),
            ("0x7fffFFFF", 2_147_483_647.0),
            ("0o17", 15.0),
            ("017", 17.0),
            ("1e400", f64::INFINITY),
            ("-Infinity", f64::NEG_INFINITY),
        ] {
            assert_eq!(read(text), Some(number), "{text:?}");
        }
        for text in [
            "a", "1e", "0x", "0X1f", "-0x1f", "0o8", "0b1", "1_000", "1,5", "inf", "nan", ".", "١",
        ] {
            assert!(read(text).is_some_and(f64::is_nan), "{text:?}");
        }
        let long = "1".repeat(MAX_LENGTH + 1);
        for text in ["0x80000000", "0o77777777777", "infinity", "1\0", &long] {
            assert_eq!(read(text), None, "{text:?}");
        }
    }

    #[test]
    fn numbers_are_written_as_github_writes_them() {
        for (number, text) in [
            (-0.0, "0"),
            (3.10, "3.1"),
            (-120.0, "-120"),
            (0.1 + 0.2, "0.3"),
            (1234.5, "1234.5"),
            (100_000_000_000_000.0, "100000000000000"),
            (1e15, "1E+15"),
            (999_999_999_999_999.9, "1E+15"),
            (123_456_789_012_345_678.0, "1.23456789012346E+17"),
            (1e100, "1E+100"),
            (0.0001, "0.0001"),
            (0.000_012, "1.2E-05"),
            (1_000_000_000_000.125, "1000000000000.12"),
            (f64::NAN, "NaN"),
        ] {
            assert_eq!(write(number), text);
        }
    }
}
