//! Questions about a whole project, one file a question; `facts` joins the answers.

pub mod version;
pub mod dunder;
pub mod build_files;
pub mod fact;
pub mod contents;
pub mod extension;
pub mod bound;
pub mod imported;
pub mod left_out;
pub mod horizon;
pub mod ignored;
pub mod lock;
pub mod locked_builds;
pub mod mentions;
pub mod named;
pub mod profiles;
pub mod sharing;
pub mod siblings;
pub mod stable_abi;
pub mod stub_lines;
pub mod stub_text;
pub mod typed;
pub mod names;
pub mod companions;
pub mod wheels;
pub mod facts;
