"""How fast the student's check answers: from a cold start, in a running notebook, and from a saved file to its report.

    python benchmarks/check.py

Exits with 1 where a median is over its budget. Each is the time of all that happens, the
student's own code included.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from autograder.check.check import check_function
from autograder.check.released import read
from autograder.judging.references import ROOT, assignments, exercises_of, reference_source

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
    command = [sys.executable, "-m", "autograder", "check", folder / "optimization" / "momentum.py"]
    # As an installed package runs: from compiled files.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(folder.parent / "compiled")

    def run() -> None:
        subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True)

    run()
    return median(_seconds(run) for _ in range(RUNS))


def warm(folder: Path) -> dict[str, float]:
    """For every function, the median of its check in a process that has checked before."""
    medians = {}
    for assignment in assignments():
        for exercise in exercises_of(assignment):
            released = folder / assignment / f"{exercise}.json"
            for rules in read(released)[1]:
                name = rules.function
                times = [_seconds(lambda path=released, name=name: check_function(path, name)) for _ in range(RUNS)]
                medians[f"{exercise}.{name}"] = median(times)
    return medians


def watch(folder: Path) -> float:
    """The median from the moment at which a module is saved to its whole report."""
    module = folder / "optimization" / "momentum.py"
    text = module.read_text()
    command = [sys.executable, "-u", "-m", "autograder", "check", str(folder), "--watch"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)

    def report() -> None:
        while "Ctrl-C ends" not in process.stdout.readline():
            pass

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
        slowest = max(by_function, key=by_function.get)
        measured = [
            ("cold, one exercise", cold(folder), COLD),
            ("warm, median of all functions", median(by_function.values()), WARM),
            (f"warm, the slowest: {slowest}", by_function[slowest], WARM),
            ("watch, from save to report", watch(folder), WATCH),
        ]
    for what, seconds, budget in measured:
        print(f"{what:<60}{1000 * seconds:7.0f} ms   budget {1000 * budget:.0f} ms")
    return int(any(seconds > budget for _, seconds, budget in measured))


if __name__ == "__main__":
    sys.exit(main())
