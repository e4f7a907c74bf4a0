"""How a process of the sandbox shuts itself in, before it reads the submission.

bubblewrap's walls stand around the server. These stand around each of its children, so
that one submission meets neither the server nor the next submission: process and IPC
namespaces of its own, a user of its own (as root), no capability, hard limits, and a
filter of system calls.
"""

import ctypes
import os
import resource
import signal
import struct

from autograder.sandbox.system_calls import architecture, filter_program

_CLONE = (56, 220)  # its number on x86_64 and elsewhere
_NEW_PID_AND_IPC = 0x20000000 | 0x08000000  # CLONE_NEWPID | CLONE_NEWIPC
_PR_SET_DUMPABLE, _PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS, _PR_CAP_AMBIENT = 4, 22, 38, 47
_SECCOMP_MODE_FILTER, _PR_CAP_AMBIENT_CLEAR_ALL = 2, 4

_libc = ctypes.CDLL(None, use_errno=True)


def _must(result: int, what: str) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result


def fork_into_namespaces() -> int:
    """Fork into process and IPC namespaces of its own. 0 in the child, its process id in the parent.

    Needs CAP_SYS_ADMIN. Only for a process of one thread: the C library's and Python's
    own fork hooks are not run.
    """
    number = _CLONE[architecture()[1]]
    flags = ctypes.c_long(_NEW_PID_AND_IPC | signal.SIGCHLD)
    return _must(_libc.syscall(ctypes.c_long(number), flags, *[ctypes.c_long(0)] * 4), "clone")


def _drop_capabilities() -> None:
    _must(_libc.prctl(_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0), "prctl(PR_CAP_AMBIENT)")
    header = struct.pack("=II", 0x20080522, 0)  # _LINUX_CAPABILITY_VERSION_3, this process
    _must(_libc.capset(header, bytes(24)), "capset")


def _become(uid: int | None) -> None:
    """As root, become a user of its own: limits on processes do not bind root."""
    if uid is not None:
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)


def limit(memory: int, cpu_seconds: int) -> None:
    """Limit this process: memory in bytes, processor time in seconds; no file grows, no process is added."""
    limits = {
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_CPU: cpu_seconds,
        resource.RLIMIT_NPROC: 0,
        # No file can grow.
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: 16,
        # What is counted for all processes of a user, and so seen by them.
        resource.RLIMIT_MSGQUEUE: 0,
        resource.RLIMIT_MEMLOCK: 0,
        resource.RLIMIT_SIGPENDING: 0,
    }
    for limit, value in limits.items():
        resource.setrlimit(limit, (value, value))


def _filter_calls() -> None:
    program = ctypes.create_string_buffer(filter_program(os.getpid()))
    count = (len(program) - 1) // 8
    pointer = struct.pack("@HP", count, ctypes.addressof(program))  # struct sock_fprog
    _must(_libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "prctl(PR_SET_NO_NEW_PRIVS)")
    _must(_libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, pointer, 0, 0), "prctl(PR_SET_SECCOMP)")


def confine(memory: int, cpu_seconds: int, uid: int | None) -> None:
    """Raise every wall that a process can raise around itself. There is no way back.

    memory: bytes of address space. uid: a user of its own (as root), None to stay the user that it is.

    Raises OSError where one cannot be raised: the submission must not be read then.
    """
    os.setsid()
    _become(uid)
    _drop_capabilities()
    limit(memory, cpu_seconds)
    _filter_calls()


def not_to_be_traced() -> None:
    """Shut this process's memory to every other one of the same user."""
    _must(_libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0), "prctl(PR_SET_DUMPABLE)")
