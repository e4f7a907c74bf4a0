"""Who grades which written answers by hand: each belongs to one grader, and stays there when more are handed in.

`gradings/<assignment>/shares.json` keeps it, by the submitted notebook's id in the gradebook. The id is drawn by chance
and stays when a notebook is graded again, so neither a share nor its order tells whose answers they are.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from autograder.class_list import folded
from autograder.desk.writing import make_folder, write_whole
from autograder.grading.run_journal import FOLDER

FILE = "shares.json"


class UnusableShares(ValueError):
    """Graders' names, or the kept shares, that cannot be used; the message says what to do."""


def graders_named(text: str | None) -> tuple[str, ...]:
    """The graders of `--graders ada,ben`, in their order; nobody without it. Raises `UnusableShares`."""
    if text is None:
        return ()
    names = tuple(" ".join(name.split()) for name in text.split(","))
    if not all(names):
        raise UnusableShares(f"--graders {text!r} has an empty name. Name the graders with commas between: ada,ben.")
    twice = [name for name, count in Counter(map(folded, names)).items() if count > 1]
    if twice:
        raise UnusableShares(f"--graders names {twice[0]!r} twice. Name each grader once.")
    return names


def shares(
    waiting: Mapping[str, str], known: Mapping[str, str], kept: Mapping[str, str], graders: tuple[str, ...]
) -> dict[str, str]:
    """Each notebook's grader, for all that wait and all that were given out before.

    waiting, known: exercise by notebook id, of those that wait and of all there are. kept: graders of before.
    A notebook stays with its grader; one that is new, or whose grader is not among `graders` any more, goes to the
    grader with the fewest of its exercise, and among these to the one with the fewest in all.
    """
    found = {n: g for n, g in kept.items() if n in known and (n not in waiting or g in graders)}
    of_exercise = Counter((known[notebook], grader) for notebook, grader in found.items())
    in_all = Counter(found.values())
    for exercise, notebook in sorted((e, n) for n, e in waiting.items() if n not in found):
        loads = [(of_exercise[exercise, g], in_all[g], place) for place, g in enumerate(graders)]
        grader = graders[min(loads)[2]]
        found[notebook] = grader
        of_exercise[exercise, grader] += 1
        in_all[grader] += 1
    return found


def _file(root: Path, assignment: str) -> Path:
    return root / FOLDER / assignment / FILE


def kept_shares(root: Path, assignment: str) -> dict[str, str]:
    """The shares given out so far. Raises `UnusableShares`."""
    path = _file(root, assignment)
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise _damaged(path) from error
    if not isinstance(kept, dict) or not all(isinstance(grader, str) for grader in kept.values()):
        raise _damaged(path)
    return kept


def _damaged(path: Path) -> UnusableShares:
    mend = "Bring it back from a backup, or delete it: then all that waits is shared out anew"
    return UnusableShares(f"{path}, which says who grades what, cannot be read. {mend}. Nothing was written.")


def keep_shares(root: Path, assignment: str, given: Mapping[str, str]) -> None:
    """Write the shares down. Raises `NotWritable`."""
    path = _file(root, assignment)
    make_folder(path.parent)
    write_whole(path, json.dumps(given, indent=1, sort_keys=True, ensure_ascii=False) + "\n")


def by_grader(given: Mapping[str, str], notebooks: Iterable[str], graders: tuple[str, ...]) -> dict[str, list[str]]:
    """The notebooks of each grader, in the order of their ids."""
    return {grader: sorted(n for n in notebooks if given[n] == grader) for grader in graders}
