//! The index of a git repository: which files it tracks.

/// Bytes of an entry before its flags.
const BEFORE_FLAGS: usize = 60;
/// Bytes of an entry before its mode.
const MODE: usize = 24;
/// The kind of a submodule in a mode; the others are files and links.
const SUBMODULE: u32 = 0o16;
/// The flag of entries with two more bytes of flags.
const EXTENDED: u16 = 0x4000;

/// Bytes of the checksum behind all.
const CHECKSUM: usize = 20;

/// The paths of the files and links that an index lists.
///
/// `None` if it is of an unknown version, is cut off, has hashes of another length (SHA-256), or leaves something to
/// another file, as a split index does, or to a folder, as a sparse one does.
pub(super) fn paths(index: &[u8]) -> Option<Vec<&str>> {
    let number = |at: usize| Some(u32::from_be_bytes(index.get(at..at + 4)?.try_into().ok()?));
    let is_known = index.starts_with(b"DIRC") && matches!(number(4)?, 2 | 3);
    let mut found = Vec::new();
    let mut start = 12;
    for _ in 0..number(8).filter(|_| is_known)? {
        let flags = index.get(start + BEFORE_FLAGS..start + BEFORE_FLAGS + 2)?;
        let more = if u16::from_be_bytes(flags.try_into().ok()?) & EXTENDED == 0 {
            2
        } else {
            4
        };
        let name = start + BEFORE_FLAGS + more;
        let length = index.get(name..)?.iter().position(|byte| *byte == 0)?;
        let is_file = number(start + MODE)? >> 12 != SUBMODULE;
        found.extend(
            std::str::from_utf8(&index[name..name + length])
                .ok()
                .filter(|_| is_file),
        );
        start += (name - start + length + 8) / 8 * 8; // each entry ends in one to eight zeros
    }
    // Extensions follow, and in the end a checksum. Who does not know one in small letters cannot read the index.
    while start + CHECKSUM < index.len() {
        let is_optional = index[start].is_ascii_uppercase();
        let length = usize::try_from(number(start + 4).filter(|_| is_optional)?).ok()?;
        start = start.checked_add(8 + length)?;
    }
    (start + CHECKSUM == index.len()).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An index of version 2 with these paths, with hashes of so many bytes, and these extensions.
    fn index(paths: &[&str], hash: usize, extensions: &[&str]) -> Vec<u8> {
        let mut bytes = b"DIRC\0\0\0\x02".to_vec();
        bytes.extend(u32::try_from(paths.len()).expect("few").to_be_bytes());
        for path in paths {
            let start = bytes.len();
            bytes.extend([0; BEFORE_FLAGS - CHECKSUM]);
            bytes.extend(vec![b'#'; hash]);
            bytes.extend([0, 0]);
            let mode: u32 = if path.ends_with('/') { 0o160_000 } else { 0o100_644 };
            bytes[start + MODE..start + MODE + 4].copy_from_slice(&mode.to_be_bytes());
            bytes.extend(path.as_bytes());
            bytes.resize(start + (bytes.len() - start + 8) / 8 * 8, 0);
        }
        for name in extensions {
            bytes.extend(name.as_bytes());
            bytes.extend([0, 0, 0, 3, 1, 2, 3]);
        }
        bytes.resize(bytes.len() + hash, 0);
        bytes
    }

    #[test]
    fn it_lists_what_is_tracked() {
        let names = ["Cargo.lock", "module/", "src/lib.rs", "x/Cargo.toml"];
        let bytes = index(&names, 20, &[]);
        let listed = Some(vec!["Cargo.lock", "src/lib.rs", "x/Cargo.toml"]);
        assert_eq!(paths(&bytes), listed);
        assert_eq!(paths(&index(&names, 20, &["TREE", "UNTR"])), listed);
        for unknown in ["link", "sdir"] {
            assert_eq!(paths(&index(&names, 20, &["TREE", unknown])), None);
        }
        for count in 1..names.len() {
            assert_eq!(paths(&index(&names[..count], 32, &[])), None);
        }
        assert_eq!(paths(&bytes[..80]), None);
        assert_eq!(paths(b"DIRC\0\0\0\x04\0\0\0\0"), None);
    }
}
