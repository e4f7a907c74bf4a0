"""Checks of the assignment data_augmentation."""
