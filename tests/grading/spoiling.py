"""Ways to spoil a right submission: each is given its folder."""

import json
import os
import re
import shutil
import socket
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from autograder.judging.references import reference_source

ASSIGNMENT, EXERCISE = "data_processing", "standardize"
RIGHT = re.sub("    ### (BEGIN|END) SOLUTION\n", "", reference_source(ASSIGNMENT, EXERCISE))
ASCII = RIGHT.encode("ascii")
FIRST, SECOND = "fit_standardization", "standardize"

ALL, NONE = "all points", "no points"


@dataclass(frozen=True)
class Kind:
    """One kind of bad submission.

    spoil: makes it out of a right one, given its folder. earns: `ALL` or `NONE`. verdict: of both
    functions; several where that depends on the version of Python. said: stands in a function's
    message or in the notes on the submission.
    """

    name: str
    spoil: Callable[[Path], object]
    earns: str = ALL
    verdict: str = "pass"
    said: str = ""


def module(content: bytes) -> Callable[[Path], object]:
    return lambda folder: (folder / f"{EXERCISE}.py").write_bytes(content)


def raw_notebook(content: bytes) -> Callable[[Path], object]:
    return lambda folder: (folder / f"{EXERCISE}.ipynb").write_bytes(content)


def notebook(change: Callable[[dict], object]) -> Callable[[Path], object]:
    """Changes the notebook's JSON, or puts what `change` returns in its place."""

    def spoil(folder: Path) -> None:
        path = folder / f"{EXERCISE}.ipynb"
        data = json.loads(path.read_text())
        changed = change(data)
        path.write_text(json.dumps(data if changed is None else changed))

    return spoil


def every_cell(**fields) -> Callable[[Path], object]:
    def change(data: dict) -> None:
        for one in data["cells"]:
            one.update(fields)

    return notebook(change)


def first_test(**fields) -> Callable[[Path], object]:
    return notebook(lambda data: cell(data, FIRST).update(fields))


def first_about(**fields) -> Callable[[Path], object]:
    return notebook(lambda data: about(data, FIRST).update(fields))


def instead(name: str, make: Callable[[Path], object]) -> Callable[[Path], object]:
    """Puts something else in the place of a file."""

    def spoil(folder: Path) -> None:
        (folder / name).unlink(missing_ok=True)
        make(folder / name)

    return spoil


def cell(data: dict, grade_id: str) -> dict:
    return next(c for c in data["cells"] if c["metadata"].get("nbgrader", {}).get("grade_id") == grade_id)


def about(data: dict, grade_id: str) -> dict:
    return cell(data, grade_id)["metadata"]["nbgrader"]


def without_ids(data: dict) -> None:
    for one in data["cells"]:
        del one["id"]


def exchange_ids(data: dict) -> None:
    first, second = about(data, FIRST), about(data, SECOND)
    first["grade_id"], second["grade_id"] = SECOND, FIRST


def add_bonus(data: dict) -> None:
    bonus = {"grade": True, "grade_id": "bonus", "points": 100, "locked": False, "solution": False, "schema_version": 3}
    metadata = {"nbgrader": bonus}
    data["cells"].append({"cell_type": "code", "id": "bonus", "metadata": metadata, "source": "100", "outputs": []})


def old_format(data: dict) -> dict:
    cells = [{"cell_type": "code", "input": "".join(c["source"]), "outputs": []} for c in data["cells"]]
    return {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": cells}]}


def listen(path: Path) -> None:
    here = os.getcwd()
    os.chdir(path.parent)  # a socket's path may have 107 characters only
    try:
        with socket.socket(socket.AF_UNIX) as opened:
            opened.bind(path.name)
    finally:
        os.chdir(here)


def zeros(path: Path) -> None:
    os.mknod(path, stat.S_IFCHR | 0o666, os.makedev(1, 5))


def time(content: bytes) -> Callable[[Path], object]:
    return lambda folder: (folder / "timestamp.txt").write_bytes(content)


def sparse(size: int) -> Callable[[Path], object]:
    def make(path: Path) -> None:
        with open(path, "wb") as file:
            file.truncate(size)

    return make


def link_folder(target: Path) -> Callable[[Path], object]:
    def spoil(folder: Path) -> None:
        shutil.rmtree(folder)
        folder.symlink_to(target)

    return spoil


def link_student(target: Path) -> Callable[[Path], object]:
    def spoil(folder: Path) -> None:
        shutil.rmtree(folder.parent)
        folder.parent.symlink_to(target)

    return spoil


def file_for_folder(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.write_text(RIGHT)


def strays(folder: Path) -> None:
    for name in (
        "standardize (1).py",
        "standardize-Copy1.py",
        "standardize.py.bak",
        "Standardize.py",
        "standardize.PY",
    ):
        (folder / name).write_text("raise SystemExit")
    for name in ("standardize-Copy1.ipynb", ".ipynb_checkpoints", "__pycache__", "standardize"):
        (folder / name).mkdir()
    shutil.copytree(folder, folder.with_name(f"{ASSIGNMENT}-old"))
    shutil.copytree(folder, folder.with_name(f"{ASSIGNMENT} (2)"))
