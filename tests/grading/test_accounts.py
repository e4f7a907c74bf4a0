"""Students who leave, and students with two accounts: nothing is lost, and nobody else is touched."""

import csv
import itertools
import json
import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Base, Gradebook
from services import POSTGRES, postgresql_server
from sqlalchemy import create_engine, select
from terms import autograder_in, empty_term, hand_in_to

from autograder.grading.accounts import merge
from autograder.grading.course import open_course
from autograder.judging.references import reference_source

FIRST, SECOND, EXERCISE, WRITTEN = "data_processing", "dropout", "standardize", "standardize_written"
RIGHT = reference_source(FIRST, EXERCISE)
BEFORE, LAST = RIGHT.split("def standardize(")
HALF = f"{BEFORE}def standardize({LAST.replace('X - mean', 'X + mean')}"
COURSE_ID = "training-neural-networks"
RULE = """
from nbgrader.plugins import BasePlugin


class TenthADay(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return score * min(0.1 * -(-total_seconds_late // 86_400), 0.5)


get_config().AssignLatePenalties.plugin_class = TenthADay
"""


def book(url) -> Gradebook:
    return Gradebook(url, COURSE_ID)


def url_of(term) -> str:
    return open_course(term).directory.db_url


def graded_class(term):
    """Make a class of four: Kurt handed in data_processing late, with points by hand, and his new account dropout."""
    empty_term(term)
    (term / "nbgrader_config.py").write_text((term / "nbgrader_config.py").read_text() + RULE)
    for student, module in (("ada", RIGHT), ("emmy", HALF), ("kurt", HALF)):
        folder = hand_in_to(term, student, FIRST, standardize=module)
    (folder / "timestamp.txt").write_text("2026-10-07 21:00:00 UTC")
    hand_in_to(term, "goedel", SECOND)
    return term


def graded_with(term, url):
    with book(url) as gradebook:
        gradebook.update_or_create_assignment(FIRST, duedate="2026-10-05 22:00:00 UTC")
    for assignment in (FIRST, SECOND):
        done = autograder_in(term, "grade", assignment, "--seed", 5)
        assert done.returncode == 0, done.stderr
    with book(url) as gradebook:
        gradebook.update_or_create_student("kurt", first_name="Kurt", last_name="Gödel", email="kurt@x")
        gradebook.update_or_create_student("goedel", first_name="Kurt F.", email=None, lms_user_id="105")
        grade = gradebook.find_grade(WRITTEN, EXERCISE, FIRST, "kurt")
        grade.manual_score, grade.extra_credit, grade.needs_manual_grade = 0.5, 0.25, False
        gradebook.find_comment(WRITTEN, EXERCISE, FIRST, "kurt").manual_comment = "Why?"
        gradebook.grant_extension(FIRST, "kurt", days=1)
        gradebook.db.commit()
        gradebook.engine.dispose()
    # The points by hand are recorded, and the penalty follows the extension.
    assert autograder_in(term, "grade", FIRST, "--seed", 5).returncode == 0
    return term


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    term = graded_class(tmp_path_factory.mktemp("accounts") / "term")
    url = url_of(term)  # nbgrader calls alembic by its name: the configuration says where it is
    return graded_with(term, url)


@pytest.fixture
def term(graded, tmp_path):
    return shutil.copytree(graded, tmp_path / "a term")


def dump(url) -> dict[str, list[dict]]:
    """The whole gradebook, table by table."""
    engine = create_engine(url)
    with engine.connect() as connection:
        found = {
            table.name: sorted((dict(row) for row in connection.execute(select(table)).mappings()), key=repr)
            for table in Base.metadata.sorted_tables
        }
    engine.dispose()
    return found


def exported(term, assignment=FIRST, *options):
    done = autograder_in(term, "export", assignment, "--to", "grades.csv", *options)
    assert done.returncode == 0, done.stderr
    with (term / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}, done.stdout


def files(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


# Who has left.


def test_who_has_left_is_in_no_export_overview_or_feedback_and_keeps_all_grades(term):
    before, feedback = dump(url_of(term)), term / "feedback"
    said = autograder_in(term, "leave", "emmy")
    assert said.returncode == 0
    assert "emmy has left: noted in left.csv" in said.stdout
    assert exported(term)[0].keys() == {"ada", "kurt", "goedel"}
    assert "nothing in, and get 0: 1." in exported(term)[1], "Goedel alone"
    assert "students: 2" in autograder_in(term, "feedback", FIRST).stdout
    assert sorted(p.name for p in feedback.iterdir()) == ["ada", "kurt"]
    overview = autograder_in(term, "overview", FIRST)
    assert "graded submissions: 2" in overview.stdout
    assert "emmy" not in (term / "overview" / f"{FIRST}.html").read_text()
    assert dump(url_of(term)) == before
    refused = autograder_in(term, "feedback", FIRST, "--student", "emmy")
    assert refused.returncode == 2
    assert "has left the course" in refused.stderr


def test_who_has_left_is_graded_no_more_and_not_added_anew(term):
    hand_in_to(term, "gone", FIRST, standardize=RIGHT)
    (term / "left.csv").write_text("id;left;why\nEMMY;2026-11-02;moved\ngone;;\n")
    before = [g for g in dump(url_of(term))["grade"]]
    done = autograder_in(term, "grade", FIRST, "--seed", 5)
    assert done.returncode == 0, done.stderr
    assert "Have left the course, so not graded; earlier grades stay: emmy, gone" in done.stdout
    assert "New in the gradebook" not in done.stdout
    after = dump(url_of(term))
    assert {s["id"] for s in after["student"]} == {"ada", "emmy", "kurt", "goedel"}
    assert after["grade"] == before
    shutil.rmtree(term / "submitted" / "emmy")
    assert "not in the submissions any more" not in autograder_in(term, "grade", FIRST, "--seed", 5).stdout


@pytest.mark.parametrize("known", [True, False])
def test_a_list_that_still_has_who_left_stops_nobodys_export(term, known):
    if not known:
        with book(url_of(term)) as gradebook:
            gradebook.remove_student("emmy")
            gradebook.engine.dispose()
    (term / "left.csv").write_text("id,left\nemmy,2026-11-02\n")
    lines = "".join(f"{s},{s},{s}@x\n" for s in ("ada", "emmy", "goedel", "kurt"))
    (term / "list.csv").write_text(f"First name,Username,Email address\n{lines}")
    done = autograder_in(term, "export", FIRST, "--for", "moodle", "--roster", "list.csv", "--to", "m.csv")
    assert done.returncode == 0, done.stderr
    assert "Have left the course, so not in the file, though list.csv has them: emmy." in done.stdout
    with (term / "m.csv").open(encoding="utf-8-sig", newline="") as file:
        assert {row["Username"] for row in csv.DictReader(file)} == {"ada", "goedel", "kurt"}
    assert autograder_in(term, "overview", FIRST, "--roster", "list.csv").returncode == 0
    assert "emmy" not in (term / "overview" / f"{FIRST}.html").read_text()


def test_who_comes_back_is_as_before(term):
    before = exported(term)[0]
    (term / "left.csv").write_text("id,left,why\nsomebody,2026-10-01,=1+1\n")
    assert autograder_in(term, "leave", "emmy", "kurt").returncode == 0
    again = autograder_in(term, "leave", "emmy")
    assert "emmy had left before" in again.stdout
    back = autograder_in(term, "leave", "--back", "emmy", "kurt", "ada")
    assert back.returncode == 0
    assert "ada was not in left.csv" in back.stdout
    assert exported(term)[0] == before
    assert (term / "left.csv").read_text() == "id,left,why\nsomebody,2026-10-01,'=1+1\n"


@pytest.mark.parametrize(
    ("content", "said"),
    [("name,when\nemmy,2026\n", "no column"), (b"id\n\xff\xfe", "no UTF-8 text"), ("", "no column")],
)
def test_a_list_of_leavers_that_cannot_be_read_is_one_sentence_and_nothing_is_done(term, content, said):
    path = term / "left.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    before = dump(url_of(term)), path.read_bytes()
    for command in (
        ("grade", FIRST),
        ("export", FIRST, "--to", "g.csv"),
        ("overview", FIRST),
        ("feedback", FIRST),
        ("leave", "ada"),
        ("merge", "kurt", "goedel"),
    ):
        done = autograder_in(term, *command)
        assert done.returncode == 2, command
        assert said in done.stderr
        assert len(done.stderr.splitlines()) == 1
    assert (dump(url_of(term)), path.read_bytes()) == before


def test_an_id_that_nobody_has_is_told_and_nobody_is_noted(term):
    done = autograder_in(term, "leave", "ada", "emy")
    assert done.returncode == 2
    assert "nobody has the id 'emy', so nobody was noted" in done.stderr
    assert not (term / "left.csv").exists()


# Two accounts of one student.


def as_merged(tables, old="kurt", new="goedel"):
    """What a gradebook should hold after a merge in which no assignment was double."""
    about = {row["id"]: row for row in tables["student"]}
    joined = {name: about[new][name] or about[old][name] for name in about[new]}
    students = [row for row in tables["student"] if row["id"] not in (old, new)]
    submissions = [r | ({"student_id": new} if r["student_id"] == old else {}) for r in tables["submitted_assignment"]]
    found = tables | {"student": [*students, joined], "submitted_assignment": submissions}
    return {name: sorted(rows, key=repr) for name, rows in found.items()}


def test_two_accounts_become_one_with_all_points_and_nobody_else_is_changed(term):
    url = url_of(term)
    before, points, work = dump(url), exported(term)[0], files(term / "submitted" / "kurt")
    others = {s: files(term / step / s) for step in ("submitted", "autograded") for s in ("ada", "emmy")}
    done = autograder_in(term, "merge", "kurt", "goedel")
    assert done.returncode == 0, done.stderr
    assert dump(url) == as_merged(before)
    assert others == {s: files(term / step / s) for step in ("submitted", "autograded") for s in ("ada", "emmy")}
    assert {k: v for k, v in files(term / "submitted" / "goedel").items() if k.startswith(FIRST)} == work
    assert not (term / "submitted" / "kurt").exists()
    assert not (term / "autograded" / "kurt").exists()
    assert points["kurt"] > 0
    wanted = {"ada": points["ada"], "emmy": points["emmy"], "goedel": points["kurt"]}
    assert exported(term)[0] == wanted
    for assignment in (FIRST, SECOND):
        again = autograder_in(term, "grade", assignment, "--seed", 5)
        assert again.returncode == 0
        assert "New in the gradebook" not in again.stdout
        assert "waits to be read again" not in again.stdout
    assert dump(url) == as_merged(before)
    assert exported(term)[0] == wanted
    assert autograder_in(term, "feedback", FIRST).returncode == 0
    page = (term / "feedback" / "goedel" / FIRST / "feedback.html").read_text()
    assert "Why?" in page
    assert "Kurt F. Gödel" in page


def test_a_renamed_account_is_the_same_command_and_undone_by_it(term):
    before, work = dump(url_of(term)), files(term / "submitted")
    assert "kurt is now called kg" in autograder_in(term, "merge", "kurt", "kg").stdout
    assert exported(term)[0].keys() == {"ada", "emmy", "goedel", "kg"}
    assert autograder_in(term, "merge", "kg", "kurt").returncode == 0
    assert dump(url_of(term)) == before
    assert files(term / "submitted") == work


@pytest.fixture
def double(term):
    """Both accounts handed data_processing in, and it was graded."""
    hand_in_to(term, "goedel", FIRST, standardize=RIGHT)
    assert autograder_in(term, "grade", FIRST, "--student", "goedel", "--seed", 5).returncode == 0
    return term


def test_where_both_handed_in_it_stops_changes_nothing_and_asks(double):
    before = dump(url_of(double)), files(double)
    done = autograder_in(double, "merge", "kurt", "goedel")
    assert done.returncode == 2
    assert f"Both accounts have a submission of {FIRST}, and one stays. Nothing was changed." in done.stderr
    assert len(done.stderr.splitlines()) == 1
    after = files(double)
    after.pop("gradings/lock"), before[1].pop("gradings/lock")
    assert (dump(url_of(double)), after) == before


@pytest.mark.parametrize(("keep", "whose"), [("kurt", "kurt"), (f"{FIRST}=goedel", "goedel")])
def test_whose_submission_stays_is_chosen_and_the_other_is_kept(double, keep, whose):
    url, points = url_of(double), exported(double)[0]
    other = {"kurt": "goedel", "goedel": "kurt"}[whose]
    staying, going = (files(double / "submitted" / s / FIRST) for s in (whose, other))
    rows = {tuple(r.items()) for r in dump(url)["grade"]}
    done = autograder_in(double, "merge", "kurt", "goedel", "--keep", keep)
    assert done.returncode == 0, done.stderr
    assert f"{FIRST}: the submission of {whose} stays" in done.stdout
    assert files(double / "submitted" / "goedel" / FIRST) == staying
    (kept,) = (double / "gradings" / "merged").iterdir()
    assert str(kept) in done.stdout
    assert files(kept / "submitted" / other / FIRST) == going
    assert (kept / "autograded" / other / FIRST / "results.json").is_file()
    saved = [row for row in json.loads((kept / "gradebook.json").read_text()) if row["table"] == "grade"]
    assert {r["id"] for r in saved} >= {dict(r)["id"] for r in rows} - {r["id"] for r in dump(url)["grade"]}
    assert exported(double)[0]["goedel"] == pytest.approx(points[whose])
    done = autograder_in(double, "grade", FIRST, "--seed", 5)
    assert "read again" not in done.stdout
    assert exported(double)[0]["goedel"] == pytest.approx(points[whose])
    with book(url) as gradebook:
        # Whoever's work stays, an extension was granted to the person.
        assert gradebook.find_submission(FIRST, "goedel").extension.days == 1
        gradebook.engine.dispose()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("kurt", "kurt"), "is one account already"),
        (("nobody", "ada"), "Nobody has the id 'nobody'"),
        (("..", "ada"), "is no id"),
        (("", "ada"), "is no id"),
        (("kurt/..", "ada"), "is no id"),
        (("kurt", "a/b"), "has a character that no folder's name may have"),
        (("kurt", "Ada"), "Merge into that one"),
        (("kurt", "goedel", "--keep", "ada"), "names neither account"),
        (("kurt", "goedel", "--keep", f"{SECOND}=kurt"), "not both accounts have a submission"),
    ],
)
def test_what_cannot_be_merged_is_one_sentence_and_nothing_is_done(term, arguments, said):
    before = dump(url_of(term))
    done = autograder_in(term, "merge", *arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert dump(url_of(term)) == before
    assert not (term / "unfinished_merge.json").exists()


# nbgrader makes the row while its session looks for others.
@pytest.mark.filterwarnings("ignore:Object of type <Submitted")
def test_an_extension_alone_is_no_submission_and_moves_along(term):
    with book(url_of(term)) as gradebook:
        gradebook.update_or_create_submission(FIRST, "goedel")
        gradebook.grant_extension(FIRST, "goedel", days=3)
        gradebook.engine.dispose()
    done = autograder_in(term, "merge", "kurt", "goedel")
    assert done.returncode == 0, done.stderr
    with book(url_of(term)) as gradebook:
        submission = gradebook.find_submission(FIRST, "goedel")
        assert submission.extension.days == 3
        assert submission.score > 0
        gradebook.engine.dispose()


def answer_anew(term, student):
    path = term / "submitted" / student / FIRST / f"{EXERCISE}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    (cell,) = (c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == WRITTEN)
    cell.source = "Another answer."
    nbformat.write(notebook, path)
    return autograder_in(term, "grade", FIRST, "--seed", 5).stdout


def test_points_by_hand_move_with_the_answer_that_they_are_for(term):
    assert autograder_in(term, "merge", "kurt", "goedel").returncode == 0
    said = answer_anew(term, "goedel")
    assert "The answer has changed since a person graded it" in said
    assert "goedel, standardize_written: 0.5 and 0.25 extra (“Why?”)" in " ".join(said.split())


def test_what_is_known_of_points_that_were_set_aside_moves_along(term):
    assert "The answer has changed since" in answer_anew(term, "kurt")
    waits = "wait to be given anew: {}, standardize_written: 0.5 and 0.25 extra (“Why?”)"
    assert waits.format("kurt") in exported(term)[1]
    assert autograder_in(term, "merge", "kurt", "goedel").returncode == 0
    assert waits.format("goedel") in exported(term)[1]


def test_an_interrupted_grading_is_finished_before_a_merge(term):
    journal = max((term / "gradings" / FIRST).glob("*.jsonl"))
    *lines, ended = journal.read_bytes().splitlines(keepends=True)
    assert b"ended" in ended
    journal.write_bytes(b"".join(lines))
    done = autograder_in(term, "merge", "kurt", "goedel")
    assert done.returncode == 2
    assert f"Finish it first: python -m autograder grade {FIRST}" in done.stderr
    assert autograder_in(term, "grade", FIRST).returncode == 0
    assert autograder_in(term, "merge", "kurt", "goedel").returncode == 0


def test_a_damaged_note_of_a_merge_stops_all_with_one_sentence(term):
    (term / "unfinished_merge.json").write_text('{"old": "kurt"')
    for command in (["grade", FIRST], ["export", FIRST, "--to", "g.csv"], ["merge", "kurt", "goedel"]):
        done = autograder_in(term, *command)
        assert done.returncode == 2
        assert "tells how far a merge of two accounts has come" in done.stderr
        assert len(done.stderr.splitlines()) == 1


def test_who_left_under_the_old_id_is_back_under_the_new_one(term):
    assert autograder_in(term, "leave", "kurt").returncode == 0
    assert "is of the course as goedel" in autograder_in(term, "merge", "kurt", "goedel").stdout
    assert "goedel" in exported(term)[0]


def killed_after(calls, term) -> int:
    """Merge in a process of its own, which is killed before the step after so many. Returns how it ended."""
    left = itertools.count(calls, -1)

    def until_killed(real):
        def called(*arguments, **named):
            if not next(left):
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*arguments, **named)

        return called

    child = os.fork()
    if not child:
        for name in ("write_merge", "change_rows", "record", "merge_record", "merge_uploads", "take_back"):
            setattr(merge, name, until_killed(getattr(merge, name)))
        os.rename, Path.unlink = until_killed(os.rename), until_killed(Path.unlink)
        try:
            os.chdir(term)
            merge.merge_accounts(open_course(), "kurt", "goedel", ("kurt",))
            os._exit(0)
        finally:
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_a_kill_at_any_step_leaves_what_was_or_what_the_same_command_finishes(double, tmp_path):
    wanted = shutil.copytree(double, tmp_path / "not killed")
    command = ("merge", "kurt", "goedel", "--keep", "kurt")
    assert autograder_in(wanted, *command).returncode == 0
    tables = dump(url_of(wanted))
    kept = {step: files(wanted / step) for step in ("submitted", "autograded")}
    ended, calls = None, 0
    while ended != 0:
        killed = shutil.copytree(double, tmp_path / str(calls))
        before = dump(url_of(killed))
        ended = killed_after(calls, killed)
        assert ended in (0, -signal.SIGKILL)
        if (killed / "unfinished_merge.json").exists():
            for other in (
                ("grade", FIRST),
                ("export", FIRST, "--to", "g.csv"),
                ("feedback", FIRST),
                ("merge", "a", "b"),
            ):
                done = autograder_in(killed, *other)
                assert done.returncode == 2, (calls, other)
                assert "python -m autograder merge kurt goedel --keep kurt" in done.stderr
        elif ended:
            assert dump(url_of(killed)) == before
        if ended:
            done = autograder_in(killed, *command)
            assert done.returncode == 0, (calls, done.stderr)
        assert dump(url_of(killed)) == tables
        assert {step: files(killed / step) for step in kept} == kept
        shutil.rmtree(killed)
        calls += 1
    assert calls > 8


@pytest.fixture(scope="module")
def postgresql() -> Iterator[str]:
    """The URL of an empty database in a real PostgreSQL server."""
    if not POSTGRES:
        pytest.skip("needs Debian's package postgresql")
    with postgresql_server("grader") as server:
        yield f"postgresql+psycopg2://grader@/postgres?host={server.socket}"


def test_accounts_are_merged_in_postgresql_as_in_a_file(postgresql, tmp_path):
    term = graded_class(tmp_path / "term")
    config = term / "nbgrader_config.py"
    config.write_text(config.read_text() + f"\nget_config().CourseDirectory.db_url = {postgresql!r}\n")
    graded_with(term, url_of(term))
    hand_in_to(term, "goedel", FIRST, standardize=RIGHT)
    assert autograder_in(term, "grade", FIRST, "--student", "goedel", "--seed", 5).returncode == 0
    before, points = dump(postgresql), exported(term)[0]
    done = autograder_in(term, "merge", "kurt", "goedel", "--keep", "kurt")
    assert done.returncode == 0, done.stderr
    after = dump(postgresql)
    assert [r for r in after["student"] if r["id"] != "goedel"] == [
        r for r in before["student"] if r["id"] not in ("kurt", "goedel")
    ]
    assert exported(term)[0] == {s: points[s] for s in ("ada", "emmy")} | {"goedel": points["kurt"]}
    assert autograder_in(term, "grade", FIRST, "--seed", 5).returncode == 0
    assert exported(term)[0]["goedel"] == points["kurt"]
