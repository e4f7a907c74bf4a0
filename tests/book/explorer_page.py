"""One page with explorers and guesses, built by the book's own extensions and theme, without the book."""

import io
import sys
import textwrap
from pathlib import Path

import matplotlib.pyplot as plt
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

from autograder.judging.references import ROOT
from lab.style import use_house_style
from lab.svg import inline_svg

EXTENSIONS = ROOT / "book" / "_extensions"
PAGE = """
# Explorers

```{explorer} race
```

```{explorer} step_lengths
```

```{explorer} newton
```

```{explorer} schedules
```

<p id="stand-in">A figure that stands for it.</p>

```{explorer} momentum
:replaces: stand-in
```

```{predict} choose
:truth: 2

Which ball is at rest first?

- the one with rho 0.5
- the one with rho 0.9
```

<div id="chosen"><table><tr><td>0.9</td></tr></table></div>

```{predict} number
:truth: 42

How many steps?
```

<div id="counted"><table><tr><td>42</td></tr></table></div>
<p id="after-counted">It took 42.</p>

```{predict} draw
:shown: 1

How does the second one go?
```

<div id="drawn">DRAWING</div>
"""


def two_lines() -> str:
    """A figure as the book's cells draw it, with two lines."""
    with plt.rc_context():
        use_house_style()
        figure, ax = plt.subplots()
        ax.plot([0, 1], [0, 1])
        ax.plot([0, 1], [1, 0])
        text = io.StringIO()
        figure.savefig(text, format="svg")
        plt.close(figure)
    return " ".join(inline_svg(text.getvalue(), "two lines", "drawn-").split())


def build_page(folder: Path) -> Path:
    """Build the page below a folder; returns where its HTML is."""
    source, built = folder / "source", folder / "html"
    source.mkdir()
    (source / "index.md").write_text(textwrap.dedent(PAGE).replace("DRAWING", two_lines()), encoding="utf-8")
    if str(EXTENSIONS) not in sys.path:
        sys.path.insert(0, str(EXTENSIONS))
    settings = {
        "extensions": ["myst_parser", "explorers", "predict"],
        "html_theme": "sphinx_book_theme",
        "html_context": {"default_mode": "light"},
        "html_static_path": [str(ROOT / "book" / "_static")],
        "html_css_files": ["course.css"],
    }
    with docutils_namespace():
        app = Sphinx(
            source, None, built, folder / "doctrees", "html", confoverrides=settings, warningiserror=True, status=None
        )
        app.build()
    return built
