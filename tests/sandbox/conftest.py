"""Processes behind the walls, and a way to ask them."""

import pytest

from autograder.calling.values import Call
from autograder.sandbox import process
from autograder.sandbox.bubblewrap import bubblewrap
from autograder.sandbox.process import Sandbox
from autograder.sandbox.starters import starter

WAYS = ["bubblewrap, a fork", "bubblewrap, a fresh start", "landlock"]


@pytest.fixture(params=WAYS, scope="module")
def processes(request):
    """What starts the processes, as one judge has it for all its submissions: all ways must hold the same."""
    found = process.ready_walls(request.param.partition(",")[0])
    assert found.server, "this machine allows no namespaces inside namespaces: only the slow way can be tested"
    if request.param == WAYS[1]:
        ways = bubblewrap()
        found = ways[ways.index(found) + len(ways) // 2]
        assert found.server is None
    opened = starter(found)
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
