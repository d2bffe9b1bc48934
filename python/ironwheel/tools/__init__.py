"""The programs with which a project is built and set up."""
