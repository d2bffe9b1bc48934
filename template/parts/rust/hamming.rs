use std::error::Error;
use std::fmt;

/// Two byte strings of different lengths have no Hamming distance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LengthMismatch {
    /// The length of the left byte string.
    pub left: usize,
    /// The length of the right byte string.
    pub right: usize,
}

impl fmt::Display for LengthMismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { left, right } = self;
        write!(f, "the lengths differ: {left} bytes and {right} bytes")
    }
}

impl Error for LengthMismatch {}

/// Counts the positions at which two byte strings differ.
///
/// # Errors
///
/// Byte strings of different lengths are a [`LengthMismatch`].
pub fn hamming(left: &[u8], right: &[u8]) -> Result<usize, LengthMismatch> {
    if left.len() != right.len() {
        return Err(LengthMismatch {
            left: left.len(),
            right: right.len(),
        });
    }
    Ok(left.iter().zip(right).filter(|(l, r)| l != r).count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_the_positions_that_differ() {
        assert_eq!(hamming(b"karolin", b"kathrin"), Ok(3));
        assert_eq!(hamming(b"same", b"same"), Ok(0));
        assert_eq!(hamming(b"", b""), Ok(0));
    }

    #[test]
    fn refuses_different_lengths() {
        let error = hamming(b"ab", b"abc").unwrap_err();
        assert_eq!(error, LengthMismatch { left: 2, right: 3 });
        assert_eq!(error.to_string(), "the lengths differ: 2 bytes and 3 bytes");
    }
}
