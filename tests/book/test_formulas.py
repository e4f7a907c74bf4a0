"""Formulas: set when the book is built, numbered, readable aloud, and refused when they are wrong."""

import re
import subprocess
import sys
from xml.etree import ElementTree

import pytest

from autograder.judging.references import ROOT

CONF = """
import sys
sys.path.insert(0, {extensions!r})
extensions = ["myst_parser", "katex_math"]
myst_enable_extensions = ["dollarmath", "amsmath"]
html_math_renderer = "katex"
html_theme = "basic"
"""


@pytest.fixture
def build(tmp_path, npm_packages):
    """Builds one page of Markdown as the book is built: a warning is an error."""
    (tmp_path / "conf.py").write_text(CONF.format(extensions=str(ROOT / "book" / "_extensions")))

    def do(text):
        (tmp_path / "index.md").write_text(f"# Page\n\n{text}\n", encoding="utf-8")
        command = [sys.executable, "-m", "sphinx", "-W", "-n", "-q", "--keep-going", ".", "html"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60)
        page = tmp_path / "html" / "index.html"
        return done, page.read_text(encoding="utf-8") if page.exists() else ""

    return do


GOOD = r"""
In the text $\rho < 1$, and on its own:

$$
v &= \rho v + \nabla f(x) \\
x &= x - \alpha v
$$ (step)

$$
A = \begin{pmatrix} 1 & 0 \\ 0 & \kappa \end{pmatrix}
$$

\begin{align}
a &= b \\
c &= d
\end{align}

As equation {eq}`step` says, with $\lambda_{\max}$ and $\lambda^{\min}$ for limits.
"""


CHILDREN = {"msub": 2, "msup": 2, "msubsup": 3, "munder": 2, "mover": 2, "munderover": 3, "mfrac": 2, "mroot": 2}


def misplaced_children(page: str) -> list[str]:
    """The elements of a page's MathML that have more or fewer children than they must, as Firefox counts them."""
    found = []
    for formula in re.findall("<math .*?</math>", page, re.DOTALL):
        for element in ElementTree.fromstring(formula).iter():
            name = element.tag.rpartition("}")[2]
            if len(element) != CHILDREN.get(name, len(element)):
                found.append(ElementTree.tostring(element, encoding="unicode"))
    return found


@pytest.mark.parametrize("language", ["", "zh"])
def test_every_formula_of_the_book_is_one_for_every_browser(book, language):
    pages = [path.read_text(encoding="utf-8") for path in (book / language / "book").rglob("*.html")]
    assert sum(page.count("<math ") for page in pages) > 500
    assert [wrong for page in pages for wrong in misplaced_children(page)] == []


def test_formulas_become_html_with_mathml_and_numbers(build):
    done, page = build(GOOD)
    assert done.returncode == 0, done.stderr
    assert page.count('<math xmlns="http://www.w3.org/1998/Math/MathML"') == 6
    assert misplaced_children(page) == []
    assert re.search(r'<span class="eqno">\(1\)<a class="headerlink" href="#equation-step"', page)
    assert 'href="#equation-step">(1)</a>' in page
    assert "katex/katex.css" in page
    assert "<script" not in page.split("katex-html")[1]


def test_a_page_without_formulas_loads_nothing_for_them(build):
    done, page = build("No formula, not one.")
    assert done.returncode == 0, done.stderr
    assert "katex" not in page


@pytest.mark.parametrize("wrong", [r"$\nabl f$", r"$$\frac{1}{2$$", r"$a_{b}_{c}$"])
def test_a_formula_that_katex_refuses_fails_the_build(build, wrong):
    done, _page = build(wrong)
    assert done.returncode != 0
    assert "KaTeX parse error" in done.stderr
    assert "index.md:3" in done.stderr
