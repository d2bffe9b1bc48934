//! A large part of a binary is there for debuggers only.
//!
//! ## Why
//!
//! Users download it with every install. A release build of cargo has none, unless a profile asks for `debug`, and `strip` in
//! the profile removes what is left ([profiles](https://doc.rust-lang.org/cargo/reference/profiles.html#strip)).
//!
//! ## Bad
//!
//! ```text demo-0.1.0-cp311-abi3-manylinux_2_17_x86_64.whl
//! demo/__init__.py
//! demo/_core.abi3.so = elf x86_64 exports=PyInit__core debug=300000
//! ```
//!
//! ```console
//! demo-0.1.0-cp311-abi3-manylinux_2_17_x86_64.whl/demo/_core.abi3.so: info[wheel/debug-symbols] 300.0 kB of 300.8 kB are debug information
//! ```
//!
//! ## Good
//!
//! ```text demo-0.1.0-cp311-abi3-manylinux_2_17_x86_64.whl
//! demo/__init__.py
//! demo/_core.abi3.so = elf x86_64 exports=PyInit__core needs=libc.so.6,libgcc_s.so.1
//! ```
//!
//! ## When not to follow
//!
//! If users are meant to debug or profile the module. Libraries that are grafted in from the system are not counted.

use crate::artifact::Artifact;
use crate::artifact::native::Slice;
use crate::finding::{Finding, Severity};
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;
use crate::text::place::Place;
use crate::text::printable::size;

/// Only the size.
pub const SEVERITY: Severity = Severity::Info;
/// How safe its fix is: it has none.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do.
pub const HELP: &str = "Set `strip = true` in `[profile.release]` or in `[tool.maturin]`";

/// One finding for each binary.
pub fn check(artifact: &Artifact) -> Vec<Finding> {
    let own = artifact
        .natives
        .iter()
        .filter(|native| !native.path.contains(".libs/") && !native.path.contains(".dylibs/"));
    let findings = own.filter_map(|native| {
        let sum = |bytes: fn(&Slice) -> u64| native.slices.iter().map(bytes).fold(0, u64::saturating_add);
        let (debug, symbols) = (sum(|slice| slice.debug), sum(|slice| slice.symbols));
        let message = if debug > 0 {
            format!(
                "{} of {} are debug information",
                size(debug.saturating_add(symbols)),
                size(native.size)
            )
        } else if symbols > LARGE || symbols > native.size / 20 {
            format!(
                "{} of {} are names of symbols that nobody needs",
                size(symbols),
                size(native.size)
            )
        } else {
            return None;
        };
        Some(Finding::new(Place::file(native.path.as_str()), message))
    });
    findings.collect()
}

/// More names than this are worth a word, however large the binary is.
const LARGE: u64 = 256 << 10;
