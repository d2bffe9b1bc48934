//! Attributes of Rust items: what `cfg_attr` adds, what `cfg` demands, and the options of PyO3's.  [door: syn]

use proc_macro2::{TokenStream, TokenTree};
use syn::punctuated::Punctuated;
use syn::visit::Visit;
use syn::{Attribute, Expr, ExprLit, Item, Lit, Meta, Token};

use crate::syntax::rust::spans::bytes;
use crate::text::place::Span;

/// The attributes of PyO3 that make something for Python.
const MAKERS: [&str; 4] = ["pymodule", "pyfunction", "pyclass", "pymethods"];

/// Under which conditions something is compiled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gate {
    /// Whether there are conditions that cannot be judged.
    pub unsure: bool,
    /// The features of the crate without which it is not compiled.
    pub features: Vec<String>,
}

impl Gate {
    /// The gate of an item with these attributes behind this one.
    pub(super) fn of(&self, attributes: &[Meta]) -> Self {
        let mut gate = self.clone();
        for condition in attributes.iter().filter(|meta| meta.path().is_ident("cfg")) {
            arguments(condition)
                .iter()
                .for_each(|condition| gate.require(condition));
        }
        // What makes the stub is told to leave it out.
        let mut made = attributes.iter().filter(|meta| is(meta, "gen_stub"));
        gate.unsure |= made.any(|meta| arguments(meta).iter().any(|meta| is(meta, "skip")));
        gate
    }

    fn require(&mut self, condition: &Meta) {
        let is_on = |system: &&str| holds(condition, system) == Some(true);
        if SYSTEMS.iter().all(is_on) {
            return;
        }
        match (condition, text(condition)) {
            (Meta::NameValue(pair), Some((name, _))) if pair.path.is_ident("feature") => {
                self.features.push(name)
            }
            (Meta::List(list), _) if list.path.is_ident("all") => {
                arguments(condition)
                    .iter()
                    .for_each(|condition| self.require(condition));
            }
            _ => self.unsure = true,
        }
    }
}

/// Whether a text may be a condition: `cfg(…)` with something in its brackets.
pub fn is_cfg(text: &str) -> bool {
    let tokens = text.parse::<TokenStream>().unwrap_or_default();
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    matches!(tokens.as_slice(), [TokenTree::Ident(name), TokenTree::Group(inner)] if name == "cfg" && !inner.stream().is_empty())
}

/// The systems that wheels are built for; what is compiled for all of them is in every wheel.
const SYSTEMS: [&str; 3] = ["linux", "macos", "windows"];

/// What is set for no wheel.
const TOOLS: [&str; 9] = [
    "test", "doc", "doctest", "docsrs", "miri", "loom", "kani", "fuzzing", "coverage",
];

/// Whether a condition holds in a wheel for a system; `None` where it may or may not.
fn holds(condition: &Meta, system: &str) -> Option<bool> {
    let path = condition.path();
    let each = || arguments(condition).into_iter().map(|part| holds(&part, system));
    match condition {
        Meta::Path(_) if path.is_ident("windows") => Some(system == "windows"),
        Meta::Path(_) if path.is_ident("unix") => Some(system != "windows"),
        Meta::Path(_) => TOOLS.iter().any(|tool| path.is_ident(tool)).then_some(false),
        Meta::NameValue(_) => {
            let (value, _) = text(condition)?;
            match path.get_ident()?.to_string().as_str() {
                "target_os" => Some(value == system),
                "target_vendor" if value == "apple" => Some(system == "macos"),
                "target_family" => match value.as_str() {
                    "unix" => Some(system != "windows"),
                    "windows" => Some(system == "windows"),
                    _ => Some(false),
                },
                "target_arch" => value.starts_with("wasm").then_some(false),
                _ => None,
            }
        }
        Meta::List(_) if path.is_ident("not") => each().next()?.map(|holds| !holds),
        Meta::List(_) if path.is_ident("all") => unless(false, each()),
        Meta::List(_) if path.is_ident("any") => unless(true, each()),
        Meta::List(_) => None,
    }
}

/// `decisive`, if any of these is that; its contrary, if none is or may be.
fn unless(decisive: bool, parts: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut result = Some(!decisive);
    for part in parts {
        match part {
            Some(part) if part == decisive => return Some(decisive),
            None => result = None,
            Some(_) => {}
        }
    }
    result
}

/// Whether an attribute is a line of documentation: most are, and say nothing else.
fn is_documentation(meta: &Meta) -> bool {
    let is_text = |meta: &Meta| matches!(meta, Meta::NameValue(pair) if matches!(pair.value, Expr::Lit(_)));
    is_text(meta) && is(meta, "doc")
}

/// The attributes with those that `cfg_attr` adds, but for documentation; what is made under such a condition has then
/// one more `cfg`.
///
/// Options of PyO3 under a condition of their own are not known: one that says so stands for them.
pub(super) fn expanded(attributes: &[Attribute]) -> Vec<Meta> {
    let conditional = |attribute: &Attribute| {
        let added = arguments(&attribute.meta);
        let (condition, added) = added.split_first()?;
        let Meta::List(list) = &attribute.meta else {
            return None;
        };
        let text = split(list.tokens.clone()).into_iter().next()?;
        let text: TokenStream = text.into_iter().collect();
        Some((condition.clone(), text.to_string(), added.to_vec()))
    };
    let makes = |meta: &Meta| MAKERS.iter().any(|maker| is(meta, maker));
    let all = attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("cfg_attr"));
    let all = all.filter_map(conditional);
    let makers = all.filter(|(_, _, added)| added.iter().any(makes));
    let makers: Vec<String> = makers.map(|(_, text, _)| text).collect();
    let mut all = Vec::new();
    for attribute in attributes
        .iter()
        .filter(|attribute| !is_documentation(&attribute.meta))
    {
        if !attribute.path().is_ident("cfg_attr") {
            all.push(attribute.meta.clone());
            continue;
        }
        let Some((condition, text, added)) = conditional(attribute) else {
            continue;
        };
        if added.iter().any(makes) {
            all.push(syn::parse_quote!(cfg(#condition)));
        }
        for meta in added {
            if is(&meta, "pyo3") && !makers.contains(&text) {
                all.push(syn::parse_quote!(pyo3(conditional)));
            } else {
                all.push(meta);
            }
        }
    }
    all
}

/// Whether some of the options are not known.
pub(super) fn are_conditional(choices: &[Choice]) -> bool {
    choices.iter().any(|choice| choice.name == "conditional")
}

/// Whether an attribute is this one, whatever path leads to it.
pub(super) fn is(meta: &Meta, name: &str) -> bool {
    let segments = &meta.path().segments;
    let last = segments.len().checked_sub(1); // `last()` takes memory
    last.is_some_and(|last| segments[last].ident == name)
}

/// What stands in the brackets of an attribute.
pub(super) fn arguments(meta: &Meta) -> Vec<Meta> {
    let Meta::List(list) = meta else { return Vec::new() };
    let parsed = list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated);
    parsed
        .map(|arguments| arguments.into_iter().collect())
        .unwrap_or_default()
}

/// The string in `name = "…"`, and where it stands.
fn text(meta: &Meta) -> Option<(String, Span)> {
    match meta {
        Meta::NameValue(pair) => match &pair.value {
            Expr::Lit(ExprLit {
                lit: Lit::Str(text), ..
            }) => Some((text.value(), bytes(text.span()))),
            _ => None,
        },
        _ => None,
    }
}

/// An option of an attribute of PyO3: `name`, `name = value` or `name(value)`.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    /// Its name.
    pub name: String,
    /// What follows the equals sign.
    pub value: Vec<TokenTree>,
}

impl Choice {
    /// The string that it is set to, and where it stands.
    pub fn text(&self) -> Option<(String, Span)> {
        let [token] = self.value.as_slice() else {
            return None;
        };
        let literal: syn::LitStr = syn::parse2(token.clone().into()).ok()?;
        Some((literal.value(), bytes(literal.span())))
    }
}

/// The options in the attribute `maker` and in `pyo3`, in their order.
pub(super) fn choices(attributes: &[Meta], maker: &str) -> Vec<Choice> {
    let own = attributes
        .iter()
        .filter(|meta| is(meta, maker) || is(meta, "pyo3"));
    let lists = own.filter_map(|meta| match meta {
        Meta::List(list) => Some(list.tokens.clone()),
        _ => None,
    });
    lists.flat_map(options).collect()
}

fn options(tokens: TokenStream) -> Vec<Choice> {
    let parts = split(tokens);
    let choice = |part: Vec<TokenTree>| {
        let mut part = part.into_iter();
        let name = part.next()?.to_string();
        let value = match part.next() {
            Some(TokenTree::Punct(equals)) if equals.as_char() == '=' => part.collect(),
            _ => Vec::new(),
        };
        Some(Choice { name, value })
    };
    parts.into_iter().filter_map(choice).collect()
}

/// What stands between the commas.
pub(super) fn split(tokens: TokenStream) -> Vec<Vec<TokenTree>> {
    let mut parts = vec![Vec::new()];
    for token in tokens {
        match &token {
            TokenTree::Punct(comma) if comma.as_char() == ',' => parts.push(Vec::new()),
            _ => parts
                .last_mut()
                .into_iter()
                .for_each(|part| part.push(token.clone())),
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// The Python name that something has by an option or by its own, and where that is written.
pub(super) fn named(choices: &[Choice], ident: &syn::Ident) -> (String, Span) {
    let renamed = choices.iter().find(|choice| choice.name == "name");
    renamed
        .and_then(Choice::text)
        .unwrap_or_else(|| (unraw(ident), bytes(ident.span())))
}

/// An identifier without `r#`.
pub(super) fn unraw(ident: &syn::Ident) -> String {
    let raw = ident.to_string();
    raw.strip_prefix("r#").unwrap_or(&raw).to_owned()
}

/// How many conditions there are in an item.
#[derive(Default)]
pub(super) struct Conditions(usize);

impl Conditions {
    /// Whether there are conditions inside an item; those of a module's items are theirs.
    pub(super) fn are_inside(item: &Item) -> bool {
        let mut all = Self::default();
        if !matches!(item, Item::Mod(_)) {
            all.visit_item(item);
        }
        all.0 > of_item(item).iter().filter(|own| is_condition(own)).count()
    }
}

impl<'ast> Visit<'ast> for Conditions {
    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        self.0 += usize::from(is_condition(attribute));
    }
}

fn is_condition(attribute: &Attribute) -> bool {
    ["cfg", "cfg_attr"]
        .iter()
        .any(|name| attribute.path().is_ident(name))
}

/// Whether an attribute makes a function a test, which no build compiles.
pub(super) fn is_test(attribute: &Attribute) -> bool {
    let last = attribute.path().segments.last();
    last.is_some_and(|last| last.ident == "test" || last.ident == "bench")
}

/// The attributes of an item.
pub(super) fn of_item(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::ExternCrate(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}
