"""Checks of the assignment data_processing."""
