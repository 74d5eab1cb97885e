"""A table as markup: groups and sums, negative amounts, and the one cell more that a page may add."""

from __future__ import annotations

from typing import Any

from analytics.tables import NOT_ASKED, Column, Table
from pages.components import table as tables
from pages.components.table import Extra
from tests.pages.shown import bare

PLAIN = Table("Beträge", (Column("Zeile"), Column("Betrag", "eur")), (("a", -0.001), ("b", -5.0), ("Summe", -5.0)))


def table_html(*args: Any, **more: Any) -> str:
    """The markup without its roles, which a test of their own holds."""
    return bare(tables.table_html(*args, **more))


def test_every_part_says_its_role() -> None:
    shown = tables.table_html(PLAIN, str)
    roles = {"table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tr": "row", "td": "cell"}
    for tag, role in roles.items():
        assert shown.count(f"<{tag} ") == shown.count(f'<{tag} role="{role}"') > 0
    assert shown.count("<th ") == shown.count('<th role="columnheader"') + shown.count('<th role="rowheader"') == 5


def test_negative_amounts_are_marked_but_no_other_negative_number() -> None:
    assert table_html(PLAIN).count('<td class="db-number db-negative">−5,00</td>') == 2
    assert table_html(PLAIN).count("db-negative") == 2
    days = PLAIN._replace(columns=(Column("Zeile"), Column("Tage", "signed")))
    assert "db-negative" not in table_html(days)


def test_a_cell_with_nothing_to_say_is_marked_so_that_a_card_can_leave_it_out() -> None:
    table = Table("Befunde", (Column("Spalte"), Column("Wert")), (("ganze Datei", NOT_ASKED), ("Betrag", None)))
    assert table_html(table).count('<td class="db-none">–</td>') == 1 == table_html(table).count("db-none")


def test_sums_stand_in_a_body_of_their_own() -> None:
    assert table_html(PLAIN).count("<tbody>") == 1
    assert '</tr></tbody><tbody><tr class="db-sum">' in table_html(PLAIN._replace(sums=frozenset({2})))


def test_a_group_has_its_name_above_it_unless_it_is_only_its_sum() -> None:
    columns = (Column("Gruppe"), Column("Zeile"), Column("Betrag", "eur"))
    rows = (("<G>", "a", 1.0), ("<G>", "Summe", 1.0), ("H", "H", 2.0), ("I", "c", None))
    shown = table_html(Table("Gruppen", columns, rows, frozenset({1, 2}), grouped=True))
    assert shown.count("<tbody>") == 3
    assert [shown.count(f'scope="rowgroup" colspan="2">{name}<') for name in ("&lt;G&gt;", "H", "I")] == [1, 0, 1]


def test_one_cell_more_ends_every_row() -> None:
    shown = table_html(PLAIN, extra=Extra("Balken", ("<i>1</i>", "", "<i>3</i>"), "db-costs"))
    assert '<div class="db-table db-costs"' in shown
    assert '<th scope="col">Balken</th></tr></thead>' in shown
    assert [shown.count(f"<td>{cell}</td></tr>") for cell in ("<i>1</i>", "", "<i>3</i>")] == [1, 1, 1]


def test_only_rows_that_are_no_sum_lead_somewhere() -> None:
    shown = table_html(PLAIN._replace(sums=frozenset({2})), lambda name: f"?nr={name}&x")
    assert '<a href="?nr=a&amp;x" target="_self">a</a>' in shown
    assert shown.count("<a ") == 2
    assert "db-linked" in shown


def test_rows_of_a_table_of_links_can_become_cards() -> None:
    shown = table_html(PLAIN, link=str)
    assert '<div class="db-table db-linked db-stacked"' in shown
    assert shown.count(' data-head="Betrag"') == len(PLAIN.rows)
    wide = PLAIN._replace(columns=PLAIN.columns * 4, rows=tuple(row * 4 for row in PLAIN.rows))
    assert '<div class="db-table db-linked db-flowing"' in table_html(wide, link=str)
    assert "data-head" not in table_html(PLAIN)
