"""The page for hub administrators: its commands are run here, as far as they can be, and its files are what it says."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.handin.pack import zipped
from autograder.judging.references import EXERCISES, ROOT

PAGE = (ROOT / "book" / "hub_administrators_guide.md").read_text()
SMALL = "data_processing"  # in place of optimization, which takes longer
NOT_RUN_HERE = {
    "docker ": "no engine",
    "sudo ": "changes the machine",
    "make package": "tests of the package do it",
    "python -m pip install": "takes minutes; the Dockerfile has the same",
}


def blocks(language: str) -> list[str]:
    """The page's code in one language, indented or not."""
    found = re.findall(rf"^( *)```{language}\n(.*?)^ *```$", PAGE, re.MULTILINE | re.DOTALL)
    return [re.sub(f"^{indent}", "", code, flags=re.MULTILINE) for indent, code in found]


def run_here() -> list[str]:
    whole = [re.sub(r"\\\n *", "", block) for block in blocks("bash")]
    return [line for block in whole for line in block.splitlines() if not line.startswith(tuple(NOT_RUN_HERE))]


@pytest.fixture
def shell(tmp_path):
    """Runs a command as the page has it, in a folder of the test's, with /srv in that folder too."""
    (tmp_path / "srv").mkdir()
    (tmp_path / "srv" / "exercises").symlink_to(EXERCISES)

    def run(command: str, cwd: Path) -> subprocess.CompletedProcess:
        command = command.replace("/srv/", f"{tmp_path}/srv/").replace("optimization", SMALL)
        environment = os.environ | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
        return subprocess.run(
            command, shell=True, cwd=cwd, env=environment, capture_output=True, text=True, timeout=300
        )

    return run


def test_the_commands_of_the_page_do_what_it_says(shell, tmp_path):
    submission = {name: (EXERCISES / SMALL / name).read_bytes() for name in ("standardize.py", "standardize.ipynb")}
    names = ("doejane_11_101_optimization.zip", "roejo_LATE_12_102_optimization.zip")
    (tmp_path / "students.csv").write_text(
        "id,first_name,last_name,email,lms_user_id\njd,Jane,Doe,,11\njr,Jo,Roe,,12\n"
    )
    import zipfile

    with zipfile.ZipFile(tmp_path / "submissions.zip", "w") as download:
        for name in names:
            download.writestr(name, zipped(SMALL, submission))
    here, ran = tmp_path, run_here()
    for command in ran:
        if command.startswith("cd "):
            here = here / command.removeprefix("cd ")
            continue
        done = shell(command, here)
        assert done.returncode == 0, (command, done.stdout, done.stderr)
    assert len(ran) == 6
    assert (tmp_path / "my_exercises" / "optimization" / "adam.py").exists()
    assert sorted(p.name for p in (tmp_path / "submitted").iterdir() if p.is_dir()) == ["jd", "jr"]
    assert list((tmp_path / "trial").glob("gradebook.db"))


def test_the_exchange_works_with_the_configuration_of_the_page(shell, tmp_path):
    everybodys, instructors = (block.replace("/srv/", f"{tmp_path}/srv/") for block in blocks("python"))
    exchange = tmp_path / "srv" / "nbgrader" / "exchange"
    exchange.mkdir(parents=True)
    exchange.chmod(0o777)
    for folder, config in (("term", instructors), ("student", everybodys)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "nbgrader_config.py").write_text(config)
    released = shell("nbgrader release_assignment optimization", tmp_path / "term")
    assert released.returncode == 0, released.stderr
    fetched = shell("nbgrader fetch_assignment optimization", tmp_path / "student")
    assert fetched.returncode == 0, fetched.stderr
    assert (tmp_path / "student" / SMALL / "standardize.py").exists()
    assert shell("nbgrader submit optimization", tmp_path / "student").returncode == 0
    collected = shell("nbgrader collect optimization", tmp_path / "term")
    assert collected.returncode == 0, collected.stderr
    assert list((tmp_path / "term" / "submitted").glob(f"*/{SMALL}/standardize.py"))


def test_the_image_installs_as_the_page_does():
    line = next(line for block in blocks("bash") for line in block.splitlines() if "pip install" in line)
    dockerfile = " ".join((ROOT / "Dockerfile").read_text().replace("\\\n", " ").split())
    assert line.replace("requirements.lock", "/srv/course/requirements.lock").replace(
        "dist/", "/srv/course/dist/"
    ) in dockerfile.replace("--no-cache-dir ", "")
