"""The course's autograder: checks that name the mistake, and grading that can be trusted."""

__version__ = "0.1.0"
