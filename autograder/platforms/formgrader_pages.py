"""What formgrader's own pages lack: names that are written as text, and a policy of what the browser may load.

Its templates escape nothing. A student's name comes from a folder or from another system's list, and may be anything.
"""

import sys
from html import escape
from typing import Any

# Where formgrader has its programs from, and MathJax; its templates have scripts in them.
POLICY = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' https://cdnjs.cloudflare.com https://cdn.jsdelivr.net",
        "style-src 'self' 'unsafe-inline' https://cdnjs.cloudflare.com https://cdn.jsdelivr.net",
        "font-src 'self' data: https://cdnjs.cloudflare.com https://cdn.jsdelivr.net",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "object-src 'none'",
        "frame-ancestors 'self'",
    ]
)
_FORMGRADER = "nbgrader.server_extensions.formgrader.base"
# In a text in a script as well as in HTML: the same to the script, and no markup.
_IN_BOTH = {ord(c): f"\\u{ord(c):04x}" for c in '<>&"\\\n\r\u2028\u2029'}


def as_text(values: dict[str, Any]) -> dict[str, Any]:
    """What a template of formgrader is filled with, every id and name in it without markup."""
    shown = {k: v.translate(_IN_BOTH) if isinstance(v, str) and k.endswith("_id") else v for k, v in values.items()}
    if isinstance(resources := shown.get("resources"), dict):
        shown["resources"] = {k: escape(v) if isinstance(v, str) else v for k, v in resources.items()}
    return shown


def mend() -> None:
    """Mend formgrader's pages, where this process is the server that shows them."""
    base = sys.modules.get(_FORMGRADER)
    if base is None or getattr(base.BaseHandler, "content_security_policy", None) is POLICY:
        return
    handler, render = base.BaseHandler, base.BaseHandler.render
    handler.render = lambda self, name, **values: render(self, name, **as_text(values))
    handler.content_security_policy = POLICY
