"""The student's command: check."""

import argparse
from functools import partial
from pathlib import Path

from autograder.command_line import Commands, add_json, unusable, write_json


def add(commands: Commands) -> None:
    """Add `check` to the commands."""
    command = commands.add_parser("check", help="check your own modules by the visible rules")
    command.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a module, or a folder of them")
    command.add_argument("--watch", action="store_true", help="check again whenever a module is saved, until Ctrl-C")
    command.add_argument(
        "-v", "--verbose", action="store_true", help="tell every rule, not only the first that is broken"
    )
    add_json(command)
    command.set_defaults(run=check)


def check(options: argparse.Namespace) -> int:
    """The student's own check."""
    from autograder.check.check_paths import Wishes, check_paths
    from autograder.check.released import UnusablePath
    from autograder.judging.rules import Unreadable

    try:
        wishes = Wishes(options.verbose, options.watch, partial(write_json, options.json))
        return check_paths(options.paths, wishes)
    except (UnusablePath, Unreadable) as error:
        return unusable(error)
