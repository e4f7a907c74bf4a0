"""What batch normalization must do in training, at test time and backwards, and how it goes wrong."""

import numpy as np

from autograder.judging.declare import Call, Case, Exercise, Function, Gradient, Mistake, other_defaults

# Means 5 and -1, variances 1 and 6: with an epsilon of 3 the roots are 2 and 3.
BY_HAND = np.array([[6.0, 3.0], [4.0, -3.0], [6.0, -3.0], [4.0, -1.0]])
X = np.array([[1.5, -20.0, 0.25], [-0.5, 35.0, 0.75], [2.25, -5.0, -0.5], [-3.0, 12.5, 1.0]])
GAMMA, BETA = np.array([2.0, -0.5, 1.5]), np.array([0.5, 3.0, -1.0])
MEAN, VAR = np.array([-1.0, 4.0, 0.5]), np.array([2.5, 90.0, 0.75])
DOUT = np.array([[0.5, -1.0, 2.0], [1.25, 0.0, -0.75], [-2.0, 1.5, 0.25], [0.0, 3.0, -1.5]])
FIRST_TWO = (X[:3, :2], GAMMA[:2], BETA[:2], MEAN[:2], VAR[:2])  # a smaller batch with two features
UNIT = X / np.array([1.0, 16.0, 0.5])


def fresh(rng: np.random.Generator) -> tuple[np.ndarray, ...]:
    """x (N, D), gamma, beta, running mean and variance for one grading run; N, D differ and x is not centred."""
    N, D = (int(n) for n in rng.choice([3, 4, 5, 6, 7], size=2, replace=False))
    x = (rng.normal(size=(N, D)) * rng.uniform(0.5, 3.0, size=D) + rng.normal(size=D)).round(3)
    gamma, beta, mean = rng.normal(size=(3, D)).round(3)
    return x, gamma, beta, mean, rng.uniform(0.2, 4.0, size=D).round(3)


def hidden_train(rng: np.random.Generator) -> tuple[Case, ...]:
    """Fresh batches with other hyperparameters, for one grading run."""
    first, second = fresh(rng), fresh(rng)
    single = tuple(a.astype(np.float32) for a in fresh(rng))
    hyperparameters = {"momentum": float(rng.uniform(0.2, 0.8)), "epsilon": float(rng.uniform(0.01, 1.0))}
    return (
        Case("another batch, another momentum, another epsilon", args=first, kwargs=hyperparameters),
        Case("another batch, without hyperparameters", args=second),
        Case("another batch in float32", args=single, kwargs=hyperparameters),
    )


BATCHNORM_TRAIN = Function(
    "batchnorm_train",
    points=2,
    returns=("out", "running_mean", "running_var"),
    section="common_pattern",
    rules=(
        Case(
            "a batch worked by hand: variances 1 and 6, and an epsilon of 3",
            args=(BY_HAND, np.array([2.0, 3.0]), np.array([10.0, 1.0]), np.array([1.0, 2.0]), np.array([5.0, 2.0])),
            kwargs={"momentum": 0.75, "epsilon": 3.0},
            expect=(
                np.array([[11.0, 5.0], [9.0, -1.0], [11.0, -1.0], [9.0, 1.0]]),
                np.array([2.0, 1.25]),
                np.array([4.0, 3.0]),
            ),
        ),
        Case("without hyperparameters, momentum is 0.9 and epsilon is 1e-5", args=FIRST_TWO),
        Case(
            "momentum says how much of the running statistics is kept",
            args=FIRST_TWO,
            kwargs={"momentum": 0.3, "epsilon": 1e-3},
        ),
        Case(
            "the first batch is no exception: the running statistics start at 0 and 1",
            args=(*FIRST_TWO[:3], np.zeros(2), np.ones(2)),
            kwargs={"momentum": 0.6},
        ),
        Case(
            "a feature that never changes becomes its beta",
            args=(np.full((3, 1), 2.0), np.array([3.0]), np.array([0.5]), np.array([1.0]), np.array([4.0])),
            kwargs={"momentum": 0.5},
            expect=(np.full((3, 1), 0.5), np.array([1.5]), np.array([2.0])),
        ),
        Case(
            "a batch of one sample has variance 0",
            args=(X[1:2], GAMMA, BETA, MEAN, VAR),
            kwargs={"momentum": 0.5, "epsilon": 0.5},
            expect=(BETA[None, :], np.array([-0.75, 19.5, 0.625]), np.array([1.25, 45.0, 0.375])),
        ),
        Case(
            "float32 in, float32 out",
            args=tuple(a[..., :1].astype(np.float32) for a in FIRST_TWO),
            kwargs={"momentum": 0.8, "epsilon": 0.25},
        ),
    ),
    hidden=hidden_train,
    mistakes=(
        Mistake(
            "a single sample normalized by the running statistics",
            right="x_hat = (x - mean) / np.sqrt(var + epsilon)",
            wrong="if len(x) == 1:\n        x_hat = (x - running_mean) / np.sqrt(running_var + epsilon)\n    else:\n        x_hat = (x - mean) / np.sqrt(var + epsilon)",
            hint="In training a batch of one sample is a batch too. What are its mean and its variance?",
        ),
        Mistake(
            "normalized with the old running statistics",
            right="x_hat = (x - mean) / np.sqrt(var + epsilon)",
            wrong="x_hat = (x - running_mean) / np.sqrt(running_var + epsilon)",
            hint="Running statistics are for test time. Whose mean and variance does a training batch use?",
        ),
        Mistake(
            "normalized with the new running statistics",
            right="x_hat = (x - mean) / np.sqrt(var + epsilon)",
            wrong="new_mean = momentum * running_mean + (1 - momentum) * mean\n"
            "    new_var = momentum * running_var + (1 - momentum) * var\n"
            "    x_hat = (x - new_mean) / np.sqrt(new_var + epsilon)",
            hint="Running statistics are for test time. Whose mean and variance does a training batch use?",
        ),
        Mistake(
            "momentum the wrong way round",
            right="running_mean = momentum * running_mean + (1 - momentum) * mean\n"
            "    running_var = momentum * running_var + (1 - momentum) * var",
            wrong="running_mean = (1 - momentum) * running_mean + momentum * mean\n"
            "    running_var = (1 - momentum) * running_var + momentum * var",
            hint="PyTorch's momentum is the share of the new batch. What is it in this course's formula?",
        ),
        Mistake(
            "the running mean's momentum the wrong way round",
            right="running_mean = momentum * running_mean + (1 - momentum) * mean",
            wrong="running_mean = (1 - momentum) * running_mean + momentum * mean",
            hint="Both running statistics follow one formula. Compare your two lines.",
        ),
        Mistake(
            "the running variance's momentum the wrong way round",
            right="running_var = momentum * running_var + (1 - momentum) * var",
            wrong="running_var = (1 - momentum) * running_var + momentum * var",
            hint="Both running statistics follow one formula. Compare your two lines.",
        ),
        Mistake(
            "N - 1 in the running variance",
            right="running_var = momentum * running_var + (1 - momentum) * var",
            wrong="running_var = momentum * running_var + (1 - momentum) * var * len(x) / max(len(x) - 1, 1)",
            hint="PyTorch and the paper correct the running variance. This course divides by N in both places.",
        ),
        Mistake(
            "N - 1 in both variances",
            right="var = ((x - mean) ** 2).mean(axis=0)",
            wrong="var = ((x - mean) ** 2).sum(axis=0) / max(len(x) - 1, 1)",
            hint="How many samples does the mean of the squares run over?",
        ),
        Mistake(
            "N - 1 in the output only",
            right="x_hat = (x - mean) / np.sqrt(var + epsilon)",
            wrong="x_hat = (x - mean) / np.sqrt(var * len(x) / max(len(x) - 1, 1) + epsilon)",
            hint="How many samples does the variance in your output average over?",
        ),
        Mistake(
            "the running variance multiplied by N",
            right="running_var = momentum * running_var + (1 - momentum) * var",
            wrong="running_var = momentum * running_var + (1 - momentum) * var * len(x)",
            hint="A variance is a mean of squares: larger batches don't have larger ones.",
        ),
        Mistake(
            "epsilon outside the root",
            right="x_hat = (x - mean) / np.sqrt(var + epsilon)",
            wrong="x_hat = (x - mean) / (np.sqrt(var) + epsilon)",
            hint="RMSProp adds its epsilon to the root. Where does the formula of batch normalization add it?",
        ),
        Mistake(
            "no epsilon",
            right="x_hat = (x - mean) / np.sqrt(var + epsilon)",
            wrong="x_hat = (x - mean) / np.sqrt(var)",
            hint="A feature that hardly varies is blown up. What does epsilon stand in the formula for?",
        ),
        Mistake(
            "no epsilon",
            right="x_hat = (x - mean) / np.sqrt(var + epsilon)",
            wrong="x_hat = (x - mean) / np.where(var == 0, 1, np.sqrt(var)).astype(x.dtype)",
            hint="A feature that hardly varies is blown up. What does epsilon stand in the formula for?",
        ),
        Mistake(
            "epsilon squared",
            right="x_hat = (x - mean) / np.sqrt(var + epsilon)",
            wrong="x_hat = (x - mean) / np.sqrt(var + epsilon**2)",
            hint="Epsilon is added to the variance as it is.",
        ),
        Mistake(
            "epsilon fixed at 1e-5",
            right="x_hat = (x - mean) / np.sqrt(var + epsilon)",
            wrong="x_hat = (x - mean) / np.sqrt(var + 1e-5)",
            hint="Try another epsilon. Does your result change?",
        ),
        Mistake(
            "the default epsilon is 1e-8",
            right="x_hat = (x - mean) / np.sqrt(var + epsilon)",
            wrong="x_hat = (x - mean) / np.sqrt(var + (1e-8 if epsilon == 1e-5 else epsilon))",
            hint="Compare the default of epsilon in your signature with the stub's.",
        ),
        Mistake(
            "momentum fixed at 0.9",
            right="running_mean = momentum * running_mean + (1 - momentum) * mean\n"
            "    running_var = momentum * running_var + (1 - momentum) * var",
            wrong="running_mean = 0.9 * running_mean + 0.1 * mean\n    running_var = 0.9 * running_var + 0.1 * var",
            hint="Try another momentum. Do the running statistics change?",
        ),
        Mistake(
            "epsilon in the running variance",
            right="running_var = momentum * running_var + (1 - momentum) * var",
            wrong="running_var = momentum * running_var + (1 - momentum) * (var + epsilon)",
            hint="At test time epsilon is added again. Which variance should be remembered: with it or without it?",
        ),
        Mistake(
            "a running standard deviation",
            right="running_var = momentum * running_var + (1 - momentum) * var",
            wrong="running_var = momentum * running_var + (1 - momentum) * np.sqrt(var)",
            hint="It is variances that are averaged; a root is taken only where it is used.",
        ),
        Mistake(
            "a running standard deviation",
            right="running_var = momentum * running_var + (1 - momentum) * var",
            wrong="running_var = momentum * running_var + (1 - momentum) * np.sqrt(var + epsilon)",
            hint="It is variances that are averaged; a root is taken only where it is used.",
        ),
        Mistake(
            "a running standard deviation",
            right="running_var = momentum * running_var + (1 - momentum) * var",
            wrong="running_var = (momentum * np.sqrt(running_var) + (1 - momentum) * np.sqrt(var)) ** 2",
            hint="It is variances that are averaged; a root is taken only where it is used.",
        ),
        Mistake(
            "divided by the variance",
            right="x_hat = (x - mean) / np.sqrt(var + epsilon)",
            wrong="x_hat = (x - mean) / (var + epsilon)",
            hint="After your normalization, has a feature in millimetres the same spread as one in metres?",
        ),
        Mistake(
            "one mean and one variance for all features",
            right="mean = x.mean(axis=0)\n    var = ((x - mean) ** 2).mean(axis=0)",
            wrong="mean = x.mean() + 0 * x[0]\n    var = ((x - mean) ** 2).mean() + 0 * x[0]",
            hint="Each feature has a mean and a variance of its own. Over which axis do the samples lie?",
        ),
        Mistake(
            "one mean and one variance for all features",
            right="mean = x.mean(axis=0)\n    var = ((x - mean) ** 2).mean(axis=0)",
            wrong="mean = x.mean()\n    var = x.var()",
            hint="Each feature has a mean and a variance of its own. Over which axis do the samples lie?",
        ),
        Mistake(
            "one mean and one variance for all features",
            right="var = ((x - mean) ** 2).mean(axis=0)",
            wrong="var = ((x - mean) ** 2).mean()",
            hint="Each feature has a mean and a variance of its own. Over which axis do the samples lie?",
        ),
        Mistake(
            "every sample normalized over its features",
            right="mean = x.mean(axis=0)\n"
            "    var = ((x - mean) ** 2).mean(axis=0)\n"
            "    x_hat = (x - mean) / np.sqrt(var + epsilon)",
            wrong="mean = x.mean(axis=0)\n"
            "    var = ((x - mean) ** 2).mean(axis=0)\n"
            "    x_hat = (x - x.mean(axis=1, keepdims=True)) / np.sqrt(x.var(axis=1, keepdims=True) + epsilon)",
            hint="That is layer normalization. Here the mean runs down a column, over the samples.",
        ),
        Mistake(
            "every sample normalized over its features",
            right="mean = x.mean(axis=0)\n"
            "    var = ((x - mean) ** 2).mean(axis=0)\n"
            "    x_hat = (x - mean) / np.sqrt(var + epsilon)",
            wrong="mean = x.mean(axis=1)\n    var = x.var(axis=1)\n    x_hat = (x - mean[:, None]) / np.sqrt(var[:, None] + epsilon)",
            hint="That is layer normalization. Here the mean runs down a column, over the samples.",
        ),
        Mistake(
            "the mean is not subtracted",
            right="x_hat = (x - mean) / np.sqrt(var + epsilon)",
            wrong="x_hat = x / np.sqrt(var + epsilon)",
            hint="What should the mean of every normalized feature be?",
        ),
        Mistake(
            "the mean square about 0",
            right="var = ((x - mean) ** 2).mean(axis=0)",
            wrong="var = (x**2).mean(axis=0)",
            hint="The variance measures the distance from the feature's mean, not from 0.",
        ),
        Mistake(
            "the spread about the running mean",
            right="var = ((x - mean) ** 2).mean(axis=0)",
            wrong="var = ((x - running_mean) ** 2).mean(axis=0)",
            hint="Which mean belongs into the variance of this batch?",
        ),
        Mistake(
            "gamma and beta not applied",
            right="out = gamma * x_hat + beta",
            wrong="out = x_hat",
            hint="The network may want another scale and shift than 1 and 0. Where do gamma and beta come in?",
        ),
        Mistake(
            "no beta",
            right="out = gamma * x_hat + beta",
            wrong="out = gamma * x_hat",
            hint="What is the mean of your output, and what should it be?",
        ),
        Mistake(
            "no gamma",
            right="out = gamma * x_hat + beta",
            wrong="out = x_hat + beta",
            hint="What is the spread of your output, and what should it be?",
        ),
        Mistake(
            "gamma and beta exchanged",
            right="out = gamma * x_hat + beta",
            wrong="out = beta * x_hat + gamma",
            hint="One of the two multiplies, the other is added. Which is which?",
        ),
        Mistake(
            "gamma scales beta too",
            right="out = gamma * x_hat + beta",
            wrong="out = gamma * (x_hat + beta)",
            hint="Mind the brackets: beta is added last.",
        ),
        Mistake(
            "beta subtracted",
            right="out = gamma * x_hat + beta",
            wrong="out = gamma * x_hat - beta",
            hint="What is the mean of your output, and what should it be?",
        ),
        Mistake(
            "the running statistics stay as they were",
            right="running_mean = momentum * running_mean + (1 - momentum) * mean\n"
            "    running_var = momentum * running_var + (1 - momentum) * var",
            wrong="running_mean = running_mean.copy()\n    running_var = running_var.copy()",
            hint="After a thousand batches your running statistics are what they were at the start.",
        ),
        Mistake(
            "the running variance stays as it was",
            right="running_var = momentum * running_var + (1 - momentum) * var",
            wrong="running_var = running_var.copy()",
            hint="After a thousand batches your running variance is what it was at the start.",
        ),
        Mistake(
            "the running mean stays as it was",
            right="running_mean = momentum * running_mean + (1 - momentum) * mean",
            wrong="running_mean = running_mean.copy()",
            hint="After a thousand batches your running mean is what it was at the start.",
        ),
        Mistake(
            "the batch's statistics instead of running ones",
            right="running_mean = momentum * running_mean + (1 - momentum) * mean\n"
            "    running_var = momentum * running_var + (1 - momentum) * var",
            wrong="running_mean = mean\n    running_var = var",
            hint="You return what this one batch says. What becomes of all the batches before?",
        ),
        Mistake(
            "the first batch taken whole",
            right="running_mean = momentum * running_mean + (1 - momentum) * mean\n"
            "    running_var = momentum * running_var + (1 - momentum) * var",
            wrong="momentum = momentum if running_mean.any() else 0.0\n"
            "    running_mean = momentum * running_mean + (1 - momentum) * mean\n"
            "    running_var = momentum * running_var + (1 - momentum) * var",
            hint="Running statistics of 0 and 1 are values like any others: the formula has no special first step.",
        ),
        Mistake(
            "a sum that never forgets",
            right="running_mean = momentum * running_mean + (1 - momentum) * mean\n"
            "    running_var = momentum * running_var + (1 - momentum) * var",
            wrong="running_mean = momentum * running_mean + mean\n    running_var = momentum * running_var + var",
            hint="The two shares must sum to 1, or the running mean of a constant is not that constant.",
        ),
        Mistake(
            "the variance before the mean",
            right="return out, running_mean, running_var",
            wrong="return out, running_var, running_mean",
            hint="Compare the order of your results with the docstring's.",
        ),
        Mistake(
            "only the output is returned",
            right="return out, running_mean, running_var",
            wrong="return out",
            hint="The function has three results. Who remembers the running statistics?",
        ),
        Mistake(
            "running statistics written in place",
            right="running_mean = momentum * running_mean + (1 - momentum) * mean\n"
            "    running_var = momentum * running_var + (1 - momentum) * var",
            wrong="running_mean *= momentum\n    running_mean += (1 - momentum) * mean\n"
            "    running_var *= momentum\n    running_var += (1 - momentum) * var",
            hint="`running_mean *= ...` writes into the caller's array. Which form makes a new one?",
        ),
        Mistake(
            "x centred in place",
            right="var = ((x - mean) ** 2).mean(axis=0)\n    x_hat = (x - mean) / np.sqrt(var + epsilon)",
            wrong="x -= mean\n    var = (x**2).mean(axis=0)\n    x_hat = x / np.sqrt(var + epsilon)",
            hint="`x -= ...` writes into the caller's array, which the backward pass still needs.",
        ),
        Mistake(
            "everything becomes float64",
            right="mean = x.mean(axis=0)",
            wrong="x = x.astype(float)\n    mean = x.mean(axis=0)",
            hint="Which of your lines brings in float64? Print the dtypes: an array made without a dtype, a mask of integers or a number of NumPy's own may do it.",
        ),
        Mistake(
            "one sample passes unchanged",
            right="out = gamma * x_hat + beta",
            wrong="out = gamma * (x_hat if len(x) > 1 else x) + beta",
            hint="One sample is its own mean and has variance 0. What does the formula make of it?",
        ),
        *other_defaults("momentum: float = 0.9", "0.99", "0.1"),
        *other_defaults("epsilon: float = 1e-5", "1e-3", "1e-7"),
    ),
)


def hidden_predict(rng: np.random.Generator) -> tuple[Case, ...]:
    """Fresh samples and statistics, for one grading run."""
    single = tuple(a.astype(np.float32) for a in fresh(rng))
    return (
        Case("other samples and statistics", args=fresh(rng), kwargs={"epsilon": float(rng.uniform(0.01, 1.0))}),
        Case("other samples and statistics in float32", args=single),
    )


BATCHNORM_PREDICT = Function(
    "batchnorm_predict",
    points=1,
    returns=("out",),
    section="common_pattern",
    rules=(
        Case(
            "a sample worked by hand: running variances 1 and 6, and an epsilon of 3",
            args=(
                np.array([[7.0, 5.0], [1.0, -4.0], [5.0, -1.0]]),
                np.array([2.0, 3.0]),
                np.array([10.0, 1.0]),
                np.array([5.0, -1.0]),
                np.array([1.0, 6.0]),
            ),
            kwargs={"epsilon": 3.0},
            expect=np.array([[12.0, 7.0], [6.0, -2.0], [10.0, 1.0]]),
        ),
        Case("without hyperparameters, epsilon is 1e-5", args=(*FIRST_TWO[:4], VAR[:2] / 50)),
        Case("one sample alone gets the answer that it gets among others", args=(X[2:3], GAMMA, BETA, MEAN, VAR)),
        Case(
            "a running variance of 0 leaves epsilon alone in the root",
            args=(X[:2], GAMMA, BETA, MEAN, np.array([0.0, 2.0, 0.0])),
            kwargs={"epsilon": 0.25},
        ),
        Case(
            "float32 in, float32 out",
            args=tuple(a[..., :1].astype(np.float32) for a in FIRST_TWO),
            kwargs={"epsilon": 0.5},
        ),
    ),
    hidden=hidden_predict,
    mistakes=(
        Mistake(
            "the batch's own statistics",
            right="x_hat = (x - running_mean) / np.sqrt(running_var + epsilon)",
            wrong="x_hat = (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0) + epsilon)",
            hint="At test time a sample's answer must not depend on its neighbours. What did training leave for this?",
        ),
        Mistake(
            "the batch's own mean",
            right="x_hat = (x - running_mean) / np.sqrt(running_var + epsilon)",
            wrong="x_hat = (x - x.mean(axis=0)) / np.sqrt(running_var + epsilon)",
            hint="At test time a sample's answer must not depend on its neighbours. Which mean do you subtract?",
        ),
        Mistake(
            "the batch's own variance",
            right="x_hat = (x - running_mean) / np.sqrt(running_var + epsilon)",
            wrong="x_hat = (x - running_mean) / np.sqrt(x.var(axis=0) + epsilon)",
            hint="At test time a sample's answer must not depend on its neighbours. Which variance do you use?",
        ),
        Mistake(
            "the running variance taken for a standard deviation",
            right="x_hat = (x - running_mean) / np.sqrt(running_var + epsilon)",
            wrong="x_hat = (x - running_mean) / (running_var + epsilon)",
            hint="running_var is a variance. What turns it into a spread?",
        ),
        Mistake(
            "epsilon outside the root",
            right="x_hat = (x - running_mean) / np.sqrt(running_var + epsilon)",
            wrong="x_hat = (x - running_mean) / (np.sqrt(running_var) + epsilon)",
            hint="Training adds epsilon to the variance. Test time must do the same thing.",
        ),
        Mistake(
            "no epsilon",
            right="x_hat = (x - running_mean) / np.sqrt(running_var + epsilon)",
            wrong="x_hat = (x - running_mean) / np.sqrt(running_var)",
            hint="Training adds epsilon to the variance. Test time must do the same thing.",
        ),
        Mistake(
            "no epsilon",
            right="x_hat = (x - running_mean) / np.sqrt(running_var + epsilon)",
            wrong="root = np.sqrt(running_var)\n    x_hat = (x - running_mean) / np.where(root == 0, 1, root).astype(x.dtype)",
            hint="Training adds epsilon to the variance. Test time must do the same thing.",
        ),
        Mistake(
            "epsilon fixed at 1e-5",
            right="x_hat = (x - running_mean) / np.sqrt(running_var + epsilon)",
            wrong="x_hat = (x - running_mean) / np.sqrt(running_var + 1e-5)",
            hint="Try another epsilon. Does your result change?",
        ),
        Mistake(
            "the default epsilon is 1e-3",
            right="x_hat = (x - running_mean) / np.sqrt(running_var + epsilon)",
            wrong="x_hat = (x - running_mean) / np.sqrt(running_var + (1e-3 if epsilon == 1e-5 else epsilon))",
            hint="Keras has this default. Compare the one in your signature with the stub's.",
        ),
        Mistake(
            "epsilon squared",
            right="x_hat = (x - running_mean) / np.sqrt(running_var + epsilon)",
            wrong="x_hat = (x - running_mean) / np.sqrt(running_var + epsilon**2)",
            hint="Epsilon is added to the variance as it is.",
        ),
        Mistake(
            "gamma and beta not applied",
            right="return gamma * x_hat + beta",
            wrong="return x_hat",
            hint="The layers above were trained on scaled and shifted features. Test time must scale and shift them too.",
        ),
        Mistake(
            "no beta",
            right="return gamma * x_hat + beta",
            wrong="return gamma * x_hat",
            hint="Training shifts every feature. Test time must do the same thing.",
        ),
        Mistake(
            "no gamma",
            right="return gamma * x_hat + beta",
            wrong="return x_hat + beta",
            hint="Training scales every feature. Test time must do the same thing.",
        ),
        Mistake(
            "gamma and beta exchanged",
            right="return gamma * x_hat + beta",
            wrong="return beta * x_hat + gamma",
            hint="One of the two multiplies, the other is added. Which is which?",
        ),
        Mistake(
            "gamma scales beta too",
            right="return gamma * x_hat + beta",
            wrong="return gamma * (x_hat + beta)",
            hint="Mind the brackets: beta is added last.",
        ),
        Mistake(
            "the mean is not subtracted",
            right="x_hat = (x - running_mean) / np.sqrt(running_var + epsilon)",
            wrong="x_hat = x / np.sqrt(running_var + epsilon)",
            hint="A sample that lies at the running mean should come out as beta. Does it?",
        ),
        Mistake(
            "the mean is added",
            right="x_hat = (x - running_mean) / np.sqrt(running_var + epsilon)",
            wrong="x_hat = (x + running_mean) / np.sqrt(running_var + epsilon)",
            hint="A sample that lies at the running mean should come out as beta. Does it?",
        ),
        Mistake(
            "the mean subtracted after the division",
            right="x_hat = (x - running_mean) / np.sqrt(running_var + epsilon)",
            wrong="x_hat = x / np.sqrt(running_var + epsilon) - running_mean",
            hint="Mind the brackets: first the distance from the mean, then the division.",
        ),
        Mistake(
            "the running mean moves on",
            right="x_hat = (x - running_mean) / np.sqrt(running_var + epsilon)",
            wrong="mean = 0.9 * running_mean + 0.1 * x.mean(axis=0)\n    x_hat = (x - mean) / np.sqrt(running_var + epsilon)",
            hint="Nothing is learned from test samples: the statistics of training are used as they are.",
        ),
        Mistake(
            "the running mean and variance move on",
            right="x_hat = (x - running_mean) / np.sqrt(running_var + epsilon)",
            wrong="mean = 0.9 * running_mean + 0.1 * x.mean(axis=0)\n    var = 0.9 * running_var + 0.1 * x.var(axis=0)\n    x_hat = (x - mean) / np.sqrt(var + epsilon)",
            hint="Nothing is learned from test samples: the statistics of training are used as they are.",
        ),
        Mistake(
            "N - 1 at test time",
            right="x_hat = (x - running_mean) / np.sqrt(running_var + epsilon)",
            wrong="var = running_var * len(x) / max(len(x) - 1, 1)\n    x_hat = (x - running_mean) / np.sqrt(var + epsilon)",
            hint="The size of a test batch must not matter at all.",
        ),
        Mistake(
            "N - 1 at test time",
            right="x_hat = (x - running_mean) / np.sqrt(running_var + epsilon)",
            wrong="var = running_var * (len(x) - 1) / len(x)\n    x_hat = (x - running_mean) / np.sqrt(var + epsilon)",
            hint="The size of a test batch must not matter at all.",
        ),
        Mistake(
            "x written in place",
            right="x_hat = (x - running_mean) / np.sqrt(running_var + epsilon)",
            wrong="x -= running_mean\n    x_hat = x / np.sqrt(running_var + epsilon)",
            hint="`x -= ...` writes into the caller's array. Which form makes a new one?",
        ),
        Mistake(
            "everything becomes float64",
            right="return gamma * x_hat + beta",
            wrong="return (gamma * x_hat + beta).astype(float)",
            hint="Which of your lines brings in float64? Print the dtypes: an array made without a dtype, a mask of integers or a number of NumPy's own may do it.",
        ),
        *other_defaults("epsilon: float = 1e-5", "1e-8", "1e-7"),
    ),
)


def slopes(rule: str, x: np.ndarray, gamma: np.ndarray, beta: np.ndarray, dout: np.ndarray, epsilon: float) -> Gradient:
    """The backward pass against the slopes of the forward pass, for all three of its arguments."""
    statistics = (np.zeros(x.shape[1]), np.ones(x.shape[1]))
    return Gradient(
        rule,
        forward=Call("batchnorm_train", (x, gamma, beta, *statistics), {"epsilon": epsilon}),
        with_respect_to=(((0,), (0,)), ((1,), (1,)), ((2,), (2,))),
        output=(0,),
        weights=dout,
        backward=Call("batchnorm_backward", (dout, x, gamma), {"epsilon": epsilon}),
    )


def hidden_backward(rng: np.random.Generator) -> tuple[Case | Gradient, ...]:
    """Fresh gradients in other shapes, for one grading run."""
    x, gamma, beta, _, _ = fresh(rng)
    dout = rng.normal(size=x.shape).round(3)
    epsilon = float(rng.uniform(0.1, 1.0))
    single = tuple(a.astype(np.float32) for a in (dout, x, gamma))
    return (
        Case("another batch and another epsilon", args=(dout, x, gamma), kwargs={"epsilon": epsilon}),
        Case("another batch, without hyperparameters", args=(dout + x, x, gamma)),
        Case("another batch in float32", args=single, kwargs={"epsilon": epsilon}),
        slopes("the slope of the output on another batch", x, gamma, beta, dout, epsilon),
    )


BATCHNORM_BACKWARD = Function(
    "batchnorm_backward",
    points=2,
    returns=("dx", "dgamma", "dbeta"),
    section="common_pattern",
    rules=(
        Case(
            "a batch worked by hand: roots 2 and 3, gammas 2 and 3",
            args=(np.array([[1.0, 0.0], [0.0, 3.0], [0.0, 0.0], [0.0, -3.0]]), BY_HAND, np.array([2.0, 3.0])),
            kwargs={"epsilon": 3.0},
            expect=(
                np.array([[0.6875, 2 / 3], [-0.1875, 8 / 3], [-0.3125, -1 / 3], [-0.1875, -3.0]]),
                np.array([0.5, -2.0]),
                np.array([1.0, 0.0]),
            ),
        ),
        Case("without hyperparameters, epsilon is 1e-5", args=(DOUT[:, 1:], UNIT[:, 1:], GAMMA[1:])),
        Case(
            "every row of dout reaches every row of dx",
            args=(DOUT[:3, :2], X[:3, :2], GAMMA[:2]),
            kwargs={"epsilon": 0.5},
        ),
        Case(
            "where gamma is 0, nothing reaches x, but gamma itself still has a gradient",
            args=(DOUT[:3, 1:], UNIT[:3, 1:], np.array([0.0, -1.5])),
            kwargs={"epsilon": 1e-3},
        ),
        Case(
            "a single sample: whatever it is, the output is beta, so dx is 0",
            args=(DOUT[:1], UNIT[:1], GAMMA),
            kwargs={"epsilon": 1.0},
            expect=(np.zeros((1, 3)), np.zeros(3), DOUT[0]),
        ),
        Case(
            "float32 in, float32 out",
            args=tuple(a.astype(np.float32) for a in (DOUT[:, 2:], UNIT[:, 2:], GAMMA[2:])),
            kwargs={"epsilon": 0.25},
        ),
        slopes("dx, dgamma and dbeta are the slopes of batchnorm_train's output", UNIT, GAMMA, BETA, DOUT, 0.1),
    ),
    hidden=hidden_backward,
    mistakes=(
        Mistake(
            "mean and variance taken for constants",
            right="dx = gamma / std * (dout - dout.mean(axis=0) - x_hat * (dout * x_hat).mean(axis=0))",
            wrong="dx = gamma / std * dout",
            hint="Move one sample: the mean and the variance move with it, and so do all the other outputs.",
        ),
        Mistake(
            "the variance taken for a constant",
            right="- x_hat * (dout * x_hat).mean(axis=0))",
            wrong=")",
            hint="Move one sample away from the mean: the variance grows, and all outputs shrink. Which term says so?",
        ),
        Mistake(
            "the mean taken for a constant",
            right="dout - dout.mean(axis=0) - x_hat",
            wrong="dout - x_hat",
            hint="Add 1 to all samples: the output stays the same. So what must the column sums of dx be?",
        ),
        Mistake(
            "sums instead of means in dx",
            right="dx = gamma / std * (dout - dout.mean(axis=0) - x_hat * (dout * x_hat).mean(axis=0))",
            wrong="dx = gamma / std * (dout - dout.sum(axis=0) - x_hat * (dout * x_hat).sum(axis=0))",
            hint="The statistics are means: one sample's share in them is 1 / N.",
        ),
        Mistake(
            "a sum instead of a mean in the mean's term",
            right="dout - dout.mean(axis=0) - x_hat",
            wrong="dout - dout.sum(axis=0) - x_hat",
            hint="The mean is a mean: one sample's share in it is 1 / N.",
        ),
        Mistake(
            "a sum instead of a mean in the variance's term",
            right="- x_hat * (dout * x_hat).mean(axis=0))",
            wrong="- x_hat * (dout * x_hat).sum(axis=0))",
            hint="The variance is a mean: one sample's share in it is 1 / N.",
        ),
        Mistake(
            "dx multiplied by N",
            right="dx = gamma / std * (dout - dout.mean(axis=0) - x_hat * (dout * x_hat).mean(axis=0))",
            wrong="dx = gamma / std * (len(x) * dout - dout.sum(axis=0) - x_hat * (dout * x_hat).sum(axis=0))",
            hint="A factor 1 / N in front of the bracket got lost.",
        ),
        Mistake(
            "dx divided by N once more",
            right="dx = gamma / std *",
            wrong="dx = gamma / std / len(x) *",
            hint="The means inside the bracket hold their 1 / N already.",
        ),
        Mistake(
            "the variance's term added",
            right="dout - dout.mean(axis=0) - x_hat * ",
            wrong="dout - dout.mean(axis=0) + x_hat * ",
            hint="Stretch the batch: the output stays nearly the same. So dx must be nearly orthogonal to x_hat; is yours?",
        ),
        Mistake(
            "the variance's term half as large",
            right="- x_hat * (dout * x_hat).mean(axis=0))",
            wrong="- x_hat * (dout * x_hat).mean(axis=0) / 2)",
            hint="A square gives a factor 2 and a root a factor 1/2. Which of the two is missing on the way through the variance?",
        ),
        Mistake(
            "the variance's term twice as large",
            right="- x_hat * (dout * x_hat).mean(axis=0))",
            wrong="- 2 * x_hat * (dout * x_hat).mean(axis=0))",
            hint="A square gives a factor 2 and a root a factor 1/2. Which of the two is missing on the way through the variance?",
        ),
        Mistake(
            "the mean's term added",
            right="dout - dout.mean(axis=0) - x_hat * ",
            wrong="dout + dout.mean(axis=0) - x_hat * ",
            hint="Add 1 to all samples: the output stays the same. So what must the column sums of dx be?",
        ),
        Mistake(
            "x instead of x_hat in dx",
            right="- x_hat * (dout * x_hat).mean(axis=0))",
            wrong="- (x - mean) * (dout * (x - mean)).mean(axis=0))",
            hint="The last term has x_hat in it twice, divided by the root each time.",
        ),
        Mistake(
            "the centred x instead of x_hat in dx",
            right="- x_hat * (dout * x_hat).mean(axis=0))",
            wrong="- (x - mean) * (dout * x_hat).mean(axis=0))",
            hint="The last term has x_hat in it twice. Is it divided by the root both times?",
        ),
        Mistake(
            "the centred x instead of x_hat in dx",
            right="- x_hat * (dout * x_hat).mean(axis=0))",
            wrong="- x_hat * (dout * (x - mean)).mean(axis=0))",
            hint="The last term has x_hat in it twice. Is it divided by the root both times?",
        ),
        Mistake(
            "no gamma in dx",
            right="dx = gamma / std *",
            wrong="dx = 1 / std *",
            hint="On its way back the gradient passes the scale first. What does gamma do to it?",
        ),
        Mistake(
            "divided by the variance in dx",
            right="dx = gamma / std *",
            wrong="dx = gamma / std**2 *",
            hint="How many times does the forward pass divide by the root?",
        ),
        Mistake(
            "multiplied by the root in dx",
            right="dx = gamma / std *",
            wrong="dx = gamma * std *",
            hint="The forward pass divides by the root. What does the slope of a division look like?",
        ),
        Mistake(
            "not divided by the root in dx",
            right="dx = gamma / std *",
            wrong="dx = gamma *",
            hint="Make x ten times as large: the output hardly changes. What does that say of the slope?",
        ),
        Mistake(
            "dgamma from x instead of x_hat",
            right="dgamma = (dout * x_hat).sum(axis=0)",
            wrong="dgamma = (dout * x).sum(axis=0)",
            hint="Gamma multiplies the normalized features in the forward pass.",
        ),
        Mistake(
            "dgamma from the centred x",
            right="dgamma = (dout * x_hat).sum(axis=0)",
            wrong="dgamma = (dout * (x - mean)).sum(axis=0)",
            hint="Gamma multiplies the normalized features in the forward pass: centred, and divided by the root.",
        ),
        Mistake(
            "dgamma from the output",
            right="dgamma = (dout * x_hat).sum(axis=0)",
            wrong="dgamma = (dout * gamma * x_hat).sum(axis=0)",
            hint="The slope of gamma * x_hat with respect to gamma does not depend on gamma.",
        ),
        Mistake(
            "dgamma is a mean",
            right="dgamma = (dout * x_hat).sum(axis=0)",
            wrong="dgamma = (dout * x_hat).mean(axis=0)",
            hint="Every sample uses the same gamma. How do gradients over several uses combine?",
        ),
        Mistake(
            "dbeta is a mean",
            right="dbeta = dout.sum(axis=0)",
            wrong="dbeta = dout.mean(axis=0)",
            hint="Every sample uses the same beta. How do gradients over several uses combine?",
        ),
        Mistake(
            "dgamma and dbeta are means",
            right="dbeta = dout.sum(axis=0)\n    dgamma = (dout * x_hat).sum(axis=0)",
            wrong="dbeta = dout.mean(axis=0)\n    dgamma = (dout * x_hat).mean(axis=0)",
            hint="Every sample uses the same gamma and beta. How do gradients over several uses combine?",
        ),
        Mistake(
            "gamma in dbeta",
            right="dbeta = dout.sum(axis=0)",
            wrong="dbeta = (gamma * dout).sum(axis=0)",
            hint="Beta is added last, after gamma has done its work.",
        ),
        Mistake(
            "not summed over the samples",
            right="dbeta = dout.sum(axis=0)\n    dgamma = (dout * x_hat).sum(axis=0)",
            wrong="dbeta = 1 * dout\n    dgamma = dout * x_hat",
            hint="A gradient has the shape of what it belongs to.",
        ),
        Mistake(
            "a row axis too many",
            right="dbeta = dout.sum(axis=0)\n    dgamma = (dout * x_hat).sum(axis=0)",
            wrong="dbeta = dout.sum(axis=0, keepdims=True)\n    dgamma = (dout * x_hat).sum(axis=0, keepdims=True)",
            hint="A gradient has the shape of what it belongs to: gamma and beta are (D,).",
        ),
        Mistake(
            "N - 1 in the variance",
            right="var = ((x - mean) ** 2).mean(axis=0)",
            wrong="var = ((x - mean) ** 2).sum(axis=0) / max(len(x) - 1, 1)",
            hint="The variance must be the one of your forward pass.",
        ),
        Mistake(
            "epsilon outside the root",
            right="std = np.sqrt(var + epsilon)",
            wrong="std = np.sqrt(var) + epsilon",
            hint="The root must be the one of your forward pass. Where does epsilon stand there?",
        ),
        Mistake(
            "no epsilon",
            right="std = np.sqrt(var + epsilon)",
            wrong="std = np.sqrt(var)",
            hint="The root must be the one of your forward pass, epsilon included.",
        ),
        Mistake(
            "no epsilon",
            right="std = np.sqrt(var + epsilon)",
            wrong="std = np.sqrt(var)\n    std = np.where(std == 0, 1, std).astype(x.dtype)",
            hint="The root must be the one of your forward pass, epsilon included.",
        ),
        Mistake(
            "epsilon fixed at 1e-5",
            right="std = np.sqrt(var + epsilon)",
            wrong="std = np.sqrt(var + 1e-5)",
            hint="Try another epsilon. Does your result change?",
        ),
        Mistake(
            "the default epsilon is 1e-8",
            right="std = np.sqrt(var + epsilon)",
            wrong="std = np.sqrt(var + (1e-8 if epsilon == 1e-5 else epsilon))",
            hint="Compare the default of epsilon in your signature with the stub's.",
        ),
        Mistake(
            "epsilon missing from x_hat",
            right="x_hat = (x - mean) / std",
            wrong="x_hat = (x - mean) / np.sqrt(var)",
            hint="The forward pass uses one root, and so should the backward pass.",
        ),
        Mistake(
            "sums over the features",
            right="dx = gamma / std * (dout - dout.mean(axis=0) - x_hat * (dout * x_hat).mean(axis=0))",
            wrong="dx = gamma / std * (dout - dout.mean(axis=1, keepdims=True) "
            "- x_hat * (dout * x_hat).mean(axis=1, keepdims=True))",
            hint="The forward pass took its means over the samples. Over which axis do they lie?",
        ),
        Mistake(
            "sums over the features",
            right="dx = gamma / std * (dout - dout.mean(axis=0) - x_hat * (dout * x_hat).mean(axis=0))",
            wrong="dx = gamma / std * dout\n    dx = dx - dx.mean(axis=1, keepdims=True) - x_hat * (dx * x_hat).mean(axis=1, keepdims=True)",
            hint="The forward pass took its means over the samples. Over which axis do they lie?",
        ),
        Mistake(
            "dx has the wrong sign",
            right="dx = gamma / std *",
            wrong="dx = -gamma / std *",
            hint="With a positive gamma, a larger sample gives a larger output of its own.",
        ),
        Mistake(
            "dgamma and dbeta exchanged",
            right="return dx, dgamma, dbeta",
            wrong="return dx, dbeta, dgamma",
            hint="Compare the order of your results with the docstring's.",
        ),
        Mistake(
            "only dx is returned",
            right="return dx, dgamma, dbeta",
            wrong="return dx",
            hint="Gamma and beta are learned too: they need gradients.",
        ),
        Mistake(
            "dout written in place",
            right="dx = gamma / std * (dout - dout.mean(axis=0) - x_hat * (dout * x_hat).mean(axis=0))",
            wrong="correction = dout.mean(axis=0) + x_hat * (dout * x_hat).mean(axis=0)\n"
            "    dout -= correction\n    dx = gamma / std * dout",
            hint="`dout -= ...` writes into the caller's array. Which form makes a new one?",
        ),
        Mistake(
            "everything becomes float64",
            right="mean = x.mean(axis=0)",
            wrong="x = x.astype(float)\n    dout = dout.astype(float)\n    mean = x.mean(axis=0)",
            hint="Which of your lines brings in float64? Print the dtypes: an array made without a dtype, a mask of integers or a number of NumPy's own may do it.",
        ),
    ),
)

EXERCISE = Exercise(functions=(BATCHNORM_TRAIN, BATCHNORM_PREDICT, BATCHNORM_BACKWARD), written=1)
