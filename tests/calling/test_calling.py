"""A call and its answer: nothing that a function does to its arguments escapes, and values cross unchanged."""

from types import ModuleType

import numpy as np
import pytest

from autograder.calling.perform import perform
from autograder.calling.values import (
    MANY,
    Call,
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


def answer(text, *args, **options):
    module = ModuleType("student")
    module.__file__ = "student.py"
    exec(f"import numpy as np\ndef f(*args, **kwargs):\n    {text}\n", module.__dict__)
    return perform(module, Call("f", args, **options))


@pytest.mark.parametrize("repeat", [0, 3])
@pytest.mark.parametrize(
    ("text", "arguments", "place"),
    [
        ("args[0][0] = 7", (np.zeros(2),), (0,)),
        ("args[0].shape = (2, 1)", (np.zeros(2),), (0,)),
        ("args[0].append(1)", ([],), (0,)),
        ("args[0]['key'] = 1", ({},), (0,)),
        ("args[0][1].append(1)", ((1, []),), (0,)),
        ("args[0]['W'] = np.ones(2)", ({"W": np.zeros(2)},), (0, "W")),
    ],
)
def test_an_argument_that_is_written_to_is_noted(text, arguments, place, repeat):
    assert answer(text, *arguments, repeat=repeat).changed == (place,)


def test_an_argument_that_a_later_call_writes_to_is_noted():
    text = "args[1].random() < 0.1 and args[0].__setitem__(0, 9.0)"
    assert not answer(text, np.zeros(2), Rng(0), repeat=1).changed
    assert answer(text, np.zeros(2), Rng(0), repeat=100).changed == ((0,),)


def test_a_result_in_an_arguments_memory_is_noted():
    assert answer("return args[0][1:]", np.zeros(3)).shared == ((0,),)
    assert answer("return args[0][1:] + 0", np.zeros(3)).shared == ()


@pytest.mark.parametrize(
    ("text", "used"),
    [
        ("np.random.normal()", True),
        ("np.random.seed(3)", True),
        ("np.random.set_state(np.random.RandomState(5).get_state())", True),
        ("np.random.set_bit_generator(np.random.MT19937(3))", True),
        ("np.random.default_rng(3).normal()", False),
        ("np.random.get_state()", False),
    ],
)
def test_the_global_random_state_is_watched(text, used):
    own = np.random.get_bit_generator()
    try:
        assert answer(text).global_random is used
    finally:
        np.random.set_bit_generator(own)


def test_it_is_watched_also_after_the_generator_was_exchanged():
    own = np.random.get_bit_generator()
    try:
        np.random.set_bit_generator(np.random.MT19937(3))
        assert answer("np.random.normal()").global_random
        assert not answer("return 1").global_random
    finally:
        np.random.set_bit_generator(own)


def same(a, b):
    if isinstance(a, np.ndarray):
        return isinstance(b, np.ndarray) and (a.shape, a.dtype) == (b.shape, b.dtype) and np.array_equal(a, b)
    if isinstance(a, (list, tuple)):
        return type(a) is type(b) and len(a) == len(b) and all(map(same, a, b))
    return type(a) is type(b) and a == b


RNG = np.random.default_rng(0)
LONG = {
    "arrays": [RNG.normal(size=(2, 3)) for _ in range(MANY)],
    "single precision": [RNG.normal(size=3).astype(np.float32) for _ in range(MANY)],
    "empty": [np.zeros((0, 2)) for _ in range(MANY)],
    "shapes": [np.zeros(n % 3) for n in range(MANY)],
    "dtypes": [np.zeros(2, dtype) for dtype in (np.float32, np.float64)] * MANY,
    "pairs": [(RNG.normal(size=2), RNG.integers(9, size=2)) for _ in range(MANY)],
    "pairs of pairs": [((1.0, np.ones(2)), True) for _ in range(MANY)],
    "tuples of other lengths": [(1.0,) * (n % 2) for n in range(MANY)],
    "numbers": list(range(MANY)),
    "states": [State("S", {"v": 1.0})] * MANY,
    "one odd item": [np.zeros(2)] * MANY + [None],
}


@pytest.mark.parametrize("kind", LONG)
@pytest.mark.parametrize("way", [(array_as_list, list_as_array), (array_as_base64, base64_as_array)])
def test_a_long_list_arrives_as_it_was_sent(kind, way):
    store, load = way
    assert same(decode(encode(LONG[kind], store), load), LONG[kind])


def test_a_long_list_of_arrays_of_objects_arrives_as_unknown_things():
    arrived = decode(encode([np.array([object()])] * MANY))
    assert len(arrived) == MANY


@pytest.mark.parametrize(
    "data",
    [
        {"list_of": {"array": [1.0], "shape": [], "dtype": "float64"}},
        {"list_of": {"unknown": "int"}},
        {"columns": [[1, 2], [3]]},
        {"columns": [1, 2]},
        {"columns": "text"},
        {"list_of": 3},
    ],
)
def test_a_list_that_nobody_would_send_is_refused(data):
    with pytest.raises(Malformed):
        decode(data)


class Pair(tuple):
    """A student's own kind of tuple."""

    _fields = ("a", "b")


def nested(depth):
    value = np.float32(1)
    for _ in range(depth):
        value = (value,)
    return value


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        1.5,
        "text",
        2**80,
        np.float32(0.1),
        np.arange(6).reshape(2, 3).T,
        np.arange(3, dtype=">f4"),
        np.ma.masked_array([1.0, 2.0], [True, False]),
        np.array(["a"]),
        np.array(3.0),
        np.zeros((0, 2)),
        {"W": np.ones(2), "inner": (1, [np.ones(2)] * 40)},
        {1: 2.0},
        {(1, 2): 3},
        Pair((1, np.ones(2))),
        (np.ones(2), object()),
        nested(19),
        nested(22),
    ],
)
def test_a_value_that_stays_here_is_the_same_as_one_that_crossed(value):
    crossed = decode(encode(value, array_as_base64), base64_as_array)
    assert encode(received(value)) == encode(crossed)
    assert repr(received(value)) == repr(crossed)


def test_a_value_that_stays_here_shares_no_memory_with_the_students():
    mine = {"W": np.zeros(2)}
    kept = received(mine)
    mine["W"] += 1
    assert kept["W"].tolist() == [0, 0]
