"""The book as its readers get it: pages that load from their own folder, work without a mouse, and stay light."""

import functools
import gzip
import html.parser
import re
import urllib.parse
from pathlib import Path

import pytest
import yaml
from browser.visiting import visit

from autograder.judging.references import ROOT

HTML = ROOT / "_build" / "html"
TOC = yaml.safe_load((ROOT / "_toc.yml").read_text())
CHAPTERS = [TOC["root"]] + [chapter["file"] for part in TOC["parts"] for chapter in part["chapters"]]
PAGES = [f"{chapter}.html" for chapter in CHAPTERS] + ["search.html"]
SEARCHED = "Nesterov" if "book/optimization/nesterov" in CHAPTERS else "momentum"

# Bytes of a page and all that it loads, with an empty cache.
PLAIN = {"raw": 700_000, "gzipped": 160_000}
WITH_FORMULAS_AND_FIGURES = {"raw": 1_000_000, "gzipped": 350_000}


def visit_all():
    """What a browser saw; the book lies below a sub-path, as it would on a course's web space."""
    return visit(HTML, PAGES, SEARCHED)


@pytest.fixture(scope="session")
def seen(book, once_in_browser):
    """What a browser saw on every page."""
    return once_in_browser(visit_all)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_loads_without_errors_and_asks_no_other_host(seen, page):
    visit = seen["search"] if page == "search.html" else seen["pages"][page]
    assert visit["problems"] == []
    assert visit["external"] == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("page", PAGES)
def test_nobody_is_locked_out_of_a_page(seen, page, theme):
    assert seen["pages"][page]["axe"][theme] == []


@pytest.mark.parametrize("page", PAGES)
def test_a_page_fits_on_a_phone(seen, page):
    assert seen["pages"][page]["tooWide"] == 0


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_light(seen, page):
    text = (HTML / page).read_text(encoding="utf-8")
    loaded = [HTML / urllib.parse.unquote(request) for request in seen["pages"][page]["requests"]]
    raw = sum(path.stat().st_size for path in loaded)
    gzipped = sum(
        path.stat().st_size if path.suffix in (".woff", ".woff2", ".png") else len(gzip.compress(path.read_bytes()))
        for path in loaded
    )
    budget = WITH_FORMULAS_AND_FIGURES if 'class="katex' in text else PLAIN
    assert raw <= budget["raw"]
    assert gzipped <= budget["gzipped"]


def test_there_is_something_to_turn(seen):
    assert sum(len(visit["explorers"]) for visit in seen["pages"].values()) >= 2


@pytest.mark.parametrize("page", PAGES)
def test_explorers_answer_to_the_arrow_keys(seen, page):
    for explorer in seen["pages"][page]["explorers"]:
        assert len(explorer["readouts"]) > 1, explorer["label"]
        for slider in explorer["values"]:
            assert slider["shown"] == slider["steps"] + 1, explorer["label"]
        assert any(explorer["drawn"]), f"{explorer['label']}: nothing is drawn at the end of the sliders"


@pytest.mark.parametrize("page", PAGES)
def test_a_fold_opens_for_a_link_and_a_slip_for_paper(seen, page):
    assert seen["pages"][page]["shut"] == {"onLink": [], "onPaper": []}


def test_search_finds_a_word(seen):
    hits = seen["search"]["hits"]
    assert any(f"{SEARCHED.lower()}.html" in hit["link"] for hit in hits)
    assert any(SEARCHED.lower() in hit["text"].lower() for hit in hits)


class Page(html.parser.HTMLParser):
    """The links and the ids of a page."""

    def __init__(self, path):
        super().__init__()
        self.links, self.ids = [], set()
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            if name in ("href", "src") and value:
                self.links.append(value)
            elif name in ("id", "name") and value:
                self.ids.add(value)


@functools.cache
def parsed(path):
    return Page(path)


@pytest.mark.parametrize("page", ["index.html", *PAGES])
def test_every_link_within_the_book_leads_somewhere(book, page):
    for link in parsed(book / page).links:
        parts = urllib.parse.urlsplit(link)
        if parts.scheme or parts.netloc:
            continue
        target = (book / page).parent / urllib.parse.unquote(parts.path) if parts.path else book / page
        assert target.resolve().is_file(), link
        if parts.fragment and target.suffix == ".html":
            assert urllib.parse.unquote(parts.fragment) in parsed(target.resolve()).ids, link


@pytest.mark.parametrize("page", PAGES)
def test_links_out_of_the_book_are_well_formed(book, page):
    for link in parsed(book / page).links:
        parts = urllib.parse.urlsplit(link)
        if parts.scheme in ("", "data", "mailto"):
            continue
        assert parts.scheme == "https", link
        assert "." in parts.netloc, link
        assert not set(link) & set(' <>"{}|\\^`'), link


@pytest.mark.parametrize("page", PAGES)
def test_a_chapter_hands_out_the_exercise_it_sends_to(book, page):
    text = (book / page).read_text(encoding="utf-8")
    offered = {Path(link).name for link in parsed(book / page).links if "_downloads/" in link}
    for exercise in re.findall(r"autograder check exercises/\w+/(\w+)\.py", re.sub(r"<[^>]*>", "", text)):
        if page != f"{TOC['root']}.html":
            assert offered >= {f"{exercise}{suffix}" for suffix in (".ipynb", ".py", ".json")}
