"""Failing rows meet pydantic: every fault of a row as one German sentence that says what to do."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from analytics.contract import Row
from analytics.findings import Severity
from analytics.rules import ROW_RULES

Fault = tuple[str, Severity, str]
"""Field, severity, German sentence."""

_SENTENCES = {
    "greater_than_equal": "Der Wert ist zu klein, erlaubt ist ab {ge}: bitte berichtigen.",
    "greater_than": "Der Wert ist zu klein, er muss über {gt} liegen: bitte berichtigen.",
    "less_than_equal": "Der Wert ist zu groß, erlaubt ist bis {le}: bitte berichtigen.",
    "string_too_long": "Der Text ist zu lang, erlaubt sind {max_length} Zeichen: bitte kürzen.",
    "string_pattern_mismatch": "Die Schreibweise stimmt nicht: bitte wie im Datenwörterbuch angeben.",
    "literal_error": "Dieser Wert ist nicht vorgesehen: bitte einen von {expected} angeben.",
}


def faults(row: type[Row], cells: Mapping[str, str | None], delivery: dt.date | None) -> list[Fault]:
    """All faults of one row of trimmed text cells, in contract order: its fields first, then the rules across fields.

    A rule is tried as soon as the fields it looks at are readable, so that nothing has to be sent twice.
    """
    values, found = read(row, cells)
    return found + list(_broken_rules(row, values | {"delivery": delivery}))


def read(row: type[Row], cells: Mapping[str, str | None]) -> tuple[dict[str, Any], list[Fault]]:
    """The typed values of the readable fields, and the faults of the others."""
    values: dict[str, Any] = {}
    found: list[Fault] = []
    for name, adapter in _adapters(row).items():
        try:
            values[name] = adapter.validate_python(cells[name])
        except ValidationError as error:
            sentence = (
                "Die Pflichtangabe fehlt: bitte nachtragen." if cells[name] is None else _sentence(error.errors()[0])
            )
            found.append((name, "error", sentence))
    return values, found


def _broken_rules(row: type[Row], values: Mapping[str, Any]) -> Iterator[Fault]:
    for rule in ROW_RULES[row.table]:
        if all(name in values for name in rule.fields) and not rule.holds(values):
            yield rule.fields[0], rule.severity, rule.message


@functools.cache
def _adapters(row: type[Row]) -> dict[str, TypeAdapter[Any]]:
    return {name: _adapter(field) for name, field in row.model_fields.items()}


def _adapter(field: FieldInfo) -> TypeAdapter[Any]:
    annotation: Any = field.annotation
    for item in field.metadata:
        annotation = Annotated[annotation, item]
    return TypeAdapter(annotation)


def _sentence(error: ErrorDetails) -> str:
    if error["type"] == "cell":
        return error["msg"]
    context = {
        name: str(value).replace("' or '", "“, „").replace("', '", "“, „")
        for name, value in error.get("ctx", {}).items()
    }
    if "expected" in context:
        context["expected"] = f"„{context['expected'].strip(chr(39))}“"
    return _SENTENCES[error["type"]].format(**context)
