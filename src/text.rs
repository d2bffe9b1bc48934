//! Pieces of text: where they stand, how they change, what of them may be shown, and which name is near another.

pub mod place;
pub mod edit;
pub mod names;
pub mod near;
pub mod printable;
