//! Why a build or an import fails: what a log tells, and what a machine and an installed project are like.

pub mod pattern;
pub mod log;
pub mod search;
pub mod cause;
pub mod linking;
pub mod headers;
pub mod interpreters;
pub mod rustc;
pub mod requirement;
pub mod wheel;
pub mod imports;
pub mod quoted;
pub mod upload;
pub mod causes;
pub mod outcome;
pub mod verdict;
pub mod bearing;
pub mod row;
pub mod facts;
pub mod machine;
pub mod binary;
pub mod stale;
pub mod import;
