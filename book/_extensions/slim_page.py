"""A page loads what it uses, from nowhere but its own folder.

The theme and Jupyter Book's extensions put all their scripts and styles on every page. This
leaves out what a page has no use for, and makes a small font of the few icons that the theme shows.
"""

import re
from pathlib import Path

import pydata_sphinx_theme
from fontTools import subset
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

THEME = Path(pydata_sphinx_theme.__file__).parent / "theme" / "pydata_sphinx_theme"
ICONS_BY_NAME = "angle-left angle-right arrow-up bars circle-half-stroke list magnifying-glass moon sun xmark"


def leave_out_what_the_page_has_no_use_for(
    app: Sphinx, pagename: str, templatename: str, context: dict, doctree: object
) -> None:
    """Thin out the page's scripts and styles; runs after everybody has added theirs."""
    # The summary of a hidden cell has a text; a label that says something else hides it from voice control.
    context["body"] = body = context.get("body", "").replace(' aria-label="Toggle hidden content"', "")
    for kind in ("script_files", "css_files"):
        context[kind] = [asset for asset in context[kind] if _used(asset, body)]


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


def setup(app: Sphinx) -> dict[str, bool]:
    """Sphinx calls this."""
    app.connect("builder-inited", make_a_font_of_the_icons)
    app.connect("html-page-context", leave_out_what_the_page_has_no_use_for, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
