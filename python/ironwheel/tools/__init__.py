"""The programs of the Rust side that we start."""
