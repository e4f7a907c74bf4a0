"""Laws of the principal directions of colour: what holds whatever the signs of the eigenvectors."""

from typing import Any

import numpy as np

from autograder.calling.perform import Ask
from autograder.calling.values import Call
from autograder.judging.compare import kind_of
from autograder.judging.laws.evidence import Broken, asked

# Relative to the largest eigenvalue. Other algebra differs by 1e-15 and, in float32, by 1e-6 for
# the few dozen pixels that are tried; a divisor of M - 1 is off by 1 / M, one percent at least.
TOLERANCE = {"float64": 1e-9, "float32": 1e-4}


def _checked_part(part: Any, name: str, shape: tuple[Any, ...], dtype: np.dtype) -> np.ndarray:
    if not isinstance(part, np.ndarray):
        raise Broken(f"type_{name}", f"{name} is {kind_of(part)}, but should be an array of shape {shape}.")
    if part.shape != shape:
        raise Broken(f"shape_{part.shape}", f"{name} has shape {part.shape}, but should have shape {shape}.")
    if part.dtype != dtype:
        raise Broken("dtype", f"{name} has dtype {part.dtype}, but should have dtype {dtype}.")
    return part.astype(float)


def _print_of(numbers: np.ndarray) -> str:
    """Numbers to three digits: tells one wrong answer from another. What is only rounding is 0 on every processor."""
    rounded = np.where(np.abs(numbers) > 1e-6 * np.abs(numbers).max(), numbers, 0.0)
    return "_".join(f"{n:.3g}" for n in rounded)


def _held_to_eigenvalues(got: np.ndarray, right: np.ndarray, tolerance: float) -> None:
    close = np.abs(got - right) <= tolerance * right[0]
    if close.all():
        return
    if np.allclose(got, right[::-1], rtol=0, atol=tolerance * right[0]):
        raise Broken("ascending", "The eigenvalues are right, but the largest must come first.")
    wrong = int(np.flatnonzero(~close)[0])
    text = f"eigenvalues[{wrong}] is {got[wrong]:.6g}, but should be {right[wrong]:.6g}."
    raise Broken("eigenvalues_" + _print_of(got / right[0]), text)


def colors_vary_along_the_eigenvectors(call: Ask, function: str, images: np.ndarray) -> None:
    """Eigenvalues and eigenvectors of the pixels' covariance, largest first, whatever the vectors' signs.

    images: (N, H, W, 3), whose covariance has three clearly distinct eigenvalues. Never
    refuses a right solution.
    """
    answer = call(Call(function, (images,)))
    value = asked(lambda _: answer, Call(function))
    if answer.shared:
        raise Broken("shared", "The result shares memory with images: return new arrays.")
    if not isinstance(value, tuple) or len(value) != 2:
        raise Broken("type", f"The result is {kind_of(value)}, but should be a tuple of 2 (eigenvalues, eigenvectors).")
    if [np.shape(part) for part in value if isinstance(part, np.ndarray)] == [(3, 3), (3,)]:
        raise Broken("swapped", "The eigenvalues come first, and then the eigenvectors.")
    eigenvalues = _checked_part(value[0], "eigenvalues", (3,), images.dtype)
    eigenvectors = _checked_part(value[1], "eigenvectors", (3, 3), images.dtype)
    red_green_blue = [images[..., channel].astype(float).ravel() for channel in range(3)]
    covariance = np.cov(red_green_blue, bias=True)
    right, tolerance = np.linalg.eigvalsh(covariance)[::-1], TOLERANCE[images.dtype.name]
    if not np.isfinite(eigenvalues).all() or not np.isfinite(eigenvectors).all():
        raise Broken("not_finite", "The result holds numbers that are not finite.")
    _held_to_eigenvalues(eigenvalues, right, tolerance)
    _held_to_eigenvectors(eigenvectors, covariance, right, tolerance)


def _held_to_eigenvectors(vectors: np.ndarray, covariance: np.ndarray, right: np.ndarray, tolerance: float) -> None:
    # A vector errs by the covariance's error over the gap between eigenvalues: ten times as much is allowed.
    slack = 10 * tolerance

    def miss(v: np.ndarray) -> float:
        return float(np.abs(covariance @ v - v * right).max() / right[0])

    lengths = np.linalg.norm(vectors, axis=0)
    if miss(vectors) <= slack and (np.abs(lengths - 1) <= slack).all():
        if np.abs(vectors.T @ vectors - np.eye(3)).max() > slack * right[0] / np.diff(-right).min():
            raise Broken("not_orthogonal", "The eigenvectors are not orthogonal to each other.")
        return
    if (np.abs(lengths - 1) > slack).any():
        wrong = int(np.argmax(np.abs(lengths - 1)))
        text = f"eigenvectors[:, {wrong}] has length {lengths[wrong]:.4g}, but each column should have length 1."
        raise Broken("length_" + _print_of(lengths), text)
    if miss(vectors.T) <= slack:
        raise Broken("rows", "Your directions are the rows of eigenvectors, but they should be its columns.")
    if miss(vectors[:, ::-1]) <= slack:
        raise Broken("other_order", "The columns of eigenvectors are not in the order of the eigenvalues.")
    wrong = int(np.argmax(np.abs(covariance @ vectors - vectors * right).max(axis=0)))
    text = f"eigenvectors[:, {wrong}] is no direction that the covariance only stretches, by eigenvalues[{wrong}]."
    raise Broken("directions_" + _print_of(np.abs(vectors[:, wrong])), text)
