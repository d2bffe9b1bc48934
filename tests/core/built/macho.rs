//! Writes Mach-O libraries, for one processor or for several.

use super::Said;

/// The number of a processor.
fn processor(arch: &str) -> (u32, u32) {
    match arch {
        "x86_64" => (0x0100_0007, 3),
        "arm64" => (0x0100_000c, 0),
        arch => panic!("no processor `{arch}`"),
    }
}

/// A library that says this.
pub fn file(said: &Said) -> Vec<u8> {
    let (mut strings, mut symbols) = (vec![0], Vec::new());
    for (names, kind) in [(&said.exports, 0x03), (&said.imports, 0x01)] {
        for name in names {
            symbols.extend((strings.len() as u32).to_le_bytes());
            symbols.extend([kind, 0, 0, 0]); // it is at an address, not in a section
            symbols.extend(if kind == 0x01 { 0u64 } else { 0x1000 }.to_le_bytes());
            strings.extend(format!("_{name}\0").as_bytes());
        }
    }
    let mut commands: Vec<Vec<u8>> = Vec::new();
    if let Some(id) = &said.id {
        commands.push(command(0xd, &[24, 2, 0x10000, 0x10000], id));
    }
    for library in &said.needs {
        commands.push(command(0xc, &[24, 2, 0x10000, 0x10000], library));
    }
    if let Some(path) = &said.runpath {
        commands.push(command(0x8000_001c, &[12], path));
    }
    if let Some((major, minor)) = said.macos {
        let version = major << 16 | minor << 8;
        commands.push(command(0x32, &[1, version, version, 0], ""));
    }
    let head = 32 + commands.iter().map(Vec::len).sum::<usize>() + 24;
    let count = said.exports.len() + said.imports.len();
    let table = [head, count, head + symbols.len(), strings.len()].map(|number| number as u32);
    commands.push(command(0x2, &table, ""));
    let (kind, sub) = processor(&said.arch);
    let file_type = if said.is_program { 2 } else { 6 };
    let size = commands.iter().map(Vec::len).sum::<usize>() as u32;
    let header = [
        0xfeed_facf,
        kind,
        sub,
        file_type,
        commands.len() as u32,
        size,
        0x85,
        0,
    ];
    let mut bytes: Vec<u8> = header.into_iter().flat_map(u32::to_le_bytes).collect();
    bytes.extend(commands.concat());
    bytes.extend(symbols);
    bytes.extend(strings);
    bytes
}

/// A load command with its numbers and, if it has one, its text.
fn command(kind: u32, numbers: &[u32], text: &str) -> Vec<u8> {
    let mut bytes: Vec<u8> = numbers.iter().flat_map(|number| number.to_le_bytes()).collect();
    if !text.is_empty() {
        bytes.extend(text.as_bytes());
        bytes.push(0);
        bytes.resize((bytes.len() + 8).next_multiple_of(8) - 8, 0);
    }
    let size = bytes.len() as u32 + 8;
    let mut whole = [kind, size]
        .into_iter()
        .flat_map(u32::to_le_bytes)
        .collect::<Vec<u8>>();
    whole.extend(bytes);
    whole
}

/// A universal library of slices that say this.
pub fn universal<'a>(slices: impl Iterator<Item = &'a Said>) -> Vec<u8> {
    let slices: Vec<(&Said, Vec<u8>)> = slices.map(|said| (said, file(said))).collect();
    let mut bytes: Vec<u8> = [0xcafe_babe, slices.len() as u32]
        .into_iter()
        .flat_map(u32::to_be_bytes)
        .collect();
    let mut at = 4096usize;
    for (said, slice) in &slices {
        let (kind, sub) = processor(&said.arch);
        bytes.extend(
            [kind, sub, at as u32, slice.len() as u32, 12]
                .into_iter()
                .flat_map(u32::to_be_bytes),
        );
        at = (at + slice.len()).next_multiple_of(4096);
    }
    for (_, slice) in &slices {
        bytes.resize(bytes.len().next_multiple_of(4096), 0);
        bytes.extend(slice);
    }
    bytes
}
