//! The certificate of the index is not trusted.
//!
//! ## Says
//!
//! ```text
//! WARNING: Retrying (Retry(total=4)) after connection broken by 'SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate in certificate chain (_ssl.c:1006)'))': /simple/pip/
//! ```
//!
//! ```console
//! 1: the certificate of the index is not trusted; a proxy of your company often puts its own in its place
//! name its certificate: `pip config set global.cert FILE`; for uv, `--system-certs`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! WARNING: Retrying (Retry(total=4)) after connection broken by 'NewConnectionError': /simple/maturin/
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Installer;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &["{}CERTIFICATE_VERIFY_FAILED{}", "{}invalid peer certificate: {}"];

/// What such a line means.
pub fn explain(_: &Said<'_>) -> Option<Explanation> {
    because(
        "the certificate of the index is not trusted; a proxy of your company often puts its own in its place",
        "name its certificate: `pip config set global.cert FILE`; for uv, `--system-certs`",
    )
}
