//! Where each name stands in a list, found once for all who ask.

use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The places of names in a list that is complete.
#[derive(Clone, Debug, Default)]
pub struct Names(OnceLock<(usize, BTreeMap<String, Vec<usize>>)>);

impl Names {
    /// The places at which `name` stands in `all`, which is always the same list.
    pub fn places<'a>(&self, name: &str, all: impl ExactSizeIterator<Item = &'a str>) -> &[usize] {
        let count = all.len();
        let (known, places) = self.0.get_or_init(|| {
            let mut places: BTreeMap<String, Vec<usize>> = BTreeMap::new();
            for (place, name) in all.enumerate() {
                places.entry(name.to_owned()).or_default().push(place);
            }
            (count, places)
        });
        debug_assert_eq!(*known, count, "the list has grown since somebody asked");
        places.get(name).map_or(&[], Vec::as_slice)
    }
}

/// Who has asked makes no difference between lists.
impl PartialEq for Names {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Names {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_may_stand_in_several_places() {
        let (names, all) = (Names::default(), ["b", "a", "b"]);
        let places = |name| names.places(name, all.into_iter());
        assert_eq!(places("b"), [0, 2]);
        assert_eq!(places("a"), [1]);
        assert_eq!(places("c"), [0; 0]);
        assert_eq!(names, Names::default());
    }
}
