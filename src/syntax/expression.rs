//! GitHub's expressions, `${{ … }}`: what they come to, as far as it can be known.

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
}

/// Values that are longer come of texts that are put together again and again, and are not known.
const MAX_LENGTH: usize = 1 << 16;

/// What a context such as `matrix.target` holds, given its parts; `None` where it cannot be known.
pub type Known<'a> = &'a dyn Fn(&[String]) -> Option<Value>;

impl Value {
    /// The value of a YAML scalar that is written without quotes.
    pub fn plain(text: &str) -> Self {
        match text {
            "" | "~" | "null" | "Null" | "NULL" => Self::Null,
            "true" | "True" | "TRUE" => Self::Bool(true),
            "false" | "False" | "FALSE" => Self::Bool(false),
            _ => {
                let is_number = text.starts_with(|first: char| first.is_ascii_digit() || first == '-');
                let number = text.parse().ok().filter(|_| is_number);
                number.map_or_else(|| Self::Text(text.to_owned()), Self::Number)
            }
        }
    }

    /// The text that stands for it in a string: `3.10` without quotes is the number 3.1.
    pub fn text(&self) -> String {
        match self {
            Self::Null => String::new(),
            Self::Bool(truth) => truth.to_string(),
            Self::Number(number) => number.to_string(),
            Self::Text(text) => text.clone(),
        }
    }

    /// Whether a condition holds that comes to it.
    pub fn is_true(&self) -> bool {
        match self {
            Self::Null => false,
            Self::Bool(truth) => *truth,
            Self::Number(number) => *number != 0.0,
            Self::Text(text) => !text.is_empty(),
        }
    }

    fn number(&self) -> f64 {
        match self {
            Self::Null => 0.0,
            Self::Bool(truth) => f64::from(u8::from(*truth)),
            Self::Number(number) => *number,
            Self::Text(text) if text.is_empty() => 0.0,
            Self::Text(text) => text.trim().parse().unwrap_or(f64::NAN),
        }
    }

    fn equals(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Text(one), Self::Text(other)) => one.to_lowercase() == other.to_lowercase(),
            (one, other) => one.number() == other.number(),
        }
    }
}

/// What the text of an expression, without `${{` and `}}`, comes to.
pub fn evaluate(text: &str, known: Known<'_>) -> Option<Value> {
    let tokens = tokens(text)?;
    let mut parser = Parser {
        tokens: &tokens,
        known,
    };
    let value = parser.or()?;
    parser.tokens.is_empty().then_some(value).flatten()
}

/// A text with every template filled in that can be known; the others stay as they are written, as does the rest of a
/// text that becomes too long.
pub fn fill(text: &str, known: Known<'_>) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${{") {
        filled.push_str(before);
        let split = after.split_once("}}").filter(|_| filled.len() <= MAX_LENGTH);
        let Some((expression, next)) = split else {
            rest = &rest[before.len()..];
            break;
        };
        match evaluate(expression, known) {
            Some(value) => filled.push_str(&value.text()),
            None => filled.extend(["${{", expression, "}}"]),
        }
        rest = next;
    }
    filled + rest
}

#[derive(Clone, Debug, PartialEq)]
enum Token<'a> {
    Literal(Value),
    Name(&'a str),
    Sign(&'static str),
}

const SIGNS: [&str; 15] = [
    "&&", "||", "==", "!=", "<=", ">=", "<", ">", "!", "(", ")", "[", "]", ",", ".",
];

fn tokens(text: &str) -> Option<Vec<Token<'_>>> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = if first == '\'' {
            let end = quoted_end(rest)?;
            let inside = rest[1..end - 1].replace("''", "'");
            tokens.push(Token::Literal(Value::Text(inside)));
            end
        } else if let Some(sign) = SIGNS.into_iter().find(|sign| rest.starts_with(sign)) {
            tokens.push(Token::Sign(sign));
            sign.len()
        } else if first.is_ascii_digit() || matches!(first, '-' | '+') {
            let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '.' | '-' | '+'));
            let end = end.unwrap_or(rest.len());
            tokens.push(Token::Literal(Value::Number(rest[..end].parse().ok()?)));
            end
        } else {
            let end = rest.find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '-' | '*'));
            let end = end.unwrap_or(rest.len());
            tokens.push(Token::Name(rest.get(..end).filter(|name| !name.is_empty())?));
            end
        };
        rest = rest[length..].trim_start();
    }
    Some(tokens)
}

/// The length of the text in single quotes that `text` begins with; `''` stands for a quote inside.
fn quoted_end(text: &str) -> Option<usize> {
    let mut end = 1;
    loop {
        end += text.get(end..)?.find('\'')? + 1;
        if !text[end..].starts_with('\'') {
            return Some(end);
        }
        end += 1;
    }
}

/// Each step returns `None` for what is no expression, `Some(None)` for what cannot be known.
struct Parser<'a> {
    tokens: &'a [Token<'a>],
    known: Known<'a>,
}

impl Parser<'_> {
    fn sign(&mut self, signs: &[&'static str]) -> Option<&'static str> {
        let (first, rest) = self.tokens.split_first()?;
        let Token::Sign(sign) = first else { return None };
        let sign = signs.iter().find(|wanted| *wanted == sign)?;
        self.tokens = rest;
        Some(sign)
    }

    fn or(&mut self) -> Option<Option<Value>> {
        let mut value = self.and()?;
        while self.sign(&["||"]).is_some() {
            let other = self.and()?;
            value = match (value, other) {
                (Some(value), _) if value.is_true() => Some(value),
                (Some(_), other) => other,
                (None, Some(other)) if other == Value::Bool(true) => Some(other), // a condition holds either way
                (None, _) => None,
            };
        }
        Some(value)
    }

    fn and(&mut self) -> Option<Option<Value>> {
        let mut value = self.equality()?;
        while self.sign(&["&&"]).is_some() {
            let other = self.equality()?;
            value = match (value, other) {
                (Some(value), _) if !value.is_true() => Some(value),
                (Some(_), other) => other,
                (None, Some(other)) if !other.is_true() => Some(Value::Bool(false)),
                (None, _) => None,
            };
        }
        Some(value)
    }

    fn equality(&mut self) -> Option<Option<Value>> {
        let mut value = self.order()?;
        while let Some(sign) = self.sign(&["==", "!="]) {
            let other = self.order()?;
            let both = value.zip(other);
            value = both.map(|(one, other)| Value::Bool(one.equals(&other) == (sign == "==")));
        }
        Some(value)
    }

    fn order(&mut self) -> Option<Option<Value>> {
        let mut value = self.unary()?;
        while let Some(sign) = self.sign(&["<=", ">=", "<", ">"]) {
            let other = self.unary()?;
            value = value.zip(other).map(|(one, other)| {
                let (one, other) = (one.number(), other.number());
                Value::Bool(match sign {
                    "<=" => one <= other,
                    ">=" => one >= other,
                    "<" => one < other,
                    _ => one > other,
                })
            });
        }
        Some(value)
    }

    fn unary(&mut self) -> Option<Option<Value>> {
        let mut negations = 0;
        while self.sign(&["!"]).is_some() {
            negations += 1;
        }
        let value = self.primary()?;
        Some(match value {
            Some(value) if negations > 0 => Some(Value::Bool(value.is_true() == (negations % 2 == 0))),
            value => value,
        })
    }

    fn primary(&mut self) -> Option<Option<Value>> {
        if self.sign(&["("]).is_some() {
            let value = self.or()?;
            return self.sign(&[")"]).map(|_| value);
        }
        let (first, rest) = self.tokens.split_first()?;
        self.tokens = rest;
        match first {
            Token::Literal(value) => Some(Some(value.clone())),
            Token::Sign(_) => None,
            Token::Name(name) if self.sign(&["("]).is_some() => self.call(name),
            Token::Name(name) => self.context(name),
        }
    }

    fn context(&mut self, first: &str) -> Option<Option<Value>> {
        if matches!(first, "true" | "false" | "null") {
            return Some(Some(Value::plain(first)));
        }
        let mut path = Some(vec![first.to_owned()]);
        loop {
            if self.sign(&["."]).is_some() {
                let (Token::Name(name), rest) = self.tokens.split_first()? else {
                    return None;
                };
                self.tokens = rest;
                path.iter_mut().for_each(|path| path.push((*name).to_owned()));
            } else if self.sign(&["["]).is_some() {
                let index = self.or()?;
                self.sign(&["]"])?;
                path = path.zip(index).map(|(mut path, index)| {
                    path.push(index.text());
                    path
                });
            } else {
                return Some(path.and_then(|path| (self.known)(&path)));
            }
        }
    }

    fn call(&mut self, name: &str) -> Option<Option<Value>> {
        let mut arguments = Vec::new();
        while self.sign(&[")"]).is_none() {
            arguments.push(self.or()?);
            self.sign(&[","]);
        }
        let Some(arguments) = arguments.into_iter().collect::<Option<Vec<Value>>>() else {
            return Some(None);
        };
        let text = |index: usize| arguments.get(index).map(|value| value.text().to_lowercase());
        let both = |test: fn(&str, &str) -> bool| Some(Value::Bool(test(&text(0)?, &text(1)?)));
        Some(match name.to_lowercase().as_str() {
            "startswith" => both(|one, other| one.starts_with(other)),
            "endswith" => both(|one, other| one.ends_with(other)),
            "contains" => both(|one, other| one.contains(other)),
            "format" => formatted(&arguments).map(Value::Text),
            // What is asked is how a run goes in which nothing fails.
            "always" | "success" => Some(Value::Bool(true)),
            "failure" | "cancelled" => Some(Value::Bool(false)),
            _ => None,
        })
    }
}

/// The first value with the others in the place of `{0}`, `{1}`, …
fn formatted(values: &[Value]) -> Option<String> {
    let (format, values) = values.split_first()?;
    let mut values = values.iter().map(Value::text).enumerate();
    values.try_fold(format.text(), |filled, (index, value)| {
        let gap = format!("{{{index}}}");
        let length = filled.len() + filled.matches(&gap).count() * value.len();
        (length <= MAX_LENGTH).then(|| filled.replace(&gap, &value))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(path: &[String]) -> Option<Value> {
        match path.join(".").as_str() {
            "matrix.target" => Some(Value::Text("x64".into())),
            "matrix.python" => Some(Value::plain("3.10")),
            "matrix.publish" => Some(Value::Bool(true)),
            "matrix.manylinux" => Some(Value::Null),
            _ => None,
        }
    }

    #[test]
    fn what_is_known_is_computed() {
        for (text, value) in [
            ("matrix.manylinux || 'auto'", Some("auto")),
            ("matrix['target']", Some("x64")),
            ("matrix.python", Some("3.1")),
            ("matrix.target == 'X64' && !(1 > 2) && 'it''s'", Some("it's")),
            ("github.ref == 'a' && matrix.target != 'x64'", Some("false")),
            ("github.ref || matrix.publish", Some("true")),
            ("startsWith(matrix.target, 'x') && always()", Some("true")),
            ("format('{0}-{1}', matrix.target, 2)", Some("x64-2")),
            ("matrix.publish == true && matrix.manylinux == ''", Some("true")),
            ("!github.ref", None),
            ("fromJSON(needs.a.outputs.b)[0]", None),
            ("matrix.target ==", None),
            ("matrix.target 'x'", None),
            ("'open", None),
            ("", None),
        ] {
            let found = evaluate(text, &known).map(|value| value.text());
            assert_eq!(found.as_deref(), value, "{text}");
        }
    }

    #[test]
    fn templates_are_filled_in_as_far_as_they_are_known() {
        for (text, filled) in [
            (
                "--target ${{ matrix.target }} -i ${{ env.PY }}",
                "--target x64 -i ${{ env.PY }}",
            ),
            ("${{matrix.target}}", "x64"),
            ("a ${{ open", "a ${{ open"),
            ("plain", "plain"),
        ] {
            assert_eq!(fill(text, &known), filled);
        }
    }

    #[test]
    fn what_becomes_too_long_is_not_known() {
        let filled = fill(&"${{ matrix.target }}".repeat(MAX_LENGTH), &known);
        assert!(filled.starts_with("x64x64") && filled.ends_with("${{ matrix.target }}"));
        let gaps = "{0}".repeat(MAX_LENGTH);
        assert_eq!(
            evaluate(&format!("format('{gaps}', matrix.target)"), &known),
            None
        );
    }
}
