"""Rule: whatever a file holds, it ends in a result, or in one sentence of the error that is declared for it."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from autograder.class_list import KEYS, UnusableRoster, read_roster
from autograder.grading.accounts.leavers import FILE, read_leavers
from autograder.grading.late_work.lateness import read_time
from autograder.handin.collect import NothingHandedIn
from autograder.handin.earlier import RECORD
from autograder.handin.identified import students_of
from autograder.handin.unpack import unpack
from autograder.handin.uploads import RECORD as UPLOADS
from autograder.handin.works import WhichAssignment

COURSE = {"dropout": ("dropout", "network")}
GOOD_NAMES = ("dropout.py", "dropout.ipynb", "network.py", "network.ipynb")


def must_be_a_sentence(text: object) -> None:
    assert str(text).strip()
    assert "\n" not in str(text)


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """A folder that all examples of a property use one after the other."""
    return tmp_path_factory.mktemp("input")


NAMES = st.one_of(
    st.sampled_from(GOOD_NAMES),
    st.text(alphabet=st.characters(codec="utf-8"), min_size=1, max_size=12),
    st.from_regex(r"[a-z]{1,5}_(LATE_)?\d{1,30}_\d{1,30}_(dropout|network)(-\d)?\.(py|ipynb|zip)", fullmatch=True),
    st.from_regex(r"[a-z ]{1,5}_\d{1,9}_assignsubmission_file_/?(dropout|network)\.(py|zip)", fullmatch=True),
)
CONTENTS = st.one_of(st.binary(max_size=60), st.sampled_from([b"x = 1\n", b"{}", b"0" * 4_000]))


@st.composite
def zips(draw, inner=CONTENTS):
    """A zip of a few files, some of its bytes changed, cut off or put before it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", draw(st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]))) as archive:
        for name, content in draw(st.dictionaries(NAMES, inner, max_size=4)).items():
            archive.writestr(zipfile.ZipInfo(name), content)
    data = bytearray(buffer.getvalue())
    for at, byte in draw(st.lists(st.tuples(st.integers(0, len(data) - 1), st.integers(0, 255)), max_size=4)):
        data[at] = byte
    cut = draw(st.one_of(st.just(len(data)), st.integers(0, len(data))))
    return draw(st.sampled_from([b"", b"#!/bin/sh\n"])) + bytes(data[:cut])


ANY_ZIP = st.one_of(zips(), zips(inner=zips()), st.binary(max_size=200))


@settings(max_examples=150)
@given(data=ANY_ZIP, assignment=st.sampled_from([None, "dropout"]))
def test_any_zip_ends_in_a_result_or_in_a_sentence(folder, data, assignment):
    file = folder / "s001.zip"
    file.write_bytes(data)
    try:
        became = unpack([file], folder / "submitted", COURSE, assignment)
    except (NothingHandedIn, WhichAssignment) as error:
        must_be_a_sentence(error)
    else:
        for _, reason in (*became.refused, *became.unidentified):
            must_be_a_sentence(reason)
    # Nothing is written but the assignment's own files, in its own folder, and the records of what came from where.
    known = (file, folder / "submitted" / RECORD, folder / "submitted" / UPLOADS)
    written = [p.relative_to(folder) for p in folder.rglob("*") if p.is_file() and p not in known]
    assert all(p.parts[0] == "submitted" and p.parts[2] == "dropout" and p.name in GOOD_NAMES for p in written)


COLUMNS = [*sorted({key for keys in KEYS.values() for key in keys}), "Student", "Section", "Identifier", "first_name"]
CELL = st.one_of(st.text(max_size=12), st.sampled_from(COLUMNS), st.sampled_from(['"', "a\nb", "\x00"]))


@st.composite
def csv_files(draw):
    comma = draw(st.sampled_from([",", ";", "\t"]))
    header = draw(st.lists(st.one_of(st.sampled_from(COLUMNS), CELL), max_size=5))
    rows = draw(st.lists(st.lists(CELL, max_size=6), max_size=4))
    text = draw(st.sampled_from(["\n", "\r\n", "\r"])).join(comma.join(row) for row in [header, *rows])
    return draw(st.sampled_from(["", "\ufeff"])) + text


@settings(max_examples=300)
@given(data=st.one_of(csv_files().map(lambda text: text.encode("utf-8", "surrogatepass")), st.binary(max_size=200)))
@example(data=b'id,"a\nb"\n')
def test_any_class_list_ends_in_students_or_in_a_sentence(folder, data):
    path = folder / "class.csv"
    path.write_bytes(data)
    try:
        students = students_of(read_roster(path))
    except UnusableRoster as error:
        must_be_a_sentence(error)
    else:
        assert students


@settings(max_examples=150)
@given(data=st.one_of(csv_files().map(lambda text: text.encode("utf-8", "surrogatepass")), st.binary(max_size=200)))
def test_any_list_of_leavers_ends_in_ids_or_in_a_sentence(folder, data):
    (folder / FILE).write_bytes(data)
    try:
        assert all(read_leavers(folder))
    except UnusableRoster as error:
        must_be_a_sentence(error)
    finally:
        (folder / FILE).unlink()


STAMPS = st.one_of(
    st.text(max_size=40),
    st.datetimes(timezones=st.one_of(st.none(), st.timezones())).map(str),
    st.from_regex(
        r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)? ?(Z|[+-]\d\d(:?\d\d)?|[A-Za-z_]+(/[A-Za-z_+-]+)*)?",
        fullmatch=True,
    ),
)


@settings(max_examples=300)
@given(text=STAMPS)
def test_any_time_stamp_ends_in_a_time_or_in_a_sentence(text):
    try:
        assert read_time(text).tzinfo is None
    except ValueError as error:
        must_be_a_sentence(error)
