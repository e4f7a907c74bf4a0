"""A loss over a line, and Newton's step on it, in plain arithmetic, so that pages can compute them too.

As in `lab.plane`: a page gets these functions translated to JavaScript when the book is built. A function here takes
numbers or arrays, and is a return: `+ - * / **`.
"""

__all__ = ["double_well_curvature", "double_well_loss", "double_well_slope", "newton_on_a_line", "parabola"]


def double_well_loss(x):
    """Two valleys, the left one deeper, and a hill between them."""
    return x**4 / 4 - x**2 + 0.3 * x


def double_well_slope(x):
    """Its first derivative."""
    return x**3 - 2 * x + 0.3


def double_well_curvature(x):
    """Its second derivative, which is negative on the hill."""
    return 3 * x**2 - 2


def parabola(x, at, loss, slope, curvature):
    """The second-order Taylor expansion, at x, of what has this loss, slope and curvature at `at`."""
    return loss + slope * (x - at) + 0.5 * curvature * (x - at) ** 2


def newton_on_a_line(x, slope, curvature):
    """Where Newton's step leads from x: to the parabola's lowest point, which it has where the curvature is above 0."""
    return x - slope / curvature
