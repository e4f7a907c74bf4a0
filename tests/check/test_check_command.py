"""`python -m autograder check`: what a student sees."""

import json
import os
import pty
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path, PureWindowsPath

import pytest
from shorter_waits import python_with

from autograder import __version__
from autograder.check import asking, check
from autograder.check.check import check_exercise
from autograder.check.listener import sentence
from autograder.check.page import quoted
from autograder.judging.lecture_order import COURSE
from autograder.judging.references import ROOT, assignments, exercises_of, reference_source

MOMENTUM = reference_source("optimization", "momentum")
UPHILL = MOMENTUM.replace("x - learning_rate", "x + learning_rate")
STUB = (ROOT / "exercises" / "optimization" / "momentum.py").read_text()


def written(*body: str) -> str:
    """The momentum stub with a body."""
    lines = "\n".join(f"    {line}" for line in body)
    return STUB.replace("    # YOUR CODE HERE\n    raise NotImplementedError()", lines)


@pytest.fixture
def exercises(tmp_path):
    """A student's copy of the released exercises, in a folder with a space in its name."""
    folder = tmp_path / "my work" / "optimization"
    shutil.copytree(ROOT / "exercises" / "optimization", folder)
    return folder


def test_a_stub_exits_1_and_says_that_the_body_is_still_to_be_written(autograder, exercises):
    done = autograder("check", exercises / "momentum.py")
    assert done.returncode == 1
    assert "momentum_step" in done.stdout
    assert "the body is yours to write" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_a_right_module_exits_0(autograder, exercises):
    (exercises / "momentum.py").write_text(MOMENTUM)
    done = autograder("check", exercises / "momentum.py")
    assert done.returncode == 0
    assert "2 of 2 points" in done.stdout


def test_a_known_mistake_is_named_with_its_hint(autograder, exercises):
    (exercises / "momentum.py").write_text(MOMENTUM.replace("x - learning_rate", "x + learning_rate"))
    done = autograder("check", exercises / "momentum.py")
    assert done.returncode == 1
    assert "This looks like: climbs uphill." in done.stdout
    assert "x[0] is 1.05, but should be 0.95" in done.stdout


def test_an_unknown_mistake_shows_the_first_value_that_differs(autograder, exercises):
    (exercises / "momentum.py").write_text(MOMENTUM.replace("x - learning_rate * v", "x - learning_rate * v * 1.5"))
    done = autograder("check", exercises / "momentum.py")
    assert "This looks like" not in done.stdout
    assert "x[0] is 0.925, but should be 0.95" in done.stdout


def test_json_has_a_row_a_function_with_the_contracts_keys(autograder, exercises, tmp_path):
    report = tmp_path / "report.json"
    autograder("check", exercises, "--json", report)
    rows = json.loads(report.read_text())
    keys = {
        "student",
        "assignment",
        "exercise",
        "function",
        "points",
        "max_points",
        "verdict",
        "diagnosis",
        "message",
    }
    assert {row["function"] for row in rows} >= {"momentum_step", "sgd_step", "softmax_loss", "sample_minibatch"}
    for row in rows:
        assert set(row) == keys
        assert row["student"] is None
        assert row["verdict"] == "missing"
        assert row["points"] == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("def momentum_step(:\n", "SyntaxError"),
        ("import nowhere_to_be_found\n", "ModuleNotFoundError"),
        ("x = 1\n", "has no function momentum_step"),
        (b"\x00", "momentum.py is stored as UTF-16, which Python does not read: save it as UTF-8"),
        (MOMENTUM.encode("utf-16"), "momentum.py is stored as UTF-16, which Python does not read: save it as UTF-8"),
        (MOMENTUM + "\x00", "momentum.py holds a NUL byte"),
    ],
)
def test_a_module_that_cannot_be_read_is_told_in_one_sentence(autograder, exercises, text, said):
    (exercises / "momentum.py").write_bytes(text if isinstance(text, bytes) else text.encode())
    done = autograder("check", exercises / "momentum.py")
    assert done.returncode == 1
    assert said in done.stdout
    assert "autograder/" not in done.stdout
    assert "line None" not in done.stdout


@pytest.mark.parametrize("name", ["momentum (1).py", "momentum-Copy1.py", "momentum copy.py"])
def test_a_copy_of_a_module_is_told_the_name_that_counts(autograder, exercises, name):
    (exercises / name).write_text(MOMENTUM)
    done = autograder("check", exercises / name)
    assert done.returncode == 2
    assert "rename it to momentum.py, then check again" in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("nowhere.py", "does not exist"),
        ("nowhere", "neither a module nor a folder"),
        ("empty", "holds no exercise"),
        ("lonely.py", "lonely.json is missing"),
    ],
)
def test_a_path_that_is_no_exercise_exits_2_and_says_what_to_name(autograder, tmp_path, path, said):
    (tmp_path / "empty").mkdir()
    (tmp_path / "lonely.py").write_text("")
    done = autograder("check", tmp_path / path)
    assert done.returncode == 2
    assert said in done.stderr


def test_damaged_rules_exit_2_and_say_so(autograder, exercises):
    (exercises / "momentum.json").write_text("{")
    done = autograder("check", exercises / "momentum.py")
    assert done.returncode == 2
    assert "damaged" in done.stderr


def test_a_traceback_ends_in_the_students_own_line(autograder, exercises):
    (exercises / "momentum.py").write_text(MOMENTUM.replace("x = x - learning_rate * v", "x = x - learning_rat * v"))
    done = autograder("check", exercises / "momentum.py")
    assert "NameError" in done.stdout
    assert "momentum.py" in done.stdout
    assert "x = x - learning_rat * v" in done.stdout
    assert "calling.py" not in done.stdout


def test_wrong_kinds_of_result_are_told_in_words(autograder, exercises):
    stubs = {
        "return None": "is None (is a `return` missing?), but should be a tuple of 2 (x, state)",
        "return x, state, 1": "is a tuple of 3, but should be a tuple of 2 (x, state)",
        "return list(x), state": "x is a list, but should be an array of shape (2,)",
        "return x[:1].copy(), state": "x has shape (1,), but should have shape (2,)",
        "return (x - 1).astype(int), state": "x has dtype int64, but should have dtype float64",
        "return x + np.nan, state": "x[0] is nan, but should be 0.95",
    }
    for body, said in stubs.items():
        text = MOMENTUM.split("    ### BEGIN SOLUTION")[0] + f"    {body}\n"
        (exercises / "momentum.py").write_text(text)
        assert said in autograder("check", exercises / "momentum.py").stdout


def test_the_course_map_tells_what_passes_what_is_in_work_and_what_is_not_begun(autograder, exercises):
    (exercises / "adagrad.py").write_text(reference_source("optimization", "adagrad"))
    (exercises / "momentum.py").write_text(UPHILL)
    done = autograder("check", exercises)
    assert done.returncode == 1
    lines = {line.split()[0]: " ".join(line.split()) for line in done.stdout.splitlines() if line.startswith("  ")}
    assert lines["adagrad"] == "adagrad passes 2 of 2"
    assert lines["momentum"] == "momentum in work 0 of 2"
    assert lines["sgd"] == "sgd not begun 0 of 6"
    assert "2 of 33 points so far; 1 of 18 functions pass." in done.stdout


def test_the_course_map_has_the_lectures_order_whatever_the_folders_are_called(autograder, tmp_path):
    for i, assignment in enumerate(sorted(COURSE)):
        shutil.copytree(ROOT / "exercises" / assignment, tmp_path / f"week {i}")
    done = autograder("check", tmp_path)
    shown = re.findall(r"^  (\w+) +(?:passes|in work|not begun)", done.stdout, re.MULTILINE)
    assert shown == [exercise for exercises in COURSE.values() for exercise in exercises]


def test_the_lectures_order_names_every_exercise_of_the_course_once():
    assert assignments() == list(COURSE)
    for assignment, exercises in COURSE.items():
        assert exercises_of(assignment) == list(exercises)
        assert len(set(exercises)) == len(exercises)


@pytest.mark.parametrize(
    ("modules", "said"),
    [
        ({}, "Next: optimization / sgd"),
        ({"sgd": reference_source("optimization", "sgd")}, "Next: optimization / momentum"),
        ({"momentum": UPHILL}, "Next: optimization / momentum"),
    ],
    ids=["the first", "after those that pass", "the one in work"],
)
def test_the_course_map_says_what_is_next_and_how_to_check_it(autograder, exercises, modules, said):
    for name, text in modules.items():
        (exercises / f"{name}.py").write_text(text)
    done = autograder("check", exercises)
    assert said in done.stdout
    module = exercises / f"{said.split()[-1]}.py"
    assert f"python -m autograder check {quoted(module)}" in done.stdout


def test_a_report_ends_in_the_section_to_read_and_the_line_to_go_to(autograder, exercises):
    for text, step in ((STUB, "write"), (UPHILL, "mend")):
        (exercises / "momentum.py").write_text(text)
        line = text.splitlines().index("def momentum_step(") + 1
        shown = autograder("check", exercises / "momentum.py").stdout
        assert "optimization/momentum, in the book" in shown
        assert f"{step} momentum_step: {exercises / 'momentum.py'}:{line}" in shown


def test_a_report_shows_one_broken_rule_and_all_of_them_only_when_asked(autograder, exercises):
    (exercises / "momentum.py").write_text(UPHILL)
    short, long = (autograder("check", exercises / "momentum.py", *more).stdout for more in ((), ("--verbose",)))
    assert "keeps 2 of 9 rules" in short
    assert "got       [ 1.05, -2.1 ]" in short
    assert "expected  [ 0.95, -1.9 ]" in short
    assert "On which side of x does the loss get smaller?" in short
    assert "FAIL" not in short
    assert len(short.splitlines()) < 20
    assert long.count("FAIL") == 7
    assert long.count("ok  ") == 2


def test_a_passed_exercise_leads_to_the_one_that_follows_in_the_course(autograder, exercises):
    (exercises / "momentum.py").write_text(MOMENTUM)
    assert "The course goes on with" in (shown := autograder("check", exercises / "momentum.py").stdout)
    assert str(exercises / "nesterov.py") in shown


ESCAPE = "\x1b["


def run_in_terminal(path: Path, **environment: str) -> str:
    """What `check` writes to a terminal of 60 columns."""
    screen, terminal = pty.openpty()
    environment = {"PATH": os.environ["PATH"], "TERM": "xterm", "COLUMNS": "60", **environment}
    command = [sys.executable, "-m", "autograder", "check", str(path)]
    process = subprocess.Popen(command, stdout=terminal, cwd=ROOT, env=environment)
    os.close(terminal)
    written = b""
    while True:
        try:
            written += os.read(screen, 4096)
        except OSError:  # Linux's way to say that the other end is closed
            break
    process.wait(60)
    os.close(screen)
    return written.decode()


def test_a_terminal_gets_colours_and_lines_that_fit(exercises):
    (exercises / "momentum.py").write_text(UPHILL)
    shown = run_in_terminal(exercises / "momentum.py")
    assert f"{ESCAPE}31m" in shown
    plain = re.sub(r"\x1b\[\d*[mK]", "", shown)
    hint = plain[plain.index("hint") : plain.index("read")]
    assert max(map(len, hint.splitlines())) <= 60
    assert len(hint.splitlines()) > 2


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}, {"NO_COLOR": "1", "FORCE_COLOR": "1"}])
def test_no_colours_where_they_are_not_wanted(exercises, environment):
    shown = run_in_terminal(exercises / "momentum.py", **environment)
    assert "momentum_step" in shown
    assert f"{ESCAPE}3" not in shown
    assert f"{ESCAPE}1m" not in shown


@pytest.mark.parametrize(("forced", "coloured"), [(None, False), ("1", True), ("0", False)])
def test_colours_go_into_a_file_only_by_force(autograder, exercises, monkeypatch, forced, coloured):
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    if forced is not None:
        monkeypatch.setenv("FORCE_COLOR", forced)
    assert (ESCAPE in autograder("check", exercises / "momentum.py").stdout) == coloured


def test_a_terminal_of_another_encoding_shows_the_report_all_the_same(autograder, exercises, monkeypatch):
    monkeypatch.setenv("PYTHONIOENCODING", "cp1252")
    (exercises / "momentum.py").write_text(written("raise ValueError('\u03c1 \u2192 1')"), encoding="utf-8")
    done = autograder("check", exercises / "momentum.py")
    assert done.stderr == ""
    assert "ValueError: ? ? 1" in done.stdout


def test_a_function_has_10_seconds():
    assert asking.SECONDS_PER_FUNCTION == 10


@pytest.mark.parametrize(
    ("body", "line"),
    [
        (("while True:", "    x = x + 1"), "`while True:`|`x = x \\+ 1`"),
        (("import time", "time.sleep(1000)"), "`time.sleep\\(1000\\)`"),
        (("return 9 ** 9 ** 9, state",), "`return 9 \\*\\* 9 \\*\\* 9, state`"),
    ],
    ids=["a loop", "outside Python", "holding the interpreter"],
)
def test_check_stops_when_the_seconds_are_over_and_says_at_which_line_it_was(exercises, body, line):
    (exercises / "momentum.py").write_text(written(*body))
    python = python_with("autograder.check.asking.SECONDS_PER_FUNCTION", 1)
    command = [*python, "check", exercises / "momentum.py", "--json", exercises / "rows.txt"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    if "9 **" not in body[0]:  # with the interpreter held, the sentence is all that can be told
        assert json.loads((exercises / "rows.txt").read_text())[0]["verdict"] == "timeout"
    assert re.search(f"No answer within 1 seconds: it was at line \\d+, ({line})", done.stdout), done.stdout
    assert re.search(r"[Mm]end .*momentum\.py:\d+", done.stdout)
    assert done.stderr == ""


def test_the_line_of_code_that_holds_the_interpreter_is_found_by_any_path(tmp_path):
    path = tmp_path / "d\u00e9j\u00e0 \u03c1" / "back\\slash.py"
    path.parent.mkdir()
    path.write_text("x = 1\ny = 9 ** 9 ** 9\n")
    dumped = str(path).encode("ascii", "backslashreplace").decode()
    dump = f'Timeout (0:00:10)!\nThread 0x1 (most recent call first):\n  File "{dumped}", line 2 in <module>\n'
    assert "at line 2, `y = 9 ** 9 ** 9`" in sentence(dump, [str(path)])
    assert sentence(dump, ["another.py"]) == ""


def test_a_module_of_two_definitions_is_told_which_of_them_counts(autograder, exercises):
    (exercises / "momentum.py").write_text(MOMENTUM + "\n\n" + STUB.split('"""', 2)[2])
    done = autograder("check", exercises / "momentum.py", "--json", exercises / "rows.json")
    found = re.search(r"momentum_step is defined at lines (\d+) and (\d+): the one at line (\d+) counts", done.stdout)
    assert found[2] == found[3]
    assert found[0] in json.loads((exercises / "rows.json").read_text())[0]["message"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("rho", "friction", "has friction where the stub has rho"),
        ("    rho: float = 0.9,\n", "", "lacks the argument rho"),
        ("    *,\n", "    extra,\n    *,\n", "adds extra to the stub"),
    ],
    ids=["renamed", "removed", "added"],
)
def test_another_argument_than_the_stubs_is_told_by_both_names(autograder, exercises, old, new, said):
    head, body = MOMENTUM.split('    r"""')
    (exercises / "momentum.py").write_text(head.replace(old, new) + '    r"""' + body)
    shown = autograder("check", exercises / "momentum.py").stdout
    assert f"momentum_step {said}. Its arguments must be those of the stub: x, dx, state, learning_rate, rho." in shown


def test_much_that_is_printed_is_cut_and_counted(autograder, exercises):
    text = UPHILL.replace("    v = rho", "    print('chatter ' * 100_000)\n    v = rho")
    (exercises / "momentum.py").write_text("print('hello\\x1b[31m')\n" + text)
    shown = autograder("check", exercises / "momentum.py").stdout
    assert "hello?[31m" in shown
    assert re.search(r"chatter .*\n +\[and 79\d,\d+ characters more\]", shown)
    assert len(shown) < 2_500


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("import matplotlib", "imports matplotlib, but graded modules find numpy alone"),
        ("ask = lambda: input()", "waits for input() in line 1, but in grading nobody answers"),
    ],
)
def test_what_grading_does_not_have_is_told_before_it_costs_points(autograder, exercises, tmp_path, line, told):
    (exercises / "momentum.py").write_text(f"{line}\n{MOMENTUM}")
    done = autograder("check", exercises / "momentum.py", "--json", tmp_path / "report.json")
    assert done.returncode == 0
    assert told in " ".join(done.stdout.split())
    assert "All rules are kept here, but in grading it may get no points" in done.stdout
    assert "All of it passes" not in done.stdout
    (row,) = json.loads((tmp_path / "report.json").read_text())
    assert told in row["message"]


def test_of_several_exercises_that_pass_those_that_may_not_in_grading_are_named(autograder, exercises):
    rmsprop = reference_source("optimization", "rmsprop")
    (exercises / "momentum.py").write_text(MOMENTUM)
    (exercises / "rmsprop.py").write_text(f"import matplotlib\n{rmsprop}")
    done = autograder("check", exercises / "momentum.py", exercises / "rmsprop.py")
    assert "All rules are kept here, but grading may not accept rmsprop.py: see the notes." in done.stdout
    assert "All of them pass" not in done.stdout


def released_as(version: str, released: Path) -> None:
    released.write_text(released.read_text().replace(f'"version": "{__version__}"', f'"version": "{version}"', 1))


def test_an_older_release_is_checked_and_told(autograder, exercises):
    (exercises / "momentum.py").write_text(MOMENTUM)
    for path in exercises.glob("*.json"):
        released_as("0.0.9", path)
    for target in (exercises / "momentum.py", exercises):
        done = autograder("check", target)
        assert re.search(r"momentum.* 2 of +2", done.stdout)
        assert done.stdout.count("are of version 0.0.9 of the course") == 1


def test_a_newer_release_than_the_package_exits_2_and_says_what_to_install(autograder, exercises):
    released_as("99.0", exercises / "momentum.json")
    done = autograder("check", exercises)
    assert done.returncode == 2
    assert "is of version 99.0 of the course" in done.stderr
    assert "newer package" in done.stderr


def test_a_module_that_was_deleted_is_told_where_to_get_it(autograder, exercises):
    (exercises / "momentum.py").unlink()
    (exercises / "momentum.json").rename(exercises / "momentum.json.bak")
    shown = autograder("check", exercises).stdout
    assert "momentum" not in shown
    (exercises / "momentum.json.bak").rename(exercises / "momentum.json")
    shown = autograder("check", exercises / "momentum.ipynb").stdout
    assert "momentum.py does not exist" in shown
    assert f"copy momentum.py from the course's release to {exercises}" in shown


def test_jupyters_checkpoints_are_no_exercises(autograder, exercises):
    hidden = exercises / ".ipynb_checkpoints"
    hidden.mkdir()
    for suffix in (".ipynb", ".json"):
        shutil.copy(exercises / f"momentum{suffix}", hidden / f"momentum-checkpoint{suffix}")
    assert "0 of 33 points so far" in autograder("check", exercises).stdout


def test_a_file_for_the_results_that_cannot_be_written_exits_2(autograder, exercises):
    done = autograder("check", exercises / "momentum.py", "--json", exercises / "nowhere" / "rows.json")
    assert done.returncode == 2
    assert "cannot be written (No such file or directory)" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_path_with_spaces_and_backslashes_is_checked_and_quoted(autograder, tmp_path):
    folder = tmp_path / "my\\work, really" / "optimization"
    shutil.copytree(ROOT / "exercises" / "optimization", folder)
    shown = autograder("check", folder).stdout
    assert f"check '{folder / 'sgd.py'}'" in shown
    (folder / "momentum.py").write_text(written("return x + y, state"))
    shown = autograder("check", folder / "momentum.py").stdout
    assert "name 'y' is not defined" in shown
    assert "return x + y, state" in shown
    path = PureWindowsPath(r"C:\my work\optimization\sgd.py")
    assert quoted(path, windows=True) == '"C:\\my work\\optimization\\sgd.py"'


def test_a_check_needs_nothing_that_only_linux_has(exercises):
    (exercises / "momentum.py").write_text(MOMENTUM)
    code = """
import os, select, signal, sys, time
for name in ("fcntl", "resource", "pwd", "grp", "termios", "tty", "pty", "syslog"):
    sys.modules[name] = None
for module, names in ((select, "poll epoll"), (os, "fork forkpty getuid setsid"), (signal, "SIGALRM setitimer alarm")):
    for name in names.split():
        delattr(module, name)
from autograder.__main__ import main
sys.exit(main(["check", sys.argv[1]]))
"""
    command = [sys.executable, "-c", code, exercises / "momentum.py"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout


def test_a_students_own_json_beside_a_notebook_is_left_alone(exercises, monkeypatch, capsys):
    (exercises / "my_results.json").write_text("[1, 2]")
    (exercises / "momentum.py").write_text(MOMENTUM)
    monkeypatch.chdir(exercises)
    assert check("momentum_step") == 2.0


def test_rules_stay_in_memory_until_their_file_changes(exercises):
    released = exercises / "momentum.json"
    (exercises / "momentum.py").write_text(MOMENTUM)
    assert check_exercise(released).results[0].max_points == 2
    released.write_text(released.read_text().replace('"points": 2,', '"points": 20,'))
    assert check_exercise(released).results[0].max_points == 20


def test_a_reader_that_stops_reading_is_no_error(exercises):
    command = f"{shlex.quote(sys.executable)} -u -m autograder check exercises | head -n 1"
    done = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.startswith("data_processing")
    assert done.stderr == ""
