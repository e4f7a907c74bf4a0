"""Classroom 50: the folder that it grades an assignment with, and what runs in it."""
