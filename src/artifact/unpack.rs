//! Unpacks what an archive holds, within limits.                                     [door: flate2, sha2]

use std::io::Read;

use flate2::Crc;
use flate2::read::{DeflateDecoder, MultiGzDecoder};
use sha2::{Digest, Sha256};

/// What may be unpacked of an archive, whatever its size.
const ROOM: u64 = 64 << 20;
/// And so many times its size: more is a bomb, and the index refuses it.
const RATIO: u64 = 50;
/// Never more than this.
const MOST: u64 = 1 << 30;
/// A larger member is never held as a whole.
pub const LARGEST: u64 = 192 << 20;

/// How many bytes are unpacked of an archive of `size` bytes.
pub fn budget(size: usize) -> u64 {
    let size = u64::try_from(size).unwrap_or(MOST);
    (size.saturating_mul(RATIO) + ROOM).min(MOST)
}

/// What a member of an archive is found to hold.
#[derive(Debug)]
pub struct Content {
    /// The SHA-256 of its bytes.
    pub sha256: [u8; 32],
    /// The SHA-256 of its bytes with `\r\n` as `\n`: texts differ by the machine that checked them out.
    pub normal: [u8; 32],
    /// The bytes, if somebody needs them.
    pub bytes: Option<Vec<u8>>,
    /// The check sum that a zip has of it.
    pub crc: u32,
    /// How many bytes there are.
    pub size: u64,
}

/// Reads a member: at most `limit` bytes, and one more that shows that there are more.
///
/// `keeps` is asked with the first bytes whether all are to be kept. `None` where they cannot be unpacked.
pub fn content(
    packed: &[u8],
    is_deflated: bool,
    limit: u64,
    keeps: impl Fn(&[u8]) -> bool,
) -> Option<Content> {
    if is_deflated {
        read(DeflateDecoder::new(packed), limit, keeps)
    } else {
        read(packed, limit, keeps)
    }
}

/// The bytes of a gzip file, as they are asked for.
pub fn gunzipped(packed: &[u8]) -> impl Read + '_ {
    MultiGzDecoder::new(packed)
}

/// Reads to the end, or one byte beyond `limit`.
pub fn read(source: impl Read, limit: u64, keeps: impl Fn(&[u8]) -> bool) -> Option<Content> {
    let mut source = source.take(limit.saturating_add(1));
    let (mut crc, mut whole, mut normal) = (Crc::new(), Sha256::new(), Sha256::new());
    let mut chunk = vec![0; 1 << 16];
    let (mut bytes, mut size, mut pending, mut is_same) = (None, 0u64, false, true);
    loop {
        let count = fill(&mut source, &mut chunk)?;
        let read = &chunk[..count];
        if size == 0 {
            bytes = keeps(read).then(Vec::new);
        }
        if count == 0 {
            break;
        }
        crc.update(read);
        // Two digests of one text cost twice; they part at the first line that ends in two bytes.
        if is_same && !pending && memchr(b'\r', read) {
            normal = whole.clone();
            is_same = false;
        }
        whole.update(read);
        if !is_same {
            pending = normalized(&mut normal, read, pending);
        }
        if let Some(bytes) = &mut bytes {
            bytes.extend_from_slice(read);
        }
        size += u64::try_from(count).ok()?;
    }
    if pending {
        normal.update(b"\r");
    }
    let sha256: [u8; 32] = whole.finalize().into();
    Some(Content {
        normal: if is_same { sha256 } else { normal.finalize().into() },
        sha256,
        bytes,
        crc: crc.sum(),
        size,
    })
}

fn memchr(byte: u8, bytes: &[u8]) -> bool {
    bytes.contains(&byte)
}

/// Adds a chunk with `\n` for `\r\n`; says whether a `\r` at its end waits for the next.
fn normalized(digest: &mut Sha256, chunk: &[u8], pending: bool) -> bool {
    if pending && chunk.first() != Some(&b'\n') {
        digest.update(b"\r");
    }
    let mut rest = chunk;
    while let Some(at) = rest.iter().position(|byte| *byte == b'\r') {
        digest.update(&rest[..at]);
        match rest.get(at + 1) {
            None => return true,
            Some(b'\n') => {}
            Some(_) => digest.update(b"\r"),
        }
        rest = &rest[at + 1..];
    }
    digest.update(rest);
    false
}

/// Fills `chunk` as far as there is something; `None` where it cannot be read.
fn fill(source: &mut impl Read, chunk: &mut [u8]) -> Option<usize> {
    let mut count = 0;
    while count < chunk.len() {
        match source.read(&mut chunk[count..]) {
            Ok(0) => break,
            Ok(more) => count += more,
            Err(_) => return None,
        }
    }
    Some(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_do_not_count_in_the_second_digest() {
        let digest = |text: &[u8]| content(text, false, 1 << 20, |_| false).expect("it is stored");
        let long: Vec<u8> = b"0123456\r\n".repeat(30_000);
        let plain: Vec<u8> = b"0123456\n".repeat(30_000);
        assert_eq!(digest(&long).normal, digest(&plain).sha256);
        assert_ne!(digest(&long).sha256, digest(&plain).sha256);
        assert_eq!(
            digest(b"a\r\r\nb\r").normal,
            digest(b"a\r\nb\r").sha256.map(|byte| byte),
            "only one goes"
        );
        assert_eq!(digest(b"a\rb").normal, digest(b"a\rb").sha256);
    }

    #[test]
    fn no_more_is_unpacked_than_is_asked_for() {
        let found = content(&[7; 100], false, 10, |_| true).expect("it is stored");
        assert_eq!((found.size, found.bytes.map(|bytes| bytes.len())), (11, Some(11)));
        assert!(content(b"no deflated data", true, 10, |_| true).is_none());
    }
}
