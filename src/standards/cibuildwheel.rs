//! What cibuildwheel 4.3 knows: its architectures, its identifiers and its settings.
//!
//! Source: `architecture.py`, `build-platforms.toml`, `selector.py` and `cibuildwheel.schema.json` of cibuildwheel 4.3.5.

/// A kind of machine that it builds on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Machine {
    /// Linux, in containers.
    Linux,
    /// macOS.
    MacOs,
    /// Windows.
    Windows,
}

impl Machine {
    /// Its name, as people write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Linux => "Linux",
            Self::MacOs => "macOS",
            Self::Windows => "Windows",
        }
    }
}

/// One wheel that it may build.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identifier {
    /// As `build` and `skip` select it: `cp313-manylinux_x86_64`.
    pub identifier: String,
    /// The interpreter, as other tools name it.
    pub interpreter: String,
    /// The minor version of Python.
    pub minor: u64,
    /// The processor, as Rust's targets name it.
    pub arch: &'static str,
    /// Whether it is for Linux with musl.
    pub is_musl: bool,
}

/// The processors of each system: as Rust's targets name them, and as identifiers do.
const LINUX: [(&str, &str); 7] = [
    ("x86_64", "x86_64"),
    ("i686", "i686"),
    ("aarch64", "aarch64"),
    ("ppc64le", "ppc64le"),
    ("s390x", "s390x"),
    ("armv7", "armv7l"),
    ("riscv64", "riscv64"),
];
const MACOS: [(&str, &str); 3] = [
    ("x86_64", "macosx_x86_64"),
    ("aarch64", "macosx_arm64"),
    ("universal2", "macosx_universal2"),
];
const WINDOWS: [(&str, &str); 3] = [
    ("i686", "win32"),
    ("x86_64", "win_amd64"),
    ("aarch64", "win_arm64"),
];

/// The names of its own for processors, in small letters.
const SYNONYMS: [(&str, &str); 5] = [
    ("amd64", "x86_64"),
    ("x86", "i686"),
    ("arm64", "aarch64"),
    ("armv7l", "armv7"),
    ("win32", "i686"),
];

/// The oldest CPython (3.x), the newest, and the first free-threaded one.
const CPYTHONS: (u64, u64) = (9, 15);
const FREE_THREADED: u64 = 14;

/// Whether a version is one that this table is of.
pub fn is_known(version: &str) -> bool {
    version == "4.3" || version.starts_with("4.3.")
}

/// The processors that `archs` asks for on a machine with `native`, as Rust's targets name them; `None` if one is not known.
pub fn archs(machine: Machine, native: &str, asked: &[String]) -> Option<Vec<&'static str>> {
    let all = processors(machine).iter().map(|(arch, _)| *arch);
    let mut found = Vec::new();
    let words = asked
        .iter()
        .flat_map(|word| word.split(','))
        .filter(|word| !word.is_empty());
    let words: Vec<&str> = words.collect();
    for word in if words.is_empty() { vec!["auto"] } else { words } {
        let word = word.to_lowercase();
        let named = SYNONYMS
            .iter()
            .find(|(own, _)| *own == word)
            .map_or(word.as_str(), |(_, arch)| arch);
        match named {
            "native" => found.extend(all.clone().find(|arch| *arch == native)),
            "auto" => {
                found.extend(all.clone().find(|arch| *arch == native));
                let has_more = machine == Machine::Windows && native == "x86_64";
                found.extend(has_more.then_some("i686"));
            }
            "all" => found.extend(all.clone()),
            named => found.push(all.clone().find(|arch| *arch == named)?),
        }
    }
    Some(found)
}

fn processors(machine: Machine) -> &'static [(&'static str, &'static str)] {
    match machine {
        Machine::Linux => &LINUX,
        Machine::MacOs => &MACOS,
        Machine::Windows => &WINDOWS,
    }
}

/// The identifiers for these processors, with those of the groups that are enabled; `None` for a group that is not known.
pub fn identifiers(machine: Machine, archs: &[&str], enabled: &[String]) -> Option<Vec<Identifier>> {
    let groups = ["pypy", "pypy-eol", "cpython-prerelease"]; // of the last, 4.3 has none
    let is_enabled = |group: &str| enabled.iter().any(|word| word == group);
    if !enabled.iter().all(|word| groups.contains(&word.as_str())) {
        return None;
    }
    let mut found = Vec::new();
    for (arch, tag) in processors(machine) {
        if !archs.contains(arch) {
            continue;
        }
        let platforms = match machine {
            Machine::Linux => vec![
                (format!("manylinux_{tag}"), false),
                (format!("musllinux_{tag}"), true),
            ],
            _ => vec![((*tag).to_owned(), false)],
        };
        for (platform, is_musl) in platforms {
            let mut add = |python: String, interpreter: String, minor: u64| {
                let identifier = format!("{python}-{platform}");
                found.push(Identifier {
                    identifier,
                    interpreter,
                    minor,
                    arch,
                    is_musl,
                });
            };
            for minor in CPYTHONS.0..=CPYTHONS.1 {
                add(format!("cp3{minor}"), format!("python3.{minor}"), minor);
                if minor >= FREE_THREADED {
                    add(format!("cp3{minor}t"), format!("python3.{minor}t"), minor);
                }
            }
            let has_pypy = match machine {
                Machine::Linux => !is_musl && ["x86_64", "i686", "aarch64"].contains(arch),
                Machine::MacOs => *arch != "universal2",
                Machine::Windows => *arch == "x86_64",
            };
            let groups = [(9..=10, "pypy-eol"), (11..=12, "pypy")];
            for (minors, group) in groups.into_iter().filter(|_| has_pypy) {
                for minor in minors.filter(|_| is_enabled(group)) {
                    add(format!("pp3{minor}"), format!("pypy3.{minor}"), minor);
                }
            }
        }
    }
    Some(found)
}

/// The settings that only `[tool.cibuildwheel]` itself may have.
pub const OF_ALL: [&str; 4] = ["build", "enable", "skip", "test-skip"];

/// The other settings, but for those that name images.
pub const SETTINGS: [&str; 25] = [
    "archs",
    "audit-command",
    "audit-requires",
    "before-all",
    "before-build",
    "before-test",
    "build-frontend",
    "build-verbosity",
    "config-settings",
    "container-engine",
    "dependency-versions",
    "environment",
    "environment-pass",
    "inherit",
    "pyodide-version",
    "repair-wheel-command",
    "test-command",
    "test-environment",
    "test-extras",
    "test-groups",
    "test-requires",
    "test-runtime",
    "test-sources",
    "xbuild-files",
    "xbuild-tools",
];

/// The tables for one system.
pub const SYSTEMS: [&str; 6] = ["android", "ios", "linux", "macos", "pyodide", "windows"];

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn processors_of_a_machine() {
        for (machine, native, asked, expected) in [
            (Machine::Linux, "x86_64", "", "x86_64"),
            (Machine::Linux, "x86_64", "auto aarch64", "x86_64 aarch64"),
            (Machine::Windows, "x86_64", "auto", "x86_64 i686"),
            (Machine::Windows, "x86_64", "native", "x86_64"),
            (Machine::Windows, "aarch64", "auto", "aarch64"),
            (Machine::Windows, "x86_64", "AMD64,x86", "x86_64 i686"),
            (Machine::MacOs, "aarch64", "x86_64 arm64", "x86_64 aarch64"),
            (Machine::MacOs, "aarch64", "universal2", "universal2"),
        ] {
            let found = archs(machine, native, &words(asked)).map(|archs| archs.join(" "));
            assert_eq!(found.as_deref(), Some(expected), "{machine:?} {asked}");
        }
        assert_eq!(archs(Machine::Linux, "x86_64", &words("auto64")), None);
    }

    #[test]
    fn identifiers_of_a_machine() {
        let named = |machine, archs: &[&str], enabled: &str| {
            let found = identifiers(machine, archs, &words(enabled)).unwrap_or_default();
            found
                .into_iter()
                .map(|found| found.identifier)
                .collect::<Vec<_>>()
        };
        let windows = named(Machine::Windows, &["aarch64"], "pypy");
        let cpythons = [9, 10, 11, 12, 13, 14].map(|minor| format!("cp3{minor}-win_arm64"));
        assert_eq!(windows[..6], cpythons);
        assert_eq!(
            windows[6..],
            ["cp314t-win_arm64", "cp315-win_arm64", "cp315t-win_arm64"]
        );
        assert!(named(Machine::Linux, &["x86_64"], "pypy").contains(&"pp312-manylinux_x86_64".to_owned()));
        assert!(!named(Machine::Linux, &["x86_64"], "pypy").contains(&"pp310-manylinux_x86_64".to_owned()));
        assert_eq!(identifiers(Machine::Linux, &["x86_64"], &words("graalpy")), None);
    }
}
