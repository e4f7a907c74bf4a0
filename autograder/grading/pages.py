"""The templates of the pages that the grading writes. Whatever stands in them is escaped, students' text above all."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined


def shown_points(points: float) -> str:
    """Points to the hundredth, without needless zeros; a difference below that is none."""
    return f"{round(points, 2) + 0.0:g}" if abs(points) < 10_000 else f"{points:.0f}"


@cache
def environment() -> Environment:
    """The templates of this package. A name that a page does not have is an error, not a gap."""
    made = Environment(
        loader=PackageLoader("autograder.grading"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["points"] = shown_points
    return made


def render(template: str, **names: object) -> str:
    """A page made of a template."""
    return environment().get_template(template).render(**names)
