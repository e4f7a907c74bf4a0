"""Classroom 50's runner starts this file in a student's checkout, as `python autograder.py`.

It is written by `python -m autograder platform classroom50`, with the folder `course` beside it.
"""

import os
import sys

if not sys.flags.isolated:
    # Nothing of the checkout may be taken for a module of ours, or of Python's: only these two were imported so far.
    os.execv(sys.executable, [sys.executable, "-I", os.path.abspath(__file__)])

import importlib.util
import subprocess
from pathlib import Path

HERE = Path(__file__).resolve().parent
PACKAGES = HERE / "packages"


def install() -> None:
    """Fetch numpy, in the version that the course is locked to, where this Python has none."""
    if importlib.util.find_spec("numpy"):
        return
    pip = [sys.executable, "-I", "-m", "pip", "--isolated", "--quiet", "--disable-pip-version-check", "--no-input"]
    requirements = ["--only-binary", ":all:", "--requirement", str(HERE / "requirements.txt")]
    if subprocess.run([*pip, "install", "--target", str(PACKAGES), *requirements]).returncode:
        sys.exit("autograder: numpy could not be installed: see above. Start the job again, or ask your instructor.")
    sys.path.insert(0, str(PACKAGES))


if __name__ == "__main__":
    install()
    sys.path.insert(0, str(HERE / "course"))
    from autograder.platforms.classroom50.run import main

    sys.exit(main(HERE / "course"))
