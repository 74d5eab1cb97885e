"""German numbers and dates as text, made on the server so that every viewer and every paper reads the same.

A missing value is "keine Angabe", never 0. Numbers and units are kept together by a no-break space, minus is U+2212.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from babel.dates import format_date
from babel.numbers import format_decimal

LOCALE = "de_DE"
NBSP = "\u00a0"
MINUS = "\u2212"
MISSING = "keine Angabe"
MILLION, THOUSAND = Decimal(1_000_000), Decimal(1_000)
WORDS = ("null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf")

Number = int | float | Decimal


def is_missing(value: object) -> bool:
    """True for None, NaN and NaT, which is told by its name: importing pandas takes a quarter of a second."""
    is_no_number = isinstance(value, float | Decimal) and math.isnan(value)
    return value is None or is_no_number or type(value).__name__ == "NaTType"


def _exact(value: Number) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(str(value))


def _rounded(value: Number, places: int) -> Decimal:
    return _exact(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) + 0  # no negative zero


def number(value: Number | None, places: int = 0, *, trim: bool = False) -> str:
    """1.234,50; rounds half up; `trim` drops decimals that are zero."""
    if value is None or is_missing(value):
        return MISSING
    decimals = ("#" if trim else "0") * places
    pattern = f"#,##0.{decimals}" if places else "#,##0"
    text: str = format_decimal(_rounded(value, places), pattern, locale=LOCALE)
    return text.replace("-", MINUS)


def signed(value: Number | None, places: int = 0) -> str:
    """+12 or −12; zero stays without a sign."""
    text = number(value, places)
    return f"+{text}" if value is not None and not is_missing(value) and _rounded(value, places) > 0 else text


def unit(text: str, name: str) -> str:
    """A formatted number and its unit; a missing number gets no unit."""
    return text if text == MISSING else f"{text}{NBSP}{name}"


def percent(value: Number | None, places: int = 1) -> str:
    """12,5 %"""
    return unit(number(value, places), "%")


def points(value: Number | None) -> str:
    """3,1 Punkte: the difference of two percentages."""
    return unit(number(value, 1), "Punkt" if value is not None and _rounded(value, 1) == 1 else "Punkte")


def euro(value: Number | None) -> str:
    """1.234.567,89 €: for tables."""
    return unit(number(value, 2), "€")


def _scale(value: Number) -> tuple[Decimal, int, str]:
    """Divisor, decimals and unit that show an amount with about three digits."""
    if abs(_rounded(value, -3)) >= MILLION:
        return MILLION, 1 if abs(_exact(value)) >= 10 * MILLION else 2, f"Mio.{NBSP}€"
    if abs(_rounded(value, 0)) >= 10 * THOUSAND:
        return THOUSAND, 0, f"Tsd.{NBSP}€"
    return Decimal(1), 0, "€"


def euro_short(value: Number | None) -> str:
    """1,23 Mio. €, 270 Tsd. €, 950 €: for sentences and charts."""
    if value is None or is_missing(value):
        return MISSING
    scale, places, name = _scale(value)
    return unit(number(_exact(value) / scale, places, trim=True), name)


def euro_of(part: Number | None, whole: Number | None) -> str:
    """0,42 von 1,48 Mio. €: both in the unit of the whole where the part stays readable in it."""
    if part is None or whole is None or is_missing(part) or is_missing(whole):
        return f"{euro_short(part)} von {euro_short(whole)}"
    scale, places, _ = _scale(whole)
    in_unit = number(_exact(part) / scale, places, trim=True)
    if part and in_unit.strip(MINUS) == "0":
        in_unit = euro_short(part)
    return f"{in_unit} von {euro_short(whole)}"


def day(value: dt.date | None) -> str:
    """30.06.2021; takes dates and pandas timestamps."""
    if value is None or is_missing(value):
        return MISSING
    text: str = format_date(value, "dd.MM.yyyy", locale=LOCALE)
    return text


def share(part: Number | None, whole: Number | None) -> float | None:
    """Part of a positive whole in percent; None where there is nothing to divide by."""
    if part is None or whole is None or is_missing(part) or is_missing(whole) or whole <= 0:
        return None
    return float(100 * _exact(part) / _exact(whole))


def count(value: int, one: str, many: str) -> str:
    """1 Maßnahme, 2 Maßnahmen."""
    return f"{number(value)}{NBSP}{one if value == 1 else many}"


def feminine_in_words(value: int) -> str:
    """Inside a sentence: keine, eine, zwei, … zwölf, 13."""
    return ("keine", "eine")[value] if value in (0, 1) else WORDS[value] if value < len(WORDS) else number(value)


def count_in_words(value: int, one: str, many: str) -> str:
    """Begins a sentence with a feminine noun: Keine Entscheidung, Vier Entscheidungen, 13 Entscheidungen."""
    if value in (0, 1):
        return f"{('Keine', 'Eine')[value]} {one}"
    return f"{WORDS[value].capitalize() if value < len(WORDS) else number(value)} {many}"


def listed(words: Sequence[str]) -> str:
    """Mitte, Nord und Ricklingen; nothing for none."""
    return " und ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))
