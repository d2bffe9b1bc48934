//! The symbols of CPython's stable ABI, and the Python that added each, as of the release that the table names.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The release, and one symbol a line with its minor version; written by scripts/stable_abi.py.
const TABLE: &str = include_str!("stable_abi.txt");

static ADDED: LazyLock<BTreeMap<&str, u64>> = LazyLock::new(|| {
    let entries = TABLE.lines().skip(1);
    let entry = |line: &'static str| {
        let (symbol, minor) = line.split_once(' ')?;
        Some((symbol, minor.parse().ok()?))
    };
    entries.filter_map(entry).collect()
});

/// The minor version of the Python 3 that added a symbol to the stable ABI; `None` for a symbol that is not in it.
pub fn added(symbol: &str) -> Option<u64> {
    ADDED.get(symbol).copied()
}

/// What takes a `PyModuleDef`. In the stable ABI without the global lock its layout is not known
/// ([PEP 803](https://peps.python.org/pep-0803/)), so that nobody can make one; all other symbols are in both.
const OF_DEFINITIONS: [&str; 8] = [
    "PyModuleDef_Init",
    "PyModule_Create2",
    "PyModule_ExecDef",
    "PyModule_FromDefAndSpec2",
    "PyState_AddModule",
    "PyState_FindModule",
    "PyState_RemoveModule",
    "PyType_GetModuleByDef",
];

/// Whether a symbol is of no use in the stable ABI without the global lock, `abi3t`.
pub fn needs_lock(symbol: &str) -> bool {
    OF_DEFINITIONS.contains(&symbol)
}

/// Whether a symbol has a name that only CPython's own have: `Py` or `_Py`, and a capital letter or `_`.
pub fn is_of_python(symbol: &str) -> bool {
    let rest = symbol.strip_prefix('_').unwrap_or(symbol).strip_prefix("Py");
    rest.is_some_and(|rest| rest.starts_with(|next: char| next == '_' || next.is_ascii_uppercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_knows_what_was_added_when() {
        assert_eq!(added("PyList_New"), Some(2));
        assert_eq!(added("PyObject_GetBuffer"), Some(11));
        assert_eq!(added("_Py_IncRef"), Some(10)); // the underscore does not make it private
        assert_eq!(added("PyUnicode_AsUTF8AndSize"), Some(10));
        assert_eq!(added("_PyObject_GetDictPtr"), None);
    }

    #[test]
    fn pythons_own_symbols_are_told_from_others() {
        assert!(
            ["PyList_New", "_Py_Dealloc", "Py_IncRef"]
                .into_iter()
                .all(is_of_python)
        );
        assert!(
            !["pyo3_run", "Pyro", "__PyX", "malloc"]
                .into_iter()
                .any(is_of_python)
        );
    }
}
