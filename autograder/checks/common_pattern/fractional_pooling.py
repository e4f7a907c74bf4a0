"""What fractional max pooling must do, and how it goes wrong."""

import numpy as np

from autograder.judging.declare import Case, Exercise, Function, Law, Mistake, Rng


def hidden_boundaries(rng: np.random.Generator) -> tuple[Law, ...]:
    """The same laws for other sizes and seeds, for one grading run."""
    # Neither nearly all ones nor nearly all twos: whoever throws fair coins until they fit would wait for ever.
    n_out = int(rng.integers(8, 40))
    n_in = round(n_out * rng.uniform(1.35, 1.65))
    too_small, too_large = int(rng.integers(1, n_out)), int(rng.integers(2 * n_out + 1, 4 * n_out))
    few_in, few_out = ((6, 4), (7, 5), (8, 6), (9, 6), (9, 7))[rng.integers(5)]
    seed = int(rng.integers(2**31))
    return (
        Law("steps of 1 or 2", "boundaries_have_steps_of_one_or_two", {"n_in": n_in, "n_out": n_out, "seed": seed}),
        Law(
            "every order is equally likely",
            "every_order_of_steps_equally_likely",
            {"n_in": few_in, "n_out": few_out, "seed": seed},
        ),
        Law("every draw comes from rng", "draws_come_from_rng", {"args": (92, 61, Rng(seed)), "kwargs": {}}),
        Law(
            "too few pixels are refused", "impossible_sizes_are_refused", {"n_in": too_small, "n_out": n_out}, free=True
        ),
        Law(
            "too many pixels are refused",
            "impossible_sizes_are_refused",
            {"n_in": too_large, "n_out": n_out},
            free=True,
        ),
    )


BOUNDARIES = Function(
    "pooling_boundaries",
    points=1,
    returns=("boundaries",),
    section="common_pattern",
    rules=(
        Law(
            "from 0 to n_in in n_out steps of 1 or 2",
            "boundaries_have_steps_of_one_or_two",
            {"n_in": 300, "n_out": 200},
        ),
        Law("one region of two", "boundaries_have_steps_of_one_or_two", {"n_in": 6, "n_out": 5, "seed": 1}),
        Law("all regions but one of two", "boundaries_have_steps_of_one_or_two", {"n_in": 9, "n_out": 5, "seed": 2}),
        Law("three pixels in two regions", "boundaries_have_steps_of_one_or_two", {"n_in": 3, "n_out": 2, "seed": 3}),
        Law(
            "every order of the steps is equally likely",
            "every_order_of_steps_equally_likely",
            {"n_in": 8, "n_out": 5, "seed": 4},
        ),
        Law(
            "as many ones as twos, in every order",
            "every_order_of_steps_equally_likely",
            {"n_in": 9, "n_out": 6, "seed": 6},
        ),
        Law("all randomness comes from rng", "draws_come_from_rng", {"args": (90, 60, Rng(5)), "kwargs": {}}),
        Law(
            "as many regions as pixels are refused", "impossible_sizes_are_refused", {"n_in": 7, "n_out": 7}, free=True
        ),
        Law(
            "half as many regions as pixels are refused",
            "impossible_sizes_are_refused",
            {"n_in": 8, "n_out": 4},
            free=True,
        ),
        Law("more regions than pixels are refused", "impossible_sizes_are_refused", {"n_in": 5, "n_out": 9}, free=True),
        Law("too few regions are refused", "impossible_sizes_are_refused", {"n_in": 17, "n_out": 6}, free=True),
    ),
    hidden=hidden_boundaries,
    mistakes=(
        Mistake(
            "not shuffled",
            right="np.cumsum(rng.permutation(steps))",
            wrong="np.cumsum(steps)",
            hint="All large regions lie at one end. Where does rng come in?",
        ),
        Mistake(
            "evenly spaced",
            right="return np.concatenate([[0], np.cumsum(rng.permutation(steps))])",
            wrong="return np.arange(n_out + 1) * n_in // n_out",
            hint="Your regions are the same in every call. What is random in this pooling?",
        ),
        Mistake(
            "the paper's other sequence",
            right="return np.concatenate([[0], np.cumsum(rng.permutation(steps))])",
            wrong="start = rng.random()\n    return (np.arange(n_out + 1) * n_in / n_out + start).astype(int) - int(start)",
            hint="One random number shifts an even pattern, so two large regions next to each other may never come. "
            "The paper calls this pseudorandom; here every order is possible.",
        ),
        Mistake(
            "the paper's other sequence",
            right="return np.concatenate([[0], np.cumsum(rng.permutation(steps))])",
            wrong="u = rng.random()\n    inner = np.floor(n_in / n_out * (np.arange(1, n_out) + u)).astype(int)\n    return np.concatenate([[0], inner, [n_in]])",
            hint="One random number shifts an even pattern, so two large regions next to each other may never come. "
            "The paper calls this pseudorandom; here every order is possible.",
        ),
        Mistake(
            "the paper's other sequence",
            right="return np.concatenate([[0], np.cumsum(rng.permutation(steps))])",
            wrong="u = rng.random()\n    inner = np.ceil(n_in / n_out * (np.arange(1, n_out) + u)).astype(int)\n    return np.concatenate([[0], inner, [n_in]]) - [0, *[1] * (n_out - 1), 0]",
            hint="One random number shifts an even pattern, so two large regions next to each other may never come. "
            "The paper calls this pseudorandom; here every order is possible.",
        ),
        Mistake(
            "the paper's other sequence",
            right="return np.concatenate([[0], np.cumsum(rng.permutation(steps))])",
            wrong="u = rng.random()\n    starts = (n_in / n_out * (np.arange(n_out) + u)).astype(int)\n    return np.array([*(starts - starts[0]), n_in])",
            hint="One random number shifts an even pattern, so two large regions next to each other may never come. "
            "The paper calls this pseudorandom; here every order is possible.",
        ),
        Mistake(
            "one pattern turned round",
            right="np.cumsum(rng.permutation(steps))",
            wrong="np.cumsum(np.roll(steps, rng.integers(n_out)))",
            hint="In your pattern the large regions always stay together. Every order should be possible.",
        ),
        Mistake(
            "coins until nothing is left",
            right="steps = np.ones(n_out, dtype=int)\n    steps[: n_in - n_out] = 2\n    return np.concatenate([[0], np.cumsum(rng.permutation(steps))])",
            wrong="ones, twos, steps = 2 * n_out - n_in, n_in - n_out, []\n"
            "    while ones and twos:\n"
            "        two = rng.random() < 0.5\n"
            "        steps.append(2 if two else 1)\n"
            "        ones, twos = ones - (not two), twos - two\n"
            "    steps += [1] * ones + [2] * twos\n"
            "    return np.concatenate([[0], np.cumsum(steps)])",
            hint="A fair coin for every step runs out of one size early, and the rest is then decided. Count how "
            "often each order comes up.",
        ),
        Mistake(
            "a coin for every step",
            right="steps = np.ones(n_out, dtype=int)\n    steps[: n_in - n_out] = 2\n    return np.concatenate([[0], np.cumsum(rng.permutation(steps))])",
            wrong="boundaries = np.concatenate([[0], np.cumsum(rng.integers(1, 3, size=n_out))])\n    boundaries[-1] = n_in\n    return boundaries",
            hint="With a coin for every step the number of twos is random too. How many of them must there be, so that the steps sum to n_in?",
        ),
        Mistake(
            "a coin for every step",
            right="steps = np.ones(n_out, dtype=int)\n    steps[: n_in - n_out] = 2\n    return np.concatenate([[0], np.cumsum(rng.permutation(steps))])",
            wrong="return np.concatenate([[0], np.cumsum(rng.integers(1, 3, size=n_out))])",
            hint="With a coin for every step the number of twos is random too. How many of them must there be, so that the steps sum to n_in?",
        ),
        Mistake(
            "a coin for every step",
            right="steps = np.ones(n_out, dtype=int)\n    steps[: n_in - n_out] = 2\n    return np.concatenate([[0], np.cumsum(rng.permutation(steps))])",
            wrong="return np.minimum(np.concatenate([[0], np.cumsum(rng.integers(1, 3, size=n_out))]), n_in)",
            hint="With a coin for every step the number of twos is random too. How many of them must there be, so that the steps sum to n_in?",
        ),
        Mistake(
            "cuts anywhere",
            right="return np.concatenate([[0], np.cumsum(rng.permutation(steps))])",
            wrong="cuts = np.sort(rng.choice(np.arange(1, n_in), size=n_out - 1, replace=False))\n"
            "    return np.concatenate([[0], cuts, [n_in]])",
            hint="With cuts at random places a region may be too large, or empty. Which sizes are allowed?",
        ),
        Mistake(
            "the numbers of ones and twos exchanged",
            right="steps[: n_in - n_out] = 2",
            wrong="steps[: 2 * n_out - n_in] = 2",
            hint="Start with n_out regions of one pixel. How many pixels are left over, each to make a two?",
        ),
        Mistake(
            "one two too few",
            right="steps[: n_in - n_out] = 2",
            wrong="steps[: n_in - n_out - 1] = 2",
            hint="Add your sizes up: is it n_in?",
        ),
        Mistake(
            "the first step is always 2",
            right="np.cumsum(rng.permutation(steps))",
            wrong="np.cumsum([2, *rng.permutation(steps[1:])])",
            hint="Look at the first region in many draws. Is it random?",
        ),
        Mistake(
            "the last step is always 1",
            right="np.cumsum(rng.permutation(steps))",
            wrong="np.cumsum([*rng.permutation(steps[:-1]), 1])",
            hint="Look at the last region in many draws. Is it random?",
        ),
        Mistake(
            "only the order's direction is drawn",
            right="np.cumsum(rng.permutation(steps))",
            wrong="np.cumsum(steps if rng.random() < 0.5 else steps[::-1])",
            hint="You know two orders only. How many are there of three large and two small regions?",
        ),
        Mistake(
            "no 0 in front",
            right="return np.concatenate([[0], np.cumsum(rng.permutation(steps))])",
            wrong="return np.cumsum(rng.permutation(steps))",
            hint="n regions have n + 1 boundaries. Where does the first region begin?",
        ),
        Mistake(
            "no n_in at the end",
            right="return np.concatenate([[0], np.cumsum(rng.permutation(steps))])",
            wrong="return np.concatenate([[0], np.cumsum(rng.permutation(steps))[:-1]])",
            hint="Region i ends before its upper boundary. Where does the last one end, if no pixel may be lost?",
        ),
        Mistake(
            "boundaries from 1",
            right="return np.concatenate([[0], np.cumsum(rng.permutation(steps))])",
            wrong="return np.concatenate([[0], np.cumsum(rng.permutation(steps))]) + 1",
            hint="The paper counts pixels from 1, Python from 0.",
        ),
        Mistake(
            "a list instead of an array",
            right="return np.concatenate([[0], np.cumsum(rng.permutation(steps))])",
            wrong="return np.concatenate([[0], np.cumsum(rng.permutation(steps))]).tolist()",
            hint="The docstring promises an array.",
        ),
        Mistake(
            "boundaries that are no integers",
            right="steps = np.ones(n_out, dtype=int)",
            wrong="steps = np.ones(n_out)",
            hint="Boundaries are used as indices. np.ones makes floats unless told otherwise.",
        ),
        Mistake(
            "NumPy's global random state",
            right="np.cumsum(rng.permutation(steps))",
            wrong="np.cumsum(np.random.permutation(steps))",
            hint="np.random.something draws from a state that everybody shares. The argument rng is yours.",
        ),
        Mistake(
            "a generator of its own",
            right="np.cumsum(rng.permutation(steps))",
            wrong="np.cumsum(np.random.default_rng().permutation(steps))",
            hint="Two calls with the same seed differ. Every draw must come from the argument rng, and from nothing else.",
        ),
        Mistake(
            "a fixed seed",
            right="np.cumsum(rng.permutation(steps))",
            wrong="np.cumsum(np.random.default_rng(0).permutation(steps))",
            hint="Every call gives the same, however far rng has moved on. Draw from rng itself, anew in every call.",
        ),
        Mistake(
            "nothing is refused",
            right="if not n_out < n_in < 2 * n_out:",
            wrong="if False:",
            hint="Read the docstring's section `Raises`.",
        ),
        Mistake(
            "both ends accepted",
            right="if not n_out < n_in < 2 * n_out:",
            wrong="if not n_out <= n_in <= 2 * n_out:",
            hint="With a ratio of exactly 1 or 2 nothing is random. Are the ends included?",
        ),
        Mistake(
            "the lower end accepted",
            right="if not n_out < n_in < 2 * n_out:",
            wrong="if not n_out <= n_in < 2 * n_out:",
            hint="With as many regions as pixels nothing is pooled. Is this end included?",
        ),
        Mistake(
            "the upper end accepted",
            right="if not n_out < n_in < 2 * n_out:",
            wrong="if not n_out < n_in <= 2 * n_out:",
            hint="With regions of two only, nothing is random. Is this end included?",
        ),
        Mistake(
            "only too few regions are refused",
            right="if not n_out < n_in < 2 * n_out:",
            wrong="n_out = min(n_out, n_in)\n    if n_in >= 2 * n_out:",
            hint="What should happen where there are more regions than pixels?",
        ),
        Mistake(
            "only too many regions are refused",
            right="if not n_out < n_in < 2 * n_out:",
            wrong="if n_in <= n_out:",
            hint="With regions of one or two pixels, how many pixels can n_out regions hold?",
        ),
        Mistake(
            "one region of two is refused",
            right="if not n_out < n_in < 2 * n_out:",
            wrong="if not n_out + 1 < n_in < 2 * n_out:",
            hint="One pixel more than regions is possible. Your condition is too strict at the lower end.",
        ),
        Mistake(
            "all regions but one of two is refused",
            right="if not n_out < n_in < 2 * n_out:",
            wrong="if not n_out < n_in < 2 * n_out - 1:",
            hint="A single region of one pixel is possible. Your condition is too strict at the upper end.",
        ),
        Mistake(
            "another exception",
            right="raise ValueError(",
            wrong="raise AssertionError(",
            hint="A wrong argument is a ValueError in this course.",
        ),
        Mistake(
            "the refusal does not say the value",
            right='raise ValueError(f"n_in must lie between n_out = {n_out} and 2 * n_out, both excluded, but n_in is {n_in}")',
            wrong='raise ValueError("n_in must lie between n_out and twice n_out")',
            hint="Whoever reads the message wants to know which value was wrong.",
        ),
    ),
)

BY_HAND = np.array([[1.0, 5.0, 2.0, -3.0, 0.0], [4.0, -1.0, 7.0, 2.0, 2.5], [-2.0, -6.0, -4.0, 9.0, 3.0]])
# Two images with two channels: every value comes once.
BATCH = np.random.default_rng(7).permutation(60).reshape(2, 3, 5, 2) - 30.0
SQUARE = np.random.default_rng(8).permutation(32).reshape(2, 4, 4, 1) - 16.0
# As many channels as rows and columns: whoever takes one axis for another gets values, and not an exception.
CUBE = np.random.default_rng(9).permutation(128).reshape(2, 4, 4, 4) - 64.0
ROWS, COLUMNS = np.array([0, 2, 3]), np.array([0, 1, 3, 5])


def hidden_pools(rng: np.random.Generator) -> tuple[Case, ...]:
    """Fresh images and regions, for one grading run."""

    def boundaries(ones: int, twos: int) -> np.ndarray:
        return np.concatenate([[0], np.cumsum(rng.permutation([1] * ones + [2] * twos))])

    N, twos, C = (int(n) for n in rng.choice([1, 2, 3, 4], size=3, replace=False))
    rows, columns = boundaries(twos + 1, 2), boundaries(1, twos + 1)
    x = rng.normal(size=(N, rows[-1], columns[-1], C)).round(3)
    return (
        Case("other images and regions", args=(x, rows, columns)),
        Case("other images in float32", args=((x - 5).astype(np.float32), rows.astype(np.int32), columns)),
        Case("the same images, turned", args=(x.transpose(0, 2, 1, 3).copy(), columns, rows)),
    )


MAX_POOL = Function(
    "fractional_max_pool",
    points=1,
    returns=("out",),
    section="common_pattern",
    rules=(
        Case(
            "one image worked by hand",
            args=(BY_HAND[None, :, :, None], ROWS, COLUMNS),
            expect=np.array([[4.0, 7.0, 2.5], [-2.0, -4.0, 9.0]])[None, :, :, None],
        ),
        Case("images and channels are pooled apart", args=(BATCH, ROWS, COLUMNS)),
        Case("rows cut the height, columns the width", args=(SQUARE, np.array([0, 2, 3, 4]), np.array([0, 1, 2, 4]))),
        Case("the channels are the last axis", args=(CUBE, np.array([0, 2, 4]), np.arange(5))),
        Case("negative values have a maximum too", args=(BATCH[:1] - 100.0, np.array([0, 1, 3]), COLUMNS)),
        Case("huge negative values have a maximum too", args=(BATCH[1:, :, :3, :1] * 1e12 - 1e15, ROWS, ROWS)),
        Case(
            "regions of one pixel change nothing, and the result is a new array",
            args=(SQUARE, np.arange(5), np.arange(5)),
            expect=SQUARE,
            free=True,
        ),
        Case(
            "regions of two by two: the usual max pooling",
            args=(SQUARE[:, :, :, [0, 0]] * [1.0, -1.0], np.array([0, 2, 4]), np.array([0, 2, 4])),
        ),
        Case(
            "float32 in, float32 out", args=((BATCH[:, :, :4, :1] / 4).astype(np.float32), ROWS, np.array([0, 2, 3, 4]))
        ),
    ),
    hidden=hidden_pools,
    mistakes=(
        Mistake(
            "regions that overlap",
            right="region = x[:, rows[i] : rows[i + 1], columns[j] : columns[j + 1], :]",
            wrong="region = x[:, rows[i] : rows[i + 1] + 1, columns[j] : columns[j + 1] + 1, :]",
            hint="The paper has a variant with overlap. Here a region ends before its upper boundary.",
        ),
        Mistake(
            "all regions two by two",
            right="region = x[:, rows[i] : rows[i + 1], columns[j] : columns[j + 1], :]",
            wrong="region = x[:, rows[i] : rows[i] + 2, columns[j] : columns[j] + 2, :]",
            hint="Where the next boundary is one pixel away, your region takes its neighbour's pixel.",
        ),
        Mistake(
            "every region one pixel late",
            right="region = x[:, rows[i] : rows[i + 1], columns[j] : columns[j + 1], :]",
            wrong="h = slice(min(rows[i] + 1, rows[-1] - 1), rows[i + 1] + 1)\n"
            "            w = slice(min(columns[j] + 1, columns[-1] - 1), columns[j + 1] + 1)\n"
            "            region = x[:, h, w, :]",
            hint="Which pixel does the region [0, 2) begin with?",
        ),
        Mistake(
            "a maximum that starts at 0",
            right="out[:, i, j, :] = region.max(axis=(1, 2))",
            wrong="out[:, i, j, :] = np.maximum(region.max(axis=(1, 2)), 0)",
            hint="Where all values are negative, your maximum is none of them.",
        ),
        Mistake(
            "a maximum that starts at -1e9",
            right="out[:, i, j, :] = region.max(axis=(1, 2))",
            wrong="out[:, i, j, :] = np.maximum(region.max(axis=(1, 2)), -1e9)",
            hint="Which start is smaller than every number? Or can you do without one?",
        ),
        Mistake(
            "the mean of the region",
            right="out[:, i, j, :] = region.max(axis=(1, 2))",
            wrong="out[:, i, j, :] = region.mean(axis=(1, 2))",
            hint="It is called max pooling.",
        ),
        Mistake(
            "the sum of the region",
            right="out[:, i, j, :] = region.max(axis=(1, 2))",
            wrong="out[:, i, j, :] = region.sum(axis=(1, 2))",
            hint="It is called max pooling.",
        ),
        Mistake(
            "the smallest value",
            right="out[:, i, j, :] = region.max(axis=(1, 2))",
            wrong="out[:, i, j, :] = region.min(axis=(1, 2))",
            hint="Which of a region's values is kept?",
        ),
        Mistake(
            "the largest magnitude",
            right="out[:, i, j, :] = region.max(axis=(1, 2))",
            wrong="out[:, i, j, :] = np.abs(region).max(axis=(1, 2))",
            hint="-5 is smaller than 2.",
        ),
        Mistake(
            "the first pixel of each region",
            right="out[:, i, j, :] = region.max(axis=(1, 2))",
            wrong="out[:, i, j, :] = region[:, 0, 0, :]",
            hint="You thin the image out. What about the other pixels of a region?",
        ),
        Mistake(
            "the last pixel of each region",
            right="out[:, i, j, :] = region.max(axis=(1, 2))",
            wrong="out[:, i, j, :] = region[:, -1, -1, :]",
            hint="You thin the image out. What about the other pixels of a region?",
        ),
        Mistake(
            "the corners of each region only",
            right="out[:, i, j, :] = region.max(axis=(1, 2))",
            wrong="out[:, i, j, :] = np.maximum(region[:, 0, 0, :], region[:, -1, -1, :])",
            hint="A region of two by two has four pixels. How many do you compare?",
        ),
        Mistake(
            "channels pooled together",
            right="out[:, i, j, :] = region.max(axis=(1, 2))",
            wrong="out[:, i, j, :] = region.max(axis=(1, 2, 3))[:, None]",
            hint="Every channel has a maximum of its own. Over which axes do you take yours?",
        ),
        Mistake(
            "images pooled together",
            right="out[:, i, j, :] = region.max(axis=(1, 2))",
            wrong="out[:, i, j, :] = region.max(axis=(0, 1, 2))",
            hint="Every image has a maximum of its own. Over which axes do you take yours?",
        ),
        Mistake(
            "images and channels pooled together",
            right="out[:, i, j, :] = region.max(axis=(1, 2))",
            wrong="out[:, i, j, :] = region.max()",
            hint="Every channel of every image has a maximum of its own. Over which axes do you take yours?",
        ),
        Mistake(
            "rows and columns exchanged",
            right="region = x[:, rows[i] : rows[i + 1], columns[j] : columns[j + 1], :]",
            wrong="h, w = slice(columns[j], columns[j + 1]), slice(rows[i], rows[i + 1])\n"
            "            region = x[:, h, w, :] if x[:, h, w].size else x[:, -1:, -1:]",
            hint="Images are (N, H, W, C). Which axis do the rows cut?",
        ),
        Mistake(
            "the rows' boundaries for both axes",
            right="R, S = len(rows) - 1, len(columns) - 1",
            wrong="columns = rows\n    R, S = len(rows) - 1, len(columns) - 1",
            hint="Which of the arguments have you not used?",
        ),
        Mistake(
            "the rows' boundaries for both axes",
            right="R, S = len(rows) - 1, len(columns) - 1",
            wrong="R = S = len(rows) - 1\n    columns = rows",
            hint="Which of the arguments have you not used?",
        ),
        Mistake(
            "the rows' boundaries for both axes",
            right="R, S = len(rows) - 1, len(columns) - 1",
            wrong="R = S = len(rows) - 1\n    columns = [*rows[:-1], x.shape[2]]",
            hint="Which of the arguments have you not used?",
        ),
        Mistake(
            "the output is turned",
            right="return out",
            wrong="return out.transpose(0, 2, 1, 3)",
            hint="Rows come first in the output, as they do in the image.",
        ),
        Mistake(
            "the last regions are left out",
            right="R, S = len(rows) - 1, len(columns) - 1",
            wrong="R, S = len(rows) - 2, len(columns) - 2",
            hint="How many regions do n boundaries enclose?",
        ),
        Mistake(
            "the last regions stay 0",
            right="for i in range(R):\n        for j in range(S):",
            wrong="out[:] = 0\n    for i in range(R - 1):\n        for j in range(S - 1):",
            hint="Your loops stop before the last row and the last column of regions.",
        ),
        Mistake(
            "equal regions, whatever the boundaries",
            right="R, S = len(rows) - 1, len(columns) - 1",
            wrong="R, S = len(rows) - 1, len(columns) - 1\n"
            "    rows, columns = np.arange(R + 1) * x.shape[1] // R, np.arange(S + 1) * x.shape[2] // S",
            hint="The boundaries say where a region begins and ends. Do you look at them?",
        ),
        Mistake(
            "only the rows are pooled",
            right="region = x[:, rows[i] : rows[i + 1], columns[j] : columns[j + 1], :]",
            wrong="region = x[:, rows[i] : rows[i + 1], columns[j] : columns[j] + 1, :]",
            hint="A region extends along both axes.",
        ),
        Mistake(
            "the channels taken for the first axis",
            right="region = x[:, rows[i] : rows[i + 1], columns[j] : columns[j + 1], :]",
            wrong="region = x[:, :, rows[i] : rows[i + 1], columns[j] : columns[j + 1]]",
            hint="PyTorch's images are (N, C, H, W), this course's are (N, H, W, C).",
        ),
        Mistake(
            "the channels taken for the first axis",
            instead="\ndef fractional_max_pool(x, rows, columns):\n    N, C, H, W = x.shape\n    out = np.empty((N, C, len(rows) - 1, len(columns) - 1), dtype=x.dtype)\n    for i in range(len(rows) - 1):\n        for j in range(len(columns) - 1):\n            out[:, :, i, j] = x[:, :, rows[i] : rows[i + 1], columns[j] : columns[j + 1]].max(axis=(2, 3))\n    return out\n",
            hint="PyTorch's images are (N, C, H, W), this course's are (N, H, W, C).",
        ),
        Mistake(
            "only the first image",
            right="return out",
            wrong="return out[:1]",
            hint="A batch holds several images.",
        ),
        Mistake(
            "the axis of a single channel is lost",
            right="return out",
            wrong="return out[..., 0] if C == 1 else out",
            hint="An image with one channel keeps its last axis.",
        ),
        Mistake(
            "everything becomes float64",
            right="out = np.empty((N, R, S, C), dtype=x.dtype)",
            wrong="out = np.empty((N, R, S, C))",
            hint="Which of your lines brings in float64? Print the dtypes: an array made without a dtype, a mask of integers or a number of NumPy's own may do it.",
        ),
        Mistake(
            "the image is written in place",
            right="out[:, i, j, :] = region.max(axis=(1, 2))",
            wrong="region[:] = region.max(axis=(1, 2), keepdims=True)\n            out[:, i, j, :] = region[:, 0, 0, :]",
            hint="A slice is a view: writing into it changes the caller's image.",
        ),
    ),
)

EXERCISE = Exercise(functions=(BOUNDARIES, MAX_POOL), written=1)
