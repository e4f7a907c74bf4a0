"""The book with the references and the book without them: what each prints, and no trace of one in the other."""

import html
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from sphinx.search.en import SearchEnglish

from autograder.authoring.solution_lines import leaks, region_lines, without_solution_lines
from autograder.judging.references import ROOT, assignments, exercises_of, reference_source

WITHOUT = ROOT / "_build" / "without_answers" / "_build" / "html"
SPELLED_OUT = {".html", ".js", ".json", ".ipynb", ".py", ".txt", ".css", ".svg"}
REFERENCE = re.compile(r"<details.*?</details>", re.DOTALL)
LEFT_OUT = "The reference is left out of this copy of the book."


def make_book_without_answers():
    done = subprocess.run(["make", "book", "ANSWERS=no"], cwd=ROOT, capture_output=True, text=True)
    return done.stdout + done.stderr if done.returncode else ""


@pytest.fixture(scope="session")
def without_answers(book, once):
    """The folder of the book without the references, up to date. What the book with them ran is not run again."""
    complaint = once(make_book_without_answers)
    assert not complaint, complaint[-5000:]
    return WITHOUT


def published(folder: Path) -> dict[str, str]:
    """The text of every file that a site hands out, by its path: as it is there, and as a browser shows it."""
    texts = {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }
    for name in [name for name in texts if name.endswith((".zip", ".whl"))]:
        with zipfile.ZipFile(folder / name) as archive:
            texts |= {f"{name}/{member}": archive.read(member) for member in archive.namelist()}
    written = {name: html.unescape(text.decode()) for name, text in texts.items() if Path(name).suffix in SPELLED_OUT}
    shown = {f"{name}, as shown": html.unescape(re.sub(r"<[^>]*>", "", text)) for name, text in written.items()}
    return written | shown


def words_of(text: str) -> set[str]:
    return set(re.findall(r"\w{4,}", text.lower()))


def solution_lines() -> set[str]:
    """All lines of the solutions that say something: those of four words or more."""
    sources = [reference_source(a, e) for a in assignments() for e in exercises_of(a)]
    sources += [path.read_text().replace("\\n", "\n").replace('"', "") for path in ROOT.glob("solutions/*/*.ipynb")]
    lines = {line.strip(' ,"') for source in sources for line in region_lines(source)}
    return {line for line in lines if len(re.findall(r"\w+", line)) >= 4}


def test_without_answers_no_line_of_a_solution_is_on_the_site(without_answers):
    site = published(without_answers)
    lines = solution_lines()
    assert {name.partition("/")[0] for name in site} >= {"book", "_downloads", "_static", "searchindex.js"}
    assert [leak for name, text in site.items() for leak in leaks(name.removesuffix(", as shown"), text)] == []
    found = [(name, line) for name, text in site.items() for line in set(map(str.strip, text.splitlines())) & lines]
    assert found == []


def test_with_answers_every_reference_that_is_left_out_otherwise_opens_at_its_place(book, without_answers):
    for page in sorted((book / "book").rglob("*.html")):
        folds = REFERENCE.findall(page.read_text(encoding="utf-8"))
        shown = [html.unescape(re.sub(r"<[^>]*>", "", fold)) for fold in folds]
        printed = [text for text in shown if "The reference" in text.strip().splitlines()[0]]
        other = (without_answers / page.relative_to(book)).read_text(encoding="utf-8")
        assert all(set(map(str.strip, text.splitlines())) & solution_lines() for text in printed), page
        assert other.count(LEFT_OUT) == len(printed), page
        assert other.count("<details") == len(folds) - len(printed), page


def test_without_answers_search_knows_no_word_that_only_the_references_use(book, without_answers):
    stem = SearchEnglish({}).stem
    site = published(without_answers)
    pages = set().union(*(words_of(text) for name, text in site.items() if ".html" in name))
    only_there = {stem(word) for line in solution_lines() for word in words_of(line)} - {stem(word) for word in pages}
    indexed = {
        form: words_of((form / "searchindex.js").read_text(encoding="utf-8")) for form in (book, without_answers)
    }
    assert only_there & indexed[book]
    assert not only_there & indexed[without_answers]


def test_both_forms_have_the_same_pages_and_each_says_which_it_is(book, without_answers):
    pages = {path.relative_to(book) for path in (book / "book").rglob("*.html")}
    assert pages == {path.relative_to(without_answers) for path in (without_answers / "book").rglob("*.html")}
    for page in pages:
        assert "This copy of the book prints the references" in (book / page).read_text(encoding="utf-8")
        assert "This copy of the book does not print the references" in (without_answers / page).read_text(
            encoding="utf-8"
        )


PAGE = """# Momentum

An own line: `kept`.

```python
velocity = 0
```

````{dropdown} The reference
```{literalinclude} /solutions/optimization/momentum.py
:caption: momentum_step
:pyobject: momentum_step
:start-after: BEGIN SOLUTION
```
```{literalinclude} /solutions/optimization/momentum.py
:lines: 1-3
```
````

```{literalinclude} /solutions/optimization/momentum.py
:caption: not in a fold
:pyobject: momentum_step
```
"""
CONFIGURATION = """extensions = ["myst_parser", "sphinx_design", "answers"]
html_theme = "sphinx_book_theme"
html_copy_source = False
"""
OF_THE_SOLUTION = "v = rho * state.v + dx"


@pytest.fixture
def small_book(tmp_path):
    """Builds a book of one page, always in the same folder, and returns the process and all that lies there."""
    (tmp_path / "solutions" / "optimization").mkdir(parents=True)
    (tmp_path / "solutions" / "optimization" / "momentum.py").write_text(reference_source("optimization", "momentum"))
    (tmp_path / "index.md").write_text(PAGE)
    (tmp_path / "conf.py").write_text(CONFIGURATION)

    def build(answers):
        environment = os.environ | {"ANSWERS": answers, "PYTHONPATH": f"{ROOT}:{ROOT / 'book' / '_extensions'}"}
        command = [sys.executable, "-m", "sphinx", "-q", "-d", "doctrees", ".", "html"]
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
        return done, published(tmp_path / "html")

    return build


def test_in_one_folder_a_change_of_the_choice_leaves_nothing_of_the_other_form(small_book):
    for answers in ("yes", "no", "yes"):
        done, site = small_book(answers)
        assert (done.returncode, done.stderr) == (0, "")
        assert (OF_THE_SOLUTION in site["index.html, as shown"]) == (answers == "yes")
        assert ("momentumst" in site["searchindex.js"]) == (answers == "yes")
        assert site["index.html"].count(LEFT_OUT) == (0 if answers == "yes" else 2)
        assert "velocity" in site["index.html, as shown"]


def test_a_choice_that_is_none_builds_nothing_and_says_what_to_write(small_book):
    done, site = small_book("perhaps")
    assert done.returncode != 0
    assert "Write ANSWERS=yes or ANSWERS=no" in done.stderr
    assert site == {}


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("    H1 = np.maximum(0, np.dot(W1, X) + b1) * p  # scaled", "    H1 = ... * p  # scaled"),
        ("first_unbias = first_moment / (1 - beta1 ** t)   # other blanks", "first_unbias = ...   # other blanks"),
        ("    dx = compute_gradient(x)", "    dx = compute_gradient(x)"),
    ],
)
def test_a_listing_of_the_lectures_loses_only_what_a_solution_computes(line, left):
    assert without_solution_lines(f"first\n{line}\n") == f"first\n{left}\n"
