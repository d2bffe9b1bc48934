//! What links, and the programs through which cargo is told to build.

use crate::explain::facts::Machine;
use crate::explain::machine::configured::{self, Configured, plain, programs};
use crate::explain::row::{Grade, Row};
use crate::project::Project;

const TOPIC: &str = "linker";

/// Lines about the linker and about programs that configurations name.
pub fn rows(project: &Project, machine: &Machine) -> Vec<Row> {
    let mut rows: Vec<Row> = wrappers(project, machine);
    if machine.system == "win32" {
        return rows; // rustc looks for Visual Studio in the registry, and knows better
    }
    let Some(compiler) = machine.program("cc") else {
        return rows;
    };
    let install = match machine.system.as_str() {
        "darwin" => "`xcode-select --install`",
        _ => {
            "`apt install build-essential` (Debian, Ubuntu), `dnf install gcc` (Fedora), `apk add build-base` (Alpine)"
        }
    };
    let is_bare = |path: &str| !path.contains('/');
    let row = if compiler.path.is_none() {
        Row::new(
            TOPIC,
            Grade::Error,
            "there is no C compiler `cc`, with which Rust links",
            install,
        )
    } else if let Some(failure) = &compiler.failure {
        let path = compiler.path.as_deref().unwrap_or("cc");
        let mend = if failure.contains("license") {
            "`sudo xcodebuild -license`"
        } else {
            install
        };
        let found = format!("the C compiler `{path}` does not work: {failure}");
        Row::new(TOPIC, Grade::Error, found, mend)
    } else if machine.system == "linux" && machine.start_file.as_deref().is_some_and(is_bare) {
        let found = "the C compiler finds no C library to link with (`crt1.o`)";
        Row::new(
            TOPIC,
            Grade::Error,
            found,
            "`apt install libc6-dev`, `dnf install glibc-devel` or `apk add musl-dev`",
        )
    } else {
        let said = compiler
            .said
            .as_deref()
            .and_then(|said| said.lines().next())
            .unwrap_or("cc");
        Row::good(TOPIC, said)
    };
    rows.push(row);
    rows
}

/// Programs that variables or configurations name and that are not installed.
fn wrappers(project: &Project, machine: &Machine) -> Vec<Row> {
    let named = programs(project, machine.home.as_deref(), &machine.environment);
    let host = machine.program("rustc").and_then(|rustc| rustc.host());
    let asked = configured::target(project, machine.home.as_deref(), &machine.environment);
    let built = [host.map(plain), asked.map(|(target, _)| plain(&target))];
    let counts = |named: &Configured| named.target.is_none() || built.contains(&named.target);
    let missing = named.iter().filter(|named| {
        !named.program.is_empty() && counts(named) && machine.missing.contains(&named.name())
    });
    missing.map(missing_row).collect()
}

fn missing_row(named: &Configured) -> Row {
    let (program, by) = (&named.program, &named.by);
    let what = match named.role {
        "rustc" => "to compile with",
        "rustc-wrapper" => "to start rustc through",
        _ => "to link with",
    };
    let is_variable = by
        .bytes()
        .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_');
    let mend = match is_variable {
        true => format!("`unset {by}`, or install `{program}`"),
        false => format!("install `{program}`, or take it out of `{by}`"),
    };
    Row::new(
        TOPIC,
        Grade::Error,
        format!("{by} tells cargo {what} `{program}`, which is not installed"),
        mend,
    )
}
