//! Writes WebAssembly modules: a type, what is imported and what is exported.

use super::Said;

/// A module that says this.
pub fn file(said: &Said) -> Vec<u8> {
    let imports: Vec<Vec<u8>> = said
        .imports
        .iter()
        .map(|name| [text("env"), text(name), vec![0, 0]].concat())
        .collect();
    let count = said.exports.len();
    let exports: Vec<Vec<u8>> = said
        .exports
        .iter()
        .enumerate()
        .map(|(index, name)| [text(name), vec![0], number(imports.len() + index)].concat())
        .collect();
    let mut bytes = b"\0asm\x01\0\0\0".to_vec();
    section(&mut bytes, 1, &[vec![0x60, 0, 0]]);
    section(&mut bytes, 2, &imports);
    section(&mut bytes, 3, &vec![vec![0]; count]);
    section(&mut bytes, 7, &exports);
    section(&mut bytes, 10, &vec![vec![2, 0, 0x0b]; count]);
    bytes
}

fn section(bytes: &mut Vec<u8>, kind: u8, items: &[Vec<u8>]) {
    if !items.is_empty() {
        let content = [number(items.len()), items.concat()].concat();
        bytes.push(kind);
        bytes.extend(number(content.len()));
        bytes.extend(content);
    }
}

fn text(text: &str) -> Vec<u8> {
    [number(text.len()), text.as_bytes().to_vec()].concat()
}

/// A number in as few groups of seven bits as it needs.
fn number(mut value: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    loop {
        let byte = (value & 0x7f) as u8;
        value >>= 7;
        bytes.push(byte | if value > 0 { 0x80 } else { 0 });
        if value == 0 {
            return bytes;
        }
    }
}
