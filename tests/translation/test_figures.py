"""Words in figures, said in another language with the figure's own numbers."""

import pytest

from translation.figures import in_page, saying, words_of_pages


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("after 150 steps", "150 步之后"),
        ("138 million", "1.38亿"),
        ("15 million", "1500万"),
        ("0.1 billion", "1亿"),
        ("1.2 billion", "12亿"),
        ("a word of no catalogue", "a word of no catalogue"),
    ],
)
def test_a_number_stays_and_is_counted_as_chinese_counts(english, chinese):
    words = {"after {0} steps": "{0} 步之后", "{0} million": "{0}百万", "{0} billion": "{0}十亿"}
    assert saying(words)(english) == chinese


def test_a_photographs_caption_is_said_and_what_a_screen_reader_says_of_it():
    picture = 'src="data:image/jpeg;base64,/9j/4AA="'
    page = (
        f'<figure><img class="dark-light" alt="A &quot;flower&quot;." {picture}><figcaption>{{}}</figcaption></figure>'
    )
    words = {"patch {0}": "图块{0}", 'A "flower".': "一朵“花”。"}
    english = page.format("patch 2")
    assert {text.english for text in words_of_pages({"page": english})} == words.keys()
    assert in_page(english, saying(words)) == page.replace("A &quot;flower&quot;.", "一朵“花”。").format("图块2")
