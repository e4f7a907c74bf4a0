"""A student's hour in Chinese: reads, writes a wrong rule in the page, is told the mistake, passes, downloads.

The same in a terminal, up to the feedback page, is in tests/translation/test_a_term_in_chinese.py.
"""

import re
from pathlib import Path

import pytest
from book.test_write_it_here import MEAN, MOMENTUM, momentum
from browser.visiting import in_browser, served

NAMED = "这看起来像是：用了滑动平均，而不是衰减的和。"
VALUES = "x[0] 是 0.975，应为 0.95"


def spend_an_hour_in_chinese(folder: Path, book: Path) -> dict:
    """What a browser told, and in `folder` what it downloaded."""
    given = {"wrong": momentum(MEAN), "right": MOMENTUM}
    with served(book) as base:
        return in_browser("hour_in_chinese.js", base, folder, given=given) | {"folder": str(folder)}


@pytest.fixture(scope="session")
def hour(book, once_in_browser, tmp_path_factory):
    if not (book / "write_it_here").is_dir():
        pytest.skip("NumPy for pages could not be had, and the book was built without: see what `make book` says")

    def hour_in_chinese():
        return spend_an_hour_in_chinese(tmp_path_factory.mktemp("downloads"), book)

    return once_in_browser(hour_in_chinese)


def test_the_chapter_is_read_in_chinese(hour):
    assert (hour["lang"], hour["title"].rstrip("#")) == ("zh-CN", "动量")


def test_what_is_not_written_yet_is_told_in_chinese(hour):
    assert "还没有写" in hour["stub"]["report"]


def test_the_mistake_is_named_in_chinese_with_its_values_and_the_students_print(hour):
    for told in (NAMED, VALUES, "hello from"):
        assert told in hour["wrong"]["report"]
    assert hour["wrong"]["drawings"] == 1


def test_no_english_sentence_is_left_in_the_report(hour):
    """Names in code and what it prints are Latin; three such words in a row elsewhere would be English."""
    prose = [
        line for line in hour["wrong"]["report"].splitlines() if "hello from" not in line and "momentum.py" not in line
    ]
    assert not [line for line in prose if re.search(r"[a-z]{2,} [a-z]{2,} [a-z]{2,}", line)]


def test_the_right_rule_passes_and_is_downloaded(hour):
    assert hour["right"]["status"] == "全部通过。"
    assert Path(hour["folder"], "momentum.py").read_text() == MOMENTUM


def test_the_map_of_the_course_counts_in_chinese(hour):
    assert re.search("53.*1|1.*53", hour["soFar"])
    assert not re.search("[a-z]{2,} [a-z]{2,}", hour["soFar"])


def test_nothing_complains_and_no_other_host_is_asked(hour):
    assert (hour["problems"], hour["external"]) == ([], [])


@pytest.mark.parametrize("where", ["light", "dark", "phone"])
def test_nobody_is_locked_out_of_the_chinese_editor(hour, where):
    assert hour["accessible"][where] == []
    assert hour["accessible"]["tooWide"] == 0
