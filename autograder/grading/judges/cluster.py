"""Many submissions at a time on a Dask cluster: modules travel there, results travel back.

A worker walls the modules off as this machine would, and draws the same hidden cases from the
run's seed. It judges in a process apart, which is ended where a submission is too much for it.
What a lost worker was at is judged by another one: that is Dask's own doing.
"""

import logging
import pickle
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import CancelledError
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

from autograder.grading.judges.apart import Apart, Fell
from autograder.grading.judges.falls import plain, results_after
from autograder.grading.judges.judge_modules import Results, Run, draw_rules, grade_modules
from autograder.grading.judges.judge_processes import Done
from autograder.grading.run_journal import GOES_ON
from autograder.judging.references import made_from
from autograder.sandbox.process import ready_walls
from autograder.sandbox.starters import Starter, starter
from autograder.sandbox.walls import SandboxUnavailable

if TYPE_CHECKING:
    from distributed import Client, Future

CONNECT_SECONDS = 10
# How long a cluster may be without workers, while one is started anew say, and how often that is asked.
ALONE_SECONDS, ASK_SECONDS = 60, 2
# Submissions on their way, for every thread of the cluster: enough that none waits for the next.
AT_HAND = 3

PREPARE_SECONDS = 300
# Of results with more bytes only what is plain travels back.
MAX_RESULTS = 4_000_000

_of_this_thread = threading.local()

Modules = Mapping[str, bytes | str]
# What came of a submission's modules, and the isolation that the worker really used.
Judged = tuple[str, Results]


class NoCluster(RuntimeError):
    """The cluster cannot be used; the message says why and what to do."""


class OtherCourse(RuntimeError):
    """A worker has other exercises or checks than this machine."""


def _judge(modules: Modules, run: Run, wanted: str) -> Judged:
    """On a worker: judge the modules of one submission. Raises `OtherCourse`, `SandboxUnavailable`."""
    if made_from(run.assignment) != wanted:
        raise OtherCourse(f"its {run.assignment} was made from other references or checks")
    apart = _apart(run)
    try:
        results = apart.call(run.seconds, _judge_apart, modules, run)
    except Fell as fell:
        _of_this_thread.ready_for = None
        results = results_after(fell.fall, modules, run)
    return _of_this_thread.isolation, results


def _apart(run: Run) -> Apart:
    """The process apart of this thread, with rules and walls at hand: that is no submission's time."""
    if getattr(_of_this_thread, "ready_for", None) != run:
        _of_this_thread.apart = getattr(_of_this_thread, "apart", None) or Apart()
        try:
            _of_this_thread.isolation = _of_this_thread.apart.call(PREPARE_SECONDS, _prepare, run)
        except Fell as fell:  # before anything of a submission was there
            raise RuntimeError(f"A worker could not draw the rules: {fell}") from None
        _of_this_thread.ready_for = run
    return _of_this_thread.apart


def _prepare(tell: Callable, run: Run) -> str:
    draw_rules(run)
    return _starter(run.isolation).walls.name


@cache
def _starter(isolation: str) -> Starter:
    return starter(ready_walls(isolation))


def _judge_apart(tell: Callable[[Results], None], modules: Modules, run: Run) -> Results:
    """In the process apart of a worker's thread."""
    results = grade_modules(modules, run, _starter(run.isolation), lambda some: tell(plain(some)))
    return results if len(pickle.dumps(results)) <= MAX_RESULTS else plain(results)


@contextmanager
def connected(address: str) -> Iterator["Client"]:
    """A client of the cluster at tcp://host:port. Raises `NoCluster`."""
    try:
        from distributed import Client
    except ModuleNotFoundError as error:
        raise NoCluster("--scheduler needs Dask. Install it with: pip install distributed") from error
    # `NoCluster` says in a sentence what Dask, and the tasks that end with it, would say in tracebacks.
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)
    for handler in logging.getLogger("distributed").handlers:
        handler.setLevel(logging.CRITICAL)
    try:
        client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise NoCluster(
            f"No Dask scheduler answers at {address} ({error}). Start one with: dask scheduler --port 8786"
        ) from error
    try:
        if not client.ncores():
            raise NoCluster(f"The scheduler at {address} has no workers. Start some with: dask worker {address}")
        yield client
    finally:
        client.close()


Prepare = Callable[[int], Modules]
Finish = Callable[[int, str, Results], bytes]


class _Flight:
    """The submissions that are on their way to the cluster and back."""

    def __init__(self, client: "Client", run: Run, prepare: Prepare, count: int) -> None:
        from distributed import as_completed

        self._client, self._run, self._prepare = client, run, prepare
        self._waiting = iter(range(count))
        self._numbers: dict[object, int] = {}
        self._wanted = made_from(run.assignment)
        self._asked = self._last_with_workers = time.monotonic()
        self._landed = as_completed(loop=client.loop)
        for _ in range(AT_HAND * sum(client.ncores().values())):
            self._send_next()

    def _send_next(self) -> None:
        number = next(self._waiting, None)
        if number is not None:
            arguments = self._prepare(number), self._run, self._wanted
            # Not pure: the same modules from two students are two submissions.
            future = self._client.submit(_judge, *arguments, pure=False)
            self._numbers[future.key] = number
            self._landed.add(future)

    def come_back(self) -> Iterator[tuple[int, Judged | BaseException]]:
        """Whose results come back, and the results or why there are none. Raises `NoCluster`."""
        while not self._landed.is_empty():
            if not self._landed.has_ready():
                self._see_that_somebody_works()
                time.sleep(0.01)
                continue
            future = next(self._landed)
            self._send_next()
            yield self._numbers.pop(future.key), self._result(future)

    def _result(self, future: "Future") -> Judged | BaseException:
        while not future.cancelled():
            try:
                return future.exception(timeout=ASK_SECONDS) or future.result(timeout=ASK_SECONDS)
            except TimeoutError:  # its worker was lost with it: another one judges the submission again
                self._see_that_somebody_works()
            except (OSError, CancelledError):
                break
        raise NoCluster(f"The connection to the cluster was lost. {GOES_ON}")

    def _see_that_somebody_works(self) -> None:
        now = time.monotonic()
        if now - self._asked < ASK_SECONDS:
            return
        self._asked = now
        if self._client.scheduler_info()["workers"]:
            self._last_with_workers = now
        elif now - self._last_with_workers > ALONE_SECONDS:
            why = "Their logs say why. Start some, in the course's environment."
            raise NoCluster(f"All workers of the cluster are gone, for {ALONE_SECONDS} s. {why} {GOES_ON}")


def _outcome(number: int, found: Judged | BaseException, finish: Finish) -> Done:
    if isinstance(found, OtherCourse):
        raise NoCluster(f"A worker has another version of the course: {found}. Bring all workers up to date.")
    if isinstance(found, SandboxUnavailable):
        return "no sandbox", number, f"On a worker of the cluster: {found}"
    if isinstance(found, BaseException):
        return "fault", number, f"{type(found).__name__}: {found}"
    try:
        return "graded", number, finish(number, *found)
    except OSError as error:
        return "machine", number, str(error)


@contextmanager
def judging_on_cluster(
    client: "Client", run: Run, count: int, prepare: Prepare, finish: Finish
) -> Iterator[Iterator[Done]]:
    """As `judges.judging`, on a cluster.

    prepare: the modules of a submission, by its number. finish: makes what is kept of its results, given the
        isolation that was used.
    """
    flight = _Flight(client, run, prepare, count)
    yield (_outcome(number, found, finish) for number, found in flight.come_back())
