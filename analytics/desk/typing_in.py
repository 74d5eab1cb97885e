"""Numbers and days as people type them; None for what is neither."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

from analytics.filters import day_of

_GERMAN = re.compile(r"[+-]?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?")


def amount_of(text: str) -> Decimal | None:
    """1.234,50 € or 12,5 % or 2021 as a number; a thousands point only where it parts groups of three."""
    bare = re.sub(r"[\s\u00a0€%]|Tage?", "", text).replace("\u2212", "-")
    if not _GERMAN.fullmatch(bare):
        return None
    return Decimal(bare.replace(".", "").replace(",", "."))


def day_typed(text: str) -> dt.date | None:
    """31.12.2021 or 2021-12-31 as a day."""
    return day_of([text])
