//! Where byte strings differ, for arrays: one is made, another is changed in place.

use crate::LengthMismatch;

/// Marks the positions at which two byte strings differ.
///
/// # Errors
///
/// Byte strings of different lengths are a [`LengthMismatch`].
pub fn differences(left: &[u8], right: &[u8]) -> Result<Vec<bool>, LengthMismatch> {
    expect_same_length(left, right)?;
    Ok(left.iter().zip(right).map(|(l, r)| l != r).collect())
}

/// Sets the bytes of `left` to zero where `right` has others.
///
/// # Errors
///
/// Byte strings of different lengths are a [`LengthMismatch`].
pub fn blank(left: &mut [u8], right: &[u8]) -> Result<(), LengthMismatch> {
    expect_same_length(left, right)?;
    for (l, r) in left.iter_mut().zip(right) {
        if l != r {
            *l = 0;
        }
    }
    Ok(())
}

fn expect_same_length(left: &[u8], right: &[u8]) -> Result<(), LengthMismatch> {
    let (left, right) = (left.len(), right.len());
    if left == right {
        Ok(())
    } else {
        Err(LengthMismatch { left, right })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_the_positions_that_differ() {
        assert_eq!(differences(b"abc", b"abd"), Ok(vec![false, false, true]));
    }

    #[test]
    fn blanks_in_place() {
        let mut left = *b"abc";
        assert_eq!(blank(&mut left, b"abd"), Ok(()));
        assert_eq!(&left, b"ab\0");
    }

    #[test]
    fn refuses_different_lengths() {
        let error = LengthMismatch { left: 1, right: 2 };
        assert_eq!(differences(b"a", b"ab"), Err(error));
        assert_eq!(blank(&mut [0], b"ab"), Err(error));
    }
}
