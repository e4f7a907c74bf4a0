"""What the autograder says to a reader of another language; what it keeps and compares stays English."""

import json
import re
import subprocess
import sys

import pytest

from autograder import language
from autograder.judging import svg
from autograder.judging.compare import Difference
from autograder.judging.judge import Result, RuleResult
from autograder.judging.references import ROOT, assignments, exercises_of, released_rules
from autograder.judging.report import as_html, row, text
from autograder.judging.result_data import as_data
from autograder.message_catalogues import messages
from translation.autograder_words import all_texts, sentences
from translation.catalogues import AUTOGRADER, catalogue_path, translations

ASTRAY = Result(
    "momentum_step",
    0.25,
    2.0,
    "fail",
    (RuleResult("an empty array stays empty", False, Difference("value", "x[0] is 1, but should be 2.")),),
    diagnosis="climbs uphill",
    hint="The gradient points uphill. On which side of x does the loss get smaller?",
)


@pytest.fixture
def chinese():
    """This process speaks Chinese."""
    language.speak("zh_CN")
    yield
    language.speak(None)


def test_a_report_is_in_the_readers_language_and_what_is_kept_in_english(chinese):
    for report in (text(ASTRAY), as_html(ASTRAY)):
        assert "这看起来像是：往上坡走了。" in report
        assert "x[0] 是 1，应为 2。" in report
    assert row(ASTRAY, "optimization", "momentum")["diagnosis"] == "climbs uphill"
    assert as_data(ASTRAY)["diagnosis"] == "climbs uphill"
    assert as_data(ASTRAY)["rules"][0]["rule"] == "an empty array stays empty"


@pytest.mark.parametrize(
    ("english", "chinese_text"),
    [
        (
            "In step 2 of 3: x has shape (2,), but should have shape (3,).",
            "共 3 步，第 2 步：x 的形状是 (2,)，应为 (3,)。",
        ),
        ("The result is None (is a `return` missing?), but should be a tuple of 2.", None),
        ("  This looks like: climbs uphill.\nAll rules are kept.", "  这看起来像是：往上坡走了。\n所有规则都符合。"),
        (
            "In step 2 of 3: x[0] is 1, but should be 2 (3 of 4 values differ).",
            "共 3 步，第 2 步：x[0] 是 1，应为 2（4 个值中有 3 个不同）。",
        ),
        ("The result is a list, but should be a dict.", "结果是一个列表，应为字典。"),
        ("All 9 crops were cut at (0, 0) (row, column).", "9 个裁剪图都是在 (0, 0)（行，列）处裁出的。"),
        (
            "All 9 crops from short side 3 were cut at (0, 0) (row, column).",
            "短边为 3 时，9 个裁剪图都是在 (0, 0)（行，列）处裁出的。",
        ),
        (
            "Your code raised TypeError: what numpy says. Is the order (out, mask)?",
            "你的代码引发了 TypeError：what numpy says. 顺序是 (out, mask) 吗？",
        ),
        (
            "This should be refused with a ValueError that says batch_size and 0, but it was accepted.",
            "这里应该用 ValueError 拒绝，并在消息里写明 batch_size 和 0，但它被接受了。",
        ),
        (
            "This should be refused with a ValueError that says n; its text lacks 'n': two\nlines",
            "这里应该用 ValueError 拒绝，并在消息里写明 n；你的消息里缺少 'n'：two\nlines",
        ),
        (
            "All rules are kept here, but grading may not accept sgd, adam and momentum: see the notes.",
            "这里所有规则都符合，但评分时可能不接受 sgd、adam 和 momentum：见下面的注意。",
        ),
        (
            "optimization: 3 handed nothing in, which count 0; 2 excused.",
            "optimization：3 人没有提交，计 0 分；2 人豁免。",
        ),
        ("Not graded yet, and left out: a, b and 3 others.", "还没有评分，所以略去：a、b 和另外 3 个。"),
        ("momentum: not written yet", "momentum：还没有写"),
        ("Your code raised KeyError: a and b", "你的代码引发了 KeyError：a and b"),
        ("x and y", "x and y"),
        ("a student's own words", "a student's own words"),
        ("", ""),
    ],
)
def test_a_sentence_is_recognized_with_its_values(chinese, english, chinese_text):
    said = language.said(english)
    assert said == chinese_text if chinese_text is not None else "None（是不是少了 `return`？）" in said


def test_parts_that_are_said_already_are_joined_as_the_language_joins_them(chinese):
    assert (
        language.together(["momentum", language.together(["一个文件", "迟交"], "; ")], ": ")
        == "momentum：一个文件；迟交"
    )
    language.speak("en")
    assert language.together(["momentum", "one file"], ": ") == "momentum: one file"


def test_a_report_has_no_half_width_mark_beside_chinese_and_a_record_no_chinese(chinese):
    for report in (text(ASTRAY), re.sub("<[^>]*>", "", as_html(ASTRAY))):
        assert not re.search("[\u4e00-\u9fff][,;:] |[,;:] [\u4e00-\u9fff]", report)
    assert not re.search("[\u3000-\u9fff\uff00-\uffef]", row(ASTRAY, "optimization", "momentum")["message"])


def test_without_a_choice_everything_is_english(monkeypatch):
    monkeypatch.delenv("LANGUAGE", raising=False)
    assert language.said("All rules are kept.") == "All rules are kept."


@pytest.mark.parametrize(("wanted", "spoken"), [("zh_CN:en", "zh_CN"), ("zh", "zh_CN"), ("de:en", "en"), ("", "en")])
def test_the_environment_chooses_the_first_language_that_there_is(monkeypatch, wanted, spoken):
    monkeypatch.setenv("LANGUAGE", wanted)
    assert language.spoken() == spoken


def test_a_release_chooses_where_nobody_else_did(monkeypatch):
    monkeypatch.delenv("LANGUAGE", raising=False)
    try:
        language.speak_as_released("zh_CN")
        assert language.spoken() == "zh_CN"
    finally:
        language.speak(None)
    monkeypatch.setenv("LANGUAGE", "en")
    language.speak_as_released("zh_CN")
    assert language.spoken() == "en"


def test_an_unknown_language_is_refused_with_those_that_there_are():
    with pytest.raises(language.UnknownLanguage, match="en, zh_CN"):
        language.speak("xx")


def test_its_reader_of_catalogues_reads_what_babel_reads():
    path = catalogue_path(AUTOGRADER, "optimization/momentum")
    assert dict(messages(path.read_text(encoding="utf-8"))) == translations(path)


def test_a_sentence_in_a_module_is_a_message_by_its_values_names():
    source = '''
def told(got):
    """No message this."""
    raise Broken("a kind", f"{got.name} has {len(got)} entr{'ies' if got else 'y'}, not {kind_of(got)}.")
'''
    assert list(sentences(source)) == [
        "{name} has {value} entries, not {kind_of}.",
        "{name} has {value} entry, not {kind_of}.",
    ]


def test_the_check_speaks_chinese_in_a_terminal(tmp_path):
    exercise = tmp_path / "momentum"
    for suffix in (".py", ".json"):
        released = ROOT / "exercises" / "optimization" / f"momentum{suffix}"
        exercise.with_suffix(suffix).write_bytes(released.read_bytes())
    stub = exercise.with_suffix(".py").read_text()
    wrong = "    return x - learning_rate * dx, MomentumState(dx)"
    exercise.with_suffix(".py").write_text(stub.replace("    raise NotImplementedError()", wrong))
    command = [sys.executable, "-m", "autograder", "check", "momentum.py", "--lang", "zh_CN", "--json", "rows.json"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8")
    assert "这看起来像是：速度忘掉了过去。" in done.stdout
    assert json.loads((tmp_path / "rows.json").read_text())[0]["diagnosis"] == "the velocity forgets"


def test_the_words_in_a_picture_are_the_readers(chinese):
    picture = svg.drawing([svg.legend(svg.LEGEND), svg.frame(svg.Axes((0, 1), (0, 1)), "steps taken")], "one step")
    assert "你的" in picture
    assert "走过的步数" in picture
    assert not re.search("[a-z]{4,} [a-z]{4,}|yours|expected", re.sub("<[^>]*>|style=.*?>", "", picture))


def test_no_message_is_called_as_an_argument_or_a_result():
    """Else "mean is a float" would be told of a translated `mean`, which no student's code has."""
    names = {
        name
        for assignment in assignments()
        for exercise in exercises_of(assignment)
        for rules in released_rules(assignment, exercise)
        for name in (*rules.names.parameters, *rules.names.returns)
    }
    assert {"mean", "rows", "last"} <= names
    texts = {text.english for texts in all_texts().values() for text in texts}
    at_beginnings = {english[:1].lower() + english[1:] for english in texts}
    assert not names & (texts | at_beginnings)
