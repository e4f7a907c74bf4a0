"""Functions that the course hands to the student's code, known by name so that they can cross a pipe.

Each takes its constants first and gives the function that the exercise's argument asks for.
"""

from collections.abc import Callable
from itertools import cycle

import numpy as np

Function = Callable[[np.ndarray], np.ndarray]
Prediction = Callable[[np.ndarray, np.random.Generator], np.ndarray]
Resize = Callable[[np.ndarray, int], np.ndarray]


def quadratic_gradient(curvature: np.ndarray) -> Function:
    """x -> curvature * x, the gradient of sum(curvature * x**2) / 2."""
    return lambda x: curvature * x


def quartic_gradient(curvature: np.ndarray | float, tilt: np.ndarray | float) -> Function:
    """x -> curvature * x**3 + tilt, the gradient of sum(curvature * x**4 / 4 + tilt * x): it depends on the place."""
    return lambda x: curvature * x * x * x + tilt


def affine_block(factor: float, offset: float) -> Function:
    """x -> factor * x + offset, for arrays of any shape."""
    return lambda x: factor * x + offset


def unchanged_block() -> Function:
    """x -> x, the very array that came in: whoever writes into the result writes into x."""
    return lambda x: x


def relu_block(weights: np.ndarray) -> Function:
    """x -> max(0, x @ weights), with weights (D, D)."""
    return lambda x: np.maximum(x @ weights, 0)


def recorded_predictions(predictions: np.ndarray) -> Prediction:
    """(x, rng) -> the next of some predictions, (n, ...), whatever x and rng are; after the last, the first again."""
    turn = cycle(range(len(predictions)))
    return lambda x, rng: predictions[next(turn)].copy()


def unchanged_prediction() -> Prediction:
    """(x, rng) -> x, the very array that came in: whoever writes into the result writes into x."""
    return lambda x, rng: x


def masked_prediction(keep: float) -> Prediction:
    """(x, rng) -> x, where every entry is set to 0 with probability 1 - keep."""
    return lambda x, rng: x * (rng.random(x.shape) < keep)


def _resized_shape(image: np.ndarray, L: int) -> tuple[int, int]:
    """Rows and columns of an image scaled to the short side L, its shape kept."""
    if L != int(L) or L < 1:
        raise ValueError(f"resize wants a whole number of pixels for the short side, but was given {L}")
    short = min(image.shape[:2])
    return tuple(max(1, round(n * int(L) / short)) for n in image.shape[:2])


def nearest_resize() -> Resize:
    """(image, L) -> the image with short side L, each pixel that of the nearest place in the image."""

    def resize(image: np.ndarray, L: int) -> np.ndarray:
        places = (
            ((2 * np.arange(new) + 1) * old) // (2 * new)
            for old, new in zip(image.shape, _resized_shape(image, L), strict=False)
        )
        return image[np.ix_(*places)]

    return resize


def resize_with_coordinates() -> Resize:
    """(image, L) -> an image of the right size whose 3 channels are row, column and L, in 1024ths."""

    def resize(image: np.ndarray, L: int) -> np.ndarray:
        rows, columns = _resized_shape(image, L)
        resized = np.empty((rows, columns, 3), dtype=image.dtype)
        resized[..., 0] = np.arange(rows)[:, None] / 1024
        resized[..., 1] = np.arange(columns) / 1024
        resized[..., 2] = L / 1024
        return resized

    return resize


def resize_with_size() -> Resize:
    """(image, L) -> an image of the right size whose every value is L, in 1024ths; quick for any L."""

    def resize(image: np.ndarray, L: int) -> np.ndarray:
        return np.broadcast_to(np.array(L / 1024, dtype=image.dtype), (*_resized_shape(image, L), *image.shape[2:]))

    return resize


def patch_scores(classes: int) -> Function:
    """Patches (M, size, size, C) -> scores (M, classes), in their dtype: a curve of a weighted sum of all pixels.

    No two pixels weigh the same, so that a patch mirrored or moved scores differently; the
    curve makes the scores of a mean patch differ from the mean of the patches' scores.
    """

    def predict(patches: np.ndarray) -> np.ndarray:
        rows, columns, channels = np.ogrid[tuple(slice(n) for n in patches.shape[1:])]
        phase = 0.9 * rows + 1.7 * columns + 0.6 * channels
        weights = np.stack([np.cos((k + 1) * phase + k) for k in range(classes)], axis=-1).astype(patches.dtype)
        sums = np.tensordot(patches, weights, axes=3)
        scores: np.ndarray = np.tanh(sums / weights[..., 0].size ** 0.5)
        return scores

    return predict


_ALL: list[Callable[..., Callable[..., np.ndarray]]] = [
    affine_block,
    masked_prediction,
    nearest_resize,
    patch_scores,
    quadratic_gradient,
    quartic_gradient,
    recorded_predictions,
    relu_block,
    resize_with_coordinates,
    resize_with_size,
    unchanged_block,
    unchanged_prediction,
]
GIVEN = {function.__name__: function for function in _ALL}
