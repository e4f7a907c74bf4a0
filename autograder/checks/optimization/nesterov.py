"""What Nesterov momentum must do in its two forms, and how it goes wrong."""

import numpy as np

from autograder.judging.declare import Case, Exercise, Function, Given, Mistake, State, other_defaults

X = np.array([[1.0, -2.0, 0.5], [0.25, 1.5, -1.0]])
VELOCITY = np.array([[0.5, -0.25, 1.0], [-0.75, 0.125, 2.0]])
GRADIENTS = (
    np.array([[0.5, -1.0, 2.0], [-0.25, 0.0, 4.0]]),
    np.array([[-1.5, 0.5, 1.0], [0.75, -2.0, 0.125]]),
    np.array([[2.0, 1.0, -0.5], [0.5, 1.5, -3.0]]),
)
# Its gradient is no linear function of the point, so that the point at which it is taken shows.
BOWL = Given("quartic_gradient", {"curvature": 0.5, "tilt": -0.25}, counted=True)
VALLEY = Given("quartic_gradient", {"curvature": np.array([[0.5], [0.25]]), "tilt": 0.75}, counted=True)


def state(v: np.ndarray) -> State:
    """A state with a velocity in it."""
    return State("NesterovState", {"v": v})


def hyperparameters(rng: np.random.Generator) -> dict[str, float]:
    """Fresh hyperparameters, away from the defaults."""
    return {"learning_rate": float(rng.uniform(0.05, 0.3)), "rho": float(rng.uniform(0.3, 0.8))}


def hidden_lookahead_steps(rng: np.random.Generator) -> tuple[Case, ...]:
    """Fresh numbers and another loss, for one grading run."""
    shape = tuple(rng.integers(2, 4, size=3))
    x, v = rng.uniform(-1.5, 1.5, size=(2, *shape)).round(3)
    constants = {"curvature": rng.uniform(0.2, 0.8, size=shape).round(3), "tilt": float(rng.uniform(0.1, 0.9))}
    loss = Given("quartic_gradient", constants, counted=True)
    return (
        Case(
            "three steps on a three-dimensional array",
            args=(x, loss, State("NesterovState")),
            kwargs=hyperparameters(rng),
            then=(loss, loss),
        ),
        Case(
            "one step from a velocity that is already there",
            args=(x, loss, state(v)),
            kwargs=hyperparameters(rng),
        ),
    )


NESTEROV_LOOKAHEAD_STEP = Function(
    "nesterov_lookahead_step",
    points=2,
    returns=("x", "state"),
    section="optimization/nesterov",
    rules=(
        Case(
            "without a velocity, the step is learning_rate times the gradient at x, downhill",
            args=(
                np.array([2.0, -1.0]),
                Given("quadratic_gradient", {"curvature": np.array([1.0, 4.0])}),
                State("NesterovState"),
            ),
            kwargs={"learning_rate": 0.25, "rho": 0.5},
            expect=(np.array([1.5, 0.0]), state(np.array([-0.5, 1.0]))),
        ),
        Case(
            "with a velocity, the gradient is taken at x + rho v",
            # The point ahead is [3, 0.5], the gradient there [3, 2].
            args=(
                np.array([2.0, 1.0]),
                Given("quadratic_gradient", {"curvature": np.array([1.0, 4.0])}),
                state(np.array([2.0, -1.0])),
            ),
            kwargs={"learning_rate": 0.25, "rho": 0.5},
            expect=(np.array([2.25, 0.0]), state(np.array([0.25, -1.0]))),
        ),
        Case(
            "compute_gradient is called exactly once a step, at the point ahead",
            args=(X, VALLEY, state(VELOCITY)),
            kwargs={"learning_rate": 0.2, "rho": 0.7},
        ),
        Case(
            "three steps in a row, each from the state that the last one returned",
            args=(X[:, 1:2], VALLEY, State("NesterovState")),
            kwargs={"learning_rate": 0.15, "rho": 0.6},
            then=(VALLEY, VALLEY),
        ),
        Case(
            "without hyperparameters, learning_rate is 1e-2 and rho is 0.9",
            args=(X[0, :2], BOWL, state(VELOCITY[0, :2])),
        ),
        Case(
            "float32 in, float32 out",
            args=(X[1, :2].astype(np.float32), BOWL, State("NesterovState")),
            kwargs={"learning_rate": 0.2, "rho": 0.6},
            then=(BOWL,),
        ),
        Case(
            "a single number has a velocity too",
            # The point ahead is 1, the gradient there 3.
            args=(np.array(2.0), Given("quadratic_gradient", {"curvature": 3.0}), state(np.array(-2.0))),
            kwargs={"learning_rate": 0.5, "rho": 0.5},
            expect=(np.array(-0.5), state(np.array(-2.5))),
        ),
        Case(
            "an empty array stays empty",
            args=(np.zeros((0, 3)), BOWL, State("NesterovState")),
            kwargs={"learning_rate": 0.1, "rho": 0.8},
            free=True,
        ),
    ),
    hidden=hidden_lookahead_steps,
    mistakes=(
        Mistake(
            "rho squared in the look ahead",
            right="dx = compute_gradient(x + rho * state.v)",
            wrong="dx = compute_gradient(x + rho * rho * state.v)",
            hint="How often does rho multiply the velocity before the gradient is taken?",
        ),
        *(
            Mistake(
                "the gradient at x instead of ahead",
                right=right,
                wrong=wrong,
                hint="Nesterov asks for the slope at another place than x: where will the velocity carry it?",
            )
            for right, wrong in (
                ("dx = compute_gradient(x + rho * state.v)", "dx = compute_gradient(x)"),
                (
                    "dx = compute_gradient(x + rho * state.v)\n    v = rho * state.v - learning_rate * dx\n    x = x + v",
                    "dx = compute_gradient(x)\n    v = rho * state.v - learning_rate * dx\n    x = x - rho * state.v + (1 + rho) * v",
                ),
                (
                    "dx = compute_gradient(x + rho * state.v)\n    v = rho * state.v - learning_rate * dx\n    x = x + v",
                    "dx = compute_gradient(x)\n    v = rho * state.v + dx\n    x = x - learning_rate * (dx + rho * v)",
                ),
                (
                    "dx = compute_gradient(x + rho * state.v)\n    v = rho * state.v - learning_rate * dx\n    x = x + v",
                    "dx = compute_gradient(x)\n    v = rho * state.v + dx\n    x = x - learning_rate * v",
                ),
                (
                    "dx = compute_gradient(x + rho * state.v)\n    v = rho * state.v - learning_rate * dx\n    x = x + v",
                    "dx = compute_gradient(x)\n    v = rho * state.v + learning_rate * dx\n    x = x - v",
                ),
            )
        ),
        Mistake(
            "looks ahead by the whole velocity",
            right="dx = compute_gradient(x + rho * state.v)",
            wrong="dx = compute_gradient(x + state.v)",
            hint="Part of the velocity is lost to friction before x moves. How much of it is left?",
        ),
        Mistake(
            "looks back instead of ahead",
            right="dx = compute_gradient(x + rho * state.v)",
            wrong="dx = compute_gradient(x - rho * state.v)",
            hint="In this form x moves by adding the velocity. On which side of x does the next point lie?",
        ),
        *(
            Mistake(
                "looks ahead as if the velocity held gradients",
                right="dx = compute_gradient(x + rho * state.v)",
                wrong=wrong,
                hint="The learning rate and the minus sign are already inside this velocity. What is left to do to look ahead?",
            )
            for wrong in (
                "dx = compute_gradient(x - learning_rate * rho * state.v)",
                "dx = compute_gradient(x + learning_rate * rho * state.v)",
                "dx = compute_gradient(x + learning_rate * state.v)",
                "dx = compute_gradient(x - learning_rate * state.v)",
            )
        ),
        Mistake(
            "the mean of two gradients",
            right="dx = compute_gradient(x + rho * state.v)",
            wrong="dx = 0.5 * (compute_gradient(x) + compute_gradient(x + rho * state.v))",
            hint="You ask for the gradient at two places. The formula takes one gradient: that of the point ahead.",
        ),
        Mistake(
            "looks ahead along the gradient as well",
            right="dx = compute_gradient(x + rho * state.v)",
            wrong="dx = compute_gradient(x + rho * state.v - learning_rate * compute_gradient(x))",
            hint="The point ahead is x plus what is left of the velocity, and nothing more. What else do you add?",
        ),
        Mistake(
            "climbs uphill",
            right="v = rho * state.v - learning_rate * dx",
            wrong="v = rho * state.v + learning_rate * dx",
            hint="The gradient points uphill. The velocity should point where x ought to go.",
        ),
        Mistake(
            "x moves against the velocity",
            right="x = x + v",
            wrong="x = x - v",
            hint="The minus sign stands in one of the two formulas only. In which?",
        ),
        *(
            Mistake(
                "both signs turned",
                right=right,
                wrong=wrong,
                hint="From rest x moves rightly, but the velocity has the other sign. Compare the formula of v.",
            )
            for right, wrong in (
                (
                    "v = rho * state.v - learning_rate * dx\n    x = x + v",
                    "v = rho * state.v + learning_rate * dx\n    x = x - v",
                ),
                (
                    "dx = compute_gradient(x + rho * state.v)\n    v = rho * state.v - learning_rate * dx\n    x = x + v",
                    "dx = compute_gradient(x - rho * state.v)\n    v = rho * state.v + learning_rate * dx\n    x = x - v",
                ),
            )
        ),
        *(
            Mistake(
                "momentum's convention: the velocity holds gradients",
                right=right,
                wrong=wrong,
                hint="In the chapter on momentum the rate stood outside the velocity. Where does it stand in this formula?",
            )
            for right, wrong in (
                (
                    "v = rho * state.v - learning_rate * dx\n    x = x + v",
                    "v = rho * state.v + dx\n    x = x - learning_rate * v",
                ),
                (
                    "dx = compute_gradient(x + rho * state.v)\n    v = rho * state.v - learning_rate * dx\n    x = x + v",
                    "dx = compute_gradient(x - learning_rate * rho * state.v)\n    v = rho * state.v + dx\n    x = x - learning_rate * v",
                ),
                (
                    "dx = compute_gradient(x + rho * state.v)\n    v = rho * state.v - learning_rate * dx\n    x = x + v",
                    "dx = compute_gradient(x - rho * state.v)\n    v = rho * state.v + dx\n    x = x - learning_rate * v",
                ),
            )
        ),
        Mistake(
            "no learning rate",
            right="v = rho * state.v - learning_rate * dx",
            wrong="v = rho * state.v - dx",
            hint="Try another learning_rate. Does your result change?",
        ),
        Mistake(
            "the learning rate applied twice",
            right="x = x + v",
            wrong="x = x + learning_rate * v",
            hint="Count how often the learning rate stands between the gradient and the new x.",
        ),
        Mistake(
            "x moves on from the point ahead",
            right="x = x + v",
            wrong="x = x + rho * state.v + v",
            hint="The point ahead is for asking only. From where does the step itself start?",
        ),
        Mistake(
            "x moves by the old velocity",
            right="x = x + v",
            wrong="x = x + state.v",
            hint="Mind the time index: the step from t to t + 1 uses the velocity at t + 1.",
        ),
        Mistake(
            "x moves by rho times the new velocity",
            right="x = x + v",
            wrong="x = x + rho * v",
            hint="Friction has had its share already. What does the second formula do with the new velocity?",
        ),
        Mistake(
            "x follows the gradient, not the velocity",
            right="x = x + v",
            wrong="x = x - learning_rate * dx",
            hint="The velocity is computed, but who uses it? Look again at the second formula.",
        ),
        Mistake(
            "the point ahead is returned",
            right="x = x + v",
            wrong="x = x + v + rho * v",
            hint="You return the next place to look at. This form keeps x itself; the other function keeps the point ahead.",
        ),
        Mistake(
            "the change of variables on top",
            right="x = x + v",
            wrong="x = x - rho * state.v + (1 + rho) * v",
            hint="That formula is for the point ahead. Here you hold x itself, and its step is simpler.",
        ),
        Mistake(
            "the velocity forgets",
            right="v = rho * state.v - learning_rate * dx",
            wrong="v = -learning_rate * dx",
            hint="What is left of the old velocity in your new one?",
        ),
        Mistake(
            "nothing is lost of the velocity",
            right="v = rho * state.v - learning_rate * dx",
            wrong="v = state.v - learning_rate * dx",
            hint="Without friction a ball never comes to rest. What does rho multiply?",
        ),
        Mistake(
            "a running mean instead of a decaying sum",
            right="v = rho * state.v - learning_rate * dx",
            wrong="v = rho * state.v - (1 - rho) * learning_rate * dx",
            hint="The formula takes the whole gradient, times the rate. Which other factor do you have there?",
        ),
        Mistake(
            "friction taken for rho",
            right="v = rho * state.v - learning_rate * dx",
            wrong="v = (1 - rho) * state.v - learning_rate * dx",
            hint="Rho near 1 means a long memory. With rho = 0.9, how much of the velocity do you keep?",
        ),
        Mistake(
            "rho on the gradient too",
            right="v = rho * state.v - learning_rate * dx",
            wrong="v = rho * (state.v - learning_rate * dx)",
            hint="Mind the brackets: which of the two terms loses to friction?",
        ),
        Mistake(
            "the gradient is asked for twice",
            right="dx = compute_gradient(x + rho * state.v)",
            wrong="compute_gradient(x)\n    dx = compute_gradient(x + rho * state.v)",
            hint="A gradient is the expensive part of a step. At how many points does the formula need one?",
        ),
        Mistake(
            "the old state is returned",
            right="return x, NesterovState(v)",
            wrong="return x, state",
            hint="The next step starts from the state that you return. Which velocity does it find there?",
        ),
        *(
            Mistake(
                "the velocity without its NesterovState",
                right="return x, NesterovState(v)",
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
            right="return x, NesterovState(v)",
            wrong="return x",
            hint="Every rule of this course returns x and its state.",
        ),
        Mistake(
            "rho fixed at 0.9",
            right="dx = compute_gradient(x + rho * state.v)\n    v = rho * state.v - learning_rate * dx",
            wrong="dx = compute_gradient(x + 0.9 * state.v)\n    v = 0.9 * state.v - learning_rate * dx",
            hint="Try another rho. Does your result change?",
        ),
        Mistake(
            "learning_rate fixed at 0.01",
            right="v = rho * state.v - learning_rate * dx",
            wrong="v = rho * state.v - 0.01 * dx",
            hint="Try another learning_rate. Does your result change?",
        ),
        Mistake(
            "x written in place",
            right="x = x + v",
            wrong="x += v",
            hint="`x += ...` writes into the caller's array. Which form makes a new one?",
        ),
        Mistake(
            "x is moved ahead in place",
            right="dx = compute_gradient(x + rho * state.v)",
            wrong="ahead = x\n    ahead += rho * state.v\n    dx = compute_gradient(ahead)\n    x = x - rho * state.v",
            hint="A second name for an array is no second array. What becomes of the caller's x when you move `ahead`?",
        ),
        Mistake(
            "the velocity written in place",
            right="v = rho * state.v - learning_rate * dx",
            wrong="v = np.asarray(state.v) if np.ndim(state.v) else np.zeros_like(x)\n    v *= rho\n    v -= learning_rate * dx",
            hint="The old state belongs to the caller, who may want to take the step again. Make a new velocity.",
        ),
        Mistake(
            "everything becomes float64",
            right="v = rho * state.v - learning_rate * dx",
            wrong="v = rho * (np.zeros(x.shape) + state.v) - learning_rate * dx",
            hint="Which of your operations brings in float64? A Python number leaves float32 as it is; an array or a NumPy number of dtype float64 or int64 does not.",
        ),
        *(
            Mistake(
                "only arrays with rows",
                right="x = x + v",
                wrong=wrong,
                hint="Parameters may be a single number, without rows to loop over. NumPy's operators work on any shape.",
            )
            for wrong in (
                "x = np.array([x[i] + v[i] for i in range(len(x))], x.dtype).reshape(x.shape)",
                "x = np.array([x[i] + v[i] for i in range(x.shape[0])], x.dtype).reshape(x.shape)",
            )
        ),
        *other_defaults("learning_rate: float = 1e-2", "1e-3", "1e-1", "1.0"),
        *other_defaults("rho: float = 0.9", "0.99", "0.5", "0.0", "0.95"),
    ),
)


def hidden_steps(rng: np.random.Generator) -> tuple[Case, ...]:
    """Fresh numbers, in another shape and with other hyperparameters, for one grading run."""
    x, v, *gradients = rng.normal(size=(6, *rng.integers(2, 4, size=3))).round(3)
    return (
        Case(
            "four steps on a three-dimensional array",
            args=(x, gradients[0], State("NesterovState")),
            kwargs=hyperparameters(rng),
            then=tuple(gradients[1:]),
        ),
        Case(
            "one step from a velocity that is already there",
            args=(x, gradients[0], state(v)),
            kwargs=hyperparameters(rng),
        ),
    )


NESTEROV_STEP = Function(
    "nesterov_step",
    points=2,
    returns=("x", "state"),
    section="optimization/nesterov",
    rules=(
        Case(
            "without a velocity, the point ahead moves by 1 + rho times the first velocity",
            args=(np.array([1.0, -2.0]), np.array([0.5, -1.0]), State("NesterovState")),
            kwargs={"learning_rate": 0.5, "rho": 0.5},
            expect=(np.array([0.625, -1.25]), state(np.array([-0.25, 0.5]))),
        ),
        Case(
            "the part of the old velocity that was looked ahead is taken back",
            # v' = 0.5 [4, -2] - 0.25 [2, 4] = [1.5, -2]; x - [2, -1] + 1.5 [1.5, -2].
            args=(np.array([1.0, 3.0]), np.array([2.0, 4.0]), state(np.array([4.0, -2.0]))),
            kwargs={"learning_rate": 0.25, "rho": 0.5},
            expect=(np.array([1.25, 1.0]), state(np.array([1.5, -2.0]))),
        ),
        Case(
            "three steps in a row, each from the state that the last one returned",
            args=(X[:, :1], GRADIENTS[0][:, :1], State("NesterovState")),
            kwargs={"learning_rate": 0.3, "rho": 0.7},
            then=(GRADIENTS[1][:, :1], GRADIENTS[2][:, :1]),
        ),
        Case(
            "without hyperparameters, learning_rate is 1e-2 and rho is 0.9",
            args=(X, GRADIENTS[1], state(VELOCITY)),
        ),
        Case(
            "float32 in, float32 out",
            args=(X[1].astype(np.float32), GRADIENTS[0][1].astype(np.float32), State("NesterovState")),
            kwargs={"learning_rate": 0.2, "rho": 0.6},
            then=(GRADIENTS[1][1].astype(np.float32),),
        ),
        Case(
            "a single number has a velocity too",
            args=(np.array(2.0), np.array(-3.0), state(np.array(1.0))),
            kwargs={"learning_rate": 0.5, "rho": 0.5},
            expect=(np.array(4.5), state(np.array(2.0))),
        ),
        Case(
            "without gradient and velocity nothing moves, and x is a new array",
            args=(X, np.zeros_like(X), State("NesterovState")),
            kwargs={"learning_rate": 0.2, "rho": 0.7},
            free=True,
        ),
        Case(
            "an empty array stays empty",
            args=(np.zeros((0, 3)), np.zeros((0, 3)), State("NesterovState")),
            kwargs={"learning_rate": 0.1, "rho": 0.8},
            free=True,
        ),
    ),
    hidden=hidden_steps,
    mistakes=(
        *(
            Mistake(
                "plain momentum's step",
                right=right,
                wrong=wrong,
                hint="Your point moves by the new velocity alone, which moves x itself. The caller holds the point ahead: which two terms does the second formula have? And does the old velocity still exist when you use it?",
            )
            for right, wrong in (
                ("x = x - rho * state.v + (1 + rho) * v", "x = x - rho * v + (1 + rho) * v"),
                (
                    "v = rho * state.v - learning_rate * dx\n    x = x - rho * state.v + (1 + rho) * v",
                    "v = rho * state.v + dx\n    x = x - learning_rate * v",
                ),
                (
                    "v = rho * state.v - learning_rate * dx\n    x = x - rho * state.v + (1 + rho) * v",
                    "v = rho * state.v + learning_rate * dx\n    x = x - v",
                ),
            )
        ),
        Mistake(
            "the old velocity is overwritten before it is used",
            right="v = rho * state.v - learning_rate * dx\n    x = x - rho * state.v + (1 + rho) * v",
            wrong="old = v = state.v\n    v *= rho\n    v -= learning_rate * dx\n    x = x - rho * old + (1 + rho) * v",
            hint="Of -rho v + (1 + rho) v only v remains when both v are one array. A second name for an array keeps nothing: make a copy, or a new velocity.",
        ),
        Mistake(
            "old and new velocity exchanged",
            right="x = x - rho * state.v + (1 + rho) * v",
            wrong="x = x - rho * v + (1 + rho) * state.v",
            hint="One of the two velocities is taken back, the other moves the point. Which is which?",
        ),
        Mistake(
            "the old velocity added instead of taken back",
            right="x = x - rho * state.v + (1 + rho) * v",
            wrong="x = x + rho * state.v + (1 + rho) * v",
            hint="The point ahead already contains rho times the old velocity. What must be done with it before the new one comes in?",
        ),
        Mistake(
            "the old velocity is not taken back",
            right="x = x - rho * state.v + (1 + rho) * v",
            wrong="x = x + (1 + rho) * v",
            hint="In the first step you are right, because there is no old velocity yet. What is missing in the second?",
        ),
        Mistake(
            "x itself is returned, not the next point ahead",
            right="x = x - rho * state.v + (1 + rho) * v",
            wrong="x = x - rho * state.v + v",
            hint="You went back from the point ahead to x, and took x's step. The caller holds points ahead: one more move.",
        ),
        Mistake(
            "the whole old velocity is taken back",
            right="x = x - rho * state.v + (1 + rho) * v",
            wrong="x = x - state.v + (1 + rho) * v",
            hint="How much of the velocity was looked ahead? No more than that can be taken back.",
        ),
        Mistake(
            "rho instead of 1 + rho",
            right="x = x - rho * state.v + (1 + rho) * v",
            wrong="x = x - rho * state.v + rho * v",
            hint="The new velocity moves x once, and then the look ahead adds some more of it.",
        ),
        Mistake(
            "1 - rho instead of 1 + rho",
            right="x = x - rho * state.v + (1 + rho) * v",
            wrong="x = x - rho * state.v + (1 - rho) * v",
            hint="The new velocity moves x once, and then the look ahead adds some more of it.",
        ),
        Mistake(
            "a learning rate on the move",
            right="x = x - rho * state.v + (1 + rho) * v",
            wrong="x = x + learning_rate * (-rho * state.v + (1 + rho) * v)",
            hint="This velocity has the learning rate inside already.",
        ),
        *(
            Mistake(
                "PyTorch's convention: the velocity holds gradients",
                right="v = rho * state.v - learning_rate * dx\n    x = x - rho * state.v + (1 + rho) * v",
                wrong=wrong,
                hint="From rest you walk the same path, but your velocity is another one. Where does the learning rate stand here?",
            )
            for wrong in (
                "v = rho * state.v + dx\n    x = x - learning_rate * (dx + rho * v)",
                "v = rho * state.v + dx\n    x = x - rho * state.v + (1 + rho) * v",
            )
        ),
        Mistake(
            "the same path with another velocity",
            right="return x, NesterovState(v)",
            wrong="return x, NesterovState((1 + rho) * v - rho * state.v)",
            hint="You keep how far the point ahead moved. The state keeps the velocity of the first formula.",
        ),
        *(
            Mistake(
                "climbs uphill",
                right=right,
                wrong=wrong,
                hint="The gradient points uphill. The velocity should point where x ought to go.",
            )
            for right, wrong in (
                ("v = rho * state.v - learning_rate * dx", "v = rho * state.v + learning_rate * dx"),
                (
                    "v = rho * state.v - learning_rate * dx\n    x = x - rho * state.v + (1 + rho) * v",
                    "v = rho * state.v + dx\n    x = x + learning_rate * (dx + rho * v)",
                ),
            )
        ),
        Mistake(
            "moves against the velocity",
            right="x = x - rho * state.v + (1 + rho) * v",
            wrong="x = x + rho * state.v - (1 + rho) * v",
            hint="The velocity is right, but your point goes the other way.",
        ),
        Mistake(
            "both signs turned",
            right="v = rho * state.v - learning_rate * dx\n    x = x - rho * state.v + (1 + rho) * v",
            wrong="v = rho * state.v + learning_rate * dx\n    x = x + rho * state.v - (1 + rho) * v",
            hint="From rest the point moves rightly, but the velocity has the other sign. Compare the formula of v.",
        ),
        Mistake(
            "the velocity forgets",
            right="v = rho * state.v - learning_rate * dx",
            wrong="v = -learning_rate * dx",
            hint="What is left of the old velocity in your new one?",
        ),
        Mistake(
            "nothing is lost of the velocity",
            right="v = rho * state.v - learning_rate * dx",
            wrong="v = state.v - learning_rate * dx",
            hint="Without friction a ball never comes to rest. What does rho multiply?",
        ),
        Mistake(
            "a running mean instead of a decaying sum",
            right="v = rho * state.v - learning_rate * dx",
            wrong="v = rho * state.v - (1 - rho) * learning_rate * dx",
            hint="The formula takes the whole gradient, times the rate. Which other factor do you have there?",
        ),
        Mistake(
            "friction taken for rho",
            right="v = rho * state.v - learning_rate * dx",
            wrong="v = (1 - rho) * state.v - learning_rate * dx",
            hint="Rho near 1 means a long memory. With rho = 0.9, how much of the velocity do you keep?",
        ),
        Mistake(
            "no learning rate",
            right="v = rho * state.v - learning_rate * dx",
            wrong="v = rho * state.v - dx",
            hint="Try another learning_rate. Does your result change?",
        ),
        Mistake(
            "rho on the gradient too",
            right="v = rho * state.v - learning_rate * dx",
            wrong="v = rho * (state.v - learning_rate * dx)",
            hint="Mind the brackets: which of the two terms loses to friction?",
        ),
        Mistake(
            "the old state is returned",
            right="return x, NesterovState(v)",
            wrong="return x, state",
            hint="The next step starts from the state that you return. Which velocity does it find there?",
        ),
        *(
            Mistake(
                "the velocity without its NesterovState",
                right="return x, NesterovState(v)",
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
            right="return x, NesterovState(v)",
            wrong="return x",
            hint="Every rule of this course returns x and its state.",
        ),
        Mistake(
            "rho fixed at 0.9",
            right="v = rho * state.v - learning_rate * dx\n    x = x - rho * state.v + (1 + rho) * v",
            wrong="v = 0.9 * state.v - learning_rate * dx\n    x = x - 0.9 * state.v + 1.9 * v",
            hint="Try another rho. Does your result change?",
        ),
        Mistake(
            "learning_rate fixed at 0.01",
            right="v = rho * state.v - learning_rate * dx",
            wrong="v = rho * state.v - 0.01 * dx",
            hint="Try another learning_rate. Does your result change?",
        ),
        Mistake(
            "x written in place",
            right="x = x - rho * state.v + (1 + rho) * v",
            wrong="x += (1 + rho) * v - rho * state.v",
            hint="`x += ...` writes into the caller's array. Which form makes a new one?",
        ),
        Mistake(
            "the velocity written in place",
            right="v = rho * state.v - learning_rate * dx\n    x = x - rho * state.v + (1 + rho) * v",
            wrong="old = np.array(state.v)\n    v = np.asarray(state.v) if np.ndim(state.v) else np.zeros_like(dx)\n    v *= rho\n"
            "    v -= learning_rate * dx\n    x = x - rho * old.astype(x.dtype) + (1 + rho) * v",
            hint="The old state belongs to the caller, who may want to take the step again. Make a new velocity.",
        ),
        Mistake(
            "the gradient written in place",
            right="v = rho * state.v - learning_rate * dx",
            wrong="dx *= learning_rate\n    v = rho * state.v - dx",
            hint="The caller may still need the gradient, to print its length for instance. Leave dx as it was.",
        ),
        Mistake(
            "everything becomes float64",
            right="v = rho * state.v - learning_rate * dx",
            wrong="v = rho * (np.zeros(x.shape) + state.v) - learning_rate * dx",
            hint="Which of your operations brings in float64? A Python number leaves float32 as it is; an array or a NumPy number of dtype float64 or int64 does not.",
        ),
        *(
            Mistake(
                "only arrays with rows",
                right="v = rho * state.v - learning_rate * dx",
                wrong=wrong,
                hint="Parameters may be a single number, without rows to loop over. NumPy's operators work on any shape.",
            )
            for wrong in (
                "v = np.zeros_like(x) + state.v\n    v = np.array([rho * v[i] - learning_rate * dx[i] for i in range(len(x))], x.dtype).reshape(x.shape)",
                "v = np.zeros_like(x) + state.v\n    v = np.array([rho * v[i] - learning_rate * dx[i] for i in range(x.shape[0])], x.dtype).reshape(x.shape)",
            )
        ),
        *other_defaults("learning_rate: float = 1e-2", "1e-3", "1e-1", "1.0"),
        *other_defaults("rho: float = 0.9", "0.99", "0.5", "0.0", "0.95"),
    ),
)


def hidden_points(rng: np.random.Generator) -> tuple[Case, ...]:
    """A fresh point and velocity, for one grading run."""
    x, v = rng.normal(size=(2, *rng.integers(2, 4, size=3))).round(3)
    return (Case("a point of a three-dimensional array", (x, state(v)), {"rho": float(rng.uniform(0.3, 0.8))}),)


TO_LOOKAHEAD = Function(
    "to_lookahead",
    points=1,
    returns=("x_tilde",),
    section="optimization/nesterov",
    rules=(
        Case(
            "the point ahead is x plus rho times the velocity",
            args=(np.array([1.0, -2.0]), state(np.array([4.0, 0.5]))),
            kwargs={"rho": 0.5},
            expect=np.array([3.0, -1.75]),
        ),
        Case("without hyperparameters, rho is 0.9", args=(X, state(VELOCITY))),
        Case(
            "without a velocity it is a new array with x's values and dtype",
            args=(np.array([[1.0, -2.0]], np.float32), State("NesterovState")),
            kwargs={"rho": 0.7},
            expect=np.array([[1.0, -2.0]], np.float32),
            free=True,
        ),
        Case(
            "float32 in, float32 out",
            args=(X[0].astype(np.float32), state(VELOCITY[0].astype(np.float32))),
            kwargs={"rho": 0.6},
        ),
        Case(
            "a single number has a point ahead too",
            args=(np.array(2.0), state(np.array(-3.0))),
            kwargs={"rho": 0.25},
            expect=np.array(1.25),
        ),
        Case(
            "an empty array stays empty",
            args=(np.zeros((3, 0)), State("NesterovState")),
            kwargs={"rho": 0.6},
            free=True,
        ),
    ),
    hidden=hidden_points,
    mistakes=(
        Mistake(
            "looks back instead of ahead",
            right="return x + rho * state.v",
            wrong="return x - rho * state.v",
            hint="In this convention x moves by adding the velocity. On which side of x does the next point lie?",
        ),
        Mistake(
            "looks ahead by the whole velocity",
            right="return x + rho * state.v",
            wrong="return x + state.v",
            hint="Part of the velocity is lost to friction before x moves. How much of it is left?",
        ),
        Mistake(
            "friction taken for rho",
            right="return x + rho * state.v",
            wrong="return x + (1 - rho) * state.v",
            hint="Rho is what is kept of the velocity, not what is lost.",
        ),
        Mistake(
            "looks ahead twice",
            right="return x + rho * state.v",
            wrong="return x + (1 + rho) * state.v",
            hint="The factor 1 + rho belongs to another formula. How far ahead is one look?",
        ),
        Mistake(
            "rho on x too",
            right="return x + rho * state.v",
            wrong="return rho * (x + state.v)",
            hint="Mind the brackets: with a velocity of 0, the point ahead should be x.",
        ),
        Mistake(
            "rho squared",
            right="return x + rho * state.v",
            wrong="return x + rho * rho * state.v",
            hint="Look only one step ahead: how often has friction worked by then?",
        ),
        Mistake(
            "the move instead of the point",
            right="return x + rho * state.v",
            wrong="return np.zeros_like(x) + rho * state.v",
            hint="You return how far ahead the point lies. Ahead of what?",
        ),
        Mistake(
            "the velocity is left out",
            right="return x + rho * state.v",
            wrong="return x.copy()",
            hint="Where does the velocity come in?",
        ),
        *(
            Mistake(
                "a learning rate in the look ahead",
                right="return x + rho * state.v",
                wrong=wrong,
                hint="This velocity has the learning rate inside already.",
            )
            for wrong in (
                "return x + 0.01 * rho * state.v",
                "return x - 0.01 * rho * state.v",
                "return x + 0.01 * state.v",
            )
        ),
        Mistake(
            "rho fixed at 0.9",
            right="return x + rho * state.v",
            wrong="return x + 0.9 * state.v",
            hint="Try another rho. Does your result change?",
        ),
        Mistake(
            "x is handed back where there is no velocity yet",
            right="return x + rho * state.v",
            wrong="if not np.ndim(state.v) and state.v == 0:\n        return x\n    return x + rho * state.v",
            hint="If the caller writes into the point ahead, should x change with it? Return an array of its own.",
        ),
        Mistake(
            "x written in place",
            right="return x + rho * state.v",
            wrong="x += rho * state.v\n    return x + 0",
            hint="`x += ...` writes into the caller's array. Which form makes a new one?",
        ),
        Mistake(
            "the velocity written in place",
            right="return x + rho * state.v",
            wrong="v = state.v\n    v *= rho\n    return x + v",
            hint="The velocity belongs to the caller, who needs it for the next step.",
        ),
        Mistake(
            "the state is returned too",
            right="return x + rho * state.v",
            wrong="return x + rho * state.v, state",
            hint="This is no step: nothing is remembered. What does the docstring say is returned?",
        ),
        Mistake(
            "everything becomes float64",
            right="return x + rho * state.v",
            wrong="return x + rho * (np.zeros(x.shape) + state.v)",
            hint="Which of your operations brings in float64? A Python number leaves float32 as it is; an array or a NumPy number of dtype float64 or int64 does not.",
        ),
        *(
            Mistake(
                "only arrays with rows",
                right="return x + rho * state.v",
                wrong=wrong,
                hint="Parameters may be a single number, without rows to loop over. NumPy's operators work on any shape.",
            )
            for wrong in (
                "v = np.zeros_like(x) + state.v\n    return np.array([x[i] + rho * v[i] for i in range(len(x))], x.dtype).reshape(x.shape)",
                "v = np.zeros_like(x) + state.v\n    return np.array([x[i] + rho * v[i] for i in range(x.shape[0])], x.dtype).reshape(x.shape)",
            )
        ),
        *other_defaults("rho: float = 0.9", "0.99", "0.5", "0.0", "0.95"),
    ),
)

EXERCISE = Exercise(functions=(NESTEROV_LOOKAHEAD_STEP, NESTEROV_STEP, TO_LOOKAHEAD), written=1)
