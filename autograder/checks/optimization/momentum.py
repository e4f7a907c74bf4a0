"""What momentum must do, and how it goes wrong."""

import numpy as np

from autograder.judging.declare import Case, Exercise, Function, Mistake, State, other_defaults

X = np.array([[1.0, -2.0, 0.5], [0.0, 3.0, -1.5]])
GRADIENTS = (
    np.array([[0.5, -1.0, 2.0], [-0.25, 0.0, 4.0]]),
    np.array([[-1.5, 0.5, 1.0], [0.75, -2.0, 0.125]]),
    np.array([[2.0, 1.0, -0.5], [0.5, 1.5, -3.0]]),
)
VELOCITY = np.array([[2.0, -0.5, 0.0], [1.0, -4.0, 0.25]])


def hidden(rng: np.random.Generator) -> tuple[Case, ...]:
    """Fresh numbers, in another shape and with other hyperparameters, for one grading run."""
    shape = tuple(rng.integers(2, 5, size=3))
    x, v, *gradients = rng.normal(size=(6, *shape)).round(3)
    hyperparameters = {"learning_rate": float(rng.uniform(0.05, 0.5)), "rho": float(rng.uniform(0.3, 0.8))}
    return (
        Case(
            "four steps on a three-dimensional array",
            args=(x, gradients[0], State("MomentumState")),
            kwargs=hyperparameters,
            then=tuple(gradients[1:]),
        ),
        Case(
            "one step from a velocity that is already there",
            args=(x, gradients[0], State("MomentumState", {"v": v})),
            kwargs=hyperparameters,
        ),
    )


MOMENTUM_STEP = Function(
    "momentum_step",
    points=2,
    returns=("x", "state"),
    section="optimization/momentum",
    rules=(
        Case(
            "the first velocity is the gradient, and x moves against it",
            args=(np.array([1.0, -2.0]), np.array([0.5, -1.0]), State("MomentumState")),
            kwargs={"learning_rate": 0.1, "rho": 0.5},
            expect=(np.array([0.95, -1.9]), State("MomentumState", {"v": np.array([0.5, -1.0])})),
        ),
        Case(
            "rho of the old velocity is kept and the whole gradient is added",
            args=(np.array([1.0, 1.0]), np.array([1.0, -3.0]), State("MomentumState", {"v": np.array([4.0, 2.0])})),
            kwargs={"learning_rate": 0.25, "rho": 0.5},
            expect=(np.array([0.25, 1.5]), State("MomentumState", {"v": np.array([3.0, -2.0])})),
        ),
        Case(
            "three steps in a row, each from the state that the last one returned",
            args=(X, GRADIENTS[0], State("MomentumState")),
            kwargs={"learning_rate": 0.3, "rho": 0.7},
            then=GRADIENTS[1:],
        ),
        Case(
            "without hyperparameters, learning_rate is 1e-2 and rho is 0.9",
            args=(X, GRADIENTS[1], State("MomentumState", {"v": VELOCITY})),
        ),
        Case(
            "float32 in, float32 out, from the first step on",
            args=(X.astype(np.float32), GRADIENTS[0].astype(np.float32), State("MomentumState")),
            kwargs={"learning_rate": 0.2, "rho": 0.6},
            then=(GRADIENTS[1].astype(np.float32),),
        ),
        Case(
            "float32 in, float32 out, from a velocity that is already there",
            args=(
                X.astype(np.float32),
                GRADIENTS[0].astype(np.float32),
                State("MomentumState", {"v": VELOCITY.astype(np.float32)}),
            ),
            kwargs={"learning_rate": 0.2, "rho": 0.6},
        ),
        Case(
            "a single number has a velocity too",
            args=(np.array(2.0), np.array(-3.0), State("MomentumState", {"v": np.array(1.0)})),
            kwargs={"learning_rate": 0.5, "rho": 0.5},
            expect=(np.array(3.25), State("MomentumState", {"v": np.array(-2.5)})),
        ),
        Case(
            "without gradient and velocity nothing moves, and x is a new array",
            args=(X, np.zeros_like(X), State("MomentumState")),
            kwargs={"learning_rate": 0.2, "rho": 0.7},
            free=True,
        ),
        Case(
            "an empty array stays empty",
            args=(np.zeros((0, 3)), np.zeros((0, 3)), State("MomentumState")),
            kwargs={"learning_rate": 0.1, "rho": 0.9},
            free=True,
        ),
    ),
    hidden=hidden,
    mistakes=(
        Mistake(
            "x itself where nothing moves",
            right="x = x - learning_rate * v",
            wrong="x = x - learning_rate * v if np.any(v) else x",
            hint="Where nothing changes the result is still an array of its own: whoever writes into it would write into the argument.",
        ),
        *(
            Mistake(
                "climbs uphill",
                right=right,
                wrong=wrong,
                hint="The gradient points uphill. On which side of x does the loss get smaller?",
            )
            for right, wrong in (
                ("x = x - learning_rate * v", "x = x + learning_rate * v"),
                (
                    "v = rho * state.v + dx\n    x = x - learning_rate * v",
                    "v = rho * state.v + learning_rate * dx\n    x = x + v",
                ),
                (
                    "v = rho * state.v + dx\n    x = x - learning_rate * v",
                    "v = rho * state.v - learning_rate * dx\n    x = x - v",
                ),
            )
        ),
        *(
            Mistake(
                "the velocity forgets",
                right=right,
                wrong=wrong,
                hint="Without its past the velocity is just the gradient, and this is plain SGD. What should be left of it?",
            )
            for right, wrong in (
                ("v = rho * state.v + dx", "v = dx"),
                ("v = rho * state.v + dx\n    x = x - learning_rate * v", "v = -learning_rate * dx\n    x = x + v"),
            )
        ),
        *(
            Mistake(
                "a running mean instead of a decaying sum",
                right=right,
                wrong=wrong,
                hint="The lecture's words say running mean; its formula adds the whole gradient. Compare the gain of the two.",
            )
            for right, wrong in (
                ("v = rho * state.v + dx", "v = rho * state.v + (1 - rho) * dx"),
                (
                    "v = rho * state.v + dx",
                    "v = dx.copy() if isinstance(state.v, float) else rho * state.v + (1 - rho) * dx",
                ),
                (
                    "v = rho * state.v + dx\n    x = x - learning_rate * v",
                    "v = rho * state.v - (1 - rho) * learning_rate * dx\n    x = x + v",
                ),
                (
                    "v = rho * state.v + dx\n    x = x - learning_rate * v",
                    "v = rho * state.v + (1 - rho) * learning_rate * dx\n    x = x - v",
                ),
            )
        ),
        *(
            Mistake(
                "the learning rate inside the velocity",
                right="v = rho * state.v + dx\n    x = x - learning_rate * v",
                wrong=wrong,
                hint="CS231n's code has the rate inside, too. Here the velocity holds gradients; the rate enters where x moves.",
            )
            for wrong in (
                "v = rho * state.v + learning_rate * dx\n    x = x - v",
                "v = rho * state.v - learning_rate * dx\n    x = x + v",
            )
        ),
        *(
            Mistake(
                "the learning rate applied twice",
                right=right,
                wrong=wrong,
                hint="Count how often the learning rate stands between dx and the new x.",
            )
            for right, wrong in (
                ("v = rho * state.v + dx", "v = rho * state.v + learning_rate * dx"),
                (
                    "v = rho * state.v + dx\n    x = x - learning_rate * v",
                    "v = rho * state.v - learning_rate * dx\n    x = x + learning_rate * v",
                ),
            )
        ),
        Mistake(
            "no learning rate",
            right="x = x - learning_rate * v",
            wrong="x = x - v",
            hint="Try another learning_rate. Does your result change?",
        ),
        Mistake(
            "x follows the gradient, not the velocity",
            right="x = x - learning_rate * v",
            wrong="x = x - learning_rate * dx",
            hint="The velocity is computed, but who uses it? Look again at the second formula.",
        ),
        *(
            Mistake(
                "x follows the old velocity",
                right=right,
                wrong=wrong,
                hint="Mind the time index: the step from t to t + 1 uses the velocity at t + 1.",
            )
            for right, wrong in (
                ("x = x - learning_rate * v", "x = x - learning_rate * state.v"),
                (
                    "v = rho * state.v + dx\n    x = x - learning_rate * v",
                    "v = rho * state.v - learning_rate * dx\n    x = x + state.v",
                ),
            )
        ),
        Mistake(
            "the old state is returned",
            right="return x, MomentumState(v)",
            wrong="return x, state",
            hint="The next step starts from the state that you return. Which velocity does it find there?",
        ),
        *(
            Mistake(
                "the velocity without its MomentumState",
                right="return x, MomentumState(v)",
                wrong=wrong,
                hint="The next step asks your result for `state.v`. What must the second thing that you return be?",
            )
            for wrong in (
                "return x, v",
                "return x, tuple([v])",
            )
        ),
        Mistake(
            "only x is returned",
            right="return x, MomentumState(v)",
            wrong="return x",
            hint="Every rule of this course returns x and its state.",
        ),
        Mistake(
            "rho on the gradient",
            right="v = rho * state.v + dx",
            wrong="v = state.v + rho * dx",
            hint="Rho says how much of the past is kept. What does it multiply in the formula?",
        ),
        *(
            Mistake(
                "rho on the gradient too",
                right=right,
                wrong=wrong,
                hint="Mind the brackets: which of the two terms loses to friction?",
            )
            for right, wrong in (
                ("v = rho * state.v + dx", "v = rho * (state.v + dx)"),
                (
                    "v = rho * state.v + dx\n    x = x - learning_rate * v",
                    "v = rho * (state.v - learning_rate * dx)\n    x = x + v",
                ),
            )
        ),
        Mistake(
            "the weights of an average, exchanged",
            right="v = rho * state.v + dx",
            wrong="v = (1 - rho) * state.v + rho * dx",
            hint="Rho near 1 means a long memory: rho of the old velocity is kept, and the whole gradient is added.",
        ),
        *(
            Mistake(
                "friction taken for rho",
                right=right,
                wrong=wrong,
                hint="Rho near 1 means a long memory. Try rho = 0.9 in your head: how much of the velocity is left?",
            )
            for right, wrong in (
                ("v = rho * state.v + dx", "v = (1 - rho) * state.v + dx"),
                (
                    "v = rho * state.v + dx\n    x = x - learning_rate * v",
                    "v = (1 - rho) * state.v - learning_rate * dx\n    x = x + v",
                ),
            )
        ),
        *(
            Mistake(
                "nothing is lost of the velocity",
                right=right,
                wrong=wrong,
                hint="Without friction a ball never comes to rest. What does rho multiply?",
            )
            for right, wrong in (
                ("v = rho * state.v + dx", "v = state.v + dx"),
                (
                    "v = rho * state.v + dx\n    x = x - learning_rate * v",
                    "v = state.v - learning_rate * dx\n    x = x + v",
                ),
            )
        ),
        Mistake(
            "the gradient subtracted from the velocity",
            right="v = rho * state.v + dx",
            wrong="v = rho * state.v - dx",
            hint="One of the two lines carries a minus sign, and only one. Which is it in the formula?",
        ),
        Mistake(
            "both signs turned",
            right="v = rho * state.v + dx\n    x = x - learning_rate * v",
            wrong="v = rho * state.v - dx\n    x = x + learning_rate * v",
            hint="x moves rightly, but the velocity has the other sign. Here it points where the gradients point.",
        ),
        *(
            Mistake(
                "Nesterov's step",
                right=right,
                wrong=wrong,
                hint="This looks one step ahead, which is the next chapter. Plain momentum takes the velocity as it is.",
            )
            for right, wrong in (
                ("x = x - learning_rate * v", "x = x - learning_rate * (dx + rho * v)"),
                (
                    "v = rho * state.v + dx\n    x = x - learning_rate * v",
                    "v = rho * state.v - learning_rate * dx\n    x = x - rho * state.v + (1 + rho) * v",
                ),
            )
        ),
        Mistake(
            "rho fixed at 0.9",
            right="v = rho * state.v + dx",
            wrong="v = 0.9 * state.v + dx",
            hint="Try another rho. Does your result change?",
        ),
        Mistake(
            "learning_rate fixed at 0.01",
            right="x = x - learning_rate * v",
            wrong="x = x - 0.01 * v",
            hint="Try another learning_rate. Does your result change?",
        ),
        Mistake(
            "x written in place",
            right="x = x - learning_rate * v",
            wrong="x -= learning_rate * v",
            hint="`x -= ...` writes into the caller's array. Which form makes a new one?",
        ),
        Mistake(
            "the velocity written in place",
            right="v = rho * state.v + dx",
            wrong="v = state.v\n    v *= rho\n    v += dx",
            hint="The old state belongs to the caller, who may want to take the step again. Make a new velocity.",
        ),
        Mistake(
            "the velocity written in place",
            right="v = rho * state.v + dx",
            wrong="v = np.asarray(state.v) if np.ndim(state.v) else np.zeros_like(dx)\n    v *= rho\n    v += dx",
            hint="The old state belongs to the caller, who may want to take the step again. Make a new velocity.",
        ),
        Mistake(
            "the gradient itself is the first velocity",
            right="v = rho * state.v + dx",
            wrong="v = dx if isinstance(state.v, float) else rho * state.v + dx",
            hint="Your first velocity is the caller's dx under another name. What becomes of it when the caller writes into dx?",
        ),
        Mistake(
            "the gradient written in place",
            right="v = rho * state.v + dx",
            wrong="dx += rho * state.v\n    v = dx + 0",
            hint="The caller may still need the gradient, to print its length for instance. Leave dx as it was.",
        ),
        Mistake(
            "everything becomes float64",
            right="v = rho * state.v + dx",
            wrong="v = rho * state.v + np.asarray(dx, dtype=float)",
            hint="Which of your operations brings in float64? A Python number leaves float32 as it is; an array or a NumPy number of dtype float64 or int64 does not.",
        ),
        Mistake(
            "the first velocity is float64",
            right="v = rho * state.v + dx",
            wrong="v = rho * (np.zeros(x.shape) + state.v if np.ndim(state.v) == 0 else state.v) + dx",
            hint="Only what comes of the first step is float64. What is your first velocity made of, and which dtype do the parameters have?",
        ),
        *(
            Mistake(
                "only arrays with rows",
                right="v = rho * state.v + dx",
                wrong=wrong,
                hint="Parameters may be a single number, without rows to loop over. NumPy's operators work on any shape.",
            )
            for wrong in (
                "v = np.zeros_like(x) + state.v\n    v = np.array([rho * v[i] + dx[i] for i in range(len(x))]).reshape(x.shape)",
                "v = np.zeros_like(x) + state.v\n    v = np.array([rho * v[i] + dx[i] for i in range(x.shape[0])], x.dtype).reshape(x.shape)",
            )
        ),
        *other_defaults("learning_rate: float = 1e-2", "1e-3", "1e-1", "1.0"),
        *other_defaults("rho: float = 0.9", "0.99", "0.5", "0.0", "0.95"),
    ),
)

EXERCISE = Exercise(functions=(MOMENTUM_STEP,), written=1)
