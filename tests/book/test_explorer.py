"""The book's figures with sliders: what they promise before a browser sees them."""

import json
import re

import matplotlib as mpl
import numpy as np
import pytest

mpl.use("Agg")
import matplotlib.pyplot as plt

from lab.explorer import Frame, Slider, explore
from lab.style import use_house_style
from lab.svg import dots, polyline


@pytest.fixture(autouse=True)
def house_style():
    with mpl.rc_context():
        use_house_style()
        yield
    plt.close("all")


@pytest.fixture
def ax():
    """Axes that show 0 to 10 both ways, 100 points wide and 100 high, at 50 points from the left and the bottom."""
    figure = plt.figure(figsize=(200 / 72, 200 / 72), dpi=72, layout="none")
    axes = figure.add_axes((0.25, 0.25, 0.5, 0.5))
    axes.set(xlim=(0, 10), ylim=(0, 10))
    return axes


def line(slope):
    x = np.array([0.0, 10.0])
    return Frame({"line": (x, slope * x)}, {"end": (10, 10 * slope)}, f"slope {slope} & more")


def parts(page):
    data = json.loads(re.search(r"<script[^>]*>(.*?)</script>", page)[1])
    return page.split('<g class="frame"')[1].split("</g>")[0], data


def test_a_line_is_in_tenths_of_a_point_from_the_top_left(ax):
    assert polyline([0, 10], [0, 10], ax) == "m500 1500 1000 -1000"


def test_a_line_is_cut_off_at_the_edges_and_comes_back(ax):
    assert polyline([0, 5, 10], [0, 20, 0], ax) == "m500 1500 250 -1000m500 0 250 1000"


@pytest.mark.parametrize("end", [np.nan, np.inf, 1e200])
def test_a_line_ends_where_the_numbers_do(ax, end):
    assert polyline([0, 1, 2, 3], [0, 1, end, 3], ax) == "m500 1500 100 -100"


def test_a_diverging_line_keeps_its_direction(ax):
    assert polyline([5, 5 + 1e30], [5, 5 + 2e30], ax) == "m1000 1000 250 -500"


def test_dots_outside_are_left_out(ax):
    assert dots([5, 20, 6, np.nan], [5, 5, 5, 5], ax) == "m1000 1000h0m100 0h0"


def test_every_combination_is_a_frame_and_the_last_slider_runs_fastest(ax):
    seen = []

    def frame(a, b):
        seen.append((a, b))
        return Frame({"line": ([0, 1], [0, a])}, readout=f"{a} {b}")

    _shown, data = parts(
        explore(frame, [Slider("a", "A", (1, 2)), Slider("b", "B", ("x", "y", "z"))], ax, alt="a", label="l").page
    )
    assert seen == [(1, "x"), (1, "y"), (1, "z"), (2, "x"), (2, "y"), (2, "z")]
    assert [data["strings"][texts[-1]] for texts in data["frames"]] == ["1 x", "1 y", "1 z", "2 x", "2 y", "2 z"]
    assert data["values"] == [["1", "2"], ["x", "y", "z"]]


def test_without_javascript_the_start_stands(ax):
    slider = Slider("slope", "slope", (0.5, 1.0), start=1, format="{:.1f}")
    page = explore(line, [slider], ax, alt='said "aloud"', label="a line").page
    shown, data = parts(page)
    for number in data["frames"][1][:-1]:
        assert f'd="{data["strings"][number]}"' in shown
    assert '<output aria-live="polite">slope 1.0 &amp; more</output>' in page
    assert 'class="turn" hidden' in page
    assert 'aria-valuetext="1.0"' in page
    assert 'role="img" aria-label="said &quot;aloud&quot;"' in page


def test_lines_differ_in_colour_and_in_dashes(ax):
    def two(a):
        return Frame({"one": ([0, 1], [0, a]), "two": ([0, 1], [a, 0])})

    shown, _data = parts(explore(two, [Slider("a", "a", (1, 2))], ax, alt="a", label="l").page)
    colors, dashes = re.findall(r'stroke="([^"]*)"', shown), re.findall(r"stroke-dasharray", shown)
    assert len(set(colors)) == 2
    assert len(dashes) == 1


def test_the_same_figure_gives_the_same_page():
    pages = set()
    for _ in range(2):
        _figure, axes = plt.subplots()
        pages.add(explore(line, [Slider("slope", "slope", (1, 2))], axes, alt="a", label="l").page)
    assert len(pages) == 1


def test_frames_with_other_names_are_refused(ax):
    with pytest.raises(ValueError, match="same curves"):
        explore(lambda a: Frame({str(a): ([0], [0])}), [Slider("a", "a", (1, 2))], ax, alt="a", label="l")


def test_too_many_frames_are_refused(ax):
    with pytest.raises(ValueError, match="301"):
        explore(line, [Slider("slope", "slope", tuple(range(301)))], ax, alt="a", label="l")


def test_a_slider_needs_something_to_choose():
    with pytest.raises(ValueError, match="two values"):
        Slider("rho", "rho", (0.9,))
