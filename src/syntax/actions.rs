//! GitHub's expressions, `${{ … }}`: what they come to, as far as it can be known.

mod number;
mod value;
mod outcome;
mod contexts;
mod json;
mod tree;
mod parse;
mod function;
mod evaluate;

use crate::syntax::find;
use evaluate::Evaluator;
use outcome::Filled;
use parse::quoted_end;

pub use contexts::{Contexts, Refused};
pub use outcome::Outcome;
pub use value::{Value, in_one_case, is_same_name};

const OPENING: &str = "${{";
const CLOSING: &str = "}}";

/// The letters of operators: with one of them an expression has parts.
const OPERATORS: [char; 5] = ['&', '|', '=', '<', '>'];

/// A longer text is not filled in any further.
const MAX_LENGTH: usize = 1 << 16;

/// What an expression comes to that stands without `${{` and `}}`.
pub fn evaluate(text: &str, contexts: &dyn Contexts) -> Result<Outcome, Refused> {
    Evaluator::new(contexts).evaluate(text)
}

/// What an expression comes to that stands between `${{` and `}}`.
pub fn inside(text: &str, contexts: &dyn Contexts) -> Result<Outcome, Refused> {
    fill_in(text, &mut Evaluator::new(contexts))
}

fn fill_in(text: &str, evaluator: &mut Evaluator<'_>) -> Result<Outcome, Refused> {
    if text.trim().is_empty() {
        return Err(Refused);
    }
    evaluator.evaluate(text)
}

/// What the text behind `if:` comes to, in a run in which nothing fails.
pub fn condition(text: &str, contexts: &dyn Contexts) -> Result<Outcome, Refused> {
    if text.trim().is_empty() {
        return Ok(Outcome::bool(Some(true)));
    }
    match alone(text).map(str::trim) {
        // GitHub reads what stands in the quotes as an expression again.
        Some(quoted) if quoted.starts_with('\'') && quoted_end(quoted) == Some(quoted.len()) => {
            Ok(Outcome::Unknown)
        }
        None if opening(text).is_none() => evaluate(text, contexts),
        _ => template(text, contexts),
    }
}

/// Whether a text has templates, and anything around them, if only the end of a line.
pub fn has_text_around(text: &str) -> bool {
    let is_template = |part: &Part<'_>| matches!(part, Part::Expression(_));
    let is_written = |part: &Part<'_>| matches!(part, Part::Written(_));
    Parts(text).any(|part| is_template(&part)) && Parts(text).any(|part| is_written(&part))
}

/// The text as one expression: what stands in templates, without these.
pub fn without_templates(text: &str) -> String {
    let parts: Vec<Part<'_>> = Parts(text.trim()).collect();
    let plain = parts.iter().map(|part| match part {
        Part::Written(text) | Part::Unclosed(text) => (*text).to_owned(),
        Part::Expression(text) if parts.len() == 1 || !text.contains(OPERATORS) => text.trim().to_owned(),
        Part::Expression(text) => format!("({})", text.trim()),
    });
    plain.collect()
}

/// What a text with templates in it comes to; one that is nothing but a template may be any value.
pub fn template(text: &str, contexts: &dyn Contexts) -> Result<Outcome, Refused> {
    if let Some(expression) = alone(text) {
        return inside(expression, contexts);
    }
    let mut evaluator = Evaluator::new(contexts);
    let mut filled = Filled::default();
    for part in Parts(text) {
        match part {
            Part::Written(text) => filled.text.push_str(text),
            Part::Expression(text) => match fill_in(text, &mut evaluator)? {
                Outcome::Known(value) if filled.text.len() <= MAX_LENGTH => {
                    filled.text.push_str(&value.text())
                }
                _ => filled.is_open = true,
            },
            Part::Unclosed(_) => return Err(Refused),
        }
    }
    Ok(filled.outcome())
}

/// A text with every template filled in whose value is known; the others stay as they are written, as do all behind
/// which the text would become too long.
pub fn fill(text: &str, contexts: &dyn Contexts) -> String {
    let mut evaluator = Evaluator::new(contexts);
    let mut filled = String::with_capacity(text.len());
    for part in Parts(text) {
        match part {
            Part::Written(text) | Part::Unclosed(text) => filled.push_str(text),
            Part::Expression(text) => {
                let outcome = (filled.len() <= MAX_LENGTH).then(|| fill_in(text, &mut evaluator));
                match outcome.and_then(Result::ok).and_then(Outcome::value) {
                    Some(value) => filled.push_str(&value.text()),
                    None => filled.extend([OPENING, text, CLOSING]),
                }
            }
        }
    }
    filled
}

/// Where the first template of a text begins. Most texts are short and have not even its first letter.
pub fn opening(text: &str) -> Option<usize> {
    let at = text.bytes().position(|byte| byte == b'$')?;
    find(&text[at..], OPENING).map(|found| at + found)
}

/// The length of what stands in a template, given the text behind its `${{`.
pub fn length_inside(text: &str) -> Option<usize> {
    let mut is_quoted = false;
    text.as_bytes().windows(CLOSING.len()).position(|part| {
        is_quoted ^= part[0] == b'\'';
        !is_quoted && part == CLOSING.as_bytes()
    })
}

/// The expression of a text that is one template and nothing else.
fn alone(text: &str) -> Option<&str> {
    let mut parts = Parts(text);
    match parts.next()? {
        Part::Expression(expression) if parts.0.is_empty() => Some(expression),
        _ => None,
    }
}

/// The parts of a text, in their order.
struct Parts<'a>(&'a str);

enum Part<'a> {
    Written(&'a str),
    /// What stands in a template.
    Expression(&'a str),
    /// A template without an end, and all behind it.
    Unclosed(&'a str),
}

impl<'a> Iterator for Parts<'a> {
    type Item = Part<'a>;

    fn next(&mut self) -> Option<Part<'a>> {
        if self.0.is_empty() {
            return None;
        }
        let Some(behind) = self.0.strip_prefix(OPENING) else {
            let (written, rest) = self.0.split_at(opening(self.0).unwrap_or(self.0.len()));
            self.0 = rest;
            return Some(Part::Written(written));
        };
        let Some(length) = length_inside(behind) else {
            return Some(Part::Unclosed(std::mem::take(&mut self.0)));
        };
        self.0 = &behind[length + CLOSING.len()..];
        Some(Part::Expression(&behind[..length]))
    }
}
