//! Writes gzipped tar archives, right or wrong in every field.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::Members;

/// The archive of these members, as every tool writes it.
pub fn archive(members: &Members) -> Vec<u8> {
    let entries: Vec<u8> = members
        .iter()
        .flat_map(|(path, bytes)| entry(path, b'0', bytes, ""))
        .collect();
    packed(&whole(entries))
}

/// A member of a kind: its header and its bytes.
pub fn entry(path: &str, kind: u8, bytes: &[u8], link: &str) -> Vec<u8> {
    let mut header = [0; 512];
    let mut put = |at: usize, text: &[u8]| header[at..at + text.len()].copy_from_slice(text);
    put(0, &path.as_bytes()[..path.len().min(100)]);
    put(100, b"0000644\0");
    put(108, b"0000000\0");
    put(116, b"0000000\0");
    put(124, format!("{:011o}\0", bytes.len()).as_bytes());
    put(136, b"00000000000\0");
    put(148, b"        ");
    put(156, &[kind]);
    put(157, &link.as_bytes()[..link.len().min(100)]);
    put(257, b"ustar\x0000");
    let sum: u32 = header.iter().map(|byte| u32::from(*byte)).sum();
    header[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    let mut whole = header.to_vec();
    whole.extend(bytes);
    whole.resize(whole.len().next_multiple_of(512), 0);
    whole
}

/// Entries with the end of an archive.
pub fn whole(mut entries: Vec<u8>) -> Vec<u8> {
    entries.extend([0; 1024]);
    entries
}

/// The gzip of bytes.
pub fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).expect("memory takes it");
    encoder.finish().expect("memory takes it")
}
