"""Exercises written in the book's pages, as their readers do it: in a real browser, offline, below a sub-path."""

import json
import re
import zipfile

import pytest
from browser.visiting import in_browser, served

from autograder.judging.lecture_order import COURSE
from autograder.judging.references import ROOT, reference_source

EXERCISES = [f"{assignment}/{exercise}" for assignment, named in COURSE.items() for exercise in named]
MOMENTUM = reference_source("optimization", "momentum")
BODY = re.compile(r"    ### BEGIN SOLUTION.*### END SOLUTION\n", re.DOTALL)
MEAN = """\
    print("hello from", rho)
    v = rho * state.v + (1 - rho) * dx
    return x - learning_rate * v, MomentumState(v)
"""
MOST_BYTES = 10_000_000  # of what a click downloads


def momentum(body: str) -> str:
    return BODY.sub(lambda _: body, MOMENTUM)


def pages() -> dict[str, list[str]]:
    """Every page of the book that hands out exercises, with these."""
    found: dict[str, list[str]] = {}
    for name in EXERCISES:
        rules = json.loads((ROOT / "exercises" / f"{name}.json").read_text())
        found.setdefault(f"book/{rules['functions'][-1]['section']}.html", []).append(name)
    return found


def stub_of(name: str) -> str:
    return (ROOT / "exercises" / f"{name}.py").read_text()


@pytest.fixture(scope="session")
def seen(book, once_in_browser, tmp_path_factory):
    """What a browser told, and in `folder` what it downloaded."""
    if not (book / "write_it_here").is_dir():
        pytest.skip("NumPy for pages could not be had, and the book was built without: see what `make book` says")

    def write_it_here():
        folder = tmp_path_factory.mktemp("downloads")
        notebook = json.loads((ROOT / "exercises" / "optimization" / "momentum.ipynb").read_text())
        notebook["cells"].append({"cell_type": "markdown", "metadata": {}, "source": ["My answer."]})
        (folder / "momentum.ipynb").write_text(json.dumps(notebook))
        (folder / "strange.py").write_text("print('not of the course')")
        (folder / "damaged.zip").write_bytes(b"PK\x03\x04 and nothing more")
        given = {
            "pages": pages(),
            "wrong": momentum(MEAN),
            "endless": momentum("    return 9**9**9, state\n"),  # no exception gets in there: only the page can end it
            "right": MOMENTUM,
            "references": {name: reference_source(*name.split("/")) for name in EXERCISES},
        }
        with served(book) as base:
            told = in_browser("write_it_here.js", base, folder, book, given=given)
        return told | {"folder": str(folder)}

    return once_in_browser(write_it_here)


@pytest.fixture(scope="session")
def one(seen):
    return seen["one"]


def test_a_page_loads_nothing_of_it_before_a_click(one):
    assert not [request for request in one["before"] if request.startswith("write_it_here/")]


def test_nothing_is_asked_of_another_host(seen):
    assert seen["one"]["external"] == []
    assert seen["all"]["external"] == []


def test_nothing_complains(one):
    assert one["problems"] == []


def test_a_click_downloads_less_than_10_mb(one, book):
    asked = {request.split("?")[0] for request in one["requests"] if request.startswith("write_it_here/")}
    assert any(request.endswith(".whl") for request in asked)
    assert sum((book / request).stat().st_size for request in asked) < MOST_BYTES


def test_the_editor_opens_with_the_stub_and_has_the_focus_and_a_name(one):
    assert one["opened"] == stub_of("optimization/momentum")
    assert one["focused"] == "The module momentum.py"


def test_the_keyboard_gets_out_of_the_editor(one):
    assert one["afterTab"] == "Check"


def test_the_stub_is_not_written_yet(one):
    assert "0 of 1 functions pass. Next: write momentum_step: momentum.py:17" in one["stub"]["status"]
    assert "not written yet" in one["stub"]["report"]


def test_a_mistake_is_named_with_its_picture_and_what_the_code_printed(one):
    report = one["wrong"]["report"]
    assert "This looks like: a running mean instead of a decaying sum." in report
    assert "x[0] is 0.975, but should be 0.95" in report
    assert "hello from" in report
    assert one["wrong"]["drawings"] == 1


def test_a_readers_own_rule_walks_in_the_chapters_explorer(one):
    assert one["own"] == "Your momentum_step"


def test_what_never_ends_is_ended_and_the_text_stays(one):
    assert "No answer within 10 seconds, while momentum_step was checked." in one["endless"]["status"]
    assert one["afterTheEnd"] == momentum("    return 9**9**9, state\n")


def test_python_answers_again_after_it_was_ended(one):
    assert one["right"]["status"] == "All of it passes."


def test_a_reference_opens_after_three_changed_attempts(one):
    opened = [one[f"answer{when}"] for when in ("Before", "AfterOne", "AfterTwo", "AfterThree")]
    assert opened == [False, False, False, True]


def test_a_reference_opens_when_its_function_has_passed(seen):
    assert seen["all"]["answerAfterPass"]


@pytest.mark.parametrize("storage", ["full", "forbidden"])
def test_who_reads_without_exercises_opens_a_reference_by_one_more_click(seen, storage):
    assert seen[storage]["answerByHand"]


def test_reset_brings_the_stub_and_loses_nothing(one):
    assert one["reset"] == stub_of("optimization/momentum")
    assert one["broughtBack"] == MOMENTUM


def test_the_text_survives_a_reload(one):
    assert one["reloaded"] == MOMENTUM


def test_two_tabs_show_the_same_text(one):
    assert one["followed"] == "# from another tab\n"


def test_the_text_of_another_release_is_taken_over_and_told_of(one):
    assert one["older"]["text"] == "# an older release"
    assert "another release of the course" in one["older"]["status"]


@pytest.mark.parametrize(("storage", "error"), [("full", "QuotaExceededError"), ("forbidden", "SecurityError")])
def test_a_browser_that_keeps_nothing_says_so_and_works(seen, storage, error):
    assert seen[storage]["text"] == "# mine\n"
    assert error in seen[storage]["storing"]


def test_a_page_opened_as_a_file_says_how_to_serve_it(seen):
    assert "python -m http.server" in seen["file"]


@pytest.mark.parametrize("where", ["light", "dark", "phone"])
@pytest.mark.parametrize("page", ["one", "all"])
def test_nobody_is_locked_out_of_an_open_editor_or_of_the_map(seen, page, where):
    assert seen[page]["accessible"][where] == []


@pytest.mark.parametrize("page", ["one", "all"])
def test_an_open_editor_and_the_map_fit_on_a_phone(seen, page):
    assert seen[page]["accessible"]["tooWide"] == 0


def test_every_exercise_is_written_in_its_page_and_passes(seen):
    told = seen["all"]
    assert set(told["before"].values()) == {"not begun"}
    assert told["opened"] == {name: stub_of(name) for name in EXERCISES}
    assert told["checked"] == ["passes"] * 53
    assert "53 of 53 functions pass." in told["soFar"]


def test_a_text_that_was_not_checked_is_not_called_right(seen):
    assert set(seen["all"]["written"].values()) == {"unknown"}


def test_the_exported_folder_is_what_check_and_pack_take(seen, autograder, tmp_path):
    with zipfile.ZipFile(f"{seen['folder']}/exercises.zip") as archive:
        archive.extractall(tmp_path)
    done = autograder("check", "exercises", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "53 of 53 functions pass" in done.stdout
    done = autograder("pack", "optimization", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "16 files" in done.stdout
    assert "Missing" not in done.stdout


def test_what_was_exported_is_imported_again(seen):
    kept = seen["imported"]["kept"]
    assert {name: work["text"] for name, work in kept.items()} == {
        name: reference_source(*name.split("/")) for name in EXERCISES
    }
    assert seen["imported"]["status"].startswith("Imported: ")
    assert seen["imported"]["again"].startswith("These files are the same as what is here: ")


def test_an_imported_notebook_is_exported_as_it_was(seen):
    with zipfile.ZipFile(f"{seen['folder']}/again.zip") as archive:
        notebook = archive.read("exercises/optimization/momentum.ipynb").decode()
    assert notebook == (ROOT / seen["folder"] / "momentum.ipynb").read_text()
    assert seen["imported"]["notebook"].startswith("Imported: momentum.ipynb.")


def test_an_import_can_be_taken_back(seen):
    assert seen["imported"]["takenBack"] == seen["imported"]["kept"]


def test_files_that_are_not_the_courses_are_told_of(seen):
    assert seen["imported"]["strange"].startswith("None of these files is a module or a notebook of the course.")
    assert seen["imported"]["damaged"].startswith("damaged.zip cannot be read: ")


def test_licences_lie_beside_what_is_redistributed(book):
    text = (book / "write_it_here" / "LICENSES.txt").read_text()
    for name in (
        "Pyodide",
        "Mozilla Public License Version 2.0",
        "PYTHON SOFTWARE FOUNDATION LICENSE",
        "CodeMirror",
        "fflate",
    ):
        assert name in text


def test_every_message_is_used_and_every_used_one_is_there():
    sources = [*(ROOT / "book" / "_assets" / "write_it_here").glob("*.js"), *(ROOT / "book").glob("_extensions/*.py")]
    text = "\n".join(path.read_text() for path in sources)
    table = json.loads((ROOT / "book" / "_assets" / "write_it_here" / "messages.json").read_text())
    said = set(re.findall(r'said\("(\w+)"', text))
    assert said <= table.keys()
    assert not [key for key in table if not re.search(f"""["']{key}["']""", text) and not key.startswith("state_")]
