//! A panic ends the work on one project, and is told in one line.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};

use crate::syntax::rust;

thread_local! {
    /// Where the last panic of this thread came up.
    static WHERE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Keeps Rust from reporting panics: who catches one tells it.
pub fn silence() {
    set_hook(Box::new(|panic| {
        let place = panic
            .location()
            .filter(|place| place.file().starts_with("src")) // in a library it would name a folder of who built it
            .map(|place| format!(" ({}:{})", place.file(), place.line()));
        WHERE.set(place.unwrap_or_default());
    }));
}

/// What `work` on one project gives, or what we said when we broke down over it.
///
/// # Errors
///
/// A bug: a phrase with the place in our code.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    let done = catch_unwind(AssertUnwindSafe(work));
    rust::forget();
    done.map_err(|panic| {
        let said = panic.downcast_ref::<String>().map(String::as_str);
        let said = said.or_else(|| panic.downcast_ref::<&str>().copied());
        format!("{}{}", said.unwrap_or("no reason given"), WHERE.take())
    })
}
