"""One module a command: its options, and a `run` that returns the exit code."""
