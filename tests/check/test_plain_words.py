"""What Python and NumPy say is followed by what it means, where a beginner may not know it."""

import shutil

import pytest

from autograder.check.check import check_exercise
from autograder.judging.plain_words import MEANINGS
from autograder.judging.references import EXERCISES, reference_source

RIGHT = "    x = x - learning_rate * v"
SAID = {
    "    np.random.default_rng(0).random(*(3, 4))": "A shape is one argument, a tuple",
    "    state.v += 1": "A NamedTuple, as a state is one, does not change",
    "    np.ones((3, 4)) @ np.ones((3, 4))": "A @ B needs as many columns in A as there are rows in B",
    "    np.dot(np.ones((3, 4)), np.ones((3, 4)))": "A @ B needs as many columns in A as there are rows in B",
    "    np.ones((3, 4)) + np.ones(3)": "Shapes are compared from their last axis on",
    "    max(0, np.ones(3))": "An array of several entries is neither true nor false",
    "    np.ones(3)(0)": "Entries of an array are taken with square ones",
    "    np.ones(3, dtype=int).__isub__(0.5)": "In place, as with -=, an array keeps its dtype",
    "    v = rho * [].append(1)": "None stands where a value is expected",
    "    v = later; later = 1": "has no value yet where it is used",
    "    np.ones(3).sum(dim=0)": "NumPy's words are axis and keepdims",
    "    np.ones((3, 4)).sum(axis=0, keepdim=True)": "NumPy's words are axis and keepdims",
    "    np.concatenate(np.ones(3), np.ones(3))": "take their arrays in one list",
    "    np.ones(4)[4 / 2]": "An index is a whole number",
}


def first_words(folder, assignment, exercise, function, source):
    """What is said of the first rule that a function of a student's breaks."""
    shutil.copytree(EXERCISES / assignment, folder / assignment)
    (folder / assignment / f"{exercise}.py").write_text(source)
    results = check_exercise(folder / assignment / f"{exercise}.json").results
    return next(r for r in results if r.function == function).first_failure.difference.text


@pytest.mark.parametrize("line", SAID)
def test_a_message_of_pythons_or_numpys_is_followed_by_what_it_means(tmp_path, line):
    source = reference_source("optimization", "momentum")
    assert RIGHT in source
    said = first_words(tmp_path, "optimization", "momentum", "momentum_step", source.replace(RIGHT, f"{line}\n{RIGHT}"))
    assert said.startswith("Your code raised ")
    assert SAID[line] in said


def test_a_state_of_an_own_class_is_told_which_class_counts(tmp_path):
    source = reference_source("optimization", "momentum")
    own = source.replace(
        "class MomentumState(NamedTuple)", "import dataclasses\n@dataclasses.dataclass\nclass MomentumState"
    )
    said = first_words(tmp_path, "optimization", "momentum", "momentum_step", own)
    assert "Its class has the right name, but is not the NamedTuple that the stub defines" in said


def test_every_meaning_is_tried():
    tried = {words for words in MEANINGS.values() if any(said in words for said in SAID.values())}
    assert len(tried) == len(MEANINGS) - 1  # and the state's class


@pytest.mark.parametrize(
    ("instead", "said"),
    [
        (
            "return ValueError('not positive definite')",
            "your code returned a ValueError: write raise in place of return",
        ),
        ("print('not positive definite')", "your code only printed that: write raise in place of print"),
        ("return theta", "it was accepted"),
    ],
)
def test_a_refusal_that_is_returned_or_printed_lacks_the_word_raise(tmp_path, instead, said):
    source = reference_source("optimization", "second_order")
    refusal = next(line for line in source.splitlines() if "must be positive definite" in line and "raise" in line)
    wrong = source.replace(refusal.strip(), instead)
    assert said in first_words(tmp_path, "optimization", "second_order", "newton_step", wrong)
