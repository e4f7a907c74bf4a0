"""What the three-layer network with dropout must do, and how it goes wrong."""

import itertools

import numpy as np

from autograder.judging.declare import Case, Exercise, Function, Law, Mistake, Rng

# D = 4, hidden layers of 5 and 3, C = 2, N = 6: all different. Each hidden unit is active for some
# samples and not for others, and whatever is dropped with p = 0.4, 0.6 or 1, no ReLU's input lies
# within 0.014 of its kink.
PARAMS = {
    "W1": np.array(
        [
            [-0.5, -0.7, -1.5, -2.1],
            [0.5, 0.8, -0.2, -2.1],
            [1.8, 0.4, 1.3, 0.3],
            [0.8, 1.4, -2.0, -1.0],
            [0.3, 0.3, 0.9, 0.3],
        ]
    ),
    "b1": np.array([[1.2], [-0.4], [0.3], [-0.3], [-0.6]]),
    "W2": np.array([[-0.9, -0.6, 1.1, 0.5, -0.3], [-0.5, -0.4, 0.6, 1.0, 0.9], [1.6, -0.4, 0.9, 1.6, -0.8]]),
    "b2": np.array([[-1.1], [0.6], [-0.2]]),
    "W3": np.array([[-1.3, -0.7, -2.7], [-1.0, 1.3, 0.4]]),
    "b3": np.array([[-1.1], [-0.4]]),
}
X = np.array(
    [
        [-0.9, -0.5, 0.8, 2.0, -1.7, -0.7],
        [-0.1, -0.2, 0.0, 1.8, 1.2, 0.7],
        [0.4, 0.6, -0.1, 0.1, 0.4, -1.8],
        [-1.4, 1.7, 0.8, -1.2, 0.5, -0.4],
    ]
)
DSCORES = np.array([[0.5, -1.0, 0.25, 2.0, -0.75, 1.5], [-0.5, 1.25, 1.0, -0.25, 0.75, -2.0]])

# All hidden units are active whatever is dropped, and each choice of dropped units gives other
# scores (but for those that drop the whole second layer): the scores tell the masks.
OPEN_PARAMS = {
    "W1": np.array([[0.3, 0.2], [0.1, 0.4], [0.5, 0.1], [0.2, 0.7]]),
    "b1": np.array([[0.5], [0.2], [0.4], [0.1]]),
    "W2": np.array([[0.3, 0.5, 0.2, 0.7], [0.6, 0.1, 0.4, 0.3], [0.2, 0.8, 0.5, 0.1]]),
    "b2": np.array([[0.3], [0.1], [0.2]]),
    "W3": np.array([[0.7, -0.4, 1.1], [-0.9, 0.8, 0.3]]),
    "b3": np.array([[0.1], [-0.2]]),
}
SAME_SAMPLE = np.repeat(np.array([[1.0], [2.0]]), 30, axis=1)

# What mistakes change in both layers at once.
TWO_LAYERS = """H1 = np.maximum(0, np.dot(W1, X) + b1)
    U1 = (rng.random(H1.shape) < p).astype(H1.dtype) / p
    H1 = H1 * U1
    H2 = np.maximum(0, np.dot(W2, H1) + b2)
    U2 = (rng.random(H2.shape) < p).astype(H2.dtype) / p
    H2 = H2 * U2"""
PREDICTED_LAYERS = """H1 = np.maximum(0, np.dot(params["W1"], X) + params["b1"])
    H2 = np.maximum(0, np.dot(params["W2"], H1) + params["b2"])"""
WEIGHTS_OF_TWO_LAYERS = """grads["W3"] = np.dot(dscores, cache["H2"].T)
    grads["b3"] = dscores.sum(axis=1, keepdims=True)
    # H > 0 only where the unit was kept and its ReLU open.
    G2 = np.dot(params["W3"].T, dscores) * cache["U2"] * (cache["H2"] > 0)
    grads["W2"] = np.dot(G2, cache["H1"].T)"""


def as_float32(params: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The same parameters in single precision."""
    return {name: array.astype(np.float32) for name, array in params.items()}


def margin(params: dict[str, np.ndarray], X: np.ndarray, p: float) -> float:
    """How near a ReLU's input comes to 0, over all masks of the first layer."""
    z1 = params["W1"] @ X + params["b1"]
    masks = np.array(list(itertools.product([0.0, 1 / p], repeat=len(z1))))
    z2 = params["W2"] @ (np.maximum(0, z1) * masks[:, :, None]) + params["b2"]
    return min(float(np.abs(z1).min()), float(np.abs(z2).min()))


def fresh_network(
    rng: np.random.Generator, sizes: tuple[int, ...], N: int, p: float
) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """Random parameters and samples without a ReLU near its kink, and with some units active in both layers."""
    while True:
        D, H1, H2, C = sizes
        shapes = {"W1": (H1, D), "b1": (H1, 1), "W2": (H2, H1), "b2": (H2, 1), "W3": (C, H2), "b3": (C, 1)}
        params = {name: rng.normal(size=shape).round(2) for name, shape in shapes.items()}
        X = rng.normal(size=(D, N)).round(2)
        z1 = params["W1"] @ X + params["b1"]
        z2 = params["W2"] @ np.maximum(0, z1) + params["b2"]
        mixed = all(0.3 < np.mean(z > 0) < 0.8 for z in (z1, z2))
        if mixed and min(margin(params, X, p), margin(params, X, 1.0)) > 0.01:
            return params, X


def hidden_forward(rng: np.random.Generator) -> tuple[Case | Law, ...]:
    """Another network, another probability, another seed, for one grading run."""
    p = float(rng.choice([0.3, 0.4, 0.65, 0.75]))
    params, X = fresh_network(rng, (3, 4, 2, 5), 7, p)
    seed = int(rng.integers(2**31))
    above = float(rng.choice([1.1, 1.2, 1.7, 2.0]))
    open_law = {"params": OPEN_PARAMS, "X": SAME_SAMPLE, "p": float(rng.choice([0.45, 0.7])), "seed": seed}
    network = {"params": params, "X": X, "seed": seed}
    return (
        Law("another network, with dropout", "scores_are_those_of_a_thinned_network", {**network, "p": p}, free=True),
        Law("another network, p = 1", "scores_are_those_of_a_thinned_network", {**network, "p": 1.0}),
        Law("p is the probability of keeping", "hidden_units_are_kept_with_probability", open_law),
        Law("each unit is decided on its own", "hidden_units_are_decided_one_by_one", open_law),
        Law(
            "every draw comes from rng",
            "draws_come_from_rng",
            {"args": (OPEN_PARAMS, SAME_SAMPLE, 0.55, Rng(seed)), "kwargs": {}},
        ),
        Case("another p above 1 is refused", args=(params, X, above, Rng(seed)), raises=("p", str(above))),
    )


FIRST_MASK = "U1 = (rng.random(H1.shape) < p).astype(H1.dtype) / p"
SECOND_MASK = "U2 = (rng.random(H2.shape) < p).astype(H2.dtype) / p"
BETWEEN = "\n    H1 = H1 * U1\n    H2 = np.maximum(0, np.dot(W2, H1) + b2)\n    "
BOTH_MASKS = FIRST_MASK + BETWEEN + SECOND_MASK


def both(bits: str, factor: str = " / p") -> str:
    """Both layers' masks drawn in another way; bits and factor may speak of H, which becomes H1 and H2."""
    mask = f"U = ({bits}).astype(H.dtype){factor}"
    first, second = (mask.replace("U", f"U{i}", 1).replace("H.", f"H{i}.") for i in (1, 2))
    return first + BETWEEN + second


FORWARD_TRAIN = Function(
    "forward_train",
    may_share=True,  # the cache may hold X itself
    points=2,
    returns=("scores", "cache"),
    section="dropout/test_time",
    rules=(
        Law(
            "with p = 1 the scores are those of the whole network",
            "scores_are_those_of_a_thinned_network",
            {"params": PARAMS, "X": X, "p": 1.0},
        ),
        Law(
            "with dropout every sample's scores are those of a thinned network, kept units times 1/p",
            "scores_are_those_of_a_thinned_network",
            {"params": PARAMS, "X": X, "p": 0.6},
            free=True,
        ),
        Law(
            "the same for a network whose units are all active",
            "scores_are_those_of_a_thinned_network",
            {"params": OPEN_PARAMS, "X": SAME_SAMPLE[:, :7], "p": 0.3},
            free=True,
        ),
        Law(
            "one sample alone",
            "scores_are_those_of_a_thinned_network",
            {"params": PARAMS, "X": X[:, 3:4], "p": 0.7},
            free=True,
        ),
        Law(
            "float32 in, float32 out",
            "scores_are_those_of_a_thinned_network",
            {"params": as_float32(PARAMS), "X": X.astype(np.float32), "p": 0.6},
            free=True,
        ),
        Law(
            "p is the probability of keeping a unit, in both layers",
            "hidden_units_are_kept_with_probability",
            {"params": OPEN_PARAMS, "X": SAME_SAMPLE, "p": 0.65},
        ),
        Law(
            "each hidden unit of each sample is decided on its own, in each layer",
            "hidden_units_are_decided_one_by_one",
            {"params": OPEN_PARAMS, "X": SAME_SAMPLE, "p": 0.6},
        ),
        Law(
            "all randomness comes from rng",
            "draws_come_from_rng",
            {"args": (OPEN_PARAMS, SAME_SAMPLE, 0.5, Rng(1)), "kwargs": {}},
        ),
        Case("p = 0 is refused: nothing would be left", args=(PARAMS, X, 0.0, Rng(5)), raises=("p", "0")),
        Case("a negative p is refused", args=(PARAMS, X, -0.5, Rng(6)), raises=("p", "-0.5")),
        Case("a p above 1 is refused", args=(PARAMS, X, 1.5, Rng(7)), raises=("p", "1.5")),
    ),
    hidden=hidden_forward,
    mistakes=(
        Mistake(
            "vanilla dropout",
            right=BOTH_MASKS,
            wrong=both("rng.random(H.shape) < p", ""),
            hint='The lecture marks two lines with "Notice /p!". Without it, test time would need a factor p.',
        ),
        Mistake(
            "1/p in the first layer only",
            right=SECOND_MASK,
            wrong=SECOND_MASK.replace(" / p", ""),
            hint="Each of the two masks makes up for the units that it drops itself.",
        ),
        Mistake(
            "1/p in the second layer only",
            right=FIRST_MASK,
            wrong=FIRST_MASK.replace(" / p", ""),
            hint="Each of the two masks makes up for the units that it drops itself.",
        ),
        Mistake(
            "multiplied by p instead of divided",
            right=BOTH_MASKS,
            wrong=both("rng.random(H.shape) < p", " * p"),
            hint="Only a share p of the units is left. Must each of them get smaller or larger to make up for the others?",
        ),
        Mistake(
            "p drops throughout",
            right=BOTH_MASKS,
            wrong=both("rng.random(H.shape) >= p", " / max(1 - p, 1e-9)"),
            hint="This is the convention of the libraries, with the probability of dropping. The lecture's p keeps.",
        ),
        Mistake(
            "p drops throughout",
            right=BOTH_MASKS,
            wrong=both("rng.random(H.shape) >= p", " / (1 - p)"),
            hint="This is the convention of the libraries, with the probability of dropping. The lecture's p keeps.",
        ),
        Mistake(
            "p drops throughout",
            right=BOTH_MASKS,
            wrong=both("rng.random(H.shape) >= p", " * (1 / (1 - p))"),
            hint="This is the convention of the libraries, with the probability of dropping. The lecture's p keeps.",
        ),
        Mistake(
            "keeps with probability 1 - p",
            right=BOTH_MASKS,
            wrong=both("rng.random(H.shape) > p"),
            hint="Which units does your comparison keep when p is 0.9?",
        ),
        Mistake(
            "no dropout in the second layer",
            right="H2 = H2 * U2",
            wrong="pass",
            hint="The lecture drops after each of the two hidden ReLUs.",
        ),
        Mistake(
            "no dropout in the second layer",
            right=SECOND_MASK,
            wrong="U2 = np.ones_like(H2)",
            hint="The lecture drops after each of the two hidden ReLUs.",
        ),
        Mistake(
            "no dropout in the first layer",
            right="H1 = H1 * U1",
            wrong="pass",
            hint="The lecture drops after each of the two hidden ReLUs. Does your second layer read what was dropped?",
        ),
        Mistake(
            "no dropout in the first layer",
            right=FIRST_MASK,
            wrong="U1 = np.ones_like(H1)",
            hint="The lecture drops after each of the two hidden ReLUs. Does your second layer read what was dropped?",
        ),
        Mistake(
            "no dropout at all",
            right=BOTH_MASKS,
            wrong=both("np.ones(H.shape)", ""),
            hint="With p = 1/2 about half of the hidden units should be missing for each sample. Where does rng come in?",
        ),
        Mistake(
            "the scores are dropped too",
            right="scores = np.dot(W3, H2) + b3",
            wrong="scores = np.dot(W3, H2) + b3\n    scores = scores * (rng.random(scores.shape) < p).astype(scores.dtype) / p",
            hint="Only hidden units are dropped. What becomes of a class whose score is switched off?",
        ),
        Mistake(
            "the input is dropped too",
            right="H1 = np.maximum(0, np.dot(W1, X) + b1)",
            wrong="X = X * (rng.random(X.shape) < p).astype(X.dtype) / p\n    H1 = np.maximum(0, np.dot(W1, X) + b1)",
            hint="Only hidden units are dropped, those after a ReLU.",
        ),
        Mistake(
            "the input is dropped instead of the first layer",
            right="H1 = np.maximum(0, np.dot(W1, X) + b1)\n    " + FIRST_MASK,
            wrong="U = (rng.random(X.shape) < p).astype(X.dtype) / p\n    H1 = np.maximum(0, np.dot(W1, X * U) + b1)\n    U1 = np.ones_like(H1)",
            hint="The mask belongs after the ReLU. Which array has the shape of your first mask?",
        ),
        Mistake(
            "one mask for all samples",
            right=BOTH_MASKS,
            wrong=both("np.broadcast_to(rng.random((H.shape[0], 1)) < p, H.shape)"),
            hint="All columns lose the same units. How many random numbers does a layer of H units need for N samples?",
        ),
        Mistake(
            "one decision for a whole layer of a sample",
            right=BOTH_MASKS,
            wrong=both("np.broadcast_to(rng.random((1, H.shape[1])) < p, H.shape)"),
            hint="A sample loses all units of a layer or none. How many random numbers does a layer of H units need for N samples?",
        ),
        Mistake(
            "both layers share their random numbers",
            right=BOTH_MASKS,
            wrong="draws = rng.random((max(len(b1), len(b2)), X.shape[1]))\n    " + both("draws[: H.shape[0]] < p"),
            hint="Unit 0 of the second layer is dropped whenever unit 0 of the first one is. Draw anew for each layer.",
        ),
        Mistake(
            "always the same number of units kept",
            right=BOTH_MASKS,
            wrong=both(
                "rng.permuted(np.broadcast_to(np.arange(H.shape[0])[:, None] < round(p * H.shape[0]), H.shape), axis=0)"
            ),
            hint="Tossing a coin ten times doesn't give five heads every time. Toss one for each unit.",
        ),
        Mistake(
            "p fixed at 0.5",
            right=BOTH_MASKS,
            wrong=both("rng.random(H.shape) < 0.5", " / 0.5"),
            hint="With p = 1 nothing should be dropped. Is that so?",
        ),
        Mistake(
            "drawn against 0.5, divided by p",
            right=BOTH_MASKS,
            wrong=both("rng.random(H.shape) < 0.5"),
            hint="How many of a thousand units do you keep when p is 0.9?",
        ),
        Mistake(
            "NumPy's global random state",
            right=BOTH_MASKS,
            wrong=both("np.random.random(H.shape) < p"),
            hint="The lecture's np.random.rand draws from a state that everybody shares. The argument rng is yours.",
        ),
        Mistake(
            "a generator of its own",
            right=BOTH_MASKS,
            wrong="rng = np.random.default_rng()\n    " + BOTH_MASKS,
            hint="Two calls with the same seed differ. Every draw must come from the argument rng, and from nothing else.",
        ),
        Mistake(
            "a fixed seed",
            right=BOTH_MASKS,
            wrong="rng = np.random.default_rng(0)\n    " + BOTH_MASKS,
            hint="Every call gives the same, however far rng has moved on. Draw from rng itself, anew in every call.",
        ),
        Mistake(
            "no ReLU in the first layer",
            right="H1 = np.maximum(0, np.dot(W1, X) + b1)",
            wrong="H1 = np.dot(W1, X) + b1",
            hint="Follow a negative number through your first layer.",
        ),
        Mistake(
            "no ReLU in the second layer",
            right="H2 = np.maximum(0, np.dot(W2, H1) + b2)",
            wrong="H2 = np.dot(W2, H1) + b2",
            hint="Follow a negative number through your second layer.",
        ),
        Mistake(
            "a ReLU on the scores",
            right="scores = np.dot(W3, H2) + b3",
            wrong="scores = np.maximum(0, np.dot(W3, H2) + b3)",
            hint="Scores may be negative: the last layer is linear.",
        ),
        Mistake(
            "the last bias is left out",
            right="scores = np.dot(W3, H2) + b3",
            wrong="scores = np.dot(W3, H2)",
            hint="Every layer has a bias. What are the scores when all units are dropped?",
        ),
        Mistake(
            "the bias comes after the ReLU",
            right="H2 = np.maximum(0, np.dot(W2, H1) + b2)",
            wrong="H2 = np.maximum(0, np.dot(W2, H1)) + b2",
            hint="Mind the brackets of np.maximum: the bias decides where the ReLU opens.",
        ),
        *(
            Mistake(
                "the bias comes after the ReLU",
                right=TWO_LAYERS,
                wrong=wrong,
                hint="Mind the brackets of np.maximum: the bias decides where the ReLU opens.",
            )
            for wrong in (
                TWO_LAYERS.replace("X) + b1)", "X)) + b1").replace("H1) + b2)", "H1)) + b2"),
                TWO_LAYERS.replace("X) + b1)", "X))").replace("H1) + b2)", "H1))").replace(" * U1", " * U1 + b1")
                + " + b2",
            )
        ),
        Mistake(
            "the scores are transposed",
            right="return scores, cache",
            wrong="return scores.T, cache",
            hint="Columns are samples, in the scores too.",
        ),
        Mistake(
            "softmax on the scores",
            right="return scores, cache",
            wrong="scores = np.exp(scores - scores.max(axis=0))\n    return scores / scores.sum(axis=0), cache",
            hint="The network gives scores. Probabilities are the loss's business.",
        ),
        Mistake(
            "everything becomes float64",
            right=BOTH_MASKS,
            wrong=both("rng.random(H.shape) < p").replace(".astype(H1.dtype)", "").replace(".astype(H2.dtype)", ""),
            hint="Which of your lines brings in float64? Print the dtypes: an array made without a dtype, a mask of integers or a number of NumPy's own may do it.",
        ),
        Mistake(
            "an argument is changed in place",
            right="H1 = np.maximum(0, np.dot(W1, X) + b1)",
            wrong="X -= X.mean(axis=1, keepdims=True)\n    H1 = np.maximum(0, np.dot(W1, X) + b1)",
            hint="X and params belong to the caller. Which of your lines writes into one of them?",
        ),
        Mistake(
            "only the scores are returned",
            right="return scores, cache",
            wrong="return scores",
            hint="The backward pass needs the masks of this pass: they go into the cache.",
        ),
        Mistake(
            "the cache is no dict",
            right="return scores, cache",
            wrong="return scores, tuple(cache.values())",
            hint="The docstring asks for a dict: a name for each array.",
        ),
        Mistake(
            "the cache before the scores",
            right="return scores, cache",
            wrong="return cache, scores",
            hint="Look at the order in the docstring's section `Returns`.",
        ),
        Mistake(
            "p = 0 is not refused",
            right="if not 0 < p <= 1:",
            wrong="if not 0 <= p <= 1:",
            hint="Read the interval (0, 1] again: which of its ends belongs to it?",
        ),
        Mistake(
            "p = 1 is refused",
            right="if not 0 < p <= 1:",
            wrong="if not 0 < p < 1:",
            hint="p = 1 means no dropout, and that is allowed.",
        ),
        Mistake(
            "nothing is refused",
            right="if not 0 < p <= 1:",
            wrong="if False:",
            hint="Read the docstring's section `Raises`.",
        ),
        Mistake(
            "the refusal does not say the value",
            right='f"p must lie in (0, 1], but is {p}"',
            wrong='"p must lie in (0, 1]"',
            hint="Whoever reads the message wants to know which value was wrong.",
        ),
    ),
)


def hidden_backward(rng: np.random.Generator) -> tuple[Law, ...]:
    """Another network and other slopes, for one grading run."""
    p = float(rng.choice([0.5, 0.65, 0.75]))
    params, X = fresh_network(rng, (3, 4, 2, 5), 7, p)
    dscores = rng.normal(size=(5, 7)).round(2)
    network = {"params": params, "X": X, "dscores": dscores, "seed": int(rng.integers(2**31))}
    return (
        Law("another network without dropout", "backward_is_the_slope", {**network, "p": 1.0}),
        Law("another network with dropout", "backward_is_the_slope", {**network, "p": p}),
    )


G2 = 'G2 = np.dot(params["W3"].T, dscores) * cache["U2"] * (cache["H2"] > 0)'
G1 = 'G1 = np.dot(params["W2"].T, G2) * cache["U1"] * (cache["H1"] > 0)'
MIDDLE = '\n    grads["W2"] = np.dot(G2, cache["H1"].T)\n    grads["b2"] = G2.sum(axis=1, keepdims=True)\n    '
RETURN = "return grads"


def both_layers(old: str, new: str) -> dict[str, str]:
    """A mistake made in both hidden layers; old and new speak of layer 2."""
    first = G1.replace(old.replace("2", "1"), new.replace("2", "1"))
    return {"right": G2 + MIDDLE + G1, "wrong": G2.replace(old, new) + MIDDLE + first}


def at_the_end(change: str) -> dict[str, str]:
    """A mistake made with all gradients at once, before they are returned."""
    return {"right": RETURN, "wrong": f"grads = {{name: {change} for name, g in grads.items()}}\n    return grads"}


BACKWARD_MISTAKES = (
    Mistake(
        "the factor 1/p is lost on the way back",
        **both_layers(' * cache["U2"]', ""),
        hint="In the forward pass a kept unit was multiplied by its entry of the mask, not by 1.",
    ),
    Mistake(
        "the second mask is not used",
        right=G2,
        wrong='G2 = np.dot(params["W3"].T, dscores) * (cache["H2"] / np.maximum(cache["U2"], 1e-9) > 0)',
        hint="Two masks were used on the way forward. How many do you use on the way back?",
    ),
    Mistake(
        "the first mask is not used",
        right=G1,
        wrong='G1 = np.dot(params["W2"].T, G2) * (cache["H1"] > 0)',
        hint="Two masks were used on the way forward. How many do you use on the way back?",
    ),
    Mistake(
        "masks drawn anew",
        **both_layers(
            'cache["U2"]',
            '(cache["U2"].max() * (np.random.default_rng(0).random(cache["U2"].shape) < 1 / cache["U2"].max()))',
        ),
        hint="The gradient belongs to the pass that gave the scores. Which masks did that pass use?",
    ),
    Mistake(
        "the masks count twice",
        **both_layers('cache["U2"]', 'cache["U2"] ** 2'),
        hint="The forward pass multiplies by each mask once.",
    ),
    Mistake(
        "the masks count twice",
        right=WEIGHTS_OF_TWO_LAYERS,
        wrong=WEIGHTS_OF_TWO_LAYERS.replace('cache["H2"].T', '(cache["H2"] * cache["U2"]).T').replace(
            'cache["H1"].T', '(cache["H1"] * cache["U1"]).T'
        ),
        hint="The forward pass multiplies by each mask once.",
    ),
    Mistake(
        "multiplied by p instead of 1/p",
        **both_layers('cache["U2"]', '(cache["U2"] > 0) / np.maximum(cache["U2"], 1e-9)'),
        hint="out = h * U. What is its derivative with respect to h?",
    ),
    Mistake(
        "kept units are those with 1/p = 2",
        **both_layers('cache["U2"]', '2 * (cache["U2"] > 0)'),
        hint="The factor is in the mask. Is it always that of p = 0.5?",
    ),
    Mistake(
        "no ReLU in the backward pass",
        **both_layers(' * (cache["H2"] > 0)', ""),
        hint="A unit whose ReLU was closed had no part in the scores. What goes back through it?",
    ),
    Mistake(
        "no ReLU in the second layer's backward pass",
        right=G2,
        wrong=G2.replace(' * (cache["H2"] > 0)', ""),
        hint="Both hidden layers have a ReLU. Through which of them do you go back?",
    ),
    Mistake(
        "no ReLU in the first layer's backward pass",
        right=G1,
        wrong=G1.replace(' * (cache["H1"] > 0)', ""),
        hint="Both hidden layers have a ReLU. Through which of them do you go back?",
    ),
    Mistake(
        "neither mask nor ReLU",
        **both_layers(' * cache["U2"] * (cache["H2"] > 0)', ""),
        hint="A dropped unit and a closed ReLU pass nothing back. Where do you see to that?",
    ),
    Mistake(
        "the ReLU of the gradient",
        right=G2 + MIDDLE + G1,
        wrong='G2 = np.maximum(0, np.dot(params["W3"].T, dscores)) * cache["U2"]'
        + MIDDLE
        + 'G1 = np.maximum(0, np.dot(params["W2"].T, G2)) * cache["U1"]',
        hint="Whether a ReLU lets the gradient pass depends on its input in the forward pass, not on the gradient's sign.",
    ),
    Mistake(
        "the first layer's gradient skips the second layer's gate",
        right=G1,
        wrong='G1 = np.dot(params["W2"].T, np.dot(params["W3"].T, dscores)) * cache["U1"] * (cache["H1"] > 0)',
        hint="What goes into the first layer has come through the second one, with its mask and its ReLU.",
    ),
    Mistake(
        "the activations before they were dropped",
        right='grads["W3"] = np.dot(dscores, cache["H2"].T)',
        wrong='grads["W3"] = np.dot(dscores, cache["H2"].T) / cache["U2"].max()',
        hint="A weight was multiplied by the dropped activations, with their factor 1/p. Which ones are in your products?",
    ),
    Mistake(
        "the activations before they were dropped",
        right=RETURN,
        wrong='A1 = np.maximum(0, np.dot(params["W1"], cache["X"]) + params["b1"])\n    A2 = np.maximum(0, np.dot(params["W2"], cache["H1"]) + params["b2"])\n    grads["W3"], grads["W2"] = np.dot(dscores, A2.T), np.dot(G2, A1.T)\n    return grads',
        hint="A weight was multiplied by the dropped activations, with their factor 1/p. Which ones are in your products?",
    ),
    Mistake(
        "the activations before they were dropped",
        right=RETURN,
        wrong='A2 = np.maximum(0, np.dot(params["W2"], cache["H1"]) + params["b2"])\n    grads["W3"] = np.dot(dscores, A2.T)\n    return grads',
        hint="A weight was multiplied by the dropped activations, with their factor 1/p. Which ones are in your products?",
    ),
    Mistake(
        "the activations before they were dropped",
        right=RETURN,
        wrong='A1 = np.maximum(0, np.dot(params["W1"], cache["X"]) + params["b1"])\n    grads["W2"] = np.dot(G2, A1.T)\n    return grads',
        hint="A weight was multiplied by the dropped activations, with their factor 1/p. Which ones are in your products?",
    ),
    Mistake(
        "divided by the number of samples",
        **at_the_end("(g / dscores.shape[1]).astype(g.dtype)"),
        hint="If the loss is a mean, its 1/N is in dscores already. The gradients are sums over the columns.",
    ),
    Mistake(
        "only the weights are divided by the number of samples",
        **at_the_end("(g / dscores.shape[1] if name[0] == 'W' else g).astype(g.dtype)"),
        hint="If the loss is a mean, its 1/N is in dscores already. The gradients are sums over the columns.",
    ),
    Mistake(
        "means over the samples for the biases",
        **at_the_end("(g / dscores.shape[1] if name[0] == 'b' else g).astype(g.dtype)"),
        hint="The bias acts on every sample alike, and its gradient is the sum of what each of them says.",
    ),
    Mistake(
        "divided by the number of classes",
        **at_the_end("(g / len(dscores)).astype(g.dtype)"),
        hint="dscores holds every factor of the loss already. The gradients are sums over the columns.",
    ),
    Mistake(
        "the biases' sum over the units",
        right='grads["b1"] = G1.sum(axis=1, keepdims=True)',
        wrong='grads["b1"] = G1.sum(axis=0, keepdims=True)',
        hint="Columns are samples. Over which axis does the bias's gradient sum, and which shape is left?",
    ),
    Mistake(
        "one sum over everything for a bias",
        right='grads["b3"] = dscores.sum(axis=1, keepdims=True)',
        wrong='grads["b3"] = np.full_like(params["b3"], dscores.sum())',
        hint="Each unit has a bias of its own.",
    ),
    Mistake(
        "biases without their second axis",
        **at_the_end("g if name[0] == 'W' else g[:, 0].copy()"),
        hint="A bias is a column, (out, 1). Which argument of sum keeps the axis that was summed over?",
    ),
    Mistake(
        "the last bias's gradient is not summed",
        right='grads["b3"] = dscores.sum(axis=1, keepdims=True)',
        wrong='grads["b3"] = dscores.copy()',
        hint="A gradient has the shape of its parameter.",
    ),
    Mistake(
        "the weights' gradients are transposed",
        **at_the_end("g.T.copy() if name[0] == 'W' else g"),
        hint="A gradient has the shape of its parameter.",
    ),
    Mistake(
        "the gradients point downhill",
        **at_the_end("-g"),
        hint="A gradient points uphill; the minus sign comes later, in the step.",
    ),
    Mistake(
        "the step is taken here already",
        right=RETURN,
        wrong="return {name: params[name] - g.dtype.type(0.01) * g for name, g in grads.items()}",
        hint="The function returns gradients. The update is another function's work.",
    ),
    Mistake(
        "a weight penalty in the gradients",
        **at_the_end("g + params[name] * (name[0] == 'W')"),
        hint="The loss is whatever made dscores; nothing here knows of a penalty.",
    ),
    Mistake(
        "the last layer's weights only",
        right=G1,
        wrong=G1 + " * 0",
        hint="The first layer gets a gradient too. How does it come through the second one?",
    ),
    Mistake(
        "a key is missing",
        right='grads["b1"] = G1.sum(axis=1, keepdims=True)',
        wrong="pass",
        hint="grads has the keys of params: all six.",
    ),
    Mistake(
        "other keys than params",
        right=RETURN,
        wrong='return {"d" + name: g for name, g in grads.items()}',
        hint="The keys are those of params, so that an update can go through both dicts together.",
    ),
    Mistake(
        "a tuple instead of a dict",
        right=RETURN,
        wrong="return tuple(grads[name] for name in params)",
        hint="grads is a dict with the keys of params.",
    ),
    Mistake(
        "the cache is written to",
        **both_layers('cache["U2"]', 'np.multiply(cache["U2"], cache["H2"] > 0, out=cache["U2"])'),
        hint="Two calls of backward with one cache must give the same answer. Which line writes into it?",
    ),
    Mistake(
        "the cache written in place",
        right=RETURN,
        wrong='cache["U1"] *= 2\n    cache["U2"] *= 2\n    return grads',
        hint="The cache belongs to the caller, who may want to go back once more. Which of your lines writes into it?",
    ),
    Mistake(
        "dscores written in place",
        right=RETURN,
        wrong="dscores /= dscores.shape[1]\n    return grads",
        hint="dscores belongs to the caller. Which of your lines writes into it?",
    ),
    Mistake(
        "everything becomes float64",
        **at_the_end("g.astype(float)"),
        hint="Which of your lines brings in float64? Print the dtypes: an array made without a dtype, a mask of integers or a number of NumPy's own may do it.",
    ),
)

NETWORK = {"params": PARAMS, "X": X, "dscores": DSCORES}

BACKWARD = Function(
    "backward",
    points=3,
    returns=("grads",),
    section="dropout/test_time",
    rules=(
        Law(
            "without dropout (p = 1) every gradient is the slope of your forward pass",
            "backward_is_the_slope",
            {**NETWORK, "p": 1.0},
        ),
        Law("with dropout too, through the very masks of that pass", "backward_is_the_slope", {**NETWORK, "p": 0.6}),
        Law(
            "a network whose units are all active",
            "backward_is_the_slope",
            {"params": OPEN_PARAMS, "X": SAME_SAMPLE[:, :5], "p": 0.7, "dscores": DSCORES[:, :5], "seed": 4},
        ),
        Law(
            "one sample alone",
            "backward_is_the_slope",
            {"params": PARAMS, "X": X[:, 3:4], "p": 0.4, "dscores": DSCORES[:, 3:4], "seed": 5},
        ),
        Law(
            "float32 in, float32 out",
            "backward_is_the_slope",
            {
                "params": as_float32(OPEN_PARAMS),
                "X": SAME_SAMPLE[:, :5].astype(np.float32),
                "p": 1.0,
                "dscores": DSCORES[:, :5].astype(np.float32),
            },
        ),
    ),
    hidden=hidden_backward,
    mistakes=BACKWARD_MISTAKES,
)


def hidden_predictions(rng: np.random.Generator) -> tuple[Case, ...]:
    """Another network, for one grading run."""
    return (Case("another network", args=fresh_network(rng, (6, 4, 3, 5), 2, 0.5)),)


PREDICT = Function(
    "predict",
    points=1,
    returns=("scores",),
    section="dropout/test_time",
    rules=(
        Case(
            "two ReLUs and a linear layer, by hand",
            args=(
                {
                    "W1": np.array([[1.0, -1.0], [2.0, 0.5]]),
                    "b1": np.array([[0.5], [-1.0]]),
                    "W2": np.array([[1.0, 1.0], [-1.0, 0.5]]),
                    "b2": np.array([[-0.5], [1.0]]),
                    "W3": np.array([[2.0, -3.0]]),
                    "b3": np.array([[0.25]]),
                },
                np.array([[1.0, -1.0], [3.0, 1.0]]),
            ),
            # Sample 0: (-1.5, 2.5) -> (0, 2.5) -> (2, 2.25) -> 4 - 6.75 + 0.25.
            # Sample 1: (-1.5, -2.5) -> (0, 0) -> (-0.5, 1) -> (0, 1) -> -3 + 0.25.
            expect=np.array([[-2.5, -2.75]]),
        ),
        Case("six samples, every unit active for some of them", args=(PARAMS, X)),
        Case("units that are all active: nothing is scaled", args=(OPEN_PARAMS, SAME_SAMPLE[:, :3])),
        Case("one sample alone", args=(PARAMS, X[:, 2:3])),
        Case("float32 in, float32 out", args=(as_float32(PARAMS), X.astype(np.float32))),
    ),
    hidden=hidden_predictions,
    mistakes=(
        Mistake(
            "scaled by a half in each hidden layer",
            right='H1 = np.maximum(0, np.dot(params["W1"], X) + params["b1"])\n    '
            'H2 = np.maximum(0, np.dot(params["W2"], H1) + params["b2"])',
            wrong='H1 = np.maximum(0, np.dot(params["W1"], X) + params["b1"]) * X.dtype.type(0.5)\n    '
            'H2 = np.maximum(0, np.dot(params["W2"], H1) + params["b2"]) * X.dtype.type(0.5)',
            hint="That was vanilla dropout at p = 0.5. Inverted dropout has made up for it in training.",
        ),
        Mistake(
            "units are dropped at test time",
            right='H2 = np.maximum(0, np.dot(params["W2"], H1) + params["b2"])',
            wrong="U1 = (np.random.default_rng(0).random(H1.shape) < 0.5).astype(H1.dtype) / 0.5\n    "
            'H2 = np.maximum(0, np.dot(params["W2"], H1 * U1) + params["b2"])',
            hint="A prediction should be the same every time, with every unit at work.",
        ),
        Mistake(
            "units are dropped by NumPy's global random state",
            right='H2 = np.maximum(0, np.dot(params["W2"], H1) + params["b2"])',
            wrong="U1 = (np.random.random(H1.shape) < 1.0).astype(H1.dtype)\n    "
            'H2 = np.maximum(0, np.dot(params["W2"], H1 * U1) + params["b2"])',
            hint="Nothing at test time is random.",
        ),
        Mistake(
            "no ReLU in the first layer",
            right='H1 = np.maximum(0, np.dot(params["W1"], X) + params["b1"])',
            wrong='H1 = np.dot(params["W1"], X) + params["b1"]',
            hint="Follow a negative number through your first layer.",
        ),
        Mistake(
            "no ReLU in the second layer",
            right='H2 = np.maximum(0, np.dot(params["W2"], H1) + params["b2"])',
            wrong='H2 = np.dot(params["W2"], H1) + params["b2"]',
            hint="Follow a negative number through your second layer.",
        ),
        Mistake(
            "no ReLU at all",
            right='H1 = np.maximum(0, np.dot(params["W1"], X) + params["b1"])\n    '
            'H2 = np.maximum(0, np.dot(params["W2"], H1) + params["b2"])',
            wrong='H1 = np.dot(params["W1"], X) + params["b1"]\n    H2 = np.dot(params["W2"], H1) + params["b2"]',
            hint="Without a nonlinearity three layers are no more than one.",
        ),
        Mistake(
            "a ReLU on the scores",
            right='return np.dot(params["W3"], H2) + params["b3"]',
            wrong='return np.maximum(0, np.dot(params["W3"], H2) + params["b3"])',
            hint="Scores may be negative: the last layer is linear.",
        ),
        Mistake(
            "the last bias is left out",
            right='return np.dot(params["W3"], H2) + params["b3"]',
            wrong='return np.dot(params["W3"], H2)',
            hint="Every layer has a bias.",
        ),
        Mistake(
            "the bias comes after the ReLU",
            right='H2 = np.maximum(0, np.dot(params["W2"], H1) + params["b2"])',
            wrong='H2 = np.maximum(0, np.dot(params["W2"], H1)) + params["b2"]',
            hint="Mind the brackets of np.maximum: the bias decides where the ReLU opens.",
        ),
        Mistake(
            "the bias comes after the ReLU",
            right=PREDICTED_LAYERS,
            wrong=PREDICTED_LAYERS.replace(" + params", ") + params").replace("])", "]"),
            hint="Mind the brackets of np.maximum: the bias decides where the ReLU opens.",
        ),
        Mistake(
            "two layers only",
            right='return np.dot(params["W3"], H2) + params["b3"]',
            wrong='return np.dot(params["W2"], H1) + params["b2"]',
            hint="The lecture speaks of two layers, but its listing has three. Which weights have you not used?",
        ),
        Mistake(
            "the scores are transposed",
            right='return np.dot(params["W3"], H2) + params["b3"]',
            wrong='return (np.dot(params["W3"], H2) + params["b3"]).T',
            hint="Columns are samples, in the scores too.",
        ),
        Mistake(
            "the class instead of the scores",
            right='return np.dot(params["W3"], H2) + params["b3"]',
            wrong='return (np.dot(params["W3"], H2) + params["b3"]).argmax(axis=0)',
            hint="The function returns all scores, (C, N). Whoever wants the class takes the argmax.",
        ),
        Mistake(
            "softmax on the scores",
            right='return np.dot(params["W3"], H2) + params["b3"]',
            wrong='scores = np.dot(params["W3"], H2) + params["b3"]\n    scores = np.exp(scores - scores.max(axis=0))\n'
            "    return scores / scores.sum(axis=0)",
            hint="The network gives scores. Probabilities are the loss's business.",
        ),
        Mistake(
            "a cache is returned too",
            right='return np.dot(params["W3"], H2) + params["b3"]',
            wrong='return np.dot(params["W3"], H2) + params["b3"], {}',
            hint="At test time nothing goes back: one result is enough.",
        ),
        Mistake(
            "everything becomes float64",
            right='np.dot(params["W1"], X)',
            wrong='np.dot(params["W1"], X.astype(float))',
            hint="Which of your lines brings in float64? Print the dtypes: an array made without a dtype, a mask of integers or a number of NumPy's own may do it.",
        ),
        Mistake(
            "X is centred in place",
            right='H1 = np.maximum(0, np.dot(params["W1"], X) + params["b1"])',
            wrong='X -= X.mean(axis=1, keepdims=True)\n    H1 = np.maximum(0, np.dot(params["W1"], X) + params["b1"])',
            hint="X belongs to the caller, and is standardized already if it should be.",
        ),
        Mistake(
            "a bias is written in place",
            right='H1 = np.maximum(0, np.dot(params["W1"], X) + params["b1"])',
            wrong='W1, b1 = params["W1"], params["b1"]\n    W1 *= 1\n    b1 += 1\n'
            "    H1 = np.maximum(0, np.dot(W1, X) + b1 - 1).astype(X.dtype)",
            hint="The parameters belong to the caller.",
        ),
        Mistake(
            "the bias is a row",
            right='np.dot(params["W1"], X) + params["b1"]',
            wrong='np.dot(params["W1"], X) + params["b1"].T',
            hint="A bias of shape (out, 1) is added to each column.",
        ),
    ),
)

EXERCISE = Exercise(functions=(FORWARD_TRAIN, BACKWARD, PREDICT), written=1)
