"""Clones of Classroom 50: by the names of their repositories, which are not their students' to choose."""

import pytest
from zips import COURSE, GOOD, refusals, unpacked

from autograder.handin.archive import Refused
from autograder.handin.classroom50_clones import Repository, repository

MARKER = {".git/HEAD": b"", ".classroom50.yaml": b"classroom: fall\nassignment: dropout\nusername: somebody-else\n"}


def clones(**of):
    """A collection: files by the names of the repositories' owners."""
    files = {}
    for username, inside in of.items():
        name = f"fall-dropout-{username.replace('_', '-')}"
        files |= {f"{name}/{path}": data for path, data in (MARKER | inside).items()}
    return files | {"scores.csv": b"username,score\n"}


def test_each_is_its_owners_and_its_modules_may_lie_in_any_folder(tmp_path):
    files = clones(ada=GOOD, kurt_g={"work/dropout.py": b"# kurt\n", ".ipynb_checkpoints/dropout.py": b"# old\n"})
    done = unpacked(tmp_path, files)
    assert [one.student for one in done.laid_out] == ["ada", "kurt-g"]
    assert (tmp_path / "submitted" / "kurt-g" / "dropout" / "dropout.py").read_bytes() == b"# kurt\n"
    assert refusals(done) == {}


def test_a_teams_repository_is_nobodys(tmp_path):
    done = unpacked(tmp_path, clones(ada=GOOD, group_3=GOOD))
    assert [one.student for one in done.laid_out] == ["ada"]
    assert "it is a team's" in refusals(done)["fall-dropout-group-3"]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("fall-dropout-ada", ("dropout", "ada")),
        ("fall-2026-Dropout-Ada-L", ("dropout", "Ada-L")),
        ("a-data-processing-x", ("data_processing", "x")),
        ("a-data_processing-x", ("data_processing", "x")),
    ],
)
def test_a_repositorys_name_tells_assignment_and_owner(name, told):
    assert repository(name, COURSE) == Repository(*told)


def test_a_name_that_can_be_read_in_two_ways_is_refused():
    with pytest.raises(Refused, match="it may be two students'"):
        repository("fall-dropout-ada-optimization-x", COURSE)
    assert repository("fall-dropout", COURSE) is None
    assert repository("dropout-ada", COURSE) is None


def test_other_clones_are_named_as_before_whatever_a_student_puts_into_one(tmp_path):
    plain = {f"ada/dropout/{name}": data for name, data in GOOD.items()} | {"ada/.git/HEAD": b""}
    done = unpacked(tmp_path, plain | {"bob/.classroom50.yaml": b"", "bob/dropout/dropout.py": b""})
    assert [one.student for one in done.laid_out] == ["ada", "bob"]
