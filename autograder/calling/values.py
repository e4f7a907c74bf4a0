"""The values that cross a border: between processes, and into the released JSON files.

Nothing here runs code that it reads: a value is a number, a text, an array of
numbers, or a container of such, and whatever else a submission returns becomes an
`Unknown` that carries its type's name only.
"""

import base64
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

# Bound before any submission is imported: a submission may patch numpy.
_array, _asarray, _frombuffer, _dtype = np.array, np.asarray, np.frombuffer, np.dtype
_ndarray, _generic, _integer = np.ndarray, np.generic, np.integer

NUMBER_DTYPES = frozenset(
    ["bool", "float16", "float32", "float64", "complex64", "complex128"]
    + [f"{sign}int{bits}" for sign in ("", "u") for bits in (8, 16, 32, 64)]
)
# Looking a dtype up is ten times as quick as asking NumPy for its name, and a law asks thousands of times.
_NAMES = {_dtype(name): name for name in NUMBER_DTYPES}
_LITTLE_ENDIAN = {name: _dtype(name).newbyteorder("<") for name in NUMBER_DTYPES}  # on every machine
MAX_DEPTH = 20
MANY = 32  # items from which on a list is looked at for being uniform
# No answer of the course has a tenth of these. MAX_ITEMS counts what a value holds once it is decoded, MAX_KEYS the
# keys of one dict: of many keys all can have one hash, and a dict of them takes minutes.
MAX_ITEMS, MAX_KEYS, MAX_TEXT = 500_000, 1_000, 10_000
MAX_LENGTH = 100_000_000  # of one axis of an array
_TOO_LONG = {int: "int of more than 64 bits", str: f"str of more than {MAX_TEXT:,} characters"}

Store = Callable[[np.ndarray], Any]  # an array as JSON data
Load = Callable[[Any, str], np.ndarray]  # that data and a dtype's name as the flat array
Place = tuple[int | str, ...]  # where in a value: (2, "v") is field v of the third item


class Malformed(ValueError):
    """An encoded value that does not follow this module's grammar."""


@dataclass(frozen=True)
class State:
    """A named tuple of the student's module, by its class's name; fields left out keep their defaults."""

    name: str
    fields: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Rng:
    """A fresh `numpy.random.default_rng(seed)`."""

    seed: int


@dataclass(frozen=True)
class Given:
    """A function that the course hands to the student's code: its name in `given.py`, and its constants.

    `counted`: the number of times that it was called is part of the answer.
    """

    name: str
    constants: Mapping[str, Any] = field(default_factory=dict)
    counted: bool = False


@dataclass(frozen=True)
class Unknown:
    """Something that no exercise returns, known by its type's name."""

    type_name: str


@dataclass(frozen=True)
class Call:
    """One question to a student's module.

    args, kwargs: values of this module.
    then: more values of the second argument; each makes one more pass of the loop
        body `x, state = function(x, dx, state)`, and the answer is the list of all passes.
    repeat: with `repeat=n` the function is called n times with the same arguments (and
        the same, continuing generator); the answer is the list of all n. 0: once, plain.
    """

    function: str
    args: tuple[Any, ...] = ()
    kwargs: Mapping[str, Any] = field(default_factory=dict)
    then: tuple[Any, ...] = ()
    repeat: int = 0


def array_as_list(array: np.ndarray) -> Any:
    """The flat list of an array's numbers: readable, for released files."""
    return [repr(z) for z in array.ravel().tolist()] if array.dtype.kind == "c" else array.ravel().tolist()


def list_as_array(numbers: Any, dtype: str) -> np.ndarray:
    """The flat array behind `array_as_list`."""
    if not isinstance(numbers, list):
        raise Malformed("an array's numbers are not a list")
    return _array([complex(z) for z in numbers] if dtype.startswith("complex") else numbers, dtype=dtype)


def array_as_base64(array: np.ndarray) -> str:
    """An array's bytes as text: compact, for the pipe."""
    return base64.b64encode(array.tobytes()).decode("ascii")


def base64_as_array(text: Any, dtype: str) -> np.ndarray:
    """The flat array behind `array_as_base64`."""
    if not isinstance(text, str):
        raise Malformed("an array's bytes are not a text")
    stored = base64.b64decode(text, validate=True)
    if dtype == "bool" and stored.strip(b"\0\1"):
        raise Malformed("a truth value is neither 0 nor 1")
    return _frombuffer(stored, dtype=_LITTLE_ENDIAN[dtype]).astype(dtype)


def _name(dtype: np.dtype) -> str:
    # One of the other byte order is not among the names looked up.
    return _NAMES.get(dtype) or dtype.name


def _encode_array(array: np.ndarray, store: Store) -> dict[str, Any]:
    plain = _array(array, copy=True, subok=False, order="C")
    name = _name(plain.dtype) if type(plain) is _ndarray else ""
    if name not in NUMBER_DTYPES:
        return {"unknown": f"array of dtype {plain.dtype}"}
    if not _is_shape(plain.shape):
        return {"unknown": "array with too many rows without numbers"}
    plain = plain.astype(_LITTLE_ENDIAN[name], copy=False)
    return {"array": store(plain), "shape": list(plain.shape), "dtype": name}


def _alike(value: Any, array: np.ndarray) -> bool:
    return type(value) is _ndarray and value.shape == array.shape and value.dtype == array.dtype


def _encode_list(values: list[Any], inner: Callable[[Any], Any], store: Store) -> Any:
    """A list, item by item; what thousands of draws gave, as one array or one list a column."""
    first = values[0] if len(values) >= MANY else None
    if type(first) is _ndarray and _name(first.dtype) in NUMBER_DTYPES and all(_alike(v, first) for v in values):
        return {"list_of": _encode_array(_array(values), store)}
    if type(first) is tuple and first and all(type(v) is tuple and len(v) == len(first) for v in values):
        return {"columns": [inner(list(column)) for column in zip(*values, strict=True)]}
    return [inner(v) for v in values]


def _unstacked(stacked: Any) -> list[np.ndarray]:
    if not isinstance(stacked, _ndarray):
        raise Malformed("a list of arrays is none")
    return [stacked[i, ...] for i in range(len(stacked))]  # the dots keep a 0-d array an array


def _is_key(key: Any) -> bool:
    # Of longer integers any number can have one hash.
    return _fits(key) and type(key) in (str, int)


def _fits(plain: Any) -> bool:
    """Whether a text or a number is as short as those that cross."""
    return len(plain) <= MAX_TEXT if type(plain) is str else type(plain) is not int or plain.bit_length() <= 64


def encode(value: Any, store: Store = array_as_list, depth: int = 0) -> Any:  # noqa: C901  one branch a kind of value
    """A value as JSON data.

    value: numbers, texts, None, arrays, tuples, lists, dicts with text or integer keys, named
        tuples, and this module's own classes, nested at most 20 deep.
    store: `array_as_list` (readable) or `array_as_base64` (compact).

    Anything else becomes {"unknown": its type's name}.
    """
    if depth > MAX_DEPTH:
        return {"unknown": "a structure nested more than 20 deep"}

    def inner(v: Any) -> Any:
        return encode(v, store, depth + 1)

    if value is None or type(value) in (bool, int, float, str):
        return value if _fits(value) else {"unknown": _TOO_LONG[type(value)]}
    if isinstance(value, _generic):
        name = _name(value.dtype)
        if name not in NUMBER_DTYPES:
            return {"unknown": name}
        # JSON has no complex numbers.
        return {"scalar": repr(value.item()) if value.dtype.kind == "c" else inner(value.item()), "dtype": name}
    if isinstance(value, _ndarray):
        return _encode_array(value, store)
    if isinstance(value, State):
        return {"state": value.name, "fields": {k: inner(v) for k, v in value.fields.items()}}
    if isinstance(value, Rng):
        return {"rng": value.seed}
    if isinstance(value, Given):
        constants = {k: inner(v) for k, v in value.constants.items()}
        return {"given": value.name, "constants": constants, "counted": value.counted}
    if isinstance(value, Unknown):
        return {"unknown": value.type_name}
    if isinstance(value, tuple) and (names := getattr(type(value), "_fields", None)) is not None:
        fields = {str(k): inner(v) for k, v in zip(names, value, strict=False)}
        if len(fields) > MAX_KEYS or not all(map(_fits, (type(value).__name__, *fields))):
            return {"unknown": "a named tuple of too many fields, or with too long names"}
        return {"state": type(value).__name__, "fields": fields}
    if isinstance(value, tuple):
        return {"tuple": [inner(v) for v in value]}
    if isinstance(value, list):
        return _encode_list(value, inner, store)
    if isinstance(value, Mapping) and len(value) > MAX_KEYS:
        return {"unknown": f"{type(value).__name__} of more than {MAX_KEYS:,} keys"}
    if isinstance(value, Mapping) and all(_is_key(k) or isinstance(k, _integer) for k in value):
        # A NumPy integer is the same key as the int.
        return {"dict": [[k if isinstance(k, str) else int(k), inner(v)] for k, v in value.items()]}
    return {"unknown": type(value).__name__}


def decode(data: Any, load: Load = list_as_array) -> Any:
    """The value behind `encode`'s data. Raises `Malformed` for anything that `encode` does not write.

    What it holds is counted before it is made: at most MAX_ITEMS items, MAX_KEYS keys in a dict, and
    MAX_TEXT characters in a text.
    """
    try:
        return _decoded(data, load, 0, _Room())
    except (ValueError, TypeError, OverflowError) as error:
        raise error if isinstance(error, Malformed) else Malformed(str(error)) from error


class _Room:
    """How many more items a value may have."""

    def __init__(self) -> None:
        self.left = MAX_ITEMS

    def take(self, count: int) -> None:
        self.left -= count
        if self.left < 0:
            raise Malformed(f"it has more than {MAX_ITEMS:,} items")


def _decoded(data: Any, load: Load, depth: int, room: _Room) -> Any:  # noqa: C901  one branch a kind of value
    if data is None or isinstance(data, (bool, int, float, str)):
        if not _fits(data):
            raise Malformed("a text or an integer is too long")
        return data
    if depth > 2 * MAX_DEPTH:
        raise Malformed("nested too deep")

    def inner(d: Any) -> Any:
        return _decoded(d, load, depth + 1, room)

    if isinstance(data, list):
        room.take(len(data))
        return [inner(d) for d in data]
    if not isinstance(data, dict):
        raise Malformed(f"unexpected {type(data).__name__}")
    room.take(1)
    match data:
        case {"array": stored, "shape": list(shape), "dtype": str(dtype), **rest} if (
            dtype in NUMBER_DTYPES and not rest
        ):
            return _loaded(stored, shape, dtype, load)
        case {"scalar": bool() | int() | float() | str() as number, "dtype": str(dtype), **rest} if (
            dtype in NUMBER_DTYPES and not rest and isinstance(number, str) == dtype.startswith("complex")
        ):
            return _dtype(dtype).type(complex(number) if isinstance(number, str) else inner(number))
        case {"list_of": {"array": _, "shape": [int(count), *_]} as stacked, **rest} if count >= MANY and not rest:
            room.take(count)
            return _unstacked(inner(stacked))
        case {"columns": [_, *_] as columns, **rest} if not rest:
            return _rows([inner(column) for column in columns], room)
        case {"tuple": list(items), **rest} if not rest:
            room.take(len(items))
            return tuple(inner(d) for d in items)
        case {"dict": list(items), **rest} if not rest:
            return _as_dict(items, inner)
        case {"state": str(name), "fields": dict(fields), **rest} if _fits(name) and not rest:
            return State(name, _as_dict(list(fields.items()), inner))
        case {"rng": int(seed), **rest} if not rest:
            return Rng(seed)
        case {"given": str(name), "constants": dict(constants), "counted": bool(counted), **rest} if not rest:
            return Given(name, _as_dict(list(constants.items()), inner), counted)
        case {"unknown": str(name), **rest} if not rest:
            return Unknown(name[:100])
    raise Malformed(f"unknown kind of value with keys {[str(key)[:20] for key in list(data)[:5]]}")


def _is_shape(shape: Iterable[Any]) -> bool:
    """Whether a shape is a list of lengths. An array without numbers takes no memory, whatever its other lengths."""
    lengths = list(shape)
    known = all(type(n) is int and 0 <= n <= MAX_LENGTH for n in lengths)
    return known and (0 not in lengths or math.prod(n or 1 for n in lengths) <= MAX_ITEMS)


def _loaded(stored: Any, shape: list[Any], dtype: str, load: Load) -> np.ndarray:
    if not _is_shape(shape):
        raise Malformed("a shape is no list of lengths, or has too many rows without numbers")
    return load(stored, dtype).reshape(shape)


def _rows(columns: list[Any], room: _Room) -> list[tuple[Any, ...]]:
    """The list of tuples behind its columns."""
    if not all(type(column) is list and len(column) >= MANY for column in columns):
        raise Malformed("a column is no long list")
    room.take(len(columns[0]) * (len(columns) + 1))
    return list(zip(*columns, strict=True))


def _as_dict(items: list[Any], inner: Callable[[Any], Any]) -> dict[Any, Any]:
    if len(items) > MAX_KEYS or not all(isinstance(item, (list, tuple)) and len(item) == 2 for item in items):
        raise Malformed(f"a dict is no list of at most {MAX_KEYS} pairs")
    if not all(_is_key(key) for key, _ in items) or len({key for key, _ in items}) < len(items):
        raise Malformed("a key is neither a text nor an integer of 64 bits, or stands twice")
    return {key: inner(d) for key, d in items}


def received(value: Any, depth: int = 0) -> Any:
    """What `decode` gives for `encode`'s data, for a value that crosses no border: most need not be written down."""
    kind = type(value)
    if kind is _ndarray and value.dtype in _NAMES:
        return _array(value, copy=True, order="C")
    if value is None or kind in (bool, float, str):
        return value
    if kind is tuple and depth < MAX_DEPTH:
        return tuple([received(v, depth + 1) for v in value])
    if kind is dict and depth < MAX_DEPTH and all(type(key) is str for key in value):
        return {key: received(v, depth + 1) for key, v in value.items()}
    return decode(encode(value, _flat, depth), _unchanged)


def _flat(array: np.ndarray) -> np.ndarray:
    return array.ravel()


def _unchanged(flat: np.ndarray, dtype: str) -> np.ndarray:
    return flat
