"""Laws of mirroring the images of a batch at random."""

from itertools import product
from typing import Any

import numpy as np

from autograder.calling.perform import Ask
from autograder.calling.values import Call, Rng
from autograder.judging.compare import kind_of
from autograder.judging.laws.evidence import Broken, asked, count_is_plausible


def _flips(result: Any, images: np.ndarray, mirrored: np.ndarray) -> tuple[bool, ...]:
    """For each image whether it came back mirrored. Raises `Broken` where it came back otherwise."""
    if not isinstance(result, np.ndarray):
        raise Broken("type", f"images is {kind_of(result)}, but should be an array of shape {images.shape}.")
    if result.shape != images.shape:
        raise Broken("shape", f"images has shape {result.shape}, but should have shape {images.shape}.")
    if result.dtype != images.dtype:
        raise Broken("dtype", f"images has dtype {result.dtype}, but should have dtype {images.dtype}.")
    same, other = ((result == which).all(axis=(1, 2, 3)) for which in (images, mirrored))
    for n in np.flatnonzero(~(same | other)):
        if any((result[n] == which).all() for which in (*images, *mirrored)):
            raise Broken("order", f"images[{n}] is another image of the batch: their order must stay.")
        turns = {"upside_down": images[n, ::-1], "half_turn": mirrored[n, ::-1], "channels": images[n, :, :, ::-1]}
        kind = next((name for name, turned in turns.items() if np.array_equal(turned, result[n])), "foreign")
        raise Broken(kind, f"images[{n}] is neither the image that you were given nor its mirror image, left to right.")
    return tuple(other.tolist())


def images_are_flipped_independently(
    call: Ask,
    function: str,
    images: np.ndarray,
    kwargs: dict[str, Any],
    probability: float,
    draws: int = 1_000,
    seed: int = 0,
) -> None:
    """Each image is mirrored with the probability, whatever becomes of the others.

    images: (N, H, W, C), distinct, none its own or another's mirror image.
    Each image's count and the counts of all 2**N patterns of a batch are held to the exact
    bound, together: a right solution is refused with a chance below 1e-10.
    """
    results = asked(call, Call(function, (images, Rng(seed)), kwargs, repeat=draws))
    mirrored = images[:, :, ::-1]
    patterns = [_flips(result, images, mirrored) for result in results]
    N = len(images)
    comparisons = N + 2**N
    seen = set(patterns)
    for pattern, kind in (((False,) * N, "never"), ((True,) * N, "always")):
        if seen == {pattern}:
            raise Broken(
                kind, f"In {draws} batches every image was {kind} mirrored; the probability was {probability:g}."
            )
    for n, count in enumerate(np.sum(patterns, axis=0).tolist()):
        if not count_is_plausible(count, draws, probability, comparisons):
            text = f"images[{n}] was mirrored in {count} of {draws} batches; {probability * draws:.0f} are expected."
            raise Broken(f"share_{_tenth(count / draws)}", text)
    if N > 1 and seen <= {(False,) * N, (True,) * N}:
        raise Broken("together", "The images of a batch were mirrored all together or not at all, never one alone.")
    for pattern in product((False, True), repeat=N):
        count, flipped = patterns.count(pattern), sum(pattern)
        expected = probability**flipped * (1 - probability) ** (N - flipped)
        if not count_is_plausible(count, draws, expected, comparisons):
            which = (
                f"exactly the images {[n for n in range(N) if pattern[n]]} mirrored" if flipped else "no image mirrored"
            )
            raise Broken(
                "not_independent",
                f"{count} of {draws} batches came with {which}; {expected * draws:.0f} are expected "
                "when each image has a draw of its own.",
            )


def _tenth(share: float) -> str:
    """A share to the nearest tenth, far coarser than chance moves it."""
    return f"{share:.1f}"
