"""Processes behind the walls, and a way to ask them."""

import pytest

from autograder.calling.values import Call
from autograder.sandbox import process, walls
from autograder.sandbox.process import Sandbox
from autograder.sandbox.starters import FreshProcesses, starter


@pytest.fixture(params=["a fork of the server", "a fresh start"])
def processes(request):
    """What starts the processes: both ways must hold the same."""
    found = process.ready_walls()
    assert found.forks, "this machine allows no namespaces inside namespaces: only the slow way can be tested"
    if request.param == "a fresh start":
        found = walls.bubblewrap(forks=False)
    opened = starter(found)
    assert isinstance(opened, FreshProcesses) == (request.param == "a fresh start")
    yield opened
    opened.close()


@pytest.fixture
def ask(processes):
    """Asks a submission, given by its text, in a process of its own."""

    def do(source: str, function: str = "f", *args, name: str = "submission"):
        box = Sandbox(name, source.encode(), processes)
        try:
            return box.ask(Call(function, args))
        finally:
            box.close()

    return do
