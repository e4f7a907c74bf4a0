"""Whatever happens to a grading, no grade is lost, none is given twice, and none is half written."""

import json
import os
import random
import shlex
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from functools import partial
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from shorter_waits import python_with

from autograder.authoring import sample_class
from autograder.grading.judges.judge_processes import Work, judging
from autograder.judging.references import reference_source
from autograder.sandbox.process import ready_walls

ASSIGNMENT = "data_processing"
GRADE = [sys.executable, "-m", "autograder", "grade", ASSIGNMENT, "--seed", "11"]
RIGHT = reference_source(ASSIGNMENT, "standardize")
ENDLESS = "while True:\n    pass\n"


def make_class(term: Path, size: int) -> list[str]:
    sample_class.make(term, ASSIGNMENT, size)
    shutil.rmtree(term / "submitted" / "endless")
    return sorted(p.name for p in (term / "submitted").iterdir())


def scores(term: Path) -> dict[str, dict[str, float | None]]:
    """Every automatic score by student and cell; fails where the database is damaged."""
    with sqlite3.connect(term / "gradebook.db") as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    database.close()
    with Gradebook(f"sqlite:///{term}/gradebook.db", "training-neural-networks") as gradebook:
        return {
            s.student.id: {g.name: g.auto_score for n in s.notebooks for g in n.grades}
            for s in gradebook.assignment_submissions(ASSIGNMENT)
        }


def record_text(term: Path) -> bytes:
    """What the record of the only grading holds; empty where there is none yet."""
    files = list((term / "gradings" / ASSIGNMENT).glob("*.jsonl")) if (term / "gradings").exists() else []
    assert len(files) <= 1, "an interrupted grading was begun anew instead of being continued"
    return b"".join(file.read_bytes() for file in files)


def record_lines(term: Path) -> list[dict]:
    """The events of the only grading, those that were written whole."""
    return [json.loads(line) for line in record_text(term).split(b"\n")[:-1]]


def start(term: Path, *arguments: str, command: list[str] = GRADE) -> subprocess.Popen:
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen([*command, *arguments], cwd=term, **pipes)


def finish(term: Path, *arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run([*GRADE, *arguments], cwd=term, capture_output=True, text=True, timeout=300)


def wait_for_lines(running: subprocess.Popen, term: Path, count: int) -> None:
    # Looked at seldom enough to leave the cores to the grading.
    while running.poll() is None and record_text(term).count(b"\n") < count:
        time.sleep(0.01)


def test_a_grading_killed_at_twenty_random_moments_loses_nothing_and_grades_nothing_twice(term, tmp_path):
    students = make_class(term, 50)
    calm = tmp_path / "calm"
    shutil.copytree(term, calm)
    assert finish(calm).returncode == 0
    moments = random.Random(5)
    kills = 0
    while kills < 20:
        running = start(term)
        # From before the first line to the middle of the work: a few lines on, and some milliseconds more.
        wait_for_lines(running, term, len(record_lines(term)) + moments.randrange(4))
        time.sleep(moments.random() * 0.03)
        running.send_signal(signal.SIGKILL)
        running.communicate()
        kills += running.returncode == -signal.SIGKILL
        if running.returncode == 0:
            break  # fewer kills than 20 would say that the class was too small
        if (term / "gradebook.db").exists():
            for cells in scores(term).values():
                tested = [score for name, score in cells.items() if not name.endswith("_written")]
                assert len({score is None for score in tested}) == 1, "half a submission is in the gradebook"
    assert kills == 20
    done = finish(term)
    assert done.returncode == 0, done.stderr
    assert scores(term) == scores(calm)
    assert Counter(e["student"] for e in record_lines(term) if "student" in e) == dict.fromkeys(students, 1)
    assert all((term / "autograded" / s / ASSIGNMENT / "standardize.ipynb").exists() for s in students)
    assert not list((term / "autograded").rglob("*.tmp"))
    assert "had been graded before the grading was interrupted" in done.stdout


def test_what_was_handed_in_anew_after_the_interruption_is_graded_anew(hand_in, term):
    make_class(term, 6)
    # The last by name keeps the grading at work until it is killed, however late that is.
    last = hand_in("zoe", ASSIGNMENT, standardize=ENDLESS)
    running = start(term, "--jobs", "1")
    wait_for_lines(running, term, 5)
    running.kill()
    running.communicate()
    (last / "standardize.py").write_text(RIGHT)
    graded = [e["student"] for e in record_lines(term) if "student" in e]
    changed = graded[0]
    (term / "submitted" / changed / ASSIGNMENT / "standardize.py").write_text(RIGHT)
    assert finish(term, "--jobs", "1").returncode == 0
    assert scores(term)[changed]["standardize"] == 1.0
    counts = Counter(e["student"] for e in record_lines(term) if "student" in e)
    assert {s for s, n in counts.items() if n > 1} == {changed}


def test_another_grading_meanwhile_says_so_and_changes_nothing(hand_in, term):
    hand_in("endless", ASSIGNMENT, standardize=ENDLESS)
    first = start(term)
    wait_for_lines(first, term, 2)
    first.send_signal(signal.SIGSTOP)  # it is at work for as long as the second one takes
    second = finish(term)
    first.send_signal(signal.SIGCONT)
    assert second.returncode == 2
    assert f"Another grading of this term is at work (process {first.pid})" in second.stderr
    first.communicate(timeout=120)
    assert first.returncode == 0
    assert len(record_lines(term)) == 5


def test_an_interrupted_regrade_leaves_no_old_score_standing(hand_in, term):
    hand_in("ada", ASSIGNMENT, standardize=RIGHT)
    assert finish(term).returncode == 0
    assert scores(term)["ada"]["standardize"] == 1.0
    hand_in("zoe", ASSIGNMENT, standardize=RIGHT)
    module = term / "submitted" / "ada" / ASSIGNMENT / "standardize.py"
    module.write_text(ENDLESS)
    shutil.rmtree(term / "gradings")
    running = start(term)
    wait_for_lines(running, term, 2)
    running.kill()
    running.communicate()
    assert scores(term)["ada"]["standardize"] is None
    assert not (term / "autograded" / "ada" / ASSIGNMENT).exists()


def test_manual_grades_and_comments_are_kept_over_a_regrade(hand_in, term):
    hand_in("ada", ASSIGNMENT, standardize=RIGHT)
    finish(term)
    with Gradebook(f"sqlite:///{term}/gradebook.db", "training-neural-networks") as gradebook:
        grade = gradebook.find_grade("standardize_written", "standardize", ASSIGNMENT, "ada")
        grade.manual_score, grade.extra_credit = 0.5, 0.25
        comment = gradebook.find_comment("standardize_written", "standardize", ASSIGNMENT, "ada")
        comment.manual_comment = "well put"
        gradebook.db.commit()
    assert finish(term).returncode == 0
    with Gradebook(f"sqlite:///{term}/gradebook.db", "training-neural-networks") as gradebook:
        grade = gradebook.find_grade("standardize_written", "standardize", ASSIGNMENT, "ada")
        assert (grade.manual_score, grade.extra_credit, grade.needs_manual_grade) == (0.5, 0.25, True)
        comment = gradebook.find_comment("standardize_written", "standardize", ASSIGNMENT, "ada")
        assert (comment.manual_comment, comment.auto_comment) == ("well put", "No response.")


def test_a_locked_gradebook_is_told_and_the_next_grading_goes_on(term):
    students = make_class(term, 4)
    assert finish(term, "--student", students[0]).returncode == 0
    shutil.rmtree(term / "gradings")
    database = sqlite3.connect(term / "gradebook.db")
    impatient = [*python_with("autograder.grading.gradebook.writer.BUSY_SECONDS", 1), *GRADE[3:]]
    running = start(term, command=impatient)
    wait_for_lines(running, term, 2)
    database.execute("BEGIN EXCLUSIVE")
    _, said = running.communicate(timeout=120)
    database.close()
    assert running.returncode == 1
    assert "Another program has held" in said
    assert "the same command again goes on where this one stopped" in said
    recorded = [e["student"] for e in record_lines(term) if "student" in e]
    assert recorded
    assert finish(term).returncode == 0
    assert sorted(scores(term)) == students
    assert Counter(e["student"] for e in record_lines(term) if "student" in e) == dict.fromkeys(students, 1)


def test_a_full_disk_is_told_and_the_next_grading_goes_on(term, tmp_path):
    """On a real file system of 4 MB, which a file fills but for 150 kB."""
    students = make_class(term, 30)
    assert finish(term, "--student", students[0]).returncode == 0
    shutil.rmtree(term / "gradings")
    small = tmp_path / "small"
    small.mkdir()
    script = (
        f"cp -r {term.as_posix()!r}/. {small} && cd {small} || exit 99\n"
        "room=$(df --output=avail -k . | tail -1); head -c $(((room - 150) * 1024)) /dev/zero > filler || exit 98\n"
        f'{shlex.join(GRADE)}; echo "first: $?"\n'
        f'rm filler; {shlex.join(GRADE)}; echo "second: $?"\n'
        f"cp gradebook.db {tmp_path}/after.db; cp -r gradings {tmp_path}/gradings\n"
    )
    bwrap = ready_walls().command[0]
    command = [bwrap, "--dev-bind", "/", "/", "--size", str(6_000_000), "--tmpfs", str(small), "sh", "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert "first: 1" in done.stdout, done.stdout + done.stderr
    assert "No space left on device" in done.stderr or "disk is full" in done.stderr
    assert "the same command again goes on where this one stopped" in done.stderr
    assert "second: 0" in done.stdout, done.stderr
    with Gradebook(f"sqlite:///{tmp_path}/after.db", "training-neural-networks") as gradebook:
        graded = gradebook.assignment_submissions(ASSIGNMENT)
        assert sorted(s.student.id for s in graded) == students


def kill_myself() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def never_end() -> None:
    while True:
        time.sleep(1)


def grow() -> None:
    [bytearray(1 << 24) for _ in range(200)]


def raise_an_error() -> None:
    raise RecursionError("too deep")


@pytest.mark.parametrize("does", [kill_myself, never_end, grow, raise_an_error])
@pytest.mark.parametrize("again", [False, True], ids=["once", "in the second attempt too"])
def test_a_submission_on_which_a_judge_falls_gets_a_record_and_so_do_all_others(does, again):
    """The judge had judged one module by then, whose results count."""

    def grade(number: int, starter, tell, fall) -> bytes:
        if number == 3 and fall is None:
            tell({"first": ()})
        if number == 3 and (again or fall is None):
            does()
        return f"{number} {fall and sorted(fall.judged)}".encode()

    def record(number: int, fall) -> bytes:
        return f"{number} plain, {fall.kind}, {sorted(fall.judged)}".encode()

    with judging(Work(grade, record, 2.0), ready_walls(), 8, 2) as outcomes:
        found = {number: (kind, what) for kind, number, what in outcomes}
    kind = "timeout" if does is never_end else "crash"
    last = f"3 plain, {kind}, ['first']" if again else "3 ['first']"
    assert found == {n: ("graded", last.encode() if n == 3 else f"{n} None".encode()) for n in range(8)}


def test_judges_end_with_the_process_that_made_them(hand_in, term):
    make_class(term, 4)
    hand_in("zoe", ASSIGNMENT, standardize=ENDLESS)
    running = start(term)
    wait_for_lines(running, term, 4)
    children = {int(p) for p in Path(f"/proc/{running.pid}/task/{running.pid}/children").read_text().split()}
    assert children
    running.kill()
    running.communicate()
    deadline = time.monotonic() + 60
    while any(Path(f"/proc/{child}").exists() for child in children):
        assert time.monotonic() < deadline, "a judge outlived its grading"
        time.sleep(0.01)


def test_one_job_and_two_give_the_same_rows(term):
    make_class(term, 12)
    texts = []
    for jobs in ("1", "2"):
        assert finish(term, "--jobs", jobs, "--json", "rows.json").returncode == 0
        texts.append((term / "rows.json").read_text())
    assert texts[0] == texts[1]


def test_meanwhile_a_line_shows_how_many_are_graded_and_the_rate(term):
    make_class(term, 12)
    said = finish(term).stderr
    assert "submissions graded: " in said
    assert "/s" in said


def of_revision(revision: str, term: Path) -> None:
    """A gradebook as another version of nbgrader leaves it."""
    Gradebook(f"sqlite:///{term}/gradebook.db", "training-neural-networks").close()
    with sqlite3.connect(term / "gradebook.db") as database:
        database.execute("UPDATE alembic_version SET version_num = ?", (revision,))
    database.close()


def release_nowhere(term: Path) -> None:
    place = f"\nget_config().CourseDirectory.release_directory = {str(term / 'none')!r}\n"
    (term / "nbgrader_config.py").write_text(sample_class.TERM_CONFIG + place)


@pytest.mark.parametrize(
    ("prepare", "said"),
    [
        (lambda term: (term / "gradebook.db").write_bytes(b"not a database" * 100), "cannot be read"),
        (lambda term: sqlite3.connect(term / "gradebook.db").execute("CREATE TABLE pets (name)"), "not nbgrader's"),
        (lambda term: Gradebook(f"sqlite:///{term}/gradebook.db", "botany").close(), "gradebook of another course"),
        (partial(of_revision, "167914646830"), "is of an older nbgrader"),
        (partial(of_revision, "0123456789ab"), "is of a newer nbgrader"),
        (release_nowhere, "is not released yet. Make it with: python -m autograder release"),
    ],
    ids=["no database", "of pets", "another course's", "an older nbgrader's", "a newer nbgrader's", "not released"],
)
def test_a_term_that_is_not_ready_is_told_in_a_line_and_nothing_is_written(hand_in, term, monkeypatch, prepare, said):
    hand_in("ada", ASSIGNMENT, standardize=RIGHT)
    with monkeypatch.context() as here:
        # nbgrader calls the program alembic by its name.
        here.setenv("PATH", os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))
        prepare(term)
    before = {p: p.read_bytes() for p in term.rglob("*") if p.is_file() and p.suffix != ".pyc"}
    done = finish(term)
    assert done.returncode == 2, done.stderr
    assert said in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert {p: p.read_bytes() for p in term.rglob("*") if p.is_file() and p.suffix != ".pyc"} == before
