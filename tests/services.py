"""Real services for tests: programs that stay, a Dask cluster, a PostgreSQL server. Each ends with its `with`."""

import json
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

PROGRAMS = Path(sys.executable).parent
POSTGRES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1:]


@contextmanager
def staying(command: list[str], log: Path, until: str, **how) -> Iterator[subprocess.Popen]:
    """A program that stays, once it has written `until` to its log."""
    with log.open("w") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, **how)
    try:
        deadline = time.monotonic() + 60
        while until not in log.read_text():
            assert process.poll() is None, f"{command} ended: {log.read_text()[-3000:]}"
            assert time.monotonic() < deadline, f"{command} never said {until!r}: {log.read_text()[-3000:]}"
            time.sleep(0.05)
        yield process
    finally:
        process.terminate()
        process.wait(timeout=30)


@contextmanager
def cluster(folder: Path, workers: int) -> Iterator[tuple[str, list[subprocess.Popen]]]:
    """A real scheduler with workers, each a process with one thread. Gives its address, and it with the workers."""
    about, dask = folder / "scheduler.json", str(PROGRAMS / "dask")
    scheduler = ["scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(about)]
    with ExitStack() as running:
        first = running.enter_context(
            staying([dask, *scheduler], folder / "scheduler.log", "Scheduler at:", cwd=folder)
        )
        while not (about.exists() and about.read_text().endswith("}")):  # it is there before it is written
            time.sleep(0.05)
        address = json.loads(about.read_text())["address"]
        worker = [dask, "worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard"]
        logs = [folder / f"worker{i}.log" for i in range(workers)]
        started = [staying(worker, log, "Registered to:", cwd=folder) for log in logs]
        yield address, [first, *(running.enter_context(one) for one in started)]


def _unprivileged() -> list[str]:
    """PostgreSQL refuses to run as root."""
    if os.getuid():
        return []
    user = pwd.getpwnam("nobody")
    return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]


@dataclass(frozen=True)
class PostgreSQL:
    """A real PostgreSQL server of Debian's package, which asks for no password. socket: the folder of its socket."""

    socket: Path

    def _control(self, *arguments: str) -> None:
        command = [*_unprivileged(), POSTGRES[0] / "pg_ctl", "--pgdata", self.socket / "data", "--silent", "--wait"]
        subprocess.run([*command, *arguments], check=True, stdout=subprocess.DEVNULL, cwd=self.socket)

    def make(self, administrator: str) -> None:
        self._control("initdb", "-o", f"--username={administrator} --auth=trust --no-sync")

    def start(self) -> None:
        settings = f"-c listen_addresses='' -c unix_socket_directories={self.socket} -c fsync=off"
        self._control("--log", str(self.socket / "log"), "-o", settings, "start")

    def stop(self) -> None:
        """Stop it at once, as a machine that fails would."""
        self._control("--mode", "immediate", "stop")


@contextmanager
def postgresql_server(administrator: str) -> Iterator[PostgreSQL]:
    """A PostgreSQL server that runs."""
    folder = Path(tempfile.mkdtemp(prefix="pg"))  # short: a socket's path has a limit
    if os.getuid() == 0:
        shutil.chown(folder, "nobody")
    server = PostgreSQL(folder)
    try:
        server.make(administrator)
        server.start()
        yield server
    finally:
        with suppress(subprocess.CalledProcessError):  # it may have been stopped
            server.stop()
        shutil.rmtree(folder)
