"""The walk of a student's own update rule, for the figure of a chapter that shows the reference's."""

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from autograder.calling.perform import failed
from autograder.check.asking import SECONDS_PER_FUNCTION, open_module
from autograder.check.limit import OutOfTime, Stopped


def own_walk(path: Path, question: dict[str, Any]) -> dict[str, Any]:
    """Walk over a surface by a rule of a student's module, as `x, state = step(x, dx, state, **settings)`.

    path: the module. question: `function`, the rule's name; `state`, the name of the NamedTuple that it keeps, or None;
    `gradient`, the name and source of a function (x, y) -> its two derivatives; `start`, two numbers; `steps`;
    `settings`, its keyword arguments.

    Returns {"x": [...], "y": [...]}, steps + 1 numbers each, or fewer where the walk is lost in infinity; or
    {"complaint": text} where the rule cannot be called so, or gives no point.
    """
    opened = open_module(path)
    if opened.broken:
        return {"complaint": opened.broken.message}
    try:
        points = opened.thread.run(lambda: _points(vars(opened.module), question), SECONDS_PER_FUNCTION)
    except OutOfTime:
        return {"complaint": f"no answer within {SECONDS_PER_FUNCTION:g} seconds"}
    except Stopped:
        raise
    except Exception as error:  # whatever a student's code raises
        return {"complaint": failed(error, str(path)).message}
    return {"x": [x for x, _ in points], "y": [y for _, y in points]}


def _points(module: dict[str, Any], question: dict[str, Any]) -> list[tuple[float, float]]:
    step, state = module[question["function"]], module[question["state"]]() if question["state"] else ()
    gradient = _gradient(*question["gradient"])
    x = np.array(question["start"], dtype=float)
    points = [(float(x[0]), float(x[1]))]
    with np.errstate(all="ignore"):
        for _ in range(question["steps"]):
            x, state = step(x, np.array(gradient(x[0], x[1])), state, **question["settings"])
            across, up = (float(one) for one in x)
            if not math.isfinite(across + up):
                break
            points.append((across, up))
    return points


def _gradient(name: str, source: str) -> Callable[[float, float], tuple[float, float]]:
    known: dict[str, Any] = {"np": np}
    exec(source, known)
    return known[name]
