"""Gradescope: the zip that it builds an autograder from, and what runs in it."""
