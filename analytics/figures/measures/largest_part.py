"""Where the largest part is: the end of a sentence about Maßnahmen of several fields of action."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from analytics import formats


def largest_part(parts: Mapping[str, tuple[int, int]]) -> str:
    """`parts` = per field how many of how many; every field with the largest part, nothing for a single field."""
    shares = {field: Fraction(part, whole) for field, (part, whole) in parts.items() if whole}
    if len(shares) < 2:
        return ""
    first = [field for field, share in shares.items() if share == max(shares.values())]
    if len(first) == len(shares):
        return ", anteilig überall gleich viele"
    return f", anteilig am meisten bei {formats.listed([_named(field, *parts[field]) for field in first])}"


def _named(field: str, part: int, whole: int) -> str:
    return f"{field} ({formats.number(part)} von {formats.number(whole)})"
