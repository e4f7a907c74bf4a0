"""Rule: a right answer is never refused, and which of two answers is asked about makes no difference."""

import numpy as np
from contract_values import FLOATS, arrays
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.calling.values import State
from autograder.judging.compare import RELATIVE_TOLERANCE, Names, Rounding, coarsest_dtype, scale_of, value_difference

NAMES = Names((), ("x",))
CONTRACT = arrays(FLOATS)  # floating arrays of any shape, and whatever numbers a formula can overflow to
INTEGERS = arrays(("bool", "int32", "int64", "uint8"))
SCALE = st.sampled_from([0.0, 1.0, 1e4])


def agree(a, b, rounding: Rounding) -> bool:
    return value_difference(a, b, NAMES, rounding) is None


def rounding_of(value, scale: float = 0.0) -> Rounding:
    return Rounding(None, max(scale, scale_of(value)), coarsest_dtype(value))


@given(x=st.one_of(CONTRACT, INTEGERS), scale=SCALE)
def test_an_answer_agrees_with_itself(x, scale):
    assert agree(x.copy(), x, rounding_of(x, scale))
    assert agree(x.copy(order="F"), x, rounding_of(x, scale))


@given(x=CONTRACT, seed=st.integers(0, 2**32 - 1))
def test_an_answer_that_differs_by_a_tenth_of_the_tolerance_is_right(x, seed):
    share = np.random.default_rng(seed).uniform(-0.1, 0.1, x.shape)
    with np.errstate(all="ignore"):
        near = np.asarray(x * (1 + share * RELATIVE_TOLERANCE[x.dtype.name])).astype(x.dtype)
    near = np.where(np.isfinite(near) & np.isfinite(x), near, x)
    assert agree(near, x, rounding_of(x))


@given(x=hnp.arrays(st.sampled_from(FLOATS).map(np.dtype), ()))
def test_a_number_may_be_a_float_a_numpy_scalar_or_a_0d_array(x):
    for got in (x, x[()], float(x)):
        for expected in (x, x[()], float(x)):
            assert agree(got, expected, rounding_of(x))


@given(parts=st.lists(CONTRACT, min_size=1, max_size=3))
def test_containers_of_right_answers_are_right(parts):
    named = {f"W{i}": part for i, part in enumerate(parts)}
    for value in (tuple(parts), list(parts), named, State("S", named)):
        assert agree(value, value, rounding_of(parts))


@st.composite
def pairs(draw):
    """Two arrays of one shape and dtype: far apart, or at the very edge of the tolerance."""
    a = draw(CONTRACT)
    if draw(st.booleans()):
        return a, draw(hnp.arrays(a.dtype, a.shape))
    # Both the relative tolerance and the roundings that a scale allows end within these times the former.
    edge = draw(st.floats(-10.0, 10.0))
    with np.errstate(all="ignore"):
        near = np.asarray(a * (1 + edge * RELATIVE_TOLERANCE[a.dtype.name])).astype(a.dtype)
    return a, near


@given(pair=pairs(), scale=SCALE)
@example(pair=(np.array([1.0], np.float16), np.array([1.076], np.float16)), scale=0.0)
def test_comparison_is_symmetric(pair, scale):
    a, b = pair
    rounding = Rounding(None, scale, a.dtype.name)
    assert agree(a, b, rounding) == agree(b, a, rounding)


@given(x=CONTRACT.filter(lambda x: x.ndim and x.size and np.isfinite(x).all()), data=st.data())
def test_a_number_that_is_far_off_is_always_refused(x, data):
    index = data.draw(st.tuples(*(st.integers(0, n - 1) for n in x.shape)))
    wrong = x.copy()
    with np.errstate(all="ignore"):
        wrong[index] = x[index] + np.asarray(1 + scale_of(x)).astype(x.dtype)
    assert not agree(wrong, x, rounding_of(x))


@given(x=CONTRACT)
def test_no_number_inside_of_a_right_answer_hides_a_wrong_sign(x):
    if x.size and np.isfinite(x).all() and scale_of(x) > 0:
        assert not agree(-x, x, rounding_of(x))
