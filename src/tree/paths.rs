//! Paths in a tree, with `/` on every system.

/// The path `relative` seen from the folder `base`, without `.` and with as few `..` as can be.
pub fn join(base: &str, relative: &str) -> String {
    let is_above = is_above(base);
    match (is_above || is_plain(base), relative) {
        (true, "") => return base.to_owned(),
        (true, "..") if !is_above => return parent(base).to_owned(),
        (true, _) if is_plain(relative) || relative == ".." => return [base, "/", relative].concat(),
        (false, _) if base.is_empty() && is_plain(relative) => return relative.to_owned(),
        _ => {}
    }
    let mut path = String::with_capacity(base.len() + 1 + relative.len());
    for part in base.split('/').chain(relative.split(['/', '\\'])) {
        match part {
            "" | "." => {}
            ".." if !path.is_empty() && path != ".." && !path.ends_with("/..") => {
                path.truncate(parent(&path).len());
            }
            part => {
                if !path.is_empty() {
                    path.push('/');
                }
                path.push_str(part);
            }
        }
    }
    path
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

/// Whether a path leads to one of the folders above where it is seen from, and is as short as it can be.
fn is_above(path: &str) -> bool {
    let mut parts = path.as_bytes().chunks(3);
    path.len() % 3 == 2 && parts.all(|part| matches!(part, b"../" | b".."))
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
    fn folders_above_are_told() {
        for path in ["..", "../..", "../../.."] {
            assert!(is_above(path), "{path}");
        }
        for path in [
            "", ".", "ab", "../", "../a", "a/..", "../../", "../..a", "../ab", ".././",
        ] {
            assert!(!is_above(path), "{path}");
        }
    }

    #[test]
    fn paths_are_joined_by_their_parts() {
        assert_eq!(join("crates/py", "../../Cargo.toml"), "Cargo.toml");
        assert_eq!(join("", "../Cargo.toml"), "../Cargo.toml");
        assert_eq!(join("../a", "../../b"), "../../b");
        assert_eq!(join("..", ".."), "../..");
        assert_eq!(join("../..", "a/b"), "../../a/b");
        assert_eq!(join("a", ".."), "");
        assert_eq!(join("a/b", ".."), "a");
        assert_eq!(join("a/..", "b"), "b");
        assert_eq!(join("..", ""), "..");
        assert_eq!(join("a..", "../b/..c/.."), "b");
        assert_eq!(join("a/./b//", ""), "a/b");
        assert_eq!(join("a", "./b\\c"), "a/b/c");
        assert!(within("a/b", "a") && !within("ab", "a") && within("x", ""));
    }
}
