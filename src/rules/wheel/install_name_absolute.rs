//! A library of macOS calls itself by its place on the machine that built it.
//!
//! ## Why
//!
//! Whoever links against the library takes that name along, and then looks for it there. Nobody links against an extension
//! module, but the path tells the folders of the builder
//! ([install names](https://developer.apple.com/library/archive/documentation/DeveloperTools/Conceptual/DynamicLibraries/100-Articles/RunpathDependentLibraries.html)).
//!
//! ## Bad
//!
//! ```text demo-0.1.0-py3-none-macosx_11_0_arm64.whl
//! demo/__init__.py
//! demo/libdemo.dylib = macho arm64 macos=11.0 id=/Users/me/demo/target/release/deps/libdemo.dylib
//! ```
//!
//! ```console
//! demo-0.1.0-py3-none-macosx_11_0_arm64.whl/demo/libdemo.dylib: info[wheel/install-name-absolute] the library calls itself `/Users/me/demo/target/release/deps/libdemo.dylib`
//! ```
//!
//! ## Good
//!
//! ```text demo-0.1.0-py3-none-macosx_11_0_arm64.whl
//! demo/__init__.py
//! demo/libdemo.dylib = macho arm64 macos=11.0 id=@rpath/libdemo.dylib
//! ```
//!
//! ## When not to follow
//!
//! If the folders of the build machine may be known.

use crate::artifact::Artifact;
use crate::artifact::native::Format;
use crate::finding::{Finding, Severity};
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;
use crate::text::place::Place;

/// Only the looks.
pub const SEVERITY: Severity = Severity::Info;
/// How safe its fix is: it has none.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do.
pub const HELP: &str = "Link with `-Wl,-install_name,@rpath/NAME`, or set it with `install_name_tool -id`";

/// One finding for each slice of a library.
pub fn check(artifact: &Artifact) -> Vec<Finding> {
    let findings = artifact.slices().filter_map(|(native, slice)| {
        let id = slice
            .id
            .as_ref()
            .filter(|id| slice.format == Format::MachO && id.starts_with('/'))?;
        let is_system = id.starts_with("/usr/lib/") || id.starts_with("/System/");
        let message = format!("the library calls itself `{id}`");
        (!is_system).then(|| Finding::new(Place::file(native.path.as_str()), message))
    });
    findings.collect()
}
