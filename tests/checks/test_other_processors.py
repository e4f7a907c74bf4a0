"""What was made on one processor holds on another: NumPy and its linear algebra choose their instructions by it.

Another processor is imitated here: an old one, by switching off what a newer one can do. It rounds otherwise.
"""

import hashlib
import os
import subprocess
import sys

import numpy as np
import pytest
from numpy._core._multiarray_umath import __cpu_dispatch__, __cpu_features__

from autograder.judging.references import ROOT

ROUNDED = (
    "import numpy as np, sys; a = np.random.default_rng(0).normal(size=(200, 200)); "
    "sys.stdout.buffer.write((np.exp(a) @ a).tobytes())"
)
# Judges the references and the declared mistakes by the rules that are released: a line each.
JUDGED = """if True:
    import sys
    from autograder.judging.judge import judge
    from autograder.judging.references import (
        asking, declared, exercises_of, module_of, reference_source, released_rules, with_mistake
    )
    for assignment in sys.argv[1:]:
        for exercise in exercises_of(assignment):
            source = reference_source(assignment, exercise)
            for rules, function in zip(released_rules(assignment, exercise), declared(assignment, exercise).functions):
                wrong = [(m.name, with_mistake(source, function.name, m)) for m in function.mistakes]
                for name, text in [(None, source), *wrong]:
                    result = judge(rules, asking(module_of(text, "student")))
                    right = result.diagnosis == name and (result.verdict == "pass") == (name is None)
                    print("as expected" if right else f"{function.name}, {name}: {result.verdict}, {result.diagnosis}")
"""


@pytest.fixture(scope="module")
def old_processor() -> dict[str, str]:
    """The environment of a process that computes as on an old processor. Skips where this one is no newer."""
    newer = [name for name in __cpu_dispatch__ if __cpu_features__[name]]
    imitated = os.environ | {"OPENBLAS_CORETYPE": "Nehalem", "NPY_DISABLE_CPU_FEATURES": " ".join(newer)}
    digests = {
        hashlib.sha256(subprocess.check_output([sys.executable, "-c", ROUNDED], env=environment)).hexdigest()
        for environment in (os.environ, imitated)
    }
    if len(digests) == 1:
        pytest.skip(f"NumPy {np.__version__} rounds here as on an old processor")
    return imitated


def test_the_release_is_up_to_date_on_another_processor(old_processor):
    command = [sys.executable, "-m", "autograder", "release", "--check"]
    done = subprocess.run(command, cwd=ROOT, env=old_processor, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_released_rules_accept_the_references_and_name_the_mistakes_on_another_processor(old_processor):
    command = [sys.executable, "-c", JUDGED, "data_augmentation", "data_processing", "dropout"]
    done = subprocess.run(command, cwd=ROOT, env=old_processor, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr
    assert len(done.stdout.splitlines()) > 500
    assert not [line for line in done.stdout.splitlines() if not line.startswith("as expected")]
