"""A walk through the instructor's guide: what its blocks say is done, in a home folder of its own."""

import os
import shlex
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from guide_blocks import Block, Shell
from guided_class import (
    ASSIGNMENT,
    COURSE_ID,
    EXERCISE,
    collect_from_classroom50,
    export_from_gradescope,
    hand_in_by_canvas,
    send_by_mail,
    submit_by_exchange,
)
from nbgrader.api import Gradebook
from services import POSTGRES, staying

from autograder.judging.references import ROOT

STAYS_UNTIL = {"dask scheduler": "Scheduler at:", "dask worker": "Registered to:"}


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
    "make book ANSWERS=no": None,
    "jupyter lab": read_the_answer,
    "sudo apt-get install postgresql": None,
}
# What comes from students, before the block with this first line.
ARRIVES: dict[str, Callable[[Path], None]] = {
    "python -m autograder unpack submissions.zip --roster students.csv": hand_in_by_canvas,
    "python -m autograder unpack kurt.zip --roster students.csv": send_by_mail,
    "nbgrader collect dropout": submit_by_exchange,
    "python -m autograder unpack assignment_8046601_export.zip --roster students.csv --submitted from_gradescope": (
        export_from_gradescope
    ),
    "python -m autograder unpack fall-data-processing_submissions --roster students.csv --submitted from_classroom50": (
        collect_from_classroom50
    ),
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
        "~/course/.venv/bin/activate": shlex.quote(str(Path(sys.prefix) / "bin" / "activate")),
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
    """A walk through the pages, by an instructor who does as they say.

    done: commands, by their text, that this session of tests has run already, as other readers do.
    """

    home: Path
    shell: Shell
    names: dict[str, str]
    services: ExitStack
    done: dict[str, subprocess.CompletedProcess]

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
        done = self.done.get(text.strip()) or self.shell.run(text)
        assert done.returncode == 0, f"{block}:\n{text}{done.stdout}"
        return done.stdout
