"""The address that a term's nbgrader_config.py names: `from autograder.nbgrader_plugin import configure`."""

from autograder.platforms.nbgrader_plugin import configure

__all__ = ["configure"]
