"""What a stored cell of a workbook says: its kind, and its text in canonical German form.

Kinds: `t` text, `n` number, `d` date or time, `b` yes or no, `e` error, `-` nothing.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Literal

from analytics.cells import SCALE, WHITE_SPACE
from analytics.errors import FileRefused

LONGEST_CELL = 32_767
"""Characters a cell may have in Excel."""

Format = Literal["number", "percent", "date", "duration", "other"]
"""What a number is shown as; `other` than it is stored: with a sign of its format, or in thousands."""


Cell = tuple[str, str]
"""Kind and text of one cell."""

EMPTY: Cell = ("-", "")
_TOO_LONG = "Eine Zelle hat mehr als 32.767 Zeichen: bitte den Text kürzen."

_BUILT_IN: dict[int, Format] = {
    **dict.fromkeys((*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)), "date"),
    **dict.fromkeys((9, 10), "percent"),
    46: "duration",
}
# Quoted text, colours and currencies, and signs that an escape takes out of the format.
_LITERAL = re.compile(r'"[^"]*"|\[(?!(?:h+|m+|s+)\])[^\]]*\]|[_\\*].', re.IGNORECASE)
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_DAY_OR_TIME = re.compile("[dmyhs]", re.IGNORECASE)

_POSITIVE = re.compile(r'(?:"[^"]*"|\\.|[^;])*')
_UNSEEN = re.compile(r"[_*].|\[[^\]]*\]")
_DIGIT = re.compile("[0#?]|General|Standard", re.IGNORECASE)
_SCALE = re.compile(SCALE, re.IGNORECASE)

_NUMBER = re.compile(r"-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_FIFTEEN = Context(prec=15, rounding=ROUND_HALF_UP)
_DAY = 86_400
_LAST_DAY = 2_958_465
_ERRORS = {"#N/A": "#NV", "#VALUE!": "#WERT!", "#REF!": "#BEZUG!", "#NUM!": "#ZAHL!"}
_YES_NO = {"1": "ja", "true": "ja", "0": "nein", "false": "nein"}
# Signs that XML cannot hold; no NUL and no half signs, which no text can hold either.
_ESCAPE = re.compile("_x(?!0000|[dD][89a-fA-F])([0-9a-fA-F]{4})_")


def format_of(number: int, codes: dict[int, str]) -> Format:
    """What a number format makes of a number: `codes` are the formats that the workbook defines itself."""
    if number not in codes:
        return _BUILT_IN.get(number, "number")
    code = _LITERAL.sub("", codes[number]).split(";")[0]
    if _ELAPSED.search(code):
        return "duration"
    if "%" in code:
        return "percent"
    if _DAY_OR_TIME.search(code):
        return "date"
    return "other" if _shows_otherwise(codes[number]) else "number"


def _shows_otherwise(code: str) -> bool:
    """Whether a format puts a minus or a parenthesis before a positive number, or says thousands or millions."""
    shown = _UNSEEN.sub("", _POSITIVE.findall(code)[0])
    words = shown.replace('"', "").replace("\\", "")
    return bool(_SCALE.search(words)) or any(sign in _DIGIT.split(words, maxsplit=1)[0] for sign in "-−–(")


def within_limit(text: str, most: int = 7 * LONGEST_CELL) -> str:
    """The text of a cell, or FileRefused; as it is stored an escaped sign takes seven."""
    if len(text) > most:
        raise FileRefused(_TOO_LONG)
    return text


def text_of(raw: str) -> str:
    """A text of the workbook as it is meant; nothing where it is white space only. FileRefused when over-long."""
    if "_x" in raw:
        raw = _ESCAPE.sub(lambda sign: chr(int(sign[1], 16)), raw)
    within_limit(raw, LONGEST_CELL)
    return "" if raw.isspace() or not raw.strip(WHITE_SPACE) else raw


class CellReader:
    """Reads the cells of a workbook with its shared texts and the formats of its cell styles."""

    def __init__(self, texts: Sequence[str], formats: Sequence[Format], *, since_1904: bool) -> None:
        self._texts, self._formats, self._since_1904 = texts, formats, since_1904

    def cell(self, type_: str, style: str | None, value: str | None, formula: str | None) -> Cell:
        """The cell a user sees, from its attributes t and s and what stands in it (None = nothing).

        LookupError or ValueError where the workbook does not have the text or style that it names.
        """
        if type_ == "s" and value:
            return _text(self._texts[int(value)]) if value.isdecimal() else EMPTY
        if type_ in ("str", "inlineStr"):
            return _text(text_of(value or ""))
        if not value:
            return EMPTY if formula is None else ("e", text_of(f"={formula}"))
        if type_ == "n":
            return self._number(value, self._formats[int(style)] if style else "number")
        if type_ == "b":
            return ("b", _YES_NO[value])
        return ("d", iso) if type_ == "d" and (iso := _iso(value)) else ("e", _ERRORS.get(value, text_of(value)))

    def _number(self, raw: str, shown: Format) -> Cell:
        if shown == "number" and raw.isdecimal() and raw.isascii() and (raw[0] != "0" or raw == "0"):
            return ("n", raw)
        if len(raw) > 400 or not _NUMBER.fullmatch(raw):
            return ("e", text_of(raw))
        value = Decimal(raw) if raw.lstrip("-").isdecimal() else _FIFTEEN.create_decimal(raw)
        if abs(value.adjusted()) > 400:
            return ("e", raw)
        if shown == "other":
            return ("e", f"{german(value)} (im Zahlenformat mit Zusatz)")
        if shown in ("number", "percent"):
            return ("n", german(value) if shown == "number" else f"{german(value.scaleb(2))} %")
        moment = _duration(value) if shown == "duration" else _moment(value, since_1904=self._since_1904)
        return ("d", moment) if moment else ("e", german(value))


def _text(text: str) -> Cell:
    return ("t", text) if text else EMPTY


def german(value: Decimal) -> str:
    """A number with decimal comma, without zeros at its end and without exponent."""
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".").replace(".", ",")
    return "0" if text == "-0" else text


def _moment(value: Decimal, *, since_1904: bool) -> str | None:
    """Days since 1900 (or 1904) as Excel shows them, its 29.02.1900 included; None for what is no day in Excel."""
    if not 0 <= value < _LAST_DAY + 1:
        return None
    days, seconds = divmod(int((value * _DAY).to_integral_value(ROUND_HALF_UP)), _DAY)
    if days == 0 and seconds and not since_1904:
        return _clock(seconds)
    day = _day(days + 1_462 if since_1904 else days)
    return f"{day} {_clock(seconds)}" if seconds else day


def _day(days: int) -> str:
    if days in (0, 60):
        return "29.02.1900" if days else "00.01.1900"
    return f"{dt.date(1899, 12, 30) + dt.timedelta(days + (days < 60)):%d.%m.%Y}"


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _duration(value: Decimal) -> str | None:
    return _clock(int((value * _DAY).to_integral_value(ROUND_HALF_UP))) if 0 <= value < _LAST_DAY else None


def _iso(value: str) -> str | None:
    try:
        moment = dt.datetime.fromisoformat(value)
    except ValueError:
        return None
    return f"{moment:%d.%m.%Y}" if moment.time() == dt.time() else f"{moment:%d.%m.%Y %H:%M:%S}"
