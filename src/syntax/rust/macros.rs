//! Which macros add nothing to what Python sees, and the names that are given to the others.      [door: syn]

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};
use syn::{Macro, Meta};

use crate::syntax::rust::attributes::{arguments, is};

/// Attributes of the language, of PyO3 and of what makes stubs, and those that are read by a derive.
const ATTRIBUTES: [&str; 45] = [
    "allow",
    "arg",
    "as_ref",
    "automatically_derived",
    "builder",
    "cfg",
    "clap",
    "cold",
    "command",
    "debug",
    "default",
    "delegate",
    "deny",
    "deprecated",
    "derivative",
    "derive",
    "derive_where",
    "diagnostic",
    "display",
    "doc",
    "educe",
    "error",
    "expect",
    "forbid",
    "from",
    "gen_stub",
    "gen_stub_pyclass",
    "gen_stub_pyclass_complex_enum",
    "gen_stub_pyclass_enum",
    "gen_stub_pymethods",
    "into",
    "must_use",
    "non_exhaustive",
    "pyclass",
    "pymethods",
    "pyo3",
    "repr",
    "rkyv",
    "rustfmt",
    "schemars",
    "serde",
    "skip",
    "strum",
    "warn",
    "with",
];

/// Derives of the language, and those of public crates that know nothing of Python.
const DERIVES: [&str; 62] = [
    "Archive",
    "Arbitrary",
    "AsMut",
    "AsRef",
    "AsRefStr",
    "Args",
    "AsRefBytes",
    "BorshDeserialize",
    "BorshSerialize",
    "Builder",
    "Clone",
    "Constructor",
    "ConstParamTy",
    "Copy",
    "Debug",
    "DebugCustom",
    "Decode",
    "Default",
    "Deref",
    "DerefMut",
    "Derivative",
    "Deserialize",
    "Display",
    "Educe",
    "Encode",
    "EnumAsInner",
    "EnumCount",
    "EnumDiscriminants",
    "EnumIs",
    "EnumIter",
    "EnumProperty",
    "EnumString",
    "EnumTryAs",
    "Eq",
    "Error",
    "From",
    "FromPrimitive",
    "FromPyObject",
    "FromRepr",
    "FromStr",
    "Getters",
    "Hash",
    "Into",
    "IntoPyObject",
    "IntoPyObjectRef",
    "IntoStaticStr",
    "JsonSchema",
    "Message",
    "Ord",
    "Parser",
    "PartialEq",
    "PartialOrd",
    "Pod",
    "Serialize",
    "Subcommand",
    "ToPrimitive",
    "TryFrom",
    "TypedBuilder",
    "ValueEnum",
    "VariantArray",
    "VariantNames",
    "Zeroable",
];

/// Whether one of these attributes is, or may be, a macro that gives a class methods of its own.
pub(super) fn may_add(attributes: &[Meta]) -> bool {
    let is_known = |meta: &Meta| ATTRIBUTES.iter().any(|name| is(meta, name)) || is_of_tool(meta);
    let derives = attributes.iter().filter(|meta| is(meta, "derive"));
    let mut derived = derives.flat_map(arguments);
    !attributes.iter().all(is_known) || derived.any(|meta| !DERIVES.iter().any(|name| is(&meta, name)))
}

/// `#[clippy::…]` and the like.
fn is_of_tool(meta: &Meta) -> bool {
    let first = meta.path().segments.first();
    first.is_some_and(|part| part.ident == "clippy" || part.ident == "rustfmt" || part.ident == "rustdoc")
}

/// Macros that are called and add nothing to a module.
const CALLED: [&str; 36] = [
    "assert",
    "assert_eq",
    "assert_ne",
    "bail",
    "cfg",
    "concat",
    "dbg",
    "debug",
    "debug_assert",
    "ensure",
    "env",
    "eprintln",
    "error",
    "format",
    "include_bytes",
    "include_str",
    "info",
    "intern",
    "log",
    "matches",
    "option_env",
    "panic",
    "pyo3_runtime",
    "println",
    "stringify",
    "todo",
    "trace",
    "unimplemented",
    "unreachable",
    "unwrap",
    "vec",
    "warn",
    "warning",
    "write",
    "writeln",
    "c_str",
];

/// Whether the call of a macro may add something to a module.
pub(super) fn may_fill(call: &Macro) -> bool {
    let name = call.path.segments.last().map(|part| part.ident.to_string());
    let name = name.unwrap_or_default();
    let is_wrapper = name.starts_with("wrap_pyfunction") || name.starts_with("wrap_pymodule");
    let registers = name == "py_run" && call.tokens.to_string().contains("sys.modules");
    !is_wrapper && !registers && !CALLED.contains(&name.as_str())
}

/// The names in capitals among tokens.
pub(super) fn identifiers(tokens: TokenStream, found: &mut BTreeSet<String>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => identifiers(group.stream(), found),
            TokenTree::Ident(ident) => {
                let name = ident.to_string();
                if name.starts_with(char::is_uppercase) {
                    found.insert(name);
                }
            }
            _ => {}
        }
    }
}
