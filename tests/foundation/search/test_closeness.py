"""How typed words fit a person's names."""

import pytest

from brasdroit.foundation.search.closeness import names_fit

MARIE = (("LEFEVRE", "MARIE-CLAUDE", "", ""), ("MARIE-CLAUDE ANNE",))


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("LEFEVRE", (0, False)),
        ("LEFEVRE MARIE", (0, False)),
        ("MARIECLAUDE", (0, False)),
        ("ANNE", (1, False)),
        ("LEF", (2, False)),
        ("LEFEBVRE", (4, True)),
        ("LEFEVRRE", (4, True)),
        ("LEFEVDE", (5, True)),
        ("LE FEVRE", (0, False)),
        ("DURAND", None),
        ("LEFEVRE DURAND", None),
        ("", (0, False)),
    ],
)
def test_words_fit(typed: str, answer: tuple[int, bool] | None) -> None:
    assert names_fit(typed.split(), *MARIE) == answer
