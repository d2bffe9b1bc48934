//! How a stub writes down what an extension module has.

use std::collections::{BTreeMap, BTreeSet};

use crate::project::api::exports::{ClassExports, Export, Exported};
use crate::syntax::hint::Hint;
use crate::syntax::signature::{Kind, Parameter, Signature};

/// Slots that Python does not call by these names, or that every object has anyway.
const UNWRITTEN: [&str; 8] = [
    "__richcmp__",
    "__traverse__",
    "__clear__",
    "__getbuffer__",
    "__releasebuffer__",
    "__concat__",
    "__doc__",
    "__all__",
];

/// The names that stubs take from the standard library, and from where.
const IMPORTED: [(&str, &str); 8] = [
    ("Any", "typing"),
    ("ClassVar", "typing"),
    ("final", "typing"),
    ("Coroutine", "collections.abc"),
    ("Sequence", "collections.abc"),
    ("PathLike", "os"),
    ("Path", "pathlib"),
    ("ModuleType", "types"),
];

/// The lines for something that the class `owner` has, or the module; none for what is not written down.
pub fn lines(export: &Export, owner: Option<&str>) -> Vec<String> {
    let name = &export.name;
    if UNWRITTEN.contains(&name.as_str()) {
        return Vec::new();
    }
    let function = |signature: &Option<Signature>, receiver: Option<&str>| {
        let signature = signature.clone().unwrap_or_else(anything);
        format!(
            "def {name}{}: ...",
            adapted(name, signature, owner).typed(receiver)
        )
    };
    match &export.what {
        Exported::Function(signature) => vec![function(signature, owner.map(|_| "self"))],
        Exported::New(signature) => {
            let mut signature = signature.clone().unwrap_or_else(anything);
            signature.returns = Hint::class("None");
            vec![format!("def __init__{}: ...", signature.typed(Some("self")))]
        }
        Exported::ClassMethod(signature) => {
            vec!["@classmethod".to_owned(), function(signature, Some("cls"))]
        }
        Exported::Static(signature) => vec!["@staticmethod".to_owned(), function(signature, None)],
        Exported::Property(hint, true) => vec![format!("{name}: {hint}")],
        Exported::Property(hint, false) => {
            vec!["@property".to_owned(), format!("def {name}(self) -> {hint}: ...")]
        }
        Exported::Value(hint) if owner.is_some() => vec![format!("{name}: ClassVar[{hint}]")],
        Exported::Value(hint) => vec![format!("{name}: {hint}")],
        Exported::Module(_) => vec![format!("{name}: ModuleType")],
        Exported::Class(class) => self::class(name, class),
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
fn adapted(name: &str, mut signature: Signature, owner: Option<&str>) -> Signature {
    let is_in_place =
        name.starts_with("__i") && name.ends_with("__") && signature.returns == Hint::class("None");
    match name {
        "__eq__" | "__ne__" => {
            let others = signature.parameters.iter_mut();
            others.for_each(|other| other.hint = Hint::class("object"));
        }
        "__next__" | "__anext__" => {
            if let Hint::Union(mut all) = std::mem::take(&mut signature.returns) {
                all.retain(|one| *one != Hint::class("None"));
                signature.returns = match all.as_slice() {
                    [one] => one.clone(),
                    _ => Hint::Union(all),
                };
            }
        }
        _ if is_in_place => signature.returns = owner.map(Hint::class).unwrap_or_default(),
        _ => {}
    }
    signature
}

fn class(name: &str, class: &ClassExports) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let members = class
        .members
        .iter()
        .filter(|member| member.sure && seen.insert(&member.name));
    let mut body: Vec<String> = members.flat_map(|member| lines(member, Some(name))).collect();
    if class.has_order {
        let compare = |slot| format!("def {slot}(self, other: {name}) -> bool: ...");
        body.extend(["__lt__", "__le__", "__gt__", "__ge__"].map(compare));
    }
    if class.is_enum {
        body.push("def __int__(self) -> int: ...".to_owned());
    }
    let base = class.base.as_ref().map(|base| format!("({})", Hint::class(base)));
    let head = format!("class {name}{}:", base.unwrap_or_default());
    let mut all = Vec::new();
    if !class.can_be_base {
        all.push("@final".to_owned());
    }
    if body.is_empty() {
        all.push(format!("{head} ..."));
    } else {
        all.push(head);
        all.extend(body.iter().map(|line| format!("    {line}")));
    }
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
