//! What a library is, from its own bytes: for which system and CPU, whether it is whole, what Python finds in it.
//!                                                                                              [door: object]

use object::read::NameOrOrdinal;
use object::{Architecture, BinaryFormat, Object, ObjectSegment, ObjectSymbol};

/// What stands in a file that should be a library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Binary {
    /// A library.
    Library(Library),
    /// The beginning of a library: the rest is cut off, or damaged.
    Cut,
    /// A pointer of git-lfs in its place.
    Pointer,
    /// Something else.
    Other,
}

/// A library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Library {
    /// `linux`, `darwin` or `win32`.
    pub system: &'static str,
    /// The CPU as Python's `platform.machine()` names it; nothing for several, and for rare ones.
    pub cpu: Option<&'static str>,
    /// The names of the modules that it starts: `_core` of `PyInit__core`.
    pub modules: Vec<String>,
}

/// Reads the bytes of a file.
pub fn read(bytes: &[u8]) -> Binary {
    if bytes.starts_with(b"version https://git-lfs") {
        return Binary::Pointer;
    }
    let Ok(file) = object::File::parse(bytes) else {
        let is_begun = bytes.starts_with(b"\x7fELF") || bytes.starts_with(b"MZ") || is_apple(bytes);
        return if is_begun { Binary::Cut } else { Binary::Other };
    };
    let system = match file.format() {
        BinaryFormat::Elf => "linux",
        BinaryFormat::MachO => "darwin",
        BinaryFormat::Pe => "win32",
        _ => return Binary::Other,
    };
    let end = |(offset, size): (u64, u64)| offset.saturating_add(size);
    let length = file.segments().map(|segment| end(segment.file_range())).max();
    if length.is_some_and(|length| length > bytes.len() as u64) {
        return Binary::Cut;
    }
    let cpu = match file.architecture() {
        Architecture::X86_64 => Some("x86_64"),
        Architecture::Aarch64 => Some("aarch64"),
        Architecture::I386 => Some("i686"),
        Architecture::Arm => Some("armv7l"),
        Architecture::Riscv64 => Some("riscv64"),
        Architecture::S390x => Some("s390x"),
        _ => None,
    };
    Binary::Library(Library {
        system,
        cpu,
        modules: modules(&file),
    })
}

fn is_apple(bytes: &[u8]) -> bool {
    const MAGIC: [[u8; 4]; 4] = [
        [0xcf, 0xfa, 0xed, 0xfe],
        [0xce, 0xfa, 0xed, 0xfe],
        [0xca, 0xfe, 0xba, 0xbe],
        [0xca, 0xfe, 0xba, 0xbf],
    ];
    MAGIC.iter().any(|magic| bytes.starts_with(magic))
}

fn modules(file: &object::File<'_>) -> Vec<String> {
    let exported = file.exports().into_iter().flatten().flatten();
    let exported = exported.filter_map(|export| match export.name() {
        NameOrOrdinal::Name(name) => Some(name.to_vec()),
        NameOrOrdinal::Ordinal(_) => None,
    });
    let dynamic = file.dynamic_symbols().filter(|symbol| symbol.is_definition());
    let dynamic = dynamic.filter_map(|symbol| symbol.name_bytes().ok().map(<[u8]>::to_vec));
    let mut modules: Vec<String> = exported
        .chain(dynamic)
        .filter_map(|name| {
            let name = String::from_utf8(name).ok()?;
            let name = name.trim_start_matches('_');
            let module = name
                .strip_prefix("PyInit_")
                .or_else(|| name.strip_prefix("PyModExport_"))?;
            Some(module.to_owned())
        })
        .collect();
    modules.sort();
    modules.dedup();
    modules
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_library_is_told_apart() {
        assert_eq!(read(b""), Binary::Other);
        assert_eq!(
            read(b"version https://git-lfs.github.com/spec/v1\n"),
            Binary::Pointer
        );
        assert_eq!(read(b"\x7fELF\x02\x01"), Binary::Cut);
        assert_eq!(read(b"hello"), Binary::Other);
    }
}
