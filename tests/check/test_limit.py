"""How long a student's code may run in the student's own process, and what is said when it runs longer."""

import sys
import threading
import time

import pytest

from autograder.calling.perform import Answer
from autograder.check import asking, limit
from autograder.check.asking import judged, open_module
from autograder.check.limit import LimitedThread, OutOfTime, still_running
from autograder.judging.compare import Names
from autograder.judging.declare import Case
from autograder.judging.rules import FunctionRules, PreparedRule

ONCE = PreparedRule(Case("it gives back what it gets", args=(1.0,)), Answer("ok", 1.0))
STILL = "import time\ndef f(x):\n    time.sleep(3)\n"


@pytest.fixture(autouse=True)
def short(monkeypatch):
    """Half a second, so that these tests are quick; the command's own ten are tested in test_check_command.py."""
    monkeypatch.setattr(asking, "SECONDS_PER_FUNCTION", 0.5)
    monkeypatch.setattr(limit, "SECONDS_TO_STOP", 0.5)


@pytest.fixture
def module(tmp_path):
    def write(text: str):
        path = tmp_path / "module.py"
        path.write_text(text)
        return open_module(path)

    return write


def result(opened, function="f", times=1):
    """What the judge says of a function that is called some times, each for a rule of its own."""
    return judged(opened, FunctionRules(function, 1.0, Names(("x",), ("y",)), (ONCE,) * times, ()))


def found(opened, function="f"):
    return result(opened, function).first_failure.difference


def wait_until_it_ends():
    deadline = time.monotonic() + 10
    while still_running():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("def f(x):\n    while True:\n        x += 1\n", ("line 2, `while True:`", "line 3, `x += 1`")),
        ("def f(x):\n    while True: pass\n", ("line 2, `while True: pass`",)),
        (STILL, ("line 3, `time.sleep(3)`",)),
        ("def g():\n    while True: pass\ndef f(x):\n    g()\n", ("line 2, `while True: pass`",)),
        ("import itertools\ndef f(x):\n    sum(1 for i in itertools.count())\n", ("line 3, `sum(1 for",)),
    ],
    ids=["loop", "one line", "sleeps", "in another function", "generator"],
)
def test_code_that_takes_too_long_is_a_timeout_that_names_its_line(module, text, said):
    got = found(module(text))
    assert got.kind == "timeout"
    assert got.text.startswith("No answer within 0.5 seconds: it was at ")
    assert any(place in got.text for place in said)
    wait_until_it_ends()


@pytest.mark.parametrize("caught", ["except:", "except BaseException:"])
def test_a_loop_that_catches_everything_is_stopped_all_the_same(module, caught):
    text = f"def f(x):\n    while True:\n        try:\n            x = x + 1\n        {caught}\n            pass\n"
    assert result(module(text)).verdict == "timeout"
    wait_until_it_ends()


def test_a_loop_while_the_module_is_read_answers_every_call_with_its_line(module):
    opened = module("x = 0\nwhile True:\n    x = 1\ndef f(x):\n    return x\n")
    got = found(opened)
    assert got.kind == "timeout"
    assert "while module.py was read" in got.text
    assert "line 2" in got.text or "line 3" in got.text


def test_all_calls_about_one_function_share_the_time_and_what_was_right_by_then_counts(module, tmp_path):
    calm = tmp_path / "calm"
    pause = "0.3 if calls and not calm.exists() else 0"
    opened = module(
        f"import pathlib, time\ncalls, calm = [], pathlib.Path({str(calm)!r})\n"
        f"def f(x):\n    time.sleep({pause})\n    calls.append(x)\n    return x\n"
    )
    got = result(opened, times=4)
    assert got.verdict == "timeout", "no call takes half a second, all together do"
    right = [rule.difference is None for rule in got.rules]
    assert right[0]
    assert not right[-1]
    assert got.points == sum(right) / 4
    wait_until_it_ends()
    calm.touch()
    assert result(opened).verdict == "pass"


def test_after_a_timeout_the_module_still_answers_and_printing_goes_where_it_went(module, capsys):
    opened = module(STILL + "def g(x):\n    print('hidden')\n    return x\n")
    before = sys.stdout
    assert result(opened).verdict == "timeout"
    assert sys.stdout is before
    assert still_running()
    assert result(opened, "g").verdict == "pass"
    assert "hidden" not in capsys.readouterr().out
    wait_until_it_ends()


def test_what_a_module_sets_for_numpys_errors_holds_for_its_functions_and_not_for_the_judge(module):
    raising = "import numpy as np\nnp.seterr(all='raise')\n"
    got = result(module(f"{raising}def f(x):\n    return np.float64(x) / np.float64(0)\n"))
    assert "FloatingPointError" in got.first_failure.difference.text
    assert result(module(f"{raising}def f(x):\n    return np.float64(np.inf)\n")).verdict == "fail"


def test_what_a_students_code_raises_is_an_answer_whatever_it_is(module):
    for raised in ("KeyboardInterrupt", "GeneratorExit", "SystemExit", "type('Odd', (BaseException,), {})"):
        assert result(module(f"def f(x):\n    raise {raised}()\n")).verdict == "error", raised
        assert module(f"raise {raised}()\n").broken.status == "error", raised


def test_the_thread_ends_with_the_module_that_it_served(module):
    opened = module("def f(x):\n    return x\n")
    thread = opened.thread._thread
    assert thread.is_alive()
    del opened
    thread.join(5)
    assert not thread.is_alive()


def test_code_without_a_line_of_the_students_is_out_of_time_too():
    thread = LimitedThread("nowhere.py")
    with pytest.raises(OutOfTime, match=r"^$"):
        thread.run(lambda: threading.Event().wait(1), 0.1)
    wait_until_it_ends()
