//! Reads WebAssembly modules.                                                          [door: wasmparser]

use wasmparser::{Encoding, Parser, Payload};

use crate::artifact::native::{Format, Slice};
use crate::standards::stable_abi::is_of_python;

/// More names are not read.
const MOST: usize = 1 << 20;

/// What a module says of itself; `None` where it is none or is broken.
pub fn slice(bytes: &[u8]) -> Option<Slice> {
    let mut slice = Slice::new(Format::Wasm);
    slice.arch = Some("wasm32");
    for payload in Parser::new(0).parse_all(bytes).take(MOST) {
        match payload.ok()? {
            Payload::Version { encoding, .. } if encoding != Encoding::Module => return None,
            Payload::ImportSection(section) => {
                for import in section.into_imports().take(MOST) {
                    let name = import.ok()?.name;
                    if is_of_python(name) {
                        slice.pythons.push(name.to_owned());
                    }
                }
            }
            Payload::ExportSection(section) => {
                for export in section.into_iter().take(MOST) {
                    let name = export.ok()?.name;
                    if is_of_python(name) {
                        slice.defines.push(name.to_owned());
                    }
                }
            }
            Payload::CodeSectionStart { size, .. } => slice.add_section("code".to_owned(), size.into()),
            Payload::DataSection(section) => {
                let range = section.range();
                slice.add_section("data".to_owned(), range.end - range.start);
            }
            Payload::CustomSection(section) => {
                let size = section.data().len() as u64;
                slice.add_section(section.name().to_owned(), size);
                if section.name().starts_with(".debug_") {
                    slice.debug = slice.debug.saturating_add(size);
                } else if section.name() == "name" {
                    slice.symbols = slice.symbols.saturating_add(size);
                }
            }
            _ => {}
        }
    }
    slice.pythons.sort();
    slice.pythons.dedup();
    Some(slice)
}
