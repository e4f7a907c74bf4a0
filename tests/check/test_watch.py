"""`python -m autograder check --watch`: what is saved is checked again."""

import os
import queue
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from functools import partial

import pytest
from shorter_waits import python_with

from autograder.check import watch as watch_files
from autograder.check.watch import changed, look
from autograder.judging.references import ROOT, reference_source

MOMENTUM = reference_source("optimization", "momentum")
UPHILL = MOMENTUM.replace("x - learning_rate", "x + learning_rate")
END = "Ctrl-C ends."


class Watch:
    """A running watch, and what it has printed since it was last asked."""

    def __init__(self, *paths, **settings):
        python = settings.get("python", [sys.executable, "-m", "autograder"])
        command = [*python, "check", *map(str, paths), "--watch"]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        # What a shell runs in the background ignores Ctrl-C, and hands that on: these tests may run there.
        heeding = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
        self.process = subprocess.Popen([*command, *settings.get("more", [])], cwd=ROOT, preexec_fn=heeding, **pipes)
        self.lines = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        for line in self.process.stdout:
            self.lines.put(line)

    def report(self, seconds=30.0) -> str:
        """The next report. Raises queue.Empty where none comes."""
        text = ""
        while END not in text:
            text += self.lines.get(timeout=seconds)
        return text

    def end(self) -> int:
        """Press Ctrl-C. Returns the exit code; nothing is written to stderr."""
        self.process.send_signal(signal.SIGINT)
        _, errors = self.process.communicate(timeout=30)
        assert errors == ""
        return self.process.returncode


@pytest.fixture
def exercises(tmp_path):
    folder = tmp_path / "my work" / "optimization"
    shutil.copytree(ROOT / "exercises" / "optimization", folder)
    return folder


@pytest.fixture
def watch():
    running = []

    def start(*paths, **settings):
        running.append(Watch(*paths, **settings))
        return running[-1]

    yield start
    for each in running:
        each.process.kill()
        each.process.communicate()


def test_a_saved_module_is_checked_again_and_ctrl_c_ends_with_the_code_of_the_last_check(exercises, watch):
    module = exercises / "momentum.py"
    watching = watch(module)
    assert "not begun" in watching.report()
    module.write_text(UPHILL)
    assert "climbs uphill" in watching.report()
    module.write_text(MOMENTUM)
    assert "2 of 2 points" in watching.report()
    assert watching.end() == 0


def test_ctrl_c_after_a_failed_check_exits_1(exercises, watch):
    watching = watch(exercises / "momentum.py")
    watching.report()
    assert watching.end() == 1


def test_of_several_exercises_the_saved_one_is_told_and_the_map_is_brought_up_to_date(exercises, watch):
    watching = watch(exercises, more=["--json", str(exercises / "rows.txt")])
    assert "0 of 33 points so far" in watching.report()
    (exercises / "momentum.py").write_text(UPHILL)
    report = watching.report()
    assert re.search(r"^  momentum +in work", report, re.MULTILINE)
    assert "climbs uphill" in report
    assert "Next: optimization / sgd" not in report
    assert '"diagnosis": "climbs uphill"' in (exercises / "rows.txt").read_text()
    (exercises / "adagrad.py").write_text(reference_source("optimization", "adagrad"))
    assert "2 of 33 points so far" in watching.report()


def test_an_editor_that_saves_by_renaming_is_noticed(exercises, watch):
    module = exercises / "momentum.py"
    watching = watch(module)
    watching.report()
    (exercises / "momentum.py~").write_text(MOMENTUM)
    os.replace(exercises / "momentum.py~", module)
    assert "2 of 2 points" in watching.report()


def test_a_file_that_vanishes_for_a_moment_is_waited_for(tmp_path, monkeypatch):
    module = tmp_path / "module.py"
    module.write_text("x = 1\n")
    seen = look([module])[module]
    looks = []

    def content(path):
        looks.append(path)
        if len(looks) == 4:  # it was seen to be gone three times
            module.write_text("x = 2\n")
        return path.read_bytes() if path.exists() else None

    monkeypatch.setattr(watch_files, "_content", content)
    module.unlink()
    assert changed(module, seen)
    assert seen.content == b"x = 2\n"


def test_a_deleted_file_is_told_and_its_return_too(exercises, watch):
    module = exercises / "momentum.py"
    watching = watch(module)
    watching.report()
    module.unlink()
    assert "momentum.py does not exist" in watching.report()
    module.write_text(MOMENTUM)
    assert "2 of 2 points" in watching.report()


def test_a_file_that_was_only_touched_is_not_checked_again(tmp_path):
    module = tmp_path / "module.py"
    module.write_text("x = 1\n")
    seen = look([module])[module]
    os.utime(module, (1, 1))
    assert not changed(module, seen)
    module.write_text("x = 1\n")
    assert not changed(module, seen)
    module.write_text("x = 2\n")
    assert changed(module, seen)


def test_a_loop_that_does_not_end_does_not_end_the_watch(exercises, watch):
    module = exercises / "momentum.py"
    watching = watch(module, python=python_with("autograder.check.asking.SECONDS_PER_FUNCTION", 1))
    watching.report()
    module.write_text(MOMENTUM + "\nwhile True:\n    try:\n        pass\n    except:\n        pass\n")
    assert "No answer within 1 seconds" in watching.report(seconds=60)
    module.write_text(MOMENTUM)
    assert "2 of 2 points" in watching.report()
    assert watching.end() == 0


def test_rules_that_become_unreadable_are_told_and_the_watch_goes_on(exercises, watch):
    module, rules = exercises / "momentum.py", exercises / "momentum.json"
    good = rules.read_text()
    watching = watch(module)
    watching.report()
    rules.write_text("{")
    assert "is damaged" in watching.report()
    rules.write_text(good)
    assert "not begun" in watching.report()


def test_a_change_of_the_same_length_within_one_tick_of_a_coarse_clock_is_noticed(tmp_path):
    path = tmp_path / "module.py"
    path.write_text("x = 1\n")
    second = int(time.time())
    os.utime(path, (second, second))
    seen = look([path])[path]
    path.write_text("x = 2\n")
    os.utime(path, (second, second))
    assert changed(path, seen)
    assert not changed(path, seen)
