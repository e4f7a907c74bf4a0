"""What standardization must do, and how it goes wrong."""

import numpy as np

from autograder.judging.declare import Case, Exercise, Function, Mistake

TRAINING = np.array([[1.0, 10.0, 1.0], [1.0, 30.0, 2.0], [5.0, 10.0, 3.0], [5.0, 30.0, 6.0]])
WIDE = np.array([[0.5, -1.0, 2.0, 0.25, 7.0], [-1.5, 3.0, 2.5, 0.75, -4.0]])
# Deviations from 1e8 in halves and quarters: exact in float64, whose spacing is 1.5e-8 there.
FAR = np.array([[0.5, -2.0], [-1.5, 1.25], [1.0, 0.5], [2.0, -0.75], [-0.25, 3.0]]) + np.array([1e8, -1e8])
# Of numbers near 1e8 the relative 1e-9 would let the mean be off by 0.1. Any order of the
# sum over N <= 9 rows errs by less than 1e-7; the comparison adds 64 roundings of 1e8, 1.4e-6.
FAR_TOLERANCE = 1e-14


def hidden_fits(rng: np.random.Generator) -> tuple[Case, ...]:
    """Fresh features in another shape, for one grading run."""
    N, D = (int(n) for n in rng.choice([3, 4, 5, 6, 7, 8, 9], size=2, replace=False))
    X = (rng.normal(size=(N, D)) * rng.uniform(0.5, 20, size=D) + rng.uniform(-9, 9, size=D)).round(3)
    far = rng.integers(-12, 13, size=(N, D)) / 4 + rng.choice([-1.0, 1.0], size=D) * 1e8
    return (
        Case("other features, of other sizes", (X,)),
        Case("other features with a mean far larger than their spread", (far,), tolerance=FAR_TOLERANCE),
    )


FIT_STANDARDIZATION = Function(
    "fit_standardization",
    points=2,
    returns=("mean", "std"),
    section="data_processing",
    rules=(
        Case(
            "every feature has its own mean, and its own root of the mean squared deviation",
            args=(TRAINING,),
            expect=(np.array([3.0, 20.0, 3.0]), np.array([2.0, 10.0, np.sqrt(3.5)])),
        ),
        Case("more features than samples", args=(WIDE,)),
        Case(
            "a feature that never changes has std 0",
            args=(np.array([[2.5, 1.0, 0.0], [2.5, 3.0, 0.0]]),),
            expect=(np.array([2.5, 2.0, 0.0]), np.array([0.0, 1.0, 0.0])),
        ),
        Case(
            "of a single sample every feature has std 0",
            args=(np.array([[1.5, -2.0, 0.25]]),),
            expect=(np.array([1.5, -2.0, 0.25]), np.zeros(3)),
        ),
        Case("a mean 1e8 times the spread does not spoil std", args=(FAR,), tolerance=FAR_TOLERANCE),
        Case("a tiny spread is not rounded to anything else", args=(TRAINING * 1e-10,)),
        Case("a single feature still gives arrays", args=(np.array([[-1.0], [0.5], [4.0]]),)),
        Case("float32 in, float32 out", args=(WIDE.astype(np.float32),)),
    ),
    hidden=hidden_fits,
    mistakes=(
        *(
            Mistake(
                "divides by N - 1",
                right="std = np.sqrt(((X - mean) ** 2).mean(axis=0))",
                wrong=wrong,
                hint="N - 1 is for guessing the spread of a population from a sample. The formula here divides by N; and what would N - 1 be for a single sample?",
            )
            for wrong in (
                "std = np.sqrt(((X - mean) ** 2).sum(axis=0) / max(len(X) - 1, 1))",
                "std = X.std(axis=0, ddof=1)",
                "std = np.sqrt(np.diag(np.cov(X.T)).astype(X.dtype))",
                "std = np.sqrt(np.diagonal(np.atleast_2d(np.cov(X, rowvar=False))).astype(X.dtype))",
                "std = np.sqrt(((X - mean) ** 2).sum(axis=0) / (len(X) - 1))",
            )
        ),
        *(
            Mistake(
                "the variance",
                right="std = np.sqrt(((X - mean) ** 2).mean(axis=0))",
                wrong=wrong,
                hint="In which unit should the spread of a length in metres be: metres or square metres?",
            )
            for wrong in (
                "std = ((X - mean) ** 2).mean(axis=0)",
                "std = X.var(axis=0, ddof=1)",
                "std = ((X - mean) ** 2).sum(axis=0) / max(len(X) - 1, 1)",
            )
        ),
        Mistake(
            "the sum of the squares",
            right="std = np.sqrt(((X - mean) ** 2).mean(axis=0))",
            wrong="std = ((X - mean) ** 2).sum(axis=0)",
            hint="Two things stand around the sum of the squared deviations in the formula. Which?",
        ),
        *(
            Mistake(
                "mean of the squares minus square of the mean",
                right="std = np.sqrt(((X - mean) ** 2).mean(axis=0))",
                wrong=wrong,
                hint="On paper this is right. With a mean of 1e8 the squares are 1e16: which digits are left of their difference?",
            )
            for wrong in (
                "std = np.sqrt(np.maximum((X**2).mean(axis=0) - mean**2, 0))",
                "std = np.sqrt((X**2).mean(axis=0) - mean**2)",
                "std = np.sqrt(np.abs((X**2).mean(axis=0) - mean**2))",
                "std = np.sqrt((X**2).sum(axis=0) / len(X) - (X.sum(axis=0) / len(X)) ** 2)",
                "std = np.sqrt(((X**2).sum(axis=0) - len(X) * mean**2) / len(X))",
                "std = np.sqrt(((X**2).sum(axis=0) - X.sum(axis=0) ** 2 / len(X)) / len(X))",
                "std = np.sqrt(len(X) * (X**2).sum(axis=0) - X.sum(axis=0) ** 2) / len(X)",
                "std = np.sqrt((X**2).mean(axis=0) - 2 * mean * mean + mean**2)",
            )
        ),
        Mistake(
            "deviations from 0",
            right="std = np.sqrt(((X - mean) ** 2).mean(axis=0))",
            wrong="std = np.sqrt((X**2).mean(axis=0))",
            hint="The spread is measured around the mean. Where does yours measure from?",
        ),
        Mistake(
            "mean absolute deviation",
            right="std = np.sqrt(((X - mean) ** 2).mean(axis=0))",
            wrong="std = np.abs(X - mean).mean(axis=0)",
            hint="Deviations are squared before the mean and the root is taken after it.",
        ),
        Mistake(
            "the range",
            right="std = np.sqrt(((X - mean) ** 2).mean(axis=0))",
            wrong="std = X.max(axis=0) - X.min(axis=0)",
            hint="Largest minus smallest belongs to another kind of scaling. See the formula of sigma.",
        ),
        Mistake(
            "the median",
            right="mean = X.mean(axis=0)",
            wrong="mean = np.median(X, axis=0)",
            hint="The middle value is not the mean.",
        ),
        Mistake(
            "the median",
            right="std = np.sqrt(((X - mean) ** 2).mean(axis=0))",
            wrong="std = np.sqrt(((X - mean) ** 2).mean(axis=0))\n    mean = np.median(X, axis=0)",
            hint="The middle value is not the mean.",
        ),
        Mistake(
            "divides by the sum's root once more",
            right="std = np.sqrt(((X - mean) ** 2).mean(axis=0))",
            wrong="std = np.sqrt(((X - mean) ** 2).sum(axis=0)) / len(X)",
            hint="Does the division by N stand inside the root or outside?",
        ),
        Mistake(
            "not divided by N",
            right="std = np.sqrt(((X - mean) ** 2).mean(axis=0))",
            wrong="std = np.sqrt(((X - mean) ** 2).sum(axis=0))",
            hint="Copy the training set twice over: should the spread grow?",
        ),
        *(
            Mistake(
                "statistics of the samples, not the features",
                right="mean = X.mean(axis=0)\n    std = np.sqrt(((X - mean) ** 2).mean(axis=0))",
                wrong=wrong,
                hint="Over which axis do you take the mean? There should be one number a feature, a column.",
            )
            for wrong in (
                "mean = X.mean(axis=1)\n    std = X.std(axis=1)",
                "mean = X.mean(axis=1, keepdims=True)\n    std = X.std(axis=1, keepdims=True)",
            )
        ),
        Mistake(
            "one mean and one std for all features",
            right="mean = X.mean(axis=0)\n    std = np.sqrt(((X - mean) ** 2).mean(axis=0))",
            wrong="mean = np.full_like(X[0], X.mean())\n    std = np.full_like(X[0], X.std())",
            hint="A feature in grams and one in metres have nothing to share. Each has a mean of its own.",
        ),
        Mistake(
            "plain numbers for all features",
            right="mean = X.mean(axis=0)\n    std = np.sqrt(((X - mean) ** 2).mean(axis=0))",
            wrong="mean = X.mean()\n    std = X.std()",
            hint="Without an axis, mean takes everything together. There should be one number a feature.",
        ),
        Mistake(
            "deviations from the overall mean",
            right="std = np.sqrt(((X - mean) ** 2).mean(axis=0))",
            wrong="std = np.sqrt(((X - X.mean()) ** 2).mean(axis=0))",
            hint="Each feature deviates from its own mean.",
        ),
        Mistake(
            "one row too many axes",
            right="mean = X.mean(axis=0)\n    std = np.sqrt(((X - mean) ** 2).mean(axis=0))",
            wrong="mean = X.mean(axis=0, keepdims=True)\n    std = X.std(axis=0, keepdims=True)",
            hint="The results have shape (D,), not (1, D).",
        ),
        *(
            Mistake(
                "a std of 0 replaced by 1",
                right="std = np.sqrt(((X - mean) ** 2).mean(axis=0))",
                wrong=wrong,
                hint="Report the spread as it is, 0 too. What to do about it is the business of `standardize`.",
            )
            for wrong in (
                "std = np.sqrt(((X - mean) ** 2).mean(axis=0))\n    std = np.where(std == 0, 1, std)",
                "std = np.sqrt(((X - mean) ** 2).mean(axis=0))\n    std = np.where(std < 1e-8, 1, std)",
            )
        ),
        *(
            Mistake(
                "a std of 0 replaced by a small number",
                right="std = np.sqrt(((X - mean) ** 2).mean(axis=0))",
                wrong=wrong,
                hint="Report the spread as it is, however small, and 0 too. What to do about it is the business of `standardize`.",
            )
            for wrong in (
                "std = np.sqrt(((X - mean) ** 2).mean(axis=0))\n    std = np.where(std == 0, 1e-5, std).astype(X.dtype)",
                "std = np.sqrt(((X - mean) ** 2).mean(axis=0))\n    std = np.where(std == 0, 1e-6, std).astype(X.dtype)",
                "std = np.sqrt(((X - mean) ** 2).mean(axis=0))\n    std = np.where(std == 0, 1e-7, std).astype(X.dtype)",
                "std = np.sqrt(((X - mean) ** 2).mean(axis=0))\n    std = np.where(std == 0, 1e-8, std).astype(X.dtype)",
                "std = np.sqrt(((X - mean) ** 2).mean(axis=0))\n    std = np.where(std == 0, 1e-10, std).astype(X.dtype)",
                "std = np.sqrt(((X - mean) ** 2).mean(axis=0))\n    std = np.where(std == 0, 1e-12, std).astype(X.dtype)",
                "std = np.sqrt(((X - mean) ** 2).mean(axis=0))\n    std = np.maximum(std, 1e-5)",
                "std = np.sqrt(((X - mean) ** 2).mean(axis=0))\n    std = np.maximum(std, 1e-6)",
                "std = np.sqrt(((X - mean) ** 2).mean(axis=0))\n    std = np.maximum(std, 1e-7)",
                "std = np.sqrt(((X - mean) ** 2).mean(axis=0))\n    std = np.maximum(std, 1e-8)",
            )
        ),
        *(
            Mistake(
                "an epsilon under the root",
                right="std = np.sqrt(((X - mean) ** 2).mean(axis=0))",
                wrong=wrong,
                hint="A feature that never changes has std 0, exactly; and no other feature's std gets larger either.",
            )
            for wrong in (
                "std = np.sqrt(((X - mean) ** 2).mean(axis=0) + 1e-12)",
                "std = np.sqrt(((X - mean) ** 2).mean(axis=0) + 1e-3)",
                "std = np.sqrt(((X - mean) ** 2).mean(axis=0) + 1e-5)",
                "std = np.sqrt(((X - mean) ** 2).mean(axis=0) + 1e-6)",
                "std = np.sqrt(((X - mean) ** 2).mean(axis=0) + 1e-7)",
                "std = np.sqrt(((X - mean) ** 2).mean(axis=0) + 1e-8)",
                "std = np.sqrt(((X - mean) ** 2).mean(axis=0) + 1e-10)",
                "std = np.sqrt(((X - mean) ** 2).mean(axis=0) + 1e-9)",
            )
        ),
        *(
            Mistake(
                "an epsilon added to std",
                right="std = np.sqrt(((X - mean) ** 2).mean(axis=0))",
                wrong=wrong,
                hint="A feature that never changes has std 0, exactly; and no other feature's std gets larger either.",
            )
            for wrong in (
                "std = np.sqrt(((X - mean) ** 2).mean(axis=0)) + 1e-8",
                "std = np.sqrt(((X - mean) ** 2).mean(axis=0)) + 1e-5",
                "std = np.sqrt(((X - mean) ** 2).mean(axis=0)) + 1e-6",
                "std = np.sqrt(((X - mean) ** 2).mean(axis=0)) + 1e-7",
                "std = np.sqrt(((X - mean) ** 2).mean(axis=0)) + 1e-9",
                "std = np.sqrt(((X - mean) ** 2).mean(axis=0)) + 1e-10",
                "std = np.sqrt(((X - mean) ** 2).mean(axis=0)) + 1e-12",
                "std = np.sqrt(((X - mean) ** 2).mean(axis=0)) + 1e-15",
                "std = np.sqrt(((X - mean) ** 2).mean(axis=0)) + np.finfo(X.dtype).eps",
            )
        ),
        Mistake(
            "a tiny std taken for 0",
            right="std = np.sqrt(((X - mean) ** 2).mean(axis=0))",
            wrong="std = np.sqrt(((X - mean) ** 2).mean(axis=0))\n    std = np.where(std < 1e-8, 0, std)",
            hint="The smallness of a number depends on its unit. Only 0 is 0.",
        ),
        Mistake(
            "std before mean",
            right="return mean, std",
            wrong="return std, mean",
            hint="In which order does the docstring name the two results?",
        ),
        Mistake(
            "only the mean is returned",
            right="return mean, std",
            wrong="return mean",
            hint="The function has two results.",
        ),
        Mistake(
            "three results",
            right="return mean, std",
            wrong="return mean, std, (X - mean) / np.where(std == 0, 1, std)",
            hint="The function has two results. Applying them is the next one's task.",
        ),
        Mistake(
            "the scaled data are returned",
            right="return mean, std",
            wrong="return (X - mean) / np.where(std == 0, 1, std)",
            hint="This function only finds the numbers. Applying them is the next one's task.",
        ),
        Mistake(
            "X centred in place",
            right="std = np.sqrt(((X - mean) ** 2).mean(axis=0))",
            wrong="X -= mean\n    std = np.sqrt((X**2).mean(axis=0))",
            hint="`X -= ...` writes into the caller's training set. Which form makes a new array?",
        ),
        Mistake(
            "everything becomes float64",
            right="mean = X.mean(axis=0)",
            wrong="X = X.astype(float)\n    mean = X.mean(axis=0)",
            hint="Which of your operations brings in float64? A Python number leaves float32 as it is; an array or a NumPy number of dtype float64 or int64 does not.",
        ),
        Mistake(
            "a single feature loses its axis",
            right="return mean, std",
            wrong="return mean.squeeze(), std.squeeze()",
            hint="With one feature the shapes are (1,), still arrays.",
        ),
    ),
)

MEAN = np.array([3.0, 20.0, -1.0])
STD = np.array([2.0, 10.0, 0.5])
NEW = np.array([[1.0, 40.0, -1.0], [6.0, 15.0, 4.0]])
FIXED = np.array([[2.5, 7.0, -1.0, 3.0], [4.0, 1.0, -1.0, 0.5], [2.0, -5.0, -1.0, 3.25]])


def hidden_sets(rng: np.random.Generator) -> tuple[Case, ...]:
    """A fresh set with statistics that are not its own, for one grading run."""
    N, D = (int(n) for n in rng.choice([3, 4, 5, 6, 7], size=2, replace=False))
    X, mean = (rng.normal(size=(N, D)) * 5).round(3), rng.normal(size=D).round(3)
    std = rng.uniform(0.05, 9, size=D).round(3)
    some = std * (np.arange(D) != rng.integers(D))
    return (
        Case("another set, of another size", (X, mean, std)),
        Case("another set with a feature of std 0", (X, mean, some)),
    )


STANDARDIZE = Function(
    "standardize",
    points=1,
    returns=("X_scaled",),
    section="data_processing",
    rules=(
        Case(
            "each feature is shifted by its mean and divided by its std",
            args=(TRAINING[:, :2], np.array([3.0, 20.0]), np.array([2.0, 10.0])),
            expect=np.array([[-1.0, -1.0], [-1.0, 1.0], [1.0, -1.0], [1.0, 1.0]]),
        ),
        Case(
            "a new set is scaled by the statistics of the training set, not by its own",
            args=(NEW, MEAN, STD),
            expect=np.array([[-1.0, 2.0, 0.0], [1.5, -0.5, 10.0]]),
        ),
        Case(
            "a feature whose std is 0 is centred only, the others are scaled too",
            args=(FIXED, np.array([2.0, 1.0, -1.0, 3.0]), np.array([0.0, 4.0, 0.0, 0.5])),
            expect=np.array([[0.5, 1.5, 0.0, 0.0], [2.0, 0.0, 0.0, -5.0], [0.0, -1.5, 0.0, 0.5]]),
        ),
        Case(
            "where every std is 0, all features are centred only",
            args=(NEW, MEAN, np.zeros(3)),
            expect=np.array([[-2.0, 20.0, 0.0], [3.0, -5.0, 5.0]]),
        ),
        Case(
            "mean 0 and std 1 change nothing, and the result is a new array",
            args=(NEW, np.zeros(3), np.ones(3)),
            expect=NEW,
            free=True,
        ),
        Case("a tiny std is a scale like any other", args=(NEW * 1e-12, MEAN * 1e-12, STD * 1e-12)),
        Case("a small std is a scale like any other", args=(1e-6 * NEW, 1e-6 * MEAN, 1e-6 * STD)),
        Case("one sample is enough", args=(NEW[:1], MEAN, STD), expect=np.array([[-1.0, 2.0, 0.0]])),
        Case(
            "float32 in, float32 out",
            args=(
                FIXED.astype(np.float32),
                np.array([1.5, -1.0, 0.5, 2.0], dtype=np.float32),
                np.array([0.75, 0.0, 3.0, 0.25], dtype=np.float32),
            ),
        ),
    ),
    hidden=hidden_sets,
    mistakes=(
        *(
            Mistake(
                "fitted anew on every set",
                right="scale = np.where(std == 0, 1, std)\n    return (X - mean) / scale",
                wrong=wrong,
                hint="If the test set is scaled by its own numbers, one image gets other inputs in other company. Use what you are given.",
            )
            for wrong in (
                "mean, std = X.mean(axis=0), X.std(axis=0)\n    return (X - mean) / np.where(std == 0, 1, std)",
                "mean = X.mean(axis=0)\n    with np.errstate(all='ignore'):\n        return (X - mean) / X.std(axis=0)",
                "mean = X.mean(axis=0)\n    with np.errstate(all='ignore'):\n        return (X - mean) / (X.std(axis=0) + 1e-8)",
                "mean = X.mean(axis=0)\n    with np.errstate(all='ignore'):\n        return (X - mean) / (X.std(axis=0) + 1e-7)",
                "mean = X.mean(axis=0)\n    with np.errstate(all='ignore'):\n        return (X - mean) / np.sqrt(X.var(axis=0) + 1e-5)",
                "mean = X.mean(axis=0)\n    with np.errstate(all='ignore'):\n        return (X - mean) / X.std(axis=0, ddof=1)",
            )
        ),
        *(
            Mistake(
                "its own mean",
                right=right,
                wrong=wrong,
                hint="Whose mean do you subtract: that of this set, or the one you are given?",
            )
            for right, wrong in (
                ("return (X - mean) / scale", "return (X - X.mean(axis=0)) / scale"),
                (
                    "scale = np.where(std == 0, 1, std)\n    return (X - mean) / scale",
                    "with np.errstate(all='ignore'):\n        return (X - X.mean(axis=0)) / std",
                ),
                (
                    "scale = np.where(std == 0, 1, std)\n    return (X - mean) / scale",
                    "with np.errstate(all='ignore'):\n        return (X - X.mean()) / std",
                ),
                ("return (X - mean) / scale", "return (X - X.mean()) / scale"),
            )
        ),
        *(
            Mistake(
                "its own std",
                right=right,
                wrong=wrong,
                hint="Whose std do you divide by: that of this set, or the one you are given?",
            )
            for right, wrong in (
                ("scale = np.where(std == 0, 1, std)", "std = X.std(axis=0)\n    scale = np.where(std == 0, 1, std)"),
                (
                    "scale = np.where(std == 0, 1, std)\n    return (X - mean) / scale",
                    "with np.errstate(all='ignore'):\n        return (X - mean) / X.std(axis=0)",
                ),
                (
                    "scale = np.where(std == 0, 1, std)\n    return (X - mean) / scale",
                    "with np.errstate(all='ignore'):\n        return (X - mean) / X.std()",
                ),
            )
        ),
        *(
            Mistake(
                "not centred",
                right=right,
                wrong=wrong,
                hint="What should the mean of the training set be afterwards?",
            )
            for right, wrong in (
                ("return (X - mean) / scale", "return X / scale"),
                (
                    "scale = np.where(std == 0, 1, std)\n    return (X - mean) / scale",
                    "with np.errstate(all='ignore'):\n        return X / std",
                ),
            )
        ),
        Mistake(
            "not scaled",
            right="return (X - mean) / scale",
            wrong="return X - mean",
            hint="What should the spread of the training set be afterwards?",
        ),
        *(
            Mistake(
                "the mean is added",
                right=right,
                wrong=wrong,
                hint="Put X = mean into your formula. What should come out?",
            )
            for right, wrong in (
                ("return (X - mean) / scale", "return (X + mean) / scale"),
                (
                    "scale = np.where(std == 0, 1, std)\n    return (X - mean) / scale",
                    "with np.errstate(all='ignore'):\n        return (X + mean) / std",
                ),
            )
        ),
        *(
            Mistake(
                "multiplied by std",
                right="return (X - mean) / scale",
                wrong=wrong,
                hint="A widely spread feature should become narrower.",
            )
            for wrong in (
                "return (X - mean) * scale",
                "return (X - mean) * std",
            )
        ),
        *(
            Mistake(
                "divided by the variance",
                right=right,
                wrong=wrong,
                hint="The result should have no unit. Which unit does yours have, for a feature in metres?",
            )
            for right, wrong in (
                ("return (X - mean) / scale", "return (X - mean) / scale**2"),
                (
                    "scale = np.where(std == 0, 1, std)\n    return (X - mean) / scale",
                    "with np.errstate(all='ignore'):\n        return (X - mean) / std**2",
                ),
                (
                    "scale = np.where(std == 0, 1, std)\n    return (X - mean) / scale",
                    "with np.errstate(all='ignore'):\n        return (X - mean) / (std**2 + 1e-8)",
                ),
            )
        ),
        *(
            Mistake(
                "divided by the root of std",
                right=right,
                wrong=wrong,
                hint="std is no variance: the root has been taken already.",
            )
            for right, wrong in (
                (
                    "scale = np.where(std == 0, 1, std)\n    return (X - mean) / scale",
                    "with np.errstate(all='ignore'):\n        return (X - mean) / np.sqrt(std)",
                ),
                ("return (X - mean) / scale", "return (X - mean) / np.sqrt(scale)"),
                (
                    "scale = np.where(std == 0, 1, std)\n    return (X - mean) / scale",
                    "with np.errstate(all='ignore'):\n        return (X - mean) / np.sqrt(std + 1e-8)",
                ),
                (
                    "scale = np.where(std == 0, 1, std)\n    return (X - mean) / scale",
                    "with np.errstate(all='ignore'):\n        return (X - mean) / np.sqrt(std + 1e-5)",
                ),
            )
        ),
        *(
            Mistake(
                "scaled before it is centred",
                right=right,
                wrong=wrong,
                hint="The mean is in the unit of X. Mind the brackets.",
            )
            for right, wrong in (
                ("return (X - mean) / scale", "return X / scale - mean"),
                (
                    "scale = np.where(std == 0, 1, std)\n    return (X - mean) / scale",
                    "with np.errstate(all='ignore'):\n        return X / std - mean",
                ),
                (
                    "scale = np.where(std == 0, 1, std)\n    return (X - mean) / scale",
                    "with np.errstate(all='ignore'):\n        return X - mean / std",
                ),
                ("return (X - mean) / scale", "return X - mean / scale"),
            )
        ),
        Mistake(
            "divides by 0",
            right="scale = np.where(std == 0, 1, std)\n    return (X - mean) / scale",
            wrong="with np.errstate(all='ignore'):\n        return (X - mean) / std",
            hint="What is 0 / 0 in NumPy? The docstring says what to do where std is 0.",
        ),
        Mistake(
            "NaN replaced by 0",
            right="scale = np.where(std == 0, 1, std)\n    return (X - mean) / scale",
            wrong="with np.errstate(all='ignore'):\n        return np.nan_to_num((X - mean) / std)",
            hint="On new data a feature that never changed in training may take another value. What is that, divided by 0?",
        ),
        Mistake(
            "a feature with std 0 set to 0",
            right="return (X - mean) / scale",
            wrong="return np.where(std == 0, 0, (X - mean) / scale)",
            hint="On new data a feature that never changed in training may take another value. Don't throw it away.",
        ),
        Mistake(
            "a feature with std 0 left as it is",
            right="return (X - mean) / scale",
            wrong="return np.where(std == 0, X, (X - mean) / scale)",
            hint="Where std is 0 there is no division. The mean is still subtracted.",
        ),
        Mistake(
            "a feature with std 0 dropped",
            right="return (X - mean) / scale",
            wrong="return ((X - mean) / scale)[:, std != 0]",
            hint="The result has as many features as X.",
        ),
        Mistake(
            "one std of 0 stops all scaling",
            right="scale = np.where(std == 0, 1, std)",
            wrong="scale = np.ones_like(std) if (std == 0).any() else std",
            hint="Each feature decides for itself. What happens to those whose std is not 0?",
        ),
        *(
            Mistake(
                "an epsilon added to std",
                right="scale = np.where(std == 0, 1, std)",
                wrong=wrong,
                hint="Centred only means not divided at all; and next to an epsilon, what becomes of a tiny std?",
            )
            for wrong in (
                "scale = std + 1e-8",
                "scale = std + 1e-5",
                "scale = std + 1e-6",
                "scale = std + 1e-7",
                "scale = std + 1e-9",
                "scale = std + 1e-10",
                "scale = std + 1e-12",
                "scale = std + 1e-15",
                "scale = std + np.finfo(std.dtype).eps",
                "scale = np.where(std == 0, 1, std) + 1e-8",
                "scale = np.where(std == 0, 1, std) + 1e-7",
            )
        ),
        *(
            Mistake(
                "an epsilon under the root",
                right="scale = np.where(std == 0, 1, std)",
                wrong=wrong,
                hint="That is batch normalization's way. Here a std of 0 is treated apart and all others as they are.",
            )
            for wrong in (
                "scale = np.sqrt(std**2 + 1e-5)",
                "scale = np.sqrt(std**2 + 1e-3)",
                "scale = np.sqrt(std**2 + 1e-6)",
                "scale = np.sqrt(std**2 + 1e-7)",
                "scale = np.sqrt(std**2 + 1e-8)",
                "scale = np.sqrt(std**2 + 1e-10)",
                "scale = np.sqrt(std**2 + 1e-12)",
            )
        ),
        *(
            Mistake(
                "a small std taken for 0",
                right="scale = np.where(std == 0, 1, std)",
                wrong=wrong,
                hint="The smallness of a number depends on its unit. Only 0 is 0.",
            )
            for wrong in (
                "scale = np.where(std < 1e-8, 1, std)",
                "scale = np.where(std < 1e-3, 1, std)",
                "scale = np.where(std < 1e-4, 1, std)",
                "scale = np.where(std < 1e-5, 1, std)",
                "scale = np.where(std < 1e-6, 1, std)",
                "scale = np.where(std < 1e-7, 1, std)",
                "scale = np.where(std < 1e-12, 1, std)",
            )
        ),
        *(
            Mistake(
                "a small std raised",
                right="scale = np.where(std == 0, 1, std)",
                wrong=wrong,
                hint="The smallness of a number depends on its unit. A tiny std is a scale like any other.",
            )
            for wrong in (
                "scale = np.where(std == 0, 1, np.maximum(std, 1e-8))",
                "scale = np.maximum(std, 1e-5)",
                "scale = np.maximum(std, 1e-6)",
                "scale = np.maximum(std, 1e-7)",
                "scale = np.maximum(std, 1e-8)",
                "scale = np.maximum(std, 1e-10)",
                "scale = np.maximum(std, 1e-12)",
            )
        ),
        *(
            Mistake(
                "a std of 0 replaced by a small number",
                right="scale = np.where(std == 0, 1, std)",
                wrong=wrong,
                hint="Centred only means not divided at all. What does a division by your small number do to a feature that never changed in training?",
            )
            for wrong in (
                "scale = np.where(std == 0, 1e-5, std).astype(X.dtype)",
                "scale = np.where(std == 0, 1e-6, std).astype(X.dtype)",
                "scale = np.where(std == 0, 1e-7, std).astype(X.dtype)",
                "scale = np.where(std == 0, 1e-8, std).astype(X.dtype)",
                "scale = np.where(std == 0, 1e-10, std).astype(X.dtype)",
                "scale = np.where(std == 0, 1e-12, std).astype(X.dtype)",
                "scale = np.where(std == 0, np.finfo(std.dtype).eps, std).astype(X.dtype)",
            )
        ),
        Mistake(
            "one scale for all features",
            right="return (X - mean) / scale",
            wrong="return (X - mean) / scale.mean()",
            hint="Every feature has a std of its own.",
        ),
        *(
            Mistake(
                "large values clipped",
                right="return (X - mean) / scale",
                wrong=wrong,
                hint="Nothing is said of a limit. A value ten spreads away from the mean stays there.",
            )
            for wrong in (
                "return np.clip((X - mean) / scale, -3, 3)",
                "return np.clip((X - mean) / scale, -1, 1)",
                "return np.clip((X - mean) / scale, -2, 2)",
            )
        ),
        Mistake(
            "squeezed into 0 to 1",
            right="return (X - mean) / scale",
            wrong="return (X - X.min(axis=0)) / np.maximum(X.max(axis=0) - X.min(axis=0), 1e-12)",
            hint="Smallest and largest value belong to another kind of scaling. Use mean and std.",
        ),
        Mistake(
            "X written in place",
            right="return (X - mean) / scale",
            wrong="X -= mean\n    X /= scale\n    return X",
            hint="`X -= ...` writes into the caller's data. Which form makes a new array?",
        ),
        Mistake(
            "std written in place",
            right="scale = np.where(std == 0, 1, std)",
            wrong="std[std == 0] = 1\n    scale = std",
            hint="The caller wants to use std again. Make a new array for the divisor.",
        ),
        Mistake(
            "everything becomes float64",
            right="scale = np.where(std == 0, 1, std)",
            wrong="scale = np.ones(len(std))\n    scale[std != 0] = std[std != 0]",
            hint="Which of your operations brings in float64? A Python number leaves float32 as it is; an array or a NumPy number of dtype float64 or int64 does not.",
        ),
    ),
)

EXERCISE = Exercise(functions=(FIT_STANDARDIZATION, STANDARDIZE), written=1)
