//! What the package says of itself.

/// Its name, which is also that of its table of settings.
pub const NAME: &str = env!("CARGO_PKG_NAME");
/// Its version, as Cargo spells it.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
