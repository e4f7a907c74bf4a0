"""No false alarms: right solutions in other styles get full marks, on hidden cases too."""

from pathlib import Path

import pytest

from autograder.judging.judge import judge
from autograder.judging.references import asking, module_of, rules_for_grading

FOLDER = Path(__file__).parent / "right_solutions"
SOLUTIONS = sorted(FOLDER.glob("*/*/*.py"))


@pytest.mark.parametrize("path", SOLUTIONS, ids=[str(p.relative_to(FOLDER)) for p in SOLUTIONS])
def test_a_right_solution_in_another_style_passes(path):
    module = module_of(path.read_text(), path.stem)
    for seed in (1, 2, 3):
        for rules in rules_for_grading(path.parts[-3], path.parts[-2], seed):
            result = judge(rules, asking(module))
            assert result.verdict == "pass", f"{rules.function}: {result.first_failure}"
            assert result.points == rules.points


def test_every_exercise_has_two_right_solutions_in_other_styles(assignment, exercise):
    assert len(list((FOLDER / assignment / exercise).glob("*.py"))) >= 2
