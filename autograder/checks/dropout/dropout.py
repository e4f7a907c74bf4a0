"""What dropout on one layer must do, and how it goes wrong."""

import numpy as np

from autograder.judging.declare import Case, Exercise, Function, Law, Mistake, Rng

# No two numbers are alike and a zero is among them: a mask taken from out != 0 would show.
H = np.array([[0.5, -2.0, 3.0, 1.25], [4.0, 0.0, -1.5, 0.75], [-0.25, 6.0, 2.5, -3.5]])
H3 = np.array([[[1.0, -2.0], [0.5, 4.0], [-3.0, 2.5]], [[0.25, 1.5], [-1.0, 7.0], [0.0, -0.5]]])
WIDE = (np.arange(60.0) - 17.0).reshape(6, 10) / 8
DEEP = np.linspace(0.5, 5.25, 96).reshape(3, 4, 8).round(2)

REFUSALS = (
    Case("p = 0 is refused: nothing would be left", args=(H, 0.0, Rng(5)), raises=("p", "0")),
    Case("a negative p is refused", args=(H, -0.5, Rng(6)), raises=("p", "-0.5")),
    Case("a p above 1 is refused", args=(H, 1.5, Rng(7)), raises=("p", "1.5")),
)


# With p = 1/2 keeping and dropping look alike: which of them p means is another rule's business.
FAIR = 0.5


def draws(inverted: bool) -> tuple[Law, ...]:
    """The rules that vanilla and inverted dropout have in common; only the value of a kept unit differs."""
    kept = "1/p where a unit is kept and 0" if inverted else "1 where a unit is kept and 0"
    return (
        Law(
            f"the mask holds {kept} where it is dropped; out is h times the mask",
            "out_is_h_times_mask",
            {"h": H, "p": 0.35, "inverted": inverted},
            free=True,
        ),
        Law(
            "p = 1 keeps everything, in new arrays",
            "out_is_h_times_mask",
            {"h": H3, "p": 1.0, "inverted": inverted},
            free=True,
        ),
        Law(
            "float32 in, float32 out",
            "out_is_h_times_mask",
            {"h": H.astype(np.float32), "p": 0.7, "inverted": inverted},
            free=True,
        ),
        Law("a single number", "out_is_h_times_mask", {"h": np.array(2.5), "p": 0.6, "inverted": inverted}, free=True),
        Law(
            "a list of numbers and a three-dimensional array: one axis",
            "out_is_h_times_mask",
            {"h": H[0], "p": 0.8, "inverted": inverted},
            free=True,
        ),
        Law(
            "an empty array stays empty", "out_is_h_times_mask", {"h": H[:0], "p": 0.4, "inverted": inverted}, free=True
        ),
        Law("p is the probability of keeping", "units_are_kept_with_probability", {"h": WIDE, "p": 0.35}),
        Law("p may be less than one in a hundred", "units_are_kept_with_probability", {"h": WIDE, "p": 0.005}),
        Law("with p = 1 no unit is ever dropped", "units_are_kept_with_probability", {"h": WIDE, "p": 1.0}, free=True),
        Law(
            "each unit of each call is decided on its own",
            "units_are_decided_one_by_one",
            {"h": DEEP, "p": FAIR},
        ),
        Law(
            "chance may drop a whole row",
            "units_are_decided_one_by_one",
            {"h": WIDE[:, :3], "p": FAIR},
        ),
        Law(
            "chance may drop a whole layer",
            "units_are_decided_one_by_one",
            {"h": H[2], "p": FAIR, "calls": 600},
        ),
        Law("all randomness comes from rng", "draws_come_from_rng", {"args": (WIDE, 0.5, Rng(1)), "kwargs": {}}),
    )


def hidden_draws(inverted: bool):
    """The same laws for other layers, probabilities and seeds, for one grading run."""

    def hidden(rng: np.random.Generator) -> tuple[Case | Law, ...]:
        shape = tuple(int(n) for n in rng.permutation([4, 5, 6])[: int(rng.integers(2, 4))])
        seed = int(rng.integers(2**31))
        p = float(rng.choice([0.2, 0.3, 0.4, 0.65, 0.75, 0.9]))
        above = float(rng.choice([1.1, 1.2, 1.7, 2.0]))
        return (
            Law(
                "other values in another shape",
                "out_is_h_times_mask",
                {"h": rng.normal(size=shape).round(3), "p": p, "inverted": inverted, "seed": seed},
                free=True,
            ),
            Law(
                "p is the probability of keeping",
                "units_are_kept_with_probability",
                {"h": rng.normal(size=shape).round(3), "p": p, "seed": seed + 1},
            ),
            Law(
                "each unit of each call is decided on its own",
                "units_are_decided_one_by_one",
                {"h": rng.normal(size=(9, 13)).round(3), "p": FAIR, "seed": seed + 2},
            ),
            Law("every draw comes from rng", "draws_come_from_rng", {"args": (WIDE, p, Rng(seed)), "kwargs": {}}),
            Case("another p above 1 is refused", args=(H, above, Rng(seed)), raises=("p", str(above))),
        )

    return hidden


def draw_mistakes(mask: str) -> tuple[Mistake, ...]:
    """Mistakes of both kinds of dropout. mask: the reference's line that draws `(rng.random(h.shape) < p)`."""
    bits_of_reference = "(rng.random(h.shape) < p)" if "(rng" in mask else "rng.random(h.shape) < p"
    refusal = "if not 0 < p <= 1:"

    def drawn(bits: str) -> str:
        return mask.replace(bits_of_reference, bits)

    return (
        Mistake(
            "p cut down to whole percents",
            right=mask,
            wrong=drawn("(rng.integers(0, 100, size=h.shape) < int(100 * p))"),
            hint="Which units are kept when p is 0.005? Compare p with a number that may be anything between 0 and 1.",
        ),
        Mistake(
            "p taken for the probability of dropping",
            right=mask,
            wrong=drawn("(rng.random(h.shape) > p)"),
            hint="The libraries' p drops; the lecture's p keeps. Which units does your comparison keep when p is 0.9?",
        ),
        Mistake(
            "p fixed at 0.5",
            right=mask,
            wrong=drawn("(rng.random(h.shape) < 0.5)"),
            hint="Try p = 0.9. How many of a thousand units do you keep?",
        ),
        Mistake(
            "normal instead of uniform numbers",
            right=mask,
            wrong=drawn("(rng.normal(size=h.shape) < p)"),
            hint="A uniform number in [0, 1) lies below p with probability p. With which probability does yours?",
        ),
        Mistake(
            "normal instead of uniform numbers",
            right=mask,
            wrong=drawn("(np.abs(rng.normal(size=h.shape)) < p)"),
            hint="A uniform number in [0, 1) lies below p with probability p. With which probability does yours?",
        ),
        Mistake(
            "one decision for a whole row",
            right=mask,
            wrong=drawn("np.broadcast_to(rng.random(h.shape[:-1] + (1,) * min(h.ndim, 1)) < p, h.shape)"),
            hint="Units that stand along the last axis are always kept or dropped together. How many random numbers do you draw?",
        ),
        Mistake(
            "one decision for a whole row",
            right=mask,
            wrong=drawn("(rng.random(h.shape[:-1] + (1,)) < p)"),
            hint="Units that stand along the last axis are always kept or dropped together. How many random numbers do you draw?",
        ),
        Mistake(
            "one decision for a whole row",
            right=mask,
            wrong=drawn("(rng.random((h.shape[0], 1)) < p)"),
            hint="Units that stand along the last axis are always kept or dropped together. How many random numbers do you draw?",
        ),
        Mistake(
            "one decision for a whole row",
            right=mask,
            wrong=drawn(
                "np.broadcast_to(rng.random((len(h),) + (1,) * (h.ndim - 1)) < p if h.ndim else rng.random() < p, h.shape)"
            ),
            hint="Units that stand along the last axis are always kept or dropped together. How many random numbers do you draw?",
        ),
        Mistake(
            "one mask for all samples",
            right=mask,
            wrong=drawn("np.broadcast_to(rng.random((1,) * min(h.ndim, 1) + h.shape[1:]) < p, h.shape)"),
            hint="Units that stand along the first axis are always kept or dropped together. How many random numbers do you draw?",
        ),
        Mistake(
            "one mask for all samples",
            right=mask,
            wrong=drawn("np.broadcast_to(rng.random(h.shape[-1:]) < p, h.shape)"),
            hint="Units that stand along the first axis are always kept or dropped together. How many random numbers do you draw?",
        ),
        Mistake(
            "one mask for all samples",
            right=mask,
            wrong=drawn("(rng.random(h.shape[-1:]) < p)"),
            hint="Units that stand along the first axis are always kept or dropped together. How many random numbers do you draw?",
        ),
        Mistake(
            "one mask for all samples",
            right=mask,
            wrong=drawn("(rng.random(h.shape[1:]) < p)"),
            hint="Units that stand along the first axis are always kept or dropped together. How many random numbers do you draw?",
        ),
        Mistake(
            "one mask for all samples",
            right=mask,
            wrong=drawn("(rng.random((1,) + h.shape[1:]) < p)"),
            hint="Units that stand along the first axis are always kept or dropped together. How many random numbers do you draw?",
        ),
        Mistake(
            "one mask for all samples",
            right=mask,
            wrong=drawn("(rng.random(h.shape[1]) < p)"),
            hint="Units that stand along the first axis are always kept or dropped together. How many random numbers do you draw?",
        ),
        Mistake(
            "one mask for all samples",
            right=mask,
            wrong=drawn("(rng.random((1, h.shape[1])) < p)"),
            hint="Units that stand along the first axis are always kept or dropped together. How many random numbers do you draw?",
        ),
        Mistake(
            "always the same number of units kept",
            right=mask,
            wrong=drawn("rng.permutation(np.arange(h.size) < round(p * h.size)).reshape(h.shape)"),
            hint="Tossing a coin ten times doesn't give five heads every time. Toss one for each unit.",
        ),
        Mistake(
            "a row is never dropped as a whole",
            right=mask,
            wrong=mask
            + "\n    mask = mask if h.ndim == 0 else np.where(mask.any(axis=-1, keepdims=True), mask, mask.max(initial=0))",
            hint="Rescuing the units of an unlucky row changes their probability. Let chance have its way.",
        ),
        Mistake(
            "the first unit is never dropped",
            right=mask,
            wrong=drawn("((rng.random(h.shape) < p) | (np.arange(h.size).reshape(h.shape) == 0))"),
            hint="One unit is always there. Which index do you treat unlike the others?",
        ),
        Mistake(
            "NumPy's global random state",
            right=mask,
            wrong=drawn("(np.random.random(h.shape) < p)"),
            hint="The lecture's np.random.rand draws from a state that everybody shares. The argument rng is yours.",
        ),
        Mistake(
            "a generator of its own",
            right=mask,
            wrong=drawn("(np.random.default_rng().random(h.shape) < p)"),
            hint="Two calls with the same seed differ. Every draw must come from the argument rng, and from nothing else.",
        ),
        Mistake(
            "a fixed seed",
            right=mask,
            wrong=drawn("(np.random.default_rng(0).random(h.shape) < p)"),
            hint="Every call gives the same, however far rng has moved on. Draw from rng itself, anew in every call.",
        ),
        Mistake(
            "a mask of random numbers",
            right=mask,
            wrong="mask = rng.random(h.shape).astype(h.dtype)",
            hint="A unit is kept or dropped; nothing lies between. What is missing after the random numbers?",
        ),
        Mistake(
            "the mask is not used",
            right="out = h * mask",
            wrong="out = h.copy()",
            hint="Compare out with h: which units are switched off?",
        ),
        Mistake(
            "another mask is returned than was used",
            right="return out, mask",
            wrong=mask + "\n    return out, mask",
            hint="The backward pass needs the very mask of this forward pass. Draw once and use it twice.",
        ),
        Mistake(
            "the mask of the dropped units is returned",
            right="return out, mask",
            wrong=drawn("(mask == 0)") + "\n    return out, mask",
            hint="Multiply h by the mask that you return. Do you get out?",
        ),
        Mistake(
            "h written in place",
            right="out = h * mask",
            wrong="h *= mask\n    out = h.copy()",
            hint="The lecture's `H1 *= U1` writes into the caller's array. Which form makes a new one?",
        ),
        Mistake(
            "h itself where nothing is dropped",
            right="out = h * mask",
            wrong="out = h if p == 1 else h * mask",
            hint="With p = 1 the values are those of h. But whoever writes into your result writes into h too.",
        ),
        Mistake(
            "the mask before out",
            right="return out, mask",
            wrong="return mask, out",
            hint="Look at the order in the docstring's section `Returns`.",
        ),
        Mistake(
            "only out is returned",
            right="return out, mask",
            wrong="return out",
            hint="The backward pass will ask for the mask.",
        ),
        Mistake(
            "only arrays with two axes",
            right=mask,
            wrong="rows, columns = h.shape\n    " + drawn("(rng.random((rows, columns)) < p)"),
            hint="A layer may have any shape, and each random number belongs to one unit of it. Which attribute of h says how many?",
        ),
        Mistake(
            "only arrays with two axes",
            right=mask,
            wrong=drawn("(rng.random((h.shape[0], h.shape[1])) < p)"),
            hint="A layer may have any shape, and each random number belongs to one unit of it. Which attribute of h says how many?",
        ),
        Mistake(
            "p = 0 is not refused",
            right=refusal,
            wrong="if not 0 <= p <= 1:",
            hint="Read the interval (0, 1] again: which of its ends belongs to it?",
        ),
        Mistake(
            "p = 1 is refused",
            right=refusal,
            wrong="if not 0 < p < 1:",
            hint="p = 1 means no dropout, and that is allowed.",
        ),
        Mistake(
            "nothing is refused",
            right=refusal,
            wrong="if False:",
            hint="Read the docstring's section `Raises`.",
        ),
        Mistake(
            "the refusal does not say the value",
            right='f"p must lie in (0, 1], but is {p}"',
            wrong='"p must lie in (0, 1]"',
            hint="Whoever reads the message wants to know which value was wrong.",
        ),
        Mistake(
            "refused with another exception",
            right='if not 0 < p <= 1:\n        raise ValueError(f"p must lie in (0, 1], but is {p}")',
            wrong='assert 0 < p <= 1, f"p must lie in (0, 1], but is {p}"',
            hint="Which exception does the docstring promise? (An assert raises AssertionError, and Python's option -O leaves it out.)",
        ),
    )


def refusal_mistakes(out: str) -> tuple[Mistake, ...]:
    """Mistakes of functions that take p and draw nothing. out: the reference's last line."""
    refusal = "if not 0 < p <= 1:"
    return (
        Mistake(
            "p = 0 is not refused",
            right=refusal,
            wrong="if not 0 <= p <= 1:",
            hint="Read the interval (0, 1] again: which of its ends belongs to it?",
        ),
        Mistake(
            "p = 1 is refused",
            right=refusal,
            wrong="if not 0 < p < 1:",
            hint="p = 1 means no dropout, and that is allowed.",
        ),
        Mistake(
            "nothing is refused",
            right=refusal,
            wrong="if False:",
            hint="Read the docstring's section `Raises`.",
        ),
        Mistake(
            "the refusal does not say the value",
            right='f"p must lie in (0, 1], but is {p}"',
            wrong='"p must lie in (0, 1]"',
            hint="Whoever reads the message wants to know which value was wrong.",
        ),
        Mistake(
            "nothing is returned",
            right=out,
            wrong="pass",
            hint="Without a `return` the result is None.",
        ),
    )


VANILLA_MASK = "mask = rng.random(h.shape) < p"
INVERTED_MASK = "mask = (rng.random(h.shape) < p).astype(h.dtype) / p"

VANILLA_DROPOUT = Function(
    "vanilla_dropout",
    points=1,
    returns=("out", "mask"),
    section="dropout/how",
    rules=(*draws(inverted=False), *REFUSALS),
    hidden=hidden_draws(inverted=False),
    mistakes=(
        *draw_mistakes(VANILLA_MASK),
        Mistake(
            "everything becomes float64",
            right="out = h * mask",
            wrong="out = h * np.asarray(mask, dtype=float)",
            hint="Which of your lines brings in float64? Print the dtypes: an array made without a dtype, a mask of integers or a number of NumPy's own may do it.",
        ),
        Mistake(
            "inverted dropout",
            right=VANILLA_MASK,
            wrong=INVERTED_MASK,
            hint="Vanilla dropout scales nothing in training: a kept unit stays as it is.",
        ),
        Mistake(
            "the output is scaled by 1/p",
            right="out = h * mask",
            wrong="out = h * mask / p",
            hint="Vanilla dropout scales nothing in training: a kept unit stays as it is.",
        ),
        Mistake(
            "the output is scaled by p",
            right="out = h * mask",
            wrong="out = h * mask * p",
            hint="Scaling by p belongs to test time, where all units are active.",
        ),
        Mistake(
            "the mask is taken from out",
            right="return out, mask",
            wrong="return out, out != 0",
            hint="A unit may be 0 without having been dropped. What does your mask say of it?",
        ),
    ),
)

INVERTED_DROPOUT = Function(
    "inverted_dropout",
    points=2,
    returns=("out", "mask"),
    section="dropout/test_time",
    rules=(*draws(inverted=True), *REFUSALS),
    hidden=hidden_draws(inverted=True),
    mistakes=(
        *draw_mistakes(INVERTED_MASK),
        Mistake(
            "vanilla dropout",
            right=INVERTED_MASK,
            wrong=VANILLA_MASK,
            hint='The lecture marks the line with "Notice /p!". What is the mean of your out?',
        ),
        Mistake(
            "multiplied by p instead of divided",
            right=INVERTED_MASK,
            wrong=INVERTED_MASK.replace("/ p", "* p"),
            hint="Only a share p of the units is left. Must each of them get smaller or larger to make up for the others?",
        ),
        Mistake(
            "divided by 1 - p",
            right=INVERTED_MASK,
            wrong=INVERTED_MASK.replace("/ p", "/ max(1 - p, 1e-9)"),
            hint="That is the factor where p drops. Here p keeps.",
        ),
        Mistake(
            "divided by 1 - p",
            right=INVERTED_MASK,
            wrong=INVERTED_MASK.replace("/ p", "/ (1 - p)"),
            hint="That is the factor where p drops. Here p keeps.",
        ),
        Mistake(
            "divided by 1 - p",
            right=INVERTED_MASK,
            wrong=INVERTED_MASK.replace("/ p", "* (1 / (1 - p))"),
            hint="That is the factor where p drops. Here p keeps.",
        ),
        Mistake(
            "p drops throughout",
            right=INVERTED_MASK,
            wrong="mask = (rng.random(h.shape) >= p).astype(h.dtype) / max(1 - p, 1e-9)",
            hint="This is the convention of the libraries, with the probability of dropping. The lecture's p keeps.",
        ),
        Mistake(
            "p drops throughout",
            right=INVERTED_MASK,
            wrong="mask = (rng.random(h.shape) >= p).astype(h.dtype) / (1 - p)",
            hint="This is the convention of the libraries, with the probability of dropping. The lecture's p keeps.",
        ),
        Mistake(
            "p drops throughout",
            right=INVERTED_MASK,
            wrong="scale = 1 / (1 - p)\n    mask = (rng.random(h.shape) >= p).astype(h.dtype) * scale",
            hint="This is the convention of the libraries, with the probability of dropping. The lecture's p keeps.",
        ),
        Mistake(
            "p drops throughout",
            right=INVERTED_MASK,
            wrong="keep = max(1 - p, np.finfo(float).tiny)\n    mask = (rng.random(h.shape) < 1 - p).astype(h.dtype) / keep if p < 1 else np.ones(h.shape, h.dtype)",
            hint="This is the convention of the libraries, with the probability of dropping. The lecture's p keeps.",
        ),
        Mistake(
            "scaled in out, but not in the mask",
            right=INVERTED_MASK + "\n    out = h * mask",
            wrong=INVERTED_MASK.replace(" / p", "") + "\n    out = h * mask / p",
            hint="The backward pass multiplies by the mask and knows no p. Which gradient will it give?",
        ),
        Mistake(
            "scaled in the mask, but not in out",
            right="out = h * mask",
            wrong="out = h * (mask != 0)",
            hint="The backward pass multiplies by the mask. Which forward pass does it believe in?",
        ),
        Mistake(
            "scaled twice",
            right="out = h * mask",
            wrong="out = h * mask / p",
            hint="Count the divisions by p between h and out.",
        ),
        Mistake(
            "divided by the root of p",
            right=INVERTED_MASK,
            wrong="mask = (rng.random(h.shape) < p).astype(h.dtype) / h.dtype.type(np.sqrt(p))",
            hint="Which factor keeps the mean of a unit as it is? The root keeps the mean of its square.",
        ),
        Mistake(
            "rescaled by the units that happen to be left",
            right=INVERTED_MASK,
            wrong="mask = (rng.random(h.shape) < p).astype(h.dtype)\n    mask = mask / max(mask.mean(), 0.01) if mask.size else mask",
            hint="The factor is 1/p, a constant, whatever number of units this draw has left.",
        ),
        Mistake(
            "everything becomes float64",
            right=INVERTED_MASK,
            wrong="mask = (rng.random(h.shape) < p) / p",
            hint="Which of your lines brings in float64? Print the dtypes: an array made without a dtype, a mask of integers or a number of NumPy's own may do it.",
        ),
        Mistake(
            "the mask is taken from out",
            right="return out, mask",
            wrong="return out, (out != 0).astype(h.dtype) / p",
            hint="A unit may be 0 without having been dropped. What does your mask say of it?",
        ),
    ),
)


def hidden_predictions(rng: np.random.Generator) -> tuple[Case, ...]:
    """A fresh layer and probability, for one grading run."""
    h = rng.normal(size=rng.integers(2, 5, size=3)).round(3)
    above = float(rng.choice([1.1, 1.2, 1.7, 2.0]))
    return (
        Case("another layer and another p", args=(h, round(rng.uniform(0.1, 0.45), 3))),
        Case("a p above one half", args=(h[0], round(rng.uniform(0.55, 0.95), 3))),
        Case("another p above 1 is refused", args=(H, above), raises=("p", str(above))),
    )


VANILLA_DROPOUT_PREDICT = Function(
    "vanilla_dropout_predict",
    points=1,
    returns=("out",),
    section="dropout/test_time",
    rules=(
        Case(
            "all units stay active, each times p",
            args=(np.array([2.0, -4.0, 0.0, 10.0]), 0.3),
            expect=np.array([0.6, -1.2, 0.0, 3.0]),
        ),
        Case("three axes, and a p near 1", args=(H3, 0.85)),
        Case("p = 1 changes no value, and gives a new array", args=(H, 1.0), expect=H, free=True),
        Case("float32 in, float32 out", args=(H.astype(np.float32), 0.7)),
        Case("a single number", args=(np.array(-2.5), 0.4), expect=np.array(-1.0)),
        Case("an empty array stays empty", args=(H[:0], 0.4), free=True),
        Case("p = 0 is refused", args=(H, 0.0), raises=("p", "0")),
        Case("a negative p is refused", args=(H, -0.5), raises=("p", "-0.5")),
        Case("a p above 1 is refused", args=(H, 1.5), raises=("p", "1.5")),
    ),
    hidden=hidden_predictions,
    mistakes=(
        *refusal_mistakes("return h * p"),
        Mistake(
            "nothing is scaled",
            right="return h * p",
            wrong="return h.copy()",
            hint="The listing in the lecture notes has this slip. In training the next layer saw p times this on average.",
        ),
        Mistake(
            "divided by p",
            right="return h * p",
            wrong="return h / p",
            hint="In training a share of the units was missing. Are the activations at test time too small or too large?",
        ),
        Mistake(
            "scaled by the probability of dropping",
            right="return h * p",
            wrong="return h * (1 - p)",
            hint="The lecture's slide says dropout probability and means the probability of keeping.",
        ),
        Mistake(
            "p fixed at 0.5",
            right="return h * p",
            wrong="return h * 0.5",
            hint="Try p = 0.9. Does your result change?",
        ),
        Mistake(
            "scaled by p twice",
            right="return h * p",
            wrong="return h * p**2",
            hint="This is one layer; the next one scales for itself.",
        ),
        Mistake(
            "scaled by the root of p",
            right="return h * p",
            wrong="return h * np.sqrt(p)",
            hint="It is the mean that should agree with training, not the variance.",
        ),
        Mistake(
            "units are dropped at test time too",
            right="return h * p",
            wrong="return h * (np.random.default_rng(0).random(h.shape) < p)",
            hint="A prediction should be the same every time. What replaces the mask?",
        ),
        Mistake(
            "units are dropped at test time too",
            right="return h * p",
            wrong="return h * (np.random.default_rng(0).random(h.shape) < p) / h.dtype.type(p)",
            hint="A prediction should be the same every time. What replaces the mask?",
        ),
        Mistake(
            "h written in place",
            right="return h * p",
            wrong="h *= p\n    return h.copy()",
            hint="Which form makes a new array?",
        ),
        Mistake(
            "h itself where p is 1",
            right="return h * p",
            wrong="return h if p == 1 else h * p",
            hint="With p = 1 the values are those of h. But whoever writes into your result writes into h too.",
        ),
        Mistake(
            "everything becomes float64",
            right="return h * p",
            wrong="return np.asarray(h, dtype=float) * p",
            hint="Which of your lines brings in float64? Print the dtypes: an array made without a dtype, a mask of integers or a number of NumPy's own may do it.",
        ),
        Mistake(
            "negative activations are cut off",
            right="return h * p",
            wrong="return np.maximum(0, h) * p",
            hint="The ReLU is another layer's work.",
        ),
        Mistake(
            "only arrays with rows",
            right="return h * p",
            wrong="return np.array([row * p for row in h], dtype=h.dtype).reshape(h.shape)",
            hint="A layer may be a single number, without rows to loop over. NumPy's operators work on any shape.",
        ),
        Mistake(
            "out and a mask are returned",
            right="return h * p",
            wrong="return h * p, np.ones(h.shape)",
            hint="At test time there is no mask: one result is enough.",
        ),
    ),
)

DOUT = np.array([[1.0, -0.5, 2.0, 0.25], [-3.0, 4.0, 0.0, -1.0], [0.5, -2.5, 1.5, 6.0]])
MASK = np.array([[2.5, 0.0, 2.5, 0.0], [0.0, 0.0, 2.5, 2.5], [2.5, 2.5, 0.0, 0.0]])


def hidden_backward(rng: np.random.Generator) -> tuple[Case | Law, ...]:
    """A fresh gradient, fresh masks and another seed, for one grading run."""
    shape = tuple(rng.integers(3, 6, size=3))
    p = round(rng.uniform(0.3, 0.7), 2)
    mask = (rng.random(shape) < p) / p
    own = {"h": rng.normal(size=shape).round(3), "p": p, "seed": int(rng.integers(2**31))}
    return (
        Case("another gradient and another mask", args=(rng.normal(size=shape).round(3), mask)),
        Law("it fits other masks that your own functions return", "backward_fits_the_forward", own),
    )


DROPOUT_BACKWARD = Function(
    "dropout_backward",
    points=1,
    returns=("dh",),
    section="dropout/test_time",
    rules=(
        Case(
            "a kept unit passes the gradient on, times its entry of the mask",
            args=(np.array([1.0, -2.0, 3.0]), np.array([2.0, 0.0, 2.0])),
            expect=np.array([2.0, 0.0, 6.0]),
        ),
        Case("the mask of inverted dropout, p = 0.4", args=(DOUT, MASK)),
        Case("the mask of vanilla dropout, as numbers", args=(DOUT, MASK / 2.5)),
        Case("a mask without a dropped unit", args=(H3, np.full(H3.shape, 1.25))),
        Case("a vanilla mask without a dropped unit, and dh is a new array", args=(H3, np.ones(H3.shape)), free=True),
        Case("a mask that drops everything", args=(DOUT[:2], np.zeros((2, 4))), free=True),
        Case("float32 in, float32 out", args=(DOUT.astype(np.float32), (MASK / 1.75).astype(np.float32))),
        Case("a single number", args=(np.array(3.0), np.array(1.25)), expect=np.array(3.75)),
        Case("an empty array stays empty", args=(np.zeros((2, 0)), np.zeros((2, 0))), free=True),
        Law("it fits the masks that your own functions return", "backward_fits_the_forward", {"h": H, "p": 0.3}),
    ),
    hidden=hidden_backward,
    mistakes=(
        Mistake(
            "dout itself where nothing was dropped",
            right="return dout * mask",
            wrong="return dout if mask.all() else dout * mask",
            hint="Where nothing changes the result is still an array of its own: whoever writes into it would write into the argument.",
        ),
        Mistake(
            "the gradient passes through untouched",
            right="return dout * mask",
            wrong="return dout.copy()",
            hint="A unit that was dropped had no part in the loss. What is its gradient?",
        ),
        Mistake(
            "the factor 1/p is lost",
            right="return dout * mask",
            wrong="return dout * (mask != 0)",
            hint="In the forward pass a kept unit was multiplied by its entry of the mask, which need not be 1.",
        ),
        Mistake(
            "the dropped units get the gradient",
            right="return dout * mask",
            wrong="return dout * (mask == 0)",
            hint="Which units had a part in the loss?",
        ),
        Mistake(
            "divided by the mask",
            right="return dout * mask",
            wrong="return np.where(mask != 0, dout / np.where(mask != 0, mask, 1), 0).astype(dout.dtype)",
            hint="The output is h times the mask. What is its derivative with respect to h?",
        ),
        Mistake(
            "divided by the mask",
            right="return dout * mask",
            wrong="with np.errstate(all='ignore'):\n        return dout / mask",
            hint="The output is h times the mask. What is its derivative with respect to h?",
        ),
        Mistake(
            "divided by the mask",
            right="return dout * mask",
            wrong="return np.where(mask > 0, dout / np.maximum(mask, 1e-12), 0).astype(dout.dtype)",
            hint="The output is h times the mask. What is its derivative with respect to h?",
        ),
        Mistake(
            "multiplied by the mask twice",
            right="return dout * mask",
            wrong="return dout * mask**2",
            hint="The forward pass multiplies by the mask once.",
        ),
        Mistake(
            "divided by p once more",
            right="return dout * mask",
            wrong="kept = (mask != 0).mean() if mask.size else 1\n    return dout * mask / max(kept, 1e-9)",
            hint="The mask holds the factor 1/p already, or the forward pass had none. Where would a second one come from?",
        ),
        Mistake(
            "the whole gradient times the mean of the mask",
            right="return dout * mask",
            wrong="return dout * (mask.mean() if mask.size else 1)",
            hint="The mean holds over many draws. This pass had one mask, and each unit its own entry of it.",
        ),
        Mistake(
            "a new mask is drawn",
            right="return dout * mask",
            wrong="return dout * mask.max(initial=0) * (np.random.default_rng(0).random(dout.shape) < 0.5)",
            hint="The gradient belongs to the pass that gave the loss. Which mask did that pass use?",
        ),
        Mistake(
            "the sign is turned",
            right="return dout * mask",
            wrong="return -dout * mask",
            hint="The mask is never negative; why should dh point against dout?",
        ),
        Mistake(
            "negative gradients are cut off",
            right="return dout * mask",
            wrong="return np.maximum(0, dout) * mask",
            hint="That is no part of dropout: a gradient may have any sign.",
        ),
        Mistake(
            "the sum instead of each entry",
            right="return dout * mask",
            wrong="return (dout * mask).sum()",
            hint="dh has one entry for each unit.",
        ),
        Mistake(
            "the mask is returned",
            right="return dout * mask",
            wrong="return mask.copy()",
            hint="The mask is the derivative of out with respect to h. The chain rule has one more factor.",
        ),
        Mistake(
            "dout written in place",
            right="return dout * mask",
            wrong="dout *= mask\n    return dout.copy()",
            hint="Which form makes a new array?",
        ),
        Mistake(
            "divided by the number of samples",
            right="return dout * mask",
            wrong="return dout * mask / max(len(mask) if mask.ndim else 1, 1)",
            hint="A mean over the samples is the loss's business, and is in dout already.",
        ),
        Mistake(
            "everything becomes float64",
            right="return dout * mask",
            wrong="return dout.astype(float) * mask",
            hint="Which of your lines brings in float64? Print the dtypes: an array made without a dtype, a mask of integers or a number of NumPy's own may do it.",
        ),
        Mistake(
            "only arrays with rows",
            right="return dout * mask",
            wrong="return np.array([d * m for d, m in zip(dout, mask)], dtype=dout.dtype).reshape(dout.shape)",
            hint="dout may be a single number, without rows to loop over. NumPy's operators work on any shape.",
        ),
        Mistake(
            "kept units are those with 1/p = 2",
            right="return dout * mask",
            wrong="return np.where(mask != 0, 2 * dout, 0 * dout)",
            hint="The factor is in the mask. Is it always that of p = 0.5?",
        ),
    ),
)

WEIGHTS = np.array([0.5, -1.5, 2.0, 3.0, -0.25])
INPUTS = np.array([2.0, 1.0, 4.0, -0.5, 8.0])


def hidden_expectations(rng: np.random.Generator) -> tuple[Case, ...]:
    """Fresh neurons, for one grading run. The weights are positive: no sum cancels to nothing."""
    n = int(rng.integers(3, 9))
    w, x = rng.uniform(0.1, 2.0, size=(2, n)).round(3)
    above = float(rng.choice([1.1, 1.2, 1.7, 2.0]))
    return (
        Case("another neuron, p below one half", args=(w, x, round(rng.uniform(0.1, 0.45), 3))),
        Case("another neuron, p above one half", args=(w, -x, round(rng.uniform(0.55, 0.95), 3))),
        Case("another p above 1 is refused", args=(w, x, above), raises=("p", str(above))),
    )


EXPECTED_OUTPUT = Function(
    "expected_output",
    points=1,
    returns=("expectation",),
    section="dropout/test_time",
    rules=(
        Case(
            "the lecture's neuron: with p = 1/2 the mean is half of w1 x + w2 y",
            args=(np.array([3.0, -1.0]), np.array([2.0, 8.0]), 0.5),
            expect=-1.0,
        ),
        Case(
            "one input is kept with probability p",
            args=(np.array([4.0]), np.array([2.5]), 0.3),
            expect=3.0,
        ),
        Case("masks are weighted with their probability", args=(WEIGHTS, INPUTS, 0.8)),
        Case("a small p", args=(WEIGHTS[:3], INPUTS[:3], 0.1)),
        Case(
            "p = 1 leaves one mask only", args=(np.array([2.0, 0.5, -1.0]), np.array([1.0, 4.0, 2.5]), 1.0), expect=1.5
        ),
        Case(
            "an input of 0 is kept or dropped like any other",
            args=(WEIGHTS, INPUTS * (np.arange(len(INPUTS)) != 1), 0.7),
        ),
        Case("twelve inputs", args=(np.arange(1.0, 13.0), np.linspace(0.5, 6.0, 12), 0.35)),
        Case("float32 too", args=(WEIGHTS.astype(np.float32), INPUTS.astype(np.float32), 0.6)),
        Case("p = 0 is refused", args=(WEIGHTS, INPUTS, 0.0), raises=("p", "0")),
        Case("a negative p is refused", args=(WEIGHTS, INPUTS, -0.5), raises=("p", "-0.5")),
        Case("a p above 1 is refused", args=(WEIGHTS, INPUTS, 1.5), raises=("p", "1.5")),
    ),
    hidden=hidden_expectations,
    mistakes=(
        *refusal_mistakes("return expectation"),
        Mistake(
            "right for p = 1/2 only",
            right="probability = p**kept * (1 - p) ** (len(x) - kept)",
            wrong="probability = 0.5 ** len(x)",
            hint="The lecture's four masks are equally likely because p is 1/2. How likely is the mask that keeps everything when p = 0.9?",
        ),
        Mistake(
            "p taken for the probability of dropping",
            right="probability = p**kept * (1 - p) ** (len(x) - kept)",
            wrong="probability = (1 - p) ** kept * p ** (len(x) - kept)",
            hint="p keeps. Which masks become likely when p is near 1?",
        ),
        Mistake(
            "the dropped inputs are left out of the probability",
            right="probability = p**kept * (1 - p) ** (len(x) - kept)",
            wrong="probability = p**kept",
            hint="Do the probabilities of all your masks sum to 1?",
        ),
        Mistake(
            "the binomial coefficient is counted twice",
            right="probability = p**kept * (1 - p) ** (len(x) - kept)",
            wrong="import math\n        probability = math.comb(len(x), kept) * p**kept * (1 - p) ** (len(x) - kept)",
            hint="That is the probability of any mask with so many ones. You go through each of them.",
        ),
        Mistake(
            "only the two extreme masks",
            right="itertools.product([0, 1], repeat=len(x))",
            wrong="[(0,) * len(x), (1,) * len(x)]",
            hint="Each input is kept or dropped on its own. How many masks are there for n inputs?",
        ),
        Mistake(
            "only masks that drop one input at most",
            right="itertools.product([0, 1], repeat=len(x))",
            wrong="[m for m in itertools.product([0, 1], repeat=len(x)) if sum(m) >= len(x) - 1]",
            hint="How many masks are there for n inputs, and how many do you visit?",
        ),
        Mistake(
            "the full mask is left out",
            right="itertools.product([0, 1], repeat=len(x))",
            wrong="list(itertools.product([0, 1], repeat=len(x)))[:-1]",
            hint="Mind the end of your range: how many masks do you visit?",
        ),
        Mistake(
            "only inputs that are not 0 are counted",
            right="kept = sum(mask)",
            wrong="kept = np.count_nonzero(x * np.array(mask))",
            hint="How many inputs a mask keeps stands in the mask, whatever the inputs are. What do you count where one of them is 0?",
        ),
        Mistake(
            "as if nothing were dropped",
            right="np.dot(w, x * np.array(mask, dtype=x.dtype))",
            wrong="np.dot(w, x * np.array(mask, dtype=x.dtype)) / p",
            hint="Your mean is that of the neuron with all inputs there. Is a mask left out, or is there a 1/p that belongs to inverted dropout?",
        ),
        Mistake(
            "each product instead of their sum",
            right="np.dot(w, x * np.array(mask, dtype=x.dtype))",
            wrong="w * x * np.array(mask, dtype=x.dtype)",
            hint="The neuron has one output: the sum over its inputs.",
        ),
        Mistake(
            "one random mask",
            right="return expectation",
            wrong="return np.dot(w, x * (np.random.default_rng(0).random(len(x)) < p))",
            hint="An expectation is no draw: it is the sum over all masks, and the same every time.",
        ),
        Mistake(
            "a mean of random masks",
            right="return expectation",
            wrong="return np.mean((np.random.default_rng(0).random((4000, len(x))) < p) @ (w * x))",
            hint="Near, but not exact. With n inputs there are only 2**n masks: go through all of them.",
        ),
        Mistake(
            "the expectation is divided by the number of masks",
            right="return expectation",
            wrong="return expectation / 2 ** len(x)",
            hint="The probabilities sum to 1 already.",
        ),
        Mistake(
            "the neuron's output is never negative",
            right="np.dot(w, x * np.array(mask, dtype=x.dtype))",
            wrong="max(0.0, np.dot(w, x * np.array(mask, dtype=x.dtype)))",
            hint="This neuron is linear: it has no ReLU.",
        ),
        Mistake(
            "the inputs are masked in place",
            right="expectation += probability * np.dot(w, x * np.array(mask, dtype=x.dtype))",
            wrong="kept_x = x.copy()\n        x *= np.array(mask, dtype=x.dtype)\n"
            "        expectation += probability * np.dot(w, x)\n        x[:] = kept_x if sum(mask) else 0 * x",
            hint="x belongs to the caller, and after the first masks it holds other numbers. Which form makes a new array?",
        ),
    ),
)

EXERCISE = Exercise(
    functions=(VANILLA_DROPOUT, VANILLA_DROPOUT_PREDICT, INVERTED_DROPOUT, DROPOUT_BACKWARD, EXPECTED_OUTPUT),
    written=1,
)
