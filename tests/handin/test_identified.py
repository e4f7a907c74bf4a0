"""Number and name must tell the same student, however an LMS and a Mac write a name."""

import shutil
import unicodedata
from pathlib import Path, PurePosixPath

import pytest
from test_bulk_downloads import canvas_name
from zips import GOOD, refusals, unpacked, zip_of

from autograder.class_list import folded, read_roster, same_id
from autograder.handin.downloads import delivery, unread
from autograder.handin.identified import Student, simplified, students_of

STUDENTS = """id,first_name,last_name,email,lms_user_id
ada,Ada,Lovelace,ada@x.edu,101
alan,Alan,Turing,alan@x.edu,102
"""
WORKSHEET = """Identifier,Full name,Email address,Group,Status,"Last modified (submission)"
Participant 901,Ada Lovelace,ada@x.edu,Turtles,Submitted,"Monday, 5 October 2026, 9:55 PM"
Participant 902,Alan Turing,alan@x.edu,Turtles,Submitted,-
"""


def roster(folder: Path, text: str) -> tuple[Student, ...]:
    path = folder / "roster.csv"
    path.write_text(text, encoding="utf-8")
    found = students_of(read_roster(path))
    path.unlink()
    return found


def from_moodle(folder: Path, *names: str, **options):
    return unpacked(folder, {f"{name}_assignsubmission_file_/dropout.zip": zip_of(GOOD) for name in names}, **options)


def test_moodles_number_counts_for_nobody_but_in_its_own_worksheet(tmp_path):
    """The number is of the participant in one assignment: it is another student's number elsewhere by chance."""
    done = from_moodle(tmp_path, "Alan Turing_101", roster=roster(tmp_path, STUDENTS))
    assert [one.student for one in done.laid_out] == ["alan"]
    shutil.rmtree(tmp_path / "inbox")
    done = from_moodle(tmp_path, "A. M. Turing_902", roster=roster(tmp_path, WORKSHEET))
    assert [one.student for one in done.laid_out] == ["alan@x.edu"]


@pytest.mark.parametrize("number", ["901", "12"])
@pytest.mark.parametrize("name", ["Group A", "Gruppe A-Jane", "Turtles", "Équipe 3", "Standard-Gruppe", "Группа 1"])
def test_a_groups_work_is_nobodys(name, number, tmp_path):
    done = from_moodle(tmp_path, f"{name}_{number}", roster=roster(tmp_path, WORKSHEET))
    assert done.laid_out == ()
    assert "it is a group's" in refusals(done)[f"{name} (Moodle {number})"]
    assert not (tmp_path / "submitted").exists()


@pytest.mark.parametrize("name", ["Group A_7", "Default group", "Gruppe 12_7"])
def test_a_groups_work_is_nobodys_without_a_roster_either(name, tmp_path):
    done = from_moodle(tmp_path, name)
    assert done.laid_out == ()
    assert "Copy its zip for every member" in done.unidentified[0][1]


def test_a_groups_zip_copied_for_every_member_is_theirs(tmp_path):
    done = unpacked(tmp_path, {f"{n}.zip": zip_of(GOOD) for n in ("ada", "alan")}, roster=roster(tmp_path, STUDENTS))
    assert [one.student for one in done.laid_out] == ["ada", "alan"]


@pytest.mark.parametrize(
    ("file", "list_", "reason"),
    [
        (
            canvas_name("Turing, Alan", 101, 5, "dropout.zip"),
            STUDENTS,
            "number is that of 'ada', and its name that of 'alan'",
        ),
        (canvas_name("Hopper, Grace", 101, 5, "dropout.zip"), STUDENTS, "of 'ada', who has another name in the roster"),
        (
            "Alan Turing_901_assignsubmission_file_/d.zip",
            WORKSHEET,
            "number is that of 'ada@x.edu', and its name that of 'alan@x.edu'",
        ),
        (
            "Grace Hopper_901_assignsubmission_file_/d.zip",
            WORKSHEET,
            "of 'ada@x.edu', who has another name in the roster",
        ),
        ("Grace Hopper_101_assignsubmission_file_/d.zip", STUDENTS, "the roster has nobody"),
        (canvas_name("Hopper, Grace", 901, 5, "dropout.zip"), WORKSHEET, "the roster has nobody"),
    ],
)
def test_where_number_and_name_tell_two_students_neither_gets_the_work(file, list_, reason, tmp_path):
    done = unpacked(tmp_path, {file: zip_of(GOOD)}, roster=roster(tmp_path, list_))
    assert done.laid_out == ()
    assert reason in done.unidentified[0][1]
    assert not (tmp_path / "submitted").exists()


def test_where_marking_is_anonymous_the_worksheets_number_decides(tmp_path):
    anonymous = "ID;Status;E-Mail-Adresse\nTeilnehmer/in901;Abgegeben;ada@x.edu\nTeilnehmer/in902;;alan@x.edu\n"
    done = from_moodle(tmp_path, "Teilnehmerin_901", roster=roster(tmp_path, anonymous))
    assert [one.student for one in done.laid_out] == ["ada@x.edu"]


NAMES = [
    "İbrahim, Şükrü",
    "Gödel, Kurt",
    "محمّد, عليّ",
    "राम, सीता",
    "ศรีสุข, น้ำ",
    "Nguyễn, Thị Ánh",
    "O'Brien, Zoë",
    "D’Arcy, Seán",
    "Straße, Jürgen",
    "Ångström, Åsa",
    "Ο'Νιλ, Σοφία",
    "김, 민준",
]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("sortable", NAMES)
def test_a_name_is_read_in_any_script_and_after_a_mac(sortable, form, tmp_path):
    """Canvas keeps letters and marks: Ruby's [[:word:]]."""
    kept = "".join(c for c in sortable.lower() if unicodedata.category(c)[0] in "LMN")
    file = unicodedata.normalize(form, f"{kept}_11_22_dropout.zip")
    last, first = sortable.split(", ")
    listed = f"id,first_name,last_name,email,lms_user_id\nwho,{first},{last},,\n"
    done = unpacked(tmp_path, {file: zip_of(GOOD)}, roster=roster(tmp_path, listed))
    assert [one.student for one in done.laid_out] == ["who"]
    moodle = unicodedata.normalize(form, f"{first} {last}_5_assignsubmission_file_/dropout.zip")
    assert simplified(delivery(PurePosixPath(moodle)).sender.name) == simplified(f"{first} {last}")


def test_names_that_differ_in_a_vowels_mark_alone_are_two():
    assert simplified("राम") != simplified("रमा")
    assert simplified("İbrahim") == simplified("ibrahim") == simplified("IBRAHIM")


@pytest.mark.parametrize("name", ["doe jane_11_22_dropout.zip", "o'neil_11_22_dropout.zip"])
def test_what_has_an_lms_numbers_and_is_not_read_is_refused(name, tmp_path):
    assert unread(PurePosixPath(name))
    done = unpacked(tmp_path, {name: zip_of(GOOD), "ada.zip": zip_of(GOOD)})
    assert [one.student for one in done.laid_out] == ["ada"]
    assert "an LMS's numbers" in refusals(done)[name]
    assert done.unused == ()


def test_who_typed_a_text_is_told_as_one_who_handed_no_file_in(tmp_path):
    typed = {"Jo Roe_7_assignsubmission_onlinetext_/onlinetext.html": b"<p>", "doejane_LATE_11_text.html": b"<p>"}
    done = unpacked(tmp_path, typed)
    assert done.laid_out == ()
    assert "onlinetext.html" in refusals(done)["Jo Roe (Moodle 7)"]
    assert "text.html" in refusals(done)["doejane (Canvas 11)"]


def test_ids_are_the_same_whatever_their_capitals_and_accents():
    assert same_id("ADA", "ada ")
    assert same_id("zoë@x.edu", unicodedata.normalize("NFD", "Zoë@X.edu"))
    assert not same_id("ada", "adam")
    assert folded("Straße") == folded("STRASSE")


def test_one_student_in_two_spellings_gets_one_folder(tmp_path):
    (tmp_path / "submitted" / "ada").mkdir(parents=True)
    assert [one.student for one in unpacked(tmp_path, {"ADA.zip": zip_of(GOOD)}).laid_out] == ["ada"]
    done = unpacked(tmp_path, {"ADA.zip": zip_of(GOOD)}, roster=roster(tmp_path, STUDENTS))
    assert [one.student for one in done.laid_out] == ["ada"]
    assert [p.name for p in (tmp_path / "submitted").iterdir() if p.is_dir()] == ["ada"]
    done = unpacked(tmp_path, {"ada.zip": zip_of(GOOD)})
    assert {why.partition(":")[0] for _, why in done.unidentified} != set()
    assert done.laid_out == ()


def test_a_folder_that_spells_a_listed_student_otherwise_is_told(tmp_path):
    (tmp_path / "submitted" / "ADA").mkdir(parents=True)
    done = unpacked(tmp_path, {"ada.zip": zip_of(GOOD)}, roster=roster(tmp_path, STUDENTS))
    assert "Rename that folder to ada, and unpack again" in refusals(done)["ada"]
    (tmp_path / "submitted" / "ADA").rename(tmp_path / "submitted" / "ada")
    done = unpacked(tmp_path, {"ada.zip": zip_of(GOOD)}, roster=roster(tmp_path, STUDENTS))
    assert [one.student for one in done.laid_out] == ["ada"]
