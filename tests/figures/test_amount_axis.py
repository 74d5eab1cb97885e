"""Round ticks for amounts of any size, the unit at the top one only."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.figures.amount_axis import amount_axis


def texts(low: float, high: float) -> list[str]:
    return [text.replace("\u00a0", " ") for text in amount_axis(low, high).texts]


@pytest.mark.parametrize(
    ("low", "high", "shown"),
    [
        (0, 7_820_000, ["0", "2", "4", "6 Mio. €"]),
        (0, 236_000, ["0", "100", "200 Tsd. €"]),
        (0, 1_000, ["0", "250", "500", "750", "1.000 €"]),
        (-60_000, 100_000, ["−50", "0", "50", "100 Tsd. €"]),
        (0, 0, ["0", "0,25 €"]),
    ],
)
def test_ticks(low: float, high: float, shown: list[str]) -> None:
    assert texts(low, high) == shown


@given(st.floats(-1e12, 1e12), st.floats(-1e12, 1e12))
def test_a_handful_of_different_ticks_with_zero_among_them(one: float, other: float) -> None:
    low, high = sorted((one, other))
    axis = amount_axis(low, high)
    assert 0 in axis.values
    assert 2 <= len(set(axis.texts)) == len(axis.values) <= 6
