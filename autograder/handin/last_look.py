"""What a student should look at before handing in: what is not written, what grading has not, what lies beside it."""

import ast
from pathlib import Path

from autograder.calling.at_hand import stumbles as stumbles_of
from autograder.calling.module_text import unreadable
from autograder.copies import meant


def unfinished(modules: dict[str, bytes]) -> tuple[str, ...]:
    """Words for every module, by its file's name, that Python cannot read or that holds stubs."""
    return tuple(filter(None, (_unfinished(name, source) for name, source in modules.items())))


def _unfinished(name: str, source: bytes) -> str | None:
    """Words for a module that cannot be read by Python, or whose functions still raise NotImplementedError."""
    if words := unreadable(name, source):
        return words
    functions = [f.name for f in ast.parse(source).body if isinstance(f, ast.FunctionDef) and _is_stub(f)]
    return f"{name}: {', '.join(functions)} not written yet" if functions else None


def _is_stub(function: ast.FunctionDef) -> bool:
    last = function.body[-1]
    return isinstance(last, ast.Raise) and last.exc is not None and "NotImplementedError" in ast.dump(last.exc)


def stumbles(modules: dict[str, bytes]) -> list[str]:
    """Sentences for what modules need that grading has not."""
    readable = {name: source for name, source in modules.items() if not unreadable(name, source)}
    return [words for name, source in readable.items() for words in stumbles_of(name, ast.parse(source))]


def copies(folder: Path, names: tuple[str, ...]) -> list[str]:
    """Sentences for files that look like a copy of one that is handed in, and are not in the zip."""
    copied = {p.name: meant(p.name, names) for p in sorted(folder.iterdir()) if p.name not in names and p.is_file()}
    return [
        f"{name} is not in the zip: it is called as a copy of {original} is. "
        f"If your work is in it, rename it to {original}, and pack again."
        for name, original in copied.items()
        if original
    ]
