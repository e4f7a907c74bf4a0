"""Similar work: planted copies come first, right solutions are not told, and no submission stops the comparison."""

import ast
import builtins
import csv
import json
import random
import re
import shutil

import nbformat
import pytest
from terms import autograder_in, empty_term, hand_in_to

from autograder.authoring.prove import STUDENTS_CODE
from autograder.authoring.release import stub
from autograder.desk.own_traces import Given, given
from autograder.desk.similar import fragments, pairs, rare_traces
from autograder.desk.traces import MAX_CHARACTERS, module_traces
from autograder.grading.course import open_course
from autograder.judging.references import ROOT, assignments, exercises_of, reference_source

ASSIGNMENT = "optimization"
RIGHT = ROOT / "tests" / "checks" / "right_solutions"
# What the guide says of classes in which nobody copied. In the students' code some authors used a function again.
TOLD_OF_OPTIMIZATION = 1
REMARK = "# the old velocity still counts for nine tenths of the way"
SENTENCE = "A ball that rolls down keeps some of its speed, so the narrow valley cannot shake it any more."


# Modules of one writer, who put the same functions around another mistake each time: no class that wrote apart.
SHARE_FUNCTIONS = {
    STUDENTS_CODE / about["path"]
    for about in json.loads((STUDENTS_CODE / "index.json").read_text(encoding="utf-8"))
    if about.get("shares_functions")
}


def modules_of(folder, assignment, exercise):
    paths = sorted({*(folder / assignment / exercise).glob("*.py")} - SHARE_FUNCTIONS)
    return [path.read_text(encoding="utf-8") for path in paths]


def written_apart(assignment):
    """A class of modules of many hands, of which no two students have the same file."""
    by_exercise = {
        e: [t for f in (STUDENTS_CODE, RIGHT) for t in modules_of(f, assignment, e)] for e in exercises_of(assignment)
    }
    size = max(map(len, by_exercise.values()))
    return [{e: texts[i] for e, texts in by_exercise.items() if i < len(texts)} for i in range(size)]


def right_forms(assignment):
    return {e: [*modules_of(RIGHT, assignment, e), reference_source(assignment, e)] for e in exercises_of(assignment)}


class Renaming(ast.NodeTransformer):
    """Every variable of a module's own gets another name; parameters, which callers name, stay."""

    def __init__(self, tree):
        bound = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
        kept = {n.arg for n in ast.walk(tree) if isinstance(n, ast.arg)} | set(dir(builtins))
        kept |= {
            target.id
            for n in ast.walk(tree)
            if isinstance(n, ast.AnnAssign) and isinstance(target := n.target, ast.Name)
        }
        self.names = {name: f"thing_{i}" for i, name in enumerate(sorted(bound - kept))}

    def visit_Name(self, node):
        return ast.copy_location(ast.Name(self.names.get(node.id, node.id), node.ctx), node)


def renamed(text):
    """The same program with other names, no comment, and the layout of `ast.unparse`."""
    tree = ast.parse(text)
    return ast.unparse(Renaming(tree).visit(tree))


def reordered(text):
    """The same functions in the opposite order, with other space and other comments."""
    tree = ast.parse(text)
    first = [n for n in tree.body if not isinstance(n, ast.FunctionDef)]
    functions = [n for n in tree.body if isinstance(n, ast.FunctionDef)]
    parts = [ast.unparse(n).replace("    ", "  ").replace(" = ", "=") for n in (*first, *reversed(functions))]
    return "\n\n\n# my own part\n".join(parts)


@pytest.fixture(scope="module")
def known():
    """What everybody was given, by assignment."""
    course = open_course(ROOT)
    return {assignment: given(course, assignment) for assignment in assignments()}


def traces(modules, assigned: Given):
    return {
        f"{exercise}.py": tuple(t for t in module_traces(f"{exercise}.py", text) if t.key not in assigned.keys)
        for exercise, text in modules.items()
    }


def told(students, assigned, **least):
    works = {student: traces(modules, assigned) for student, modules in students.items()}
    return pairs(works, rare_traces(works), **least)


def numbered(modules):
    return {f"student{i:03}": own for i, own in enumerate(modules)}


@pytest.mark.parametrize("assignment", assignments())
def test_no_two_right_solutions_of_different_hands_are_told(assignment, known):
    forms = right_forms(assignment)
    hands = [{e: f[i] for e, f in forms.items() if i < len(f)} for i in range(max(map(len, forms.values())))]
    # Among others who wrote their own, so that rare is what it is in a class.
    students = {f"right{i}": own for i, own in enumerate(hands)} | numbered(
        [{e: m for e, m in own.items() if m not in forms[e]} for own in written_apart(assignment)]
    )
    found = [(p.one, p.other) for p in told(students, known[assignment])]
    assert not [pair for pair in found if all(name.startswith("right") for name in pair)]


@pytest.mark.parametrize("assignment", assignments())
def test_nobody_is_told_in_a_large_class_that_shares_few_right_forms(assignment, known):
    forms, draw = right_forms(assignment), random.Random(1)
    students = numbered([{e: draw.choice(f) for e, f in forms.items()} for _ in range(60)])
    assert told(students, known[assignment]) == []


WAYS = {"exact": str, "renamed": renamed, "reordered": reordered}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("original", ["student000", "student004", "student008"])
def test_a_planted_copy_comes_first_and_few_others_are_told(known, way, original):
    copy = WAYS[way]
    apart = numbered(written_apart(ASSIGNMENT))
    unplanted = told(apart, known[ASSIGNMENT])
    assert len(unplanted) <= TOLD_OF_OPTIMIZATION
    first, *others = told(apart | {"copy": {e: copy(text) for e, text in apart[original].items()}}, known[ASSIGNMENT])
    assert {first.one, first.other} == {"copy", original}
    assert first.rarity > 4 * max(p.rarity for p in unplanted)
    # A copy is like whomever its original is like.
    names = {"copy": original}
    assert {frozenset(names.get(name, name) for name in (p.one, p.other)) for p in others} <= {
        frozenset((p.one, p.other)) for p in unplanted
    }


def test_a_comment_that_was_kept_comes_first_where_the_code_was_written_anew(known):
    apart = numbered(written_apart(ASSIGNMENT))
    for name in ("student001", "student005"):
        apart[name] |= {
            "momentum": apart[name]["momentum"].replace("import numpy as np\n", f"import numpy as np\n{REMARK}\n")
        }
    first = told(apart, known[ASSIGNMENT])[0]
    assert (first.one, first.other) == ("student001", "student005")
    assert max(first.by_kind, key=first.by_kind.get) == "comment"


def test_a_mistake_in_common_code_weighs_more_the_fewer_make_it(known):
    right = reference_source(ASSIGNMENT, "momentum")
    wrong = right.replace("rho * ", "rho ** 3 * ")
    assert wrong != right

    def weight(holders):
        modules = [wrong] * holders + [right.replace("np", f"np{i}") for i in range(40 - holders)]
        found = told(numbered([{"momentum": m} for m in modules]), known[ASSIGNMENT], least=0.0)
        return next((p.rarity for p in found if (p.one, p.other) == ("student000", "student001")), 0.0)

    assert weight(2) > 0.5
    assert weight(2) > weight(3) > weight(5) > weight(10) == 0.0


def test_what_all_were_given_is_no_trace(known):
    for assignment, assigned in known.items():
        for exercise in exercises_of(assignment):
            right = reference_source(assignment, exercise)
            own = traces({exercise: stub(right)}, assigned)[f"{exercise}.py"]
            assert own == (), exercise
            assert traces({exercise: right}, assigned)[f"{exercise}.py"] == (), exercise


def test_a_fragment_shows_both_texts_and_neighbours_are_one(known):
    text = "def f(a):\n    odd = (a + 17) * 3 - a // 5\n    return odd - sorted([odd, 2 * odd, a % 7])[1]\n"
    other = "# mine\n\n" + text.replace("odd", "strange")
    works = {"one": traces({"sgd": text}, known[ASSIGNMENT]), "two": traces({"sgd": other}, known[ASSIGNMENT])}
    works |= {str(i): traces({"sgd": f"print({i})\n" * 9}, known[ASSIGNMENT]) for i in range(20)}
    found = [f for f in fragments(works["one"], works["two"], rare_traces(works)) if f.kind == "code"]
    assert len(found) == 1
    assert text[slice(*found[0].span)].startswith("def f(a)")
    assert text[slice(*found[0].span)].endswith("[1]")
    assert other[slice(*found[0].other_span)] == text[slice(*found[0].span)].replace("odd", "strange")


def _write(folder, exercise, answer):
    path = folder / f"{exercise}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    cell = next(c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == f"{exercise}_written")
    cell.source = answer
    nbformat.write(notebook, path)


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory):
    """A class of modules of many hands, a copy, and a sentence that two wrote."""
    term = empty_term(tmp_path_factory.mktemp("similar") / "term")
    for name, modules in numbered(written_apart(ASSIGNMENT)).items():
        hand_in_to(term, name, ASSIGNMENT, **modules)
    copied = {e: renamed(text) for e, text in written_apart(ASSIGNMENT)[2].items()}
    hand_in_to(term, "copy", ASSIGNMENT, **copied)
    for name, before in (("student003", "I think this:"), ("student007", "Because of inertia.")):
        _write(term / "submitted" / name / ASSIGNMENT, "momentum", f"{before} {SENTENCE}")
    return term


HOSTILE = {
    "huge": b"x = 1\n" * 150_000,
    "long": b"x = 1  # a\n" * (MAX_CHARACTERS // 11),
    "deep": b"(" * 50_000,
    "chain": b"x = a" + b".b" * 25_000,
    "signs": b"x = " + b"-" * 50_000 + b"1",
    "text": b'"""' + b"\n" * 50_000,
    "binary": bytes(range(256)) * 100,
    "broken": b"def momentum_step(:\n  return\n\t 1 +\n" * 100,
    "steps": b"".join(b" " * i + b"if x:\n" for i in range(300)),
    "runs": b"import os\nos.abort()\n",
}


def test_no_hostile_submission_stops_the_others_or_is_run(handed_in, tmp_path):
    term = shutil.copytree(handed_in, tmp_path / "term")
    for name, module in HOSTILE.items():
        folder = hand_in_to(term, name, ASSIGNMENT, sgd=module)
        (folder / "momentum.ipynb").write_bytes(module)
        (folder / "adam.py").unlink()
        (folder / "adam.py").symlink_to("/etc/hostname")
    (term / "submitted" / "no_folder").mkdir()
    (term / "submitted" / "no_folder" / ASSIGNMENT).write_text("a file")
    done = autograder_in(term, "similar", ASSIGNMENT, "--to", tmp_path / "pairs.csv")
    assert done.returncode == 0, done.stderr
    assert re.search(r"^Not compared: .* and \d+ others\.$", done.stdout, re.MULTILINE)
    rows = list(csv.DictReader((tmp_path / "pairs.csv").read_text(encoding="utf-8").splitlines(keepends=True)))
    assert (rows[0]["student"], rows[0]["other"]) == ("copy", "student002")
    assert not [row for row in rows if {row["student"], row["other"]} & {*HOSTILE, "no_folder"}]


def test_the_page_shows_pairs_side_by_side_as_places_to_look(handed_in):
    done = autograder_in(handed_in, "similar", ASSIGNMENT)
    assert done.returncode == 0, done.stderr
    assert re.search(rf"overview/{ASSIGNMENT}_similar.html, pairs to look at: [23]\n", done.stdout)
    text = (handed_in / "overview" / f"{ASSIGNMENT}_similar.html").read_text(encoding="utf-8")
    assert re.findall(r'<h2 id="pair-\d+">(\w+ · \w+)', text)[:2] == [
        "copy · student002",
        "student003 · student007",
    ]
    assert "Places to look, and no verdicts." in text
    assert text.count("<figcaption>student003, momentum.ipynb</figcaption>") == 1
    assert text.count(SENTENCE) == 2
    assert "<script" not in text


def test_students_text_is_shown_and_never_markup(known, tmp_path):
    term = empty_term(tmp_path / "term")
    evil = f"<script>alert(1)</script> {SENTENCE} <img src=x>"
    for i in range(12):
        folder = hand_in_to(term, f"s{i}", ASSIGNMENT, sgd=f"mine_{i} = {i}\n")
        if i < 2:
            _write(folder, "momentum", evil)
    assert autograder_in(term, "similar", ASSIGNMENT).stdout.count("pairs to look at: 1\n") == 1
    text = (term / "overview" / f"{ASSIGNMENT}_similar.html").read_text(encoding="utf-8")
    assert "alert(1)" in text
    assert "<script" not in text
    assert "<img" not in text


@pytest.mark.parametrize("to", ["pairs.txt", "pairs", "nowhere/pairs.csv"])
def test_a_file_that_cannot_be_written_is_one_sentence(handed_in, to):
    done = autograder_in(handed_in, "similar", ASSIGNMENT, "--to", to)
    assert done.returncode == 2
    assert [line for line in done.stderr.splitlines() if line.startswith("autograder: ")] == done.stderr.splitlines()[
        -1:
    ]


def test_an_unknown_assignment_and_an_empty_class_are_one_sentence(term):
    done = autograder_in(term, "similar", "nothing")
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    done = autograder_in(term, "similar", ASSIGNMENT)
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
