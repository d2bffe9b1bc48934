//! Which keys a document has: most of those that are asked for stand nowhere in it.

/// The keys of all tables of a document, as bits: a key without its bit is in none of them.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Keys([u64; 8]);

impl Keys {
    pub(super) fn add(&mut self, key: &str) {
        let (word, bit) = place(key);
        self.0[word] |= bit;
    }

    /// Whether a table of the document may have this key.
    pub(super) fn may_have(self, key: &str) -> bool {
        let (word, bit) = place(key);
        self.0[word] & bit != 0
    }
}

/// The place of a key's bit, by its length and its first, middle and last letter.
fn place(key: &str) -> (usize, u64) {
    let bytes = key.as_bytes();
    let letter = |at: usize| bytes.get(at).copied().unwrap_or_default();
    let (middle, last) = (bytes.len() / 2, bytes.len().saturating_sub(1));
    let signs = [
        bytes.len().to_le_bytes()[0],
        letter(0),
        letter(middle),
        letter(last),
    ];
    // Fibonacci hashing (Knuth, The Art of Computer Programming 3, 6.4): the upper nine bits are the place.
    let hash = u32::from_le_bytes(signs).wrapping_mul(0x9e37_79b1) >> 23;
    ((hash >> 6) as usize, 1 << (hash % 64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_there_and_most_others_are_not() {
        let mut keys = Keys::default();
        let own = [
            "package",
            "name",
            "version",
            "edition",
            "lib",
            "crate-type",
            "a",
            "b",
            "c d",
        ];
        for key in own {
            assert!(!keys.may_have(key), "{key}");
            keys.add(key);
        }
        assert!(own.iter().all(|key| keys.may_have(key)));
        let others = ["tool", "maturin", "features", "d", "", "c", "nam", "names"];
        let taken = others.iter().filter(|key| keys.may_have(key));
        assert!(taken.count() < 3);
    }
}
