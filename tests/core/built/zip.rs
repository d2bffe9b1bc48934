//! Writes zip archives, right or wrong in every field.

use std::io::Write;

use flate2::Compression;
use flate2::Crc;
use flate2::write::DeflateEncoder;

use super::Members;

/// A member, and what its two headers say of it.
#[derive(Clone, Debug)]
pub struct Entry {
    pub name: Vec<u8>,
    /// The packed bytes.
    pub packed: Vec<u8>,
    pub method: u16,
    pub flags: u16,
    pub crc: u32,
    pub size: u32,
    /// The mode of the file, as Unix has it.
    pub mode: u32,
    pub extra: Vec<u8>,
    pub comment: Vec<u8>,
}

impl Entry {
    /// A deflated member.
    pub fn new(path: &str, bytes: &[u8]) -> Self {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(bytes).expect("memory takes it");
        let packed = encoder.finish().expect("memory takes it");
        Self {
            packed,
            method: 8,
            ..Self::stored(path, bytes)
        }
    }

    /// A member that is stored as it is.
    pub fn stored(path: &str, bytes: &[u8]) -> Self {
        let mut crc = Crc::new();
        crc.update(bytes);
        Self {
            name: path.as_bytes().to_vec(),
            packed: bytes.to_vec(),
            method: 0,
            flags: 0,
            crc: crc.sum(),
            size: bytes.len() as u32,
            mode: 0o100_644,
            extra: Vec::new(),
            comment: Vec::new(),
        }
    }

    /// The header before the packed bytes, and them.
    pub fn local(&self) -> Vec<u8> {
        let mut bytes = b"PK\x03\x04\x14\0".to_vec();
        bytes.extend(self.flags.to_le_bytes());
        bytes.extend(self.method.to_le_bytes());
        bytes.extend([0, 0, 0x21, 0]);
        self.sizes(&mut bytes);
        bytes.extend((self.name.len() as u16).to_le_bytes());
        bytes.extend((self.extra.len() as u16).to_le_bytes());
        bytes.extend(&self.name);
        bytes.extend(&self.extra);
        bytes.extend(&self.packed);
        bytes
    }

    fn sizes(&self, bytes: &mut Vec<u8>) {
        for number in [self.crc, self.packed.len() as u32, self.size] {
            bytes.extend(number.to_le_bytes());
        }
    }

    /// The entry of the directory, for a member at `offset`.
    pub fn central(&self, offset: usize) -> Vec<u8> {
        let mut bytes = b"PK\x01\x02\x14\x03\x14\0".to_vec();
        bytes.extend(self.flags.to_le_bytes());
        bytes.extend(self.method.to_le_bytes());
        bytes.extend([0, 0, 0x21, 0]);
        self.sizes(&mut bytes);
        for length in [self.name.len(), self.extra.len(), self.comment.len()] {
            bytes.extend((length as u16).to_le_bytes());
        }
        bytes.extend([0; 4]);
        bytes.extend((self.mode << 16).to_le_bytes());
        bytes.extend((offset as u32).to_le_bytes());
        bytes.extend(&self.name);
        bytes.extend(&self.extra);
        bytes.extend(&self.comment);
        bytes
    }
}

/// The archive of these members, as every tool writes it.
pub fn archive(members: &Members) -> Vec<u8> {
    whole(
        &members
            .iter()
            .map(|(path, bytes)| Entry::new(path, bytes))
            .collect::<Vec<_>>(),
    )
}

/// The archive of these entries.
pub fn whole(entries: &[Entry]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for entry in entries {
        directory.extend(entry.central(bytes.len()));
        bytes.extend(entry.local());
    }
    let offset = bytes.len();
    bytes.extend(&directory);
    bytes.extend(end(entries.len(), directory.len(), offset));
    bytes
}

/// The record at the end.
pub fn end(count: usize, size: usize, offset: usize) -> Vec<u8> {
    let mut bytes = b"PK\x05\x06\0\0\0\0".to_vec();
    bytes.extend((count as u16).to_le_bytes());
    bytes.extend((count as u16).to_le_bytes());
    bytes.extend((size as u32).to_le_bytes());
    bytes.extend((offset as u32).to_le_bytes());
    bytes.extend([0, 0]);
    bytes
}
