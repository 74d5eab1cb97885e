"""Any answer of the console as a table and, where it has the shape of one, as a chart with its sentence."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest

from analytics.export import csv_bytes, xlsx_bytes
from analytics.figures.console.result_chart import result_chart
from analytics.figures.console.result_shape import MOST_BARS, legend, sentence, shape_of
from analytics.figures.console.result_table import LONGEST_TEXT, MOST_CELLS, result_table
from analytics.tables import Column, Kind, Table
from analytics.theme import DARK, LIGHT

DAY, EARLIER = dt.date(2021, 12, 31), dt.date(2020, 12, 31)


def table(**columns: list[Any] | pa.Array) -> Table:
    return result_table(
        pa.table({name.replace("__", " "): values for name, values in columns.items()}), "Antwort"
    ).table


@pytest.mark.parametrize(
    ("name", "values", "kind", "text"),
    [
        ("budget_eur", pa.array([Decimal("1234.50")]), "eur", "1.234,50"),
        ("Noch offen in EUR", pa.array([Decimal("-0.10")]), "eur", "−0,10"),
        ("progress_pct", pa.array([Decimal("12.50")]), "pct", "12,5\u00a0%"),
        ("Anteil in Prozent", pa.array([12.25]), "pct", "12,3\u00a0%"),
        ("n", pa.array([1234]), "count", "1.234"),
        ("budget_year", pa.array([2021]), "text", "2021"),
        ("Haushaltsjahr", pa.array([2021]), "text", "2021"),
        ("ratio", pa.array([0.125]), "decimal", "0,125"),
        ("total", pa.array([Decimal(5)], pa.decimal128(38, 0)), "count", "5"),
        ("europe", pa.array([1.5]), "decimal", "1,5"),
        ("day", pa.array([DAY]), "day", "31.12.2021"),
        ("yes", pa.array([True]), "text", "ja"),
        ("text", pa.array(["<b>"]), "text", "<b>"),
        ("nothing", pa.array([None], pa.string()), "text", "keine Angabe"),
        ("nan", pa.array([float("nan")]), "decimal", "keine Zahl"),
        ("endless", pa.array([float("-inf")]), "decimal", "−unendlich"),
        ("huge", pa.array([Decimal(10**37)], pa.decimal128(38, 0)), "count", str(10**37)),
        ("tiny", pa.array([1.5e-9]), "decimal", "1,5e−09"),
        ("large", pa.array([1e300]), "decimal", "1e+300"),
        ("money_eur", pa.array([Decimal("1e30")], pa.decimal128(38, 2)), "eur", "1000000000000000000000000000000,00"),
    ],
)
def test_a_column_is_what_its_type_and_name_say(name: str, values: pa.Array, kind: Kind, text: str) -> None:
    made = result_table(pa.table({name: values}), "Antwort").table
    assert (made.columns[0].kind, made.text_rows[0][0]) == (kind, text)
    assert csv_bytes(made, ()) and xlsx_bytes(made, ())


def test_our_own_columns_have_our_heads_with_their_unit() -> None:
    made = table(budget_eur=[Decimal(1)], amount_eur=[Decimal(1)], measure_id=["5.03"], wert=[1])
    assert made.head == ("Gültiger Ansatz in\u00a0€", "Betrag in EUR", "Maßnahme-Nr", "wert")


def test_what_no_file_can_hold_is_cut_and_counted() -> None:
    shown = result_table(pa.table({f"c{n}": range(9_000) for n in range(100)}), "Antwort")
    assert shown.rows == 9_000 and len(shown.table.rows) == MOST_CELLS // 100
    assert result_table(pa.table({"n": pa.array([], pa.int64())}), "Antwort").table.rows == ()
    assert len(table(text=["x" * 100_000]).rows[0][0]) == LONGEST_TEXT + 2


def test_names_become_bars() -> None:
    shape = shape_of(table(Teilhaushalt=["A", "B", "C"], Offen__in__EUR=[Decimal("5.50"), None, Decimal(-2)]))
    assert shape and not shape.is_course and legend(shape) == ()
    assert sentence(shape) == "Offen in EUR: am größten bei A mit 5,50\u00a0€, am kleinsten bei C mit −2,00\u00a0€."
    fig = result_chart(shape, LIGHT)
    assert [trace.type for trace in fig.data] == ["bar"] and [*fig.data[0].x] == [5.5, None, -2]
    texts = [note.text for note in fig.layout.annotations]
    assert texts == ["A", "5,50\u00a0€", "B", "keine Angabe", "C", "−2,00\u00a0€"]
    assert fig.layout.xaxis.range[0] == -2 and fig.layout.xaxis.range[1] == 5.5


def test_days_become_lines_in_their_order() -> None:
    shape = shape_of(
        table(Stand=[DAY, EARLIER], offen=[3, 1], fertig=[None, 2], Satz=["x", "y"], Anteil__pct=[1.0, 2.0])
    )
    assert shape and shape.is_course and [one.column.head for one in shape.series] == ["offen", "fertig"]
    assert sentence(shape) == "offen: von 1 am 31.12.2020 auf 3 am 31.12.2021."
    assert [(entry.word, entry.swatch) for entry in legend(shape)] == [("offen", "fibre"), ("fertig", "cable")]
    fig = result_chart(shape, DARK)
    assert [trace.mode for trace in fig.data] == ["lines+markers"] * 2
    assert [*fig.data[0].x] == [EARLIER, DAY] and [*fig.data[1].y] == [2, None]
    assert fig.data[0].line.dash != fig.data[1].line.dash, "colour is not the only mark"


def test_the_same_day_twice_is_no_course() -> None:
    shape = shape_of(table(Stand=[DAY, DAY], n=[1, 2]))
    assert shape and not shape.is_course


@pytest.mark.parametrize(
    "columns",
    [
        {"name": ["A"], "n": [1]},
        {"name": ["A", "B"]},
        {"name": ["A", "B"], "word": ["x", "y"]},
        {"n": [1, 2], "m": [1, 2]},
        {"name": ["A", None], "n": [1, 2]},
        {"name": ["A", "B"], "n": pa.array([None, None], pa.int64())},
        {"name": ["A", "B"], "n": [float("inf"), 1.0]},
        {"name": ["A", "B"], "budget_year": [2020, 2021]},
        {"name": [], "n": []},
    ],
)
def test_what_has_no_shape_is_a_table_alone(columns: dict[str, Any]) -> None:
    assert shape_of(table(**columns)) is None


def test_many_bars_are_the_first_of_them() -> None:
    shape = shape_of(table(name=[f"N{n}" for n in range(100)], n=range(100)))
    assert shape and len(shape.names) == MOST_BARS == len(shape.series[0].values)


def test_markup_of_the_data_stays_text() -> None:
    evil = "<b>x</b><a href='javascript:1'>"
    shape = shape_of(table(name=[evil, "B"], n=[1, 2], m=[3, 4]))
    assert shape
    fig = result_chart(
        shape._replace(series=(shape.series[0]._replace(column=Column(evil, "count")), shape.series[1])), LIGHT
    )
    drawn = [note.text for note in fig.layout.annotations] + [
        text for trace in fig.data for text, _ in trace.customdata
    ]
    assert drawn and not any("<b>" in text or "<a" in text for text in drawn)
