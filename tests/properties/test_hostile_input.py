"""Rule: whatever a submission sends, hands in or leaves in a record is read as what it is, or refused in a sentence."""

import json
import tracemalloc

import nbformat
import numpy as np
import pytest
from contract_values import VALUES, same
from hypothesis import example, given, settings
from hypothesis import strategies as st

from autograder.calling.perform import Answer
from autograder.calling.values import MANY, Malformed, array_as_base64, base64_as_array, decode, encode
from autograder.desk.feedback_zip import sort_out
from autograder.grading.graded_submission import Graded
from autograder.grading.notebooks import UnreadableNotebook, read_cells, rebuilt
from autograder.handin.earlier import UnreadableRecord as UnreadableUploads
from autograder.handin.uploads import read_uploads
from autograder.judging import svg
from autograder.judging.compare import Difference
from autograder.judging.judge import Result, RuleResult
from autograder.judging.picture import picture
from autograder.judging.references import ROOT
from autograder.judging.result_data import UnreadableRecord, as_data, from_data
from autograder.judging.walk import Walk
from autograder.sandbox.answers import answer, parsed

WORDS = st.one_of(
    st.text(max_size=6),
    st.sampled_from(
        ["array", "shape", "dtype", "scalar", "list_of", "columns", "tuple", "dict", "state", "fields", "rng", "given"]
        + ["constants", "counted", "output", "unknown", "float64", "bool", "complex128", "", "AAAAAAAA8D8=", "1e999j"]
        + ["status", "value", "ok", "error", "message", "changed", "shared", "called", "global_random", "printed"]
        + ["nbformat", "cells", "cell_type", "source", "metadata", "nbgrader", "grade_id", "id", "attachments", "code"]
        + ["markdown", "raw", "image/png", "outputs", "worksheets"]
    ),
)
NUMBERS = st.one_of(
    st.sampled_from([0, 1, -1, 3, 4, MANY, 10**8, 2**63, 2**64, -(2**70), 10**400]), st.integers(), st.floats()
)
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), NUMBERS, WORDS),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.lists(inner, min_size=1, max_size=1).map(lambda one: one * MANY),
        st.dictionaries(WORDS, inner, max_size=5),
    ),
    max_leaves=15,
)


@st.composite
def changed(draw, kinds):
    """JSON data of some kind, in one place of which stands something else."""
    root = {"": draw(kinds)}
    here, key = root, ""
    while isinstance(here[key], (dict, list)) and here[key] and draw(st.booleans()):
        here = here[key]
        key = draw(st.sampled_from(sorted(here) if isinstance(here, dict) else range(len(here))))
    here[key] = draw(JSON)
    return root[""]


def must_be_a_sentence(problem: Exception) -> None:
    assert 0 < len(str(problem)) < 400
    assert "\n" not in str(problem)


ENCODED = VALUES.map(lambda value: encode(value, array_as_base64))
# Found by attacks: each took more memory or time than a machine has, or was taken for something that it is not.
EMPTY_ARRAYS = {"list_of": {"array": "", "shape": [100_000_000, 0], "dtype": "float64"}}
FOUND = [
    EMPTY_ARRAYS,
    {"columns": [EMPTY_ARRAYS] * MANY},
    {"columns": [{"list_of": {"array": "", "shape": [100_000, 0], "dtype": "bool"}}] * 50},
    {"array": "", "shape": [10**18, 0, 10**18], "dtype": "float64"},
    {"array": "AAAAAAAA8D8=", "shape": [-1], "dtype": "float64"},
    {"array": "AgM=", "shape": [2], "dtype": "bool"},
    {"list_of": [1, 2, 3]},
    {"list_of": {"unknown": "x"}},
    {"columns": []},
    {"columns": ["text" * MANY]},
    {"scalar": [1.0, 2.0], "dtype": "float64"},
    {"scalar": {"unknown": "x"}, "dtype": "float64"},
    {"dict": [[n * (2**61 - 1) % 2**63, 0] for n in range(1_001)]},
    {"dict": [["a", 1], ["a", 2]]},
    {"dict": [["k" * 1_000_000, 1]]},
    {"state": "S" * 1_000_000, "fields": {}},
    {"output": [{}]},
    {"array": "", "shape": [0], "dtype": "float64", "more": 1},
    10**300,
    "x" * 20_000,
]


@pytest.mark.parametrize("data", FOUND, ids=range(len(FOUND)))
def test_what_nobody_would_send_is_refused_before_anything_is_made_of_it(data):
    tracemalloc.start()
    with pytest.raises(Malformed):
        decode(data, base64_as_array)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 60_000_000


@settings(max_examples=400)
@given(data=st.one_of(changed(ENCODED), JSON))
def test_a_value_is_refused_or_is_what_encode_writes(data):
    try:
        value = decode(data, base64_as_array)
    except Malformed as problem:
        must_be_a_sentence(problem)
    else:
        # There and back once more it is the same: nothing stands for something else than it is.
        assert same(decode(encode(value, array_as_base64), base64_as_array), value)


ANSWERS = VALUES.map(lambda value: {**Answer("ok").__dict__, "value": encode(value, array_as_base64)})


@settings(max_examples=300)
@given(data=st.one_of(changed(ANSWERS).map(lambda d: json.dumps(d).encode()), st.binary(max_size=80)))
@example(data=b"[" * 100_000)
@example(data=b'{"a":' * 100_000)
@example(data=b"{}," * 400_000)
@example(data=b"9" * 5_000)
@example(data=b"\xff\xfe{}")
def test_a_frame_is_an_answer_of_a_bounded_size_or_is_refused(data):
    try:
        found = answer(parsed(data))
    except Malformed as problem:
        must_be_a_sentence(problem)
    else:
        assert found.status in ("ok", "missing", "error", "memory")
        assert len(found.message) <= 1_000
        hash((found.error, found.changed, found.shared, found.called))


NOTEBOOK = st.fixed_dictionaries(
    {
        "nbformat": st.sampled_from([4, 4, 4, 3, 1, -1, True, "4"]),
        "cells": st.lists(
            st.fixed_dictionaries(
                {"cell_type": st.sampled_from(["code", "markdown", "raw", "heading", "html"]), "source": WORDS},
                optional={
                    "id": WORDS,
                    "metadata": st.fixed_dictionaries({}, optional={"nbgrader": JSON}),
                    "attachments": st.dictionaries(WORDS, st.dictionaries(WORDS, WORDS, max_size=2), max_size=2),
                    "level": NUMBERS,
                },
            ),
            max_size=4,
        ),
    }
)


@pytest.fixture(scope="module")
def released_notebook():
    return nbformat.read(ROOT / "exercises" / "optimization" / "momentum.ipynb", as_version=4)


@settings(max_examples=300)
@given(data=st.one_of(changed(NOTEBOOK).map(lambda d: json.dumps(d).encode()), st.binary(max_size=80)))
@example(data=b'{"nbformat": 1, "cells": [{"cell_type": "html"}]}')
@example(data=b'{"nbformat": 3, "worksheets": [{"cells": [{"cell_type": "heading", "level": 3000000000}]}]}')
@example(data=b'{"nbformat": 4, "cells": [' + b'{"cell_type":"raw","source":""},' * 50_000 + b"0]}")
@example(data=json.dumps({"nbformat": 4, "cells": [{"cell_type": "raw", "source": "\n" * 1_000_000}]}).encode())
def test_a_notebook_is_read_within_its_limits_or_refused_in_a_sentence(released_notebook, data):
    try:
        cells = read_cells(data, "momentum.ipynb")
    except UnreadableNotebook as problem:
        must_be_a_sentence(problem)
    else:
        assert len(cells) <= 1_000
        written = json.dumps(rebuilt(cells, released_notebook))
        assert len(written) < 3_000_000


ROUGHLY_ANY = st.one_of(st.floats(), st.sampled_from([1.7e308, -1.7e308, 5e-324, 1e-310, 1e300, 0.1, 0.1 + 1e-17]))


@settings(max_examples=300)
@given(values=st.lists(ROUGHLY_ANY, min_size=1, max_size=6), whole=st.booleans())
@example(values=[1.7e308, -1.7e308], whole=False)
def test_axes_can_be_drawn_around_any_numbers(values, whole):
    axes = svg.Axes(svg.around(values), svg.around(reversed(values)))
    shown = svg.frame(axes, "x", whole=whole) + svg.line([axes.at(v, v) for v in values], "")
    assert not any(word in shown.split('class="')[0] for word in ("nan", "inf"))
    assert len(shown) < 20_000


def of_a_walk(walk: Walk, difference: Difference) -> Result:
    return Result("f", 0.0, 1.0, "fail", (RuleResult("the rule", False, difference),), walk=walk)


@settings(max_examples=150)
@given(
    points=st.lists(st.lists(ROUGHLY_ANY, min_size=2, max_size=2), min_size=2, max_size=5), columns=st.integers(1, 2)
)
@example(points=[[0.0, 0.0], [1.7e308, -1.7e308], [-1.7e308, 1.7e308]], columns=2)
def test_a_walk_to_any_numbers_has_a_picture_and_a_record(points, columns):
    got = np.array(points)[:, :columns]
    result = of_a_walk(Walk(got, np.zeros_like(got)), Difference("value", "differs", got, np.zeros_like(got)))
    assert len(picture(result)) < 50_000
    kept = json.dumps(as_data(result))
    assert from_data(json.loads(kept)).function == "f"


def test_what_is_kept_of_an_answer_is_short_whatever_it_holds():
    key = {"k" * 1_000_000: 1.0}
    for got in (key, "x" * 1_000_000, [np.zeros(10_000)] * 40, {str(n): "x" * 9_000 for n in range(900)}):
        result = of_a_walk(None, Difference("type", "d" * 1_000_000, got, np.zeros(2)))
        assert len(json.dumps(as_data(result))) < 20_000


RECORD = st.just(
    as_data(of_a_walk(Walk(np.ones((3, 2)), np.zeros((3, 2))), Difference("value", "x", np.ones(2), np.zeros(2))))
).map(lambda data: json.loads(json.dumps(data)))


@settings(max_examples=300)
@given(data=st.one_of(changed(RECORD), JSON))
def test_a_record_is_read_or_refused_in_a_sentence(data):
    try:
        result = from_data(data)
    except UnreadableRecord as problem:
        must_be_a_sentence(problem)
    else:
        assert isinstance(result.function, str)
        assert len(picture(result)) < 50_000


UPLOADS = st.fixed_dictionaries(
    {
        "name": st.sampled_from(["lovelaceada_101_9001_work.zip", "Ada_101_assignsubmission_file_", "\x00/.."]),
        "id": st.sampled_from(["101", "", "anon_x"]),
        "file": st.sampled_from([None, 9001]),
        "zipped": st.booleans(),
    }
).map(lambda upload: {"dropout": {"Canvas": {"ada": upload, "kurt": upload | {"id": "7"}}}})


@settings(max_examples=300)
@given(data=st.one_of(changed(UPLOADS), JSON))
def test_a_record_of_uploads_is_read_or_refused_in_a_sentence(tmp_path_factory, data):
    folder = tmp_path_factory.getbasetemp()
    (folder / "uploads.json").write_text(json.dumps(data))
    try:
        known = read_uploads(folder)
    except UnreadableUploads as problem:
        must_be_a_sentence(problem)
    else:
        uploads = known.get("dropout", {}).get("Canvas", {})
        for system in ("canvas", "moodle"):
            found = sort_out(system, ["ada", "kurt"], uploads)
            assert {*found.names, *(s for who in found.left_out.values() for s in who)} == {"ada", "kurt"}


def test_a_line_of_the_journal_is_what_was_graded():
    graded = Graded("\ud800\n", "d", None, {"e": {"f": float("nan")}}, {}, [{"message": "\x00"}], ["\u2028"])
    line = graded.as_line()
    assert line.count(b"\n") == 1
    assert repr(Graded.from_line(line)) == repr(graded)
