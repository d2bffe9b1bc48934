"""Bring a project to what a template makes of it: merge, propose, write, and take back."""
