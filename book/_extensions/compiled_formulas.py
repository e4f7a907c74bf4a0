"""What figures of curves compute, as JavaScript: the reference schedules, and plain arithmetic from `lab/`."""

import functools
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from compiled_rules import compiled

from lab.line import double_well_curvature, double_well_loss, double_well_slope, newton_on_a_line, parabola
from lab.noisy_descent import NOISY_RAVINE, next_mean_square
from lab.schedules import constants_of_exponential, constants_of_inverse_time, constants_of_step
from solutions.optimization.learning_rate_decay import exponential_decay, inverse_time_decay, step_decay


@dataclass(frozen=True)
class Schedule:
    """A schedule, (first rate, t, **constants) -> rate, and what gives its constants: (share left, steps) -> a dict."""

    decay: Callable[..., float]
    constants: Callable[[float, int], dict[str, float]]

    def rates(self, first: float, left: float, steps: int) -> np.ndarray:
        """Return the rates of all steps, (steps,), where this share of the first is left in the end."""
        return np.array([self.decay(first, t, **self.constants(left, steps)) for t in range(steps)])


def constant_rate(initial_rate, t):
    """The rate that does not fall."""
    return initial_rate


def no_constants(left, steps):
    """It has none."""
    return {}


# By the names of their lines in figures.json.
SCHEDULES = {
    "constant": Schedule(constant_rate, no_constants),
    "step": Schedule(step_decay, constants_of_step),
    "exponential": Schedule(exponential_decay, constants_of_exponential),
    "inverse_time": Schedule(inverse_time_decay, constants_of_inverse_time),
}


@functools.cache
def formulas_module() -> str:
    """An ES module with what lies along the line (`well`, `parabola`, `newtonOnALine`), `noisyRavine`, and `schedules`.

    A schedule: `decay(first, t, ...constants)` gives the rate, `constants(left, steps)` its constants by name.
    """
    well = {"loss": double_well_loss, "slope": double_well_slope, "curvature": double_well_curvature}
    ravine = {"curvatures": NOISY_RAVINE.curvatures, "start": NOISY_RAVINE.start, "noise": NOISY_RAVINE.noise}
    schedules = {name: _object({"decay": one.decay, "constants": one.constants}) for name, one in SCHEDULES.items()}
    exported = {
        "well": _object(well),
        "parabola": compiled(parabola),
        "newtonOnALine": compiled(newton_on_a_line),
        "noisyRavine": f"{{ ...{json.dumps(ravine)}, nextMeanSquare: {compiled(next_mean_square)} }}",
        "schedules": "{" + ",\n".join(f"{json.dumps(name)}: {one}" for name, one in schedules.items()) + "}",
    }
    parts = ["// Made from solutions/ and lab/ when the book is built.", "const np = Math;"]
    return "\n".join([*parts, *(f"export const {name} = {script};" for name, script in exported.items())]) + "\n"


def _object(functions: Mapping[str, Callable]) -> str:
    return "{ " + ", ".join(f"{name}: {compiled(function)}" for name, function in functions.items()) + " }"
