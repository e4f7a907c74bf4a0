"""What a grading does before the first submission: the assignment enters the gradebook, hidden cases are drawn."""

import os

import pytest
from nbgrader.api import Gradebook
from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from terms import empty_term

from autograder.grading.course import open_course
from autograder.grading.gradebook.registration import register
from autograder.grading.judges.judge_modules import Run, grade_module
from autograder.sandbox.allowance import Allowance
from autograder.sandbox.process import ready_walls
from autograder.sandbox.starters import starter

ASSIGNMENT = "dropout"


def gradebook_of(term):
    """All that the gradebook knows of the assignment, but for the ids, which are drawn by chance."""
    with Gradebook(f"sqlite:///{term}/gradebook.db", "training-neural-networks") as gradebook:
        notebooks = gradebook.find_assignment(ASSIGNMENT).notebooks
        found = {
            n.name: {
                "kernel": n.kernelspec,
                "grade cells": sorted((c.name, c.max_score, c.cell_type) for c in n.grade_cells),
                "solution cells": sorted(c.name for c in n.solution_cells),
                "task cells": sorted(c.name for c in n.task_cells),
                "source cells": sorted((c.name, c.cell_type, c.locked, c.source, c.checksum) for c in n.source_cells),
            }
            for n in notebooks
        }
        gradebook.engine.dispose()
    return found


@pytest.fixture
def program_of_nbgrader(monkeypatch):
    """nbgrader makes a gradebook with the program alembic; `configure` puts it on the path, for good."""
    monkeypatch.setenv("PATH", os.environ["PATH"])


def test_registering_enters_what_the_whole_release_enters(tmp_path, program_of_nbgrader):
    register(open_course(empty_term(tmp_path / "registered")), ASSIGNMENT)
    course = open_course(empty_term(tmp_path / "released"))
    course.config.CourseDirectory.release_directory = str(tmp_path / "release")
    course.config.CourseDirectory.assignment_id = ASSIGNMENT
    GenerateAssignment(coursedir=CourseDirectory(config=course.config), config=course.config).start()
    assert (tmp_path / "release" / ASSIGNMENT / "dropout.json").exists()
    registered = gradebook_of(tmp_path / "registered")
    assert {len(cells["grade cells"]) > 1 and len(cells["source cells"]) > 1 for cells in registered.values()} == {True}
    assert registered == gradebook_of(tmp_path / "released")


def test_registering_leaves_the_configuration_as_it_is(tmp_path, program_of_nbgrader):
    course = open_course(empty_term(tmp_path / "term"))
    before = repr(course.config)
    register(course, "data_processing")
    assert repr(course.config) == before


def test_for_a_module_that_was_not_handed_in_no_hidden_case_is_drawn():
    run = Run("data_processing", seed=1, isolation="none")
    processes = starter(ready_walls("none"))
    try:
        results = grade_module("standardize.py is missing.", "standardize", run, processes, Allowance())
    finally:
        processes.close()
    assert [(r.verdict, r.points) for r in results] == [("missing", 0.0)] * len(results)
    assert {rule.hidden for result in results for rule in result.rules} == {False}
