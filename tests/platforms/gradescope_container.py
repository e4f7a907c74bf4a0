"""A container as Gradescope starts one: root, its own file system, and only what lies in /autograder."""

import io
import json
import os
import subprocess
import sys
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from autograder.judging.references import ROOT

# What the machine lends to the container: libraries and programs, nothing of anybody's.
SYSTEM = ("usr", "lib", "lib64", "bin", "sbin", "etc/ld.so.cache", "etc/alternatives")
PROFILES = ROOT / "tests" / "sandbox"
HOUR = "2026-10-05T{:02d}:00:00.000000-07:00"


def fresh_root() -> list[str]:
    """What stands before a command to run it in a file system of its own. Its /tmp and /opt are empty."""
    command = ["bwrap", "--unshare-pid", "--die-with-parent", "--proc", "/proc", "--dev", "/dev"]
    for name in SYSTEM:
        if os.path.islink(f"/{name}"):
            command += ["--symlink", os.readlink(f"/{name}"), f"/{name}"]
        elif os.path.exists(f"/{name}"):
            command += ["--ro-bind", f"/{name}", f"/{name}"]
    return [*command, "--perms", "0755", "--dir", "/opt", "--perms", "1777", "--tmpfs", "/tmp"]


def this_python() -> list[str]:
    """This environment at /opt/course, where `setup.sh` makes one."""
    base = Path(sys.base_prefix)
    ways = [part for folder in reversed(base.parents[:-1]) for part in ("--perms", "0755", "--dir", str(folder))]
    mounts = [] if base.is_relative_to("/usr") else [*ways, "--ro-bind", str(base), str(base)]
    mounts += ["--ro-bind", sys.prefix, "/opt/course"]
    # Where an environment is made with other links than its own, numpy lies elsewhere.
    assert Path(np.__file__).is_relative_to(sys.prefix)
    return mounts


def empty_opt(folder: Path) -> list[str]:
    """An empty /opt to be filled, which lies in this folder, and the way to package indexes."""
    folder.mkdir()
    return ["--bind", str(folder), "/opt", "--ro-bind", "/etc", "/etc"]


@dataclass
class Container:
    """One that can grade: its /autograder lies in a folder of the test.

    engine: whose default profile binds it. mounts: what is mounted besides, with a Python at /opt/course.
    """

    autograder: Path
    engine: str = ""
    mounts: list[str] = field(default_factory=this_python)

    def hand_in(self, files: dict[str, bytes | str]) -> None:
        """Fill /autograder/submission."""
        for name, content in files.items():
            path = self.autograder / "submission" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)

    def tell(self, **metadata: object) -> None:
        """Write /autograder/submission_metadata.json."""
        told = {"id": 409194023, "created_at": HOUR.format(12), "previous_submissions": [], **metadata}
        (self.autograder / "submission_metadata.json").write_text(json.dumps(told))

    def run(self, *command: str) -> subprocess.CompletedProcess:
        """Run a command in it, as root, in /autograder."""
        binds = ["--bind", str(self.autograder), "/autograder", "--chdir", "/autograder"]
        bound = ()
        if self.engine:
            binds += ["--ro-bind", str(PROFILES), "/opt/engine"]
            bound = ("/opt/course/bin/python", "/opt/engine/under_profile.py", self.engine)
        about_indexes = {name: value for name, value in os.environ.items() if name.startswith(("PIP_", "UV_", "SSL_"))}
        environment = about_indexes | {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root"}
        inside = [*fresh_root(), *self.mounts, *binds, *bound, *command]
        return subprocess.run(inside, capture_output=True, text=True, timeout=300, env=environment)

    def give_seconds(self, seconds: float) -> None:
        """Let submissions have less time than Gradescope's do."""
        file = self.autograder / "source" / "course" / "settings.json"
        file.write_text(json.dumps(json.loads(file.read_text()) | {"seconds": seconds}))

    def grade(self) -> dict:
        """Run what Gradescope runs. Returns the results."""
        done = self.run("/autograder/run_autograder")
        assert done.returncode == 0, done.stdout + done.stderr
        (self.autograder / "results" / "stdout").write_text(done.stdout)
        return json.loads((self.autograder / "results" / "results.json").read_text())


def container(folder: Path, packed: bytes, engine: str = "") -> Container:
    """A container made of an autograder's zip, as Gradescope makes one. Skips where none can be started."""
    if os.geteuid():
        pytest.skip("Gradescope runs autograders as root: needs root")
    for name in ("source", "submission", "results"):
        (folder / name).mkdir(parents=True)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        for info in archive.infolist():
            path = Path(archive.extract(info, folder / "source"))
            path.chmod(info.external_attr >> 16 & 0o777)
    run = folder / "source" / "run_autograder"
    (folder / "run_autograder").write_bytes(run.read_bytes())
    (folder / "run_autograder").chmod(run.stat().st_mode)
    made = Container(folder, engine)
    tried = made.run("true")
    if tried.returncode:
        pytest.skip(f"this machine starts no container: {tried.stderr.strip()[-200:]}")
    return made
