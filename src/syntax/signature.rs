//! The parameters of a function, as a call from Python sees them, on either side of the seam.

use std::fmt;

use crate::syntax::hint::Hint;
use crate::text::place::Span;

/// How a parameter takes its arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// By position.
    Positional,
    /// By position or by name.
    Either,
    /// `*args`.
    Rest,
    /// By name.
    Keyword,
    /// `**kwargs`.
    Keywords,
}

/// What a parameter is when no argument is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Default {
    /// A literal, as Python writes it.
    Literal(String),
    /// Something that is known only when it runs, or `...`.
    Unknown,
}

/// One parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// How it takes its arguments.
    pub kind: Kind,
    /// Its default, if it has one.
    pub default: Option<Default>,
    /// The Python type of what it takes.
    pub hint: Hint,
    /// Where it stands, with its type and without its default.
    pub span: Span,
    /// Where its default stands.
    pub default_span: Option<Span>,
}

/// All parameters of one function, without `self` or `cls`, and what it returns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signature {
    /// The parameters in their order.
    pub parameters: Vec<Parameter>,
    /// The Python type of what it returns.
    pub returns: Hint,
    /// Where a stub writes that.
    pub returns_span: Option<Span>,
}

/// How the signature of a stub stands to that of the function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Agreement {
    /// They allow the same calls, as far as can be known.
    Same,
    /// Every call that the stub allows works, and it forbids some that would work too.
    Stricter,
    /// A call that the stub allows fails or means something else, or a parameter is not known to it.
    Contradiction,
}

impl Signature {
    fn of(&self, kinds: &[Kind]) -> Vec<&Parameter> {
        let parameters = self.parameters.iter();
        parameters
            .filter(|parameter| kinds.contains(&parameter.kind))
            .collect()
    }

    fn has(&self, kind: Kind) -> bool {
        self.parameters.iter().any(|parameter| parameter.kind == kind)
    }

    fn named(&self, kind: Kind, name: &str) -> Option<&Parameter> {
        let mut parameters = self.parameters.iter();
        parameters.find(|parameter| parameter.kind == kind && parameter.name == name)
    }

    /// Whether it has a parameter that is not `*args` or `**kwargs`.
    pub fn says_something(&self) -> bool {
        !self
            .of(&[Kind::Positional, Kind::Either, Kind::Keyword])
            .is_empty()
    }

    /// How `stub` stands to this signature of the function itself.
    pub fn agrees(&self, stub: &Self) -> Agreement {
        let differences = self.differences(stub).into_iter();
        let worst = differences.map(|difference| difference.agreement).max();
        worst.unwrap_or(Agreement::Same)
    }

    /// Where `stub` allows other calls than this signature of the function itself.
    pub fn differences<'a>(&'a self, stub: &'a Self) -> Vec<Difference<'a>> {
        let takes_rest = [Kind::Rest, Kind::Keywords];
        let says_nothing = takes_rest.iter().all(|kind| stub.has(*kind));
        let spells_out = takes_rest.iter().any(|kind| self.has(*kind) && !stub.has(*kind));
        if says_nothing || spells_out {
            return Vec::new();
        }
        let mut found = Vec::new();
        let mut note = |agreement, own, promised| {
            if agreement != Agreement::Same {
                found.push(Difference {
                    agreement,
                    own,
                    promised,
                });
            }
        };
        for promised in stub.of(&takes_rest) {
            if !self.has(promised.kind) {
                note(Agreement::Contradiction, None, Some(promised));
                return found;
            }
        }
        let lacks = |own: &Parameter| match own.default.is_some() && own.name.starts_with('_') {
            true => Agreement::Stricter,
            false => Agreement::Contradiction,
        };
        let by_position = [Kind::Positional, Kind::Either];
        let (own, promised) = (self.of(&by_position), stub.of(&by_position));
        for index in 0..own.len().max(promised.len()) {
            match (own.get(index).copied(), promised.get(index).copied()) {
                (Some(own), Some(promised)) => note(one(own, promised), Some(own), Some(promised)),
                (Some(own), None) => match stub.named(Kind::Keyword, &own.name) {
                    Some(promised) if own.kind == Kind::Either => {
                        note(one(own, promised), Some(own), Some(promised));
                    }
                    _ => note(lacks(own), Some(own), None),
                },
                (None, Some(promised)) if self.has(Kind::Rest) => {
                    note(Agreement::Stricter, None, Some(promised)); // `*args` takes it
                }
                (None, promised) => {
                    let own = promised.and_then(|promised| self.named(Kind::Keyword, &promised.name));
                    note(Agreement::Contradiction, own, promised);
                }
            }
        }
        for own in self.of(&[Kind::Keyword]) {
            match stub.named(Kind::Keyword, &own.name) {
                Some(promised) => note(one(own, promised), Some(own), Some(promised)),
                None if stub.named(Kind::Either, &own.name).is_some() => {} // it stands among those above
                None => note(lacks(own), Some(own), None),
            }
        }
        for promised in stub.of(&[Kind::Keyword]) {
            let own = [Kind::Keyword, Kind::Either].map(|kind| self.named(kind, &promised.name));
            if own.iter().all(Option::is_none) && !self.has(Kind::Keywords) {
                note(Agreement::Contradiction, None, Some(promised));
            }
        }
        found
    }
}

/// One parameter that is not the same on both sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Difference<'a> {
    /// How bad that is.
    pub agreement: Agreement,
    /// The parameter of the function itself.
    pub own: Option<&'a Parameter>,
    /// The parameter of the stub.
    pub promised: Option<&'a Parameter>,
}

/// As a phrase.
impl fmt::Display for Difference<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let how = |kind: Kind| match kind {
            Kind::Positional => "by position only",
            Kind::Keyword => "by name only",
            _ => "by position or name",
        };
        match (self.own, self.promised) {
            (Some(own), Some(promised)) if own.name == promised.name && own.kind != promised.kind => {
                let (name, there, here) = (&own.name, how(promised.kind), how(own.kind));
                write!(formatter, "`{name}` is given {there} in the stub, {here} in Rust")
            }
            (Some(own), Some(promised)) => {
                let (own, promised) = (own.written(false), promised.written(false));
                write!(formatter, "`{promised}` in the stub is `{own}` in Rust")
            }
            (Some(own), None) => write!(formatter, "the stub lacks `{}`", own.written(false)),
            (None, Some(promised)) => write!(formatter, "Rust lacks `{}`", promised.written(false)),
            (None, None) => Ok(()),
        }
    }
}

impl Parameter {
    /// As a signature has it, with its type or without.
    fn written(&self, is_typed: bool) -> String {
        let stars = match self.kind {
            Kind::Rest => "*",
            Kind::Keywords => "**",
            _ => "",
        };
        let (hint, equals) = match is_typed {
            true => (format!(": {}", self.hint), " = "),
            false => (String::new(), "="),
        };
        let default = match &self.default {
            None => String::new(),
            Some(Default::Literal(text)) => {
                let is_whole =
                    text.parse::<i128>().is_ok() && self.hint.has("float") && !self.hint.has("int");
                format!("{equals}{text}{}", if is_whole { ".0" } else { "" })
            }
            Some(Default::Unknown) => format!("{equals}..."),
        };
        format!("{stars}{}{hint}{default}", self.name)
    }
}

/// How one parameter of a stub stands to that of the function.
fn one(own: &Parameter, promised: &Parameter) -> Agreement {
    let kinds = match (own.kind, promised.kind) {
        (Kind::Positional, Kind::Positional) => Agreement::Same,
        (own_kind, promised_kind) if own_kind == promised_kind && own.name == promised.name => {
            Agreement::Same
        }
        (Kind::Either, Kind::Positional) => Agreement::Stricter,
        (Kind::Either, Kind::Keyword) if own.name == promised.name => Agreement::Stricter,
        _ => Agreement::Contradiction,
    };
    let defaults = match (&own.default, &promised.default) {
        (Some(Default::Literal(own)), Some(Default::Literal(promised))) if own != promised => {
            match own.as_str() {
                "None" => Agreement::Stricter, // the stub says what it comes to
                _ => Agreement::Contradiction,
            }
        }
        (Some(_), None) => Agreement::Stricter,
        (None, Some(_)) => Agreement::Contradiction,
        (Some(_), Some(_)) | (None, None) => Agreement::Same,
    };
    kinds.max(defaults)
}

/// As Python writes it, without types.
impl fmt::Display for Signature {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.written())
    }
}

impl Signature {
    /// The lines of a function as a stub has it, none longer than `width` if that can be.
    pub fn declared(&self, name: &str, receiver: Option<&str>, width: usize) -> Vec<String> {
        let parts = self.parts(receiver, true);
        let (head, tail) = (format!("def {name}("), format!(") -> {}: ...", self.returns));
        let joined = parts.join(", ");
        if head.len() + joined.len() + tail.len() <= width || parts.is_empty() {
            return vec![format!("{head}{joined}{tail}")];
        }
        let inner = match 4 + joined.len() <= width {
            true => vec![format!("    {joined}")],
            false => parts.iter().map(|part| format!("    {part},")).collect(),
        };
        std::iter::once(head).chain(inner).chain([tail]).collect()
    }

    fn written(&self) -> String {
        format!("({})", self.parts(None, false).join(", "))
    }

    fn parts(&self, receiver: Option<&str>, is_typed: bool) -> Vec<String> {
        let mut parts: Vec<String> = receiver.map(str::to_owned).into_iter().collect();
        let mut before = None;
        for parameter in &self.parameters {
            if before == Some(Kind::Positional) && parameter.kind != Kind::Positional {
                parts.push("/".to_owned());
            }
            if parameter.kind == Kind::Keyword && !matches!(before, Some(Kind::Keyword | Kind::Rest)) {
                parts.push("*".to_owned());
            }
            parts.push(parameter.written(is_typed));
            before = Some(parameter.kind);
        }
        if before == Some(Kind::Positional) {
            parts.push("/".to_owned());
        }
        parts
    }
}

/// A number as it is compared and shown: `1.0` is `1`.
pub fn number(text: &str) -> Option<String> {
    let text = text.replace('_', "");
    if let Ok(whole) = text.parse::<i128>() {
        return Some(whole.to_string());
    }
    let value: f64 = text.parse().ok()?;
    let is_number = text.starts_with(|first: char| first.is_ascii_digit() || "+-.".contains(first));
    (is_number && value.is_finite()).then(|| value.to_string())
}

/// A string as Python writes it, where it can be written plainly.
pub fn string(value: &str) -> Option<String> {
    let is_plain = |character: char| !character.is_control() && !matches!(character, '"' | '\\');
    value.chars().all(is_plain).then(|| format!("\"{value}\""))
}
