//! What is wrong with an archive as such: the same of many members is one fault.

/// One fault of an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong, as it is said of a member or of the archive.
    pub what: &'static str,
    /// The first member that has it; `None` for the archive itself.
    pub first: Option<String>,
    /// How many others have it.
    pub more: usize,
}

/// The faults of an archive, in the order in which they were found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faults(Vec<Fault>);

impl Faults {
    /// Adds a fault of the archive itself.
    pub fn archive(&mut self, what: &'static str) {
        self.add(what, None);
    }

    /// Adds a fault of the member at `path`.
    pub fn member(&mut self, what: &'static str, path: &str) {
        self.add(what, Some(path));
    }

    fn add(&mut self, what: &'static str, path: Option<&str>) {
        match self.0.iter_mut().find(|fault| fault.what == what) {
            Some(fault) => fault.more += 1,
            None => self.0.push(Fault {
                what,
                first: path.map(str::to_owned),
                more: 0,
            }),
        }
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Fault> {
        self.0.iter()
    }
}
