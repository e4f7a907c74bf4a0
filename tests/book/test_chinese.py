"""The book in Chinese as its readers get it: twins of the English pages, a search that finds Chinese words."""

import json
import re
import subprocess
import sys

import pytest
from book.test_book import CHAPTERS, HTML
from browser.visiting import in_browser, served, visit

from translation.catalogues import BOOK, ROOT, catalogue_path, read
from translation.figures import by_ten_thousands

CHINESE = HTML / "zh"
# A chapter and a section of it, for the way from one language to the other.
CHAPTER, SECTION = "book/optimization/learning_rate_decay", "how-much-decay-is-too-much"
QUERIES = (
    *(
        "学习率",
        "动量",
        "批量归一化",
        "鞍点",
        "随机失活",
        "过拟合",
        "正则化",
        "数据增强",
        "迁移学习",
        "微调",
        "梯度",
        "损失",
    ),
    *(
        "小批量",
        "学习率衰减",
        "超参数",
        "标准化",
        "随机裁剪",
        "水平翻转",
        "掩码",
        "数学期望",
        "噪声",
        "曲率",
        "指数衰减",
    ),
    *("阶梯", "随机深度"),
)


def whole_pages():
    """The chapters of which every message is translated."""
    paths = {chapter: catalogue_path(BOOK, chapter) for chapter in CHAPTERS}
    return [name for name, path in paths.items() if all(m.string and not m.fuzzy for m in read(path) if m.id)]


def pages_with(word):
    """The chapters in whose translation a word stands."""
    paths = {chapter: catalogue_path(BOOK, chapter) for chapter in CHAPTERS}
    return {name for name, path in paths.items() if any(word in str(m.string) for m in read(path) if m.id)}


def read_in_chinese():
    """What a browser saw that changed from one language to the other, and searched."""
    with served(HTML) as base:
        return in_browser("chinese.js", base, f"{CHAPTER}.html#{SECTION}", *QUERIES)


# A page of each kind: a live explorer and tables, outputs of programs, slips and formulas, photographs, definitions.
OF_EACH_KIND = (
    "book/intro",
    "book/students_guide",
    "book/optimization/momentum",
    "book/data_augmentation",
    "book/instructors_guide/a_term",
    "book/glossary",
)


def visit_chinese():
    """What a browser saw on a Chinese page of each kind."""
    return visit(CHINESE, [f"{name}.html" for name in OF_EACH_KIND])


@pytest.fixture(scope="session")
def seen(book, once_in_browser):
    """What a browser saw of a reader's way."""
    return once_in_browser(read_in_chinese)


@pytest.fixture(scope="session")
def visited(book, once_in_browser):
    """What a browser saw on a page of each kind."""
    return once_in_browser(visit_chinese)


@pytest.mark.parametrize("query", QUERIES)
def test_search_finds_the_chapters_in_which_a_word_stands(seen, query):
    expected = pages_with(query)
    if not expected:
        pytest.skip("no chapter with this word is translated yet")
    found = {link.split("/zh/")[-1].removesuffix(".html") for link in seen["hits"][query]}
    assert expected <= found


def test_a_page_leads_to_its_twin_at_the_same_section(seen):
    assert seen["change"]["twin"] == f"zh/{CHAPTER}.html#{SECTION}"
    assert seen["change"]["lang"] == "zh-CN"


def test_the_language_chosen_stays_chosen_until_another_is(seen):
    assert seen["change"]["again"] == f"zh/{CHAPTER}.html#{SECTION}"
    assert seen["change"]["back"] == f"{CHAPTER}.html#{SECTION}"


@pytest.mark.parametrize("page", [f"{chapter}.html" for chapter in CHAPTERS] + ["search.html"])
def test_every_page_names_its_twin(book, page):
    for folder in (HTML, CHINESE):
        links = dict(
            re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)"', (folder / page).read_text())
        )
        assert (folder / page).parent.joinpath(links["en"]).resolve() == (HTML / page).resolve()
        assert (folder / page).parent.joinpath(links["zh-CN"]).resolve() == (CHINESE / page).resolve()


@pytest.mark.parametrize("page", [f"{name}.html" for name in OF_EACH_KIND])
def test_a_chinese_page_locks_nobody_out_and_asks_no_other_host(visited, page):
    seen = visited["pages"][page]
    assert seen["axe"] == {"light": [], "dark": []}
    assert seen["problems"] == []
    assert seen["external"] == []
    assert seen["tooWide"] == 0


@pytest.mark.parametrize("page", [f"{name}.html" for name in whole_pages()])
def test_a_whole_page_has_its_computed_numbers(book, page):
    computed = [re.findall(r'"pasted-text">([^<]+)<', (folder / page).read_text()) for folder in (HTML, CHINESE)]
    computed[0] = [
        by_ten_thousands(text.replace(" million", "百万").replace(" billion", "十亿")) for text in computed[0]
    ]
    numbers = [sorted(number for text in texts for number in re.findall(r"\d[\d.,]*", text)) for texts in computed]
    assert numbers[0] == numbers[1]
    assert 'class="untranslated' not in (CHINESE / page).read_text()


def test_the_commands_of_the_students_guide_answer_in_the_pages_language(book):
    english, chinese = ((folder / "book" / "students_guide.html").read_text() for folder in (HTML, CHINESE))
    for said, in_chinese in (("This looks like:", "这看起来像是"), ("functions pass.", "个函数中有")):
        assert said in english
        assert in_chinese in chinese
        assert said not in chinese


def test_every_english_text_of_the_book_is_in_its_catalogue_and_no_other(book):
    """Else a changed paragraph would be English in the Chinese pages, and nobody told."""
    # In a process of its own: one that has run Sphinx by Jupyter Book runs it in no other way afterwards.
    code = "import json; from translation.book import texts_by_page as found; " + (
        "print(json.dumps({name: [text.english for text in texts] for name, texts in found().items()}))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    stale = {}
    for name, messages in json.loads(done.stdout.splitlines()[-1]).items():
        path = catalogue_path(BOOK, name)
        held = {str(m.id) for m in read(path) if m.id} if path.exists() else set()
        if changed := held ^ set(messages):
            stale[name] = sorted(changed)[0][:80]
    assert not stale, f"make catalogues brings these up to date: {stale}"
