"""What the second-order methods must do, and how they go wrong."""

import numpy as np

from autograder.judging.declare import Case, Exercise, Function, Law, Mistake

SECTION = "optimization/second_order"
GRADIENT = np.array([1.5, -2.0, 0.5])
HESSIAN = np.array([[4.0, -1.0, 0.5], [-1.0, 3.0, 1.5], [0.5, 1.5, 5.0]])
STEP = np.array([-0.5, 2.0, 1.5])


def symmetric(eigenvalues: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A full symmetric matrix, with eigenvalues as given but for the rounding to three digits."""
    n = len(eigenvalues)
    directions = np.linalg.qr(rng.normal(size=(n, n)))[0]
    matrix = (directions * eigenvalues) @ directions.T
    return ((matrix + matrix.T) / 2).round(3)


def hidden_values(rng: np.random.Generator) -> tuple[Case, ...]:
    """A fresh expansion for one grading run."""
    n = int(rng.integers(4, 7))
    gradient, step = rng.normal(size=(2, n)).round(3)
    hessian = symmetric(rng.uniform(-4, 6, size=n), rng)
    return (Case("another expansion, with more parameters", (float(rng.uniform(1, 9)), gradient, hessian, step)),)


QUADRATIC_APPROXIMATION = Function(
    "quadratic_approximation",
    points=1,
    returns=("value",),
    section=SECTION,
    rules=(
        Case(
            "the loss, plus the slope along the step, plus half of the curvature along it",
            args=(2.0, np.array([1.0, -2.0]), np.array([[2.0, 1.0], [1.0, 4.0]]), np.array([1.0, 1.0])),
            expect=5.0,
        ),
        Case("without a step the loss stays", args=(3.25, GRADIENT, HESSIAN, np.zeros(3)), expect=3.25, free=True),
        Case("where the gradient is 0 only the curvature counts", args=(1.0, np.zeros(3), HESSIAN, STEP)),
        Case("a longer step", args=(-0.75, GRADIENT, HESSIAN, 3 * STEP)),
        Case(
            "the curvature may be negative",
            args=(1.5, np.array([0.5, 1.0]), np.array([[1.0, 0.5], [0.5, -3.0]]), np.array([1.0, 2.0])),
            expect=-0.5,
        ),
        Case(
            "a single parameter gives a number too",
            args=(1.0, np.array([2.0]), np.array([[3.0]]), np.array([-1.0])),
            expect=0.5,
        ),
        Case(
            "float32 works as well",
            args=(2.0, GRADIENT.astype(np.float32), HESSIAN.astype(np.float32), STEP.astype(np.float32)),
        ),
    ),
    hidden=hidden_values,
    mistakes=(
        Mistake(
            "the half is missing",
            right="return loss + step @ gradient + 0.5 * step @ hessian @ step",
            wrong="return loss + step @ gradient + step @ hessian @ step",
            hint="Expand x**2 around some point by your formula. Does it give x**2 back?",
        ),
        Mistake(
            "half of the slope as well",
            right="return loss + step @ gradient + 0.5 * step @ hessian @ step",
            wrong="return loss + 0.5 * (step @ gradient + step @ hessian @ step)",
            hint="Which of the terms carries the factor one half?",
        ),
        Mistake(
            "the half at the wrong term",
            right="return loss + step @ gradient + 0.5 * step @ hessian @ step",
            wrong="return loss + 0.5 * step @ gradient + step @ hessian @ step",
            hint="Which of the terms carries the factor one half?",
        ),
        Mistake(
            "a third instead of a half",
            right="return loss + step @ gradient + 0.5 * step @ hessian @ step",
            wrong="return loss + step @ gradient + step @ hessian @ step / 3",
            hint="The second term of Taylor's series is divided by 2! = 2.",
        ),
        Mistake(
            "the curvature is subtracted",
            right="return loss + step @ gradient + 0.5 * step @ hessian @ step",
            wrong="return loss + step @ gradient - 0.5 * step @ hessian @ step",
            hint="Does a bowl bend up or down? Look at the sign of the last term.",
        ),
        Mistake(
            "the slope is subtracted",
            right="return loss + step @ gradient + 0.5 * step @ hessian @ step",
            wrong="return loss - step @ gradient + 0.5 * step @ hessian @ step",
            hint="Along the gradient the loss grows. Does yours?",
        ),
        Mistake(
            "the loss is forgotten",
            right="return loss + step @ gradient + 0.5 * step @ hessian @ step",
            wrong="return step @ gradient + 0.5 * step @ hessian @ step",
            hint="You return by how much the loss changes. What is it after the step?",
        ),
        Mistake(
            "the slope is forgotten",
            right="return loss + step @ gradient + 0.5 * step @ hessian @ step",
            wrong="return loss + 0.5 * step @ hessian @ step",
            hint="Taylor's series has three terms up to second order.",
        ),
        Mistake(
            "first order only",
            right="return loss + step @ gradient + 0.5 * step @ hessian @ step",
            wrong="return loss + step @ gradient",
            hint="That is the straight line. Where is the Hessian?",
        ),
        Mistake(
            "only the Hessian's diagonal",
            right="return loss + step @ gradient + 0.5 * step @ hessian @ step",
            wrong="return loss + step @ gradient + 0.5 * np.diag(hessian) @ step**2",
            hint="Two parameters that move together also count: what do the entries off the diagonal do?",
        ),
        Mistake(
            "the Hessian's entries summed without the step's pairs",
            right="return loss + step @ gradient + 0.5 * step @ hessian @ step",
            wrong="return loss + step @ gradient + 0.5 * (hessian * step**2).sum()",
            hint="The entry (i, j) belongs to step[i] * step[j], not to a square.",
        ),
        Mistake(
            "the gradient in place of the step",
            right="return loss + step @ gradient + 0.5 * step @ hessian @ step",
            wrong="return loss + step @ gradient + 0.5 * gradient @ hessian @ gradient",
            hint="How far do you go in the last term? It should be along the step.",
        ),
        Mistake(
            "the gradient on one side of the Hessian",
            right="return loss + step @ gradient + 0.5 * step @ hessian @ step",
            wrong="return loss + step @ gradient + 0.5 * gradient @ hessian @ step",
            hint="The step stands on both sides of the Hessian.",
        ),
        Mistake(
            "one step too few",
            right="return loss + step @ gradient + 0.5 * step @ hessian @ step",
            wrong="return loss + step @ gradient + 0.5 * (hessian @ step).sum()",
            hint="The curvature term is quadratic: twice the step, four times the term.",
        ),
        Mistake(
            "the step goes back",
            right="return loss + step @ gradient + 0.5 * step @ hessian @ step",
            wrong="return loss + (step + hessian @ step) @ gradient",
            hint="How many factors of the step does the last term have?",
        ),
        Mistake(
            "a number for every parameter",
            right="return loss + step @ gradient + 0.5 * step @ hessian @ step",
            wrong="return loss + step * gradient + 0.5 * step * (hessian @ step)",
            hint="The loss is one number. Which product of two vectors is one?",
        ),
        Mistake(
            "a 1 by 1 matrix",
            right="return loss + step @ gradient + 0.5 * step @ hessian @ step",
            wrong="step = step.reshape(-1, 1)\n    return loss + step.T @ gradient.reshape(-1, 1) + 0.5 * step.T @ hessian @ step",
            hint="The loss is a number, not a matrix that holds one.",
        ),
        Mistake(
            "a gradient step is added",
            right="return loss + step @ gradient + 0.5 * step @ hessian @ step",
            wrong="step -= gradient\n    return loss + step @ gradient + 0.5 * step @ hessian @ step",
            hint="The step is given and belongs to the caller; evaluate there.",
        ),
        Mistake(
            "the step written in place",
            right="return loss + step @ gradient + 0.5 * step @ hessian @ step",
            wrong="value = loss + step @ gradient + 0.5 * step @ hessian @ step\n    step *= 0.5\n    return value",
            hint="The step belongs to the caller. Leave it as it was.",
        ),
    ),
)

THETA = np.array([2.0, -1.0, 0.5])
NOT_DEFINITE = ("positive definite",)
# What the reference does before it solves; most mistakes stand in its place.
REFUSAL = """\
    try:
        if np.isnan(np.linalg.cholesky(hessian)).any():  # all that NumPy says of it in a browser
            raise np.linalg.LinAlgError
    except np.linalg.LinAlgError:
        raise ValueError("the hessian must be positive definite, but it has an eigenvalue of 0 or below") from None
"""


def hidden_newton(rng: np.random.Generator) -> tuple:
    """Fresh Hessians, good and bad, for one grading run."""
    n = int(rng.integers(4, 7))
    theta, gradient = rng.normal(size=(2, n)).round(3)
    flat = np.diag(rng.uniform(1, 3, size=n).round(2) * (np.arange(n) != rng.integers(n)))
    one_down, two_down = (np.where(np.arange(n) < k, -1, 1) * rng.uniform(1, 4, size=n) for k in (1, 2))
    system = {"n": n + 3, "condition": 1e10, "seed": int(rng.integers(2**31))}
    return (
        Case("another bowl, with more parameters", (theta, gradient, symmetric(rng.uniform(1, 9, size=n), rng))),
        Case(
            "a Hessian with one negative eigenvalue", (theta, gradient, symmetric(one_down, rng)), raises=NOT_DEFINITE
        ),
        Case(
            "a Hessian with two negative eigenvalues", (theta, gradient, symmetric(two_down, rng)), raises=NOT_DEFINITE
        ),
        Case("a Hessian with an eigenvalue of 0", (theta, gradient, flat), raises=NOT_DEFINITE),
        Law("other ill-conditioned systems", "newton_solves_ill_conditioned_systems", system),
    )


NEWTON_STEP = Function(
    "newton_step",
    points=2,
    returns=("theta",),
    section=SECTION,
    rules=(
        Case(
            "one step from anywhere in a quadratic bowl leads to its bottom",
            args=(np.array([4.0, 1.0]), np.array([5.0, 0.0]), np.array([[2.0, 1.0], [1.0, 3.0]])),
            expect=np.array([1.0, 2.0]),
        ),
        Case(
            "where the curvature differs by direction, the step turns away from the gradient",
            args=(np.array([1.0, 1.0]), np.array([4.0, -1.0]), np.array([[8.0, 0.0], [0.0, 0.5]])),
            expect=np.array([0.5, 3.0]),
        ),
        Case("three parameters with mixed curvature", args=(THETA, GRADIENT, HESSIAN)),
        Case("at the bottom theta stays", args=(THETA, np.zeros(3), HESSIAN), expect=THETA, free=True),
        Case(
            "a single parameter",
            args=(np.array([2.0]), np.array([3.0]), np.array([[4.0]])),
            expect=np.array([1.25]),
        ),
        Case(
            "small numbers do not make a Hessian less positive definite",
            args=(np.array([1.0, 1.0]), np.array([4e-10, 7e-10]), np.array([[2e-10, 1e-10], [1e-10, 3e-10]])),
            expect=np.array([0.0, -1.0]),
        ),
        Case(
            "float32 in, float32 out",
            args=(THETA.astype(np.float32), GRADIENT.astype(np.float32), HESSIAN.astype(np.float32)),
        ),
        Law(
            "the system is solved, even where the Hessian is ill-conditioned",
            "newton_solves_ill_conditioned_systems",
            {"n": 8, "condition": 1e10, "seed": 7},
        ),
        Case(
            "at a saddle with a positive diagonal the step is refused",
            args=(np.array([1.0, 0.0]), np.array([1.0, -1.0]), np.array([[1.0, 2.0], [2.0, 1.0]])),
            raises=NOT_DEFINITE,
        ),
        Case(
            "near a saddle it is refused even if the step would go downhill",
            args=(np.array([1.0, 0.0]), np.array([2.0, 0.5]), np.array([[2.0, 0.0], [0.0, -1.0]])),
            raises=NOT_DEFINITE,
        ),
        Case(
            "near a saddle it is refused even if the gradient points where the curve bends up",
            args=(np.array([1.0, 0.0]), np.array([1.0, 1.0]), np.array([[10.0, 0.0], [0.0, -0.1]])),
            raises=NOT_DEFINITE,
        ),
        Case(
            "exactly on a saddle, where the gradient is 0, it is refused",
            args=(np.array([1.0, 0.0]), np.zeros(2), np.array([[1.0, 0.0], [0.0, -2.0]])),
            raises=NOT_DEFINITE,
        ),
        Case(
            "on a hilltop, where all curvature is negative, it is refused",
            args=(np.array([1.0, 0.0]), np.array([0.5, 1.0]), np.array([[-3.0, 1.0], [1.0, -2.0]])),
            raises=NOT_DEFINITE,
        ),
        Case(
            "a direction without curvature is refused",
            args=(THETA, GRADIENT, np.diag([2.0, 0.0, 1.0])),
            raises=NOT_DEFINITE,
        ),
    ),
    harmless={"raise np.linalg.LinAlgError  ->  (dropped)": "NumPy raises here itself; in a browser it gives nan"},
    hidden=hidden_newton,
    mistakes=(
        Mistake(
            "climbs uphill",
            right="return theta - np.linalg.solve(hessian, gradient)",
            wrong="return theta + np.linalg.solve(hessian, gradient)",
            hint="The minimum of the quadratic lies against the gradient, seen through the curvature. Which sign is that?",
        ),
        Mistake(
            "an unstable way, such as the inverse",
            right="return theta - np.linalg.solve(hessian, gradient)",
            wrong="return theta - np.linalg.inv(hessian) @ gradient",
            hint="On paper your step is right; in floating point it loses digits. The formula's inverse is not meant to be computed: ask which p has H p = gradient.",
        ),
        Mistake(
            "multiplies by the Hessian",
            right="return theta - np.linalg.solve(hessian, gradient)",
            wrong="return theta - hessian @ gradient",
            hint="Strong curvature should shorten the step. Does it in your code?",
        ),
        Mistake(
            "the Hessian solved twice",
            right="return theta - np.linalg.solve(hessian, gradient)",
            wrong="return theta - np.linalg.solve(hessian, np.linalg.solve(hessian, gradient))",
            hint="Put your step back: which power of the Hessian gives the gradient? It should be the first.",
        ),
        Mistake(
            "no Hessian",
            right="return theta - np.linalg.solve(hessian, gradient)",
            wrong="return theta - gradient",
            hint="That is gradient descent with rate 1. What does the curvature say about the length of the step?",
        ),
        Mistake(
            "only the Hessian's diagonal",
            right="return theta - np.linalg.solve(hessian, gradient)",
            wrong="return theta - gradient / np.diag(hessian)",
            hint="Dividing by the diagonal treats each parameter alone. What couples them?",
        ),
        Mistake(
            "elementwise division by the Hessian",
            right="return theta - np.linalg.solve(hessian, gradient)",
            wrong="return theta - (gradient / np.where(hessian == 0, 1, hessian)).sum(axis=1)",
            hint="A matrix is not divided by element by element. Which p has H p = gradient?",
        ),
        Mistake(
            "one number for the whole curvature",
            right="return theta - np.linalg.solve(hessian, gradient)",
            wrong="return theta - gradient / np.linalg.eigvalsh(hessian).max()",
            hint="Each direction has its own curvature. With one number for all, the flat ones are slow again.",
        ),
        Mistake(
            "the step instead of the new point",
            right="return theta - np.linalg.solve(hessian, gradient)",
            wrong="return -np.linalg.solve(hessian, gradient)",
            hint="You return how far theta moves. Where does it arrive?",
        ),
        Mistake(
            "theta in the system",
            right="return theta - np.linalg.solve(hessian, gradient)",
            wrong="return theta - np.linalg.solve(hessian, theta)",
            hint="What stands on the right side of the system that the step solves?",
        ),
        Mistake(
            "half a step",
            right="return theta - np.linalg.solve(hessian, gradient)",
            wrong="return theta - 0.5 * np.linalg.solve(hessian, gradient)",
            hint="The quadratic has its minimum one whole step away. Where does the factor come from?",
        ),
        *(
            Mistake(
                "a learning rate",
                right="return theta - np.linalg.solve(hessian, gradient)",
                wrong=wrong,
                hint="Newton's step has a length of its own. Where does the factor come from?",
            )
            for wrong in (
                "return theta - 0.01 * np.linalg.solve(hessian, gradient)",
                "return theta - 0.1 * np.linalg.solve(hessian, gradient)",
                "return theta - 0.001 * np.linalg.solve(hessian, gradient)",
            )
        ),
        *(
            Mistake(
                "damped",
                right="return theta - np.linalg.solve(hessian, gradient)",
                wrong=wrong,
                hint="Something is added to the Hessian. The plain step uses it as it is.",
            )
            for wrong in (
                "return theta - np.linalg.solve(hessian + 1e-3 * np.eye(len(theta), dtype=hessian.dtype), gradient)",
                "return theta - np.linalg.solve(hessian + 1.0 * np.eye(len(theta), dtype=hessian.dtype), gradient)",
                "return theta - np.linalg.solve(hessian + 0.1 * np.eye(len(theta), dtype=hessian.dtype), gradient)",
                "return theta - np.linalg.solve(hessian + 1e-2 * np.eye(len(theta), dtype=hessian.dtype), gradient)",
                "return theta - np.linalg.solve(hessian + 1e-4 * np.eye(len(theta), dtype=hessian.dtype), gradient)",
            )
        ),
        *(
            Mistake(
                "slightly damped",
                right="return theta - np.linalg.solve(hessian, gradient)",
                wrong=wrong,
                hint="Something small is added to the Hessian. Small compared with what?",
            )
            for wrong in (
                "return theta - np.linalg.solve(hessian + 1e-8 * np.eye(len(theta), dtype=hessian.dtype), gradient)",
                "return theta - np.linalg.solve(hessian + 1e-5 * np.eye(len(theta), dtype=hessian.dtype), gradient)",
                "return theta - np.linalg.solve(hessian + 1e-6 * np.eye(len(theta), dtype=hessian.dtype), gradient)",
                "return theta - np.linalg.solve(hessian + 1e-7 * np.eye(len(theta), dtype=hessian.dtype), gradient)",
                "return theta - np.linalg.solve(hessian + 1e-9 * np.eye(len(theta), dtype=hessian.dtype), gradient)",
                "return theta - np.linalg.solve(hessian + 1e-10 * np.eye(len(theta), dtype=hessian.dtype), gradient)",
                "return theta - np.linalg.solve(hessian + 1e-12 * np.eye(len(theta), dtype=hessian.dtype), gradient)",
            )
        ),
        Mistake(
            "nothing is refused",
            right=REFUSAL,
            wrong="",
            hint="Read the docstring's section `Raises`. Where does Newton's step lead on a saddle?",
        ),
        Mistake(
            "refused only where it cannot be solved",
            right=REFUSAL,
            wrong="    if np.linalg.matrix_rank(hessian) < len(theta):\n"
            '        raise ValueError("the hessian is not positive definite")\n',
            hint="A saddle's system can be solved, and the step leads to the saddle. What must all eigenvalues be?",
        ),
        Mistake(
            "an eigenvalue of 0 is accepted",
            right=REFUSAL + "    return theta - np.linalg.solve(hessian, gradient)",
            wrong="    if np.linalg.eigvalsh(hessian).min() < 0:\n"
            '        raise ValueError("the hessian is not positive definite")\n'
            "    return theta - np.linalg.lstsq(hessian, gradient, rcond=None)[0]",
            hint="Where there is no curvature the quadratic has no single minimum. Is 0 positive?",
        ),
        Mistake(
            "an eigenvalue of 0 is refused in other words",
            right=REFUSAL,
            wrong="    if np.linalg.eigvalsh(hessian).min() < 0:\n"
            '        raise ValueError("the hessian is not positive definite")\n',
            hint="An eigenvalue of 0 gets through your test, and NumPy then complains of a singular matrix.",
        ),
        Mistake(
            "only the diagonal is tested",
            right=REFUSAL,
            wrong="    if np.diag(hessian).min() <= 0:\n"
            '        raise ValueError("the hessian is not positive definite")\n',
            hint="A positive diagonal is not enough: try [[1, 2], [2, 1]] and the direction (1, -1).",
        ),
        Mistake(
            "only the determinant is tested",
            right=REFUSAL,
            wrong="    if np.linalg.det(hessian) <= 0:\n"
            '        raise ValueError("the hessian is not positive definite")\n',
            hint="The determinant is the product of the eigenvalues. What sign has it when two of them are negative?",
        ),
        *(
            Mistake(
                "the signs of the entries are tested",
                right=REFUSAL,
                wrong=wrong,
                hint="The entries' signs say little: a bowl may have negative entries or zeros, and a saddle positive ones only. What must all eigenvalues be?",
            )
            for wrong in (
                '    if not (hessian > 0).all():\n        raise ValueError("the hessian is not positive definite")\n',
                '    if (hessian < 0).any():\n        raise ValueError("the hessian is not positive definite")\n',
            )
        ),
        Mistake(
            "only the largest eigenvalue is tested",
            right=REFUSAL,
            wrong="    if np.linalg.eigvalsh(hessian)[-1] <= 0 or np.linalg.det(hessian) == 0:\n"
            '        raise ValueError("the hessian is not positive definite")\n',
            hint="One positive eigenvalue does not make a bowl. In which order does NumPy list them?",
        ),
        Mistake(
            "only the curvature along the gradient is tested",
            right=REFUSAL,
            wrong="    if gradient @ hessian @ gradient < 0 or np.linalg.det(hessian) == 0:\n"
            '        raise ValueError("the hessian is not positive definite")\n',
            hint="Every direction must curve upward, not only that of the gradient.",
        ),
        Mistake(
            "only the descent is tested",
            right=REFUSAL,
            wrong="    if np.linalg.det(hessian) == 0 or gradient @ np.linalg.solve(hessian, gradient) < 0:\n"
            '        raise ValueError("the hessian is not positive definite")\n',
            hint="A step can go downhill and yet lead to a saddle. What must all eigenvalues be?",
        ),
        Mistake(
            "a zero gradient is never refused",
            right="    try:\n",
            wrong="    if not gradient.any():\n        return theta.copy()\n    try:\n",
            hint="On a saddle the gradient is 0. Is the Hessian looked at there?",
        ),
        Mistake(
            "small eigenvalues are refused",
            right="    try:\n",
            wrong="    if np.linalg.eigvalsh(hessian).min() < 1e-8:\n"
            '        raise ValueError("the hessian is not positive definite")\n    try:\n',
            hint="How small an eigenvalue is depends on the unit of the loss. Only 0 and below are refused.",
        ),
        Mistake(
            "ill-conditioned Hessians are refused",
            right="    try:\n",
            wrong="    if np.linalg.cond(hessian) > 1e8:\n"
            '        raise ValueError("the hessian is not positive definite")\n    try:\n',
            hint="A narrow valley is still a bowl: it is positive definite, and the system can be solved.",
        ),
        Mistake(
            "something else instead of a refusal",
            right='raise ValueError("the hessian must be positive definite, but it has an eigenvalue of 0 or below") from None',
            wrong="return theta.copy()",
            hint="Whatever comes back instead hides from the caller that there is no minimum to go to. What does `Raises` ask for? An error is raised, not printed or returned.",
        ),
        *(
            Mistake(
                "refused in other words",
                right=right,
                wrong=wrong,
                hint="Which exception does the docstring name, and which two words must its message hold?",
            )
            for right, wrong in (
                (
                    'raise ValueError("the hessian must be positive definite, but it has an eigenvalue of 0 or below") from None',
                    'raise ValueError("no minimum here") from None',
                ),
                (
                    REFUSAL,
                    '    assert np.linalg.eigvalsh(hessian).min() > 0, "the hessian is not positive definite"\n',
                ),
            )
        ),
        Mistake(
            "theta written in place",
            right="return theta - np.linalg.solve(hessian, gradient)",
            wrong="theta -= np.linalg.solve(hessian, gradient)\n    return theta",
            hint="`theta -= ...` writes into the caller's array. Which form makes a new one?",
        ),
        Mistake(
            "everything becomes float64",
            right="return theta - np.linalg.solve(hessian, gradient)",
            wrong="return theta - np.linalg.solve(hessian.astype(float), gradient)",
            hint="Which of your operations brings in float64? A Python number leaves float32 as it is; an array or a NumPy number of dtype float64 or int64 does not.",
        ),
        Mistake(
            "a column",
            right="return theta - np.linalg.solve(hessian, gradient)",
            wrong="return theta.reshape(-1, 1) - np.linalg.solve(hessian, gradient.reshape(-1, 1))",
            hint="The result has theta's shape, (n,).",
        ),
        Mistake(
            "two parameters only",
            right="return theta - np.linalg.solve(hessian, gradient)",
            wrong="a, b, d = hessian[0, 0], hessian[0, 1], hessian[1, 1]\n"
            "    step = np.array([d * gradient[0] - b * gradient[1], a * gradient[1] - b * gradient[0]]) / (a * d - b * b)\n"
            "    return theta - step",
            hint="There may be one parameter, or three. NumPy solves systems of any size.",
        ),
    ),
)

INVERSE = np.array([[2.0, -0.5, 0.25], [-0.5, 1.0, 0.5], [0.25, 0.5, 3.0]])
S = np.array([1.0, -0.5, 2.0])
Y = np.array([0.5, -1.5, 1.0])


def hidden_updates(rng: np.random.Generator) -> tuple[Case, ...]:
    """Fresh estimates and steps for one grading run; y = A s with a positive definite A."""
    n = int(rng.integers(4, 7))
    estimate, curvature = symmetric(rng.uniform(1, 5, size=n), rng), symmetric(rng.uniform(1, 5, size=n), rng)
    s = rng.normal(size=n).round(3)
    y = (curvature @ s).round(3)
    return (
        Case("another estimate, of more parameters", (estimate, s, y)),
        Case("a step that has shown other negative curvature", (estimate, s, -y), expect=estimate, free=True),
    )


BFGS_UPDATE = Function(
    "bfgs_update",
    points=2,
    returns=("inverse_hessian",),
    section=SECTION,
    # Where s'y <= 0 the argument itself may come back; elsewhere a change in place is noticed as such.
    may_share=True,
    rules=(
        Case(
            "starting from the identity, the new estimate maps y to s",
            args=(np.eye(2), np.array([1.0, 0.0]), np.array([2.0, 1.0])),
            expect=np.array([[0.75, -0.5], [-0.5, 1.0]]),
        ),
        Case(
            "with one parameter the estimate becomes s / y, whatever it was",
            args=(np.array([[5.0]]), np.array([2.0]), np.array([4.0])),
            expect=np.array([[0.5]]),
        ),
        Case("what was learned before is kept in the other directions", args=(INVERSE, S, Y)),
        Case("an estimate that is right already stays", args=(INVERSE, INVERSE @ Y, Y), expect=INVERSE, free=True),
        Case("short steps near the minimum count too", args=(INVERSE, 1e-7 * S, 1e-7 * Y)),
        Case(
            "any positive s'y counts, however flat the curve",
            args=(INVERSE, np.array([1.0, 0.0, 0.0]), np.array([1e-9, 1.0, 0.0])),
        ),
        Case("a negative s'y changes nothing", args=(INVERSE, S, -Y), expect=INVERSE, free=True),
        Case(
            "s'y = 0 changes nothing",
            args=(INVERSE, np.array([1.0, 2.0, 0.0]), np.array([2.0, -1.0, 3.0])),
            expect=INVERSE,
            free=True,
        ),
        Case("no step at all changes nothing", args=(INVERSE, np.zeros(3), np.zeros(3)), expect=INVERSE, free=True),
        Case(
            "float32 in, float32 out",
            args=(INVERSE.astype(np.float32), S.astype(np.float32), Y.astype(np.float32)),
        ),
    ),
    hidden=hidden_updates,
    mistakes=(
        Mistake(
            "s and y exchanged",
            right="V = np.eye(len(s), dtype=inverse_hessian.dtype) - np.outer(y, s) / sy\n"
            "    return V.T @ inverse_hessian @ V + np.outer(s, s) / sy",
            wrong="V = np.eye(len(s), dtype=inverse_hessian.dtype) - np.outer(s, y) / sy\n"
            "    return V.T @ inverse_hessian @ V + np.outer(y, y) / sy",
            hint="Check what your estimate makes of y. It should be s. Exchanged, the formula is another method's, DFP.",
        ),
        Mistake(
            "the brackets transposed",
            right="return V.T @ inverse_hessian @ V + np.outer(s, s) / sy",
            wrong="return V @ inverse_hessian @ V.T + np.outer(s, s) / sy",
            hint="The left bracket has s before y. Which of your two outer products stands left?",
        ),
        Mistake(
            "the same bracket twice",
            right="return V.T @ inverse_hessian @ V + np.outer(s, s) / sy",
            wrong="return V @ inverse_hessian @ V + np.outer(s, s) / sy",
            hint="Is your estimate symmetric? The two brackets are each other's transposes.",
        ),
        Mistake(
            "the same bracket twice",
            right="return V.T @ inverse_hessian @ V + np.outer(s, s) / sy",
            wrong="return V.T @ inverse_hessian @ V.T + np.outer(s, s) / sy",
            hint="Is your estimate symmetric? The two brackets are each other's transposes.",
        ),
        Mistake(
            "the left bracket only",
            right="return V.T @ inverse_hessian @ V + np.outer(s, s) / sy",
            wrong="return V.T @ inverse_hessian + np.outer(s, s) / sy",
            hint="The old estimate stands between two brackets. Is your result symmetric?",
        ),
        Mistake(
            "the last term is missing",
            right="return V.T @ inverse_hessian @ V + np.outer(s, s) / sy",
            wrong="return V.T @ inverse_hessian @ V",
            hint="Your estimate forgets the step's direction: it maps y to 0. Which term brings s back?",
        ),
        Mistake(
            "the last term is subtracted",
            right="return V.T @ inverse_hessian @ V + np.outer(s, s) / sy",
            wrong="return V.T @ inverse_hessian @ V - np.outer(s, s) / sy",
            hint="Your estimate maps y to minus s.",
        ),
        Mistake(
            "the last term is not scaled",
            right="return V.T @ inverse_hessian @ V + np.outer(s, s) / sy",
            wrong="return V.T @ inverse_hessian @ V + np.outer(s, s)",
            hint="Multiply your estimate by y. Is it s, or a multiple of it?",
        ),
        Mistake(
            "y in the last term",
            right="return V.T @ inverse_hessian @ V + np.outer(s, s) / sy",
            wrong="return V.T @ inverse_hessian @ V + np.outer(y, y) / sy",
            hint="The inverse maps gradients to steps. Which of the two vectors belongs to the last term?",
        ),
        Mistake(
            "a plus in the brackets",
            right="V = np.eye(len(s), dtype=inverse_hessian.dtype) - np.outer(y, s) / sy",
            wrong="V = np.eye(len(s), dtype=inverse_hessian.dtype) + np.outer(y, s) / sy",
            hint="The brackets take the step's direction out of the old estimate. Which sign does that?",
        ),
        Mistake(
            "rho not inverted",
            right="V = np.eye(len(s), dtype=inverse_hessian.dtype) - np.outer(y, s) / sy\n"
            "    return V.T @ inverse_hessian @ V + np.outer(s, s) / sy",
            wrong="V = np.eye(len(s), dtype=inverse_hessian.dtype) - np.outer(y, s) * sy\n"
            "    return V.T @ inverse_hessian @ V + np.outer(s, s) * sy",
            hint="Rho is one over s'y.",
        ),
        Mistake(
            "divided by y'y",
            right="V = np.eye(len(s), dtype=inverse_hessian.dtype) - np.outer(y, s) / sy\n"
            "    return V.T @ inverse_hessian @ V + np.outer(s, s) / sy",
            wrong="yy = y @ y\n    V = np.eye(len(s), dtype=inverse_hessian.dtype) - np.outer(y, s) / yy\n"
            "    return V.T @ inverse_hessian @ V + np.outer(s, s) / yy",
            hint="Which inner product stands below the fraction bar of rho?",
        ),
        Mistake(
            "elementwise products",
            right="V = np.eye(len(s), dtype=inverse_hessian.dtype) - np.outer(y, s) / sy\n"
            "    return V.T @ inverse_hessian @ V + np.outer(s, s) / sy",
            wrong="V = np.eye(len(s), dtype=inverse_hessian.dtype) - y * s / sy\n"
            "    return V.T @ inverse_hessian @ V + s * s / sy",
            hint="A column times a row is a matrix. What is `y * s` for two vectors?",
        ),
        Mistake(
            "inner products in place of outer ones",
            right="V = np.eye(len(s), dtype=inverse_hessian.dtype) - np.outer(y, s) / sy\n"
            "    return V.T @ inverse_hessian @ V + np.outer(s, s) / sy",
            wrong="V = np.eye(len(s), dtype=inverse_hessian.dtype) - (y @ s) / sy\n"
            "    return V.T @ inverse_hessian @ V + (s @ s) / sy",
            hint="A column times a row is a matrix, and a row times a column a number. For one-dimensional arrays `@` gives the number.",
        ),
        Mistake(
            "the past is forgotten",
            right="return V.T @ inverse_hessian @ V + np.outer(s, s) / sy",
            wrong="return V.T @ V + np.outer(s, s) / sy",
            hint="What stands between the two brackets?",
        ),
        Mistake(
            "the past is rescaled",
            right="return V.T @ inverse_hessian @ V + np.outer(s, s) / sy",
            wrong="return V.T @ inverse_hessian @ V * (sy / (y @ y)) + np.outer(s, s) / sy",
            hint="A factor for the very first estimate is another matter. The update takes the old one as it is.",
        ),
        Mistake(
            "the DFP update",
            right="V = np.eye(len(s), dtype=inverse_hessian.dtype) - np.outer(y, s) / sy\n"
            "    return V.T @ inverse_hessian @ V + np.outer(s, s) / sy",
            wrong="Hy = inverse_hessian @ y\n"
            "    return inverse_hessian - np.outer(Hy, Hy) / (y @ Hy) + np.outer(s, s) / sy",
            hint="This too maps y to s, but it is Davidon's, Fletcher's and Powell's formula. Compare with the docstring's.",
        ),
        Mistake(
            "the rank-one update",
            right="V = np.eye(len(s), dtype=inverse_hessian.dtype) - np.outer(y, s) / sy\n"
            "    return V.T @ inverse_hessian @ V + np.outer(s, s) / sy",
            wrong="rest = s - inverse_hessian @ y\n    below = rest @ y\n"
            "    return inverse_hessian + (np.outer(rest, rest) / below if below else 0)",
            hint="The lecture says rank one, which is another method (SR1). BFGS changes the estimate by rank two.",
        ),
        Mistake(
            "the update of the Hessian itself",
            right="V = np.eye(len(s), dtype=inverse_hessian.dtype) - np.outer(y, s) / sy\n"
            "    return V.T @ inverse_hessian @ V + np.outer(s, s) / sy",
            wrong="Bs = inverse_hessian @ s\n"
            "    return inverse_hessian - np.outer(Bs, Bs) / (s @ Bs) + np.outer(y, y) / sy",
            hint="That formula estimates the Hessian and maps s to y. Here the inverse is estimated.",
        ),
        Mistake(
            "a lost term of the expanded form",
            right="V = np.eye(len(s), dtype=inverse_hessian.dtype) - np.outer(y, s) / sy\n"
            "    return V.T @ inverse_hessian @ V + np.outer(s, s) / sy",
            wrong="Hy = inverse_hessian @ y\n"
            "    return inverse_hessian + np.outer(s, s) / sy - (np.outer(Hy, s) + np.outer(s, Hy)) / sy",
            hint="Multiply the brackets out again: there is a term with y'Hy.",
        ),
        *(
            Mistake(
                "every step is used",
                right=right,
                wrong=wrong,
                hint="What does a step with s'y <= 0 do to the estimate? Is it still positive definite?",
            )
            for right, wrong in (
                ("    if sy <= 0:\n        return inverse_hessian\n", ""),
                (
                    "    sy = s @ y\n    if sy <= 0:\n        return inverse_hessian\n",
                    "    sy = s @ y if s @ y else 1e-3\n",
                ),
            )
        ),
        Mistake(
            "s'y = 0 is used",
            right="if sy <= 0:",
            wrong="if sy < 0:",
            hint="What is one over s'y where s'y is 0?",
        ),
        Mistake(
            "only s'y = 0 is skipped",
            right="if sy <= 0:",
            wrong="if sy == 0:",
            hint="A negative s'y divides without a complaint. Is the estimate still positive definite?",
        ),
        Mistake(
            "the sign of s'y is dropped",
            right="sy = s @ y",
            wrong="sy = abs(s @ y)",
            hint="A negative s'y says that the curve bends down. What should the update do then?",
        ),
        Mistake(
            "short steps are skipped",
            right="if sy <= 0:",
            wrong="if sy <= 1e-10:",
            hint="s'y is quadratic in the step: near the minimum it is tiny, and positive all the same.",
        ),
        Mistake(
            "short steps are skipped",
            right="if sy <= 0:",
            wrong="if sy <= 1e-6:",
            hint="s'y is quadratic in the step: near the minimum it is tiny, and positive all the same.",
        ),
        Mistake(
            "flat steps are skipped",
            right="if sy <= 0:",
            wrong="if sy <= 1e-8 * np.linalg.norm(s) * np.linalg.norm(y):",
            hint="That is a sensible safeguard in practice. The contract here: unchanged only where s'y <= 0.",
        ),
        Mistake(
            "starts again from the identity",
            right="return inverse_hessian\n",
            wrong="return np.eye(len(s), dtype=inverse_hessian.dtype)\n",
            hint="One bad step is no reason to forget all good ones.",
        ),
        Mistake(
            "refused with an exception",
            right="return inverse_hessian\n",
            wrong='raise ValueError(f"s\'y must be positive, but is {sy}")\n',
            hint="Such steps happen. The estimate then stays as it is.",
        ),
        *(
            Mistake(
                "an epsilon in rho",
                right="sy = s @ y",
                wrong=wrong,
                hint="Something small is added to s'y. Small compared with what?",
            )
            for wrong in (
                "sy = s @ y + 1e-10",
                "sy = s @ y + 1e-6",
                "sy = s @ y + 1e-8",
                "sy = s @ y + 1e-12",
            )
        ),
        Mistake(
            "nothing comes back where s'y <= 0",
            right="return inverse_hessian\n",
            wrong="return None\n",
            hint="The caller goes on with what you return, whatever the step has shown.",
        ),
        Mistake(
            "the old estimate written in place",
            right="return V.T @ inverse_hessian @ V + np.outer(s, s) / sy",
            wrong="inverse_hessian[:] = V.T @ inverse_hessian @ V + np.outer(s, s) / sy\n    return inverse_hessian",
            hint="The old estimate belongs to the caller, who may want to take the step again. Make a new matrix.",
        ),
        Mistake(
            "everything becomes float64",
            right="V = np.eye(len(s), dtype=inverse_hessian.dtype) - np.outer(y, s) / sy",
            wrong="V = np.eye(len(s)) - np.outer(y, s) / sy",
            hint="Which of your operations brings in float64? A Python number leaves float32 as it is; an array or a NumPy number of dtype float64 or int64 does not.",
        ),
    ),
)

PAIRS_S = [np.array([1.0, -0.5, 2.0, 0.5]), np.array([0.25, 1.5, -1.0, 0.75]), np.array([-1.0, 0.5, 0.5, 2.0])]
PAIRS_Y = [np.array([2.0, -1.0, 1.5, 0.0]), np.array([1.0, 2.5, -0.5, 0.25]), np.array([-0.5, 1.5, 0.25, 3.0])]
SLOPE = np.array([1.0, -2.0, 0.5, 3.0])


def hidden_directions(rng: np.random.Generator) -> tuple:
    """Fresh histories for one grading run; y = A s with a positive definite A, a little disturbed."""
    n, m = (int(k) for k in rng.choice([3, 4, 5, 6], size=2, replace=False))
    curvature = symmetric(rng.uniform(1, 5, size=n), rng)
    steps = [s.round(3) for s in rng.normal(size=(m, n))]
    changes = [(curvature @ s + rng.uniform(-0.1, 0.1, size=n) * s).round(3) for s in steps]
    gradient = rng.normal(size=n).round(3)
    return (
        Case("another history, of another length", (gradient, steps, changes)),
        Case("another history of one pair", (gradient, steps[:1], changes[:1])),
        Law(
            "other lists are left as they were",
            "asking_twice_gives_the_same",
            {"args": (gradient, steps, changes)},
            free=True,
        ),
        Law(
            "another problem of 100 000 parameters",
            "no_square_matrix",
            {
                "gradient": gradient,
                "s_history": steps[:1],
                "y_history": changes[:1],
                "repeats": 100_000 // n,
            },
        ),
    )


LBFGS_DIRECTION = Function(
    "lbfgs_direction",
    points=3,
    returns=("direction",),
    section=SECTION,
    rules=(
        Case(
            "without a history the direction is minus the gradient",
            args=(np.array([1.0, -2.0, 0.5]), [], []),
            expect=np.array([-1.0, 2.0, -0.5]),
            free=True,
        ),
        Case(
            "one pair: gamma times the identity, updated once",
            args=(np.array([1.0, 1.0]), [np.array([1.0, 0.0])], [np.array([2.0, 1.0])]),
            expect=np.array([-0.4, -0.2]),
        ),
        Case(
            "a gradient that the newest pair explains leads straight back along its step",
            args=(PAIRS_Y[-1], PAIRS_S, PAIRS_Y),
            expect=-PAIRS_S[-1],
        ),
        Case("two pairs, the newest last", args=(SLOPE, PAIRS_S[:2], PAIRS_Y[:2])),
        Case("three pairs, the newest last", args=(SLOPE, PAIRS_S, PAIRS_Y)),
        Case(
            "more pairs than parameters",
            args=(SLOPE[:2], [s[:2] for s in PAIRS_S], [y[:2] for y in PAIRS_Y]),
        ),
        Case(
            "short steps near the minimum count too",
            args=(SLOPE, [1e-7 * s for s in PAIRS_S], [1e-7 * y for y in PAIRS_Y]),
        ),
        Case(
            "float32 in, float32 out",
            args=(
                SLOPE.astype(np.float32),
                [s.astype(np.float32) for s in PAIRS_S],
                [y.astype(np.float32) for y in PAIRS_Y],
            ),
        ),
        Law(
            "the lists are left as they were",
            "asking_twice_gives_the_same",
            {"args": (SLOPE, PAIRS_S, PAIRS_Y)},
            free=True,
        ),
        Law(
            "with 100 000 parameters vectors are enough, no square matrix is needed",
            "no_square_matrix",
            {"gradient": SLOPE, "s_history": PAIRS_S[:1], "y_history": PAIRS_Y[:1], "repeats": 25_000},
        ),
    ),
    harmless={
        f"{line}  ->  {line.replace('True', 'False')}": "the two lists have one length; strict only guards against a slip"
        for line in (
            "pairs = [(s, y, 1 / (s @ y)) for s, y in zip(s_history, y_history, strict=True)]",
            "for (s, y, rho), alpha in zip(pairs, reversed(alphas), strict=True):",
        )
    },
    hidden=hidden_directions,
    mistakes=(
        Mistake(
            "uphill",
            right="return -r",
            wrong="return r",
            hint="A direction to go leads downhill. What is its product with the gradient?",
        ),
        Mistake(
            "no initial scaling",
            right="r = gamma * q",
            wrong="r = q",
            hint="Between the two loops stands the first estimate. Which multiple of the identity is it?",
        ),
        Mistake(
            "gamma upside down",
            right="gamma = (s @ y) / (y @ y)",
            wrong="gamma = (y @ y) / (s @ y)",
            hint="Gamma estimates the inverse of the curvature: a steep valley makes y large and gamma small.",
        ),
        Mistake(
            "the other gamma",
            right="gamma = (s @ y) / (y @ y)",
            wrong="gamma = (s @ s) / (s @ y)",
            hint="There are two estimates of this kind. The docstring's has y'y below the fraction bar.",
        ),
        Mistake(
            "gamma of the oldest pair",
            right="s, y, _ = pairs[-1]",
            wrong="s, y, _ = pairs[0]",
            hint="Which pair knows the curvature best where you are now?",
        ),
        Mistake(
            "gamma applied outside the two loops",
            right="    r = gamma * q\n    for (s, y, rho), alpha in zip(pairs, reversed(alphas), strict=True):\n"
            "        beta = rho * (y @ r)\n        r = r + (alpha - beta) * s\n    return -r",
            wrong="    r = q\n    for (s, y, rho), alpha in zip(pairs, reversed(alphas), strict=True):\n"
            "        beta = rho * (y @ r)\n        r = r + (alpha - beta) * s\n    return -gamma * r",
            hint="The first estimate acts between the two loops.",
        ),
        Mistake(
            "gamma applied twice",
            right="return -r",
            wrong="return -gamma * r",
            hint="Count how often gamma multiplies what you return.",
        ),
        Mistake(
            "the history read from the other end",
            right="pairs = [(s, y, 1 / (s @ y)) for s, y in zip(s_history, y_history, strict=True)]",
            wrong="pairs = [(s, y, 1 / (s @ y)) for s, y in zip(s_history[::-1], y_history[::-1], strict=True)]",
            hint="The newest pair stands last in the lists. Which pair does your first loop begin with?",
        ),
        Mistake(
            "both loops in the wrong order",
            hint="The first loop goes from the newest pair to the oldest, the second one back. Which way do yours go?",
            instead="""
def lbfgs_direction(gradient, s_history, y_history):
    q, alphas, gamma = gradient, [], 1.0
    for s, y in zip(s_history, y_history):
        alphas.append(s @ q / (s @ y))
        q = q - alphas[-1] * y
        gamma = (s @ y) / (y @ y)
    r = gamma * q
    for s, y, alpha in zip(s_history[::-1], y_history[::-1], alphas[::-1]):
        r = r + (alpha - y @ r / (s @ y)) * s
    return -r
""",
        ),
        Mistake(
            "the first loop forward",
            right="    for s, y, rho in reversed(pairs):\n        alpha = rho * (s @ q)\n        q = q - alpha * y\n        alphas.append(alpha)",
            wrong="    for s, y, rho in pairs:\n        alpha = rho * (s @ q)\n        q = q - alpha * y\n        alphas.insert(0, alpha)",
            hint="One loop goes back in time and one forward. Which is the first?",
        ),
        Mistake(
            "the second loop backward",
            right="for (s, y, rho), alpha in zip(pairs, reversed(alphas), strict=True):",
            wrong="for (s, y, rho), alpha in zip(reversed(pairs), alphas, strict=True):",
            hint="One loop goes back in time and one forward. Which is the second?",
        ),
        Mistake(
            "alphas of other pairs",
            right="for (s, y, rho), alpha in zip(pairs, reversed(alphas), strict=True):",
            wrong="for (s, y, rho), alpha in zip(pairs, alphas, strict=True):",
            hint="The first loop makes the alphas from the newest pair to the oldest. Whose alpha does the second loop take?",
        ),
        Mistake(
            "alpha with y",
            right="alpha = rho * (s @ q)",
            wrong="alpha = rho * (y @ q)",
            hint="Alpha measures q along the step.",
        ),
        Mistake(
            "alphas all from the gradient",
            right="alpha = rho * (s @ q)",
            wrong="alpha = rho * (s @ gradient)",
            hint="With one pair it makes no difference. With two: what has the first pass already taken out of q?",
        ),
        Mistake(
            "the first loop takes out s",
            right="q = q - alpha * y",
            wrong="q = q - alpha * s",
            hint="q is a gradient. Which of the two vectors is one, too?",
        ),
        Mistake(
            "the first loop adds",
            right="q = q - alpha * y",
            wrong="q = q + alpha * y",
            hint="After its pass the step's share should be gone from q: s'q = 0. Is it?",
        ),
        Mistake(
            "beta with s",
            right="beta = rho * (y @ r)",
            wrong="beta = rho * (s @ r)",
            hint="The second loop mirrors the first: where one has s, the other has y.",
        ),
        Mistake(
            "beta from q",
            right="beta = rho * (y @ r)",
            wrong="beta = rho * (y @ q)",
            hint="Beta looks at what r has become so far.",
        ),
        Mistake(
            "beta is forgotten",
            right="r = r + (alpha - beta) * s",
            wrong="r = r + alpha * s",
            hint="Only the difference of alpha and beta is missing from r.",
        ),
        Mistake(
            "beta minus alpha",
            right="r = r + (alpha - beta) * s",
            wrong="r = r + (beta - alpha) * s",
            hint="If r were right already, beta would equal alpha. If it is too small, which way must it be corrected?",
        ),
        Mistake(
            "the second loop adds y",
            right="r = r + (alpha - beta) * s",
            wrong="r = r + (alpha - beta) * y",
            hint="r is a step. Which of the two vectors is one, too?",
        ),
        Mistake(
            "no second loop",
            right="        r = r + (alpha - beta) * s\n",
            wrong="        r = r + 0 * s\n",
            hint="What the first loop took out along each step comes back, corrected, in the second.",
        ),
        Mistake(
            "rho not inverted",
            right="pairs = [(s, y, 1 / (s @ y)) for s, y in zip(s_history, y_history, strict=True)]",
            wrong="pairs = [(s, y, s @ y) for s, y in zip(s_history, y_history, strict=True)]",
            hint="Rho is one over s'y.",
        ),
        Mistake(
            "rho from y'y",
            right="pairs = [(s, y, 1 / (s @ y)) for s, y in zip(s_history, y_history, strict=True)]",
            wrong="pairs = [(s, y, 1 / (y @ y)) for s, y in zip(s_history, y_history, strict=True)]",
            hint="Which inner product stands below the fraction bar of rho?",
        ),
        *(
            Mistake(
                "an epsilon in rho",
                right="pairs = [(s, y, 1 / (s @ y)) for s, y in zip(s_history, y_history, strict=True)]",
                wrong=wrong,
                hint="Something small is added to s'y. Small compared with what?",
            )
            for wrong in (
                "pairs = [(s, y, 1 / (s @ y + 1e-10)) for s, y in zip(s_history, y_history, strict=True)]",
                "pairs = [(s, y, 1 / (s @ y + 1e-6)) for s, y in zip(s_history, y_history, strict=True)]",
                "pairs = [(s, y, 1 / (s @ y + 1e-8)) for s, y in zip(s_history, y_history, strict=True)]",
                "pairs = [(s, y, 1 / (s @ y + 1e-12)) for s, y in zip(s_history, y_history, strict=True)]",
            )
        ),
        *(
            Mistake(
                "short steps are skipped",
                right="pairs = [(s, y, 1 / (s @ y)) for s, y in zip(s_history, y_history, strict=True)]",
                wrong=wrong,
                hint="s'y is quadratic in the step: near the minimum it is tiny, and positive all the same.",
            )
            for wrong in (
                "pairs = [(s, y, 1 / (s @ y)) for s, y in zip(s_history, y_history, strict=True) if s @ y > 1e-10]",
                "pairs = [(s, y, 1 / (s @ y)) for s, y in zip(s_history, y_history, strict=True) if s @ y > 1e-8]",
            )
        ),
        Mistake(
            "s and y exchanged",
            right="for s, y in zip(s_history, y_history, strict=True)]",
            wrong="for y, s in zip(s_history, y_history, strict=True)]",
            hint="Which list holds the steps and which the changes of the gradient? Check that y is mapped to s.",
        ),
        Mistake(
            "only the newest pair",
            right="    alphas = []\n",
            wrong="    pairs = pairs[-1:]\n    alphas = []\n",
            hint="With a longer history your result doesn't change. Does every pair take part?",
        ),
        Mistake(
            "the newest pair is left out",
            right="    alphas = []\n",
            wrong="    pairs = pairs[:-1]\n    alphas = []\n",
            hint="Count the passes of your loops. Does the last pair take part?",
        ),
        Mistake(
            "the oldest pair is left out",
            right="    alphas = []\n",
            wrong="    pairs = pairs[1:] if len(pairs) > 1 else pairs\n    alphas = []\n",
            hint="Count the passes of your loops. Does the first pair take part?",
        ),
        Mistake(
            "only the scaled gradient",
            right="return -r",
            wrong="return -gamma * gradient",
            hint="That is gradient descent with a clever rate. Do the loops' results arrive in what you return?",
        ),
        Mistake(
            "an empty history fails",
            right="    gamma = 1.0\n    if pairs:\n        s, y, _ = pairs[-1]\n        gamma = (s @ y) / (y @ y)\n",
            wrong="    s, y, _ = pairs[-1]\n    gamma = (s @ y) / (y @ y)\n",
            hint="Before the first step there are no pairs. What should the direction be then?",
        ),
        Mistake(
            "the gradient itself for an empty history",
            right="    alphas = []\n",
            wrong="    if not pairs:\n        return gradient.copy()\n    alphas = []\n",
            hint="Without any curvature, which way is downhill?",
        ),
        Mistake(
            "forms an n by n matrix",
            hint="The estimate is never needed, only its product with one vector. That is what the two loops are for.",
            instead="""
def lbfgs_direction(gradient, s_history, y_history):
    if not len(s_history):
        return -gradient
    s, y = s_history[-1], y_history[-1]
    identity = np.eye(len(gradient), dtype=gradient.dtype)
    estimate = (s @ y) / (y @ y) * identity
    for s, y in zip(s_history, y_history):
        V = identity - np.outer(y, s) / (s @ y)
        estimate = V.T @ estimate @ V + np.outer(s, s) / (s @ y)
    return -estimate @ gradient
""",
        ),
        Mistake(
            "the gradient written in place",
            right="q = q - alpha * y",
            wrong="q -= alpha * y",
            hint="`q -= ...` writes into the caller's gradient as long as q is that array. Which form makes a new one?",
        ),
        Mistake(
            "the lists changed",
            hint="`pop` and `reverse` change the caller's lists. `reversed(...)` and `[::-1]` read them and leave them alone.",
            right="    pairs = [(s,",
            wrong="    s_history, y_history, s_given, y_given = list(s_history), list(y_history), s_history, y_history\n"
            "    while s_given:\n        s_given.pop(), y_given.pop()\n    pairs = [(s,",
        ),
        Mistake(
            "everything becomes float64",
            right="alphas.append(alpha)",
            wrong="alphas.append(np.float64(alpha))",
            hint="Which of your operations brings in float64? A Python number leaves float32 as it is; an array or a NumPy number of dtype float64 or int64 does not.",
        ),
    ),
)

EXERCISE = Exercise(functions=(QUADRATIC_APPROXIMATION, NEWTON_STEP, BFGS_UPDATE, LBFGS_DIRECTION), written=1)
