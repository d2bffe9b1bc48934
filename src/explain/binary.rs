//! What a file that should be a library is: a whole one, a broken one, or something else.

use crate::artifact::binary::is_native;
use crate::artifact::native::{Native, Slice};

/// What stands in a file that should be a library.
#[derive(Clone, Debug)]
pub enum Binary {
    /// A library, by the processors that it is made for.
    Library(Vec<Slice>),
    /// It begins as a library, and the rest is cut off or damaged.
    Broken,
    /// A pointer of git-lfs in its place.
    Pointer,
    /// Something else.
    Other,
}

/// Reads the bytes of a file.
pub fn read(bytes: &[u8]) -> Binary {
    if bytes.starts_with(b"version https://git-lfs") {
        return Binary::Pointer;
    }
    let slices = Native::read("", bytes).slices;
    match (slices.is_empty(), is_native(bytes)) {
        (false, _) => Binary::Library(slices),
        (true, true) => Binary::Broken,
        (true, false) => Binary::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_library_is_told_apart() {
        assert!(matches!(read(b""), Binary::Other));
        assert!(matches!(read(b"hello"), Binary::Other));
        assert!(matches!(read(b"\x7fELF\x02\x01"), Binary::Broken));
        let pointer = b"version https://git-lfs.github.com/spec/v1\n";
        assert!(matches!(read(pointer), Binary::Pointer));
    }
}
