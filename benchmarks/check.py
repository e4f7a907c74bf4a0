"""How fast the student's check answers: from a cold start, in a running notebook, and from a saved file to its report.

    python benchmarks/check.py

Exits with 1 where a median is over its budget.
"""

import functools
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from types import FunctionType, ModuleType

from autograder.check.asking import judged, open_module
from autograder.check.released import read
from autograder.judging.references import ROOT, assignments, exercises_of, reference_source
from autograder.judging.rules import FunctionRules

COLD, WARM, WATCH = 0.6, 0.05, 0.3  # seconds
RUNS = 15


@contextmanager
def solved() -> Iterator[Path]:
    """The exercises, all solved, in a folder of their own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "exercises"
        shutil.copytree(ROOT / "exercises", folder)
        for assignment in assignments():
            for exercise in exercises_of(assignment):
                (folder / assignment / f"{exercise}.py").write_text(reference_source(assignment, exercise))
        yield folder


def _seconds(action) -> float:
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def cold(folder: Path) -> float:
    """The median of starting Python and checking one exercise."""
    command = [sys.executable, "-m", "autograder", "check", str(folder / "optimization" / "momentum.py")]
    # As an installed package runs: from compiled files.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(folder.parent / "compiled")

    def run() -> None:
        subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True)

    run()
    return median(_seconds(run) for _ in range(RUNS))


def _with_clock(module: ModuleType) -> list[float]:
    """Make a module's functions note how long they run. The times come into the list that is returned."""
    times, depth = [], []

    def clocked(function: Callable) -> Callable:
        @functools.wraps(function)
        def run(*args, **kwargs):
            depth.append(function)
            began = time.perf_counter()
            try:
                return function(*args, **kwargs)
            finally:
                depth.pop()
                if not depth:  # not once more for a function that another one calls
                    times.append(time.perf_counter() - began)

        return run

    for name, value in list(vars(module).items()):
        if isinstance(value, FunctionType):
            setattr(module, name, clocked(value))
    return times


def _once(path: Path, rules: FunctionRules) -> tuple[float, float]:
    """The time of one check, and what is left of it without the student's own code."""
    began = time.perf_counter()
    opened = open_module(path)
    own = _with_clock(opened.module)
    judged(opened, rules)
    seconds = time.perf_counter() - began
    return seconds, seconds - sum(own)


def warm(folder: Path) -> dict[str, tuple[float, float]]:
    """For every function, both medians of its check in a process that has checked before, as a notebook has."""
    medians = {}
    for assignment in assignments():
        for exercise in exercises_of(assignment):
            released = folder / assignment / f"{exercise}.json"
            for rules in read(released)[1]:
                pairs = [_once(released.with_suffix(".py"), rules) for _ in range(RUNS)]
                medians[f"{exercise}.{rules.function}"] = tuple(median(column) for column in zip(*pairs, strict=True))
    return medians


def watch(folder: Path) -> float:
    """The median from the moment at which a module is saved to its whole report."""
    module = folder / "optimization" / "momentum.py"
    text = module.read_text()
    command = [sys.executable, "-u", "-m", "autograder", "check", str(folder), "--watch"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)

    assert process.stdout is not None
    printed = iter(process.stdout)

    def report() -> None:
        next(line for line in printed if "Ctrl-C ends" in line)

    def save(i: int) -> None:
        module.write_text(f"{text}# {i}\n")
        report()

    report()
    times = []
    for i in range(RUNS):
        time.sleep(0.4 + 0.011 * i)  # so that it falls anywhere between two looks at the file
        times.append(_seconds(lambda i=i: save(i)))
    process.kill()
    process.communicate()
    return median(times)


def main() -> int:
    """Measure and print all three. Returns 1 where one is over its budget."""
    with solved() as folder:
        by_function = warm(folder)
        slowest = max(by_function, key=lambda name: by_function[name][1])
        whole, besides = by_function[slowest]
        measured = [
            ("cold, one exercise", cold(folder), COLD),
            ("warm, the median function", median(both[1] for both in by_function.values()), WARM),
            (f"warm, {slowest}, the slowest", besides, WARM),
            ("watch, from save to report", watch(folder), WATCH),
        ]
    for what, seconds, budget in measured:
        print(f"{what:<50}{1000 * seconds:5.0f} ms   budget {1000 * budget:.0f} ms")
    print(f"Warm times are without the student's own code; with it, {slowest} takes {1000 * whole:.0f} ms.")
    return int(any(seconds > budget for _, seconds, budget in measured))


if __name__ == "__main__":
    sys.exit(main())
