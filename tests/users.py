"""Tests that run as whoever runs them, and once more as an ordinary user where that is root."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.judging.references import ROOT

UID = 54_321
USERS = ["as-we-are", "as-an-ordinary-user"]


def as_user(user: str, term: Path) -> list[str]:
    """What stands before a command to run it as this user. Skips where that is impossible."""
    if user == USERS[0]:
        return []
    if os.geteuid() != 0:
        pytest.skip("only root can run the class once more as another user; it ran as this ordinary user already")
    folders = [ROOT, sys.prefix, sys.base_prefix, term]
    command = [sys.executable, str(Path(__file__).with_name("ordinary_user.py")), str(UID), *map(str, folders), "--"]
    for path in [term, *term.rglob("*")]:
        os.chown(path, UID, UID, follow_symlinks=False)
    probe = [*command, sys.executable, "-c", "import autograder, nbgrader, numpy"]
    done = subprocess.run(probe, cwd=term, capture_output=True, text=True, timeout=120)
    if done.returncode:
        pytest.skip(f"an ordinary user cannot run this Python: {(done.stderr.splitlines() or ['no reason given'])[-1]}")
    return command
