"""What stochastic depth must do, and how it goes wrong."""

import numpy as np

from autograder.judging.declare import Case, Exercise, Function, Given, Law, Mistake, Rng, other_defaults

PAGE = "common_pattern"
WRITTEN = "The array that `block` returns may be x itself. Does your code write into it? Which form makes a new one?"


def hidden_probabilities(rng: np.random.Generator) -> tuple[Case, ...]:
    """Other depths and other last blocks, for one grading run."""
    n = int(rng.integers(6, 30))
    return (
        Case(
            "another depth and another last block", args=(n,), kwargs={"last": round(float(rng.uniform(0.1, 0.45)), 3)}
        ),
        Case("another depth with the default", args=(n + 3,)),
    )


SURVIVAL_PROBABILITIES = Function(
    "survival_probabilities",
    points=1,
    returns=("p",),
    section=PAGE,
    rules=(
        Case(
            "the probabilities fall in equal steps from just below 1 to last",
            args=(4,),
            kwargs={"last": 0.2},
            expect=np.array([0.8, 0.6, 0.4, 0.2]),
        ),
        Case(
            "without last, the last block survives half the time", args=(5,), expect=np.array([0.9, 0.8, 0.7, 0.6, 0.5])
        ),
        Case("a single block is the last one", args=(1,), kwargs={"last": 0.3}, expect=np.array([0.3])),
        Case("with last = 1 no block is ever dropped", args=(3,), kwargs={"last": 1.0}, expect=np.ones(3), free=True),
        Case(
            "with last = 0 the last block is always dropped",
            args=(2,),
            kwargs={"last": 0.0},
            expect=np.array([0.5, 0.0]),
        ),
        Case("a deep network", args=(54,), kwargs={"last": 0.65}),
    ),
    hidden=hidden_probabilities,
    mistakes=(
        Mistake(
            "the blocks counted from 0",
            right="l = np.arange(1, n_blocks + 1)",
            wrong="l = np.arange(n_blocks)",
            hint="In the paper l = 0 is the network's input. Which number has the first block, and which has the last?",
        ),
        Mistake(
            "the first block always survives",
            instead="""
def survival_probabilities(n_blocks, *, last=0.5):
    return np.linspace(1, last, n_blocks)
""",
            hint="Your probabilities start at 1. How many equal steps lie between 1 and last when there are n_blocks blocks?",
        ),
        Mistake(
            "the first block always survives",
            instead="\ndef survival_probabilities(n_blocks, *, last=0.5):\n    return np.array([1 - l / (n_blocks - 1) * (1 - last) for l in range(n_blocks)])\n",
            hint="Your probabilities start at 1. How many equal steps lie between 1 and last when there are n_blocks blocks?",
        ),
        Mistake(
            "the first block always survives",
            instead='\ndef survival_probabilities(n_blocks, *, last=0.5):\n    with np.errstate(all="ignore"):\n        return 1 - np.arange(n_blocks) / (n_blocks - 1) * (1 - last)\n',
            hint="Your probabilities start at 1. How many equal steps lie between 1 and last when there are n_blocks blocks?",
        ),
        Mistake(
            "the probabilities of dropping",
            right="return 1 - l / n_blocks * (1 - last)",
            wrong="return l / n_blocks * (1 - last)",
            hint="Late blocks should survive less often than early ones. Do your numbers fall or rise?",
        ),
        Mistake(
            "the probabilities of dropping",
            right="return 1 - l / n_blocks * (1 - last)",
            wrong="return np.linspace(0, 1 - last, n_blocks)",
            hint="Late blocks should survive less often than early ones. Do your numbers fall or rise?",
        ),
        Mistake(
            "last taken for the probability of dropping",
            right="return 1 - l / n_blocks * (1 - last)",
            wrong="return 1 - l / n_blocks * last",
            hint="Put l = L into your formula. Is the result `last`?",
        ),
        Mistake(
            "the same probability for every block",
            right="return 1 - l / n_blocks * (1 - last)",
            wrong="return np.full(n_blocks, float(last))",
            hint="That is the paper's uniform rule. Which l does the linear one depend on?",
        ),
        Mistake(
            "last fixed at 0.5",
            right="(1 - last)",
            wrong="0.5",
            hint="Try another last. Does your result change?",
        ),
        Mistake(
            "the order turned round",
            right="return 1 - l / n_blocks * (1 - last)",
            wrong="return (1 - l / n_blocks * (1 - last))[::-1].copy()",
            hint="Which blocks do all later ones build on, and so should rarely be missing?",
        ),
        Mistake(
            "a geometric decay",
            right="return 1 - l / n_blocks * (1 - last)",
            wrong="return float(last) ** (l / n_blocks)",
            hint="The ends are right, but the differences between neighbours should all be equal.",
        ),
        Mistake(
            "the products of the probabilities",
            right="return 1 - l / n_blocks * (1 - last)",
            wrong="return np.cumprod(1 - l / n_blocks * (1 - last))",
            hint="Each block is dropped or kept by itself, whatever became of those before it.",
        ),
        Mistake(
            "the input counted as a block",
            right="l = np.arange(1, n_blocks + 1)",
            wrong="l = np.arange(n_blocks + 1)",
            hint="Count your probabilities. How many blocks are there?",
        ),
        Mistake(
            "last is never reached",
            right="l = np.arange(1, n_blocks + 1)",
            wrong="l = np.arange(1, n_blocks + 1) * n_blocks / (n_blocks + 1)",
            hint="What is the probability of the last block, and what should it be?",
        ),
        Mistake(
            "an integer division",
            right="l / n_blocks",
            wrong="l // n_blocks",
            hint="What is 1 // 4?",
        ),
        Mistake(
            "only the last block's probability",
            right="return 1 - l / n_blocks * (1 - last)",
            wrong="return 1 - n_blocks / n_blocks * (1 - last)",
            hint="One number is wanted for each block.",
        ),
        Mistake(
            "a list instead of an array",
            right="return 1 - l / n_blocks * (1 - last)",
            wrong="return (1 - l / n_blocks * (1 - last)).tolist()",
            hint="The numbers are right. What type does the docstring promise?",
        ),
        Mistake(
            "last = 0 taken for no value",
            right="l = np.arange(1, n_blocks + 1)",
            wrong="last = last or 0.5\n    l = np.arange(1, n_blocks + 1)",
            hint="0 is a probability too, although Python calls it false.",
        ),
        Mistake(
            "no probability below one half",
            right="return 1 - l / n_blocks * (1 - last)",
            wrong="return np.maximum(1 - l / n_blocks * (1 - last), 0.5)",
            hint="Only the formula says how low a probability may be.",
        ),
        *other_defaults("last: float = 0.5", "0.8", "0.0"),
    ),
)

X = np.array([[1.0, -2.0, 0.5], [0.75, 3.0, -1.5]])
WEIGHTS = np.array([[0.5, -1.0, 0.25], [1.5, 0.75, -0.5], [-0.25, 1.0, 2.0]])
DOUBLE_AND_ONE = Given("affine_block", {"factor": 2.0, "offset": 1.0})
COUNTED = Given("affine_block", {"factor": 2.0, "offset": 1.0}, counted=True)
UNCHANGED = Given("unchanged_block")
RELU = Given("relu_block", {"weights": WEIGHTS})


def hidden_training(rng: np.random.Generator) -> tuple[Law | Case, ...]:
    """The same laws for other inputs, probabilities and seeds, for one grading run."""
    x = rng.uniform(0.5, 3.0, size=tuple(rng.integers(2, 4, size=3))).round(2)
    constants = {"factor": round(float(rng.uniform(0.5, 2)), 2), "offset": round(float(rng.uniform(0.5, 2)), 2)}
    seed, p = int(rng.integers(2**31)), round(float(rng.uniform(0.1, 0.3)), 3)
    block = Given("affine_block", constants)
    about = {"x": x, "block": block, "seed": seed}
    return (
        Law(
            "the result is x or x + block(x), on a three-dimensional array",
            "block_survives_whole",
            {**about, "p": 0.5},
            free=True,
        ),
        Law("rarely surviving", "block_survives_with_probability_p", {**about, "p": p}),
        Law("mostly surviving", "block_survives_with_probability_p", {**about, "p": 1 - p}),
        Law(
            "a dropped block is not called",
            "dropped_block_is_not_called",
            {**about, "block": Given("affine_block", constants, counted=True), "p": 0.4},
        ),
        Law("every draw comes from rng", "survival_comes_from_rng", {**about, "p": 0.45}, free=True),
        Case("with p = 1 the block always works", args=(x, block, 1.0, Rng(seed)), free=True),
    )


STOCHASTIC_DEPTH_TRAIN = Function(
    "stochastic_depth_train",
    points=1,
    may_share=True,
    returns=("out",),
    section=PAGE,
    rules=(
        Case(
            "with p = 1 the block always works",
            args=(np.array([[1.0, -2.0]]), DOUBLE_AND_ONE, 1.0, Rng(1)),
            expect=np.array([[4.0, -5.0]]),
            free=True,
        ),
        Case("with p = 1, a block that mixes the features of a sample", args=(X, RELU, 1.0, Rng(2)), free=True),
        Case(
            "a single number can pass through a block",
            args=(np.array(2.0), DOUBLE_AND_ONE, 1.0, Rng(3)),
            expect=np.array(7.0),
            free=True,
        ),
        Case(
            "a block may hand back the array that it was given",
            args=(np.array([[1.0, -2.0]]), UNCHANGED, 1.0, Rng(4)),
            expect=np.array([[2.0, -4.0]]),
            free=True,
        ),
        Law(
            "the result is x or x + block(x)",
            "block_survives_whole",
            {"x": X, "block": DOUBLE_AND_ONE, "p": 0.5},
            free=True,
        ),
        Law(
            "float32 in, float32 out",
            "block_survives_whole",
            {"x": X.astype(np.float32), "block": DOUBLE_AND_ONE, "p": 0.4},
            free=True,
        ),
        Law(
            "the block survives with probability p = 0.7",
            "block_survives_with_probability_p",
            {"x": X, "block": DOUBLE_AND_ONE, "p": 0.7},
        ),
        Law(
            "the block survives with probability p = 0.05",
            "block_survives_with_probability_p",
            {"x": X, "block": DOUBLE_AND_ONE, "p": 0.05},
        ),
        Law("a dropped block is not called", "dropped_block_is_not_called", {"x": X, "block": COUNTED, "p": 0.4}),
        Law(
            "all randomness comes from rng",
            "survival_comes_from_rng",
            {"x": X, "block": DOUBLE_AND_ONE, "p": 0.5},
            free=True,
        ),
    ),
    hidden=hidden_training,
    mistakes=(
        Mistake(
            "p taken for the probability of dropping",
            right="if rng.random() < p:",
            wrong="if rng.random() >= p:",
            hint="With p = 1 the block should always survive. How often does yours?",
        ),
        Mistake(
            "the block is computed and then thrown away",
            right="if rng.random() < p:\n        return x + block(x)\n    return x",
            wrong="return x + (rng.random() < p) * block(x)",
            hint="The results are right, but nothing is saved: when is `block` called?",
        ),
        Mistake(
            "survivors divided by p",
            right="return x + block(x)",
            wrong="return x + block(x) / p",
            hint="That is inverted dropout's way, and torchvision's. Here the correction comes at test time.",
        ),
        Mistake(
            "survivors scaled by p",
            right="return x + block(x)",
            wrong="return x + p * block(x)",
            hint="A surviving block works with full strength in training. Where does p belong in the test-time formula?",
        ),
        Mistake(
            "every sample has its own draw",
            right="if rng.random() < p:\n        return x + block(x)\n    return x",
            wrong="kept = rng.random((len(x), *(1,) * (np.ndim(x) - 1)) if np.ndim(x) else ()) < p\n"
            "    return x + kept * block(x) if np.any(kept) else x",
            hint="Some rows of a result got the block and others did not. How many draws decide about one pass?",
        ),
        Mistake(
            "every unit has its own draw",
            right="if rng.random() < p:\n        return x + block(x)\n    return x",
            wrong="kept = rng.random(np.shape(x)) < p\n    return x + kept * block(x) if np.any(kept) else x",
            hint="That is dropout of the block's units. Stochastic depth drops the block as a whole.",
        ),
        Mistake(
            "no shortcut where the block survives",
            right="return x + block(x)",
            wrong="return block(x)",
            hint="The shortcut is always there, with the block or without it.",
        ),
        Mistake(
            "the shortcut is dropped with the block",
            right="\n    return x",
            wrong="\n    return 0 * x",
            hint="What should reach the next block when this one is left out?",
        ),
        Mistake(
            "the shortcut scaled too",
            right="return x + block(x)",
            wrong="return (x + block(x)) / p",
            hint="A surviving block works with full strength, and so does the shortcut. Where does p belong in the test-time formula?",
        ),
        Mistake(
            "no block is ever dropped",
            right="if rng.random() < p:",
            wrong="if True:",
            hint="With p = 0.7 the block should be missing in three passes of ten.",
        ),
        Mistake(
            "p fixed at one half",
            right="if rng.random() < p:",
            wrong="if p == 1 or rng.random() < 0.5:",
            hint="Try another p. Does the block survive more often?",
        ),
        Mistake(
            "a fair coin at every p",
            right="if rng.random() < p:",
            wrong="if rng.integers(2) == 1:",
            hint="A coin has two equal sides. How do you get an event of probability p from a uniform number?",
        ),
        Mistake(
            "a normal number compared with p",
            right="if rng.random() < p:",
            wrong="if rng.standard_normal() < p:",
            hint="Which distribution falls below p with probability p, for every p between 0 and 1?",
        ),
        Mistake(
            "p squared",
            right="if rng.random() < p:",
            wrong="if rng.random() < p and rng.random() < p:",
            hint="Draw once. How often do two draws both fall below p?",
        ),
        Mistake(
            "NumPy's global random state",
            right="if rng.random() < p:",
            wrong="if np.random.rand() < p:",
            hint="np.random.something draws from a state that everybody shares. The argument rng is yours.",
        ),
        Mistake(
            "a generator of its own",
            right="if rng.random() < p:",
            wrong="if np.random.default_rng().random() < p:",
            hint="Two calls with the same seed differ. Every draw must come from the argument rng, and from nothing else.",
        ),
        Mistake(
            "a fixed seed",
            right="if rng.random() < p:",
            wrong="if np.random.default_rng(0).random() < p:",
            hint="Every call gives the same, however far rng has moved on. Draw from rng itself, anew in every call.",
        ),
        Mistake(
            "x written in place",
            right="return x + block(x)",
            wrong="x += block(x)\n        return x",
            hint="`x += ...` writes into the caller's array. Which form makes a new one?",
        ),
        Mistake(
            "the block's result written in place",
            right="return x + block(x)",
            wrong="out = block(x)\n        out += x\n        return out",
            hint=WRITTEN,
        ),
        Mistake(
            "everything becomes float64",
            right="return x + block(x)",
            wrong="return x.astype(float) + block(x)",
            hint="Which of your lines brings in float64? Print the dtypes: an array made without a dtype, a mask of integers or a number of NumPy's own may do it.",
        ),
        Mistake(
            "only arrays with rows",
            right="return x + block(x)",
            wrong="return np.array([row + block(x)[i] for i, row in enumerate(x)])",
            hint="The input may be a single number, without rows to loop over. NumPy's operators work on any shape.",
        ),
        Mistake(
            "the block applied row by row",
            right="return x + block(x)",
            wrong="return x + np.array([block(column) for column in x.T]).T if x.ndim > 1 else x + block(x)",
            hint="Hand the block the whole x, as it is.",
        ),
        Mistake(
            "the mask is returned too",
            right="return x + block(x)",
            wrong="return x + block(x), True",
            hint="The function has one result.",
        ),
    ),
)


def hidden_predictions(rng: np.random.Generator) -> tuple[Case, ...]:
    """Fresh inputs, blocks and probabilities, for one grading run."""
    N, D = int(rng.integers(2, 4)), int(rng.integers(4, 6))
    x, images = rng.normal(size=(N, D)).round(3), rng.normal(size=(2, D, 3, N)).round(3)
    weights, p = rng.normal(size=(D, D)).round(3), round(float(rng.uniform(0.15, 0.85)), 3)
    affine = Given("affine_block", {"factor": round(float(rng.uniform(-2, 2)), 3), "offset": 0.7})
    return (
        Case("another block with another p", args=(x, Given("relu_block", {"weights": weights}), p)),
        Case("a batch of images", args=(images, affine, p)),
    )


STOCHASTIC_DEPTH_PREDICT = Function(
    "stochastic_depth_predict",
    points=1,
    returns=("out",),
    section=PAGE,
    rules=(
        Case(
            "x plus p times what the block gives",
            args=(np.array([[1.0, -2.0]]), DOUBLE_AND_ONE, 0.25),
            expect=np.array([[1.75, -2.75]]),
        ),
        Case("a block with weights and a nonlinearity", args=(X, RELU, 0.8)),
        Case("with p = 1 the block works with full strength", args=(X, RELU, 1.0)),
        Case("float32 in, float32 out", args=(X.astype(np.float32), DOUBLE_AND_ONE, 0.3)),
        Case(
            "a single number can pass through a block",
            args=(np.array(2.0), DOUBLE_AND_ONE, 0.5),
            expect=np.array(4.5),
        ),
        Case("with p = 0 only x is left, in a new array", args=(X, RELU, 0.0), expect=X, free=True),
        Case("an empty batch stays empty", args=(np.zeros((0, 3)), RELU, 0.6), free=True),
        Case(
            "a block may hand back the array that it was given",
            args=(np.array([[1.0, -2.0]]), UNCHANGED, 0.5),
            expect=np.array([[1.5, -3.0]]),
        ),
    ),
    hidden=hidden_predictions,
    mistakes=(
        Mistake(
            "x itself where p is 0",
            right="return x + p * block(x)",
            wrong="return x + p * block(x) if p else x",
            hint="Where nothing changes the result is still an array of its own: whoever writes into it would write into the argument.",
        ),
        Mistake(
            "not scaled",
            right="return x + p * block(x)",
            wrong="return x + block(x)",
            hint="In training the block was there only part of the time. Which strength did the next layer get used to?",
        ),
        Mistake(
            "scaled by the probability of dropping",
            right="return x + p * block(x)",
            wrong="return x + (1 - p) * block(x)",
            hint="With p = 1 the block was never dropped. How strong should it be then?",
        ),
        Mistake(
            "divided by p",
            right="return x + p * block(x)",
            wrong="return x + block(x) / p",
            hint="Is the mean of b * f(x) larger or smaller than f(x)?",
        ),
        Mistake(
            "the shortcut scaled too",
            right="return x + p * block(x)",
            wrong="return p * (x + block(x))",
            hint="The shortcut was never dropped. Which part of the sum was?",
        ),
        Mistake(
            "no shortcut",
            right="return x + p * block(x)",
            wrong="return p * block(x)",
            hint="A residual block adds to something. To what?",
        ),
        Mistake(
            "a mixture of x and the block",
            right="return x + p * block(x)",
            wrong="return (1 - p) * x + p * block(x)",
            hint="Write down both outcomes of a training pass with their probabilities. How often is x in them?",
        ),
        Mistake(
            "the block's input scaled",
            right="return x + p * block(x)",
            wrong="return x + block(p * x)",
            hint="The mean of b * f(x) is p * f(x). Is that f(p * x)?",
        ),
        Mistake(
            "scaled twice",
            right="return x + p * block(x)",
            wrong="return x + p * p * block(x)",
            hint="Count how often p stands between block(x) and the result.",
        ),
        Mistake(
            "p fixed at one half",
            right="return x + p * block(x)",
            wrong="return x + 0.5 * block(x)",
            hint="Try another p. Does your result change?",
        ),
        Mistake(
            "dropped where p is small",
            right="return x + p * block(x)",
            wrong="return x + block(x) if p >= 0.5 else x + 0 * block(x)",
            hint="At test time no decision is made: every block works, each with its own strength.",
        ),
        Mistake(
            "dropped where p is small",
            right="return x + p * block(x)",
            wrong="return x + block(x) if p > 0.5 else x + 0 * block(x)",
            hint="At test time no decision is made: every block works, each with its own strength.",
        ),
        Mistake(
            "the block left out",
            right="return x + p * block(x)",
            wrong="return x + 0 * block(x)",
            hint="At test time the whole network works. What does the block add?",
        ),
        Mistake(
            "the block subtracted",
            right="return x + p * block(x)",
            wrong="return x - p * block(x)",
            hint="Mind the sign between the shortcut and the block.",
        ),
        Mistake(
            "x written in place",
            right="return x + p * block(x)",
            wrong="x += p * block(x)\n    return x",
            hint="`x += ...` writes into the caller's array. Which form makes a new one?",
        ),
        Mistake(
            "the block's result written in place",
            right="return x + p * block(x)",
            wrong="out = block(x)\n    out *= p\n    out += x\n    return out",
            hint=WRITTEN,
        ),
        Mistake(
            "everything becomes float64",
            right="return x + p * block(x)",
            wrong="return x + np.asarray(p) * block(x)",
            hint="Which of your lines brings in float64? Print the dtypes: an array made without a dtype, a mask of integers or a number of NumPy's own may do it.",
        ),
        Mistake(
            "only arrays with rows",
            right="return x + p * block(x)",
            wrong="residual = block(x)\n    return np.array([x[i] + p * residual[i] for i in range(len(x))]).reshape(x.shape)",
            hint="The input may be a single number, without rows to loop over. NumPy's operators work on any shape.",
        ),
        Mistake(
            "an empty batch gives nothing",
            right="return x + p * block(x)",
            wrong="return x + p * block(x) if x.size else None",
            hint="A batch of no samples has a shape too.",
        ),
    ),
)

EXERCISE = Exercise(functions=(SURVIVAL_PROBABILITIES, STOCHASTIC_DEPTH_TRAIN, STOCHASTIC_DEPTH_PREDICT), written=1)
