"""Render a version of a template from answers, and read what a project says of the one it came from."""
