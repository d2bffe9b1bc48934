//! The versions of `actions/upload-artifact` and `actions/download-artifact`: those that GitHub no longer runs, and what
//! takes their place.

/// The actions, and the first part of a version that runs.
const ACTIONS: [(&str, &str); 2] = [
    ("actions/upload-artifact", "v7"),
    ("actions/download-artifact", "v8"),
];

/// The commits that the tags from `v1` to `v3.2.1` name, but for GitHub Enterprise Server, sorted; there will be no others.
const COMMITS: [&str; 39] = [
    "0b7f8abb1508181956e8e162db84b466c27e18ce",
    "158ca71f7c614ae705e79f25522ef4658df18253",
    "18f0f591fbc635562c815484d73b6e8e3980482e",
    "1ac47ba4b6af92e65d0438b64ce1ea49ce1cc48d",
    "1de1dea89c32dcb1f37183c96fe85cfe067b682a",
    "268d7547644ab8a9d0c1163299e59a1f5d93f39b",
    "27121b0bdffd731efa15d66772be8dc71245d074",
    "27bce4eee761b5bc643f46a8dfb41b430c8d05f6",
    "3446296876d12d4e3a0f3145a3c87e67bf0a16b5",
    "381af06b4268a1e0ad7b7c7e5a09f1894977120f",
    "3be87be14a055c47b01d3bd88f8fe02320a9bb60",
    "3cea5372237819ed00197afe530f5a7ea3e805c8",
    "4a7a711286f30c025902c28b541c10e147a9b843",
    "58740802ef971a2d71eff71e63d48ab68d1f5507",
    "5f948bc1f0a251f88bb4c9b1c3dfa6cbd1327dc5",
    "6673cd052c4cd6fcf4b4e6e60ea986c889389535",
    "726a6dcd0199f578459862705eed35cda05af50b",
    "80d2d4023c185001eacb50e37afd7dd667ba8044",
    "82c141cc518b40d92cc801eee768e7aafc9c2fa2",
    "83fd05a356d7e2593de66fc9913b3002723633cb",
    "9782bd6a9848b53b110e712e20e42d89988822b7",
    "97b7dace6c8d860ce9708aba808be6a2ee4cbc3a",
    "9bc31d5ccc31df68ecc42ccf4149144866c47d8a",
    "9ee08a3b00e91a926cc9547dc79589c20872452f",
    "a8a3f3ad30e3422c9c7b888a15615d19a852ae32",
    "a9bc5e6ef2cb54c177f32aa5726adaa15e7e2d59",
    "b3cedea9bed36890c824f4065163b667eeca272b",
    "c3f5d00c8784369c43779f3d2611769594a61f7a",
    "c8879bf5aef7bef66f9b82b197f34c4eeeb1731b",
    "cbed621e49e4c01b044d60f6c80ea4ed6328b281",
    "da838ae9595ac94171fa2d4de5a2f117b3e7ac32",
    "e448a9b857ee2131e752b06002bf0e093c65e571",
    "ebad382c0953e8c6b4039e8d30dfd19ee7b2a862",
    "ee69f02b3dfdecd58bb31b4d133da38ba6fe3700",
    "f023be2c48cc18debc3bacd34cb396e0295e2869",
    "f144d3c3916a86f4d6b11ff379d17a49d8f85dbc",
    "f8e41fbffeebb48c0273438d220bb2387727471f",
    "fb598a63ae348fa914e94cd0ff38f362e927b741",
    "ff15f0306b3f739f7b6fd43fb5d26cd321bd4de5",
];

/// The version of an action for artifacts to take today; `None` for any other action.
pub fn current(action: &str) -> Option<&'static str> {
    let mut actions = ACTIONS.into_iter();
    actions
        .find(|(name, _)| name.eq_ignore_ascii_case(action))
        .map(|(_, version)| version)
}

/// Whether a reference to one of the actions, a version or a commit, names what no longer runs.
pub fn is_retired(reference: &str) -> bool {
    let version = reference.strip_prefix('v').unwrap_or(reference);
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let mut parts = version.split('.');
    let major = parts
        .next()
        .filter(|_| version.split('.').all(is_number))
        .and_then(|major| major.parse::<u64>().ok());
    major.is_some_and(|major| major <= 3) || COMMITS.binary_search(&reference).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The template is what is kept up to date.
    #[test]
    fn the_current_versions_are_those_of_the_template() {
        let root = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/rendered/standard/.github/workflows"
        );
        let files = std::fs::read_dir(root).expect("the template");
        let texts = files.map(|file| std::fs::read_to_string(file.expect("a file").path()).expect("a text"));
        let text: String = texts.collect();
        for (action, version) in ACTIONS {
            let pin = text
                .lines()
                .find(|line| line.contains(&format!("uses: {action}@")));
            let pinned = pin.and_then(|line| line.split("# ").nth(1)).expect("a pin");
            assert_eq!(pinned.split('.').next(), Some(version), "{action}");
        }
    }

    #[test]
    fn versions_and_commits() {
        assert!(COMMITS.is_sorted());
        for retired in [
            "v3",
            "v2.3.1",
            "1.0.0",
            "a8a3f3ad30e3422c9c7b888a15615d19a852ae32",
        ] {
            assert!(is_retired(retired), "{retired}");
        }
        for other in [
            "v4",
            "v10",
            "v3-node20",
            "main",
            "",
            "v",
            "043fb46d1a93c77aae656e7c1c64a875d1fc6a0a",
        ] {
            assert!(!is_retired(other), "{other}");
        }
    }
}
