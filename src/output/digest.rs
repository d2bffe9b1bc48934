//! What tells one text from all others.                                                       [door: sha2]

use sha2::{Digest, Sha256};

/// The SHA-256 of `text`, in hexadecimal digits.
pub fn sha256(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
