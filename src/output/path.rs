//! Paths as they are told: to people, and as they are from a folder.

use std::fmt::Write;
use std::path::{Component, Path, PathBuf};

use crate::text::printable::printable;
use crate::tree::join;

/// A path of the project as it is from where the person stands, printable; `prefix` is put before it.
pub fn shown(prefix: &str, path: &str) -> String {
    let root = if prefix.starts_with('/') { "/" } else { "" };
    printable(&format!("{root}{}", join(prefix, path)))
}

/// `path` as text; a byte of it that is no text is written as Python writes it, `\udcff`.
pub fn text(path: &Path) -> String {
    let mut text = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        text.push_str(chunk.valid());
        for byte in chunk.invalid() {
            let _ = write!(text, "\\udc{byte:02x}"); // a `String` takes everything
        }
    }
    text
}

/// The file at `path` of the project in `root` as it is from `base`, both of which are absolute.
pub fn seen(base: &Path, root: &Path, path: &str) -> PathBuf {
    let (base, file) = (plain(base), plain(&root.join(path)));
    let both = base.components().zip(file.components());
    let shared = both.take_while(|(one, other)| one == other).count();
    if shared == 0 {
        return file; // it is on another drive
    }
    let up = base.components().skip(shared).map(|_| Component::ParentDir);
    up.chain(file.components().skip(shared)).collect()
}

/// `path` without `.` and `..`.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    plain
}

#[cfg(all(test, unix))]
mod tests {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    use super::*;

    #[test]
    fn a_file_is_named_from_any_folder() {
        let from = |base: &str, root: &str, path: &str| seen(Path::new(base), Path::new(root), path);
        for (base, root, path, expected) in [
            ("/w", "/w/a", "Cargo.toml", "a/Cargo.toml"),
            ("/w/a", "/w/a", "../Cargo.toml", "../Cargo.toml"),
            ("/w/a", "/w/a/", "../b/./Cargo.toml", "../b/Cargo.toml"),
            ("/w/a/src", "/w/a/src/..", "src/lib.rs", "lib.rs"),
            ("/", "/w/a", "../../../x", "x"),
            ("/v/x", "/w", "x", "../../w/x"),
        ] {
            assert_eq!(
                from(base, root, path),
                Path::new(expected),
                "{base} {root} {path}"
            );
        }
    }

    #[test]
    fn bytes_that_are_no_text_are_written_out() {
        assert_eq!(text(Path::new(OsStr::from_bytes(b"a\xff\xc3\xa4"))), "a\\udcffä");
    }
}
