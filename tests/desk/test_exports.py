"""Grades for other systems: the columns that their importers want, and nothing lost where something is wrong."""

import contextlib
import csv
import io
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import nbgrader
import pytest
from nbgrader.api import Gradebook

from autograder.__main__ import main
from autograder.authoring import sample_class
from autograder.class_list import Roster, Row, UnusableRoster, neutral, original, read_roster
from autograder.csv_text import as_csv
from autograder.desk.exports import Listed, moodle_comment
from autograder.desk.listed_students import matched
from autograder.desk.marks import Mark, Person, Standing
from autograder.grading.gradebook.version import WANTED, UnusableGradebook, check_version, make_empty
from autograder.judging.references import reference_source

ASSIGNMENT = "data_processing"
RIGHT = reference_source(ASSIGNMENT, "standardize")
EVIL = "=cmd|' /C calc'!A0"
STUDENTS = {
    "ada": {"first_name": "Ada", "last_name": "Lovelace", "email": "ada@example.org", "lms_user_id": "101"},
    "kurt": {"first_name": "Kurt", "last_name": 'Gödel, "K."', "email": "kurt@example.org", "lms_user_id": "102"},
    "mallory": {"first_name": "M", "last_name": EVIL, "email": "m@example.org", "lms_user_id": "103"},
    "absent": {"first_name": "Zoe", "last_name": "Absent", "email": "zoe@example.org", "lms_user_id": "104"},
}


def run(term, *arguments):
    """What `python -m autograder ...` does in a folder, without starting Python anew."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.chdir(term), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main([*map(str, arguments)])
    return subprocess.CompletedProcess(arguments, code, out.getvalue(), err.getvalue())


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """A graded class of three and one who handed nothing in; Kurt is late, and Ada's answer waits to be read."""
    term = tmp_path_factory.mktemp("exports")
    (term / "nbgrader_config.py").write_text(sample_class.TERM_CONFIG)
    modules = {"ada": RIGHT, "kurt": RIGHT.replace("X - mean", "X + mean"), "mallory": RIGHT}
    for student, module in modules.items():
        folder = term / "submitted" / student / ASSIGNMENT
        sample_class._hand_in(folder, ASSIGNMENT)
        (folder / "standardize.py").write_text(module)
    command = [sys.executable, "-m", "autograder", "grade", ASSIGNMENT]
    subprocess.run(command, cwd=term, check=True, capture_output=True, timeout=300)
    with Gradebook(f"sqlite:///{term}/gradebook.db", "training-neural-networks") as gradebook:
        for student, about in STUDENTS.items():
            gradebook.update_or_create_student(student, **about)
        gradebook.find_submission_notebook("standardize", ASSIGNMENT, "kurt").late_submission_penalty = 0.25
        written = gradebook.find_grade("standardize_written", "standardize", ASSIGNMENT, "ada")
        written.auto_score, written.needs_manual_grade = None, True
        comment = gradebook.find_comment("standardize_written", "standardize", ASSIGNMENT, "kurt")
        comment.manual_comment = "=1+1 is no answer.\nTry again."
        gradebook.db.commit()
    return term


def total(term, student):
    with Gradebook(f"sqlite:///{term}/gradebook.db", "training-neural-networks") as gradebook:
        submission = gradebook.find_submission(ASSIGNMENT, student)
        return max(0.0, submission.score - submission.late_submission_penalty)


def max_points(term):
    with Gradebook(f"sqlite:///{term}/gradebook.db", "training-neural-networks") as gradebook:
        return gradebook.find_assignment(ASSIGNMENT).max_score


def exported(term, system, *arguments):
    path = term / f"{system}.csv"
    done = run(term, "export", ASSIGNMENT, "--to", path, "--for", system, *arguments)
    assert done.returncode == 0, done.stderr
    return path.read_bytes(), done.stdout


def rows_of(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def roster(term, name, text):
    path = term / name
    path.write_text(text, encoding="utf-8")
    return path


def test_for_nbgrader_a_file_has_the_columns_and_values_of_nbgraders_own_export(graded):
    """nbgrader 0.9.6, nbgrader/plugins/export.py, CsvExportPlugin.export."""
    nbgrader = str(Path(sys.executable).parent / "nbgrader")
    subprocess.run([nbgrader, "export", "--to", "own.csv"], cwd=graded, check=True, capture_output=True, timeout=300)
    # nbgrader's own file quotes nothing: a comma in a name moves that line's cells.
    own = {row["student_id"]: row for row in csv.DictReader(io.StringIO((graded / "own.csv").read_text()))}
    content, _ = exported(graded, "nbgrader")
    ours = list(csv.DictReader(io.StringIO(content.decode())))
    assert list(ours[0]) == list(own["ada"])
    assert {row["student_id"] for row in ours} == set(STUDENTS)
    for row in ours:
        if row["student_id"] in ("ada", "absent"):
            for column, value in own[row["student_id"]].items():
                same = float(row[column]) == float(value) if column.endswith("score") else row[column] == value
                assert same or column == "late_submission_penalty", column


def test_for_canvas_a_file_has_its_columns_the_row_of_points_and_a_row_a_student(graded):
    """https://github.com/instructure/canvas-lms, lib/gradebook_importer.rb: row_has_student_headers?,
    update_column_count (SIS User ID, SIS Login ID, then Section as the last before the assignments), process_pp."""
    content, said = exported(graded, "canvas")
    header, points, *students = rows_of(content)
    assert header == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", ASSIGNMENT]
    assert points[0] == "    Points Possible"
    assert float(points[5]) == max_points(graded)
    by_login = {row[3]: row for row in students}
    assert set(by_login) == set(STUDENTS)
    assert by_login["ada"][:2] == ["Lovelace, Ada", "101"]
    assert float(by_login["kurt"][5]) == pytest.approx(total(graded, "kurt"), abs=0.005)
    assert float(by_login["absent"][5]) == 0
    assert not content.startswith(b"\xef\xbb\xbf")
    assert "nobody graded yet, which count 0: 1." in said
    assert "handed nothing in, and get 0: 1." in said


def test_for_canvas_a_roster_gives_the_ids_the_sections_and_the_assignments_number(graded):
    """The gradebook that Canvas exports: lib/gradebook_exporter.rb (title_with_id, Points Possible, a test student)."""
    text = (
        "Student,ID,SIS User ID,SIS Login ID,Section,Warm-up (7),Data_Processing (1234),Final Score\n"
        "    Points Possible,,,,,5,4,(read only)\n"
        '"Lovelace, Ada",9001,S1,ada,Group A,5,,\n'
        '"Gödel, ""K."", Kurt",102,S2,kgoedel,Group B,4,,\n'
        "M,103,S3,mallory,Group B,3,,\n"
        "Zoe,104,S4,absent,Group A,,,\n"
        '"Student, Test",77,,5f3c,Group A,,,\n'
    )
    content, _ = exported(graded, "canvas", "--roster", roster(graded, "canvas_roster.csv", text))
    header, _, *students = rows_of(content)
    assert header[-1] == "Data_Processing (1234)"
    assert [row[1:5] for row in students] == [
        ["9001", "S1", "ada", "Group A"],
        ["102", "S2", "kgoedel", "Group B"],
        ["103", "S3", "mallory", "Group B"],
        ["104", "S4", "absent", "Group A"],
    ]


def test_for_moodle_a_file_has_what_its_import_maps_the_grade_and_the_feedback(graded):
    """https://docs.moodle.org/405/en/Grade_import, "CSV import": students by email address, ID number or username;
    note 3: feedback and grade together."""
    content, _ = exported(graded, "moodle", "--column", "Assignment: Data")
    assert content.startswith(b"\xef\xbb\xbf")
    header, *students = rows_of(content)
    names = ["First name", "Last name", "Username", "ID number", "Email address"]
    assert header == [*names, "Assignment: Data (Real)", "Assignment: Data (Feedback)"]
    by_name = {row[2]: row for row in students}
    assert by_name["ada"][3:5] == ["101", "ada@example.org"]
    assert float(by_name["kurt"][5]) == pytest.approx(total(graded, "kurt"), abs=0.005)
    assert "the mean is added" in by_name["kurt"][6]
    assert "=1+1 is no answer. Try again." in by_name["kurt"][6]
    assert "Handed in late: 0.25 points less." in by_name["kurt"][6]
    assert by_name["absent"][6] == "Nothing was handed in."


def test_for_moodle_a_roster_gives_the_columns_by_which_it_knows_its_students(graded):
    text = (
        "First name;Last name;Email address;Assignment: data_processing (Real)\n"
        "A.;L.;ada@example.org;-\nK.;G.;kurt@example.org;-\nM.;M.;m@example.org;-\n"
    )
    content, _ = exported(graded, "moodle", "--roster", roster(graded, "moodle_roster.csv", text))
    header, *students = rows_of(content)
    item = "Assignment: data_processing"
    assert header == ["First name", "Last name", "Email address", f"{item} (Real)", f"{item} (Feedback)"]
    assert [row[2] for row in students] == ["ada@example.org", "kurt@example.org", "m@example.org"]


@pytest.mark.parametrize("system", ["nbgrader", "canvas", "moodle"])
def test_no_cell_starts_a_formula_and_numbers_stay_numbers(graded, system):
    """OWASP, "CSV Injection": https://owasp.org/www-community/attacks/CSV_Injection."""
    content, _ = exported(graded, system)
    assert EVIL.encode() in content
    for row in rows_of(content):
        for cell in row:
            assert not cell.lstrip().startswith(("=", "+", "-", "@")), cell


STARTS = [
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    "\t=",
    " =",
    "\r@",
    "\uff1d",
    "\uff0b",
    "\uff0d",
    "\uff20",
    "\ufe66",
    "\u200b=",
]


@pytest.mark.parametrize("start", STARTS)
def test_a_text_that_looks_like_a_formula_gets_an_apostrophe(start):
    (row,) = csv.reader(io.StringIO(as_csv([[f"{start}1;=2", -1.5]]), newline=""))
    assert row[0].startswith("'")
    assert float(row[1]) == -1.5


@pytest.mark.parametrize(
    "name", [*(f"{start}Eve" for start in STARTS), "'=Eve", "''=Eve", "'Eve", "O'Hara", "", "Zo\u200cya"]
)
def test_every_name_comes_back_from_our_own_file(tmp_path, name):
    path = tmp_path / "list.csv"
    path.write_bytes(as_csv([["id", "first_name"], ["eve", name]]).encode())
    (row,) = read_roster(path).rows
    assert row.cells["first_name"] == name
    assert original(neutral(name)) == name
    again = as_csv([["id", "first_name"], ["eve", row.cells["first_name"]]]).encode()
    assert again == path.read_bytes()


def test_a_usual_name_stays_as_it_is():
    for name in ("O'Hara", "Jean-Luc", "Gödel, Kurt", "x=y", ""):
        assert neutral(name) == name


HEAD = f"Student,ID,SIS User ID,SIS Login ID,Section,{ASSIGNMENT} (7)\n"
ADA, KURT, MALLORY = '"L, A",101,,ada,1,\n', '"G, K",102,,kurt,1,\n', '"M, M",103,,mallory,1,\n'
ALL = ADA + KURT + MALLORY
BAD_ROSTERS = {
    "unknown": (HEAD + ALL + "Eve,999,,eve,1\n", "line 5: 'eve'"),
    "no such columns": ("name,points\nada,3\n", "line 1: no column tells the students apart"),
    "another system's": ("id,first_name\nada,Ada\n", "is a list of nbgrader, but the file is for canvas"),
    "empty": ("", "line 1: no column tells the students apart"),
    "without students": (HEAD, "has no line of a student"),
}


@pytest.mark.parametrize("kind", BAD_ROSTERS)
def test_a_wrong_roster_is_refused_with_its_line_and_nothing_is_written(graded, tmp_path, kind):
    text, said = BAD_ROSTERS[kind]
    old = tmp_path / "grades.csv"
    old.write_text("as it was")
    path = roster(tmp_path, "roster.csv", text)
    done = run(graded, "export", ASSIGNMENT, "--to", old, "--for", "canvas", "--roster", path)
    assert done.returncode == 2
    assert said in done.stderr
    assert str(path) in done.stderr
    assert old.read_text() == "as it was"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["grades.csv", "roster.csv"]


# Lists in which a line or two stop nobody else's export: whose logins get a line, and what is said.
ODD_LISTS = {
    "a line of two students": (
        ADA + '"G, K",102,,mallory,1,\n',
        {"ada"},
        "line 3: it fits several students, 'kurt' by ID",
    ),
    "one in two lines": (
        ALL + '"L, A",109,,ada,1,\n',
        {"kurt", "mallory"},
        "lines 2 and 5: both fit the student 'ada'",
    ),
    "one by login and mail": (ALL + '"L, A",,,ada@example.org,1,\n', {"kurt", "mallory"}, "lines 2 and 5: both fit"),
    "another's number": (KURT + '"Lovelace, Ada",103,,,1,\n', {"kurt"}, "'ada' by the name"),
}


@pytest.mark.parametrize("kind", ODD_LISTS)
def test_a_line_that_does_not_fit_one_student_is_left_out_alone_and_told(graded, tmp_path, kind):
    lines, logins, said = ODD_LISTS[kind]
    path, to = roster(tmp_path, "roster.csv", HEAD + lines), tmp_path / "grades.csv"
    done = run(graded, "export", ASSIGNMENT, "--to", to, "--for", "canvas", "--roster", path)
    assert done.returncode == 1
    assert said in done.stderr
    assert {row[3] for row in rows_of(to.read_bytes())[2:]} == logins


def test_who_left_the_course_has_no_line_and_stops_nobody(graded, tmp_path):
    path = roster(tmp_path, "roster.csv", HEAD + KURT)
    content, said = exported(graded, "canvas", "--roster", path)
    assert [row[3] for row in rows_of(content)[2:]] == ["kurt"]
    assert "the grades stay in the gradebook: ada, mallory." in said
    assert total(graded, "ada") > 0


@pytest.mark.parametrize(
    "line",
    [
        '"X, Y",,,ADA,1,\n',
        '"X, Y",,,ADA@EXAMPLE.ORG,1,\n',
        '"X, Y",101,,,1,\n',
        '"X, Y",,Ada,,1,\n',
        '"X, Y",9,S1,aDa,1,\n',
    ],
)
def test_ids_are_compared_by_their_kind_and_without_regard_to_capitals(graded, tmp_path, line):
    content, _ = exported(graded, "canvas", "--roster", roster(tmp_path, "roster.csv", HEAD + line))
    assert float(rows_of(content)[2][5]) == pytest.approx(total(graded, "ada"), abs=0.005)


@pytest.mark.parametrize("line", ['"X, Y",,,101,1,\n', '"X, Y",,101,,1,\n', '"X, Y",ada,,,1,\n'])
def test_an_id_of_another_kind_fits_nobody(graded, tmp_path, line):
    path = roster(tmp_path, "roster.csv", HEAD + line)
    done = run(graded, "export", ASSIGNMENT, "--to", tmp_path / "g.csv", "--for", "canvas", "--roster", path)
    assert done.returncode == 2
    assert "line 2:" in done.stderr


def test_names_are_compared_however_their_accents_are_encoded():
    person = Person("z\u00fclal", "Z\u00fclal", "Y\u0131lmaz", "z\u00fclal@example.org")
    rows = (Row(2, {"Username": "zu\u0308lal", "Email address": "ZU\u0308LAL@example.org"}),)
    matches = matched(Roster(Path("list.csv"), "moodle", ("Username", "Email address"), rows), (person,))
    assert matches.found == {2: person}


def test_all_unknown_students_are_told_at_once_and_a_renamed_one_is_no_new_one(graded, tmp_path):
    lines = ALL + '"One, New",901,,new1,1,\n"Two, New",902,,new2,1,\n"Absent, Zoe",903,,zoe.absent,1,\n'
    path, to = roster(tmp_path, "roster.csv", HEAD + lines), tmp_path / "grades.csv"
    done = run(graded, "export", ASSIGNMENT, "--to", to, "--for", "canvas", "--roster", path)
    assert done.returncode == 2
    assert "line 5: 'new1'" in done.stderr
    assert "line 6: 'new2'" in done.stderr
    assert "line 7: 'zoe.absent', who has the name of 'absent'" in done.stderr
    assert "new1" in done.stderr.partition("Mend the lines")[2]
    assert "zoe" not in done.stderr.partition("Mend the lines")[2]
    assert not to.exists()


def canvas_list(columns, possible, cells):
    blank = "," * len(possible)
    return (
        f"Student,ID,SIS User ID,SIS Login ID,Section,{columns}\n"
        f"    Points Possible,,,,,{possible}\n"
        f'"Lovelace, Ada",101,,ada,1,{cells or blank}\n"Absent, Zoe",104,,absent,1,{cells or blank}\n'
    )


# The columns of a list and their points, --column and whatever else is given, and what is said.
UNUSABLE_COLUMNS = {
    "not found": ("Data (7)", "4", [], f"no column '{ASSIGNMENT}'"),
    "doubled": (f"{ASSIGNMENT} (7),{ASSIGNMENT} (8)", "4,4", [], "2 columns"),
    "doubled under one name": (f"{ASSIGNMENT},{ASSIGNMENT}", "4,4", [], "Rename one"),
    "mistyped": (f"{ASSIGNMENT} (7)", "4", ["--column", "data_procesing"], f"'{ASSIGNMENT} (7)'"),
    "another number": (f"{ASSIGNMENT} (7)", "4", ["--column", f"{ASSIGNMENT} (8)"], "no column"),
    "other points": (f"{ASSIGNMENT} (7)", "100", [], "has 100 points possible"),
    "no points": (f"{ASSIGNMENT} (7)", "0", [], "has 0 points possible"),
}


@pytest.mark.parametrize("kind", UNUSABLE_COLUMNS)
def test_a_column_with_which_canvas_would_make_or_change_an_assignment_is_refused(graded, tmp_path, kind):
    columns, possible, more, said = UNUSABLE_COLUMNS[kind]
    path, to = roster(tmp_path, "roster.csv", canvas_list(columns, possible, "")), tmp_path / "grades.csv"
    done = run(graded, "export", ASSIGNMENT, "--to", to, "--for", "canvas", "--roster", path, *more)
    assert done.returncode == 2
    assert said in done.stderr
    assert not to.exists()


@pytest.mark.parametrize("column", [[], ["--column", "homework"], ["--column", "Homework (9)"]])
def test_a_column_is_named_by_its_title_or_whole_and_made_where_that_is_asked_for(graded, tmp_path, column):
    path = roster(tmp_path, "roster.csv", canvas_list("Homework (9)", "4", ""))
    content, _ = exported(graded, "canvas", "--roster", path, *column, *([] if column else ["--new-column"]))
    assert rows_of(content)[0][5] == ("Homework (9)" if column else ASSIGNMENT)


def test_without_a_list_it_is_said_that_canvas_may_make_an_assignment(graded):
    assert "Canvas makes a new assignment where it has none" in exported(graded, "canvas")[1]


@pytest.mark.parametrize(
    ("columns", "said"),
    [("Quiz: start (Real)", "no column"), (f"A: {ASSIGNMENT} (Real),B: {ASSIGNMENT} (Real)", "2 columns")],
)
def test_a_grade_item_that_moodles_list_has_not_or_twice_is_refused(graded, tmp_path, columns, said):
    path, to = roster(tmp_path, "m.csv", f"Email address,{columns}\nada@example.org,-,-\n"), tmp_path / "grades.csv"
    done = run(graded, "export", ASSIGNMENT, "--to", to, "--for", "moodle", "--roster", path)
    assert done.returncode == 2
    assert said in done.stderr
    assert not to.exists()


def test_moodles_item_is_found_in_any_language_and_beside_its_feedback(graded, tmp_path):
    columns = f"Aufgabe: {ASSIGNMENT} (Punkte),Aufgabe: {ASSIGNMENT} (Feedback)"
    content, _ = exported(
        graded, "moodle", "--roster", roster(tmp_path, "m.csv", f"Email address,{columns}\nada@example.org,-,-\n")
    )
    assert rows_of(content)[0][1] == f"Aufgabe: {ASSIGNMENT} (Real)"


def test_who_is_excused_in_canvas_stays_excused(graded, tmp_path):
    path = roster(tmp_path, "roster.csv", canvas_list(f"{ASSIGNMENT} (7)", "4", "EX"))
    content, said = exported(graded, "canvas", "--roster", path)
    assert [row[5] for row in rows_of(content)[2:]] == ["EX", "EX"]
    assert "excused in the list, and stay so: 2." in said
    assert "get 0" not in said


@pytest.mark.parametrize(
    ("system", "cells"), [("nbgrader", slice(7, 10)), ("canvas", slice(5, 6)), ("moodle", slice(5, 7))]
)
def test_who_handed_nothing_in_gets_blanks_where_that_is_asked_for(graded, system, cells):
    content, said = exported(graded, system, "--missing", "blank")
    (absent,) = (row for row in rows_of(content) if "absent" in row)
    assert set(absent[cells]) == {""}
    assert "whose cells stay blank: 1." in said
    (ada,) = (row for row in rows_of(content) if "ada" in row)
    assert "" not in ada[cells]


def test_moodles_comment_says_all_right_beside_all_points_alone(graded):
    content, _ = exported(graded, "moodle")
    for row in rows_of(content)[1:]:
        assert (row[6] == "All right.") == (float(row[5]) == max_points(graded)), row


@pytest.mark.parametrize(
    ("mark", "comment"),
    [
        (Mark("e", "f", 1.0, 1.0, False, False, "n"), "All right."),
        (Mark("e", "f_written", 0.0, 1.0, True, False, "n"), "f_written 0 of 1: waits to be read."),
        (Mark("e", "f_written", 0.0, 1.0, False, False, "n", "", "No response."), "f_written 0 of 1: No response."),
        (Mark("e", "f_written", 0.5, 1.0, False, True, "n"), "f_written 0.5 of 1: points given by hand."),
        (Mark("e", "f_written", 0.5, 1.0, False, True, "n", "Why?\nSay more."), "f_written 0.5 of 1: Why? Say more."),
        (Mark("e", "f_written", 1.0, 1.0, False, True, "n", "Well put."), "f_written: Well put."),
        (Mark("e", "f_written", 0.0, 1.0, False, False, "n"), "f_written 0 of 1: no points."),
    ],
)
def test_moodles_comment_names_every_cell_that_lacks_points(mark, comment):
    listed = Listed(Person("ada"), Standing(None, 0.0, (mark,)))
    assert moodle_comment(listed, None) == comment


def test_a_roster_that_is_no_utf_8_is_told_how_to_save_it(tmp_path):
    path = tmp_path / "roster.csv"
    path.write_bytes("id,last_name\nkurt,Gödel\n".encode("cp1252"))
    with pytest.raises(UnusableRoster, match="CSV UTF-8"):
        read_roster(path)
    with pytest.raises(UnusableRoster, match="cannot be read"):
        read_roster(tmp_path / "nowhere.csv")


def blocked(kind, folder):
    """A place where no table can be put, and a file in it that must stay as it is."""
    path = folder / "grades.csv"
    path.write_text("as it was")
    match kind:
        case "a read-only file":
            path.chmod(0o444)
        case "a folder":
            return folder, path
        case "in a read-only folder":
            folder.chmod(0o555)
        case "open in LibreOffice":
            (folder / ".~lock.grades.csv#").write_text(",somebody,desk,01.01.2026 10:00,file:///...;")
        case "in no folder":
            return folder / "missing" / "grades.csv", path
    return path, path


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("a read-only file", "is write-protected"),
        ("a folder", "is a folder"),
        ("in a read-only folder", "is write-protected"),
        ("open in LibreOffice", "is open in a spreadsheet: close it there"),
        ("in no folder", "there is no folder"),
    ],
)
def test_a_table_that_cannot_be_put_down_is_told_and_the_old_one_stays(graded, tmp_path, kind, said):
    to, old = blocked(kind, tmp_path)
    before = sorted(p.name for p in tmp_path.iterdir())
    done = run(graded, "export", ASSIGNMENT, "--to", to)
    tmp_path.chmod(0o755)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Nothing was changed" in done.stderr
    assert old.read_text() == "as it was"
    assert sorted(p.name for p in tmp_path.iterdir()) == before


@pytest.fixture
def gradebook(tmp_path, monkeypatch):
    """A gradebook as this nbgrader makes it: its file."""
    # nbgrader calls the program alembic by its name.
    monkeypatch.setenv("PATH", os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))
    path = tmp_path / "gradebook.db"
    with Gradebook(f"sqlite:///{path}") as gradebook:
        gradebook.engine.dispose()
    return path


def set_revision(path, revision):
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))
    connection.close()


def test_a_gradebook_of_this_nbgrader_and_one_that_is_not_there_yet_are_right(gradebook, tmp_path):
    check_version(f"sqlite:///{gradebook}")
    check_version(f"sqlite:///{tmp_path / 'none.db'}")
    assert not (tmp_path / "none.db").exists()


def test_the_revision_that_is_known_without_asking_is_that_of_the_installed_nbgrader(gradebook):
    with sqlite3.connect(gradebook) as connection:
        made = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    connection.close()
    assert made == (WANTED[nbgrader.__version__],)


def everything_in(path):
    with sqlite3.connect(path) as connection:
        tables = dict(connection.execute("SELECT name, sql FROM sqlite_master").fetchall())
        found = {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name, sql in tables.items() if sql}
    connection.close()
    return tables, found


def test_an_empty_gradebook_is_made_as_nbgrader_makes_one_and_a_full_one_stays(gradebook, tmp_path):
    made = tmp_path / "made.db"
    make_empty(f"sqlite:///{made}")
    with Gradebook(f"sqlite:///{made}") as opened:
        opened.engine.dispose()
    assert everything_in(made) == everything_in(gradebook)
    make_empty(f"sqlite:///{gradebook}")
    assert everything_in(made) == everything_in(gradebook)


@pytest.mark.parametrize(
    ("revision", "said"),
    [("167914646830", "nbgrader db upgrade"), ("0123456789ab", "install that version")],
    ids=["older", "newer"],
)
def test_a_gradebook_of_another_nbgrader_is_told_with_what_mends_it_and_stays_as_it_is(gradebook, revision, said):
    set_revision(gradebook, revision)
    before = gradebook.read_bytes()
    with pytest.raises(UnusableGradebook, match=said):
        check_version(f"sqlite:///{gradebook}")
    assert gradebook.read_bytes() == before


def test_what_is_no_gradebook_and_one_out_of_reach_are_told(tmp_path):
    (tmp_path / "gradebook.db").write_text("no database" * 200)
    with pytest.raises(UnusableGradebook, match="cannot be read"):
        check_version(f"sqlite:///{tmp_path / 'gradebook.db'}")


@pytest.mark.parametrize("command", [["grade"], ["feedback"], ["overview"], ["export", "--to", "grades.csv"]])
def test_every_command_refuses_an_older_gradebook_before_it_writes(graded, tmp_path, command):
    term = tmp_path / "term"
    shutil.copytree(graded, term)
    set_revision(term / "gradebook.db", "167914646830")
    before = {p: p.stat().st_mtime_ns for p in term.rglob("*") if p.is_file()}
    name, *options = command
    done = run(term, name, ASSIGNMENT, *options)
    assert done.returncode == 2
    assert "nbgrader db upgrade" in done.stderr
    assert {p: p.stat().st_mtime_ns for p in term.rglob("*") if p.is_file() and "gradings" not in p.parts} == {
        p: t for p, t in before.items() if "gradings" not in p.parts
    }
