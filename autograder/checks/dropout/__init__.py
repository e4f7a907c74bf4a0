"""Checks of the assignment dropout."""
