"""How the numbers and days of a column are written, decided from all of its values, never from one cell.

Two readings of a number exist: German (`1.234,56`) and plain (`1234.56`). Where a column fits both (`2.952`) the file
is refused until a profile says which; where it holds both, what fits both is set aside. What is understood becomes the
canonical text that `cells` and `casts` check; everything else stays as it is and fails there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from analytics.cells import DAY_PATTERN, INTEGER_PATTERN
from analytics.errors import FileRefused
from analytics.intake.casts import Cast, quoted

Writing = Literal["german", "plain"]
_BLANK = "[ \u00a0\u2009\u202f]"
MISSING = r"[-–—.]|k\. ?A\.|NA|N/A|n/a|#NV|keine Angabe"
"""Marks that stand for no value in columns of numbers and days."""
MIXED = (
    "Die Spalte schreibt Zahlen auf zwei Arten (1.234,56 und 1,234.56), dieser Wert wird nicht gedeutet: "
    "bitte die ganze Spalte einheitlich exportieren."
)
"""What to say of a cell that a column with both readings leaves unread."""
_UNITS = {"_eur": "€|EUR|Euro", "_pct": "%|Prozent"}
_SPACED = f"[0-9]{{1,3}}(?:{_BLANK}[0-9]{{3}})+|[0-9]+"
_GROUPS = f"[0-9]{{1,3}}(?:[.][0-9]{{3}})+|{_SPACED}"
_CORES: dict[tuple[Writing, bool], str] = {
    ("german", False): f"(?:{_GROUPS})(?:,[0-9]+)?",
    ("german", True): f"(?:{_GROUPS})(?:,0{{1,2}})?",
    ("plain", False): f"(?:{_SPACED})(?:[.][0-9]+)?",
    ("plain", True): f"(?:{_SPACED})(?:[.]0{{1,2}})?",
}
_ENGLISH = "[-+−]?[0-9]{1,3}(?:,[0-9]{3}){2,}(?:[.][0-9]+)?|[-+−]?[0-9]{1,3},[0-9]{3}[.][0-9]+"
_THREE_PLACES = "-?[0-9]{1,3},[0-9]{3}"
_CLOCK = r"(?:[ T]00:00(?::00(?:[.]0+)?)?)?"
_ISO_DAY = f"[12][0-9]{{3}}-[01][0-9]-[0-3][0-9]{_CLOCK}"
_SHORT_DAY = f"[0-3]?[0-9][.][01]?[0-9][.][12][0-9]{{3}}{_CLOCK}"


class Counts(NamedTuple):
    """How many values of a column fit only one reading of a number, or fit both with another meaning (`unclear`).

    `english` are those with commas as thousands signs; they are not read, but make 1,234 doubtful.
    """

    german: int
    plain: int
    unclear: int
    english: int
    example: str | None


class Reading(NamedTuple):
    """The SQL that turns the text of a field into its canonical text, from the relation `cell`."""

    field: str
    sql: str
    is_doubtful: bool = False


def numbers(casts: Iterable[Cast]) -> list[Cast]:
    """The fields whose text may be written in another way than the canonical one."""
    return [cast for cast in casts if cast.type in ("BIGINT", "DATE") or cast.type.startswith("DECIMAL")]


def is_odd(cast: Cast) -> str:
    """SQL that is TRUE for a cell that is not canonical and yet can be read."""
    text = f'cell."{cast.name}"'
    other = [_ISO_DAY, _SHORT_DAY] if cast.type == "DATE" else [_whole(cast, "german"), _whole(cast, "plain")]
    other += [_ENGLISH] if _has_thousandths(cast) else []
    readable = "|".join(f"(?:{pattern})" for pattern in (MISSING, *other))
    return f"{text} IS NOT NULL AND NOT {_matches(text, _canonical(cast))} AND {_matches(text, readable)}"


def counting(cast: Cast) -> str:
    """SQL of a struct with the Counts of one field."""
    text = f'cell."{cast.name}"'
    german, plain = (_matches(text, _whole(cast, writing)) for writing in ("german", "plain"))
    unclear = f"contains({text}, '.') AND {german} AND {plain}"
    if _has_thousandths(cast):
        german += f" AND NOT {_matches(text, _THREE_PLACES)}"  # a thousand to English eyes
    return (
        f"{{german: count_if({german} AND NOT {plain}), plain: count_if({plain} AND NOT {german}), "
        f"unclear: count_if({unclear}), english: count_if({_matches(text, _ENGLISH)}), "
        f"example: min({text}) FILTER ({unclear})}}"
    )


def reading(cast: Cast, counts: Counts | None, header: str, declared: Mapping[str, Writing]) -> Reading:
    """How to read a field; a number by what is declared, else by its counts. FileRefused where nobody can know."""
    if cast.type == "DATE":
        return Reading(cast.name, _day(cast))
    if counts is None:
        return Reading(cast.name, _number(cast, declared[cast.name], is_doubtful=False))
    writing, is_doubtful = _decided(counts, header), bool(counts.german and counts.plain)
    sql = _number(cast, writing, is_doubtful=is_doubtful)
    if _has_thousandths(cast) and (counts.plain or counts.english):
        text = f'cell."{cast.name}"'
        sql = f"CASE WHEN {_matches(text, _THREE_PLACES)} THEN {text} || '?' ELSE {sql} END"  # so that it is set aside
        is_doubtful = True
    return Reading(cast.name, sql, is_doubtful)


def multiplied(reading: Reading, factor: int) -> Reading:
    """A reading with its number multiplied, exactly; what is no number stays as it is."""
    number = f"CAST(replace(text, ',', '.') AS DECIMAL(28, 6)) * {factor}"
    product = f"regexp_replace(CAST({number} AS VARCHAR), '[.]?0*$', '')"
    fits = "regexp_full_match(text, '-?[0-9]{1,18}(,[0-9]{1,6})?')"
    sql = (
        f"(SELECT CASE WHEN {fits} THEN replace({product}, '.', ',') ELSE text END FROM (SELECT {reading.sql} AS text))"
    )
    return reading._replace(sql=sql)


def _decided(counts: Counts, header: str) -> Writing:
    if counts.unclear and not counts.german and not counts.plain:
        raise FileRefused(
            f"Die Zahlen der Spalte „{header}“ sind mehrdeutig, {counts.example} kann Tausende oder Bruchteile meinen: "
            "bitte mit zwei Nachkommastellen oder ohne Punkt exportieren."
        )
    return "plain" if counts.plain > counts.german else "german"


def _has_thousandths(cast: Cast) -> bool:
    """True for quantities: of money and percentages three decimals are refused anyway."""
    return cast.type == "DECIMAL(18,4)"


def _canonical(cast: Cast) -> str:
    if cast.type == "DATE":
        return DAY_PATTERN
    return INTEGER_PATTERN if cast.type == "BIGINT" else "-?[0-9]+(?:,[0-9]+)?"


def _whole(cast: Cast, writing: Writing) -> str:
    """A number with at most one sign before or behind, and its unit before or behind."""
    core = _CORES[writing, cast.type == "BIGINT"]
    unit = next((unit for ending, unit in _UNITS.items() if cast.name.endswith(ending)), "")
    signed = f"(?:[-+−]?{_BLANK}*(?:{core})|(?:{core}){_BLANK}*-)"
    return f"(?:(?:{unit}){_BLANK}*)?{signed}(?:{_BLANK}*(?:{unit}))?" if unit else signed


def _number(cast: Cast, writing: Writing, *, is_doubtful: bool) -> str:
    text = f'cell."{cast.name}"'
    fits = _matches(text, _whole(cast, writing))
    if is_doubtful:
        other: Writing = "plain" if writing == "german" else "german"
        fits += f" AND NOT (contains({text}, '.') AND {_matches(text, _whole(cast, other))})"
    return _cased(cast, fits, _digits(cast, text, writing))


def _digits(cast: Cast, text: str, writing: Writing) -> str:
    """The canonical text of a number that fits its reading."""
    point = "," if writing == "german" else "."
    number = f"regexp_replace({text}, '[{point}]0{{1,2}}[^0-9]*$', '')" if cast.type == "BIGINT" else text
    kept = f"regexp_replace({number}, '[^0-9{point}]', '', 'g')"
    return f"CASE WHEN regexp_matches({text}, '[-−]') THEN '-' ELSE '' END || replace({kept}, '.', ',')"


def _day(cast: Cast) -> str:
    text = f'cell."{cast.name}"'
    parts = f"string_split(regexp_replace({text}, '[ T].*$', ''), '.')"
    short = f"concat_ws('.', lpad({parts}[1], 2, '0'), lpad({parts}[2], 2, '0'), {parts}[3])"
    iso = f"concat_ws('.', substr({text}, 9, 2), substr({text}, 6, 2), substr({text}, 1, 4))"
    is_iso = _matches(text, _ISO_DAY)
    return _cased(cast, f"{is_iso} OR {_matches(text, _SHORT_DAY)}", f"CASE WHEN {is_iso} THEN {iso} ELSE {short} END")


def _cased(cast: Cast, fits: str, canonical: str) -> str:
    text = f'cell."{cast.name}"'
    return (
        f"CASE WHEN {text} IS NULL OR {_matches(text, _canonical(cast))} THEN {text} "
        f"WHEN {_matches(text, MISSING)} THEN NULL WHEN {fits} THEN {canonical} ELSE {text} END"
    )


def _matches(text: str, pattern: str) -> str:
    return f"regexp_full_match({text}, {quoted(pattern)})"
