//! The shapes of the values that keys take, and what of a value has another.

use std::collections::BTreeMap;

use crate::standards::version::is_specifiers;
use crate::syntax::toml::Node;
use crate::text::place::Place;

/// What a value must be.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// Anything.
    Any,
    /// A string.
    Text,
    /// `true` or `false`.
    Flag,
    /// A whole number.
    Number,
    /// A whole number above 0.
    Count,
    /// A whole number between these.
    Between(i64, i64),
    /// One of these strings.
    OneOf(&'static [&'static str]),
    /// A string that is valid by a function; what it is called.
    TextThat(fn(&str) -> bool, &'static str),
    /// An array of these.
    List(&'static Shape),
    /// A table of these, under any names.
    Map(&'static Shape),
    /// A table in which these keys have these shapes; other keys are of no concern.
    Table(&'static [(&'static str, Shape)]),
    /// A table with at least one of these keys and no other.
    Only(&'static [(&'static str, Shape)]),
    /// A table that has all of the former keys, and may have the latter; other keys are of no concern.
    With(&'static [(&'static str, Shape)], &'static [(&'static str, Shape)]),
    /// This, or a table that says that the workspace has it.
    Inheritable(&'static Shape),
    /// One of these.
    Either(&'static [Shape]),
}

/// A string that says which versions are allowed.
pub const SPECIFIERS: Shape = Shape::TextThat(is_specifiers, "a version specifier such as `\">=3.11\"`");

/// Something that has another shape than it must have.
#[derive(Clone, Debug)]
pub struct Misfit<'a> {
    /// The value.
    pub node: Node<'a>,
    /// Where it stands, or its key that must not be there.
    pub place: Place,
    /// What is wrong, as a phrase.
    pub problem: String,
}

impl Shape {
    /// All that is of another shape in `node`, which is called `name`.
    pub fn misfits<'a>(&self, node: Node<'a>, name: &str) -> Vec<Misfit<'a>> {
        let within = |shape: &Shape, entry: Node<'a>| {
            shape.misfits(entry, format!("{name}.{}", entry.key()).trim_start_matches('.'))
        };
        let known = |keys: &'static [(&'static str, Shape)]| {
            let known = keys
                .iter()
                .filter_map(|(key, shape)| Some((shape, node.get(key)?)));
            known.flat_map(|(shape, entry)| within(shape, entry)).collect()
        };
        let is_list = node.is_array() || node.is_tables();
        match self {
            Self::Any => Vec::new(),
            Self::Text if node.as_str().is_some() => Vec::new(),
            Self::Flag if node.as_bool().is_some() => Vec::new(),
            Self::Number if node.is_integer() => Vec::new(),
            Self::Count if node.as_integer().is_some_and(|number| number > 0) => Vec::new(),
            Self::Between(least, most)
                if node
                    .as_integer()
                    .is_some_and(|number| (*least..=*most).contains(&number)) =>
            {
                Vec::new()
            }
            Self::OneOf(texts) if node.as_str().is_some_and(|text| texts.contains(&text)) => Vec::new(),
            Self::TextThat(is_valid, _) if node.as_str().is_some_and(is_valid) => Vec::new(),
            Self::List(shape) if is_list => {
                let name = if name.ends_with("[]") {
                    name.to_owned()
                } else {
                    format!("{name}[]")
                };
                let items = node.items().into_iter();
                items.flat_map(|item| shape.misfits(item, &name)).collect()
            }
            Self::Map(shape) if node.is_table() => node
                .entries()
                .into_iter()
                .flat_map(|entry| within(shape, entry))
                .collect(),
            Self::Table(keys) if node.is_table() => known(keys),
            Self::With(keys, others) if keys.iter().all(|(key, _)| node.get(key).is_some()) => {
                [known(keys), known(others)].concat()
            }
            Self::Only(keys) if !node.entries().is_empty() => {
                let is_known = |entry: &Node<'_>| keys.iter().any(|(key, _)| *key == entry.key());
                let others = node.entries().into_iter().filter(|entry| !is_known(entry));
                let names: Vec<String> = keys.iter().map(|(key, _)| format!("`{key}`")).collect();
                let problem = |entry: Node<'_>| {
                    format!(
                        "`{name}` takes only {}, not `{}`",
                        names.join(" and "),
                        entry.key()
                    )
                };
                let others = others.map(|node| Misfit {
                    node,
                    place: node.key_place(),
                    problem: problem(node),
                });
                others.chain(known(keys)).collect()
            }
            Self::Inheritable(_) if node.get("workspace").is_some() => Vec::new(),
            Self::Inheritable(shape) => shape.misfits(node, name),
            Self::Either(shapes) => {
                let mut tried = shapes.iter().map(|shape| (shape, shape.misfits(node, name)));
                if tried.clone().any(|(_, misfits)| misfits.is_empty()) {
                    return Vec::new();
                }
                // Where only one of them is a table, or an array, as this is, it tells what is wrong inside.
                let inside =
                    |misfits: &[Misfit<'_>]| misfits.iter().all(|misfit| misfit.place != node.place());
                let meant = tried.find(|(_, misfits)| inside(misfits));
                meant.map_or_else(|| vec![self.misfit(node, name)], |(_, misfits)| misfits)
            }
            _ => vec![self.misfit(node, name)],
        }
    }

    fn misfit<'a>(&self, node: Node<'a>, name: &str) -> Misfit<'a> {
        let problem = format!("`{name}` must be {}", self.called(false));
        Misfit {
            node,
            place: node.place(),
            problem,
        }
    }

    /// What one of this shape is called, or several of it.
    fn called(&self, plural: bool) -> String {
        let noun = |one: &str, many: &str| if plural { many.to_owned() } else { one.to_owned() };
        let keys = |keys: &[(&str, Shape)], last: &str| {
            let names: Vec<String> = keys.iter().map(|(key, _)| format!("`{key}`")).collect();
            format!("{} with {}", noun("a table", "tables"), names.join(last))
        };
        match self {
            Self::Any => "anything".to_owned(),
            Self::Text => noun("a string", "strings"),
            Self::Flag => "`true` or `false`".to_owned(),
            Self::Number => noun("a whole number", "whole numbers"),
            Self::Count => noun("a whole number above 0", "whole numbers above 0"),
            Self::Between(least, most) => format!("{} from {least} to {most}", noun("a number", "numbers")),
            Self::OneOf(texts) => {
                let texts: Vec<String> = texts.iter().map(|text| format!("`\"{text}\"`")).collect();
                alternatives(&texts)
            }
            Self::TextThat(_, called) => (*called).to_owned(),
            Self::List(shape) => format!("{} of {}", noun("an array", "arrays"), shape.called(true)),
            Self::Map(shape) => format!("{} of {}", noun("a table", "tables"), shape.called(true)),
            Self::Table(_) => noun("a table", "tables"),
            Self::Only(only) => keys(only, " or "),
            Self::With(with, _) => keys(with, " and "),
            Self::Inheritable(shape) => shape.called(plural),
            Self::Either(shapes) => {
                let shapes: Vec<String> = shapes.iter().map(|shape| shape.called(plural)).collect();
                alternatives(&shapes)
            }
        }
    }
}

/// The places and problems of misfits, each problem once: at its first place, with the number of the others.
pub fn grouped(misfits: Vec<Misfit<'_>>) -> impl Iterator<Item = (Place, String)> {
    let mut found: Vec<(Place, String, usize)> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for Misfit { place, problem, .. } in misfits {
        let index = *known.entry(problem.clone()).or_insert(found.len());
        match found.get_mut(index) {
            Some((_, _, more)) => *more += 1,
            None => found.push((place, problem, 0)),
        }
    }
    found.into_iter().map(|(place, problem, more)| match more {
        0 => (place, problem),
        1 => (place, format!("{problem} (and once more)")),
        more => (place, format!("{problem} (and {more} more times)")),
    })
}

/// `a, b or c`.
fn alternatives(names: &[String]) -> String {
    match names {
        [others @ .., last] if !others.is_empty() => format!("{} or {last}", others.join(", ")),
        names => names.concat(),
    }
}
