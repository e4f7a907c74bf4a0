"""Grades are the same, to the point, on this machine, on a Dask cluster and with a gradebook in PostgreSQL."""

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from services import POSTGRES, PROGRAMS, PostgreSQL, cluster, postgresql_server
from shorter_waits import python_with

from autograder.authoring import sample_class

ASSIGNMENT = "data_processing"
GRADE = [sys.executable, "-m", "autograder", "grade", ASSIGNMENT, "--seed", "4", "--json", "rows.json"]
# A cluster without workers is given up sooner than in earnest.
IMPATIENT = "import sys; from autograder.grading.judges import cluster; cluster.ALONE_SECONDS = 3; "
IMPATIENT += "from autograder.__main__ import main; sys.exit(main(sys.argv[1:]))"


def grade(term: Path, *arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run([*GRADE, *arguments], cwd=term, capture_output=True, text=True, timeout=300)


def scores(db_url: str) -> dict[tuple[str, str], tuple]:
    with Gradebook(db_url, "training-neural-networks") as gradebook:
        found = {
            (s.student.id, g.name): (g.auto_score, g.needs_manual_grade, s.score, s.timestamp)
            for s in gradebook.assignment_submissions(ASSIGNMENT)
            for n in s.notebooks
            for g in n.grades
        }
        gradebook.engine.dispose()
    return found


@pytest.fixture
def local(tmp_path) -> tuple[Path, list[dict], dict]:
    """A class graded on this machine: its folder, its rows, its scores."""
    term = tmp_path / "local term"
    sample_class.make(term, ASSIGNMENT, 24)
    shutil.rmtree(term / "submitted" / "endless")
    done = grade(term)
    assert done.returncode == 0, done.stderr
    return term, json.loads((term / "rows.json").read_text()), scores(f"sqlite:///{term}/gradebook.db")


def same_class(local: Path, folder: Path) -> Path:
    shutil.copytree(local / "submitted", folder / "submitted")
    (folder / "nbgrader_config.py").write_text(sample_class.TERM_CONFIG)
    return folder


@contextmanager
def midway(term: Path, command: list[str]) -> Iterator[subprocess.Popen]:
    """A grading that has graded some submissions and not all."""
    running = subprocess.Popen(command, cwd=term, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    while running.poll() is None and sum(f.read_bytes().count(b"\n") for f in term.rglob("*.jsonl")) < 5:
        time.sleep(0.01)
    yield running
    assert running.poll() is None, "the grading had ended already"


def test_a_cluster_that_loses_a_worker_midway_gives_the_grades_of_this_machine(local, tmp_path):
    term = same_class(local[0], tmp_path / "cluster")
    with cluster(tmp_path, workers=2) as (address, services):
        with midway(term, [*GRADE, "--scheduler", address]) as running:
            services[1].kill()
        _, said = running.communicate(timeout=300)
    assert running.returncode == 0, said
    assert json.loads((term / "rows.json").read_text()) == local[1]
    assert scores(f"sqlite:///{term}/gradebook.db") == local[2]


@pytest.mark.parametrize(
    ("lost", "said"),
    [(slice(1, None), "All workers of the cluster are gone"), (slice(0, 1), "The connection to the cluster was lost")],
    ids=["all-workers", "the-scheduler"],
)
def test_a_lost_cluster_is_told_and_the_same_command_goes_on_where_it_stopped(local, tmp_path, lost, said):
    term = same_class(local[0], tmp_path / "cluster")
    with cluster(tmp_path, workers=2) as (address, services):
        command = [sys.executable, "-c", IMPATIENT, *GRADE[3:], "--scheduler", address]
        with midway(term, command) as running:
            for service in services[lost]:
                service.kill()
        _, told = running.communicate(timeout=300)
    assert running.returncode == 2
    assert said in told
    assert "goes on where this one stopped" in told
    assert "Traceback" not in told
    assert grade(term).returncode == 0
    assert json.loads((term / "rows.json").read_text()) == local[1]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("tcp://127.0.0.1:9", "No Dask scheduler answers at tcp://127.0.0.1:9"),
        ("nonsense", "No Dask scheduler answers"),
    ],
)
def test_an_unreachable_scheduler_is_told_and_nothing_is_written(hand_in, term, address, said):
    hand_in("ada", ASSIGNMENT)
    impatient = [*python_with("autograder.grading.judges.cluster.CONNECT_SECONDS", 1), *GRADE[3:]]
    done = subprocess.run([*impatient, "--scheduler", address], cwd=term, capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert f"No Dask scheduler answers at {address}" in done.stderr
    assert sorted(p.name for p in term.iterdir()) == ["nbgrader_config.py", "submitted"]


def test_a_scheduler_without_workers_is_told(hand_in, term, tmp_path):
    hand_in("ada", ASSIGNMENT)
    with cluster(tmp_path, workers=0) as (address, _):
        done = grade(term, "--scheduler", address)
    assert done.returncode == 2
    assert "has no workers. Start some with: dask worker tcp://" in done.stderr


@pytest.fixture
def postgresql() -> Iterator[PostgreSQL]:
    """A real PostgreSQL server with an empty database."""
    if not POSTGRES:
        pytest.skip("needs Debian's package postgresql")
    with postgresql_server("grader") as server:
        yield server


def _use(term: Path, socket: Path | str) -> str:
    """Have the gradebook in the database behind a socket. Returns its URL."""
    url = f"postgresql+psycopg2://grader@/postgres?host={socket}"
    config = term / "nbgrader_config.py"
    config.write_text(config.read_text() + f"\nget_config().CourseDirectory.db_url = {url!r}\n")
    return url


def test_a_gradebook_in_postgresql_holds_the_grades_of_this_machine(local, tmp_path, postgresql):
    term = same_class(local[0], tmp_path / "postgres")
    url = _use(term, postgresql.socket)
    done = grade(term)
    assert done.returncode == 0, done.stderr
    assert scores(url) == local[2]
    # A regrade finds every row again.
    assert grade(term).returncode == 0
    assert scores(url) == local[2]
    export = [PROGRAMS / "nbgrader", "export", "--to", "grades.csv"]
    exported = subprocess.run(export, cwd=term, capture_output=True, text=True)
    assert exported.returncode == 0, exported.stderr
    assert len((term / "grades.csv").read_text().splitlines()) == 1 + len({s for s, _ in local[2]})
    assert not (term / "gradebook.db").exists()


def test_a_database_that_goes_away_midway_costs_no_grade(local, tmp_path, postgresql):
    term = same_class(local[0], tmp_path / "postgres")
    url = _use(term, postgresql.socket)
    with midway(term, [*GRADE, "--jobs", "1"]) as running:
        postgresql.stop()
    _, told = running.communicate(timeout=300)
    assert running.returncode == 1
    assert "cannot be written" in told
    assert "goes on where this one stopped" in told
    assert "Traceback" not in told
    postgresql.start()
    assert grade(term).returncode == 0
    assert json.loads((term / "rows.json").read_text()) == local[1]
    assert scores(url) == local[2]


def test_an_unreachable_database_is_told_and_nothing_is_written(hand_in, term):
    hand_in("ada", ASSIGNMENT)
    _use(term, "/nowhere")
    done = grade(term)
    assert done.returncode == 2
    assert "cannot be read" in done.stderr
    assert "No such file or directory" in done.stderr
    assert sorted(p.name for p in term.iterdir()) == ["nbgrader_config.py", "submitted"]
