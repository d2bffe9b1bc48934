//! JSON as GitHub's expressions read and write it. [door: serde_json]

use std::collections::BTreeSet;
use std::fmt::{self, Write};

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::value::{Value, in_one_case};

/// One of GitHub's readers takes no deeper nesting.
const MAX_DEPTH: usize = 64;
/// GitHub's readers round larger numbers differently.
const MAX_NUMBER: f64 = 9_223_372_036_854_775_807.0;

/// The value that a text stands for; `None` for what is no JSON, and what GitHub's own readers take differently.
pub(super) fn read(text: &str) -> Option<Value> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = Reader { depth: 0 }.deserialize(&mut deserializer).ok()?;
    deserializer.end().ok()?;
    Some(value)
}

/// The text of a value, with an entry a line; `None` if it is longer than `room`.
pub(super) fn write(value: &Value, room: usize) -> Option<String> {
    let mut text = String::new();
    write_at(value, 0, room, &mut text).ok()?;
    Some(text)
}

struct Reader {
    depth: usize,
}

impl Reader {
    fn inside<E: Error>(&self) -> Result<usize, E> {
        let depth = self.depth + 1;
        if depth > MAX_DEPTH {
            Err(E::custom("too deep"))
        } else {
            Ok(depth)
        }
    }
}

impl<'de> DeserializeSeed<'de> for Reader {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Reader {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, truth: bool) -> Result<Value, E> {
        Ok(Value::Bool(truth))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Number(number as f64))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Value, E> {
        self.visit_f64(number as f64)
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Value, E> {
        if number.abs() < MAX_NUMBER {
            Ok(Value::Number(number))
        } else {
            Err(E::custom("too large"))
        }
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let depth = self.inside()?;
        let mut found = Vec::new();
        while let Some(item) = items.next_element_seed(Self { depth })? {
            found.push(item);
        }
        Ok(Value::Array(found.into()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let depth = self.inside()?;
        let mut found = Vec::new();
        let mut names = BTreeSet::new();
        while let Some(key) = entries.next_key::<String>()? {
            if !names.insert(in_one_case(&key)) {
                return Err(A::Error::custom("a key twice"));
            }
            found.push((key, entries.next_value_seed(Self { depth })?));
        }
        Ok(Value::Object(found.into()))
    }
}

fn write_at(value: &Value, level: usize, room: usize, text: &mut String) -> fmt::Result {
    let line = |text: &mut String, sign: &str, level: usize| write!(text, "{sign}\n{:1$}", "", level * 2);
    let sign = |at: usize, first: &'static str| if at == 0 { first } else { "," };
    match value {
        _ if text.len() > room => return Err(fmt::Error),
        Value::Null => text.push_str("null"),
        Value::Text(value) => write_text(value, text)?,
        Value::Array(items) | Value::Found(items) if !items.is_empty() => {
            for (at, item) in items.iter().enumerate() {
                line(text, sign(at, "["), level + 1)?;
                write_at(item, level + 1, room, text)?;
            }
            line(text, "", level)?;
            text.push(']');
        }
        Value::Object(entries) if !entries.is_empty() => {
            for (at, (key, value)) in entries.iter().enumerate() {
                line(text, sign(at, "{"), level + 1)?;
                write_text(key, text)?;
                text.push_str(": ");
                write_at(value, level + 1, room, text)?;
            }
            line(text, "", level)?;
            text.push('}');
        }
        Value::Array(_) | Value::Found(_) => text.push_str("[]"),
        Value::Object(_) => text.push_str("{}"),
        Value::Bool(_) | Value::Number(_) => text.push_str(&value.text()),
    }
    Ok(())
}

fn write_text(value: &str, text: &mut String) -> fmt::Result {
    text.push('"');
    for character in value.chars() {
        match character {
            '"' | '\\' => text.extend(['\\', character]),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            '\u{8}' => text.push_str("\\b"),
            '\u{c}' => text.push_str("\\f"),
            '\0'..' ' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                write!(text, "\\u{:04x}", u32::from(character))?
            }
            _ => text.push(character),
        }
    }
    text.push('"');
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_readers_take_differently_is_not_known() {
        for text in [
            "",
            "a",
            "'a'",
            "1 2",
            "[1,]",
            "NaN",
            "1e400",
            "9223372036854775808",
            "{\"a\": 1, \"A\": 2}",
            "\"\\ud800\"",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        assert!(read(&nested(MAX_DEPTH)).is_some());
        assert_eq!(read(&nested(MAX_DEPTH + 1)), None);
        assert_eq!(read(&"[".repeat(1 << 20)), None);
    }

    #[test]
    fn what_is_written_can_be_read_again() {
        let text =
            "{\n  \"a\\u0001\\u2028\": [\n    null,\n    -1.5,\n    \"ü\\\"\\\\\\n\"\n  ],\n  \"b\": {}\n}";
        let value = read(text).expect("JSON");
        assert_eq!(write(&value, text.len()).as_deref(), Some(text));
        assert_eq!(write(&value, 8), None);
    }
}
