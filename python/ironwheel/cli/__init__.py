"""From a command line to one command, and from whatever that does to one exit code."""
