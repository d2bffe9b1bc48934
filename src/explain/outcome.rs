//! How a log ends: in a success, in a failure, or in the middle.

/// How lines begin that tell of a failure.
pub const FAILED: &[&str] = &[
    "error: ",
    "error[",
    "ERROR: ",
    "ERROR ",
    "Error: ",
    "fatal: ",
    "fatal error: ",
    "Fatal Python error: ",
    "FAILED ",
    "make: *** ",
    "make[{}]: *** ",
    "thread '{}' panicked at ",
    "Segmentation fault",
    "Bus error",
    "Illegal instruction",
    "Killed",
    "Process completed with exit code ",
    "error occurred",
    "{}: error: ",
    "{}: fatal error: ",
    "{}: Error ",
    "{}: command not found",
    "{}: error while loading shared libraries: ",
    "{}Error: ",
    "{}Exception: ",
    "{} failed in ",
    "{} failed, {} passed in ",
    "Diff in ",
    "Found {} error",
    "{}: The term '{}' is not recognized ",
    "CMake Error",
    "npm ERR! ",
    "npm error ",
    "docker: Error ",
    "test result: FAILED",
];

/// How lines begin that tell of a failure, and not of which.
pub const BARE: &[&str] = &["maturin failed", "Traceback (most recent call last)"];

/// How lines begin that tell of a failure where one is, and of nothing otherwise.
pub const HINTS: &[&str] = &[
    "Caused by: {}",
    "{}: No such file or directory",
    "{}: Permission denied",
    "{}: cannot {}",
];

/// How lines begin in which cargo tells of a success, whatever the one who called it goes on to do.
pub const BUILT: &[&str] = &[
    "Finished `{}` profile ",
    "Finished dev [",
    "Finished release [",
    "Finished test [",
];

/// How lines begin that tell of a success.
pub const SUCCEEDED: &[&str] = &[
    "Built wheel for ",
    "Built source distribution to ",
    "Installed ",
    "Successfully installed ",
    "Successfully built ",
    "Requirement already satisfied: ",
    "Checking {}: PASSED",
    "test result: ok",
    "View at:",
    "Published ",
    "{} passed in ",
    "{} passed, {} in ",
    "Fixed-up wheel written to ",
];

/// How lines begin that tell of work which is not done yet.
pub const BEGUN: &[&str] = &[
    "Compiling ",
    "Checking ",
    "Downloading ",
    "Building wheel",
    "Collecting ",
    "Running `maturin ",
    "Installing build dependencies: started",
    "Uploading ",
];

/// What the lines of a service say after which no success counts.
pub const FINAL: &str = "Process completed with exit code ";

/// Words that are in a line which tells of a failure, where nothing clearer is found.
pub const WORDS: &[&str] = &[
    "error",
    "cannot",
    "can't",
    "failed",
    "failure",
    "fatal",
    "not found",
    "no such",
    "no rule",
    "denied",
    "invalid",
    "unable",
    "refused",
    "undefined",
    "could not",
];

/// How a line that tells of no failure has it; a digit before them makes it another number.
pub const NONE: &[&str] = &[
    "0 error",
    "no error",
    "without error",
    "0 failed",
    "no issues",
    "no failure",
];
