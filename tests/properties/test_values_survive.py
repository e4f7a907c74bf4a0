"""Rule: what crosses a border arrives as it was sent, and what is no value is refused by name."""

import contextlib
import json
from collections import namedtuple

import numpy as np
import pytest
from contract_values import NAMES, SCALARS, SPECIAL, VALUES, arrays, same
from hypothesis import example, given
from hypothesis import strategies as st

from autograder.calling.given import GIVEN
from autograder.calling.perform import perform
from autograder.calling.values import (
    MANY,
    NUMBER_DTYPES,
    Call,
    Given,
    Malformed,
    Rng,
    State,
    array_as_base64,
    array_as_list,
    base64_as_array,
    decode,
    encode,
    list_as_array,
    received,
)

FORMS = pytest.mark.parametrize(
    ("store", "load"), [(array_as_list, list_as_array), (array_as_base64, base64_as_array)], ids=["file", "pipe"]
)


def crossed(value, store, load):
    return decode(json.loads(json.dumps(encode(value, store))), load)


@FORMS
@given(value=VALUES)
@example(value=np.complex64(1 - 2j))
@example(value=[np.array(1.5)] * MANY)
def test_every_value_survives_the_files_and_the_pipe(store, load, value):
    assert same(value, crossed(value, store, load))


@given(value=VALUES)
@example(value=np.complex128(1 - 2j))
def test_a_value_that_crosses_no_border_is_what_would_have_crossed_it(value):
    assert same(received(value), crossed(value, array_as_base64, base64_as_array))


@FORMS
@given(data=st.data(), item=st.one_of(SCALARS, arrays()), length=st.integers(MANY, MANY + 3))
def test_long_lists_of_alike_items_survive(store, load, data, item, length):
    values = data.draw(
        st.sampled_from(
            [[item] * length, [(item, i) for i in range(length)], [[item, (item,)]] * length, [()] * length]
        )
    )
    assert same(values, crossed(values, store, load))


@FORMS
@given(fields=st.dictionaries(NAMES, VALUES, min_size=1, max_size=3))
def test_a_named_tuple_arrives_as_a_state_of_its_name(store, load, fields):
    step = namedtuple("Step", [f"f_{name}" for name in fields])(*fields.values())
    wanted = State("Step", {f"f_{name}": value for name, value in fields.items()})
    assert same(wanted, crossed(step, store, load))


@given(seed=st.integers(0, 2**64 - 1))
def test_a_seed_that_crossed_makes_the_same_generator(seed):
    class Module:
        __file__ = "module.py"

        @staticmethod
        def draw(rng):
            return rng.random(4)

    call = Call("draw", crossed((Rng(seed),), array_as_base64, base64_as_array))
    assert same(perform(Module, call).value, np.random.default_rng(seed).random(4))


@given(name=st.sampled_from(sorted(GIVEN)), counted=st.booleans())
def test_a_function_crosses_by_its_name(name, counted):
    assert crossed(Given(name, {}, counted), array_as_base64, base64_as_array) == Given(name, {}, counted)


DTYPE_NAMES = st.sampled_from([*sorted(NUMBER_DTYPES), "object", "str"])
JSON_LEAVES = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8), DTYPE_NAMES)


def _forged(inner):
    some = st.lists(inner, max_size=3)
    return st.one_of(
        some,
        st.dictionaries(st.text(max_size=4), inner, max_size=3),
        st.fixed_dictionaries({"array": inner, "shape": some, "dtype": DTYPE_NAMES}),
        st.fixed_dictionaries({"scalar": inner, "dtype": DTYPE_NAMES}),
        st.fixed_dictionaries({"state": inner, "fields": inner}),
        st.fixed_dictionaries({"given": inner, "constants": inner, "counted": inner}),
        st.sampled_from(["list_of", "columns", "tuple", "dict", "rng", "output", "unknown"]).flatmap(
            lambda key: st.fixed_dictionaries({key: st.one_of(inner, some, st.lists(some, max_size=3))})
        ),
    )


@FORMS
@given(data=st.one_of(st.recursive(JSON_LEAVES, _forged, max_leaves=12), SPECIAL.map(encode)))
def test_whatever_is_sent_ends_in_a_value_or_is_called_malformed(store, load, data):
    with contextlib.suppress(Malformed):
        encode(decode(data, load), store)
