"""Unpacking again replaces only what is known to be older, and drops nothing that a person did."""

import shutil
from pathlib import Path

import pytest
from test_bulk_downloads import canvas_name
from zips import COURSE, refusals, unpacked, zip_of

from autograder.class_list import read_roster
from autograder.handin.earlier import RECORD, UnreadableRecord, merge_record, read_record
from autograder.handin.identified import students_of
from autograder.handin.moodle_times import zone_named
from autograder.handin.unpack import Unpacked, unpack
from autograder.handin.uploads import merge_uploads, read_uploads

FIRST, SECOND, THIRD = (zip_of({"dropout.py": word}) for word in (b"# first", b"# second", b"# third"))
MOODLE = "Kurt G_5_assignsubmission_file_/dropout.zip"


def canvas(folder: Path, upload: int, data: bytes) -> Unpacked:
    return anew(folder, canvas_name("kurt", 5, upload, "dropout.zip"), data)


def anew(folder: Path, name: str, data: bytes, **options) -> Unpacked:
    shutil.rmtree(folder / "inbox", ignore_errors=True)
    return unpacked(folder, {name: data}, **options)


def lies(folder: Path, student: str = "kurt") -> str:
    return (folder / "submitted" / student / "dropout" / "dropout.py").read_text()


def stamp(folder: Path, student: str = "kurt") -> Path:
    return folder / "submitted" / student / "dropout" / "timestamp.txt"


def test_work_that_came_by_mail_outlives_the_older_upload_with_its_time(tmp_path):
    canvas(tmp_path, 101, FIRST)
    assert anew(tmp_path, "kurt.zip", SECOND).laid_out[0].replaced
    stamp(tmp_path).write_text("2026-10-07 09:30:00 UTC\n")
    for upload in (101, 102):  # the same upload again, and the same files as another upload
        done = canvas(tmp_path, upload, FIRST)
        assert (done.laid_out, done.refused) == ((), ())
        assert done.kept == (("kurt", "this lay there before, and what took its place is newer"),)
    assert lies(tmp_path) == "# second"
    assert stamp(tmp_path).read_text() == "2026-10-07 09:30:00 UTC\n"


def test_an_upload_that_was_never_seen_is_not_put_in_the_place_of_mail(tmp_path):
    anew(tmp_path, "kurt.zip", SECOND)
    for name in (canvas_name("kurt", 5, 101, "dropout.zip"), "kurt_5_assignsubmission_file_/dropout.zip"):
        done = anew(tmp_path, name, FIRST)
        assert "nobody can tell which is newer" in next(iter(refusals(done).values()))
        assert lies(tmp_path) == "# second"
    shutil.move(tmp_path / "submitted" / "kurt" / "dropout", tmp_path / "inbox" / "away")  # as the refusal advises
    shutil.rmtree(tmp_path / "inbox")
    assert not canvas(tmp_path, 101, FIRST).laid_out[0].replaced
    assert lies(tmp_path) == "# first"


def test_canvas_later_upload_counts_whichever_download_is_unpacked_last(tmp_path):
    canvas(tmp_path, 101, FIRST)
    assert canvas(tmp_path, 205, SECOND).laid_out[0].replaced
    assert canvas(tmp_path, 101, FIRST).kept[0][1] == "it was uploaded to Canvas later than this"
    assert canvas(tmp_path, 150, THIRD).kept[0][1] == "it was uploaded to Canvas later than this"
    assert lies(tmp_path) == "# second"
    assert canvas(tmp_path, 301, FIRST).laid_out[0].replaced  # handed in once more
    assert lies(tmp_path) == "# first"


def test_the_same_files_change_nothing_and_keep_the_time_that_a_person_wrote(tmp_path):
    canvas(tmp_path, 101, FIRST)
    stamp(tmp_path).write_text("2026-10-07 09:30:00 UTC\n")
    (tmp_path / "submitted" / "kurt" / "dropout" / "submission_secret.txt").write_text("x")
    for _ in range(2):
        done = canvas(tmp_path, 101, FIRST)
        assert "as it lay there before" in done.laid_out[0].remarks
        assert not done.laid_out[0].replaced
    assert {p.name for p in stamp(tmp_path).parent.iterdir()} == {
        "dropout.py",
        "timestamp.txt",
        "submission_secret.txt",
    }


@pytest.mark.parametrize("name", ["kurt.zip", canvas_name("kurt", 5, 205, "dropout.zip")])
def test_a_time_that_tells_of_the_earlier_work_is_never_dropped_nor_given_to_another(name, tmp_path):
    canvas(tmp_path, 101, FIRST)
    stamp(tmp_path).write_text("2026-10-07 09:30:00 UTC\n")
    done = anew(tmp_path, name, SECOND)
    assert "a timestamp.txt lies beside the earlier submission" in next(iter(refusals(done).values()))
    assert lies(tmp_path) == "# first"
    assert stamp(tmp_path).exists()


def worksheet(folder: Path, when: str) -> dict:
    path = folder / "worksheet.csv"
    path.write_text(
        f'Identifier,Full name,Email address,"Last modified (submission)"\nParticipant 5,Kurt G,kurt,"{when}"\n'
    )
    students = students_of(read_roster(path))
    path.unlink()
    return {"roster": students, "zone": zone_named("Europe/Berlin")}


def test_moodles_worksheet_gives_the_time_and_the_later_one_counts(tmp_path):
    done = anew(tmp_path, MOODLE, SECOND, **worksheet(tmp_path, "Wednesday, 7 October 2026, 11:30 AM"))
    assert done.timed == 1
    assert stamp(tmp_path).read_text() == "2026-10-07 09:30:00 UTC\n"
    done = anew(tmp_path, MOODLE, FIRST, **worksheet(tmp_path, "Monday, 5 October 2026, 9:55 PM"))
    assert (
        done.kept[0][1] == "it was handed in at 2026-10-07 09:30:00 UTC, and this earlier, at 2026-10-05 19:55:00 UTC"
    )
    assert lies(tmp_path) == "# second"
    done = anew(tmp_path, MOODLE, THIRD, **worksheet(tmp_path, "Donnerstag, 8. Oktober 2026, 08:00"))
    assert done.laid_out[0].replaced
    assert (lies(tmp_path), stamp(tmp_path).read_text()) == ("# third", "2026-10-08 06:00:00 UTC\n")


def test_a_time_read_in_the_wrong_zone_is_written_anew_and_a_persons_is_not(tmp_path):
    told = worksheet(tmp_path, "Wednesday, 7 October 2026, 11:30 AM")
    anew(tmp_path, MOODLE, FIRST, **told)
    anew(tmp_path, MOODLE, FIRST, **told | {"zone": zone_named("America/New_York")})
    assert stamp(tmp_path).read_text() == "2026-10-07 15:30:00 UTC\n"
    stamp(tmp_path).write_text("2026-10-06 00:00:00 UTC\n")
    done = anew(tmp_path, MOODLE, FIRST, **told)
    assert "its timestamp.txt stays" in done.laid_out[0].remarks[-1]
    assert stamp(tmp_path).read_text() == "2026-10-06 00:00:00 UTC\n"
    assert done.timed == 0


def test_a_time_that_is_not_read_for_sure_is_told_and_not_written(tmp_path):
    done = anew(tmp_path, MOODLE, FIRST, **worksheet(tmp_path, "05/10/26, 21:55"))
    assert done.laid_out[0].remarks == ("no timestamp.txt: '05/10/26, 21:55' is no date that is read here for sure",)
    assert not stamp(tmp_path).exists()
    done = anew(tmp_path, "kurt.zip", FIRST, **worksheet(tmp_path, "Monday, 5 October 2026, 9:55 PM"))
    assert not stamp(tmp_path).exists()  # the worksheet tells of the upload, not of mail


@pytest.mark.parametrize("stays", ["kurt", "goedel"])
def test_after_a_merge_of_accounts_neither_ones_older_upload_comes_back(tmp_path, stays):
    numbers = {"kurt": (5, 101), "goedel": (6, 102)}
    for student, data in (("kurt", FIRST), ("goedel", THIRD)):
        anew(tmp_path, canvas_name(student, *numbers[student], "dropout.zip"), data)
    anew(tmp_path, f"{stays}.zip", SECOND)
    submitted = tmp_path / "submitted"
    shutil.move(submitted / "kurt", tmp_path / "inbox" / "away")
    if stays == "kurt":
        shutil.rmtree(submitted / "goedel")
        shutil.move(tmp_path / "inbox" / "away", submitted / "goedel")
    for _ in range(2):  # the second time nothing is left to do
        merge_record(submitted, "kurt", "goedel", {"dropout": stays})
        merge_uploads(submitted, "kurt", "goedel", {"dropout": stays})
    assert read_record(submitted)["dropout"].keys() == {"goedel"}
    ((upload,),) = (each.values() for each in read_uploads(submitted)["dropout"].values())
    assert upload.name == canvas_name(stays, *numbers[stays], "dropout.zip")
    for number, data in ((101, FIRST), (102, THIRD)):
        done = anew(tmp_path, canvas_name("goedel", 6, number, "dropout.zip"), data)
        assert done.kept == (("goedel", "this lay there before, and what took its place is newer"),)
    assert lies(tmp_path, "goedel") == "# second"


def test_a_damaged_record_is_told_and_nothing_is_replaced(tmp_path):
    canvas(tmp_path, 101, FIRST)
    (tmp_path / "submitted" / RECORD).write_text("{")
    with pytest.raises(UnreadableRecord, match="is damaged"):
        unpack([tmp_path / "inbox"], tmp_path / "submitted", COURSE, "dropout")
    assert lies(tmp_path) == "# first"
