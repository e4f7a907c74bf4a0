"""What a student's code said and did is shown for laws and gradients too, and what they need of other functions."""

import shutil

import pytest

from autograder.authoring.release import stub
from autograder.check.check import check_exercise
from autograder.check.colour import painter
from autograder.check.exercise_text import detail
from autograder.check.page import Page
from autograder.judging.references import EXERCISES, function_text, reference_source
from autograder.judging.report import about_rule, as_html, text

NETWORK = reference_source("dropout", "network")
BATCHNORM = reference_source("common_pattern", "batchnorm")
G2 = 'G2 = np.dot(params["W3"].T, dscores)'
# What went wrong -> assignment, exercise, function, the right line, the wrong one, what Python says of it
SLIPS = {
    "a typing error in a law": ("dropout", "network", "backward", G2, G2.replace("dscores", "dscoress"), "NameError"),
    "shapes that do not fit in a law": ("dropout", "network", "backward", G2, G2.replace(".T", ""), "ValueError"),
    "a typing error in a gradient": (
        "common_pattern",
        "batchnorm",
        "batchnorm_backward",
        "dbeta = dout.sum(axis=0)",
        "dbeta = doutt.sum(axis=0)",
        "NameError",
    ),
}


def checked(folder, assignment, exercise, source):
    """An exercise of a student's, checked."""
    shutil.copytree(EXERCISES / assignment, folder / assignment)
    (folder / assignment / f"{exercise}.py").write_text(source)
    return check_exercise(folder / assignment / f"{exercise}.json")


def of(exercise, function):
    return next(result for result in exercise.results if result.function == function)


def everywhere(exercise, function):
    """The report of one function in the terminal, the notebook's text and HTML, and pytest."""
    result = of(exercise, function)
    first = result.rules.index(result.first_failure)
    return {
        "terminal": detail(exercise, result, Page(painter(False))),
        "text": text(result),
        "html": as_html(result),
        "pytest": about_rule(result, first),
    }


def in_function(source, function, old, new):
    """The module with one line of one function written in another way."""
    own = function_text(source, function)
    assert old in own
    return source.replace(own, own.replace(old, new))


@pytest.mark.parametrize("slip", SLIPS)
def test_line_traceback_and_printed_text_are_shown_wherever_the_report_is(tmp_path, slip):
    assignment, exercise, function, old, new, error = SLIPS[slip]
    source = in_function(reference_source(assignment, exercise), function, old, f"print('shape seen'); {new}")
    line = next(number for number, text in enumerate(source.splitlines(), 1) if new in text)
    reports = everywhere(checked(tmp_path, assignment, exercise, source), function)
    for place, report in reports.items():
        assert error in report, place
        assert f"line {line}, in {function}" in report, place
        assert "shape seen" in report, place
    assert f"mend {function}: {tmp_path / assignment / exercise}.py:{line}" in reports["terminal"]


def test_what_is_printed_is_shown_where_a_law_is_broken_without_an_exception(tmp_path):
    source = in_function(NETWORK, "backward", "return grads", "print('seen'); return {k: -g for k, g in grads.items()}")
    for place, report in everywhere(checked(tmp_path, "dropout", "network", source), "backward").items():
        assert "seen" in report.replace("print('seen')", ""), place


def test_a_backward_pass_whose_forward_pass_is_not_written_is_told_to_need_it(tmp_path):
    blank = stub(NETWORK)
    source = blank.replace(function_text(blank, "backward"), function_text(NETWORK, "backward"))
    exercise = checked(tmp_path, "dropout", "network", source)
    assert of(exercise, "backward").verdict == "fail"
    assert of(exercise, "forward_train").verdict == "missing"
    line = exercise.opened.definitions["forward_train"][-1]
    report = detail(exercise, of(exercise, "backward"), Page(painter(False)))
    assert "This needs the cache of your forward_train, which is not written yet." in report
    assert "the body is yours to write" not in report
    assert f"write forward_train: {exercise.opened.path}:{line}" in report


def test_in_a_blank_module_every_function_is_the_one_that_is_not_written(tmp_path):
    exercise = checked(tmp_path, "dropout", "network", stub(NETWORK))
    assert {rule.difference.kind for result in exercise.results for rule in result.rules} == {"missing"}


def test_a_backward_pass_that_needs_no_cache_is_judged_without_its_forward_pass(tmp_path):
    blank = stub(BATCHNORM)
    source = blank.replace(function_text(blank, "batchnorm_backward"), function_text(BATCHNORM, "batchnorm_backward"))
    exercise = checked(tmp_path, "common_pattern", "batchnorm", source)
    assert of(exercise, "batchnorm_backward").verdict == "pass"


def test_who_calls_an_own_function_that_is_not_written_is_told_to_write_that_one(tmp_path):
    blank = stub(reference_source("data_augmentation", "crops"))
    body = "    return random_crop(image, 4, rng)\n"
    own = function_text(blank, "resnet_train_crop")
    source = blank.replace(own, own.replace("    # YOUR CODE HERE\n    raise NotImplementedError()", body))
    exercise = checked(tmp_path, "data_augmentation", "crops", source)
    report = detail(exercise, of(exercise, "resnet_train_crop"), Page(painter(False)))
    line = exercise.opened.definitions["random_crop"][-1]
    assert "resnet_train_crop calls your random_crop, which is not written yet." in report
    assert f"write random_crop: {exercise.opened.path}:{line}" in report
