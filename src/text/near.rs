//! The known name that somebody may have meant by an unknown one.                    [door: strsim]

/// How like it a name must be at least; 1 is the same.
const LEAST: f64 = 0.7;

/// The known name that is most like `name`, if one is like it at all; small letters and capitals are the same.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let name = name.to_lowercase();
    let letters = Letters::of(&name);
    known
        .into_iter()
        .map(|known| (known.to_lowercase(), known))
        .filter(|(folded, _)| letters.bound(&Letters::of(folded)) > LEAST)
        .map(|(folded, known)| (strsim::normalized_damerau_levenshtein(&folded, &name), known))
        .max_by(|one, other| one.0.total_cmp(&other.0))
        .filter(|(likeness, _)| *likeness > LEAST)
        .map(|(_, known)| known)
}

/// How often a text has each letter, where letters with the same remainder count as one: sooner known than a likeness.
struct Letters {
    counts: [usize; 64],
    all: usize,
}

impl Letters {
    fn of(text: &str) -> Self {
        let mut counts = [0; 64];
        for letter in text.chars() {
            counts[letter as usize % 64] += 1;
        }
        Self {
            counts,
            all: counts.iter().sum(),
        }
    }

    /// No two texts are more alike: each letter that only one of them has must change.
    fn bound(&self, other: &Self) -> f64 {
        let both = self.counts.iter().zip(&other.counts);
        let shared: usize = both.map(|(one, other)| one.min(other)).sum();
        let longer = self.all.max(other.all);
        1.0 - (longer - shared) as f64 / longer.max(1) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_alike_is_near() {
        assert_eq!(nearest("licence", ["license", "readme"]), Some("license"));
        assert_eq!(
            nearest("modul-name", ["module-name", "name"]),
            Some("module-name")
        );
        assert_eq!(nearest("summary", ["license", "readme"]), None);
        assert_eq!(nearest("", ["", "a"]), Some(""));
        assert_eq!(nearest("mit", ["none", "MIT"]), Some("MIT"));
        assert_eq!(nearest(&"license".repeat(1_000_000), ["license"]), None);
    }
}
