"""The words in which the checks of an exercise are declared: frozen data, no code that runs.

A file in `checks/<assignment>/<exercise>.py` holds one `EXERCISE`. Its rules are what
a student's function must do; its mistakes are how it goes wrong, each as a change of the
reference. The same mistakes test the checks, name what a student did, and make the
sample class.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from autograder.calling.values import Call, Given, Place, Rng, State, Unknown

__all__ = [
    "Call",
    "Case",
    "Exercise",
    "Function",
    "Given",
    "Gradient",
    "Law",
    "Mistake",
    "Output",
    "Rng",
    "State",
    "Unknown",
    "other_defaults",
]


@dataclass(frozen=True)
class Case:
    """One call whose result is compared with the reference's: results, state, and the arguments afterwards.

    rule: the sentence that a student reads when it fails.
    args, kwargs: arrays, numbers, and `State`, `Rng`, `Given`.
    then: further gradients; each makes one more pass of `x, state = step(x, dx, state)`.
    expect: the result worked by hand; without it, the reference's result.
    raises: the call must be refused with a ValueError whose text holds all these words.
    tolerance: relative, in place of `compare.RELATIVE_TOLERANCE`; say why where you set it.
    free: code that computes nothing keeps it too, as with an empty array. Refusals are free without saying so.
    """

    rule: str
    args: tuple[Any, ...] = ()
    kwargs: Mapping[str, Any] = field(default_factory=dict)
    then: tuple[Any, ...] = ()
    expect: Any = None
    raises: tuple[str, ...] = ()
    tolerance: float | None = None
    free: bool = False


@dataclass(frozen=True)
class Output:
    """An argument of a gradient's backward call: what the reference's forward call returns at this place.

    () is the whole result, (1,) the second of a tuple.
    """

    place: Place = ()


@dataclass(frozen=True)
class Gradient:
    """A case whose right answer is a gradient: the slope of the reference's forward function, by centred differences.

    The reference is held to its slopes when the rule is prepared, and the student to the reference's numbers.
    A student's forward function is not differentiated: it may be wrong in the same way as the gradient.

    forward: the call whose output is differentiated. It must be smooth within 1e-4 of its arguments.
    output: where in the forward call's result the output stands.
    weights: the output is summed with these weights (its shape); None: it is a scalar.
    with_respect_to: pairs (place of an array among the forward call's arguments, place of
        its gradient in the result of `backward`).
    backward: the call that gives the gradients; None: they stand in the forward call's own result.
    """

    rule: str
    forward: Call
    with_respect_to: tuple[tuple[Place, Place], ...]
    output: Place = ()
    weights: np.ndarray | None = None
    backward: Call | None = None


@dataclass(frozen=True)
class Law:
    """A property of random or structural functions: the name of a function in `laws/`, and its settings.

    free: code that computes nothing keeps it too.
    """

    rule: str
    law: str
    settings: Mapping[str, Any] = field(default_factory=dict)
    free: bool = False


Rule = Case | Gradient | Law


@dataclass(frozen=True)
class Mistake:
    """One way to go wrong, as a change of the reference.

    name: short, what a teacher would call it ("no bias correction").
    hint: leads the student to the error without giving the line away.
    right, wrong: `right` stands exactly once in the function's source and is replaced by `wrong`;
    instead: where no one line does it, the function's whole text.
    """

    name: str
    hint: str
    right: str = ""
    wrong: str = ""
    instead: str = ""


def other_defaults(argument: str, *others: str) -> tuple[Mistake, ...]:
    """The mistake that an argument has another default, once for each of them.

    argument: as it stands in the signature, "rho: float = 0.9".
    """
    declared, _, _ = argument.rpartition(" = ")
    name = f"another default of {declared.partition(':')[0]}"
    hint = "Compare the defaults in your `def` line with the stub's."
    return tuple(Mistake(name, hint, right=argument, wrong=f"{declared} = {other}") for other in others)


@dataclass(frozen=True)
class Function:
    """What one function of an exercise must do, and how it goes wrong.

    points: for all rules kept; each rule is an equal share, and the free ones count in proportion to the others
        (`points.py`). Not all rules are free.
    returns: names of the results, for messages ("x", "state").
    rules: seen by students; hidden: draws more of every kind for one grading run.
    mistakes: every one breaks a rule, and is told from the others by what it answers.
    may_share: the result may be a view of an argument or the argument itself (contract: flips, crops).
    section: where to read, a page of the book.
    harmless: generic mutations of the reference that compute the same ("before  ->  after"), and why.
    """

    name: str
    points: float
    returns: tuple[str, ...]
    rules: tuple[Rule, ...]
    mistakes: tuple[Mistake, ...]
    hidden: Callable[[np.random.Generator], tuple[Rule, ...]] = lambda rng: ()
    may_share: bool = False
    section: str = ""
    harmless: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Exercise:
    """One module and one notebook: its functions in the order in which a student writes them.

    written: points of the notebook's written question, graded by a person; its cell is
        `<exercise>_written`.
    """

    functions: tuple[Function, ...]
    written: float = 0.0
