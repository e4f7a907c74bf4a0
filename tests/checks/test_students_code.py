"""Wrong modules in students' idioms: nearly all get a name that is true of them, and none a false one.

They were written from the stubs and the book alone, not from the declared mistakes. `index.json` says what each gets
wrong, in its author's words, and which names are true of that; none are of a foreign error.
"""

import json

import pytest

from autograder.authoring.prove import STUDENTS_CODE
from autograder.judging.judge import Result, judge
from autograder.judging.references import asking, exercises_of, module_of, released_rules

INDEX = json.loads((STUDENTS_CODE / "index.json").read_text(encoding="utf-8"))
TRULY_NAMED = 0.9


def result_of(about: dict) -> Result:
    assignment, exercise, _ = about["path"].split("/")
    rules = next(r for r in released_rules(assignment, exercise) if r.function == about["function"])
    source = (STUDENTS_CODE / about["path"]).read_text(encoding="utf-8")
    return judge(rules, asking(module_of(source, "student")))


@pytest.fixture(scope="module")
def results() -> dict[str, Result]:
    return {about["path"]: result_of(about) for about in INDEX}


def test_there_is_a_module_for_every_exercise_and_all_are_listed():
    kept = {str(path.relative_to(STUDENTS_CODE)) for path in STUDENTS_CODE.rglob("*.py")}
    assert {about["path"] for about in INDEX} == kept
    folders = {tuple(path.split("/")[:2]) for path in kept}
    assert {(a, e) for a, e in folders if e in exercises_of(a)} == folders
    assert len(folders) == 20


def test_every_one_is_refused(results):
    assert not [path for path, result in results.items() if result.verdict == "pass"]


def test_none_gets_a_name_that_is_not_true_of_it(results):
    true = {about["path"]: set(about["names"]) for about in INDEX}
    false = {path: {name for name, _ in result.mistakes} - true[path] for path, result in results.items()}
    assert not {path: names for path, names in false.items() if names}


def test_nine_of_ten_mistakes_get_their_name(results):
    wrong = [about for about in INDEX if about["names"]]
    named = [about for about in wrong if results[about["path"]].diagnosis in about["names"]]
    assert len(wrong) >= 150
    assert len(named) >= TRULY_NAMED * len(wrong), [a["path"] for a in wrong if a not in named]


def test_a_second_mistake_is_told_beside_the_first(results):
    """Of the modules with two declared mistakes, most say both."""
    two = [about for about in INDEX if len(about["names"]) > 1]
    both = [about for about in two if len(results[about["path"]].mistakes) > 1]
    assert len(both) > len(two) / 2, (len(both), len(two))
