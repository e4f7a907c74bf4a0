"""What hostile submissions reach, and what the walls cost: each isolation, root and a user, plain and in a container.

    python benchmarks/attacks.py [--budget SECONDS] [--only ISOLATION USER ENGINE]

Prints a line for each: attacks that were graded among right submissions, breaches, the most memory that all processes
of a grading took together where every attack on memory is graded with a job for each core, and the time of a right
module. Then every attack that plays for time is graded alone, and the one that kept the grading longest is named.
Needs root, who can be everybody, and libseccomp for the engines' profiles. Exits with 1 where something was breached,
took more than a gigabyte, or outlived its budget by more than five seconds.
"""

import argparse
import itertools
import json
import os
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from memory import Peak

from autograder.judging.references import ROOT
from autograder.sandbox.walls import ISOLATIONS

sys.path.insert(0, str(ROOT / "tests"))
sys.path.insert(0, str(ROOT / "tests" / "sandbox"))
from situations import under
from terms import empty_term, hand_in_to
from test_attacks import ASSIGNMENT, ATTACKS, RIGHT, class_problems, grade, hand_in_class
from users import UID, as_uid

MOST_MEMORY = 1_000  # MB, of all processes of a grading together
MOST_OVERTIME = 5.0  # seconds beyond the budget
HEAVY = ("floods", "forks", "memory")  # the families of attacks that ask for memory
FEW, MANY = 10, 210  # right modules, whose difference in time is that of the modules alone
NO_SANDBOX = 3


def term_in(folder: Path) -> Path:
    """An empty term with the folders that a grading finds its temporary files and its home in."""
    term = empty_term(folder)
    for name in ("tmp", "home"):
        (term / name).mkdir()
    return term


def start(user: str, engine: str, term: Path) -> list[str]:
    """What stands before a command to run it in a term so; an ordinary user is given the term first."""
    return (as_uid(UID, term) if user == "user" else []) + (under(engine) if engine != "plain" else [])


def milliseconds_a_module(user: str, engine: str, isolation: str, folder: Path) -> float:
    """The time of a right module in a class of them, the start of the grading taken off."""
    took = {}
    for count in (FEW, MANY):
        term = term_in(folder / f"right {count}")
        for number in range(count):
            hand_in_to(term, f"{number:03}", ASSIGNMENT, standardize=RIGHT)
        began = time.monotonic()
        done = grade(start(user, engine, term), isolation, term)
        took[count] = time.monotonic() - began
        assert done.returncode == 0, done.stderr[-2000:]
    return 1000 * (took[MANY] - took[FEW]) / (MANY - FEW)


def megabytes_together(user: str, engine: str, isolation: str, folder: Path) -> int:
    """The most memory that all processes of a grading take together, where everybody asks for all there is."""
    term = term_in(folder / "heavy")
    hand_in_class(partial(hand_in_to, term), [attack for attack in ATTACKS if attack.path.parent.name in HEAVY])
    memory = Peak(os.getpid())
    done = grade(start(user, engine, term), isolation, term, os.cpu_count() or 1)
    megabytes = memory.stop()
    assert done.returncode == 0, done.stderr[-2000:]
    return megabytes


def one_line(isolation: str, user: str, engine: str, folder: Path) -> bool:
    """Print what came of one isolation, user and engine. Returns whether all was well."""
    where = f"{isolation:11} {user:5} {engine:7}"
    term = term_in(folder / "term")
    handed_in = hand_in_class(partial(hand_in_to, term), ATTACKS)
    done = grade(start(user, engine, term), isolation, term)
    if done.returncode == NO_SANDBOX:
        print(f"{where} does not start here, and says so: exit {NO_SANDBOX}", flush=True)
        return True
    assert done.returncode == 0, done.stderr[-3000:]
    breaches = list(class_problems(handed_in, json.loads((term / "rows.json").read_text()), term))
    megabytes = megabytes_together(user, engine, isolation, folder)
    cost = milliseconds_a_module(user, engine, isolation, folder)
    print(f"{where} {len(ATTACKS):7} {len(breaches):9} {megabytes:9} MB {cost:6.1f} ms a module", flush=True)
    for breach in breaches:
        print(f"    {breach}")
    return not breaches and megabytes < MOST_MEMORY


def longest(budget: float, folder: Path) -> bool:
    """Grade what plays for time alone, and name what took longest, the start taken off. Returns whether it may."""
    term = term_in(folder / "alone")
    handed_in = hand_in_class(partial(hand_in_to, term), [a for a in ATTACKS if "timeout" in a.ends_as])
    took = {}
    for student in ("zoe", *handed_in):
        command = [
            sys.executable,
            "-m",
            "autograder",
            "grade",
            ASSIGNMENT,
            "--seconds",
            str(budget),
            "--student",
            student,
        ]
        began = time.monotonic()
        done = subprocess.run(command, cwd=term, capture_output=True, text=True)
        took[student] = time.monotonic() - began
        assert done.returncode == 0, done.stderr[-2000:]
    worst = max(took, key=lambda student: took[student])
    seconds = took[worst] - took["zoe"]
    print(f"longest alone: {worst}, {seconds:.1f} s; its budget is {budget:g} s, and at most {MOST_OVERTIME:g} s more")
    return seconds <= budget + MOST_OVERTIME


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--budget", type=float, default=15.0, metavar="SECONDS", help="of each submission, graded alone"
    )
    parser.add_argument("--only", nargs=3, metavar=("ISOLATION", "USER", "ENGINE"), help="one line of the table")
    options = parser.parse_args()
    if os.geteuid() != 0:
        print("This needs root, who can be everybody.", file=sys.stderr)
        return 2
    print(f"{'isolation':11} {'user':5} {'engine':7} attacks  breaches   together")
    well = []
    walled = [name for name in ISOLATIONS if name not in ("auto", "none")]
    every = itertools.product(walled, ("root", "user"), ("plain", "docker", "podman"))
    for isolation, user, engine in [options.only] if options.only else every:
        with tempfile.TemporaryDirectory() as folder:
            Path(folder).chmod(0o755)
            well.append(one_line(isolation, user, engine, Path(folder)))
    if not options.only:
        with tempfile.TemporaryDirectory() as folder:
            well.append(longest(options.budget, Path(folder)))
    return int(not all(well))


if __name__ == "__main__":
    sys.exit(main())
