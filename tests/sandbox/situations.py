"""Situations of other machines, as what stands before a command to run it there."""

import ctypes.util
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent


def under(engine: str) -> list[str]:
    """In a container of this engine, by its default profile and capabilities. Skips where that cannot be compiled."""
    if ctypes.util.find_library("seccomp") is None:
        pytest.skip("needs libseccomp: apt-get install libseccomp2")
    return [sys.executable, str(HERE / "under_profile.py"), engine]


def without_administration() -> list[str]:
    """As root who may not administer the machine, as in every container."""
    return _works(["setpriv", "--bounding-set=-sys_admin"])


def few_users(count: int) -> list[str]:
    """As root of a user namespace with so many users."""
    return _works([sys.executable, str(HERE / "few_users.py"), str(count)])


def read_only_proc_sys() -> list[str]:
    """Where /proc/sys cannot be written."""
    script = 'mount --bind /proc/sys /proc/sys && mount -o remount,ro,bind /proc/sys && exec "$@"'
    return _works(["unshare", "--mount", "sh", "-c", script, "sh"])


def _works(command: list[str]) -> list[str]:
    """The command, where it works. Skips where it does not."""
    if shutil.which(command[0]) is None:
        pytest.skip(f"needs {command[0]}, of util-linux")
    done = subprocess.run([*command, "true"], capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"this machine does not let one set it up: {done.stderr.strip()[-200:]}")
    return command
