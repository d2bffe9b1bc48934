//! Python types as an annotation has them, on either side of the seam.

use std::fmt;

/// A type, as far as it is plain.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Hint {
    /// A class by its name, with what stands in its brackets.
    Class(String, Vec<Hint>),
    /// One of several.
    Union(Vec<Hint>),
    /// What Python has for the Rust type at this path: the second, unless the sources have a type of their own there.
    Rust(Vec<String>, Box<Hint>),
    /// Anything: what is not known, too.
    #[default]
    Any,
}

/// The classes of which it is known what is no instance of them.
const BUILTINS: [&str; 14] = [
    "None",
    "bool",
    "int",
    "float",
    "complex",
    "str",
    "bytes",
    "bytearray",
    "list",
    "dict",
    "set",
    "frozenset",
    "tuple",
    COROUTINE,
];

/// What an `async` function returns.
const COROUTINE: &str = "Coroutine";

/// What a type checker takes for a number of the last kind.
const NUMBERS: [&str; 4] = ["bool", "int", "float", "complex"];

impl Hint {
    /// A class without brackets.
    pub fn class(name: &str) -> Self {
        Self::Class(name.to_owned(), Vec::new())
    }

    /// A class with one type in its brackets.
    pub fn of(name: &str, inner: Self) -> Self {
        Self::Class(name.to_owned(), vec![inner])
    }

    /// This type or `None`.
    pub fn or_none(self) -> Self {
        match self {
            Self::Any => Self::Any,
            Self::Union(mut all) => {
                all.push(Self::class("None"));
                Self::Union(all)
            }
            other => Self::Union(vec![other, Self::class("None")]),
        }
    }

    /// What an `async` function returns that gives this in the end.
    pub fn awaited(self) -> Self {
        Self::Class(COROUTINE.to_owned(), vec![Self::Any, Self::Any, self])
    }

    /// Whether this class is it, or one of several that it may be.
    pub fn has(&self, name: &str) -> bool {
        match self {
            Self::Class(own, _) => own == name,
            Self::Union(all) => all.iter().any(|one| one.has(name)),
            Self::Rust(..) | Self::Any => false,
        }
    }

    /// The same with each part changed, from the inside out.
    pub fn map(self, change: &dyn Fn(Self) -> Self) -> Self {
        match self {
            Self::Class(name, inner) => {
                let inner = inner.into_iter().map(|part| part.map(change)).collect();
                change(Self::Class(name, inner))
            }
            Self::Union(all) => {
                let parts = all.into_iter().flat_map(|part| match part.map(change) {
                    Self::Union(parts) => parts,
                    part => vec![part],
                });
                let all: Vec<Self> = parts.collect();
                let is_any = all.contains(&Self::Any);
                if is_any { Self::Any } else { Self::Union(all) }
            }
            part => change(part),
        }
    }

    /// Whether something of this type is surely, at least sometimes, nothing that `promised` allows.
    ///
    /// `is_own` says of which other names it is known what is no instance of them.
    pub fn breaks(&self, promised: &Self, is_own: &dyn Fn(&str) -> bool) -> bool {
        let is_known = |name: &String| BUILTINS.contains(&name.as_str()) || is_own(name);
        match (self, promised) {
            (Self::Any | Self::Rust(..), _) | (_, Self::Any | Self::Rust(..)) => false,
            (Self::Union(all), promised) => all.iter().any(|one| one.breaks(promised, is_own)),
            (one, Self::Union(allowed)) => allowed.iter().all(|allowed| one.breaks(allowed, is_own)),
            (Self::Class(own, inner), Self::Class(other, allowed)) => {
                if own == other {
                    return are_broken(own, inner, allowed, is_own);
                }
                let number = |name: &String| NUMBERS.iter().position(|number| number == name);
                let is_wider = number(own)
                    .zip(number(other))
                    .is_some_and(|(own, other)| own < other);
                is_known(own) && is_known(other) && !is_wider
            }
        }
    }
}

/// The same of what stands in the brackets of one class.
fn are_broken(class: &str, inner: &[Hint], allowed: &[Hint], is_own: &dyn Fn(&str) -> bool) -> bool {
    if inner.is_empty() || allowed.is_empty() {
        return false;
    }
    let breaks = |(one, allowed): (&Hint, &Hint)| one.breaks(allowed, is_own);
    match allowed {
        [each, rest] if class == "tuple" && *rest == Hint::class("...") => {
            inner.iter().any(|one| one.breaks(each, is_own))
        }
        _ if inner.len() != allowed.len() => class == "tuple" && !inner.contains(&Hint::class("...")),
        _ => inner.iter().zip(allowed).any(breaks),
    }
}

/// As an annotation; what is not known is `Any`, and so is what stands in the brackets of a container and is not said.
impl fmt::Display for Hint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let joined = |parts: &[Self], between: &str| {
            let parts: Vec<String> = parts.iter().map(ToString::to_string).collect();
            parts.join(between)
        };
        match self {
            Self::Any | Self::Rust(..) => formatter.write_str("Any"),
            Self::Union(all) => formatter.write_str(&joined(all, " | ")),
            Self::Class(name, inner) if !inner.is_empty() => {
                write!(formatter, "{name}[{}]", joined(inner, ", "))
            }
            Self::Class(name, _) => {
                let open = match name.as_str() {
                    "list" | "set" | "frozenset" | "type" => "[Any]",
                    "dict" => "[Any, Any]",
                    "tuple" => "[Any, ...]",
                    _ => "",
                };
                write!(formatter, "{name}{open}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn class(name: &str) -> Hint {
        Hint::class(name)
    }

    fn breaks(own: &Hint, promised: &Hint) -> bool {
        own.breaks(promised, &|name| name == "Own" || name == "Other")
    }

    #[test]
    fn a_promise_may_be_wider_or_unknown() {
        for (own, promised) in [
            (class("bool"), class("int")),
            (class("int"), class("float")),
            (class("int"), class("int").or_none()),
            (class("list"), class("Sequence")),
            (class("list"), Hint::of("list", class("int"))),
            (Hint::of("list", class("bool")), Hint::of("list", class("int"))),
            (
                Hint::of("tuple", class("int")),
                Hint::Class("tuple".to_owned(), vec![class("int"), class("...")]),
            ),
            (Hint::Any, class("int")),
            (class("str"), class("object")),
            (Hint::of("dict", Hint::Any), Hint::of("dict", class("int"))),
            (Hint::Rust(vec!["X".to_owned()], Box::default()), class("int")),
        ] {
            assert!(!breaks(&own, &promised), "{own} {promised}");
        }
    }

    #[test]
    fn a_promise_is_broken_where_nothing_fits() {
        for (own, promised) in [
            (class("int"), class("str")),
            (class("float"), class("int")),
            (class("str").or_none(), class("str")),
            (class("None"), class("int")),
            (class("Own"), class("Other")),
            (class("bytes"), Hint::of("list", class("int"))),
            (Hint::of("list", class("str")), Hint::of("list", class("int"))),
            (class("int").awaited(), class("int")),
            (class("int").awaited(), class("str").awaited()),
            (
                Hint::of("tuple", class("int")),
                Hint::Class("tuple".to_owned(), vec![class("int"), class("int")]),
            ),
        ] {
            assert!(breaks(&own, &promised), "{own} {promised}");
        }
    }

    #[test]
    fn a_container_says_what_it_holds() {
        assert_eq!(class("dict").to_string(), "dict[Any, Any]");
        assert_eq!(
            Hint::of("list", class("int").or_none()).to_string(),
            "list[int | None]"
        );
    }
}
