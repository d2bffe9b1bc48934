//! Paths in a tree, with `/` on every system.

/// The path `relative` seen from the folder `base`, without `.` and with as few `..` as can be.
pub fn join(base: &str, relative: &str) -> String {
    match (is_plain(base), is_plain(relative)) {
        (true, true) => return [base, "/", relative].concat(),
        (false, true) if base.is_empty() => return relative.to_owned(),
        (true, false) if relative.is_empty() => return base.to_owned(),
        _ => {}
    }
    let mut parts: Vec<&str> = Vec::new();
    for part in base.split('/').chain(relative.split(['/', '\\'])) {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Whether a path is as short as it can be, as most are, and leads to something below where it is seen from.
pub(super) fn is_plain(path: &str) -> bool {
    let bytes = path.as_bytes();
    let ends = |at: usize| bytes.get(at).is_none_or(|byte| *byte == b'/');
    let mut begins = true;
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'\\' => return false,
            b'/' if begins => return false,
            b'.' if begins && (ends(at + 1) || bytes[at + 1] == b'.' && ends(at + 2)) => return false,
            _ => begins = *byte == b'/',
        }
    }
    !begins
}

/// The folder that holds `path`; empty at the root.
pub fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Whether `path` stands below the folder `under`.
pub fn within(path: &str, under: &str) -> bool {
    under.is_empty() || path.strip_prefix(under).is_some_and(|rest| rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_paths_are_told() {
        for path in ["a", ".a", "a/.b", "a/b..", "...", "a/.../b"] {
            assert!(is_plain(path), "{path}");
        }
        for path in [
            "", "/", "a/", "/a", "a//b", ".", "..", "a/.", "../a", "a/../b", "a\\b", ".a\\b",
        ] {
            assert!(!is_plain(path), "{path}");
        }
    }

    #[test]
    fn paths_are_joined_by_their_parts() {
        assert_eq!(join("crates/py", "../../Cargo.toml"), "Cargo.toml");
        assert_eq!(join("", "../Cargo.toml"), "../Cargo.toml");
        assert_eq!(join("../a", "../../b"), "../../b");
        assert_eq!(join("a", "./b\\c"), "a/b/c");
        assert!(within("a/b", "a") && !within("ab", "a") && within("x", ""));
    }
}
