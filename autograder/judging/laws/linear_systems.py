"""The law of solving linear systems: the residual is as small as rounding, however ill-conditioned the matrix."""

import numpy as np

from autograder.calling.perform import Ask
from autograder.calling.values import Call
from autograder.judging.compare import kind_of
from autograder.judging.laws.evidence import Broken, asked

# Of |H p - g| / (|H| |p|). Over 300 systems each of 6 to 12 unknowns with condition 1e10, LU,
# Cholesky, LDL, QR, eigenvectors, least squares and conjugate gradients left 1e-14 at most, and
# multiplication with an inverse 1e-12 to 6e-7; the largest of five systems was never below 1e-9.
RESIDUAL = 1e-12
SYSTEMS = 5


def _system(n: int, condition: float, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """A symmetric matrix with eigenvalues from 1 to `condition`, and a right side whose solution has size one."""
    directions = np.linalg.qr(rng.normal(size=(n, n)))[0]
    matrix = (directions * np.logspace(0, np.log10(condition), n)) @ directions.T
    matrix = (matrix + matrix.T) / 2
    return matrix, matrix @ rng.normal(size=n)


def newton_solves_ill_conditioned_systems(call: Ask, function: str, n: int, condition: float, seed: int) -> None:
    """From theta = 0 the step p = -theta' must solve H p = gradient with a residual of the size of rounding.

    The gradient is H times a vector of size one. A backward stable solution leaves about
    1e-16 of |H| |p|, an inverse about `condition` times as much. Nothing is drawn but the
    systems: a backward stable solution is never refused.
    """
    rng = np.random.default_rng(seed)
    worst = 0.0
    for _ in range(SYSTEMS):
        hessian, gradient = _system(n, condition, rng)
        theta = asked(call, Call(function, (np.zeros(n), gradient, hessian)))
        if not isinstance(theta, np.ndarray):
            raise Broken("type", f"theta is {kind_of(theta)}, but should be an array of shape ({n},).")
        if theta.shape != (n,) or theta.dtype != np.float64:
            text = f"theta has shape {theta.shape} and dtype {theta.dtype}, but should have shape ({n},) and float64."
            raise Broken("shape", text)
        if not np.isfinite(theta).all():
            raise Broken("infinite", "theta holds NaN or infinity.")
        size = np.linalg.norm(hessian) * np.linalg.norm(theta) + np.linalg.norm(gradient)
        worst = max(worst, float(np.linalg.norm(hessian @ theta + gradient) / size))
    if worst > RESIDUAL:
        raise Broken(
            "residual",
            f"Put back into the system H p = gradient, your step leaves a residual of {worst:.0e} (of |H| |p|); "
            "solving the system leaves about 1e-16.",
        )
