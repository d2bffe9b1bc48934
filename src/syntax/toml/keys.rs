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

/// The place of a key's bit, by a short hash (FNV-1a).
fn place(key: &str) -> (usize, u64) {
    let mix = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    let hash = key.bytes().fold(0x811c_9dc5, mix) >> 8;
    ((hash >> 6) as usize % 8, 1 << (hash % 64))
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
        assert!(others.iter().all(|key| !keys.may_have(key)));
    }
}
