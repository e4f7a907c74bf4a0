"""The students' package, built where it is asked for."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from autograder.judging.references import ROOT


def students_package(folder: Path) -> Path:
    """Build the students' wheel into a folder. Returns its path. Raises CalledProcessError."""
    with tempfile.TemporaryDirectory() as fresh:
        command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", fresh]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        (built,) = Path(fresh).iterdir()
        return Path(shutil.copyfile(built, folder / built.name))
