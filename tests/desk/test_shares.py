"""Grading by hand, blind and in shares: nothing tells whose an answer is, and each has one grader, who keeps it."""

import json
import re
import shutil
from collections import Counter

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbgrader.api import Gradebook
from terms import autograder_in, empty_term, hand_in_to

from autograder.desk.shares import UnusableShares, graders_named, shares

ASSIGNMENT, EXERCISE = "data_processing", "standardize"
WRITTEN = f"{EXERCISE}_written"
PEOPLE = {"ada": ("Ada", "Lovelace"), "emmy": ("Emmy", "Noether"), "grace": ("Grace", "Hopper"), "kurt": ("Kurt", "G")}
LATER = ("sofia", "zoe")
COURSE_ID = "training-neural-networks"

notebooks = st.dictionaries(st.uuids().map(lambda u: u.hex), st.sampled_from(["sgd", "adam", "rmsprop"]), max_size=40)
graders = st.lists(st.sampled_from(["ada", "ben", "carl", "dora"]), min_size=1, unique=True).map(tuple)


def spread(found, known, names):
    """By exercise, how far the largest share is from the smallest."""
    counts = Counter((known[notebook], grader) for notebook, grader in found.items())
    return {e: max(counts[e, g] for g in names) - min(counts[e, g] for g in names) for e in set(known.values())}


@given(notebooks, notebooks, graders)
def test_shares_differ_by_one_at_most_and_stay_when_more_are_handed_in(first, later, names):
    before = shares(first, first, {}, names)
    assert before.keys() == first.keys()
    assert before == shares(dict(reversed(first.items())), first, {}, names)
    both = later | first
    after = shares(both, both, before, names)
    assert after.keys() == both.keys()
    assert {n: after[n] for n in before} == before
    for found, known in ((before, first), (after, both)):
        assert max(spread(found, known, names).values(), default=0) <= 1


def test_the_odd_answers_of_several_exercises_do_not_all_go_to_one_grader():
    known = {f"{i:032x}": exercise for i, exercise in enumerate(["adam", "momentum", "rmsprop", "sgd"])}
    assert Counter(shares(known, known, {}, ("ada", "ben")).values()) == {"ada": 2, "ben": 2}


def test_what_a_grader_who_left_has_not_read_goes_to_the_others_and_what_was_read_stays():
    known = dict.fromkeys("abcdef", "sgd")
    before = shares(known, known, {}, ("ada", "ben"))
    bens = [n for n in known if before[n] == "ben"]
    waiting = {n: "sgd" for n in known if n != bens[0]}
    after = shares(waiting, known, before, ("ada", "carl"))
    assert after[bens[0]] == "ben"
    assert {after[n] for n in waiting} == {"ada", "carl"}
    assert all(after[n] == "ada" for n in known if before[n] == "ada")


def test_a_submission_that_is_gone_weighs_on_nobody():
    kept = {"gone1": "ada", "gone2": "ada"}
    assert shares({"a": "sgd"}, {"a": "sgd"}, kept, ("ada", "ben")) == {"a": "ada"}


@pytest.mark.parametrize("text", ["", ",", "ada,", "ada,,ben", "ada,ADA", "ada, ada "])
def test_graders_who_are_nobody_or_named_twice_are_refused(text):
    with pytest.raises(UnusableShares, match="--graders"):
        graders_named(text)


def _answer(term, student):
    folder = hand_in_to(term, student, ASSIGNMENT)
    notebook = nbformat.read(folder / f"{EXERCISE}.ipynb", as_version=4)
    cell = next(c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == WRITTEN)
    cell.source = f"The mean and the spread of the training set, thinks {student}."
    nbformat.write(notebook, folder / f"{EXERCISE}.ipynb")


def _grade(term, *students):
    for student in students:
        _answer(term, student)
    done = autograder_in(term, "grade", ASSIGNMENT, "--student", *students)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """A class whose written answers all wait, and whose gradebook knows the students' names."""
    term = empty_term(tmp_path_factory.mktemp("shares") / "term")
    _grade(term, *PEOPLE)
    with Gradebook(f"sqlite:///{term}/gradebook.db", COURSE_ID) as gradebook:
        for student, (first, last) in PEOPLE.items():
            about = {"email": f"{student}@example.edu", "lms_user_id": f"77{len(student)}"}
            gradebook.update_or_create_student(student, first_name=first, last_name=last, **about)
    return term


@pytest.fixture
def copied(graded, tmp_path):
    return shutil.copytree(graded, tmp_path / "term")


def _page(term):
    return (term / "overview" / f"{ASSIGNMENT}_blind.html").read_text(encoding="utf-8")


def _links(text):
    return re.findall(r'href="http://localhost:8888/formgrader/submissions/([0-9a-f]{32})"', text)


def _ids(term):
    with Gradebook(f"sqlite:///{term}/gradebook.db", COURSE_ID) as gradebook:
        return {s.student.id: s.id for s in gradebook.notebook_submissions(EXERCISE, ASSIGNMENT)}


def _sections(text):
    """The ids that each grader's section links to."""
    parts = re.split(r"<h2 [^>]*>(\w+)", text)
    return {name: _links(part) for name, part in zip(parts[1::2], parts[2::2], strict=True)}


def test_a_blind_page_links_all_that_waits_and_holds_no_trace_of_a_student(graded):
    done = autograder_in(graded, "overview", ASSIGNMENT, "--blind")
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("_blind.html, answers to read: 4\n")
    text, ids = _page(graded), _ids(graded)
    assert _links(text) == sorted(ids.values())
    assert set(re.findall(r'href="([^"]*)"', text)) == {
        f"http://localhost:8888/formgrader/submissions/{n}" for n in ids.values()
    }
    with Gradebook(f"sqlite:///{graded}/gradebook.db", COURSE_ID) as gradebook:
        traces = {t for s in gradebook.students for t in (s.id, s.first_name, s.last_name, s.email, s.lms_user_id)}
    words = set(re.findall(r"[\w@.]+", re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL)))
    assert not traces & words


def test_each_answer_is_in_one_graders_share_and_stays_there_with_later_submissions(copied):
    command = ("overview", ASSIGNMENT, "--blind", "--graders", "ben,carl")
    done = autograder_in(copied, *command)
    assert done.stdout.splitlines()[-2:] == ["ben: 2", "carl: 2"]
    before = _sections(_page(copied))
    assert sorted(before["ben"] + before["carl"]) == sorted(_ids(copied).values())
    assert autograder_in(copied, *command).returncode == 0
    assert _sections(_page(copied)) == before
    _grade(copied, *LATER)
    done = autograder_in(copied, "grade", ASSIGNMENT)
    assert done.returncode == 0, done.stderr
    assert autograder_in(copied, *command).stdout.splitlines()[-2:] == ["ben: 3", "carl: 3"]
    after = _sections(_page(copied))
    assert all(set(before[grader]) < set(after[grader]) for grader in before)


def test_an_answer_that_was_read_is_not_listed_any_more(copied):
    with Gradebook(f"sqlite:///{copied}/gradebook.db", COURSE_ID) as gradebook:
        for student in PEOPLE:
            grade = gradebook.find_grade(WRITTEN, EXERCISE, ASSIGNMENT, student)
            grade.manual_score, grade.needs_manual_grade = 1.0, False
        gradebook.db.commit()
    done = autograder_in(copied, "overview", ASSIGNMENT, "--blind", "--graders", "ben")
    assert done.stdout.splitlines()[-1] == "ben: 0"
    assert "Nothing waits." in _page(copied)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--graders", "ben"], "give --blind too"),
        (["--blind", "--graders", "ben,"], "has an empty name"),
        (["--blind", "--roster", "students.csv"], "--roster adds names"),
    ],
)
def test_options_that_do_not_fit_are_one_sentence(graded, options, told):
    done = autograder_in(graded, "overview", ASSIGNMENT, *options)
    assert done.returncode == 2
    assert told in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("damage", ["{", "[]", '{"a": 1}'])
def test_damaged_shares_are_one_sentence_and_stay_as_they_are(copied, damage):
    path = copied / "gradings" / ASSIGNMENT / "shares.json"
    path.write_text(damage)
    done = autograder_in(copied, "overview", ASSIGNMENT, "--blind", "--graders", "ben,carl")
    assert done.returncode == 2
    assert "delete it" in done.stderr
    assert path.read_text() == damage


def test_the_kept_shares_name_no_student(copied):
    autograder_in(copied, "overview", ASSIGNMENT, "--blind", "--graders", "ben,carl")
    kept = json.loads((copied / "gradings" / ASSIGNMENT / "shares.json").read_text())
    assert sorted(kept) == sorted(_ids(copied).values())


def test_nothing_graded_is_told_with_the_command_that_grades(term):
    done = autograder_in(term, "overview", ASSIGNMENT, "--blind")
    assert done.returncode == 2
    assert f"python -m autograder grade {ASSIGNMENT}" in done.stderr
