"""Other people's platforms: what each of them is given, to grade by itself."""

import argparse
from pathlib import Path

from autograder.command_line import PASS, Commands, tell, unusable
from autograder.sandbox.walls import ISOLATIONS


def add(commands: Commands) -> None:
    """Add `platform` to the commands."""
    command = commands.add_parser("platform", help="what Gradescope or Classroom 50 needs to grade an assignment")
    platforms = command.add_subparsers(dest="platform", required=True)

    gradescope = platforms.add_parser("gradescope", help="a zip to upload as the assignment's autograder")
    gradescope.add_argument("assignment", metavar="ASSIGNMENT")
    gradescope.add_argument("--to", type=Path, required=True, metavar="FILE.zip")
    gradescope.add_argument("--limit", metavar="N[/day]", help="how often it may be handed in: 10, or 3/day")
    gradescope.add_argument(
        "--isolation", choices=ISOLATIONS, default=ISOLATIONS[0], help="how student code is walled off there (auto)"
    )
    gradescope.add_argument("--book", default="", metavar="URL", help="where the book is, for links from the reports")
    gradescope.set_defaults(run=write_for_gradescope)

    classroom = platforms.add_parser("classroom50", help="a folder with the assignment's autograder.py")
    classroom.add_argument("assignment", metavar="ASSIGNMENT")
    classroom.add_argument("--to", type=Path, required=True, metavar="FOLDER", help="CLASSROOM/autograders/ASSIGNMENT")
    classroom.set_defaults(run=write_for_classroom50)


def write_for_gradescope(options: argparse.Namespace) -> int:
    """Write the zip."""
    from autograder.judging.references import StaleRelease
    from autograder.platforms.bundle import NoSuchAssignment
    from autograder.platforms.gradescope.limit import limit_of
    from autograder.platforms.gradescope.make import write_gradescope

    if options.to.is_dir() or options.to.suffix.lower() != ".zip":
        return unusable(f"{options.to} is no name of a zip. Name one: --to {options.assignment}.zip")
    try:
        limit = limit_of(options.limit) if options.limit is not None else None
        size = write_gradescope(options.assignment, options.to, limit, options.isolation, options.book)
    except (NoSuchAssignment, StaleRelease, ValueError) as error:
        return unusable(error)
    except OSError as error:
        return unusable(f"{options.to} cannot be written ({error.strerror}). Name a file in a folder that exists.")
    counted = f", handed in {limit} at most" if limit else ""
    tell(f"{options.to}: {size / 1000:.0f} kB{counted}. It holds solutions: give it to Gradescope, and to no student.")
    return PASS


def write_for_classroom50(options: argparse.Namespace) -> int:
    """Write the folder."""
    from autograder.judging.references import StaleRelease
    from autograder.platforms.bundle import NoSuchAssignment
    from autograder.platforms.classroom50.make import NotOurs, write_classroom50

    try:
        size = write_classroom50(options.assignment, options.to)
    except (NoSuchAssignment, NotOurs, StaleRelease) as error:
        return unusable(error)
    except OSError as error:
        return unusable(f"{error.filename or options.to} cannot be written ({error.strerror}). Name another folder.")
    tell(f"{options.to}: {size / 1000:.0f} kB. It holds what students have already: no solution and no hidden rule.")
    return PASS
