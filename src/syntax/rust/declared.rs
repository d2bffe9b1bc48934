//! What a `#[pymodule] mod` adds to its module by its items.                         [door: syn]

use syn::Item;

use crate::syntax::rust::added::{Add, Added, Text, Valued, module_parameter};
use crate::syntax::rust::attributes::{Gate, expanded, is, unraw};
use crate::syntax::rust::body;
use crate::syntax::rust::imports;
use crate::syntax::rust::imports::Leaf;
use crate::syntax::rust::spans::bytes;
use crate::syntax::rust::types::{Way, hint};

/// What an item of a `#[pymodule] mod` adds to the module.
pub(super) fn adds(item: &Item) -> Vec<Add> {
    let (attributes, ident) = match item {
        Item::Fn(item) => (expanded(&item.attrs), &item.sig.ident),
        Item::Struct(item) => (expanded(&item.attrs), &item.ident),
        Item::Enum(item) => (expanded(&item.attrs), &item.ident),
        Item::Mod(item) => (expanded(&item.attrs), &item.ident),
        Item::Const(item) => (expanded(&item.attrs), &item.ident),
        Item::Use(item) => {
            let attributes = expanded(&item.attrs);
            if !attributes.iter().any(|meta| is(meta, "pymodule_export")) {
                return Vec::new();
            }
            let gate = Gate::default().of(&attributes);
            let add = |leaf: Leaf| Add {
                what: Added::Item(leaf.path),
                span: bytes(leaf.ident.span()),
                gate: gate.clone(),
            };
            return imports::leaves(&item.tree).into_iter().map(add).collect();
        }
        _ => return Vec::new(),
    };
    let gate = Gate::default().of(&attributes);
    let is = |name: &str| attributes.iter().any(|meta| is(meta, name));
    if let Item::Fn(function) = item
        && is("pymodule_init")
    {
        let module = module_parameter(&function.sig);
        let filler = module.map(|module| body::filler(&function.sig, &function.block, &module));
        return filler.map(|filler| filler.adds).unwrap_or_default();
    }
    let span = bytes(ident.span());
    let what = match item {
        Item::Const(value) if is("pymodule_export") => {
            Added::Value(Text::Literal(unraw(ident)), Valued::Of(hint(&value.ty, Way::Out)))
        }
        Item::Fn(_) if is("pyfunction") => Added::Item(vec![unraw(ident)]),
        Item::Struct(_) | Item::Enum(_) if is("pyclass") => Added::Item(vec![unraw(ident)]),
        Item::Mod(_) if is("pymodule") => Added::Item(vec![unraw(ident)]),
        _ => return Vec::new(),
    };
    vec![Add { what, span, gate }]
}
