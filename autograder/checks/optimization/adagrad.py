"""What AdaGrad must do, and how it goes wrong."""

import numpy as np

from autograder.judging.declare import Case, Exercise, Function, Mistake, State, other_defaults

X = np.array([[1.0, -2.0], [0.5, 0.25], [-1.5, 3.0]])
GRADIENTS = (
    np.array([[0.5, -1.0], [2.0, 0.0], [-0.25, 4.0]]),
    np.array([[-1.5, 0.5], [1.0, 0.75], [0.0, 0.125]]),
    np.array([[2.0, 1.0], [-0.5, -3.0], [0.5, 1.5]]),
)


def state(grad_squared: np.ndarray) -> State:
    """A state with a sum of squares in it."""
    return State("AdaGradState", {"grad_squared": grad_squared})


def hidden(rng: np.random.Generator) -> tuple[Case, ...]:
    """Fresh numbers, in another shape and with other hyperparameters, for one grading run."""
    x, *gradients = rng.normal(size=(5, *rng.integers(2, 4, size=3))).round(3)
    hyperparameters = {"learning_rate": float(rng.uniform(0.05, 0.5)), "epsilon": float(rng.uniform(0.05, 0.5))}
    return (
        Case(
            "four steps on a three-dimensional array",
            args=(x, gradients[0], State("AdaGradState")),
            kwargs=hyperparameters,
            then=tuple(gradients[1:]),
        ),
        Case(
            "one step from a sum that is already there",
            args=(x, gradients[0], state(rng.uniform(0.1, 5.0, size=x.shape).round(3))),
            kwargs=hyperparameters,
        ),
    )


ADAGRAD_STEP = Function(
    "adagrad_step",
    points=2,
    returns=("x", "state"),
    section="optimization/adagrad",
    rules=(
        Case(
            "the first step has nearly the same length for a steep and for a gentle slope",
            args=(np.array([1.0, -2.0]), np.array([3.0, -0.5]), State("AdaGradState")),
            kwargs={"learning_rate": 0.5, "epsilon": 1e-9},
            expect=(np.array([0.5 + 0.5e-9 / 3, -1.5 - 1e-9]), state(np.array([9.0, 0.25]))),
        ),
        Case(
            "the square of the gradient is added to the sum, and epsilon to its root",
            # Roots 3 and 5, plus 1: 1 - 0.5 * 2 / 4 and 1 + 0.5 * 3 / 6.
            args=(np.array([1.0, 1.0]), np.array([2.0, -3.0]), state(np.array([5.0, 16.0]))),
            kwargs={"learning_rate": 0.5, "epsilon": 1.0},
            expect=(np.array([0.75, 1.25]), state(np.array([9.0, 25.0]))),
        ),
        Case(
            "three steps in a row, each from the state that the last one returned",
            args=(X, GRADIENTS[0], State("AdaGradState")),
            kwargs={"learning_rate": 0.3, "epsilon": 0.125},
            then=GRADIENTS[1:],
        ),
        Case(
            "a parameter whose gradient is 0 stays where it is, also at the start",
            args=(np.array([1.5, -0.5]), np.array([0.0, 0.0]), state(np.array([0.0, 4.0]))),
            kwargs={"learning_rate": 0.25, "epsilon": 1e-3},
            expect=(np.array([1.5, -0.5]), state(np.array([0.0, 4.0]))),
            free=True,
        ),
        Case(
            "without hyperparameters, learning_rate is 1e-2 and epsilon is 1e-7",
            # Gradients as small as epsilon, so that epsilon shows.
            args=(np.zeros(3), np.array([1e-7, -3e-7, 0.5]), State("AdaGradState")),
        ),
        Case(
            "float32 in, float32 out",
            args=(X[0].astype(np.float32), GRADIENTS[0][0].astype(np.float32), State("AdaGradState")),
            kwargs={"learning_rate": 0.2, "epsilon": 0.01},
            then=(GRADIENTS[1][0].astype(np.float32),),
        ),
        Case(
            "a single number has a sum of squares too",
            args=(np.array(2.0), np.array(-3.0), state(np.array(16.0))),
            kwargs={"learning_rate": 0.5, "epsilon": 1.0},
            expect=(np.array(2.25), state(np.array(25.0))),
        ),
        Case(
            "an empty array stays empty",
            args=(np.zeros((0, 3)), np.zeros((0, 3)), State("AdaGradState")),
            kwargs={"learning_rate": 0.1, "epsilon": 0.01},
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
                hint="The sum holds squares. In which unit must the divisor be, so that the step does not depend on the scale of the loss?",
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
            right="return x, AdaGradState(grad_squared)",
            wrong="return x, state",
            hint="The next step starts from the state that you return. What does it find there?",
        ),
        Mistake(
            "the square root is stored",
            right="return x, AdaGradState(grad_squared)",
            wrong="return x, AdaGradState(np.sqrt(grad_squared))",
            hint="You keep the root, and the next step adds a square to it. What should the state hold?",
        ),
        *(
            Mistake(
                "the array without its AdaGradState",
                right="return x, AdaGradState(grad_squared)",
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
            right="return x, AdaGradState(grad_squared)",
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
            right="grad_squared = state.grad_squared + dx * dx",
            wrong="grad_squared = (np.zeros(x.shape) + state.grad_squared) + dx * dx",
            hint="Which of your operations brings in float64? A Python number leaves float32 as it is; an array or a NumPy number of dtype float64 or int64 does not.",
        ),
        Mistake(
            "only the present gradient counts",
            right="grad_squared = state.grad_squared + dx * dx",
            wrong="grad_squared = dx * dx",
            hint="AdaGrad remembers all gradients. What is left of the earlier ones in your sum?",
        ),
        *(
            Mistake(
                "the gradient is not squared",
                right=right,
                wrong=wrong,
                hint="Gradients of both signs cancel in your sum. What makes them all count?",
            )
            for right, wrong in (
                ("grad_squared = state.grad_squared + dx * dx", "grad_squared = state.grad_squared + dx"),
                (
                    "grad_squared = state.grad_squared + dx * dx\n    x = x - learning_rate * dx / (np.sqrt(grad_squared) + epsilon)",
                    "grad_squared = state.grad_squared + dx\n    x = x - learning_rate * dx / (grad_squared + epsilon)",
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
                ("grad_squared = state.grad_squared + dx * dx", "grad_squared = state.grad_squared + np.abs(dx)"),
                (
                    "grad_squared = state.grad_squared + dx * dx\n    x = x - learning_rate * dx / (np.sqrt(grad_squared) + epsilon)",
                    "grad_squared = state.grad_squared + np.abs(dx)\n    x = x - learning_rate * dx / (grad_squared + epsilon)",
                ),
            )
        ),
        *(
            Mistake(
                "a running mean instead of a sum",
                right="grad_squared = state.grad_squared + dx * dx",
                wrong=wrong,
                hint="That forgets, which is the idea of the next chapter. AdaGrad adds up and never forgets.",
            )
            for wrong in (
                "grad_squared = 0.9 * state.grad_squared + 0.1 * dx * dx",
                "grad_squared = 0.99 * state.grad_squared + 0.01 * dx * dx",
                "grad_squared = 0.999 * state.grad_squared + 0.001 * dx * dx",
                "grad_squared = 0.9 * state.grad_squared + dx * dx",
            )
        ),
        Mistake(
            "half of the old, half of the new",
            right="grad_squared = state.grad_squared + dx * dx",
            wrong="grad_squared = (state.grad_squared + dx * dx) / 2",
            hint="AdaGrad adds up. What do you divide by, and why?",
        ),
        Mistake(
            "the learning rate inside the sum",
            right="grad_squared = state.grad_squared + dx * dx",
            wrong="grad_squared = state.grad_squared + (learning_rate * dx) ** 2",
            hint="The sum is about the gradients alone. Where does the learning rate belong?",
        ),
        Mistake(
            "the squares are subtracted",
            right="grad_squared = state.grad_squared + dx * dx",
            wrong="grad_squared = state.grad_squared - dx * dx",
            hint="A sum of squares can only grow. Can yours become negative?",
        ),
        Mistake(
            "the largest square instead of the sum",
            right="grad_squared = state.grad_squared + dx * dx",
            wrong="grad_squared = np.maximum(state.grad_squared, dx * dx)",
            hint="You keep the largest one. AdaGrad keeps them all, added up.",
        ),
        Mistake(
            "the sum starts at 0.1",
            right="grad_squared = state.grad_squared + dx * dx",
            wrong="grad_squared = (state.grad_squared if np.ndim(state.grad_squared) else state.grad_squared + 0.1) + dx * dx",
            hint="Some libraries start their sum at a small number. Where does the lecture's start?",
        ),
        Mistake(
            "the sum starts at 1",
            right="grad_squared = state.grad_squared + dx * dx",
            wrong="grad_squared = (state.grad_squared if np.ndim(state.grad_squared) else state.grad_squared + 1.0) + dx * dx",
            hint="Some libraries start their sum at a number of their own. Where does the lecture's start?",
        ),
        Mistake(
            "the sum starts at epsilon",
            right="grad_squared = state.grad_squared + dx * dx",
            wrong="grad_squared = (state.grad_squared if np.ndim(state.grad_squared) else state.grad_squared + epsilon) + dx * dx",
            hint="The sum starts at 0; epsilon is for the division alone.",
        ),
        *(
            Mistake(
                "epsilon is kept in the sum",
                right=right,
                wrong=wrong,
                hint="Epsilon enters your sum at every step and stays there. It is for the division alone.",
            )
            for right, wrong in (
                (
                    "grad_squared = state.grad_squared + dx * dx",
                    "grad_squared = state.grad_squared + dx * dx + epsilon",
                ),
                (
                    "grad_squared = state.grad_squared + dx * dx\n    x = x - learning_rate * dx / (np.sqrt(grad_squared) + epsilon)",
                    "grad_squared = state.grad_squared + dx * dx + epsilon\n    x = x - learning_rate * dx / np.sqrt(grad_squared)",
                ),
            )
        ),
        *(
            Mistake(
                "one sum for all parameters",
                right="grad_squared = state.grad_squared + dx * dx",
                wrong=wrong,
                hint="Every parameter keeps a sum of its own.",
            )
            for wrong in (
                "grad_squared = state.grad_squared + np.full_like(dx, np.sum(dx * dx))",
                "grad_squared = state.grad_squared + np.sum(dx * dx)",
                "grad_squared = state.grad_squared + np.mean(dx * dx)",
                "grad_squared = state.grad_squared + np.full_like(dx, np.mean(dx * dx))",
            )
        ),
        Mistake(
            "the sum written in place",
            right="grad_squared = state.grad_squared + dx * dx",
            wrong="grad_squared = np.asarray(state.grad_squared) if np.ndim(state.grad_squared) else np.zeros_like(dx)\n    grad_squared += dx * dx",
            hint="The old state belongs to the caller, who may want to take the step again. Make a new sum.",
        ),
        *other_defaults("learning_rate: float = 1e-2", "1e-3", "1e-1", "1.0"),
        *other_defaults("epsilon: float = 1e-7", "1e-8", "1e-10", "1e-6", "1e-5", "0.0"),
    ),
)

EXERCISE = Exercise(functions=(ADAGRAD_STEP,), written=1)
