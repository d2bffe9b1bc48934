//! Platforms that wheels are for, and the runners of GitHub that build them.

/// What a wheel is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum System {
    /// Linux with glibc.
    Manylinux,
    /// Linux with musl.
    Musllinux,
    /// macOS.
    MacOs,
    /// Windows.
    Windows,
    /// Emscripten, on which Pyodide runs.
    Emscripten,
    /// Android, iOS and others.
    Other,
}

/// A system and a kind of processor; `None` where it is not known.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Platform {
    /// The system.
    pub system: Option<System>,
    /// The processor, as Rust's targets name it: `x86_64`, `aarch64`, `i686`; or `universal2`.
    pub arch: Option<String>,
}

impl Platform {
    /// The platform of a runner by its labels. Where a job runs in a container, it is Linux all the same.
    pub fn of_runner(labels: &str) -> Self {
        let labels = labels.to_lowercase();
        let has = |part: &str| labels.contains(part);
        let system = if has("ubuntu") || has("linux") {
            Some(System::Manylinux)
        } else if has("macos") || has("mac-") {
            Some(System::MacOs)
        } else if has("windows") {
            Some(System::Windows)
        } else {
            None
        };
        let is_intel_mac = || {
            let old = ["macos-10", "macos-11", "macos-12", "macos-13"];
            has("intel") || (has("-large") && !has("xlarge")) || old.into_iter().any(has)
        };
        let arch = match system {
            _ if has("arm") || has("aarch64") => Some("aarch64"),
            Some(System::MacOs) if has("macos-") && is_intel_mac() => Some("x86_64"),
            Some(System::MacOs) if has("macos-") => Some("aarch64"),
            Some(System::Manylinux | System::Windows) if !has("self-hosted") => Some("x86_64"),
            _ => None,
        };
        Self {
            system,
            arch: arch.map(str::to_owned),
        }
    }

    /// The platform of a target of Rust, or of the short name that maturin-action knows it by on this runner.
    pub fn of_target(target: &str, runner: &Self, is_musl: bool) -> Self {
        let arch = target.split('-').next().unwrap_or_default();
        let arch = match arch {
            "x64" | "amd64" => "x86_64",
            "x86" | "i586" => "i686",
            "arm64" => "aarch64",
            "armv7l" => "armv7",
            "powerpc64le" => "ppc64le",
            "powerpc64" => "ppc64",
            "riscv64gc" => "riscv64",
            other => other,
        };
        let has = |part: &str| target.contains(part);
        let system = if !has("-") {
            match runner.system {
                Some(System::Manylinux) if is_musl => Some(System::Musllinux),
                system => system,
            }
        } else if has("emscripten") {
            Some(System::Emscripten)
        } else if has("-android") || has("-ios") {
            Some(System::Other)
        } else if has("linux-musl") {
            Some(System::Musllinux)
        } else if has("linux") {
            Some(System::Manylinux)
        } else if has("apple-darwin") {
            Some(System::MacOs)
        } else if has("windows") {
            Some(System::Windows)
        } else {
            Some(System::Other)
        };
        Self {
            system,
            arch: Some(arch.to_owned()),
        }
    }

    /// Whether a wheel for it may serve this system and processor.
    pub fn may_be(&self, system: System, arch: &str) -> bool {
        let is_arch =
            |own: &str| own == arch || (own == "universal2" && matches!(arch, "x86_64" | "aarch64"));
        self.system.is_none_or(|own| own == system) && self.arch.as_deref().is_none_or(is_arch)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(platform: &Platform) -> String {
        let system = platform.system.map_or("?".into(), |system| format!("{system:?}"));
        format!("{system} {}", platform.arch.as_deref().unwrap_or("?"))
    }

    #[test]
    fn runners_and_targets() {
        for (labels, platform) in [
            ("ubuntu-latest", "Manylinux x86_64"),
            ("ubuntu-24.04-arm", "Manylinux aarch64"),
            ("depot-ubuntu-22.04-32", "Manylinux x86_64"),
            ("self-hosted linux", "Manylinux ?"),
            ("macos-latest", "MacOs aarch64"),
            ("macos-13", "MacOs x86_64"),
            ("macos-15-intel", "MacOs x86_64"),
            ("macos-14-large", "MacOs x86_64"),
            ("macos-14-xlarge", "MacOs aarch64"),
            ("windows-11-arm", "Windows aarch64"),
            ("my-runner", "? ?"),
        ] {
            assert_eq!(shown(&Platform::of_runner(labels)), platform, "{labels}");
        }
        let linux = Platform::of_runner("ubuntu-latest");
        for (target, is_musl, platform) in [
            ("x64", false, "Manylinux x86_64"),
            ("x86_64", true, "Musllinux x86_64"),
            ("aarch64-unknown-linux-musl", false, "Musllinux aarch64"),
            ("universal2-apple-darwin", false, "MacOs universal2"),
            ("i686-pc-windows-msvc", false, "Windows i686"),
            ("aarch64-linux-android", false, "Other aarch64"),
            ("wasm32-unknown-emscripten", false, "Emscripten wasm32"),
        ] {
            assert_eq!(
                shown(&Platform::of_target(target, &linux, is_musl)),
                platform,
                "{target}"
            );
        }
    }
}
