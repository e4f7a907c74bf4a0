"""Similar work in an assignment: from the submissions to a page, or a table, of pairs to look at."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.csv_text import Cell, as_csv
from autograder.desk.desk import Done
from autograder.desk.notes import named
from autograder.desk.own_traces import OwnWork, given, own_work
from autograder.desk.pages import render
from autograder.desk.similar import UNIT, Fragment, Pair, fragments, pairs, rare_traces
from autograder.desk.traces import NAME
from autograder.desk.writing import NotWritable, make_folder, write_whole
from autograder.grading.course import Course
from autograder.grading.progress import progress
from autograder.grading.submissions import submissions
from autograder.language import said, together

# What a person looks at before deciding to open the two files.
SHOWN_FRAGMENTS, SHOWN_CHARACTERS = 6, 1_200
KINDS = {"code": "code", "comment": "comments", "name": "names", "sentence": "written answers"}


@dataclass(frozen=True)
class ShownFragment:
    """A shared fragment as the page has it: the two texts, and where they stand. holders: how many have it."""

    kind: str
    holders: int
    place: str
    text: str
    other_place: str
    other_text: str


@dataclass(frozen=True)
class ShownPair:
    """A pair as the page has it. parts: what its weight is made of, in words; names: in code, that both use."""

    pair: Pair
    parts: str
    names: tuple[str, ...]
    fragments: tuple[ShownFragment, ...]


def _whole_lines(text: str, span: tuple[int, int]) -> tuple[int, str]:
    """The number of the first line of a part of a text, and its lines, cut where they are very long."""
    start, end = text.rfind("\n", 0, span[0]) + 1, text.find("\n", span[1])
    lines = text[start : None if end < 0 else end]
    if len(lines) > SHOWN_CHARACTERS:
        lines = text[span[0] : min(span[1], span[0] + SHOWN_CHARACTERS)] + " ..."
    return text.count("\n", 0, span[0]) + 1, lines


def _shown_fragment(found: Fragment, one: OwnWork, other: OwnWork) -> ShownFragment:
    line, text = _whole_lines(one.texts[found.file], found.span)
    other_line, other_text = _whole_lines(other.texts[found.other_file], found.other_span)
    is_module = found.file.endswith(".py")
    places = [f"{f}, line {n}" if is_module else f for f, n in ((found.file, line), (found.other_file, other_line))]
    return ShownFragment(KINDS[found.kind], found.holders, places[0], text, places[1], other_text)


def _shown(pair: Pair, found: list[Fragment], one: OwnWork, other: OwnWork) -> ShownPair:
    weights = sorted(((pair.by_kind[kind], words) for kind, words in KINDS.items()), reverse=True)
    parts = together(f"{said(words)} {weight:.1f}" for weight, words in weights if weight)
    names = tuple(one.texts[f.file][slice(*f.span)] for f in found if f.kind == NAME)
    texts = [_shown_fragment(f, one, other) for f in found if f.kind != NAME]
    return ShownPair(pair, parts, names, tuple(texts[:SHOWN_FRAGMENTS]))


def _as_table(shown: list[ShownPair]) -> str:
    header: list[Cell] = [
        "student",
        "other",
        "rarity",
        *KINDS.values(),
        "place",
        "other_place",
        "text",
        "other_text",
        "shared_names",
    ]
    rows: list[list[Cell]] = [header]
    for found in shown:
        first = found.fragments[0] if found.fragments else ShownFragment("", 0, "", "", "", "")
        pair = found.pair
        weights = [round(pair.by_kind[kind], 2) for kind in UNIT]
        texts = [first.place, first.other_place, first.text, first.other_text, " ".join(found.names)]
        rows.append([pair.one, pair.other, round(pair.rarity, 2), *weights, *texts])
    return as_csv(rows)


def _writer_for(path: Path | None) -> Callable[..., str]:
    """How a file of this name is written. Raises `NotWritable` for one that is neither a page nor a table."""
    suffix = path.suffix.lower() if path else ".html"
    if suffix not in (".html", ".csv"):
        raise NotWritable(f"--to {path}: give it a name that ends in .html, for a page, or in .csv, for a table.")
    if suffix == ".csv":
        return lambda shown, **_: _as_table(shown)
    return lambda shown, **about: render("similar.html", shown=shown, **about)


def _read_all(course: Course, assignment: str) -> dict[str, OwnWork]:
    found = submissions(course.root / course.directory.submitted_directory, assignment)
    assigned = given(course, assignment)
    works = {}
    with progress(len(found), "submissions read") as advance:
        for submission in found:
            works[submission.student] = own_work(submission, assigned)
            advance()
    return works


def similar_pairs(works: Mapping[str, OwnWork]) -> tuple[list[ShownPair], int]:
    """The pairs to look at, the rarest first, no more than there are submissions; and how many are left out."""
    traces = {student: work.traces for student, work in works.items()}
    rarity = rare_traces(traces)
    found = pairs(traces, rarity)
    shown = [
        _shown(p, fragments(traces[p.one], traces[p.other], rarity), works[p.one], works[p.other])
        for p in found[: len(works)]
    ]
    return shown, len(found) - len(shown)


def write_similar(course: Course, assignment: str, to: Path | None) -> Done:
    """Write the pairs to look at.

    to: a file that ends in .html or .csv; None for `overview/<assignment>_similar.html`. Raises `NothingToGrade`,
    `Unprepared`, `NotWritable`.
    """
    write = _writer_for(to)
    works = _read_all(course, assignment)
    shown, more = similar_pairs(works)
    path = to or course.root / "overview" / f"{assignment}_similar.html"
    if to is None:
        make_folder(path.parent)
    compared = sum(any(work.traces.values()) for work in works.values())
    write_whole(path, write(shown, more=more, assignment=assignment, compared=compared))
    left_out = [sentence for work in works.values() for sentence in work.left_out]
    notes = [f"Submissions with something of their own: {compared} of {len(works)}."]
    notes += [f"Not compared: {named(left_out)}."] if left_out else []
    return Done(path, len(shown) + more, notes=tuple(notes))
