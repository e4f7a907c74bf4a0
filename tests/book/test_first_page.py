"""The first page: the lecture as a map, counted from the chapters, and a picture that has its place."""

import re
import sys

import yaml
from docutils import nodes
from docutils.utils import new_document

from autograder.judging.references import ROOT, assignments, exercises_of

sys.path.insert(0, str(ROOT / "book" / "_extensions"))
from lecture_map import minutes_to_read

PARTS = {part["caption"]: part["chapters"] for part in yaml.safe_load((ROOT / "_toc.yml").read_text())["parts"]}
LECTURE = ("Data", "Optimization", "Regularization", "Transfer learning")
ROW = re.compile(r'<tr.*?<a [^>]*href="([^"#]+)".*?<p>(\d+)</p>.*?</tr>', re.DOTALL)


def test_the_map_leads_to_every_chapter_of_the_lecture_in_its_order_and_tells_the_minutes(book):
    rows = ROW.findall((book / "book" / "intro.html").read_text(encoding="utf-8"))
    chapters = [chapter["file"] for part in LECTURE for chapter in PARTS[part]]
    assert [f"book/{address}" for address, _ in rows] == [f"{chapter}.html" for chapter in chapters]
    assert all(3 <= int(minutes) <= 60 for _, minutes in rows)


def test_the_map_leads_to_the_place_where_each_exercise_is_handed_out(book):
    page = (book / "book" / "intro.html").read_text(encoding="utf-8")
    linked = re.findall(r'href="[\w/]+\.html#exercise-([\w-]+)"', page)
    assert set(linked) == {exercise.replace("_", "-") for a in assignments() for exercise in exercises_of(a)}


def test_the_race_has_an_id_that_stays(book):
    page = (book / "book" / "intro.html").read_text(encoding="utf-8")
    assert re.search(r'id="race"(?:(?!</svg>).)*<svg[^>]*aria-label="Six small maps', page, re.DOTALL)


def test_minutes_count_prose_pictures_and_formulas_but_nothing_that_is_folded_away():
    chapter = new_document("chapter")
    prose = nodes.paragraph("", "word " * 300)
    fold = nodes.container("", nodes.paragraph("", "word " * 900), nodes.literal_block("", "code " * 900))
    fold["design_component"] = "dropdown"
    chapter += [prose, nodes.literal_block("", "code " * 900), fold, nodes.image(), nodes.math_block("", "x = 1")]
    assert minutes_to_read(chapter) == 3 + 1
