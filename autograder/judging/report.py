"""A Result as text, as HTML, and as the JSON row of the commands."""

import html
from typing import Any

from autograder.judging.judge import Result, RuleResult

MAX_SHOWN = 1_200  # characters of a student's own output that a report repeats


def explanation(result: Result) -> str:
    """What a student reads of one function: the mistake where it is known, else the first thing that differs.

    Of a hidden rule only its sentence is told, never its numbers.
    """
    failure = result.first_failure
    lines = []
    if result.diagnosis:
        lines.append(f"This looks like: {result.diagnosis}. {result.hint}")
    lines.append(_told(failure) if failure else "All rules are kept.")
    if result.note:
        lines.append(result.note)
    return "\n".join(lines)


def _told(failure: RuleResult) -> str:
    difference = failure.difference
    if failure.hidden and difference.kind not in ("missing", "timeout", "crash", "memory"):
        return f"All visible rules are kept, but not this one, tried with other numbers: {failure.rule}."
    return f"{failure.rule}: {difference.text}" if difference.kind != "missing" else difference.text


def row(result: Result, assignment: str, exercise: str, student: str | None = None, **stamps: Any) -> dict:
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
        "message": explanation(result),
        **stamps,
    }


def text(result: Result) -> str:
    """The report of one function for a terminal: a line a rule, then what is wrong and where to read."""
    kept = sum(rule.difference is None for rule in result.rules)
    head = f"{result.function}: {kept} of {len(result.rules)} rules kept, "
    lines = [f"{head}{result.points:g} of {result.max_points:g} points"]
    if result.verdict == "missing":
        lines.append(f"  not written yet: {explanation(result)}")
        return "\n".join([*lines, *_reading(result)])
    lines += [f"  {'ok  ' if rule.difference is None else 'FAIL'}  {_shown_rule(rule)}" for rule in result.rules]
    if result.first_failure:
        lines += ["", *("  " + line for line in explanation(result).splitlines())]
        lines += _own_words("your code stopped here", result.traceback)
        lines += _own_words("your code printed", result.printed)
        lines += _reading(result)
    return "\n".join(lines)


def _shown_rule(rule: RuleResult) -> str:
    return f"{rule.rule} (with other numbers)" if rule.hidden else rule.rule


def _own_words(heading: str, words: str) -> list[str]:
    if not words.strip():
        return []
    shown = words.strip()[:MAX_SHOWN]
    return [f"  {heading}:", *("    " + line for line in shown.splitlines())]


def _reading(result: Result) -> list[str]:
    return [f"  to read: book/{result.section}.md"] if result.section else []


def as_html(result: Result) -> str:
    """The report of one function for a notebook or a feedback page. Everything a student wrote is escaped."""
    colour = "#1a7f37" if result.verdict == "pass" else "#b35900"
    head = f"{html.escape(result.function)}: {result.points:g} of {result.max_points:g} points"
    parts = [f'<div style="border-left:4px solid {colour};padding:.2em .8em"><strong>{head}</strong>']
    if result.verdict != "missing":
        marks = "".join(
            f"<li>{'✓' if rule.difference is None else '✗'} {html.escape(_shown_rule(rule))}</li>"
            for rule in result.rules
        )
        parts.append(f'<ul style="list-style:none;padding-left:0;margin:.3em 0">{marks}</ul>')
    if result.first_failure:
        parts += [f'<p style="margin:.3em 0">{html.escape(line)}</p>' for line in explanation(result).splitlines()]
        for words in (result.traceback, result.printed):
            if words.strip():
                parts.append(f"<pre>{html.escape(words.strip()[:MAX_SHOWN])}</pre>")
    return "".join(parts) + "</div>"
