//! The members of a gzipped tar archive.                                               [door: tar]

use std::io::Read;

use tar::{Archive, EntryType};

use crate::artifact::faults::Faults;
use crate::artifact::unpack::{self, Content};

/// More members are not looked at.
const MOST: usize = 100_000;
/// A longer name is no name.
const LONGEST: u64 = 1 << 12;

/// What a member is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A file.
    File,
    /// A folder.
    Folder,
    /// A link, hard or symbolic.
    Link,
    /// A device or a pipe.
    Device,
}

/// A member, and what a file holds.
#[derive(Debug)]
pub struct Entry {
    /// Its path.
    pub path: String,
    /// How many bytes it has.
    pub size: u64,
    /// What it is.
    pub kind: Kind,
    /// What it holds, as far as it is read.
    pub content: Option<Content>,
}

/// The members in their order; at most `room` bytes are unpacked, and files for which `keeps` says so are held.
pub fn entries(
    bytes: &[u8],
    room: u64,
    keeps: impl Fn(&str, u64) -> bool,
    faults: &mut Faults,
) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut source = Counted {
        source: unpack::gunzipped(bytes),
        left: room,
        is_over: false,
    };
    let is_whole = walk(&mut source, keeps, faults, &mut entries).is_some();
    if source.is_over {
        faults.archive("unpacks to far more than its own size, and is not read further");
    } else if !is_whole {
        faults.archive("is no gzipped tar archive, or is cut off");
    }
    entries
}

/// Adds the members; `None` where the archive cannot be read to its end.
fn walk(
    source: &mut impl Read,
    keeps: impl Fn(&str, u64) -> bool,
    faults: &mut Faults,
    entries: &mut Vec<Entry>,
) -> Option<()> {
    let mut archive = Archive::new(source);
    // Long names are put together here: whoever else does it holds them whatever their length.
    let mut named: Option<String> = None;
    for entry in archive.entries().ok()?.raw(true) {
        let mut entry = entry.ok()?;
        let (size, kind) = (entry.header().entry_size().ok()?, entry.header().entry_type());
        match kind {
            EntryType::GNULongName | EntryType::XHeader => {
                let text = text(&mut entry, size)?;
                named = match kind {
                    EntryType::GNULongName => Some(text.trim_end_matches('\0').to_owned()),
                    _ => pax(&text, "path").or(named),
                };
                if kind == EntryType::XHeader && pax(&text, "size").is_some() {
                    faults.archive("has a file whose size stands elsewhere than in its header");
                    return Some(());
                }
                continue;
            }
            EntryType::GNULongLink | EntryType::XGlobalHeader => {
                text(&mut entry, size)?;
                continue;
            }
            _ => {}
        }
        if entries.len() == MOST {
            faults.archive("has more than 100,000 members");
            break;
        }
        let plain = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        let path = named.take().unwrap_or(plain);
        let kind = match kind {
            EntryType::Directory => Kind::Folder,
            EntryType::Link | EntryType::Symlink => Kind::Link,
            EntryType::Regular | EntryType::Continuous | EntryType::GNUSparse if path.ends_with('/') => {
                Kind::Folder
            }
            EntryType::Regular | EntryType::Continuous => Kind::File,
            _ => Kind::Device,
        };
        let content = if kind == Kind::File {
            let keeps = keeps(&path, size);
            let content = unpack::read(&mut entry, size, |_| keeps)?;
            if content.size < size {
                return None;
            }
            Some(content)
        } else {
            None
        };
        entries.push(Entry {
            path,
            size,
            kind,
            content,
        });
    }
    Some(())
}

/// The text of a header that is a member of its own.
fn text(entry: &mut impl Read, size: u64) -> Option<String> {
    if size > LONGEST {
        return None;
    }
    let content = unpack::read(entry, size, |_| true)?;
    Some(String::from_utf8_lossy(&content.bytes?).into_owned())
}

/// The value of a record of an extended header: `27 path=a/long/way`.
fn pax(text: &str, key: &str) -> Option<String> {
    let mut records = text
        .split('\n')
        .filter_map(|line| line.split_once(' ')?.1.split_once('='));
    records.find_map(|(name, value)| (name == key).then(|| value.to_owned()))
}

/// A source of which only so much is read.
struct Counted<R> {
    source: R,
    left: u64,
    is_over: bool,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.left == 0 {
            self.is_over = true;
            return Ok(0);
        }
        let most = usize::try_from(self.left).unwrap_or(usize::MAX).min(buffer.len());
        let count = self.source.read(&mut buffer[..most])?;
        self.left -= count as u64;
        Ok(count)
    }
}
