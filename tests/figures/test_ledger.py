"""The books of the portfolio: what came and went, and the same first Maßnahmen at every date."""

from __future__ import annotations

from analytics.figures.portfolio.ledger import (
    COHORT,
    COHORT_LEGEND,
    MOST_DATES,
    cohort_chart,
    cohort_sentence,
    cohort_table,
    ledger_sentence,
    ledger_table,
)
from analytics.queries.portfolio import LedgerLine
from analytics.theme import LIGHT
from tests.figures.listed import plain
from tests.figures.portfolios import DATES, frame, line

FIRST = line(DATES[0], None, added=4, measures_after=4, cohort=4, cohort_planned=1, cohort_running=3)
SECOND = line(
    *(DATES[1], DATES[0]),
    **{"measures_before": 4, "added": 2, "returned": 0, "vanished": 1, "measures_after": 5, "finished": 1},
    **{"relabelled": 1, "completed_after": 2, "cohort": 4, "cohort_completed": 1, "cohort_running": 1},
    **{"cohort_stopped": 1, "cohort_vanished": 1},
)
BOTH = frame(LedgerLine, FIRST, SECOND)


def test_the_sentence_says_what_came_and_went() -> None:
    assert plain(ledger_sentence(BOTH)) == (
        "Seit dem 30.06.2019: 2 neu, 1 entfallen; aus 4 wurden 5 Maßnahmen. Seit dem ersten Stichtag (30.06.2019): "
        "2 neu, 1 entfallen, 1 umbenannt."
    )
    quiet = line(DATES[1], DATES[0], measures_before=4, measures_after=4)
    assert "keine neu, keine entfallen, es bleiben 4 Maßnahmen." in plain(
        ledger_sentence(frame(LedgerLine, FIRST, quiet))
    )


def test_the_first_date_has_a_stock_and_no_changes() -> None:
    alone = frame(LedgerLine, FIRST)
    assert plain(ledger_sentence(alone)).startswith("Der Anfangsbestand vom 30.06.2019 sind 4 Maßnahmen;")
    assert ledger_table(alone).text_rows == (("30.06.2019", "–", "–", "–", "–", "4", "–", "–", "–", "–", "–"),)


def test_the_books_close_in_every_row() -> None:
    newest, first = ledger_table(BOTH).rows
    before, added, _, vanished, after = newest[1:6]
    assert (before, added, vanished, after) == (4, 2, 1, 5)
    assert first[0] < newest[0]


def test_the_cohort_stands_beside_the_portfolio_of_today() -> None:
    assert plain(cohort_sentence(BOTH)) == (
        "1 von 4 Maßnahmen vom 30.06.2019 ist abgeschlossen, 1 noch offen, keine zurückgestellt, 1 eingestellt, "
        "1 entfallen. Im heutigen Portfolio sind 2 von 5 abgeschlossen: Dort wuchs auch die Zahl, durch die "
        "geteilt wird."
    )
    assert cohort_sentence(frame(LedgerLine, line(DATES[0], None))) == (
        "Der erste Stichtag hat keine Maßnahmen, deren Weg sich verfolgen ließe."
    )


def test_every_bar_of_the_cohort_is_equally_long() -> None:
    fig = cohort_chart(BOTH, LIGHT)
    assert [sum(trace.x[row] or 0 for trace in fig.data) for row in range(2)] == [4, 4]
    assert [trace.name for trace in fig.data] == [*COHORT.values()] == [entry.word for entry in COHORT_LEGEND]
    looks = {(trace.marker.color, trace.marker.pattern.shape) for trace in fig.data}
    assert len(looks) == len(COHORT)
    assert [note.text for note in fig.layout.annotations] == [
        *("31.12.2019", "1 von 4 fertig", "30.06.2019", "0 von 4 fertig"),
    ]


def test_many_dates_are_in_the_table_and_the_newest_are_drawn() -> None:
    rows = [line(DATES[0].replace(year=2000 + n), None, cohort=1, cohort_running=1) for n in range(MOST_DATES + 3)]
    assert len(cohort_chart(frame(LedgerLine, *rows), LIGHT).data[0].x) == MOST_DATES
    assert len(cohort_table(frame(LedgerLine, *rows)).rows) == MOST_DATES + 3
    assert cohort_table(BOTH).rows[0][1:] == (0, 1, 1, 0, 1, 1, 4)
