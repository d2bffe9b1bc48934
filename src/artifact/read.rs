//! Reads an artifact: the members of its archive, the texts and the binaries among them.

use std::sync::Arc;

use crate::artifact::binary::is_native;
use crate::artifact::faults::Faults;
use crate::artifact::headers::Headers;
use crate::artifact::name::Name;
use crate::artifact::native::Native;
use crate::artifact::tarball::Kind;
use crate::artifact::unpack::{LARGEST, budget, content};
use crate::artifact::{Artifact, Member, record, tarball, zip};
use crate::project::Project;
use crate::tree::{Text, Tree, Unreadable};

/// Larger texts are not held.
const LONGEST: u64 = 8 << 20;
/// Nor more text than this of one archive.
const TEXTS: u64 = 96 << 20;
/// A larger member is not unpacked if it is packed this many times: the index calls that a bomb.
const BOMB: (u64, u64) = (64 << 20, 50);

/// How the text of a key begins.
const KEY: &[u8] = b"-----BEGIN";

/// What is read of one archive.
#[derive(Default)]
struct Read {
    members: Vec<Member>,
    natives: Vec<Native>,
    texts: Vec<(Arc<str>, Text)>,
    faults: Faults,
}

impl Artifact {
    /// Reads the bytes of a file of that name.
    pub fn read(file: &str, bytes: &[u8]) -> Self {
        let is_wheel = file.ends_with(".whl");
        let read = if is_wheel { wheel(bytes) } else { sdist(bytes) };
        let name = Name::of(file);
        let folder = folder(&read.members, is_wheel, name.as_ref());
        let tree = Tree::held(read.texts);
        let headers = |name: &str| {
            let path: Arc<str> = format!("{}/{name}", folder.as_ref()?).into();
            Some(Headers::read(&path, &tree.text(&path)?))
        };
        let record = || record::rows(&tree.text(&format!("{}/RECORD", folder.as_ref()?))?);
        Self {
            file: file.to_owned(),
            size: bytes.len() as u64,
            metadata: headers(if is_wheel { "METADATA" } else { "PKG-INFO" }),
            wheel: headers("WHEEL").filter(|_| is_wheel),
            record: record().filter(|_| is_wheel),
            project: folder
                .as_deref()
                .filter(|_| !is_wheel)
                .and_then(|folder| project(&tree, folder)),
            name,
            members: read.members,
            natives: read.natives,
            folder,
            faults: read.faults,
            tree,
        }
    }
}

/// The folder of metadata of a wheel, or the one in which all of an sdist stands; of several the one that fits the name.
fn folder(members: &[Member], is_wheel: bool, name: Option<&Name>) -> Option<String> {
    let tops = members.iter().filter_map(|member| {
        let (top, _) = member.path.split_once('/')?;
        (!is_wheel || top.ends_with(".dist-info")).then_some(top)
    });
    let mut tops: Vec<&str> = tops.collect();
    tops.sort_unstable();
    tops.dedup();
    let fits =
        |top: &&str| name.is_some_and(|name| top.starts_with(&format!("{}-{}", name.project, name.version)));
    match tops.as_slice() {
        [top] => Some((*top).to_owned()),
        tops => tops.iter().copied().find(fits).map(str::to_owned),
    }
}

/// The project in a folder of these texts.
fn project(tree: &Tree, folder: &str) -> Option<Box<Project>> {
    let inside = tree.files(folder, "").into_iter().filter_map(|path| {
        let rest = path.strip_prefix(folder)?.strip_prefix('/')?;
        Some((Arc::from(rest), tree.read(&path)?))
    });
    Project::read(Tree::held(inside)).map(Box::new)
}

fn wheel(bytes: &[u8]) -> Read {
    let mut read = Read::default();
    let entries = zip::entries(bytes, &mut read.faults);
    let (mut room, mut texts) = (budget(bytes.len()), TEXTS);
    for entry in entries {
        let path: Arc<str> = entry.path.as_str().into();
        let kind = match &*path {
            _ if entry.is_link => Kind::Link,
            path if path.ends_with('/') => Kind::Folder,
            _ => Kind::File,
        };
        let mut member = Member {
            path: path.clone(),
            size: entry.size,
            kind,
            sha256: None,
            normal: None,
        };
        if kind == Kind::Link {
            read.faults
                .member("is a symbolic link, which installers make a file of", &path);
        }
        let packed = entry.packed.filter(|_| kind == Kind::File);
        let is_bomb = |packed: u64| entry.size > BOMB.0 && entry.size / BOMB.1 > packed;
        if let Some(packed) = packed.map(|packed| &bytes[packed]) {
            if is_bomb(packed.len() as u64) || entry.size > room {
                read.faults
                    .member("unpacks to far more than its own size, and is not read", &path);
            } else {
                room -= entry.size;
                let is_short = entry.size <= LONGEST.min(texts);
                let is_text = |start: &[u8]| is_short && (is_told(&path) || start.starts_with(KEY));
                let is_binary =
                    |start: &[u8]| entry.size <= LARGEST && (is_native(start) || is_library(&path));
                let keeps = |start: &[u8]| is_text(start) || is_binary(start);
                match content(packed, entry.is_deflated, entry.size, keeps) {
                    Some(content) if content.size == entry.size && content.crc == entry.crc => {
                        (member.sha256, member.normal) = (Some(content.sha256), Some(content.normal));
                        let bytes = content.bytes.unwrap_or_default();
                        if is_text(&bytes) {
                            texts -= entry.size;
                            read.texts.push((path.clone(), text(bytes)));
                        } else if is_binary(&bytes) {
                            read.natives.push(Native::read(&path, &bytes));
                        }
                    }
                    Some(_) => read
                        .faults
                        .member("holds other bytes than the archive says", &path),
                    None => read.faults.member("cannot be unpacked", &path),
                }
            }
        }
        read.members.push(member);
    }
    read
}

fn sdist(bytes: &[u8]) -> Read {
    let mut read = Read::default();
    let room = std::cell::Cell::new(TEXTS);
    let keeps = |_: &str, size: u64| {
        let fits = size <= LONGEST.min(room.get());
        room.set(room.get() - if fits { size } else { 0 });
        fits
    };
    let entries = tarball::entries(bytes, budget(bytes.len()), keeps, &mut read.faults);
    let mut seen = std::collections::BTreeSet::new();
    for entry in entries {
        let path: Arc<str> = entry.path.as_str().into();
        for (is_so, what) in [
            (entry.kind == Kind::Link, "is a link"),
            (entry.kind == Kind::Device, "is neither a file nor a folder"),
            (
                zip::is_unsafe_path(path.strip_suffix('/').unwrap_or(&path)),
                "has a path that leads out of the folder or that not every system has",
            ),
            (!seen.insert(path.clone()), "is in the archive twice"),
        ] {
            if is_so {
                read.faults.member(what, &path);
            }
        }
        if let Some(bytes) = entry.content.as_ref().and_then(|content| content.bytes.as_ref()) {
            read.texts.push((path.clone(), text(bytes.clone())));
        } else if entry.kind == Kind::File {
            let reason = "the file is too large to be read".to_owned();
            read.texts.push((
                path.clone(),
                Err(Unreadable {
                    reason,
                    is_declared: false,
                }),
            ));
        }
        read.members.push(Member {
            path,
            size: entry.size,
            kind: entry.kind,
            sha256: entry.content.as_ref().map(|content| content.sha256),
            normal: entry.content.as_ref().map(|content| content.normal),
        });
    }
    read
}

/// Whether a file of a wheel tells something that we read.
fn is_told(path: &str) -> bool {
    let mut parts = path.split('/');
    parts.next().is_some_and(|top| top.ends_with(".dist-info"))
}

/// Whether the name of a file is that of a library.
fn is_library(path: &str) -> bool {
    [".so", ".pyd", ".dll", ".dylib"]
        .iter()
        .any(|end| path.ends_with(end))
        || path.contains(".so.")
}

fn text(bytes: Vec<u8>) -> Text {
    String::from_utf8(bytes)
        .map(Arc::from)
        .map_err(|error| Unreadable {
            reason: format!(
                "the file is not valid UTF-8 at byte {}",
                error.utf8_error().valid_up_to()
            ),
            is_declared: false,
        })
}
