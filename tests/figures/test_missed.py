"""Which Maßnahmen miss the year of their plan: choices, the sentence with what it leaves out, the table."""

from __future__ import annotations

import datetime as dt

import pytest

from analytics.figures.portfolio.missed import EVERY, missed_sentence, missed_table, year_words, years
from analytics.queries.measures import ListedMeasure
from analytics.queries.portfolio import Missed
from tests.figures.listed import AS_OF, measure, plain
from tests.figures.listed import frame as listed
from tests.figures.portfolios import frame, missed

MISSED = frame(
    Missed,
    missed("8.01", 2021, 400, dt.date(2019, 12, 31)),
    missed("4.04", 2021, 500, dt.date(2020, 12, 31)),
    missed("4.09", 2019, 900, dt.date(2019, 6, 30)),
)


def planned(measure_id: str, year: int, first: int | None = None, **values: str) -> ListedMeasure:
    plan, baseline = dt.date(year, 10, 1), dt.date(first or year, 10, 1)
    return measure(measure_id, 0, valid_end=plan, end_baseline=baseline, **values)


LISTED = [planned("8.01", 2021), planned("4.04", 2021), planned("5.01", 2021), planned("4.09", 2019)]
DONE = planned("6.01", 2021, status="abgeschlossen")
MOVED = planned("4.03", 2023, first=2021)


def test_the_year_of_the_date_can_always_be_chosen() -> None:
    assert years(MISSED, AS_OF) == ["2021", "2019", EVERY]
    assert years(MISSED.head(0), AS_OF) == ["2021", EVERY]
    assert [year_words(year) for year in ("2021", EVERY)] == ["2021", "alle Jahre"]


def test_the_sentence_says_x_of_y_since_when_and_what_is_not_counted() -> None:
    assert plain(missed_sentence(MISSED, listed(*LISTED, DONE, MOVED), "2021")) == (
        "2 von 4 Maßnahmen, deren gültiger Plan 2021 endet, sind noch offen und verfehlen das Jahr, 1 ist "
        "abgeschlossen; am längsten bekannt ist es bei 8.01, seit dem Stichtag 31.12.2019. Nicht mitgezählt und noch "
        "offen: 4.09 hat schon ein früheres Jahr verfehlt. Nach dem Ursprungsplan sollte auch 4.03 2021 enden; ihr "
        "Plan wurde fortgeschrieben."
    )


@pytest.mark.parametrize(
    ("year", "sentence"),
    [
        ("2019", "1 von 1 Maßnahme, deren gültiger Plan 2019 endet, ist noch offen und verfehlt das Jahr;"),
        ("2022", "Von den offenen Maßnahmen endet keine nach ihrem gültigen Plan 2022."),
        (EVERY, "3 von 4 offenen Maßnahmen verfehlen das Jahr ihres gültigen Plans."),
    ],
)
def test_other_years(year: str, sentence: str) -> None:
    assert plain(missed_sentence(MISSED, listed(*LISTED), year)).startswith(sentence)


def test_nobody_misses_it() -> None:
    none = missed_sentence(MISSED.head(0), listed(LISTED[2]), "2021")
    assert plain(none) == "Keine von 1 Maßnahme, deren gültiger Plan 2021 endet, ist noch offen und verfehlt das Jahr."


def test_the_table_has_the_year_alone_the_longest_delay_first() -> None:
    table = missed_table(MISSED, "2021")
    assert [row[0] for row in table.rows] == ["4.04", "8.01"]
    assert table.text_rows[0] == (
        *("4.04", "E-Akte", "FB 18", "01.10.2021", "01.10.2021", "13.02.2023", "+500", "31.12.2020"),
    )
    assert [row[0] for row in missed_table(MISSED, EVERY).rows] == ["4.09", "4.04", "8.01"]
    assert missed_table(MISSED, "2022").rows == ()
