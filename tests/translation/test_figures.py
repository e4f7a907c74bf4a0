"""Words in figures, said in another language with the figure's own numbers."""

import pytest

from translation.figures import saying


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
