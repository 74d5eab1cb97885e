"""Lead and tiles of the Überblick: sentences for one, none and many; changes with their judgement."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pandas as pd
import pytest

from analytics.figures.overview.lead import lead
from analytics.figures.overview.tiles import Change, overdue, tiles
from analytics.queries.overview import Kpis
from analytics.reference import Thresholds

LIMITS = Thresholds(90, 30, Decimal(110), Decimal(105), Decimal(20))
NOW = Kpis(
    as_of=dt.date(2021, 6, 30),
    costs_as_of=dt.date(2021, 6, 30),
    measures_total=60,
    measures_planned=11,
    measures_running=28,
    measures_completed=18,
    measures_paused=2,
    measures_stopped=1,
    measures_late=12,
    rating_red_reported=5,
    rating_red_computed=7,
    ratings_differ=9,
    decisions_open=4,
    budget_year=2021,
    budget_eur=4_620_000.0,
    pending_eur=0.0,
    actual_eur=1_940_000.0,
    committed_eur=1_870_000.0,
    available_eur=810_000.0,
    forecast_eur=4_480_000.0,
    funding_eur=0.0,
    funding_share_pct=0.0,
    gigabit_pct=96.34,
    gigabit_as_of=dt.date(2021, 6, 30),
    fibre_pct=28.23,
    fibre_as_of=dt.date(2021, 6, 30),
)
BEFORE = NOW._replace(
    as_of=dt.date(2020, 12, 31),
    measures_late=9,
    decisions_open=5,
    rating_red_computed=7,
    measures_completed=15,
    budget_year=2020,
    fibre_pct=27.42,
    fibre_as_of=dt.date(2020, 12, 31),
)
NOTHING = {"budget_eur": None, "available_eur": None, "fibre_pct": None, "fibre_as_of": None}


OPEN = pd.DataFrame(
    {
        "decision_needed": [None, "a", "b", "c", "d"],
        "days_overdue": [60, None, 0, 15, 41],  # the first one is red, and its deadline is of no decision
    }
)


def said(kpis: Kpis, previous: Kpis | None, late: int = 2) -> list[str]:
    return [(fact.strong + fact.rest).replace("\u00a0", " ") for fact in lead(kpis, previous, late)]


def test_lead_answers_how_late_how_much_money_what_to_decide() -> None:
    assert said(NOW, BEFORE) == [
        "12 von 39 offenen Maßnahmen sind verspätet, 3 mehr als am 31.12.2020.",
        "Von 4,62 Mio. € für 2021 sind 810 Tsd. € weder ausgegeben noch gebunden (17,5 %).",
        "Vier Entscheidungen stehen an, zwei davon überfällig.",
    ]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"measures_late": 1}, "1 von 39 offenen Maßnahmen ist verspätet."),
        ({"measures_late": 0}, "Keine der 39 offenen Maßnahmen ist verspätet."),
        ({"measures_late": 0, "measures_planned": 0, "measures_running": 0}, "Keine Maßnahme ist offen."),
        ({"decisions_open": 1}, "Eine Entscheidung steht an, zwei davon überfällig."),
        ({"decisions_open": 0}, "Keine Entscheidung steht an."),
        (
            {"forecast_eur": 4_814_000.0, "budget_eur": 4_620_000.0},
            "Von 4,62 Mio. € für 2021 sind 810 Tsd. € weder ausgegeben noch gebunden (17,5 %); "
            "nach der Prognose fehlen am Jahresende 194 Tsd. €.",
        ),
        ({"available_eur": -120_000.0}, "Das Budget 2021 ist um 120 Tsd. € überzogen (Ansatz 4,62 Mio. €)."),
        (
            {"measures_late": 0, "measures_planned": 1, "measures_running": 0},
            "Die einzige offene Maßnahme ist nicht verspätet.",
        ),
        ({"budget_eur": 0.0, "available_eur": 0.0}, "Für 2021 gibt es keinen gültigen Ansatz."),
        (
            {"budget_eur": 0.0, "available_eur": -5_000.0},
            "Für 2021 gibt es keinen gültigen Ansatz, ausgegeben oder gebunden sind 5.000 €.",
        ),
        (NOTHING, "Zu den Kosten 2021 liegt keine Lieferung vor."),
    ],
)
def test_lead_for_one_none_and_missing(change: dict[str, object], sentence: str) -> None:
    assert sentence in said(NOW._replace(**change), None)


def test_an_empty_selection_says_so_and_nothing_else() -> None:
    assert said(NOW._replace(measures_total=0), BEFORE) == ["Keine Maßnahme gehört zur Auswahl."]


def test_an_unchanged_count_names_the_day_since() -> None:
    assert said(NOW, BEFORE._replace(measures_late=12))[0].endswith("unverändert seit dem 31.12.2020.")


def test_changes_judge_in_words_where_a_direction_is_good_or_bad() -> None:
    done, late, red, decisions, money, fibre = (tile.change for tile in tiles(NOW, BEFORE, OPEN, LIMITS))
    assert done == Change("3 mehr", "▲", "besser")
    assert late == Change("3 mehr", "▲", "schlechter")
    assert red == Change("unverändert")
    assert decisions == Change("1 weniger", "▼", "besser")
    assert money == Change("erster Wert des Jahres")
    assert fibre == Change("0,8\u00a0Punkte mehr", "▲", "besser")


def test_a_stand_that_has_not_moved_is_no_change() -> None:
    assert tiles(NOW, NOW, OPEN, LIMITS)[-1].change == Change("kein neuerer Stand")
    assert tiles(NOW, NOW._replace(measures_completed=20), OPEN, LIMITS)[0].change == Change(
        "2 weniger", "▼", "schlechter"
    )


def test_spent_money_is_a_change_without_a_judgement() -> None:
    earlier = BEFORE._replace(budget_year=2021, available_eur=2_000_000.0)
    assert tiles(NOW, earlier, OPEN, LIMITS)[4].change == Change("1,19\u00a0Mio.\u00a0€ weniger", "▼")


def test_without_an_earlier_date_nothing_is_compared() -> None:
    changes = {tile.change.words for tile in tiles(NOW, None, OPEN, LIMITS)}
    assert changes == {"kein früherer Stand", "erster Wert des Jahres"}


def test_shares_stand_beside_what_they_are_a_part_of() -> None:
    done, late, red, decisions, money, fibre = tiles(NOW, None, OPEN, LIMITS)
    assert (done.value, done.part_of.replace("\u00a0", " "), done.share_pct) == ("18", "von 60 Maßnahmen", 30)
    assert (late.value, late.part_of, round(late.share_pct or 0, 1)) == ("12", "von 39 offenen", 30.8)
    assert (decisions.part_of, decisions.share_pct) == ("von 39 offenen, 2 überfällig", 100 * 4 / 39)
    assert red.part_of == "von 60 Maßnahmen, gemeldet 5"
    assert (money.value, money.unit) == ("810", "Tsd.\u00a0€")
    assert money.part_of.replace("\u00a0", " ") == "von 4,62 Mio. € (17,5 %)"
    assert (fibre.value, fibre.unit, fibre.share_pct) == ("28,2", "%", 28.23)


def test_a_year_without_a_budget_says_so() -> None:
    none = NOW._replace(budget_eur=0.0, actual_eur=0.0, committed_eur=0.0, available_eur=0.0)
    money = next(tile for tile in tiles(none, None, OPEN, LIMITS) if tile.page == "kosten")
    assert (money.value, money.part_of, money.share_pct) == ("0", "kein Ansatz", None)


def test_missing_values_are_keine_angabe_without_a_bar() -> None:
    *_, money, fibre = tiles(NOW._replace(**NOTHING), BEFORE, OPEN, LIMITS)
    assert (money.value, money.share_pct, fibre.value, fibre.share_pct) == ("keine Angabe", None) * 2
    assert fibre.part_of == "der Haushalte der ganzen Stadt"


def test_the_rule_names_the_thresholds() -> None:
    rule = tiles(NOW, None, OPEN, Thresholds(80, 30, Decimal(115), Decimal(105), Decimal(20)))[2].rule
    assert "80 Tage" in rule
    assert "115\u00a0%" in rule


def test_a_decision_without_a_deadline_is_never_overdue() -> None:
    assert overdue(OPEN) == 2
    assert overdue(OPEN.head(0)) == overdue(OPEN.head(1)) == 0


def test_no_decision_is_overdue() -> None:
    assert said(NOW, None, late=0)[2] == "Vier Entscheidungen stehen an, keine davon überfällig."


def test_shares_across_a_break_in_method_are_not_compared() -> None:
    now, before = NOW._replace(fibre_as_of=dt.date(2019, 6, 30)), BEFORE._replace(fibre_pct=NOW.fibre_pct)
    changes = [
        tiles(now, before._replace(fibre_as_of=day), OPEN, LIMITS)[-1].change
        for day in (dt.date(2018, 12, 31), dt.date(2019, 3, 31))
    ]
    assert changes == [Change("neue Erhebung, nicht vergleichbar"), Change("unverändert")]
