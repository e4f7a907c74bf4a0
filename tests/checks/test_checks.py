"""The checks of every exercise, held against the reference, the stub and every declared mistake."""

import functools
import json
import re
from xml.etree import ElementTree

import pytest

from autograder.authoring.prove import prove_function
from autograder.judging.references import (
    EXERCISES,
    declared,
    exercises_of,
    function_text,
    reference_source,
    rules_for_grading,
)
from autograder.judging.report import as_html
from autograder.judging.rules import read


@functools.cache
def proof_of(assignment, exercise, name):
    function = next(f for f in declared(assignment, exercise).functions if f.name == name)
    return prove_function(assignment, exercise, function, seed=11)


def test_the_reference_passes_the_stub_fails_and_every_mistake_is_caught_and_named(assignment, exercise, function):
    proof = proof_of(assignment, exercise, function.name)
    assert proof.gaps == ()
    assert proof.caught == proof.named == proof.mistakes >= 5


def test_hidden_cases_differ_from_run_to_run_and_repeat_with_their_seed(assignment, exercise):
    from autograder.judging.rules import as_text

    def text(seed):
        return as_text({}, rules_for_grading(assignment, exercise, seed))

    assert text(1) == text(1)
    assert text(1) != text(2)


def test_the_released_rules_are_the_declared_ones(assignment, exercise):
    heading, functions = read(EXERCISES / assignment / f"{exercise}.json")
    declaration = declared(assignment, exercise)
    assert (heading["assignment"], heading["exercise"]) == (assignment, exercise)
    assert [f.function for f in functions] == [f.name for f in declaration.functions]
    for released, wanted in zip(functions, declaration.functions, strict=True):
        assert [r.rule.rule for r in released.rules] == [r.rule for r in wanted.rules]
        assert [m.name for m in released.mistakes] == [m.name for m in wanted.mistakes]


def test_a_released_file_holds_numbers_and_words_but_no_code(assignment, exercise):
    text = (EXERCISES / assignment / f"{exercise}.json").read_text()
    for function in declared(assignment, exercise).functions:
        for mistake in function.mistakes:
            for code in (mistake.right, mistake.wrong):
                assert len(code) < 12 or json.dumps(code)[1:-1] not in text


def test_forms_of_one_mistake_share_its_hint_and_differ_in_code(assignment, exercise, function):
    hints = {mistake.name: mistake.hint for mistake in function.mistakes}
    assert all(mistake.hint == hints[mistake.name] and mistake.hint.strip() for mistake in function.mistakes)
    forms = [(mistake.right, mistake.wrong, mistake.instead) for mistake in function.mistakes]
    assert len(set(forms)) == len(forms)


def test_the_points_of_the_course_sum_to_100():
    from tests.conftest import EXERCISES as ALL

    declarations = [declared(*exercise) for exercise in ALL]
    assert sum(d.written + sum(f.points for f in d.functions) for d in declarations) == 100
    assert all(points > 0 for d in declarations for points in (d.written, *(f.points for f in d.functions)))


def test_every_check_belongs_to_an_exercise():
    from autograder.judging.references import ROOT, assignments

    checks = ROOT / "autograder" / "checks"
    declared_files = {(p.parent.name, p.stem) for p in checks.glob("*/*.py") if p.stem != "__init__"}
    assert declared_files == {(a, e) for a in assignments() for e in exercises_of(a)}


@pytest.mark.parametrize("folder", ["solutions"])
def test_a_solutions_folder_holds_a_module_and_a_notebook_for_each_exercise_and_nothing_else(folder):
    from autograder.judging.references import ROOT, assignments

    for assignment in assignments():
        files = {p.name for p in (ROOT / folder / assignment).iterdir() if p.name not in ("__pycache__",)}
        files.discard(".ipynb_checkpoints")
        assert files == {f"{e}{suffix}" for e in exercises_of(assignment) for suffix in (".py", ".ipynb")}


def test_reports_are_well_formed_load_nothing_and_hold_no_line_of_the_solution(assignment, exercise, function):
    solution = function_text(reference_source(assignment, exercise), function.name).split("### BEGIN SOLUTION")[1:]
    lines = {line.strip() for part in solution for line in part.split("### END SOLUTION")[0].splitlines()}
    telling = [line for line in lines if len(line) > 20 and not line.startswith(("#", "raise"))]
    for result in proof_of(assignment, exercise, function.name).mistaken:
        page = as_html(result)
        root = ElementTree.fromstring(page)
        text = "".join(root.itertext())
        assert not [line for line in telling if line in text]
        assert not re.search(r'<(script|style|link|img|iframe)|url\(|\bon\w+=|(?<!xmlns)="https?:', page)
        assert len(page) < 10_000


def test_every_picture_says_what_it_shows_and_differs_by_more_than_colour(assignment, exercise, function):
    for result in proof_of(assignment, exercise, function.name).mistaken:
        for drawing in re.findall(r"<svg xmlns.*</svg>", as_html(result)):
            root = ElementTree.fromstring(drawing)
            assert root.get("role") == "img"
            assert re.search(r"\d.*(instead of|should) ", root.get("aria-label"))
            assert len(drawing) < 6_000
            colours = set(re.findall(r'(?:stroke|fill)="([^"]+)"', drawing)) - {"none"}
            assert colours <= {"currentColor", "#d55e00", "#1f7fbf"}
            for word, shape in [("yours", "path"), ("expected", "circle")]:
                if f">{word}<" in drawing:
                    assert root.find(f".//{{*}}{shape}") is not None
