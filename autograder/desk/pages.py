"""The templates of the pages that the grading writes. Whatever stands in them is escaped, students' text above all."""

from collections.abc import Iterable
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from autograder.judging.report import looks_like
from autograder.language import said, spoken, together


def shown_points(points: float) -> str:
    """Points to the hundredth, without needless zeros; a difference below that is none."""
    return f"{round(points, 2) + 0.0:.2f}".rstrip("0").rstrip(".")


def with_code(text: str) -> Markup:
    """A text of the checks, in which what stands between backquotes is code."""
    parts = [escape(part) for part in text.split("`")]
    return Markup("").join(Markup(f"<code>{part}</code>") if i % 2 else part for i, part in enumerate(parts))


@pass_context
def _said(_: Context, text: str) -> str:
    """A filter that is told the page is not worked out when the template is read, in the language of that moment."""
    return said(text)


@pass_context
def _together(_: Context, texts: Iterable[str], joint: str = " ") -> str:
    """A filter that joins what is said already, in the language of the moment."""
    return together(map(str, texts), joint)


@cache
def environment() -> Environment:
    """The templates of this package. A name that a page does not have is an error, not a gap."""
    made = Environment(
        loader=PackageLoader("autograder.desk"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"points": shown_points, "code": with_code, "said": _said, "together": _together}
    made.globals["looks_like"] = looks_like
    made.globals["page_language"] = lambda: spoken().replace("_", "-")
    return made


def render(template: str, **names: object) -> str:
    """A page made of a template."""
    return environment().get_template(template).render(**names)
