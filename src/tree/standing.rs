//! What stands on disk, as far as somebody has asked.

use std::collections::HashMap;
use std::ffi::OsString;
use std::path::Path;
use std::sync::{Arc, Mutex};

use crate::tree::memo::locked;

/// Whether something stands at a place; trees that share this ask once.
#[derive(Clone, Debug, Default)]
pub struct Standing(Arc<Mutex<HashMap<OsString, bool>>>);

impl Standing {
    /// Whether a file or a folder stands at `place`.
    ///
    /// # Errors
    ///
    /// The disk does not say.
    pub(super) fn has(&self, place: &Path) -> std::io::Result<bool> {
        if let Some(known) = locked(&self.0).get(place.as_os_str()) {
            return Ok(*known);
        }
        let has = place.try_exists()?;
        locked(&self.0).insert(place.into(), has);
        Ok(has)
    }
}
