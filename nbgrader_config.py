"""nbgrader's configuration: `nbgrader generate_assignment`, `autograde`, ... read it from the folder they run in."""

from pathlib import Path

from autograder.nbgrader_plugin import configure

configure(get_config(), root=Path(__file__).resolve().parent)  # noqa: F821  (nbgrader provides get_config)
