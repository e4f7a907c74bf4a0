"""How fast a class is graded and gets feedback: stock nbgrader against this course, in one run on one machine.

Stock starts a kernel for every notebook and has no sandbox; `grade` has its sandbox on. Both get the
same mixed class: right modules, declared mistakes, stubs, a lost module, a lost notebook. The
submission that never ends is left out, since stock waits for it longer than for all others.

    python benchmarks/grading.py [--assignment NAME] [--students N] [--large N] [--keep]

The run is compared with the one that is kept in benchmarks/grading.json; --keep puts it in its place.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from first_grading import first_gradings
from kept import KEPT, differences, keep
from memory import Peak

from autograder.authoring import sample_class
from autograder.grading import graded_submission
from autograder.grading.course import open_course, released_notebooks
from autograder.grading.gradebook import writer as gradebook_writer
from autograder.grading.judges.judge_modules import Run, draw_rules
from autograder.grading.submissions import submissions
from autograder.judging.references import ROOT, exercises_of, fingerprint
from autograder.sandbox import process
from autograder.sandbox.starters import starter

PROGRAMS = Path(sys.executable).parent
# nbgrader calls the program alembic by its name: it must find the one of this environment.
ENVIRONMENT = os.environ | {"PATH": os.pathsep.join([str(PROGRAMS), os.environ.get("PATH", "")])}
WANTED_RATIO = 20.0
WANTED_FEEDBACK = 20.0  # submissions a second, on two cores
MEMORY_LIMIT = 500  # MB, of all processes together
PROFILED = 100  # submissions whose time is divided into its parts
STOCK_CONFIG = """
c = get_config()
c.CourseDirectory.source_directory = {source!r}
c.CourseDirectory.release_directory = {release!r}
# Without this, stock grades the reference in place of the student's module.
c.Autograde.exclude_overwriting = {{{assignment!r}: {modules!r}}}
"""


def make_class(folder: Path, assignment: str, size: int) -> None:
    """A term with `size` mixed submissions."""
    sample_class.make(folder, assignment, size - 3)
    shutil.rmtree(folder / "submitted" / "endless")
    assert len(list((folder / "submitted").iterdir())) == size


def make_stock(folder: Path, term: Path, assignment: str) -> None:
    """The same class for stock nbgrader, whose kernels need the released rules beside the notebook."""
    shutil.copytree(term / "submitted", folder / "submitted")
    for student in (folder / "submitted").iterdir():
        for rules in (ROOT / "exercises" / assignment).glob("*.json"):
            shutil.copy(rules, student / assignment)
    modules = [f"{exercise}.py" for exercise in exercises_of(assignment)]
    places = {"source": str(ROOT / "solutions"), "release": str(ROOT / "exercises")}
    (folder / "nbgrader_config.py").write_text(STOCK_CONFIG.format(assignment=assignment, modules=modules, **places))
    elsewhere = f"--CourseDirectory.release_directory={folder / 'release'}"
    register = [str(PROGRAMS / "nbgrader"), "generate_assignment", assignment, "--create", elsewhere]
    done = subprocess.run(register, cwd=folder, env=ENVIRONMENT, capture_output=True, text=True)
    assert done.returncode == 0, f"stock nbgrader does not register {assignment}: {done.stderr}"


def timed(command: list, cwd: Path) -> tuple[float, int]:
    """Seconds that a command takes, and the peak memory of its processes together in MB."""
    start = time.perf_counter()
    command = [str(word) for word in command]
    null = subprocess.DEVNULL
    running = subprocess.Popen(command, cwd=cwd, env=ENVIRONMENT, stdout=null, stderr=null)
    peak = Peak(running.pid)
    code = running.wait()
    seconds = time.perf_counter() - start
    assert code == 0, f"{command} ended with {code}"
    return seconds, peak.stop()


@dataclass
class Stopwatch:
    """Seconds by part."""

    seconds: dict[str, float] = field(default_factory=dict)
    running: list[str] = field(default_factory=list)

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        """Add the time of a block to a part."""
        start = time.perf_counter()
        self.running.append(name)
        try:
            yield
        finally:
            self.running.pop()
            self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - start

    def wrap(self, owner: object, name: str, part: str, inside: str | None = None) -> None:
        """Time every call of a function or method; with `inside`, only those made during another part."""
        original = getattr(owner, name)

        def wrapped(*args, **kwargs):
            if inside and inside not in self.running:
                return original(*args, **kwargs)
            with self.part(part):
                return original(*args, **kwargs)

        setattr(owner, name, wrapped)


def parts(term: Path, assignment: str) -> dict[str, float]:
    """Milliseconds of one submission, one job, by what they go into."""
    watch = Stopwatch()
    watch.wrap(process.Sandbox, "_start", "start")
    watch.wrap(process.Sandbox, "close", "end")
    watch.wrap(process.Sandbox, "_exchange", "calls")
    watch.wrap(process.Sandbox, "_read", "wait", inside="calls")
    watch.wrap(graded_submission, "grade_modules", "judging")
    course, run = open_course(term), Run(assignment, 1)
    draw_rules(run)
    made_from = {exercise: fingerprint(assignment, exercise) for exercise in exercises_of(assignment)}
    grading = graded_submission.Grading(run, released_notebooks(course, assignment), "run", made_from)
    processes = starter(process.ready_walls())
    found = submissions(term / "submitted", assignment)[:PROFILED]
    with tempfile.TemporaryDirectory() as unused, watch.part("all"):
        done = [graded_submission.grade_submission(s, grading, Path(unused) / "x", processes) for s in found]
    processes.close()
    writer = gradebook_writer.Writer(course, assignment)
    with watch.part("gradebook"):
        writer.write(done)
    writer.close()
    return {name: seconds / len(found) * 1e3 for name, seconds in watch.seconds.items()}


def show_parts(of: dict[str, float]) -> dict[str, float]:
    """Print where the time of one submission goes, and what the limit is. Returns the milliseconds by part."""
    total, started, waited = of["all"] + of["gradebook"], of["start"] + of["end"], of["wait"]
    rows = {
        "processes: fork, walls, import of the module, end": started,
        "calls: the student's code, and sending": waited,
        "asking, comparing, naming the mistake": of["judging"] - started - waited,
        "notebooks, files, results": of["all"] - of["judging"],
        "gradebook, in batches": of["gradebook"],
    }
    print("where the time of one submission goes, with one job:")
    for name, milliseconds in rows.items():
        print(f"  {name:50} {milliseconds:6.2f} ms  {milliseconds / total:4.0%}")
    print(f"  were only the first two left, it would be {total / (started + waited):.1f} times as fast")
    return rows


def show_start() -> dict[str, float]:
    """Print what the start costs. Returns the seconds of processor time by what was graded."""
    seconds = first_gradings()
    print("from start to end, in a fresh term:")
    for what, taken in seconds.items():
        print(f"  {what:50} {taken:6.2f} s of processor time", flush=True)
    return seconds


def show_run(what: str, count: int, seconds: float, memory: int) -> None:
    """Print how long one run took."""
    print(f"{what:45} {seconds:7.1f} s  {count / seconds:6.1f} submissions a second  {memory:4} MB", flush=True)


def main(arguments: list[str]) -> int:
    """Run the benchmark. 0 where it keeps what the course promises, else 1."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--assignment", default="data_processing")
    parser.add_argument("--students", type=int, default=100)
    parser.add_argument("--large", type=int, default=2_000)
    parser.add_argument("--keep", action="store_true", help=f"write what comes out to {KEPT.name}")
    options = parser.parse_args(arguments)
    name, size, large = options.assignment, options.students, options.large
    with tempfile.TemporaryDirectory() as folder:
        ours, stock, many = (Path(folder) / n for n in ("ours", "stock", "many"))
        make_class(ours, name, size)
        make_stock(stock, ours, name)
        command = [sys.executable, "-m", "autograder", "grade", name]
        seconds, memory = timed(command, ours)
        show_run(f"grade, {size} submissions, sandbox on", size, seconds, memory)
        slow, heavy = timed([PROGRAMS / "nbgrader", "autograde", name], stock)
        show_run("stock nbgrader autograde, the same class", size, slow, heavy)
        print(f"ratio: {slow / seconds:.1f}")
        written, memory_of_pages = timed([sys.executable, "-m", "autograder", "feedback", name], ours)
        show_run(f"feedback, {size} submissions", size, written, memory_of_pages)
        show_run(
            "stock nbgrader generate_feedback", size, *timed([PROGRAMS / "nbgrader", "generate_feedback", name], stock)
        )
        rows = show_parts(parts(ours, name))
        start = show_start()
        make_class(many, name, large)
        long, much = timed(command, many)
        show_run(f"grade, {large} submissions", large, long, much)
        each, each_large = seconds / size * 1e3, long / large * 1e3
        print(f"from {size} to {large}: {each:.1f} -> {each_large:.1f} ms a submission, {memory} -> {much} MB")
    sizes = {"assignment": name, "students": size, "large": large}
    numbers = {
        "ratio to stock nbgrader": slow / seconds,
        **{f"{part}, ms": milliseconds for part, milliseconds in rows.items()},
        **{f"{what}, s of processor time": taken for what, taken in start.items()},
    }
    print(*differences(sizes, numbers), sep="\n")
    if options.keep:
        keep(sizes, numbers)
        print(f"this run is kept in {KEPT.name}")
    kept = slow / seconds >= WANTED_RATIO and much < MEMORY_LIMIT and size / written >= WANTED_FEEDBACK
    promised = f"a ratio of {WANTED_RATIO:g}, less than {MEMORY_LIMIT} MB, {WANTED_FEEDBACK:g} pages a second"
    print("kept" if kept else f"NOT kept: {promised}")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
