"""Long messages are cut so that Telegram takes every part."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.splitting import split, visible_length

WORDS = st.lists(st.sampled_from(["one", "two\n", "<", "&", "😀", "three three"]), max_size=60)


def test_a_short_message_stays_whole() -> None:
    assert split("<b>Hello</b> you") == ["<b>Hello</b> you"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        pytest.param("aaaaaa\nbbbb", ["aaaaaa", "bbbb"], id="at a line end"),
        pytest.param("aaaaaa bbbb", ["aaaaaa", "bbbb"], id="between words"),
        pytest.param("aaaaaaaaaaaa", ["aaaaaaaa", "aaaa"], id="inside a word, if it must be"),
        pytest.param("<b>aaaaaa bb</b>", ["<b>aaaaaa </b>", "<b>bb</b>"], id="tags are reopened"),
        pytest.param("a &lt; b &amp; c d", ["a &lt; b &amp;", "c d"], id="signs stay escaped"),
    ],
)
def test_a_long_message_is_cut_at_a_good_place(text: str, parts: list[str]) -> None:
    assert split(text, limit=8) == parts


def test_a_smiley_counts_twice_as_telegram_counts_it() -> None:
    assert visible_length("a😀") == 3


@given(WORDS, st.integers(min_value=4, max_value=50))
def test_no_part_is_too_long_and_nothing_is_lost(words: list[str], limit: int) -> None:
    text = " ".join(words)

    parts = split(f"<i>{html.escape(text)}</i>", limit)

    plain = [html.unescape(re.sub(r"</?i>", "", part)) for part in parts]
    assert all(visible_length(part) <= limit for part in plain)
    assert "".join("".join(plain).split()) == "".join(text.split())
    assert all(part.count("<i>") == part.count("</i>") == 1 for part in parts)
