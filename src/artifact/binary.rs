//! Reads binaries: ELF, Mach-O, PE and WebAssembly.                                    [door: object]

use object::read::elf::{Dyn, ElfFile, FileHeader, ProgramHeader};
use object::read::macho::{
    FatArch, LoadCommandVariant, MachHeader, MachOFatFile32, MachOFatFile64, MachOFile,
};
use object::read::{File, ImportFlags, NameOrOrdinal, Object, ObjectSection, ObjectSegment};
use object::{Architecture, FileKind, ObjectKind, elf, macho};

use crate::artifact::native::{Format, Native, Slice};
use crate::artifact::wasm;
use crate::standards::stable_abi;

/// More names are not read, and not more text of names: a header may claim whatever it wants.
const MOST: usize = 1 << 20;
const LONGEST: usize = 64 << 20;
/// How WebAssembly begins.
const WASM: &[u8] = b"\0asm";
/// The library of GCC has versions of glibc's name for symbols that were in there once.
const GCC: &[u8] = b"libgcc_s";

/// Whether these are the first bytes of a binary.
pub fn is_native(start: &[u8]) -> bool {
    matches!(start.get(..4), Some(b"\x7fELF" | b"\0asm"))
        || start.starts_with(b"MZ")
        || matches!(
            start.get(..4),
            Some(
                [0xcf | 0xce, 0xfa, 0xed, 0xfe]
                    | [0xfe, 0xed, 0xfa, 0xcf | 0xce]
                    | [0xca, 0xfe, 0xba, 0xbe | 0xbf]
            )
        )
}

impl Native {
    /// Reads a binary; it has no slices where it is none or is broken.
    pub fn read(path: &str, bytes: &[u8]) -> Self {
        Self {
            path: path.to_owned(),
            size: bytes.len() as u64,
            slices: slices(bytes).unwrap_or_default(),
        }
    }
}

fn slices(bytes: &[u8]) -> Option<Vec<Slice>> {
    if bytes.starts_with(WASM) {
        return Some(vec![wasm::slice(bytes)?]);
    }
    match FileKind::parse(bytes).ok()? {
        FileKind::MachOFat32 => each(bytes, MachOFatFile32::parse(bytes).ok()?.arches()),
        FileKind::MachOFat64 => each(bytes, MachOFatFile64::parse(bytes).ok()?.arches()),
        _ => Some(vec![slice(bytes)?]),
    }
}

/// The slices of a universal binary; few processors exist.
fn each(bytes: &[u8], arches: &[impl FatArch]) -> Option<Vec<Slice>> {
    arches
        .iter()
        .take(8)
        .map(|arch| slice(arch.data(bytes).ok()?))
        .collect()
}

fn slice(bytes: &[u8]) -> Option<Slice> {
    let file = File::parse(bytes).ok()?;
    if is_cut(&file, bytes) {
        return None;
    }
    let mut slice = match &file {
        File::Elf32(elf) => of_elf(elf)?,
        File::Elf64(elf) => of_elf(elf)?,
        File::MachO32(macho) => of_macho(macho)?,
        File::MachO64(macho) => of_macho(macho)?,
        File::Pe32(_) | File::Pe64(_) => Slice::new(Format::Pe),
        _ => return None,
    };
    slice.arch = arch(file.architecture(), file.is_little_endian());
    slice.is_program = match slice.format {
        Format::Elf => slice.is_program,
        _ => file.kind() == ObjectKind::Executable,
    };
    let mut budget = LONGEST;
    let mut text = |name: &[u8]| {
        budget = budget.checked_sub(name.len())?;
        Some(String::from_utf8_lossy(name).into_owned())
    };
    for library in file.import_libraries().ok()?.take(MOST) {
        slice.libraries.push(text(library.ok()?.name())?);
    }
    let plain = |name: &[u8], format| match format {
        Format::MachO => name.strip_prefix(b"_").unwrap_or(name).to_vec(),
        _ => name.to_vec(),
    };
    for import in file.imports().ok()?.take(MOST) {
        let import = import.ok()?;
        let NameOrOrdinal::Name(name) = import.name() else {
            continue;
        };
        let name = text(&plain(name, slice.format))?;
        if let ImportFlags::Elf {
            version: Some(version),
            ..
        } = import.flags()
            && let Some(version) = glibc(version).filter(|_| !import.library().starts_with(GCC))
        {
            slice.glibc.entry(version).or_insert_with(|| name.clone());
        }
        let is_elsewhere = slice.format == Format::Pe && !is_python(import.library());
        if !import.is_weak() && !is_elsewhere && stable_abi::is_of_python(&name) {
            slice.pythons.push(name);
        }
    }
    for export in file.exports().ok()?.take(MOST) {
        if let NameOrOrdinal::Name(name) = export.ok()?.name() {
            let name = text(&plain(name, slice.format))?;
            if stable_abi::is_of_python(&name) {
                slice.defines.push(name);
            }
        }
    }
    for section in file.sections().take(MOST) {
        let name = text(section.name_bytes().ok()?)?;
        let size = section.file_range().map_or(0, |(_, size)| size);
        slice.add_section(name.clone(), size);
        if name.starts_with(".debug_") || name.starts_with(".zdebug_") || name.starts_with("__debug_") {
            slice.debug = slice.debug.saturating_add(size);
        } else if matches!(name.as_str(), ".symtab" | ".strtab") {
            slice.symbols = slice.symbols.saturating_add(size);
        }
    }
    slice.pythons.sort();
    slice.pythons.dedup();
    Some(slice)
}

/// Whether the loader would map more than there is, and the process die of it.
fn is_cut(file: &File<'_>, bytes: &[u8]) -> bool {
    let ends = file.segments().map(|segment| {
        let (offset, size) = segment.file_range();
        offset.saturating_add(size)
    });
    ends.max().is_some_and(|end| end > bytes.len() as u64)
}

fn of_elf<Elf: FileHeader>(file: &ElfFile<'_, Elf>) -> Option<Slice> {
    let mut slice = Slice::new(Format::Elf);
    let (endian, table) = (file.endian(), file.elf_dynamic_table().ok()?);
    let mut is_pie = false;
    for entry in table.dynamics().iter().take(MOST) {
        let tag = entry.d_tag(endian);
        let text = |value: Elf::Word| {
            let offset = u32::try_from(value.into()).ok()?;
            let bytes = table.strings().get(offset).ok()?;
            Some(String::from_utf8_lossy(bytes).into_owned())
        };
        if tag == elf::DT_RPATH || tag == elf::DT_RUNPATH {
            let paths = text(entry.d_val(endian))?;
            slice.paths.extend(
                paths
                    .split(':')
                    .filter(|path| !path.is_empty())
                    .map(str::to_owned),
            );
        } else if tag == elf::DT_SONAME {
            slice.id = text(entry.d_val(endian));
        } else if tag == elf::DT_FLAGS_1 {
            is_pie = entry.d_val(endian).into() & elf::DF_1_PIE.0 != 0;
        } else if tag == elf::DT_NULL {
            break;
        }
    }
    let parts = file.elf_program_headers().iter().take(MOST);
    let parts = parts.filter(|part| part.p_type(endian) == elf::PT_LOAD);
    slice.alignment = parts.map(|part| part.p_align(endian).into()).min();
    slice.is_program = is_pie || file.elf_header().e_type(endian) == elf::ET_EXEC;
    Some(slice)
}

fn of_macho<Mach: MachHeader>(file: &MachOFile<'_, Mach>) -> Option<Slice> {
    let mut slice = Slice::new(Format::MachO);
    let endian = file.endian();
    let mut commands = file.macho_load_commands().ok()?;
    while let Some(command) = commands.next().ok()? {
        match command.variant().ok()? {
            LoadCommandVariant::IdDylib(dylib) => {
                let name = command.string(endian, dylib.dylib.name).ok()?;
                slice.id = Some(String::from_utf8_lossy(name).into_owned());
            }
            LoadCommandVariant::Rpath(rpath) => {
                let path = command.string(endian, rpath.path).ok()?;
                slice.paths.push(String::from_utf8_lossy(path).into_owned());
            }
            LoadCommandVariant::BuildVersion(build, _)
                if build.platform.get(endian) == macho::PLATFORM_MACOS =>
            {
                slice.macos = Some(macos(build.minos.get(endian)));
            }
            LoadCommandVariant::VersionMin(version) if command.cmd() == macho::LC_VERSION_MIN_MACOSX => {
                slice.macos = Some(macos(version.version.get(endian)));
            }
            _ => {}
        }
    }
    Some(slice)
}

/// `10.12.3` in one number: 16 bits, 8 bits and 8 bits.
fn macos(macho::Version(version): macho::Version) -> (u32, u32) {
    (version >> 16, version >> 8 & 0xff)
}

/// Whether a library of Windows is Python's.
fn is_python(library: &[u8]) -> bool {
    library
        .get(..6)
        .is_some_and(|start| start.eq_ignore_ascii_case(b"python"))
}

/// The version of a symbol, if it is one of glibc.
fn glibc(version: &[u8]) -> Option<(u32, u32)> {
    let version = std::str::from_utf8(version).ok()?.strip_prefix("GLIBC_")?;
    let mut parts = version.split('.');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

/// The names of processors as tags of Linux have them.
fn arch(architecture: Architecture, is_little: bool) -> Option<&'static str> {
    Some(match architecture {
        Architecture::X86_64 | Architecture::X86_64_X32 => "x86_64",
        Architecture::I386 => "i686",
        Architecture::Aarch64 => "aarch64",
        Architecture::Arm => "armv7l",
        Architecture::PowerPc64 if is_little => "ppc64le",
        Architecture::PowerPc64 => "ppc64",
        Architecture::S390x => "s390x",
        Architecture::Riscv64 => "riscv64",
        Architecture::LoongArch64 => "loongarch64",
        _ => return None,
    })
}
