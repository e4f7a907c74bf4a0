"""What an instructor asks of a grading."""

from dataclasses import dataclass

from autograder.grading.submissions import Submission
from autograder.sandbox.allowance import SECONDS
from autograder.sandbox.walls import ISOLATIONS


@dataclass(frozen=True)
class Asked:
    """What an instructor asks for.

    seed: None draws one. seconds: that each submission has. students, exercises: None for all.
    scheduler: of a Dask cluster, None for this machine.
    """

    assignment: str
    submissions: list[Submission]
    jobs: int
    seed: int | None = None
    isolation: str = ISOLATIONS[0]
    seconds: float = SECONDS
    students: list[str] | None = None
    scheduler: str | None = None
    exercises: list[str] | None = None
