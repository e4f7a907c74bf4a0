"""Gradescope's export: everybody's work under the name that Gradescope tells, or refused."""

import pytest
from zips import COURSE, GOOD, refusals, unpacked, zip_of

from autograder.class_list import read_roster
from autograder.handin.identified import students_of
from autograder.handin.unpack import unpack
from autograder.handin.works import WhichAssignment

ROOT = "assignment_8046601_export"
METADATA = """---
submission_409194023:
  :submitters:
  - :name: Ada Lovelace
    :sid: '0101'
    :email: ada@example.edu
  :created_at: 2026-10-05 17:34:00.861687000 Z
  :score: 2.0
  :results:
    output: |-
      submission_409194024:
        :submitters:
        - :name: Eve
  :history: []
submission_409194024:
  :submitters:
  - :name: Kurt Gödel
    :sid: '0105'
    :email: kurt@example.edu
  - :name: Grace Hopper
    :sid: '0104'
    :email: grace@example.edu
  :created_at: !ruby/object:ActiveSupport::TimeWithZone
    utc: 2026-10-06 08:00:00 Z
    zone: !ruby/object:ActiveSupport::TimeZone
      name: Europe/Berlin
    time: 2026-10-06 10:00:00 Z
"""
ADA, PAIR = "submission_409194023", "submission_409194024"
FILES = {
    f"{ADA}/dropout/dropout.py": GOOD["dropout.py"],
    f"{ADA}/dropout/network.py": b"# ada\n",
    f"{ADA}/.git/HEAD": b"",
    f"{ADA}/__MACOSX/._dropout.py": b"",
    f"{PAIR}/dropout.py": b"# both\n",
    f"{PAIR}/essay.txt": b"",
}
ROSTER = "id,first_name,last_name,email\n0101,Ada,Lovelace,\n0104,Grace,Hopper,\n0105,Kurt,Gödel,\n"


def export(files=FILES, metadata=METADATA):
    return {f"{ROOT}/{name}": data for name, data in {"submission_metadata.yml": metadata.encode(), **files}.items()}


@pytest.fixture(params=["a folder", "a zip"])
def unpack_export(request, tmp_path):
    """Unpacks an export that came in one of its forms."""

    def do(files, roster=None):
        if roster is not None:
            (tmp_path / "students.csv").write_text(roster)
            roster = students_of(read_roster(tmp_path / "students.csv"))
        for name, data in files.items():
            path = tmp_path / "inbox" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        source = tmp_path / "inbox"
        if request.param == "a zip":
            source = tmp_path / "export.zip"
            source.write_bytes(zip_of(files))
        return unpack([source], tmp_path / "submitted", COURSE, "dropout", roster)

    return do


def lying(tmp_path, student):
    return {path.name: path.read_bytes() for path in (tmp_path / "submitted" / student / "dropout").iterdir()}


@pytest.mark.parametrize("roster", [None, ROSTER])
def test_everybody_gets_their_own_and_a_group_each_of_its_members(unpack_export, tmp_path, roster):
    done = unpack_export(export(), roster)
    assert [one.student for one in done.laid_out] == ["0101", "0104", "0105"]
    assert refusals(done) == {}
    time = {"timestamp.txt": b"2026-10-05 17:34:00 UTC\n"}
    assert lying(tmp_path, "0101") == {"dropout.py": GOOD["dropout.py"], "network.py": b"# ada\n", **time}
    for student in ("0104", "0105"):
        both = {"dropout.py": b"# both\n", "timestamp.txt": b"2026-10-06 08:00:00 UTC\n"}
        assert lying(tmp_path, student) == both


def test_a_number_is_its_digits_whether_it_is_quoted_or_not(unpack_export, tmp_path):
    done = unpack_export(export(metadata=METADATA.replace("'0101'", "0101").replace("'0104'", "1_0:4")))
    assert {"0101", "0105"} <= {one.student for one in done.laid_out}
    assert "has a character that no folder's name may have" in refusals(done)["Grace Hopper (Gradescope 1_0:4)"]


@pytest.mark.parametrize(
    ("told", "stamp"),
    [
        ("2026-10-05T17:34:00+02:00", "2026-10-05 15:34:00 UTC"),
        ("2026-10-05 17:34:00", "2026-10-05 17:34:00 UTC"),
        ("yesterday", None),
        ("[1]", None),
        ("2026-13-05 17:34:00 Z", None),
    ],
)
def test_a_time_is_written_down_where_it_is_one(unpack_export, tmp_path, told, stamp):
    unpack_export(export(metadata=METADATA.replace("2026-10-05 17:34:00.861687000 Z", told)))
    written = lying(tmp_path, "0101").get("timestamp.txt")
    assert written == (stamp and f"{stamp}\n".encode())


def test_of_two_exports_the_later_counts(unpack_export, tmp_path):
    unpack_export(export())
    earlier = METADATA.replace("2026-10-05 17", "2026-10-05 09")
    done = unpack_export(export({f"{ADA}/dropout/dropout.py": b"# earlier\n"}, earlier))
    assert "it was handed in at 2026-10-05 17:34:00 UTC, and this earlier" in dict(done.kept)["0101"]
    assert lying(tmp_path, "0101")["network.py"] == b"# ada\n"


FIFTH = {"submission_5/dropout.py": b""}
UNSURE = {
    "nobody's folder": (METADATA, FIFTH, "submission_5", "does not tell whose it is"),
    "no submitter": (f"{METADATA}submission_5:\n  :submitters: []\n", FIFTH, "submission_5", "names nobody"),
    "no name": (f"{METADATA}submission_5:\n  :submitters:\n  - :sid:\n", FIFTH, "submission_5", "names nobody"),
    "two files": (METADATA, {f"{ADA}/old/dropout.py": b""}, "Ada Lovelace (Gradescope 0101)", "two files dropout.py"),
}


@pytest.mark.parametrize("name", UNSURE)
def test_what_nobody_can_be_sure_of_is_refused_and_stops_nobody_else(unpack_export, name):
    metadata, files, who, why = UNSURE[name]
    done = unpack_export(export(FILES | files, metadata))
    assert why in refusals(done)[who]
    assert {"0104", "0105"} <= {one.student for one in done.laid_out}


@pytest.mark.parametrize(
    "metadata", ["", "[1, 2]", "a: [", "submission_1: 3", "? !!python/object:os.system {}", "\x00"]
)
def test_an_export_that_does_not_tell_who_is_who_is_nobodys(unpack_export, metadata):
    done = unpack_export(export(metadata=metadata))
    assert "it does not tell who handed in what" in refusals(done)["submission_metadata.yml"]
    assert done.laid_out == ()


def test_number_and_name_must_be_one_students(unpack_export):
    done = unpack_export(export(), ROSTER.replace("0101,Ada,Lovelace", "0101,Eve,Adams"))
    assert "its number is that of '0101', who has another name" in refusals(done)["Ada Lovelace (Gradescope 0101)"]
    assert [one.student for one in done.laid_out] == ["0104", "0105"]


def test_a_link_and_a_path_out_of_the_export_are_refused(tmp_path):
    files = export()
    done = unpacked(tmp_path / "a", files)
    assert len(done.laid_out) == 3
    (tmp_path / "b" / "inbox" / ROOT / PAIR).mkdir(parents=True)
    (tmp_path / "b" / "inbox" / ROOT / PAIR / "network.py").symlink_to("/etc/hostname")
    done = unpacked(tmp_path / "b", files)
    assert refusals(done)[f"{PAIR}/network.py"] == "it is a link"
    (tmp_path / "export.zip").write_bytes(zip_of({**files, f"{ROOT}/{PAIR}/../x.py": b""}))
    done = unpack([tmp_path / "export.zip"], tmp_path / "c", COURSE, "dropout")
    assert "leaves its folder" in next(iter(refusals(done).values()))
    assert len(done.laid_out) == 3


def test_a_student_makes_no_export_of_a_clone_or_of_one_zip_among_others(tmp_path):
    forged = {"submission_metadata.yml": METADATA.encode(), **FILES}
    clones = {f"eve/{name}": data for name, data in forged.items()} | {
        "eve/.git/HEAD": b"",
        "eve/dropout/dropout.py": b"",
    }
    done = unpacked(tmp_path / "a", clones)
    assert {*(one.student for one in done.laid_out), *refusals(done)} == {"eve"}
    for name, data in {"eve.zip": zip_of(export()), "bob.zip": zip_of(GOOD)}.items():
        (tmp_path / name).write_bytes(data)
    done = unpack([tmp_path / "eve.zip", tmp_path / "bob.zip"], tmp_path / "b", COURSE, "dropout")
    assert [one.student for one in done.laid_out] == ["bob"]
    assert "If it is one, unpack it alone" in refusals(done)["eve.zip"]


def test_an_export_in_which_nobody_handed_in_a_file_says_so(tmp_path):
    (tmp_path / "export.zip").write_bytes(zip_of(export({f"{ADA}/essay.txt": b""})))
    with pytest.raises(WhichAssignment, match="there is no file of any assignment"):
        unpack([tmp_path / "export.zip"], tmp_path / "submitted", COURSE)
    done = unpack([tmp_path / "export.zip"], tmp_path / "submitted", COURSE, "dropout")
    assert "no zip and no file of this assignment was handed in, but essay.txt" in next(iter(refusals(done).values()))
