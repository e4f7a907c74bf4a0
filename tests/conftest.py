"""What several tests need: the course's exercises as parameters, and a term in a folder of its own."""

import fcntl
import gc
import json
import os
import subprocess
import sys
import warnings
from functools import partial
from pathlib import Path

import pytest
from browser.visiting import CHROMIUM, make_browser_modules, visit
from hypothesis import settings
from terms import empty_term, hand_in_to
from warm_python import run_module

from autograder.judging.references import ROOT, assignments, declared, exercises_of

# Small matrices on busy cores: more threads than one only wait for each other, in the kernels of the notebooks too.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# The same examples in every run: a test that failed fails again, here and elsewhere. Busy cores break no deadline.
settings.register_profile("course", derandomize=True, deadline=None, database=None, max_examples=60)
settings.load_profile("course")

EXERCISES = [(a, e) for a in assignments() for e in exercises_of(a)]
FUNCTIONS = [(a, e, f) for a, e in EXERCISES for f in declared(a, e).functions]


def pytest_generate_tests(metafunc):
    """A test that asks for `exercise` runs once an exercise; one that asks for `function`, once a function."""
    if "function" in metafunc.fixturenames:
        ids = [f"{a}-{e}-{f.name}" for a, e, f in FUNCTIONS]
        metafunc.parametrize(("assignment", "exercise", "function"), FUNCTIONS, ids=ids)
    elif "exercise" in metafunc.fixturenames:
        metafunc.parametrize(("assignment", "exercise"), EXERCISES, ids=[f"{a}-{e}" for a, e in EXERCISES])


# Files that take a minute or more begin first, the longest at the head, so that none of them is still at work when all
# other cores have nothing left. Those that read the built book come after the one that builds it in both forms.
SLOW = (
    "test_instructors_guide",
    "test_answers",
    "test_checks",
    "test_attacks",
    "test_grading_survives",
    "test_isolations",
    "test_exchange",
    "test_sandbox",
    "test_beyond_one_machine",
    "test_feedback",
    "test_notebooks",
    "test_gradescope",
    "test_advice",
    "test_book",
    "test_chinese",
    "test_write_it_here",
    "test_an_hour_in_chinese",
    "test_system_calls",
    "test_late_work",
    "test_package",
    "test_other_processors",
    "test_release",
)
SLOW_ROOMS = ("grading", "platforms", "sandbox", "desk", "authoring", "where_to_run", "book", "check")


def pytest_collection_modifyitems(items):
    """The slow files first, then the other files of the slow rooms, each in its own order."""
    files = {name: place for place, name in enumerate(SLOW)}
    rooms = {name: len(SLOW) + place for place, name in enumerate(SLOW_ROOMS)}
    last = len(SLOW) + len(SLOW_ROOMS)
    items.sort(key=lambda item: files.get(item.path.stem, rooms.get(item.path.parent.name, last)))


def pytest_collection_finish():
    """Keep what was imported for all tests out of every later search for garbage."""
    gc.collect()
    gc.freeze()


MUCH_GARBAGE = 20_000  # objects more than at the last search, which looks at all that there are


@pytest.fixture(autouse=True)
def own_garbage():
    """No test is blamed for what another one left: garbage is collected between tests only.

    nbgrader leaves files and databases open, in circles that only a search for garbage finds. What the code of
    the project leaves open outside of a circle is still an error of the test that did.
    """
    gc.disable()
    yield
    if gc.get_count()[0] > MUCH_GARBAGE:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)
            gc.collect()


@pytest.fixture
def term(tmp_path: Path) -> Path:
    """An empty term: nbgrader's configuration, and no submissions yet. Its path has a space in it."""
    return empty_term(tmp_path / "autumn term")


@pytest.fixture
def hand_in(term: Path):
    """Hands in the released assignment for a student, with the modules given by their texts."""
    return partial(hand_in_to, term)


@pytest.fixture
def autograder():
    """Runs `python -m autograder ...` as a user does, in a folder."""

    def run(*arguments: object, cwd: Path = ROOT) -> subprocess.CompletedProcess:
        if arguments[0] != "check":
            return run_module("autograder", *arguments, cwd=cwd)
        # A student's check starts as Python does: encodings and signals are set there.
        command = [sys.executable, "-m", "autograder", *map(str, arguments)]
        return subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=300)

    return run


@pytest.fixture(scope="session")
def once(tmp_path_factory, worker_id):
    """Calls a function once a session, however many workers there are, and gives each of them its result."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent

    def call(make):
        result = shared / f"{make.__name__}.json"
        with (shared / f"{make.__name__}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not result.exists():
                result.write_text(json.dumps(make()))
        return json.loads(result.read_text())

    return call


RELEASE_CHECK = "python -m autograder release --check"


def check_the_release():
    done = run_module("autograder", *RELEASE_CHECK.split()[3:], cwd=ROOT)
    return {"returncode": done.returncode, "stdout": done.stdout}


@pytest.fixture(scope="session")
def release_check(once):
    """What the command RELEASE_CHECK did: it generates all exercises anew, which takes both cores for a while."""
    return subprocess.CompletedProcess(RELEASE_CHECK, **once(check_the_release))


@pytest.fixture(scope="session")
def npm_packages(once):
    """The folder of what the book and the browser's tests have from npm, up to date; nobody finds it half made."""
    complaint = once(make_browser_modules)
    assert not complaint, complaint[-5000:]
    return ROOT / "book" / "_assets" / "node_modules"


@pytest.fixture(scope="session")
def browse(npm_packages):
    """Visits pages with a real browser."""
    if CHROMIUM is None:
        pytest.skip("needs a browser: apt-get install chromium")
    return visit
