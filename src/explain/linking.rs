//! What linkers and loaders say of libraries and symbols: the words of GNU ld, lld, mold, Apple's and Microsoft's.

use crate::explain::cause::{Said, word};
use crate::explain::log::Line;
use crate::explain::pattern::holes;

/// How linkers say that they do not find a library.
pub const LIBRARY: &[&str] = &[
    "{}cannot find -l{}",
    "{}unable to find library -l{}",
    "{}library not found for -l{}",
    "ld: library '{}' not found{}",
    "{}library not found: {}",
    "{}LNK1181: cannot open input file '{}.lib'",
    "{}unable to find Dynamic system library '{}'{}",
    "{}unable to find dynamic system library '{}'{}",
];

/// Whether a library is of the Windows SDK or of Visual Studio, without which nothing is linked there.
pub fn is_of_windows(library: &str) -> bool {
    const THERE: [&str; 8] = [
        "kernel32", "ntdll", "userenv", "ws2_32", "dbghelp", "advapi32", "bcrypt", "msvcrt",
    ];
    THERE.contains(&library.to_ascii_lowercase().trim_end_matches(".lib"))
}

/// Its name as such a line has it.
pub fn library<'a>(said: &Said<'a>) -> Option<&'a str> {
    const LINKERS: [&str; 2] = ["ld", "LINK"]; // ld, ld.lld, rust-lld, mold
    const ZIG: usize = 6; // its words are plain enough
    let (index, of) = (usize::from(said.pattern != 3), said.hole(0));
    if index == 1 && said.pattern < ZIG && !LINKERS.iter().any(|name| of.contains(name)) {
        return None;
    }
    let name = word(said.hole(index));
    (!name.is_empty()).then_some(name)
}

/// How linkers say that they do not find a symbol.
pub const UNDEFINED: &[&str] = &[
    "{}undefined reference to {}",
    "{}error: undefined symbol: {}",
    "Undefined symbols for architecture {}:",
    "{}unresolved external symbol {}",
    "{}ERROR: Undefined symbol: {}",
    "dyld{}: symbol not found in flat namespace {}",
    "dyld{}: Symbol not found: {}",
    "ld: symbol(s) not found for architecture {}",
];

/// The symbols that are missing, in the order of the log.
pub fn undefined<'a>(said: &Said<'a>) -> Vec<&'a str> {
    const MOST: usize = 1000;
    let is_inside = |line: &Line<'_>| {
        let text = line.text();
        !text.starts_with("error: linking with") && !text.starts_with("error: could not compile")
    };
    let above = said.line.above().take(MOST).take_while(is_inside);
    let mut lines: Vec<Line<'a>> = above.collect();
    lines.reverse();
    lines.push(said.line);
    lines.extend(said.line.following().take(MOST).take_while(is_inside));
    let lines = lines.into_iter();
    let symbols = lines.filter_map(|line| {
        let text = line.text();
        let named = UNDEFINED.iter().find_map(|pattern| holes(pattern, text));
        let symbol = match named {
            Some(holes) => *holes.get(1)?,
            None => text.strip_suffix(", referenced from:")?, // Apple's list
        };
        Some(word(symbol.trim_start_matches(['`', '\'', '"', '‘', '_'])))
    });
    symbols.collect()
}

/// Whether a symbol is Python's; leading underscores are gone.
pub fn is_python(symbol: &str) -> bool {
    symbol.starts_with("Py")
}

/// How loaders say that they do not find a library.
pub const LOADING: &[&str] = &[
    "{}: error while loading shared libraries: {}",
    "dyld[{}]: Library not loaded: {}",
    "dyld: Library not loaded: {}",
];

/// Its name as such a line has it.
pub fn loaded<'a>(said: &Said<'a>) -> Option<&'a str> {
    let index = usize::from(said.pattern != 2);
    let name = word(said.hole(index));
    (!name.is_empty()).then_some(name)
}
