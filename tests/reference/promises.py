"""What was promised: the posts of the Drucksache, money of programmes until a day, the forecast of a year."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction

from tests.reference.costs import Cell, cells_of, sums, total
from tests.reference.question import Question, Row
from tests.reference.selection import selected_costs, selected_measures

POSTS = ("4.01", "6.01")
"""The measures that data/reference/stellen.csv lists."""
AMOUNTS = ("pending", "decided", "approved", "budget", "actual", "committed", "forecast")


def costs_posts(q: Question) -> list[Row]:
    """costs/posts: the Personal of each listed measure by year; known without Personal = one row without a year."""
    known = {row["measure_id"] for row in selected_measures(q)}
    cells = [cell for cell in cells_of(selected_costs(q)) if cell.key["cost_type"] == "Personal"]
    answer = []
    for post in POSTS:
        own = [cell for cell in cells if cell.key["measure_id"] == post]
        for year in {cell.key["budget_year"] for cell in own}:
            here = [cell for cell in own if cell.key["budget_year"] == year]
            answer.append({"measure_id": post, "budget_year": year, "is_known": post in known} | sums(here, AMOUNTS))
        if not own and post in known:
            nothing = dict.fromkeys(f"{metric}_eur" for metric in AMOUNTS)
            answer.append({"measure_id": post, "budget_year": None, "is_known": True} | nothing)
    return answer


def earliest(cell: Cell) -> dt.date | None:
    """The cell's earliest funding_expires."""
    return min((row["funding_expires"] for row in cell.rows if row["funding_expires"]), default=None)


def costs_funding_clock(q: Question) -> list[Row]:
    """costs/funding_clock: cells from Fördermittel by programme and term, and the Eigenmittel of their measures."""
    cells = cells_of(selected_costs(q))
    funded = [cell for cell in cells if cell.key["funding_source"] == "Fördermittel"]
    answer = []
    for programme, expires in {(cell.key["funding_programme"], earliest(cell)) for cell in funded}:
        line = [c for c in funded if c.key["funding_programme"] == programme and earliest(c) == expires]
        measures = {cell.key["measure_id"] for cell in line}
        own = [c for c in cells if c.key["funding_source"] == "Eigenmittel" and c.key["measure_id"] in measures]
        granted, drawn = total(cell.budget for cell in line), total(cell.actual for cell in line)
        own_budget, own_actual = total(cell.budget for cell in own), total(cell.actual for cell in own)
        assert q.costs_as_of
        answer.append(
            {
                "funding_programme": programme,
                "expires": expires,
                "granted_eur": granted,
                "drawn_eur": drawn,
                "open_eur": granted - drawn,
                "days_left": (expires - q.costs_as_of).days if expires else None,
                "measures": len(measures),
                "own_budget_eur": own_budget,
                "own_open_eur": own_budget - own_actual,
            }
        )
    return answer


def costs_forecast_accuracy(q: Question) -> list[Row]:
    """costs/forecast_accuracy: for each year that is over, what each delivery within it expected, and the result."""
    dates = [day for day in q.deliveries.dates("costs") if day <= q.day]
    year_asked = (q.as_of or dates[-1]).year
    answer = []
    for year in sorted({row["budget_year"] for day in dates for row in q.deliveries.rows("costs", day)}):
        if year >= year_asked:
            continue
        final = max((d for d in dates if d >= dt.date(year, 12, 31) and is_planned(q, d, year)), default=None)
        for then in [day for day in dates if day.year == year and final and day < final]:
            assert final
            before, after = (year_cells(q, day, year, also=(then, final)) for day in (then, final))
            if before:
                answer.append(case(year, then, before, final, after))
    return answer


def is_planned(q: Question, day: dt.date, year: int) -> bool:
    """The delivery still has an Ansatz or a Fortgeschriebener Ansatz of the year that is more than angemeldet."""
    rows = [row for cell in year_cells(q, day, year) for row in cell.rows]
    return any("Ansatz" in row["value_type"] and row["approval"] != "angemeldet" for row in rows)


def case(year: int, then: dt.date, before: list[Cell], final: dt.date, after: list[Cell]) -> Row:
    """Forecast against result."""
    forecast, actual = total(cell.forecast for cell in before), total(cell.actual for cell in after)
    off = forecast - actual
    return {
        "budget_year": year,
        "forecast_as_of": then,
        "forecast_eur": forecast,
        "actual_as_of": final,
        "actual_eur": actual,
        "deviation_eur": off,
        "deviation_pct": Fraction(100) * Fraction(off) / Fraction(actual) if actual > Decimal(0) else None,
    }


def year_cells(q: Question, day: dt.date, year: int, also: tuple[dt.date, ...] = ()) -> list[Cell]:
    """The cells of a year in a delivery, as far as the measures are seen that day, when asked, and `also`."""
    rows = [row for row in q.deliveries.rows("costs", day) if row["budget_year"] == year]
    if q.role.partition(":")[0] in ("oeffentlich", "ausschuss"):
        for other in (day, q.day, *also):
            seen = {row["measure_id"] for row in q.measures(q.deliveries.latest("measures", other))}
            rows = [row for row in rows if row["measure_id"] in seen]
    if any(q.chosen.values()):
        chosen = {row["measure_id"] for row in selected_measures(q)}
        rows = [row for row in rows if row["measure_id"] in chosen]
    return cells_of(rows)
