"""Strategies for the values that cross between the course and a student's module."""

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.calling.given import GIVEN
from autograder.calling.values import NUMBER_DTYPES, Given, Rng, State, Unknown

DTYPES = sorted(NUMBER_DTYPES)
FLOATS = ("float16", "float32", "float64")
WORDS = st.text(max_size=8)
NAMES = st.from_regex("[a-z][a-z0-9_]{0,8}", fullmatch=True)


def arrays(dtypes=DTYPES, **elements):
    """Arrays of these dtypes: of any shape, 0-d and empty ones too, and in either order of bytes."""
    dtype = st.sampled_from(list(dtypes)).map(np.dtype)
    either = st.one_of(dtype, dtype.map(lambda d: d.newbyteorder(">"))) if dtypes is DTYPES else dtype
    shapes = hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4)
    return either.flatmap(lambda d: hnp.arrays(d, shapes, **elements))


def strided(array: np.ndarray) -> np.ndarray:
    """The same numbers, but not side by side in memory."""
    wide = np.repeat(array[..., None], 2, axis=-1)
    return wide[..., 0].T


SCALARS = st.sampled_from(DTYPES).flatmap(lambda dtype: hnp.from_dtype(np.dtype(dtype)))
PLAIN = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**64) + 1, 2**64 - 1),
    st.floats(),
    st.text(alphabet=st.characters(), max_size=20),
)
LEAVES = st.one_of(PLAIN, SCALARS, arrays(), arrays().map(strided))
KEYS = st.one_of(WORDS, st.integers(-(2**63), 2**63 - 1))
SPECIAL = st.one_of(
    st.builds(Rng, st.integers(0, 2**64 - 1)),
    st.builds(Given, st.sampled_from(sorted(GIVEN)), st.dictionaries(NAMES, LEAVES, max_size=2), st.booleans()),
    st.builds(Unknown, WORDS),
)


def _containers(inner):
    return st.one_of(
        st.lists(inner, max_size=4),
        st.lists(inner, max_size=4).map(tuple),
        st.dictionaries(KEYS, inner, max_size=4),
        st.builds(State, NAMES, st.dictionaries(NAMES, inner, max_size=3)),
    )


VALUES = st.recursive(st.one_of(LEAVES, SPECIAL), _containers, max_leaves=12)


def same(a, b) -> bool:
    """Whether two values are of one kind and hold the same bits, a nan's aside."""
    if isinstance(a, (np.ndarray, np.generic)):
        alike = type(a) is type(b) and a.shape == b.shape and a.dtype.name == b.dtype.name
        return alike and np.array_equal(a, b, equal_nan=a.dtype.kind in "fc") and _signs(a) == _signs(b)
    if isinstance(a, State):
        return type(b) is State and a.name == b.name and same(dict(a.fields), dict(b.fields))
    if isinstance(a, Given):
        return type(b) is Given and (a.name, a.counted) == (b.name, b.counted) and same(a.constants, b.constants)
    if isinstance(a, dict):
        return isinstance(b, dict) and list(a) == list(b) and all(same(a[k], b[k]) for k in a)
    if isinstance(a, (tuple, list)):
        return type(a) is type(b) and len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, float):
        return type(b) is float and (a == b or (a != a and b != b)) and _signs(np.float64(a)) == _signs(np.float64(b))
    return type(a) is type(b) and a == b


def _signs(numbers) -> list:
    """The signs of the zeros."""
    if numbers.dtype.kind not in "fc":
        return []
    parts = np.stack([np.real(numbers), np.imag(numbers)])
    return np.where(parts == 0, np.signbit(parts), False).tolist()
