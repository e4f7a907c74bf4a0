"""`make lab`: JupyterLab on a student's own copy, and nothing in the repository changes by working in it."""

import json
import os
import re
import signal
import subprocess
import threading
import urllib.request

import pytest
from lab_server import wait_for

from autograder.judging.references import EXERCISES, ROOT


@pytest.fixture
def lab(tmp_path):
    """The address of a JupyterLab that `make lab` has started, and the folder that it shows. Its path has a space."""
    folder = tmp_path / "my exercises"
    options = "--no-browser --allow-root --ServerApp.port=0 --IdentityProvider.token=t"
    command = ["make", "lab", f"MY_EXERCISES={folder}", f"LAB_OPTIONS={options}"]
    environment = os.environ | {
        "JUPYTER_CONFIG_DIR": str(tmp_path / "config"),
        "JUPYTER_DATA_DIR": str(tmp_path / "data"),
    }
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    watch = threading.Timer(120, os.killpg, (process.pid, signal.SIGKILL))
    watch.start()
    log = []
    for line in process.stderr:
        log.append(line)
        if found := re.search(r"http://127\.0\.0\.1:\d+/", line):
            break
    else:
        pytest.fail("".join(log))
    wait_for(found[0], process, lambda: "".join(log))
    yield found[0], folder
    watch.cancel()
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    process.stderr.close()


def test_make_lab_shows_a_copy_of_the_exercises_and_leaves_the_repository_clean(lab):
    address, folder = lab
    before = subprocess.run(["git", "status", "--porcelain"], cwd=ROOT, capture_output=True, check=True).stdout
    with urllib.request.urlopen(f"{address}api/contents/optimization/momentum.ipynb?token=t", timeout=60) as answer:
        shown = json.load(answer)
    released = json.loads((EXERCISES / "optimization" / "momentum.ipynb").read_text())
    assert len(shown["content"]["cells"]) == len(released["cells"])
    (folder / "optimization" / "momentum.py").write_text("# my work")
    after = subprocess.run(["git", "status", "--porcelain"], cwd=ROOT, capture_output=True, check=True).stdout
    assert after == before


def test_git_ignores_a_students_copy_and_what_is_packed():
    for path in ("my_exercises/optimization/adam.py", "optimization.zip"):
        assert subprocess.run(["git", "check-ignore", "--quiet", path], cwd=ROOT).returncode == 0
