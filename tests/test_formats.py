"""German numbers and dates, one expectation per rule."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from analytics import formats as f


def plain(text: str) -> str:
    """With ordinary spaces, to be readable here."""
    return text.replace(f.NBSP, " ")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1234567.89, "1.234.567,89 €"),
        (Decimal("1234567.895"), "1.234.567,90 €"),
        (-164400, "−164.400,00 €"),
        (0, "0,00 €"),
        (np.float64(3.5), "3,50 €"),
        (None, "keine Angabe"),
        (float("nan"), "keine Angabe"),
    ],
)
def test_euro(value: f.Number | None, text: str) -> None:
    assert plain(f.euro(value)) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0 €"),
        (950, "950 €"),
        (9_999.4, "9.999 €"),
        (9_999.6, "10 Tsd. €"),
        (270_400, "270 Tsd. €"),
        (999_499, "999 Tsd. €"),
        (999_500, "1 Mio. €"),
        (1_200_000, "1,2 Mio. €"),
        (4_623_000, "4,62 Mio. €"),
        (12_340_000, "12,3 Mio. €"),
        (-164_400, "−164 Tsd. €"),
        (None, "keine Angabe"),
    ],
)
def test_euro_short(value: f.Number | None, text: str) -> None:
    assert plain(f.euro_short(value)) == text


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        (1_190_000, 1_720_000, "1,19 von 1,72 Mio. €"),
        (420_000, 1_480_000, "0,42 von 1,48 Mio. €"),
        (3_000, 4_000_000, "3.000 € von 4 Mio. €"),
        (12_345, 164_400, "12 von 164 Tsd. €"),
        (0, 164_400, "0 von 164 Tsd. €"),
        (None, 164_400, "keine Angabe von 164 Tsd. €"),
    ],
)
def test_euro_of(part: f.Number | None, whole: f.Number, text: str) -> None:
    assert plain(f.euro_of(part, whole)) == text


def test_units_never_break_away_from_their_number() -> None:
    assert f.percent(12.5) == "12,5\u00a0%"
    assert f.euro_short(1_200_000) == "1,2\u00a0Mio.\u00a0€"
    assert f.count(2, "Maßnahme", "Maßnahmen") == "2\u00a0Maßnahmen"


def test_halves_round_up_and_zero_has_no_sign() -> None:
    assert [f.number(value, 2) for value in (0.125, 2.675, -0.001)] == ["0,13", "2,68", "0,00"]


def test_signs() -> None:
    assert [f.signed(value) for value in (122, -12, 0, None)] == ["+122", "−12", "0", "keine Angabe"]


def test_points() -> None:
    assert [plain(f.points(value)) for value in (3.14, 0.96, None)] == ["3,1 Punkte", "1,0 Punkt", "keine Angabe"]


@pytest.mark.parametrize("value", [dt.date(2021, 6, 30), dt.datetime(2021, 6, 30, 12), pd.Timestamp("2021-06-30")])
def test_day(value: dt.date) -> None:
    assert f.day(value) == "30.06.2021"


@pytest.mark.parametrize("value", [None, pd.NaT])
def test_missing_day(value: dt.date | None) -> None:
    assert f.day(value) == "keine Angabe"


def test_share_needs_a_positive_whole() -> None:
    assert f.share(1, 4) == 25
    assert f.share(Decimal(1), 8.0) == 12.5
    assert [f.share(1, whole) for whole in (0, -4, None, float("nan"))] == [None] * 4


def test_counts_in_words_begin_a_sentence() -> None:
    words = [f.count_in_words(n, "Entscheidung", "Entscheidungen") for n in (0, 1, 4, 12, 13)]
    assert words == [
        "Keine Entscheidung",
        "Eine Entscheidung",
        "Vier Entscheidungen",
        "Zwölf Entscheidungen",
        "13 Entscheidungen",
    ]


def test_words_are_listed() -> None:
    assert [f.listed(words) for words in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a und b",
        "a, b und c",
    ]
