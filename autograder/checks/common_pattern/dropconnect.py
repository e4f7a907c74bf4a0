"""What DropConnect must do in training, at test time and backwards, and how it goes wrong."""

import numpy as np

from autograder.judging.declare import Call, Case, Exercise, Function, Gradient, Law, Mistake, Output, Rng

X = np.array([[1.5, -2.0, 0.5, 1.0], [-0.75, 0.25, 3.0, 2.0], [0.5, 1.25, -1.0, -1.5]])
W = np.array([[2.0, -1.0], [0.5, 1.5], [-0.25, 1.0], [1.75, -0.5]])
B = np.array([3.0, -1.0])


def fresh(rng: np.random.Generator) -> dict[str, np.ndarray]:
    """x (N, D), W (D, M), b (M,) of one grading run; N, D and M differ and nothing is 0."""
    N, D, M = (int(n) for n in rng.choice([1, 2, 3, 4, 5], size=3, replace=False))
    x, W, b = (rng.uniform(0.25, 2.0, size=s).round(3) * rng.choice([-1, 1], size=s) for s in ((N, D), (D, M), M))
    return {"x": x, "W": W, "b": b}


def hidden_forward(rng: np.random.Generator) -> tuple[Law, ...]:
    """The same laws on other data, with another p and another seed."""
    p, seed = float(rng.choice([0.25, 0.35, 0.65, 0.75])), int(rng.integers(2**31))
    settings = {**fresh(rng), "p": p, "seed": seed}
    drawn = {"x": X[:2, :3], "W": W[:3], "b": B, "p": p, "seed": seed}
    return (
        Law("other data: out follows from the mask", "output_follows_from_the_mask", settings, free=True),
        Law("another p: the share p is kept", "connections_are_kept_with_probability_p", {**drawn, "draws": 400}),
        Law("another p: each weight is drawn on its own", "connections_are_dropped_independently", drawn),
        Law(
            "every draw comes from rng",
            "draws_come_from_rng",
            {"args": (np.ones((4, 6)), np.ones((6, 5)), np.zeros(5), p, Rng(seed)), "kwargs": {}},
        ),
    )


DROPCONNECT = Function(
    "dropconnect",
    points=1,
    returns=("out", "mask"),
    section="common_pattern",
    rules=(
        Law(
            "out is x (mask * W) + b, with a mask of zeros and ones for every sample",
            "output_follows_from_the_mask",
            {"x": X, "W": W, "b": B, "p": 0.6},
            free=True,
        ),
        Law(
            "float32 in, float32 out",
            "output_follows_from_the_mask",
            {"x": X.astype(np.float32), "W": W.astype(np.float32), "b": B.astype(np.float32), "p": 0.5, "seed": 1},
            free=True,
        ),
        Law(
            "each weight is kept with probability p",
            "connections_are_kept_with_probability_p",
            {"x": X, "W": W, "b": B, "p": 0.7, "seed": 2},
        ),
        Law(
            "with p = 1 every weight is kept, a weight of 0 too",
            "connections_are_kept_with_probability_p",
            {"x": X, "W": W * (W != 1.5), "b": B, "p": 1.0, "draws": 20, "seed": 3},
            free=True,
        ),
        Law(
            "each weight of each sample is drawn on its own",
            "connections_are_dropped_independently",
            {"x": X, "W": W, "b": B, "p": 0.5, "seed": 4},
        ),
        Law(
            "all randomness comes from rng",
            "draws_come_from_rng",
            {"args": (np.ones((4, 5)), np.ones((5, 6)), np.zeros(6), 0.5, Rng(5)), "kwargs": {}},
        ),
    ),
    hidden=hidden_forward,
    mistakes=(
        Mistake(
            "one mask for the whole batch",
            right="mask = rng.random((len(x), *W.shape)) < p",
            wrong="mask = np.repeat((rng.random(W.shape) < p)[None], len(x), axis=0)",
            hint="Samples of your batch lose the same weights. How many masks does a batch of N samples need?",
        ),
        Mistake(
            "a mask without the axis of the samples",
            right='mask = rng.random((len(x), *W.shape)) < p\n    out = np.einsum("nd,ndm->nm", x, mask * W) + b',
            wrong="mask = rng.random(W.shape) < p\n    out = x @ (mask * W) + b",
            hint="One mask of W's shape serves all samples alike. What shape has a mask for each of N samples?",
        ),
        Mistake(
            "a mask without the axis of the samples",
            right='mask = rng.random((len(x), *W.shape)) < p\n    out = np.einsum("nd,ndm->nm", x, mask * W) + b',
            wrong='mask = rng.random((1, *W.shape)) < p\n    out = np.einsum("nd,ndm->nm", x, np.repeat(mask, len(x), axis=0) * W) + b',
            hint="One mask of W's shape serves all samples alike. What shape has a mask for each of N samples?",
        ),
        Mistake(
            "dropout of the inputs",
            right="mask = rng.random((len(x), *W.shape)) < p",
            wrong="mask = np.repeat(rng.random((*x.shape, 1)) < p, W.shape[1], axis=2)",
            hint="You drop whole inputs. DropConnect drops an input for one output and keeps it for another.",
        ),
        Mistake(
            "dropout of the inputs",
            right="mask = rng.random((len(x), *W.shape)) < p",
            wrong="mask = rng.random((*x.shape, 1)) < p",
            hint="You drop whole inputs. DropConnect drops an input for one output and keeps it for another.",
        ),
        Mistake(
            "dropout of the inputs",
            right='mask = rng.random((len(x), *W.shape)) < p\n    out = np.einsum("nd,ndm->nm", x, mask * W) + b',
            wrong="mask = rng.random(x.shape) < p\n    out = (x * mask) @ W + b",
            hint="You drop whole inputs. DropConnect drops an input for one output and keeps it for another.",
        ),
        Mistake(
            "dropout of the outputs",
            right="mask = rng.random((len(x), *W.shape)) < p",
            wrong="mask = np.repeat(rng.random((len(x), 1, W.shape[1])) < p, len(W), axis=1)",
            hint="You drop whole outputs. DropConnect drops some of the weights that lead to an output.",
        ),
        Mistake(
            "dropout of the outputs",
            right="mask = rng.random((len(x), *W.shape)) < p",
            wrong="mask = rng.random((len(x), 1, W.shape[1])) < p",
            hint="You drop whole outputs. DropConnect drops some of the weights that lead to an output.",
        ),
        Mistake(
            "dropout of the outputs",
            right='mask = rng.random((len(x), *W.shape)) < p\n    out = np.einsum("nd,ndm->nm", x, mask * W) + b',
            wrong="mask = rng.random((len(x), W.shape[1])) < p\n    out = mask * (x @ W) + b",
            hint="You drop whole outputs. DropConnect drops some of the weights that lead to an output.",
        ),
        Mistake(
            "the mask is taken from the masked weights",
            right="return out, mask",
            wrong="return out, mask * W != 0",
            hint="A weight may be 0 without having been dropped. What does your mask say of it?",
        ),
        Mistake(
            "p taken for the probability of dropping",
            right="mask = rng.random((len(x), *W.shape)) < p",
            wrong="mask = rng.random((len(x), *W.shape)) >= p",
            hint="With p = 1 nothing should be lost. p is the probability of keeping a weight.",
        ),
        Mistake(
            "p fixed at one half",
            right="mask = rng.random((len(x), *W.shape)) < p",
            wrong="mask = rng.random((len(x), *W.shape)) < 0.5",
            hint="Try another p. Does the share of ones change?",
        ),
        Mistake(
            "always the same number of weights kept",
            right="mask = rng.random((len(x), *W.shape)) < p",
            wrong="kept = np.arange(W.size) < round(p * W.size)\n"
            "    mask = np.array([rng.permutation(kept) for _ in x]).reshape(len(x), *W.shape)",
            hint="Each weight has a coin of its own. How often do twenty coins show exactly ten heads?",
        ),
        Mistake(
            "the output scaled by 1 / p",
            right='out = np.einsum("nd,ndm->nm", x, mask * W) + b',
            wrong='out = np.einsum("nd,ndm->nm", x, mask * W) / p + b',
            hint="That is what inverted dropout does. Here p enters at test time, through the two moments.",
        ),
        Mistake(
            "a mask of 0 and 1 / p",
            right="mask = rng.random((len(x), *W.shape)) < p",
            wrong="mask = (rng.random((len(x), *W.shape)) < p) / p",
            hint="That is inverted dropout's mask. Here the mask says only: kept or dropped.",
        ),
        Mistake(
            "a mask of 0 and 1 / p",
            right="return out, mask",
            wrong="return out, mask / p",
            hint="That is inverted dropout's mask. Here the mask says only: kept or dropped.",
        ),
        Mistake(
            "the random numbers themselves as mask",
            right="mask = rng.random((len(x), *W.shape)) < p",
            wrong="mask = rng.random((len(x), *W.shape))",
            hint="A weight is kept or dropped, nothing in between. Where does p come in?",
        ),
        Mistake(
            "the output scaled by p",
            right='out = np.einsum("nd,ndm->nm", x, mask * W) + b',
            wrong='out = p * np.einsum("nd,ndm->nm", x, mask * W) + b',
            hint="In training the mask alone makes the output smaller.",
        ),
        Mistake(
            "the output and its bias scaled by 1 / p",
            right='out = np.einsum("nd,ndm->nm", x, mask * W) + b',
            wrong='out = (np.einsum("nd,ndm->nm", x, mask * W) + b) / p',
            hint="That is what inverted dropout does. Here nothing is scaled in training, the bias least of all.",
        ),
        Mistake(
            "the bias is dropped too",
            right='out = np.einsum("nd,ndm->nm", x, mask * W) + b',
            wrong='out = np.einsum("nd,ndm->nm", x, mask * W) + (rng.random((len(x), len(b))) < p) * b',
            hint="The paper drops biases, but this exercise keeps them: only weights are lost.",
        ),
        Mistake(
            "no bias",
            right='out = np.einsum("nd,ndm->nm", x, mask * W) + b',
            wrong='out = np.einsum("nd,ndm->nm", x, mask * W)',
            hint="Which of the arguments have you not used?",
        ),
        Mistake(
            "the mask is never applied",
            right='out = np.einsum("nd,ndm->nm", x, mask * W) + b',
            wrong="out = x @ W + b",
            hint="You draw a mask. Who uses it?",
        ),
        Mistake(
            "the mask says what was dropped",
            right="return out, mask",
            wrong="return out, ~mask",
            hint="The backward pass multiplies by your mask. Which weights take part in it?",
        ),
        Mistake(
            "another mask returned than used",
            right="return out, mask",
            wrong="return out, rng.random(mask.shape) < p",
            hint="Draw once, use it, and return the very same mask.",
        ),
        Mistake(
            "the mask transposed",
            right="return out, mask",
            wrong="return out, mask.transpose(0, 2, 1)",
            hint="Every sample's mask has the shape of W.",
        ),
        Mistake(
            "everything becomes float64",
            right='out = np.einsum("nd,ndm->nm", x, mask * W) + b',
            wrong='mask = mask.astype(float)\n    out = np.einsum("nd,ndm->nm", x, mask * W) + b',
            hint="Which of your lines brings in float64? Print the dtypes: an array made without a dtype, a mask of integers or a number of NumPy's own may do it.",
        ),
        Mistake(
            "NumPy's global random state",
            right="mask = rng.random((len(x), *W.shape)) < p",
            wrong="mask = np.random.rand(len(x), *W.shape) < p",
            hint="np.random.something draws from a state that everybody shares. The argument rng is yours.",
        ),
        Mistake(
            "a generator of its own",
            right="mask = rng.random((len(x), *W.shape)) < p",
            wrong="mask = np.random.default_rng().random((len(x), *W.shape)) < p",
            hint="Two calls with the same seed differ. Every draw must come from the argument rng, and from nothing else.",
        ),
        Mistake(
            "a fixed seed",
            right="mask = rng.random((len(x), *W.shape)) < p",
            wrong="mask = np.random.default_rng(0).random((len(x), *W.shape)) < p",
            hint="Every call gives the same, however far rng has moved on. Draw from rng itself, anew in every call.",
        ),
        Mistake(
            "W written in place",
            right='out = np.einsum("nd,ndm->nm", x, mask * W) + b',
            wrong='W *= mask[-1]\n    out = np.einsum("nd,ndm->nm", x, mask * W) + b',
            hint="A dropped weight is back for the next sample. `W *= ...` loses it for ever, and in the caller's array.",
        ),
        Mistake(
            "only the output is returned",
            right="return out, mask",
            wrong="return out",
            hint="The backward pass needs the mask.",
        ),
        Mistake(
            "the mask first",
            right="return out, mask",
            wrong="return mask, out",
            hint="Compare the order of your results with the docstring's.",
        ),
    ),
)


def hidden_moments(rng: np.random.Generator) -> tuple[Case, ...]:
    """Fresh layers, for one grading run."""
    first, second = tuple(fresh(rng).values()), tuple(a.astype(np.float32) for a in fresh(rng).values())
    p = float(rng.uniform(0.15, 0.45))
    return (
        Case("another layer and another p", args=(*first, p)),
        Case("another layer in float32", args=(*second, 1 - p)),
    )


PREDICT_MOMENTS = Function(
    "dropconnect_predict_moments",
    points=1,
    returns=("mean", "var"),
    section="common_pattern",
    rules=(
        Case(
            "one sample worked by hand: half of the weights are kept",
            args=(
                np.array([[2.0, -1.0]]),
                np.array([[1.0, 0.0, -3.0], [4.0, 2.0, 0.5]]),
                np.array([0.5, -1.0, 2.0]),
                0.5,
            ),
            expect=(np.array([[-0.5, -2.0, -1.25]]), np.array([[5.0, 1.0, 9.0625]])),
        ),
        Case("most of the weights are kept", args=(X, W, B, 0.8)),
        Case("most of the weights are dropped", args=(X[:2], W, B, 0.125)),
        Case("with p = 1 nothing varies", args=(X[:2, :3], W[:3], B, 1.0)),
        Case(
            "float32 in, float32 out",
            args=(X[:, :2].astype(np.float32), W[:2, :1].astype(np.float32), B[:1].astype(np.float32), 0.6),
        ),
    ),
    hidden=hidden_moments,
    mistakes=(
        Mistake(
            "the mean does not know p",
            right="mean = p * (x @ W) + b",
            wrong="mean = x @ W + b",
            hint="A share 1 - p of the weights is missing on average. What does that do to the sum?",
        ),
        Mistake(
            "p scales the bias too",
            right="mean = p * (x @ W) + b",
            wrong="mean = p * (x @ W + b)",
            hint="The bias is never dropped. Is it in your mean at its full size?",
        ),
        Mistake(
            "no bias",
            right="mean = p * (x @ W) + b",
            wrong="mean = p * (x @ W)",
            hint="Which of the arguments have you not used?",
        ),
        Mistake(
            "p taken for the probability of dropping",
            right="mean = p * (x @ W) + b",
            wrong="mean = (1 - p) * (x @ W) + b",
            hint="With p = 1 nothing is dropped. What is the mean then?",
        ),
        Mistake(
            "p taken for the probability of dropping",
            right="mean = p * (x @ W) + b",
            wrong="p = 1 - p\n    mean = p * (x @ W) + b",
            hint="With p = 1 nothing is dropped. What is the mean then?",
        ),
        Mistake(
            "the mean divided by p",
            right="mean = p * (x @ W) + b",
            wrong="mean = (x @ W) / p + b",
            hint="Some of the terms are missing on average. Is the mean larger or smaller than the full sum?",
        ),
        Mistake(
            "the variance with p alone",
            right="var = p * (1 - p) * (x**2 @ W**2)",
            wrong="var = p * (x**2 @ W**2)",
            hint="That is the mean square. With p = 1 nothing varies; does your variance say so?",
        ),
        Mistake(
            "the variance with 1 - p alone",
            right="var = p * (1 - p) * (x**2 @ W**2)",
            wrong="var = (1 - p) * (x**2 @ W**2)",
            hint="What is the variance of one coin that shows 1 with probability p?",
        ),
        Mistake(
            "the variance without p",
            right="var = p * (1 - p) * (x**2 @ W**2)",
            wrong="var = x**2 @ W**2",
            hint="With p = 1 nothing varies; does your variance say so?",
        ),
        Mistake(
            "the variance of inverted dropout",
            right="var = p * (1 - p) * (x**2 @ W**2)",
            wrong="var = (1 - p) / p * (x**2 @ W**2)",
            hint="Nothing was divided by p in training. What is the variance of one coin that shows 1 with probability p?",
        ),
        Mistake(
            "p squared in the variance",
            right="var = p * (1 - p) * (x**2 @ W**2)",
            wrong="var = p**2 * (1 - p) * (x**2 @ W**2)",
            hint="What is the variance of one coin that shows 1 with probability p?",
        ),
        Mistake(
            "the factor p * (1 - p) squared",
            right="var = p * (1 - p) * (x**2 @ W**2)",
            wrong="var = (p * (1 - p)) ** 2 * (x**2 @ W**2)",
            hint="p * (1 - p) is a variance already. Which of the factors are squared?",
        ),
        Mistake(
            "1 - p squared in the variance",
            right="var = p * (1 - p) * (x**2 @ W**2)",
            wrong="var = p * (1 - p) ** 2 * (x**2 @ W**2)",
            hint="What is the variance of one coin that shows 1 with probability p?",
        ),
        Mistake(
            "the square of the sum",
            right="var = p * (1 - p) * (x**2 @ W**2)",
            wrong="var = p * (1 - p) * (x @ W) ** 2",
            hint="Variances of independent terms add up. Is each term squared before the sum, or the sum after it?",
        ),
        Mistake(
            "the products not squared",
            right="var = p * (1 - p) * (x**2 @ W**2)",
            wrong="var = p * (1 - p) * (x @ W)",
            hint="A variance is never negative. What does a factor do to a variance?",
        ),
        Mistake(
            "the weights not squared",
            right="var = p * (1 - p) * (x**2 @ W**2)",
            wrong="var = p * (1 - p) * (x**2 @ W)",
            hint="A variance is never negative. What does a factor do to a variance?",
        ),
        Mistake(
            "the inputs not squared",
            right="var = p * (1 - p) * (x**2 @ W**2)",
            wrong="var = p * (1 - p) * (x @ W**2)",
            hint="A variance is never negative. What does a factor do to a variance?",
        ),
        Mistake(
            "absolute values instead of squares",
            right="var = p * (1 - p) * (x**2 @ W**2)",
            wrong="var = p * (1 - p) * (np.abs(x) @ np.abs(W))",
            hint="Double all weights: by which factor does the variance grow?",
        ),
        Mistake(
            "the standard deviation",
            right="var = p * (1 - p) * (x**2 @ W**2)",
            wrong="var = np.sqrt(p * (1 - p) * (x**2 @ W**2))",
            hint="The second result is the variance. Its root is taken later, by whoever draws from the Gaussian.",
        ),
        Mistake(
            "the standard deviation",
            right="var = p * (1 - p) * (x**2 @ W**2)",
            wrong="var = np.sqrt(p * (1 - p)) * (np.abs(x) @ np.abs(W))",
            hint="The second result is the variance. Its root is taken later, by whoever draws from the Gaussian.",
        ),
        Mistake(
            "the variance of the mean",
            right="var = p * (1 - p) * (x**2 @ W**2)",
            wrong="var = p * (1 - p) * (x**2 @ W**2) / len(W)",
            hint="The pre-activation is a sum over the inputs, not a mean.",
        ),
        Mistake(
            "the variance of the mean",
            right="var = p * (1 - p) * (x**2 @ W**2)",
            wrong="var = p * (1 - p) * (x**2 @ W**2) / len(x)",
            hint="The pre-activation is a sum over the inputs, not a mean.",
        ),
        Mistake(
            "the bias in the variance",
            right="var = p * (1 - p) * (x**2 @ W**2)",
            wrong="var = p * (1 - p) * (x**2 @ W**2 + b**2)",
            hint="Which of the terms is never dropped? How much does it vary?",
        ),
        Mistake(
            "the bias added to the variance",
            right="var = p * (1 - p) * (x**2 @ W**2)",
            wrong="var = p * (1 - p) * (x**2 @ W**2) + b",
            hint="A constant moves the mean. What does it do to the spread?",
        ),
        Mistake(
            "p fixed at one half",
            right="mean = p * (x @ W) + b",
            wrong="p = 0.5\n    mean = p * (x @ W) + b",
            hint="Try another p. Does your result change?",
        ),
        Mistake(
            "the variance before the mean",
            right="return mean, var",
            wrong="return var, mean",
            hint="Compare the order of your results with the docstring's.",
        ),
        Mistake(
            "only the mean is returned",
            right="return mean, var",
            wrong="return mean",
            hint="A Gaussian needs two numbers.",
        ),
        Mistake(
            "everything becomes float64",
            right="return mean, var",
            wrong="return mean.astype(float), var.astype(float)",
            hint="Which of your lines brings in float64? Print the dtypes: an array made without a dtype, a mask of integers or a number of NumPy's own may do it.",
        ),
    ),
)

DOUT = np.array([[1.0, -0.5], [2.0, 0.25], [-1.5, 3.0]])
MASK = np.array(
    [
        [[1, 0], [1, 1], [0, 1], [1, 1]],
        [[0, 1], [1, 0], [1, 1], [0, 0]],
        [[1, 1], [0, 0], [1, 0], [1, 1]],
    ],
    dtype=bool,
)


def slopes(rule: str, x: np.ndarray, W: np.ndarray, b: np.ndarray, p: float, dout: np.ndarray, seed: int) -> Gradient:
    """The backward pass against the slopes of the forward pass, for the mask that the reference draws."""
    return Gradient(
        rule,
        forward=Call("dropconnect", (x, W, b, p, Rng(seed))),
        with_respect_to=(((0,), (0,)), ((1,), (1,)), ((2,), (2,))),
        output=(0,),
        weights=dout,
        backward=Call("dropconnect_backward", (dout, x, W, Output((1,)))),
    )


def hidden_backward(rng: np.random.Generator) -> tuple[Case | Gradient, ...]:
    """Fresh layers and masks, for one grading run."""
    x, W, b = fresh(rng).values()
    dout = rng.normal(size=(len(x), len(b))).round(3)
    mask = rng.random((len(x), *W.shape)) < 0.6
    single = tuple(a.astype(np.float32) for a in (dout, x, W))
    return (
        Case("another layer and another mask", args=(dout, x, W, mask)),
        Case("another layer in float32", args=(*single, ~mask)),
        slopes("the slope of the output of another layer", x, W, b, 0.6, dout, int(rng.integers(2**31))),
    )


BACKWARD = Function(
    "dropconnect_backward",
    points=1,
    returns=("dx", "dW", "db"),
    section="common_pattern",
    rules=(
        Case(
            "two samples worked by hand, each with its own mask",
            args=(
                np.array([[1.0, 2.0], [-1.0, 0.5]]),
                np.array([[3.0, -2.0, 1.0], [4.0, 1.0, -5.0]]),
                np.array([[1.0, 2.0], [-1.0, 3.0], [0.5, -2.0]]),
                np.array([[[1, 0], [1, 1], [0, 0]], [[0, 1], [1, 0], [1, 1]]], dtype=bool),
            ),
            expect=(
                np.array([[1.0, 5.0, 0.0], [1.0, 1.0, -1.5]]),
                np.array([[3.0, 2.0], [-3.0, -4.0], [5.0, -2.5]]),
                np.array([0.0, 2.5]),
            ),
        ),
        Case("every sample's gradient passes its own weights only", args=(DOUT, X, W, MASK)),
        Case("one sample alone", args=(DOUT[:1], X[:1], W, MASK[:1])),
        Case(
            "nothing was dropped: the gradients of a plain layer",
            args=(DOUT, X[:, :2], W[:2], np.ones((3, 2, 2), dtype=bool)),
        ),
        Case(
            "float32 in, float32 out",
            args=(*(a.astype(np.float32) for a in (DOUT[:2, :1], X[:2], W[:, :1])), MASK[:2, :, :1]),
        ),
        slopes("dx, dW and db are the slopes of dropconnect's output", X, W, B, 0.5, DOUT, 11),
    ),
    hidden=hidden_backward,
    mistakes=(
        Mistake(
            "W transposed in dx",
            right='dx = np.einsum("nm,ndm->nd", dout, mask * W)',
            wrong='dx = np.einsum("nm,ndm,md->nd", dout, mask, W)',
            hint="W is (D, M). Which of its axes is summed over, and which is left?",
        ),
        Mistake(
            "dx does not know the mask",
            right='dx = np.einsum("nm,ndm->nd", dout, mask * W)',
            wrong="dx = dout @ W.T",
            hint="Nothing passed a dropped weight on the way forward. What passes it on the way back?",
        ),
        Mistake(
            "dW does not know the mask",
            right='dW = np.einsum("nd,ndm,nm->dm", x, mask, dout)',
            wrong="dW = x.T @ dout",
            hint="Nothing passed a dropped weight on the way forward. Can it be to blame for the loss?",
        ),
        Mistake(
            "neither gradient knows the mask",
            right='dx = np.einsum("nm,ndm->nd", dout, mask * W)\n    dW = np.einsum("nd,ndm,nm->dm", x, mask, dout)',
            wrong="dx = dout @ W.T\n    dW = x.T @ dout",
            hint="The mask is an argument for a reason: a dropped weight passes nothing, in either direction.",
        ),
        Mistake(
            "the first sample's mask for all",
            right='dx = np.einsum("nm,ndm->nd", dout, mask * W)\n    dW = np.einsum("nd,ndm,nm->dm", x, mask, dout)',
            wrong="dx = dout @ (mask[0] * W).T\n    dW = mask[0] * (x.T @ dout)",
            hint="Every sample lost other weights. Whose mask do you use?",
        ),
        Mistake(
            "the first sample's mask for all",
            right='dW = np.einsum("nd,ndm,nm->dm", x, mask, dout)',
            wrong="dW = mask[0] * (x.T @ dout)",
            hint="Every sample lost other weights. Whose mask do you use?",
        ),
        Mistake(
            "the first sample's mask for all",
            right='dx = np.einsum("nm,ndm->nd", dout, mask * W)',
            wrong="dx = dout @ (mask[0] * W).T",
            hint="Every sample lost other weights. Whose mask do you use?",
        ),
        Mistake(
            "the mean of the masks",
            right='dx = np.einsum("nm,ndm->nd", dout, mask * W)\n    dW = np.einsum("nd,ndm,nm->dm", x, mask, dout)',
            wrong="kept = mask.mean(axis=0).astype(x.dtype)\n    dx = dout @ (kept * W).T\n    dW = kept * (x.T @ dout)",
            hint="Every sample lost other weights: its gradient needs its own mask, not an average one.",
        ),
        Mistake(
            "the mean of the masks",
            right='dW = np.einsum("nd,ndm,nm->dm", x, mask, dout)',
            wrong="dW = mask.mean(axis=0).astype(x.dtype) * (x.T @ dout)",
            hint="Every sample lost other weights: its gradient needs its own mask, not an average one.",
        ),
        Mistake(
            "the mean of the masks",
            right='dx = np.einsum("nm,ndm->nd", dout, mask * W)',
            wrong="dx = dout @ (mask.mean(axis=0).astype(x.dtype) * W).T",
            hint="Every sample lost other weights: its gradient needs its own mask, not an average one.",
        ),
        Mistake(
            "the masks of all samples added up",
            right='dW = np.einsum("nd,ndm,nm->dm", x, mask, dout)',
            wrong="dW = mask.sum(axis=0).astype(x.dtype) * (x.T @ dout)",
            hint="Every sample lost other weights: its gradient needs its own mask, not all of them.",
        ),
        Mistake(
            "the masks of all samples added up",
            right='dx = np.einsum("nm,ndm->nd", dout, mask * W)\n    dW = np.einsum("nd,ndm,nm->dm", x, mask, dout)',
            wrong="kept = mask.sum(axis=0).astype(x.dtype)\n    dx = dout @ (kept * W).T\n    dW = kept * (x.T @ dout)",
            hint="Every sample lost other weights: its gradient needs its own mask, not all of them.",
        ),
        Mistake(
            "a weight that any sample kept",
            right='dW = np.einsum("nd,ndm,nm->dm", x, mask, dout)',
            wrong="dW = mask.any(axis=0) * (x.T @ dout)",
            hint="Every sample's gradient passes the weights that it kept itself, and no other.",
        ),
        Mistake(
            "a weight that any sample kept",
            right='dx = np.einsum("nm,ndm->nd", dout, mask * W)\n    dW = np.einsum("nd,ndm,nm->dm", x, mask, dout)',
            wrong="kept = mask.any(axis=0)\n    dx = dout @ (kept * W).T\n    dW = kept * (x.T @ dout)",
            hint="Every sample's gradient passes the weights that it kept itself, and no other.",
        ),
        Mistake(
            "the mask the wrong way round",
            right='dx = np.einsum("nm,ndm->nd", dout, mask * W)',
            wrong='mask = 1 - mask.astype(x.dtype)\n    dx = np.einsum("nm,ndm->nd", dout, mask * W)',
            hint="Where the mask is 1, the weight was kept.",
        ),
        Mistake(
            "the mask the wrong way round",
            right='dW = np.einsum("nd,ndm,nm->dm", x, mask, dout)',
            wrong='dW = np.einsum("nd,ndm,nm->dm", x, 1 - mask.astype(x.dtype), dout)',
            hint="Where the mask is 1, the weight was kept.",
        ),
        Mistake(
            "dW is a mean over the samples",
            right='dW = np.einsum("nd,ndm,nm->dm", x, mask, dout)',
            wrong='dW = np.einsum("nd,ndm,nm->dm", x, mask, dout) / len(x)',
            hint="If the loss is a mean, dout holds the 1 / N already.",
        ),
        Mistake(
            "dW and db are means over the samples",
            right='dW = np.einsum("nd,ndm,nm->dm", x, mask, dout)\n    db = dout.sum(axis=0)',
            wrong='dW = np.einsum("nd,ndm,nm->dm", x, mask, dout) / len(x)\n    db = dout.mean(axis=0)',
            hint="If the loss is a mean, dout holds the 1 / N already.",
        ),
        Mistake(
            "db is a mean over the samples",
            right="db = dout.sum(axis=0)",
            wrong="db = dout.mean(axis=0)",
            hint="Every sample uses the same bias. How do gradients over several uses combine?",
        ),
        Mistake(
            "db is a mean over the samples",
            right="db = dout.sum(axis=0)",
            wrong="db = dout.mean(axis=0, keepdims=True)",
            hint="Every sample uses the same bias. How do gradients over several uses combine?",
        ),
        Mistake(
            "a row axis too many",
            right="db = dout.sum(axis=0)",
            wrong="db = dout.sum(axis=0, keepdims=True)",
            hint="A gradient has the shape of what it belongs to: b is (M,).",
        ),
        Mistake(
            "db is not summed",
            right="db = dout.sum(axis=0)",
            wrong="db = dout.copy()",
            hint="A gradient has the shape of what it belongs to.",
        ),
        Mistake(
            "db is summed over the outputs",
            right="db = dout.sum(axis=0)",
            wrong="db = dout.sum(axis=1)",
            hint="A gradient has the shape of what it belongs to: b has one entry for every output.",
        ),
        Mistake(
            "the mask in db",
            right="db = dout.sum(axis=0)",
            wrong="db = (dout * mask.any(axis=1)).sum(axis=0)",
            hint="The bias is never dropped, not even where all weights of its output are.",
        ),
        Mistake(
            "the bias dropped with the first weight",
            right="db = dout.sum(axis=0)",
            wrong="db = (dout * mask[:, 0]).sum(axis=0)",
            hint="The bias is never dropped. What does the mask have to do with db?",
        ),
        Mistake(
            "the gradients scaled by the share kept",
            right='dx = np.einsum("nm,ndm->nd", dout, mask * W)',
            wrong='dout = dout / x.dtype.type(mask.mean())\n    dx = np.einsum("nm,ndm->nd", dout, mask * W)',
            hint="The forward pass scales nothing, so the backward pass doesn't either.",
        ),
        Mistake(
            "the forward pass's product in dW",
            right='dW = np.einsum("nd,ndm,nm->dm", x, mask, dout)',
            wrong='dW = np.einsum("nd,ndm,nm->dm", x, mask * W, dout)',
            hint="The slope of x * W with respect to W is x. What is W doing in it?",
        ),
        Mistake(
            "the weights are missing in dx",
            right='dx = np.einsum("nm,ndm->nd", dout, mask * W)',
            wrong='dx = np.einsum("nm,ndm->nd", dout, mask)',
            hint="A large weight passes a large gradient.",
        ),
        Mistake(
            "dW transposed",
            right='dW = np.einsum("nd,ndm,nm->dm", x, mask, dout)',
            wrong='dW = np.einsum("nd,ndm,nm->md", x, mask, dout)',
            hint="A gradient has the shape of what it belongs to.",
        ),
        Mistake(
            "the gradients have the wrong sign",
            right='dx = np.einsum("nm,ndm->nd", dout, mask * W)',
            wrong='dout = -dout\n    dx = np.einsum("nm,ndm->nd", dout, mask * W)',
            hint="A gradient points uphill; the minus sign comes later, in the step.",
        ),
        Mistake(
            "dx and dW exchanged",
            right="return dx, dW, db",
            wrong="return dW, dx, db",
            hint="Compare the order of your results with the docstring's.",
        ),
        Mistake(
            "no db",
            right="return dx, dW, db",
            wrong="return dx, dW",
            hint="The bias is learned too: it needs a gradient.",
        ),
        Mistake(
            "everything becomes float64",
            right='dx = np.einsum("nm,ndm->nd", dout, mask * W)',
            wrong='mask = mask.astype(float)\n    dx = np.einsum("nm,ndm->nd", dout, mask * W)',
            hint="Which of your lines brings in float64? Print the dtypes: an array made without a dtype, a mask of integers or a number of NumPy's own may do it.",
        ),
        Mistake(
            "dout written in place",
            right='dW = np.einsum("nd,ndm,nm->dm", x, mask, dout)\n    db = dout.sum(axis=0)',
            wrong='dW = np.einsum("nd,ndm,nm->dm", x, mask, dout)\n    db = dout.sum(axis=0)\n    dout *= mask[:, 0]',
            hint="dout belongs to the caller. Make a new array instead of writing into it.",
        ),
    ),
)

EXERCISE = Exercise(functions=(DROPCONNECT, PREDICT_MOMENTS, BACKWARD), written=1)
