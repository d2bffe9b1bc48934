//! What holds for all byte strings; inputs that once failed are kept in `.proptest-regressions` files: commit them.

use proptest::prelude::*;

use {{ core_name | replace("-", "_") }}::hamming;

proptest! {
    #[test]
    fn the_order_does_not_matter(pairs: Vec<(u8, u8)>) {
        let (left, right): (Vec<u8>, Vec<u8>) = pairs.into_iter().unzip();
        prop_assert_eq!(hamming(&left, &right), hamming(&right, &left));
    }

    #[test]
    fn nothing_differs_from_itself(bytes: Vec<u8>) {
        prop_assert_eq!(hamming(&bytes, &bytes), Ok(0));
    }
}
