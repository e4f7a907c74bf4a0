"""When two results count as the same."""

import numpy as np
import pytest

from autograder.judging.compare import Names, Rounding, value_difference

NAMES = Names((), ("x",))


@pytest.mark.parametrize("expected", [np.inf, -np.inf])
@pytest.mark.parametrize("got", [0.0, 1e300, np.nan, np.inf, -np.inf])
def test_an_infinite_value_is_matched_by_itself_alone(got, expected):
    same = value_difference(np.array([1.0, got]), np.array([1.0, expected]), NAMES, Rounding()) is None
    assert same == (got == expected)
