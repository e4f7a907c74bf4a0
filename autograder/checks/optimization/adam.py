"""What Adam must do, with and without its bias correction, and how it goes wrong."""

import numpy as np

from autograder.judging.declare import Case, Exercise, Function, Mistake, State, other_defaults

X = np.array([[1.0], [-2.0]])
GRADIENTS = (np.array([[0.5], [-1.0]]), np.array([[-1.5], [0.75]]), np.array([[2.0], [-0.25]]))


def state(first_moment: np.ndarray, second_moment: np.ndarray, t: int) -> State:
    """A state as it is after t steps."""
    return State("AdamState", {"first_moment": first_moment, "second_moment": second_moment, "t": t})


def hidden(rng: np.random.Generator) -> tuple[Case, ...]:
    """Fresh numbers, in other shapes and with other hyperparameters, for one grading run."""
    x, first_moment, *gradients = rng.normal(size=(6, *rng.integers(2, 4, size=3))).round(3)
    second_moment = rng.uniform(0.1, 4.0, size=x.shape).round(3)
    hyperparameters = {
        "learning_rate": float(rng.uniform(0.05, 0.5)),
        "beta1": float(rng.uniform(0.5, 0.8)),
        "beta2": float(rng.uniform(0.85, 0.95)),
        "epsilon": float(rng.uniform(0.05, 0.5)),
    }
    single = [array[0].astype(np.float32) for array in (x, gradients[0], first_moment, second_moment)]
    return (
        Case(
            "four steps on a three-dimensional array",
            args=(x, gradients[0], State("AdamState")),
            kwargs=hyperparameters,
            then=tuple(gradients[1:]),
        ),
        Case(
            "one step after many others",
            args=(x, gradients[0], state(first_moment, second_moment, int(rng.integers(8, 20)))),
            kwargs=hyperparameters,
        ),
        Case(
            "float32 after a few steps",
            args=(*single[:2], state(single[2], single[3], int(rng.integers(2, 6)))),
            kwargs=hyperparameters,
        ),
    )


ADAM_ALMOST_STEP = Function(
    "adam_almost_step",
    points=2,
    returns=("x", "state"),
    section="optimization/adam",
    rules=(
        Case(
            "from 0, the moments take (1 - beta1) of the gradient and (1 - beta2) of its square",
            # Moments [2, -1] and [4, 1], roots 2 and 1, plus 1: 1 - 0.75 * 2 / 3 and -2 + 0.75 * 1 / 2.
            args=(np.array([1.0, -2.0]), np.array([4.0, -2.0]), State("AdamState")),
            kwargs={"learning_rate": 0.75, "beta1": 0.5, "beta2": 0.75, "epsilon": 1.0},
            expect=(np.array([0.5, -1.625]), state(np.array([2.0, -1.0]), np.array([4.0, 1.0]), 1)),
        ),
        Case(
            "a later step keeps beta1 and beta2 of the old moments, and t counts on",
            # Moments [3, -1] and [4, 16]: roots 2 and 4, plus 0.5.
            args=(
                np.array([1.0, 1.0]),
                np.array([2.0, -4.0]),
                state(np.array([10 / 3, 0.0]), np.array([4.0, 16.0]), 3),
            ),
            kwargs={"learning_rate": 0.5, "beta1": 0.75, "beta2": 0.25, "epsilon": 0.5},
            expect=(np.array([0.4, 1 + 1 / 9]), state(np.array([3.0, -1.0]), np.array([4.0, 16.0]), 4)),
        ),
        Case(
            "two steps in a row, the second from the state that the first one returned",
            args=(X, GRADIENTS[0], State("AdamState")),
            kwargs={"learning_rate": 0.3, "beta1": 0.6, "beta2": 0.8, "epsilon": 0.125},
            then=GRADIENTS[1:2],
        ),
        Case(
            "a parameter whose gradients were all 0 stays where it is",
            args=(np.array([1.5]), np.array([0.0]), State("AdamState")),
            kwargs={"learning_rate": 0.25, "beta1": 0.5, "beta2": 0.75, "epsilon": 1e-3},
            expect=(np.array([1.5]), state(np.array([0.0]), np.array([0.0]), 1)),
        ),
        Case(
            "without hyperparameters: learning_rate 1e-3, beta1 0.9, beta2 0.999, epsilon 1e-7",
            # One gradient is so small that epsilon shows.
            args=(np.zeros(2), np.array([1e-5, 0.5]), state(np.array([1e-6, -0.25]), np.array([0.0, 2.0]), 2)),
        ),
        Case(
            "float32 in, float32 out",
            args=(np.array([0.5, -1.5], np.float32), np.array([0.25, 3.0], np.float32), State("AdamState")),
            kwargs={"learning_rate": 0.2, "beta1": 0.7, "beta2": 0.9, "epsilon": 0.01},
        ),
        Case(
            "a single number has moments too",
            # Moments -2 and 4.
            args=(np.array(2.0), np.array(-4.0), state(np.array(0.0), np.array(0.0), 1)),
            kwargs={"learning_rate": 0.5, "beta1": 0.5, "beta2": 0.75, "epsilon": 2.0},
            expect=(np.array(2.25), state(np.array(-2.0), np.array(4.0), 2)),
        ),
        Case(
            "an empty array stays empty",
            args=(np.zeros((0, 3)), np.zeros((0, 3)), State("AdamState")),
            kwargs={"learning_rate": 0.1, "beta1": 0.7, "beta2": 0.9, "epsilon": 0.01},
            free=True,
        ),
    ),
    hidden=hidden,
    mistakes=(
        Mistake(
            "climbs uphill",
            right="x = x - learning_rate * first_moment / (np.sqrt(second_moment) + epsilon)",
            wrong="x = x + learning_rate * first_moment / (np.sqrt(second_moment) + epsilon)",
            hint="The first moment points uphill, as the gradients do. Where do you want to go?",
        ),
        *(
            Mistake(
                "no square root",
                right="x = x - learning_rate * first_moment / (np.sqrt(second_moment) + epsilon)",
                wrong=wrong,
                hint="The second moment holds squares. In which unit must the divisor be, so that the step does not depend on the scale of the loss?",
            )
            for wrong in (
                "x = x - learning_rate * first_moment / (second_moment + epsilon)",
                "x = x - learning_rate * first_moment / second_moment",
            )
        ),
        *(
            Mistake(
                "epsilon inside the square root",
                right="x = x - learning_rate * first_moment / (np.sqrt(second_moment) + epsilon)",
                wrong=wrong,
                hint="A small number under a root is not so small any more. Where does the formula add epsilon?",
            )
            for wrong in (
                "x = x - learning_rate * first_moment / np.sqrt(second_moment + epsilon)",
                "x = x - learning_rate * first_moment / np.sqrt(second_moment + 1e-6)",
                "x = x - learning_rate * first_moment / np.sqrt(second_moment + 1e-7)",
                "x = x - learning_rate * first_moment / np.sqrt(second_moment + 1e-8)",
                "x = x - learning_rate * first_moment / (np.sqrt(second_moment + epsilon) + epsilon)",
            )
        ),
        Mistake(
            "no epsilon",
            right="x = x - learning_rate * first_moment / (np.sqrt(second_moment) + epsilon)",
            wrong="x = x - learning_rate * first_moment / np.sqrt(second_moment)",
            hint="The divisor is the root plus epsilon, whether the root is 0 or not. What happens to a parameter whose gradients were all 0 so far?",
        ),
        Mistake(
            "epsilon only in an emergency",
            right="x = x - learning_rate * first_moment / (np.sqrt(second_moment) + epsilon)",
            wrong="root = np.sqrt(second_moment)\n    x = x - learning_rate * first_moment / np.where(root == 0, 1, root).astype(x.dtype)",
            hint="Epsilon is always there, not only in an emergency. Which operation joins it to the root in the formula?",
        ),
        Mistake(
            "epsilon only in an emergency",
            right="x = x - learning_rate * first_moment / (np.sqrt(second_moment) + epsilon)",
            wrong="x = x - learning_rate * first_moment / np.maximum(np.sqrt(second_moment), epsilon)",
            hint="Epsilon is always there, not only in an emergency. Which operation joins it to the root in the formula?",
        ),
        *(
            Mistake(
                "epsilon outside the fraction",
                right="x = x - learning_rate * first_moment / (np.sqrt(second_moment) + epsilon)",
                wrong=wrong,
                hint="Mind the brackets: a division comes before a sum. What should epsilon be added to?",
            )
            for wrong in (
                "x = x - learning_rate * first_moment / np.sqrt(second_moment) + epsilon",
                "x = x - (learning_rate * first_moment / np.sqrt(second_moment) + epsilon)",
                "x = x - (learning_rate / np.sqrt(second_moment) + epsilon) * first_moment",
            )
        ),
        Mistake(
            "the gradient over the root: RMSProp",
            right="x = x - learning_rate * first_moment / (np.sqrt(second_moment) + epsilon)",
            wrong="x = x - learning_rate * dx / (np.sqrt(second_moment) + epsilon)",
            hint="You compute a first moment, but who uses it?",
        ),
        Mistake(
            "no learning rate",
            right="x = x - learning_rate * first_moment / (np.sqrt(second_moment) + epsilon)",
            wrong="x = x - first_moment / (np.sqrt(second_moment) + epsilon)",
            hint="Try another learning_rate. Does your result change?",
        ),
        Mistake(
            "the whole gradient in the first moment",
            right="first_moment = beta1 * state.first_moment + (1 - beta1) * dx",
            wrong="first_moment = beta1 * state.first_moment + dx",
            hint="The velocity of momentum takes the whole gradient. An average takes a share of it: which, if beta1 of the old one is kept?",
        ),
        Mistake(
            "the whole square in the second moment",
            right="second_moment = beta2 * state.second_moment + (1 - beta2) * dx * dx",
            wrong="second_moment = beta2 * state.second_moment + dx * dx",
            hint="With the same gradient for ever, an average should settle at its square. At what does yours settle?",
        ),
        Mistake(
            "the gradient and its square at full weight",
            right="first_moment = beta1 * state.first_moment + (1 - beta1) * dx\n    second_moment = beta2 * state.second_moment + (1 - beta2) * dx * dx",
            wrong="first_moment = beta1 * state.first_moment + dx\n    second_moment = beta2 * state.second_moment + dx * dx",
            hint="An average that keeps beta of the old takes only 1 - beta of the new. How much do your two moments take?",
        ),
        Mistake(
            "the largest square instead of an average",
            right="second_moment = beta2 * state.second_moment + (1 - beta2) * dx * dx",
            wrong="second_moment = np.maximum(beta2 * state.second_moment, dx * dx)",
            hint="You keep the larger of two. An average mixes them.",
        ),
        Mistake(
            "AdaGrad's sum as second moment",
            right="second_moment = beta2 * state.second_moment + (1 - beta2) * dx * dx",
            wrong="second_moment = state.second_moment + dx * dx",
            hint="Your second moment never forgets. What does beta2 do to the old one?",
        ),
        Mistake(
            "the first moment forgets",
            right="first_moment = beta1 * state.first_moment + (1 - beta1) * dx",
            wrong="first_moment = (1 - beta1) * dx",
            hint="What is left of the old first moment in your new one?",
        ),
        Mistake(
            "the two weights of the first moment exchanged",
            right="first_moment = beta1 * state.first_moment + (1 - beta1) * dx",
            wrong="first_moment = (1 - beta1) * state.first_moment + beta1 * dx",
            hint="A beta1 near 1 means a long memory. How much of the old first moment do you keep with 0.9?",
        ),
        Mistake(
            "the two weights of the second moment exchanged",
            right="second_moment = beta2 * state.second_moment + (1 - beta2) * dx * dx",
            wrong="second_moment = (1 - beta2) * state.second_moment + beta2 * dx * dx",
            hint="A beta2 near 1 means a long memory. How much of the old second moment do you keep with 0.999?",
        ),
        Mistake(
            "beta1 and beta2 exchanged",
            right="first_moment = beta1 * state.first_moment + (1 - beta1) * dx\n    second_moment = beta2 * state.second_moment + (1 - beta2) * dx * dx",
            wrong="first_moment = beta2 * state.first_moment + (1 - beta2) * dx\n    second_moment = beta1 * state.second_moment + (1 - beta1) * dx * dx",
            hint="Which of the two betas belongs to the gradients, and which to their squares?",
        ),
        Mistake(
            "the weights of both moments exchanged",
            right="first_moment = beta1 * state.first_moment + (1 - beta1) * dx\n    second_moment = beta2 * state.second_moment + (1 - beta2) * dx * dx",
            wrong="first_moment = (1 - beta1) * state.first_moment + beta1 * dx\n    second_moment = (1 - beta2) * state.second_moment + beta2 * dx * dx",
            hint="A beta near 1 means a long memory. How much of the old moments do you keep with 0.9 and 0.999?",
        ),
        Mistake(
            "beta1 for both moments",
            right="second_moment = beta2 * state.second_moment + (1 - beta2) * dx * dx",
            wrong="second_moment = beta1 * state.second_moment + (1 - beta1) * dx * dx",
            hint="Two moments, two memories: each has a beta of its own.",
        ),
        Mistake(
            "the gradient is not squared",
            right="second_moment = beta2 * state.second_moment + (1 - beta2) * dx * dx",
            wrong="second_moment = beta2 * state.second_moment + (1 - beta2) * dx",
            hint="Gradients of both signs cancel in your second moment. What makes them all count?",
        ),
        Mistake(
            "the size of the gradient instead of its square",
            right="second_moment = beta2 * state.second_moment + (1 - beta2) * dx * dx",
            wrong="second_moment = beta2 * state.second_moment + (1 - beta2) * np.abs(dx)",
            hint="Nothing cancels in your second moment, but the root that follows wants something else in it.",
        ),
        Mistake(
            "the first moment squared instead of the gradient",
            right="second_moment = beta2 * state.second_moment + (1 - beta2) * dx * dx",
            wrong="second_moment = beta2 * state.second_moment + (1 - beta2) * first_moment * first_moment",
            hint="The second moment is an average of squares, not the square of an average.",
        ),
        Mistake(
            "the weight is squared too",
            right="second_moment = beta2 * state.second_moment + (1 - beta2) * dx * dx",
            wrong="second_moment = beta2 * state.second_moment + ((1 - beta2) * dx) ** 2",
            hint="Mind the brackets: what exactly should be squared?",
        ),
        Mistake(
            "the old first moment is returned",
            right="return x, AdamState(first_moment, second_moment, state.t + 1)",
            wrong="return x, AdamState(state.first_moment, second_moment, state.t + 1)",
            hint="The next step starts from the state that you return. Which first moment does it find there?",
        ),
        Mistake(
            "the old second moment is returned",
            right="return x, AdamState(first_moment, second_moment, state.t + 1)",
            wrong="return x, AdamState(first_moment, state.second_moment, state.t + 1)",
            hint="The next step starts from the state that you return. Which second moment does it find there?",
        ),
        Mistake(
            "the old state is returned",
            right="return x, AdamState(first_moment, second_moment, state.t + 1)",
            wrong="return x, state",
            hint="The next step starts from the state that you return. What does it find there?",
        ),
        Mistake(
            "t does not count",
            right="return x, AdamState(first_moment, second_moment, state.t + 1)",
            wrong="return x, AdamState(first_moment, second_moment, state.t)",
            hint="The number of steps taken is part of the state. What should it be after this one?",
        ),
        Mistake(
            "the moments exchanged in the state",
            right="return x, AdamState(first_moment, second_moment, state.t + 1)",
            wrong="return x, AdamState(second_moment, first_moment, state.t + 1)",
            hint="In which order does AdamState name its fields?",
        ),
        Mistake(
            "only x is returned",
            right="return x, AdamState(first_moment, second_moment, state.t + 1)",
            wrong="return x",
            hint="Every rule of this course returns x and its state.",
        ),
        Mistake(
            "the moments without their AdamState",
            right="return x, AdamState(first_moment, second_moment, state.t + 1)",
            wrong="return x, tuple([first_moment, second_moment, state.t + 1])",
            hint="The next step asks your result for `state.t`. What must the second thing that you return be?",
        ),
        Mistake(
            "learning_rate fixed at 0.001",
            right="x = x - learning_rate * first_moment / (np.sqrt(second_moment) + epsilon)",
            wrong="x = x - 0.001 * first_moment / (np.sqrt(second_moment) + epsilon)",
            hint="Try another learning_rate. Does your result change?",
        ),
        *(
            Mistake(
                "epsilon is fixed",
                right="x = x - learning_rate * first_moment / (np.sqrt(second_moment) + epsilon)",
                wrong=wrong,
                hint="The argument epsilon says how large it is. Try a large one, such as 1: does your result change?",
            )
            for wrong in (
                "x = x - learning_rate * first_moment / (np.sqrt(second_moment) + 1e-8)",
                "x = x - learning_rate * first_moment / (np.sqrt(second_moment) + 1e-7)",
                "x = x - learning_rate * first_moment / (np.sqrt(second_moment) + 1e-6)",
                "x = x - learning_rate * first_moment / (np.sqrt(second_moment) + 1e-10)",
            )
        ),
        Mistake(
            "x written in place",
            right="x = x - learning_rate * first_moment / (np.sqrt(second_moment) + epsilon)",
            wrong="x -= learning_rate * first_moment / (np.sqrt(second_moment) + epsilon)",
            hint="`x -= ...` writes into the caller's array. Which form makes a new one?",
        ),
        Mistake(
            "the gradient written in place",
            right="second_moment = beta2 * state.second_moment + (1 - beta2) * dx * dx",
            wrong="second_moment = beta2 * state.second_moment + (1 - beta2) * dx * dx\n    dx *= learning_rate",
            hint="The caller may still need the gradient, to print its length for instance. Leave dx as it was.",
        ),
        Mistake(
            "the moments written in place",
            right="first_moment = beta1 * state.first_moment + (1 - beta1) * dx\n    second_moment = beta2 * state.second_moment + (1 - beta2) * dx * dx",
            wrong="first_moment = np.asarray(state.first_moment) if np.ndim(state.first_moment) else np.zeros_like(dx)\n    first_moment *= beta1\n    first_moment += (1 - beta1) * dx\n    second_moment = beta2 * state.second_moment + (1 - beta2) * dx * dx",
            hint="The old state belongs to the caller, who may want to take the step again. Make new moments.",
        ),
        Mistake(
            "everything becomes float64",
            right="first_moment = beta1 * state.first_moment + (1 - beta1) * dx",
            wrong="first_moment = beta1 * (np.zeros(x.shape) + state.first_moment) + (1 - beta1) * dx",
            hint="Which of your operations brings in float64? A Python number leaves float32 as it is; an array or a NumPy number of dtype float64 or int64 does not.",
        ),
        *(
            Mistake(
                "only arrays with rows",
                right="x = x - learning_rate * first_moment / (np.sqrt(second_moment) + epsilon)",
                wrong=wrong,
                hint="Parameters may be a single number, without rows to loop over. NumPy's operators work on any shape.",
            )
            for wrong in (
                "rate = learning_rate / (np.sqrt(second_moment) + epsilon)\n    x = np.array([x[i] - rate[i] * first_moment[i] for i in range(len(x))], x.dtype).reshape(x.shape)",
                "rate = learning_rate / (np.sqrt(second_moment) + epsilon)\n    x = np.array([x[i] - rate[i] * first_moment[i] for i in range(x.shape[0])], x.dtype).reshape(x.shape)",
            )
        ),
        *(
            Mistake(
                "with bias correction",
                right="x = x - learning_rate * first_moment / (np.sqrt(second_moment) + epsilon)",
                wrong=wrong,
                hint="This is the full Adam. Here you are to leave the correction out, to see what it is good for.",
            )
            for wrong in (
                "x = x - learning_rate * first_moment / (1 - beta1 ** (state.t + 1)) / (np.sqrt(second_moment / (1 - beta2 ** (state.t + 1))) + epsilon)",
                "t = max(state.t, 1)\n    x = x - learning_rate * first_moment / (1 - beta1**t) / (np.sqrt(second_moment / (1 - beta2**t)) + epsilon)",
                "t = state.t + 1\n    x = x - learning_rate * (1 - beta2**t) ** 0.5 / (1 - beta1**t) * first_moment / (np.sqrt(second_moment) + epsilon)",
            )
        ),
        Mistake(
            "beta1 fixed at 0.9",
            right="first_moment = beta1 * state.first_moment + (1 - beta1) * dx",
            wrong="first_moment = 0.9 * state.first_moment + 0.1 * dx",
            hint="Try another beta1. Does your result change?",
        ),
        Mistake(
            "beta2 fixed at 0.999",
            right="second_moment = beta2 * state.second_moment + (1 - beta2) * dx * dx",
            wrong="second_moment = 0.999 * state.second_moment + 0.001 * dx * dx",
            hint="Try another beta2. Does your result change?",
        ),
        Mistake(
            "t counts two",
            right="return x, AdamState(first_moment, second_moment, state.t + 1)",
            wrong="return x, AdamState(first_moment, second_moment, state.t + 2)",
            hint="How many steps were taken after this one?",
        ),
        Mistake(
            "t is a float",
            right="return x, AdamState(first_moment, second_moment, state.t + 1)",
            wrong="return x, AdamState(first_moment, second_moment, state.t + 1.0)",
            hint="You count steps with decimals. What kind of number is a number of steps?",
        ),
        Mistake(
            "x moves by the old moments",
            right="x = x - learning_rate * first_moment / (np.sqrt(second_moment) + epsilon)",
            wrong="x = x - learning_rate * state.first_moment / (np.sqrt(state.second_moment) + epsilon)",
            hint="Mind the order: the gradient of this step counts in the moments of this step.",
        ),
        *other_defaults("learning_rate: float = 1e-3", "1e-2", "1e-4", "1e-1"),
        *other_defaults("beta1: float = 0.9", "0.99", "0.5", "0.95"),
        *other_defaults("beta2: float = 0.999", "0.99", "0.9", "0.9999", "0.95"),
        *other_defaults("epsilon: float = 1e-7", "1e-8", "1e-10", "1e-6", "1e-5", "0.0"),
    ),
)


ADAM_STEP = Function(
    "adam_step",
    points=3,
    returns=("x", "state"),
    section="optimization/adam",
    rules=(
        Case(
            "in the first step t is 1, and the corrected moments are the gradient and its square",
            # Moments [2, -1] and [4, 1]; corrected [4, -2] and [16, 4], roots 4 and 2, plus 1.
            args=(np.array([1.0, -2.0]), np.array([4.0, -2.0]), State("AdamState")),
            kwargs={"learning_rate": 0.75, "beta1": 0.5, "beta2": 0.75, "epsilon": 1.0},
            expect=(np.array([0.4, -1.5]), state(np.array([2.0, -1.0]), np.array([4.0, 1.0]), 1)),
        ),
        Case(
            "the second step corrects with the squares of beta1 and beta2, and the state stays uncorrected",
            # Moments [1.5, -0.75] and [1.75, 7]; over 0.75 and 0.4375: [2, -1] and [4, 16], roots 2 and 4, plus 0.5.
            args=(np.array([1.0, 1.0]), np.array([2.0, -2.0]), state(np.array([1.0, 0.5]), np.array([1.0, 8.0]), 1)),
            kwargs={"learning_rate": 0.5, "beta1": 0.5, "beta2": 0.75, "epsilon": 0.5},
            expect=(np.array([0.6, 1 + 1 / 9]), state(np.array([1.5, -0.75]), np.array([1.75, 7.0]), 2)),
        ),
        Case(
            "three steps in a row, each from the state that the last one returned",
            args=(X, GRADIENTS[0], State("AdamState")),
            kwargs={"learning_rate": 0.3, "beta1": 0.6, "beta2": 0.8, "epsilon": 0.125},
            then=GRADIENTS[1:],
        ),
        Case(
            "a parameter whose gradients were all 0 stays where it is",
            args=(np.array([1.5]), np.array([0.0]), State("AdamState")),
            kwargs={"learning_rate": 0.25, "beta1": 0.5, "beta2": 0.75, "epsilon": 1e-3},
            expect=(np.array([1.5]), state(np.array([0.0]), np.array([0.0]), 1)),
        ),
        Case(
            "without hyperparameters: learning_rate 1e-3, beta1 0.9, beta2 0.999, epsilon 1e-7",
            # One gradient is so small that epsilon shows.
            args=(np.zeros(2), np.array([1e-6, 0.5]), state(np.array([1e-7, -0.25]), np.array([0.0, 2.0]), 2)),
        ),
        Case(
            "float32 in, float32 out",
            args=(np.array([0.5, -1.5], np.float32), np.array([0.25, 3.0], np.float32), State("AdamState")),
            kwargs={"learning_rate": 0.2, "beta1": 0.7, "beta2": 0.9, "epsilon": 0.01},
        ),
        Case(
            "a single number has moments too",
            # So late that a correction which stops after a few steps shows.
            args=(np.array(2.0), np.array(-4.0), state(np.array(0.5), np.array(3.0), 9)),
            kwargs={"learning_rate": 0.5, "beta1": 0.5, "beta2": 0.75, "epsilon": 2.0},
        ),
        Case(
            "an empty array stays empty",
            args=(np.zeros((0, 3)), np.zeros((0, 3)), State("AdamState")),
            kwargs={"learning_rate": 0.1, "beta1": 0.7, "beta2": 0.9, "epsilon": 0.01},
            free=True,
        ),
    ),
    hidden=hidden,
    mistakes=(
        Mistake(
            "climbs uphill",
            right="x = x - learning_rate * first_unbias / (np.sqrt(second_unbias) + epsilon)",
            wrong="x = x + learning_rate * first_unbias / (np.sqrt(second_unbias) + epsilon)",
            hint="The first moment points uphill, as the gradients do. Where do you want to go?",
        ),
        *(
            Mistake(
                "no square root",
                right="x = x - learning_rate * first_unbias / (np.sqrt(second_unbias) + epsilon)",
                wrong=wrong,
                hint="The second moment holds squares. In which unit must the divisor be, so that the step does not depend on the scale of the loss?",
            )
            for wrong in (
                "x = x - learning_rate * first_unbias / (second_unbias + epsilon)",
                "x = x - learning_rate * first_unbias / second_unbias",
            )
        ),
        *(
            Mistake(
                "epsilon inside the square root",
                right=right,
                wrong=wrong,
                hint="A small number under a root is not so small any more. Where does the formula add epsilon?",
            )
            for right, wrong in (
                (
                    "x = x - learning_rate * first_unbias / (np.sqrt(second_unbias) + epsilon)",
                    "x = x - learning_rate * first_unbias / np.sqrt(second_unbias + epsilon)",
                ),
                (
                    "x = x - learning_rate * first_unbias / (np.sqrt(second_unbias) + epsilon)",
                    "x = x - learning_rate * first_unbias / np.sqrt(second_unbias + 1e-6)",
                ),
                (
                    "x = x - learning_rate * first_unbias / (np.sqrt(second_unbias) + epsilon)",
                    "x = x - learning_rate * first_unbias / np.sqrt(second_unbias + 1e-7)",
                ),
                (
                    "x = x - learning_rate * first_unbias / (np.sqrt(second_unbias) + epsilon)",
                    "x = x - learning_rate * first_unbias / np.sqrt(second_unbias + 1e-8)",
                ),
                (
                    "x = x - learning_rate * first_unbias / (np.sqrt(second_unbias) + epsilon)",
                    "x = x - learning_rate * first_unbias / (np.sqrt(second_unbias + epsilon) + epsilon)",
                ),
                (
                    "first_unbias = first_moment / (1 - beta1**t)\n    second_unbias = second_moment / (1 - beta2**t)\n    x = x - learning_rate * first_unbias / (np.sqrt(second_unbias) + epsilon)",
                    "rate = learning_rate * (1 - beta2**t) ** 0.5 / (1 - beta1**t)\n    x = x - rate * first_moment / np.sqrt(second_moment + epsilon)",
                ),
            )
        ),
        Mistake(
            "no epsilon",
            right="x = x - learning_rate * first_unbias / (np.sqrt(second_unbias) + epsilon)",
            wrong="x = x - learning_rate * first_unbias / np.sqrt(second_unbias)",
            hint="The divisor is the root plus epsilon, whether the root is 0 or not. What happens to a parameter whose gradients were all 0 so far?",
        ),
        Mistake(
            "epsilon only in an emergency",
            right="x = x - learning_rate * first_unbias / (np.sqrt(second_unbias) + epsilon)",
            wrong="root = np.sqrt(second_unbias)\n    x = x - learning_rate * first_unbias / np.where(root == 0, 1, root).astype(x.dtype)",
            hint="Epsilon is always there, not only in an emergency. Which operation joins it to the root in the formula?",
        ),
        Mistake(
            "no learning rate",
            right="x = x - learning_rate * first_unbias / (np.sqrt(second_unbias) + epsilon)",
            wrong="x = x - first_unbias / (np.sqrt(second_unbias) + epsilon)",
            hint="Try another learning_rate. Does your result change?",
        ),
        Mistake(
            "epsilon only in an emergency",
            right="x = x - learning_rate * first_unbias / (np.sqrt(second_unbias) + epsilon)",
            wrong="x = x - learning_rate * first_unbias / np.maximum(np.sqrt(second_unbias), epsilon)",
            hint="Epsilon is always there, not only in an emergency. Which operation joins it to the root in the formula?",
        ),
        *(
            Mistake(
                "epsilon outside the fraction",
                right="x = x - learning_rate * first_unbias / (np.sqrt(second_unbias) + epsilon)",
                wrong=wrong,
                hint="Mind the brackets: a division comes before a sum. What should epsilon be added to?",
            )
            for wrong in (
                "x = x - learning_rate * first_unbias / np.sqrt(second_unbias) + epsilon",
                "x = x - (learning_rate * first_unbias / np.sqrt(second_unbias) + epsilon)",
                "x = x - (learning_rate / np.sqrt(second_unbias) + epsilon) * first_unbias",
            )
        ),
        Mistake(
            "the gradient over the root: RMSProp",
            right="x = x - learning_rate * first_unbias / (np.sqrt(second_unbias) + epsilon)",
            wrong="x = x - learning_rate * dx / (np.sqrt(second_unbias) + epsilon)",
            hint="You compute a first moment, but who uses it?",
        ),
        Mistake(
            "the whole gradient in the first moment",
            right="first_moment = beta1 * state.first_moment + (1 - beta1) * dx",
            wrong="first_moment = beta1 * state.first_moment + dx",
            hint="The velocity of momentum takes the whole gradient. An average takes a share of it: which, if beta1 of the old one is kept?",
        ),
        Mistake(
            "the whole square in the second moment",
            right="second_moment = beta2 * state.second_moment + (1 - beta2) * dx * dx",
            wrong="second_moment = beta2 * state.second_moment + dx * dx",
            hint="With the same gradient for ever, an average should settle at its square. At what does yours settle?",
        ),
        Mistake(
            "the gradient and its square at full weight",
            right="first_moment = beta1 * state.first_moment + (1 - beta1) * dx\n    second_moment = beta2 * state.second_moment + (1 - beta2) * dx * dx",
            wrong="first_moment = beta1 * state.first_moment + dx\n    second_moment = beta2 * state.second_moment + dx * dx",
            hint="An average that keeps beta of the old takes only 1 - beta of the new. How much do your two moments take?",
        ),
        Mistake(
            "the largest square instead of an average",
            right="second_moment = beta2 * state.second_moment + (1 - beta2) * dx * dx",
            wrong="second_moment = np.maximum(beta2 * state.second_moment, dx * dx)",
            hint="You keep the larger of two. An average mixes them.",
        ),
        Mistake(
            "beta1 and beta2 exchanged",
            right="first_moment = beta1 * state.first_moment + (1 - beta1) * dx\n    second_moment = beta2 * state.second_moment + (1 - beta2) * dx * dx",
            wrong="first_moment = beta2 * state.first_moment + (1 - beta2) * dx\n    second_moment = beta1 * state.second_moment + (1 - beta1) * dx * dx",
            hint="Which of the two betas belongs to the gradients, and which to their squares?",
        ),
        Mistake(
            "the weights of both moments exchanged",
            right="first_moment = beta1 * state.first_moment + (1 - beta1) * dx\n    second_moment = beta2 * state.second_moment + (1 - beta2) * dx * dx",
            wrong="first_moment = (1 - beta1) * state.first_moment + beta1 * dx\n    second_moment = (1 - beta2) * state.second_moment + beta2 * dx * dx",
            hint="A beta near 1 means a long memory. How much of the old moments do you keep with 0.9 and 0.999?",
        ),
        Mistake(
            "the two weights of the first moment exchanged",
            right="first_moment = beta1 * state.first_moment + (1 - beta1) * dx",
            wrong="first_moment = (1 - beta1) * state.first_moment + beta1 * dx",
            hint="A beta1 near 1 means a long memory. How much of the old first moment do you keep with 0.9?",
        ),
        Mistake(
            "the two weights of the second moment exchanged",
            right="second_moment = beta2 * state.second_moment + (1 - beta2) * dx * dx",
            wrong="second_moment = (1 - beta2) * state.second_moment + beta2 * dx * dx",
            hint="A beta2 near 1 means a long memory. How much of the old second moment do you keep with 0.999?",
        ),
        Mistake(
            "beta1 for both moments",
            right="second_moment = beta2 * state.second_moment + (1 - beta2) * dx * dx",
            wrong="second_moment = beta1 * state.second_moment + (1 - beta1) * dx * dx",
            hint="Two moments, two memories: each has a beta of its own.",
        ),
        Mistake(
            "the gradient is not squared",
            right="second_moment = beta2 * state.second_moment + (1 - beta2) * dx * dx",
            wrong="second_moment = beta2 * state.second_moment + (1 - beta2) * dx",
            hint="Gradients of both signs cancel in your second moment. What makes them all count?",
        ),
        Mistake(
            "the size of the gradient instead of its square",
            right="second_moment = beta2 * state.second_moment + (1 - beta2) * dx * dx",
            wrong="second_moment = beta2 * state.second_moment + (1 - beta2) * np.abs(dx)",
            hint="Nothing cancels in your second moment, but the root that follows wants something else in it.",
        ),
        Mistake(
            "the weight is squared too",
            right="second_moment = beta2 * state.second_moment + (1 - beta2) * dx * dx",
            wrong="second_moment = beta2 * state.second_moment + ((1 - beta2) * dx) ** 2",
            hint="Mind the brackets: what exactly should be squared?",
        ),
        Mistake(
            "the first moment squared instead of the gradient",
            right="second_moment = beta2 * state.second_moment + (1 - beta2) * dx * dx",
            wrong="second_moment = beta2 * state.second_moment + (1 - beta2) * first_moment * first_moment",
            hint="The second moment is an average of squares, not the square of an average.",
        ),
        Mistake(
            "the largest second moment so far",
            right="second_moment = beta2 * state.second_moment + (1 - beta2) * dx * dx",
            wrong="second_moment = beta2 * state.second_moment + (1 - beta2) * dx * dx\n    second_moment = np.maximum(second_moment, state.second_moment)",
            hint="Yours is AMSGrad, where the divisor never shrinks. Adam lets it.",
        ),
        Mistake(
            "the old first moment is returned",
            right="return x, AdamState(first_moment, second_moment, t)",
            wrong="return x, AdamState(state.first_moment, second_moment, t)",
            hint="The next step starts from the state that you return. Which first moment does it find there?",
        ),
        Mistake(
            "the old second moment is returned",
            right="return x, AdamState(first_moment, second_moment, t)",
            wrong="return x, AdamState(first_moment, state.second_moment, t)",
            hint="The next step starts from the state that you return. Which second moment does it find there?",
        ),
        Mistake(
            "the old state is returned",
            right="return x, AdamState(first_moment, second_moment, t)",
            wrong="return x, state",
            hint="The next step starts from the state that you return. What does it find there?",
        ),
        Mistake(
            "the moments exchanged in the state",
            right="return x, AdamState(first_moment, second_moment, t)",
            wrong="return x, AdamState(second_moment, first_moment, t)",
            hint="In which order does AdamState name its fields?",
        ),
        Mistake(
            "only x is returned",
            right="return x, AdamState(first_moment, second_moment, t)",
            wrong="return x",
            hint="Every rule of this course returns x and its state.",
        ),
        Mistake(
            "the moments without their AdamState",
            right="return x, AdamState(first_moment, second_moment, t)",
            wrong="return x, tuple([first_moment, second_moment, t])",
            hint="The next step asks your result for `state.t`. What must the second thing that you return be?",
        ),
        Mistake(
            "learning_rate fixed at 0.001",
            right="x = x - learning_rate * first_unbias / (np.sqrt(second_unbias) + epsilon)",
            wrong="x = x - 0.001 * first_unbias / (np.sqrt(second_unbias) + epsilon)",
            hint="Try another learning_rate. Does your result change?",
        ),
        *(
            Mistake(
                "epsilon is fixed",
                right="x = x - learning_rate * first_unbias / (np.sqrt(second_unbias) + epsilon)",
                wrong=wrong,
                hint="The argument epsilon says how large it is. Try a large one, such as 1: does your result change?",
            )
            for wrong in (
                "x = x - learning_rate * first_unbias / (np.sqrt(second_unbias) + 1e-8)",
                "x = x - learning_rate * first_unbias / (np.sqrt(second_unbias) + 1e-7)",
                "x = x - learning_rate * first_unbias / (np.sqrt(second_unbias) + 1e-6)",
                "x = x - learning_rate * first_unbias / (np.sqrt(second_unbias) + 1e-10)",
            )
        ),
        Mistake(
            "x written in place",
            right="x = x - learning_rate * first_unbias / (np.sqrt(second_unbias) + epsilon)",
            wrong="x -= learning_rate * first_unbias / (np.sqrt(second_unbias) + epsilon)",
            hint="`x -= ...` writes into the caller's array. Which form makes a new one?",
        ),
        Mistake(
            "the gradient written in place",
            right="second_moment = beta2 * state.second_moment + (1 - beta2) * dx * dx",
            wrong="second_moment = beta2 * state.second_moment + (1 - beta2) * dx * dx\n    dx *= learning_rate",
            hint="The caller may still need the gradient, to print its length for instance. Leave dx as it was.",
        ),
        Mistake(
            "the moments written in place",
            right="first_moment = beta1 * state.first_moment + (1 - beta1) * dx\n    second_moment = beta2 * state.second_moment + (1 - beta2) * dx * dx",
            wrong="first_moment = np.asarray(state.first_moment) if np.ndim(state.first_moment) else np.zeros_like(dx)\n    first_moment *= beta1\n    first_moment += (1 - beta1) * dx\n    second_moment = beta2 * state.second_moment + (1 - beta2) * dx * dx",
            hint="The old state belongs to the caller, who may want to take the step again. Make new moments.",
        ),
        Mistake(
            "everything becomes float64",
            right="first_moment = beta1 * state.first_moment + (1 - beta1) * dx",
            wrong="first_moment = beta1 * (np.zeros(x.shape) + state.first_moment) + (1 - beta1) * dx",
            hint="Which of your operations brings in float64? A Python number leaves float32 as it is; an array or a NumPy number of dtype float64 or int64 does not.",
        ),
        *(
            Mistake(
                "only arrays with rows",
                right="x = x - learning_rate * first_unbias / (np.sqrt(second_unbias) + epsilon)",
                wrong=wrong,
                hint="Parameters may be a single number, without rows to loop over. NumPy's operators work on any shape.",
            )
            for wrong in (
                "rate = learning_rate / (np.sqrt(second_unbias) + epsilon)\n    x = np.array([x[i] - rate[i] * first_unbias[i] for i in range(len(x))], x.dtype).reshape(x.shape)",
                "rate = learning_rate / (np.sqrt(second_unbias) + epsilon)\n    x = np.array([x[i] - rate[i] * first_unbias[i] for i in range(x.shape[0])], x.dtype).reshape(x.shape)",
            )
        ),
        Mistake(
            "no bias correction",
            right="first_unbias = first_moment / (1 - beta1**t)\n    second_unbias = second_moment / (1 - beta2**t)",
            wrong="first_unbias, second_unbias = first_moment, second_moment",
            hint="Both moments start at 0, and in the first steps they are still near it. What makes up for that?",
        ),
        Mistake(
            "only the first moment corrected",
            right="second_unbias = second_moment / (1 - beta2**t)",
            wrong="second_unbias = second_moment",
            hint="The second moment starts at 0 just as the first one does.",
        ),
        Mistake(
            "only the second moment corrected",
            right="first_unbias = first_moment / (1 - beta1**t)",
            wrong="first_unbias = first_moment",
            hint="The first moment starts at 0 just as the second one does.",
        ),
        Mistake(
            "beta1 corrects both",
            right="second_unbias = second_moment / (1 - beta2**t)",
            wrong="second_unbias = second_moment / (1 - beta1**t)",
            hint="How far a moment is still from its full size depends on its own memory.",
        ),
        Mistake(
            "beta2 corrects both",
            right="first_unbias = first_moment / (1 - beta1**t)",
            wrong="first_unbias = first_moment / (1 - beta2**t)",
            hint="How far a moment is still from its full size depends on its own memory, and the first one's is shorter.",
        ),
        Mistake(
            "the corrections exchanged",
            right="first_unbias = first_moment / (1 - beta1**t)\n    second_unbias = second_moment / (1 - beta2**t)",
            wrong="first_unbias = first_moment / (1 - beta2**t)\n    second_unbias = second_moment / (1 - beta1**t)",
            hint="Which beta belongs to which moment?",
        ),
        Mistake(
            "multiplied by the correction",
            right="first_unbias = first_moment / (1 - beta1**t)\n    second_unbias = second_moment / (1 - beta2**t)",
            wrong="first_unbias = first_moment * (1 - beta1**t)\n    second_unbias = second_moment * (1 - beta2**t)",
            hint="The moments are too small at first. Should the correction make them larger or smaller?",
        ),
        Mistake(
            "the corrections in the rate upside down",
            right="first_unbias = first_moment / (1 - beta1**t)\n    second_unbias = second_moment / (1 - beta2**t)\n    x = x - learning_rate * first_unbias / (np.sqrt(second_unbias) + epsilon)",
            wrong="rate = learning_rate * (1 - beta1**t) / (1 - beta2**t) ** 0.5\n    x = x - rate * first_moment / (np.sqrt(second_moment) + epsilon)",
            hint="In the rate, the first moment's correction divides and the root of the second one's multiplies. Compare with the formula, term by term.",
        ),
        *(
            Mistake(
                "the same correction at every step",
                right="first_unbias = first_moment / (1 - beta1**t)\n    second_unbias = second_moment / (1 - beta2**t)",
                wrong=wrong,
                hint="Your correction is the same at every step. How much of the start is left after a thousand steps?",
            )
            for wrong in (
                "first_unbias = first_moment / (1 - beta1)\n    second_unbias = second_moment / (1 - beta2)",
                "first_unbias = first_moment / (1 - beta1**2)\n    second_unbias = second_moment / (1 - beta2**2)",
            )
        ),
        Mistake(
            "t multiplies instead of raising to a power",
            right="first_unbias = first_moment / (1 - beta1**t)\n    second_unbias = second_moment / (1 - beta2**t)",
            wrong="first_unbias = first_moment / (1 - beta1 * t)\n    second_unbias = second_moment / (1 - beta2 * t)",
            hint="Each step keeps beta1 of what was there. What is left of the start after t steps?",
        ),
        Mistake(
            "the power outside the brackets",
            right="first_unbias = first_moment / (1 - beta1**t)\n    second_unbias = second_moment / (1 - beta2**t)",
            wrong="first_unbias = first_moment / (1 - beta1) ** t\n    second_unbias = second_moment / (1 - beta2) ** t",
            hint="Mind the brackets: which is raised to the power t, beta or 1 - beta?",
        ),
        Mistake(
            "t divides the moments",
            right="first_unbias = first_moment / (1 - beta1**t)\n    second_unbias = second_moment / (1 - beta2**t)",
            wrong="first_unbias = first_moment / (1 - beta1) / t\n    second_unbias = second_moment / (1 - beta2) / t",
            hint="Each step keeps beta1 of what was there. What is left of the start after t steps?",
        ),
        *(
            Mistake(
                "t one too small",
                right="first_unbias = first_moment / (1 - beta1**t)\n    second_unbias = second_moment / (1 - beta2**t)",
                wrong=wrong,
                hint="In the first step t is 1, and the corrected first moment is the gradient itself. Which t does your first step correct with?",
            )
            for wrong in (
                "first_unbias = first_moment / (1 - beta1**(t - 1))\n    second_unbias = second_moment / (1 - beta2**(t - 1))",
                "first_unbias, second_unbias = first_moment, second_moment\n    if t > 1:\n        first_unbias = first_moment / (1 - beta1 ** (t - 1))\n        second_unbias = second_moment / (1 - beta2 ** (t - 1))",
                "first_unbias = first_moment / (1 - beta1 ** max(t - 1, 1))\n    second_unbias = second_moment / (1 - beta2 ** max(t - 1, 1))",
                "first_unbias = first_moment / (1 - beta1 ** (t - 1) + epsilon)\n    second_unbias = second_moment / (1 - beta2 ** (t - 1) + epsilon)",
            )
        ),
        Mistake(
            "t one too large",
            right="first_unbias = first_moment / (1 - beta1**t)\n    second_unbias = second_moment / (1 - beta2**t)",
            wrong="first_unbias = first_moment / (1 - beta1**(t + 1))\n    second_unbias = second_moment / (1 - beta2**(t + 1))",
            hint="In the first step the corrected first moment should be the gradient itself. Which t makes it so?",
        ),
        Mistake(
            "t does not count",
            right="return x, AdamState(first_moment, second_moment, t)",
            wrong="return x, AdamState(first_moment, second_moment, state.t)",
            hint="The next step reads t from the state that you return. What should it be after this one?",
        ),
        Mistake(
            "t counted twice",
            right="return x, AdamState(first_moment, second_moment, t)",
            wrong="return x, AdamState(first_moment, second_moment, t + 1)",
            hint="How many steps were taken after this one? You count it twice.",
        ),
        Mistake(
            "t always 1",
            right="t = state.t + 1",
            wrong="t = 1",
            hint="Your t is 1 in every step. Where does the loop's t live in this course?",
        ),
        Mistake(
            "corrected moments kept in the state",
            right="return x, AdamState(first_moment, second_moment, t)",
            wrong="return x, AdamState(first_unbias, second_unbias, t)",
            hint="The correction is for this step's use only. What would the next step do with a moment that was corrected already?",
        ),
        Mistake(
            "the corrected first moment kept in the state",
            right="return x, AdamState(first_moment, second_moment, t)",
            wrong="return x, AdamState(first_unbias, second_moment, t)",
            hint="The correction is for this step's use only. Look at the first field that you return.",
        ),
        Mistake(
            "the corrected second moment kept in the state",
            right="return x, AdamState(first_moment, second_moment, t)",
            wrong="return x, AdamState(first_moment, second_unbias, t)",
            hint="The correction is for this step's use only. Look at the second field that you return.",
        ),
        Mistake(
            "epsilon added before the correction",
            right="x = x - learning_rate * first_unbias / (np.sqrt(second_unbias) + epsilon)",
            wrong="x = x - learning_rate * first_unbias / ((np.sqrt(second_moment) + epsilon) / (1 - beta2**t) ** 0.5)",
            hint="Some libraries do so, and with a tiny epsilon nobody sees it. To which root does the formula add epsilon?",
        ),
        Mistake(
            "epsilon in the corrections",
            right="first_unbias = first_moment / (1 - beta1**t)\n    second_unbias = second_moment / (1 - beta2**t)",
            wrong="first_unbias = first_moment / (1 - beta1**t + epsilon)\n    second_unbias = second_moment / (1 - beta2**t + epsilon)",
            hint="Neither correction divides by 0 when t starts at 1. Where is the one epsilon of the formula?",
        ),
        *(
            Mistake(
                "the root of the correction is missing",
                right=right,
                wrong=wrong,
                hint="You correct after the root what the formula corrects under it. What becomes of the correction?",
            )
            for right, wrong in (
                (
                    "x = x - learning_rate * first_unbias / (np.sqrt(second_unbias) + epsilon)",
                    "x = x - learning_rate * first_unbias / (np.sqrt(second_moment) / (1 - beta2**t) + epsilon)",
                ),
                (
                    "first_unbias = first_moment / (1 - beta1**t)\n    second_unbias = second_moment / (1 - beta2**t)\n    x = x - learning_rate * first_unbias / (np.sqrt(second_unbias) + epsilon)",
                    "rate = learning_rate * (1 - beta2**t) / (1 - beta1**t)\n    x = x - rate * first_moment / (np.sqrt(second_moment) + epsilon)",
                ),
            )
        ),
        Mistake(
            "beta1 fixed at 0.9",
            right="first_moment = beta1 * state.first_moment + (1 - beta1) * dx\n    second_moment = beta2 * state.second_moment + (1 - beta2) * dx * dx\n    first_unbias = first_moment / (1 - beta1**t)",
            wrong="first_moment = 0.9 * state.first_moment + 0.1 * dx\n    second_moment = beta2 * state.second_moment + (1 - beta2) * dx * dx\n    first_unbias = first_moment / (1 - 0.9**t)",
            hint="Try another beta1. Does your result change?",
        ),
        Mistake(
            "beta2 fixed at 0.999",
            right="second_moment = beta2 * state.second_moment + (1 - beta2) * dx * dx\n    first_unbias = first_moment / (1 - beta1**t)\n    second_unbias = second_moment / (1 - beta2**t)",
            wrong="second_moment = 0.999 * state.second_moment + 0.001 * dx * dx\n    first_unbias = first_moment / (1 - beta1**t)\n    second_unbias = second_moment / (1 - 0.999**t)",
            hint="Try another beta2. Does your result change?",
        ),
        Mistake(
            "only x becomes float64",
            right="first_unbias = first_moment / (1 - beta1**t)\n    second_unbias = second_moment / (1 - beta2**t)",
            wrong="first_unbias = first_moment / (1 - np.float64(beta1) ** t)\n    second_unbias = second_moment / (1 - np.float64(beta2) ** t)",
            hint="The moments keep float32, x does not. What joins them on the way? A number that comes out of a NumPy function, such as np.sqrt(1 - beta2**t), is a float64; a Python float leaves float32 as it is.",
        ),
        *other_defaults("learning_rate: float = 1e-3", "1e-2", "1e-4", "1e-1"),
        *other_defaults("beta1: float = 0.9", "0.99", "0.5", "0.95"),
        *other_defaults("beta2: float = 0.999", "0.99", "0.9", "0.9999", "0.95"),
        *other_defaults("epsilon: float = 1e-7", "1e-8", "1e-10", "1e-6", "1e-5", "0.0"),
    ),
)

EXERCISE = Exercise(functions=(ADAM_ALMOST_STEP, ADAM_STEP), written=1)
