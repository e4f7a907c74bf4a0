"""Runs a command as an engine of containers would: python under_profile.py docker COMMAND...

The engine's default seccomp profile is compiled by libseccomp, and its default capabilities are all that root keeps.
"docker-before-landlock" is an engine whose profile does not know Landlock's calls yet.
"""

import ctypes
import ctypes.util
import json
import os
import sys
from pathlib import Path

ALLOW, ERRNO = 0x7FFF0000, 0x00050000
OPERATIONS = ("NE", "LT", "LE", "EQ", "GE", "GT", "MASKED_EQ")
PR_CAPBSET_DROP = 24


class Comparison(ctypes.Structure):
    """libseccomp's struct scmp_arg_cmp: what one argument of a call must be."""

    _fields_ = [
        ("argument", ctypes.c_uint),
        ("operation", ctypes.c_int),
        ("a", ctypes.c_uint64),
        ("b", ctypes.c_uint64),
    ]


def done(result: int) -> None:
    if result < 0:
        raise OSError(-result, os.strerror(-result))


def load(profile: dict) -> None:
    """Bind this process by a profile's rules. Raises OSError."""
    library = ctypes.CDLL(ctypes.util.find_library("seccomp"))
    library.seccomp_init.restype = ctypes.c_void_p
    context = ctypes.c_void_p(library.seccomp_init(ERRNO | profile["default_errno"]))
    for rule in profile["rules"]:
        action = ERRNO | rule["errno"] if "errno" in rule else ALLOW
        compared = [(i, 1 + OPERATIONS.index(op[9:]), a, b) for i, op, a, b in rule.get("arguments", [])]
        arguments = (Comparison * len(compared))(*compared)
        for name in rule["names"]:
            number = library.seccomp_syscall_resolve_name(name.encode())
            if number >= 0 and action != ERRNO | profile["default_errno"]:
                done(library.seccomp_rule_add_array(context, action, number, len(compared), arguments))
    done(library.seccomp_load(context))


def main(engine: str, command: list[str]) -> None:
    name, _, before = engine.partition("-before-")
    profile = json.loads((Path(__file__).parent / "profiles" / f"{name}.json").read_text())
    for rule in profile["rules"] if before else ():
        rule["names"] = [call for call in rule["names"] if not call.startswith(before)]
    libc = ctypes.CDLL(None, use_errno=True)
    if os.geteuid() == 0:
        last = int(Path("/proc/sys/kernel/cap_last_cap").read_text())
        for number in set(range(last + 1)) - set(profile["capabilities"].values()):
            libc.prctl(PR_CAPBSET_DROP, number, 0, 0, 0)
    load(profile)
    os.execvp(command[0], command)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
