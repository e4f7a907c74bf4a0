"""Binder, the container, workflows: run elsewhere, so what they name must be here, or where they get it from."""

import functools
import json
import os
import re
import shlex
import shutil
import subprocess
import sys

import pytest
import yaml

from autograder import __version__
from autograder.__main__ import ROOM_OF
from autograder.judging.references import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
LOCKED = set(re.findall(r"^([\w.-]+)==", (ROOT / "requirements.lock").read_text(), re.MULTILINE))
TARGETS = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))


def tracked(path: str) -> bool:
    """Whether git tracks a file, or something in a folder."""
    listed = subprocess.run(["git", "ls-files", "--", path], cwd=ROOT, capture_output=True, text=True, check=True)
    return bool(listed.stdout)


def instructions() -> list[tuple[str, str]]:
    """The Dockerfile's instructions with their arguments; continued lines joined, comments left out."""
    lines = [line for line in (ROOT / "Dockerfile").read_text().splitlines() if not line.startswith("#")]
    whole = re.sub(r"\\\n", " ", "\n".join(lines))
    return [tuple(line.split(maxsplit=1)) for line in whole.splitlines() if line.strip()]


def arguments(kind: str) -> list[str]:
    return [rest for instruction, rest in instructions() if instruction == kind]


def commands(script: str) -> list[list[str]]:
    """The commands of a shell script's text, each as its words; comments left out."""
    lines = re.sub(r"\\\n", " ", script).splitlines()
    parts = [part for line in lines if not line.startswith("#") for part in re.split(r"&&|\|\||;", line)]
    return [words for part in parts if (words := shlex.split(part))]


@functools.cache
def pypi_has(requirement: str) -> bool:
    name, _, version = requirement.partition("==")
    asked = [sys.executable, "-m", "pip", "index", "versions", name]
    done = subprocess.run(asked, capture_output=True, text=True, timeout=120)
    if done.returncode:
        pytest.skip(f"no package index answers for {name}: {done.stderr.strip().splitlines()[-1][:120]}")
    listed = re.search(r"Available versions: (.*)", done.stdout)[1].split(", ")
    return not version or version in listed


@functools.cache
def debian_has(package: str) -> bool:
    if not shutil.which("apt-cache"):
        pytest.skip("needs Debian's apt-cache")
    if not subprocess.run(["apt-cache", "show", "bash"], capture_output=True).stdout:
        pytest.skip("apt-cache has no lists: apt-get update")
    return subprocess.run(["apt-cache", "show", package], capture_output=True).returncode == 0


def installed_by(words: list[str]) -> list[str]:
    """What a `pip install` or `apt-get install` names."""
    named = words[words.index("install") + 1 :]
    return [w for i, w in enumerate(named) if not w.startswith("-") and named[i - 1] != "--constraint"]


# Binder


def test_binders_python_is_one_that_the_lock_file_serves():
    version = re.fullmatch(r"python-3\.(\d+)\n", (ROOT / "binder" / "runtime.txt").read_text())
    assert 11 <= int(version[1]) <= 14


def test_what_binder_installs_is_locked_or_the_course_itself():
    for line in (ROOT / "binder" / "requirements.txt").read_text().splitlines():
        if line.startswith("--constraint "):
            assert (ROOT / "binder" / line.removeprefix("--constraint ")).resolve() == ROOT / "requirements.lock"
        elif not line.startswith("#"):
            assert line == "." or line in LOCKED


@pytest.mark.parametrize("script", ["postBuild", "start"])
def test_binders_scripts_can_be_run(script):
    path = ROOT / "binder" / script
    assert os.access(path, os.X_OK)
    assert path.read_text().startswith(("#!/bin/sh\n", "#!/bin/bash\n"))
    subprocess.run(["bash", "-n", path], check=True)


def test_binder_takes_away_what_students_are_not_given_and_nothing_that_they_need():
    removed = next(words for words in commands((ROOT / "binder" / "postBuild").read_text()) if words[0] == "rm")[2:]
    assert {"solutions", "autograder", ".git"} <= set(removed)
    assert all((ROOT / path).exists() for path in removed)
    assert not {"exercises", "binder"} & set(removed)


def test_the_start_script_copies_the_exercises_and_starts_the_session_even_where_they_cannot_be_copied(tmp_path):
    environment = {
        "PATH": f"{os.path.dirname(sys.executable)}:/usr/bin:/bin",
        "HOME": str(tmp_path),
        "COURSE_EXERCISES": str(ROOT / "exercises"),
    }
    command = [ROOT / "binder" / "start", "sh", "-c", 'echo "session: $0 $1"', "a b", "c"]
    started = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert started.stdout.endswith("session: a b c\n")
    assert (tmp_path / "my_exercises" / "optimization" / "adam.py").exists()
    environment["COURSE_EXERCISES"] = "nowhere"
    started = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert started.stdout == "session: a b c\n"
    assert "could not be brought up to date" in started.stderr


# The containers


def stage_names() -> set[str]:
    return {rest.split(" AS ")[1] for rest in arguments("FROM") if " AS " in rest}


def stage(name: str) -> list[tuple[str, str]]:
    """The instructions of one stage of the Dockerfile."""
    wanted, found = False, []
    for instruction, rest in instructions():
        if instruction == "FROM":
            wanted = rest.endswith(f" AS {name}")
        found += [(instruction, rest)] if wanted else []
    return found


def test_every_base_image_has_a_version_for_its_tag():
    images = {rest.split(" AS ")[0] for rest in arguments("FROM")} - stage_names()
    assert images
    for image in images:
        assert re.fullmatch(r"[a-z0-9./-]+:\d+\.\d+[\w.-]*", image), image


def test_what_is_copied_into_the_image_is_tracked_by_git_or_made_in_an_earlier_stage():
    stages = stage_names()
    ignored = set((ROOT / ".dockerignore").read_text().split("\n"))
    made = {"dist": "package", "built/_build/html": "book"}
    in_build = {word for rest in arguments("RUN") for words in commands(rest) if words[0] == "make" for word in words}
    for rest in arguments("COPY"):
        *sources, _ = [word for word in rest.split() if not word.startswith("--")]
        if came_from := re.search(r"--from=(\w+)", rest):
            assert came_from[1] in stages
            assert all(made[source.removeprefix("/course/")] in in_build for source in sources)
        else:
            assert all(tracked(source) and source not in ignored for source in sources)


def test_nothing_that_git_ignores_gets_into_the_image():
    ignored = (ROOT / ".dockerignore").read_text().splitlines()
    for line in (ROOT / ".gitignore").read_text().splitlines():
        name = line.strip("/")
        if name not in (".pytest_cache", ".ruff_cache", ".jupyter_cache", ".nbgrader.log", ".ipynb_checkpoints"):
            assert {name, f"**/{name}"} & set(ignored), line


def test_the_image_installs_what_there_is():
    versions = dict(rest.split("=") for rest in arguments("ARG"))
    for words in [words for rest in arguments("RUN") for words in commands(rest)]:
        if words[0] == "apt-get" and "install" in words:
            assert all(debian_has(package) for package in installed_by(words))
        elif "pip" in words:
            for name in installed_by(words):
                name = re.sub(r"\$\{(\w+)\}", lambda found: versions[found[1]], name)
                assert name.endswith(".whl") or name in LOCKED or pypi_has(name), name
        elif words[0] == "make":
            assert {word for word in words[1:] if "=" not in word} <= TARGETS


def test_nobody_is_root_in_the_image():
    kinds = [kind for kind, _ in instructions()]
    user = arguments("USER")[-1]
    assert user not in ("root", "0")
    assert any(words[0] == "useradd" and user in words for rest in arguments("RUN") for words in commands(rest))
    last_stage = len(kinds) - 1 - kinds[::-1].index("FROM")
    assert "RUN" not in kinds[kinds.index("USER", last_stage) :]


def test_the_image_starts_what_it_was_given():
    entry = json.loads(arguments("ENTRYPOINT")[-1])[0]
    assert any(rest.endswith(f"/bin/{entry}") for rest in arguments("COPY"))
    assert json.loads(arguments("CMD")[-1])[:2] == ["jupyter", "lab"]
    assert "jupyterlab" in LOCKED
    folders = dict(rest.split("=") for rest in arguments("ENV")[-1:])
    assert f"exercises {folders['COURSE_EXERCISES']}" in arguments("COPY")


def in_new_folder(folder, *command: str) -> subprocess.CompletedProcess:
    """Run a command as the container for grading does: its script first, with the course's Python before all others."""
    environment = os.environ | {"PATH": f"{os.path.dirname(sys.executable)}:{os.environ['PATH']}"}
    run = [ROOT / "containers" / "start-term", *command]
    return subprocess.run(run, cwd=folder, env=environment, capture_output=True, text=True)


def test_the_container_that_grades_starts_a_script_that_there_is_in_a_term_that_is_mounted():
    names = dict(stage("grade"))
    script = json.loads(names["ENTRYPOINT"])[0].removeprefix("/course/")
    assert tracked(script)
    assert os.access(ROOT / script, os.X_OK)
    assert f'-v "$PWD":{names["WORKDIR"]} ' in (ROOT / "book/instructors_guide/in_a_container.md").read_text()
    assert "ENV PATH=/course/.venv/bin:$PATH" in (ROOT / "Dockerfile").read_text()


def test_an_empty_folder_becomes_a_term_that_is_the_folder_and_a_terms_own_file_stays(tmp_path):
    asked = [sys.executable, "-c", "from autograder.grading.course import open_course as o; print(o().root)"]
    first = in_new_folder(tmp_path, *asked)
    assert first.stdout == f"{tmp_path}\n", first.stderr
    assert "nbgrader_config.py was written" in first.stderr
    config = tmp_path / "nbgrader_config.py"
    config.write_text(config.read_text() + "# mine\n")
    assert in_new_folder(tmp_path, *asked).stderr == ""
    assert config.read_text().endswith("# mine\n")


def test_the_devcontainer_is_made_from_a_stage_that_there_is_by_a_target_that_there_is():
    made = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text())
    assert (ROOT / ".devcontainer" / made["build"]["dockerfile"]).resolve() == ROOT / "Dockerfile"
    assert made["build"]["target"] in stage_names()
    assert made["postCreateCommand"] == "make .venv/.installed"
    assert re.search(r"^\.venv/\.installed:", (ROOT / "Makefile").read_text(), re.MULTILINE)


# The workflows


def steps(path) -> list[dict]:
    return [step for job in yaml.safe_load(path.read_text())["jobs"].values() for step in job["steps"]]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflows_actions_are_named_by_their_commit_and_tell_its_version(path):
    used = re.findall(r"uses: (.*)", path.read_text())
    assert used
    assert all(re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action) for action in used), used


def test_an_action_has_one_commit_in_all_workflows():
    used = {action for path in WORKFLOWS for action in re.findall(r"uses: (.*)", path.read_text())}
    assert len({action.split("@")[0] for action in used}) == len(used)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_checkout_leaves_no_credentials_for_the_code_that_runs_after_it(path):
    for step in steps(path):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_runs_what_there_is(path):
    for words in [words for step in steps(path) for words in commands(step.get("run", ""))]:
        if words[0] == "make":
            assert {word for word in words[1:] if "=" not in word} <= TARGETS
        elif words[:3] == ["python", "-m", "autograder"]:
            assert words[3] in ROOM_OF
            assert all(tracked(word) for word in words[4:] if "/" in word)
        elif words[0].startswith("."):
            assert tracked(words[0])
            assert os.access(ROOT / words[0], os.X_OK)
        else:
            assert words[:4] == ["python", "-m", "pip", "install"] or words[0] in ("test", "sudo"), words


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_job_has_no_more_rights_than_it_needs_and_an_end(path):
    workflow = yaml.safe_load(path.read_text())
    assert workflow["permissions"] == {}
    for job in workflow["jobs"].values():
        publishes = any("deploy-pages" in step.get("uses", "") for step in job["steps"])
        assert job["permissions"] == ({"pages": "write", "id-token": "write"} if publishes else {"contents": "read"})
        assert "timeout-minutes" in job


def test_what_is_published_is_what_make_book_builds():
    uploads = [
        step["with"]["path"] for path in WORKFLOWS for step in steps(path) if "upload-pages" in step.get("uses", "")
    ]
    assert uploads == ["_build/html"]
    assert "_build/html/index.html" in (ROOT / "Makefile").read_text()


def test_the_sandbox_is_let_start_wherever_a_workflow_tests():
    for path in WORKFLOWS:
        for job in yaml.safe_load(path.read_text())["jobs"].values():
            ran = [step.get("run", "") for step in job["steps"]]
            if {"make test", ".ci/run"} & set(ran):
                assert "sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0" in ran


# Dependabot


def test_dependabot_looks_at_every_kind_of_dependency_where_it_is():
    kept = {"pip": "requirements.txt", "npm": "package-lock.json", "docker": "Dockerfile", "github-actions": ".github"}
    updates = yaml.safe_load((ROOT / ".github" / "dependabot.yml").read_text())["updates"]
    assert {update["package-ecosystem"] for update in updates} == set(kept)
    for update in updates:
        assert tracked(f"{update['directory'].strip('/') or '.'}/{kept[update['package-ecosystem']]}")


# Citing


def test_what_is_cited_is_the_version_that_there_is():
    assert yaml.safe_load((ROOT / "CITATION.cff").read_text())["version"] == __version__
