"""The course's commands: check, pack, unpack, release, grade, feedback, overview, export, ..."""

import argparse
import sys
from importlib import import_module
from importlib.util import find_spec

from autograder.arguments import Parser
from autograder.command_line import unusable
from autograder.language import UnknownLanguage, languages, speak

# Which room brings which command, in the order in which --help lists them. Only the room that is asked for is imported.
ROOM_OF = {
    "check": "check",
    "pack": "handin",
    "unpack": "handin",
    "release": "authoring",
    "grade": "grading",
    "extension": "grading",
    "leave": "grading",
    "merge": "grading",
    "feedback": "desk",
    "overview": "desk",
    "similar": "desk",
    "export": "desk",
    "late_days": "desk",
    "term": "desk",
    "platform": "platforms",
    "prove": "authoring",
}


def _parser(arguments: list[str]) -> argparse.ArgumentParser:
    parser = Parser(prog="python -m autograder", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--lang", metavar="LANGUAGE", help=f"{' or '.join(languages())}, for any command")
    commands = parser.add_subparsers(dest="command", required=True)
    if arguments and arguments[0] in ROOM_OF:
        rooms = [ROOM_OF[arguments[0]]]
    else:
        rooms = [room for room in dict.fromkeys(ROOM_OF.values()) if find_spec(f"autograder.{room}")]
    for room in rooms:
        import_module(f"autograder.{room}.commands").add(commands)
    return parser


def _speaking(arguments: list[str]) -> list[str]:
    """Choose the language that `--lang` names, in any place, and return the other arguments."""
    first = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    first.add_argument("--lang")
    chosen, others = first.parse_known_args(arguments)
    speak(chosen.lang)
    return others


def main(arguments: list[str] | None = None) -> int:
    """Run one command. Returns its exit code: 0 done, 1 something fails, 2 unusable arguments, 3 no sandbox."""
    arguments = sys.argv[1:] if arguments is None else arguments
    try:
        arguments = _speaking(arguments)
        options = _parser(arguments).parse_args(arguments)
        return options.run(options)
    except UnknownLanguage as error:
        return unusable(error)
    except ModuleNotFoundError:
        if find_spec("autograder.checks"):
            raise
        return unusable(
            f"{arguments[0]!r} belongs to the course's repository, and this is the package for students. "
            "Run it in a clone of the repository."
        )


if __name__ == "__main__":
    sys.exit(main())
