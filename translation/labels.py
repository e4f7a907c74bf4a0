"""Labels of figures in which words stand beside mathematics, as "step $t$", in another language.

Matplotlib draws such a label letter by letter, each at its own place, and writes its source above as a comment. So
another language's words need places too: Matplotlib lays out the formulas, and a Chinese character is as wide as high.
"""

import html
import re
from collections import Counter
from collections.abc import Callable

from matplotlib.font_manager import FontProperties
from matplotlib.mathtext import MathTextParser

LABEL = re.compile(r'<!-- ([^<>]*?) -->(<g style="[^"]*" transform="[^"]*">)(<text>.*?)(?=</g>)', re.DOTALL)
WORD = re.compile(r"[A-Za-z]{2}")
FORMULA = re.compile(r"(\$[^$]*\$)")
WIDE = re.compile(r"[\u2e80-\u9fff\uff00-\uff60]")
SIZE = re.compile(r"font-size: ([\d.]+)px")
BASELINE = re.compile(r'<tspan x="[^"]*" y="([^"]*)"')
GROUP = re.compile(r'<g(?: id="([^"]*)")?[^>]*?(/?)>|</g>')
STYLE = "font-size: {size:g}px; font-family: 'DejaVu Sans'; fill: currentColor"
LEGEND, AXIS = "legend_", "matplotlib.axis_"

parse = MathTextParser("path").parse


def say_labels(drawing: str, say: Callable[[str], str]) -> str:
    """A drawing whose labels of words and mathematics are said anew."""

    def said(label: re.Match) -> str:
        english = html.unescape(label[1])
        words = say(english) if WORD.search(FORMULA.sub("", english)) else english
        if words == english:
            return label[0]
        size = max(map(float, SIZE.findall(label[3])))
        spare = width(english, size) - width(words, size)
        start = spare * _anchor(english, _groups_around(drawing[: label.start()]))
        # Most letters stand on the line; few are raised or lowered.
        ((baseline, _),) = Counter(BASELINE.findall(label[3])).most_common(1)
        return f"<!-- {html.escape(words, quote=False)} -->{label[2]}{laid_out(words, size, start, float(baseline))}"

    return LABEL.sub(said, drawing)


def _groups_around(before: str) -> list[str]:
    """The ids of the groups that are open where a text ends, "" for those without."""
    around: list[str] = []
    for group in GROUP.finditer(before):
        if group[0] == "</g>":
            around.pop()
        elif not group[2]:
            around.append(group[1] or "")
    return around


def _anchor(label: str, around: list[str]) -> float:
    """Where a label is held: 0 at its start, 1 at its end. Its drawing doesn't tell; its place in the figure does."""
    if any(LEGEND in name for name in around):
        return 0
    if any(AXIS in name for name in around):
        return 0.5
    return 1 if label.endswith(" ") else 0  # a gap towards what it stands beside


def _pieces(text: str) -> list[str]:
    return [piece for piece in FORMULA.split(text) if piece]


def width(text: str, size: float) -> float:
    """How wide a label is drawn, in the unit of its size."""
    wide = len(WIDE.findall(text))
    rest = WIDE.sub("", text)
    return wide * size + (parse(rest, prop=FontProperties(size=size)).width if rest else 0)


def laid_out(text: str, size: float, start: float, baseline: float) -> str:
    """A label as SVG: its words as they are, its formulas letter by letter, on one baseline."""
    letters, bars, x = "", "", start
    for piece in _pieces(text):
        if piece[0] == "$":
            more, lines = _formula(piece, size, x, baseline)
            letters, bars = letters + more, bars + lines
        else:
            letters += _letters(piece, x, baseline, STYLE.format(size=size))
        x += width(piece, size)
    return f"<text>{letters}</text>{bars}"


def _letters(text: str, x: float, y: float, style: str) -> str:
    return f'<tspan x="{x:.2f}" y="{y:.2f}" style="{style}">{html.escape(text, quote=False)}</tspan>'


def _formula(formula: str, size: float, x: float, baseline: float) -> tuple[str, str]:
    """A formula's letters and its bars, of roots and fractions."""
    # A letter before it tells the baseline, and two of them how wide one is.
    properties = FontProperties(size=size)
    advance = parse("xx", prop=properties).glyphs[1][-2]
    drawn = parse(f"x{formula}", prop=properties)
    line = drawn.glyphs[0][-1]
    letters = ""
    for font, font_size, character, *_, left, height in sorted(drawn.glyphs[1:], key=lambda glyph: glyph[-2]):
        slant = "font-style: oblique; " if "Oblique" in font.style_name else ""
        style = slant + STYLE.format(size=font_size)
        letters += _letters(chr(character), x + left - advance, baseline - (height - line), style)
    bars = "".join(
        f'<rect x="{x + left - advance:.2f}" y="{baseline - (bottom - line) - height:.2f}" '
        f'width="{long:.2f}" height="{height:.2f}"/>'
        for left, bottom, long, height in drawn.rects
    )
    return letters, bars
