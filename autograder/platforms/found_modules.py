"""The modules of a submission that a platform laid down in some folder, in whatever folders they are."""

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from autograder.copies import meant
from autograder.grading.submissions import MAX_MODULE, NotRead, Submission, read_file
from autograder.handin.archive import Refused, shown
from autograder.handin.below import files_below
from autograder.handin.chosen import Candidate, candidates_of, forgotten, one_of
from autograder.judging.lecture_order import COURSE


@dataclass(frozen=True)
class FoundModules:
    """modules: by exercise, each its bytes or the sentence that says why there are none. notes: for its student."""

    modules: dict[str, bytes | str]
    notes: tuple[str, ...]


def _files(folder: Path) -> list[Candidate[Path]]:
    """The files and links in a folder and below, in order. No link is followed."""
    paths = [(path.relative_to(folder).as_posix(), path) for path in files_below(folder, forgotten)]
    return [Candidate(called, path) for called, path in paths if not forgotten(called)]


def _content(name: str, several: list[Candidate[Path]]) -> bytes | str:
    """What counts of the files that may be meant by a name, or why nothing does."""
    if not several:
        return f"{name} is missing from the submission."
    try:
        path = one_of(name, several).what
        return read_file(Submission("", "", path.parent), path.name, MAX_MODULE)
    except Refused as why:
        return f"{name} was not read: {why}. Hand in the one that counts."
    except NotRead as why:
        return str(why)


def _notes(assignment: str, names: list[str], wanted: tuple[str, ...], found: bool) -> list[str]:
    """Sentences for a student who handed in something else."""
    if found:
        return []
    hand_in = f"Hand in the modules of {assignment}: {', '.join(wanted)}."
    if not names:
        return [f"No file was handed in. {hand_in}"]
    others = [a for a, exercises in COURSE.items() if a != assignment and _any(names, exercises, (".py", ".ipynb"))]
    if others:
        return [f"These are files of another assignment ({', '.join(others)}). {hand_in}"]
    if _any(names, tuple(name.removesuffix(".py") for name in wanted), (".ipynb",)):
        return [f"These are the notebooks alone; your functions are in the modules beside them. {hand_in}"]
    return [f"None of the files is of this assignment ({shown(', '.join(names))}). {hand_in}"]


def _any(names: list[str], exercises: tuple[str, ...], endings: tuple[str, ...]) -> bool:
    wanted = tuple(exercise + ending for exercise in exercises for ending in endings)
    return any(meant(PurePosixPath(name).name, wanted) for name in names)


def found_modules(folder: Path, assignment: str, exercises: list[str]) -> FoundModules:
    """The modules of an assignment's exercises in a folder that a student filled, or why they are not there."""
    folder = folder.resolve()
    files = _files(folder)
    wanted = tuple(f"{exercise}.py" for exercise in exercises)
    candidates, _ = candidates_of(files, wanted)
    modules = {e: _content(f"{e}.py", candidates.get(f"{e}.py", [])) for e in exercises}
    names = [file.called for file in files]
    return FoundModules(modules, tuple(_notes(assignment, names, wanted, bool(candidates))))
