"""What the three schedules must do, and how they go wrong."""

import numpy as np

from autograder.judging.declare import Case, Exercise, Function, Mistake, other_defaults

SECTION = "optimization/learning_rate_decay"
TIMES = np.array([[0.0, 0.5, 2.0], [3.5, 7.0, 12.25]])


def hidden_steps(rng: np.random.Generator) -> tuple[Case, ...]:
    """Fresh staircases for one grading run."""
    rate, factor, every = float(rng.uniform(0.5, 3)), float(rng.uniform(0.3, 0.8)), int(rng.integers(3, 9))
    epochs = rng.integers(0, 6 * every, size=tuple(rng.integers(2, 5, size=3))).astype(float)
    late = int(rng.integers(4, 7)) * every
    kwargs = {"factor": factor, "every": every}
    return (
        Case("epochs in a three-dimensional array", (rate, epochs), kwargs),
        Case("the epoch just before another drop", (rate, late - 1), kwargs),
        Case("the epoch of another drop", (rate, late), kwargs),
    )


STEP_DECAY = Function(
    "step_decay",
    points=1,
    returns=("rate",),
    section=SECTION,
    rules=(
        Case(
            "before the first drop the rate stays where it began",
            args=(0.8, np.array([0.0, 1.0, 2.5, 3.0])),
            kwargs={"factor": 0.25, "every": 4},
            expect=np.array([0.8, 0.8, 0.8, 0.8]),
        ),
        Case(
            "the drop comes at the epoch `every` itself, and at each multiple of it",
            args=(0.8, np.array([3.0, 4.0, 5.0, 7.0, 8.0, 12.0])),
            kwargs={"factor": 0.25, "every": 4},
            expect=np.array([0.8, 0.2, 0.2, 0.2, 0.05, 0.0125]),
        ),
        Case(
            "one epoch, as a number, gives one rate",
            args=(3.0, 17),
            kwargs={"factor": 0.2, "every": 5},
            expect=0.024,
        ),
        Case(
            "just before a drop, as a number, the rate is still the old one",
            args=(3.0, 14),
            kwargs={"factor": 0.2, "every": 5},
        ),
        Case("at a drop, as a number, the rate is the new one", args=(3.0, 15), kwargs={"factor": 0.2, "every": 5}),
        Case("an epoch may be a fraction", args=(2.0, 9.5), kwargs={"factor": 0.7, "every": 3}),
        Case("without factor and every, the rate halves every 10 epochs", args=(0.6, np.array([[9.0, 10.0, 45.0]]))),
        Case(
            "a hundred epochs make as many drops as fit",
            args=(1.5, np.array([20.0, 99.0, 100.0])),
            kwargs={"factor": 0.9, "every": 7},
        ),
        Case("there is no smallest rate", args=(1e-3, np.array([80.0, 160.0])), kwargs={"factor": 0.4, "every": 10}),
        Case(
            "with every = 1 the rate drops each epoch", args=(0.5, np.arange(4.0)), kwargs={"factor": 0.6, "every": 1}
        ),
        Case(
            "float32 in, float32 out",
            args=(0.5, np.array([0.0, 2.0, 3.0, 7.0], dtype=np.float32)),
            kwargs={"factor": 0.6, "every": 3},
        ),
        Case(
            "an array without axes is one epoch",
            args=(1.6, np.array(6.0)),
            kwargs={"factor": 0.25, "every": 3},
            expect=np.array(0.1),
        ),
        Case("no epochs, no rates", args=(0.5, np.zeros((0, 2))), kwargs={"factor": 0.6, "every": 3}, free=True),
    ),
    hidden=hidden_steps,
    mistakes=(
        Mistake(
            "no steps, a smooth decay",
            right="drops = np.floor(epoch / every)",
            wrong="drops = epoch / every",
            hint="Between two drops the rate is constant. What do the brackets around epoch / every mean?",
        ),
        Mistake(
            "rounds to the nearest",
            right="drops = np.floor(epoch / every)",
            wrong="drops = np.round(epoch / every)",
            hint="Half-way to the first drop, how many drops have there been?",
        ),
        Mistake(
            "rounds up",
            right="drops = np.floor(epoch / every)",
            wrong="drops = np.ceil(epoch / every)",
            hint="After one epoch of ten, how many drops have there been?",
        ),
        Mistake(
            "drops an epoch early",
            right="drops = np.floor(epoch / every)",
            wrong="drops = np.floor((epoch + 1) / every)",
            hint="Epochs count from 0. In which epoch does the first drop fall?",
        ),
        *(
            Mistake(
                "drops an epoch late",
                right="drops = np.floor(epoch / every)",
                wrong=wrong,
                hint="At epoch = every the drop has already happened.",
            )
            for wrong in (
                "drops = np.maximum(np.floor((epoch - 1) / every), 0)",
                "drops = np.maximum(np.ceil(epoch / every) - 1, 0)",
            )
        ),
        Mistake(
            "drops once only",
            right="drops = np.floor(epoch / every)",
            wrong="drops = np.minimum(np.floor(epoch / every), 1)",
            hint="What happens at twice `every`?",
        ),
        Mistake(
            "one drop too many",
            right="return initial_rate * factor**drops",
            wrong="return initial_rate * factor ** (drops + 1)",
            hint="Before the first drop the rate is initial_rate. How many drops do you count at epoch 0?",
        ),
        *(
            Mistake(
                "drops only at the multiples of every",
                right="drops = np.floor(epoch / every)\n    return initial_rate * factor**drops",
                wrong=wrong,
                hint="Between two multiples of `every` the rate stays where the last drop has put it. Where is yours?",
            )
            for wrong in (
                "dropped = (epoch % every == 0) & (epoch > 0)\n    return initial_rate * factor ** np.where(dropped, 1.0, 0.0)",
                "return initial_rate * factor ** np.where(epoch % every == 0, 1.0, 0.0)",
                "dropped = (epoch % every == 0) & (epoch > 0)\n    return initial_rate * factor ** np.where(dropped, epoch / every, 0.0)",
            )
        ),
        *(
            Mistake(
                "never below a smallest rate",
                right="return initial_rate * factor**drops",
                wrong=wrong,
                hint="Nothing is said of a limit. Where does your rate stop falling?",
            )
            for wrong in (
                "return np.maximum(initial_rate * factor**drops, 1e-5)",
                "return np.maximum(initial_rate * factor**drops, 1e-4)",
                "return np.maximum(initial_rate * factor**drops, 1e-6)",
            )
        ),
        Mistake(
            "drops every epoch",
            right="drops = np.floor(epoch / every)",
            wrong="drops = np.floor(epoch / 1)",
            hint="How many epochs lie between two drops?",
        ),
        Mistake(
            "the remainder instead of the quotient",
            right="drops = np.floor(epoch / every)",
            wrong="drops = epoch % every",
            hint="The remainder starts again at 0 after each drop. Which operation counts the drops?",
        ),
        Mistake(
            "factor multiplied by the drops",
            right="return initial_rate * factor**drops",
            wrong="return initial_rate * factor * drops",
            hint="Each drop multiplies the rate once more. What is that, written for n drops?",
        ),
        Mistake(
            "a fixed amount subtracted",
            right="return initial_rate * factor**drops",
            wrong="return initial_rate - (1 - factor) * initial_rate * drops",
            hint="Every drop takes the same share of what is left, not the same amount. Can your rate become negative?",
        ),
        Mistake(
            "factor taken for what is lost",
            right="return initial_rate * factor**drops",
            wrong="return initial_rate * (1 - factor) ** drops",
            hint="Factor is what is left after a drop. With 0.5 the two are alike, so try another one.",
        ),
        Mistake(
            "the rate grows",
            right="return initial_rate * factor**drops",
            wrong="return initial_rate / factor**drops",
            hint="Is your rate larger or smaller after a drop?",
        ),
        Mistake(
            "initial_rate under the power",
            right="return initial_rate * factor**drops",
            wrong="return (initial_rate * factor) ** drops",
            hint="Mind the brackets: at epoch 0 the rate must be initial_rate.",
        ),
        Mistake(
            "initial_rate is forgotten",
            right="return initial_rate * factor**drops",
            wrong="return factor**drops",
            hint="The rate starts from initial_rate, not from 1.",
        ),
        Mistake(
            "factor fixed at 0.5",
            right="return initial_rate * factor**drops",
            wrong="return initial_rate * 0.5**drops",
            hint="Try another factor. Does your result change?",
        ),
        Mistake(
            "every fixed at 10",
            right="drops = np.floor(epoch / every)",
            wrong="drops = np.floor(epoch / 10)",
            hint="Try another value of every. Does your result change?",
        ),
        *(
            Mistake(
                "only single epochs",
                right=right,
                wrong=wrong,
                hint="Epoch may be an array with many epochs, which `int`, `math`, `if` and `while` cannot take. NumPy has functions that round down every element.",
            )
            for right, wrong in (
                ("drops = np.floor(epoch / every)", "drops = int(epoch) // every"),
                (
                    "drops = np.floor(epoch / every)\n    return initial_rate * factor**drops",
                    "rate = initial_rate\n    while epoch >= every:\n        rate = rate * factor\n        epoch = epoch - every\n    return rate",
                ),
                (
                    "drops = np.floor(epoch / every)",
                    "drops = 0\n    for _ in range(epoch // every):\n        drops += 1",
                ),
                ("drops = np.floor(epoch / every)", "drops = np.floor(epoch / every) if epoch >= every else 0"),
            )
        ),
        Mistake(
            "only arrays",
            right="drops = np.floor(epoch / every)",
            wrong="drops = (epoch / every).astype(int)",
            hint="Epoch may be a plain number, which has no methods of an array.",
        ),
        Mistake(
            "always an array",
            right="return initial_rate * factor**drops",
            wrong="return np.atleast_1d(initial_rate * factor**drops)",
            hint="For one epoch, a number, the answer is one rate, a number.",
        ),
        Mistake(
            "everything becomes float64",
            right="drops = np.floor(epoch / every)",
            wrong="drops = np.floor(np.asarray(epoch, dtype=float) / every)",
            hint="Which of your operations brings in float64? A Python number leaves float32 as it is; an array or a NumPy number of dtype float64 or int64 does not.",
        ),
        Mistake(
            "epoch written in place",
            right="drops = np.floor(epoch / every)",
            wrong="drops = epoch\n    drops //= every",
            hint="`//=` writes into the caller's array. Which form makes a new one?",
        ),
        *other_defaults("factor: float = 0.5", "0.1", "0.9"),
        *other_defaults("every: int = 10", "1", "20", "30", "5"),
    ),
)


def hidden_times(rng: np.random.Generator) -> tuple[Case, ...]:
    """Fresh rates and times for one grading run; k * t stays below 4."""
    rate, k = float(rng.uniform(0.5, 3)), float(rng.uniform(0.1, 0.4))
    t = rng.uniform(0, 10, size=tuple(rng.integers(2, 5, size=3))).round(3)
    return (
        Case("times in a three-dimensional array", (rate, t), {"k": k}),
        Case("another time, as a number", (rate, int(rng.integers(2, 10))), {"k": k}),
    )


EXPONENTIAL_DECAY = Function(
    "exponential_decay",
    points=1,
    returns=("rate",),
    section=SECTION,
    rules=(
        Case("at time 0 the rate is initial_rate", args=(0.3, 0), kwargs={"k": 0.7}, expect=0.3, free=True),
        Case(
            "the rate halves whenever ln(2) / k has passed",
            args=(0.8, np.array([0.0, 2.0, 4.0, 8.0])),
            kwargs={"k": float(np.log(2) / 2)},
            expect=np.array([0.8, 0.4, 0.2, 0.05]),
        ),
        Case("one time, as a number, gives one rate", args=(2.5, 3), kwargs={"k": 0.4}),
        Case("times in an array give rates of its shape", args=(1.2, TIMES), kwargs={"k": 0.15}),
        Case("with k = 0 the rate never changes", args=(1.2, TIMES), kwargs={"k": 0.0}, expect=np.full((2, 3), 1.2)),
        Case(
            "a small k, many steps, and no smallest rate",
            args=(1e-5, np.array([100.0, 1000.0, 2000.0])),
            kwargs={"k": 0.002},
        ),
        Case(
            "float32 in, float32 out",
            args=(1.5, np.array([0.0, 0.5, 2.0, 3.0], dtype=np.float32)),
            kwargs={"k": 0.6},
        ),
        Case("an array without axes is one time", args=(2.5, np.array(1.5)), kwargs={"k": 0.4}),
        Case("no times, no rates", args=(1.5, np.zeros((0, 2))), kwargs={"k": 0.6}, free=True),
    ),
    hidden=hidden_times,
    mistakes=(
        *(
            Mistake(
                "the rate grows",
                right="return initial_rate * np.exp(-k * t)",
                wrong=wrong,
                hint="Is your rate larger or smaller after a while?",
            )
            for wrong in (
                "return initial_rate * np.exp(k * t)",
                "return initial_rate * (1 + k) ** t",
            )
        ),
        Mistake(
            "base 2",
            right="return initial_rate * np.exp(-k * t)",
            wrong="return initial_rate * 2.0 ** (-k * t)",
            hint="The base of the power is e.",
        ),
        Mistake(
            "base 10",
            right="return initial_rate * np.exp(-k * t)",
            wrong="return initial_rate * 10.0 ** (-k * t)",
            hint="The base of the power is e.",
        ),
        *(
            Mistake(
                "compound interest",
                right="return initial_rate * np.exp(-k * t)",
                wrong=wrong,
                hint="Compounding the share k once in every unit of time is close to this schedule for a small k, but not equal to it.",
            )
            for wrong in (
                "return initial_rate * (1 - k) ** t",
                "return initial_rate / (1 + k) ** t",
            )
        ),
        Mistake(
            "k taken for the base",
            right="return initial_rate * np.exp(-k * t)",
            wrong="return initial_rate * k**t",
            hint="Libraries multiply by a number a little below 1. Here k stands in the exponent, with e below it.",
        ),
        *(
            Mistake(
                "k divides",
                right="return initial_rate * np.exp(-k * t)",
                wrong=wrong,
                hint="Does a larger k make your rate fall more quickly?",
            )
            for wrong in (
                "return initial_rate * np.exp(-t / k) if k else initial_rate + 0 * t",
                "return initial_rate * np.exp(-t / k)",
            )
        ),
        Mistake(
            "k is forgotten",
            right="return initial_rate * np.exp(-k * t)",
            wrong="return initial_rate * np.exp(-t)",
            hint="How quickly the rate decays is what k says.",
        ),
        *(
            Mistake(
                "k is fixed",
                right="return initial_rate * np.exp(-k * t)",
                wrong=wrong,
                hint="Try another k. Does your result change?",
            )
            for wrong in (
                "return initial_rate * np.exp(-0.1 * t)",
                "return initial_rate * np.exp(-0.01 * t)",
                "return initial_rate * np.exp(-0.05 * t)",
            )
        ),
        Mistake(
            "time multiplies the result",
            right="return initial_rate * np.exp(-k * t)",
            wrong="return initial_rate * np.exp(-k) * t",
            hint="Mind the brackets: time stands in the exponent.",
        ),
        Mistake(
            "time counted from 1",
            right="return initial_rate * np.exp(-k * t)",
            wrong="return initial_rate * np.exp(-k * (t + 1))",
            hint="Which rate should you get at t = 0?",
        ),
        Mistake(
            "time squared",
            right="return initial_rate * np.exp(-k * t)",
            wrong="return initial_rate * np.exp(-k * t**2)",
            hint="The exponent is proportional to the time.",
        ),
        Mistake(
            "whole units of time only",
            right="return initial_rate * np.exp(-k * t)",
            wrong="return initial_rate * np.exp(-k * np.floor(t))",
            hint="This schedule has no steps: half a unit of time already lowers the rate.",
        ),
        Mistake(
            "a sum in the exponent",
            right="return initial_rate * np.exp(-k * t)",
            wrong="return initial_rate * np.exp(-(k + t))",
            hint="How do k and t meet in the exponent?",
        ),
        Mistake(
            "initial_rate in the exponent",
            right="return initial_rate * np.exp(-k * t)",
            wrong="return np.exp(-initial_rate * k * t)",
            hint="At t = 0 the rate must be initial_rate. What do you get?",
        ),
        Mistake(
            "initial_rate is forgotten",
            right="return initial_rate * np.exp(-k * t)",
            wrong="return np.exp(-k * t)",
            hint="The rate starts from initial_rate, not from 1.",
        ),
        Mistake(
            "1/t decay",
            right="return initial_rate * np.exp(-k * t)",
            wrong="return initial_rate / (1 + k * t)",
            hint="That is the third schedule. This one loses the same share in every unit of time.",
        ),
        Mistake(
            "a straight line",
            right="return initial_rate * np.exp(-k * t)",
            wrong="return initial_rate * (1 - k * t)",
            hint="A straight line follows the curve only near t = 0. Can your rate become negative?",
        ),
        *(
            Mistake(
                "never below a smallest rate",
                right="return initial_rate * np.exp(-k * t)",
                wrong=wrong,
                hint="Nothing is said of a limit. Where does your rate stop falling?",
            )
            for wrong in (
                "return np.maximum(initial_rate * np.exp(-k * t), 1e-5)",
                "return np.maximum(initial_rate * np.exp(-k * t), 1e-4)",
                "return np.maximum(initial_rate * np.exp(-k * t), 1e-6)",
            )
        ),
        *(
            Mistake(
                "only single times",
                right="return initial_rate * np.exp(-k * t)",
                wrong=wrong,
                hint="t may be an array with many times; `math`, `float`, `if` and `range` know single numbers only.",
            )
            for wrong in (
                "import math\n    return initial_rate * math.exp(-k * t)",
                "return initial_rate if t == 0 else initial_rate * np.exp(-k * t)",
            )
        ),
        Mistake(
            "only arrays",
            right="return initial_rate * np.exp(-k * t)",
            wrong="return (initial_rate * np.exp(-k * t.ravel())).reshape(t.shape)",
            hint="t may be a plain number, which has no shape.",
        ),
        Mistake(
            "always an array",
            right="return initial_rate * np.exp(-k * t)",
            wrong="return np.atleast_1d(initial_rate * np.exp(-k * t))",
            hint="For one time, a number, the answer is one rate, a number.",
        ),
        Mistake(
            "everything becomes float64",
            right="return initial_rate * np.exp(-k * t)",
            wrong="return initial_rate * np.exp(-k * np.asarray(t, dtype=float))",
            hint="Which of your operations brings in float64? A Python number leaves float32 as it is; an array or a NumPy number of dtype float64 or int64 does not.",
        ),
        Mistake(
            "t written in place",
            right="return initial_rate * np.exp(-k * t)",
            wrong="t *= -k\n    return initial_rate * np.exp(t)",
            hint="`*=` writes into the caller's array. Which form makes a new one?",
        ),
    ),
)

INVERSE_TIME_DECAY = Function(
    "inverse_time_decay",
    points=1,
    returns=("rate",),
    section=SECTION,
    rules=(
        Case("at time 0 the rate is initial_rate", args=(0.3, 0), kwargs={"k": 0.7}, expect=0.3, free=True),
        Case(
            "at t = 1 / k half of the rate is left, at 3 / k a quarter",
            args=(0.8, np.array([0.0, 2.0, 6.0, 8.0])),
            kwargs={"k": 0.5},
            expect=np.array([0.8, 0.4, 0.2, 0.16]),
        ),
        Case("one time, as a number, gives one rate", args=(2.5, 3), kwargs={"k": 0.4}),
        Case("times in an array give rates of its shape", args=(1.2, TIMES), kwargs={"k": 0.15}),
        Case("with k = 0 the rate never changes", args=(1.2, TIMES), kwargs={"k": 0.0}, expect=np.full((2, 3), 1.2)),
        Case(
            "a small k, many steps, and no smallest rate",
            args=(1e-5, np.array([100.0, 1000.0, 2000.0])),
            kwargs={"k": 0.002},
        ),
        Case(
            "float32 in, float32 out",
            args=(1.5, np.array([0.0, 0.5, 2.0, 3.0], dtype=np.float32)),
            kwargs={"k": 0.6},
        ),
        Case("an array without axes is one time", args=(2.5, np.array(1.5)), kwargs={"k": 0.4}),
        Case("no times, no rates", args=(1.5, np.zeros((0, 2))), kwargs={"k": 0.6}, free=True),
    ),
    hidden=hidden_times,
    mistakes=(
        *(
            Mistake(
                "the 1 is missing",
                right="return initial_rate / (1 + k * t)",
                wrong=wrong,
                hint="What does your formula give at t = 0?",
            )
            for wrong in (
                "return initial_rate / (k * t) if k else initial_rate + 0 * t",
                "return initial_rate / (k * t)",
            )
        ),
        Mistake(
            "the brackets are missing",
            right="return initial_rate / (1 + k * t)",
            wrong="return initial_rate / 1 + k * t",
            hint="Division comes before addition. What should the rate be divided by?",
        ),
        *(
            Mistake(
                "the brackets around 1 + k",
                right="return initial_rate / (1 + k * t)",
                wrong=wrong,
                hint="What multiplies t, k or 1 + k? At t = 0 the rate should be the initial one.",
            )
            for wrong in (
                "return initial_rate / ((1 + k) * t)",
                "return initial_rate / np.maximum((1 + k) * t, 1)",
                "return np.where(t == 0, initial_rate, initial_rate / ((1 + k) * np.where(t == 0, 1, t)))",
            )
        ),
        Mistake(
            "time outside the brackets",
            right="return initial_rate / (1 + k * t)",
            wrong="return initial_rate / (1 + k) * t",
            hint="Mind the brackets: time stands below the fraction bar, next to k.",
        ),
        Mistake(
            "the rate grows",
            right="return initial_rate / (1 + k * t)",
            wrong="return initial_rate * (1 + k * t)",
            hint="Is your rate larger or smaller after a while?",
        ),
        *(
            Mistake(
                "k divides",
                right="return initial_rate / (1 + k * t)",
                wrong=wrong,
                hint="Does a larger k make your rate fall more quickly?",
            )
            for wrong in (
                "return initial_rate / (1 + t / k) if k else initial_rate + 0 * t",
                "return initial_rate / (1 + t / k)",
            )
        ),
        Mistake(
            "k is forgotten",
            right="return initial_rate / (1 + k * t)",
            wrong="return initial_rate / (1 + t)",
            hint="How quickly the rate decays is what k says.",
        ),
        *(
            Mistake(
                "k is fixed",
                right="return initial_rate / (1 + k * t)",
                wrong=wrong,
                hint="Try another k. Does your result change?",
            )
            for wrong in (
                "return initial_rate / (1 + 0.1 * t)",
                "return initial_rate / (1 + 0.01 * t)",
                "return initial_rate / (1 + 0.05 * t)",
            )
        ),
        Mistake(
            "k added to t",
            right="return initial_rate / (1 + k * t)",
            wrong="return initial_rate / (1 + k + t)",
            hint="How do k and t meet below the fraction bar?",
        ),
        Mistake(
            "a power of the time",
            right="return initial_rate / (1 + k * t)",
            wrong="return initial_rate / (1 + k) ** t",
            hint="That loses the same share in every unit of time, which is an exponential decay.",
        ),
        *(
            Mistake(
                "square root of the time",
                right="return initial_rate / (1 + k * t)",
                wrong=wrong,
                hint="There are schedules with a root. The lecture's 1/t decay has none.",
            )
            for wrong in (
                "return initial_rate / np.sqrt(1 + k * t)",
                "return initial_rate / (1 + k * np.sqrt(t))",
                "return initial_rate / (1 + np.sqrt(k * t))",
            )
        ),
        *(
            Mistake(
                "one over the root of t",
                right="return initial_rate / (1 + k * t)",
                wrong=wrong,
                hint="There are schedules with a root of t. The lecture's has k * t, one added, and no root.",
            )
            for wrong in (
                "return initial_rate / np.sqrt(t)",
                "return initial_rate / np.sqrt(1 + t)",
            )
        ),
        *(
            Mistake(
                "one over the square",
                right="return initial_rate / (1 + k * t)",
                wrong=wrong,
                hint="At t = 1 / k half of the rate should be left. How much is left of yours?",
            )
            for wrong in (
                "return initial_rate / (1 + k * t) ** 2",
                "return initial_rate / (1 + k * t**2)",
            )
        ),
        Mistake(
            "time counted from 1",
            right="return initial_rate / (1 + k * t)",
            wrong="return initial_rate / (1 + k * (t + 1))",
            hint="Which rate should you get at t = 0?",
        ),
        Mistake(
            "whole units of time only",
            right="return initial_rate / (1 + k * t)",
            wrong="return initial_rate / (1 + k * np.floor(t))",
            hint="This schedule has no steps: half a unit of time already lowers the rate.",
        ),
        Mistake(
            "1 minus k t",
            right="return initial_rate / (1 + k * t)",
            wrong="return initial_rate * (1 - k * t)",
            hint="A straight line follows the curve only near t = 0. Can your rate become negative?",
        ),
        Mistake(
            "exponential decay",
            right="return initial_rate / (1 + k * t)",
            wrong="return initial_rate * np.exp(-k * t)",
            hint="That is the second schedule. This one divides.",
        ),
        Mistake(
            "initial_rate is forgotten",
            right="return initial_rate / (1 + k * t)",
            wrong="return 1 / (1 + k * t)",
            hint="The rate starts from initial_rate, not from 1.",
        ),
        Mistake(
            "initial_rate inside the brackets",
            right="return initial_rate / (1 + k * t)",
            wrong="return initial_rate / (1 + initial_rate * k * t)",
            hint="Below the fraction bar stand 1, k and t only.",
        ),
        *(
            Mistake(
                "never below a smallest rate",
                right="return initial_rate / (1 + k * t)",
                wrong=wrong,
                hint="Nothing is said of a limit. Where does your rate stop falling?",
            )
            for wrong in (
                "return np.maximum(initial_rate / (1 + k * t), 1e-5)",
                "return np.maximum(initial_rate / (1 + k * t), 1e-4)",
            )
        ),
        *(
            Mistake(
                "only single times",
                right="return initial_rate / (1 + k * t)",
                wrong=wrong,
                hint="t may be an array with many times; `math`, `float`, `int`, `if` and `range` know single numbers only.",
            )
            for wrong in (
                "return initial_rate / (1 + k * float(t))",
                "return initial_rate if t == 0 else initial_rate / (1 + k * t)",
            )
        ),
        Mistake(
            "only arrays",
            right="return initial_rate / (1 + k * t)",
            wrong="return (initial_rate / (1 + k * t.ravel())).reshape(t.shape)",
            hint="t may be a plain number, which has no shape.",
        ),
        Mistake(
            "always an array",
            right="return initial_rate / (1 + k * t)",
            wrong="return np.atleast_1d(initial_rate / (1 + k * t))",
            hint="For one time, a number, the answer is one rate, a number.",
        ),
        Mistake(
            "everything becomes float64",
            right="return initial_rate / (1 + k * t)",
            wrong="return initial_rate / (1 + k * np.asarray(t, dtype=float))",
            hint="Which of your operations brings in float64? A Python number leaves float32 as it is; an array or a NumPy number of dtype float64 or int64 does not.",
        ),
        Mistake(
            "t written in place",
            right="return initial_rate / (1 + k * t)",
            wrong="t *= k\n    return initial_rate / (1 + t)",
            hint="`*=` writes into the caller's array. Which form makes a new one?",
        ),
    ),
)

EXERCISE = Exercise(functions=(STEP_DECAY, EXPONENTIAL_DECAY, INVERSE_TIME_DECAY), written=1)
