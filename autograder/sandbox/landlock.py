"""Landlock: the kernel's own list of what a process may open, which it can take upon itself anywhere.

No namespace and no privilege is needed, so that it works in containers where bubblewrap does
not. See the kernel's userspace-api/landlock.
"""

import errno
import os
import stat
import struct
from collections.abc import Iterable
from pathlib import Path

from autograder.sandbox.kernel import must, system_call

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # on every architecture
_VERSION, _PATH_BENEATH, _NO_LOG = 1, 1, 1
_READ_FILE, _READ_DIR = 1 << 2, 1 << 3
# By the first version of Landlock that knows them; an older one refuses a list with a right that it does not know.
_RIGHTS = {1: (1 << 13) - 1, 2: 1 << 13, 3: 1 << 14, 5: 1 << 15}
_TCP = {4: 0b11}
_SCOPES = {6: 0b11}  # abstract sockets and signals, to the outside
_NO_LOG_SINCE = 7

_WHY = {
    errno.ENOSYS: "this kernel has no Landlock (it is in Linux from 5.13 on, where it was built in)",
    errno.EOPNOTSUPP: "this kernel has Landlock, but it was not started with it",
    errno.EPERM: "a container's seccomp profile forbids Landlock",
}


def version() -> int:
    """The version of this kernel's Landlock, 1 or more. Raises OSError, which says why there is none."""
    try:
        return must(system_call(_CREATE_RULESET, 0, 0, _VERSION), "landlock_create_ruleset")
    except OSError as error:
        raise OSError(error.errno, _WHY.get(error.errno or 0, str(error))) from None


def _known(by_version: dict[int, int], version: int) -> int:
    return sum(bits for since, bits in by_version.items() if since <= version)


def ruleset(readable: Iterable[Path]) -> int:
    """A list by which these files and folders can be read, and nothing else on the machine be opened or changed.

    Returns its descriptor. A path that is a link, or has gone, is left out. Raises OSError.
    """
    known = version()
    handled = struct.pack("=QQQ", *(_known(rights, known) for rights in (_RIGHTS, _TCP, _SCOPES)))
    rules = must(system_call(_CREATE_RULESET, handled, len(handled), 0), "landlock_create_ruleset")
    for path in readable:
        _allow(rules, path)
    return rules


def _allow(rules: int, path: Path) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_NOFOLLOW | os.O_CLOEXEC)
    except (FileNotFoundError, PermissionError):
        return
    try:
        mode = os.fstat(place).st_mode
        if stat.S_ISDIR(mode) or stat.S_ISREG(mode):
            rights = _READ_FILE | (_READ_DIR if stat.S_ISDIR(mode) else 0)
            rule = struct.pack("=Qi", rights, place)
            must(system_call(_ADD_RULE, rules, _PATH_BENEATH, rule, 0), f"landlock_add_rule for {path}")
    finally:
        os.close(place)


def restrict(rules: int) -> None:
    """Bind this process by a list, for good, and close it. It must have no way to new privileges. Raises OSError."""
    flags = _NO_LOG if version() >= _NO_LOG_SINCE else 0
    must(system_call(_RESTRICT_SELF, rules, flags), "landlock_restrict_self")
    os.close(rules)
