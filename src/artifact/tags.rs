//! The tags of a wheel: which Pythons, with which ABI, on which platforms can install it.

/// A platform as a tag names it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Platform {
    /// The tag.
    pub text: String,
    /// What it is for.
    pub system: System,
    /// The processor, as tags of that system spell it; empty where the tag names none.
    pub arch: String,
}

/// The systems that wheels are made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum System {
    /// Every system.
    Any,
    /// Linux with at least this glibc.
    Manylinux(u32, u32),
    /// Linux with at least this musl.
    Musllinux(u32, u32),
    /// Linux, nothing more is promised.
    Linux,
    /// At least this macOS.
    MacOs(u32, u32),
    /// Windows.
    Windows,
    /// Emscripten, as Pyodide has it.
    Emscripten,
    /// At least this Android API.
    Android,
    /// iOS.
    Ios,
    /// Another system.
    Other,
}

/// The old names of the first platforms of Linux.
const MANYLINUX: [(&str, u32); 3] = [("manylinux1_", 5), ("manylinux2010_", 12), ("manylinux2014_", 17)];

impl Platform {
    /// What a tag means.
    pub fn of(tag: &str) -> Self {
        let (system, arch) = meaning(tag).unwrap_or((System::Other, ""));
        Self {
            text: tag.to_owned(),
            system,
            arch: arch.to_owned(),
        }
    }
}

fn meaning(tag: &str) -> Option<(System, &str)> {
    let versioned = |rest| {
        let (major, rest): (&str, &str) = str::split_once(rest, '_')?;
        let (minor, arch) = rest.split_once('_')?;
        Some((major.parse().ok()?, minor.parse().ok()?, arch))
    };
    if tag == "any" {
        return Some((System::Any, ""));
    }
    let old = MANYLINUX
        .iter()
        .find_map(|(name, minor)| Some((tag.strip_prefix(name)?, *minor)));
    if let Some((arch, minor)) = old {
        return Some((System::Manylinux(2, minor), arch));
    }
    if let Some(rest) = tag.strip_prefix("manylinux_") {
        return versioned(rest).map(|(major, minor, arch)| (System::Manylinux(major, minor), arch));
    }
    if let Some(rest) = tag.strip_prefix("musllinux_") {
        return versioned(rest).map(|(major, minor, arch)| (System::Musllinux(major, minor), arch));
    }
    if let Some(rest) = tag.strip_prefix("macosx_") {
        return versioned(rest).map(|(major, minor, arch)| (System::MacOs(major, minor), arch));
    }
    if let Some(arch) = tag.strip_prefix("linux_") {
        return Some((System::Linux, arch));
    }
    if let Some(rest) = tag.strip_prefix("android_") {
        return rest.split_once('_').map(|(_, arch)| (System::Android, arch));
    }
    if let Some(rest) = tag.strip_prefix("ios_") {
        return versioned(rest).map(|(_, _, arch)| (System::Ios, arch));
    }
    if tag.ends_with("_wasm32") {
        return Some((System::Emscripten, "wasm32"));
    }
    match tag {
        "win32" => Some((System::Windows, "x86")),
        _ => tag.strip_prefix("win_").map(|arch| (System::Windows, arch)),
    }
}

/// The tags in the name of a wheel, whose sets are written with dots between.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tags {
    /// The Pythons: `cp311`, `py3`.
    pub pythons: Vec<String>,
    /// The ABIs: `abi3`, `cp314t`, `none`.
    pub abis: Vec<String>,
    /// The platforms.
    pub platforms: Vec<Platform>,
}

impl Tags {
    /// The tags of the three parts of a name.
    pub fn of([pythons, abis, platforms]: &[&str; 3]) -> Self {
        let set = |part: &str| part.split('.').map(str::to_owned).collect();
        Self {
            pythons: set(pythons),
            abis: set(abis),
            platforms: platforms.split('.').map(Platform::of).collect(),
        }
    }

    /// Whether one of the ABIs is `abi`.
    pub fn has_abi(&self, abi: &str) -> bool {
        self.abis.iter().any(|one| one == abi)
    }

    /// Whether it is for the stable ABI, with or without the global lock.
    pub fn is_stable(&self) -> bool {
        self.has_abi("abi3") || self.has_abi("abi3t")
    }

    /// The minor version of the oldest CPython 3 that the tags name.
    pub fn floor(&self) -> Option<u64> {
        let minors = self
            .pythons
            .iter()
            .filter_map(|tag| tag.strip_prefix("cp3")?.parse().ok());
        minors.min()
    }

    /// The lowest glibc that the tags promise to run with.
    pub fn glibc(&self) -> Option<(u32, u32)> {
        let floors = self
            .platforms
            .iter()
            .filter_map(|platform| match platform.system {
                System::Manylinux(major, minor) => Some((major, minor)),
                _ => None,
            });
        floors.min()
    }

    /// Whether all platforms are of one kind of system.
    pub fn are_all(&self, is_kind: impl Fn(System) -> bool) -> bool {
        self.platforms.iter().all(|platform| is_kind(platform.system))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn platforms_are_read() {
        for (tag, system, arch) in [
            ("manylinux_2_28_x86_64", System::Manylinux(2, 28), "x86_64"),
            ("manylinux2014_armv7l", System::Manylinux(2, 17), "armv7l"),
            ("musllinux_1_2_aarch64", System::Musllinux(1, 2), "aarch64"),
            ("macosx_10_12_universal2", System::MacOs(10, 12), "universal2"),
            ("win32", System::Windows, "x86"),
            ("win_arm64", System::Windows, "arm64"),
            ("pyemscripten_2026_0_wasm32", System::Emscripten, "wasm32"),
            ("linux_x86_64", System::Linux, "x86_64"),
            ("any", System::Any, ""),
            ("manylinux_x_y", System::Other, ""),
        ] {
            let platform = Platform::of(tag);
            assert_eq!((platform.system, platform.arch.as_str()), (system, arch), "{tag}");
        }
    }
}
