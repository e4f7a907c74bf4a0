"""What a process could leave behind on a machine, and how to see it."""

import contextlib
import ctypes
import os
import subprocess
import threading
import time
from pathlib import Path

MARK = "left-by-attack"  # every attack that leaves something calls it so
KEY = 0x5EED  # the key of every object of System V that an attack makes
PR_SET_CHILD_SUBREAPER = 36
TEMPORARY = ("/tmp", "/var/tmp", "/dev/shm", "/run", "/dev", "/dev/mqueue")
OWN_TRACES = ("__pycache__", ".pytest_cache", ".ruff_cache")

Snapshot = dict[str, tuple]


def files(*folders: Path) -> Snapshot:
    """Everything below some folders: kind, owner, size and time of the last change. What Python caches is left out."""
    found = {}
    for top in folders:
        for folder, inner, names in os.walk(top):
            inner[:] = [name for name in inner if name not in OWN_TRACES]
            for name in [*inner, *names]:
                path = os.path.join(folder, name)
                about = os.lstat(path)
                # A folder's own figures change with the caches in it; what else comes or goes has a path of its own.
                of_a_file = () if name in inner else (about.st_nlink, about.st_size, about.st_mtime_ns)
                found[path] = (about.st_mode, about.st_uid, *of_a_file)
    return found


def changes(before: Snapshot, after: Snapshot) -> list[str]:
    """The paths that came, went or were changed."""
    return sorted(path for path in {**before, **after} if before.get(path) != after.get(path))


def marked_files() -> list[str]:
    """Files by the attacks' mark in the machine's temporary folders, home and root, two levels deep."""
    tops = [Path(top) for top in (*TEMPORARY, "/", Path.home(), Path.cwd()) if Path(top).is_dir()]
    found = []
    for top in tops:
        for pattern in (f"*{MARK}*", f"*/*{MARK}*"):
            # Other users' folders cannot be looked into; nor could they be written to.
            with contextlib.suppress(OSError):
                found += [str(path) for path in top.glob(pattern)]
    return sorted(set(found))


def shared_objects() -> list[str]:
    """Objects of System V and POSIX and keys by the attacks' mark, and the sandbox's users that have keys."""
    found = []
    for kind in ("shm", "sem", "msg"):
        lines = Path(f"/proc/sysvipc/{kind}").read_text().splitlines()[1:]
        found += [f"{kind}: {line}" for line in lines if int(line.split()[0]) == KEY]
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.mq_open(f"/{MARK}".encode(), os.O_RDONLY) >= 0:
        found.append("a message queue of POSIX")
    keys = Path("/proc/keys")
    if keys.exists():
        found += [line for line in keys.read_text().splitlines() if MARK in line]
        users = [line.split(":")[0].strip() for line in Path("/proc/key-users").read_text().splitlines()]
        found += [f"keys of the user {uid}" for uid in users if int(uid) >= 60_706]
    return found


class Watched:
    """Processes that outlive their parent become this process's children while it watches, and are seen.

    Those that end are buried by it too: to whoever looks at this process's children later they would be its own.
    """

    def __enter__(self):
        self.libc = ctypes.CDLL(None, use_errno=True)
        self.before = self._children()
        self.libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
        return self

    def __exit__(self, *problem):
        self.libc.prctl(PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0)
        for process_id in set(self._children(ended=True)) - set(self.before):
            os.waitpid(process_id, os.WNOHANG)

    def _children(self, ended: bool = False) -> dict[int, str]:
        found = {}
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with contextlib.suppress(OSError):
                name, _, rest = stat.read_text().partition("(")[2].rpartition(")")
                state, parent = rest.split()[:2]
                if int(parent) == os.getpid() and (state == "Z") == ended:
                    found[int(stat.parent.name)] = name
        return found

    def left(self, patience: float = 5.0) -> dict[int, str]:
        """Children that were not there at the start and do not end by themselves soon."""
        end = time.monotonic() + patience
        while (found := {p: n for p, n in self._children().items() if p not in self.before}) and time.monotonic() < end:
            time.sleep(0.1)
        return found


class Memory:
    """Watches how much memory the processes of a command take, by the words of their command line."""

    def __init__(self, *words: str) -> None:
        self._words, self._over, self.peak = "\0".join(words).encode(), threading.Event(), {}
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *problem):
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(0.2):
            for process in Path("/proc").glob("[0-9]*"):
                # Processes end while they are looked at.
                with contextlib.suppress(OSError, StopIteration):
                    if self._words in (process / "cmdline").read_bytes():
                        lines = (process / "status").read_text().splitlines()
                        most = next(line for line in lines if line.startswith("VmHWM:"))
                        self.peak[int(process.name)] = int(most.split()[1]) * 1024


class Bystander:
    """A process of the same user that has nothing to do with the grading, and is to be left alone."""

    def __init__(self, command: list[str]) -> None:
        self.process = subprocess.Popen([*command, "sleep", "1000"])
        while Path(f"/proc/{self.process.pid}/comm").read_text() != "sleep\n":
            assert self.process.poll() is None, f"{command} started nothing"
            time.sleep(0.01)
        self.before = self._state()

    def _state(self) -> tuple:
        pid = self.process.pid
        status = Path(f"/proc/{pid}/status").read_text()
        kept = [line for line in status.splitlines() if line.startswith(("Uid", "TracerPid", "Cpus_allowed"))]
        stopped = "\nState:\tT" in status or "\nState:\tt" in status
        return stopped, kept, os.getpriority(os.PRIO_PROCESS, pid), Path(f"/proc/{pid}/limits").read_text()

    def harmed(self) -> str:
        """What was done to it; "" for nothing."""
        if self.process.poll() is not None:
            return f"ended with {self.process.returncode}"
        return "" if self._state() == self.before else f"{self.before} became {self._state()}"

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
