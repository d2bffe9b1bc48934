//! Pythons by the names that tools give them.

/// An interpreter of Python 3.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interpreter {
    /// Whether it is CPython.
    pub is_cpython: bool,
    /// The minor version.
    pub minor: u64,
    /// Whether it runs without the global lock.
    pub is_free_threaded: bool,
}

/// What stands before a version, and whether it is that of CPython.
const NAMES: [(&str, bool); 10] = [
    ("cpython-", true),
    ("cpython@", true),
    ("cpython", true),
    ("graalpy", false),
    ("pypy", false),
    ("python", true),
    ("-p", true),
    ("cp", true),
    ("pp", false),
    ("py", true),
];

impl Interpreter {
    /// Reads `3.13`, `3.13t`, `3.13.1`, `3.13-dev`, `python3.13`, `py313`, `cp313`, `pypy3.11`, or a path that ends so or
    /// leads through the images of manylinux, as `/opt/python/cp313-cp313t/bin/python`.
    pub fn named(name: &str) -> Option<Self> {
        if !name.as_bytes().contains(&b'3') {
            return None; // as most words
        }
        let last = name.rsplit('/').next()?;
        let name = name
            .split('/')
            .find(|part| part.starts_with("cp3"))
            .unwrap_or(last);
        let found = NAMES
            .into_iter()
            .find_map(|(kind, is_cpython)| Some((name.strip_prefix(kind)?, is_cpython)));
        let (version, is_cpython) = found.unwrap_or((name, true));
        let rest = version.trim_start_matches('-').strip_prefix('3')?;
        let rest = match rest.strip_prefix('.') {
            Some(rest) => rest,
            None => found.map(|_| rest)?, // `313` alone is a number
        };
        let is_digit = |letter: char| letter.is_ascii_digit();
        let tail = rest.trim_start_matches(is_digit);
        let minor: u64 = rest[..rest.len() - tail.len()].parse().ok()?;
        let is_tag = tail.starts_with("-cp");
        let flag = tail.trim_start_matches(|letter| letter == '.' || is_digit(letter));
        (minor < 100).then_some(Self {
            is_cpython,
            minor,
            is_free_threaded: flag.starts_with('t') || is_tag && tail.ends_with('t'),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_interpreters() {
        for (name, is_cpython, minor, is_free_threaded) in [
            ("3.13", true, 13, false),
            ("3.13.1t", true, 13, true),
            ("3.14-dev", true, 14, false),
            ("3.14t-dev", true, 14, true),
            ("3.14-latest", true, 14, false),
            ("3.99", true, 99, false),
            ("python3.9", true, 9, false),
            ("/usr/bin/python3.14t", true, 14, true),
            ("cpython-3.12", true, 12, false),
            ("py310", true, 10, false),
            ("pypy3.11", false, 11, false),
            ("pypy-3.10", false, 10, false),
            ("graalpy3.12", false, 12, false),
            ("/opt/python/cp313-cp313t/bin/python", true, 13, true),
            ("/opt/python/cp314t-cp314t/bin/python", true, 14, true),
            ("/opt/python/cp38-cp38/bin/python3", true, 8, false),
        ] {
            let found = Interpreter {
                is_cpython,
                minor,
                is_free_threaded,
            };
            assert_eq!(Interpreter::named(name), Some(found), "{name}");
        }
        for name in [
            "",
            "3",
            "python",
            "python3",
            "3.x",
            "313",
            "2.7",
            "3.100",
            "graalpy24.0",
            "numpy1.3",
        ] {
            assert_eq!(Interpreter::named(name), None, "{name}");
        }
    }
}
