"""A submission's share of memory: all that the sandbox gives, or what its container leaves."""

import pytest

from autograder.sandbox.memory import LEAST, MOST, share_of

MB = 1 << 20


@pytest.mark.parametrize(
    ("file", "text", "share"),
    [
        ("memory.max", "max", MOST),
        ("memory.max", str(64 << 30), MOST),
        ("memory.max", str(640 * MB), 384 * MB),
        ("memory/memory.limit_in_bytes", str(640 * MB), 384 * MB),
        ("memory/memory.limit_in_bytes", "9223372036854771712", MOST),
        ("memory.max", str(100 * MB), LEAST),
        ("memory.max", "", MOST),
    ],
)
def test_a_small_container_leaves_a_submission_less(tmp_path, file, text, share):
    (tmp_path / file).parent.mkdir(exist_ok=True)
    (tmp_path / file).write_text(f"{text}\n")
    assert share_of(tmp_path) == share


def test_without_control_groups_nothing_is_taken_away(tmp_path):
    assert share_of(tmp_path) == MOST
