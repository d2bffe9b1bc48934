//! On Windows, a program that cargo built does not find a DLL.
//!
//! ## Says
//!
//! ```text
//!      Running unittests src\lib.rs (target\debug\deps\demo-1.exe)
//! error: test failed, to rerun pass `--lib`
//!
//! Caused by:
//!   process didn't exit successfully: `C:\project\target\debug\deps\demo-1.exe` (exit code: 0xc0000135, STATUS_DLL_NOT_FOUND)
//! ```
//!
//! ```console
//! 5: `C:\project\target\debug\deps\demo-1.exe` does not find a DLL when it starts, most often that of Python
//! put the folder of Python into PATH before `cargo test`: `python -c "import sys; print(sys.base_prefix)"` tells it
//! ```
//!
//! ## Does not say
//!
//! ```text
//! Caused by:
//!   process didn't exit successfully: `C:\project\target\debug\deps\demo-1.exe` (exit code: 101)
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Linker;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &["process didn't exit successfully: `{}` (exit code: 0xc0000135{}"];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    because(
        format!(
            "`{}` does not find a DLL when it starts, most often that of Python",
            said.hole(0)
        ),
        "put the folder of Python into PATH before `cargo test`: `python -c \"import sys; print(sys.base_prefix)\"` tells it",
    )
}
