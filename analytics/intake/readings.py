"""How the numbers and days of a column are written, decided from all of its values, never from one cell.

Two readings of a number exist: German (`1.234,56`) and plain (`1234.56`). Where a column fits both (`2.952`) the file
is refused until a profile says which; where it holds both, what fits both is set aside. What is understood becomes the
canonical text that `cells` and `casts` check; everything else stays as it is and fails there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from analytics.cells import DAY_PATTERN, INTEGER_PATTERN
from analytics.errors import FileRefused
from analytics.intake.casts import Cast, quoted

Writing = Literal["german", "plain"]
_BLANK = "[ \u00a0\u2009\u202f]"
MISSING = r"[-–—.]|k\. ?A\.|NA|N/A|n/a|keine Angabe"
"""Marks that stand for no value in columns of numbers and days."""
MIXED = (
    "Die Spalte schreibt Zahlen auf zwei Arten (1.234,56 und 1,234.56), dieser Wert wird nicht gedeutet: "
    "bitte die ganze Spalte einheitlich exportieren."
)
"""What to say of a cell that a column with both readings leaves unread."""
_UNITS = {"_eur": "€|EUR|Euro", "_pct": "%|Prozent"}
_FIRST = "[1-9][0-9]{0,2}"  # 0.125 is no hundred and twenty-five
_SPACED = f"{_FIRST}(?:{_BLANK}[0-9]{{3}})+|[0-9]+"
_GROUPS = f"{_FIRST}(?:[.][0-9]{{3}})+|{_SPACED}"
_CORES: dict[tuple[Writing, bool], str] = {
    ("german", False): f"(?:{_GROUPS})(?:,[0-9]+)?",
    ("german", True): f"(?:{_GROUPS})(?:,0{{1,2}})?",
    ("plain", False): f"(?:{_SPACED})(?:[.][0-9]+)?",
    ("plain", True): f"(?:{_SPACED})(?:[.]0+)?",
}
_ENGLISH = f"[-+−]?{_FIRST}(?:,[0-9]{{3}}){{2,}}(?:[.][0-9]+)?|[-+−]?{_FIRST},[0-9]{{3}}[.][0-9]+"
_THREE_PLACES = f"-?{_FIRST},[0-9]{{3}}"
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
    factor: int = 1


def numbers(casts: Iterable[Cast]) -> list[Cast]:
    """The fields whose text may be written in another way than the canonical one."""
    return [cast for cast in casts if cast.type in ("BIGINT", "DATE") or cast.type.startswith("DECIMAL")]


class Column(NamedTuple):
    """A column of the file that feeds a field: its name, its place among several, and what was counted in it."""

    name: str
    place: int
    counts: Counts

    def writing(self, others: Writing) -> Writing:
        """What its values tell, or those of all columns where it holds both. FileRefused where nobody can know."""
        german, plain, unclear, _, example = self.counts
        if unclear and not german and not plain:
            raise FileRefused(
                f"Die Zahlen der Spalte „{self.name}“ sind mehrdeutig, {example} kann Tausende oder Bruchteile meinen: "
                "bitte mit zwei Nachkommastellen oder ohne Punkt exportieren."
            )
        if german and plain:
            return others
        return "plain" if plain else "german"


class Field(NamedTuple):
    """A field to be read: its cast, the factor of its profile, and whether cells of a sheet have kinds."""

    cast: Cast
    factor: int = 1
    has_kinds: bool = False

    @property
    def text(self) -> str:
        """SQL of its cell."""
        return f'cell."{self.cast.name}"'

    @property
    def is_typed(self) -> str:
        """SQL that is TRUE for a number that a sheet stores as a number: it needs no reading and tells of none."""
        return f"cell.kind_{self.cast.name} = 'n'" if self.has_kinds else "FALSE"

    @property
    def has_thousandths(self) -> bool:
        """True for quantities and for amounts in thousands: of others three decimals are refused anyway."""
        return self.cast.type == "DECIMAL(18,4)" or self.factor not in (1, -1)


def is_odd(field: Field) -> str:
    """SQL that is TRUE for a cell that is not canonical and yet can be read."""
    cast = field.cast
    other = [_ISO_DAY, _SHORT_DAY] if cast.type == "DATE" else [_whole(cast, "german"), _whole(cast, "plain")]
    other += [_ENGLISH] if field.has_thousandths else []
    readable = "|".join(f"(?:{pattern})" for pattern in (MISSING, *other))
    text = field.text
    return f"{text} IS NOT NULL AND NOT {_matches(text, _canonical(cast))} AND {_matches(text, readable)}"


def counting(field: Field) -> str:
    """SQL of a struct with the Counts of one field."""
    text = field.text
    german, plain = (
        f"NOT {field.is_typed} AND {_matches(text, _whole(field.cast, writing))}" for writing in ("german", "plain")
    )
    unclear = f"contains({text}, '.') AND {german} AND {plain}"
    if field.has_thousandths:
        german += f" AND NOT {_matches(text, _THREE_PLACES)}"  # a thousand to English eyes
    counts = {
        "german": f"{german} AND NOT ({plain})",
        "plain": f"{plain} AND NOT ({german}) AND NOT ({unclear})",
        "unclear": unclear,
        "english": _matches(text, _ENGLISH),
    }
    counted = ", ".join(f"{name}: coalesce(count_if({condition}), 0)" for name, condition in counts.items())
    return f"{{{counted}, example: min({text}) FILTER ({unclear})}}"


def day(cast: Cast) -> Reading:
    """How a field of days is read."""
    return Reading(cast.name, _day(cast))


def number(field: Field, columns: Sequence[Column]) -> Reading:
    """How a field of numbers is read: each of its columns by what it holds. FileRefused where nobody can know."""
    all_plain, all_german = (sum(getattr(one.counts, name) for one in columns) for name in ("plain", "german"))
    most: Writing = "plain" if all_plain > all_german else "german"
    read: dict[str, list[int]] = {}
    for column in columns:
        read.setdefault(_of_column(field, column, most), []).append(column.place)
    cases = [f"WHEN cell.place IN ({', '.join(map(str, places))}) THEN {sql}" for sql, places in read.items()]
    sql = next(iter(read), field.text) if len(read) < 2 else f"CASE {' '.join(cases)} END"
    is_doubtful = any(one.counts.plain and (one.counts.german or field.has_thousandths) for one in columns)
    is_english = field.has_thousandths and any(one.counts.english for one in columns)
    return Reading(field.cast.name, _unless_typed(field, sql), is_doubtful or is_english, field.factor)


def _of_column(field: Field, column: Column, most: Writing) -> str:
    counts = column.counts
    sql = _number(field.cast, column.writing(most), is_doubtful=bool(counts.german and counts.plain))
    if field.has_thousandths and (counts.plain or counts.english):  # then 1,234 may be a thousand: set aside
        sql = f"CASE WHEN {_matches(field.text, _THREE_PLACES)} THEN {field.text} || '?' ELSE {sql} END"
    return sql


def declared_number(field: Field, writing: Writing) -> Reading:
    """How a field of numbers is read whose profile says so; in a plain one a comma is never the decimal sign."""
    sql = _number(field.cast, writing, is_doubtful=False)
    if writing == "plain":
        sql = f"CASE WHEN contains({field.text}, ',') THEN {field.text} || '?' ELSE {sql} END"
    return Reading(field.cast.name, _unless_typed(field, sql), writing == "plain", field.factor)


def _unless_typed(field: Field, sql: str) -> str:
    typed = _number(field.cast, "german", is_doubtful=False)  # as the reader of workbooks writes them
    return f"CASE WHEN {field.is_typed} THEN {typed} ELSE {sql} END" if field.has_kinds else sql


def product(reading: Reading) -> str:
    """SQL of a canonical number times the factor of its reading, exactly; what is no number stays as it is."""
    text = f'cell."{reading.field}"'
    number = f"CAST(replace({text}, ',', '.') AS DECIMAL(28, 6)) * {reading.factor}"
    rounded = f"regexp_replace(CAST({number} AS VARCHAR), '[.]?0*$', '')"
    fits = _matches(text, "-?[0-9]{1,18}(,[0-9]{1,6})?")
    return f"CASE WHEN {fits} THEN replace({rounded}, '.', ',') ELSE {text} END"


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
    zeros = "0+" if writing == "plain" else "0{1,2}"
    number = f"regexp_replace({text}, '[{point}]{zeros}[^0-9]*$', '')" if cast.type == "BIGINT" else text
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
