//! The Python types that PyO3 takes for a Rust type, and gives for it.                [door: syn]

use syn::{GenericArgument, PathArguments, ReturnType, Type};

use crate::syntax::hint::Hint;
use crate::syntax::rust::expression::parts;

/// The path that stands for a `Vec<u8>` that is given: a list before PyO3 0.23, bytes since.
pub const GIVEN_BYTES: &str = "Vec<u8>";

/// Which way a value goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// Python gives it to Rust.
    In,
    /// Rust gives it to Python.
    Out,
}

/// Whether the last part of a type is `name`.
pub(super) fn is_named(ty: &Type, name: &str) -> bool {
    last(ty).is_some_and(|part| part.ident == name)
}

fn last(ty: &Type) -> Option<&syn::PathSegment> {
    match ty {
        Type::Path(path) => path.path.segments.last(),
        Type::Group(group) => last(&group.elem),
        Type::Paren(group) => last(&group.elem),
        _ => None,
    }
}

/// The types in the brackets of a part.
fn inner(part: &syn::PathSegment) -> Vec<&Type> {
    let PathArguments::AngleBracketed(arguments) = &part.arguments else {
        return Vec::new();
    };
    let types = arguments.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    });
    types.collect()
}

/// The Python type of a function's result; `None` stands for nothing.
pub(super) fn returned(output: &ReturnType) -> Hint {
    let ReturnType::Type(_, ty) = output else {
        return Hint::class("None");
    };
    let fallible = last(ty).filter(|part| part.ident == "PyResult" || part.ident == "Result");
    let ty = match fallible.map(inner).as_deref() {
        Some([ty, ..]) => ty,
        Some([]) => return Hint::Any,
        None => &**ty,
    };
    match ty {
        Type::Tuple(tuple) if tuple.elems.is_empty() => Hint::class("None"),
        ty => hint(ty, Way::Out),
    }
}

/// The Python type of a value that goes this way.
pub(super) fn hint(ty: &Type, way: Way) -> Hint {
    match ty {
        Type::Group(group) => hint(&group.elem, way),
        Type::Paren(group) => hint(&group.elem, way),
        Type::Reference(reference) => match &*reference.elem {
            Type::Slice(slice) if is_named(&slice.elem, "u8") => Hint::class("bytes"),
            elem => hint(elem, way),
        },
        Type::Slice(slice) => sequence(&slice.elem, way),
        Type::Array(array) => sequence(&array.elem, way),
        Type::Tuple(tuple) if !tuple.elems.is_empty() => {
            let parts = tuple.elems.iter().map(|elem| hint(elem, way));
            Hint::Class("tuple".to_owned(), parts.collect())
        }
        Type::Path(path) if path.qself.is_none() => named(&path.path, way),
        _ => Hint::Any,
    }
}

fn sequence(elem: &Type, way: Way) -> Hint {
    match way {
        Way::In => Hint::of("Sequence", hint(elem, way)),
        Way::Out if is_named(elem, "u8") => Hint::Rust(vec![GIVEN_BYTES.to_owned()], Box::default()),
        Way::Out => Hint::of("list", hint(elem, way)),
    }
}

fn named(path: &syn::Path, way: Way) -> Hint {
    let Some(part) = path.segments.last() else {
        return Hint::Any;
    };
    let within = inner(part);
    let of = |name: &str| {
        let parts = within.iter().take(2).map(|ty| hint(ty, way));
        Hint::Class(name.to_owned(), parts.collect())
    };
    match (part.ident.to_string().as_str(), within.as_slice()) {
        ("Option", [ty]) if !is_unit(ty) => hint(ty, way).or_none(),
        ("Vec" | "SmallVec", [ty, ..]) => match ty {
            Type::Array(array) if part.ident == "SmallVec" => sequence(&array.elem, way),
            ty => sequence(ty, way),
        },
        ("HashMap" | "BTreeMap" | "IndexMap", [_, _, ..]) => of("dict"),
        ("HashSet" | "BTreeSet", [ty, ..]) => Hint::of("set", hint(ty, way)),
        ("Cow", [Type::Slice(slice)]) if is_named(&slice.elem, "u8") => Hint::class("bytes"),
        ("Cow" | "Py" | "Bound" | "Borrowed" | "PyRef" | "PyRefMut", [ty]) => hint(ty, way),
        (name, []) => match plain(name, way) {
            Some(hint) if !may_be_own(name) => hint,
            hint => Hint::Rust(parts(path), Box::new(hint.unwrap_or_default())),
        },
        _ => Hint::Any,
    }
}

fn is_unit(ty: &Type) -> bool {
    matches!(ty, Type::Tuple(tuple) if tuple.elems.is_empty())
}

/// The Python type of a Rust type without brackets, if it is none of the crate's own.
fn plain(name: &str, way: Way) -> Option<Hint> {
    let class = match name {
        "bool" | "PyBool" => "bool",
        "i8" | "i16" | "i32" | "i64" | "i128" | "isize" | "u8" | "u16" | "u32" | "u64" | "u128" | "usize"
        | "PyInt" | "PyLong" => "int",
        "f32" | "f64" | "PyFloat" => "float",
        "str" | "String" | "char" | "PyString" | "PyBackedStr" => "str",
        "PyBytes" | "PyBackedBytes" => "bytes",
        "PyByteArray" => "bytearray",
        "PyComplex" => "complex",
        "PyList" => "list",
        "PyDict" => "dict",
        "PyTuple" => "tuple",
        "PySet" => "set",
        "PyFrozenSet" => "frozenset",
        "PyNone" => "None",
        "PyType" => "type",
        "PathBuf" | "Path" if way == Way::In => {
            return Some(Hint::Union(vec![
                Hint::class("str"),
                Hint::of("PathLike", Hint::class("str")),
            ]));
        }
        "PyAny" | "PyObject" => return Some(Hint::Any),
        _ => return None,
    };
    Some(Hint::class(class))
}

/// Whether a type without brackets that is known by its name may as well be one that somebody made.
pub(super) fn may_be_own(name: &str) -> bool {
    name.starts_with("Py") || matches!(name, "String" | "Path" | "PathBuf")
}

/// The name that a class of PyO3 has in Python.
pub fn python_class(name: &str) -> String {
    match plain(name, Way::Out) {
        Some(Hint::Class(class, _)) => class,
        _ => name.strip_prefix("Py").unwrap_or(name).to_owned(),
    }
}
