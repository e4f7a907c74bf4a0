"""The curves of explorers as Python computes them, by the references: what a page shows at first, and is held to.

As in the page's modules, a figure's curves are {picture: {name: (x, y)}}. Those without a look in figures.json are no
lines.
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from compiled_formulas import SCHEDULES
from compiled_rules import RULES, Rule

from lab.line import double_well_curvature, double_well_loss, double_well_slope
from lab.noisy_descent import NOISY_RAVINE
from solutions.optimization.second_order import newton_step, quadratic_approximation

Curves = dict[str, dict[str, tuple[np.ndarray, np.ndarray]]]
POINTS = 240


def curves_of(name: str, figure: Mapping[str, Any], state: Mapping[str, float]) -> Curves:
    """The curves of a figure. figure: as in figures.json. state: its numbers, by name."""
    return KINDS[name](figure, **state)


def step_lengths(figure: Mapping[str, Any], *, beta1: float, beta2: float) -> Curves:
    """How long each form of Adam's steps are on an even slope, in learning rates."""
    steps = figure["pictures"]["lengths"]["x"][1]
    count = np.arange(1, steps + 1)
    return {"lengths": {rule: (count, _lengths(RULES[rule], steps, beta1, beta2)) for rule in figure["lines"]}}


def _lengths(rule: Rule, steps: int, beta1: float, beta2: float) -> np.ndarray:
    state, lengths = rule.state(), []
    for _ in range(steps):
        x, state = rule.step(np.zeros(1), np.ones(1), state, learning_rate=1.0, beta1=beta1, beta2=beta2)
        lengths.append(-x[0])
    return np.array(lengths)


def newton(figure: Mapping[str, Any], *, start: float) -> Curves:
    """The double well, the parabola at the start, and the way by its lowest point to where Newton's step leads."""
    x = np.linspace(*figure["pictures"]["well"]["x"], POINTS + 1)
    loss, gradient = double_well_loss(start), np.array([double_well_slope(start)])
    hessian = np.array([[double_well_curvature(start)]])

    def touching(to: float) -> float:
        return quadratic_approximation(loss, gradient, hessian, np.array([to - start]))

    try:
        (landing,) = newton_step(np.array([start]), gradient, hessian)
        way = np.array([start, landing, landing]), np.array([loss, touching(landing), double_well_loss(landing)])
    except ValueError:  # the parabola has no lowest point
        way = np.array([]), np.array([])
    curves = {"loss": double_well_loss(x), "parabola": np.array([touching(to) for to in x])}
    return {"well": {name: (x, y) for name, y in curves.items()} | {"steps": way}}


def schedules(figure: Mapping[str, Any], *, alpha: float, divisor: float) -> Curves:
    """The mean loss under each schedule, and its rates."""
    steps = figure["pictures"]["losses"]["x"][1]
    rates = {name: SCHEDULES[name].rates(alpha, 1 / divisor, steps) for name in figure["lines"]}
    losses = {name: NOISY_RAVINE.mean_losses(one) for name, one in rates.items()}
    return {
        picture: {name: (np.arange(len(y)), y) for name, y in curves.items()}
        for picture, curves in (("losses", losses), ("rates", rates))
    }


KINDS: dict[str, Callable[..., Curves]] = {"newton": newton, "schedules": schedules, "step_lengths": step_lengths}
