"""Checks of the assignment optimization."""
