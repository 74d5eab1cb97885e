"""One pass over the bytes against a plain look at the text, however the file falls into blocks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.cells import WHITE_SPACE
from analytics.intake import survey
from analytics.intake.plain_text import NotUtf8, PlainText
from analytics.intake.survey import surveyed

TEXTS = st.lists(st.sampled_from([*'ab;,|" \t\r\n', "\r\n", "\r\n", "ö", "§", "\u00a0", "\u200b", "\u3000", "€", "😀"]))
BLANK = "".join(sign for sign in WHITE_SPACE if sign not in "\r\n")
BESIDE_BORDER = re.compile(f'[;,|\r\n"\t][{BLANK}]|[{BLANK}]([;,|\r\n"\t]|$)')


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "kosten.csv"


def told(file: Path, content: bytes, block: int) -> PlainText:
    file.write_bytes(content)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(survey, "PIECE", block)
        return surveyed(file)


@given(signs=TEXTS, block=st.integers(1, 7))
def test_the_survey_agrees_with_a_plain_look(
    tmp_path_factory: pytest.TempPathFactory, signs: list[str], block: int
) -> None:
    text = "".join(signs)
    found = told(tmp_path_factory.getbasetemp() / "surveyed.csv", text.encode(), block)
    newlines, pairs = text.count("\n"), text.count("\r\n")
    assert (found.newlines, found.complete) == (newlines, text.endswith("\n"))
    is_even = text.count("\r") == pairs and pairs in (0, newlines)
    is_disputed = bool(re.search('[ \t\u00a0]"|"[ \t\u00a0]', text))
    assert found.tame == (is_even and not is_disputed) or "§" in text  # its first byte is that of a no-break space
    is_padded = bool(BESIDE_BORDER.search(text))
    assert found.padded == is_padded or (found.padded and not text.isascii())


@given(before=TEXTS, after=TEXTS, block=st.integers(1, 7))
def test_the_line_of_a_byte_that_is_no_utf_8_is_told(
    tmp_path_factory: pytest.TempPathFactory, before: list[str], after: list[str], block: int
) -> None:
    start = "".join(before)
    with pytest.raises(NotUtf8) as fault:
        told(
            tmp_path_factory.getbasetemp() / "surveyed.csv", start.encode() + b"\xe4 " + "".join(after).encode(), block
        )
    assert fault.value.line == start.count("\n") + 1 and not fault.value.cut
    assert fault.value.mixed == (not start.isascii())


def test_a_sign_cut_at_the_end_is_told(file: Path) -> None:
    for block in range(1, 5):
        with pytest.raises(NotUtf8) as fault:
            told(file, b"a\nb\xe2\x82", block)
        assert (fault.value.line, fault.value.cut) == (2, True)
