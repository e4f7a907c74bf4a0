"""What the steps of transfer learning must do, and how they go wrong."""

from itertools import pairwise

import numpy as np

from autograder.judging.declare import Case, Exercise, Function, Law, Mistake, Rng, other_defaults

PAGE = "transfer_learning"


def network(seed: int, *sizes: int, dtype: str = "float64") -> dict[str, np.ndarray]:
    """Parameters W1, b1, ..., with layers of the given sizes, input first. No bias is 0."""
    rng = np.random.default_rng(seed)
    params = {}
    for layer, (n_in, n_out) in enumerate(pairwise(sizes), start=1):
        params[f"W{layer}"] = rng.normal(size=(n_in, n_out)).round(2).astype(dtype)
        params[f"b{layer}"] = (rng.choice([-1, 1], n_out) * rng.uniform(0.1, 0.9, n_out)).round(2).astype(dtype)
    return params


# Eleven layers: as texts, "W10" stands before "W2".
DEEP = (2, 3, 2, 2, 3, 2, 2, 3, 2, 3, 4, 2)
THIN = (2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1)


def sizes_of(rng: np.random.Generator, n_layers: int) -> tuple[int, ...]:
    """Sizes of n_layers layers, all different."""
    return tuple(int(n) for n in rng.choice(np.arange(2, 9), size=n_layers + 1, replace=False))


def hidden_heads(rng: np.random.Generator) -> tuple[Law, ...]:
    """Other networks, classes, scales and seeds, for one grading run."""
    seed, scale = int(rng.integers(2**31)), round(float(rng.uniform(0.2, 5.0)), 3)
    wide = network(seed, 3, 50, 2)
    other = network(seed + 1, *sizes_of(rng, 5))
    return (
        Law(
            "five layers",
            "only_the_head_is_new",
            {"params": other, "n_classes": int(rng.integers(9, 12)), "kwargs": {"scale": scale}, "seed": seed},
        ),
        Law(
            "another scale",
            "head_is_normal",
            {"params": wide, "n_classes": 60, "kwargs": {"scale": scale}, "scale": scale, "seed": seed},
        ),
        Law("every draw comes from rng", "draws_come_from_rng", {"args": (other, 6, Rng(seed)), "kwargs": {}}),
    )


WIDE = network(1, 2, 40, 3)

REINITIALIZE_HEAD = Function(
    "reinitialize_head",
    points=1,
    returns=("params",),
    may_share=True,
    section=PAGE,
    rules=(
        Law(
            "only the head is new, with a column for every new class and biases of 0",
            "only_the_head_is_new",
            {"params": network(2, 4, 3, 2), "n_classes": 5, "kwargs": {}},
        ),
        Law(
            "a network of one layer is all head",
            "only_the_head_is_new",
            {"params": network(3, 4, 6), "n_classes": 3, "kwargs": {}},
            free=True,
        ),
        Law(
            "four layers, and as many classes as before",
            "only_the_head_is_new",
            {"params": network(4, 6, 5, 4, 3, 2), "n_classes": 2, "kwargs": {}},
        ),
        Law(
            "eleven layers: the last one is number 11",
            "only_the_head_is_new",
            {"params": network(5, *DEEP), "n_classes": 4, "kwargs": {}},
        ),
        Law(
            "float32 in, float32 out",
            "only_the_head_is_new",
            {"params": network(6, 4, 3, 2, dtype="float32"), "n_classes": 5, "kwargs": {}},
        ),
        Law(
            "the new weights are normal with standard deviation scale",
            "head_is_normal",
            {"params": WIDE, "n_classes": 60, "kwargs": {"scale": 0.3}, "scale": 0.3},
        ),
        Law(
            "without scale, their standard deviation is 0.01",
            "head_is_normal",
            {"params": WIDE, "n_classes": 60, "kwargs": {}, "scale": 0.01},
        ),
        Law(
            "all randomness comes from rng",
            "draws_come_from_rng",
            {"args": (network(7, 4, 3, 2), 5, Rng(1)), "kwargs": {}},
        ),
    ),
    hidden=hidden_heads,
    mistakes=(
        Mistake(
            "the old head where the number of classes is the same",
            right="new_W = scale * rng.standard_normal((W.shape[0], n_classes))",
            wrong="if W.shape[1] == n_classes:\n        return dict(params)\n    new_W = scale * rng.standard_normal((W.shape[0], n_classes))",
            hint="Ten new classes are not the ten old ones. What does the old head know of them?",
        ),
        Mistake(
            "the head stays as it was",
            right='    return {\n        **params,\n        f"W{D}": new_W.astype(W.dtype),\n        f"b{D}": np.zeros(n_classes, dtype=W.dtype),\n    }',
            wrong="    return dict(params)",
            hint="The old head tells the old classes apart. What does it know of the new ones?",
        ),
        Mistake(
            "a new layer behind the old head",
            right='    return {\n        **params,\n        f"W{D}": new_W.astype(W.dtype),\n        f"b{D}": np.zeros(n_classes, dtype=W.dtype),\n    }',
            wrong='    new_W = scale * rng.standard_normal((W.shape[1], n_classes))\n    new = {f"W{D + 1}": new_W.astype(W.dtype), f"b{D + 1}": np.zeros(n_classes, dtype=W.dtype)}\n    return {**params, **new}',
            hint="Your network has one layer more than before. What becomes of the old head?",
        ),
        Mistake(
            "the new weights are zero",
            right="new_W.astype(W.dtype)",
            wrong="(0 * new_W).astype(W.dtype)",
            hint="With zeros the head hands no gradient down to the body in its first step. What does the docstring say of WD?",
        ),
        Mistake(
            "the whole network is new",
            right="**params,",
            wrong="**{k: (scale * rng.standard_normal(v.shape)).astype(v.dtype) for k, v in params.items()},",
            hint="The body's weights are what is to be transferred. Which layer is new?",
        ),
        Mistake(
            "the first layer is replaced",
            right="D = len(params) // 2",
            wrong="D = 1",
            hint="Which layer has a unit for every class?",
        ),
        Mistake(
            "the last layer found by the order of texts",
            right="D = len(params) // 2",
            wrong='D = max(name for name in params if name[0] == "W")[1:]',
            hint='Try a network of eleven layers. Which text is larger, "W9" or "W11"?',
        ),
        Mistake(
            "the old bias is kept",
            right="np.zeros(n_classes, dtype=W.dtype)",
            wrong='np.resize(params[f"b{D}"], n_classes)',
            hint="The old biases belong to the old classes. Where do the new ones start?",
        ),
        Mistake(
            "a random bias",
            right="np.zeros(n_classes, dtype=W.dtype)",
            wrong="(scale * rng.standard_normal(n_classes)).astype(W.dtype)",
            hint="The weights must differ from one another, so that the classes do. Need the biases?",
        ),
        Mistake(
            "a random bias",
            right="np.zeros(n_classes, dtype=W.dtype)",
            wrong="(scale * rng.uniform(-1, 1, n_classes)).astype(W.dtype)",
            hint="The weights must differ from one another, so that the classes do. Need the biases?",
        ),
        Mistake(
            "a random bias",
            right="np.zeros(n_classes, dtype=W.dtype)",
            wrong="rng.standard_normal(n_classes).astype(W.dtype)",
            hint="The weights must differ from one another, so that the classes do. Need the biases?",
        ),
        Mistake(
            "scale is not used",
            right="scale * rng.standard_normal((W.shape[0], n_classes))",
            wrong="rng.standard_normal((W.shape[0], n_classes))",
            hint="How large are your new weights? How large should they be?",
        ),
        Mistake(
            "scale fixed at 0.01",
            right="scale * rng.standard_normal((W.shape[0], n_classes))",
            wrong="0.01 * rng.standard_normal((W.shape[0], n_classes))",
            hint="Try another scale. Do the weights get larger?",
        ),
        Mistake(
            "scale taken for the variance",
            right="scale * rng.standard_normal((W.shape[0], n_classes))",
            wrong="scale**0.5 * rng.standard_normal((W.shape[0], n_classes))",
            hint="rng.normal takes a standard deviation, and scale is one. Is there a root too many?",
        ),
        Mistake(
            "scale squared",
            right="scale * rng.standard_normal((W.shape[0], n_classes))",
            wrong="scale**2 * rng.standard_normal((W.shape[0], n_classes))",
            hint="The standard deviation of c * z is c times that of z, not c**2 times.",
        ),
        Mistake(
            "uniform instead of normal",
            right="scale * rng.standard_normal((W.shape[0], n_classes))",
            wrong="scale * 3**0.5 * rng.uniform(-1, 1, (W.shape[0], n_classes))",
            hint="No weight of yours is ever larger than a sharp limit. From which distribution are they to be drawn?",
        ),
        Mistake(
            "uniform instead of normal",
            right="scale * rng.standard_normal((W.shape[0], n_classes))",
            wrong="rng.uniform(-scale, scale, (W.shape[0], n_classes))",
            hint="No weight of yours is ever larger than a sharp limit. From which distribution are they to be drawn?",
        ),
        Mistake(
            "uniform between 0 and scale",
            right="scale * rng.standard_normal((W.shape[0], n_classes))",
            wrong="scale * rng.random((W.shape[0], n_classes))",
            hint="Are there negative weights among yours?",
        ),
        Mistake(
            "only positive weights",
            right="scale * rng.standard_normal((W.shape[0], n_classes))",
            wrong="scale * np.abs(rng.standard_normal((W.shape[0], n_classes)))",
            hint="Are there negative weights among yours?",
        ),
        Mistake(
            "another initialization instead of scale",
            right="scale * rng.standard_normal((W.shape[0], n_classes))",
            wrong="(2 / W.shape[0]) ** 0.5 * rng.standard_normal((W.shape[0], n_classes))",
            hint="A good habit for hidden layers; here the argument scale says how large the weights are.",
        ),
        Mistake(
            "another initialization instead of scale",
            right="scale * rng.standard_normal((W.shape[0], n_classes))",
            wrong="(1 / W.shape[0]) ** 0.5 * rng.standard_normal((W.shape[0], n_classes))",
            hint="A good habit for hidden layers; here the argument scale says how large the weights are.",
        ),
        Mistake(
            "another initialization instead of scale",
            right="scale * rng.standard_normal((W.shape[0], n_classes))",
            wrong="(2 / (W.shape[0] + n_classes)) ** 0.5 * rng.standard_normal((W.shape[0], n_classes))",
            hint="A good habit for hidden layers; here the argument scale says how large the weights are.",
        ),
        Mistake(
            "another initialization instead of scale",
            right="scale * rng.standard_normal((W.shape[0], n_classes))",
            wrong="rng.uniform(-((1 / W.shape[0]) ** 0.5), (1 / W.shape[0]) ** 0.5, (W.shape[0], n_classes))",
            hint="A good habit for hidden layers; here the argument scale says how large the weights are.",
        ),
        Mistake(
            "another initialization instead of scale",
            right="scale * rng.standard_normal((W.shape[0], n_classes))",
            wrong="(6 / (W.shape[0] + n_classes)) ** 0.5 * rng.uniform(-1, 1, (W.shape[0], n_classes))",
            hint="A good habit for hidden layers; here the argument scale says how large the weights are.",
        ),
        Mistake(
            "the same weights for every class",
            right="scale * rng.standard_normal((W.shape[0], n_classes))",
            wrong="scale * np.repeat(rng.standard_normal((W.shape[0], 1)), n_classes, axis=1)",
            hint="If all columns are equal, all classes get the same score. Draw a weight for every class.",
        ),
        Mistake(
            "the weights transposed",
            right="scale * rng.standard_normal((W.shape[0], n_classes))",
            wrong="scale * rng.standard_normal((n_classes, W.shape[0]))",
            hint="Rows are samples: X @ W. Which side of W has the classes?",
        ),
        Mistake(
            "as many classes as before",
            right="W = params",
            wrong='n_classes = len(params[f"b{D}"])\n    W = params',
            hint="How many outputs does the new head need?",
        ),
        Mistake(
            "the bias is a row of a matrix",
            right="np.zeros(n_classes, dtype=W.dtype)",
            wrong="np.zeros((1, n_classes), dtype=W.dtype)",
            hint="The docstring gives bD's shape with one number in it.",
        ),
        Mistake(
            "everything becomes float64",
            right="new_W.astype(W.dtype)",
            wrong="new_W",
            hint="Which of your lines brings in float64? Print the dtypes: an array made without a dtype, a mask of integers or a number of NumPy's own may do it.",
        ),
        Mistake(
            "NumPy's global random state",
            right="rng.standard_normal((W.shape[0], n_classes))",
            wrong="np.random.randn(W.shape[0], n_classes)",
            hint="np.random.something draws from a state that everybody shares. The argument rng is yours.",
        ),
        Mistake(
            "a generator of its own",
            right="D = len(params) // 2",
            wrong="rng = np.random.default_rng()\n    D = len(params) // 2",
            hint="Two calls with the same seed differ. Every draw must come from the argument rng, and from nothing else.",
        ),
        Mistake(
            "a fixed seed",
            right="D = len(params) // 2",
            wrong="rng = np.random.default_rng(0)\n    D = len(params) // 2",
            hint="Every call gives the same, however far rng has moved on. Draw from rng itself, anew in every call.",
        ),
        Mistake(
            "the caller's dict is written to",
            right='    return {\n        **params,\n        f"W{D}": new_W.astype(W.dtype),\n        f"b{D}": np.zeros(n_classes, dtype=W.dtype),\n    }',
            wrong='    params[f"W{D}"] = new_W.astype(W.dtype)\n    params[f"b{D}"] = np.zeros(n_classes, dtype=W.dtype)\n    return params',
            hint="The trained network belongs to the caller, who may want to start from it again. Make a new dict.",
        ),
        Mistake(
            "only the head is returned",
            right="**params,",
            wrong="",
            hint="The new network has a body too.",
        ),
    ),
)


def hidden_rates(rng: np.random.Generator) -> tuple[Case, ...]:
    """Another network and other rates, for one grading run."""
    n_layers = int(rng.integers(5, 9))
    rates = {
        "base_rate": round(float(rng.uniform(0.01, 1)), 3),
        "finetune_factor": round(float(rng.uniform(0.2, 0.6)), 3),
    }
    return (
        Case("another network", args=(n_layers, n_layers - 2), kwargs=rates),
        Case("all layers of another network", args=(n_layers, n_layers), kwargs=rates),
        Case(
            "one layer too many", args=(n_layers, n_layers + 1), kwargs=rates, raises=("n_trained", str(n_layers + 1))
        ),
    )


LEARNING_RATES = Function(
    "learning_rates",
    points=1,
    returns=("rates",),
    section=PAGE,
    rules=(
        Case(
            "frozen layers 0, the head base_rate, what lies between a share of it",
            args=(4, 3),
            kwargs={"base_rate": 0.5, "finetune_factor": 0.25},
            expect={1: 0.0, 2: 0.125, 3: 0.125, 4: 0.5},
        ),
        Case(
            "one trained layer is the head",
            args=(3, 1),
            kwargs={"base_rate": 0.2, "finetune_factor": 0.5},
            expect={1: 0.0, 2: 0.0, 3: 0.2},
        ),
        Case(
            "all layers trained, without finetune_factor a tenth of the head's rate",
            args=(3, 3),
            kwargs={"base_rate": 1.0},
            expect={1: 0.1, 2: 0.1, 3: 1.0},
        ),
        Case("a network of one layer is all head", args=(1, 1), kwargs={"base_rate": 0.3}, expect={1: 0.3}),
        Case("eleven layers", args=(11, 4), kwargs={"base_rate": 0.05, "finetune_factor": 0.2}),
        Case("no trained layer is refused", args=(4, 0), kwargs={"base_rate": 0.1}, raises=("n_trained", "0")),
        Case("-2 trained layers are refused", args=(4, -2), kwargs={"base_rate": 0.1}, raises=("n_trained", "-2")),
        Case(
            "more trained layers than there are is refused",
            args=(4, 5),
            kwargs={"base_rate": 0.1},
            raises=("n_trained", "5"),
        ),
    ),
    hidden=hidden_rates,
    mistakes=(
        Mistake(
            "the head gets the small rate too",
            right="rates[layer] = base_rate\n",
            wrong="rates[layer] = base_rate * finetune_factor\n",
            hint="The head starts from nothing, the others from good values. Who may take large steps?",
        ),
        Mistake(
            "all trained layers get the full rate",
            right="rates[layer] = base_rate * finetune_factor",
            wrong="rates[layer] = base_rate",
            hint="Weights that are good already should move with care. What is finetune_factor for?",
        ),
        Mistake(
            "the wrong end is frozen",
            right="elif layer > n_layers - n_trained:",
            wrong="elif layer < n_trained:",
            hint="Early layers see edges and colours, which every task needs. Which layers stay frozen?",
        ),
        Mistake(
            "the wrong end is frozen",
            right="return rates",
            wrong="rates = dict.fromkeys(range(1, n_layers + 1), 0.0)\n    for layer in range(1, n_trained):\n        rates[layer] = base_rate * finetune_factor\n    rates[n_trained] = base_rate\n    return rates",
            hint="Early layers see edges and colours, which every task needs. Which layers stay frozen?",
        ),
        Mistake(
            "the wrong end is frozen",
            right="elif layer > n_layers - n_trained:",
            wrong="elif layer <= n_trained:",
            hint="Early layers see edges and colours, which every task needs. Which layers stay frozen?",
        ),
        Mistake(
            "the wrong end is frozen",
            right="return rates",
            wrong="return {layer: base_rate if layer == 1 else base_rate * finetune_factor if layer <= n_trained else 0.0 for layer in rates}",
            hint="Early layers see edges and colours, which every task needs. Which layers stay frozen?",
        ),
        Mistake(
            "one layer too many is trained",
            right="elif layer > n_layers - n_trained:",
            wrong="elif layer >= n_layers - n_trained:",
            hint="Count the layers with a rate above 0.",
        ),
        Mistake(
            "one layer too few is trained",
            right="elif layer > n_layers - n_trained:",
            wrong="elif layer > n_layers - n_trained + 1:",
            hint="Count the layers with a rate above 0. The head is one of the n_trained.",
        ),
        Mistake(
            "n_trained taken for the number of frozen layers",
            right="elif layer > n_layers - n_trained:",
            wrong="elif layer > n_trained:",
            hint="With n_trained = 1 only the head learns. How many layers learn in your answer?",
        ),
        Mistake(
            "no layer is frozen",
            right="rates[layer] = 0.0",
            wrong="rates[layer] = base_rate * finetune_factor",
            hint="Which layers does n_trained leave out?",
        ),
        Mistake(
            "frozen layers move a little",
            right="rates[layer] = 0.0",
            wrong="rates[layer] = base_rate * finetune_factor**2",
            hint="Frozen means that nothing changes at all.",
        ),
        Mistake(
            "frozen layers are left out",
            right="rates[layer] = 0.0",
            wrong="pass",
            hint="Whoever looks up a frozen layer's rate should find one.",
        ),
        Mistake(
            "frozen layers get None",
            right="rates[layer] = 0.0",
            wrong="rates[layer] = None",
            hint="Which number is the rate of a layer that does not move?",
        ),
        Mistake(
            "the layers counted from 0",
            right="return rates",
            wrong="return {layer - 1: rate for layer, rate in rates.items()}",
            hint="W1 belongs to layer 1. Which keys do your rates have?",
        ),
        Mistake(
            "names instead of numbers",
            right="return rates",
            wrong='return {f"W{layer}": rate for layer, rate in rates.items()}',
            hint="The keys are the layers' numbers: W and b of a layer share one rate.",
        ),
        Mistake(
            "a list instead of a dict",
            right="return rates",
            wrong="return list(rates.values())",
            hint="In a list the first layer would be number 0. What does the docstring promise?",
        ),
        Mistake(
            "nothing is returned",
            right="return rates",
            wrong="pass",
            hint="Without a `return` the result is None.",
        ),
        Mistake(
            "finetune_factor fixed at 0.1",
            right="rates[layer] = base_rate * finetune_factor",
            wrong="rates[layer] = base_rate * 0.1",
            hint="Try another finetune_factor. Does your result change?",
        ),
        Mistake(
            "divided by finetune_factor",
            right="rates[layer] = base_rate * finetune_factor",
            wrong="rates[layer] = base_rate / finetune_factor",
            hint="Should the fine-tuned layers move more or less than the head?",
        ),
        Mistake(
            "a smaller rate with every layer down",
            right="rates[layer] = base_rate * finetune_factor",
            wrong="rates[layer] = base_rate * finetune_factor ** (n_layers - layer)",
            hint="In discriminative fine-tuning (Howard and Ruder, 2018) each layer has a smaller rate than the next. Here all fine-tuned layers share one.",
        ),
        Mistake(
            "a smaller rate with every layer down",
            right="rates[layer] = base_rate * finetune_factor",
            wrong="rates[layer] = base_rate * finetune_factor / (n_layers - layer)",
            hint="In discriminative fine-tuning (Howard and Ruder, 2018) each layer has a smaller rate than the next. Here all fine-tuned layers share one.",
        ),
        Mistake(
            "the factor as the rate",
            right="rates[layer] = base_rate * finetune_factor",
            wrong="rates[layer] = finetune_factor",
            hint="finetune_factor is a share. Of what?",
        ),
        Mistake(
            "a head rate of 1",
            right="rates[layer] = base_rate\n",
            wrong="rates[layer] = 1.0\n",
            hint="Try another base_rate. Does the head's rate change?",
        ),
        Mistake(
            "no trained layer is accepted",
            right="if not 1 <= n_trained <= n_layers:",
            wrong="if not 0 <= n_trained <= n_layers:",
            hint="If nothing is trained, the new head stays random. Which numbers does the docstring allow?",
        ),
        Mistake(
            "more layers than there are is accepted",
            right="if not 1 <= n_trained <= n_layers:",
            wrong="if n_trained < 1:",
            hint="Can five layers of four be trained?",
        ),
        Mistake(
            "too few layers are accepted",
            right="if not 1 <= n_trained <= n_layers:",
            wrong="if n_trained > n_layers:",
            hint="Both ends of the range are refused. Which one is missing?",
        ),
        Mistake(
            "training all layers is refused",
            right="if not 1 <= n_trained <= n_layers:",
            wrong="if not 1 <= n_trained < n_layers:",
            hint="With enough data the whole network may be trained. Is that in your range?",
        ),
        Mistake(
            "nothing is refused",
            right="if not 1 <= n_trained <= n_layers:",
            wrong="if False:",
            hint="Read the docstring's section `Raises`.",
        ),
        Mistake(
            "the refusal does not say the value",
            right='raise ValueError(f"n_trained must lie between 1 and the {n_layers} layers there are, but is {n_trained}")',
            wrong='raise ValueError("n_trained must be at least one and at most the number of layers")',
            hint="Whoever reads the message wants to know which value was wrong.",
        ),
        *other_defaults("finetune_factor: float = 0.1", "0.01", "1.0"),
    ),
)

NAN = float("nan")
SMALL = {
    "W1": np.array([[1.0, -2.0], [-0.5, 1.5]]),
    "b1": np.array([0.5, 0.25]),
    "W2": np.array([[3.0, 0.0, -1.0], [0.5, 2.0, 1.0]]),
    "b2": np.array([-1.0, 0.0, 4.0]),
}
SMALL_GRADS = {
    "W1": np.array([[2.0, -1.0], [-2.0, 4.0]]),
    "b1": np.array([4.0, -1.0]),
    "W2": np.array([[1.0, 2.0, -4.0], [0.0, -2.0, 8.0]]),
    "b2": np.array([2.0, -2.0, 1.0]),
}


def broken_gradients(params: dict[str, np.ndarray], layers: tuple[int, ...]) -> dict[str, np.ndarray]:
    """Gradients like params, with NaN and infinities in some layers."""
    grads = {name: (array[..., ::-1] * 0.5 + 1).round(3) for name, array in params.items()}
    for layer in layers:
        grads[f"W{layer}"] = np.full_like(params[f"W{layer}"], NAN)
        grads[f"b{layer}"] = np.full_like(params[f"b{layer}"], np.inf)
    return grads


def hidden_steps(rng: np.random.Generator) -> tuple[Case | Law, ...]:
    """Other networks, gradients and rates, for one grading run."""
    seed = int(rng.integers(2**31))
    params, other = network(seed, *sizes_of(rng, 5)), network(seed + 1, *sizes_of(rng, 3))
    grads = {name: rng.normal(size=array.shape).round(3) for name, array in params.items()}
    rates = {layer: round(float(rng.uniform(0.05, 0.5)), 3) for layer in range(1, 6)}
    return (
        Case("five layers with five rates", args=(params, grads, rates)),
        Case("a frozen layer in the middle", args=(other, broken_gradients(other, (2,)), {1: 0.3, 2: 0.0, 3: 0.45})),
        Law(
            "a frozen layer keeps every bit",
            "frozen_arrays_keep_every_bit",
            {"params": params, "grads": broken_gradients(params, (2, 5)), "rates": {**rates, 2: 0.0, 5: 0.0}},
            free=True,
        ),
    )


NEGATIVE_ZERO = {**SMALL, "W1": np.array([[-0.0, 0.0], [1.0, -0.0]]), "b1": np.array([-0.0, 5e-324])}

FINETUNE_STEP = Function(
    "finetune_step",
    points=1,
    returns=("params",),
    may_share=True,
    section=PAGE,
    rules=(
        Case(
            "every array moves against its gradient, with its layer's rate",
            args=(SMALL, SMALL_GRADS, {1: 0.25, 2: 0.5}),
            expect={
                "W1": np.array([[0.5, -1.75], [0.0, 0.5]]),
                "b1": np.array([-0.5, 0.5]),
                "W2": np.array([[2.5, -1.0, 1.0], [0.5, 3.0, -3.0]]),
                "b2": np.array([-2.0, 1.0, 3.5]),
            },
        ),
        Case(
            "a frozen layer stays, even where its gradient is NaN",
            args=(SMALL, {**SMALL_GRADS, "W1": np.full((2, 2), NAN), "b1": np.array([NAN, 1.0])}, {1: 0.0, 2: 0.5}),
            expect={
                **SMALL,
                "W2": np.array([[2.5, -1.0, 1.0], [0.5, 3.0, -3.0]]),
                "b2": np.array([-2.0, 1.0, 3.5]),
            },
        ),
        Law(
            "a frozen layer keeps every bit, the sign of a zero too",
            "frozen_arrays_keep_every_bit",
            {
                "params": NEGATIVE_ZERO,
                "grads": {**SMALL_GRADS, "W1": np.array([[-1.0, -np.inf], [0.5, -3.0]]), "b1": np.array([-2.0, NAN])},
                "rates": {1: 0.0, 2: 0.5},
            },
            free=True,
        ),
        Case(
            "four layers, with the second and the last frozen",
            args=(
                network(8, 2, 3, 2, 4, 1),
                broken_gradients(network(8, 2, 3, 2, 4, 1), (2, 4)),
                {1: 0.1, 2: 0.0, 3: 0.7, 4: 0.0},
            ),
        ),
        Case(
            "eleven layers, each with its own rate",
            args=(
                network(9, *THIN),
                broken_gradients(network(9, *THIN), ()),
                {layer: round(0.05 * layer, 2) for layer in range(1, 12)},
            ),
        ),
        Case("a network of one layer", args=(network(10, 3, 2), broken_gradients(network(10, 3, 2), ()), {1: 0.4})),
        Case(
            "float32 in, float32 out",
            args=(
                network(11, 2, 3, 1, dtype="float32"),
                broken_gradients(network(11, 2, 3, 1, dtype="float32"), (1,)),
                {1: 0.0, 2: 0.2},
            ),
        ),
    ),
    hidden=hidden_steps,
    mistakes=(
        Mistake(
            "climbs uphill",
            right="array - rate * grads[name]",
            wrong="array + rate * grads[name]",
            hint="The gradient points uphill; where do you want to go?",
        ),
        Mistake(
            "frozen by a rate of 0 only",
            right="new_params[name] = array if rate == 0 else array - rate * grads[name]",
            wrong="new_params[name] = array - rate * grads[name]",
            hint="What is 0 * NaN in floating-point numbers? A frozen layer should not look at its gradient at all.",
        ),
        Mistake(
            "frozen by a rate of 0 only",
            right="if rate == 0 else",
            wrong='if rate == 0 and name[0] == "W" else',
            hint="What is 0 * NaN in floating-point numbers? A frozen layer should not look at its gradient at all.",
        ),
        Mistake(
            "frozen by a rate of 0 only",
            right="if rate == 0 else",
            wrong='if rate == 0 and name[0] == "b" else',
            hint="What is 0 * NaN in floating-point numbers? A frozen layer should not look at its gradient at all.",
        ),
        Mistake(
            "NaN in a gradient replaced by 0",
            right="new_params[name] = array if rate == 0 else array - rate * grads[name]",
            wrong="new_params[name] = array - rate * np.nan_to_num(grads[name])",
            hint="Something is still subtracted from the frozen arrays. What is -0.0 + 0.0? A frozen layer should not look at its gradient at all.",
        ),
        Mistake(
            "NaN in a gradient replaced by 0",
            right="new_params[name] = array if rate == 0 else array - rate * grads[name]",
            wrong="new_params[name] = array - rate * np.where(np.isfinite(grads[name]), grads[name], 0).astype(array.dtype)",
            hint="Something is still subtracted from the frozen arrays. What is -0.0 + 0.0? A frozen layer should not look at its gradient at all.",
        ),
        Mistake(
            "only layers with a NaN are left alone",
            right="if rate == 0 else",
            wrong="if np.isnan(grads[name]).any() else",
            hint="Infinite gradients give NaN as well when multiplied by 0. What makes a layer frozen?",
        ),
        Mistake(
            "the biases are never trained",
            right="if rate == 0 else",
            wrong='if rate == 0 or name[0] == "b" else',
            hint="A layer's rate is for its W and its b.",
        ),
        Mistake(
            "the weights are never trained",
            right="if rate == 0 else",
            wrong='if rate == 0 or name[0] == "W" else',
            hint="A layer's rate is for its W and its b.",
        ),
        Mistake(
            "biases at twice the rate",
            right="rate = rates[int(name[1:])]",
            wrong='rate = rates[int(name[1:])] * (2 if name[0] == "b" else 1)',
            hint="That was a habit of Caffe's. Here W and b of a layer share one rate.",
        ),
        Mistake(
            "one rate for all layers",
            hint="Two layers with different rates moved as far as if they had the same one.",
            instead="""
def finetune_step(params, grads, rates):
    largest = max(rates.values())
    return {k: v if rates[int(k[1:])] == 0 else v - largest * grads[k] for k, v in params.items()}
""",
        ),
        Mistake(
            "one rate for all layers",
            instead="def finetune_step(params, grads, rates):\n    last = rates[len(params) // 2]\n    return {k: v if rates[int(k[1:])] == 0 else v - last * grads[k] for k, v in params.items()}",
            hint="Two layers with different rates moved as far as if they had the same one.",
        ),
        Mistake(
            "one rate for all layers",
            instead="def finetune_step(params, grads, rates):\n    first = rates[1]\n    return {k: v if rates[int(k[1:])] == 0 else v - first * grads[k] for k, v in params.items()}",
            hint="Two layers with different rates moved as far as if they had the same one.",
        ),
        Mistake(
            "the rates in reverse order",
            right="rate = rates[int(name[1:])]",
            wrong="rate = rates[len(rates) + 1 - int(name[1:])]",
            hint="Which layer's rate did layer 1 get?",
        ),
        Mistake(
            "the next layer's rate",
            right="rate = rates[int(name[1:])]",
            wrong="rate = rates[int(name[1:]) % len(rates) + 1]",
            hint="Layers are counted from 1 in the names and in the rates.",
        ),
        Mistake(
            "only the last digit of the layer's number",
            right="rate = rates[int(name[1:])]",
            wrong="rate = rates[int(name[-1])]",
            hint="Try a network of eleven layers. How many digits has their number?",
        ),
        Mistake(
            "only the last digit of the layer's number",
            right="rate = rates[int(name[1:])]",
            wrong="rate = rates.get(int(name[-1]), 0.0)",
            hint="Try a network of eleven layers. How many digits has their number?",
        ),
        Mistake(
            "only the first digit of the layer's number",
            right="rate = rates[int(name[1:])]",
            wrong="rate = rates[int(name[1])]",
            hint="Try a network of eleven layers. How many digits has their number?",
        ),
        Mistake(
            "only the head is trained",
            right="if rate == 0 else",
            wrong="if int(name[1:]) < len(rates) or rate == 0 else",
            hint="The rates say which layers move.",
        ),
        Mistake(
            "frozen layers are left out",
            right="return new_params",
            wrong="return {k: v for k, v in new_params.items() if rates[int(k[1:])] != 0}",
            hint="The network after the step has all its layers.",
        ),
        Mistake(
            "frozen layers become zero",
            right="array if rate == 0 else",
            wrong="np.zeros_like(array) if rate == 0 else",
            hint="Frozen is not erased.",
        ),
        Mistake(
            "the rate squared",
            right="array - rate * grads[name]",
            wrong="array - rate * rate * grads[name]",
            hint="Count how often the rate stands between the gradient and the new array.",
        ),
        Mistake(
            "no rate",
            right="array - rate * grads[name]",
            wrong="array - grads[name]",
            hint="How far a layer moves is what its rate says.",
        ),
        Mistake(
            "the change instead of the new arrays",
            right="array - rate * grads[name]",
            wrong="-rate * grads[name]",
            hint="You return how far the array moves. Where does it arrive?",
        ),
        Mistake(
            "weight decay",
            right="array - rate * grads[name]",
            wrong="array - rate * (grads[name] + 1e-4 * array)",
            hint="The formula has the gradient only; a penalty would be in the gradient already.",
        ),
        Mistake(
            "weight decay",
            right="array - rate * grads[name]",
            wrong="array - rate * (grads[name] + 1e-3 * array)",
            hint="The formula has the gradient only; a penalty would be in the gradient already.",
        ),
        Mistake(
            "weight decay",
            right="array - rate * grads[name]",
            wrong="array - rate * (grads[name] + 5e-4 * array)",
            hint="The formula has the gradient only; a penalty would be in the gradient already.",
        ),
        Mistake(
            "the gradient is clipped",
            right="array - rate * grads[name]",
            wrong="array - rate * np.clip(grads[name], -1, 1)",
            hint="The formula uses the gradient as it is, with its length.",
        ),
        Mistake(
            "arrays written in place",
            right="new_params[name] = array if rate == 0 else array - rate * grads[name]",
            wrong="if rate != 0:\n            array -= rate * grads[name]\n        new_params[name] = array",
            hint="`array -= ...` writes into the caller's array. Which form makes a new one?",
        ),
        Mistake(
            "the caller's dict is written to",
            right="new_params = {}",
            wrong="new_params = params",
            hint="The old parameters belong to the caller. Make a new dict.",
        ),
        Mistake(
            "everything becomes float64",
            right="array - rate * grads[name]",
            wrong="array - np.asarray(rate) * grads[name]",
            hint="Which of your lines brings in float64? Print the dtypes: an array made without a dtype, a mask of integers or a number of NumPy's own may do it.",
        ),
        Mistake(
            "a list instead of a dict",
            right="return new_params",
            wrong="return list(new_params.values())",
            hint="The result is a network like params, with the same keys.",
        ),
    ),
)


def hidden_features(rng: np.random.Generator) -> tuple[Case, ...]:
    """Other networks and data, for one grading run."""
    sizes = sizes_of(rng, 5)
    params, X = network(int(rng.integers(2**31)), *sizes), rng.normal(size=(9, sizes[0])).round(3)
    return (
        Case("two trained layers of five", args=(params, X, 2)),
        Case("four trained layers of five", args=(params, X, 4)),
        Case("only the head of five layers trained", args=(params, X[:1], 1)),
    )


FOUR_LAYERS = network(12, 3, 5, 4, 6, 2)
TWO_SAMPLES = np.array([[1.5, -0.5, 2.0], [-1.0, 0.25, -3.0]])

FROZEN_FEATURES = Function(
    "frozen_features",
    points=1,
    returns=("activations",),
    may_share=True,
    section=PAGE,
    rules=(
        Case(
            "the head of two layers sees the hidden layer after its ReLU",
            args=(SMALL, np.array([[1.0, 0.0], [-1.0, 0.0], [0.25, 1.0]]), 1),
            expect=np.array([[1.5, 0.0], [0.0, 2.25], [0.25, 1.25]]),
        ),
        Case(
            "with all layers trained, the first one sees X",
            args=(FOUR_LAYERS, TWO_SAMPLES, 4),
            expect=TWO_SAMPLES,
            free=True,
        ),
        Case("three trained layers of four", args=(FOUR_LAYERS, TWO_SAMPLES, 3)),
        Case("two trained layers of four", args=(FOUR_LAYERS, TWO_SAMPLES, 2)),
        Case("one trained layer of four", args=(FOUR_LAYERS, TWO_SAMPLES, 1)),
        Case("one trained layer of three", args=(network(13, 4, 2, 5, 3), np.array([[0.5, -1.0, 2.0, 0.75]]), 1)),
        Case(
            "a network of one layer has no body",
            args=(network(14, 3, 2), TWO_SAMPLES, 1),
            expect=TWO_SAMPLES,
            free=True,
        ),
        Case("eleven layers, nine of them frozen", args=(network(15, *DEEP), np.array([[1.0, -2.0], [3.0, 0.5]]), 2)),
        Case(
            "float32 in, float32 out",
            args=(network(16, 3, 4, 2, dtype="float32"), TWO_SAMPLES.astype(np.float32), 1),
        ),
        Case(
            "as many samples as features in every layer",
            args=(network(17, 3, 3, 3, 3), np.array([[1.5, -0.5, 2.0], [-1.0, 0.25, -3.0], [0.5, 1.0, -0.75]]), 1),
        ),
        Case("no samples give no features", args=(FOUR_LAYERS, np.zeros((0, 3)), 2), free=True),
    ),
    hidden=hidden_features,
    mistakes=(
        Mistake(
            "no ReLU",
            right='np.maximum(H @ params[f"W{layer}"] + params[f"b{layer}"], 0)',
            wrong='H @ params[f"W{layer}"] + params[f"b{layer}"]',
            hint="What follows every hidden layer?",
        ),
        Mistake(
            "no ReLU after the last frozen layer",
            right='np.maximum(H @ params[f"W{layer}"] + params[f"b{layer}"], 0)',
            wrong='H @ params[f"W{layer}"] + params[f"b{layer}"]\n        H = H if layer == n_frozen else np.maximum(H, 0)',
            hint="The next layer's input is what comes out of the ReLU, not what goes into it.",
        ),
        Mistake(
            "ReLU before the layers instead of after them",
            right='np.maximum(H @ params[f"W{layer}"] + params[f"b{layer}"], 0)',
            wrong='np.maximum(H, 0) @ params[f"W{layer}"] + params[f"b{layer}"]',
            hint="The data may be negative; the first layer sees them as they are.",
        ),
        Mistake(
            "ReLU of the data",
            right="H = X",
            wrong="H = np.maximum(X, 0)",
            hint="The data may be negative; the first layer sees them as they are.",
        ),
        Mistake(
            "the absolute value instead of ReLU",
            right='np.maximum(H @ params[f"W{layer}"] + params[f"b{layer}"], 0)',
            wrong='np.abs(H @ params[f"W{layer}"] + params[f"b{layer}"])',
            hint="What becomes of a negative number in a ReLU?",
        ),
        Mistake(
            "another nonlinearity than ReLU",
            right='np.maximum(H @ params[f"W{layer}"] + params[f"b{layer}"], 0)',
            wrong='np.tanh(H @ params[f"W{layer}"] + params[f"b{layer}"])',
            hint="Which nonlinearity does the docstring name?",
        ),
        Mistake(
            "another nonlinearity than ReLU",
            right='np.maximum(H @ params[f"W{layer}"] + params[f"b{layer}"], 0)',
            wrong='1 / (1 + np.exp(-(H @ params[f"W{layer}"] + params[f"b{layer}"])))',
            hint="Which nonlinearity does the docstring name?",
        ),
        Mistake(
            "a leaky ReLU",
            right='np.maximum(H @ params[f"W{layer}"] + params[f"b{layer}"], 0)',
            wrong='H @ params[f"W{layer}"] + params[f"b{layer}"]\n        H = np.where(H > 0, H, 0.01 * H)',
            hint="What becomes of a negative number in a ReLU?",
        ),
        Mistake(
            "a leaky ReLU",
            right='np.maximum(H @ params[f"W{layer}"] + params[f"b{layer}"], 0)',
            wrong='H @ params[f"W{layer}"] + params[f"b{layer}"]\n        H = np.where(H > 0, H, 0.1 * H)',
            hint="What becomes of a negative number in a ReLU?",
        ),
        Mistake(
            "one layer too many",
            right="range(1, n_frozen + 1)",
            wrong="range(1, min(n_frozen + 1, len(params) // 2) + 1)",
            hint="The first trained layer gets the features; it does not make them.",
        ),
        Mistake(
            "one layer too few",
            right="range(1, n_frozen + 1)",
            wrong="range(1, n_frozen)",
            hint="How many layers are frozen, and how often does your loop run?",
        ),
        Mistake(
            "n_trained taken for the number of frozen layers",
            right="n_frozen = len(params) // 2 - n_trained",
            wrong="n_frozen = n_trained",
            hint="With n_trained = D nothing is frozen. How many layers does your loop pass then?",
        ),
        Mistake(
            "only the first layer",
            right="range(1, n_frozen + 1)",
            wrong="range(1, min(n_frozen, 1) + 1)",
            hint="Try a network with more than one frozen layer.",
        ),
        Mistake(
            "always up to the head",
            right="n_frozen = len(params) // 2 - n_trained",
            wrong="n_frozen = len(params) // 2 - 1",
            hint="Try another n_trained. Does your result change?",
        ),
        Mistake(
            "the scores of the whole network",
            right="    return H",
            wrong='    for layer in range(n_frozen + 1, len(params) // 2 + 1):\n        H = H @ params[f"W{layer}"] + params[f"b{layer}"]\n        H = H if layer == len(params) // 2 else np.maximum(H, 0)\n    return H',
            hint="Stop before the first layer that is still to be trained.",
        ),
        Mistake(
            "the layers in reverse order",
            right='np.maximum(H @ params[f"W{layer}"] + params[f"b{layer}"], 0)',
            wrong='np.maximum(H @ params[f"W{n_frozen + 1 - layer}"] + params[f"b{n_frozen + 1 - layer}"], 0)',
            hint="The data enter at layer 1.",
        ),
        Mistake(
            "the layers in the order of their names",
            right="for layer in range(1, n_frozen + 1):",
            wrong='for layer in sorted(name[1:] for name in params if name[0] == "W")[:n_frozen]:',
            hint='Try a network of eleven layers. As texts, which comes first, "10" or "2"?',
        ),
        Mistake(
            "no bias",
            right=' + params[f"b{layer}"]',
            wrong="",
            hint="A layer has two arrays.",
        ),
        Mistake(
            "the bias after the ReLU",
            right='np.maximum(H @ params[f"W{layer}"] + params[f"b{layer}"], 0)',
            wrong='np.maximum(H @ params[f"W{layer}"], 0) + params[f"b{layer}"]',
            hint="Mind the brackets of the maximum in the formula.",
        ),
        Mistake(
            "the features transposed",
            right="    return H",
            wrong="    return H.T.copy()",
            hint="Rows are samples, in X and in the features.",
        ),
        Mistake(
            "columns taken for samples",
            right='np.maximum(H @ params[f"W{layer}"] + params[f"b{layer}"], 0)',
            wrong='np.maximum(params[f"W{layer}"] @ H + params[f"b{layer}"], 0)',
            hint="Rows are samples here. On which side of W does the batch stand?",
        ),
        Mistake(
            "columns taken for samples",
            right='np.maximum(H @ params[f"W{layer}"] + params[f"b{layer}"], 0)',
            wrong='np.maximum(params[f"W{layer}"].T @ H + params[f"b{layer}"], 0)',
            hint="Rows are samples here. On which side of W does the batch stand?",
        ),
        Mistake(
            "columns taken for samples",
            right='np.maximum(H @ params[f"W{layer}"] + params[f"b{layer}"], 0)',
            wrong='np.maximum(H @ params[f"W{layer}"].T + params[f"b{layer}"], 0)',
            hint="Rows are samples here. On which side of W does the batch stand?",
        ),
        Mistake(
            "columns taken for samples",
            right='np.maximum(H @ params[f"W{layer}"] + params[f"b{layer}"], 0)',
            wrong='np.maximum(np.dot(params[f"W{layer}"].T, H) + params[f"b{layer}"][:, None], 0)',
            hint="Rows are samples here. On which side of W does the batch stand?",
        ),
        Mistake(
            "X written in place",
            right="H = X",
            wrong="H = X\n    X -= X.mean(axis=0) if len(X) else 0",
            hint="The data belong to the caller. What is done to them before the first layer?",
        ),
        Mistake(
            "everything becomes float64",
            right="H = X",
            wrong="H = X.astype(float)",
            hint="Which of your lines brings in float64? Print the dtypes: an array made without a dtype, a mask of integers or a number of NumPy's own may do it.",
        ),
        Mistake(
            "one sample at a time, none of which gives no array",
            right="    return H",
            wrong="    return np.array([row for row in H]) if len(H) else np.array([])",
            hint="No samples have a number of features too.",
        ),
    ),
)

EXERCISE = Exercise(functions=(REINITIALIZE_HEAD, LEARNING_RATES, FINETUNE_STEP, FROZEN_FEATURES), written=1)
