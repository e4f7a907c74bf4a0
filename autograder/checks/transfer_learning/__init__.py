"""Checks of the assignment transfer_learning."""
