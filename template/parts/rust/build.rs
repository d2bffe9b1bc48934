//! Tells the compiler what is built: the commit and its time, which are the same for each build of it, and the target.

use std::collections::BTreeMap;
use std::env;
use std::path::Path;
use std::process::Command;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=SOURCE_DATE_EPOCH");
    // In an unpacked sdist there is none; the repository around it, if there is one, is somebody else's.
    let is_repository = Path::new("{{ "../../" if layout == "workspace" else "../" if layout == "dual" else "" }}.git").exists();
    let ask = |question: &[&str]| if is_repository { git(question) } else { None };
    for name in ["HEAD", "logs/HEAD"] {
        // A file that is not there would bring a new build each time.
        let path = ask(&["rev-parse", "--git-path", name]);
        if let Some(path) = path.filter(|path| Path::new(path).exists()) {
            println!("cargo::rerun-if-changed={path}");
        }
    }
    let time = env::var("SOURCE_DATE_EPOCH").ok();
    let known = [
        ("COMMIT", ask(&["rev-parse", "HEAD"])),
        ("TIME", time.or_else(|| ask(&["log", "-1", "--format=%ct"]))),
        ("TARGET", env::var("TARGET").ok()),
        ("PROFILE", env::var("PROFILE").ok()),
        ("FEATURES", Some(features())),
    ];
    for (name, value) in known {
        let value = value.unwrap_or_default();
        println!("cargo::rustc-env=BUILD_{name}={value}");
    }
}

fn features() -> String {
    let variables: BTreeMap<String, String> = env::vars().collect();
    let named = variables
        .keys()
        .filter_map(|name| name.strip_prefix("CARGO_FEATURE_"));
    let optional: Vec<&str> = named.filter(|name| *name != "PYTHON").collect();
    optional.join(",").to_lowercase()
}

fn git(arguments: &[&str]) -> Option<String> {
    let output = Command::new("git").args(arguments).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}
