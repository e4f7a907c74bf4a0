"""What RMSProp must do, and how it goes wrong."""

import numpy as np

from autograder.judging.declare import Case, Exercise, Function, Mistake, State, other_defaults

X = np.array([[1.0, -2.0], [0.5, 0.25], [-1.5, 3.0]])
GRADIENTS = (
    np.array([[0.5, -1.0], [2.0, 0.0], [-0.25, 4.0]]),
    np.array([[-1.5, 0.5], [1.0, 0.75], [0.0, 0.125]]),
    np.array([[2.0, 1.0], [-0.5, -3.0], [0.5, 1.5]]),
)


def state(grad_squared: np.ndarray) -> State:
    """A state with an average in it."""
    return State("RMSPropState", {"grad_squared": grad_squared})


def hidden(rng: np.random.Generator) -> tuple[Case, ...]:
    """Fresh numbers, in another shape and with other hyperparameters, for one grading run."""
    x, *gradients = rng.normal(size=(5, *rng.integers(2, 4, size=3))).round(3)
    hyperparameters = {
        "learning_rate": float(rng.uniform(0.05, 0.5)),
        "decay_rate": float(rng.uniform(0.55, 0.85)),
        "epsilon": float(rng.uniform(0.05, 0.5)),
    }
    return (
        Case(
            "four steps on a three-dimensional array",
            args=(x, gradients[0], State("RMSPropState")),
            kwargs=hyperparameters,
            then=tuple(gradients[1:]),
        ),
        Case(
            "one step from an average that is already there",
            args=(x, gradients[0], state(rng.uniform(0.1, 5.0, size=x.shape).round(3))),
            kwargs=hyperparameters,
        ),
    )


RMSPROP_STEP = Function(
    "rmsprop_step",
    points=2,
    returns=("x", "state"),
    section="optimization/rmsprop",
    rules=(
        Case(
            "the first square enters the average with the weight 1 - decay_rate",
            # 0.25 [16, 4] = [4, 1], roots 2 and 1, plus 1: 1 - 0.75 * 4 / 3 and -2 + 0.75 * 2 / 2.
            args=(np.array([1.0, -2.0]), np.array([4.0, -2.0]), State("RMSPropState")),
            kwargs={"learning_rate": 0.75, "decay_rate": 0.75, "epsilon": 1.0},
            expect=(np.array([0.0, -1.25]), state(np.array([4.0, 1.0]))),
        ),
        Case(
            "decay_rate of the old average is kept, and epsilon is added to the root",
            # 0.75 [32 / 3, 20] + 0.25 [4, 4] = [9, 16]: roots 3 and 4, plus 1.
            args=(np.array([1.0, 1.0]), np.array([2.0, -2.0]), state(np.array([32.0 / 3, 20.0]))),
            kwargs={"learning_rate": 0.5, "decay_rate": 0.75, "epsilon": 1.0},
            expect=(np.array([0.75, 1.2]), state(np.array([9.0, 16.0]))),
        ),
        Case(
            "three steps in a row, each from the state that the last one returned",
            args=(X, GRADIENTS[0], State("RMSPropState")),
            kwargs={"learning_rate": 0.3, "decay_rate": 0.6, "epsilon": 0.125},
            then=GRADIENTS[1:],
        ),
        Case(
            "a parameter whose gradient is 0 stays where it is, and its average fades",
            args=(np.array([1.5, -0.5]), np.array([0.0, 0.0]), state(np.array([0.0, 4.0]))),
            kwargs={"learning_rate": 0.25, "decay_rate": 0.75, "epsilon": 1e-3},
            expect=(np.array([1.5, -0.5]), state(np.array([0.0, 3.0]))),
        ),
        Case(
            "without hyperparameters, learning_rate is 1e-2, decay_rate is 0.99 and epsilon is 1e-7",
            # Gradients as small as epsilon, so that epsilon shows.
            args=(np.zeros(3), np.array([1e-6, -3e-7, 0.5]), state(np.array([1e-14, 0.0, 2.0]))),
        ),
        Case(
            "float32 in, float32 out",
            args=(X[0].astype(np.float32), GRADIENTS[0][0].astype(np.float32), State("RMSPropState")),
            kwargs={"learning_rate": 0.2, "decay_rate": 0.8, "epsilon": 0.01},
            then=(GRADIENTS[1][0].astype(np.float32),),
        ),
        Case(
            "a single number has an average too",
            args=(np.array(2.0), np.array(-4.0), state(np.array(16.0))),
            kwargs={"learning_rate": 0.5, "decay_rate": 0.25, "epsilon": 1.0},
            expect=(np.array(2.4), state(np.array(16.0))),
        ),
        Case(
            "an empty array stays empty",
            args=(np.zeros((0, 3)), np.zeros((0, 3)), State("RMSPropState")),
            kwargs={"learning_rate": 0.1, "decay_rate": 0.8, "epsilon": 0.01},
            free=True,
        ),
    ),
    hidden=hidden,
    mistakes=(
        Mistake(
            "climbs uphill",
            right="x = x - learning_rate * dx / (np.sqrt(grad_squared) + epsilon)",
            wrong="x = x + learning_rate * dx / (np.sqrt(grad_squared) + epsilon)",
            hint="The gradient points uphill. On which side of x does the loss get smaller?",
        ),
        *(
            Mistake(
                "no square root",
                right="x = x - learning_rate * dx / (np.sqrt(grad_squared) + epsilon)",
                wrong=wrong,
                hint="The average holds squares. In which unit must the divisor be, so that the step does not depend on the scale of the loss?",
            )
            for wrong in (
                "x = x - learning_rate * dx / (grad_squared + epsilon)",
                "x = x - learning_rate * dx / grad_squared",
            )
        ),
        *(
            Mistake(
                "epsilon inside the square root",
                right="x = x - learning_rate * dx / (np.sqrt(grad_squared) + epsilon)",
                wrong=wrong,
                hint="A small number under a root is not so small any more. Where does the formula add epsilon?",
            )
            for wrong in (
                "x = x - learning_rate * dx / np.sqrt(grad_squared + epsilon)",
                "x = x - learning_rate * dx / np.sqrt(grad_squared + 1e-6)",
                "x = x - learning_rate * dx / np.sqrt(grad_squared + 1e-7)",
                "x = x - learning_rate * dx / np.sqrt(grad_squared + 1e-8)",
                "x = x - learning_rate * dx / (np.sqrt(grad_squared + epsilon) + epsilon)",
            )
        ),
        Mistake(
            "epsilon squared inside the square root",
            right="x = x - learning_rate * dx / (np.sqrt(grad_squared) + epsilon)",
            wrong="x = x - learning_rate * dx / np.sqrt(grad_squared + epsilon**2)",
            hint="Where the gradients are 0 this gives the same. Where they are not, the root of a sum is less than the sum of the roots.",
        ),
        Mistake(
            "no epsilon",
            right="x = x - learning_rate * dx / (np.sqrt(grad_squared) + epsilon)",
            wrong="x = x - learning_rate * dx / np.sqrt(grad_squared)",
            hint="The divisor is the root plus epsilon, whether the root is 0 or not. What happens to a parameter whose gradients were all 0 so far?",
        ),
        Mistake(
            "epsilon only in an emergency",
            right="x = x - learning_rate * dx / (np.sqrt(grad_squared) + epsilon)",
            wrong="root = np.sqrt(grad_squared)\n    x = x - learning_rate * dx / np.where(root == 0, 1, root).astype(x.dtype)",
            hint="Epsilon is always there, not only in an emergency. Which operation joins it to the root in the formula?",
        ),
        Mistake(
            "epsilon only in an emergency",
            right="x = x - learning_rate * dx / (np.sqrt(grad_squared) + epsilon)",
            wrong="x = x - learning_rate * dx / np.maximum(np.sqrt(grad_squared), epsilon)",
            hint="Epsilon is always there, not only in an emergency. Which operation joins it to the root in the formula?",
        ),
        Mistake(
            "epsilon subtracted",
            right="x = x - learning_rate * dx / (np.sqrt(grad_squared) + epsilon)",
            wrong="x = x - learning_rate * dx / (np.sqrt(grad_squared) - epsilon)",
            hint="With your sign the divisor can become 0. Should epsilon make it larger or smaller?",
        ),
        *(
            Mistake(
                "epsilon outside the fraction",
                right="x = x - learning_rate * dx / (np.sqrt(grad_squared) + epsilon)",
                wrong=wrong,
                hint="Mind the brackets: a division comes before a sum. What should epsilon be added to?",
            )
            for wrong in (
                "x = x - learning_rate * dx / np.sqrt(grad_squared) + epsilon",
                "x = x - (learning_rate * dx / np.sqrt(grad_squared) + epsilon)",
                "x = x - (learning_rate / np.sqrt(grad_squared) + epsilon) * dx",
            )
        ),
        *(
            Mistake(
                "one rate for all parameters",
                right="x = x - learning_rate * dx / (np.sqrt(grad_squared) + epsilon)",
                wrong=wrong,
                hint="Your divisor is one number. What should a parameter with small gradients have to do with its neighbour's large ones?",
            )
            for wrong in (
                "x = x - learning_rate * dx / (np.sqrt(np.sum(grad_squared)) + epsilon)",
                "x = x - learning_rate * dx / (np.sqrt(np.mean(grad_squared)) + epsilon)",
                "x = x - learning_rate * dx / (np.max(np.sqrt(grad_squared), initial=0) + epsilon)",
            )
        ),
        Mistake(
            "one rate a row",
            right="x = x - learning_rate * dx / (np.sqrt(grad_squared) + epsilon)",
            wrong="x = x - learning_rate * dx / (np.sqrt(np.sum(grad_squared, axis=-1, keepdims=True) if grad_squared.ndim else grad_squared) + epsilon)",
            hint="You sum along an axis. Every parameter has a divisor of its own, whatever the shape.",
        ),
        *(
            Mistake(
                "x moves by the old divisor",
                right="x = x - learning_rate * dx / (np.sqrt(grad_squared) + epsilon)",
                wrong=wrong,
                hint="Mind the order: the gradient of this step counts in the divisor of this step.",
            )
            for wrong in (
                "x = x - learning_rate * dx / (np.sqrt(state.grad_squared) + epsilon)",
                "x = x - learning_rate * dx / np.sqrt(state.grad_squared + epsilon)",
            )
        ),
        Mistake(
            "only the gradient's sign is used",
            right="x = x - learning_rate * dx / (np.sqrt(grad_squared) + epsilon)",
            wrong="x = x - learning_rate * np.sign(dx)",
            hint="Your step has the same length for ever. Where does the divisor come in?",
        ),
        Mistake(
            "the divisor is computed, but not used",
            right="x = x - learning_rate * dx / (np.sqrt(grad_squared) + epsilon)",
            wrong="x = x - learning_rate * dx",
            hint="This is plain SGD. Who uses grad_squared?",
        ),
        Mistake(
            "a product instead of a quotient",
            right="x = x - learning_rate * dx / (np.sqrt(grad_squared) + epsilon)",
            wrong="x = x - learning_rate * dx * (np.sqrt(grad_squared) + epsilon)",
            hint="Should a parameter with large gradients take longer steps or shorter ones?",
        ),
        Mistake(
            "the gradient's size instead of the gradient",
            right="x = x - learning_rate * dx / (np.sqrt(grad_squared) + epsilon)",
            wrong="x = x - learning_rate * np.abs(dx) / (np.sqrt(grad_squared) + epsilon)",
            hint="Try a negative gradient: to which side does x go?",
        ),
        Mistake(
            "the learning rate applied twice",
            right="x = x - learning_rate * dx / (np.sqrt(grad_squared) + epsilon)",
            wrong="x = x - learning_rate * learning_rate * dx / (np.sqrt(grad_squared) + epsilon)",
            hint="Count how often the learning rate stands between dx and the new x.",
        ),
        Mistake(
            "the learning rate below the fraction bar",
            right="x = x - learning_rate * dx / (np.sqrt(grad_squared) + epsilon)",
            wrong="x = x - dx / (learning_rate * np.sqrt(grad_squared) + epsilon)",
            hint="A larger learning rate should make a longer step. Does it?",
        ),
        Mistake(
            "no learning rate",
            right="x = x - learning_rate * dx / (np.sqrt(grad_squared) + epsilon)",
            wrong="x = x - dx / (np.sqrt(grad_squared) + epsilon)",
            hint="Try another learning_rate. Does your result change?",
        ),
        Mistake(
            "the gradient squared in the step",
            right="x = x - learning_rate * dx / (np.sqrt(grad_squared) + epsilon)",
            wrong="x = x - learning_rate * dx * dx / (np.sqrt(grad_squared) + epsilon)",
            hint="The square belongs in the divisor only. What stands above the line?",
        ),
        Mistake(
            "the old state is returned",
            right="return x, RMSPropState(grad_squared)",
            wrong="return x, state",
            hint="The next step starts from the state that you return. What does it find there?",
        ),
        Mistake(
            "the square root is stored",
            right="return x, RMSPropState(grad_squared)",
            wrong="return x, RMSPropState(np.sqrt(grad_squared))",
            hint="You keep the root, and the next step mixes a square into it. What should the state hold?",
        ),
        *(
            Mistake(
                "the array without its RMSPropState",
                right="return x, RMSPropState(grad_squared)",
                wrong=wrong,
                hint="The next step asks your result for `state.grad_squared`. What must the second thing that you return be?",
            )
            for wrong in (
                "return x, grad_squared",
                "return x, tuple([grad_squared])",
            )
        ),
        Mistake(
            "only x is returned",
            right="return x, RMSPropState(grad_squared)",
            wrong="return x",
            hint="Every rule of this course returns x and its state.",
        ),
        Mistake(
            "learning_rate fixed at 0.01",
            right="x = x - learning_rate * dx / (np.sqrt(grad_squared) + epsilon)",
            wrong="x = x - 0.01 * dx / (np.sqrt(grad_squared) + epsilon)",
            hint="Try another learning_rate. Does your result change?",
        ),
        *(
            Mistake(
                "epsilon is fixed",
                right="x = x - learning_rate * dx / (np.sqrt(grad_squared) + epsilon)",
                wrong=wrong,
                hint="The argument epsilon says how large it is. Try a large one, such as 1: does your result change?",
            )
            for wrong in (
                "x = x - learning_rate * dx / (np.sqrt(grad_squared) + 1e-7)",
                "x = x - learning_rate * dx / (np.sqrt(grad_squared) + 1e-8)",
                "x = x - learning_rate * dx / (np.sqrt(grad_squared) + 1e-5)",
                "x = x - learning_rate * dx / (np.sqrt(grad_squared) + 1e-6)",
                "x = x - learning_rate * dx / (np.sqrt(grad_squared) + 1e-10)",
            )
        ),
        Mistake(
            "x written in place",
            right="x = x - learning_rate * dx / (np.sqrt(grad_squared) + epsilon)",
            wrong="x -= learning_rate * dx / (np.sqrt(grad_squared) + epsilon)",
            hint="`x -= ...` writes into the caller's array. Which form makes a new one?",
        ),
        Mistake(
            "the gradient written in place",
            right="x = x - learning_rate * dx / (np.sqrt(grad_squared) + epsilon)",
            wrong="dx *= learning_rate\n    x = x - dx / (np.sqrt(grad_squared) + epsilon)",
            hint="The caller may still need the gradient, to print its length for instance. Leave dx as it was.",
        ),
        Mistake(
            "the root written in place",
            right="x = x - learning_rate * dx / (np.sqrt(grad_squared) + epsilon)",
            wrong="root = np.asarray(grad_squared)\n    root **= 0.5\n    x = x - learning_rate * dx / (root + epsilon)",
            hint="A second name for an array is no second array. What does the state hold after you took the root in place?",
        ),
        *(
            Mistake(
                "only arrays with rows",
                right="x = x - learning_rate * dx / (np.sqrt(grad_squared) + epsilon)",
                wrong=wrong,
                hint="Parameters may be a single number, without rows to loop over. NumPy's operators work on any shape.",
            )
            for wrong in (
                "rate = learning_rate / (np.sqrt(grad_squared) + epsilon)\n    x = np.array([x[i] - rate[i] * dx[i] for i in range(len(x))], x.dtype).reshape(x.shape)",
                "rate = learning_rate / (np.sqrt(grad_squared) + epsilon)\n    x = np.array([x[i] - rate[i] * dx[i] for i in range(x.shape[0])], x.dtype).reshape(x.shape)",
            )
        ),
        Mistake(
            "everything becomes float64",
            right="grad_squared = decay_rate * state.grad_squared + (1 - decay_rate) * dx * dx",
            wrong="grad_squared = decay_rate * (np.zeros(x.shape) + state.grad_squared) + (1 - decay_rate) * dx * dx",
            hint="Which of your operations brings in float64? A Python number leaves float32 as it is; an array or a NumPy number of dtype float64 or int64 does not.",
        ),
        Mistake(
            "only the present gradient counts",
            right="grad_squared = decay_rate * state.grad_squared + (1 - decay_rate) * dx * dx",
            wrong="grad_squared = dx * dx",
            hint="What is left of the earlier gradients in your average?",
        ),
        Mistake(
            "AdaGrad's sum",
            right="grad_squared = decay_rate * state.grad_squared + (1 - decay_rate) * dx * dx",
            wrong="grad_squared = state.grad_squared + dx * dx",
            hint="Your sum never forgets, so the rate dies out. What does decay_rate do to the old average?",
        ),
        Mistake(
            "the new square at full weight",
            right="grad_squared = decay_rate * state.grad_squared + (1 - decay_rate) * dx * dx",
            wrong="grad_squared = decay_rate * state.grad_squared + dx * dx",
            hint="With the same gradient for ever, an average should settle at its square. At what does yours settle?",
        ),
        Mistake(
            "the old average at full weight",
            right="grad_squared = decay_rate * state.grad_squared + (1 - decay_rate) * dx * dx",
            wrong="grad_squared = state.grad_squared + (1 - decay_rate) * dx * dx",
            hint="Your average can only grow. What should be left of the old one after a step?",
        ),
        Mistake(
            "the two weights exchanged",
            right="grad_squared = decay_rate * state.grad_squared + (1 - decay_rate) * dx * dx",
            wrong="grad_squared = (1 - decay_rate) * state.grad_squared + decay_rate * dx * dx",
            hint="A decay_rate near 1 means a long memory. How much of the old average do you keep with 0.99?",
        ),
        *(
            Mistake(
                "the gradient is not squared",
                right=right,
                wrong=wrong,
                hint="Gradients of both signs cancel in your average. What makes them all count?",
            )
            for right, wrong in (
                (
                    "grad_squared = decay_rate * state.grad_squared + (1 - decay_rate) * dx * dx",
                    "grad_squared = decay_rate * state.grad_squared + (1 - decay_rate) * dx",
                ),
                (
                    "grad_squared = decay_rate * state.grad_squared + (1 - decay_rate) * dx * dx\n    x = x - learning_rate * dx / (np.sqrt(grad_squared) + epsilon)",
                    "grad_squared = decay_rate * state.grad_squared + (1 - decay_rate) * dx\n    x = x - learning_rate * dx / (grad_squared + epsilon)",
                ),
            )
        ),
        *(
            Mistake(
                "the size of the gradient instead of its square",
                right=right,
                wrong=wrong,
                hint="Nothing cancels, but sizes instead of squares make another divisor, with a root or without. What does the formula collect?",
            )
            for right, wrong in (
                (
                    "grad_squared = decay_rate * state.grad_squared + (1 - decay_rate) * dx * dx",
                    "grad_squared = decay_rate * state.grad_squared + (1 - decay_rate) * np.abs(dx)",
                ),
                (
                    "grad_squared = decay_rate * state.grad_squared + (1 - decay_rate) * dx * dx\n    x = x - learning_rate * dx / (np.sqrt(grad_squared) + epsilon)",
                    "grad_squared = decay_rate * state.grad_squared + (1 - decay_rate) * np.abs(dx)\n    x = x - learning_rate * dx / (grad_squared + epsilon)",
                ),
            )
        ),
        Mistake(
            "the weight is squared too",
            right="grad_squared = decay_rate * state.grad_squared + (1 - decay_rate) * dx * dx",
            wrong="grad_squared = decay_rate * state.grad_squared + ((1 - decay_rate) * dx) ** 2",
            hint="Mind the brackets: what exactly should be squared?",
        ),
        Mistake(
            "the square of an average",
            right="grad_squared = decay_rate * state.grad_squared + (1 - decay_rate) * dx * dx",
            wrong="grad_squared = (decay_rate * np.sqrt(state.grad_squared) + (1 - decay_rate) * dx) ** 2",
            hint="You average first and square then. Which of the two comes first in the formula?",
        ),
        Mistake(
            "both terms weighted alike",
            right="grad_squared = decay_rate * state.grad_squared + (1 - decay_rate) * dx * dx",
            wrong="grad_squared = decay_rate * (state.grad_squared + dx * dx)",
            hint="The weights of old and new must add up to 1. Do yours?",
        ),
        Mistake(
            "the learning rate inside the average",
            right="grad_squared = decay_rate * state.grad_squared + (1 - decay_rate) * dx * dx",
            wrong="grad_squared = decay_rate * state.grad_squared + (1 - decay_rate) * (learning_rate * dx) ** 2",
            hint="The average is about the gradients alone. Where does the learning rate belong?",
        ),
        Mistake(
            "the largest square instead of an average",
            right="grad_squared = decay_rate * state.grad_squared + (1 - decay_rate) * dx * dx",
            wrong="grad_squared = np.maximum(decay_rate * state.grad_squared, dx * dx)",
            hint="You keep the larger of two. An average mixes them.",
        ),
        *(
            Mistake(
                "epsilon is kept in the average",
                right=right,
                wrong=wrong,
                hint="Epsilon enters your average at every step and stays there. It is for the division alone.",
            )
            for right, wrong in (
                (
                    "grad_squared = decay_rate * state.grad_squared + (1 - decay_rate) * dx * dx\n    x = x - learning_rate * dx / (np.sqrt(grad_squared) + epsilon)",
                    "grad_squared = decay_rate * state.grad_squared + (1 - decay_rate) * dx * dx + epsilon\n    x = x - learning_rate * dx / np.sqrt(grad_squared)",
                ),
                (
                    "grad_squared = decay_rate * state.grad_squared + (1 - decay_rate) * dx * dx",
                    "grad_squared = decay_rate * state.grad_squared + (1 - decay_rate) * dx * dx + epsilon",
                ),
            )
        ),
        Mistake(
            "the average starts at the first square",
            right="grad_squared = decay_rate * state.grad_squared + (1 - decay_rate) * dx * dx",
            wrong="grad_squared = decay_rate * state.grad_squared + (1 - decay_rate if np.ndim(state.grad_squared) else 1) * dx * dx",
            hint="You treat the first step in another way. In the lecture the average starts at 0 and every step is alike.",
        ),
        Mistake(
            "the average starts at 1",
            right="grad_squared = decay_rate * state.grad_squared + (1 - decay_rate) * dx * dx",
            wrong="grad_squared = decay_rate * (state.grad_squared if np.ndim(state.grad_squared) else state.grad_squared + 1) + (1 - decay_rate) * dx * dx",
            hint="Some libraries start the average at 1. Where does the lecture's start?",
        ),
        Mistake(
            "the average's own start is corrected",
            right="x = x - learning_rate * dx / (np.sqrt(grad_squared) + epsilon)",
            wrong="x = x - learning_rate * dx / (np.sqrt(grad_squared if np.ndim(state.grad_squared) else grad_squared / (1 - decay_rate)) + epsilon)",
            hint="Correcting for the start at 0 is Adam's idea, two chapters on. RMSProp takes the average as it is.",
        ),
        *(
            Mistake(
                "the spread around the mean gradient",
                right="x = x - learning_rate * dx / (np.sqrt(grad_squared) + epsilon)",
                wrong=wrong,
                hint="Subtracting a mean is the centred variant. This rule takes the squares as they are.",
            )
            for wrong in (
                "x = x - learning_rate * dx / (np.sqrt(np.abs(grad_squared - ((1 - decay_rate) * dx) ** 2)) + epsilon)",
                "x = x - learning_rate * dx / np.sqrt(np.abs(grad_squared - ((1 - decay_rate) * dx) ** 2) + epsilon)",
            )
        ),
        *(
            Mistake(
                "one average for all parameters",
                right="grad_squared = decay_rate * state.grad_squared + (1 - decay_rate) * dx * dx",
                wrong=wrong,
                hint="Every parameter keeps an average of its own.",
            )
            for wrong in (
                "grad_squared = decay_rate * state.grad_squared + (1 - decay_rate) * np.full_like(dx, np.sum(dx * dx))",
                "grad_squared = decay_rate * state.grad_squared + (1 - decay_rate) * np.sum(dx * dx)",
                "grad_squared = decay_rate * state.grad_squared + (1 - decay_rate) * np.mean(dx * dx)",
                "grad_squared = decay_rate * state.grad_squared + (1 - decay_rate) * np.full_like(dx, np.mean(dx * dx))",
                "grad_squared = decay_rate * state.grad_squared + (1 - decay_rate) * np.full_like(dx, np.linalg.norm(dx))",
            )
        ),
        Mistake(
            "decay_rate fixed at 0.99",
            right="grad_squared = decay_rate * state.grad_squared + (1 - decay_rate) * dx * dx",
            wrong="grad_squared = 0.99 * state.grad_squared + 0.01 * dx * dx",
            hint="Try another decay_rate. Does your result change?",
        ),
        Mistake(
            "decay_rate fixed at 0.9",
            right="grad_squared = decay_rate * state.grad_squared + (1 - decay_rate) * dx * dx",
            wrong="grad_squared = 0.9 * state.grad_squared + 0.1 * dx * dx",
            hint="The argument decay_rate says how much is kept. Does your result change when it does?",
        ),
        Mistake(
            "the average written in place",
            right="grad_squared = decay_rate * state.grad_squared + (1 - decay_rate) * dx * dx",
            wrong="grad_squared = np.asarray(state.grad_squared) if np.ndim(state.grad_squared) else np.zeros_like(dx)\n    grad_squared *= decay_rate\n    grad_squared += (1 - decay_rate) * dx * dx",
            hint="The old state belongs to the caller, who may want to take the step again. Make a new average.",
        ),
        *other_defaults("learning_rate: float = 1e-2", "1e-3", "1e-1", "1.0"),
        *other_defaults("decay_rate: float = 0.99", "0.9", "0.95", "0.999"),
        *other_defaults("epsilon: float = 1e-7", "1e-8", "1e-10", "1e-6", "1e-5", "0.0"),
    ),
)

EXERCISE = Exercise(functions=(RMSPROP_STEP,), written=1)
