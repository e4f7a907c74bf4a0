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

from autograder.sandbox.kernel import libc, must, system_call
from autograder.sandbox.system_calls import architecture, filter_program

_CLONE = (56, 220)  # its number on x86_64 and elsewhere
_NEW_PID_AND_IPC = 0x20000000 | 0x08000000  # CLONE_NEWPID | CLONE_NEWIPC
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS, _PR_CAP_AMBIENT = 1, 4, 22, 38, 47
_SECCOMP_MODE_FILTER, _PR_CAP_AMBIENT_CLEAR_ALL = 2, 4


def fork_into_namespaces() -> int:
    """Fork into process and IPC namespaces of its own. 0 in the child, its process id in the parent.

    Needs CAP_SYS_ADMIN. Only for a process of one thread: the C library's and Python's
    own fork hooks are not run.
    """
    number = _CLONE[architecture()[1]]
    return must(system_call(number, _NEW_PID_AND_IPC | signal.SIGCHLD, 0, 0, 0, 0), "clone")


def _drop_capabilities() -> None:
    must(libc.prctl(_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0), "prctl(PR_CAP_AMBIENT)")
    header = struct.pack("=II", 0x20080522, 0)  # _LINUX_CAPABILITY_VERSION_3, this process
    must(libc.capset(header, bytes(24)), "capset")


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


def _end_with(parent: int) -> None:
    """Be killed when the parent ends. A change of user takes this back, so that it comes after."""
    must(libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0), "prctl(PR_SET_PDEATHSIG)")
    if os.getppid() != parent:
        os._exit(1)


def _filter_calls() -> None:
    program = ctypes.create_string_buffer(filter_program(os.getpid()))
    count = (len(program) - 1) // 8
    pointer = struct.pack("@HP", count, ctypes.addressof(program))  # struct sock_fprog
    no_new_privileges()
    must(libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, pointer, 0, 0), "prctl(PR_SET_SECCOMP)")


def confine(memory: int, cpu_seconds: int, uid: int | None, parent: int | None = None) -> None:
    """Raise every wall that a process can raise around itself. There is no way back.

    memory: bytes of address space. uid: a user of its own (as root), None to stay the user that it is.
    parent: the process to end with, None where a namespace ends instead.

    Raises OSError where one cannot be raised: the submission must not be read then.
    """
    os.setsid()
    _become(uid)
    _drop_capabilities()
    not_to_be_traced()
    if parent is not None:
        _end_with(parent)
    limit(memory, cpu_seconds)
    _filter_calls()


def not_to_be_traced() -> None:
    """Shut this process's memory to every other one of the same user."""
    must(libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0), "prctl(PR_SET_DUMPABLE)")


def no_new_privileges() -> None:
    """Gain nothing by a set-uid program any more: the condition of every filter."""
    must(libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "prctl(PR_SET_NO_NEW_PRIVS)")
