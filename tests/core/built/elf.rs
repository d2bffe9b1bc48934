//! Writes ELF libraries: the headers, the dynamic section and the symbols with their versions.

use super::Said;

/// The number of a processor, whether its addresses have 64 bits, and whether the lowest byte comes first.
fn machine(arch: &str) -> (u16, bool, bool) {
    match arch {
        "x86_64" => (62, true, true),
        "aarch64" => (183, true, true),
        "i686" => (3, false, true),
        "armv7l" => (40, false, true),
        "ppc64le" => (21, true, true),
        "ppc64" => (21, true, false),
        "s390x" => (22, true, false),
        "riscv64" => (243, true, true),
        arch => panic!("no processor `{arch}`"),
    }
}

/// A string table; its first string is empty.
struct Strings(Vec<u8>);

impl Strings {
    fn add(&mut self, text: &str) -> u32 {
        let at = self.0.len() as u32;
        self.0.extend(text.as_bytes());
        self.0.push(0);
        at
    }
}

struct Writer {
    bytes: Vec<u8>,
    is_wide: bool,
    is_little: bool,
}

impl Writer {
    fn part(&self) -> Self {
        Self {
            bytes: Vec::new(),
            ..*self
        }
    }

    fn number(&mut self, value: u64, length: usize) {
        let bytes = value.to_be_bytes();
        let mut bytes = bytes[8 - length..].to_vec();
        if self.is_little {
            bytes.reverse();
        }
        self.bytes.extend(bytes);
    }

    fn half(&mut self, value: u16) {
        self.number(value.into(), 2);
    }

    fn word(&mut self, value: u32) {
        self.number(value.into(), 4);
    }

    /// An address, as wide as the processor has them.
    fn long(&mut self, value: usize) {
        self.number(value as u64, if self.is_wide { 8 } else { 4 });
    }

    fn symbol(&mut self, name: u32, is_defined: bool) {
        let (info, section) = (0x12, u16::from(is_defined)); // a global function
        self.word(name);
        if self.is_wide {
            self.bytes.extend([info, 0]);
            self.half(section);
            self.number(0x1000, 8);
            self.number(8, 8);
        } else {
            self.word(0x1000);
            self.word(8);
            self.bytes.extend([info, 0]);
            self.half(section);
        }
    }
}

/// A section: its name, its kind, its bytes, and the section that it is linked with.
struct Section {
    name: &'static str,
    kind: u32,
    bytes: Vec<u8>,
    link: u32,
    info: u32,
    width: usize,
}

/// A library that says this.
pub fn file(said: &Said) -> Vec<u8> {
    let (number, is_wide, is_little) = machine(&said.arch);
    let mut out = Writer {
        bytes: Vec::new(),
        is_wide,
        is_little,
    };
    let mut strings = Strings(vec![0]);
    let (mut symbols, mut versions) = (out.part(), out.part());
    let none: usize = if is_wide { 24 } else { 16 };
    symbols.bytes.resize(none, 0);
    versions.half(0);
    for name in &said.exports {
        symbols.symbol(strings.add(name), true);
        versions.half(1);
    }
    for name in &said.imports {
        symbols.symbol(strings.add(name), false);
        versions.half(1);
    }
    let mut needed = out.part();
    if !said.glibc.is_empty() {
        let file = strings.add("libc.so.6");
        needed.half(1);
        needed.half(said.glibc.len() as u16);
        needed.word(file);
        needed.word(16);
        needed.word(0);
    }
    for (index, (name, version)) in said.glibc.iter().enumerate() {
        symbols.symbol(strings.add(name), false);
        versions.half(index as u16 + 2);
        let version = format!("GLIBC_{version}");
        needed.word(hash(&version));
        needed.half(0);
        needed.half(index as u16 + 2);
        needed.word(strings.add(&version));
        needed.word(if index + 1 == said.glibc.len() { 0 } else { 16 });
    }
    let mut dynamic = out.part();
    for library in &said.needs {
        dynamic.long(1);
        dynamic.long(strings.add(library) as usize);
    }
    if let Some(path) = &said.runpath {
        dynamic.long(29);
        dynamic.long(strings.add(path) as usize);
    }
    if said.is_program {
        dynamic.long(0x6fff_fffb);
        dynamic.long(0x0800_0000);
    }
    let sections = vec![
        Section {
            name: ".dynstr",
            kind: 3,
            bytes: strings.0,
            link: 0,
            info: 0,
            width: 0,
        },
        Section {
            name: ".dynsym",
            kind: 11,
            bytes: symbols.bytes,
            link: 1,
            info: 1,
            width: none,
        },
        Section {
            name: ".gnu.version",
            kind: 0x6fff_ffff,
            bytes: versions.bytes,
            link: 2,
            info: 0,
            width: 2,
        },
        Section {
            name: ".gnu.version_r",
            kind: 0x6fff_fffe,
            bytes: needed.bytes,
            link: 1,
            info: 1,
            width: 0,
        },
        Section {
            name: ".dynamic",
            kind: 6,
            bytes: dynamic.bytes,
            link: 1,
            info: 0,
            width: if is_wide { 16 } else { 8 },
        },
        Section {
            name: ".debug_info",
            kind: 1,
            bytes: vec![0; said.debug],
            link: 0,
            info: 0,
            width: 0,
        },
    ];
    write(&mut out, number, sections, said.align.unwrap_or(64 << 10));
    out.bytes
}

fn write(out: &mut Writer, number: u16, mut sections: Vec<Section>, align: usize) {
    sections.retain(|section| !section.bytes.is_empty() || section.name == ".dynamic");
    let (header, segment, entry): (usize, usize, usize) =
        if out.is_wide { (64, 56, 64) } else { (52, 32, 40) };
    let dynamic = sections
        .iter()
        .position(|section| section.name == ".dynamic")
        .expect("it is kept");
    let (start, size) = ((header + 2 * segment).next_multiple_of(8), |section: &Section| {
        section.bytes.len().next_multiple_of(8)
    });
    let offset =
        |sections: &[Section], index: usize| start + sections[..index].iter().map(size).sum::<usize>();
    // The end of the dynamic section needs to know where the strings are.
    let mut ending = out.part();
    let strings = offset(&sections, 0);
    for (tag, value) in [(5, strings), (10, sections[0].bytes.len()), (0, 0)] {
        ending.long(tag);
        ending.long(value);
    }
    sections[dynamic].bytes.extend(ending.bytes);
    let mut names = Strings(vec![0]);
    let labels: Vec<u32> = sections.iter().map(|section| names.add(section.name)).collect();
    let label = names.add(".shstrtab");
    let finish = offset(&sections, sections.len());
    let table = (finish + names.0.len()).next_multiple_of(8);
    out.bytes.extend(b"\x7fELF");
    out.bytes
        .extend([1 + u8::from(out.is_wide), 2 - u8::from(out.is_little), 1, 0]);
    out.bytes.resize(16, 0);
    out.half(3);
    out.half(number);
    out.word(1);
    out.long(0);
    out.long(header);
    out.long(table);
    out.word(0);
    for value in [header, segment, 2, entry, sections.len() + 2, sections.len() + 1] {
        out.half(value as u16);
    }
    let at = offset(&sections, dynamic);
    for (kind, offset, size, align) in [(1, 0, finish, align), (2, at, sections[dynamic].bytes.len(), 8)] {
        out.word(kind);
        if out.is_wide {
            out.word(5);
        }
        for value in [offset, offset, offset, size, size] {
            out.long(value);
        }
        if !out.is_wide {
            out.word(5);
        }
        out.long(align);
    }
    out.bytes.resize(start, 0);
    for section in &sections {
        out.bytes.extend(&section.bytes);
        out.bytes.resize(out.bytes.len().next_multiple_of(8), 0);
    }
    out.bytes.extend(&names.0);
    out.bytes.resize(table, 0);
    out.bytes.resize(table + entry, 0);
    for (index, section) in sections.iter().enumerate() {
        let at = offset(&sections, index);
        out.word(labels[index]);
        out.word(section.kind);
        for value in [0, at, at, section.bytes.len()] {
            out.long(value);
        }
        out.word(section.link);
        out.word(section.info);
        out.long(8);
        out.long(section.width);
    }
    out.word(label);
    out.word(3);
    for value in [0, 0, finish, names.0.len()] {
        out.long(value);
    }
    out.word(0);
    out.word(0);
    out.long(1);
    out.long(0);
}

/// The hash of a version's name.
fn hash(name: &str) -> u32 {
    name.bytes().fold(0u32, |hash, byte| {
        let hash = (hash << 4).wrapping_add(byte.into());
        let high = hash & 0xf000_0000;
        (hash ^ (high >> 24)) & !high
    })
}
