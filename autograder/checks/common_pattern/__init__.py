"""Checks of the assignment common_pattern."""
