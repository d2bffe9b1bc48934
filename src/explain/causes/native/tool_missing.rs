//! The build of a crate needs a program that is not installed.
//!
//! ## Says
//!
//! ```text
//! error: failed to run custom build command for `libz-ng-sys v1.1.20`
//!
//!   --- stderr
//!   failed to execute command: No such file or directory (os error 2)
//!   is `cmake` not installed?
//! ```
//!
//! ```console
//! 5: the build of a crate needs `cmake`, which is not installed
//! install it: `apt install cmake`, `brew install cmake`
//! ```
//!
//! ## Does not say
//!
//! ```text
//!   --- stderr
//!   error occurred in cc-rs: failed to find tool "c++": No such file or directory (os error 2)
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because, word};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Script;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "is `{}` not installed?",
    "Missing dependency: {}",
    "{}Could not find `{}` installation{}",
    "{}Could not find `protoc`{}",
    "{}The pkg-config command could not be found{}",
    "{}Is {} installed?",
    "{}CMake must be installed{}",
    "{}The CMAKE_ASM_NASM_COMPILER:",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let tool = match said.pattern {
        2 => said.hole(1),
        3 => "protoc",
        4 => "pkg-config",
        5 => word(said.hole(1)),
        6 => "cmake",
        7 => "nasm",
        _ => said.hole(0),
    };
    if said.line.text().contains("cc-rs")
        || said.line.text().starts_with("error occurred")
        || tool.contains(' ')
    {
        return None;
    }
    let package = if tool == "protoc" {
        "protobuf-compiler"
    } else {
        tool
    };
    because(
        format!("the build of a crate needs `{tool}`, which is not installed"),
        format!(
            "install it: `apt install {package}`, `brew install {}`",
            if tool == "protoc" { "protobuf" } else { tool }
        ),
    )
}
