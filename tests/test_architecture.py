"""The directions that the design promises: who may import whom, and what a SQL file looks like."""

from __future__ import annotations

import ast
import functools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from analytics.contract import EXPORTS
from analytics.desk.catalogue import tables as desk_tables
from analytics.queries import FIGURES
from analytics.rules import SET_RULES
from tests import reference
from tests.reference import quality as reference_of_files

ROOT = Path(__file__).parent.parent
SQL = ROOT / "analytics" / "sql"
FOLDERS = (ROOT / "analytics", ROOT / "pages")
MODULES = [ROOT / "dashboard.py", *sorted(path for folder in FOLDERS for path in folder.rglob("*.py"))]
FILES = sorted(str(path.relative_to(SQL).with_suffix("")) for path in SQL.rglob("*.sql"))
DESK = [name for name in FILES if name.startswith("desk/")]
"""What the analyst's desk puts its questions around: not answers of their own, so in no order."""
QUESTIONS = [name for name in FILES if name != "views" and name not in DESK]
ONE_ROW = ("overview/kpis",)


def statements(tree: ast.AST) -> Iterator[ast.AST]:
    """Every node but those that only type checkers read."""
    for node in ast.iter_child_nodes(tree):
        if not (isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)):
            yield node
            yield from statements(node)


@functools.cache
def imported(path: Path) -> set[str]:
    """The dotted names that a module imports, wherever it does so; relative ones with their package in front."""
    names: set[str] = set()
    package = list(path.relative_to(ROOT).parent.parts)
    for node in statements(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *filter(None, [node.module])])
            names |= {module, *(f"{module}.{alias.name}" for alias in node.names)}
    return names


def importers(module: str) -> set[str]:
    """The files that import a module or something inside it."""
    hit = re.compile(rf"{re.escape(module)}([.]|$)")
    return {str(path.relative_to(ROOT)) for path in MODULES if any(hit.match(name) for name in imported(path))}


def test_the_reader_of_imports_finds_them(tmp_path: Path) -> None:
    assert "analytics/engine.py" in importers("duckdb") and "analytics/publish/__init__.py" in importers(
        "analytics.store"
    )
    assert "pages/router.py" in importers("streamlit") and len(MODULES) > 40


def test_streamlit_stays_in_the_pages() -> None:
    assert {
        path for path in importers("streamlit") if path != "dashboard.py" and not path.startswith("pages/")
    } == set()


def test_duckdb_stays_in_engine_intake_store_and_the_child_of_the_console() -> None:
    allowed = {"analytics/engine.py", "analytics/store/__init__.py", "analytics/console/child.py"}
    assert {path for path in importers("duckdb") - allowed if not path.startswith("analytics/intake/")} == set()


def test_nothing_looks_back() -> None:
    def within(folder: str, module: str) -> set[str]:
        return {path for path in importers(module) if path.startswith(folder)}

    assert not within("analytics/", "pages") and not within("analytics/", "dashboard")
    assert not within("analytics/", "tests") and not within("pages/", "tests")
    for module in ("engine", "queries", "store", "publish", "intake"):
        assert not within("analytics/figures/", f"analytics.{module}"), module
    assert not within("analytics/figures/", "analytics.console") and not within(
        "analytics/console/", "analytics.queries"
    )
    assert not within("analytics/console/", "analytics.figures")
    for module in ("engine", "queries", "figures", "store", "publish"):
        assert not within("analytics/intake/", f"analytics.{module}"), module
        assert not within("analytics/rules/", f"analytics.{module}"), module
    assert not within("analytics/queries/", "analytics.figures") and not within(
        "analytics/engine.py", "analytics.queries"
    )


def test_nobody_imports_the_child_of_the_console() -> None:
    """It is started as a process of its own; whoever imported it would confine the server."""
    assert importers("analytics.console.child") == set()


def test_drawings_escape_in_one_way() -> None:
    found = importers("html.escape") | importers("html")
    assert {path for path in found if path.startswith("analytics/figures/")} == {"analytics/figures/parts.py"}


def test_no_module_is_called_utils() -> None:
    assert [path for path in MODULES if re.search("util|helper|misc", path.stem)] == []


def test_modules_stay_short() -> None:
    long = {path.name: count for path in MODULES if (count := len(path.read_text("utf-8").splitlines())) > 250}
    assert not long, "200 is the aim: split by meaning"


def test_every_sql_file_is_asked_by_exactly_one_name() -> None:
    asked = [*FIGURES, *(f"findings/{rule.name}" for rule in SET_RULES)]
    asked += [f"open_data/{export.table}" for export in EXPORTS]
    assert sorted(asked) == QUESTIONS


def test_every_figure_is_doubted_by_exactly_one_second_answer() -> None:
    """Most from the kept rows; those about the deliveries themselves from the files."""
    assert sorted([*reference.FIGURES, *reference_of_files.FIGURES]) == sorted(FIGURES)


def code(name: str) -> str:
    """The SQL of a question without comments and texts."""
    sql = (SQL / f"{name}.sql").read_text("utf-8")
    return re.sub(r"--[^\n]*|'(?:[^']|'')*'", "", sql)


def outermost(sql: str) -> str:
    """What stands in no parentheses."""
    while (less := re.sub(r"\([^()]*\)", "", sql)) != sql:
        sql = less
    return sql


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_sql_file_says_its_question_and_orders_its_answer(name: str) -> None:
    first = (SQL / f"{name}.sql").read_text("utf-8").splitlines()[0]
    assert re.fullmatch("-- .+[?.] .+[.]", first), "the first comment says question and grain"
    assert "rder by" not in first and len((SQL / f"{name}.sql").read_text("utf-8").splitlines()) <= 60
    last_clause = re.search(r"\bORDER BY\s+([^()]+?)\s*$", outermost(code(name)))
    assert last_clause or name in ONE_ROW
    assert not re.search(r"\bLIMIT\b", code(name)) or last_clause


@pytest.mark.parametrize("name", DESK)
def test_a_table_of_the_desk_says_what_it_reads_and_is_named_by_the_catalogue(name: str) -> None:
    lines = (SQL / f"{name}.sql").read_text("utf-8").splitlines()
    assert re.fullmatch("-- .+[?.] .+", lines[0]) and len(lines) <= 60
    assert name.removeprefix("desk/") in desk_tables() and len(DESK) == len(desk_tables())
    assert not re.search(r"\bORDER BY\b|\bLIMIT\b", code(name))


def test_only_the_desk_puts_sql_together() -> None:
    callers = {str(path.relative_to(ROOT)) for path in MODULES if ".composed(" in path.read_text("utf-8")}
    assert callers == {"analytics/desk/answers.py", "pages/components/desk_rows.py"}


@pytest.mark.parametrize("name", [*QUESTIONS, *DESK, "views"])
def test_sql_is_portable_and_reads_what_the_role_may_see(name: str) -> None:
    sql = code(name)
    assert not re.search(r"\bQUALIFY\b|\bGROUP\s+BY\s+ALL\b|\bORDER\s+BY\s+ALL\b|\bdelivered_", sql, re.IGNORECASE)
    assert not re.search(r"read_(parquet|csv|json)|\bATTACH\b|\bCOPY\b|\bPRAGMA\b", sql, re.IGNORECASE)
    assert "?" not in sql and "{" not in sql, "values are bound by name, never pasted"
