//! The functions of GitHub's expressions.

use super::json;
use super::outcome::{Evaluated, Filled, Outcome, Stop};
use super::tree::{Function, Node};
use super::value::{Value, in_one_case};

/// Evaluates the arguments of calls, each only where its function asks for it.
pub(super) trait Functions {
    /// What a node comes to that is surely evaluated.
    fn value(&mut self, node: &Node) -> Evaluated;

    /// How much may still be looked at.
    fn room(&self) -> usize;

    /// Takes some of that room.
    fn spend(&mut self, amount: usize) -> Result<(), Stop>;

    /// What a node comes to that may be evaluated or not: if that fails, it may be that nothing does.
    fn perhaps(&mut self, node: &Node, is_unsure: bool) -> Evaluated {
        match self.value(node) {
            Err(Stop::Refused) if is_unsure => Ok(Outcome::Unknown),
            evaluated => evaluated,
        }
    }

    /// What a node comes to that is the value unless there is one before it.
    fn last(&mut self, before: Option<Outcome>, node: &Node) -> Evaluated {
        let value = self.perhaps(node, before.is_some())?;
        Ok(Outcome::any(before, value))
    }

    /// What a call with so many arguments as the function takes comes to.
    fn call(&mut self, function: Function, arguments: &[Node]) -> Evaluated {
        match (function, arguments) {
            // What is asked is how a run goes in which nothing fails.
            (Function::Always | Function::Success, _) => Ok(Outcome::bool(Some(true))),
            (Function::Cancelled | Function::Failure, _) => Ok(Outcome::bool(Some(false))),
            (Function::Case, [cases @ .., default]) => self.case(cases, default),
            (Function::Contains, [whole, part]) => self.contains(whole, part),
            (Function::EndsWith, [whole, part]) => {
                self.texts(whole, part, |whole, part| whole.ends_with(part), |_, _| None)
            }
            (Function::StartsWith, [whole, part]) => {
                self.texts(whole, part, |whole, part| whole.starts_with(part), begins)
            }
            (Function::Format, [format, values @ ..]) => self.format(format, values),
            (Function::Join, [items, separator @ ..]) => self.join(items, separator.first()),
            (Function::FromJson, [text]) => self.read_json(text),
            (Function::ToJson, [value]) => self.write_json(value),
            _ => Ok(Outcome::Unknown), // which hash files have
        }
    }

    /// The value behind the first condition that holds.
    fn case(&mut self, cases: &[Node], default: &Node) -> Evaluated {
        let mut before: Option<Outcome> = None;
        for case in cases.chunks_exact(2) {
            let condition = self.perhaps(&case[0], before.is_some())?;
            if matches!(&condition, Outcome::Known(value) if !matches!(value, Value::Bool(_))) {
                return before.map_or(Err(Stop::Refused), |_| Ok(Outcome::Unknown));
            }
            match condition.truth() {
                Some(false) => {}
                Some(true) => return self.last(before, &case[1]),
                None => before = Some(Outcome::any(before, self.perhaps(&case[1], true)?)),
            }
        }
        self.last(before, default)
    }

    fn contains(&mut self, whole: &Node, part: &Node) -> Evaluated {
        let whole = match self.value(whole)? {
            Outcome::Known(whole) => whole,
            Outcome::Beginning(beginning) => {
                return self.part_of(&beginning, part, |known, part| {
                    known.contains(part).then_some(true)
                });
            }
            _ => return Ok(Outcome::Bool),
        };
        let Some(items) = whole.items() else {
            return self.texts_of(&whole, part, |whole, part| whole.contains(part));
        };
        if items.is_empty() {
            return Ok(Outcome::bool(Some(false)));
        }
        let Outcome::Known(part) = self.value(part)? else {
            return Ok(Outcome::Bool);
        };
        let mut found = Some(false);
        for item in items.iter() {
            self.spend(part.size())?;
            match part.compare(item) {
                Some(Some(std::cmp::Ordering::Equal)) => return Ok(Outcome::bool(Some(true))),
                Some(_) => {}
                None => found = None,
            }
        }
        Ok(Outcome::bool(found))
    }

    /// Whether two values stand so to each other as texts, in which case does not count; `partly` is the test for a
    /// text of which only the beginning is known.
    fn texts(
        &mut self,
        whole: &Node,
        part: &Node,
        test: fn(&str, &str) -> bool,
        partly: fn(&str, &str) -> Option<bool>,
    ) -> Evaluated {
        match self.value(whole)? {
            Outcome::Known(whole) => self.texts_of(&whole, part, test),
            Outcome::Beginning(beginning) => self.part_of(&beginning, part, partly),
            _ => Ok(Outcome::Bool),
        }
    }

    fn part_of(&mut self, beginning: &str, part: &Node, partly: fn(&str, &str) -> Option<bool>) -> Evaluated {
        let Outcome::Known(part) = self.value(part)? else {
            return Ok(Outcome::Bool);
        };
        let test = || partly(&in_one_case(beginning), &in_one_case(&part.text()));
        Ok(Outcome::bool(if part.is_primitive() {
            test()
        } else {
            Some(false)
        }))
    }

    fn texts_of(&mut self, whole: &Value, part: &Node, test: fn(&str, &str) -> bool) -> Evaluated {
        if !whole.is_primitive() {
            return Ok(Outcome::bool(Some(false)));
        }
        let Outcome::Known(part) = self.value(part)? else {
            return Ok(Outcome::Bool);
        };
        let holds = part.is_primitive() && test(&in_one_case(&whole.text()), &in_one_case(&part.text()));
        Ok(Outcome::bool(Some(holds)))
    }

    /// A text with the values in the place of `{0}`, `{1}`, …
    fn format(&mut self, format: &Node, values: &[Node]) -> Evaluated {
        let Outcome::Known(format) = self.value(format)? else {
            return Ok(Outcome::Unknown);
        };
        let format = format.text();
        let mut rest = format.as_str();
        let mut filled = Filled::default();
        while let Some(at) = rest.find(['{', '}']) {
            self.push(&mut filled, &rest[..at])?;
            let (brace, behind) = rest[at..].split_at(1);
            if behind.starts_with(brace) {
                self.push(&mut filled, brace)?;
                rest = &behind[1..];
                continue;
            }
            let gap = behind.split_once('}').filter(|_| brace == "{");
            let (gap, behind) = gap.ok_or(Stop::Refused)?;
            let (index, is_plain) = match gap.split_once(':') {
                Some((index, _)) => (index, false),
                None => (gap, true),
            };
            let is_number = !index.is_empty() && index.bytes().all(|byte| byte.is_ascii_digit());
            let index: Option<u8> = index.parse().ok().filter(|_| is_number);
            let value = values.get(usize::from(index.ok_or(Stop::Refused)?));
            match self.value(value.ok_or(Stop::Refused)?)? {
                Outcome::Known(value) if is_plain => self.push(&mut filled, &value.text())?,
                _ => filled.is_open = true,
            }
            rest = behind;
        }
        self.push(&mut filled, rest)?;
        Ok(filled.outcome())
    }

    /// The items of an array as one text.
    fn join(&mut self, items: &Node, separator: Option<&Node>) -> Evaluated {
        let Outcome::Known(value) = self.value(items)? else {
            return Ok(Outcome::Unknown);
        };
        let Some(items) = value.items() else {
            let text = if value.is_primitive() {
                value.text()
            } else {
                String::new()
            };
            return Ok(Outcome::Known(Value::Text(text)));
        };
        let mut between = ",".to_owned();
        if let Some(separator) = separator.filter(|_| items.len() > 1) {
            match self.value(separator)? {
                Outcome::Known(value) if value.is_primitive() => between = value.text(),
                Outcome::Known(_) => {}
                _ => return Ok(Outcome::Unknown),
            }
        }
        let mut joined = Filled::default();
        for (at, item) in items.iter().enumerate() {
            if at > 0 {
                self.push(&mut joined, &between)?;
            }
            self.push(&mut joined, &item.text())?;
        }
        Ok(joined.outcome())
    }

    fn read_json(&mut self, text: &Node) -> Evaluated {
        let Outcome::Known(value) = self.value(text)? else {
            return Ok(Outcome::Unknown);
        };
        let text = value.text();
        if text.trim().is_empty() {
            return Err(Stop::Refused);
        }
        Ok(json::read(&text).map_or(Outcome::Unknown, Outcome::Known))
    }

    fn write_json(&mut self, value: &Node) -> Evaluated {
        let Outcome::Known(value) = self.value(value)? else {
            return Ok(Outcome::Truth(true));
        };
        let text = json::write(&value, self.room()).ok_or(Stop::Exhausted)?;
        Ok(Outcome::Known(Value::Text(text)))
    }

    fn push(&mut self, filled: &mut Filled, text: &str) -> Result<(), Stop> {
        self.spend(text.len())?;
        filled.text.push_str(text);
        Ok(())
    }
}

/// Whether a text that begins so begins with another; `None` where that one is longer than what is known.
fn begins(known: &str, part: &str) -> Option<bool> {
    match known.starts_with(part) {
        true => Some(true),
        false => (!part.starts_with(known)).then_some(false),
    }
}
