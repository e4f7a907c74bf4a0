"""Feedback: what a student gets to read, and what nobody ever does: the hidden cases' numbers."""

import html.parser
import json
import re
import shutil
import subprocess
import sys

import numpy as np
import pytest
from nbgrader.api import Gradebook
from terms import nbgrader

from autograder.authoring import sample_class
from autograder.calling.values import State
from autograder.grading.course import open_course
from autograder.judging.declare import Case
from autograder.judging.judge import judge
from autograder.judging.references import (
    asking,
    declared,
    exercises_of,
    module_of,
    reference_source,
    rules_for_grading,
    visible_rules,
    with_mistake,
)
from autograder.judging.result_data import UnreadableRecord, as_data, from_data

ASSIGNMENT, SEED = "optimization", 11
REFERENCES = {e: reference_source(ASSIGNMENT, e) for e in exercises_of(ASSIGNMENT)}
MOMENTUM = REFERENCES["momentum"]
BY_NBGRADER = "[mn]*"  # momentum and nesterov
TAGS = "<script>alert('module')</script>"
NAME = "<img src=x onerror=alert(1)> O'Hara"

# Hidden cases of momentum have three axes, visible ones never: these go wrong, and talk, there only.
ON_HIDDEN = "    if np.ndim(x) == 3:\n        {}\n"
TELLS_IN_AN_ERROR = ON_HIDDEN.format("raise ValueError(repr((x, dx, state, learning_rate, rho)))")
PRINTS_ALL = "    print('I got', x.tolist(), dx.tolist(), learning_rate, rho)\n"
PRINTS_AND_FAILS = PRINTS_ALL + ON_HIDDEN.format("x = x + 1")
# Nesterov's first function keeps what it was given, and the second one tells it when it is asked a visible rule.
KEEPS = "    KEPT.append((x.tolist(), learning_rate, rho))\n"
TELLS = "    print(KEPT)\n    dx = dx + 1\n"


def in_function(source, function, lines):
    """A module's text with lines put before a function's body."""
    start = source.index("### BEGIN SOLUTION", source.index(f"def {function}("))
    return source[:start] + lines.strip() + "\n    " + source[start:]


def make_class(term):
    """A sample class, and some who want to know the hidden numbers or to be seen as markup."""
    sample_class.make(term, ASSIGNMENT, size=3)
    nesterov = in_function(REFERENCES["nesterov"], "nesterov_lookahead_step", KEEPS)
    nesterov = "KEPT = []\n" + in_function(nesterov, "nesterov_step", TELLS)
    modules = {
        "tells": {"momentum": in_function(MOMENTUM, "momentum_step", TELLS_IN_AN_ERROR)},
        "prints": {"momentum": in_function(MOMENTUM, "momentum_step", PRINTS_AND_FAILS)},
        "says_it_later": {"nesterov": nesterov},
        "markup": {"momentum": in_function(MOMENTUM, "momentum_step", f'raise ValueError("{TAGS}")')},
        "hardcodes": {"momentum": MOMENTUM.replace("rho * state.v", "0.9 * state.v")},
    }
    for student, own in modules.items():
        folder = term / "submitted" / student / ASSIGNMENT
        sample_class._hand_in(folder, ASSIGNMENT)
        for name, text in {**REFERENCES, **own}.items():
            (folder / f"{name}.py").write_text(text)


def grade_by_hand(term):
    """What a person adds: points and comments for written answers, a penalty, a name."""
    with Gradebook(f"sqlite:///{term}/gradebook.db", "training-neural-networks") as gradebook:
        gradebook.update_or_create_student("markup", first_name=NAME, last_name="")
        notebook = gradebook.find_submission_notebook("momentum", ASSIGNMENT, "hardcodes")
        notebook.late_submission_penalty = 1.25
        for grade in notebook.grades:
            if grade.name == "momentum_written":
                grade.manual_score, grade.needs_manual_grade = 0.75, False
        for comment in notebook.comments:
            comment.manual_comment = "Well said, <b>but</b> why?"
        waiting = gradebook.find_submission_notebook("adam", ASSIGNMENT, "hardcodes")
        for grade in waiting.grades:
            if grade.name == "adam_written":
                grade.auto_score, grade.needs_manual_grade = None, True
        gradebook.db.commit()


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """A term that was graded, with feedback pages by the autograder and by nbgrader."""
    term = tmp_path_factory.mktemp("feedback") / "autumn term"
    make_class(term)
    run(term, "grade", ASSIGNMENT, "--seed", SEED, "--jobs", 2)
    grade_by_hand(term)
    run(term, "feedback", ASSIGNMENT, "--book", "https://example.org/course/", "--jobs", 2)
    # A second a notebook: of those only in which somebody is after the numbers.
    into = "--CourseDirectory.feedback_directory=by_nbgrader"
    nbgrader("generate_feedback", ASSIGNMENT, into, f"--notebook={BY_NBGRADER}", cwd=term)
    return term


def run(term, *arguments, code=0):
    command = [sys.executable, "-m", "autograder", *map(str, arguments)]
    done = subprocess.run(command, cwd=term, capture_output=True, text=True, timeout=600)
    assert done.returncode == code, done.stderr[-3000:]
    return done


def page(term, student, name="feedback", folder="feedback", of=ASSIGNMENT):
    return (term / folder / student / of / f"{name}.html").read_text(encoding="utf-8")


class Reader(html.parser.HTMLParser):
    """The tags, the attributes and the text of a page."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes, self.words = set(), [], []
        self.feed(text)
        self.text = " ".join(" ".join(self.words).split())

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += attrs

    def handle_data(self, data):
        self.words.append(data)


def numbers_in(value):
    """Every floating number inside the arguments and results of rules."""
    if isinstance(value, (float, np.floating)):
        yield value
    elif isinstance(value, np.ndarray):
        yield from (v for v in value.ravel() if isinstance(v, np.floating))
    elif isinstance(value, State):
        yield from numbers_in(list(value.fields.values()))
    elif isinstance(value, dict):
        yield from numbers_in(list(value.values()))
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from numbers_in(inner)


def numbers_of(prepared):
    """The numbers that a rule puts in and wants out."""
    match prepared.rule:
        case Case() as case:
            yield from numbers_in([list(case.args), dict(case.kwargs), list(case.then), prepared.expected.value])
        case law:
            yield from numbers_in(dict(law.settings))


def told_as(number):
    """A number without its sign as a page could tell it, where it has enough digits to be known again."""
    texts = {str(number), repr(float(number)), *(f"{number:.{digits}g}" for digits in (4, 6, 8, 10))}
    texts = {text.lstrip("-") for text in texts}
    return {text for text in texts if len(text.partition("e")[0].replace(".", "").strip("0")) >= 4}


def tokens(text):
    return set(re.findall(r"\d+\.\d*(?:e[-+]?\d+)?", text))


@pytest.fixture(scope="module")
def hidden_numbers():
    """What the run's hidden cases hold and its visible ones don't, as texts."""
    told = {False: set(), True: set()}
    for exercise in exercises_of(ASSIGNMENT):
        for function in rules_for_grading(ASSIGNMENT, exercise, SEED):
            for prepared in function.rules:
                for number in numbers_of(prepared):
                    told[prepared.hidden] |= told_as(number)
    return told[True] - told[False]


def test_the_search_would_find_a_hidden_number_however_it_is_told(hidden_numbers):
    rules = rules_for_grading(ASSIGNMENT, "momentum", SEED)[0]
    case = next(prepared for prepared in rules.rules if prepared.hidden)
    for text in (
        repr(case.rule.args),
        str(case.rule.args[0].tolist()),
        str(case.expected.value),
        str(case.rule.kwargs),
    ):
        assert tokens(text) & hidden_numbers, text
    assert len(hidden_numbers) > 1000


def test_no_page_no_notebook_and_no_result_holds_a_hidden_number(graded, hidden_numbers):
    of_all = len(exercises_of(ASSIGNMENT))
    places = {
        "feedback": ("*.html", of_all),
        "by_nbgrader": ("*.html", 2),
        "autograded": ("*.ipynb", of_all),
    }
    for folder, (pattern, notebooks) in places.items():
        found = sorted((graded / folder).glob(f"*/{ASSIGNMENT}/{pattern}"))
        assert len(found) >= 10 * notebooks
        for path in found:
            leaked = tokens(path.read_text(encoding="utf-8")) & hidden_numbers
            assert not leaked, f"{path.relative_to(graded)} holds {sorted(leaked)[:3]}"
    for path in (graded / "autograded").glob(f"*/{ASSIGNMENT}/results.json"):
        functions = json.dumps(json.loads(path.read_text())["functions"])
        assert not tokens(functions) & hidden_numbers, path


def test_the_seed_of_the_hidden_cases_stays_with_the_instructor(graded):
    assert (graded / "autograded" / "tells" / ASSIGNMENT / "results.json").exists()
    for folder in ("feedback", "by_nbgrader"):
        assert not list((graded / folder).rglob("results.json"))


def test_a_student_who_fails_hidden_rules_only_learns_which_and_no_more(graded):
    for student in ("tells", "prints"):
        text = Reader(page(graded, student, "momentum")).text
        assert "All visible rules are kept, but not this one, tried with other numbers: four steps on a" in text
        assert "I got" not in text
        assert "ValueError" not in text


def test_what_a_student_printed_is_shown_but_was_said_before_any_hidden_number_was_known(graded, hidden_numbers):
    text = page(graded, "says_it_later", "nesterov")
    printed = re.search(r"<pre>(\[.*?)</pre>", text, re.DOTALL)
    assert printed, "the student's own words are missing"
    assert not tokens(printed[1]) & hidden_numbers
    assert not tokens(page(graded, "says_it_later", "nesterov", "by_nbgrader")) & hidden_numbers


def test_a_page_tells_points_the_diagnosis_its_hint_the_first_wrong_value_and_where_to_read(graded):
    text = page(graded, "hardcodes", "momentum")
    shown = Reader(text)
    mistake = next(m for m in declared(ASSIGNMENT, "momentum").functions[0].mistakes if m.name == "rho fixed at 0.9")
    assert f"This looks like: {mistake.name}." in shown.text
    assert mistake.hint.replace("`", "") in shown.text
    assert re.search(r"is -?[\d.]+, but should be -?[\d.]+", shown.text)
    assert ("href", "https://example.org/course/book/optimization/momentum.html") in shown.attributes
    assert "<svg" in text
    assert "yours" in shown.text


def test_a_page_adds_what_people_gave_and_takes_off_what_was_late(graded):
    course = open_course(graded)
    with Gradebook(course.directory.db_url, course.directory.course_id) as gradebook:
        submission = gradebook.find_submission(ASSIGNMENT, "hardcodes")
        total = submission.score - 1.25
    shown = Reader(page(graded, "hardcodes"))
    assert f"{total:.2f}".rstrip("0") + " of 41 points" in shown.text
    assert "Handed in late \u22121.25" in shown.text
    assert "0.75 of 1 points" in shown.text
    assert "Well said, <b>but</b> why?" in shown.text
    assert "1 written answer is still to be read" in shown.text


def test_students_text_is_escaped_and_no_page_has_a_script_or_loads_anything(graded):
    for path in (graded / "feedback").rglob("*.html"):
        shown = Reader(path.read_text(encoding="utf-8"))
        assert not shown.tags & {"script", "img", "link", "iframe", "b", "object"}, path
        assert not [name for name, _ in shown.attributes if name.startswith("on") or name == "src"], path
        links = [value for name, value in shown.attributes if name == "href"]
        assert all(re.match(r"#|\w+\.html$|https://example.org/course/", link) for link in links), links
    markup = Reader(page(graded, "markup"))
    assert NAME in markup.text
    assert TAGS in markup.text


def test_a_page_is_small(graded):
    sizes = [path.stat().st_size for path in (graded / "feedback").rglob("*.html")]
    assert max(sizes) < 100_000


def test_a_right_submission_reads_that_all_is_kept(graded):
    shown = Reader(page(graded, "hardcodes", "adam"))
    assert "All 11 rules are kept" in shown.text
    assert "This looks like" not in shown.text


def test_named_students_only_and_an_unknown_one_is_told(graded, tmp_path):
    before = (graded / "feedback" / "blank" / ASSIGNMENT / "feedback.html").stat().st_mtime_ns
    run(graded, "feedback", ASSIGNMENT, "--student", "tells", "--book", "https://example.org/course/")
    assert (graded / "feedback" / "blank" / ASSIGNMENT / "feedback.html").stat().st_mtime_ns == before
    done = run(graded, "feedback", ASSIGNMENT, "--student", "nobody", code=2)
    assert "'nobody'" in done.stderr


@pytest.mark.parametrize("damage", ["", "{", '{"functions": [{}], "notes": []}', None])
def test_a_missing_or_damaged_record_costs_its_own_student_only(graded, tmp_path, damage):
    term = tmp_path / "term"
    shutil.copytree(graded, term)
    record = term / "autograded" / "tells" / ASSIGNMENT / "results.json"
    record.unlink() if damage is None else record.write_text(damage)
    shutil.rmtree(term / "feedback")
    done = run(term, "feedback", ASSIGNMENT, code=1)
    assert done.stderr.count("Grade it again: python -m autograder grade") == 1
    assert not (term / "feedback" / "tells").exists()
    assert len(list((term / "feedback").iterdir())) == len(list((graded / "feedback").iterdir())) - 1


def test_nothing_graded_is_told_and_nothing_is_written(term, autograder):
    done = autograder("feedback", ASSIGNMENT, cwd=term)
    assert done.returncode == 2
    assert "python -m autograder grade optimization" in done.stderr
    assert sorted(p.name for p in term.iterdir()) == ["nbgrader_config.py", "submitted"]


EXCHANGE = """
c = get_config()
c.Exchange.root = {exchange!r}
c.Exchange.cache = {cache!r}
c.CourseDirectory.course_id = "training-neural-networks"
"""


def exchange_between(term, student, tmp_path):
    """The two ends of nbgrader's exchange, in folders of their own."""
    text = EXCHANGE.format(exchange=str(tmp_path / "exchange"), cache=str(tmp_path / "cache"))
    for folder in (student, tmp_path / "exchange"):
        folder.mkdir()
    (tmp_path / "exchange").chmod(0o777)
    (student / "nbgrader_config.py").write_text(text)
    config = term / "nbgrader_config.py"
    config.write_text(config.read_text() + text)


def test_a_student_who_submitted_by_the_exchange_fetches_the_released_page(term, tmp_path):
    assignment, student = "data_processing", tmp_path / "student"
    exchange_between(term, student, tmp_path)
    nbgrader("generate_assignment", assignment, cwd=term)
    nbgrader("release_assignment", assignment, cwd=term)
    nbgrader("fetch_assignment", assignment, cwd=student)
    wrong = reference_source(assignment, "standardize").replace("X - mean", "X + mean")
    (student / assignment / "standardize.py").write_text(wrong)
    nbgrader("submit", assignment, cwd=student)
    nbgrader("collect", assignment, cwd=term)
    user = next((term / "submitted").iterdir()).name
    # One who handed in some other way has no secret of the exchange: that must not stop the release.
    sample_class._hand_in(term / "submitted" / "by_mail" / assignment, assignment)
    run(term, "grade", assignment)

    def fetched():
        nbgrader("fetch_feedback", assignment, cwd=student)
        (found,) = (student / assignment / "feedback").glob("*/standardize.html")
        return found.read_text()

    run(term, "feedback", assignment)
    nbgrader("release_feedback", assignment, cwd=term)
    assert fetched() == page(term, user, "standardize", of=assignment)
    nbgrader("generate_feedback", assignment, "--force", cwd=term)
    nbgrader("release_feedback", assignment, "--student", user, cwd=term)
    assert "nbgrader" in fetched()
    assert "the mean is added" in fetched()


FUNCTIONS_TO_KEEP = [("optimization", "momentum", 0), ("optimization", "adam", 1), ("dropout", "dropout", 1)]


@pytest.mark.parametrize(("part", "of", "number"), FUNCTIONS_TO_KEEP)
def test_a_kept_result_comes_back_as_it_was(part, of, number):
    source, function = reference_source(part, of), declared(part, of).functions[number]
    rules = visible_rules(source, function)
    for mistake in function.mistakes:
        result = judge(rules, asking(module_of(with_mistake(source, function.name, mistake), "wrong")))
        kept = as_data(from_data(json.loads(json.dumps(as_data(result)))))
        assert kept == as_data(result) or "NaN" in json.dumps(kept)
        assert from_data(kept).first_failure.difference.text == result.first_failure.difference.text


def test_a_damaged_record_is_told_as_such():
    with pytest.raises(UnreadableRecord, match="lacks or misspells"):
        from_data({"function": "momentum_step"})
