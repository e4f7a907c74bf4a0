"""Tests that run as whoever runs them, and once more as an ordinary user where that is root."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.judging.references import ROOT

UID = 54_321
USERS = ["as-we-are", "as-an-ordinary-user"]


def as_uid(uid: int, *own: Path) -> list[str]:
    """What stands before a command to run it as another user, to whom these folders are given.

    Skips where that is impossible.
    """
    if os.geteuid() != 0:
        pytest.skip("only root can run a command as another user")
    for folder in own:
        for path in [folder, *folder.rglob("*")]:
            os.chown(path, uid, uid, follow_symlinks=False)
    folders = [ROOT, sys.prefix, sys.base_prefix, *own]
    command = [sys.executable, str(Path(__file__).with_name("ordinary_user.py")), str(uid), *map(str, folders), "--"]
    probe = [*command, sys.executable, "-c", "import autograder, nbgrader, numpy"]
    done = subprocess.run(probe, cwd=own[0], capture_output=True, text=True, timeout=120)
    if done.returncode:
        pytest.skip(f"an ordinary user cannot run this Python: {(done.stderr.splitlines() or ['no reason given'])[-1]}")
    return command


def as_user(user: str, term: Path) -> list[str]:
    """What stands before a command to run it as this one of USERS. Skips where that is impossible."""
    return [] if user == USERS[0] else as_uid(UID, term)
