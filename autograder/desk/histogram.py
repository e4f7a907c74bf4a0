"""How a class's points are distributed, drawn: numbers in, SVG text out."""

from collections.abc import Sequence

import numpy as np

from autograder.judging import svg
from autograder.language import said, together

MOST_BARS = 12
WIDTH, HEIGHT, SIDE, TOP, BOTTOM = 430, 200, 12, 22, 40


def edges(max_points: float) -> np.ndarray:
    """The borders of at most MOST_BARS equal ranges of round width, from 0 to max_points or a little above."""
    rough = max(max_points, 1e-9) / MOST_BARS
    power = 10.0 ** np.floor(np.log10(rough))
    step = next(m * power for m in (1, 2, 2.5, 5, 10) if m * power >= rough * (1 - 1e-9))
    return np.arange(int(np.ceil(max_points / step - 1e-9)) + 1) * step


def histogram(totals: Sequence[float], max_points: float) -> str:
    """Bars for the numbers of submissions in equal ranges of points. totals: points, from 0 on; not empty."""
    borders = edges(max(max_points, *totals))
    counts = np.histogram(totals, borders)[0]
    bar = (WIDTH - 2 * SIDE) / len(counts)
    tall = (HEIGHT - TOP - BOTTOM) / counts.max()
    floor = HEIGHT - BOTTOM
    parts = [svg.line([(SIDE, floor), (WIDTH - SIDE, floor)], 'stroke="currentColor" stroke-opacity=".5"')]
    for i, count in enumerate(counts):
        x, height = SIDE + i * bar, count * tall
        if count:
            box = " ".join(f'{k}="{svg.number(v)}"' for k, v in _box(x + 2, floor - height, bar - 4, height).items())
            parts += [f'<rect {box} fill="{svg.EXPECTED}"/>', svg.text(x + bar / 2, floor - height - 6, str(count))]
    parts += [svg.text(SIDE + i * bar, floor + 17, f"{border:g}") for i, border in enumerate(borders)]
    parts.append(svg.text(WIDTH / 2, HEIGHT - 6, said("points")))
    ranges = zip(borders[:-1], borders[1:], counts, strict=True)
    told = together((said(f"{low:g} to {high:g}: {count}") for low, high, count in ranges if count), "; ")
    return svg.drawing(parts, f"Submissions by their points. {told}.", WIDTH, HEIGHT)


def _box(x: float, y: float, width: float, height: float) -> dict[str, float]:
    return {"x": x, "y": y, "width": width, "height": height}
