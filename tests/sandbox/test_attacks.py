"""Hostile submissions: each ends with its verdict, gains no point, harms no other, and leaves no trace.

`attacks/<family>/<attack>.py` is what a student hands in; `attacks/wrong.py` is put at its end.
Its docstring says what it tries, how it may end, and what its answers are worth by themselves:

    Ends as: error, crash
    Earns at most: 0.6

Files that are to lie beside it stand in a folder of its name.
"""

import ast
import json
import os
import re
import shutil
import subprocess
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import nbformat
import numpy as np
import pytest
from nbgrader.api import Gradebook
from shorter_waits import python_with
from situations import under
from traces import Bystander, Memory, Watched, changes, files, marked_files, shared_objects
from users import UID, USERS, as_uid, as_user

from autograder.judging.references import ROOT, declared, reference_source

ASSIGNMENT, EXERCISE = "data_processing", "standardize"
FOLDER = Path(__file__).parent / "attacks"
WRONG = (FOLDER / "wrong.py").read_text()
RIGHT = reference_source(ASSIGNMENT, EXERCISE)
FULL = {f.name: f.points for f in declared(ASSIGNMENT, EXERCISE).functions}
VERDICTS = {"pass", "fail", "error", "missing", "timeout", "memory", "crash"}
# An attack that ends by one of these has a slip in it, and shows nothing.
SLIPS = ("NameError", "SyntaxError", "UnboundLocalError", "IndentationError")
AN_HONEST_ONE_EVERY = 12
MOST_MEMORY = 500_000_000  # bytes, of each process of the grading
# Most judges wait for a loop to run out of its time.
JOBS = 8
GRADE = ("grade", ASSIGNMENT, "--seed", "5", "--json", "rows.json")
# A function has half of its usual time: a loop shows no more in ten seconds than in five. What neither loops, nor
# searches the whole machine, nor fills its memory, has ended after 0.6 seconds on two cores with these jobs.
AFTER_TIMEOUTS = (5.0, 5.0, 2.0, 0.5)


@dataclass(frozen=True)
class Attack:
    """One hostile module: its text, and what its docstring says of it."""

    name: str
    path: Path
    ends_as: tuple[str, ...]
    earns: float

    @property
    def source(self) -> str:
        text = self.path.read_text()
        defined = {getattr(node, "name", "") for node in ast.parse(text).body}
        # A module that answers for every name needs none.
        return text if "__getattr__" in defined or re.search("^fit_standardization", text, re.M) else f"{text}\n{WRONG}"


def read_attack(path: Path) -> Attack:
    about = ast.get_docstring(ast.parse(path.read_text()))
    ends = re.search(r"^Ends as: (.+)$", about, re.M).group(1).split(", ")
    earns = re.search(r"^Earns at most: (.+)$", about, re.M)
    name = path.relative_to(FOLDER).with_suffix("").as_posix().replace("/", "-")
    return Attack(name, path, tuple(ends), float(earns.group(1)) if earns else 0.0)


ATTACKS = [read_attack(path) for path in sorted(FOLDER.glob("*/*.py"))]


def test_every_attack_says_how_it_may_end():
    assert len(ATTACKS) >= 70
    for attack in ATTACKS:
        assert attack.ends_as, attack.name
        assert set(attack.ends_as) <= VERDICTS - {"pass"}, attack.name


def right_modules() -> list[str]:
    folder = ROOT / "tests" / "checks" / "right_solutions" / ASSIGNMENT / EXERCISE
    return [RIGHT, *(path.read_text() for path in sorted(folder.glob("*.py")))]


def hand_in_class(hand_in, attacks: list[Attack]) -> dict[str, Attack | None]:
    """All attacks, with right submissions before, among and after them: the attack by student, None for a right one."""
    handed_in: dict[str, Attack | None] = {}
    right = right_modules()
    for i, attack in enumerate(attacks):
        if i % AN_HONEST_ONE_EVERY == 0:
            student = f"{i:03} honest"
            hand_in(student, ASSIGNMENT, standardize=right[i // AN_HONEST_ONE_EVERY % len(right)])
            handed_in[student] = None
        student = f"{i:03} {attack.name}"
        folder = hand_in(student, ASSIGNMENT, standardize=attack.source)
        if attack.path.with_suffix("").is_dir():
            shutil.copytree(attack.path.with_suffix(""), folder, dirs_exist_ok=True)
        handed_in[student] = attack
    for student in ("zoe", "zora"):
        hand_in(student, ASSIGNMENT, standardize=RIGHT)
        handed_in[student] = None
    hand_in("wrong", ASSIGNMENT, standardize=WRONG)
    return handed_in


def grade(command: list[str], isolation: str, term: Path, jobs: int = JOBS) -> subprocess.CompletedProcess:
    """Grade the class with several jobs, temporary files and home in folders that are looked at afterwards."""
    environment = {**os.environ, "TMPDIR": str(term / "tmp"), "HOME": str(term / "home"), "ANSWERS": RIGHT}
    run = [*command, *python_with("autograder.sandbox.allowance.AFTER_TIMEOUTS", AFTER_TIMEOUTS), *GRADE]
    run += [f"--isolation={isolation}", f"--jobs={jobs}"]
    return subprocess.run(run, cwd=term, env=environment, capture_output=True, text=True, timeout=900)


def gradebook_points(term: Path) -> dict[tuple[str, str], float | None]:
    with Gradebook(f"sqlite:///{term}/gradebook.db") as gradebook:
        return {
            (submission.student.id, grade.name): grade.auto_score
            for submission in gradebook.assignment_submissions(ASSIGNMENT)
            for notebook in submission.notebooks
            for grade in notebook.grades
            if grade.name in FULL
        }


def unclean(text: str) -> str:
    """The first character of a text that no terminal and no page should get, "" where there is none."""
    return next((repr(c) for c in text if unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t"), "")


def attack_problems(attack: Attack, rows: dict[str, dict], wrong: dict[str, dict]):
    """What an attack reached that it should not have."""
    first, second = (rows[function]["verdict"] for function in FULL)
    told = "; ".join(f"{row['verdict']}, {row['points']}: {row['message'][:150]!r}" for row in rows.values())
    if first not in attack.ends_as or second not in (*attack.ends_as, "fail"):
        yield f"should end as {' or '.join(attack.ends_as)}, but: {told}"
    for function, row in rows.items():
        if row["points"] > wrong[function]["points"] + (attack.earns if function == next(iter(FULL)) else 0):
            yield f"gains points: {told}"
        if any(slip in row["message"] for slip in SLIPS):
            yield f"has a slip: {told}"


def row_problems(row: dict, points: dict):
    if row["verdict"] not in VERDICTS:
        yield f"has the verdict {row['verdict']}"
    if points.get((row["student"], row["function"])) != row["points"]:
        yield f"has {points.get((row['student'], row['function']))} points in the gradebook, {row['points']} in its row"
    if not 0 < len(row["message"]) < 3_000:
        yield f"has a message of {len(row['message'])} characters"
    if unclean(row["message"]):
        yield f"has {unclean(row['message'])} in its message"


def notebook_problems(path: Path):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            texts = output.get("data", {})
            if re.search("<(script|img|style|a)\\b", texts.get("text/html", "")):
                yield f"{path}: markup of the student's in the report"
            if unclean(texts.get("text/plain", "") + texts.get("text/html", "")):
                yield f"{path}: control characters in the report"


def class_problems(handed_in: dict[str, Attack | None], rows: list[dict], term: Path):
    """All that is wrong with the rows, the gradebook and the notebooks."""
    points = gradebook_points(term)
    by_student: dict[str, dict[str, dict]] = {}
    for row in rows:
        by_student.setdefault(row["student"], {})[row["function"]] = row
        yield from (f"{row['student']}: {problem}" for problem in row_problems(row, points))
    assert len(rows) == 2 * len(by_student)
    assert set(by_student) == {*handed_in, "wrong"}
    for student, attack in handed_in.items():
        if attack:
            found = attack_problems(attack, by_student[student], by_student["wrong"])
            yield from (f"{student}: {problem}" for problem in found)
        elif {name: row["points"] for name, row in by_student[student].items()} != FULL:
            yield f"{student} was right, but got {by_student[student]}"
        yield from notebook_problems(term / "autograded" / student / ASSIGNMENT / f"{EXERCISE}.ipynb")


@pytest.mark.parametrize("user", USERS)
@pytest.mark.parametrize("isolation", ["bubblewrap", "landlock"])
def test_every_attack_has_its_verdict_gains_no_point_harms_no_other_and_leaves_no_trace(isolation, user, term, hand_in):
    grade_and_look(as_user(user, term), isolation, term, hand_in)


@pytest.mark.parametrize("uid", [0, UID])
def test_the_same_holds_under_dockers_profile_where_root_makes_every_submission_another_user(uid, term, hand_in):
    command = [*as_uid(uid, term), *under("docker")]
    grade_and_look(command, "auto", term, hand_in)
    assert {row["isolation"] for row in json.loads((term / "rows.json").read_text())} == {"landlock"}


def grade_and_look(command: list[str], isolation: str, term: Path, hand_in) -> None:
    """Grade all attacks among right submissions, by a command that runs it, and look for all that must not be."""
    handed_in = hand_in_class(hand_in, ATTACKS)
    for name in ("tmp", "home"):
        (term / name).mkdir()
    kept = [ROOT / name for name in ("autograder", "solutions", "exercises", "lab", "tests")]
    watched_files = [*kept, Path(np.__file__).parent, term / "submitted", term / "tmp", term / "home"]
    before, objects = files(*watched_files), shared_objects()
    bystander = Bystander(command)
    try:
        with Watched() as watched, Memory(*GRADE) as memory:
            done = grade(command, isolation, term)
            problems = [f"the process {name} ({pid}) was left" for pid, name in watched.left().items()]
        problems += [f"a bystander was harmed: {bystander.harmed()}"] if bystander.harmed() else []
    finally:
        bystander.close()
    assert done.returncode == 0, done.stderr[-3_000:]
    problems += [f"a grading process took {n >> 20} MB" for n in memory.peak.values() if n > MOST_MEMORY]
    assert memory.peak
    problems += class_problems(handed_in, json.loads((term / "rows.json").read_text()), term)
    problems += [f"{path} was changed or left" for path in changes(before, files(*watched_files))]
    problems += [f"{path} was left" for path in marked_files()]
    problems += [f"{thing} was left" for thing in shared_objects() if thing not in objects]
    problems += [f"{unclean(done.stdout)} is in the printed table"] if unclean(done.stdout) else []
    assert not problems, f"{len(problems)} problems:\n" + "\n".join(problems)
