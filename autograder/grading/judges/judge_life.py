"""What holds for every process in which submissions are judged.

It ends with its parent, takes no more memory than its share, and tells what came of a piece of work, whatever that was.
"""

import ctypes
import errno
import os
import resource
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

from autograder.sandbox.walls import SandboxUnavailable

# What a judge may take beyond what it begins with, in bytes. With rules and libraries loaded it begins with some
# 200 MB in memory (of its address space, which is limited, much is never touched), and an answer has at most 16 MB.
ROOM = 512 << 20
_PR_SET_PDEATHSIG = 1
_OF_THE_MACHINE = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EMFILE, errno.ENFILE)


def end_with(parent: int) -> None:
    """Have this process killed when the one that started it ends."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def limit_memory() -> None:
    """Let this process grow by ROOM. What it starts may still be given another limit."""
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = pages * resource.getpagesize() + ROOM
    resource.setrlimit(resource.RLIMIT_AS, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))


def came_of(work: Callable[..., Any], *arguments: Any) -> tuple[str, Any]:
    """("graded", what a piece of work gives), or ("no sandbox" | "machine" | "fell", why there is nothing)."""
    try:
        return "graded", work(*arguments)
    except SandboxUnavailable as problem:
        return "no sandbox", str(problem)
    except Exception as fault:
        if isinstance(fault, OSError) and fault.errno in _OF_THE_MACHINE:
            return "machine", str(fault)
        what = f"{type(fault).__name__}: {str(fault)[:200]}"
        return "fell", f"The grader failed on this submission ({what}). Please show this to your instructor."
