"""Read a git repository, merge in a copy of it, and put files into its index; nothing that it configures is run."""
