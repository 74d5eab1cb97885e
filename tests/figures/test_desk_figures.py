"""The figures of the desk: shares with their base, running sums, differences, honest sums, marks that narrow."""

from __future__ import annotations

import datetime as dt
import itertools
from decimal import Decimal
from fractions import Fraction
from typing import Any
from urllib.parse import parse_qs

import pytest

from analytics.desk import answers
from analytics.desk.pivot import OF_ALL, OF_COLUMN, OF_ROW, RUNNING, SHOWNS, read, showns_of
from analytics.desk.result import PivotAnswer, change, page_of, values
from analytics.engine import Engine, open_snapshot
from analytics.figures.desk.pivot_chart import MOST_BARS, pivot_chart
from analytics.figures.desk.pivot_table import pivot_table
from analytics.figures.desk.pivot_words import breaks_within, cautions, pivot_sentence
from analytics.filters import EVERYTHING
from analytics.publish import publish
from analytics.reference import reference
from analytics.settings import ROOT
from analytics.store import Store
from analytics.tables import NOT_ASKED
from analytics.theme import DARK, LIGHT
from tests.deliveries import cost, measure, write_csv
from tests.reference import Books

DAY, BEFORE = dt.date(2021, 12, 31), dt.date(2021, 6, 30)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    store = tmp_path_factory.mktemp("store")
    publish(ROOT / "data" / "exports", Store(store))
    return open_snapshot(store)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """Worked out by hand: amounts below zero, a year without rows of one kind, a measure without a title of ours."""
    folder, store = tmp_path_factory.mktemp("exports"), tmp_path_factory.mktemp("store")
    amounts = {("Wartung", 2020): "100.00", ("Wartung", 2021): "-40.00", ("Support", 2021): "60.00"}
    books: Books = {}
    for day in (BEFORE, DAY):
        rows = [
            cost(day, f"B{number}", cost_type=kind, budget_year=year, amount_eur=Decimal(amount))
            for number, ((kind, year), amount) in enumerate(amounts.items())
        ]
        measures = [measure(day), measure(day, "4.01", title="<script>alert(1)</script>")]
        books[day] = {"measures": measures, "costs": rows if day == DAY else rows[:1]}
    write_csv(books, folder)
    publish(folder, Store(store))
    return open_snapshot(store)


def asked(engine: Engine, **address: str | list[str]) -> PivotAnswer:
    found = read({name: [value] if isinstance(value, str) else value for name, value in address.items()})
    assert found.notes == ()
    return answers.pivoted(engine, found.pivot, EVERYTHING, 1, 1_000)


MONEY = {"tabelle": "costs", "zeilen": "cost_type", "spalten": "budget_year", "bedingung": "ohne"}


def test_cells_without_rows_are_dashes_and_sums_are_those_of_the_hand(small: Engine) -> None:
    table = pivot_table(asked(small, **MONEY))
    assert [column.head for column in table.columns] == ["Kostenart", "2020", "2021", "Summe"]
    assert table.rows == (
        ("Support", NOT_ASKED, Decimal("60.00"), Decimal("60.00")),
        ("Wartung", Decimal("100.00"), Decimal("-40.00"), Decimal("60.00")),
        ("Alle Zeilen", Decimal("100.00"), Decimal("20.00"), Decimal("120.00")),
    )
    assert table.sums == {2}


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (OF_ROW, [(None, 100.0, 100.0), (Fraction(500, 3), Fraction(-200, 3), 100.0)]),
        (OF_COLUMN, [(None, 300.0, 50.0), (100.0, -200.0, 50.0)]),
        (OF_ALL, [(None, 50.0, 50.0), (Fraction(250, 3), Fraction(-100, 3), 50.0)]),
        (RUNNING, [(None, 60.0, 60.0), (100.0, 20.0, 120.0)]),
    ],
)
def test_shares_and_running_sums(small: Engine, shown: str, expected: list[tuple[Any, ...]]) -> None:
    answer = asked(small, **MONEY, zeigen=shown)
    found, _ = values(answer)
    for row, wanted in zip(found, expected, strict=True):
        assert [v is None for v in row] == [v is None for v in wanted]
        assert [float(v) for v in row if v is not None] == pytest.approx([float(v) for v in wanted if v is not None])
    said = {OF_ROW: "die Summe der Zeile", OF_COLUMN: "die Summe der Spalte", OF_ALL: "über alles", RUNNING: "darüber"}
    assert said[shown] in pivot_sentence(answer)


def test_a_share_of_nothing_is_no_number(small: Engine) -> None:
    """100 % of zero, or of less, is nothing that anybody could have a part of."""
    answer = asked(small, **MONEY | {"bedingung": "cost_type|ist|Wartung"}, zeigen=OF_COLUMN)
    assert values(answer)[0][0][1] is None  # -40 of -40


def test_two_dates_are_held_against_each_other(small: Engine) -> None:
    answer = asked(small, tabelle="costs", zeilen="cost_type", spalten="as_of", bedingung="ohne", zeigen="differenz")
    table = pivot_table(answer)
    assert [column.head for column in table.columns] == [
        "Kostenart", "30.06.2021", "31.12.2021", "Differenz", "Veränderung",
    ]  # fmt: skip
    assert table.rows == (
        ("Support", None, Decimal("60.00"), None, None),
        ("Wartung", Decimal("100.00"), Decimal("60.00"), Decimal("-40.00"), -40.0),
        ("Alle Zeilen", Decimal("100.00"), Decimal("120.00"), Decimal("20.00"), 20.0),
    )
    assert "31.12.2021 gegenüber 30.06.2021 +20 € (+20,0\u00a0% von 30.06.2021)" in pivot_sentence(answer).replace(
        "20\u00a0€", "20 €"
    )
    assert change(answer.rows[0], (BEFORE, DAY)) == (None, None)


@pytest.mark.parametrize("axis", ["as_of", "as_of.year", "min_mbits", "technology", "level", "user_group"])
def test_what_repeats_itself_is_never_added_up(sample: Engine, axis: str) -> None:
    table = "costs" if axis.startswith("as_of") else "broadband"
    value = "budget_eur" if table == "costs" else "premises_total"
    other = "sub_budget" if table == "costs" else "source"
    for rows, across in ((axis, other), (other, axis)):
        address = {"tabelle": table, "wert": value, "zeilen": rows, "spalten": across, "bedingung": "ohne"}
        answer = asked(sample, **address)
        shown = pivot_table(answer)
        assert bool(shown.sums) == (rows != axis)
        assert (shown.columns[-1].head == "Summe") == (across != axis)
        assert OF_ALL not in showns_of(answer.pivot)
        assert "zusammen" not in pivot_sentence(answer) or rows == other


def test_areas_of_several_levels_have_no_sum(sample: Engine) -> None:
    address = {"tabelle": "broadband", "wert": "premises_total", "zeilen": "area_name"}
    open_level = asked(sample, **address, bedingung="ohne")
    assert not pivot_table(open_level).sums and OF_ALL not in showns_of(open_level.pivot)
    one = asked(
        sample, tabelle="broadband", wert="premises_total", zeilen="area_name", bedingung="level|ist|Stadtbezirk"
    )
    assert pivot_table(one).sums


@pytest.mark.parametrize("rows", ["department", "as_of"])
def test_no_chart_adds_up_dates(sample: Engine, rows: str) -> None:
    across = "as_of" if rows == "department" else "department"
    answer = asked(sample, tabelle="costs", zeilen=rows, spalten=across, bedingung="ohne")
    drawn = pivot_chart(answer, LIGHT)
    shown = {float(value) for row in answer.rows for value in row.cells.values() if value is not None}
    totals = {float(row.total) for row in answer.rows}
    points = {value for trace in drawn.fig.data for value in (trace.x if rows == "department" else trace.y) if value}
    assert points and points <= (shown if rows == "department" else shown | totals)
    if rows == "department":
        assert (
            drawn.note == "Gezeichnet sind die letzten 6 Spalten."
            and [e.word for e in drawn.legend][-1] == "31.12.2021"
        )


def test_dates_joined_by_or_are_told(sample: Engine) -> None:
    dates = ["as_of|ist|2021-12-31", "oder|as_of|ist|2020-12-31"]
    assert any("mehrere Stichtage" in one for one in cautions(read({"tabelle": ["costs"], "bedingung": dates}).pivot))
    alone = cautions(read({"tabelle": ["costs"], "bedingung": dates[:1]}).pivot)
    assert not any("mehrere Stichtage" in one for one in alone)


def test_money_of_all_years_is_told(sample: Engine) -> None:
    def told(**address: list[str]) -> bool:
        return any(
            "aller Haushaltsjahre" in one or "alle Haushaltsjahre" in one for one in cautions(read(address).pivot)
        )

    assert told(tabelle=["costs"]) and told(tabelle=["measures"], wert=["budget_eur"])
    assert not told(tabelle=["costs"], zeilen=["budget_year"]) and not told(tabelle=["measures"])
    assert not told(tabelle=["costs"], bedingung=["budget_year|ist|2021"])


def test_broadband_over_a_break_of_method_is_told(sample: Engine) -> None:
    breaks = reference().method_breaks
    city = ["area_id|ist|03241001", "user_group|ist|Privathaushalte", "min_mbits|ist|1000"]
    over = asked(sample, tabelle="broadband", zeilen="as_of", spalten="technology", bedingung=city)
    told = ("Seit dem 31.03.2019 wird anders erhoben; Werte von davor lassen sich nicht vergleichen.",)
    assert breaks_within(over, breaks) == told
    across = asked(sample, tabelle="broadband", zeilen="technology", spalten="as_of", bedingung=city)
    assert breaks_within(across, breaks) == told
    later = asked(sample, tabelle="broadband", zeilen="as_of", bedingung=[*city, "as_of|zwischen|2019-06-30|"])
    assert breaks_within(later, breaks) == () == breaks_within(asked(sample, tabelle="broadband"), breaks)


def test_percentages_differ_in_points(sample: Engine) -> None:
    fixed = ["level|ist|Stadtbezirk", "user_group|ist|Privathaushalte", "min_mbits|ist|1000", "technology|ist|FTTB/H"]
    answer = asked(
        sample, tabelle="broadband", zeilen="area_name", spalten="as_of", bedingung=fixed, zeigen="differenz"
    )
    table = pivot_table(answer)
    assert table.columns[-1].head == "Differenz in Punkten" and table.columns[-1].kind == "mean"
    assert "Punkte" in pivot_sentence(answer)


def test_an_overlap_that_is_neither_parted_nor_fixed_is_told(sample: Engine) -> None:
    def told(*conditions: str, rows: str = "area_name") -> bool:
        address = {
            "tabelle": ["broadband"],
            "wert": ["premises_total"],
            "zeilen": [rows],
            "bedingung": list(conditions),
        }
        return any("mehrfach" in caution for caution in cautions(read(address).pivot))

    fixed = ("user_group|ist|Schulen", "technology|ist|alle", "min_mbits|ist|1000")
    level = "level|ist|Stadtbezirk"
    assert not told(level, *fixed) and told(level, *fixed[:2]) and told(*fixed) and told(*fixed, rows="source")
    assert not told(*fixed, rows="area_id") and not told(*fixed, "area_id|ist|03241001")
    assert told(level, "user_group|ist|Schulen|Unternehmen", *fixed[1:])
    assert told(level, fixed[0], fixed[1], f"oder|{fixed[2]}")


def test_running_sums_go_on_over_pages(sample: Engine) -> None:
    answer = asked(sample, tabelle="postings", zeilen="posting_id", zeigen=RUNNING)
    whole = [row[-1] for row in values(answer)[0]]
    given = [row.total for row in answer.rows]
    assert whole == [*itertools.accumulate(given)]
    assert values(page_of(answer, 51, 50))[0][0][-1] == whole[50]


@pytest.mark.parametrize("t", [LIGHT, DARK])
@pytest.mark.parametrize("shown", SHOWNS)
def test_a_mark_sets_the_conditions_of_its_row_and_column(small: Engine, t: Any, shown: str) -> None:
    answer = asked(small, **MONEY, zeigen=shown)
    drawn = pivot_chart(answer, t)
    marks = [parse_qs(mark[1])["bedingung"] for trace in drawn.fig.data for mark in trace.customdata]
    single = ["cost_type|ist|Support"], ["cost_type|ist|Wartung"]
    if shown == "differenz":
        assert marks == [*single]
        return
    assert [entry.word for entry in drawn.legend] == ["2020", "2021"]
    assert marks == [[*row, f"budget_year|ist|{year}"] for year in (2020, 2021) for row in single]


def test_a_long_answer_is_drawn_in_part_and_says_so(sample: Engine) -> None:
    answer = asked(sample, zeilen="title")
    drawn = pivot_chart(answer, LIGHT)
    assert len(drawn.fig.data[0].y) == MOST_BARS and f"die ersten {MOST_BARS} Zeilen" in drawn.note
    many = pivot_chart(asked(sample, zeilen="status", spalten="title"), LIGHT)
    assert "Summe der Spalten" in many.note and not many.legend


def test_delivered_text_is_no_markup_in_a_drawing(small: Engine) -> None:
    fig = pivot_chart(asked(small, zeilen="title"), LIGHT).fig
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in [note.text for note in fig.layout.annotations]
    assert not any("<script" in mark[0] for trace in fig.data for mark in trace.customdata)


def test_an_empty_answer_says_what_to_do(sample: Engine) -> None:
    answer = asked(sample, bedingung="title|enthaelt|gibt es nicht")
    assert pivot_sentence(answer) == "Zu diesen Bedingungen gibt es keine Zeile: bitte eine Bedingung entfernen."
    assert not answer.rows and answer.total.total == 0
