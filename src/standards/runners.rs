//! The machines of GitHub that are gone, and what takes their place.

/// Labels that no machine has any more, from <https://github.com/actions/runner-images>, and the nearest that one has.
const GONE: [(&str, &str); 13] = [
    ("macos-10.15", "macos-15-intel"),
    ("macos-11", "macos-15-intel"),
    ("macos-12", "macos-15-intel"),
    ("macos-12-large", "macos-15-large"),
    ("macos-12-xlarge", "macos-15-xlarge"),
    ("macos-13", "macos-15-intel"),
    ("macos-13-large", "macos-15-large"),
    ("macos-13-xlarge", "macos-15-xlarge"),
    ("ubuntu-16.04", "ubuntu-22.04"),
    ("ubuntu-18.04", "ubuntu-22.04"),
    ("ubuntu-20.04", "ubuntu-22.04"),
    ("windows-2016", "windows-2022"),
    ("windows-2019", "windows-2022"),
];

/// What takes the place of a label that no machine has any more; `None` for any other.
pub fn replacement(label: &str) -> Option<&'static str> {
    let mut gone = GONE.into_iter();
    gone.find(|(old, _)| old.eq_ignore_ascii_case(label))
        .map(|(_, new)| new)
}
