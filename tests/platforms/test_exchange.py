"""nbgrader's exchange between real users of the system: an instructor, and students who write to it as they like."""

import json
import os
import pwd
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from services import PROGRAMS
from terms import empty_term
from users import as_uid

from autograder.judging.references import ROOT, declared, reference_source, with_mistake

ASSIGNMENT, EXERCISE = "data_processing", "standardize"
COURSE_ID = "training-neural-networks"
RIGHT = reference_source(ASSIGNMENT, EXERCISE)
FIT = declared(ASSIGNMENT, EXERCISE).functions[0]
WRONG = with_mistake(RIGHT, FIT.name, next(m for m in FIT.mistakes if m.name == "divides by N - 1"))
# Accounts that every Debian has.
INSTRUCTOR, ADA, EVE = "daemon", "games", "nobody"


@dataclass(frozen=True)
class Person:
    """A user of the system with a home folder, who runs commands there."""

    name: str
    home: Path
    prefix: list[str]

    def run(self, *command: object) -> str:
        """What a command prints. It must succeed."""
        about = {"HOME": str(self.home), "USER": self.name, "LANG": "C.UTF-8"}
        environment = about | {"PATH": os.pathsep.join([str(PROGRAMS), "/usr/bin", "/bin"])}
        done = subprocess.run(
            [*self.prefix, *map(str, command)],
            cwd=self.home,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=300,
        )
        assert done.returncode == 0, f"{self.name}: {command}\n{done.stdout[-3000:]}"
        return done.stdout

    def nbgrader(self, *arguments: object) -> str:
        return self.run(PROGRAMS / "nbgrader", *arguments)

    def python(self, program: str, *arguments: object) -> str:
        return self.run(sys.executable, "-c", program, *arguments)


@pytest.fixture
def hub(tmp_path):
    """The exchange, an instructor with a term, and two students; each folder is its owner's alone."""
    exchange = tmp_path / "exchange"
    exchange.mkdir()
    exchange.chmod(0o777)

    def person(name: str) -> Person:
        home = tmp_path / name
        if name == INSTRUCTOR:
            empty_term(home)
        else:
            home.mkdir()
            (home / "nbgrader_config.py").write_text(f"c = get_config()\nc.CourseDirectory.course_id = {COURSE_ID!r}\n")
        with (home / "nbgrader_config.py").open("a") as config:
            config.write(f"\nget_config().Exchange.root = {str(exchange)!r}\n")
        home.chmod(0o700)
        prefix = as_uid(pwd.getpwnam(name).pw_uid, home)
        end = prefix.index("--")
        return Person(name, home, [*prefix[:end], str(exchange), *prefix[end:]])

    return {name: person(name) for name in (INSTRUCTOR, ADA, EVE)} | {"exchange": exchange}


def inbound(hub) -> Path:
    return hub["exchange"] / COURSE_ID / "inbound"


def hand_in(student: Person, module: str, *options: str) -> None:
    student.nbgrader("fetch_assignment", ASSIGNMENT)
    write = "import sys, pathlib; pathlib.Path(sys.argv[1]).write_text(sys.argv[2])"
    student.python(write, student.home / ASSIGNMENT / f"{EXERCISE}.py", module)
    student.nbgrader("submit", ASSIGNMENT, *options)


def graded(hub) -> dict[str, float]:
    """What the instructor's grading gives, by student."""
    instructor = hub[INSTRUCTOR]
    instructor.run(sys.executable, "-m", "autograder", "grade", ASSIGNMENT, "--json", "rows.json")
    points: dict[str, float] = {}
    for row in json.loads((instructor.home / "rows.json").read_text()):
        points[row["student"]] = points.get(row["student"], 0.0) + row["points"]
    return points


def test_an_assignment_goes_to_two_students_and_each_gets_feedback_of_their_own(hub):
    instructor, ada, eve = hub[INSTRUCTOR], hub[ADA], hub[EVE]
    instructor.nbgrader("release_assignment", ASSIGNMENT)
    assert ASSIGNMENT in ada.nbgrader("list")
    hand_in(ada, RIGHT)
    hand_in(eve, WRONG)
    listed = instructor.nbgrader("list", "--inbound")
    assert ADA in listed
    assert EVE in listed
    instructor.nbgrader("collect", ASSIGNMENT)
    points = graded(hub)
    assert points[ADA] == 3.0
    assert 0 < points[EVE] < 3.0

    instructor.run(sys.executable, "-m", "autograder", "feedback", ASSIGNMENT)
    instructor.nbgrader("release_feedback", ASSIGNMENT)
    for student, said in ((ada, "<strong>3</strong> of 4 points"), (eve, "divides by N - 1")):
        student.nbgrader("fetch_feedback", ASSIGNMENT)
        (page,) = (student.home / ASSIGNMENT / "feedback").glob(f"*/{EXERCISE}.html")
        text = page.read_text()
        assert said in text
        assert ("divides by N - 1" in text) == (student is eve)
    # Who is no instructor finds neither others' submissions nor others' feedback.
    listing = "import os, sys\ntry: print(os.listdir(sys.argv[1]))\nexcept PermissionError: print('closed')"
    for folder in (inbound(hub), hub["exchange"] / COURSE_ID / "feedback"):
        assert eve.python(listing, folder).strip() == "closed"


def test_a_later_submission_takes_the_place_of_the_first(hub):
    instructor, ada = hub[INSTRUCTOR], hub[ADA]
    instructor.nbgrader("release_assignment", ASSIGNMENT)
    hand_in(ada, WRONG)
    instructor.nbgrader("collect", ASSIGNMENT)
    first = graded(hub)[ADA]
    shutil.rmtree(ada.home / ASSIGNMENT)
    hand_in(ada, RIGHT)
    instructor.nbgrader("collect", ASSIGNMENT)
    assert graded(hub)[ADA] == first
    instructor.nbgrader("collect", ASSIGNMENT, "--update")
    assert graded(hub)[ADA] == 3.0


# What Eve puts into the exchange with her own hands: argv[1] is the folder for submissions, argv[2] a right module.
FORGED = """
import os, pathlib, sys
inbound, secret = map(pathlib.Path, sys.argv[1:3])

def submission(name):
    folder = inbound / name
    folder.mkdir()
    (folder / "timestamp.txt").write_text("2031-01-01 00:00:00.000000 UTC")
    return folder

submission("games+data_processing+2031-01-01 00:00:00.000000 UTC+x")
submission("..+data_processing+2031-01-01 00:00:00.000000 UTC+x")
submission("nobody+data_processing+whenever+x")
submission("nobody+data_processing+")
(inbound / "nobody+data_processing+2032-01-01 00:00:00.000000 UTC+file").write_text("no folder")
(inbound / "games+data_processing+2032-01-01 00:00:00.000000 UTC+link").symlink_to(secret.parent)
own = submission("nobody+data_processing+2026-01-01 00:00:00.000000 UTC+own")
(own / "standardize.py").symlink_to(secret)
(own / "standardize.ipynb").symlink_to(secret.with_name("gradebook.db"))
(own / "more").symlink_to(secret.parent)
(own / "large.bin").write_bytes(bytes(30_000_000))
os.mkfifo(own / "pipe.py")
(own / "shut.txt").write_text("")
(own / "shut.txt").chmod(0)
(own / "notes.txt").write_text("my notes")
"""


def test_nobody_hands_in_for_another_or_what_only_the_instructor_can_read(hub):
    instructor, ada, eve = hub[INSTRUCTOR], hub[ADA], hub[EVE]
    instructor.nbgrader("release_assignment", ASSIGNMENT)
    hand_in(ada, RIGHT)
    secret = instructor.home / "right.py"
    instructor.python("import sys, pathlib; pathlib.Path(sys.argv[1]).write_text(sys.argv[2])", secret, RIGHT)
    eve.python(FORGED, inbound(hub), secret)

    said = instructor.nbgrader("collect", ASSIGNMENT)
    # nbgrader looks at no name with a dot before it.
    assert said.count("Not collected") == 5
    assert f"was put there by {EVE}, under another's name" in said
    for name in ("standardize.py is a link", "more is a link", "large.bin has 30 MB", "pipe.py is no file", "shut.txt"):
        assert name in said, name
    submitted = instructor.home / "submitted"
    assert sorted(p.name for p in submitted.iterdir()) == sorted([ADA, EVE])
    assert (submitted / ADA / ASSIGNMENT / f"{EXERCISE}.py").read_text() == RIGHT
    taken = {p.name for p in (submitted / EVE / ASSIGNMENT).iterdir()}
    assert taken == {"timestamp.txt", "notes.txt"}
    assert sorted(p.name for p in instructor.home.iterdir() if p.name == ASSIGNMENT) == []
    assert graded(hub) == {ADA: 3.0, EVE: 0.0}


def test_where_all_students_are_one_user_the_check_of_names_can_be_lifted(hub):
    instructor, eve = hub[INSTRUCTOR], hub[EVE]
    instructor.nbgrader("release_assignment", ASSIGNMENT)
    hand_in(eve, RIGHT, "--student=ada")
    assert "check_owner = False" in instructor.nbgrader("collect", ASSIGNMENT)
    assert not list((instructor.home / "submitted").iterdir())
    instructor.nbgrader("collect", ASSIGNMENT, "--ExchangeCollect.check_owner=False")
    assert [p.name for p in (instructor.home / "submitted").iterdir()] == ["ada"]


def test_the_exchange_is_told_apart_from_the_course():
    """The students' configuration of the hub's guide names the course as the instructor's does."""
    guide = (ROOT / "book" / "hub_administrators_guide.md").read_text()
    assert f'c.CourseDirectory.course_id = "{COURSE_ID}"' in guide
