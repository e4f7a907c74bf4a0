"""The term in one file: percentages are exact, what is dropped helps the student most, nothing counts in silence."""

import csv
import io
import itertools
import math
import random
from fractions import Fraction

import pytest
from terms import autograder_in, empty_term, hand_in_to, open_gradebook

from autograder.class_list import original
from autograder.desk.term import Counted, kept, percent, weighted_share
from autograder.judging.references import reference_source

RIGHT = {e: reference_source("dropout", e) for e in ("dropout", "network")}
STANDARDIZE = reference_source("data_processing", "standardize")
EVIL = "=evil"
MAXIMA = {"data_processing": 4.0, "dropout": 14.0}


def of(*scores):
    """Assignments a, b, ... from (points, maximum, weight)."""
    return [Counted(chr(ord("a") + i), *map(Fraction, score)) for i, score in enumerate(scores)]


def names(counted):
    return "".join(c.assignment for c in counted)


@pytest.mark.parametrize(
    ("counted", "drop", "stay"),
    [
        (of((3, 4, 1), (1, 4, 1), (2, 4, 1)), 1, "ac"),
        (of((3, 4, 1), (1, 4, 1), (2, 4, 1)), 2, "a"),
        (of((10, 20, 1), (3, 4, 1)), 1, "b"),  # more points, and less of what there is
        (of((0, 10, 1), (1, 10, 10), (10, 10, 1)), 1, "ac"),  # the lowest share costs less than the heavy one
        (of((1, 2, 1), (2, 4, 1), (3, 4, 1)), 1, "ac"),  # equals with other maxima: the later goes
        (of((4, 4, 1), (2, 2, 3)), 1, "a"),
        (of((0, 4, 1), (0, 4, 1)), 1, "a"),
        (of((1, 4, 1)), 1, "a"),  # the last one stays
        (of((1, 4, 1), (2, 4, 1)), 0, "ab"),
    ],
)
def test_what_is_dropped_raises_the_share_most_and_of_equals_the_later_goes(counted, drop, stay):
    assert names(kept(counted, drop)) == stay


def test_no_other_way_to_drop_as_many_gives_a_higher_share():
    draw = random.Random(7)
    for _ in range(300):
        counted = of(*((draw.randrange(5), 4, draw.choice((1, 1, 2, 10))) for _ in range(draw.randrange(2, 7))))
        drop = draw.randrange(len(counted))
        best = max(weighted_share(c) for c in itertools.combinations(counted, len(counted) - drop))
        assert weighted_share(kept(counted, drop)) == best >= weighted_share(counted)


def test_a_percentage_is_exact_and_rounded_half_up():
    thirds = of((1, 3, 1), (2, 3, 1), (3, 3, 1))
    assert weighted_share(thirds) == Fraction(2, 3)
    assert percent(weighted_share(thirds)) == 66.67
    assert percent(Fraction(12345, 100_000)) == 12.35, "a float of 12.345 is a little less, and would be rounded down"
    assert percent(Fraction(5, 4)) == 125.0


@pytest.fixture(scope="module")
def term(tmp_path_factory):
    """Two graded assignments. Ada handed in both, the one with a name like a formula the first, Zoe none."""
    term = empty_term(tmp_path_factory.mktemp("term") / "autumn term")
    hand_in_to(term, "ada", "data_processing", standardize=STANDARDIZE)
    hand_in_to(term, EVIL, "data_processing", standardize=STANDARDIZE)
    hand_in_to(term, "ada", "dropout", dropout=RIGHT["dropout"])
    for assignment in MAXIMA:
        assert autograder_in(term, "grade", assignment).returncode == 0
    with open_gradebook(term) as gradebook:
        gradebook.update_or_create_student("zoe", first_name="Zoe", last_name="Absent")
        gradebook.update_or_create_student("ada", first_name="Ada", last_name="Lovelace", lms_user_id="101")
        gradebook.find_grade("standardize_written", "standardize", "data_processing", "ada").manual_score = 1.0
        gradebook.add_assignment("quiz")
        gradebook.db.commit()
        assert {a: gradebook.find_assignment(a).max_score for a in MAXIMA} == MAXIMA
    return term


def written(term, *arguments):
    """The lines by student, and what was said."""
    done = autograder_in(term, "term", "--to", "term.csv", *arguments)
    assert done.returncode == 0, done.stderr
    rows = csv.DictReader(io.StringIO((term / "term.csv").read_text()))
    return {original(row["student_id"]): row for row in rows}, done.stdout


def refused(term, *arguments):
    done = autograder_in(term, "term", "--to", "none.csv", *arguments)
    assert done.returncode == 2
    assert not (term / "none.csv").exists()
    assert len(done.stderr.splitlines()) == 1
    return done.stderr


def totals(term, student):
    with open_gradebook(term) as gradebook:
        found = {s.assignment.name: s.score for s in gradebook.find_student(student).submissions}
        return [found.get(a, 0.0) for a in MAXIMA]


def test_every_student_has_a_line_with_nbgraders_points_and_the_mean_of_the_shares(term):
    rows, said = written(term)
    assert set(rows) == {"zoe", EVIL, "ada"}
    for student, row in rows.items():
        points = [float(row[a]) for a in MAXIMA]
        assert points == pytest.approx(totals(term, student) if student != "zoe" else [0, 0], abs=0.005)
        assert [float(row[f"{a}_max"]) for a in MAXIMA] == list(MAXIMA.values())
        share = sum(p / m for p, m in zip(points, MAXIMA.values(), strict=True)) / 2
        assert float(row["percent"]) == pytest.approx(100 * share, abs=0.0051)
    assert rows["zoe"]["percent"] == "0.0"
    assert "Counted: data_processing (of 4, weight 1), dropout (of 14, weight 1).\n" in said
    assert "Not graded yet, and left out: optimization, " in said
    assert "quiz.\n" in said
    assert "data_processing: 1 handed nothing in, which count 0" in said
    assert "dropout: 2 handed nothing in, which count 0" in said
    assert '"\'=evil"' in (term / "term.csv").read_text()
    assert written(term) == (rows, said), "the same term gives the same file"


def test_weights_from_a_file_and_from_the_command_are_the_same(term):
    (term / "weights.csv").write_text("\ufeffassignment;weight\ndata_processing;0,5\ndropout;2\nquiz;1\n")
    rows, _ = written(term, "--weights", "weights.csv")
    assert written(term, "--weight", "data_processing=0.5", "dropout=2")[0] == rows
    ada = rows["ada"]
    wanted = 100 * (0.5 * float(ada["data_processing"]) / 4 + 2 * float(ada["dropout"]) / 14) / 2.5
    assert float(ada["percent"]) == pytest.approx(wanted, abs=0.0051)
    alone, _ = written(term, "--weight", "dropout=0")
    assert alone["ada"]["percent"] == str(25 * float(ada["data_processing"]))
    assert alone["ada"]["dropout"] == ada["dropout"]


def test_the_lowest_is_dropped_and_named(term):
    rows, said = written(term, "--drop-lowest", "1")
    assert rows["ada"]["dropped"] == "dropout"
    assert rows[EVIL]["dropped"] == "dropout"
    assert rows["zoe"]["dropped"] == "dropout", "of equals the later"
    assert rows["ada"]["percent"] == str(25 * float(rows["ada"]["data_processing"]))
    assert "of equals the later" in said


def test_what_was_not_handed_in_counts_0_or_not_at_all_as_asked_for(term):
    zero, _ = written(term)
    blank, said = written(term, "--missing", "blank")
    assert blank[EVIL]["dropout"] == ""
    assert float(blank[EVIL]["percent"]) == 2 * float(zero[EVIL]["percent"])
    assert (blank["zoe"]["percent"], blank["zoe"]["dropped"]) == ("", "")
    assert "Students of whom nothing counts, and who have no percentage: 1." in said


def test_who_is_excused_in_the_list_keeps_ex_which_counts_in_no_way(term):
    header = "Student,ID,SIS User ID,SIS Login ID,Section,data_processing (7),dropout (8)\n"
    lines = f'"Lovelace, Ada",101,,ada,1,3,ex\n"Absent, Zoe",,,zoe,1,EX,EX\n"e, e",,,"\'{EVIL}",1,,\n'
    (term / "canvas.csv").write_text(header + lines)
    rows, said = written(term, "--roster", "canvas.csv", "--drop-lowest", "1")
    assert list(rows) == ["ada", "zoe", EVIL]
    assert (rows["ada"]["dropout"], rows["ada"]["dropped"]) == ("EX", ""), "the only one that counts stays"
    assert rows["ada"]["percent"] == str(25 * float(rows["ada"]["data_processing"]))
    assert rows["zoe"]["percent"] == ""
    assert "dropout: 1 handed nothing in, which count 0; 2 excused" in said
    (term / "doubled.csv").write_text((header + lines).replace("dropout (8)", "dropout (8),dropout (9)"))
    assert "line 2: of dropout one column says EX and another does not" in refused(term, "--roster", "doubled.csv")


def test_work_that_was_handed_in_and_not_graded_is_told(term):
    folder = hand_in_to(term, "zoe", "dropout")
    try:
        _, said = written(term)
    finally:
        for path in (*folder.iterdir(), folder, folder.parent):
            path.rmdir() if path.is_dir() else path.unlink()
    told = (
        "dropout: handed in, and not graded, so that they count 0: zoe. Grade them: python -m autograder grade dropout"
    )
    assert f"{told}\n" in said


BAD = {
    "assignment,weight\noptimisation,2\n": "line 2: there is no assignment 'optimisation'. There are: data_processing,",
    "assignment,weight\ndropout,2\ndropout,2\n": "line 3: dropout has a weight already.",
    "assignment,weight\ndropout,-2\n": "line 2: the weight '-2' is no number of 0 or more",
    "assignment,weight\ndropout,nan\n": "line 2: the weight 'nan' is no number of 0 or more",
    "assignment,weight\ndropout\n": "line 2: the weight '' is no number of 0 or more",
    "assignment,weight\ndropout,2\n": "has no weight for data_processing. Add a line",
    "assignment,weight\ndropout,0\ndata_processing,0\n": "All graded assignments weigh 0",
    "dropout,2\n": "line 1: the columns must be assignment,weight.",
    "": "line 1: the columns must be assignment,weight.",
}


@pytest.mark.parametrize("text", BAD)
def test_weights_that_cannot_be_used_are_refused_in_a_sentence(term, text):
    (term / "bad.csv").write_text(text)
    assert BAD[text] in refused(term, "--weights", "bad.csv")


def test_bad_options_are_refused_in_a_sentence(term, tmp_path):
    assert "write it as ASSIGNMENT=NUMBER" in refused(term, "--weight", "dropout")
    assert "is no number of 0 or more" in refused(term, "--weight", "dropout=")
    assert "dropout has a weight already" in refused(term, "--weight", "dropout=1", "dropout=2")
    assert "no.csv cannot be read" in refused(term, "--weights", "no.csv")
    for drop in (-1, 2, 9):
        assert "there are 2 graded assignments that count, so it must be between 0 and 1" in refused(
            term, "--drop-lowest", drop
        )
    assert "between 0 and 0" in refused(term, "--drop-lowest", 1, "--weight", "dropout=0")
    assert "No assignment is graded yet" in refused(empty_term(tmp_path / "new"))


def test_points_of_every_function_add_up_to_nbgraders_total(term):
    done = autograder_in(term, "export", "data_processing", "--functions", "--to", "functions.csv")
    assert done.returncode == 0, done.stderr
    rows = {original(r["student_id"]): r for r in csv.DictReader(io.StringIO((term / "functions.csv").read_text()))}
    cells = [f"standardize.{c}" for c in ("fit_standardization", "standardize", "standardize_written")]
    assert list(rows["ada"])[4:] == [*cells, "raw_score", "late_submission_penalty", "score", "max_score"]
    with open_gradebook(term) as gradebook:
        given = {
            g.name: g.score for g in gradebook.find_submission_notebook("standardize", "data_processing", "ada").grades
        }
    assert {c.partition(".")[2]: float(rows["ada"][c]) for c in cells} == given
    assert given["standardize_written"] == 1.0, "points by hand count"
    for student, row in rows.items():
        assert math.fsum(float(row[c]) for c in cells) == float(row["raw_score"])
        assert float(row["score"]) == (totals(term, student)[0] if student != "zoe" else 0.0)
    assert '"\'=evil"' in (term / "functions.csv").read_text()


def test_an_answer_that_waits_has_an_empty_cell_and_who_handed_nothing_in_what_is_asked_for(term):
    with open_gradebook(term) as gradebook:
        grade = gradebook.find_grade("standardize_written", "standardize", "data_processing", EVIL)
        before = grade.auto_score
        grade.auto_score, grade.needs_manual_grade = None, True
        gradebook.db.commit()
        about = ("export", "data_processing", "--functions", "--missing", "blank", "--to", "functions.csv")
        said = autograder_in(term, *about).stdout
        grade.auto_score, grade.needs_manual_grade = before, False
        gradebook.db.commit()
    rows = {original(r["student_id"]): r for r in csv.DictReader(io.StringIO((term / "functions.csv").read_text()))}
    assert rows[EVIL]["standardize.standardize_written"] == ""
    assert rows["zoe"]["standardize.standardize"] == rows["zoe"]["score"] == ""
    assert "Written answers that nobody graded yet, which count 0: 1." in said


@pytest.mark.parametrize("system", ["canvas", "moodle"])
def test_a_system_that_takes_one_column_gets_no_functions(term, system):
    done = autograder_in(term, "export", "dropout", "--functions", "--for", system, "--to", "none.csv")
    assert done.returncode == 2
    assert done.stderr == f"autograder: {system} takes one column an assignment: leave out --functions, or --for.\n"
