//! The values of GitHub's expressions: what they count as, and how two of them compare.

use std::cmp::Ordering;
use std::rc::Rc;

use super::number;

/// A value of an expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing, as a key that is not there.
    Null,
    /// A truth value.
    Bool(bool),
    /// A number.
    Number(f64),
    /// A text.
    Text(String),
    /// Values in their order.
    Array(Rc<[Value]>),
    /// What `*` finds, which is an array whose index is looked up in each item.
    Found(Rc<[Value]>),
    /// Keys and their values.
    Object(Rc<[(String, Value)]>),
}

impl Value {
    /// The value of a YAML scalar that is written without quotes; `None` for a number that GitHub does not take.
    pub fn plain(text: &str) -> Option<Self> {
        let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
        Some(match text {
            "" | "~" | "null" | "Null" | "NULL" => Self::Null,
            "true" | "True" | "TRUE" => Self::Bool(true),
            "false" | "False" | "FALSE" => Self::Bool(false),
            ".nan" | ".NaN" | ".NAN" => Self::Number(f64::NAN),
            _ if matches!(unsigned, ".inf" | ".Inf" | ".INF") => Self::Number(if text.starts_with('-') {
                f64::NEG_INFINITY
            } else {
                f64::INFINITY
            }),
            _ if unsigned.starts_with(|first: char| first.is_ascii_digit() || first == '.') => {
                let number = number::read(text)?;
                if number.is_nan() {
                    Self::Text(text.to_owned())
                } else {
                    Self::Number(number)
                }
            }
            _ => Self::Text(text.to_owned()),
        })
    }

    /// The text that stands for it in a string: `3.10` without quotes is the number 3.1.
    pub fn text(&self) -> String {
        match self {
            Self::Null => String::new(),
            Self::Bool(truth) => truth.to_string(),
            Self::Number(number) => number::write(*number),
            Self::Text(text) => text.clone(),
            Self::Array(_) | Self::Found(_) => "Array".to_owned(),
            Self::Object(_) => "Object".to_owned(),
        }
    }

    /// Whether a condition holds that comes to it.
    pub fn is_true(&self) -> bool {
        match self {
            Self::Null => false,
            Self::Bool(truth) => *truth,
            Self::Number(number) => *number != 0.0 && !number.is_nan(),
            Self::Text(text) => !text.is_empty(),
            Self::Array(_) | Self::Found(_) | Self::Object(_) => true,
        }
    }

    /// The items of an array.
    pub(super) fn items(&self) -> Option<&Rc<[Self]>> {
        match self {
            Self::Array(items) | Self::Found(items) => Some(items),
            _ => None,
        }
    }

    /// Whether it holds no other values.
    pub fn is_primitive(&self) -> bool {
        self.items().is_none() && !matches!(self, Self::Object(_))
    }

    /// The number that it counts as, NaN if it is none; `None` where that is not known.
    pub(super) fn number(&self) -> Option<f64> {
        match self {
            Self::Null => Some(0.0),
            Self::Bool(truth) => Some(f64::from(u8::from(*truth))),
            Self::Number(number) => Some(*number),
            Self::Text(text) => number::read(text),
            Self::Array(_) | Self::Found(_) | Self::Object(_) => Some(f64::NAN),
        }
    }

    /// How it compares with another, `Some(None)` for what is neither equal nor less nor greater; `None` where that is
    /// not known.
    ///
    /// Arrays and objects are equal to themselves alone.
    pub(super) fn compare(&self, other: &Self) -> Option<Option<Ordering>> {
        Some(match (self, other) {
            (Self::Text(one), Self::Text(other)) => Some(folded(one).cmp(folded(other))),
            _ if self.is_primitive() && other.is_primitive() => self.number()?.partial_cmp(&other.number()?),
            _ => self.is_same(other).then_some(Ordering::Equal),
        })
    }

    /// Whether the two are one, so that nothing can tell them apart.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Object(one), Self::Object(other)) => Rc::ptr_eq(one, other),
            _ => match (self.items(), other.items()) {
                (Some(one), Some(other)) => Rc::ptr_eq(one, other),
                _ => self == other,
            },
        }
    }

    /// How much there is to look at in it, without what its items hold.
    pub(super) fn size(&self) -> usize {
        let own = |value: &Self| match value {
            Self::Text(text) => 1 + text.len(),
            _ => 1,
        };
        match self {
            Self::Array(items) | Self::Found(items) => items.iter().map(own).sum(),
            Self::Object(entries) => entries.iter().map(|(key, value)| key.len() + own(value)).sum(),
            _ => own(self),
        }
    }
}

/// Whether two names or keys are the same, which upper and lower case do not tell apart.
pub fn is_same_name(one: &str, other: &str) -> bool {
    match one.is_ascii() && other.is_ascii() {
        true => one.eq_ignore_ascii_case(other),
        false => folded(one).eq(folded(other)),
    }
}

/// A text in the one form that stands for all its forms in upper and lower case.
pub fn in_one_case(text: &str) -> String {
    match text.is_ascii() {
        true => text.to_ascii_uppercase(),
        false => folded(text).collect(),
    }
}

/// The characters of a text as they are compared: each in upper case, by itself.
pub(super) fn folded(text: &str) -> impl Iterator<Item = char> {
    text.chars().map(|character| match character {
        // In upper case they would be letters of ASCII.
        '\u{131}' | '\u{17f}' => character,
        // With an iota below; a text in upper case writes it as a letter of its own.
        '\u{1f80}'..='\u{1f87}' | '\u{1f90}'..='\u{1f97}' | '\u{1fa0}'..='\u{1fa7}' => shifted(character, 8),
        '\u{1fb3}' | '\u{1fc3}' | '\u{1ff3}' => shifted(character, 9),
        _ => {
            let mut upper = character.to_uppercase();
            match (upper.next(), upper.next()) {
                (Some(upper), None) => upper,
                _ => character,
            }
        }
    })
}

fn shifted(character: char, by: u32) -> char {
    char::from_u32(u32::from(character) + by).unwrap_or(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scalars_without_quotes_are_read_as_yaml_has_them() {
        for (text, value) in [
            ("~", Value::Null),
            ("True", Value::Bool(true)),
            ("yes", Value::Text("yes".into())),
            ("3.10", Value::Number(3.1)),
            ("-1", Value::Number(-1.0)),
            ("+.5", Value::Number(0.5)),
            ("0x1F", Value::Number(31.0)),
            ("-.inf", Value::Number(f64::NEG_INFINITY)),
            ("Infinity", Value::Text("Infinity".into())),
            ("-inf", Value::Text("-inf".into())),
            ("--release", Value::Text("--release".into())),
            ("2_28", Value::Text("2_28".into())),
            ("1.2.3", Value::Text("1.2.3".into())),
        ] {
            assert_eq!(Value::plain(text), Some(value), "{text}");
        }
        assert_eq!(Value::plain("0xFFFFFFFF"), None);
    }

    #[test]
    fn case_is_folded_character_by_character() {
        for (one, other) in [
            ("straße", "STRAßE"),
            ("ᾳ", "ᾼ"),
            ("ǆ", "ǅ"),
            ("ς", "Σ"),
            ("𐐨", "𐐀"),
            ("ｙ", "Ｙ"),
        ] {
            assert!(is_same_name(one, other), "{one} {other}");
        }
        for (one, other) in [
            ("ß", "SS"),
            ("ı", "I"),
            ("ſ", "S"),
            ("İ", "i"),
            ("\u{212a}", "k"),
            ("ŉ", "ʼN"),
        ] {
            assert!(!is_same_name(one, other), "{one} {other}");
        }
    }
}
