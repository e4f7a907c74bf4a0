"""Writes `write_it_here/` beside the pages: the editor, Python, the students' package, the exercises, the licences."""

import gzip
import hashlib
import json
import shutil
from pathlib import Path

import numpy_for_pages
from bundle import bundle

from autograder.authoring.package import students_package
from autograder.judging.lecture_order import COURSE

ROOT = Path(__file__).resolve().parents[2]
ASSETS = ROOT / "book" / "_assets"
SOURCES = ASSETS / "write_it_here"
MODULES = ASSETS / "node_modules"
ENTRIES = ("exercise.js", "your_course.js", "worker.js")
# Pyodide's files by their names in the folder: not every server knows .mjs as a script. Nor does every server compress.
PYODIDE = {
    "pyodide.js": "pyodide.mjs",
    **{name: name for name in ("pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip")},
}
COMPRESSED = ("pyodide.asm.js", "pyodide.asm.wasm")


def write_folder(there: Path, messages: dict[str, str]) -> None:
    """Write the folder anew. messages: all that is said in the page."""
    there.mkdir()
    _bundle(there)
    _copy_pyodide(there / "pyodide")
    wheel = students_package(there)
    for path in sorted(ROOT.glob("exercises/*/*.*")):
        target = there / "exercises" / path.relative_to(ROOT / "exercises")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    (there / "LICENSES.txt").write_text(_licences(), encoding="utf-8")
    setup = {
        "wheel": wheel.name,
        "compressed": [f"pyodide/{name}" for name in COMPRESSED],
        "bytes": sum(path.stat().st_size for path in [wheel, *(there / "pyodide").iterdir()]),
        "exercises": exercises(),
        "messages": messages,
    }
    (there / "setup.json").write_text(json.dumps(setup), encoding="utf-8")


def _bundle(there: Path) -> None:
    entries = [str(SOURCES / name) for name in ENTRIES]
    bundle(*entries, "--splitting", "--format=esm", "--legal-comments=none", f"--outdir={there}")
    shutil.copyfile(SOURCES / "write_it_here.css", there / "write_it_here.css")


def _copy_pyodide(there: Path) -> None:
    there.mkdir()
    wheel = numpy_for_pages.wheel()
    assert wheel is not None  # else the pages have no button
    shutil.copyfile(wheel, there / wheel.name)
    for name, source in PYODIDE.items():
        data = (MODULES / "pyodide" / source).read_bytes()
        if name in COMPRESSED:
            (there / f"{name}.compressed").write_bytes(gzip.compress(data, mtime=0))
        else:
            (there / name).write_bytes(data)
    # Of the lock file what NumPy needs, as it stands there.
    lock = json.loads(numpy_for_pages.LOCK.read_text(encoding="utf-8"))
    lock["packages"] = {"numpy": lock["packages"]["numpy"]}
    (there / "pyodide-lock.json").write_text(json.dumps(lock), encoding="utf-8")


def exercises() -> list[dict[str, object]]:
    """What pages know of every exercise, in the lecture's order: its names, its fingerprint and its functions."""
    return [_exercise(assignment, exercise) for assignment, named in COURSE.items() for exercise in named]


def _exercise(assignment: str, exercise: str) -> dict[str, object]:
    # The fingerprint changes with the stub and the rules.
    released = ROOT / "exercises" / assignment / exercise
    rules = released.with_suffix(".json").read_bytes()
    digest = hashlib.sha256(released.with_suffix(".py").read_bytes() + rules).hexdigest()[:16]
    functions = [{k: f[k] for k in ("function", "points", "section")} for f in json.loads(rules)["functions"]]
    return {"assignment": assignment, "exercise": exercise, "fingerprint": digest, "functions": functions}


def _licences() -> str:
    """What is redistributed here, and under which licence."""
    pyodide = json.loads((MODULES / "pyodide" / "package.json").read_text(encoding="utf-8"))
    source = f"{pyodide['repository']['url']}, unchanged; what ends in .compressed unpacks to the original"
    texts = {
        f"Pyodide {pyodide['version']} ({source})": SOURCES / "licences" / "MPL-2.0.txt",
        "Python and its standard library": SOURCES / "licences" / "Python.txt",
        "CodeMirror": MODULES / "@codemirror" / "view" / "LICENSE",
        "Lezer": MODULES / "@lezer" / "common" / "LICENSE",
        **{name: MODULES / name / "LICENSE" for name in ("crelt", "fflate", "style-mod", "w3c-keyname")},
    }
    parts = ["What lies in this folder, and what is bundled into its scripts, is under these licences."]
    parts.append("NumPy's own lies in its wheel, the course's in its package.\n")
    line = "=" * 78
    for what, path in texts.items():
        parts.append(f"{line}\n{what}\n{line}\n\n{path.read_text(encoding='utf-8').strip()}\n")
    return "\n".join(parts)
