"""How a process of the sandbox shuts itself in, before it reads the submission.

bubblewrap's walls stand around the server. These stand around each of its children, so
that one submission meets neither the server nor the next submission: process and IPC
namespaces of its own, a user of its own (as root), no capability, hard limits, and a
filter of system calls (seccomp, see the kernel's userspace-api/seccomp_filter).
"""

import ctypes
import errno
import os
import platform
import resource
import signal
import struct

# By machine: (seccomp's name of the architecture, the numbers of the system calls below). The kernel's
# asm/unistd_64.h and asm-generic/unistd.h; None where the architecture lacks the call.
_X86_64, _GENERIC = 0, 1
_ARCHITECTURES = {"x86_64": (0xC000003E, _X86_64), "aarch64": (0xC00000B7, _GENERIC), "riscv64": (0xC00000F3, _GENERIC)}
_CLONE = (56, 220)
# Answered with "no such call", so that a C library falls back to `clone`.
_CLONE3 = 435
_REFUSED: dict[str, tuple[int, int | None]] = {
    # New processes and namespaces: the way to more memory, more time and more of the kernel.
    "clone": _CLONE,
    "fork": (57, None),
    "vfork": (58, None),
    "unshare": (272, 97),
    "setns": (308, 268),
    # Other processes.
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "kcmp": (312, 272),
    "pidfd_open": (434, 434),
    "pidfd_getfd": (438, 438),
    "pidfd_send_signal": (424, 424),
    # What outlives its maker: shared memory, semaphores, message queues, keys.
    "shmget": (29, 194),
    "shmat": (30, 196),
    "semget": (64, 190),
    "msgget": (68, 186),
    "mq_open": (240, 180),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    # Memory that the limit does not count.
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    # The network namespace is empty; this saves the kernel's code behind it.
    "socket": (41, 198),
    "socketpair": (53, 199),
    # What the whole machine has one of: its log, and its contexts for asynchronous files.
    "syslog": (103, 116),
    "io_setup": (206, 0),
    # Large and young parts of the kernel that no solution needs.
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
}
_X32_BIT = 0x40000000  # a second numbering of the same calls on x86_64

_NEW_PID_AND_IPC = 0x20000000 | 0x08000000  # CLONE_NEWPID | CLONE_NEWIPC
_PR_SET_DUMPABLE, _PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS, _PR_CAP_AMBIENT = 4, 22, 38, 47
_SECCOMP_MODE_FILTER, _PR_CAP_AMBIENT_CLEAR_ALL = 2, 4
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000  # SECCOMP_RET_ALLOW, SECCOMP_RET_ERRNO

_libc = ctypes.CDLL(None, use_errno=True)


class Unconfinable(OSError):
    """A wall could not be raised: the submission must not be read."""


def _architecture() -> tuple[int, int]:
    machine = platform.machine()
    if machine not in _ARCHITECTURES:
        raise Unconfinable(f"the filter of system calls knows {', '.join(_ARCHITECTURES)}, not {machine}")
    return _ARCHITECTURES[machine]


def _must(result: int, what: str) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise Unconfinable(number, f"{what}: {os.strerror(number)}")
    return result


def fork_into_namespaces() -> int:
    """Fork into process and IPC namespaces of its own. 0 in the child, its process id in the parent.

    Needs CAP_SYS_ADMIN. Only for a process of one thread: the C library's and Python's
    own fork hooks are not run.
    """
    number = _CLONE[_architecture()[1]]
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
        resource.RLIMIT_MSGQUEUE: 0,
    }
    for limit, value in limits.items():
        resource.setrlimit(limit, (value, value))


def _filter_program() -> bytes:
    """The filter of system calls as a classic BPF program: an instruction is (code, jump if true, if false, k)."""
    name, column = _architecture()
    load, jump_equal, jump_at_least, answer = 0x20, 0x15, 0x35, 0x06
    refused = [number for numbers in _REFUSED.values() if (number := numbers[column]) is not None]
    no_permission, no_such_call = _REFUSE | errno.EPERM, _REFUSE | errno.ENOSYS
    program = [
        (load, 0, 0, 4),  # the architecture
        (jump_equal, 1, 0, name),
        (answer, 0, 0, no_permission),
        (load, 0, 0, 0),  # the call's number
        (jump_equal, 0, 1, _CLONE3),
        (answer, 0, 0, no_such_call),
        (jump_at_least, 0, 1, _X32_BIT),
        (answer, 0, 0, no_permission),
    ]
    for number in refused:
        program += [(jump_equal, 0, 1, number), (answer, 0, 0, no_permission)]
    program.append((answer, 0, 0, _ALLOW))
    return b"".join(struct.pack("=HBBI", *instruction) for instruction in program)


def _filter_calls() -> None:
    program = ctypes.create_string_buffer(_filter_program())
    count = (len(program) - 1) // 8
    pointer = struct.pack("@HP", count, ctypes.addressof(program))  # struct sock_fprog
    _must(_libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "prctl(PR_SET_NO_NEW_PRIVS)")
    _must(_libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, pointer, 0, 0), "prctl(PR_SET_SECCOMP)")


def confine(memory: int, cpu_seconds: int, uid: int | None) -> None:
    """Raise every wall that a process can raise around itself. There is no way back.

    memory: bytes of address space. uid: a user of its own (as root), None to stay the user that it is.

    Raises `Unconfinable`.
    """
    os.setsid()
    _become(uid)
    _drop_capabilities()
    limit(memory, cpu_seconds)
    _filter_calls()


def not_to_be_traced() -> None:
    """Shut this process's memory to every other one of the same user."""
    _must(_libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0), "prctl(PR_SET_DUMPABLE)")
