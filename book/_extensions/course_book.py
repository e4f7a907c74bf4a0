"""What the chapters need besides Jupyter Book: they import the course, draw into the page, and hand out exercises."""

import hashlib
import os
from pathlib import Path

from docutils import nodes
from sphinx.addnodes import download_reference
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from lab.svg import inline_svg

ROOT = Path(__file__).resolve().parents[2]
GUIDE = "book/students_guide"
LOGGER = logging.getLogger(__name__)


def prepare_for_kernels(app: Sphinx, config: Config) -> None:
    """Let kernels import the course and speak the edition's language; keep outputs for this state of the code only.

    The cache knows a chapter by its own cells. Without the digest in its path, a chapter
    would keep the outputs of a reference that has changed since.
    """
    # Small matrices: more threads than one would only wait for each other.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    # What a page shows of the course's commands has its own language, not that of whoever builds the book.
    os.environ["LANGUAGE"] = config.language
    code = digest_of([*ROOT.glob("lab/*.py"), *ROOT.glob("solutions/*/*.py")])
    config.nb_execution_cache_path = str(ROOT / "_build" / ".jupyter_cache" / code)


def write_pages_anew_when_their_making_changes(app: Sphinx, config: Config) -> None:
    """Let a change of the extensions, scripts or styles reach pages whose text is unchanged."""
    book = ROOT / "book"
    makers = [*book.glob("_extensions/*.py"), *book.glob("_static/*"), *book.glob("_assets/*.js*")]
    # Of these the explorers are made.
    makers += [*book.glob("_assets/explorer/*"), *ROOT.glob("lab/*.py"), *ROOT.glob("solutions/optimization/*.py")]
    config.made_by = digest_of([*makers, ROOT / "requirements.lock"])


def digest_of(paths: list[Path]) -> str:
    """Return 16 characters that change with the files' contents."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def run_the_guide_anew_when_the_check_changes(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Have the student's guide read again, and so run again, where the commands that it shows have changed."""
    patterns = ("autograder/**/*.py", "autograder/**/*.po", "exercises/*/*.*")
    files = [file for pattern in patterns for file in ROOT.glob(pattern)]
    before, env.check_digest = getattr(env, "check_digest", None), digest_of(files)
    return [GUIDE] if before != env.check_digest and GUIDE in env.found_docs else []


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


def add_the_scripts_that_the_page_uses(
    app: Sphinx, pagename: str, templatename: str, context: dict, doctree: object
) -> None:
    """Load `explorer.js` where the page has something to turn, `open_folds.js` where it has something to unfold."""
    body = context.get("body", "")
    if 'class="explorer"' in body:
        app.add_js_file("explorer.js", loading_method="defer")
    if "<details" in body:
        app.add_js_file("open_folds.js", loading_method="defer")


class ExerciseFiles(SphinxDirective):
    """`{exercise-files} optimization/momentum` offers an exercise's notebook, module and rules for download."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return one paragraph with the three links; Sphinx warns of a file that isn't there."""
        exercise = self.arguments[0]
        anchor = f"exercise-{nodes.make_id(Path(exercise).name)}"
        paragraph = nodes.paragraph("", "Download into one folder: ", ids=[anchor], classes=["exercise-files"])
        paragraph["exercise"] = exercise
        paragraph["translatable"] = False  # with its links; its words are said as those in figures are
        files = {".ipynb": "the notebook ", ".py": ", the module ", ".json": ", and the rules that it is checked by, "}
        for suffix, what in files.items():
            name = Path(exercise).name + suffix
            link = download_reference("", "", reftarget=f"/exercises/{exercise}{suffix}", refdoc=self.env.docname)
            link += nodes.literal("", name, classes=["download"])
            paragraph += [nodes.Text(what), link]
        paragraph += nodes.Text(".")
        return [paragraph]


def setup(app: Sphinx) -> dict[str, bool]:
    """Sphinx calls this."""
    app.add_config_value("made_by", "", rebuild="html", types=[str])
    app.connect("config-inited", prepare_for_kernels)
    app.connect("config-inited", write_pages_anew_when_their_making_changes)
    app.connect("env-get-outdated", run_the_guide_anew_when_the_check_changes)
    app.connect("doctree-resolved", draw_figures_inline)
    app.connect("html-page-context", add_the_scripts_that_the_page_uses)
    app.add_css_file("course.css")
    app.add_directive("exercise-files", ExerciseFiles)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
