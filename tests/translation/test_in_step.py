"""Translations keep in step with the English text, and what is out of step is told by its page."""

import re

import pytest

from translation import autograder_words, in_step, notebooks, script_words
from translation.catalogues import AUTOGRADER, BOOK, NOTEBOOKS, Text, catalogue_files, catalogue_path, read, update
from translation.in_step import differences, findings, name_of, whole

ADVICE = "Mend it there, then look again: .venv/bin/python -m translation findings NAME"
NO_CHINESE = "Who knows no Chinese takes the catalogue's line out of translation/whole.txt."


@pytest.mark.parametrize("path", catalogue_files(), ids=name_of)
def test_a_translation_says_what_the_english_text_says(path):
    told = findings(path, whole=name_of(path) in whole())
    assert not told, "\n".join([*told, ADVICE, NO_CHINESE])


@pytest.mark.parametrize(
    ("folder", "all_texts"),
    [(NOTEBOOKS, notebooks.all_texts), (AUTOGRADER, autograder_words.all_texts), (BOOK, script_words.all_texts)],
)
def test_every_english_text_is_in_its_catalogue_and_no_other(folder, all_texts):
    """Else a changed sentence would be English for a Chinese reader, and nobody told."""
    for name, texts in all_texts().items():
        held = {str(m.id) for m in read(catalogue_path(folder, name)) if m.id}
        assert held == {text.english for text in texts}, f"{name}: make catalogues brings it up to date"


def test_only_catalogues_that_exist_are_called_whole():
    assert whole() <= {name_of(path) for path in catalogue_files()}


@pytest.mark.parametrize(
    ("english", "translated", "kind"),
    [
        ("at most $x^2$", "至多$x^3$", "mathematics"),
        ("the loss {glue:text}`end`", "损失{glue:text}`start`", "roles"),
        ("as shown {cite}`he2016`", "如图所示", "roles"),
        ("call `step`", "调用`Step`", "code"),
        ("see [Adam](adam.md)", "参见[Adam](rmsprop.md)", "links"),
        ("after 150 steps", "15步之后", "numbers"),
        ("after 1,000 steps", "1000步之后", "numbers"),
        ("after {0} steps", "若干步之后", "placeholders"),
        ("two steps", "两步,然后", "style"),
        ("a **step (one)** more", "再走**一步（一次）**吧", "style"),
    ],
)
def test_what_may_not_differ_is_told_by_its_kind(english, translated, kind):
    assert [told for told in differences(english, translated) if told.startswith(kind)]


@pytest.mark.parametrize(
    ("english", "translated"),
    [
        (r"$a \text{ with probability } p$", r"$a \text{，概率为} p$"),
        ("see {ref}`the rules <rules>`", "参见{ref}`规则 <rules>`"),
        ("**Step decay** (slow), then 2 of `x`", "**阶梯衰减**（慢），然后是`x`的2个"),
    ],
)
def test_what_may_differ_is_not_told(english, translated):
    assert list(differences(english, translated)) == []


def catalogue(tmp_path, monkeypatch, english, translated):
    """A catalogue of the book with one message."""
    monkeypatch.setattr(in_step, "FOLDERS", (tmp_path,))
    path = tmp_path / "zh_CN" / "LC_MESSAGES" / "book" / "page.po"
    update(path, [Text(english)])
    path.write_text(path.read_text().removesuffix('msgstr ""\n') + f'msgstr "{translated}"\n')
    return path


def test_a_term_of_the_glossary_is_asked_for_unless_a_comment_says_it_is_another_word(tmp_path, monkeypatch):
    path = catalogue(tmp_path, monkeypatch, "The momentum grows.", "惯性变大。")
    assert "momentum is 动量" in findings(path, whole=False)[0]
    path.write_text(path.read_text().replace('msgid "The', '# other sense: momentum\nmsgid "The'))
    assert findings(path, whole=False) == []


def test_a_text_that_changed_is_fuzzy_and_a_finding_where_the_catalogue_is_whole(tmp_path, monkeypatch):
    path = catalogue(tmp_path, monkeypatch, "The velocity grows with every step.", "速度每步都在变大。")
    update(path, [Text("The velocity grows with every single step.")])
    (message,) = [message for message in read(path) if message.id]
    assert message.fuzzy
    assert findings(path, whole=False) == []
    assert "has changed" in findings(path, whole=True)[0]


def test_a_catalogue_is_written_only_where_something_changed(tmp_path, monkeypatch):
    path = catalogue(tmp_path, monkeypatch, "The velocity grows.", "速度变大。")
    before = path.read_text()
    update(path, [Text("The velocity grows.")])
    assert path.read_text() == before


def test_a_placeholders_name_is_no_term_of_the_glossary(tmp_path, monkeypatch):
    assert findings(catalogue(tmp_path, monkeypatch, "{rule}, {momentum}", "{rule}，{momentum}"), whole=True) == []


def test_the_older_english_of_a_changed_text_is_no_comment_of_a_translator(tmp_path, monkeypatch):
    words = "with many words " * 8
    path = catalogue(tmp_path, monkeypatch, f"A long sentence {words}one.", "一个长句。")
    update(path, [Text(f"A long sentence {words}two.")])
    assert "#| msgid" in path.read_text()
    update(path, [Text(f"A long sentence {words}two."), Text("Another.")])
    assert not re.search(r"^# ", path.read_text(), re.MULTILINE)
