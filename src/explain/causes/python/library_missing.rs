//! A shared library that the extension needs is not there.
//!
//! ## Says
//!
//! ```text
//! ImportError: libssl.so.3: cannot open shared object file: No such file or directory
//! ```
//!
//! ```console
//! 1: the extension needs the shared library `libssl.so.3`, which is not there
//! install the package that has it; in wheels for others, let maturin take it in: `--auditwheel repair`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! ImportError: /home/me/project/demo.cpython-311-x86_64-linux-gnu.so: cannot open shared object file: No such file or directory
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because, word};
use crate::explain::imports::is_extension;

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Import;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "ImportError: {}: cannot open shared object file: No such file or directory",
    "ImportError: {}Library not loaded: {}",
    "ImportError: DLL load failed while importing {}: {}",
    "ImportError: DLL load failed: {}",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let library = match said.pattern {
        0 => said.hole(0),
        1 => word(said.hole(1)),
        _ => return windows(said),
    };
    if is_extension(library) {
        return None;
    }
    because(
        format!("the extension needs the shared library `{library}`, which is not there"),
        "install the package that has it; in wheels for others, let maturin take it in: `--auditwheel repair`",
    )
}

/// Windows does not say which DLL it is about, and speaks the language of the person.
fn windows(said: &Said<'_>) -> Option<Explanation> {
    let reason = said.hole(if said.pattern == 2 { 1 } else { 0 });
    if reason.starts_with("%1") {
        return None; // for another CPU
    }
    let module = if said.pattern == 2 {
        said.hole(0)
    } else {
        "the extension"
    };
    let reason = reason.trim_end_matches(['.', '。']);
    because(
        format!("Windows does not load `{module}`, or a DLL that it needs: {reason}"),
        "install what has the DLL; often it is the runtime of Visual C++: `winget install Microsoft.VCRedist.2015+.x64`",
    )
}
