"""The instructor's guide is right: its commands are run here in their order, and what it shows is what they print."""

import csv
import doctest
import itertools
import os
import shutil
import socket
import sys
import zipfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from guide_blocks import Block, Shell, blocks
from guided_class import ASSIGNMENT, EXERCISE, hand_in_by_canvas, send_by_mail, submit_by_exchange
from nbgrader.api import Gradebook
from services import POSTGRES, postgresql_server, staying

from autograder.authoring.release import MARKS
from autograder.judging.references import ROOT

GUIDE = ROOT / "book" / "instructors_guide"
PAGES = ("a_term.md", "more_machines.md", "postgresql.md")
BLOCKS = [block for page in PAGES for block in blocks(GUIDE / page)]
STAYS_UNTIL = {"dask scheduler": "Scheduler at:", "dask worker": "Registered to:"}
COURSE_ID = "training-neural-networks"


def read_the_answer(term: Path) -> None:
    """What a person does in formgrader: one point for Ada's written answer, and a comment."""
    written = f"{EXERCISE}_written", EXERCISE, ASSIGNMENT, "ada"
    with Gradebook(f"sqlite:///{term}/gradebook.db", COURSE_ID) as gradebook:
        grade = gradebook.find_grade(*written)
        assert grade.needs_manual_grade
        grade.manual_score, grade.needs_manual_grade = 1.0, False
        gradebook.find_comment(*written).manual_comment = "Well put."
        gradebook.db.commit()
        gradebook.engine.dispose()


# What cannot be run by a test, by its first line, and what it leaves behind.
BY_HAND: dict[str, Callable[[Path], None] | None] = {
    "cd ~/course": None,
    "make book": None,
    "jupyter lab": read_the_answer,
    "sudo apt-get install postgresql": None,
}
# What comes from students, before the block with this first line.
ARRIVES: dict[str, Callable[[Path], None]] = {
    "python -m autograder unpack submissions.zip --roster students.csv": hand_in_by_canvas,
    "python -m autograder unpack kurt.zip --roster students.csv": send_by_mail,
    "nbgrader collect dropout": submit_by_exchange,
}


def first_line(block: Block) -> str:
    return block.text.partition("\n")[0]


def free_port() -> int:
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        return chosen.getsockname()[1]


def substitutes(home: Path) -> dict[str, str]:
    """What the guide's examples are called here. All else is run as it stands."""
    return {
        "~/course/.venv/bin/activate": str(Path(sys.prefix) / "bin" / "activate"),
        "grading.example.edu": "127.0.0.1",
        "8786": str(free_port()),
        "sudo -u postgres": "env PGUSER=postgres",
        "/srv/nbgrader/exchange": str(home / "exchange"),
    }


def reader(home: Path, socket_folder: Path) -> Shell:
    """A shell of somebody who has only the course, in `~/course`. The local PostgreSQL knows everybody as `reader`."""
    (home / "course").symlink_to(ROOT)
    (home / "exchange").mkdir(mode=0o777)
    (home / "exchange").chmod(0o777)
    path = os.pathsep.join([*map(str, POSTGRES), "/usr/bin", "/bin"])
    about = {"HOME": str(home), "USER": "reader", "PGUSER": "reader", "PGHOST": str(socket_folder), "PATH": path}
    shown = {"LANG": "C.UTF-8", "COLUMNS": "78", "NO_COLOR": "1"}
    return Shell(home, about | shown | {"OPENBLAS_NUM_THREADS": "1"})


@dataclass
class Walk:
    """A walk through the pages, by an instructor who does as they say."""

    home: Path
    shell: Shell
    names: dict[str, str]
    services: ExitStack

    def _here(self, text: str) -> str:
        for name, here in self.names.items():
            text = text.replace(name, here)
        return text

    def step(self, block: Block) -> str:
        """Do what one block says. Returns what it prints."""
        term, text = self.home / "autumn", self._here(block.text)
        match block.kind:
            case "file":
                (term / block.file).write_text(text, encoding="utf-8")
            case "addition":
                assert (term / block.file).exists(), block
                with (term / block.file).open("a", encoding="utf-8") as file:
                    file.write(f"\n\n{text}")
            case "by-hand":
                left = BY_HAND[first_line(block)]
                if left:
                    left(term)
            case "stays":
                self._start(text)
            case "run":
                return self._run(block, term, text)
        return ""

    def _start(self, text: str) -> None:
        until = next(said for program, said in STAYS_UNTIL.items() if text.startswith(program))
        log = self.home / f"{until[:9]}.log"
        command = ["bash", "-c", f"exec {text}"]
        where = {"cwd": self.home, "env": self.shell.environment}
        self.services.enter_context(staying(command, log, until, **where))

    def _run(self, block: Block, term: Path, text: str) -> str:
        arrives = ARRIVES.get(first_line(block))
        if arrives:
            arrives(term)
        done = self.shell.run(text)
        assert done.returncode == 0, f"{block}:\n{text}{done.stdout}"
        return done.stdout


@pytest.fixture(scope="module")
def printed(tmp_path_factory) -> tuple[Path, dict[Block, str]]:
    """The home of somebody who walked through all pages, and what each block printed."""
    if not POSTGRES:
        pytest.skip("needs Debian's package postgresql")
    home = tmp_path_factory.mktemp("reader")
    with ExitStack() as services:
        socket_folder = services.enter_context(postgresql_server("postgres"))
        walk = Walk(home, reader(home, socket_folder), substitutes(home), services)
        return home, {block: walk.step(block) for block in BLOCKS}


def test_every_command_does_its_work_and_prints_what_the_guide_shows(printed):
    _, said = printed
    checker, flags = doctest.OutputChecker(), doctest.ELLIPSIS
    shown = [(before, b) for before, b in itertools.pairwise(BLOCKS) if b.kind == "printed"]
    assert len(shown) > 10
    for command, output in shown:
        assert command.kind == "run", f"{output}: output of nothing"
        assert checker.check_output(output.text, said[command], flags), f"{output}\n{said[command]}"


def test_what_no_test_can_run_exists():
    for block in (b for b in BLOCKS if b.kind == "by-hand"):
        assert first_line(block) in BY_HAND, block
        for program, *arguments in (line.split() for line in block.text.splitlines()):
            if program == "make":
                assert f"\n{arguments[0]}:" in (ROOT / "Makefile").read_text(), block
            elif program not in ("cd", "sudo"):
                found = shutil.which(f"{program}-{arguments[0]}", path=Path(sys.executable).parent)
                assert found, f"{block}: no {program} {arguments[0]}"


def test_what_is_handed_out_holds_no_solution(printed):
    home, _ = printed
    with zipfile.ZipFile(home / "autumn" / "exercises.zip") as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist() if name.endswith((".py", ".ipynb"))}
    assert f"exercises/{ASSIGNMENT}/{EXERCISE}.py" in texts
    assert not [name for name, text in texts.items() if any(mark in text for mark in MARKS)]


def test_points_given_by_hand_and_a_granted_extension_reach_the_exports(printed):
    home, _ = printed
    rows = {}
    for name in ("grades.csv", "for_canvas.csv", "for_moodle.csv"):
        with (home / "autumn" / name).open(encoding="utf-8-sig", newline="") as file:
            rows[name] = list(csv.DictReader(file))
    ours = {row["student_id"]: row for row in rows["grades.csv"]}
    assert float(ours["ada"]["score"]) == 4.0
    assert (float(ours["kurt"]["raw_score"]), round(float(ours["kurt"]["score"]), 2)) == (3.0, 2.7)
    wanted = {student: round(float(row["score"]), 2) for student, row in ours.items()}
    canvas = rows["for_canvas.csv"][1:]
    assert {r["SIS Login ID"]: float(r[f"{ASSIGNMENT} (1234)"]) for r in canvas} == wanted
    grade = f"Assignment: {ASSIGNMENT} (Real)"
    assert {r["ID number"]: float(r[grade]) for r in rows["for_moodle.csv"]} == wanted


def test_feedback_is_a_page_with_the_comment_and_links_into_the_book(printed):
    home, _ = printed
    folder = home / "autumn" / "feedback"
    pages = {s: (folder / s / ASSIGNMENT / "feedback.html").read_text() for s in ("ada", "emmy")}
    assert "Well put." in pages["ada"]
    assert "https://example.edu/training/book/data_processing.html" in pages["emmy"]


def test_the_exchange_takes_feedback_to_who_submitted(printed):
    home, _ = printed
    assert list((home / "exchange" / COURSE_ID / "feedback").glob("*.html"))
    with (home / "autumn" / "term.csv").open(newline="") as file:
        assert {row["assignment"] for row in csv.DictReader(file)} == {ASSIGNMENT, "dropout"}
