//! For which Pythons and machines a wheel is, from the tags in its name (PEP 425, PEP 600).

/// What the name of a wheel asks for.
#[derive(Debug, PartialEq, Eq)]
pub struct Asks {
    /// The Python: `CPython 3.11`.
    pub python: String,
    /// The system and its C library, if it is for one.
    pub system: Option<String>,
    /// The CPU, if it is for one.
    pub cpu: Option<String>,
    /// The glibc of a tag that pip knows from 20.3 on only: `manylinux_2_34`.
    pub glibc: Option<(u32, u32)>,
}

/// Reads `demo-0.1.0-cp311-cp311-manylinux_2_34_x86_64.whl`.
pub fn asks(file: &str) -> Option<Asks> {
    let mut parts = file.strip_suffix(".whl")?.rsplitn(4, '-');
    let (platforms, abi, python) = (parts.next()?, parts.next()?, parts.next()?);
    parts.next()?.split_once('-')?;
    let platform = platforms.split('.').next_back()?;
    let cpus = [
        "x86_64",
        "aarch64",
        "arm64",
        "i686",
        "armv7l",
        "ppc64le",
        "s390x",
        "riscv64",
        "universal2",
    ];
    let cpu = cpus.into_iter().find(|cpu| platform.ends_with(cpu));
    let rest = platform
        .trim_end_matches(cpu.unwrap_or_default())
        .trim_end_matches('_');
    let (system, glibc, cpu) = match rest {
        "any" => (None, None, None),
        "win" | "win32" => (Some("Windows".to_owned()), None, Some(cpu.unwrap_or("x86"))),
        "win_amd64" => (Some("Windows".to_owned()), None, Some("x86_64")),
        _ => {
            let numbers: Vec<u32> = rest.split('_').filter_map(|part| part.parse().ok()).collect();
            let pair = numbers.first().copied().zip(numbers.get(1).copied());
            let at_least = |what: &str| match pair {
                Some((major, minor)) => format!("{what} {major}.{minor} or newer"),
                None => what.to_owned(),
            };
            let system = if rest.starts_with("macosx") {
                at_least("macOS")
            } else if rest.starts_with("musllinux") {
                format!("Linux with {}", at_least("musl"))
            } else if rest.starts_with("manylinux_") {
                format!("Linux with {}", at_least("glibc"))
            } else if rest.starts_with("manylinux") || rest == "linux" {
                "Linux with glibc".to_owned()
            } else {
                rest.to_owned()
            };
            (Some(system), pair.filter(|_| rest.starts_with("manylinux_")), cpu)
        }
    };
    Some(Asks {
        python: named(python, abi),
        system,
        cpu: cpu.map(str::to_owned),
        glibc,
    })
}

/// The Pythons of a tag in words.
fn named(python: &str, abi: &str) -> String {
    let newest = python.split('.').next_back().unwrap_or(python);
    let split = newest.find(|character: char| character.is_ascii_digit());
    let (implementation, digits) = newest.split_at(split.unwrap_or(newest.len()));
    let name = match implementation {
        "cp" => "CPython",
        "pp" => "PyPy",
        "py" => "Python",
        other => other,
    };
    let version = match digits.len() {
        0 | 1 => digits.to_owned(),
        _ => format!("{}.{}", &digits[..1], &digits[1..]),
    };
    let suffix = if abi.starts_with("abi3") {
        " and newer"
    } else if abi.ends_with('t') {
        " without the GIL"
    } else {
        ""
    };
    format!("{name} {version}{suffix}")
}

/// What it asks for in words, and what to do if that is not here; the likeliest comes first.
pub fn told(asks: &Asks) -> (String, String) {
    let system = asks
        .system
        .as_deref()
        .map_or_else(String::new, |system| format!(", {system}"));
    let cpu = asks
        .cpu
        .as_deref()
        .map_or_else(String::new, |cpu| format!(", the CPU {cpu}"));
    let pip = asks.glibc.map(|(major, minor)| {
        format!(
            "; pip before 20.3 knows no `manylinux_{major}_{minor}`: `python -m pip install --upgrade pip`"
        )
    });
    let mend = format!(
        "take the wheel of the release that is for this machine (`python -m pip debug --verbose` lists the tags), or build one \
         here: `maturin build`{}",
        pip.unwrap_or_default()
    );
    (format!("{}{system}{cpu}", asks.python), mend)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_in_words() {
        for (file, words) in [
            (
                "demo-0.1.0-cp311-cp311-manylinux_2_34_aarch64.whl",
                "CPython 3.11, Linux with glibc 2.34 or newer, the CPU aarch64",
            ),
            (
                "demo-0.1.0-cp39-abi3-macosx_11_0_arm64.whl",
                "CPython 3.9 and newer, macOS 11.0 or newer, the CPU arm64",
            ),
            (
                "demo-0.1.0-cp313-cp313t-win_amd64.whl",
                "CPython 3.13 without the GIL, Windows, the CPU x86_64",
            ),
            (
                "demo-0.1.0-1-cp312-cp312-manylinux2014_x86_64.manylinux_2_17_x86_64.whl",
                "CPython 3.12, Linux with glibc 2.17 or newer, the CPU x86_64",
            ),
            (
                "demo-0.1.0-pp310-pypy310_pp73-musllinux_1_2_i686.whl",
                "PyPy 3.10, Linux with musl 1.2 or newer, the CPU i686",
            ),
            ("demo-0.1.0-py3-none-any.whl", "Python 3"),
        ] {
            assert_eq!(
                asks(file).map(|asks| told(&asks).0).as_deref(),
                Some(words),
                "{file}"
            );
        }
        assert_eq!(asks("demo-0.1.0.whl"), None);
    }
}
