"""Laws of training some layers of a network and leaving the others alone."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.calling.perform import Ask
from autograder.calling.values import Call
from autograder.judging.compare import kind_of
from autograder.judging.laws.evidence import Broken, asked


def frozen_arrays_keep_every_bit(
    call: Ask, function: str, params: Mapping[str, Any], grads: Mapping[str, Any], rates: Mapping[int, float]
) -> None:
    """The arrays of layers with rate 0 come back with the same bytes. Never refuses a right solution.

    A comparison of numbers would take -0.0 for 0.0, and a tolerance a tiny step for none.
    """
    value = asked(call, Call(function, (dict(params), dict(grads), dict(rates))))
    if not isinstance(value, dict):
        raise Broken("type", f"The result is {kind_of(value)}, but should be a dict with the keys of params.")
    for name, old in params.items():
        if rates[int(name[1:])] != 0:
            continue
        if name not in value:
            raise Broken("keys", f"The result lacks the key {name!r}.")
        new = value[name]
        if not isinstance(new, np.ndarray) or new.shape != old.shape or new.dtype != old.dtype:
            raise Broken(
                "type", f"{name} is frozen and an array of shape {old.shape}, but came back as {kind_of(new)}."
            )
        if np.isnan(new).any():
            raise Broken("nan", f"{name} is frozen, but holds NaN after the step: its gradient got into it.")
        if new.tobytes() != old.tobytes():
            raise Broken("bits", f"{name} is frozen, but did not come back bit for bit: something was done to it.")
