"""Convex losses that tell the update rules apart: a kinked bowl, many curvatures, a cliff, rare features."""

import numpy as np

from lab.surfaces import Surface, quadratic

__all__ = ["cliff", "kinked_bowl", "many_curvatures", "sparse_features"]


def kinked_bowl() -> Surface:
    """One parameter: a bowl whose curvature is 25, except between 1 and 2, where it is 1.

    Its gradient is continuous: 25 x below 1, x + 24 up to 2, 25 x - 24 beyond. The minimum is at 0.

    Source: Lessard, Recht and Packard (2016), section 4.6.
    """

    def pieces(x: np.ndarray, below: np.ndarray, between: np.ndarray, beyond: np.ndarray) -> np.ndarray:
        return np.where(x < 1, below, np.where(x < 2, between, beyond))

    def value(point: np.ndarray) -> np.ndarray:
        x = point[..., 0]
        return pieces(x, 12.5 * x**2, 0.5 * x**2 + 24 * x - 12, 12.5 * x**2 - 24 * x + 36)

    return Surface("kinked bowl", value, lambda x: pieces(x, 25 * x, x + 24, 25 * x - 24))


def many_curvatures(n: int = 200, decades: float = 8.0) -> Surface:
    """A quadratic with n (>= 1) parameters, whose curvatures fall from 1 by that many powers of ten in even ratios."""
    return quadratic(tuple(np.logspace(0, -decades, n)), f"{n} curvatures")


def cliff(steep: float = 100.0, edge: float = 9.0, width: float = 0.2) -> Surface:
    """One parameter: a slope of 1, and beyond `edge` one of `steep`; `width` (> 0) is how far the change takes."""

    def value(point: np.ndarray) -> np.ndarray:
        x = point[..., 0]
        return x + (steep - 1) * width * np.logaddexp(0, (x - edge) / width)

    return Surface("cliff", value, lambda x: 1 + (steep - 1) * (1 + np.tanh((x - edge) / (2 * width))) / 2)


def sparse_features(
    frequencies: np.ndarray, weights: np.ndarray, *, batch_size: int, rng: np.random.Generator
) -> Surface:
    r"""Linear regression on features that are mostly 0, with the gradient of a fresh minibatch at every call.

    The label is what `weights` give, without noise. The loss is the expected half square of the error,

    .. math::

        \tfrac12 \Big(\sum_j p_j d_j\Big)^2 + \tfrac12 \sum_j p_j (1 - p_j)\, d_j^2, \qquad d = x - w

    Args:
        frequencies: how often each feature is 1 instead of 0, (D,), in (0, 1].
        weights: the right answer w, (D,).
        batch_size: samples in a minibatch, >= 1.
        rng: draws the samples. A crowd of learners (..., D) gets samples of its own each.
    """

    def value(x: np.ndarray) -> np.ndarray:
        d = x - weights
        return 0.5 * (d @ frequencies) ** 2 + 0.5 * (d**2) @ (frequencies * (1 - frequencies))

    def gradient(x: np.ndarray) -> np.ndarray:
        features = (rng.random((*x.shape[:-1], batch_size, x.shape[-1])) < frequencies).astype(float)
        errors = np.einsum("...bd,...d->...b", features, x - weights)
        return np.einsum("...bd,...b->...d", features, errors) / batch_size

    return Surface("rare features", value, gradient)
