"""datapackage.json: a Frictionless Data Package whose schemas are made from the contract, as pydantic describes it.

Source: Data Package, Table Schema and CSV Dialect, https://datapackage.org. Rules across fields have no place in a
Table Schema; they stand in data/README.md. A constraint without a translation raises, so that none is forgotten.
"""

from __future__ import annotations

import functools
from typing import Any

import simplejson

from analytics.cells import OneOf
from analytics.contract import Row, header
from analytics.open_data.offer import Offer
from analytics.open_data.tables import TableFile
from analytics.reference import reference

FILE = "datapackage.json"
CONSTRAINTS = {"ge": "minimum", "le": "maximum", "pattern": "pattern", "enum": "enum", "maxLength": "maxLength"}
"""What pydantic calls a constraint -> what Table Schema calls it."""
TOLD = {"title", "description", "type", "format", "anyOf", "items"}
"""What else pydantic says of a field; none of it narrows its values."""
TYPES: dict[str, dict[str, Any]] = {
    "date": {"type": "date", "format": "%d.%m.%Y"},
    "number": {"type": "number", "decimalChar": ",", "bareNumber": True},
    "integer": {"type": "integer"},
    "boolean": {"type": "boolean", "trueValues": ["ja"], "falseValues": ["nein"]},
    "string": {"type": "string"},
    "array": {"type": "string"},
}
DIALECT = {"delimiter": ";", "quoteChar": '"', "doubleQuote": True, "lineTerminator": "\r\n", "header": True}


def package_bytes(offer: Offer) -> bytes:
    """The file; the same offer always makes the same bytes."""
    licence = offer.facts.licence
    package: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": f"digitalbilanz-{reference().ags}",
        "title": offer.title,
        "description": offer.description,
        "version": offer.snapshot,
        "keywords": list(offer.keywords),
        "contributors": [{"title": reference().city, "role": "publisher"}],
        "sources": _titled([source for table in offer.tables for source in offer.sources_of(table)]),
        "resources": [_resource(offer, table) for table in offer.tables],
    }
    if licence:
        package["licenses"] = [{"name": licence.spdx, "path": licence.address, "title": licence.title}]
    text: str = simplejson.dumps(package, ensure_ascii=False, indent=1, use_decimal=True)
    return f"{text}\n".encode()


def _titled(names: list[str]) -> list[dict[str, str]]:
    return [{"title": name} for name in dict.fromkeys(names)]


def _resource(offer: Offer, table: TableFile) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": table.path,
        "title": offer.title_of(table),
        "description": offer.description_of(table),
        "sources": _titled(list(offer.sources_of(table))),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": table.size,
        "hash": f"sha256:{table.sha256}",
        "dialect": DIALECT,
        "schema": _schema(table.contract, offer),
    }


def _schema(contract: type[Row], offer: Offer) -> dict[str, Any]:
    names = header(contract)
    keys = [_posting_key(names)] if contract.table == "costs" else []
    return {
        "fields": fields(contract),
        "missingValues": [""],
        "primaryKey": [names[name] for name in contract.key],
        **({"foreignKeys": keys} if keys and any(table.contract.table == "measures" for table in offer.tables) else {}),
    }


def _posting_key(names: dict[str, str]) -> dict[str, Any]:
    """A public posting has its Maßnahme in the book that was read on its date, which need not be of that very date."""
    own = names["measure_id"]
    return {"fields": own, "reference": {"resource": "massnahmen", "fields": own}}


def fields(contract: type[Row]) -> list[dict[str, Any]]:
    """The fields of an export in contract order, as Table Schema describes them."""
    described = _described(contract)
    return [_field(contract, name, described[alias]) for name, alias in header(contract).items()]


@functools.cache
def _described(contract: type[Row]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = contract.model_json_schema(by_alias=True)["properties"]
    return found


def _field(contract: type[Row], name: str, described: dict[str, Any]) -> dict[str, Any]:
    info = contract.model_fields[name]
    plain, is_optional = _plain(described)
    constraints: dict[str, Any] = {} if is_optional or plain["type"] == "array" else {"required": True}
    for key, limit in plain.items():
        if key == "gt" and plain["type"] == "integer":
            constraints["minimum"] = limit + 1
        elif key in CONSTRAINTS:
            constraints[CONSTRAINTS[key]] = limit
        elif key not in TOLD:
            raise TypeError(f"{name}: no Table Schema for {key}")
    if listed := [item for item in info.metadata if isinstance(item, OneOf)]:
        constraints["enum"] = list(listed[0].values)
    if plain["type"] == "array":
        constraints["pattern"] = _districts()
    kind = TYPES["date" if plain.get("format") == "date" else plain["type"]]
    return {"name": info.alias, "title": info.alias, "description": info.description, **kind} | (
        {"constraints": constraints} if constraints else {}
    )


def _plain(described: dict[str, Any]) -> tuple[dict[str, Any], bool]:
    """A description without its alternatives: null means optional, and a number may be written as text as well."""
    choices = described.get("anyOf", [])
    given = [choice for choice in choices if choice.get("type") != "null"]
    own = {key: value for key, value in described.items() if key != "anyOf"}
    inner, _ = _plain(given[0]) if given else ({}, False)
    return {**inner, **own}, len(given) < len(choices)


def _districts() -> str:
    code = f"({'|'.join(reference().districts)})"
    return f"^{code}([|]{code})*$"
