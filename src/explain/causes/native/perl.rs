//! OpenSSL is compiled from its sources, for which this Perl does not do.
//!
//! ## Says
//!
//! ```text
//! error: failed to run custom build command for `openssl-sys v0.9.110`
//!   --- stderr
//!   Can't locate IPC/Cmd.pm in @INC (you may need to install the IPC::Cmd module) (@INC contains: /usr/share/perl5)
//! ```
//!
//! ```console
//! 3: a crate compiles OpenSSL from its sources, and Perl has no module `IPC::Cmd`
//! install it: `dnf install perl-core` (in manylinux images `yum install -y perl-IPC-Cmd`), `apt install perl`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error: failed to run custom build command for `openssl-sys v0.9.110`
//!   Could not find directory of OpenSSL installation
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Script;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "{}Can't locate {} in @INC{}",
    "{}This perl implementation doesn't produce {} like paths{}",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    if !["openssl", "OpenSSL"].into_iter().any(|name| said.log.says(name)) && said.pattern == 0 {
        return None;
    }
    if said.pattern == 1 {
        return because(
            "a crate compiles OpenSSL from its sources, and this Perl is one of another system",
            "for Windows, build on Windows with Strawberry Perl first in PATH; or use rustls, or the OpenSSL of the system",
        );
    }
    let module = said.hole(1).trim_end_matches(".pm").replace('/', "::");
    because(
        format!("a crate compiles OpenSSL from its sources, and Perl has no module `{module}`"),
        format!(
            "install it: `dnf install perl-core` (in manylinux images `yum install -y perl-{}`), `apt install perl`",
            module.replace("::", "-")
        ),
    )
}
