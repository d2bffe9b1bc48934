//! How a stub writes down what an extension module has.

use std::collections::{BTreeMap, BTreeSet};

use crate::project::api::exports::{ClassExports, Export, Exported};
use crate::syntax::hint::Hint;
use crate::syntax::signature::{Kind, Parameter, Signature};

/// Slots that Python does not call by these names, or that every object has anyway.
const UNWRITTEN: [&str; 10] = [
    "__richcmp__",
    "__traverse__",
    "__clear__",
    "__getbuffer__",
    "__releasebuffer__",
    "__concat__",
    "__repr__",
    "__str__",
    "__doc__",
    "__all__",
];

/// What a block is indented by.
const INDENT: &str = "    ";

/// The operators that have a slot of their own, one for the right side, and one in place.
const OPERATORS: [&str; 14] = [
    "add", "sub", "mul", "matmul", "truediv", "floordiv", "mod", "divmod", "pow", "lshift", "rshift", "and",
    "xor", "or",
];

/// Other slots, which take their arguments by position.
const SLOTS: [&str; 17] = [
    "lt",
    "le",
    "eq",
    "ne",
    "gt",
    "ge",
    "getitem",
    "setitem",
    "delitem",
    "contains",
    "getattr",
    "getattribute",
    "setattr",
    "delattr",
    "get",
    "set",
    "delete",
];

/// The names that stubs take from the standard library, and from where.
const IMPORTED: [(&str, &str); 11] = [
    ("Any", "typing"),
    ("ClassVar", "typing"),
    ("final", "typing"),
    ("Coroutine", "collections.abc"),
    ("Sequence", "collections.abc"),
    ("PathLike", "os"),
    ("Path", "pathlib"),
    ("ModuleType", "types"),
    ("Never", "typing_extensions"),
    ("Self", "typing_extensions"),
    ("disjoint_base", "typing_extensions"),
];

/// What lines have to fit.
#[derive(Clone, Debug)]
pub struct Page {
    /// The longest line that a formatter would make.
    pub width: usize,
    /// The classes of the Rust sources that have no name in the stub.
    pub nameless: BTreeSet<String>,
}

impl Page {
    /// A type as the stub can name it.
    fn named(&self, hint: &Hint) -> Hint {
        let named = |part: Hint| match part {
            Hint::Class(name, _) if self.nameless.contains(&name) => Hint::Any,
            part => part,
        };
        hint.clone().map(&named)
    }
}

/// The class that something stands in.
#[derive(Clone, Copy, Debug)]
pub struct Owner<'a> {
    /// Its name where its lines do not stand in it.
    pub name: &'a str,
    /// Whether Python can derive classes from it.
    pub can_be_base: bool,
}

/// The lines for something that the class `owner` has, or the module; none for what is not written down.
pub fn lines(export: &Export, owner: Option<&Owner<'_>>, page: &Page) -> Vec<String> {
    let name = &export.name;
    if UNWRITTEN.contains(&name.as_str()) {
        return Vec::new();
    }
    let function = |decorator: Option<&str>, signature: &Option<Signature>, receiver: Option<&str>| {
        let signature = signature.clone().unwrap_or_else(anything);
        let mut signature = adapted(name, signature, owner);
        signature.returns = page.named(&signature.returns);
        for parameter in &mut signature.parameters {
            parameter.hint = page.named(&parameter.hint);
        }
        let declared = signature.declared(name, receiver, page.width);
        decorator.map(str::to_owned).into_iter().chain(declared).collect()
    };
    match &export.what {
        Exported::Function(signature) => function(None, signature, owner.map(|_| "self")),
        Exported::New(signature) => function(None, signature, Some("cls")),
        Exported::ClassMethod(signature) => function(Some("@classmethod"), signature, Some("cls")),
        Exported::Static(signature) => function(Some("@staticmethod"), signature, None),
        Exported::Property(hint, true) => vec![format!("{name}: {}", page.named(hint))],
        Exported::Property(hint, false) => {
            let getter = format!("def {name}(self) -> {}: ...", page.named(hint));
            vec!["@property".to_owned(), getter]
        }
        Exported::Value(hint) if owner.is_some() => vec![format!("{name}: ClassVar[{}]", page.named(hint))],
        Exported::Value(hint) => vec![format!("{name}: {}", page.named(hint))],
        Exported::Module(_) => vec![format!("{name}: ModuleType")],
        Exported::Class(class) => {
            let full = owner.map_or_else(|| name.clone(), |owner| format!("{}.{name}", owner.name));
            self::class(name, &full, class, page)
        }
    }
}

/// A signature that says nothing.
fn anything() -> Signature {
    let rest = |name: &str, kind| Parameter {
        name: name.to_owned(),
        kind,
        default: None,
        hint: Hint::Any,
        span: (0..0).into(),
        default_span: None,
    };
    Signature {
        parameters: vec![rest("args", Kind::Rest), rest("kwargs", Kind::Keywords)],
        ..Signature::default()
    }
}

/// A signature as Python has it where PyO3 changes what a special method takes or gives.
fn adapted(name: &str, mut signature: Signature, owner: Option<&Owner<'_>>) -> Signature {
    let slot = name.strip_prefix("__").and_then(|name| name.strip_suffix("__"));
    let operator = |prefix: &str| {
        slot.and_then(|slot| slot.strip_prefix(prefix))
            .is_some_and(|slot| OPERATORS.contains(&slot))
    };
    if slot.is_some_and(|slot| SLOTS.contains(&slot)) || ["", "r", "i"].into_iter().any(operator) {
        let parameters = signature.parameters.iter_mut();
        parameters.for_each(|parameter| parameter.kind = Kind::Positional);
    }
    let own = owner.map(|owner| Hint::class(if owner.can_be_base { "Self" } else { owner.name }));
    match slot {
        Some("eq" | "ne") => {
            let others = signature.parameters.iter_mut();
            others.for_each(|other| other.hint = Hint::class("object"));
        }
        Some("next" | "anext") => {
            if let Hint::Union(mut all) = std::mem::take(&mut signature.returns) {
                all.retain(|one| *one != Hint::class("None"));
                signature.returns = match all.as_slice() {
                    [one] => one.clone(),
                    _ => Hint::Union(all),
                };
            }
        }
        Some("exit" | "aexit") => {
            let unknown = signature
                .parameters
                .iter_mut()
                .filter(|parameter| parameter.hint == Hint::Any);
            unknown.for_each(|parameter| parameter.hint = Hint::class("object"));
        }
        Some("new") => signature.returns = own.unwrap_or_default(),
        Some("enter") if owner.is_some_and(|owner| signature.returns == Hint::class(owner.name)) => {
            signature.returns = own.unwrap_or_default();
        }
        _ if operator("i") && signature.returns == Hint::class("None") => {
            signature.returns = own.unwrap_or_default();
        }
        _ => {}
    }
    signature
}

/// The other side of operators that Rust defines on one side: the slot is there, and takes nothing.
fn reflected(own: &[&Export]) -> Vec<String> {
    let has = |name: &String| own.iter().any(|member| member.name == *name);
    let other = |operator: &&str| {
        let (left, right) = (format!("__{operator}__"), format!("__r{operator}__"));
        let name = match (has(&left), has(&right)) {
            (true, false) => right,
            (false, true) => left,
            _ => return None,
        };
        Some(format!("def {name}(self, other: Never, /) -> Never: ..."))
    };
    OPERATORS.iter().filter_map(other).collect()
}

/// A class that is called `full` where its lines do not stand in it.
fn class(name: &str, full: &str, class: &ClassExports, page: &Page) -> Vec<String> {
    let inside = Page {
        width: page.width.saturating_sub(INDENT.len()),
        ..page.clone()
    };
    let mut seen = BTreeSet::new();
    let own = class.members.iter().take(class.own);
    let own: Vec<&Export> = own
        .filter(|member| member.sure && seen.insert(&member.name))
        .collect();
    let mut body = Vec::new();
    if class.is_variant {
        let fields = own
            .iter()
            .filter(|member| matches!(member.what, Exported::Property(..)));
        let fields: Vec<String> = fields.map(|field| format!("\"{}\"", field.name)).collect();
        let comma = if fields.len() == 1 { "," } else { "" };
        body.push(format!("__match_args__ = ({}{comma})", fields.join(", ")));
    }
    let owner = Owner {
        name: full,
        can_be_base: class.can_be_base,
    };
    let mut after_class = false;
    for member in &own {
        let is_class = matches!(member.what, Exported::Class(_));
        if !body.is_empty() && (is_class || after_class) {
            body.push(String::new());
        }
        after_class = is_class;
        body.extend(lines(member, Some(&owner), &inside));
    }
    body.extend(reflected(&own));
    if class.has_order {
        let compare = |slot| format!("def {slot}(self, other: {name}, /) -> bool: ...");
        body.extend(["__lt__", "__le__", "__gt__", "__ge__"].map(compare));
    }
    if class.is_enum {
        body.push("def __int__(self) -> int: ...".to_owned());
    }
    let base = class.base.as_ref().filter(|base| !page.nameless.contains(*base));
    let base = base.map(|base| format!("({})", Hint::class(base)));
    let head = format!("class {name}{}:", base.unwrap_or_default());
    let mut all = Vec::new();
    if !class.can_be_base {
        all.push("@final".to_owned());
    } else if class.has_layout {
        all.push("@disjoint_base".to_owned());
    }
    if body.is_empty() {
        all.push(format!("{head} ..."));
        return all;
    }
    all.push(head);
    let indented = |line: &String| {
        if line.is_empty() {
            String::new()
        } else {
            format!("{INDENT}{line}")
        }
    };
    all.extend(body.iter().map(indented));
    all
}

/// The modules of the standard library that these lines need, and the names that they need of each.
pub fn imports(lines: &[String]) -> BTreeMap<&'static str, Vec<&'static str>> {
    let is_part = |character: char| character.is_alphanumeric() || character == '_';
    let words: BTreeSet<&str> = lines
        .iter()
        .flat_map(|line| line.split(|letter| !is_part(letter)))
        .collect();
    let mut needed: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (name, module) in IMPORTED {
        if words.contains(name) {
            needed.entry(module).or_default().push(name);
        }
    }
    needed
}
