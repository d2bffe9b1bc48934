//! How far our tables of other people's releases reach.

/// A table of ours that ages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// The keys, options and behaviour of maturin.
    Maturin,
    /// The features of PyO3, and what it makes of sources.
    PyO3,
    /// The versions of Python, and what each has.
    Python,
}

/// The newest maturin (1.x) that is known.
pub const MATURIN_MINOR: u64 = 16;
/// The newest PyO3 (0.x) that is known.
pub const PYO3_MINOR: u64 = 30;
/// The newest Python (3.x) that is known.
pub const PYTHON_MINOR: u64 = 15;

impl Table {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Maturin, Self::PyO3, Self::Python];

    /// What it is about, and the newest release in it.
    pub fn reach(self) -> (&'static str, String) {
        match self {
            Self::Maturin => ("maturin", format!("1.{MATURIN_MINOR}")),
            Self::PyO3 => ("PyO3", format!("0.{PYO3_MINOR}")),
            Self::Python => ("Python", format!("3.{PYTHON_MINOR}")),
        }
    }
}
