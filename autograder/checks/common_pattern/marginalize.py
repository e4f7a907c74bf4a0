"""What marginalizing over noise must do, and how it goes wrong."""

import numpy as np

from autograder.judging.declare import Case, Exercise, Function, Given, Law, Mistake, Rng

X = np.array([[1.0, -2.0], [0.5, 4.0]])
# Few binary digits, and some repeated values: sums and squares are exact in any order.
SCORES = np.array(
    [
        [[0.5, 1.0, -2.0], [0.0, 0.25, 1.5]],
        [[1.5, 1.0, -1.0], [0.5, 0.75, -1.5]],
        [[0.5, 1.0, -4.0], [4.0, 0.25, 0.0]],
        [[2.5, 1.0, 3.0], [0.5, -0.75, 2.0]],
    ]
)
NOISY = Given("masked_prediction", {"keep": 0.5})


def recorded(predictions: np.ndarray, counted: bool = False) -> Given:
    """A network whose noisy predictions are known beforehand."""
    return Given("recorded_predictions", {"predictions": predictions}, counted)


def hidden(rng: np.random.Generator) -> tuple[Case | Law, ...]:
    """Other predictions, inputs and seeds, for one grading run."""
    n, shape = int(rng.integers(5, 9)), tuple(rng.permutation([2, 3, 4]))
    predictions = rng.integers(-8, 9, size=(n, *shape)) / 4
    x = rng.choice([-1.0, 1.0], size=(2, 1, 3)) * rng.integers(2, 9, size=(2, 1, 3)) / 4
    seed, keep = int(rng.integers(2**31)), round(float(rng.uniform(0.25, 0.45)), 3)
    about = {"x": x, "seed": seed}
    return (
        Case("three-dimensional predictions", args=(recorded(predictions, True), X, n, Rng(seed))),
        Case("one sample more than there are different ones", args=(recorded(predictions[:4]), X, 5, Rng(seed))),
        Law(
            "the standard error belongs to the mean",
            "error_belongs_to_mean",
            {**about, "keep": 0.6, "n_samples": 16},
            free=True,
        ),
        Law("every sample draws new noise", "samples_are_fresh", {**about, "keep": keep, "n_samples": 25}),
        Law(
            "every draw comes from rng",
            "predictions_come_from_rng",
            {**about, "keep": 0.55, "n_samples": 18},
            free=True,
        ),
        Case("no samples at all are refused", args=(NOISY, x, 0, Rng(seed)), raises=("n_samples", "0")),
    )


MARGINALIZE = Function(
    "marginalize",
    points=1,
    returns=("mean", "standard_error"),
    section="common_pattern",
    rules=(
        Case(
            "mean and standard error of the predictions 1, 1, 3 and 3",
            args=(recorded(np.array([[1.0], [3.0], [1.0], [3.0]])), X, 4, Rng(1)),
            # The squared deviations sum to 4: s**2 = 4 / 3, and the error is the root of s**2 / 4.
            expect=(np.array([2.0]), np.array([(1 / 3) ** 0.5])),
        ),
        Case(
            "two samples are enough",
            args=(recorded(np.array([[1.0, 0.0], [2.0, 4.0]])), X, 2, Rng(2)),
            expect=(np.array([1.5, 2.0]), np.array([0.5, 2.0])),
        ),
        Case("each entry of a two-dimensional prediction by itself", args=(recorded(SCORES), X, 4, Rng(3))),
        Case(
            "stochastic_predict is called n_samples times, neither more nor less",
            args=(recorded(SCORES[:3], counted=True), X, 9, Rng(4)),
        ),
        Case("predictions may be single numbers", args=(recorded(SCORES[:, 0, 2]), X, 4, Rng(5))),
        Case("predictions for an empty batch are empty", args=(recorded(np.zeros((4, 0, 3))), X, 4, Rng(6)), free=True),
        Case(
            "without noise the error is 0",
            args=(recorded(np.array([[0.5, -2.0]])), X, 8, Rng(7)),
            expect=(np.array([0.5, -2.0]), np.array([0.0, 0.0])),
        ),
        Case("float32 in, float32 out", args=(recorded(SCORES.astype(np.float32)), X.astype(np.float32), 4, Rng(8))),
        Case(
            "a network without noise may hand back the array that it was given",
            args=(Given("unchanged_prediction"), X, 4, Rng(12)),
            expect=(X, np.zeros((2, 2))),
            free=True,
        ),
        Law(
            "the standard error belongs to the mean",
            "error_belongs_to_mean",
            {"x": X, "keep": 0.5, "n_samples": 8},
            free=True,
        ),
        Law("every sample draws new noise from rng", "samples_are_fresh", {"x": X, "keep": 0.3, "n_samples": 24}),
        Law(
            "all randomness comes from rng",
            "predictions_come_from_rng",
            {"x": X, "keep": 0.5, "n_samples": 16},
            free=True,
        ),
        Case("one sample is refused", args=(NOISY, X, 1, Rng(9)), raises=("n_samples", "1")),
        Case("no samples are refused", args=(NOISY, X, 0, Rng(10)), raises=("n_samples", "0")),
        Case("a negative number of samples is refused", args=(NOISY, X, -3, Rng(11)), raises=("n_samples", "-3")),
    ),
    hidden=hidden,
    mistakes=(
        Mistake(
            "divided by the root of the prediction's length",
            right=" / n_samples**0.5",
            wrong=" / predictions.shape[-1] ** 0.5",
            hint="Over what was the mean taken? The root is of the number of those.",
        ),
        Mistake(
            "a prediction written in place",
            right="predictions = np.array([stochastic_predict(x, rng) for _ in range(n_samples)])\n    mean = predictions.mean(axis=0)",
            wrong="total = stochastic_predict(x, rng)\n    predictions = [total + 0]\n    for _ in range(n_samples - 1):\n        predictions.append(stochastic_predict(x, rng))\n        total += predictions[-1]\n    predictions = np.array(predictions)\n    mean = total / n_samples",
            hint="You add to the array that `stochastic_predict` returned, which may be x itself. What does x hold afterwards? Add to an array of your own.",
        ),
        Mistake(
            "divided by n instead of n - 1",
            right="predictions.std(axis=0, ddof=1)",
            wrong="predictions.std(axis=0)",
            hint="The mean was fitted to the same samples, which makes them look less spread. See `ddof` in np.std.",
        ),
        Mistake(
            "the standard deviation instead of the standard error",
            right=" / n_samples**0.5",
            wrong="",
            hint="More samples should make the error smaller. Does yours shrink?",
        ),
        Mistake(
            "the standard deviation instead of the standard error",
            right="predictions.std(axis=0, ddof=1) / n_samples**0.5",
            wrong="predictions.std(axis=0)",
            hint="More samples should make the error smaller. Does yours shrink?",
        ),
        Mistake(
            "divided by n instead of its root",
            right=" / n_samples**0.5",
            wrong=" / n_samples",
            hint="The variance of a mean falls as 1/n. What does its root do?",
        ),
        Mistake(
            "divided by the root of n - 1",
            right=" / n_samples**0.5",
            wrong=" / (n_samples - 1) ** 0.5",
            hint="n - 1 stands in s already. Which n stands under the last root?",
        ),
        Mistake(
            "the variance of the mean",
            right="predictions.std(axis=0, ddof=1) / n_samples**0.5",
            wrong="predictions.var(axis=0, ddof=1) / n_samples",
            hint="Your error has the unit of the prediction squared.",
        ),
        Mistake(
            "the variance of the mean",
            right="predictions.std(axis=0, ddof=1) / n_samples**0.5",
            wrong="predictions.var(axis=0) / n_samples",
            hint="Your error has the unit of the prediction squared.",
        ),
        Mistake(
            "the variance divided by the root of n",
            right="predictions.std(axis=0, ddof=1) / n_samples**0.5",
            wrong="predictions.var(axis=0, ddof=1) / n_samples**0.5",
            hint="Your error has the unit of the prediction squared.",
        ),
        Mistake(
            "the variance instead of the standard error",
            right="predictions.std(axis=0, ddof=1) / n_samples**0.5",
            wrong="predictions.var(axis=0, ddof=1)",
            hint="Your error has the unit of the prediction squared, and more samples don't make it smaller.",
        ),
        Mistake(
            "a 95 % interval instead of one standard error",
            right="predictions.std(axis=0, ddof=1) / n_samples**0.5",
            wrong="1.96 * predictions.std(axis=0, ddof=1) / n_samples**0.5",
            hint="How wide a plot's error bars are is decided later; here one standard error is wanted.",
        ),
        Mistake(
            "multiplied by the root of n",
            right=" / n_samples**0.5",
            wrong=" * n_samples**0.5",
            hint="More samples should make the error smaller. Does yours grow?",
        ),
        Mistake(
            "the sum instead of the mean",
            right="mean = predictions.mean(axis=0)",
            wrong="mean = predictions.sum(axis=0)",
            hint="Should the expected prediction grow with the number of samples?",
        ),
        Mistake(
            "the median instead of the mean",
            right="mean = predictions.mean(axis=0)",
            wrong="mean = np.median(predictions, axis=0)",
            hint="An expectation weighs every outcome, the rare large ones too.",
        ),
        Mistake(
            "one mean over everything",
            right="mean = predictions.mean(axis=0)",
            wrong="mean = predictions.mean()",
            hint="Every entry of a prediction has a mean of its own. Along which axis do the samples lie?",
        ),
        Mistake(
            "the mean over the wrong axis",
            right="mean = predictions.mean(axis=0)\n    standard_error = predictions.std(axis=0, ddof=1)",
            wrong="mean = predictions.mean(axis=-1)\n    standard_error = predictions.std(axis=-1, ddof=1)",
            hint="Along which axis do the samples lie?",
        ),
        Mistake(
            "the mean over the wrong axis",
            right="mean = predictions.mean(axis=0)\n    standard_error = predictions.std(axis=0, ddof=1)",
            wrong="mean = predictions.mean(axis=1)\n    standard_error = predictions.std(axis=1, ddof=1)",
            hint="Along which axis do the samples lie?",
        ),
        Mistake(
            "one standard error for all entries",
            right="predictions.std(axis=0, ddof=1)",
            wrong="(predictions.std(axis=0, ddof=1).mean() + np.zeros_like(mean))",
            hint="Some entries of a prediction scatter more than others.",
        ),
        Mistake(
            "one standard error for all entries",
            right="predictions.std(axis=0, ddof=1)",
            wrong="(predictions.std(ddof=1) + np.zeros_like(mean))",
            hint="Some entries of a prediction scatter more than others.",
        ),
        Mistake(
            "one standard error for all entries",
            right="predictions.std(axis=0, ddof=1)",
            wrong="(predictions.std() + np.zeros_like(mean))",
            hint="Some entries of a prediction scatter more than others.",
        ),
        Mistake(
            "one standard error for all entries",
            right="predictions.std(axis=0, ddof=1)",
            wrong="predictions.std(ddof=1)",
            hint="Some entries of a prediction scatter more than others.",
        ),
        Mistake(
            "one standard error for all entries",
            right="predictions.std(axis=0, ddof=1)",
            wrong="predictions.std()",
            hint="Some entries of a prediction scatter more than others.",
        ),
        Mistake(
            "the same noise for every sample",
            right="stochastic_predict(x, rng) for",
            wrong="stochastic_predict(x, np.random.default_rng(0)) for",
            hint="Each sample begins at the same place of a random sequence. What is left of the spread?",
        ),
        Mistake(
            "a fixed seed",
            right="predictions = np.array([",
            wrong="rng = np.random.default_rng(0)\n    predictions = np.array([",
            hint="Every call gives the same, however far rng has moved on. Draw from rng itself, anew in every call.",
        ),
        Mistake(
            "a generator of its own",
            right="predictions = np.array([",
            wrong="rng = np.random.default_rng()\n    predictions = np.array([",
            hint="Two calls with the same seed differ. Every draw must come from the argument rng, and from nothing else.",
        ),
        Mistake(
            "NumPy's global random state",
            right="stochastic_predict(x, rng) for",
            wrong="stochastic_predict(x, np.random) for",
            hint="np.random draws from a state that everybody shares. The argument rng is yours.",
        ),
        Mistake(
            "the same noise for every sample",
            right="predictions = np.array([stochastic_predict(x, rng) for",
            wrong="import copy\n    predictions = np.array([stochastic_predict(x, copy.deepcopy(rng)) for",
            hint="Each sample begins at the same place of a random sequence. What is left of the spread?",
        ),
        Mistake(
            "a copy of rng for the whole call",
            right="predictions = np.array([",
            wrong="import copy\n    rng = copy.deepcopy(rng)\n    predictions = np.array([",
            hint="The caller's rng has not moved, so the next call repeats this one.",
        ),
        Mistake(
            "one prediction, counted n times",
            right="predictions = np.array([stochastic_predict(x, rng) for _ in range(n_samples)])",
            wrong="predictions = np.array([stochastic_predict(x, rng)] * n_samples)",
            hint="`[f()] * n` calls f once. How many different predictions do you have?",
        ),
        Mistake(
            "each prediction is the input of the next",
            right="predictions = np.array([stochastic_predict(x, rng) for _ in range(n_samples)])",
            wrong="predictions, point = [], x\n    for _ in range(n_samples):\n        point = stochastic_predict(point, rng)\n"
            "        predictions.append(point)\n    predictions = np.array(predictions)",
            hint="All samples are predictions for the same x.",
        ),
        Mistake(
            "one sample too few",
            right="in range(n_samples)])",
            wrong="in range(n_samples - 1)])",
            hint="Count the calls of stochastic_predict.",
        ),
        Mistake(
            "one sample too few",
            right="predictions = np.array([",
            wrong="predictions = [stochastic_predict(x, rng) for _ in range(n_samples - 1)]\n    mean = sum(predictions) / n_samples\n    standard_error = (sum((y - mean) ** 2 for y in predictions) / (n_samples - 1) / n_samples) ** 0.5\n    return mean, standard_error\n    predictions = np.array([",
            hint="Count the calls of stochastic_predict.",
        ),
        Mistake(
            "one sample too many",
            right="in range(n_samples)])",
            wrong="in range(n_samples + 1)])",
            hint="Count the calls of stochastic_predict.",
        ),
        Mistake(
            "one sample too many",
            right="predictions = np.array([",
            wrong="predictions = [stochastic_predict(x, rng) for _ in range(n_samples + 1)]\n    mean = sum(predictions) / n_samples\n    standard_error = (sum((y - mean) ** 2 for y in predictions) / (n_samples - 1) / n_samples) ** 0.5\n    return mean, standard_error\n    predictions = np.array([",
            hint="Count the calls of stochastic_predict.",
        ),
        Mistake(
            "a call more, to learn the shape",
            right="predictions = np.array([",
            wrong="stochastic_predict(x, rng)\n    predictions = np.array([",
            hint="One prediction is made and not used. Could the first of the n samples tell the shape as well?",
        ),
        Mistake(
            "always 100 samples",
            right="in range(n_samples)])",
            wrong="in range(100)])",
            hint="Who decides how many samples are drawn?",
        ),
        Mistake(
            "the error before the mean",
            right="return mean, standard_error",
            wrong="return standard_error, mean",
            hint="The right numbers, in the other order.",
        ),
        Mistake(
            "only the mean is returned",
            right="return mean, standard_error",
            wrong="return mean",
            hint="The function has two results.",
        ),
        Mistake(
            "everything becomes float64",
            right="mean = predictions.mean(axis=0)",
            wrong="predictions = predictions.astype(float)\n    mean = predictions.mean(axis=0)",
            hint="Which of your lines brings in float64? Print the dtypes: an array made without a dtype, a mask of integers or a number of NumPy's own may do it.",
        ),
        Mistake(
            "the error becomes float64",
            right=" / n_samples**0.5",
            wrong=" / np.sqrt(n_samples)",
            hint="np.sqrt of a Python int is a float64 of NumPy's, and pulls float32 arrays up. `n_samples**0.5` is a Python float.",
        ),
        Mistake(
            "only predictions with rows",
            right="mean = predictions.mean(axis=0)",
            wrong="mean = predictions.mean(axis=0)\n    mean = np.array([row for row in mean])",
            hint="A prediction may be a single number, without rows to loop over.",
        ),
        Mistake(
            "one sample is accepted",
            right="if n_samples < 2:",
            wrong="if n_samples < 1:",
            hint="How far do one sample's values lie apart? Which numbers does the docstring allow?",
        ),
        Mistake(
            "two samples are refused",
            right="if n_samples < 2:",
            wrong="if n_samples <= 2:",
            hint="Two samples have a spread already. Which numbers does the docstring allow?",
        ),
        Mistake(
            "nothing is refused",
            right="if n_samples < 2:",
            wrong="if n_samples < 2:\n        return np.nan, np.nan\n    if False:",
            hint="Read the docstring's section `Raises`.",
        ),
        Mistake(
            "the refusal does not say the value",
            right='raise ValueError(f"n_samples must be at least 2 to show a spread, but is {n_samples}")',
            wrong='raise ValueError("n_samples is too small")',
            hint="Whoever reads the message wants to know which value was wrong.",
        ),
    ),
)

EXERCISE = Exercise(functions=(MARGINALIZE,), written=1)
