"""A course in Chinese from its release to the feedback page, in a terminal: everything that is said is Chinese."""

import json
import re
import shutil

import pytest
from terms import autograder_in, empty_term

from autograder import language
from autograder.__main__ import ROOM_OF, main
from autograder.judging.references import ROOT, declared, reference_source, with_mistake

ASSIGNMENT, EXERCISE, FUNCTION = "data_processing", "standardize", "fit_standardization"
MISTAKE, NAMED = "divides by N - 1", "这看起来像是：除以了 N - 1。"
CHINESE = re.compile("[\u4e00-\u9fff]")
# An English sentence has three words in a row. Commands, code and paths have them too, and are left out.
ENGLISH = re.compile(r"[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}")
NO_PROSE = re.compile(
    r"python -m [^\n<]*|nbgrader [^\n<]*|`[^`]*`|<style>.*?</style>|<pre>.*?</pre>|<code>.*?</code>|<[^>]*>", re.DOTALL
)


def english_in(text):
    return ENGLISH.findall(NO_PROSE.sub("|", text))


def said_in(folder, *arguments):
    """What a command says in a folder, to somebody who asked for Chinese."""
    try:
        done = autograder_in(folder, *arguments, "--lang", "zh_CN")
    finally:
        language.speak(None)  # commands are run in this process, which spoke English before
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """The assignment as a Chinese course hands it out, and in it a student's work with a mistake."""
    folder = tmp_path_factory.mktemp("course")
    said_in(ROOT, "release", "--language", "zh_CN", "--assignment", ASSIGNMENT, "--to", folder / "exercises")
    (function,) = (f for f in declared(ASSIGNMENT, EXERCISE).functions if f.name == FUNCTION)
    mistake = next(mistake for mistake in function.mistakes if mistake.name == MISTAKE)
    wrong = with_mistake(reference_source(ASSIGNMENT, EXERCISE), FUNCTION, mistake)
    (folder / "exercises" / ASSIGNMENT / f"{EXERCISE}.py").write_text(wrong)
    return folder


@pytest.fixture(scope="module")
def packed(course):
    """What `pack` says, and the zip."""
    return said_in(course, "pack", ASSIGNMENT), course / f"{ASSIGNMENT}.zip"


@pytest.fixture(scope="module")
def term(packed, tmp_path_factory):
    """The instructor's folder, in which one zip was laid out and graded, and what each command said."""
    folder = empty_term(tmp_path_factory.mktemp("term") / "term")
    shutil.copy(packed[1], folder / "ada.zip")
    said = {"unpack": said_in(folder, "unpack", "ada.zip")}
    for command in ("grade", "feedback", "overview", "export"):
        more = ("--to", "grades.csv") if command == "export" else ("--json", "rows.json") if command == "grade" else ()
        said[command] = said_in(folder, command, ASSIGNMENT, *more)
    return folder, said


def test_the_check_names_the_mistake_in_chinese_since_the_release_is(course, autograder, monkeypatch):
    monkeypatch.delenv("LANGUAGE", raising=False)
    done = autograder("check", "exercises", cwd=course)
    assert NAMED in done.stdout
    assert english_in(done.stdout + done.stderr) == []


def test_the_zip_is_told_of_in_chinese(packed):
    assert english_in(packed[0]) == []


@pytest.mark.parametrize("command", ["unpack", "grade", "feedback", "overview", "export"])
def test_what_an_instructor_is_told_is_chinese(term, command):
    assert english_in(term[1][command]) == []


def test_the_feedback_page_names_the_mistake_in_chinese(term):
    page = (term[0] / "feedback" / "ada" / ASSIGNMENT / "feedback.html").read_text(encoding="utf-8")
    assert NAMED.removesuffix("。") in re.sub("<[^>]*>", "", page)
    assert '<html lang="zh-CN">' in page
    assert english_in(page) == []


def test_the_overview_is_chinese(term):
    page = (term[0] / "overview" / f"{ASSIGNMENT}.html").read_text(encoding="utf-8")
    assert "除以了" in page
    assert english_in(page) == []


def test_what_is_kept_has_the_mistakes_english_name(term):
    rows = {row["function"]: row for row in json.loads((term[0] / "rows.json").read_text())}
    assert rows[FUNCTION]["diagnosis"] == MISTAKE


@pytest.mark.parametrize(
    "arguments",
    [
        *((command, "--help") for command in ROOM_OF if command not in ("release", "prove")),
        ("grade",),
        ("check", "--no"),
    ],
    ids=" ".join,
)
def test_help_and_wrong_arguments_are_told_in_chinese(arguments, capsys):
    try:
        with pytest.raises(SystemExit):
            main([*arguments, "--lang", "zh_CN"])
    finally:
        language.speak(None)
    told = capsys.readouterr()
    assert CHINESE.search(told.out + told.err)
    assert english_in(told.out + told.err) == []
