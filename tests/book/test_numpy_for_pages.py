"""NumPy for pages is believed by its checksum only; without it the book is built without exercises in the page."""

import io
import sys

import pytest
from sphinx.application import Sphinx

from autograder.judging.references import ROOT

sys.path.insert(0, str(ROOT / "book" / "_extensions"))
import numpy_for_pages

CHAPTER = """\
Chapter
=======

.. your-course::
"""


@pytest.fixture
def nothing_fetched(npm_packages, monkeypatch, tmp_path):
    """As on a machine where it was not fetched yet. Returns where it would lie."""
    folder = tmp_path / "numpy"
    monkeypatch.setattr(numpy_for_pages, "FOLDER", folder)
    return folder


def test_another_file_than_the_locked_one_is_refused(nothing_fetched, monkeypatch, tmp_path, capsys):
    name, sha256, _ = numpy_for_pages.wanted()
    (tmp_path / name).write_bytes(b"something else")
    monkeypatch.setenv("NUMPY_FOR_PAGES", str(tmp_path / name))
    assert numpy_for_pages.main() == 2
    said = capsys.readouterr().err
    assert "holds another file" in said
    assert f"{sha256} is wanted" in said
    assert not nothing_fetched.exists()


def test_a_place_that_is_not_there_is_told(nothing_fetched, monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("NUMPY_FOR_PAGES", str(tmp_path / "nowhere.whl"))
    assert numpy_for_pages.main() == 2
    said = capsys.readouterr().err
    assert "nowhere.whl cannot be read: No such file or directory" in said
    assert "make book NUMPY_FOR_PAGES=FILE" in said


@pytest.mark.parametrize("named", ["file", "folder"])
def test_a_publisher_names_the_file_or_its_folder(nothing_fetched, monkeypatch, named):
    there = ROOT / "book" / "_assets" / "numpy"
    name, _, _ = numpy_for_pages.wanted()
    if not (there / name).is_file():
        pytest.skip("needs the wheel, which `make book` fetches where it can be had")
    monkeypatch.setenv("NUMPY_FOR_PAGES", str(there / name if named == "file" else there))
    assert numpy_for_pages.main() == 0
    assert (nothing_fetched / name).read_bytes() == (there / name).read_bytes()
    assert numpy_for_pages.wheel() == nothing_fetched / name


def test_where_no_place_has_it_each_is_named(nothing_fetched, monkeypatch, capsys):
    def out_of_reach(*_):
        raise numpy_for_pages.NotHad("this place is out of reach")

    monkeypatch.delenv("NUMPY_FOR_PAGES", raising=False)
    monkeypatch.setattr(numpy_for_pages, "from_release", out_of_reach)
    monkeypatch.setattr(numpy_for_pages, "from_carrier", out_of_reach)
    assert numpy_for_pages.main() == 1
    said = capsys.readouterr().err
    assert said.startswith("The book is built without exercises to be written in the page")
    assert said.count("this place is out of reach") == 2


def test_a_book_without_it_is_built_and_says_so(nothing_fetched, tmp_path):
    (tmp_path / "index.rst").write_text(CHAPTER)
    folders = [str(tmp_path), None, str(tmp_path / "out"), str(tmp_path / "doctrees")]
    app = Sphinx(*folders, "html", {"extensions": ["write_it_here"]}, status=io.StringIO(), warning=io.StringIO())
    app.build()
    page = (tmp_path / "out" / "index.html").read_text()
    assert "built without exercises in the page" in page
    assert "write_it_here" not in page
    assert not (tmp_path / "out" / "write_it_here").exists()
