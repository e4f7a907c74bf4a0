"""A Result as text, as HTML, and as the JSON row of the commands."""

import html
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from autograder.judging.compare import Difference
from autograder.judging.judge import Result, RuleResult
from autograder.judging.picture import picture
from autograder.language import ENGLISH, said, spoken, together

Saying = Callable[[str], str]  # English to the language of whoever reads
AS_KEPT: Saying = str
MAX_SHOWN = 1_200  # characters of a student's own output that a report repeats


def in_language(result: Result) -> Result:
    """A result with all that the course says in it in the language of this process; for showing, never for keeping."""
    if spoken() == ENGLISH:
        return result
    rules = tuple(replace(rule, rule=said(rule.rule), difference=_said_difference(rule)) for rule in result.rules)
    diagnosis, hint = result.diagnosis and said(result.diagnosis), result.hint and said(result.hint)
    also = tuple((said(name), said(hint)) for name, hint in result.also)
    return replace(result, rules=rules, also=also, note=said(result.note), diagnosis=diagnosis, hint=hint)


def _said_difference(rule: RuleResult) -> Difference | None:
    return rule.difference and replace(rule.difference, text=said(rule.difference.text))


def explanation(result: Result, say: Saying = said) -> str:
    """What a student reads of one function: the mistake where it is known, else the first thing that differs.

    Of a hidden rule only its sentence is told, never its numbers. say: as in `told`.
    """
    failure = result.first_failure
    lines = []
    lines += [_joined([looks_like(name, i, say), hint], " ", say) for i, (name, hint) in enumerate(result.mistakes)]
    lines.append(told(failure, say) if failure else "All rules are kept.")
    if result.note:
        lines.append(result.note)
    return "\n".join(lines)


def looks_like(name: str, number: int, say: Saying = said) -> str:
    """The sentence that names a mistake. number: 0 of the telling one, more of those beside it. say: as in `told`."""
    return say(f"And beside it: {name}.") if number else say(f"This looks like: {name}.")


def told(failure: RuleResult, say: Saying = said) -> str:
    """What a student reads of one rule that was not kept. Of a hidden one only its sentence is told.

    say: `AS_KEPT` for the English of a record.
    """
    difference = failure.difference
    if difference is None:
        raise ValueError(f"this rule was kept: {failure.rule}")
    if failure.hidden and difference.kind not in ("missing", "timeout", "crash", "memory"):
        return say(f"All visible rules are kept, but not this one, tried with other numbers: {failure.rule}.")
    if difference.kind == "missing":
        return difference.text
    return _joined([failure.rule, difference.text], ": ", say)


def _joined(parts: list[str], joint: str, say: Saying = said) -> str:
    return joint.join(parts) if say is AS_KEPT else together(parts, joint)


def row(result: Result, assignment: str, exercise: str, student: str | None = None, **stamps: Any) -> dict[str, Any]:
    """The row of `--json`. stamps: what a grading run adds, as its isolation and its seed."""
    return {
        "student": student,
        "assignment": assignment,
        "exercise": exercise,
        "function": result.function,
        "points": result.points,
        "max_points": result.max_points,
        "verdict": result.verdict,
        "diagnosis": result.diagnosis,
        "message": explanation(result, AS_KEPT),
        **stamps,
    }


def text(result: Result) -> str:
    """The report of one function for a terminal: a line a rule, then what is wrong and where to read."""
    result = in_language(result)
    kept = sum(rule.difference is None for rule in result.rules)
    kept_of = f"{result.function}: {kept} of {len(result.rules)} rules kept"
    lines = [together([said(kept_of), said(f"{result.points:g} of {result.max_points:g} points")])]
    if result.verdict == "missing":
        lines.append(f"  {together([said('not written yet'), explanation(result)], ': ')}")
        return "\n".join([*lines, *_reading(result)])
    lines += [f"  {'ok  ' if rule.difference is None else 'FAIL'}  {_shown_rule(rule)}" for rule in result.rules]
    if result.first_failure:
        lines += ["", *("  " + line for line in explanation(result).splitlines())]
        lines += _own_words("your code stopped here", result.traceback)
        lines += _own_words("your code printed", result.printed)
        lines += _reading(result)
    elif result.note:
        lines += ["", f"  {result.note}"]
    return "\n".join(lines)


def about_rule(result: Result, index: int) -> str:
    """What a student reads below the sentence of a rule that was not kept: the function's `index`th, from 0."""
    result = in_language(result)
    rule = result.rules[index]
    lines = [rule.difference.text] if rule.difference else []
    lines += [_joined([looks_like(name, i), hint], " ") for i, (name, hint) in enumerate(result.mistakes)]
    if rule is result.first_failure:
        lines += _own_words("your code stopped here", result.traceback)
        lines += _own_words("your code printed", result.printed)
    lines += [result.note] if result.note else []
    return "\n".join([*lines, *(line.strip() for line in _reading(result))])


def _shown_rule(rule: RuleResult) -> str:
    return f"{rule.rule} {said('(with other numbers)')}" if rule.hidden else rule.rule


def _own_words(heading: str, words: str) -> list[str]:
    if not words.strip():
        return []
    shown = words.strip()[:MAX_SHOWN]
    return [f"  {said(f'{heading}:')}", *("    " + line for line in shown.splitlines())]


def _reading(result: Result) -> list[str]:
    return [f"  {said(f'to read: {result.section}, in the book')}"] if result.section else []


_BORDERS = {"pass": "#2da44e", "missing": "#7f7f7f"}  # seen on white and on black; all else is orange
_LIST = "list-style:none;padding-left:0;margin:.3em 0"
_WORDS = "white-space:pre-wrap;overflow-wrap:anywhere;margin:.2em 0;max-height:20em;overflow:auto"


def as_html(result: Result, *, chapter: str | None = None, draw: Callable[[Result], str] = picture) -> str:
    """The report of one function for a notebook or a feedback page: no script, no style sheet, nothing to load.

    chapter: the address of the section to read, for a link. draw: makes the picture. Everything a student wrote is
    escaped.
    """
    result = in_language(result)
    parts = [_head(result)]
    if failure := result.first_failure:
        parts += [_first_failure(result, failure), draw(result)]
        parts += _own_words_html("Your code stopped here", result.traceback)
        parts += _own_words_html("Your code printed", result.printed)
        parts.append(_to_read(result, chapter))
    parts += [_paragraph(html.escape(result.note)) if result.note else "", _all_rules(result)]
    style = f"border-left:4px solid {_BORDERS.get(result.verdict, '#d55e00')};padding:.1em .9em;margin:.3em 0"
    return f'<div class="check-report" style="{style};max-width:46em;line-height:1.5">{"".join(parts)}</div>'


def _paragraph(inside: str) -> str:
    return f'<p style="margin:.4em 0">{inside}</p>'


def _head(result: Result) -> str:
    mark = {"pass": "✓", "missing": "○"}.get(result.verdict, "✗")
    points = said(f"{result.points:g} of {result.max_points:g} points")
    kept, rules = sum(rule.difference is None for rule in result.rules), len(result.rules)
    count = f"all {rules} rules kept" if kept == rules else f"{kept} of {rules} rules kept"
    count = said("not written yet" if result.verdict == "missing" else count)
    head = together([f"{mark} {html.escape(result.function)}", points], ": ")
    return _paragraph(together([f"<strong>{head}</strong>", count]))


def _first_failure(result: Result, failure: RuleResult) -> str:
    text = html.escape(told(failure))
    rule = html.escape(failure.rule)
    # The rule's sentence stands out from what happened; where the text doesn't begin with it, all of it is told alike.
    colon = together(["", ""], ": ")
    parts = [_paragraph(text.replace(f"{rule}{colon}", f"<strong>{rule}{colon.strip()}</strong><br/>", 1))]
    for i, (name, hint) in enumerate(result.mistakes):
        parts.append(_paragraph(f"<strong>{html.escape(looks_like(name, i))}</strong> {html.escape(hint)}"))
    return "".join(parts)


def _to_read(result: Result, chapter: str | None) -> str:
    if not result.section:
        return ""
    section = html.escape(result.section)
    # Underlined, so that the link is told from the text without its colour.
    link = f'<a href="{html.escape(chapter)}" style="text-decoration:underline">{section}</a>' if chapter else section
    return _paragraph(said(f"To read: {link}, in the book"))


def _own_words_html(heading: str, words: str) -> list[str]:
    if not words.strip():
        return []
    # Whoever has no mouse must be able to scroll what is long.
    shown = html.escape(words.strip()[:MAX_SHOWN])
    return [
        _paragraph(said(f"{heading}:")),
        f'<pre tabindex="0" aria-label="{said(heading)}" style="{_WORDS}">{shown}</pre>',
    ]


def _all_rules(result: Result) -> str:
    if not result.rules:
        return ""
    written = result.verdict != "missing"
    lines = []
    for rule in result.rules:
        mark = "" if not written else "✓ " if rule.difference is None else "✗ "
        told_of = [rule.difference.text] if written and rule.difference and not rule.hidden else []
        lines.append(f"<li>{mark}{html.escape(together([_shown_rule(rule), *told_of], ': '))}</li>")
    count = f"{len(lines)} rules" if len(lines) > 1 else "one rule"
    heading = said(f"All {count}" if written and len(lines) > 1 else f"What it must do: {count}")
    # formgrader's style sheet takes the triangle away, by which one sees that it unfolds.
    summary = f'<summary style="cursor:pointer;display:list-item">{heading}</summary>'
    return f'<details style="margin:.4em 0">{summary}<ul style="{_LIST}">{"".join(lines)}</ul></details>'
