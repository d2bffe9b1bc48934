//! What tells one content from all others.                                                    [door: sha2]

use sha2::{Digest, Sha256};

/// The SHA-256 of `content`, in hexadecimal digits.
pub fn sha256(content: impl AsRef<[u8]>) -> String {
    let digest = Sha256::digest(content);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
