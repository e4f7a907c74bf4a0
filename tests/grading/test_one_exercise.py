"""One exercise regraded: all else stays as it was, nothing is half graded, and no grade is silently of two times."""

import json
import random
import shutil
import signal
import subprocess
import sys
import time

import pytest
from nbgrader.api import Gradebook
from services import cluster
from terms import autograder_in, empty_term, hand_in_to

from autograder.judging.references import exercises_of, reference_source

ASSIGNMENT, ASKED, OTHER = "dropout", "dropout", "network"
EXERCISES = exercises_of(ASSIGNMENT)
RIGHT = {exercise: reference_source(ASSIGNMENT, exercise) for exercise in EXERCISES}
BROKEN = "raise ValueError('no module')\n"
LATE_RULE = """
from nbgrader.plugins import BasePlugin


class Tenth(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return score / 10


c = get_config()
c.AssignLatePenalties.plugin_class = Tenth
"""


def gradebook(term):
    return Gradebook(f"sqlite:///{term}/gradebook.db", "training-neural-networks")


def rows(term, exercise):
    """All that the gradebook has of one exercise, by student."""
    with gradebook(term) as book:
        return {
            s.student.id: [
                *((g.name, g.auto_score, g.manual_score, g.extra_credit, g.needs_manual_grade) for g in n.grades),
                *((c.name, c.auto_comment, c.manual_comment) for c in n.comments),
                n.late_submission_penalty,
            ]
            for s in book.assignment_submissions(ASSIGNMENT)
            for n in s.notebooks
            if n.name == exercise
        }


def give(term, student, exercise, cell, points, comment=None):
    with gradebook(term) as book:
        book.find_grade(cell, exercise, ASSIGNMENT, student).manual_score = points
        if comment:
            book.find_comment(cell, exercise, ASSIGNMENT, student).manual_comment = comment
        book.db.commit()


def kept(term, student):
    return json.loads((term / "autograded" / student / ASSIGNMENT / "results.json").read_text())


def grade(term, *arguments):
    done = autograder_in(term, "grade", ASSIGNMENT, *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """Two graded students, Kurt late by the rule; of Ada's network a person gave points and a comment."""
    term = empty_term(tmp_path_factory.mktemp("one exercise") / "autumn term")
    with (term / "nbgrader_config.py").open("a") as config:
        config.write(LATE_RULE)
    hand_in_to(term, "ada", ASSIGNMENT, dropout=BROKEN, network=RIGHT[OTHER])
    kurt = hand_in_to(term, "kurt", ASSIGNMENT, **RIGHT)
    (kurt / "timestamp.txt").write_text("2026-10-06 22:00:00 UTC")
    assert autograder_in(term, "register", ASSIGNMENT).returncode == 0
    with gradebook(term) as book:
        book.update_or_create_assignment(ASSIGNMENT, duedate="2026-10-05 22:00:00 UTC")
    grade(term, "--seed", "1")
    give(term, "ada", OTHER, f"{OTHER}_written", 1.0, "Well put.")
    return term


@pytest.fixture
def term(graded, tmp_path):
    return shutil.copytree(graded, tmp_path / "autumn term")


def mend(term, student="ada", exercise=ASKED, text=None):
    module = term / "submitted" / student / ASSIGNMENT / f"{exercise}.py"
    module.write_text(RIGHT[exercise] if text is None else text)


def test_every_other_exercise_keeps_its_results_points_comments_and_place(term):
    before, results = rows(term, OTHER), kept(term, "ada")
    notebook = (term / "autograded" / "ada" / ASSIGNMENT / f"{OTHER}.ipynb").read_bytes()
    mend(term)
    said = grade(term, "--exercise", ASKED, "--seed", "2")
    assert rows(term, OTHER) == before
    now = kept(term, "ada")
    for part in ("results", "functions"):
        assert [r["function"] for r in now[part]] == [r["function"] for r in results[part]]
        others = [[r for r in of[part] if r["exercise"] == OTHER] for of in (results, now)]
        assert others[0] == others[1] != []
    assert now["exercises"][OTHER] == results["exercises"][OTHER]
    assert (now["exercises"][ASKED]["run"], now["exercises"][ASKED]["seed"]) == (now["run"], 2)
    assert (term / "autograded" / "ada" / ASSIGNMENT / f"{OTHER}.ipynb").read_bytes() == notebook
    assert OTHER not in said.splitlines()[1]


def test_a_regraded_exercise_has_what_a_whole_grading_gives_it_and_the_penalties_are_right(term, tmp_path):
    mend(term)
    mend(term, "kurt", text=BROKEN)
    whole = shutil.copytree(term, tmp_path / "whole")
    grade(whole, "--seed", "2")
    grade(term, "--exercise", ASKED, "--seed", "2")
    assert rows(term, ASKED) == rows(whole, ASKED)
    assert rows(term, OTHER)["kurt"] == rows(whole, OTHER)["kurt"]
    penalties = {exercise: rows(term, exercise)["kurt"][-1] for exercise in EXERCISES}
    assert penalties[OTHER] > 0 == penalties[ASKED]


def test_who_has_no_whole_grade_gets_one_and_is_told(term):
    hand_in_to(term, "new", ASSIGNMENT, **RIGHT)
    (term / "autograded" / "kurt" / ASSIGNMENT / "results.json").unlink()
    said = grade(term, "--exercise", ASKED, "--seed", "2")
    assert "Graded in more than was asked for, since nothing is there of other exercises: kurt, new\n" in said
    for student in ("kurt", "new"):
        results = kept(term, student)
        assert {results["exercises"][e]["run"] for e in EXERCISES} == {results["run"]}
    assert rows(term, OTHER)["new"][:-1] == rows(term, OTHER)["kurt"][:-1]


@pytest.mark.parametrize("cut", [lambda text: text[:4000], lambda text: "[]", lambda text: "{}", lambda text: "\0"])
def test_a_damaged_record_is_kept_of_nobody_and_stops_nobody(term, cut):
    path = term / "autograded" / "kurt" / ASSIGNMENT / "results.json"
    path.write_text(cut(path.read_text()))
    said = grade(term, "--exercise", ASKED, "--seed", "1")
    assert "nothing is there of other exercises: kurt\n" in said
    assert list(kept(term, "kurt")["exercises"]) == EXERCISES


def test_an_exercise_without_points_in_the_gradebook_is_not_kept(term):
    (term / "gradebook.db").unlink()
    said = grade(term, "--exercise", ASKED, "--seed", "2")
    assert "nothing is there of other exercises: ada, kurt\n" in said
    assert all(score is not None for name, score, *_ in rows(term, OTHER)["kurt"][:2])


def test_files_that_changed_in_an_exercise_not_asked_for_are_told(term):
    mend(term, "kurt", OTHER, BROKEN)
    before = rows(term, OTHER)
    said = grade(term, "--exercise", ASKED, "--seed", "2")
    assert f"so these keep the grades of the earlier files: kurt ({OTHER}).\n" in said
    assert rows(term, OTHER) == before
    advised = f"grade {ASSIGNMENT}"
    assert f"python -m autograder {advised}\n" in said
    assert "earlier files" not in grade(term)
    assert rows(term, OTHER) != before


def test_an_exercise_of_an_earlier_release_is_named_until_that_exercise_is_regraded(term):
    for journal in journals(term):
        head, rest = journal.read_text().split("\n", 1)
        heading = json.loads(head)
        heading["made_from"] = f"earlier-{heading['made_from'].split('-')[1]}"
        journal.write_text(json.dumps(heading) + "\n" + rest)
    assert "different releases: ada, kurt." in grade(term, "--exercise", OTHER)
    assert "different releases: kurt." in grade(term, "--exercise", ASKED, "--student", "ada")
    assert "different releases" not in grade(term, "--exercise", ASKED)


def test_a_cluster_regrades_one_exercise_as_this_machine_does(term, tmp_path):
    mend(term)
    here = shutil.copytree(term, tmp_path / "here")
    grade(here, "--exercise", ASKED, "--seed", "2")
    with cluster(tmp_path, workers=1) as (address, _):
        running = start(term, "--exercise", ASKED, "--seed", "2", "--scheduler", address)
        _, said = running.communicate(timeout=300)
    assert running.returncode == 0, said
    assert [rows(term, e) for e in EXERCISES] == [rows(here, e) for e in EXERCISES]
    assert kept(term, "ada")["functions"] == kept(here, "ada")["functions"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("nix", f"{ASSIGNMENT} has no exercise 'nix'. It has: {', '.join(EXERCISES)}."),
        ("adam", f"{ASSIGNMENT} has no exercise 'adam'; optimization has it. It has: {', '.join(EXERCISES)}."),
    ],
)
def test_an_exercise_that_the_assignment_has_not_is_refused_with_those_it_has(term, name, said):
    before = (term / "gradebook.db").read_bytes()
    done = autograder_in(term, "grade", ASSIGNMENT, "--exercise", ASKED, name)
    assert (done.returncode, done.stderr) == (2, f"autograder: {said}\n")
    assert (term / "gradebook.db").read_bytes() == before


def start(term, *arguments):
    command = [sys.executable, "-m", "autograder", "grade", ASSIGNMENT, *arguments]
    return subprocess.Popen(command, cwd=term, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def journals(term):
    return list((term / "gradings" / ASSIGNMENT).glob("*.jsonl"))


def events(term):
    newest = max(journals(term))
    return [json.loads(line) for line in newest.read_bytes().split(b"\n")[:-1]]


def kill_when(running, reached):
    while running.poll() is None and not reached():
        time.sleep(0.01)
    assert running.poll() is None, running.communicate()
    running.kill()
    running.communicate()


def test_killed_at_any_moment_a_regrade_goes_on_and_touches_nothing_else(term, tmp_path):
    for i in range(12):
        shutil.copytree(term / "submitted" / ("ada", "kurt")[i % 2], term / "submitted" / f"student{i:02}")
    grade(term, "--seed", "1")
    for i in range(0, 12, 2):
        mend(term, f"student{i:02}")
    calm = shutil.copytree(term, tmp_path / "calm")
    command = ("--exercise", ASKED, "--seed", "2")
    calm_said = grade(calm, *command)
    others, first = rows(term, OTHER), len(journals(term))
    moments, kills = random.Random(3), 0
    while kills < 6:
        running = start(term, *command)
        begun = len(journals(term)) > first
        lines = len(events(term)) + moments.randrange(3) if begun else moments.randrange(1, 4)
        while running.poll() is None and len(events(term)) < lines:
            time.sleep(0.01)
        time.sleep(moments.random() * 0.02)
        running.send_signal(signal.SIGKILL)
        running.communicate()
        kills += running.returncode == -signal.SIGKILL
        assert rows(term, OTHER) == others
        if running.returncode == 0:
            break
    said = grade(term, *command)
    assert len(journals(term)) == first + 1
    for exercise in EXERCISES:
        assert rows(term, exercise) == rows(calm, exercise)
    changes = [max((t / "gradings" / ASSIGNMENT).glob("*.changes.csv")).read_text() for t in (term, calm)]
    assert changes[0] == changes[1]
    assert "students: 6. " in said
    assert "students: 6. " in calm_said


def test_what_an_interrupted_regrade_took_out_is_graded_by_the_next_whatever_it_asks_for(term):
    mend(term)
    mend(term, "kurt", text="while True:\n    pass\n")
    first = len(journals(term))
    running = start(term, "--exercise", ASKED, "--jobs", "1")
    kill_when(running, lambda: len(journals(term)) > first and any("cleared" in event for event in events(term)))
    assert kept(term, "kurt")["exercises"][ASKED] is None
    done = autograder_in(term, "feedback", ASSIGNMENT, "--student", "kurt")
    assert done.returncode == 1
    assert f"has nothing of {ASKED}: a grading took it out, and was interrupted. Grade it again: " in done.stderr
    mend(term, "kurt")
    said = grade(term, "--exercise", OTHER, "--seed", "2")
    assert "Graded in more than was asked for, since nothing is there of other exercises: " in said
    assert None not in kept(term, "kurt")["exercises"].values()
    changed = max((term / "gradings" / ASSIGNMENT).glob("*.changes.csv")).read_text()
    assert f'"ada","{ASKED}"' in changed, "the state before the interrupted grading is the one to compare with"
    assert f'"kurt","{ASKED}"' not in changed
