"""The filter of system calls: what solutions need is allowed, and every other call is refused without killing."""

import ctypes
import ctypes.util
import errno
import os

import pytest

from autograder.calling.values import Call
from autograder.judging.judge import judge
from autograder.judging.references import ROOT, reference_source, rules_for_grading
from autograder.sandbox.process import Sandbox, ready_walls
from autograder.sandbox.starters import starter
from autograder.sandbox.system_calls import ALLOWED, NEWEST, architecture

VARIANTS = ROOT / "tests" / "checks" / "right_solutions"
CALLING = """
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
def call(number, *arguments):
    ctypes.set_errno(0)
    result = libc.syscall(*[ctypes.c_long(n) for n in (number, *arguments, *[0] * (6 - len(arguments)))])
    return ctypes.get_errno() if result < 0 else 0
"""


def number_of(name: str) -> int:
    number = ALLOWED[name][architecture()[1]]
    if number is None:
        pytest.skip(f"this processor's kernel has no call {name}")
    return number


@pytest.fixture(scope="module", params=["bubblewrap", "landlock"])
def one_server(request):
    opened = starter(ready_walls(request.param))
    yield opened
    opened.close()


def test_references_and_right_variants_of_all_exercises_pass_under_the_filter(one_server, assignment, exercise):
    variants = [path.read_text() for path in sorted((VARIANTS / assignment / exercise).glob("*.py"))]
    for source in [reference_source(assignment, exercise), *variants]:
        sandbox = Sandbox(exercise, source.encode(), one_server)
        results = [judge(rules, sandbox.ask) for rules in rules_for_grading(assignment, exercise, 5)]
        sandbox.close()
        assert [(r.function, r.verdict) for r in results] == [(r.function, "pass") for r in results]


def test_every_call_that_is_not_on_the_list_is_refused_and_later_ones_do_not_exist(ask):
    column = architecture()[1]
    allowed = {numbers[column] for *numbers, _ in ALLOWED.values()}
    absent = {435: errno.ENOSYS, 437: errno.ENOSYS}  # clone3 and openat2: libraries know what to do without
    # Linux on x86_64 lets the calls of its own probes, uretprobe and uprobe, pass by any filter: they end their caller.
    unfiltered = {335, 336} if os.uname().machine == "x86_64" else set()
    refused = {n: absent.get(n, errno.EPERM) for n in range(NEWEST + 1) if n not in allowed | unfiltered}
    later = {n: errno.ENOSYS for n in [*range(NEWEST + 1, NEWEST + 200), 0x40000000 + 39]}
    expected = refused | later
    answer = ask(f"{CALLING}def f(numbers):\n    return [call(n, 17) for n in numbers]\n", "f", list(expected))
    got = dict(zip(expected, answer.value or [answer.message], strict=True))
    assert got == expected


# What is refused by its arguments: the call, the arguments, and what the same call allows.
_CREAT, _TRUNC, _APPEND, _TMPFILE, _PATH = os.O_CREAT, os.O_TRUNC, os.O_APPEND, os.O_TMPFILE, os.O_PATH
ARGUMENTS = [
    *[("openat", (-100, 0, flags), (-100, 0, os.O_CLOEXEC)) for flags in (1, 2, 3, _CREAT, _TRUNC, _TMPFILE, _PATH)],
    ("openat", (-100, 0, os.O_DIRECT), (-100, 0, os.O_DIRECTORY | os.O_NOFOLLOW)),
    ("openat", (-100, 0, os.O_NOATIME), (-100, 0, os.O_RDONLY)),
    *[("open", (0, flags), (0, os.O_CLOEXEC)) for flags in (1, 2, _CREAT, _TRUNC, _APPEND)],
    # F_SETFL, F_GETLK, F_SETLK, F_SETLKW, F_SETOWN, F_SETSIG, the open file's own locks, leases, notices, pipes, seals
    *[("fcntl", (1, n), (1, 3)) for n in (4, 5, 6, 7, 8, 10, 36, 37, 38, 1024, 1026, 1031, 1033, 1036)],
    # FS_IOC_GETFLAGS, FS_IOC_SETFLAGS, FIONBIO, FIOASYNC, TIOCSTI, TIOCLINUX, FICLONE, FIGETBSZ
    *[
        ("ioctl", (1, n), (1, 0x5401))
        for n in (0x80086601, 0x40086602, 0x5421, 0x5452, 0x5412, 0x541C, 0x40049409, 0x2)
    ],
    # WILLNEED, REMOVE, MERGEABLE, COLD, PAGEOUT, POPULATE_READ, HWPOISON
    *[("madvise", (0, 0, n), (0, 0, 4)) for n in (3, 9, 12, 20, 21, 22, 100)],
    *[("mmap", (0, 4096, 0, 0x22 | bit, -1), (0, 4096, 0, 0x22, -1)) for bit in (0x2000, 0x40000)],
    # SET_PDEATHSIG, SET_DUMPABLE, SET_NAME, SET_SECCOMP, SET_TIMERSLACK, SET_MM, SET_PTRACER, CAP_AMBIENT
    *[("prctl", (n,), (39,)) for n in (1, 4, 15, 22, 29, 35, 0x59616D61, 47)],
    *[("clock_gettime", (n,), (1,)) for n in (-6, -14, 99)],
    *[(name, (n,), None) for name in ("kill", "tkill", "tgkill") for n in (0, -1, 1)],
]


@pytest.mark.parametrize(("name", "refused", "allowed"), ARGUMENTS)
def test_a_call_is_refused_for_its_arguments(one_server, name, refused, allowed):
    number = number_of(name)
    source = f"{CALLING}def f(arguments):\n    return call({number}, *arguments)\n"
    sandbox = Sandbox("submission", source.encode(), one_server)
    assert sandbox.ask(Call("f", (refused,))).value == errno.EPERM
    if allowed is not None:
        assert sandbox.ask(Call("f", (allowed,))).value != errno.EPERM
    sandbox.close()


def test_a_process_may_signal_itself(ask):
    source = (
        "import os, signal\n"
        "seen = []\n"
        "signal.signal(signal.SIGUSR1, lambda *a: seen.append(1))\n"
        "def f():\n"
        "    os.kill(os.getpid(), signal.SIGUSR1)\n"
        "    signal.raise_signal(signal.SIGUSR1)\n"
        "    return len(seen)\n"
    )
    assert ask(source).value == 2


@pytest.mark.parametrize(
    ("machine", "seccomp_name", "column"),
    [("x86_64", 0xC000003E, 0), ("aarch64", 0xC00000B7, 1), ("riscv64", 0xC00000F3, 1)],
)
def test_the_numbers_are_libseccomps(machine, seccomp_name, column):
    library = ctypes.util.find_library("seccomp")
    if library is None:
        pytest.skip("needs libseccomp: apt-get install libseccomp2")
    resolve = ctypes.CDLL(library).seccomp_syscall_resolve_name_arch
    found = {name: resolve(seccomp_name, name.encode()) for name in ALLOWED}
    assert {n: number if number >= 0 else None for n, number in found.items()} == {
        name: numbers[column] for name, (*numbers, _) in ALLOWED.items()
    }
