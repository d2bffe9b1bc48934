//! Writes DLLs: the headers, and one section with the tables of exports and imports.

use super::Said;

const BASE: u32 = 0x1000;
const FILE: u32 = 0x400;

/// A DLL that says this; what it imports comes from the first library that it needs.
pub fn file(said: &Said) -> Vec<u8> {
    let is_wide = said.arch != "x86";
    let mut section = Vec::new();
    let exports = exports(&mut section, said);
    let imports = imports(&mut section, said, is_wide);
    let machine: u16 = match said.arch.as_str() {
        "x86_64" => 0x8664,
        "arm64" => 0xaa64,
        "x86" => 0x14c,
        arch => panic!("no processor `{arch}`"),
    };
    let optional: u16 = if is_wide { 240 } else { 224 };
    let kind: u16 = if said.is_program { 0x22 } else { 0x2022 };
    let mut bytes = b"MZ".to_vec();
    bytes.resize(0x3c, 0);
    bytes.extend(0x40u32.to_le_bytes());
    bytes.extend(b"PE\0\0");
    bytes.extend(machine.to_le_bytes());
    bytes.extend(1u16.to_le_bytes());
    bytes.extend([0; 12]);
    bytes.extend(optional.to_le_bytes());
    bytes.extend(kind.to_le_bytes());
    let start = bytes.len();
    bytes.extend((if is_wide { 0x20bu16 } else { 0x10b }).to_le_bytes());
    bytes.resize(start + 32, 0);
    for number in [0x1000u32, 0x200] {
        bytes.extend(number.to_le_bytes());
    }
    bytes.resize(start + usize::from(optional) - 132, 0);
    bytes.extend(16u32.to_le_bytes());
    for (at, size) in [exports, imports] {
        bytes.extend(at.to_le_bytes());
        bytes.extend(size.to_le_bytes());
    }
    bytes.resize(start + usize::from(optional), 0);
    bytes.extend(b".rdata\0\0");
    let size = section.len() as u32;
    for number in [size, BASE, size, FILE, 0, 0, 0, 0x4000_0040] {
        bytes.extend(number.to_le_bytes());
    }
    bytes.resize(FILE as usize, 0);
    bytes.extend(section);
    bytes
}

fn here(section: &[u8]) -> u32 {
    BASE + section.len() as u32
}

fn text(section: &mut Vec<u8>, text: &str) -> u32 {
    let at = here(section);
    section.extend(text.as_bytes());
    section.push(0);
    section.resize(section.len().next_multiple_of(4), 0);
    at
}

/// The table of exports: where it is, and its size.
fn exports(section: &mut Vec<u8>, said: &Said) -> (u32, u32) {
    if said.exports.is_empty() {
        return (0, 0);
    }
    let (at, start) = (here(section), section.len());
    section.resize(start + 40, 0);
    let name = text(section, "demo.pyd");
    let mut names: Vec<u32> = Vec::new();
    for export in &said.exports {
        names.push(text(section, export));
    }
    let count = names.len() as u32;
    let functions = here(section);
    section.extend(names.iter().flat_map(|_| 0x2000u32.to_le_bytes()));
    let pointers = here(section);
    section.extend(names.iter().flat_map(|at| at.to_le_bytes()));
    let ordinals = here(section);
    section.extend((0..count as u16).flat_map(u16::to_le_bytes));
    section.resize(section.len().next_multiple_of(4), 0);
    let table = [0, 0, 0, name, 1, count, count, functions, pointers, ordinals];
    let table: Vec<u8> = table.into_iter().flat_map(u32::to_le_bytes).collect();
    section[start..start + table.len()].copy_from_slice(&table);
    (at, here(section) - at) // readers look for the names inside the table
}

/// The table of imports: where it is, and its size.
fn imports(section: &mut Vec<u8>, said: &Said, is_wide: bool) -> (u32, u32) {
    let mut descriptors: Vec<u32> = Vec::new();
    for (index, library) in said.needs.iter().enumerate() {
        let name = text(section, library);
        let imports = if index == 0 { said.imports.as_slice() } else { &[] };
        let mut hints: Vec<u32> = Vec::new();
        for import in imports {
            let at = here(section);
            section.extend([0, 0]);
            text(section, import);
            hints.push(at);
        }
        section.resize(section.len().next_multiple_of(8), 0);
        let thunks = here(section);
        for hint in hints.into_iter().chain([0]) {
            section.extend(hint.to_le_bytes());
            section.extend(vec![0; if is_wide { 4 } else { 0 }]);
        }
        descriptors.extend([thunks, 0, 0, name, thunks]);
    }
    let at = here(section);
    descriptors.extend([0; 5]);
    section.extend(descriptors.iter().flat_map(|number| number.to_le_bytes()));
    (at, descriptors.len() as u32 * 4)
}
