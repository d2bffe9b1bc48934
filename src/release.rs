//! What `version` knows: where the version of a project is written, and the edits that write another one everywhere.

pub mod refusal;
pub mod spelling;
pub mod bump;
pub mod spot;
pub mod own;
pub mod numbering;
pub mod requirement;
pub mod cargo_lock;
pub mod locks;
pub mod relock;
pub mod pins;
pub mod literals;
pub mod links;
pub mod news;
pub mod configured;
pub mod settings;
pub mod owner;
pub mod family;
pub mod tags;
pub mod places;
pub mod set;
