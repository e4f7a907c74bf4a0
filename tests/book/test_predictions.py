"""Every chapter asks for a guess somewhere, and what is true of it is known when the book is built."""

import re

import pytest
import yaml

from autograder.judging.references import ROOT

PARTS = ("Data", "Optimization", "Regularization", "Transfer learning")
TOC = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
CHAPTERS = [chapter["file"] for part in TOC["parts"] if part["caption"] in PARTS for chapter in part["chapters"]]


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_chapter_asks_for_a_guess_before_a_figure(chapter):
    text = (ROOT / f"{chapter}.md").read_text(encoding="utf-8")
    questions = re.findall(r"^```\{predict\} (?:choose|number|draw)$", text, re.MULTILINE)
    answered = re.findall(r"^```\{predict\} \w+\n.*?^```\n\n```\{code-cell\}", text, re.MULTILINE | re.DOTALL)
    assert len(answered) == len(questions) > 0


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_what_is_true_is_computed_after_the_question(chapter):
    text = (ROOT / f"{chapter}.md").read_text(encoding="utf-8")
    for question in re.finditer(r'^:truth: "\{glue:text\}`(\w+)`"$', text, re.MULTILINE):
        assert f'glue("{question[1]}"' in text[question.end() :]
