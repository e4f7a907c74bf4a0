"""The command line's own words, argparse's among them, in the reader's language."""

import argparse
import sys
from collections.abc import Iterable
from typing import NoReturn

from autograder.command_line import UNUSABLE
from autograder.language import said


class Help(argparse.HelpFormatter):
    """Help whose sentences are said in the reader's language."""

    def _get_help_string(self, action: argparse.Action) -> str:
        return said(action.help or "")

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        """The line that begins with "usage"."""
        super().add_usage(usage, actions, groups, said("usage:") + " " if prefix is None else prefix)

    def start_section(self, heading: str | None) -> None:
        """A group of arguments under its heading."""
        super().start_section(said(heading or ""))

    def add_text(self, text: str | None) -> None:
        """A description."""
        super().add_text(said(text) if text else text)


class Parser(argparse.ArgumentParser):
    """A parser whose help and errors are said in the reader's language; so are those of its commands."""

    def __init__(self, *arguments: object, **named: object):
        super().__init__(*arguments, **{"formatter_class": Help} | named)  # type: ignore[arg-type]

    def error(self, message: str) -> NoReturn:
        """End with exit code 2 and a sentence on what is wrong with the arguments."""
        self.print_usage(sys.stderr)
        self.exit(UNUSABLE, f"{self.prog}: {said('error:')} {said(message)}\n")
