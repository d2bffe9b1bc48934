//! The members of a zip archive, and whether every reader finds the same ones.
//!
//! The index refuses an archive of which two readers could find other members, one by the directory at the end and one by
//! the headers before the members (since August 2025, against "wheel archive confusion attacks"). The format is that of
//! PKWARE's APPNOTE.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::artifact::faults::Faults;

/// More members are not looked at.
const MOST: usize = 100_000;
const END: &[u8; 4] = b"PK\x05\x06";
const END_SIZE: usize = 22;
const END64: &[u8; 4] = b"PK\x06\x06";
const LOCATOR: &[u8; 4] = b"PK\x06\x07";
const LOCATOR_SIZE: usize = 20;
const CENTRAL: &[u8; 4] = b"PK\x01\x02";
const CENTRAL_SIZE: usize = 46;
const LOCAL: &[u8; 4] = b"PK\x03\x04";
const LOCAL_SIZE: usize = 30;
const ENCRYPTED: u64 = 1;
const DESCRIPTOR: u64 = 8;
/// The extra field that holds sizes of more than 32 bits.
const LARGE: u16 = 1;

/// What is at the end of the archive: how many members, and where their directory is.
struct End {
    count: u64,
    directory: Range<usize>,
    /// What stands before the archive.
    shift: usize,
}

/// A member as the directory tells of it.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its path.
    pub path: String,
    /// How many bytes it has.
    pub size: u64,
    /// The check sum of them.
    pub crc: u32,
    /// Whether they are deflated, and not stored as they are.
    pub is_deflated: bool,
    /// Whether it is a symbolic link.
    pub is_link: bool,
    /// Where its packed bytes are; `None` where they may not be read.
    pub packed: Option<Range<usize>>,
}

/// What two headers say of one member.
#[derive(PartialEq, Eq)]
struct Header<'a> {
    name: &'a [u8],
    flags: u64,
    method: u16,
    crc: u32,
    packed: u64,
    size: u64,
}

/// The members in the order of the directory; nothing where there is no directory.
pub fn entries(bytes: &[u8], faults: &mut Faults) -> Vec<Entry> {
    let Some(end) = end(bytes, faults) else {
        faults.archive("is no zip archive, or is cut off");
        return Vec::new();
    };
    if end.shift > 0 {
        faults.archive("has data before the first member");
    }
    let (mut entries, mut places, mut names) = (Vec::new(), Vec::new(), BTreeSet::new());
    let mut at = end.directory.start;
    while at < end.directory.end {
        if entries.len() == MOST {
            faults.archive("has more than 100,000 members");
            break;
        }
        let Some((header, central)) = central(bytes, at, &end) else {
            faults.archive("has a directory that cannot be read to its end");
            break;
        };
        at = central.next;
        let path = String::from_utf8_lossy(header.name).into_owned();
        if !names.insert(header.name) {
            faults.member("is in the archive twice", &path);
        }
        for (is_so, what) in [
            (
                std::str::from_utf8(header.name).is_err(),
                "has a name that is not UTF-8",
            ),
            (header.flags & ENCRYPTED != 0, "is encrypted"),
            (
                header.flags & DESCRIPTOR != 0,
                "has its size behind it, in a data descriptor",
            ),
            (
                !matches!(header.method, 0 | 8),
                "is compressed by a method that installers do not know",
            ),
            (central.has_comment, "has a comment"),
            (
                is_unsafe(header.name),
                "has a path that leads out of the folder or that not every system has",
            ),
        ] {
            if is_so {
                faults.member(what, &path);
            }
        }
        let local = local(bytes, central.offset);
        let agrees = local.as_ref().is_some_and(|(local, _)| *local == header);
        if !agrees {
            faults.member("is told otherwise in its own header than in the directory", &path);
        }
        let data = local.and_then(|(_, start)| {
            let end = start.checked_add(usize::try_from(header.packed).ok()?)?;
            (end <= bytes.len()).then_some(start..end)
        });
        if data.is_none() {
            faults.member("is cut off", &path);
        }
        if let Some(data) = &data {
            places.push((central.offset, data.end, entries.len()));
        }
        let can_be_read = header.flags & ENCRYPTED == 0 && matches!(header.method, 0 | 8);
        entries.push(Entry {
            path,
            size: header.size,
            crc: header.crc,
            is_deflated: header.method == 8,
            is_link: central.mode & 0o170_000 == 0o120_000,
            packed: data.filter(|_| can_be_read),
        });
    }
    if entries.len() as u64 != end.count && entries.len() < MOST {
        faults.archive("has more or fewer members than it says");
    }
    overlaps(&mut entries, places, &end, faults);
    entries
}

/// Finds what stands between members and what two of them share, which is then read of neither.
fn overlaps(entries: &mut [Entry], mut places: Vec<(usize, usize, usize)>, end: &End, faults: &mut Faults) {
    places.sort_unstable();
    let mut at = end.shift;
    for (start, finish, index) in places {
        let entry = &mut entries[index];
        if start < at || finish > end.directory.start {
            faults.member("overlaps with another member", &entry.path);
            entry.packed = None;
        } else if start > at {
            faults.archive("has data between its members that belongs to none");
        }
        at = at.max(finish);
    }
    if at < end.directory.start {
        faults.archive("has data between its members that belongs to none");
    }
}

/// Whether a path does not stay in its folder, or holds what no path holds.
fn is_unsafe(name: &[u8]) -> bool {
    let text = String::from_utf8_lossy(name);
    is_unsafe_path(text.strip_suffix('/').unwrap_or(&text))
}

/// The same of any archive.
pub fn is_unsafe_path(path: &str) -> bool {
    let is_strange = |letter: char| letter.is_control() || letter == '\\' || letter == ':';
    path.split('/').any(|part| matches!(part, "" | "." | "..")) || path.contains(is_strange)
}

/// The record at the end, and that of large archives before it.
fn end(bytes: &[u8], faults: &mut Faults) -> Option<End> {
    let last = bytes.len().checked_sub(END_SIZE)?;
    let at = if bytes[last..].starts_with(END) && number(bytes, last + 20, 2)? == 0 {
        last
    } else {
        let first = last.saturating_sub(usize::from(u16::MAX));
        (first..=last).rev().find(|at| bytes[*at..].starts_with(END))?
    };
    let comment = usize::try_from(number(bytes, at + 20, 2)?).ok()?;
    if at + END_SIZE + comment != bytes.len() {
        faults.archive("has data behind its end");
    }
    if number(bytes, at + 4, 4)? != 0 || number(bytes, at + 8, 2)? != number(bytes, at + 10, 2)? {
        faults.archive("is one part of several");
    }
    let (mut count, mut size, mut offset) = (
        number(bytes, at + 10, 2)?,
        number(bytes, at + 12, 4)?,
        number(bytes, at + 16, 4)?,
    );
    let mut finish = at;
    if let Some(locator) = at
        .checked_sub(LOCATOR_SIZE)
        .filter(|at| bytes[*at..].starts_with(LOCATOR))
    {
        let large = usize::try_from(number(bytes, locator + 8, 8)?).ok()?;
        let is_there = bytes.get(large..).is_some_and(|bytes| bytes.starts_with(END64));
        if !is_there || number(bytes, large + 4, 8)? != 44 || large + 56 != locator {
            faults.archive("has a broken end record of a large archive");
            return None;
        }
        (count, size, offset) = (
            number(bytes, large + 32, 8)?,
            number(bytes, large + 40, 8)?,
            number(bytes, large + 48, 8)?,
        );
        finish = large;
    }
    let start = finish.checked_sub(usize::try_from(size).ok()?)?;
    let shift = start.checked_sub(usize::try_from(offset).ok()?);
    if shift.is_none() {
        faults.archive("has its directory elsewhere than it says");
    }
    Some(End {
        count,
        directory: start..finish,
        shift: shift.unwrap_or_default(),
    })
}

/// What the directory says beside the header.
struct Central {
    offset: usize,
    mode: u64,
    has_comment: bool,
    next: usize,
}

fn central<'a>(bytes: &'a [u8], at: usize, end: &End) -> Option<(Header<'a>, Central)> {
    bytes.get(at..end.directory.end)?.strip_prefix(CENTRAL)?;
    let length = |field| usize::try_from(number(bytes, at + field, 2)?).ok();
    let (name, extra, comment) = (length(28)?, length(30)?, length(32)?);
    let start = at + CENTRAL_SIZE;
    let next = start + name + extra + comment;
    if next > end.directory.end {
        return None;
    }
    let (mut size, mut packed) = (number(bytes, at + 24, 4)?, number(bytes, at + 20, 4)?);
    let mut offset = number(bytes, at + 42, 4)?;
    enlarge(
        &bytes[start + name..][..extra],
        [&mut size, &mut packed, &mut offset],
    )?;
    let header = Header {
        name: &bytes[start..][..name],
        flags: number(bytes, at + 8, 2)? & (ENCRYPTED | DESCRIPTOR),
        method: u16::try_from(number(bytes, at + 10, 2)?).ok()?,
        crc: u32::try_from(number(bytes, at + 16, 4)?).ok()?,
        packed,
        size,
    };
    let central = Central {
        offset: usize::try_from(offset).ok()?.checked_add(end.shift)?,
        mode: number(bytes, at + 38, 4)? >> 16,
        has_comment: comment > 0,
        next,
    };
    Some((header, central))
}

/// The header before a member, and where its packed bytes begin.
fn local(bytes: &[u8], at: usize) -> Option<(Header<'_>, usize)> {
    bytes.get(at..)?.strip_prefix(LOCAL)?;
    let length = |field| usize::try_from(number(bytes, at + field, 2)?).ok();
    let (name, extra) = (length(26)?, length(28)?);
    let start = at + LOCAL_SIZE;
    let (mut size, mut packed) = (number(bytes, at + 22, 4)?, number(bytes, at + 18, 4)?);
    let mut none = 0;
    enlarge(
        bytes.get(start + name..)?.get(..extra)?,
        [&mut size, &mut packed, &mut none],
    )?;
    let header = Header {
        name: bytes.get(start..start + name)?,
        flags: number(bytes, at + 6, 2)? & (ENCRYPTED | DESCRIPTOR),
        method: u16::try_from(number(bytes, at + 8, 2)?).ok()?,
        crc: u32::try_from(number(bytes, at + 14, 4)?).ok()?,
        packed,
        size,
    };
    Some((header, start + name + extra))
}

/// Puts the sizes of the extra field for large files in the place of those that 32 bits cannot hold.
fn enlarge(mut extra: &[u8], sizes: [&mut u64; 3]) -> Option<()> {
    let mut large: &[u8] = &[];
    let mut is_seen = false;
    while extra.len() >= 4 {
        let id = u16::from_le_bytes([extra[0], extra[1]]);
        let length = usize::from(u16::from_le_bytes([extra[2], extra[3]]));
        let data = extra.get(4..4 + length)?;
        if id == LARGE {
            if is_seen {
                return None; // readers differ in which one counts
            }
            (large, is_seen) = (data, true);
        }
        extra = &extra[4 + length..];
    }
    for size in sizes {
        if *size == u64::from(u32::MAX) && is_seen {
            *size = number(large, 0, 8)?;
            large = &large[8..];
        }
    }
    Some(())
}

/// A number of `length` bytes, the lowest first.
fn number(bytes: &[u8], at: usize, length: usize) -> Option<u64> {
    let bytes = bytes.get(at..at.checked_add(length)?)?;
    Some(
        bytes
            .iter()
            .rev()
            .fold(0, |number, byte| number << 8 | u64::from(*byte)),
    )
}
