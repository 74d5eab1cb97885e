"""Where the largest part is: one field, several alike, all alike, none to compare with."""

from __future__ import annotations

import pytest

from analytics.figures.measures.largest_part import largest_part


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({}, ""),
        ({"A": (2, 10)}, ""),
        ({"A": (2, 10), "B": (1, 10)}, ", anteilig am meisten bei A (2 von 10)"),
        (
            {"A": (1, 3), "B": (100, 300), "C": (1, 4)},
            ", anteilig am meisten bei A (1 von 3) und B (100 von 300)",
        ),
        (
            {"A": (1, 2), "B": (2, 4), "C": (3, 6), "D": (0, 1)},
            ", anteilig am meisten bei A (1 von 2), B (2 von 4) und C (3 von 6)",
        ),
        ({"A": (1, 2), "B": (2, 4)}, ", anteilig überall gleich viele"),
        ({"A": (1, 2), "B": (0, 0)}, ""),
    ],
)
def test_largest_part(parts: dict[str, tuple[int, int]], words: str) -> None:
    assert largest_part(parts) == words
