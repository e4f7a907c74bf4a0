"""The filter of system calls (seccomp): a list of what Python and numpy need once they run, and of nothing else.

It leaves a submission no call by which one process could mark what another one sees: no
lock, lease, flag, time, attribute or advice on a file, no name, no pipe, no limit or
counter of the user or the machine. See the kernel's userspace-api/seccomp_filter.
"""

import errno
import os
import platform
import struct
from functools import cache
from typing import NamedTuple

_X86_64, _GENERIC = 0, 1
# By machine: seccomp's name of the architecture, and its column in the table below.
_ARCHITECTURES = {"x86_64": (0xC000003E, _X86_64), "aarch64": (0xC00000B7, _GENERIC), "riscv64": (0xC00000F3, _GENERIC)}


class OneOf(NamedTuple):
    """The call is allowed where an argument, counted from 0, is one of these."""

    argument: int
    values: tuple[int, ...]


class Without(NamedTuple):
    """The call is allowed where an argument, counted from 0, has none of these bits."""

    argument: int
    bits: int


class OnItself(NamedTuple):
    """The call is allowed where an argument, counted from 0, is the process's own number."""

    argument: int


Condition = OneOf | Without | OnItself | None

# Any other bit creates, empties, writes, or opens in a way that no import does.
_READ_FLAGS = os.O_CLOEXEC | os.O_NONBLOCK | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_NOCTTY
_OTHER_FLAGS = 0xFFFFFFFF & ~_READ_FLAGS
# Huge and locked pages are counted for the whole machine, or for the user.
_MAP_LOCKED, _MAP_HUGETLB = 0x2000, 0x40000
# DONTNEED, FREE, HUGEPAGE, NOHUGEPAGE: of malloc's own memory. Others move the pages of files.
_ADVICE = (4, 8, 14, 15)
# F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_DUPFD_CLOEXEC: of descriptors alone, not of what they are open on.
_DESCRIPTOR_COMMANDS = (0, 1, 2, 3, 1030)
# TCGETS and TCGETS2 (is it a terminal?), TIOCGWINSZ (its width), FIONCLEX and FIOCLEX.
_REQUESTS = (0x5401, 0x802C542A, 0x5413, 0x5450, 0x5451)
# PR_GET_DUMPABLE, PR_GET_SECCOMP, PR_GET_NO_NEW_PRIVS.
_QUESTIONS = (3, 21, 39)
# The clocks by name; the negative ones are other processes' processor time.
_CLOCKS = tuple(range(12))

# Name -> (its number on x86_64, elsewhere; None where the architecture lacks it), and what its arguments must be.
# The kernel's asm/unistd_64.h and asm-generic/unistd.h. The most frequent stand first.
ALLOWED: dict[str, tuple[int | None, int | None, Condition]] = {
    "read": (0, 63, None),
    "write": (1, 64, None),
    "newfstatat": (262, 79, None),
    "futex": (202, 98, None),
    "openat": (257, 56, Without(2, _OTHER_FLAGS)),
    "close": (3, 57, None),
    "lseek": (8, 62, None),
    "fstat": (5, 80, None),
    "ioctl": (16, 29, OneOf(1, _REQUESTS)),
    "mmap": (9, 222, Without(3, _MAP_LOCKED | _MAP_HUGETLB)),
    "munmap": (11, 215, None),
    "mremap": (25, 216, None),
    "mprotect": (10, 226, None),
    "madvise": (28, 233, OneOf(2, _ADVICE)),
    "brk": (12, 214, None),
    "getdents64": (217, 61, None),
    "pread64": (17, 67, None),
    "readv": (19, 65, None),
    "writev": (20, 66, None),
    "fcntl": (72, 25, OneOf(1, _DESCRIPTOR_COMMANDS)),
    "dup": (32, 23, None),
    "dup2": (33, None, None),
    "dup3": (292, 24, None),
    "open": (2, None, Without(1, _OTHER_FLAGS)),
    "stat": (4, None, None),
    "lstat": (6, None, None),
    "statx": (332, 291, None),
    "access": (21, None, None),
    "faccessat": (269, 48, None),
    "faccessat2": (439, 439, None),
    "readlink": (89, None, None),
    "readlinkat": (267, 78, None),
    "getcwd": (79, 17, None),
    "getrandom": (318, 278, None),
    "clock_gettime": (228, 113, OneOf(0, _CLOCKS)),
    "clock_getres": (229, 114, OneOf(0, _CLOCKS)),
    "clock_nanosleep": (230, 115, OneOf(0, _CLOCKS)),
    "nanosleep": (35, 101, None),
    "gettimeofday": (96, 169, None),
    "time": (201, None, None),
    "times": (100, 153, None),
    "sched_yield": (24, 124, None),
    "restart_syscall": (219, 128, None),
    "rt_sigaction": (13, 134, None),
    "rt_sigprocmask": (14, 135, None),
    "rt_sigreturn": (15, 139, None),
    "sigaltstack": (131, 132, None),
    "getpid": (39, 172, None),
    "gettid": (186, 178, None),
    "getuid": (102, 174, None),
    "geteuid": (107, 175, None),
    "getgid": (104, 176, None),
    "getegid": (108, 177, None),
    "uname": (63, 160, None),
    "prctl": (157, 167, OneOf(0, _QUESTIONS)),
    "kill": (62, 129, OnItself(0)),
    "tkill": (200, 130, OnItself(0)),
    "tgkill": (234, 131, OnItself(0)),
    "exit": (60, 93, None),
    "exit_group": (231, 94, None),
}
# The C library and Python try these first, and do without them where a kernel has none.
_ABSENT = {"clone3": 435, "openat2": 437}
# The last call that this table was made with (file_setattr, Linux 6.17). A later one is answered as by a kernel
# that does not have it yet, which every library is ready for; an earlier one that is not allowed, by "not permitted".
NEWEST = 469

_LOAD, _EQUAL, _GREATER, _ANY_BIT, _ANSWER = 0x20, 0x15, 0x25, 0x45, 0x06  # classic BPF
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000  # SECCOMP_RET_ALLOW, SECCOMP_RET_ERRNO
_NOT_PERMITTED, _NO_SUCH_CALL = _REFUSE | errno.EPERM, _REFUSE | errno.ENOSYS
_ITSELF = 0xFFFF_FFFD  # stands for the number of the process: no process has it, and nothing else in the filter is it
_NUMBER_AT, _ARCHITECTURE_AT, _ARGUMENTS_AT = 0, 4, 16  # in the kernel's struct seccomp_data


class UnknownMachine(OSError):
    """The numbers of this processor's system calls are not known here."""


def architecture() -> tuple[int, int]:
    """Seccomp's name of this machine's architecture, and its column in the table. Raises `UnknownMachine`."""
    machine = platform.machine()
    if machine not in _ARCHITECTURES:
        raise UnknownMachine(f"the filter of system calls knows {', '.join(_ARCHITECTURES)}, not {machine}")
    return _ARCHITECTURES[machine]


def _allowed_if(condition: Condition) -> list[tuple[int, int, int, int]]:
    """Instructions that answer a call whose number is the right one. The kernel reads these arguments as 32 bits."""
    if condition is None:
        return [(_ANSWER, 0, 0, _ALLOW)]
    argument = (_LOAD, 0, 0, _ARGUMENTS_AT + 8 * condition.argument)
    if isinstance(condition, Without):
        tests = [(_ANY_BIT, 0, 1, condition.bits)]
    else:
        values = (_ITSELF,) if isinstance(condition, OnItself) else condition.values
        tests = [(_EQUAL, len(values) - i, 0, value) for i, value in enumerate(values)]
    return [argument, *tests, (_ANSWER, 0, 0, _NOT_PERMITTED), (_ANSWER, 0, 0, _ALLOW)]


def filter_program(process_id: int) -> bytes:
    """The filter as a classic BPF program.

    process_id: of the process that it is for, as that process sees it. Raises `UnknownMachine`.
    """
    return _program().replace(struct.pack("=I", _ITSELF), struct.pack("=I", process_id))


@cache
def _program() -> bytes:
    """The filter for any process: an instruction is (code, jump if true, if false, k)."""
    name, column = architecture()
    program = [
        (_LOAD, 0, 0, _ARCHITECTURE_AT),
        (_EQUAL, 1, 0, name),
        (_ANSWER, 0, 0, _NOT_PERMITTED),
        (_LOAD, 0, 0, _NUMBER_AT),
    ]
    for on_x86_64, elsewhere, condition in ALLOWED.values():
        number = (on_x86_64, elsewhere)[column]
        if number is not None:
            then = _allowed_if(condition)
            program += [(_EQUAL, 0, len(then), number), *then]
    for number in _ABSENT.values():
        program += [(_EQUAL, 0, 1, number), (_ANSWER, 0, 0, _NO_SUCH_CALL)]
    program += [(_GREATER, 0, 1, NEWEST), (_ANSWER, 0, 0, _NO_SUCH_CALL), (_ANSWER, 0, 0, _NOT_PERMITTED)]
    return b"".join(struct.pack("=HBBI", *instruction) for instruction in program)
