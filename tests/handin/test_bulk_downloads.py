"""Canvas's and Moodle's bulk downloads, and who is who in them."""

import re
import shutil
import subprocess
import sys
from pathlib import Path, PurePosixPath

import pytest
from zips import COURSE, GOOD, WANTED, refusals, unpacked, zip_of

from autograder.class_list import UnusableRoster, read_roster
from autograder.handin.downloads import Sender, delivery
from autograder.handin.identified import simplified, students_of
from autograder.handin.unpack import Unpacked, unpack


def canvas_name(sortable: str, user: int, file: int, original: str, late: bool = False) -> str:
    """A file's name in Canvas's bulk download, by the rules of its content_zipper.rb."""
    name = re.sub(r"^(\d+)$", r"\1", re.sub(r"_(\d+)_", r"\1", sortable)).lower()
    stem = "_".join([name, *(["LATE"] if late else []), str(user)])
    return re.sub(r"[^\w]", "", stem) + f"_{file}_" + re.sub(r'[\x00/\\:*?"<>|]+', "_", original)


NAMES = [
    "Doe, Jane",
    "O'Neill, Seán",
    "Müller-Lüdenscheidt, Ernst",
    "van der Berg, A.",
    "李, 小龙",
    "Late, Mia",
    "X_1_, Y",
    "Doe7, J",
]
ORIGINALS = [
    "optimization.zip",
    "optimization-1.zip",
    "1_2_x.zip",
    "a_3_assignsubmission_file_b.zip",
    "LATE_4_5_c.zip",
    "my work (2).zip",
]


@pytest.mark.parametrize("original", ORIGINALS)
@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize("sortable", NAMES)
def test_canvas_names_give_back_the_ids_and_the_file_whatever_a_student_calls_it(sortable, late, original):
    told = delivery(PurePosixPath(canvas_name(sortable, 123, 4567, original, late)))
    assert (told.sender.lms, told.sender.id, told.late, told.order) == ("Canvas", "123", late, 4567)
    assert told.original == original
    assert simplified(told.sender.name) == simplified(sortable)


@pytest.mark.parametrize("original", ORIGINALS)
@pytest.mark.parametrize(
    "pattern", ["{}_77_assignsubmission_file_/{}", "{}_77_assignsubmission_file/{}", "{}_77_assignsubmission_file_{}"]
)
@pytest.mark.parametrize("name", ["Jane Doe", "Madonna", "Seán O'Neill", "李 小龙", "Group 7"])
def test_moodle_names_give_back_the_id_and_the_file_whatever_a_student_calls_it(name, pattern, original):
    told = delivery(PurePosixPath(pattern.format(name, original)))
    assert told.sender == Sender("Moodle", name, "77")
    assert told.original == original
    assert told.order is None


@pytest.mark.parametrize(
    "name", ["ada.zip", "optimization.zip", "ada_1.zip", "Jane Doe_5_assignsubmission_onlinetext_/o.html"]
)
def test_other_names_are_no_bulk_downloads(name):
    assert delivery(PurePosixPath(name)) is None


CANVAS = {
    canvas_name("Doe, Jane", 11, 101, "dropout.zip"): zip_of({"dropout.py": b"# old"}),
    canvas_name("Doe, Jane", 11, 205, "dropout-1.zip"): zip_of({"dropout.py": b"# new"}),
    canvas_name("Doe, Jane", 11, 301, "photo.jpg"): b"...",
    canvas_name("Roe, Jo", 12, 102, "dropout.zip", late=True): zip_of(GOOD),
    canvas_name("Poe, Ed", 13, 103, "network.py"): b"# old",
    canvas_name("Poe, Ed", 13, 110, "network-1.py"): b"# new",
    canvas_name("Poe, Ed", 13, 104, "network.ipynb"): GOOD["network.ipynb"],
    canvas_name("Moe, Al", 14, 105, "essay.pdf"): b"%PDF",
    canvas_name("Eve, M", 15, 106, "dropout.zip"): zip_of(GOOD | {"../x": b""}),
}
MOODLE = {
    "Jane Doe_901_assignsubmission_file_/dropout.zip": zip_of(GOOD),
    "Jo Roe_902_assignsubmission_file_/mine/network.py": b"# loose",
    "Jo Roe_902_assignsubmission_onlinetext_/onlinetext.html": b"<p>",
    "Ed Poe_903_assignsubmission_file_/dropout.zip": b"no zip",
    "Al Moe_904_assignsubmission_file_/a.zip": zip_of(GOOD),
    "Al Moe_904_assignsubmission_file_/b.zip": zip_of(GOOD),
}


def as_download(folder: Path, files: dict[str, bytes], zipped_too: bool, **options) -> Unpacked:
    """Unpack a bulk download: the zip as the LMS makes it, or the folder that it becomes when opened."""
    if not zipped_too:
        return unpacked(folder, files, **options)
    (folder / "inbox").mkdir(exist_ok=True)
    (folder / "inbox" / "submissions.zip").write_bytes(zip_of(files))
    options = {"assignment": "dropout", **options}
    return unpack([folder / "inbox" / "submissions.zip"], folder / "submitted", COURSE, **options)


@pytest.mark.parametrize("zipped_too", [True, False])
def test_canvas_downloads_give_the_latest_zip_or_the_loose_files_of_everybody(zipped_too, tmp_path):
    done = as_download(tmp_path, CANVAS, zipped_too)
    by_student = {one.student: one for one in done.laid_out}
    assert set(by_student) == {"doejane", "roejo", "poeed"}
    submitted = tmp_path / "submitted"
    assert (submitted / "doejane" / "dropout" / "dropout.py").read_text() == "# new"
    assert set(by_student["doejane"].left) == {"dropout.zip (another zip)", "photo.jpg"}
    assert (submitted / "poeed" / "dropout" / "network.py").read_text() == "# new"
    assert [s for s, one in by_student.items() if one.late] == ["roejo"]
    assert set(refusals(done)) == {"moeal (Canvas 14)", "evem (Canvas 15)"}
    assert not list(submitted.rglob("timestamp.txt"))


@pytest.mark.parametrize("zipped_too", [True, False])
def test_moodle_downloads_give_the_zip_or_the_loose_files_of_everybody(zipped_too, tmp_path):
    done = as_download(tmp_path, MOODLE, zipped_too)
    assert {one.student: one.files for one in done.laid_out} == {"Jane_Doe": WANTED, "Jo_Roe": ("network.py",)}
    assert set(refusals(done)) == {"Ed Poe (Moodle 903)", "Al Moe (Moodle 904)"}
    assert "two zips" in refusals(done)["Al Moe (Moodle 904)"]
    flat = {name.replace("_/mine/", "_").replace("_/", "_"): data for name, data in MOODLE.items()}
    again = as_download(tmp_path / "flat", flat, False) if (tmp_path / "flat").mkdir() is None else None
    assert [one.student for one in again.laid_out] == ["Jane_Doe", "Jo_Roe"]


def test_one_odd_file_in_a_download_stops_nobody_elses(tmp_path):
    odd = {"../../x_1_2_dropout.zip": b"", "doe_5_6_drop\nout.zip": b"", "roe_7_8_big.zip": b"\0" * 50_000_001}
    done = as_download(tmp_path, CANVAS | odd, True)
    assert {"doejane", "roejo", "poeed"} == {one.student for one in done.laid_out}
    assert len(done.refused) == 5
    assert all(who.isprintable() and why.isprintable() for who, why in done.refused)


def test_a_students_zip_with_an_lms_name_in_it_is_no_download_among_others(tmp_path):
    """Else it could be handed in for somebody else."""
    forged = zip_of({canvas_name("Doe, Jane", 11, 999, "dropout.zip"): zip_of(GOOD)})
    done = unpacked(tmp_path, {"eve.zip": forged, "ada.zip": zip_of(GOOD)})
    assert [one.student for one in done.laid_out] == ["ada"]
    sources = [tmp_path / "inbox" / "eve.zip", tmp_path / "inbox" / "ada.zip"]
    done = unpack(sources, tmp_path / "submitted", COURSE, "dropout")
    assert [one.student for one in done.laid_out] == ["ada"]
    assert "unpack it alone" in refusals(done)["eve.zip"]
    done = as_download(tmp_path, {canvas_name("Eve, M", 15, 1, "d.zip"): forged}, True)
    assert done.laid_out == ()
    assert "no file of this assignment" in refusals(done)["evem (Canvas 15)"]


ROSTER = """id,first_name,last_name,email,lms_user_id
jd1,Jane,Doe,jane@x.edu,11
jr2,Jo,Roe,jo@x.edu,12
ep3,Ed,Poe,ed@x.edu,
"""


def roster_file(folder: Path, text: str) -> Path:
    path = folder / "inbox" / "roster.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8-sig")
    return path


def test_a_roster_gives_the_gradebooks_ids_by_the_lms_id_and_else_by_the_name(tmp_path):
    roster = students_of(read_roster(roster_file(tmp_path, ROSTER)))
    done = as_download(tmp_path, CANVAS, False, roster=roster)
    assert [one.student for one in done.laid_out] == ["ep3", "jd1", "jr2"]
    assert "the roster has nobody" in refusals(done)["moeal (Canvas 14)"]
    shutil.rmtree(tmp_path / "inbox")
    done = as_download(tmp_path, MOODLE, False, roster=roster)
    assert [one.student for one in done.laid_out] == ["jd1", "jr2"]
    shutil.rmtree(tmp_path / "inbox")
    done = unpacked(tmp_path, {"jd1.zip": zip_of(GOOD), "jd7.zip": zip_of(GOOD)}, roster=roster)
    assert [one.student for one in done.laid_out] == ["jd1"]
    assert list(refusals(done)) == ["jd7"]


CANVAS_LIST = """Student,ID,SIS User ID,SIS Login ID,Section,Dropout (7)
    Points Possible,,,,,10
"Doe, Jane",11,900011,jd1,One,
"Roe, Jo",12,900012,jr2,One,
"Poe, Ed",99,900013,,One,
"""
MOODLE_LIST = """Identifier;Full name;Username;Email address;Status
Participant 901;Jane Doe;jd1;jane@x.edu;Submitted
Participant 902;Joanne Roe;;jo@x.edu;Submitted
"""


def test_the_lists_that_canvas_and_moodle_export_are_rosters_too(tmp_path):
    done = as_download(tmp_path, CANVAS, True, roster=students_of(read_roster(roster_file(tmp_path, CANVAS_LIST))))
    assert [one.student for one in done.laid_out] == ["900013", "jd1", "jr2"]
    done = as_download(tmp_path, MOODLE, True, roster=students_of(read_roster(roster_file(tmp_path, MOODLE_LIST))))
    assert [one.student for one in done.laid_out] == ["jd1", "jo@x.edu"]


def test_nbgrader_reads_the_same_roster(tmp_path, term):
    path = roster_file(tmp_path, ROSTER)
    path.write_text(ROSTER, encoding="utf-8")
    nbgrader = Path(sys.executable).with_name("nbgrader")
    subprocess.run([nbgrader, "db", "student", "import", path], cwd=term, check=True, capture_output=True)
    listed = subprocess.run([nbgrader, "db", "student", "list"], cwd=term, check=True, capture_output=True, text=True)
    assert all(student.id in listed.stdout for student in students_of(read_roster(path)))


def test_two_students_of_one_name_are_told_apart_or_refused_never_mixed(tmp_path):
    two = {canvas_name("Doe, Jane", n, 100 + n, "dropout.zip"): zip_of(GOOD) for n in (11, 21)}
    done = as_download(tmp_path, two, True)
    assert done.laid_out == ()
    assert all("Tell them apart by a --roster" in why for _, why in done.unidentified)
    same_name = ROSTER + "jd4,Jane,Doe,,21\n"
    done = as_download(tmp_path, two, True, roster=students_of(read_roster(roster_file(tmp_path, same_name))))
    assert [one.student for one in done.laid_out] == ["jd1", "jd4"]
    no_id = ROSTER.replace(",11", ",") + "jd4,Jane,Doe,,\n"
    done = as_download(tmp_path, two, True, roster=students_of(read_roster(roster_file(tmp_path, no_id))))
    assert done.laid_out == ()
    assert "2 students (jd1, jd4)" in dict(done.unidentified)["doejane (Canvas 11)"]


@pytest.mark.parametrize("text", ["", "name\nada\n", "id,first_name\n", "id\n../ada\n", "id\n.ada\n", "id\nada/b\n"])
def test_an_unusable_roster_is_refused(text, tmp_path):
    with pytest.raises(UnusableRoster):
        students_of(read_roster(roster_file(tmp_path, text)))
