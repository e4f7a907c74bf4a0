"""Handing in: pack, the student's; unpack, the instructor's."""

import argparse
from pathlib import Path

from autograder.command_line import FAIL, PASS, Commands, tell, unusable


def add(commands: Commands) -> None:
    """Add `pack` and `unpack` to the commands."""
    packing = commands.add_parser(
        "pack", help="put your notebooks and modules of an assignment into one zip to hand in"
    )
    packing.add_argument("assignment", metavar="ASSIGNMENT", help="its name, or its folder")
    packing.add_argument("--exercises", type=Path, metavar="DIR", help="holds ASSIGNMENT/ (default: looked for here)")
    packing.add_argument("--output", type=Path, metavar="FILE", help="or a folder (./ASSIGNMENT.zip)")
    packing.set_defaults(run=pack)

    laying_out = commands.add_parser(
        "unpack", help="lay out zips that were handed in as submitted/<student>/<assignment>/"
    )
    laying_out.add_argument("sources", nargs="+", type=Path, metavar="FILE-OR-FOLDER", help="zips, or LMS's download")
    laying_out.add_argument("--submitted", type=Path, default=Path("submitted"), metavar="DIR", help="(submitted)")
    laying_out.add_argument("--assignment", metavar="NAME", help="default: the one whose files were handed in")
    laying_out.add_argument("--roster", type=Path, metavar="FILE", help="who is who: CSV of nbgrader, Canvas or Moodle")
    laying_out.add_argument(
        "--timezone", metavar="ZONE", help="in which Moodle shows you times, as Europe/Berlin (this machine's)"
    )
    laying_out.add_argument("--exercises", type=Path, metavar="DIR", help="as released (default: the course's)")
    laying_out.set_defaults(run=unpack)


def pack(options: argparse.Namespace) -> int:
    """Hand in: one zip."""
    from autograder.handin.pack import NotPacked, lines
    from autograder.handin.pack import pack as pack_assignment
    from autograder.handin.released_exercises import NoSuchAssignment

    try:
        packed = pack_assignment(options.assignment, options.exercises, options.output)
    except (NoSuchAssignment, NotPacked, OSError) as error:
        return unusable(error)
    tell(*lines(packed))
    return PASS


def unpack(options: argparse.Namespace) -> int:
    """Lay out what a class handed in."""
    from autograder.class_list import UnusableRoster, read_roster
    from autograder.handin.collect import NothingHandedIn
    from autograder.handin.earlier import UnreadableRecord
    from autograder.handin.identified import students_of
    from autograder.handin.moodle_times import NoTime, zone_named
    from autograder.handin.released_exercises import NoSuchAssignment, released_course
    from autograder.handin.unpack import unpack as unpack_class
    from autograder.handin.unpacked_lines import lines
    from autograder.handin.works import WhichAssignment

    released = options.exercises or Path(__file__).resolve().parents[2] / "exercises"
    try:
        course = released_course(released)
        roster = students_of(read_roster(options.roster)) if options.roster else None
        zone = zone_named(options.timezone) if options.timezone is not None else None
        unpacked = unpack_class(options.sources, options.submitted, course, options.assignment, roster, zone)
    except (NoSuchAssignment, NothingHandedIn, WhichAssignment, UnusableRoster, OSError) as error:
        return unusable(error)
    except (NoTime, UnreadableRecord) as error:
        return unusable(error)
    tell(*lines(unpacked, options.submitted, zone))
    return FAIL if unpacked.refused or unpacked.unidentified else PASS
