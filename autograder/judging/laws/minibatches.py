"""Laws of drawing samples without replacement."""

import math
from typing import Any

import numpy as np

from autograder.calling.perform import Ask
from autograder.calling.values import Call, Rng
from autograder.judging.compare import kind_of, show
from autograder.judging.laws.evidence import DRAWS, Broken, asked, count_is_plausible

# Enough that a subset which comes up half as often as it should is seen; a call takes 15 microseconds.
DRAWS_OF_EACH = 150


def _pairs(
    values: list[Any], shape: tuple[int, ...], batch_size: int, x_dtype: np.dtype, y_dtype: np.dtype
) -> list[tuple[np.ndarray, np.ndarray]]:
    """Each value as (X_batch, y_batch). Raises `Broken` where one is not such a pair."""
    for value in values:
        if not isinstance(value, tuple) or len(value) != 2:
            raise Broken("type", f"The result is {kind_of(value)}, but should be a tuple of 2 (X_batch, y_batch).")
        wanted = (("X_batch", (batch_size, *shape[1:]), x_dtype), ("y_batch", (batch_size,), y_dtype))
        for part, (name, part_shape, dtype) in zip(value, wanted, strict=True):
            if not isinstance(part, np.ndarray):
                raise Broken("type", f"{name} is {kind_of(part)}, but should be an array of shape {part_shape}.")
            if part.shape != part_shape:
                raise Broken("shape", f"{name} has shape {part.shape}, but should have shape {part_shape}.")
            if part.dtype != dtype:
                raise Broken("dtype", f"{name} has dtype {part.dtype}, but should have dtype {dtype}.")
    return values


def _ask_minibatches(
    call: Ask, function: str, X: np.ndarray, y: np.ndarray, batch_size: int, draws: int, seed: int
) -> list[tuple[np.ndarray, np.ndarray]]:
    question = Call(function, (X, y, batch_size, Rng(seed)), repeat=draws)
    return _pairs(asked(call, question), X.shape, batch_size, X.dtype, y.dtype)


def rows_and_labels_stay_paired(
    call: Ask, function: str, X: np.ndarray, y: np.ndarray, batch_size: int, seed: int = 0
) -> None:
    """Every row of a batch is a row of X, with its own label. X's rows are distinct. Never refuses a right solution."""
    unpaired = ""
    for X_batch, y_batch in _ask_minibatches(call, function, X, y, batch_size, 50, seed):
        own_labels = []
        for row, label in zip(X_batch, y_batch, strict=True):
            found = np.flatnonzero((X == row).all(axis=1))
            if not len(found):
                raise Broken("foreign_row", f"The batch holds the row {show(row)}, which is no row of X.")
            own_labels.append(y[found[0]])
            if label != own_labels[-1]:
                unpaired = f"The row {show(row)} came with the label {label}, but its own label is {own_labels[-1]}."
        if sorted(own_labels) != sorted(y_batch):
            raise Broken("unpaired", unpaired)
    if unpaired:
        raise Broken("other_order", unpaired)


def no_row_twice(call: Ask, function: str, X: np.ndarray, y: np.ndarray, batch_size: int, seed: int = 0) -> None:
    """A batch holds no row twice. X's rows are distinct. Never refuses a right solution."""
    for X_batch, _ in _ask_minibatches(call, function, X, y, batch_size, 200, seed):
        if len({row.tobytes() for row in X_batch}) < batch_size:
            raise Broken("twice", "One batch holds the same row twice: draw without replacement.")


def every_subset_equally_likely(
    call: Ask, function: str, X: np.ndarray, y: np.ndarray, batch_size: int, seed: int = 0
) -> None:
    """Each of the C(N, batch_size) subsets comes up with the same frequency, whatever the order inside a batch."""
    total = math.comb(len(X), batch_size)
    draws = min(DRAWS, DRAWS_OF_EACH * total)
    subsets: dict[frozenset[int], int] = {}
    for _, y_batch in _ask_minibatches(call, function, X, y, batch_size, draws, seed):
        key = frozenset(y_batch.tolist())
        subsets[key] = subsets.get(key, 0) + 1
    counts = list(subsets.values()) + [0] * (total - len(subsets))
    if len(subsets) == 1:
        first_rows = subsets.keys() == {frozenset(y[:batch_size].tolist())}
        kind = "always_the_first_rows" if first_rows else "always_the_same"
        raise Broken(kind, f"All {draws} batches hold the same rows.")
    if len(subsets) < total and not count_is_plausible(0, draws, 1 / total, total):
        never = [i for i, label in enumerate(y) if not any(int(label) in subset for subset in subsets)]
        kind = f"row_{never[0]}_never_drawn" if never else "unreachable"
        which = f"Row {never[0]}" if never else f"{total - len(subsets)} of the {total} possible batches"
        raise Broken(kind, f"{which} never came up in {draws} draws.")
    for count in counts:
        if not count_is_plausible(count, draws, 1 / total, total):
            expected = draws // total
            text = (
                f"One of the {total} possible batches came up {count} times in {draws} draws; {expected} are expected."
            )
            raise Broken("uneven", text)
