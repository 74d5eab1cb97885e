"""Frames of the page Maßnahmen, as the queries answer them, from a few values."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import pyarrow as pa

from analytics.queries.measures import ListedMeasure, MeasureState, Sheet

AS_OF = dt.date(2021, 12, 31)
PLAN = dt.date(2022, 6, 30)
LONG = "Sehr langer Titel mit vielen Worten " * 5
MEASURE = ListedMeasure(
    measure_id="5.03",
    title="E-Akte",
    field_of_action="Digitale Services",
    department="II",
    division="Fachbereich Öffentliche Ordnung",
    committee="EDV",
    districts=[],
    status="in Umsetzung",
    reported_rating="grün",
    computed_rating="grün",
    rule="Termin, Kosten und Fortschritt liegen im Plan.",
    progress_pct=50.0,
    start_planned=dt.date(2019, 4, 1),
    end_baseline=PLAN,
    valid_end=PLAN,
    expected_end=PLAN,
    days_late_valid=0,
    is_late=False,
    decision_needed=None,
    decision_due=None,
)
TYPES = {
    **dict.fromkeys(
        ("start_planned", "end_baseline", "valid_end", "expected_end", "decision_due", "as_of", "costs_as_of"),
        pa.date32(),
    ),
    "days_late_valid": pa.int64(),
    "is_late": pa.bool_(),
    "districts": pa.list_(pa.string()),
    **dict.fromkeys(("progress_pct", "budget_eur", "actual_eur", "forecast_eur"), pa.float64()),
}
STATE = MeasureState(
    measure_id="5.03",
    as_of=AS_OF,
    status="in Umsetzung",
    reported_rating="grün",
    computed_rating="grün",
    rule="Termin, Kosten und Fortschritt liegen im Plan.",
    progress_pct=50.0,
    valid_end=PLAN,
    expected_end=PLAN,
    days_late_valid=0,
    costs_as_of=AS_OF,
    budget_eur=100_000.0,
    actual_eur=40_000.0,
    forecast_eur=100_000.0,
)
SHEET = Sheet(
    **MEASURE._asdict(),
    as_of=AS_OF,
    end_rebaselined=None,
    rebaseline_paper=None,
    end_forecast=PLAN,
    end_actual=None,
    days_late_baseline=0,
    shifts=0,
    reason=None,
    mitigation=None,
    impact=None,
    options=None,
    is_overdue=False,
    owner=None,
    reported_on=dt.date(2022, 1, 9),
    paper=None,
    city_goal=None,
    gender_aspects="nicht geprüft",
    is_public=True,
    outcome=None,
    outcome_target=None,
    outcome_actual=None,
    outcome_unit=None,
)


def measure(measure_id: str = "5.03", days_late: int | None = 0, **values: Any) -> ListedMeasure:
    """A Maßnahme that ends so many days after its valid plan; None = it has no end."""
    plan = values.get("valid_end", PLAN)
    if days_late is None:
        ends = {"valid_end": None, "expected_end": None, "status": "zurückgestellt", "computed_rating": "grau"}
        return MEASURE._replace(measure_id=measure_id, days_late_valid=None, **ends | values)
    row = MEASURE._replace(
        measure_id=measure_id,
        days_late_valid=days_late,
        expected_end=plan + dt.timedelta(days_late),
        **values,
    )
    return row._replace(is_late=days_late > 0 and row.status in ("geplant", "in Umsetzung"))


def frame(*rows: ListedMeasure) -> pd.DataFrame:
    """The answer of measures/list."""
    return _frame(ListedMeasure, rows)


def states(*rows: MeasureState) -> pd.DataFrame:
    """The answer of measures/history."""
    return _frame(MeasureState, rows)


def _frame(kind: type[Any], rows: tuple[Any, ...]) -> pd.DataFrame:
    fields = [(name, TYPES.get(name, pa.string())) for name in kind._fields]
    table = pa.Table.from_pylist([row._asdict() for row in rows], schema=pa.schema(fields))
    answer: pd.DataFrame = table.to_pandas(date_as_object=False)
    return answer


def plain(text: str) -> str:
    """With ordinary spaces."""
    return text.replace("\u00a0", " ")
