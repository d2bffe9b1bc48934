//! Something that a crate declares is in no library that is linked.
//!
//! ## Says
//!
//! ```text
//! error: linking with `cc` failed: exit status: 1
//!   = note: /usr/bin/ld: /home/me/project/target/debug/deps/demo.o: in function `demo::shrink':
//!           src/lib.rs:9:(.text+0x1f): undefined reference to `deflateInit_'
//!           collect2: error: ld returned 1 exit status
//! ```
//!
//! ```console
//! 3: `deflateInit_` is declared, but no library that is linked has it
//! name the library in the build script (`cargo::rustc-link-lib=…`), or correct the name of the function
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error: linking with `cc` failed: exit status: 1
//!   = note: /usr/bin/ld: /home/me/project/target/debug/deps/demo.o: in function `demo::shrink':
//!           src/lib.rs:9:(.text+0x1f): undefined reference to `PyObject_Str'
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};
use crate::explain::linking::{UNDEFINED, is_python, undefined};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Linker;
/// How the lines read that tell of it.
pub const SAID: &[&str] = UNDEFINED;

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let symbols = undefined(said);
    let symbol = symbols
        .iter()
        .find(|symbol| !is_python(symbol) && !symbol.starts_with("isoc23_"))?;
    because(
        format!("`{symbol}` is declared, but no library that is linked has it"),
        "name the library in the build script (`cargo::rustc-link-lib=…`), or correct the name of the function",
    )
}
