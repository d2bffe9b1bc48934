//! Archives that nobody should make: whatever they hold, an audit ends soon, says so, and says it harmlessly.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::built::{self, Members, tar, zip};
use crate::drawn::Draw;
use crate::project_laws::number;
use ironwheel::artifact::Artifact;
use ironwheel::artifact::native::Native;
use ironwheel::engine::audit;
use ironwheel::engine::check::Selection;
use ironwheel::output::concise::concise;
use ironwheel::text::printable::is_unprintable;

const WHEEL: &str = "demo-0.1.0-cp311-abi3-manylinux_2_17_x86_64.whl";
const SDIST: &str = "demo-0.1.0.tar.gz";
const LISTING: &str =
    "demo/__init__.py\ndemo/_core.abi3.so = elf x86_64 exports=PyInit__core imports=PyList_New\n";
/// What an index or an installer refuses.
const REFUSED: [&str; 5] = [
    "dist/index-rejects",
    "dist/metadata-invalid",
    "dist/name-mismatch",
    "wheel/record-mismatch",
    "wheel/binary-unreadable",
];

/// What is said of a file, in one line a finding.
fn said(file: &str, bytes: &[u8]) -> String {
    let read = [(
        (PathBuf::from("dist"), file.to_owned()),
        Ok(Artifact::read(file, bytes)),
    )];
    let audit = audit::judge(read, None, &Selection::all());
    let reports = audit.reports.into_iter().map(|(path, report)| {
        let report = report.expect("it was read");
        concise(&report.tree, &report.outcome.shown, &path.to_string_lossy())
    });
    reports.collect()
}

/// Audits a hostile file; gives whether it is refused.
fn is_refused(name: &str, file: &str, bytes: &[u8]) -> bool {
    let start = Instant::now();
    let said = said(file, bytes);
    assert!(
        start.elapsed() < Duration::from_secs(5),
        "{name}: {:?}",
        start.elapsed()
    );
    assert_eq!(
        said.chars()
            .find(|letter| *letter != '\n' && is_unprintable(*letter)),
        None,
        "{name}"
    );
    REFUSED.iter().any(|rule| said.contains(rule))
}

fn members() -> Members {
    built::completed(WHEEL, built::members(LISTING))
}

fn entries() -> Vec<zip::Entry> {
    members()
        .iter()
        .map(|(path, bytes)| zip::Entry::new(path, bytes))
        .collect()
}

/// Wheels whose zip archive is wrong.
fn zips() -> Vec<(String, Vec<u8>)> {
    let mut cases: Vec<(String, Vec<u8>)> = Vec::new();
    let mut add = |name: &str, bytes: Vec<u8>| cases.push((format!("{name} {}", cases.len()), bytes));
    let names: [&[u8]; 18] = [
        b"../x",
        b"/etc/x",
        b"demo/../../x",
        b"C:\\x",
        b"demo\\x",
        b"",
        b".",
        b"..",
        b"demo//x",
        b"./x",
        b"\x1b[31mx",
        b"demo/\0x",
        b"\xe2\x80\xaex",
        b"\xff\xfe",
        b"demo/\r\n::error::x",
        b"demo/x/..",
        b"\x7f",
        b"a:b",
    ];
    for name in names {
        let mut entries = entries();
        entries.push(zip::Entry {
            name: name.to_vec(),
            ..zip::Entry::stored("x", b"x")
        });
        add("name", zip::whole(&entries));
    }
    let changes: [fn(&mut zip::Entry); 14] = [
        |entry| entry.flags = 1,
        |entry| entry.flags = 8,
        |entry| entry.method = 1,
        |entry| entry.method = 12,
        |entry| entry.method = 14,
        |entry| entry.method = 93,
        |entry| entry.crc ^= 1,
        |entry| entry.size += 1,
        |entry| entry.size = entry.size.saturating_sub(1),
        |entry| entry.size = u32::MAX,
        |entry| entry.comment = b"hello".to_vec(),
        |entry| entry.mode = 0o120_777,
        |entry| {
            entry.extra = [1, 0, 8, 0]
                .into_iter()
                .chain([0; 8])
                .chain([1, 0, 8, 0])
                .chain([9; 8])
                .collect()
        },
        |entry| entry.packed.truncate(entry.packed.len() / 2),
    ];
    for change in changes {
        for index in 0..2 {
            let mut entries = entries();
            change(&mut entries[index]);
            add("field", zip::whole(&entries));
        }
    }
    let whole = zip::whole(&entries());
    for part in 1..20 {
        add("cut off", whole[..whole.len() * part / 20].to_vec());
        let mut changed = whole.clone();
        let end = changed.len() - 22 + part % 22;
        changed[end] ^= 0xff;
        add("end", changed);
    }
    for (before, after) in [
        (&b"#!/bin/sh\n"[..], &b""[..]),
        (b"", b"\0"),
        (b"", b"PK\x05\x06"),
        (b"PK\x03\x04", b""),
    ] {
        add("around", [before, &whole, after].concat());
    }
    add("twice", zip::whole(&[entries(), entries()].concat()));
    add("two archives", [whole.clone(), whole.clone()].concat());
    for (count, size, offset) in [
        (0, 0, 0),
        (9, 0, 0),
        (1, 46, 0),
        (65_535, 100, 100),
        (5, usize::MAX, 0),
        (5, 10, usize::MAX),
    ] {
        add("only an end", zip::end(count, size, offset));
        add(
            "another end",
            [&whole[..whole.len() - 22], &zip::end(count, size, offset)].concat(),
        );
    }
    for (offset, size) in [
        (0u64, 44u64),
        (0, u64::MAX),
        (u64::MAX, 44),
        (1 << 40, 44),
        (0, 12),
    ] {
        let mut bytes = whole[..whole.len() - 22].to_vec();
        let at = bytes.len() as u64;
        bytes.extend(b"PK\x06\x06");
        bytes.extend(size.to_le_bytes());
        bytes.extend([0; 12]);
        for number in [u64::MAX, 5, u64::MAX, offset] {
            bytes.extend(number.to_le_bytes());
        }
        bytes.extend(b"PK\x06\x07\0\0\0\0");
        bytes.extend((if offset == 0 { at } else { offset }).to_le_bytes());
        bytes.extend([1, 0, 0, 0]);
        bytes.extend(&whole[whole.len() - 22..]);
        add("large", bytes);
    }
    let mut overlapping = entries();
    let first = overlapping[0].local();
    overlapping[1].packed = [first.clone(), overlapping[1].packed.clone()].concat();
    add("overlap", zip::whole(&overlapping));
    let entry = zip::Entry::new("demo/zeros", &vec![0; 4 << 20]);
    let directory: Vec<u8> = (0..500).flat_map(|_| entry.central(0)).collect();
    add(
        "one for all",
        [
            entry.local(),
            directory.clone(),
            zip::end(500, directory.len(), entry.local().len()),
        ]
        .concat(),
    );
    cases
}

/// Wheels whose metadata is wrong.
fn told() -> Vec<(String, Vec<u8>)> {
    let info = "demo-0.1.0.dist-info";
    let head = "Metadata-Version: 2.4\nName: demo\nVersion: 0.1.0\n";
    let texts = [
        ("METADATA", String::new()),
        ("METADATA", "\0\u{1b}]0;x\u{7}: y\n".to_owned()),
        ("METADATA", head.replace("demo", "../demo")),
        ("METADATA", head.replace("0.1.0", "\u{1b}[2J")),
        ("METADATA", head.replace("0.1.0", "0.1.1")),
        (
            "METADATA",
            format!("{head}Requires-Dist: x @ file:///etc/passwd\n"),
        ),
        (
            "METADATA",
            format!("{head}Requires-Dist: {}\n", "(".repeat(10_000)),
        ),
        (
            "METADATA",
            format!("{head}Requires-Python: {}\n", ">".repeat(10_000)),
        ),
        (
            "METADATA",
            format!("{head}License-Expression: {}\n", "(MIT OR ".repeat(3_000)),
        ),
        ("METADATA", format!("{head}License-File: ../../../etc/passwd\n")),
        (
            "METADATA",
            format!("{head}Description-Content-Type: text/\u{202e}html\n"),
        ),
        ("METADATA", format!("{head}Summary: a\n b\n")),
        ("WHEEL", "Tag: \u{1b}[31m-x-y\n".to_owned()),
        ("WHEEL", "Tag: cp312-abi3-manylinux_2_17_x86_64\n".to_owned()),
        ("RECORD", String::new()),
        ("RECORD", "a,b\n".to_owned()),
        ("RECORD", "\"".to_owned()),
        ("RECORD", "../../x,sha256=x,1\n".to_owned()),
        (
            "RECORD",
            "demo/__init__.py,sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU,1\n".repeat(20_000),
        ),
        ("RECORD", "\u{1b}[31m,,\n".to_owned()),
        ("RECORD", format!("{},,\n", ",".repeat(1 << 20))),
    ];
    let case = |(index, (name, text)): (usize, (&str, String))| {
        let path = format!("{info}/{name}");
        let mut members = members();
        members.retain(|(known, _)| *known != path);
        members.push((path, text.into_bytes()));
        (format!("{name} {index}"), zip::archive(&members))
    };
    texts.into_iter().enumerate().map(case).collect()
}

/// Source distributions whose tar archive is wrong.
fn tars() -> Vec<(String, Vec<u8>)> {
    let good = tar::entry(
        "demo-0.1.0/pyproject.toml",
        b'0',
        b"[build-system]\nrequires = ['maturin']\n",
        "",
    );
    let mut cases = vec![
        ("nothing".to_owned(), Vec::new()),
        ("no gzip".to_owned(), tar::whole(good.clone())),
        ("garbage".to_owned(), tar::packed(&[0xa5; 4096])),
        ("empty gzip".to_owned(), tar::packed(b"")),
    ];
    for (kind, path, link) in [
        (b'1', "demo-0.1.0/x", "demo-0.1.0/pyproject.toml"),
        (b'2', "demo-0.1.0/x", "/etc/passwd"),
        (b'3', "demo-0.1.0/x", ""),
        (b'4', "demo-0.1.0/x", ""),
        (b'6', "demo-0.1.0/x", ""),
        (b'7', "demo-0.1.0/../x", ""),
        (b'0', "../x", ""),
        (b'0', "/etc/x", ""),
        (b'0', "demo-0.1.0/\x1b[31m", ""),
        (b'0', "other/x", ""),
        (b'0', "demo-0.1.0/pyproject.toml", ""),
        (b'0', "demo-0.1.0\\x", ""),
        (b'S', "demo-0.1.0/x", ""),
        (b'Z', "demo-0.1.0/x", ""),
    ] {
        let bytes = [good.clone(), tar::entry(path, kind, b"", link)].concat();
        cases.push((
            format!("kind {} {path}", char::from(kind)),
            tar::packed(&tar::whole(bytes)),
        ));
    }
    for (kind, text) in [
        (b'L', "a".repeat(1 << 20)),
        (b'x', "30 path=../../../../etc/passwd\n".to_owned()),
        (b'x', "20 size=999999999\n".to_owned()),
        (b'g', "x".repeat(10_000)),
    ] {
        let bytes = [tar::entry("x", kind, text.as_bytes(), ""), good.clone()].concat();
        cases.push((
            format!("extended {}", char::from(kind)),
            tar::packed(&tar::whole(bytes)),
        ));
    }
    let whole = tar::whole(good.clone());
    let packed = tar::packed(&whole);
    for part in 1..10 {
        cases.push((
            format!("cut off {part}"),
            packed[..packed.len() * part / 10].to_vec(),
        ));
        let mut changed = whole.clone();
        changed[part * 50] ^= 0x55;
        cases.push((format!("changed {part}"), tar::packed(&changed)));
    }
    cases
}

#[test]
fn hostile_archives_end_soon_and_nearly_all_are_refused() {
    let wheels = zips()
        .into_iter()
        .chain(told())
        .map(|(name, bytes)| (name, WHEEL, bytes));
    let sdists = tars().into_iter().map(|(name, bytes)| (name, SDIST, bytes));
    let (mut all, mut refused) = (0, 0);
    for (name, file, bytes) in wheels.chain(sdists) {
        all += 1;
        refused += usize::from(is_refused(&name, file, &bytes));
    }
    assert!(all >= 150, "{all}");
    assert!(refused * 100 >= all * 97, "{refused} of {all}");
}

#[test]
fn bombs_are_not_unpacked() {
    let zeros = vec![0; 65 << 20];
    let bomb = zip::Entry::new("demo/zeros.so", &zeros);
    let mut entries = entries();
    entries.extend(
        std::iter::repeat_n(bomb, 30)
            .enumerate()
            .map(|(index, entry)| zip::Entry {
                name: format!("demo/zeros{index}.so").into_bytes(),
                ..entry
            }),
    );
    assert!(is_refused("bomb", WHEEL, &zip::whole(&entries)));
    let many: Members = (0..60_000)
        .map(|index| (format!("demo/{index}.py"), Vec::new()))
        .collect();
    let many = [members(), many].concat();
    assert!(is_refused("60,000 members", WHEEL, &zip::archive(&many)));
    let inside = [tar::entry("demo-0.1.0/zeros", b'0', &zeros, "")]
        .concat()
        .repeat(4);
    assert!(is_refused("tar bomb", SDIST, &tar::packed(&tar::whole(inside))));
}

#[test]
fn names_of_files_that_are_none_are_refused() {
    let bytes = built::archive(WHEEL, LISTING);
    for file in [
        "demo.whl",
        "demo-x-py3-none-any.whl",
        "demo-0.1.0-cp311-abi3-linux_x86_64.whl",
        "\u{1b}[31m-1-py3-none-any.whl",
    ] {
        assert!(is_refused(file, file, &bytes), "{file}");
    }
}

/// Changes some bytes of a file, most of them near its start, where headers are.
fn mangled(bytes: &[u8], draw: &mut Draw) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=draw.below(6) {
        let end = if draw.one_in(2) {
            bytes.len().min(600)
        } else {
            bytes.len()
        };
        let at = draw.below(end.max(1)).min(bytes.len().saturating_sub(1));
        let values = [0, 1, 0x7f, 0x80, 0xff, draw.below(256) as u8];
        match draw.below(8) {
            0 => bytes.truncate(at.max(1)),
            1 if at + 4 <= bytes.len() => bytes[at..at + 4].copy_from_slice(&[0xff; 4]),
            2 if at + 8 <= bytes.len() => {
                bytes[at..at + 8].copy_from_slice(&[0xff, 0xff, 0xff, 0x7f, 0, 0, 0, 0])
            }
            _ => bytes[at] = values[draw.below(values.len())],
        }
    }
    bytes
}

const BINARIES: [&str; 9] = [
    "elf x86_64 exports=PyInit_a imports=PyList_New needs=libc.so.6 glibc=memcpy@2.14,open@2.34 runpath=$ORIGIN debug=64",
    "elf i686 exports=PyInit_a imports=PyList_New needs=libc.so.6 glibc=memcpy@2.14",
    "elf s390x exports=PyInit_a imports=PyList_New needs=libc.so.6 glibc=memcpy@2.14 runpath=/x",
    "macho arm64 macos=11.0 exports=PyInit_a imports=PyList_New needs=/usr/lib/libSystem.B.dylib id=@rpath/a runpath=@loader_path",
    "macho x86_64 macos=10.12 exports=PyInit_a + macho arm64 macos=11.0 exports=PyInit_a",
    "pe x86_64 exports=PyInit_a imports=PyList_New needs=python3.dll,KERNEL32.dll",
    "pe x86 exports=PyInit_a imports=PyList_New needs=python311.dll",
    "pe arm64 exports=PyInit_a imports=PyList_New needs=python3.dll",
    "wasm wasm32 exports=PyInit_a imports=PyList_New",
];

#[test]
fn mutated_binaries_and_archives_are_read_to_the_end() {
    let binaries: Vec<Vec<u8>> = BINARIES.iter().map(|said| built::binary(said)).collect();
    for (said, bytes) in BINARIES.iter().zip(&binaries) {
        assert!(!Native::read("a.so", bytes).slices.is_empty(), "{said}");
    }
    let wheel = built::archive(WHEEL, LISTING);
    let sdist = built::archive(
        SDIST,
        "demo-0.1.0/pyproject.toml:\n    [project]\n    name = \"demo\"\n",
    );
    let mut broken = 0;
    for seed in 0..number("IRONWHEEL_BINARIES", 20_000) {
        let mut draw = Draw::seeded(seed);
        match draw.below(10) {
            0 => drop(said(WHEEL, &mangled(&wheel, &mut draw))),
            1 => drop(said(SDIST, &mangled(&sdist, &mut draw))),
            _ => {
                let binary = &binaries[draw.below(binaries.len())];
                let read = Native::read("a.so", &mangled(binary, &mut draw));
                broken += u64::from(read.slices.is_empty());
            }
        }
    }
    assert!(broken > 0);
}
