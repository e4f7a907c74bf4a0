"""Runs a command as a user without any rights: python ordinary_user.py UID FOLDER... -- COMMAND...

The folders must be reached by the command. Where they lie below a folder that is closed to
others (an environment or a pyenv in /root, pytest's own temporary folder), the command gets a
view of its own, in which only these folders can be reached there. The machine's own folders stay as they are.
"""

import ctypes
import os
import sys
from pathlib import Path

CLONE_NEWNS = 0x00020000
MS_BIND, MS_REC, MS_PRIVATE = 4096, 16384, 1 << 18
libc = ctypes.CDLL(None, use_errno=True)


def mount(source: str, place: str, kind: str | None, flags: int, data: str | None = None) -> None:
    texts = [None if text is None else text.encode() for text in (source, place, kind)]
    if libc.mount(*texts, flags, data and data.encode()) < 0:
        raise OSError(ctypes.get_errno(), f"mounting {source} at {place}: {os.strerror(ctypes.get_errno())}")


def closed_parent(folder: Path) -> Path | None:
    """The outermost parent of a folder that others may not pass."""
    return next((p for p in reversed(folder.parents) if not p.stat().st_mode & 0o001), None)


def open_the_way(folders: list[Path]) -> None:
    """Let others reach these folders, in this process's view of the machine only."""
    if libc.unshare(CLONE_NEWNS) < 0:
        raise OSError(ctypes.get_errno(), f"a view of one's own: {os.strerror(ctypes.get_errno())}")
    mount("none", "/", None, MS_REC | MS_PRIVATE)
    hidden: dict[Path, list[Path]] = {}
    for folder in folders:
        if parent := closed_parent(folder):
            hidden.setdefault(parent, []).append(folder)
    for parent, inside in hidden.items():
        kept = [(folder, os.open(folder, os.O_PATH)) for folder in inside]
        mount("tmpfs", str(parent), "tmpfs", 0, "mode=755")
        for folder, descriptor in kept:
            folder.mkdir(parents=True, exist_ok=True)
            mount(f"/proc/self/fd/{descriptor}", str(folder), None, MS_BIND | MS_REC)
            os.close(descriptor)


def main(arguments: list[str]) -> None:
    end = arguments.index("--")
    uid, folders, command = int(arguments[0]), arguments[1:end], arguments[end + 1 :]
    open_the_way([Path(folder).resolve() for folder in folders])
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)
    os.chdir(os.getcwd())
    os.execvp(command[0], command)


if __name__ == "__main__":
    os.umask(0o022)
    main(sys.argv[1:])
