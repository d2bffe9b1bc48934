//! The images in which maturin-action builds wheels for Linux.
//!
//! Source: `DEFAULT_CONTAINERS` and `getDockerContainer` in `src/index.ts` of maturin-action 1.51.

/// The newest maturin-action (1.x) that is known.
const MINOR: u64 = 51;

/// What is asked for and has no image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unserved {
    /// The processor.
    pub target: String,
    /// What `manylinux` asks for.
    pub libc: String,
    /// The processor whose image is taken instead, if one is.
    pub instead: Option<&'static str>,
}

const X86_64_GNU: &str = "2010 2_12 2014 2_17 2_24 2_28 2_34";
const AARCH64_GNU: &str = "2014 2_17 2_28 2_34";
const MUSL: &str = "musllinux_1_1 musllinux_1_2";

/// On runners with x86-64: the processor, and what `manylinux` may be.
const ON_X86_64: [(&str, &str); 10] = [
    ("x86_64", X86_64_GNU),
    ("i686", X86_64_GNU),
    ("aarch64", "2014 2_17 2_24 2_28"),
    ("armv7", "2014 2_17 2_24 2_28"),
    ("ppc64", "2014 2_17"),
    ("ppc64le", "2014 2_17 2_24 2_28"),
    ("s390x", "2014 2_17 2_24 2_28"),
    ("riscv64", "2_31 2_39"),
    ("loongarch64", "2_36"),
    ("arm", ""),
];
/// The same on runners with arm64.
const ON_AARCH64: [(&str, &str); 10] = [
    ("x86_64", "2014 2_17 2_28"),
    ("i686", "2014 2_17"),
    ("aarch64", AARCH64_GNU),
    ("armv7", "2014 2_17 2_28"),
    ("ppc64", "2014 2_17"),
    ("ppc64le", "2014 2_17 2_28"),
    ("s390x", "2014 2_17 2_28"),
    ("riscv64", "2_31 2_39"),
    ("loongarch64", "2_36"),
    ("arm", ""),
];
/// The processors with images for musl, but for LoongArch, which has one of them.
const WITH_MUSL: [&str; 7] = ["x86_64", "i686", "aarch64", "arm", "armv7", "ppc64le", "riscv64"];
/// What `manylinux` may be for one processor or another.
const LIBCS: &str = "2010 2_12 2014 2_17 2_24 2_28 2_31 2_34 2_36 2_39 musllinux_1_1 musllinux_1_2";

/// Whether the images of this reference of maturin-action are those of the table.
pub fn is_known(reference: &str) -> bool {
    let mut parts = reference
        .trim_start_matches('v')
        .split('.')
        .map(str::parse::<u64>);
    match (parts.next(), parts.next()) {
        (Some(Ok(1)), Some(Ok(minor))) => minor <= MINOR,
        (Some(Ok(1)), None) => true,
        _ => reference.len() == 40, // a commit, which people take from a release
    }
}

/// What is amiss where `target` is built with `libc` on a runner; `None` where there is an image, or where that is not known.
pub fn unserved(runner: &str, target: &str, libc: &str) -> Option<Unserved> {
    let (host, table, own) = match runner {
        "x86_64" => ("x86_64", &ON_X86_64, X86_64_GNU),
        "aarch64" => ("aarch64", &ON_AARCH64, AARCH64_GNU),
        _ => return None,
    };
    let has = |list: &str| list.split(' ').any(|known| known == libc);
    let (_, served) = table.iter().find(|(arch, _)| *arch == target)?;
    let is_served = match libc {
        "musllinux_1_2" if target == "loongarch64" => true,
        _ if has(MUSL) => WITH_MUSL.contains(&target),
        _ => has(served),
    };
    (!is_served && has(LIBCS)).then(|| Unserved {
        target: target.to_owned(),
        libc: libc.to_owned(),
        instead: has(own).then_some(host),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn images_by_runner_target_and_libc() {
        for (runner, target, libc, instead) in [
            ("x86_64", "riscv64", "2_28", Some(Some("x86_64"))),
            ("x86_64", "s390x", "musllinux_1_2", Some(None)),
            ("x86_64", "s390x", "2_28", None),
            ("x86_64", "i686", "2_34", None),
            ("x86_64", "ppc64", "2_31", Some(None)),
            ("x86_64", "riscv64", "2_39", None),
            ("x86_64", "riscv64", "2_40", None), // nothing of the table
            ("x86_64", "sparc64", "2_28", None),
            ("aarch64", "i686", "2_28", Some(Some("aarch64"))),
            ("aarch64", "aarch64", "musllinux_1_2", None),
            ("riscv64", "riscv64", "2_28", None),
        ] {
            let found = unserved(runner, target, libc).map(|found| found.instead);
            assert_eq!(found, instead, "{target} {libc} on {runner}");
        }
    }

    #[test]
    fn versions_of_the_table() {
        for reference in [
            "v1",
            "v1.51.0",
            "v1.49",
            "e83996d129638aa358a18fbd1dfb82f0b0fb5d3b",
        ] {
            assert!(is_known(reference), "{reference}");
        }
        for reference in ["v1.52.0", "v2", "main"] {
            assert!(!is_known(reference), "{reference}");
        }
    }
}
