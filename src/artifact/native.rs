//! What a binary for one system says of itself.

use std::collections::BTreeMap;

use crate::artifact::tags::Platform;

/// Of so many sections the size is kept.
const SECTIONS: usize = 8;

/// The format of a binary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// That of Linux and Android.
    Elf,
    /// That of macOS and iOS.
    MachO,
    /// That of Windows.
    Pe,
    /// WebAssembly.
    Wasm,
}

/// A binary, which has a slice for each processor that it is made for.
#[derive(Clone, Debug)]
pub struct Native {
    /// Its path in the archive.
    pub path: String,
    /// How large it is.
    pub size: u64,
    /// The slices; nothing where it cannot be read.
    pub slices: Vec<Slice>,
}

/// What is made for one processor.
#[derive(Clone, Debug)]
pub struct Slice {
    /// The format.
    pub format: Format,
    /// The processor as ELF and most tags name it; `None` for one that wheels are not made for.
    pub arch: Option<&'static str>,
    /// Whether it is a program, and no library.
    pub is_program: bool,
    /// The names of Python's kind that it defines for others: those that start a module.
    pub defines: Vec<String>,
    /// The symbols of Python that it must find elsewhere.
    pub pythons: Vec<String>,
    /// The libraries that it asks for.
    pub libraries: Vec<String>,
    /// The versions of glibc that it asks for, and a symbol that is of that version.
    pub glibc: BTreeMap<(u32, u32), String>,
    /// The least macOS.
    pub macos: Option<(u32, u32)>,
    /// Where it looks for libraries.
    pub paths: Vec<String>,
    /// What it calls itself, if it is a library.
    pub id: Option<String>,
    /// How many bytes are for debuggers only.
    pub debug: u64,
    /// How many bytes are names of its own that nobody needs to run it.
    pub symbols: u64,
    /// Its largest sections, the largest first: what each is called, and its bytes in the file.
    pub sections: Vec<(String, u64)>,
    /// To how many bytes the system must place its parts in memory; `None` where the format leaves that to the system.
    pub alignment: Option<u64>,
}

impl Slice {
    /// A slice that says nothing.
    pub fn new(format: Format) -> Self {
        Self {
            format,
            arch: None,
            is_program: false,
            defines: Vec::new(),
            pythons: Vec::new(),
            libraries: Vec::new(),
            glibc: BTreeMap::new(),
            macos: None,
            paths: Vec::new(),
            id: None,
            debug: 0,
            symbols: 0,
            sections: Vec::new(),
            alignment: None,
        }
    }

    /// Adds a section, and keeps the largest ones.
    pub fn add_section(&mut self, name: String, size: u64) {
        let at = self.sections.partition_point(|(_, other)| *other >= size);
        if at < SECTIONS {
            self.sections.insert(at, (name, size));
            self.sections.truncate(SECTIONS);
        }
    }

    /// The modules that it starts: `_core` of `PyInit__core`.
    pub fn modules(&self) -> impl Iterator<Item = &str> {
        self.defines.iter().filter_map(|export| {
            export
                .strip_prefix("PyInit_")
                .or_else(|| export.strip_prefix("PyModExport_"))
        })
    }

    /// Whether it starts the module `name`.
    pub fn starts(&self, name: &str) -> bool {
        self.modules().any(|module| module == name)
    }

    /// Whether a platform's tag is for this processor.
    pub fn fits(&self, platform: &Platform) -> bool {
        let Some(arch) = self.arch else { return true };
        let same: &[&str] = match arch {
            "x86_64" => &[
                "x86_64",
                "amd64",
                "universal2",
                "intel",
                "universal",
                "fat64",
                "fat3",
            ],
            "i686" => &["i686", "i386", "x86", "i586"],
            "aarch64" => &[
                "aarch64",
                "arm64",
                "universal2",
                "arm64_v8a",
                "arm64_iphoneos",
                "arm64_iphonesimulator",
            ],
            "armv7l" => &["armv7l", "armv6l", "armv8l", "armeabi_v7a", "arm"],
            arch => &[arch],
        };
        platform.arch.is_empty() || same.contains(&platform.arch.as_str())
    }
}
