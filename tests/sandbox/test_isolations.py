"""Which walls are raised on which machine, and what each kind gives. Every situation is set up as far as it can be."""

import contextlib
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from situations import few_users, read_only_proc_sys, under, without_administration
from test_sandbox import descendants
from users import USERS, as_uid, as_user

from autograder.calling.values import Call
from autograder.judging.references import ROOT
from autograder.sandbox import landlock
from autograder.sandbox.process import Sandbox

ASK = str(Path(__file__).with_name("ask_once.py"))
NOBODYS = range(60_706, 61_184)  # what own_users takes where only 65,536 users are mapped
root_only = pytest.mark.skipif(os.geteuid() != 0, reason="only root can set this up")


def asked(command: list[str], isolation: str = "auto", python: str = sys.executable) -> dict:
    """What came of asking behind the walls, in the situation that a command sets up."""
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}:{Path(np.__file__).parents[1]}"}
    run = [*command, python, ASK, isolation]
    done = subprocess.run(run, env=environment, cwd="/", capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert "unavailable" in said or said["value"] == 42
    return said


@root_only
@pytest.mark.parametrize("isolation", ["bubblewrap", "landlock"])
def test_as_root_with_a_python_below_usr_the_submissions_user_reaches_it(isolation):
    """Where Python lies in the images python:3, and in Debian."""
    script = f'mount --bind "{sys.base_prefix}" /usr/local && exec "$@"'
    command = ["unshare", "--mount", "sh", "-c", script, "sh"]
    python = f"/usr/local/bin/{Path(sys.executable).resolve().name}"
    said = asked(command, isolation, python)
    assert said["isolation"] == isolation
    assert said["server"]
    system = Path("/usr/bin/python3")
    if system.exists() and os.readlink(system) == f"python3.{sys.version_info.minor}":
        assert asked([], isolation, str(system))["isolation"] == isolation


@root_only
def test_root_who_may_not_administer_the_machine_gets_a_user_namespace_and_is_not_root_in_it():
    said = asked(without_administration(), "bubblewrap")
    assert said["server"]
    assert said["uid"] in NOBODYS


@root_only
@pytest.mark.parametrize("user", USERS)
def test_where_proc_sys_cannot_be_written_bubblewrap_starts_all_the_same(user, tmp_path):
    before = without_administration() if user == USERS[0] else as_user(user, tmp_path)
    said = asked([*read_only_proc_sys(), *before], "bubblewrap")
    assert said["server"]
    assert "--disable-userns" not in said["options"]


@root_only
@pytest.mark.parametrize("count", [1, 65_536])
def test_where_few_users_are_mapped_the_submission_becomes_one_of_them(count):
    said = asked(few_users(count), "bubblewrap")
    assert said["server"]
    assert said["uid"] in NOBODYS
    assert asked(few_users(count), "landlock")["isolation"] == "landlock"


@pytest.mark.parametrize("uid", [0, 54_321])
@pytest.mark.parametrize(("engine", "expected"), [("docker", "landlock"), ("podman", "bubblewrap")])
def test_in_a_container_without_any_flag_there_is_an_isolation(engine, expected, uid, tmp_path):
    command = [*as_uid(uid, tmp_path), *under(engine)]
    assert asked(command)["isolation"] == expected
    by_landlock = asked(command, "landlock")
    assert by_landlock["uid"] not in (0, os.getpid())
    assert (by_landlock["uid"] == uid) == (uid != 0)
    if engine == "docker":
        assert re.search("Operation not permitted|No permissions", asked(command, "bubblewrap")["unavailable"])


def test_where_neither_starts_nothing_is_graded_and_the_message_says_what_was_tried(hand_in, term):
    hand_in("ada")
    command = [*under("docker-before-landlock"), sys.executable, "-m", "autograder", "grade", "optimization"]
    done = subprocess.run(command, cwd=term, capture_output=True, text=True, timeout=120)
    assert done.returncode == 3
    tried, _, mends = done.stderr.partition("A seccomp profile binds this process")
    assert "bubblewrap: " in tried
    assert "landlock: a container's seccomp profile forbids Landlock" in tried
    assert "docker run --security-opt seccomp=unconfined" in mends
    assert "--isolation=none" in mends
    assert not (term / "autograded").exists()


def test_the_isolation_that_was_really_used_is_stamped_on_every_result_and_shown(hand_in, term, tmp_path):
    broken = tmp_path / "bin" / "bwrap"
    broken.parent.mkdir()
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    hand_in("ada")
    done = subprocess.run(
        [sys.executable, "-m", "autograder", "grade", "optimization", "--json", "rows.json"],
        cwd=term,
        env={**os.environ, "PATH": f"{broken.parent}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert "isolation landlock" in done.stdout
    assert {row["isolation"] for row in json.loads((term / "rows.json").read_text())} == {"landlock"}
    kept = json.loads((term / "autograded" / "ada" / "optimization" / "results.json").read_text())
    assert kept["isolation"] == "landlock"


def test_every_version_of_landlock_up_to_this_kernels_shuts_the_rest_of_the_machine():
    script = """
import os, sys
from pathlib import Path
from autograder.sandbox import landlock
from autograder.sandbox.confine import no_new_privileges
version = int(sys.argv[1])
landlock.version = lambda: version
lib = Path(os.__file__).parent
rules = landlock.ruleset([lib / "json", lib / "decimal.py"])
no_new_privileges()
landlock.restrict(rules)
assert os.listdir(lib / "json") and (lib / "decimal.py").read_text()
reading = lambda: open("/etc/passwd"), lambda: os.listdir("/"), lambda: open(lib / "os.py")
writing = lambda: open("/tmp/x", "w"), lambda: open(lib / "decimal.py", "a"), lambda: os.mkdir("/tmp/x")
for act in (*reading, *writing, lambda: os.execv("/bin/true", ["true"])):
    try:
        act()
    except PermissionError:
        continue
    sys.exit("open")
"""
    for version in range(1, landlock.version() + 1):
        done = subprocess.run([sys.executable, "-c", script, str(version)], cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 0, (version, done.stderr)


def test_a_submissions_process_ends_with_its_server(processes):
    if not processes.walls.server:
        pytest.skip("there is no server")
    with contextlib.closing(Sandbox("submission", b"def f():\n    return 1\n", processes)) as box:
        assert box.ask(Call("f")).value == 1
        below = descendants(processes._server.process.pid)
        assert below
        processes._server.process.kill()
        deadline = time.monotonic() + 60
        while left := {p for p in below if running(p)}:
            assert time.monotonic() < deadline, left
            time.sleep(0.01)


def running(process_id: int) -> bool:
    """Whether a process is there, and has not ended."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


# What SECURITY.md says that Landlock does not give.


def by_landlock(processes) -> bool:
    return processes.walls.name == "landlock"


def test_landlock_lets_a_submission_see_that_a_file_exists_and_how_large_it_is_but_not_read_it(ask, processes):
    source = (
        "import os\n"
        "def f(path):\n"
        "    try:\n"
        "        size = os.stat(path).st_size\n"
        "    except OSError:\n"
        "        size = None\n"
        "    try:\n"
        "        open(path)\n"
        "        return size, 'read'\n"
        "    except OSError:\n"
        "        return size, 'shut'\n"
    )
    size = os.stat("/etc/passwd").st_size if by_landlock(processes) else None
    assert ask(source, "f", "/etc/passwd").value == (size, "shut")


def test_landlock_lets_a_submission_see_which_processes_there_are_but_nothing_of_them(ask, processes):
    source = (
        "import os\n"
        "def f(number):\n"
        "    shut = 0\n"
        "    for name in ('cmdline', 'environ', 'maps', 'status', 'fd'):\n"
        "        try:\n"
        "            open(f'/proc/{number}/{name}') if name != 'fd' else os.listdir(f'/proc/{number}/fd')\n"
        "        except OSError:\n"
        "            shut += 1\n"
        "    return os.path.exists(f'/proc/{number}'), shut\n"
    )
    assert ask(source, "f", os.getpid()).value == (by_landlock(processes), 5)


def test_landlock_lets_a_submission_see_where_the_course_lies(ask, processes):
    answer = ask("import sys\ndef f():\n    return sys.modules['autograder'].__file__\n").value
    assert answer == str((ROOT if by_landlock(processes) else Path("/course")) / "autograder" / "__init__.py")


def test_landlock_lets_a_submission_leave_a_time_on_a_link_by_following_it(ask, processes, tmp_path):
    if os.statvfs(tmp_path).f_flag & os.ST_NOATIME or not by_landlock(processes):
        pytest.skip("no time is written: this file system keeps none, or bubblewrap shows no link")
    for folder in [tmp_path, *tmp_path.parents]:
        if not folder.stat().st_mode & 0o001 and processes.walls.users:
            pytest.skip("this folder is shut to the submission's user")
    link = tmp_path / "link"
    link.symlink_to("/etc/passwd")
    os.utime(link, (1, 1), follow_symlinks=False)
    ask("import os\ndef f(path):\n    return os.stat(path).st_size\n", "f", str(link))
    assert os.lstat(link).st_atime > 1
