"""What students wrote in Markdown as HTML for nbgrader's pages, without anything that a browser would run.

formgrader shows a written answer on a page from which grades can be given: a script in it would give them itself.
"""

import re
from html import escape

from bleach import clean
from jinja2 import pass_context
from jinja2.runtime import Context
from nbconvert.filters.markdown_mistune import InvalidNotebook, IPythonRenderer, MarkdownWithMath

# fmt: off
_TAGS = frozenset({
    "a", "b", "blockquote", "br", "code", "dd", "del", "details", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5",
    "h6", "hr", "i", "img", "kbd", "li", "mark", "ol", "p", "pre", "s", "span", "strong", "sub", "summary", "sup",
    "table", "tbody", "td", "th", "thead", "tr", "u", "ul",
})
# fmt: on
_LINK = re.compile(r"(?:https?://|mailto:|#).*|[\w./-]+", re.DOTALL)
# A picture from elsewhere would tell its owner when the answer is read, and by whom.
_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif);base64,[A-Za-z0-9+/=\s]*")
# Pygments' classes, and no others: formgrader's buttons are found by theirs.
_HIGHLIGHT = re.compile(r"highlight|[a-z][a-z0-9]{0,2}")


def _is_kept(tag: str, name: str, value: str) -> bool:
    """Whether an attribute stays. None with an id does: formgrader finds its boxes for points by theirs."""
    match tag, name:
        case "a", "href":
            return bool(_LINK.fullmatch(value))
        case "img", "src":
            return bool(_PICTURE.fullmatch(value))
        case "img", "alt":
            return True
        case "ol", "start":
            return value.isascii() and value.isdigit()
        case _, "class":
            return bool(_HIGHLIGHT.fullmatch(value))
    return False


@pass_context
def students_markdown(context: Context, source: str) -> str:
    """The HTML of a Markdown cell, in place of nbconvert's filter `markdown2html`; other tags are shown as text."""
    attachments = context.get("cell", {}).get("attachments", {})
    renderer = IPythonRenderer(escape=False, attachments=attachments, exclude_anchor_links=True)
    try:
        shown = MarkdownWithMath(renderer=renderer).render(source)
    except InvalidNotebook:  # of a picture that is not in the notebook: the answer is shown as it was typed
        shown = f"<pre>{escape(source)}</pre>"
    return clean(shown, tags=_TAGS, attributes=_is_kept, protocols={"http", "https", "mailto", "data"})
