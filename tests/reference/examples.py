"""Small deliveries with answers worked out by hand from the contract, for the SQL and for the reference alike."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from analytics.filters import Selection
from tests.deliveries import broadband, cost, measure
from tests.reference import Books, Row
from tests.reference import portfolio_examples as portfolio

NO_ANSWER = "exit 2"
D1, D2, D3, D4, D5 = (dt.date(2020, month, 1) for month in (1, 3, 5, 7, 9))
LEAP = dt.date(2020, 2, 29)


def days(count: int) -> dt.timedelta:
    return dt.timedelta(count)


def money(text: str) -> dict[str, Any]:
    return {"amount_eur": Decimal(text)}


@dataclass(frozen=True)
class Example:
    """Deliveries, a question, and the rows that must come out (only the columns that matter)."""

    title: str
    books: Books
    name: str
    expected: Sequence[Row] | str
    question: dict[str, Any] = field(default_factory=dict)
    role: str = "leitung"


def plan(*measures: Row) -> Books:
    """Measures by the date they carry."""
    return {
        day: {"measures": [row for row in measures if row["as_of"] == day]} for day in {r["as_of"] for r in measures}
    }


def one(day: dt.date, *costs: Row, **values: Any) -> Books:
    """One measure and its postings."""
    return {day: {"measures": [measure(day, **values)]} | ({"costs": list(costs)} if costs else {})}


def rated(title: str, colour: str, *costs: Row, **values: Any) -> Example:
    return Example(title, one(D1, *costs, **values), "measures/rating", [{"computed_rating": colour}])


def late(by: int, **values: Any) -> dict[str, Any]:
    return {"end_baseline": D1 - days(by), "start_planned": LEAP - days(1000), "progress_pct": Decimal(100)} | values


def pair(planned: str, forecast: str, kind: str = "Prognose") -> tuple[Row, Row]:
    return cost(D1, "1", **money(planned)), cost(D1, "2", value_type=kind, **money(forecast))


def network(*folders: tuple[dt.date, list[Row]]) -> Books:
    return {day: {"broadband": rows} for day, rows in folders}


COSTS_NEWER = {
    D1: {"measures": [measure(D1)], "costs": [cost(D1)]},
    D2: {"measures": [measure(D2, progress_pct=Decimal(100))]},
    D3: {"costs": [cost(D3), cost(D3, "2", value_type="Prognose", **money("900"))]},
}
COUNTS = {"premises_total": 3, "premises_covered": 1}
SHARE = {"coverage_pct": Decimal("33.30")}
UPDATED, PENDING = "Fortgeschriebener Ansatz", "angemeldet"
FUNDED: dict[str, Any] = {"funding_source": "Fördermittel"}
AFTER_LEAP = one(LEAP + dt.timedelta(30), end_baseline=LEAP)
TWO_KINDS = one(
    D1,
    cost(D1, "1"),
    cost(D1, "2", value_type=UPDATED, **money("80")),
    cost(D1, "3", value_type=UPDATED, **money("10")),
    cost(D1, "4", sub_budget="TH 4", **money("50")),
    cost(D1, "5", value_type=UPDATED, approval=PENDING, **money("7")),
    cost(D1, "6", value_type="Ist", approval=PENDING, **money("95")),
    cost(D1, "7", value_type="Mittelbindung", **money("-1")),
)
SHIFTS = plan(
    *(measure(day, "1", end_forecast=f) for day, f in zip((D1, D2, D3, D4, D5), (D3, None, D4, LEAP, D3), strict=True)),
    *(measure(day, "2", end_forecast=f) for day, f in zip((D1, D2, D3, D4, D5), (D3, D3, None, D3, D2), strict=True)),
)
TWO_AND_NONE = [{"measure_id": "1", "shifts": 2}, {"measure_id": "2", "shifts": 0}]
NEXT_DAY = plan(measure(D1), measure(D1 + dt.timedelta(1), status="geplant"))
PLANNED = [{"change": "Bearbeitungsstand", "old": "in Umsetzung", "new": "geplant"}]
RATED = plan(measure(D1), measure(D2, reported_rating="rot"))
HISTORY = plan(
    measure(D1, "1", end_baseline=D2),
    measure(D2, "1", end_baseline=D5),
    measure(D2, "2", start_planned=LEAP, end_baseline=LEAP),
    measure(D1, "3"),
    measure(D2, "4", status="abgeschlossen", end_baseline=D1 + days(90), end_actual=D1),
    measure(D2, "5", status="eingestellt", end_forecast=D5),
    measure(D1, "5", end_forecast=D4),
)
THREE = {
    D1: {
        "measures": [
            measure(D1, "1", districts=["01", "02"], department="I"),
            measure(D1, "2", committee="AWL"),
            measure(D1, "3", districts=["02"], status="eingestellt"),
        ],
        "costs": [cost(D1, "a", measure_id="1", **money("70")), cost(D1, "b", measure_id="9", **money("5"))],
    }
}
IN_DISTRICT_1 = [{"measure_id": "1", "is_whole_city": False}, {"measure_id": "2", "is_whole_city": True}]
SLIPPAGE: list[Row] = [
    {
        "measure_id": "1",
        "valid_end": D2,
        "expected_end": D2,
        "days_late_baseline": 0,
        "days_late_valid": 0,
        "shifts": 0,
    },
    {
        "measure_id": "2",
        "valid_end": LEAP,
        "expected_end": D2,
        "days_late_baseline": 1,
        "days_late_valid": 1,
        "shifts": 0,
    },
    {
        "measure_id": "4",
        "valid_end": D1 + days(90),
        "expected_end": D1,
        "days_late_baseline": -90,
        "days_late_valid": -90,
    },
    {
        "measure_id": "5",
        "valid_end": None,
        "expected_end": None,
        "days_late_baseline": None,
        "days_late_valid": None,
        "shifts": 1,
    },
]
CHANGES: list[Row] = [
    {"measure_id": "1", "change": "Kosten", "old": "100.00", "new": "-5.50"},
    {"measure_id": "2", "change": "neu", "old": None, "new": None},
    {"measure_id": "3", "change": "entfallen", "old": None, "new": None},
    {"measure_id": "4", "change": "neu", "old": None, "new": None},
    {"measure_id": "5", "change": "Bearbeitungsstand", "old": "in Umsetzung", "new": "eingestellt"},
    {"measure_id": "5", "change": "Termin", "old": "2020-07-01", "new": "2020-09-01"},
]


def postings_of_both(day: dt.date) -> list[Row]:
    """A posting of each of two measures."""
    return [cost(day, number, measure_id=number) for number in ("1", "2")]


TO_DECIDE = plan(
    measure(D2, "1", end_baseline=D1, end_forecast=D2 + days(100)),
    measure(D2, "2", end_baseline=D5, decision_needed="Was nun?"),
    measure(D2, "3", end_baseline=D5, decision_needed="Und das?", decision_due=D2 + days(1)),
    measure(D2, "4", end_baseline=D5, decision_needed="Wer?", decision_due=D2 - days(2)),
    measure(D2, "5", end_baseline=D5, reported_rating="rot"),
    measure(
        D2, "6", status="abgeschlossen", end_baseline=D1, end_actual=D2, reported_rating="rot", decision_needed="?"
    ),
    measure(D2, "7", status="eingestellt", reported_rating="rot"),
    measure(D2, "8", end_baseline=D5),
)
CASES: list[Row] = [
    {"measure_id": "4", "computed_rating": "rot", "reported_rating": "grau", "days_overdue": 2},
    {"measure_id": "3", "computed_rating": "grün", "reported_rating": "grau", "days_overdue": 0},
    {"measure_id": "2", "computed_rating": "grün", "reported_rating": "grau", "days_overdue": None},
    {"measure_id": "1", "computed_rating": "rot", "reported_rating": "grau", "days_overdue": None},
    {"measure_id": "5", "computed_rating": "grün", "reported_rating": "rot", "days_overdue": None},
]
SECRET = {
    D1: {
        "measures": [
            measure(D1, "1", is_public=False, committee="EDV"),
            measure(D1, "2", is_public=False, committee="AWL"),
        ],
        "costs": [cost(D1, "1", measure_id="1"), cost(D1, "2", measure_id="9", **money("7"))],
    }
}
BOOKED = {day: {"costs": [cost(day, measure_id="1", **money(text))]} for day, text in ((D1, "100"), (D2, "-5.50"))}
FUNDS = {
    D1: {
        "costs": [
            cost(D1, "1", funding_programme="B", funding_expires=D5, **FUNDED),
            cost(D1, "2", funding_programme="A", **FUNDED),
            cost(
                D1,
                "3",
                funding_programme="B",
                funding_expires=LEAP,
                budget_year=2021,
                value_type="Ist",
                **FUNDED,
                **money("30"),
            ),
        ]
    }
}
ONE_CELL = one(
    D1,
    cost(D1, "1", product="A", asset="Netz"),
    cost(D1, "2", product="B", value_type=UPDATED, approval="genehmigt", **money("60")),
    cost(D1, "3", product="B", value_type=UPDATED, **money("20")),
    cost(D1, "4", product="A", value_type=UPDATED, approval=PENDING, **money("9")),
    cost(D1, "5", value_type=UPDATED, approval="genehmigt", **money("5")),
    cost(D1, "6", product="A", asset="Netz", value_type="Ist", **money("30")),
    cost(D1, "7", product="C", value_type="Prognose", **money("99")),
    cost(D1, "8", product="B", approval=PENDING, **money("4")),
)
STAFF: dict[str, Any] = {"cost_type": "Personal"}
POSTS = {
    D1: {
        "measures": [measure(D1, "4.01"), measure(D1, "5.03")],
        "costs": [
            cost(D1, "1", measure_id="6.01", approval="genehmigt", **STAFF, **money("80")),
            cost(D1, "2", measure_id="6.01", approval=PENDING, budget_year=2021, **STAFF, **money("82")),
            cost(D1, "3", measure_id="4.01", **money("7")),
            cost(D1, "4", measure_id="5.03", **STAFF, **money("50")),
        ],
    }
}
LINE: dict[str, Any] = FUNDED | {"funding_programme": "P"}
CLOCK = {
    D1: {
        "costs": [
            cost(D1, "1", measure_id="1", funding_expires=D5, **LINE),
            cost(D1, "2", measure_id="1", funding_expires=D5, value_type="Ist", **LINE, **money("30")),
            cost(D1, "3", measure_id="2", funding_expires=D5, **LINE),
            cost(D1, "4", measure_id="2", budget_year=2021, funding_expires=dt.date(2019, 12, 31), **LINE),
            cost(
                D1, "5", measure_id="2", budget_year=2021, funding_expires=D5, value_type="Ist", **LINE, **money("10")
            ),
            cost(D1, "6", measure_id="1", **money("500")),
            cost(D1, "7", measure_id="1", value_type="Ist", **money("200")),
            cost(D1, "8", measure_id="2", sub_budget="TH 4", **money("40")),
            cost(D1, "9", measure_id="3", **LINE, **money("5")),
            cost(D1, "10", measure_id="4", **money("1000")),
        ]
    }
}
THEN, LATER, AFTER = dt.date(2020, 6, 30), dt.date(2020, 12, 31), dt.date(2021, 6, 30)
FORECAST = {
    THEN: {
        "measures": [measure(THEN), measure(THEN, "hidden")],
        "costs": [
            cost(THEN),
            cost(THEN, "2", value_type="Prognose", **money("90")),
            cost(THEN, "3", measure_id="hidden", **money("7")),
        ],
    },
    LATER: {
        "measures": [measure(LATER), measure(LATER, "new", is_public=False)],
        "costs": [
            cost(LATER),
            cost(LATER, "2", measure_id="new", **money("10")),
            cost(LATER, "3", budget_year=2019, **money("1")),
        ],
    },
    AFTER: {
        "measures": [measure(AFTER), measure(AFTER, "new"), measure(AFTER, "hidden", is_public=False)],
        "costs": [
            cost(AFTER, "4", measure_id="hidden", value_type="Ist", **money("25")),
            cost(AFTER, "1", value_type="Ist", **money("80")),
            cost(AFTER, "2", measure_id="new", value_type="Ist", **money("20")),
            cost(AFTER, "3", budget_year=2021),
            cost(AFTER, "5"),
        ],
    },
}
REMNANT = {
    THEN: {"measures": [measure(THEN)], "costs": [cost(THEN)]},
    LATER: {"measures": [measure(LATER)], "costs": [cost(LATER), cost(LATER, "2", value_type="Ist", **money("95"))]},
    AFTER: {
        "measures": [measure(AFTER)],
        "costs": [
            cost(AFTER, "3", value_type="Ist", **money("1.20")),
            cost(AFTER, "4", approval=PENDING, **money("30")),
            cost(AFTER, "5", budget_year=2021),
        ],
    },
}
UPDATED_LATER = REMNANT | {
    AFTER: {
        "measures": [measure(AFTER)],
        "costs": [
            cost(AFTER, "3", value_type="Ist", **money("80")),
            cost(AFTER, "4", value_type=UPDATED, approval="genehmigt", **money("0")),
        ],
    },
}
GONE = {
    THEN: {"measures": [measure(THEN)], "costs": [cost(THEN, **money("90"))]},
    LATER: {"measures": [measure(LATER)], "costs": [cost(LATER), cost(LATER, "2", value_type="Ist", **money("-5"))]},
    AFTER: {"measures": [measure(AFTER)], "costs": [cost(AFTER, budget_year=2021)]},
}
HALF_EURO = one(D1, cost(D1, funding_programme="A", **FUNDED, **money("0.50")), end_baseline=D1 - days(1))
ONE_LATE = {"measures_late": 1, "budget_eur": Decimal("0.50"), "funding_share_pct": 100, "committed_eur": 0}
NO_COSTS = {
    "costs_as_of": None,
    "budget_eur": None,
    "funding_share_pct": None,
    "gigabit_pct": None,
    "measures_total": 1,
}
EMPTY_YEAR = {"costs_as_of": D1, "budget_year": 2020, "budget_eur": 0, "funding_eur": 0, "funding_share_pct": None}
IN_PLACES = {
    D1: {
        "measures": [
            measure(D1, "1", districts=["01", "02"], end_baseline=D1 - days(91), start_planned=D1 - days(900)),
            measure(D1, "2", districts=["02"], status="eingestellt", decision_needed="Mittel"),
            measure(D1, "3", districts=["02"], status="geplant", decision_needed="Mittel", decision_due=D1 - days(1)),
            measure(D1, "4", is_public=False),
        ]
    }
}
PLACES: list[Row] = [
    {"district": "01", "measures": 1, "measures_running": 1, "measures_late": 1, "rating_red": 1, "decisions_open": 0},
    {"district": "02", "measures": 3, "measures_stopped": 1, "measures_late": 1, "rating_grey": 1, "decisions_open": 1},
    {"district": None, "measures": 1, "measures_running": 1, "measures_late": 0, "rating_red": 0, "decisions_open": 0},
]
NEIGHBOURS = network(
    (
        D2,
        [
            broadband(D2, **SHARE),
            broadband(D2, area_id="03241010", area_name="Langenhagen", **SHARE),
            broadband(D2, area_id="03252006", area_name="Hameln", **SHARE),
            broadband(D2, area_id="03241001-01", area_name="Mitte", level="Stadtbezirk", **SHARE),
            broadband(D2, area_id="03241", area_name="Region", level="Kreis"),
            broadband(D1, area_id="03", area_name="Land", level="Land", **SHARE),
            broadband(D2, area_id="00", area_name="Bund", level="Bund", **SHARE),
        ],
    )
)

EXAMPLES = [
    Example(
        "Fortgeschriebener Ansatz replaces Ansatz in its own cell only",
        TWO_KINDS,
        "costs/plan_vs_actual",
        [
            {
                "budget_eur": 140,
                "pending_eur": 7,
                "actual_eur": 95,
                "committed_eur": -1,
                "available_eur": 46,
                "forecast_eur": 144,
            }
        ],
    ),
    Example(
        "cells stay apart by Teilhaushalt",
        TWO_KINDS,
        "costs/by_sub_budget",
        [{"sub_budget": "TH 18", "budget_eur": 90, "available_eur": -4}, {"sub_budget": "TH 4", "budget_eur": 50}],
    ),
    Example(
        "Fördermittel of all years, earliest end",
        FUNDS,
        "costs/funding",
        [
            {"funding_programme": "A", "granted_eur": 100, "drawn_eur": 0, "open_eur": 100, "expires": None},
            {"funding_programme": "B", "granted_eur": 100, "drawn_eur": 30, "open_eur": 70, "expires": LEAP},
        ],
    ),
    Example(
        "only the postings of the valid budget are planned",
        one(
            D1,
            cost(D1, "1", month=3),
            cost(D1, "2", value_type=UPDATED, month=6, **money("80")),
            cost(D1, "3", value_type=UPDATED, **money("10")),
            cost(D1, "4", value_type=UPDATED, month=3, approval=PENDING, **money("7")),
            cost(D1, "5", value_type="Ist", month=3, approval=PENDING, **money("95")),
            cost(D1, "6", sub_budget="TH 4", month=6, **money("50")),
        ),
        "costs/by_month",
        [
            {"budget_year": 2020, "month": 3, "planned_eur": 0, "actual_eur": 95},
            {"budget_year": 2020, "month": 6, "planned_eur": 130, "actual_eur": 0},
            {"budget_year": 2020, "month": None, "planned_eur": 10, "actual_eur": 0},
        ],
    ),
    Example(
        "one cell split by Produkt and Gegenstand: only the postings of its valid budget count",
        ONE_CELL,
        "costs/breakdown",
        [
            {
                "product": "A",
                "asset": "Netz",
                "budget_eur": 0,
                "pending_eur": 0,
                "actual_eur": 30,
                "available_eur": -30,
            },
            {"product": "A", "asset": None, "budget_eur": 0, "pending_eur": 9, "actual_eur": 0, "available_eur": 0},
            {"product": "B", "asset": None, "budget_eur": 80, "pending_eur": 0, "actual_eur": 0, "available_eur": 80},
            {"product": "C", "asset": None, "budget_eur": 0, "pending_eur": 0, "actual_eur": 0, "available_eur": 0},
            {"product": None, "asset": None, "budget_eur": 5, "pending_eur": 0, "actual_eur": 0, "available_eur": 5},
        ],
    ),
    Example(
        "the valid budget is beschlossen or genehmigt",
        ONE_CELL,
        "costs/approval",
        [{"budget_year": 2020, "pending_eur": 9, "decided_eur": 20, "approved_eur": 65, "budget_eur": 85}],
    ),
    Example(
        "a post without Personal, one without a measure; other measures and cost types are none",
        POSTS,
        "costs/posts",
        [
            {"measure_id": "4.01", "budget_year": None, "is_known": True, "budget_eur": None, "forecast_eur": None},
            {"measure_id": "6.01", "budget_year": 2020, "is_known": False, "approved_eur": 80, "decided_eur": 0},
            {"measure_id": "6.01", "budget_year": 2021, "is_known": False, "pending_eur": 82, "budget_eur": 0},
        ],
    ),
    Example("posts follow the role", POSTS, "costs/posts", [{"measure_id": "4.01"}], role="oeffentlich"),
    Example(
        "terms by their cell's earliest day; the own share of a measure counts in each of its lines, once",
        CLOCK,
        "costs/funding_clock",
        [
            {"expires": dt.date(2019, 12, 31), "granted_eur": 100, "drawn_eur": 10, "open_eur": 90, "days_left": -1}
            | {"measures": 1, "own_budget_eur": 40, "own_open_eur": 40},
            {"expires": D5, "granted_eur": 200, "drawn_eur": 30, "open_eur": 170, "days_left": 244}
            | {"measures": 2, "own_budget_eur": 540, "own_open_eur": 340},
            {"expires": None, "granted_eur": 5, "drawn_eur": 0, "open_eur": 5, "days_left": None}
            | {"measures": 1, "own_budget_eur": 0, "own_open_eur": 0},
        ],
    ),
    Example(
        "the forecasts of a year that is over, against the last delivery; a newcomer's money is part of the result",
        FORECAST,
        "costs/forecast_accuracy",
        [
            {"budget_year": 2020, "forecast_as_of": THEN, "forecast_eur": 97, "actual_as_of": AFTER, "actual_eur": 125}
            | {"deviation_eur": -28, "deviation_pct": Fraction(-2800, 125)},
            {
                "budget_year": 2020,
                "forecast_as_of": LATER,
                "forecast_eur": 110,
                "actual_eur": 125,
                "deviation_eur": -15,
            },
        ],
    ),
    Example(
        "who does not see every row compares the measures seen at each date",
        FORECAST,
        "costs/forecast_accuracy",
        [
            {"forecast_as_of": THEN, "forecast_eur": 90, "actual_eur": 80},
            {"forecast_as_of": LATER, "forecast_eur": 100, "actual_eur": 80, "deviation_pct": 25},
        ],
        role="oeffentlich",
    ),
    Example("the year asked is not over", FORECAST, "costs/forecast_accuracy", [], {"as_of": LATER}),
    Example(
        "a year that the newest delivery no longer holds, and a result that is no whole",
        GONE,
        "costs/forecast_accuracy",
        [{"forecast_as_of": THEN, "forecast_eur": 90, "actual_as_of": LATER, "actual_eur": -5, "deviation_pct": None}],
    ),
    Example(
        "a late invoice is no result: the last delivery with an Ansatz of the year is",
        REMNANT,
        "costs/forecast_accuracy",
        [{"forecast_as_of": THEN, "forecast_eur": 100, "actual_as_of": LATER, "actual_eur": 95, "deviation_eur": 5}],
    ),
    Example(
        "a Fortgeschriebener Ansatz holds the year, even one of nothing",
        UPDATED_LATER,
        "costs/forecast_accuracy",
        [
            {"forecast_as_of": THEN, "forecast_eur": 100, "actual_as_of": AFTER, "actual_eur": 80, "deviation_pct": 25},
            {"forecast_as_of": LATER, "forecast_eur": 100, "actual_as_of": AFTER, "actual_eur": 80},
        ],
    ),
    Example(
        "a late invoice alone ends no year",
        {day: REMNANT[day] for day in (THEN, AFTER)},
        "costs/forecast_accuracy",
        [],
    ),
    Example("money without a measure", SECRET, "costs/without_measure", [{"budget_year": 2020, "budget_eur": 7}]),
    Example("money without a measure is non-public", SECRET, "costs/without_measure", [], role="ausschuss:EDV"),
    Example(
        "two sub-budgets are two rows of the Kostentabelle",
        TWO_KINDS,
        "costs/cost_table",
        [
            {"sub_budget": "TH 18", "cost_type": "Wartung", "cost_block": "Laufend", "forecast_eur": 94},
            {"sub_budget": "TH 4", "cost_type": "Wartung", "cost_block": "Laufend", "forecast_eur": 50},
        ],
    ),
    Example("two shifts; a missing forecast is jumped over", SHIFTS, "measures/slippage", TWO_AND_NONE),
    Example("the first baseline stays", HISTORY, "measures/slippage", SLIPPAGE),
    Example("changes", {day: HISTORY[day] | BOOKED[day] for day in BOOKED}, "changes/since", CHANGES),
    Example(
        "changes of a selection: what belongs to it now, and what vanished from it",
        {day: HISTORY[day] | BOOKED[day] for day in BOOKED},
        "changes/since",
        [row for row in CHANGES if row["measure_id"] in ("1", "2", "3")],
        {"selection": Selection(statuses=("in Umsetzung",))},
    ),
    Example(
        "red or to be decided, by deadline; what is done needs no decision", TO_DECIDE, "overview/decisions", CASES
    ),
    Example("the day before is the previous date", NEXT_DAY, "changes/since", PLANNED),
    Example("an empty Ampel is grau", RATED, "changes/since", [{"change": "Ampel", "old": "grau", "new": "rot"}]),
    Example("one day late, half a euro", HALF_EURO, "overview/kpis", [ONE_LATE]),
    Example("no date before the first", HISTORY, "changes/since", NO_ANSWER, {"as_of": D1}),
    Example("no measures yet", HISTORY, "overview/kpis", NO_ANSWER, {"as_of": D1 - days(1)}),
    Example(
        "what is public later tells nothing of before",
        {
            D1: {"measures": [measure(D1, "1"), measure(D1, "2", is_public=False)], "costs": postings_of_both(D1)},
            D2: {"measures": [measure(D2, "1"), measure(D2, "2")], "costs": postings_of_both(D2)},
        },
        "table/rows",
        [
            {"export": "broadband", "as_of": None, "rows_read": 0, "rows_so_far": 0},
            {"export": "costs", "as_of": D1, "rows_read": 1, "rows_so_far": 1},
            {"export": "measures", "as_of": D1, "rows_read": 1, "rows_so_far": 1},
        ],
        {"as_of": D1},
        role="oeffentlich",
    ),
    Example("no costs, no broadband", one(D1), "overview/kpis", [NO_COSTS]),
    Example("costs of another year", one(D1, cost(D1, budget_year=2019)), "overview/kpis", [EMPTY_YEAR]),
    Example("no table costs", one(D1), "costs/funding", NO_ANSWER),
    Example("30 days after the leap day", AFTER_LEAP, "measures/slippage", [{"days_late_valid": 30}]),
    rated(
        "lag of exactly 20 points",
        "grün",
        start_planned=D1 - days(333),
        end_baseline=D1 + days(667),
        progress_pct=Decimal("13.30"),
    ),
    rated(
        "lag of 20.01 points",
        "gelb",
        start_planned=D1 - days(333),
        end_baseline=D1 + days(667),
        progress_pct=Decimal("13.29"),
    ),
    rated("lag counts in Umsetzung only", "grün", status="geplant", progress_pct=Decimal(0)),
    rated("30 days", "grün", **late(30)),
    rated("31 days", "gelb", **late(31)),
    rated("90 days", "gelb", **late(90)),
    rated("91 days", "rot", **late(91)),
    rated("paused", "grau", **late(91, status="zurückgestellt")),
    rated("105 %", "grün", *pair("0.20", "0.21")),
    rated("above 105 %", "gelb", *pair("100", "105.01")),
    rated("110 %", "gelb", *pair("0.20", "0.22")),
    rated("above 110 %", "rot", *pair("0.20", "0.23")),
    rated("nothing planned", "gelb", *pair("-1", "1")),
    rated("nothing spent", "grün", *pair("0", "0")),
    rated("completed: Ist stands for Prognose", "grün", *pair("100", "999"), status="abgeschlossen", end_actual=D1),
    rated("completed: Ist above 110 %", "rot", *pair("100", "111", "Ist"), status="abgeschlossen", end_actual=D1),
    rated("decision due today", "grün", decision_due=D1),
    rated("due yesterday", "rot", decision_due=D1 - days(1)),
    Example(
        "costs newer than the measures rate the newest row alone",
        COSTS_NEWER,
        "measures/history",
        [
            {"as_of": D1, "computed_rating": "grün", "costs_as_of": D1, "forecast_eur": 100},
            {"as_of": D2, "computed_rating": "rot", "costs_as_of": D3, "forecast_eur": 900},
        ],
    ),
    Example(
        "before these costs it was on plan",
        COSTS_NEWER,
        "measures/history",
        [{"computed_rating": "grün"}, {"as_of": D2, "computed_rating": "grün", "costs_as_of": D1, "forecast_eur": 100}],
        {"as_of": D2},
    ),
    Example("a role sees its rows only", SECRET, "measures/rating", [{"measure_id": "1"}], role="ausschuss:EDV"),
    Example("costs follow their measure", SECRET, "costs/by_sub_budget", [{"budget_eur": 100}], role="ausschuss:EDV"),
    Example("unknown measures count for everyone else", SECRET, "costs/by_sub_budget", [{"budget_eur": 107}]),
    Example(
        "nothing public",
        SECRET,
        "overview/kpis",
        [{"as_of": D1, "measures_total": 0, "budget_eur": 0}],
        role="oeffentlich",
    ),
    Example(
        "null at the latest Stand wins",
        network((D1, [broadband(D1, **SHARE)]), (D2, [broadband(D2)])),
        "broadband/coverage",
        [{"as_of": D2, "coverage_pct": None}],
    ),
    Example(
        "the latest Stand wins, not the latest folder",
        network((D2, [broadband(D2, **SHARE)]), (D3, [broadband(D1, **COUNTS)])),
        "broadband/coverage",
        [{"as_of": D2, "coverage_pct": Decimal("33.30")}],
    ),
    Example(
        "same Stand: the latest folder wins, counts before share",
        network((D2, [broadband(D1)]), (D3, [broadband(D1, **COUNTS | SHARE)])),
        "broadband/trend",
        [{"as_of": D1, "coverage_pct": Fraction(100, 3)}],
    ),
    Example(
        "nobody lives there",
        network((D1, [broadband(D1, **SHARE, premises_total=0, premises_covered=0)])),
        "broadband/coverage",
        [{"coverage_pct": None}],
    ),
    Example(
        "a district takes its own and the whole-city measures",
        THREE,
        "selection/measures",
        IN_DISTRICT_1,
        {"selection": Selection(districts=("01",))},
    ),
    Example(
        "dimensions narrow each other",
        THREE,
        "selection/measures",
        [{"measure_id": "1"}],
        {"selection": Selection(districts=("01",), departments=("I", "II"))},
    ),
    Example(
        "values of one dimension are alternatives, the Ampel is the computed one",
        THREE,
        "selection/measures",
        [{"measure_id": "1"}, {"measure_id": "2"}, {"measure_id": "3"}],
        {"selection": Selection(ratings=("grau", "grün"))},
    ),
    Example(
        "grey alone is the stopped one",
        THREE,
        "selection/measures",
        [{"measure_id": "3"}],
        {"selection": Selection(ratings=("grau",))},
    ),
    Example(
        "costs follow their measure, those of an unknown one count only where nothing is chosen",
        THREE,
        "costs/plan_vs_actual",
        [{"budget_eur": Decimal(70)}],
        {"selection": Selection(committees=("EDV",))},
    ),
    Example("nothing chosen", THREE, "costs/plan_vs_actual", [{"budget_eur": Decimal(75)}]),
    Example(
        "a selection without any measure has no costs",
        THREE,
        "overview/kpis",
        [{"measures_total": 0, "budget_eur": Decimal(0), "funding_share_pct": None}],
        {"selection": Selection(committees=("AGOB",))},
    ),
    Example(
        "known since the last unbroken run: on plan again, paused, gone, and the year of today's plan",
        portfolio.MISSING,
        "portfolio/missed",
        [*portfolio.MISSED, {"measure_id": "9", "known_since": portfolio.H1}],
    ),
    Example("a role misses its rows only", portfolio.MISSING, "portfolio/missed", portfolio.MISSED, role="oeffentlich"),
    Example("nothing public misses", SECRET, "portfolio/missed", [], role="oeffentlich"),
    Example(
        "missed before the plan was over",
        portfolio.MISSING,
        "portfolio/missed",
        [{"measure_id": "1", "known_since": portfolio.H2}]
        + [{"measure_id": number, "known_since": portfolio.H1} for number in ("2", "5", "6", "7", "9")],
        {"as_of": portfolio.H2},
    ),
    Example(
        "an end moves once",
        portfolio.books(portfolio.course("1", None, *[portfolio.LATER] * 3)),
        "portfolio/milestones",
        portfolio.MOVES,
    ),
    Example(
        "moves count from the first end there was",
        portfolio.PAUSED_FIRST,
        "portfolio/milestones",
        portfolio.MOVES_OF_PAUSED,
    ),
    Example("coming and going", portfolio.COMING_AND_GOING, "portfolio/ledger", portfolio.LEDGER),
    Example(
        "no selection narrows the ledger",
        portfolio.COMING_AND_GOING,
        "portfolio/ledger",
        portfolio.LEDGER,
        {"selection": Selection(committees=("AWL",))},
    ),
    Example(
        "a ledger of nothing visible has its dates",
        {D1: SECRET[D1]},
        "portfolio/ledger",
        [{"as_of": D1, "measures_before": 0, "added": 0, "measures_after": 0, "cohort": 0}],
        role="oeffentlich",
    ),
    Example("dates kept and reports in time", portfolio.REPORTING, "portfolio/reliability", portfolio.KEPT),
    Example(
        "with a selection, the reports of its measures",
        portfolio.REPORTING,
        "portfolio/reliability",
        [{"division": "18", "measures": 0, "reports": 1}, {"division": "37", "measures": 2, "reports": 7}],
        {"selection": Selection(statuses=("abgeschlossen",))},
    ),
    Example("a measure of two districts counts in both", IN_PLACES, "districts/overview", PLACES),
    Example(
        "a district asked alone leaves out the others, not the whole city",
        IN_PLACES,
        "districts/overview",
        [PLACES[0], PLACES[2]],
        {"selection": Selection(districts=("01",))},
    ),
    Example("a role counts its rows only", IN_PLACES, "districts/overview", PLACES[:2], role="oeffentlich"),
    Example("no measures yet, no districts", IN_PLACES, "districts/overview", NO_ANSWER, {"as_of": D1 - days(1)}),
    Example(
        "a measure stands under each district, a decision of a stopped one is not overdue",
        IN_PLACES,
        "districts/measures",
        [
            {"district": "02", "measure_id": "1", "is_late": True, "is_overdue": False, "is_public": True},
            {"district": "02", "measure_id": "2", "is_late": False, "is_overdue": False, "expected_end": None},
            {"district": "02", "measure_id": "3", "is_late": False, "is_overdue": True, "computed_rating": "rot"},
            {"district": None, "measure_id": "4", "is_late": False, "is_public": False},
        ],
        {"selection": Selection(districts=("02",))},
    ),
    Example(
        "a narrower selection narrows the districts too",
        IN_PLACES,
        "districts/measures",
        [{"district": "02", "measure_id": "3"}],
        {"selection": Selection(statuses=("geplant",))},
    ),
    Example(
        "the district asked and the city, Stand by Stand, a missing value included",
        network(
            (D1, [broadband(D1, **SHARE), broadband(D1, area_id="03241001-02", level="Stadtbezirk")]),
            (D2, [broadband(D2, area_id="03241001-01", level="Stadtbezirk", **COUNTS)]),
        ),
        "districts/trend",
        [
            {"as_of": D1, "area_id": "03241001", "coverage_pct": Decimal("33.30")},
            {"as_of": D2, "area_id": "03241001-01", "coverage_pct": Fraction(100, 3)},
        ],
        {"selection": Selection(districts=("01",))},
    ),
    Example(
        "neighbours are the municipalities of the same Kreis; no district, nobody further away",
        NEIGHBOURS,
        "broadband/comparison",
        [
            {"as_of": D1, "area_id": "03"},
            {"as_of": D2, "area_id": "00"},
            {"as_of": D2, "area_id": "03241", "coverage_pct": None},
            {"as_of": D2, "area_id": "03241001"},
            {"as_of": D2, "area_id": "03241010", "level": "Gemeinde"},
        ],
    ),
]
