"""What figures of curves say below, as Python computes it by the references."""

import sys

import numpy as np

from autograder.judging.references import ROOT

sys.path.insert(0, str(ROOT / "book" / "_extensions"))

from explorers import FIGURES, SOURCES
from first_curves import curves_of
from page_messages import messages

from lab.line import double_well_curvature, double_well_loss


def expected_sentence(name, state):
    """The sentence of a figure in English. state: its numbers, by name."""
    told, said = SENTENCES[name](curves_of(name, FIGURES[name], state), **state), messages(SOURCES, None)
    key, values = told
    return said[key].format(**{what: short(value) for what, value in values.items()})


def short(value):
    """A number in a few characters, as said.js writes it; words stay."""
    if isinstance(value, str):
        return value
    if 1e-3 <= abs(value) < 1e4 or value == 0:
        return np.format_float_positional(value, precision=3, unique=False, fractional=False, trim="-")
    mantissa, exponent = f"{value:.1e}".split("e")
    return f"{mantissa.removesuffix('.0')}e{int(exponent):+d}"


def _step_lengths(curves, **_state):
    bare, full = (curves["lengths"][name][1] for name in ("adam_almost", "adam"))
    np.testing.assert_allclose(full, full[0], rtol=1e-5)  # "With it each is ..."
    told = {"first": bare[0], "longest": bare.max(), "at": str(bare.argmax() + 1), "corrected": full[0]}
    return "told_step_lengths", told


def _newton(curves, start):
    said, loss = messages(SOURCES, None), double_well_loss(start)
    landing, after = (way[-1:] for way in curves["well"]["steps"])
    if not landing.size:
        return "told_newton_refused", {"start": start, "curvature": double_well_curvature(start)}
    verdict = said["newton_higher" if after[0] > loss else "newton_lower"]
    return "told_newton", {
        "start": start, "loss": loss, "landing": landing[0], "after": after[0], "verdict": verdict
    }  # fmt: skip


def _schedules(curves, alpha, divisor):
    said = messages(SOURCES, None)
    losses = [
        said["one_loss"].format(rule=said[f"line_{name}"], loss=short(y[-1]))
        for name, (_, y) in curves["losses"].items()
    ]
    return "told_schedules", {"alpha": alpha, "divisor": f"{divisor:g}", "losses": ", ".join(losses)}


SENTENCES = {"newton": _newton, "schedules": _schedules, "step_lengths": _step_lengths}
