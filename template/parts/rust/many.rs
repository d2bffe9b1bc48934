//! One byte string against many; with the feature `parallel`, on all processors.

#[cfg(feature = "parallel")]
use rayon::prelude::*;

use crate::{LengthMismatch, hamming};

/// Counts the positions at which each of `others` differs from `one`.
///
/// # Errors
///
/// One of another length is a [`LengthMismatch`].
#[cfg(feature = "parallel")]
pub fn distances<T: AsRef<[u8]> + Sync>(
    one: &[u8],
    others: &[T],
) -> Result<Vec<usize>, LengthMismatch> {
    let distance = |other: &T| hamming(one, other.as_ref());
    others.par_iter().map(distance).collect()
}

/// Counts the positions at which each of `others` differs from `one`.
///
/// # Errors
///
/// One of another length is a [`LengthMismatch`].
#[cfg(not(feature = "parallel"))]
pub fn distances<T: AsRef<[u8]> + Sync>(
    one: &[u8],
    others: &[T],
) -> Result<Vec<usize>, LengthMismatch> {
    let distance = |other: &T| hamming(one, other.as_ref());
    others.iter().map(distance).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_order_of_the_others() {
        let others = [&b"kathrin"[..], b"karolin"];
        assert_eq!(distances(b"karolin", &others), Ok(vec![3, 0]));
    }

    #[test]
    fn refuses_another_length() {
        let error = LengthMismatch { left: 2, right: 3 };
        assert_eq!(distances(b"ab", &["ab", "abc"]), Err(error));
    }
}
