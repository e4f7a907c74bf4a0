"""Which walls a machine can raise: each kind is tried by a real start, and where none works, what would mend it."""

import os
import shutil
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np

from autograder.sandbox import landlock
from autograder.sandbox.bubblewrap import bubblewrap
from autograder.sandbox.own_users import own_users
from autograder.sandbox.walls import LANDLOCK_SERVER, SandboxUnavailable, Walls, no_walls, own_paths, python

_BUBBLEWRAP = "Install bubblewrap (Debian, Ubuntu: sudo apt install bubblewrap; Fedora: sudo dnf install bubblewrap)."
_CONTAINER = (
    "A seccomp profile binds this process, as in a container. Docker's from 23.0 on and Podman's from 4.2 on allow "
    "Landlock: bring the engine and its kernel up to date. Or lift the profile for the one container that grades: "
    "docker run --security-opt seccomp=unconfined --security-opt apparmor=unconfined "
    "--security-opt systempaths=unconfined."
)
_APPARMOR = (
    "AppArmor keeps bwrap from making user namespaces here. Give /usr/bin/bwrap a profile with `userns,`: the hub "
    "administrator's guide has it."
)
_NO_NAMESPACES = "This machine allows no user namespaces: sudo sysctl user.max_user_namespaces=10000."
_NOT_LINUX = "Grade on Linux, of which the sandbox is made: in a virtual machine or a container on this computer."
_NONE = "To grade without isolation, on a machine that holds nothing worth protecting, ask for it: --isolation=none."


def _open_to_others(path: Path) -> bool:
    """Whether every user can read what lies there."""
    passable = all(folder.stat().st_mode & 0o001 for folder in path.resolve().parents)
    return passable and path.stat().st_mode & 0o005 == 0o005


def landlocked() -> list[Walls]:
    """The walls that Landlock makes. Raises `SandboxUnavailable` where the kernel has none."""
    if sys.platform != "linux":
        raise SandboxUnavailable("only Linux has Landlock")
    try:
        landlock.version()
    except OSError as problem:
        raise SandboxUnavailable(problem.strerror) from None
    # Another user must be able to read Python and numpy. In root's own folder none can: there root stays itself.
    readable = all(_open_to_others(path) for path in (Path(os.__file__).parent, Path(np.__file__).parent))
    return [Walls("landlock", python(), *own_paths(), own_users() if readable else None, LANDLOCK_SERVER)]


_KINDS: dict[str, Callable[[], list[Walls]]] = {"bubblewrap": bubblewrap, "landlock": landlocked}


def first_ready(name: str, probe: Callable[[Walls], None]) -> Walls:
    """The best walls of an isolation that this machine can raise.

    name: one of `ISOLATIONS`. probe: starts a process behind walls; raises `SandboxUnavailable`.

    Raises `SandboxUnavailable`, with all that was tried and what would mend this machine.
    """
    if name == "none":
        return no_walls()
    problems: dict[str, str] = {}
    for kind in _KINDS if name == "auto" else (name,):
        try:
            for walls in _KINDS[kind]():
                if not (problem := _problem(partial(probe, walls))):
                    return walls
                problems.setdefault(problem, kind)
        except SandboxUnavailable as problem:
            problems[str(problem)] = kind
    tried = [f"  {kind}: {problem}" for problem, kind in problems.items()]
    raise SandboxUnavailable("\n".join(["The sandbox cannot start. Tried:", *tried, *_mends(), _NONE]))


def _problem(act: Callable[[], None]) -> str:
    try:
        act()
    except SandboxUnavailable as problem:
        return str(problem)
    return ""


def _says(path: str, line: str) -> bool:
    return os.path.exists(path) and line in Path(path).read_text().splitlines()


def _mends() -> list[str]:
    """What would let the sandbox start on this machine."""
    if sys.platform != "linux":
        return [_NOT_LINUX]
    mends = []
    if _says("/proc/self/status", "Seccomp:\t2"):
        mends.append(_CONTAINER)
    if _says("/proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1"):
        mends.append(_APPARMOR)
    if _says("/proc/sys/user/max_user_namespaces", "0"):
        mends.append(_NO_NAMESPACES)
    return mends if mends and shutil.which("bwrap") else [*mends, _BUBBLEWRAP]
