"""The student's side: a module checked by the released rules, in the student's own process."""

from autograder.check.notebook import check

__all__ = ["check"]
