//! What the Rust sources surely take in when the crate is built.

use crate::project::Project;
use crate::project::api::taken::{self, TakenIn};

impl Project {
    /// What the crate takes in, and the crates that it depends on by path in every build; nothing where they are not known.
    pub fn taken_in(&self) -> &TakenIn {
        let read = || {
            let (pyproject, cargo) = (self.pyproject.as_ref()?, self.cargo.as_ref()?);
            Some(taken::read(pyproject, cargo, &self.tree))
        };
        self.taken_in.get_or_init(|| read().unwrap_or_default())
    }
}
