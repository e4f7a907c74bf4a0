"""The student's own check: the released rules, asked of the student's module in this very process.

Quick, with real tracebacks, and worth nothing for marks: those come from the sandbox.
"""

import linecache
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from autograder.calling.perform import Answer, failed, perform
from autograder.calling.values import Call, array_as_base64, base64_as_array, decode, encode
from autograder.judging import rules
from autograder.judging.judge import Ask, Result, judge


class UnusablePath(ValueError):
    """A path that `check` can do nothing with; the message says what to do instead."""


@dataclass(frozen=True)
class CheckedExercise:
    """The results of one student module, with its place in the course."""

    assignment: str
    exercise: str
    results: tuple[Result, ...]


def load(path: Path) -> ModuleType:
    """A student's module, freshly run from its file, whatever was imported before.

    Raises what the module's own code raises, SyntaxError included.
    """
    module = ModuleType(path.stem)
    module.__file__ = str(path)
    linecache.checkcache(module.__file__)
    exec(compile(path.read_bytes(), module.__file__, "exec"), module.__dict__)
    return module


def _asking_module(module: ModuleType) -> Ask:
    def ask(call: Call) -> Answer:
        answer = perform(module, call)
        # Through the same encoding as the sandbox's answers: one judge, one kind of value.
        value = decode(encode(answer.value, array_as_base64), base64_as_array)
        return Answer(**{**answer.__dict__, "value": value})

    return ask


def asking_file(path: Path) -> Ask:
    """A way to call the functions of a student's file. A module that cannot be run answers with its error."""
    if not path.exists():
        return lambda call: Answer("missing", message=f"{path} does not exist.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            module = load(path)
    except (Exception, SystemExit) as error:
        broken = failed(error, str(path))
        message = f"{broken.message} (while {path.name} was read, before any function was called)"
        unreadable = Answer(**{**broken.__dict__, "message": message})
        return lambda call: unreadable
    return _asking_module(module)


def check_exercise(released: Path) -> CheckedExercise:
    """Check the module beside a released `<exercise>.json`."""
    heading, functions = rules.read(released)
    ask = asking_file(released.with_suffix(".py"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        results = tuple(judge(function, ask) for function in functions)
    return CheckedExercise(heading["assignment"], heading["exercise"], results)


def released_files(path: Path) -> Iterator[Path]:
    """The released JSON files that a path stands for: a module's, a folder's, all below a folder."""
    if path.is_dir():
        found = sorted(p for p in path.rglob("*.json") if p.with_suffix(".ipynb").exists())
        if not found:
            raise UnusablePath(f"{path} holds no exercise. Name a module or a folder, as exercises/optimization.")
        yield from found
    elif path.suffix in (".py", ".ipynb", ".json"):
        released = path.with_suffix(".json")
        if not path.exists():
            raise UnusablePath(f"{path} does not exist. Name a module or a folder, as exercises/optimization.")
        if not released.exists():
            raise UnusablePath(
                f"{released.name} is missing beside {path}: it holds the rules. Copy it from the course's release."
            )
        yield released
    else:
        raise UnusablePath(f"{path} is neither a module nor a folder. Try exercises/optimization/momentum.py.")
