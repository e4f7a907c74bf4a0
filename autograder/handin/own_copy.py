"""A student's own copy of the released exercises, which a newer release completes and never overwrites."""

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from autograder.command_line import tell
from autograder.handin.released_exercises import NoSuchAssignment, files_of, released_course
from autograder.language import said

RULES = ".json"


@dataclass(frozen=True)
class Copied:
    """What became of the copy. new: files that were not there. updated: rules that follow the release now."""

    new: tuple[str, ...]
    updated: tuple[str, ...]


def bring_up_to_date(released: Path, own: Path) -> Copied:
    """Copy the exercises that are not there yet.

    released: the folder that `release` writes. own: the student's, made where it is missing.
    Notebooks and modules that are there stay as they are. The rules, which nobody edits, follow
    the release. Raises `NoSuchAssignment`, OSError.
    """
    new, updated = [], []
    for assignment, exercises in released_course(released).items():
        (own / assignment).mkdir(parents=True, exist_ok=True)
        for name in (*files_of(exercises), *(exercise + RULES for exercise in exercises)):
            source, target = released / assignment / name, own / assignment / name
            if not target.exists():
                new.append(f"{assignment}/{name}")
            elif target.suffix == RULES and target.read_bytes() != source.read_bytes():
                updated.append(f"{assignment}/{name}")
            else:
                continue
            shutil.copyfile(source, target)
    return Copied(tuple(new), tuple(updated))


def main(arguments: list[str]) -> int:
    """`python -m autograder.handin.own_copy RELEASED OWN`: copy what is not there yet. Exit 2 where that cannot be."""
    if len(arguments) != 2:
        print("usage: python -m autograder.handin.own_copy RELEASED OWN", file=sys.stderr)
        return 2
    released, own = map(Path, arguments)
    try:
        copied = bring_up_to_date(released, own)
    except (NoSuchAssignment, OSError) as error:
        print(f"own_copy: {said(str(error))}", file=sys.stderr)
        return 2
    tell(f"{own}: {len(copied.new)} new files, {len(copied.updated)} rules updated. Your own files stay as they are.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
