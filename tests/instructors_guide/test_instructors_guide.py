"""The instructor's guide is right: its commands are run here in their order, and what it shows is what they print."""

import csv
import doctest
import shutil
import sys
import zipfile
from contextlib import ExitStack
from pathlib import Path

import pytest
from guide_blocks import blocks
from guide_walk import BY_HAND, Walk, first_line, reader, substitutes
from guided_class import ASSIGNMENT, COURSE_ID, EXERCISE
from services import POSTGRES, postgresql_server

from autograder.authoring.release import MARKS
from autograder.judging.references import ROOT

GUIDE = ROOT / "book" / "instructors_guide"
PAGES = ("a_term.md", "more_machines.md", "postgresql.md", "gradescope.md", "classroom50.md")
BLOCKS = [block for page in PAGES for block in blocks(GUIDE / page)]


@pytest.fixture(scope="session")
def walked(once, tmp_path_factory, release_check) -> tuple[Path, list[str]]:
    """The term's folder after a walk through all pages, and what each block printed."""
    if not POSTGRES:
        pytest.skip("needs Debian's package postgresql")

    def walk_through_the_guide():
        home = tmp_path_factory.mktemp("reader")
        with ExitStack() as services:
            postgresql = services.enter_context(postgresql_server("postgres"))
            shell, done = reader(home, postgresql.socket), {release_check.args: release_check}
            walk = Walk(home, shell, substitutes(home), services, done)
            return {"term": str(home / "autumn"), "printed": [walk.step(block) for block in BLOCKS]}

    found = once(walk_through_the_guide)
    return Path(found["term"]), found["printed"]


def test_every_command_does_its_work_and_prints_what_the_guide_shows(walked):
    _, printed = walked
    same = doctest.OutputChecker().check_output
    shown = [i for i, block in enumerate(BLOCKS) if block.kind == "printed"]
    assert len(shown) > 10
    assert not [str(BLOCKS[i]) for i in shown if BLOCKS[i - 1].kind != "run"], "the output of nothing"
    others = [
        f"{BLOCKS[i]}:\n{printed[i - 1]}" for i in shown if not same(BLOCKS[i].text, printed[i - 1], doctest.ELLIPSIS)
    ]
    assert not others, "\n".join(others)


def test_what_no_test_can_run_exists():
    for block in (b for b in BLOCKS if b.kind == "by-hand"):
        assert first_line(block) in BY_HAND, block
        for program, *arguments in (line.split() for line in block.text.splitlines()):
            if program == "make":
                assert f"\n{arguments[0]}:" in (ROOT / "Makefile").read_text(), block
            elif program not in ("cd", "sudo"):
                found = shutil.which(f"{program}-{arguments[0]}", path=Path(sys.executable).parent)
                assert found, f"{block}: no {program} {arguments[0]}"


def test_what_is_handed_out_holds_no_solution(walked):
    term, _ = walked
    with zipfile.ZipFile(term / "exercises.zip") as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist() if name.endswith((".py", ".ipynb"))}
    assert f"exercises/{ASSIGNMENT}/{EXERCISE}.py" in texts
    assert not [name for name, text in texts.items() if any(mark in text for mark in MARKS)]


def test_points_given_by_hand_and_a_granted_extension_reach_the_exports(walked):
    term, _ = walked
    rows = {}
    for name in ("grades.csv", "for_canvas.csv", "for_moodle.csv"):
        with (term / name).open(encoding="utf-8-sig", newline="") as file:
            rows[name] = list(csv.DictReader(file))
    ours = {row["student_id"]: row for row in rows["grades.csv"]}
    assert float(ours["ada"]["score"]) == 4.0
    assert (float(ours["kurt"]["raw_score"]), round(float(ours["kurt"]["score"]), 2)) == (3.0, 2.7)
    wanted = {student: round(float(row["score"]), 2) for student, row in ours.items()}
    canvas = rows["for_canvas.csv"][1:]
    assert {r["SIS Login ID"]: float(r[f"{ASSIGNMENT} (1234)"]) for r in canvas} == wanted
    grade = f"Assignment: {ASSIGNMENT} (Real)"
    assert {r["ID number"]: float(r[grade]) for r in rows["for_moodle.csv"]} == wanted


def test_feedback_is_a_page_with_the_comment_and_links_into_the_book(walked):
    term, _ = walked
    folder = term / "feedback"
    pages = {s: (folder / s / ASSIGNMENT / "feedback.html").read_text() for s in ("ada", "emmy")}
    assert "Well put." in pages["ada"]
    assert "still to be read" not in pages["ada"], "a regrade after it made the graded answer wait again"
    assert "https://example.edu/training/book/data_processing.html" in pages["emmy"]


def test_the_exchange_takes_feedback_to_who_submitted(walked):
    term, _ = walked
    assert list((term.parent / "exchange" / COURSE_ID / "feedback").glob("*.html"))
    with (term / "term.csv").open(newline="") as file:
        header = next(csv.reader(file))
    assert [column for column in header if f"{column}_max" in header] == [ASSIGNMENT, "dropout"]
