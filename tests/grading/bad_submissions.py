"""Submissions that are broken without any ill will, or with some: how each is made and what it should come to."""

import os
import shutil
from pathlib import Path

from spoiling import (
    ASCII,
    ASSIGNMENT,
    EXERCISE,
    FIRST,
    NONE,
    RIGHT,
    SECOND,
    Kind,
    add_bonus,
    cell,
    every_cell,
    exchange_ids,
    file_for_folder,
    first_about,
    first_test,
    instead,
    link_folder,
    link_student,
    listen,
    module,
    notebook,
    old_format,
    raw_notebook,
    sparse,
    strays,
    time,
    without_ids,
    zeros,
)

from autograder.judging.references import ROOT

ENCODED = "# -*- coding: latin-1 -*-\n# Grüße, café\n".encode("latin-1")
NOTEBOOK, MODULE, TIME = f"{EXERCISE}.ipynb", f"{EXERCISE}.py", "timestamp.txt"
NO_NOTEBOOK = f"{NOTEBOOK} is no"

NOTEBOOKS = [
    Kind("notebook missing", lambda folder: (folder / NOTEBOOK).unlink(), said=f"{NOTEBOOK} is missing"),
    Kind("notebook no JSON", raw_notebook(b"this is no notebook"), said=NO_NOTEBOOK),
    Kind("notebook empty", raw_notebook(b""), said=NO_NOTEBOOK),
    Kind("notebook binary", raw_notebook(bytes(range(256))), said=NO_NOTEBOOK),
    Kind("notebook a list", raw_notebook(b"[1, 2]"), said=NO_NOTEBOOK),
    Kind("notebook a number", raw_notebook(b"4"), said=NO_NOTEBOOK),
    Kind("notebook null", raw_notebook(b"null"), said=NO_NOTEBOOK),
    Kind("notebook an empty object", raw_notebook(b"{}"), said=NO_NOTEBOOK),
    Kind(
        "notebook with numbers that are none", raw_notebook(b'{"nbformat": NaN, "cells": [Infinity]}'), said=NO_NOTEBOOK
    ),
    Kind("notebook with a huge number", raw_notebook(b'{"nbformat": ' + b"9" * 5_000 + b"}"), said=NO_NOTEBOOK),
    Kind(
        "notebook deep",
        raw_notebook(b'{"nbformat": 4, "cells": ' + b"[" * 200_000 + b"]" * 200_000 + b"}"),
        said=NO_NOTEBOOK,
    ),
    Kind(
        "notebook with a million parts",
        raw_notebook(b'{"nbformat": 4, "cells": [' + b"{}," * 999_999 + b"{}]}"),
        said=NO_NOTEBOOK,
    ),
    Kind("notebook of 100 MB", instead(NOTEBOOK, sparse(100_000_000)), said="100 MB"),
    Kind(
        "notebook in UTF-16",
        lambda f: (f / NOTEBOOK).write_bytes((f / NOTEBOOK).read_text().encode("utf-16")),
        said=NO_NOTEBOOK,
    ),
    Kind(
        "notebook with a byte order mark",
        lambda f: (f / NOTEBOOK).write_bytes(b"\xef\xbb\xbf" + (f / NOTEBOOK).read_bytes()),
    ),
    Kind("notebook a folder", instead(NOTEBOOK, Path.mkdir), said=f"{NOTEBOOK} is no file"),
    Kind("notebook a link", instead(NOTEBOOK, lambda p: p.symlink_to("/etc/passwd")), said="is a link"),
    Kind("notebook a dead link", instead(NOTEBOOK, lambda p: p.symlink_to("nowhere")), said="is a link"),
    Kind("notebook a pipe", instead(NOTEBOOK, os.mkfifo), said=f"{NOTEBOOK} is no file"),
    Kind("format 3", notebook(old_format), said="is of the old format 3"),
    Kind(
        "format 3 with nonsense",
        raw_notebook(b'{"nbformat": 3, "worksheets": [{"cells": [5, {"cell_type": "x"}]}]}'),
        said="is of the old format 3",
    ),
    Kind("format 1", raw_notebook(b'{"nbformat": 1, "cells": 5}'), said="is of the old format 1"),
    Kind(
        "format 1 with a cell of HTML",
        raw_notebook(b'{"nbformat": 1, "cells": [{"cell_type": "html"}]}'),
        said="is of the old format 1",
    ),
    Kind(
        "format 3 with a heading far down",
        raw_notebook(
            b'{"nbformat": 3, "worksheets": [{"cells": [{"cell_type": "heading", "level": 3000000000, "source": ""}]}]}'
        ),
        said="is of the old format 3",
    ),
    Kind("format below nothing", raw_notebook(b'{"nbformat": -1, "cells": []}'), said="is of the old format -1"),
    Kind("280,000 cells", raw_notebook(b'{"nbformat": 4, "cells": [' + b"{}," * 279_999 + b"{}]}")),
    Kind(
        "ten thousand cells",
        notebook(lambda data: data["cells"].extend([{"cell_type": "raw", "source": ""}] * 10_000)),
        said="cells, and 1,000 are the most",
    ),
    Kind(
        "nine million line breaks",
        notebook(lambda data: data["cells"][0].update(source="\n" * 9_000_000)),
        said="lines, and 20,000 are the most",
    ),
    Kind(
        "an answer of five million characters",
        notebook(lambda data: data["cells"][0].update(source="a." * 2_500_000)),
        said="characters in its cells",
    ),
    Kind(
        "a picture of 15 MB",
        notebook(
            lambda data: data["cells"][0].update(
                cell_type="markdown", attachments={"x" * 1_000: {"image/png": "A" * 15_000_000}}
            )
        ),
        said="bytes of pictures",
    ),
    Kind("a list of three million numbers", raw_notebook(b'{"x": [' + b"0," * 3_000_000 + b"0]}"), said=NO_NOTEBOOK),
    Kind("format 99", notebook(lambda data: data.update(nbformat=99))),
    Kind("format true", raw_notebook(b'{"nbformat": true}'), said=NO_NOTEBOOK),
    Kind("format a text", notebook(lambda data: data.update(nbformat="four")), said=NO_NOTEBOOK),
    Kind("cells a text", notebook(lambda data: data.update(cells="none")), said=NO_NOTEBOOK),
    Kind("cells of every type", notebook(lambda data: data["cells"].extend([None, 5, "x", [], {}, {"cell_type": []}]))),
    Kind("no cells", notebook(lambda data: data["cells"].clear())),
    Kind("cells deleted", notebook(lambda data: data["cells"].remove(cell(data, FIRST)))),
    Kind("cells duplicated", notebook(lambda data: data["cells"].extend([*data["cells"], *data["cells"]]))),
    Kind("cells reordered", notebook(lambda data: data["cells"].reverse())),
    Kind("points edited", first_about(points=1_000)),
    Kind("points a text", first_about(points="all")),
    Kind("a graded cell of one's own", notebook(add_bonus)),
    Kind("graded cells exchanged", notebook(exchange_ids)),
    Kind("all cells with one id", first_about(grade_id=SECOND)),
    Kind("unknown schema", first_about(schema_version=99)),
    Kind("nbgrader's metadata of no type", every_cell(metadata={"nbgrader": [1]})),
    Kind("metadata stripped", every_cell(metadata={})),
    Kind("metadata null", every_cell(metadata=None)),
    Kind("metadata of the notebook null", notebook(lambda data: data.update(metadata=None))),
    Kind("cell ids missing", notebook(without_ids)),
    Kind("cell ids the same", every_cell(id="same")),
    Kind("cell ids of no type", every_cell(id=["x"])),
    Kind("cell ids and metadata gone", every_cell(id=None, metadata={})),
    Kind("test cell rewritten", first_test(source="1000.0")),
    Kind(
        "test cell with its points as output",
        first_test(outputs=[{"output_type": "execute_result", "data": {"text/plain": "1000"}}]),
    ),
    Kind("test cell turned to text", first_test(cell_type="markdown")),
    Kind("test cell raw", first_test(cell_type="raw")),
    Kind("source a list", every_cell(source=["one\n", "two"])),
    Kind("source a list of numbers", every_cell(source=[1, 2])),
    Kind("source a number", every_cell(source=5)),
    Kind("source null", every_cell(source=None)),
    Kind("source half a surrogate pair", every_cell(source="\ud800")),
    Kind(
        "unknown kernel", notebook(lambda data: data.update(metadata={"kernelspec": {"name": "cobol", "language": 7}}))
    ),
    Kind(
        "kernel of no type", notebook(lambda data: data.update(metadata={"kernelspec": "python", "language_info": 3}))
    ),
    Kind("outputs of no type", every_cell(outputs=5, attachments="x", execution_count="first")),
    Kind("outputs with nonsense", every_cell(outputs=[None, {"output_type": "x"}, {"data": 3}], attachments={"a": 5})),
]

MODULES = [
    Kind("module missing", lambda folder: (folder / MODULE).unlink(), NONE, "missing", f"{MODULE} is missing"),
    Kind("module empty", module(b""), NONE, "missing", "has no function"),
    Kind("module a folder", instead(MODULE, Path.mkdir), NONE, "missing", f"{MODULE} is no file"),
    Kind("module a pipe", instead(MODULE, os.mkfifo), NONE, "missing", f"{MODULE} is no file"),
    Kind("module a socket", instead(MODULE, listen), NONE, "missing", MODULE),
    Kind(
        "module a link to the reference",
        instead(MODULE, lambda p: p.symlink_to(ROOT / "solutions" / ASSIGNMENT / MODULE)),
        NONE,
        "missing",
        "is a link",
    ),
    Kind("module a link to itself", instead(MODULE, lambda p: p.symlink_to(MODULE)), NONE, "missing", "is a link"),
    Kind("module a link to zeros", instead(MODULE, lambda p: p.symlink_to("/dev/zero")), NONE, "missing", "is a link"),
    Kind("syntax error", module(b"def fit_standardization(:\n"), NONE, "error", "SyntaxError"),
    Kind("mixed indentation", module(b"if True:\n\tx = 1\n        y = 2\n"), NONE, "error", "TabError"),
    Kind("NUL bytes", module(ASCII + b"\0\0"), NONE, "error", "null bytes"),
    Kind("UTF-16", module(RIGHT.encode("utf-16")), NONE, "error", "while standardize.py was read"),
    Kind("Latin-1 without a word", module("x = 'café'\n".encode("latin-1") + ASCII), NONE, "error", "SyntaxError"),
    Kind("Latin-1 as declared", module(ENCODED + ASCII)),
    Kind("an unknown encoding", module(b"# coding: klingon\n" + ASCII), NONE, "error", "klingon"),
    Kind("UTF-8 with a byte order mark", module(b"\xef\xbb\xbf# caf\xc3\xa9\n" + ASCII)),
    Kind("CR LF", module(ASCII.replace(b"\n", b"\r\n"))),
    Kind("CR", module(ASCII.replace(b"\n", b"\r"))),
    Kind("no line break at the end", module(ASCII.rstrip(b"\n"))),
    Kind(
        "a notebook as module",
        lambda f: (f / MODULE).write_bytes((f / NOTEBOOK).read_bytes()),
        NONE,
        "error",
        "while standardize.py was read",
    ),
    Kind("module of 2 MB", module(ASCII + b"#" * 2_000_000), NONE, "missing", "2 MB"),
    Kind("module nested deep", module(b"x = " + b"(" * 100_000), NONE, "error", "while standardize.py was read"),
    Kind(
        "module of many brackets",
        module(b"x = " + b"-" * 900_000 + b"1\n"),
        NONE,
        "crash, memory, error",
        "while standardize.py was read",
    ),
    Kind("several versions", strays),
]

TIMES = [
    Kind("time empty", time(b""), said=TIME),
    Kind("time binary", time(b"\xff\0\x1b[2J"), said=TIME),
    Kind("time a word", time(b"half past soon"), said=TIME),
    Kind("year 99999", time(b"99999-01-01 00:00:00 UTC"), said=TIME),
    Kind("year 0", time(b"0000-01-01 00:00:00 UTC"), said=TIME),
    Kind("time zone a file", time(b"2026-10-05 21:00:00 /etc/hostname"), said=TIME),
    Kind("time zone a file without end", time(b"2026-10-05 21:00:00 /proc/kmsg"), said=TIME),
    Kind("time of many digits", time(b"12:61" + b"9" * 60 + b"    ,05"), said=TIME),
    Kind("the end of time", time(b"9999-12-31 23:59:59 -1400"), said=TIME),
    Kind("unknown time zone", time(b"2026-10-05 21:00:00 MARS")),
    Kind("time of 5 MB", time(b"2026-10-05 21:00:00 UTC\n" * 200_000), said="5 MB"),
    Kind("time a folder", lambda folder: (folder / TIME).mkdir(), said=TIME),
    Kind("time a link", lambda folder: (folder / TIME).symlink_to("/dev/zero"), said=TIME),
    Kind("time a pipe", lambda folder: os.mkfifo(folder / TIME), said=TIME),
]

FOLDERS = [
    Kind("folder a link to the solutions", link_folder(ROOT / "solutions" / ASSIGNMENT), NONE, "missing", "is a link"),
    Kind("folder a link to a neighbour", link_folder(Path("../../grace") / ASSIGNMENT), NONE, "missing", "is a link"),
    Kind("folder a dead link", link_folder(Path("nowhere")), NONE, "missing", "is a link"),
    Kind("student a link to a neighbour", link_student(Path("grace")), NONE, "missing", "is a link"),
    Kind("student a link to the solutions", link_student(ROOT / "solutions"), NONE, "missing", "is a link"),
    Kind("folder a file", file_for_folder, NONE, "missing", "is no folder"),
    Kind("folder empty", lambda f: (shutil.rmtree(f), f.mkdir()), NONE, "missing", f"{MODULE} is missing"),
]

# Root can read everything, and no one else can make a device.
FOR_OTHERS_THAN_ROOT = [
    Kind("module shut", lambda folder: (folder / MODULE).chmod(0), NONE, "missing", "could not be read"),
    Kind("notebook shut", lambda folder: (folder / NOTEBOOK).chmod(0), said="could not be read"),
    Kind("time shut", lambda folder: (time(b"")(folder), (folder / TIME).chmod(0)), said="could not be read"),
    Kind("folder shut", lambda folder: folder.chmod(0), NONE, "missing", "could not be read"),
    Kind("student shut", lambda folder: folder.parent.chmod(0), NONE, "missing", "could not be read"),
]
MADE_BY_ROOT = [Kind("module a device", instead(MODULE, zeros), NONE, "missing", f"{MODULE} is no file")]

KINDS = [*NOTEBOOKS, *MODULES, *TIMES, *FOLDERS]

NAMES = [
    "grace",
    "ADA",
    "ada lovelace",
    " kurt ",
    "\u00c5ke",
    "A\u030asa",
    "李雷",
    "🎓",
    "\u202egnitirw",
    "a.b.c",
    ".hidden",
    "...",
    "O'Hara",
    'say "hi"',
    "100%",
    "%s%d%(x)s",
    "{student_id}",
    "[a-z]*?",
    "$HOME",
    "~",
    "--help",
    "-rf",
    "back\\slash",
    "a;b|c&d<e>",
    "[red]markup",
    "<img src=x onerror=alert(1)>",
    "line\nbreak",
    "bell\x07",
    "x" * 255,
    os.fsdecode(b"caf\xe9"),
    "None",
    "NULL",
    "1",
    "'; DROP TABLE grade; --",
]
