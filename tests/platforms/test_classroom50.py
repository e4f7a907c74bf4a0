"""Classroom 50: `result.json` keeps to its contract, no module of a checkout is run as ours, nothing secret is out."""

import json
import os
import re
import shutil
import subprocess
import sys

import jsonschema
import pytest

from autograder.authoring.release import MARKS
from autograder.judging.references import (
    EXERCISES,
    ROOT,
    declared,
    exercises_of,
    reference_source,
    rules_for_grading,
    with_mistake,
)
from autograder.language import speak, spoken
from autograder.message_catalogues import messages
from autograder.platforms.classroom50.make import NotOurs, write_classroom50
from autograder.platforms.classroom50.result import MAX_BODY, outputs, release_body

SCHEMA = json.loads((ROOT / "tests/platforms/schemas/classroom50_result.schema.json").read_text())
SHORT, LONG = "data_processing", "optimization"
RIGHT = reference_source(SHORT, "standardize")
FIT = declared(SHORT, "standardize").functions[0]
REPOSITORY = "https://github.com/training/fall-optimization-ada"
# What the runner tells, by its documentation.
TOLD = {
    "CLASSROOM": "fall",
    "ASSIGNMENT": "data-processing",
    "SUBMISSION_TAG": "submit/2026-10-05T12-00-00Z-a1b2c3d",
    "USERNAME": "ada",
    "OWNER": "ada",
    "ASSIGNMENT_TYPE": "individual",
    "COMMIT_URL": f"{REPOSITORY}/commit/a1b2c3d",
    "RELEASE_URL": f"{REPOSITORY}/releases/tag/submit",
    "REVIEW_URL": f"{REPOSITORY}/compare/1...2",
}


@pytest.fixture(scope="module")
def bundles(tmp_path_factory):
    """The folders of assignments, each written once."""
    made = {}

    def bundle(assignment=SHORT):
        key = (assignment, spoken())
        if key not in made:
            made[key] = tmp_path_factory.mktemp("bundle")
            write_classroom50(assignment, made[key])
        return made[key]

    return bundle


@pytest.fixture
def classroom(bundles, tmp_path):
    """Grades a checkout with these files, as the runner does. Gives the process and the folder."""

    def grade(files, assignment=SHORT, **told):
        checkout = tmp_path / "checkout"
        for name, content in files.items():
            path = checkout / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content)
        checkout.mkdir(exist_ok=True)
        environment = {"PATH": os.environ["PATH"], **TOLD, "GITHUB_OUTPUT": str(tmp_path / "output"), **told}
        environment = {name: value for name, value in environment.items() if value}
        program = str(bundles(assignment) / "autograder.py")
        run = {"cwd": checkout, "env": environment, "capture_output": True, "text": True, "timeout": 300}
        return subprocess.run([sys.executable, program], **run), checkout

    return grade


@pytest.fixture
def result_of(classroom):
    """The result of these files, valid by the contract once the runner has stamped it."""

    def result(files, *arguments, **told):
        done, checkout = classroom(files, *arguments, **told)
        assert done.returncode == 0, done.stdout + done.stderr
        found = json.loads((checkout / "result.json").read_text())
        stamped = found | {"owner": "ada", "assignment_type": "individual", "graded_at": found["datetime"]}
        jsonschema.validate(stamped, SCHEMA)
        assert {"owner", "assignment_type", "submitted_by"}.isdisjoint(found), "the runner's to say"
        for each in (found, *found["tests"]):
            assert each["score"] <= each["max-score"]
        return found

    return result


def verdicts(result):
    return [test["verdict"] for test in result["tests"]]


def test_a_right_submission_of_a_whole_assignment_gets_all_points(result_of, tmp_path):
    files = {f"{e}.py": reference_source(LONG, e) for e in exercises_of(LONG)}
    result = result_of(files, LONG)
    assert all(test["passed"] for test in result["tests"])
    points = sum(f.points for e in exercises_of(LONG) for f in declared(LONG, e).functions)
    assert result["score"] == result["max-score"] == 100 * points
    count = len(result["tests"])
    assert (tmp_path / "output").read_text() == (
        f"status=success\nsummary={points} of {points} points, {count} of {count} functions\n"
    )


def test_the_result_names_the_submission_as_the_runner_did(result_of):
    result = result_of({"standardize.py": RIGHT})
    fields = ("classroom", "assignment", "submission", "commit", "release", "review")
    names = ("CLASSROOM", "ASSIGNMENT", "SUBMISSION_TAG", "COMMIT_URL", "RELEASE_URL", "REVIEW_URL")
    assert [result[field] for field in fields] == [TOLD[name] for name in names]
    assert result_of({}, REVIEW_URL="")["review"] == TOLD["COMMIT_URL"]


def test_a_known_mistake_is_named_in_the_result_and_in_the_release(result_of, tmp_path):
    mistake = next(m for m in FIT.mistakes if m.name == "divides by N - 1")
    result = result_of({"data_processing/standardize.py": with_mistake(RIGHT, FIT.name, mistake)})
    first = result["tests"][0]
    assert (first["passed"], first["diagnosis"]) == (False, mistake.name)
    assert 0 < first["score"] < first["max-score"]
    assert mistake.hint in (tmp_path / "checkout" / "release-body.md").read_text()
    assert (tmp_path / "output").read_text().startswith("status=failure\n")


@pytest.fixture
def chinese():
    """The command is told `--lang zh_CN`."""
    speak("zh_CN")
    yield
    speak(None)


def test_a_course_in_chinese_tells_its_students_in_chinese_and_keeps_the_names_of_mistakes(
    chinese, result_of, tmp_path
):
    mistake = next(m for m in FIT.mistakes if m.name == "divides by N - 1")
    first = result_of({"standardize.py": with_mistake(RIGHT, FIT.name, mistake)})["tests"][0]
    assert (first["verdict"], first["diagnosis"]) == ("fail", mistake.name)
    body = (tmp_path / "checkout" / "release-body.md").read_text()
    for told in (first["message"], body, (tmp_path / "output").read_text()):
        assert re.search("[\u4e00-\u9fff]", told)
        assert not re.search("[a-z]{3,} [a-z]{3,}", told)
    assert first["message"].startswith("这看起来像是")


def strings_in(data):
    """All texts in what JSON holds."""
    if isinstance(data, str):
        return [data]
    inside = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return [text for each in inside for text in strings_in(each)]


def test_a_chinese_bundle_translates_no_hidden_rule(chinese, bundles):
    for exercise in exercises_of(LONG):
        path = f"course/autograder/locale/zh_CN/LC_MESSAGES/{LONG}/{exercise}.po"
        told = {english for english, _ in messages((bundles(LONG) / path).read_text())}
        released = json.loads((EXERCISES / LONG / f"{exercise}.json").read_text())
        assert told
        assert told <= set(strings_in(released))


HOSTILE = {
    "broken": ("def fit_standardization(X:\n", ["error", "error"]),
    "nothing": ("", ["missing", "missing"]),
    "an end": ("import os\nos._exit(0)\n", ["crash", "crash"]),
    "much output": (f"{RIGHT}\nfor _ in range(200): print('x' * 1_000_000)\n", ["pass", "pass"]),
    "results of its own": (f"{RIGHT}\nprint('{{\"score\": 100}}')\n", ["pass", "pass"]),
    "a fork": (f"{RIGHT}\nimport os\ntry:\n    os.fork()\nexcept OSError: pass\n", ["pass", "pass"]),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_module_that_does_anything_else_gets_a_verdict(result_of, name):
    source, wanted = HOSTILE[name]
    assert verdicts(result_of({"standardize.py": source})) == wanted


def test_nothing_of_a_checkout_is_run_as_a_module_of_ours(result_of, tmp_path):
    raises = "raise SystemExit('taken for ours')\n"
    names = ("autograder.py", "autograder/__init__.py", "numpy.py", "pathlib.py", "subprocess.py", "sitecustomize.py")
    checkout = str(tmp_path / "checkout")
    files = {"standardize.py": RIGHT, "course/settings.json": "{}", **dict.fromkeys(names, raises)}
    del files["sitecustomize.py"]  # by PYTHONPATH, Python itself would run it before any of our lines
    assert verdicts(result_of(files, PYTHONPATH=checkout, PYTHONHOME="")) == ["pass", "pass"]


@pytest.mark.parametrize("kind", ["link", "folder"])
def test_what_lies_in_the_place_of_a_result_is_no_way_out_of_the_checkout(result_of, tmp_path, kind):
    precious = tmp_path / "precious"
    precious.write_text("kept")
    files = {"standardize.py": RIGHT, **({"result.json/a": ""} if kind == "folder" else {})}
    if kind == "link":
        (tmp_path / "checkout").mkdir()
        for name in ("result.json", "release-body.md"):
            (tmp_path / "checkout" / name).symlink_to(precious)
    assert verdicts(result_of(files)) == ["pass", "pass"]
    assert precious.read_text() == "kept"


def test_words_of_students_end_no_block_and_begin_no_line_of_the_runners():
    test = {"test-name": "standardize: f", "passed": False, "score": 0, "max-score": 100}
    result = {"score": 0, "max-score": 100, "tests": [test]}
    assert outputs(result | {"message": "\nstatus=success"}) == (
        "status=failure\nsummary=0 of 1 points, 0 of 1 functions\n"
    )
    body = release_body(result, ["file ```` x"], ["```\n# heading\n````"])
    assert "`````text\n```\n# heading\n````\n`````" in body
    assert "`````text\nfile ```` x\n`````" in body
    assert len(release_body(result, [], ["x" * 4_000] * 100)) < MAX_BODY + 5_000


def test_without_the_runner_nothing_is_graded_and_the_exit_code_says_so(classroom):
    done, checkout = classroom({"standardize.py": RIGHT}, CLASSROOM="", COMMIT_URL="")
    assert done.returncode == 2
    assert "CLASSROOM, COMMIT_URL is not set" in done.stderr
    assert not (checkout / "result.json").exists()


# What is public


def test_the_bundle_holds_no_solution_and_no_hidden_rule(bundles):
    for assignment in (SHORT, LONG):
        texts = {
            p.relative_to(bundles(assignment)).as_posix(): p.read_bytes().decode()
            for p in files_in(bundles(assignment))
        }
        assert not [name for name in texts if "checks" in name or "solutions" in name]
        assert not [name for name, text in texts.items() if MARKS[0] in text]
        for exercise in exercises_of(assignment):
            released = (EXERCISES / assignment / f"{exercise}.json").read_text()
            assert texts[f"course/exercises/{assignment}/{exercise}.json"] == released
            hidden = [r.rule for f in rules_for_grading(assignment, exercise, 1) for r in f.rules if r.hidden]
            assert hidden


def files_in(folder):
    return [path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts]


def test_the_bundle_fits_into_what_the_runner_fetches(bundles):
    assert sum(path.stat().st_size for path in files_in(bundles(LONG))) < 10_000_000


def test_a_folder_is_renewed_and_what_is_not_ours_stays(tmp_path):
    folder = tmp_path / "autograders" / SHORT
    write_classroom50(SHORT, folder)
    (folder / "course" / "of_an_older_release.py").write_text("")
    (folder / "README.md").write_text("mine")
    write_classroom50(SHORT, folder)
    assert not (folder / "course" / "of_an_older_release.py").exists()
    assert (folder / "README.md").read_text() == "mine"
    (folder / "autograder.py").write_text("print('another')\n")
    with pytest.raises(NotOurs, match="is another autograder"):
        write_classroom50(SHORT, folder)
    (folder / "autograder.py").unlink()
    with pytest.raises(NotOurs, match="course is not ours"):
        write_classroom50(SHORT, folder)


def test_numpy_is_fetched_by_a_python_that_has_none(bundles, tmp_path):
    """With a pip that is offered only what this environment has: the lock's own version."""
    bundle = shutil.copytree(bundles(), tmp_path / "bundle")
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "bare"], check=True)
    (tmp_path / "checkout").mkdir()
    (tmp_path / "checkout" / "standardize.py").write_text(RIGHT)
    environment = {**{k: v for k, v in os.environ.items() if k.startswith(("PATH", "PIP_", "SSL_"))}, **TOLD}
    program = [tmp_path / "bare" / "bin" / "python", bundle / "autograder.py"]
    done = subprocess.run(
        program, cwd=tmp_path / "checkout", env=environment, capture_output=True, text=True, timeout=300
    )
    if "numpy could not be installed" in done.stderr:
        pytest.skip(f"no package index answers: {done.stderr.strip().splitlines()[0][:120]}")
    assert done.returncode == 0, done.stderr
    assert verdicts(json.loads((tmp_path / "checkout" / "result.json").read_text())) == ["pass", "pass"]
