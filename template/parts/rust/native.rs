//! The check sum of zlib, a library in C: the only file that may be unsafe.
#![expect(unsafe_code, reason = "functions in C are unsafe to call")]

/// Computes the CRC-32 of a byte string.
pub fn checksum(bytes: &[u8]) -> u32 {
    // Their lengths fit into the 32 bits that zlib has for them.
    let chunks = bytes.chunks(1 << 30);
    let sum = chunks.fold(0, |sum, chunk| {
        // SAFETY: zlib reads `chunk.len()` bytes from the start of `chunk`, and nothing else.
        unsafe { libz_sys::crc32(sum, chunk.as_ptr(), chunk.len() as u32) }
    });
    sum as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_the_sum_that_the_standard_checks_with() {
        assert_eq!(checksum(b"123456789"), 0xcbf4_3926);
        assert_eq!(checksum(b""), 0);
    }
}
