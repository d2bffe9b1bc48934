//! Archives made from a listing: what a header or a test says is in a wheel or an sdist becomes its bytes.
//!
//! A line is a member: a path; a path, `:` and indented lines, its text; or a path, `=` and what a binary says of itself,
//! `elf x86_64 exports=PyInit_a imports=PyList_New needs=libc.so.6 glibc=memcpy@2.14`. Slices of a universal binary are
//! joined by ` + `. METADATA, WHEEL and RECORD, or PKG-INFO, are made to fit the name of the file where they are not listed.

pub mod elf;
pub mod macho;
pub mod pe;
pub mod tar;
pub mod wasm;
pub mod zip;

use ironwheel::artifact::name::{Name, expanded};
use ironwheel::artifact::record::sha256;
use sha2::{Digest, Sha256};

/// The members of an archive: paths and bytes, in their order.
pub type Members = Vec<(String, Vec<u8>)>;

/// What a binary says of itself.
#[derive(Clone, Debug, Default)]
pub struct Said {
    pub arch: String,
    pub exports: Vec<String>,
    pub imports: Vec<String>,
    /// Libraries that it asks for.
    pub needs: Vec<String>,
    /// Symbols of glibc, and the version of each.
    pub glibc: Vec<(String, String)>,
    pub runpath: Option<String>,
    pub macos: Option<(u32, u32)>,
    pub id: Option<String>,
    /// Bytes of debug information.
    pub debug: usize,
    /// To how many bytes the part that is loaded is aligned, where that is not 64 KiB.
    pub align: Option<usize>,
    pub is_program: bool,
}

/// The archive of that name with what is listed.
pub fn archive(file: &str, listing: &str) -> Vec<u8> {
    let members = completed(file, members(listing));
    match file.ends_with(".whl") {
        true => zip::archive(&members),
        false => tar::archive(&members),
    }
}

/// What is listed, as members.
pub fn members(listing: &str) -> Members {
    let mut members = Members::new();
    let mut is_text = false;
    for line in listing.lines() {
        let text = line.strip_prefix("    ");
        match (text, members.last_mut()) {
            (Some(text), Some((_, bytes))) if is_text => {
                bytes.extend_from_slice(format!("{text}\n").as_bytes())
            }
            _ if line.is_empty() => {
                if let Some((_, bytes)) = members.last_mut().filter(|_| is_text) {
                    bytes.push(b'\n');
                }
            }
            _ => {
                is_text = line.ends_with(':');
                let (path, bytes) = match line.split_once(" = ") {
                    Some((path, said)) => (path, binary(said)),
                    None => (line.trim_end_matches(':'), Vec::new()),
                };
                members.push((path.to_owned(), bytes));
            }
        }
    }
    members
}

/// The members with the metadata that belongs to the name of the file.
pub fn completed(file: &str, mut members: Members) -> Members {
    let Some(name) = Name::of(file) else {
        return members;
    };
    let base = format!("{}-{}", name.project, name.version);
    let has = |members: &Members, path: &str| members.iter().any(|(known, _)| known == path);
    let metadata = format!(
        "Metadata-Version: 2.4\nName: {}\nVersion: {}\nSummary: A demo\nRequires-Python: >=3.11\nClassifier: Private :: No\n\n# demo\n",
        name.project, name.version
    );
    let Some(tags) = name.tags() else {
        let path = format!("{base}/PKG-INFO");
        if !has(&members, &path) {
            members.push((path, metadata.into_bytes()));
        }
        return members;
    };
    let info = format!("{base}.dist-info");
    if !has(&members, &format!("{info}/METADATA")) {
        members.push((format!("{info}/METADATA"), metadata.into_bytes()));
    }
    if !has(&members, &format!("{info}/WHEEL")) {
        let tags = expanded(tags).into_iter().map(|tag| format!("Tag: {tag}\n"));
        let text = format!(
            "Wheel-Version: 1.0\nRoot-Is-Purelib: false\n{}",
            tags.collect::<String>()
        );
        members.push((format!("{info}/WHEEL"), text.into_bytes()));
    }
    let path = format!("{info}/RECORD");
    if !has(&members, &path) {
        let mut rows: Vec<String> = members
            .iter()
            .map(|(path, bytes)| {
                let digest: [u8; 32] = Sha256::digest(bytes).into();
                format!("{path},{},{}\n", sha256(&digest), bytes.len())
            })
            .collect();
        rows.dedup();
        members.push((path.clone(), format!("{}{path},,\n", rows.concat()).into_bytes()));
    }
    members
}

/// The bytes of a binary that says this.
pub fn binary(said: &str) -> Vec<u8> {
    let slices: Vec<(&str, Said)> = said.split(" + ").map(read).collect();
    match slices.as_slice() {
        [("elf", said)] => elf::file(said),
        [("pe", said)] => pe::file(said),
        [("wasm", said)] => wasm::file(said),
        [("macho", said)] => macho::file(said),
        slices => macho::universal(slices.iter().map(|(_, said)| said)),
    }
}

fn read(text: &str) -> (&str, Said) {
    let mut words = text.split(' ');
    let (format, arch) = (
        words.next().expect("a format"),
        words.next().expect("a processor"),
    );
    let mut said = Said {
        arch: arch.to_owned(),
        ..Said::default()
    };
    for word in words {
        let (key, value) = word.split_once('=').unwrap_or((word, ""));
        let list = || value.split(',').map(str::to_owned).collect();
        match key {
            "exports" => said.exports = list(),
            "imports" => said.imports = list(),
            "needs" => said.needs = list(),
            "glibc" => {
                let symbols = value
                    .split(',')
                    .map(|symbol| symbol.split_once('@').expect("a version"));
                said.glibc = symbols
                    .map(|(symbol, version)| (symbol.to_owned(), version.to_owned()))
                    .collect();
            }
            "runpath" => said.runpath = Some(value.to_owned()),
            "macos" => {
                let (major, minor) = value.split_once('.').expect("a version");
                said.macos = Some((major.parse().expect("a number"), minor.parse().expect("a number")));
            }
            "id" => said.id = Some(value.to_owned()),
            "debug" => said.debug = value.parse().expect("a number"),
            "align" => said.align = Some(value.parse().expect("a number")),
            "program" => said.is_program = true,
            _ => panic!("a binary says nothing of `{key}`"),
        }
    }
    (format, said)
}
