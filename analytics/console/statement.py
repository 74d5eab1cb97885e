"""What a statement of the console may be: one that reads, and only the relations of the dictionary.

Judged by DuckDB's own syntax tree, by lists of what is allowed wherever there is a list: what is not known is refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Any

from analytics.console.faults import StatementFailed, StatementRefused
from analytics.console.limits import LONGEST
from analytics.formats import number

if TYPE_CHECKING:
    import duckdb

_SOURCES = {"EMPTY", "JOIN", "SUBQUERY", "EXPRESSION_LIST", "PIVOT", "BASE_TABLE", "TABLE_FUNCTION", "SHOW_REF"}
_NODES = {"SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE", "CTE_NODE"}
_MODIFIERS = {"ORDER_MODIFIER", "LIMIT_MODIFIER", "LIMIT_PERCENT_MODIFIER", "DISTINCT_MODIFIER"}
_DIRECTIONS = {"ASCENDING", "DESCENDING", "ORDER_DEFAULT"}
_SHAPES = _SOURCES | _NODES | _MODIFIERS | _DIRECTIONS
"""Every kind of clause there is without those that write; expressions carry a class beside their type."""
_TABLE_FUNCTIONS = {"unnest", "range", "generate_series", "repeat", "repeat_row", "json_each", "json_tree"}
_FUNCTIONS = re.compile(
    "__internal|pg_|has_|icu_|read_|write_|arrow_|python_|pandas_|duckdb_|pragma_|inet_|query"
    "|(json_(de)?serialize|json_execute|current_setting|getvariable|getenv|nextval|currval|in_search_path)"
    "|(to_aggregate_state|combine|finalize|col_description|obj_description|shobj_description)$"
)
"""Functions that tell of the system or of the catalog, or take bytes for memory."""


def checked(con: duckdb.DuckDBPyConnection, text: str, relations: Collection[str]) -> str:
    """The statement; StatementRefused with what to do unless it is one that reads these relations alone.

    DuckDB's own errors of syntax pass through.
    """
    if not text.strip():
        raise StatementRefused("Bitte eine Abfrage eingeben, zum Beispiel: SELECT * FROM measures.")
    if len(text) > LONGEST:
        raise StatementRefused(f"Die Abfrage ist länger als {number(LONGEST)} Zeichen: bitte kürzer fassen.")
    _assert_reads(con, text)
    clauses = list(_clauses(_tree(con, text)))
    known = {*relations, *_own_names(con, clauses)}
    for clause in clauses:
        _assert_allowed(clause, known)
    return text


def _assert_reads(con: duckdb.DuckDBPyConnection, text: str) -> None:
    kinds = [_kind(statement) for statement in con.extract_statements(text)]
    if kinds == ["MULTI"]:
        raise StatementRefused("PIVOT bitte mit festen Werten schreiben: FROM … PIVOT (sum(…) FOR … IN (…, …)).")
    if len(kinds) > 1:
        raise StatementRefused("Bitte nur eine Abfrage eingeben, ohne eine zweite hinter dem Semikolon.")
    if kinds != ["SELECT"]:
        raise StatementRefused(
            "Hier kann nur gelesen werden: bitte eine Abfrage schreiben, die mit SELECT, WITH oder FROM beginnt."
        )


def _kind(statement: duckdb.Statement) -> str:
    """Its type; empty for one that DuckDB's Python client has no name for."""
    try:
        return str(statement.type.name)
    except ValueError:
        return ""


def _tree(con: duckdb.DuckDBPyConnection, text: str) -> Any:
    (told,) = con.execute("SELECT json_serialize_sql(CAST(? AS VARCHAR), skip_empty := true)", [text]).fetchall()[0]
    try:
        tree = json.loads(told)
    except RecursionError:
        raise StatementRefused("Die Abfrage ist zu tief verschachtelt: bitte flacher fassen.") from None
    if tree["error"] or len(tree["statements"]) != 1:
        raise StatementFailed("Diese Form der Abfrage wird nicht unterstützt: bitte als einfaches SELECT schreiben.")
    return tree["statements"][0]


def _clauses(tree: Any) -> Iterator[dict[str, Any]]:
    """Every object of the tree, without recursion."""
    waiting = [tree]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            yield one
        waiting.extend(one.values() if isinstance(one, dict) else one if isinstance(one, list) else ())


def _own_names(con: duckdb.DuckDBPyConnection, clauses: list[dict[str, Any]]) -> set[str]:
    """What WITH defines; never a name of DuckDB's own views, because outside its WITH it would mean them."""
    named = (entry["key"].lower() for clause in clauses for entry in clause.get("cte_map", {}).get("map", ()))
    own = set(named)
    taken = con.execute("SELECT view_name FROM duckdb_views() WHERE internal").fetchall()
    if clash := own & {name.lower() for (name,) in taken}:
        raise StatementRefused(f"„{min(clash)}“ ist vergeben: bitte hinter WITH einen anderen Namen wählen.")
    return own


def _assert_allowed(clause: dict[str, Any], known: Collection[str]) -> None:
    kind = clause.get("type")
    if isinstance(kind, str) and "class" not in clause and kind not in _SHAPES:
        raise StatementRefused("Diese Form der Abfrage ist hier nicht erlaubt: bitte als einfaches SELECT schreiben.")
    if kind == "BASE_TABLE":
        _assert_known(clause["qualified_name"]["path"], known)
    elif kind == "SHOW_REF":
        _assert_shown(clause)
    elif kind == "TABLE_FUNCTION":
        _assert_function(_name(clause["function"]), _name(clause["function"]) in _TABLE_FUNCTIONS)
    if "function_name" in clause:
        _assert_function(_name(clause), not _FUNCTIONS.match(_name(clause)))


def _name(function: dict[str, Any]) -> str:
    return str(function.get("function_name", "")).lower()


def _assert_known(path: list[str], known: Collection[str]) -> None:
    *schema, name = (part.lower() for part in path)
    if name not in known or schema not in ([], ["main"], ["memory", "main"]):
        raise StatementRefused(
            f"Eine Relation „{'.'.join(path)[:60]}“ gibt es hier nicht: bitte eine aus dem Datenwörterbuch wählen."
        )


def _assert_shown(clause: dict[str, Any]) -> None:
    """DESCRIBE and SUMMARIZE look at a query; of what is shown without one, the tables alone."""
    if not clause.get("query") and clause.get("table_name") != '"tables"':
        raise StatementRefused("Gezeigt werden nur Relationen: bitte SHOW TABLES oder DESCRIBE … schreiben.")


def _assert_function(name: str, is_allowed: bool) -> None:
    if not is_allowed:
        raise StatementRefused(
            f"Die Funktion „{name[:60]}“ ist hier nicht erlaubt: bitte nur mit den Relationen aus dem "
            "Datenwörterbuch rechnen."
        )
