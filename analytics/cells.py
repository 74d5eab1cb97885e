"""How one cell of an export is read: German text in, a typed value or a German sentence out.

Each literal is one strict text pattern, shared by pydantic here and by DuckDB in `intake.casts`.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from analytics.reference import reference

WHITE_SPACE = " \t\r\n\v\f\x85\u00a0\u1680\u2028\u2029\u202f\u205f\u3000\u200b\ufeff" + "".join(
    map(chr, range(0x2000, 0x200B))
)
"""Unicode's spaces and line ends, and the two invisible signs that copied cells carry."""
SCALE = r"(?:[Tk]\s?€|[Tk]\s?EUR|Tsd|Tausend|Mio|Million|Mrd|Milliard)"
"""Words that say that amounts are thousands, millions or more."""
DAY_PATTERN = "[0-3][0-9][.][01][0-9][.][12][0-9]{3}"
INTEGER_PATTERN = "-?[0-9]{1,15}"


def decimal_pattern(digits: int, places: int, point: str = ",") -> str:
    """The text pattern of a DECIMAL(digits, places) with the given decimal sign."""
    return f"-?[0-9]{{1,{digits - places}}}([{point}][0-9]{{1,{places}}})?"


def clean(cell: str | None) -> str | None:
    """Trim a cell, no-break spaces too; only white space means no value."""
    return (cell or "").strip(WHITE_SPACE) or None


def fault(sentence: str, **context: object) -> PydanticCustomError:
    """A pydantic error that carries our German sentence unchanged."""
    return PydanticCustomError("cell", sentence, context or None)


def _day(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if re.fullmatch("[0-9]{1,2}[.][0-9]{1,2}[.][0-9]{2}", value):
        raise fault(
            "Das Jahr hat nur zwei Ziffern, das Jahrhundert ist unklar: bitte vierstellig angeben (TT.MM.JJJJ)."
        )
    if not re.fullmatch(DAY_PATTERN, value):
        raise fault("Bitte ein Datum im Format TT.MM.JJJJ angeben.")
    try:
        return dt.datetime.strptime(value, "%d.%m.%Y").date()
    except ValueError:
        raise fault("Diesen Kalendertag gibt es nicht, bitte das Datum berichtigen.") from None


def _integer(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if not re.fullmatch(INTEGER_PATTERN, value):
        raise fault("Bitte eine ganze Zahl angeben.")
    return int(value)


def _yes_no(value: Any) -> Any:
    if isinstance(value, str) and value not in ("ja", "nein"):
        raise fault("Bitte „ja“ oder „nein“ angeben.")
    return value == "ja" if isinstance(value, str) else value


@dataclass(frozen=True)
class GermanDecimal:
    """A number with decimal comma, without thousands sign, that fits DECIMAL(digits, places)."""

    digits: int
    places: int

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self.parse, handler(source))

    def parse(self, value: Any) -> Any:
        """Text to Decimal; other values pass to pydantic."""
        if not isinstance(value, str):
            return value
        if not re.fullmatch(decimal_pattern(self.digits, self.places), value):
            raise fault(
                "Bitte eine Zahl wie 1234,56 angeben, mit höchstens {places} Nachkommastellen und {digits} Stellen.",
                places=self.places,
                digits=self.digits,
            )
        return Decimal(value.replace(",", "."))


@dataclass(frozen=True)
class OneOf:
    """A text that must stand in a list of the reference data (`Reference.<name>`)."""

    name: str
    title: str

    @property
    def values(self) -> tuple[str, ...]:
        """The allowed texts, in the order of the reference file."""
        values = getattr(reference(), self.name)
        return tuple(dict.fromkeys(getattr(value, "code", value) for value in values))

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self.check, handler(source))

    def check(self, value: str) -> str:
        """The value itself, or a sentence that names the list."""
        if value not in self.values:
            raise fault(
                "Bitte einen Wert der Liste {title} angeben: {values}.", title=self.title, values=", ".join(self.values)
            )
        return value


def _districts(value: Any) -> Any:
    return value.split("|") if isinstance(value, str) else value or []


def _known_districts(codes: list[str]) -> list[str]:
    if unknown := [code for code in codes if code not in reference().districts]:
        raise fault(
            "Bitte nur Nummern der Stadtbezirke, mit | verbunden, angeben (01 bis {last}); unbekannt: {unknown}.",
            last=max(reference().districts),
            unknown=", ".join(unknown),
        )
    return codes


Day = Annotated[dt.date, BeforeValidator(_day)]
Integer = Annotated[int, BeforeValidator(_integer)]
YesNo = Annotated[bool, BeforeValidator(_yes_no)]
Money = Annotated[Decimal, GermanDecimal(14, 2)]
Percent = Annotated[Decimal, GermanDecimal(5, 2), Field(ge=0, le=100)]
Quantity = Annotated[Decimal, GermanDecimal(18, 4)]
Districts = Annotated[list[str], BeforeValidator(_districts), AfterValidator(_known_districts)]
