"""Laws of crops: every position is equally likely, the last row and column too."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from autograder.calling.perform import Ask
from autograder.calling.values import Call, Given, Rng
from autograder.judging.compare import kind_of
from autograder.judging.laws.evidence import Broken, asked, count_is_plausible

UNIT = 1024  # resize_with_coordinates and resize_with_size count in 1024ths, which float32 holds exactly

Position = tuple[int, ...]


PROBES = 6  # calls that go ahead of the many: crops far too large must not fill the memory


def _patches(crops: list[Any], shape: tuple[Any, ...], dtype: np.dtype) -> list[np.ndarray]:
    """The crops, all of that shape and dtype. Raises `Broken` where one is not."""
    for crop in crops:
        if not isinstance(crop, np.ndarray):
            raise Broken("type", f"The crop is {kind_of(crop)}, but should be an array of shape {shape}.")
    if wrong := [crop.shape for crop in crops if crop.shape != shape]:
        side = "larger" if any(n > m for got in wrong for n, m in zip(got, shape, strict=False)) else "smaller"
        raise Broken(f"shape_{side}", f"A crop has shape {wrong[0]}, but should have shape {shape}.")
    if wrong := [crop.dtype for crop in crops if crop.dtype != dtype]:
        raise Broken("dtype", f"The crop has dtype {wrong[0]}, but should have dtype {dtype}.")
    if not np.isfinite(crops).all():
        raise Broken("not_finite", "A crop holds NaN or infinity, which the image does not.")
    return crops


def _place(crop: np.ndarray, image: np.ndarray, size: int) -> Position:
    """Where a crop was cut out of an image with distinct values. Raises `Broken` where it was not."""
    found = int((image[..., 0] == crop[0, 0, 0]).argmax())
    row, column = divmod(found, image.shape[1])
    if image[row, column, 0] != crop[0, 0, 0]:
        raise Broken("foreign", "The crop holds values that are not the image's.")
    patch = image[row : row + size, column : column + size]
    if patch.shape != crop.shape or not (patch == crop).all():
        flipped = np.isin(crop, image).all() and column >= size - 1
        mirrored = image[row : row + size, column - size + 1 : column + 1][:, ::-1] if flipped else None
        if mirrored is not None and np.array_equal(crop, mirrored):
            raise Broken("mirrored", "The crop is mirrored: cutting out is all that is asked for here.")
        raise Broken("not_a_patch", "The crop is no patch of neighbouring rows and columns of the image.")
    return row, column


def _places(crops: list[np.ndarray], image: np.ndarray, size: int) -> list[Position]:
    """Where every crop was cut out. Raises `Broken` for the first that was not."""
    cut, values = np.stack(crops), image[..., 0].ravel()
    order = values.argsort()
    found = order[np.searchsorted(values, cut[:, 0, 0, 0], sorter=order).clip(max=values.size - 1)]
    row, column = np.divmod(found, image.shape[1])
    within = (row <= image.shape[0] - size) & (column <= image.shape[1] - size)
    if within.all():
        patches = sliding_window_view(image, (size, size), axis=(0, 1))[row, column]
        if (np.moveaxis(patches, 1, -1) == cut).all():
            return list(zip(row.tolist(), column.tolist(), strict=True))
    return [_place(crop, image, size) for crop in crops]


def _held_to_uniform(places: list[Position], rows: int, columns: int, comparisons: int, about: str = "") -> None:
    """Every row, every column and every pair of them must be equally likely. Counts are held to the exact bound."""
    draws = len(places)

    def plausible(count: int, possible: int) -> bool:
        return count_is_plausible(count, draws, 1 / possible, comparisons)

    if len(set(places)) == 1 and rows * columns > 1 and not plausible(draws, rows * columns):
        raise Broken(f"always_{places[0]}", f"All {draws} crops{about} were cut at {places[0]} (row, column).")
    for axis, (name, possible) in enumerate((("row", rows), ("column", columns))):
        begun = Counter(place[axis] for place in places)
        for start, end in ((possible - 1, "last possible"), (0, "first possible")):
            if not begun[start] and not plausible(0, possible):
                text = f"No crop{about} began at the {end} {name}, {start}, in {draws} draws."
                raise Broken(f"{end.split()[0]}_{name}_never", text)
        for start in (possible - 1, 0, *range(1, possible - 1)):
            if not plausible(begun[start], possible):
                which = {possible - 1: "last", 0: "first"}.get(start, "inner")
                often = "often" if begun[start] * possible > draws else "rare"
                count, expected = begun[start], f"{draws / possible:.0f}"
                text = f"{count} of {draws} crops{about} began at {name} {start}; {expected} are expected."
                raise Broken(f"{which}_{name}_{often}", text)
    counts = Counter(places)
    for place in np.ndindex(rows, columns):
        if not plausible(counts[place], rows * columns):
            count, expected = counts[place], f"{draws / rows / columns:.0f}"
            text = f"{count} of {draws} crops{about} were cut at {place} (row, column); {expected} are expected."
            raise Broken("uneven", text)


def _comparisons(rows: int, columns: int) -> int:
    return 1 + rows + columns + rows * columns


def crops_at_every_position(
    call: Ask, function: str, image: np.ndarray, size: int, draws: int = 1_000, seed: int = 0
) -> None:
    """Crops are patches of the image, every position equally likely.

    image: (H, W, C), every value once. A right solution is refused with a chance below 1e-10:
    all counts share that bound.
    """
    crops = asked(call, Call(function, (image, size, Rng(seed)), repeat=draws))
    places = _places(_patches(crops, (size, size, image.shape[2]), image.dtype), image, size)
    rows, columns = (n - size + 1 for n in image.shape[:2])
    _held_to_uniform(places, rows, columns, _comparisons(rows, columns))


def _ask_crops(
    call: Callable[..., Any],
    function: str,
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
    shape: tuple[int, ...],
    draws: int,
) -> list[np.ndarray]:
    """The crops of all draws. Raises `Broken` where resize was not called once for each, or a shape is wrong."""
    answer = call(question := Call(function, args, kwargs, repeat=draws))
    crops = _patches(asked(lambda _: answer, question), shape, args[0].dtype)
    if sum(answer.called) != draws:
        text = f"For {draws} crops you called resize {sum(answer.called)} times. Call it once for each."
        raise Broken(f"called_{sum(answer.called) / draws:.1f}", text)
    return crops


def _scales_and_places(crops: list[np.ndarray], size: int) -> list[tuple[int, Position]]:
    """L, row and column of every patch cut out of what `resize_with_coordinates` gave."""
    cut = np.array(crops) * UNIT
    first, steps = np.rint(cut[:, 0, 0]), np.arange(size)
    expected = np.empty_like(cut)
    expected[..., 0] = (first[:, :1] + steps)[:, :, None]
    expected[..., 1] = (first[:, 1:2] + steps)[:, None, :]
    expected[..., 2] = first[:, 2, None, None]
    patch, resized = (cut == expected).all(axis=(1, 2, 3)), first[:, 2] != 0
    if not (patch & resized).all():
        if not patch[np.argmin(patch & resized)]:
            raise Broken("not_a_patch", "The crop is no patch of neighbouring rows and columns of what resize gave.")
        raise Broken("not_resized", "The crop was cut out of the image itself, not out of what resize gave.")
    return [(int(L), (int(row), int(column))) for row, column, L in first]


def _held_to_range(scales: list[int], smallest: int, largest: int) -> None:
    outside = [L for L in scales if not smallest <= L <= largest]
    if outside:
        side = "above" if max(outside) > largest else "below"
        text = f"resize was asked for a short side of {outside[0]}, but short_side is ({smallest}, {largest})."
        raise Broken(f"{side}_short_side", text)


def _scales_held_to_uniform(scales: list[int], smallest: int, largest: int, comparisons: int) -> None:
    possible, draws = largest - smallest + 1, len(scales)
    counts = Counter(scales)
    for L in (largest, smallest, *range(smallest + 1, largest)):
        if not count_is_plausible(counts[L], draws, 1 / possible, comparisons):
            which = {largest: "largest", smallest: "smallest"}.get(L, "between")
            often = "often" if counts[L] * possible > draws else "rare" if counts[L] else "never"
            text = f"The short side was {L} in {counts[L]} of {draws} draws; {draws / possible:.0f} are expected."
            raise Broken(f"{which}_{often}", text)
    for L in range(smallest, largest):
        count, expected = sum(counts[k] for k in range(smallest, L + 1)), (L + 1 - smallest) / possible
        if not count_is_plausible(count, draws, expected, comparisons):
            text = f"The short side was {L} or less in {count} of {draws} draws; {expected * draws:.0f} are expected."
            raise Broken("small_often" if count > expected * draws else "small_rare", text)


def every_scale_and_position(
    call: Ask,
    function: str,
    image: np.ndarray,
    size: int,
    short_side: tuple[int, int],
    draws: int = 1_000,
    seed: int = 0,
) -> None:
    """Every short side from the smallest to the largest is equally likely, and for each of them every position.

    image: (H, W, 3) of zeros, one side a whole multiple of the other, so that the resized
    shape has no rounding. resize is called once a crop. A right solution is refused with a
    chance below 1e-10: the counts of scales and of positions share that bound.
    """
    shortest, longest = short_side
    args = (image, Given("resize_with_coordinates", counted=True), Rng(seed))
    kwargs = {"size": size, "short_side": (shortest, longest)}
    for repeat in (PROBES, draws):
        crops = _ask_crops(call, function, args, kwargs, (size, size, 3), repeat)
        cut = _scales_and_places(crops, size)
        _held_to_range([L for L, _ in cut], shortest, longest)
    factors = [n // min(image.shape[:2]) for n in image.shape[:2]]
    possible = {L: [factor * L - size + 1 for factor in factors] for L in range(shortest, longest + 1)}
    comparisons = 2 * len(possible) + sum(_comparisons(*sides) for sides in possible.values())
    _scales_held_to_uniform([L for L, _ in cut], shortest, longest, comparisons)
    for L, sides in possible.items():
        places = [place for scale, place in cut if scale == L]
        _held_to_uniform(places, sides[0], sides[1], comparisons, f" from short side {L}")


def short_side_by_default(
    call: Ask, function: str, image: np.ndarray, draws: int = 1_000, reach: int = 5, seed: int = 0
) -> None:
    """Without hyperparameters, S lies in [256, 480] and comes near both ends; the crop has 224 rows and columns.

    reach: how near to the ends. A right solution misses one of them with a chance of
    2 * ((224 - reach) / 225)**draws: 4e-12 for 1000 draws within 5, 7e-11 for 5400 draws within 0.
    """
    channels = image.shape[2]
    args = (image, Given("resize_with_size", counted=True), Rng(seed))
    _ask_crops(call, function, args, {}, (224, 224, channels), 1)
    for repeat in (PROBES, draws):
        crops = _ask_crops(call, function, args, {"size": 1}, (1, 1, channels), repeat)
        scales = [round(float(crop[0, 0, 0]) * UNIT) for crop in crops]
        _held_to_range(scales, 256, 480)
    for extreme, end, which in ((min(scales), 256, "least"), (max(scales), 480, "most")):
        if abs(extreme - end) > reach:
            text = f"In {draws} draws with the default short_side, the short side was at {which} {extreme}, not {end}."
            raise Broken(f"default_{which}", text)
