"""Feedback that goes back by Canvas or Moodle: read back by the rules of their importers, each page is its student's.

`canvas_takes` and `moodle_takes` are those importers, written from their sources, which `feedback_zip` names.
"""

import io
import json
import re
import shutil
import zipfile

import pytest
from nbgrader.api import Gradebook
from terms import autograder_in, empty_term

from autograder.desk.feedback_zip import sort_out, zips
from autograder.handin.uploads import Upload
from autograder.judging.references import ROOT, reference_source

ASSIGNMENT, EXERCISE = "data_processing", "standardize"
RIGHT = reference_source(ASSIGNMENT, EXERCISE)
NOTEBOOK = (ROOT / "exercises" / ASSIGNMENT / f"{EXERCISE}.ipynb").read_bytes()
LONG = "ü" * 120
# By id: Canvas's number, first and last name, and what Canvas and Moodle call the student.
STUDENTS = {
    "ada": (101, "Ada", "Lovelace", "lovelaceada", "Ada Lovelace"),
    "digits": (102, "Mr", "1234", "1234", "Mr 1234"),
    "links": (103, "Linka", "Link", "linklinka", "Linka Link"),
    "long": (104, LONG, "Name", f"name{LONG}", f"{LONG} Name"),
    "ohara": (105, "Zoë", "O'Hara", "oharazoë", "Zoë O'Hara"),
    "late": (106, "Kurt", "Gödel", "gödelkurt_LATE", "Kurt Gödel"),
}
ORIGINALS = {"links": "link.zip", "long": f"{LONG}.zip"}
ROSTER = "id,first_name,last_name,email,lms_user_id\n" + "".join(
    f"{s},{first},{last},{s}@x,{number}\n" for s, (number, first, last, _, _) in STUDENTS.items()
)
WORKSHEET = "Identifier,Full name,Username\n" + "".join(
    f"Participant {number + 5000},{moodle},{s}\n" for s, (number, _, _, _, moodle) in STUDENTS.items()
)


def zip_of(files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def work(comment=""):
    return {f"{EXERCISE}.py": f"{RIGHT}# {comment}\n".encode(), f"{EXERCISE}.ipynb": NOTEBOOK}


def canvas_download(**instead):
    """Canvas's zip of all submissions: a zip of each student, with the file's number 9000 more than the user's."""
    files = {}
    for student, (number, _, _, name, _) in STUDENTS.items():
        original = ORIGINALS.get(student, f"{ASSIGNMENT}.zip")
        files[f"{name}_{number}_{number + 9000}_{original}"] = zip_of(work())
    return zip_of({name: data for name, data in (files | instead).items() if data is not None})


def moodle_download():
    folders = {
        s: f"{moodle}_{number + 5000}_assignsubmission_file_" for s, (number, _, _, _, moodle) in STUDENTS.items()
    }
    # Newer releases of Moodle leave the last underscore away; "download in folders" may be off.
    folders["ada"] = folders["ada"].removesuffix("_")
    return zip_of(
        {f"{folder}{'' if s == 'late' else '/'}{ASSIGNMENT}.zip": zip_of(work()) for s, folder in folders.items()}
    )


def unpack(term, name, content, roster):
    (term / name).write_bytes(content)
    done = autograder_in(term, "unpack", name, "--roster", roster)
    assert done.returncode == 0, done.stderr + done.stdout
    return done


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """A graded class, whose work came by Canvas and again, the same, by Moodle; Mia sent hers by mail."""
    term = empty_term(tmp_path_factory.mktemp("zips") / "term")
    (term / "students.csv").write_text(f"{ROSTER}mia,Mia,Mail,mia@x,107\n")
    (term / "worksheet.csv").write_text(WORKSHEET)
    unpack(term, "canvas.zip", canvas_download(), "students.csv")
    unpack(term, "moodle.zip", moodle_download(), "worksheet.csv")
    unpack(term, "mia.zip", zip_of(work()), "students.csv")
    assert autograder_in(term, "grade", ASSIGNMENT, "--seed", 5).returncode == 0
    with Gradebook(f"sqlite:///{term}/gradebook.db", "training-neural-networks") as gradebook:
        for student, (_, first, last, _, _) in STUDENTS.items():
            gradebook.update_or_create_student(student, first_name=first, last_name=last)
        gradebook.engine.dispose()
    return term


@pytest.fixture
def term(graded, tmp_path):
    return shutil.copytree(graded, tmp_path / "term")


def packed(term, system, *options, code=0):
    done = autograder_in(term, "feedback", ASSIGNMENT, "--zip", system, *options)
    assert done.returncode == code, done.stderr
    return [path.read_bytes() for path in sorted(term.glob(f"feedback_*_for_{system}*.zip"))], done.stdout + done.stderr


def entries(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        assert sum(i.file_size for i in archive.infolist()) <= 100 * len(content)
        for info in archive.infolist():
            yield info.filename, archive.read(info)


def canvas_takes(contents, attachments):
    """What Canvas makes of zips, by user: what it calls the file, and the file.

    attachments: the names of the files that were handed in, by user and number.
    """
    comments = {}
    for path, data in (entry for content in contents for entry in entries(content)):
        name = path.split("/")[-1]
        assert len(name.encode()) <= 255, "Canvas passes over it"
        parts = [part for part in name.split("_") if part != "LATE"]
        if parts[0] == "anon":
            user, file = parts[1:3]
        else:
            user, file = [part for part in parts if re.fullmatch("[0-9]+", part)][:2]
        known = attachments.get((user, file))
        if known is None or parts[-1].startswith("link") or name.startswith("._"):
            continue
        comments.setdefault(user, []).append((known, data))
    return comments


def moodle_takes(contents, participants):
    """What Moodle makes of zips: the feedback files by participant, each with its path."""
    taken = {}
    for path, data in (entry for content in contents for entry in entries(content)):
        # lib/moodlelib.php: clean_param, PARAM_PATH
        path = re.sub(r"[\x00-\x1f\x7f]|[&<>\"`|':]", "", path.replace("\\", "/"))
        path = re.sub(r"\.\.+", "", path)
        assert all(len(part.encode()) <= 255 for part in path.split("/"))
        parts = path.split("/")
        if parts[-1].startswith((".", "~")):
            continue
        while parts:
            about = parts.pop(0).split("_", 4)
            if len(about) < 4 or not about[1].isdecimal() or int(about[1]) not in participants:
                continue
            if about[2:4] != ["assignsubmission", "file"]:
                continue
            path = "/".join([about[4] if len(about) > 4 else "", *parts])
            taken.setdefault(int(about[1]), {})[path] = data
            break
    return taken


UPLOADED = {
    (str(number), str(number + 9000)): ORIGINALS.get(student, f"{ASSIGNMENT}.zip")
    for student, (number, *_) in STUDENTS.items()
}
# A user and a file that a name of digits alone would lead to.
MISLED = {("1234", "102"): "somebody_elses.zip"}


def page(term, student):
    return (term / "feedback" / student / ASSIGNMENT / "feedback.html").read_bytes()


def test_canvas_gives_each_student_the_own_page_in_a_zip_called_as_the_own_file(term):
    contents, said = packed(term, "canvas")
    taken = canvas_takes(contents, UPLOADED | MISLED)
    assert set(taken) == {str(number) for number, *_ in STUDENTS.values()}
    for student, (number, first, last, _, _) in STUDENTS.items():
        ((name, data),) = taken[str(number)]
        assert name == ORIGINALS.get(student, f"{ASSIGNMENT}.zip")
        ((inside, found),) = entries(data)
        assert inside == "feedback.html"
        assert found == page(term, student)
        assert f"{first} {last}".replace("'", "&#39;") in found.decode()
    assert "For Canvas, pages: 6" in said
    assert "Not in the zip, since no upload of theirs to Canvas is known here." in said.replace(
        "here. Unpack", "here. "
    )
    assert said.count("mia") == 1


@pytest.mark.parametrize(
    "upload",
    [
        Upload("anon_aB3xY_9107_work.zip", "anon_aB3xY", 9107, True),
        Upload("LATE_anon_12_9107_work.zip", "anon_12", 9107, True),
        Upload("7_8_107_9107_work.zip", "107", 9107, True),
        Upload("._x_107_9107_work.zip", "107", 9107, True),
        Upload("mia/../../x_107_9107_work.zip", "107", 9107, True),
        Upload("mia\x00\n_107_9107_work.zip", "107", 9107, True),
        Upload(f"mia_107_9107_{'w' * 300}.zip", "107", 9107, True),
        Upload("mia_107_9107_link_to.link", "107", 9107, True),
    ],
)
def test_any_name_leads_canvas_to_its_user_and_file_and_stays_in_its_place(upload, tmp_path):
    path = tmp_path / "page.html"
    path.write_text("a page")
    names = sort_out("canvas", ["mia"], {"mia": upload}).names
    assert not set(names["mia"]) & set("/\\\n\x00")
    user = upload.id.removeprefix("anon_")
    taken = canvas_takes(zips("canvas", names, {"mia": path}, None), {(user, "9107"): "work.zip"})
    ((_, data),) = taken[user]
    assert dict(entries(data)) == {"feedback.html": b"a page"}


@pytest.mark.parametrize("name", ["x" * 300, "mia/../..", "mia\x1b", "..", "<>|:"])
def test_any_name_leads_moodle_to_its_participant_and_stays_in_its_place(name, tmp_path):
    path = tmp_path / "page.html"
    path.write_text("a page")
    upload = Upload(f"{name}_5107_assignsubmission_file_", "5107", None, True)
    names = sort_out("moodle", ["mia"], {"mia": upload}).names
    assert names["mia"].count("/") == 1
    taken = moodle_takes(zips("moodle", names, {"mia": path}, None), {5107})
    assert taken == {5107: {"/feedback.html": b"a page"}}


def test_names_are_those_of_the_download_where_canvas_reads_them_right(term):
    (content,), _ = packed(term, "canvas")
    names = {name for name, _ in entries(content)}
    assert "lovelaceada_101_9101_data_processing.zip" in names
    assert "gödelkurt_LATE_106_9106_data_processing.zip" in names
    assert "student_102_9102_feedback.zip" in names
    assert "student_103_9103_feedback.zip" in names


def test_moodle_gives_each_student_the_own_page(term):
    contents, said = packed(term, "moodle")
    taken = moodle_takes(contents, {number + 5000 for number, *_ in STUDENTS.values()})
    assert {number: set(files) for number, files in taken.items()} == {
        number + 5000: {"/feedback.html"} for number, *_ in STUDENTS.values()
    }
    for student, (number, *_) in STUDENTS.items():
        assert taken[number + 5000]["/feedback.html"] == page(term, student)
    assert "Zoë O'Hara_5105_assignsubmission_file_/feedback.html" in dict(entries(contents[0]))
    assert "mia" in said


@pytest.mark.parametrize("system", ["canvas", "moodle"])
def test_pages_are_parted_into_zips_of_a_size_and_none_is_lost(term, system):
    (one,), _ = packed(term, system)
    limit = len(one) / 2.5
    for path in term.glob("feedback_*.zip"):
        path.unlink()
    parts, said = packed(term, system, "--zip-mb", limit / 1e6)
    assert len(parts) > 2
    assert all(len(part) <= limit for part in parts)
    assert dict(entry for part in parts for entry in entries(part)) == dict(entries(one))
    assert f"feedback_{ASSIGNMENT}_for_{system}_1.zip" in said


def test_who_has_left_is_in_no_zip_and_a_merged_account_gets_the_page_of_its_work(term):
    assert autograder_in(term, "leave", "ada").returncode == 0
    assert autograder_in(term, "merge", "late", "kurt.g").returncode == 0
    taken = canvas_takes(packed(term, "canvas")[0], UPLOADED)
    assert "101" not in taken
    ((_, data),) = taken["106"]
    assert dict(entries(data))["feedback.html"] == page(term, "kurt.g")


def test_a_file_of_another_kind_gets_no_page_since_canvas_would_call_it_so(term):
    shutil.rmtree(term / "submitted" / "ada")
    (term / "submitted" / "uploads.json").unlink()
    files = {f"lovelaceada_101_{9500 + n}_{name}": data for n, (name, data) in enumerate(work().items())}
    unpack(
        term, "again.zip", canvas_download(**files, **{f"lovelaceada_101_9101_{ASSIGNMENT}.zip": None}), "students.csv"
    )
    contents, said = packed(term, "canvas")
    assert "101" not in canvas_takes(contents, UPLOADED)
    assert "they handed in no zip, and Canvas would call the page as their own file. Send them the page: ada." in said


def test_the_newest_upload_gets_the_page_whatever_is_unpacked_after_it(term):
    newer = {f"lovelaceada_101_9900_{ASSIGNMENT}.zip": zip_of(work("better"))}
    unpack(term, "newer.zip", canvas_download(**newer), "students.csv")
    unpack(term, "canvas.zip", canvas_download(), "students.csv")
    (content,), _ = packed(term, "canvas")
    assert f"lovelaceada_101_9900_{ASSIGNMENT}.zip" in dict(entries(content))


def test_a_number_that_turned_out_to_be_another_students_is_that_ones_alone(term):
    record = term / "submitted" / "uploads.json"
    known = json.loads(record.read_text())
    canvas = known[ASSIGNMENT]["Canvas"]
    canvas["mia"] = canvas["ada"]
    record.write_text(json.dumps(known))
    contents, said = packed(term, "canvas")
    assert "101" not in canvas_takes(contents, UPLOADED)
    assert "another student has the same number" in said
    unpack(term, "canvas.zip", canvas_download(), "students.csv")
    contents, said = packed(term, "canvas")
    ((_, data),) = canvas_takes(contents, UPLOADED)["101"]
    assert dict(entries(data))["feedback.html"] == page(term, "ada")


def test_without_a_download_no_zip_is_written_and_the_sentence_says_what_helps(term):
    (term / "submitted" / "uploads.json").unlink()
    contents, said = packed(term, "moodle", code=1)
    assert contents == []
    assert "Nobody's page can be sent by Moodle: no zip was written." in said
    assert "Unpack Moodle's download again" in said
    unpack(term, "moodle.zip", moodle_download(), "worksheet.csv")
    assert "pages: 6" in packed(term, "moodle")[1]


@pytest.mark.parametrize(
    ("options", "content", "said"),
    [
        (["--zip", "canvas"], "{", "uploads.json is damaged"),
        (["--zip", "canvas", "--zip-mb", "0"], None, "wants a number above 0"),
        (["--zip-mb", "5"], None, "and --zip canvas or --zip moodle beside it"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(term, options, content, said):
    if content:
        (term / "submitted" / "uploads.json").write_text(content)
    done = autograder_in(term, "feedback", ASSIGNMENT, *options)
    assert done.returncode == 2
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not list(term.glob("feedback*"))
