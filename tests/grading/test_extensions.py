"""An extension is given by a command, before and after handing in, to all who are named or to nobody."""

import contextlib
import csv
import datetime
import json
import shutil
import sqlite3
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from nbgrader.apps.api import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from terms import autograder_in, empty_term, hand_in_to, nbgrader
from traitlets.config import PyFileConfigLoader

from autograder.grading.late_work.extension_requests import NoExtension, Wanted, read_list
from autograder.judging.references import exercises_of, reference_source

ASSIGNMENT, COURSE_ID = "dropout", "training-neural-networks"
DUE = "2026-10-24 22:00"
STUDENTS = ("ada", "emmy", "kurt")
RULE = """
from nbgrader.plugins import BasePlugin


class TenthADay(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return score * min(0.1 * -(-total_seconds_late // 86_400), 0.5)


c = get_config()
c.AssignLatePenalties.plugin_class = TenthADay
c.LatePenalties.timezone = "Europe/Berlin"
"""
MODULES = {exercise: reference_source(ASSIGNMENT, exercise) for exercise in exercises_of(ASSIGNMENT)}


@pytest.fixture(scope="module")
def class_of_three(tmp_path_factory) -> Path:
    """A class and a due date, as nbgrader's own commands enter them; nothing is released or handed in yet."""
    term = empty_term(tmp_path_factory.mktemp("extensions") / "term")
    config = term / "nbgrader_config.py"
    config.write_text(config.read_text() + RULE)
    nbgrader("db", "assignment", "add", ASSIGNMENT, f"--duedate={DUE} Europe/Berlin", cwd=term)
    for student in STUDENTS:
        nbgrader("db", "student", "add", student, cwd=term)
    return term


@pytest.fixture(scope="module")
def extended(class_of_three, tmp_path_factory) -> Path:
    """Kurt has two days more, and nobody has handed in."""
    term = tmp_path_factory.mktemp("extended") / "term"
    shutil.copytree(class_of_three, term)
    done = autograder_in(term, "extension", ASSIGNMENT, "kurt", "--days", "2")
    assert done.returncode == 0, done.stderr
    return term


@pytest.fixture
def term(extended, tmp_path) -> Path:
    """A class with Kurt's extension, of one's own."""
    shutil.copytree(extended, tmp_path / "term")
    return tmp_path / "term"


def extension(term: Path, *arguments: object, code: int = 0) -> str:
    """What `extension` prints; on stderr where it must fail."""
    done = autograder_in(term, "extension", ASSIGNMENT, *arguments)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stderr if code else done.stdout


def due_dates(term: Path) -> dict[str, str]:
    extension(term, "--json", "due.json")
    return {row["student"]: row["due"] for row in json.loads((term / "due.json").read_text())}


def lost(term: Path, student: str) -> float:
    with Gradebook(f"sqlite:///{term}/gradebook.db", COURSE_ID) as book:
        found = book.find_submission(ASSIGNMENT, student).late_submission_penalty
        book.engine.dispose()
    return found


def hand_in(term: Path, student: str, when: str) -> Path:
    folder = hand_in_to(term, student, ASSIGNMENT, **MODULES)
    (folder / "timestamp.txt").write_text(f"{when} Europe/Berlin")
    return folder


def test_an_extension_before_handing_in_says_the_due_dates_and_keeps_the_time_of_day(class_of_three, tmp_path):
    shutil.copytree(class_of_three, tmp_path / "term")
    said = extension(tmp_path / "term", "kurt", "--days", "2")
    # 49 hours: the clocks go back in the first night.
    assert said == "kurt: due 2026-10-26 22:00 Europe/Berlin, before 2026-10-24 22:00 Europe/Berlin\n"
    assert due_dates(tmp_path / "term")["kurt"] == "2026-10-26T21:00:00+00:00"


def test_nbgrader_has_the_extension_where_it_keeps_its_own(term):
    with Gradebook(f"sqlite:///{term}/gradebook.db", COURSE_ID) as book:
        found = book.find_submission(ASSIGNMENT, "kurt")
        assert (found.extension, found.timestamp) == (datetime.timedelta(days=2, hours=1), None)
        book.grant_extension(ASSIGNMENT, "kurt", hours=3)
        book.engine.dispose()
    assert due_dates(term)["kurt"] == "2026-10-24T23:00:00+00:00"


def test_who_has_an_extension_and_no_submission_has_handed_nothing_in(term):
    hand_in(term, "ada", "2026-10-24 12:00")
    assert autograder_in(term, "grade", ASSIGNMENT, "--seed", 5).returncode == 0
    assert autograder_in(term, "overview", ASSIGNMENT).stdout.endswith("graded submissions: 1\n")
    done = autograder_in(term, "export", ASSIGNMENT, "--for", "moodle", "--to", "moodle.csv")
    assert "Students who handed nothing in, and get 0: 2." in done.stdout
    with (term / "moodle.csv").open(encoding="utf-8-sig", newline="") as file:
        said = {row["Username"]: row[f"{ASSIGNMENT} (Feedback)"] for row in csv.DictReader(file)}
    assert said["kurt"] == said["emmy"] == "Nothing was handed in."
    directory = CourseDirectory(config=PyFileConfigLoader("nbgrader_config.py", path=str(term)).load_config())
    listed = NbGraderAPI(directory).get_submissions(ASSIGNMENT)
    assert [(row["student"], row["autograded"]) for row in listed] == [("ada", True)]


def test_work_within_an_extension_costs_nothing_by_our_way_and_by_nbgraders(term):
    hand_in(term, "kurt", "2026-10-26 22:00")
    hand_in(term, "emmy", "2026-10-26 22:00")
    assert autograder_in(term, "grade", ASSIGNMENT, "--seed", 5).returncode == 0
    # 49 hours are three days to this rule, which gets seconds.
    assert (lost(term, "kurt"), lost(term, "emmy")) == (0, pytest.approx(12 * 0.3))
    nbgrader("autograde", ASSIGNMENT, "--student=kurt", "--force", cwd=term)
    assert lost(term, "kurt") == 0


def test_nbgrader_grades_first_after_an_extension_also_where_a_notebook_is_missing(term):
    folder = hand_in(term, "kurt", "2026-10-27 21:00")
    (folder / f"{exercises_of(ASSIGNMENT)[-1]}.ipynb").unlink()
    nbgrader("autograde", ASSIGNMENT, cwd=term)
    with Gradebook(f"sqlite:///{term}/gradebook.db", COURSE_ID) as book:
        found = book.find_submission(ASSIGNMENT, "kurt")
        points, penalty = found.score, found.late_submission_penalty
        book.engine.dispose()
    assert points > 0
    assert penalty == pytest.approx(0.1 * points)


def test_nbgrader_releases_an_assignment_after_an_extension(term):
    quick = "--ReleaseModule.enabled=False"  # no module is tried, which takes long
    nbgrader("generate_assignment", ASSIGNMENT, f"--CourseDirectory.release_directory={term}/out", quick, cwd=term)
    assert due_dates(term)["kurt"] == "2026-10-26T21:00:00+00:00"


def test_the_penalty_follows_an_extension_at_once(term):
    hand_in(term, "emmy", "2026-10-25 12:00")
    assert autograder_in(term, "grade", ASSIGNMENT, "--seed", 5).returncode == 0
    assert lost(term, "emmy") == pytest.approx(1.2)
    assert "emmy, dropout: 1.2 -> 0" in extension(term, "emmy", "--hours", "24")
    assert lost(term, "emmy") == 0
    assert "emmy, dropout: 0 -> 1.2" in extension(term, "emmy", "--none")
    assert lost(term, "emmy") == pytest.approx(1.2)


def test_extensions_replace_each_other_and_count_from_the_assignments_due_date(term):
    assert "kurt: due 2026-10-25 22:00 Europe/Berlin, before 2026-10-26 22:00" in extension(term, "kurt", "--days", "1")
    assert "due 2026-10-25 09:30 Europe/Berlin" in extension(term, "kurt", "--until", "2026-10-25 09:30")
    assert "due 2026-10-25 10:30 Europe/Berlin" in extension(term, "KURT", "--until", "2026-10-25 09:30 UTC")
    assert "kurt: due 2026-10-24 22:00" in extension(term, "kurt", "--none")
    assert set(due_dates(term).values()) == {"2026-10-24T20:00:00+00:00"}


def test_an_extension_is_no_grade_to_be_taken_out_and_outlives_one(term):
    done = autograder_in(term, "ungrade", ASSIGNMENT, "kurt")
    assert (done.returncode, "has no grade of dropout for 'kurt'" in done.stderr) == (2, True)
    folder = hand_in(term, "kurt", "2026-10-26 22:00")
    assert autograder_in(term, "grade", ASSIGNMENT, "--seed", 5).returncode == 0
    shutil.rmtree(folder)
    assert autograder_in(term, "ungrade", ASSIGNMENT, "kurt").returncode == 0
    extension(term, "--json", "due.json")
    (kurt,) = (row for row in json.loads((term / "due.json").read_text()) if row["student"] == "kurt")
    assert (kurt["due"], kurt["handed_in"]) == ("2026-10-26T21:00:00+00:00", None)


def test_the_table_shows_everybodys_due_date(term):
    lines = extension(term).splitlines()
    for student, day in (("ada", "24"), ("emmy", "24"), ("kurt", "26")):
        (line,) = (one for one in lines if f" {student} " in one)
        assert f"2026-10-{day} 22:00 Europe/Berlin" in line


REFUSED = {
    "an unknown student among known ones": (("ada", "nobody", "--days", "1"), "knows no 'nobody'"),
    "one student twice": (("ada", "ADA", "--days", "1"), "named twice"),
    "no student": (("--days", "1"), "Who gets it?"),
    "no time": (("ada",), "How much time"),
    "no day": (("ada", "--days", "0"), "0 days is no extension"),
    "half a day": (("ada", "--days", "1.5"), "give whole days, or hours"),
    "fewer days": (("ada", "--days=-1"), "days is '-1', which is no number of days"),
    "days in words": (("ada", "--days", "two"), "'two', which is no number of days"),
    "many days": (("ada", "--days", "3000"), "more than a year"),
    "all hours": (("ada", "--hours", "99999"), "more than a year"),
    "hours without end": (("ada", "--hours", "inf"), "no number of hours"),
    "a time before the due date": (("ada", "--until", "2026-10-24 21:59"), "must end after the due date"),
    "a time in a year of its own": (("ada", "--until", "9999-12-31 23:59"), "more than a year"),
    "a day without a time": (("ada", "--until", "2026-10-26"), "which is no time. Write it as 2026-10-09 22:00"),
    "a time of no single moment": (("ada", "--until", "2026-10-25 02:30"), "the clocks were changed then"),
    "a zone that may be several": (("ada", "--until", "2026-10-26 22:00 CST"), "may mean several time zones"),
    "a list that is not there": (("--list", "nowhere.csv"), "nowhere.csv cannot be read"),
    "a list and students": (("ada", "--list", "nowhere.csv"), "name no students beside it"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_given_is_refused_in_a_sentence_and_nobody_gets_anything(extended, case):
    arguments, said = REFUSED[case]
    before = (extended / "gradebook.db").read_bytes()
    message = extension(extended, *arguments, code=2)
    assert said in message
    assert message.count("\n") == 1
    assert (extended / "gradebook.db").read_bytes() == before


def test_an_assignment_without_a_due_date_is_told_how_to_get_one(term):
    with contextlib.closing(sqlite3.connect(term / "gradebook.db")) as database, database:
        database.execute("UPDATE assignment SET duedate = NULL")
    message = extension(term, "ada", "--days", "1", code=2)
    command = message.partition("Set it, as by: nbgrader ")[2].split("--duedate=")
    nbgrader(*command[0].split(), "--duedate=" + command[1].strip().strip('"'), cwd=term)
    extension(term, "ada", "--days", "1")


def test_a_student_who_is_new_is_added_by_the_advised_command(term):
    message = extension(term, "sofia", "--days", "1", code=2)
    nbgrader(*message.partition("is added by: nbgrader ")[2].split(), cwd=term)
    assert "sofia: due 2026-10-25 22:00" in extension(term, "sofia", "--days", "1")


def test_without_a_gradebook_nobody_gets_an_extension_and_none_is_made(tmp_path):
    term = empty_term(tmp_path / "term")
    assert "There is no gradebook yet" in extension(term, "ada", "--days", "1", code=2)
    assert not (term / "gradebook.db").exists()


LISTS = {
    "commas": "id,days\nada,1\nemmy,2\n",
    "semicolons": "id;days\nada;1\nemmy;2\n",
    "a spreadsheet's first line": "sep=;\nid;days\nada;1\nemmy;2\n",
    "capitals and a class list's other columns": "id,last_name,Days\nada,Lovelace,1\nemmy,Noether,2\nkurt,Gödel,\n",
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("form", LISTS)
def test_a_list_is_read_as_spreadsheets_save_it(tmp_path, form, encoding):
    (tmp_path / "list.csv").write_text(LISTS[form], encoding=encoding)
    assert read_list(tmp_path / "list.csv") == {"ada": Wanted(days=1), "emmy": Wanted(days=2)}


def test_a_list_may_give_hours_and_times_too(term):
    (term / "list.csv").write_text("id;days;hours;until\nada;;1,5;\nemmy;;;2026-10-26 08:00\nkurt;1;;\n")
    assert extension(term, "--list", "list.csv").splitlines() == [
        "ada: due 2026-10-24 23:30 Europe/Berlin, before 2026-10-24 22:00 Europe/Berlin",
        "emmy: due 2026-10-26 08:00 Europe/Berlin, before 2026-10-24 22:00 Europe/Berlin",
        "kurt: due 2026-10-25 22:00 Europe/Berlin, before 2026-10-26 22:00 Europe/Berlin",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id,days\nada,1\nada,2\n", "line 3: id 'ada' stands in line 2 already"),
        ("id,days\nada,soon\n", "line 2: days is 'soon'"),
        ("id,days,until\nada,1,2026-10-26 22:00\n", "line 2: it says days and until"),
        ("id,days\n,1\n", "line 2: the id is missing"),
        ("id,name\nada,Ada\n", "none of its columns is called days, hours or until"),
        ("name,days\nAda,1\n", "no column tells the students apart"),
        ("Email address,days\nada@example.edu,1\n", "there is no column id"),
        ("id,days\nada,\n", "gives nobody an extension"),
        ("", "line 1"),
    ],
)
def test_a_list_that_cannot_be_meant_is_refused_with_its_line(tmp_path, text, said):
    (tmp_path / "list.csv").write_text(text)
    with pytest.raises(ValueError, match=said) as refused:
        read_list(tmp_path / "list.csv")
    assert "\n" not in str(refused.value)


def test_a_list_with_an_unknown_student_gives_nobody_anything(term):
    (term / "list.csv").write_text("id,days\nada,1\nnobody,1\n")
    before = due_dates(term)
    assert "knows no 'nobody'" in extension(term, "--list", "list.csv", code=2)
    assert due_dates(term) == before


def test_days_must_be_whole():
    with pytest.raises(NoExtension, match="whole days"):
        Wanted(days=0.5).beyond(datetime.datetime(2026, 10, 24, 20), datetime.UTC)
