"""What the build needs besides Jupyter Book: chapters that import the course, and figures drawn into the page."""

import hashlib
import os
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util import logging

from lab.svg import inline_svg

ROOT = Path(__file__).resolve().parents[2]
LOGGER = logging.getLogger(__name__)


def let_chapters_import_the_course(app: Sphinx, config: Config) -> None:
    """Put the root on the kernels' import path, and keep executed outputs for this state of the code only.

    The cache knows a chapter by its own cells. Without the digest in its path, a chapter
    would keep the outputs of a reference that has changed since.
    """
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    digest = hashlib.sha256()
    for path in sorted([*ROOT.glob("lab/*.py"), *ROOT.glob("solutions/*/*.py")]):
        digest.update(path.read_bytes())
    config.nb_execution_cache_path = str(ROOT / "_build" / ".jupyter_cache" / digest.hexdigest()[:16])


def draw_figures_inline(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Replace each figure that is an SVG file by the drawing itself, in the colour of the text around it.

    An `img` cannot know whether its page is light or dark; a drawing in the page can.
    """
    if app.builder.format != "html":
        return
    figures = [node for node in doctree.findall(nodes.image) if node["uri"].endswith(".svg")]
    for number, image in enumerate(figures, start=1):
        if not image.get("alt"):
            LOGGER.warning(
                "figure %d has no text for those who cannot see it (mystnb: image: alt)", number, location=image
            )
        drawing = (Path(app.srcdir) / image["uri"]).read_text(encoding="utf-8")
        image.replace_self(nodes.raw("", inline_svg(drawing, image.get("alt", ""), f"figure{number}-"), format="html"))


def add_the_explorers_script(app: Sphinx, pagename: str, templatename: str, context: dict, doctree: object) -> None:
    """Load `explorer.js` where the page has something to turn."""
    if 'class="explorer"' in context.get("body", ""):
        app.add_js_file("explorer.js", loading_method="defer")


def setup(app: Sphinx) -> dict[str, bool]:
    """Sphinx calls this."""
    app.connect("config-inited", let_chapters_import_the_course)
    app.connect("doctree-resolved", draw_figures_inline)
    app.connect("html-page-context", add_the_explorers_script)
    app.add_css_file("course.css")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
