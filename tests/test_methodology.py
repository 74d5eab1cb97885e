"""Methodik: every figure is told, nothing else is, and no limit stands in the words."""

from __future__ import annotations

import dataclasses
import re
from decimal import Decimal

import pytest

from analytics import methodology
from analytics.contract import EXPORTS
from analytics.queries import FIGURES
from analytics.reference import Thresholds, reference
from analytics.rules import ROW_RULES, SET_RULES
from analytics.sql_files import SQL

OTHER = Thresholds(17, 7, Decimal("123.5"), Decimal("104.25"), Decimal(3))
WORDS = (SQL.parent / "methodology.toml").read_text("utf-8")


def test_every_figure_has_an_entry_and_no_entry_is_orphaned() -> None:
    assert sorted(entry.name for entry in methodology.entries()) == sorted(FIGURES)


def test_every_entry_belongs_to_a_page_and_every_group_is_used() -> None:
    assert {entry.group for entry in methodology.entries()} == set(methodology.GROUPS.values())


def test_titles_ask_and_words_answer() -> None:
    for entry in methodology.entries():
        assert entry.title.endswith("?"), entry.name
        assert entry.text.endswith(".") and entry.rule.endswith("."), entry.name
    assert all(term.text.endswith(".") for term in methodology.terms())
    titles = [entry.title for entry in methodology.entries()] + [term.title for term in methodology.terms()]
    assert len(set(titles)) == len(titles)


def test_the_limits_are_those_of_the_snapshot() -> None:
    told = " ".join(step.text for step in methodology.rating_rule(OTHER))
    assert re.findall("[0-9][0-9,]*", told) == ["17", "123,5", "7", "104,25", "3"]


def test_no_limit_stands_in_the_words() -> None:
    limits = dataclasses.asdict(reference().thresholds)
    assert all(f"{{{name}}}" in WORDS for name in limits)
    for limit in limits.values():
        assert not re.search(rf"(?<![\d.]){limit:f}\b(?![.\d/])", WORDS.replace("30.06.", "")), limit


@pytest.mark.parametrize("entry", methodology.entries(), ids=lambda entry: entry.name)
def test_sql_is_that_of_the_file_without_comments(entry: methodology.Entry) -> None:
    shipped = (SQL / f"{entry.name}.sql").read_text("utf-8").splitlines()
    assert entry.sql.splitlines() == [line for line in shipped if not line.startswith("--")]


def test_views_and_files_are_read_from_the_sql() -> None:
    by_name = {entry.name: entry for entry in methodology.entries()}
    assert by_name["measures/rating"].views == ("standings",)
    assert by_name["measures/rating"].sources == ("massnahmen.csv", "kosten.csv")
    assert by_name["broadband/trend"].sources == ("breitband.csv",)
    assert by_name["table/measures"].sources == ("massnahmen.csv",)
    assert by_name["quality/findings"].sources == ("Bücher der Lieferungen", "Befunde der Prüfung")
    files = {row.file for row in EXPORTS}
    assert all(set(e.sources) <= files for e in methodology.entries() if not e.name.startswith("quality/"))
    assert all(entry.sources for entry in methodology.entries())


def test_every_view_is_shown() -> None:
    made = re.findall(r"CREATE TABLE (\w+)", (SQL / "views.sql").read_text("utf-8"))
    assert [view.name for view in methodology.views()] == made
    assert all(view.sql.startswith("CREATE TABLE") and "--" not in view.sql for view in methodology.views())


def test_every_rule_is_told_with_its_severity() -> None:
    told = methodology.checks()
    assert sum(map(len, told.values())) == sum(map(len, ROW_RULES.values())) + len(SET_RULES)
    assert {check.severity for found in told.values() for check in found} == {"error", "warning"}
    assert not any("{" in check.text for found in told.values() for check in found)


def test_the_sample_is_told_from_its_own_file() -> None:
    real, invented = methodology.sample()
    assert len(real) >= 7 and len(invented) >= 4
    assert any("1004/2018" in term.text for term in real)
    told = [*invented, *(part for term in real for part in term)]
    assert all(text and not re.search(r"\*\*|`|\n|---", text) for text in told)


def test_a_search_finds_words_in_any_order_and_case() -> None:
    entries = methodology.entries()
    assert [entry.name for entry in methodology.matching(entries, "COSTS/by_sub")] == ["costs/by_sub_budget"]
    assert methodology.matching(methodology.terms(), "ansatz gültiger kostenzelle") == ()
    assert [t.title for t in methodology.matching(methodology.terms(), "noch VERFÜGBAR")] == [
        "Ist, Gebunden, Noch verfügbar"
    ]
    assert methodology.matching(entries, "  ") == entries
