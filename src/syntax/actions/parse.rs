//! The tree of an expression, made without recursion however deeply brackets are nested.

use super::contexts::{Contexts, Refused};
use super::number;
use super::outcome::Outcome;
use super::tree::{Function, Node, Operator};
use super::value::Value;

/// GitHub refuses deeper trees; brackets alone make none deeper.
const MAX_DEPTH: usize = 50;
/// GitHub refuses longer expressions, in units of UTF-16.
const MAX_LENGTH: usize = 21_000;

const OPERATORS: [(&str, Operator); 8] = [
    ("||", Operator::Or),
    ("&&", Operator::And),
    ("==", Operator::Equal),
    ("!=", Operator::NotEqual),
    ("<=", Operator::LessOrEqual),
    (">=", Operator::GreaterOrEqual),
    ("<", Operator::Less),
    (">", Operator::Greater),
];

impl Operator {
    fn precedence(self) -> u8 {
        match self {
            Self::Or => 1,
            Self::And => 2,
            Self::Equal | Self::NotEqual => 3,
            Self::LessOrEqual | Self::GreaterOrEqual | Self::Less | Self::Greater => 4,
        }
    }
}

/// What waits for the operands, or the bracket, behind it.
#[derive(Debug)]
enum Open {
    Group,
    Index,
    /// With the number of operands that stand before its arguments.
    Call(Function, usize),
    Not,
    Between(Operator),
}

impl Open {
    /// How strongly an operator binds; a bracket holds whatever is in it.
    fn precedence(&self) -> u8 {
        match self {
            Self::Group | Self::Index | Self::Call(..) => 0,
            Self::Between(operator) => operator.precedence(),
            Self::Not => 5,
        }
    }
}

/// What has been read last, and so what may follow.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    /// Nothing, or what wants an operand.
    Start,
    /// `[`, behind which there may be a `*`.
    Bracket,
    /// What may have no index.
    Literal,
    /// What may have one.
    Value,
}

struct Parser<'a> {
    rest: &'a str,
    contexts: &'a dyn Contexts,
    /// With the depth of each.
    operands: Vec<(Node, usize)>,
    open: Vec<Open>,
}

/// The tree of an expression; none of an empty one.
pub(super) fn parse(text: &str, contexts: &dyn Contexts) -> Result<Option<Node>, Refused> {
    let text = text.trim();
    if text.len() > MAX_LENGTH && text.encode_utf16().count() > MAX_LENGTH {
        return Err(Refused);
    }
    if text.is_empty() {
        return Ok(None);
    }
    let mut parser = Parser {
        rest: text,
        contexts,
        operands: Vec::new(),
        open: Vec::new(),
    };
    let mut last = Last::Start;
    while let Some(first) = parser.rest.chars().next() {
        last = match last {
            Last::Start | Last::Bracket => parser.operand(first, last)?,
            Last::Literal | Last::Value => parser.behind_operand(first, last)?,
        };
        parser.rest = parser.rest.trim_start();
    }
    parser.reduce(1)?;
    match parser.operands.pop() {
        Some((node, _)) if parser.open.is_empty() && matches!(last, Last::Literal | Last::Value) => {
            Ok(Some(node))
        }
        _ => Err(Refused),
    }
}

impl<'a> Parser<'a> {
    /// Takes so many bytes.
    fn take(&mut self, length: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(length);
        self.rest = rest;
        taken
    }

    /// Takes all up to a sign that ends names and numbers.
    fn take_word(&mut self, may_have_dots: bool) -> &'a str {
        let is_end = |c: char| match c {
            '.' => !may_have_dots,
            '(' | ')' | '[' | ']' | ',' | '!' | '<' | '>' | '=' | '&' | '|' => true,
            _ => c.is_whitespace(),
        };
        self.take(self.rest.find(is_end).unwrap_or(self.rest.len()))
    }

    fn take_name(&mut self) -> Result<&'a str, Refused> {
        let word = self.take_word(false);
        let is_name = word.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
            && word
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "_-".contains(c));
        if is_name { Ok(word) } else { Err(Refused) }
    }

    fn push(&mut self, node: Node, depth: usize) -> Result<(), Refused> {
        if depth > MAX_DEPTH {
            return Err(Refused);
        }
        self.operands.push((node, depth));
        Ok(())
    }

    fn pop(&mut self) -> Result<(Node, usize), Refused> {
        self.operands.pop().ok_or(Refused)
    }

    fn literal(&mut self, outcome: Outcome) -> Result<Last, Refused> {
        self.push(Node::Literal(outcome), 1)?;
        Ok(Last::Literal)
    }

    fn operand(&mut self, first: char, last: Last) -> Result<Last, Refused> {
        match first {
            '(' => {
                self.take(1);
                self.open.push(Open::Group);
                Ok(Last::Start)
            }
            '!' => {
                self.take(1);
                self.open.push(Open::Not);
                Ok(Last::Start)
            }
            '*' if last == Last::Bracket => {
                self.take(1);
                self.push(Node::Wildcard, 1)?;
                Ok(Last::Value)
            }
            '\'' => {
                let end = quoted_end(self.rest).ok_or(Refused)?;
                let quoted = self.take(end);
                let text = quoted[1..end - 1].replace("''", "'");
                self.literal(Outcome::Known(Value::Text(text)))
            }
            '.' | '+' | '-' | '0'..='9' => {
                let outcome = match number::read(self.take_word(true)) {
                    Some(number) if number.is_nan() => return Err(Refused),
                    Some(number) => Outcome::Known(Value::Number(number)),
                    None => Outcome::Unknown,
                };
                self.literal(outcome)
            }
            _ => self.named(),
        }
    }

    /// What begins with a name: a literal, a call or a context.
    fn named(&mut self) -> Result<Last, Refused> {
        let name = self.take_name()?;
        let literal = match name {
            "null" => Some(Value::Null),
            "true" => Some(Value::Bool(true)),
            "false" => Some(Value::Bool(false)),
            "NaN" => Some(Value::Number(f64::NAN)),
            "Infinity" => Some(Value::Number(f64::INFINITY)),
            _ => None,
        };
        if let Some(value) = literal {
            return self.literal(Outcome::Known(value));
        }
        if let Some(arguments) = self.rest.trim_start().strip_prefix('(') {
            let function = Function::named(name).ok_or(Refused)?;
            self.rest = arguments.trim_start();
            if !self.rest.starts_with(')') {
                self.open.push(Open::Call(function, self.operands.len()));
                return Ok(Last::Start);
            }
            self.take(1);
            self.call(function, self.operands.len())?;
        } else if self.contexts.has(name) {
            self.push(Node::Context(name.to_owned()), 1)?;
        } else {
            return Err(Refused);
        }
        Ok(Last::Value)
    }

    fn behind_operand(&mut self, first: char, last: Last) -> Result<Last, Refused> {
        match first {
            '.' if last == Last::Value => {
                self.take(1);
                self.rest = self.rest.trim_start();
                let index = if self.rest.starts_with('*') {
                    self.take(1);
                    Node::Wildcard
                } else {
                    let name = self.take_name()?;
                    Node::Literal(Outcome::Known(Value::Text(name.to_owned())))
                };
                self.push(index, 1)?;
                self.index()?;
                return Ok(Last::Value);
            }
            '[' if last == Last::Value => {
                self.take(1);
                self.open.push(Open::Index);
                return Ok(Last::Bracket);
            }
            ')' | ']' | ',' => {
                self.take(1);
                self.reduce(1)?;
                return self.close(first);
            }
            _ => {}
        }
        let mut operators = OPERATORS.into_iter();
        let found = operators.find(|(sign, _)| self.rest.starts_with(sign));
        let (sign, operator) = found.ok_or(Refused)?;
        self.take(sign.len());
        self.reduce(operator.precedence())?;
        self.open.push(Open::Between(operator));
        Ok(Last::Start)
    }

    /// Makes nodes of the operators that bind at least so strongly, up to the last open bracket.
    fn reduce(&mut self, precedence: u8) -> Result<(), Refused> {
        while let Some(open) = self.open.pop_if(|open| open.precedence() >= precedence) {
            let (node, depth) = self.pop()?;
            match open {
                Open::Between(operator) => {
                    let left = self.pop()?;
                    self.between(operator, left, (node, depth))?;
                }
                _ => self.push(Node::Not(Box::new(node)), depth + 1)?,
            }
        }
        Ok(())
    }

    fn between(
        &mut self,
        operator: Operator,
        left: (Node, usize),
        right: (Node, usize),
    ) -> Result<(), Refused> {
        if !matches!(operator, Operator::And | Operator::Or) {
            let depth = left.1.max(right.1) + 1;
            return self.push(Node::Compare(operator, Box::new([left.0, right.0])), depth);
        }
        // However many are joined, with brackets or without, they stand side by side.
        let side_by_side = |(node, depth): (Node, usize)| match node {
            Node::Logic(inner, nodes) if inner == operator => (nodes, depth),
            node => (vec![node], depth + 1),
        };
        let ((mut nodes, one), (others, other)) = (side_by_side(left), side_by_side(right));
        nodes.extend(others);
        self.push(Node::Logic(operator, nodes), one.max(other))
    }

    /// Ends what is in brackets, or one argument of a call.
    fn close(&mut self, sign: char) -> Result<Last, Refused> {
        match (sign, self.open.pop()) {
            (')', Some(Open::Group)) => {}
            (')', Some(Open::Call(function, start))) => self.call(function, start)?,
            (']', Some(Open::Index)) => self.index()?,
            (',', Some(call @ Open::Call(..))) => {
                self.open.push(call);
                return Ok(Last::Start);
            }
            _ => return Err(Refused),
        }
        Ok(Last::Value)
    }

    fn index(&mut self) -> Result<(), Refused> {
        let (index, one) = self.pop()?;
        let (base, other) = self.pop()?;
        self.push(Node::Index(Box::new([base, index])), one.max(other) + 1)
    }

    fn call(&mut self, function: Function, start: usize) -> Result<(), Refused> {
        let (arguments, depths): (Vec<Node>, Vec<usize>) = self.operands.drain(start..).unzip();
        if !function.takes(arguments.len()) {
            return Err(Refused);
        }
        let depth = depths.into_iter().max().unwrap_or_default() + 1;
        self.push(Node::Call(function, arguments), depth)
    }
}

/// The length of the text in single quotes that `text` begins with; `''` stands for a quote inside.
pub(super) fn quoted_end(text: &str) -> Option<usize> {
    let mut end = 1;
    loop {
        end += text.get(end..)?.find('\'')? + 1;
        if !text[end..].starts_with('\'') {
            return Some(end);
        }
        end += 1;
    }
}
