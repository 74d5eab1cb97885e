"""Ausschüsse: all beside each other, the control of what was decided, and what is compared with."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import pytest

from analytics.figures.committees import control, overview, since
from analytics.meetings import EXAMPLE, Meeting
from analytics.queries.committees import CommitteeCounts, Controlled
from analytics.tables import NOT_ASKED
from tests.figures.coverages import plain

EDV = CommitteeCounts("EDV", 9, 2, 3, 4, 0, 0, 2, 1, 3, 1)
NAMES = {"EDV": "EDV-Arbeitsgruppe", "AWL": "Ausschuss für Arbeitsmarkt"}
MEASURE = Controlled(
    "4.03", "WLAN", "EDV", None, None, dt.date(2021, 6, 30), "in Umsetzung", 0, is_late=False, reason=None,
    end_actual=None, is_public=True,
)  # fmt: skip
LATE = MEASURE._replace(measure_id="4.04", days_late_valid=30, is_late=True)
LATER = LATE._replace(measure_id="5.01", days_late_valid=200, reason="Der Hersteller liefert nicht.", paper="1/2020")
DONE = MEASURE._replace(measure_id="5.02", status="abgeschlossen", end_actual=dt.date(2021, 5, 1), days_late_valid=-60)
STOPPED = MEASURE._replace(measure_id="5.03", status="eingestellt", valid_end=None, days_late_valid=None)
DAYS = ("valid_end", "end_actual")


def counts(*rows: CommitteeCounts) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=list(CommitteeCounts._fields))


def controlled(*rows: Controlled) -> pd.DataFrame:
    texts = {"paper": object, "rebaseline_paper": object, "reason": object}
    data = pd.DataFrame(list(rows), columns=list(Controlled._fields)).astype(texts)
    return data.assign(**{name: pd.to_datetime(data[name]) for name in DAYS})


def cell(row: Controlled, head: str) -> Any:
    table = control.control_table(controlled(row))
    return table.rows[0][[column.head for column in table.columns].index(head)]


def test_every_committee_has_a_row_one_without_a_measure_too() -> None:
    first, second = overview.overview_table(counts(EDV), NAMES).rows
    assert tuple(plain(cell) if isinstance(cell, str) else cell for cell in first) == (
        "EDV · EDV-Arbeitsgruppe",
        9,
        "2 geplant, 3 in Umsetzung, 4 abgeschlossen",
        2,
        1,
        3,
        1,
    )
    assert second == ("AWL · Ausschuss für Arbeitsmarkt", 0, "entfällt", 0, 0, 0, 0)
    assert overview.code_of(str(first[0])) == "EDV"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ((EDV,), "9 Maßnahmen gehören zu 1 Ausschuss, jede zu genau einem. Am meisten zu entscheiden hat EDV: 3."),
        ((EDV, EDV._replace(committee="AWL")), "Am meisten zu entscheiden haben EDV und AWL: je 3."),
        ((), "Keine Maßnahme gehört zur Auswahl."),
        ((EDV._replace(decisions_open=0),), "In keinem ist eine Entscheidung offen."),
    ],
)
def test_where_most_is_to_be_decided(rows: tuple[CommitteeCounts, ...], said: str) -> None:
    assert plain(overview.overview_sentence(counts(*rows))).endswith(said)


def test_the_lead_counts_over_all_committees() -> None:
    late, deciding = overview.lead(counts(EDV, EDV._replace(committee="AWL")))
    assert plain(late.strong) == "4 von 10 offenen Maßnahmen sind verspätet"
    assert plain(deciding.strong + deciding.rest) == "Sechs Entscheidungen stehen an, zwei davon überfällig."


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            (MEASURE, LATE, LATER, DONE),
            "Zu 1 von 4 Maßnahmen ist eine Drucksache angegeben; 1 ist erledigt, 2 sind verspätet, "
            "zu 1 davon fehlt eine Begründung.",
        ),
        (
            (MEASURE, STOPPED),
            "Zu keiner von 2 Maßnahmen ist eine Drucksache angegeben; keine ist erledigt, keine ist verspätet.",
        ),
        (
            (LATER, LATER),
            "Zu 2 von 2 Maßnahmen ist eine Drucksache angegeben; keine ist erledigt, 2 sind verspätet, "
            "jede mit Begründung.",
        ),
        ((LATE,), "Zu keiner von 1 Maßnahme ist eine Drucksache angegeben; keine ist erledigt, "
                  "1 ist verspätet, ohne Begründung."),
        ((), "Keine Maßnahme gehört zur Auswahl."),
    ],
)  # fmt: skip
def test_the_control_in_a_sentence(rows: tuple[Controlled, ...], said: str) -> None:
    assert plain(control.control_sentence(controlled(*rows))) == said


def test_what_is_most_late_comes_first_what_is_closed_last() -> None:
    rows = control.control_table(controlled(DONE, STOPPED, MEASURE, LATE, LATER)).rows
    assert [row[0] for row in rows] == ["5.01", "4.04", "4.03", "5.02", "5.03"]


def test_a_reason_is_missing_only_where_one_is_due() -> None:
    assert cell(LATE, "Begründung") is None
    assert (cell(MEASURE, "Begründung"), cell(LATER, "Begründung")) == (NOT_ASKED, "Der Hersteller liefert nicht.")


def test_papers_of_the_decision_and_of_its_new_end() -> None:
    assert cell(MEASURE, "Drucksache") is None
    assert cell(MEASURE._replace(paper="1/2020", rebaseline_paper="1/2020"), "Drucksache") == "1/2020"
    both = MEASURE._replace(paper="1/2020", rebaseline_paper="2/2021")
    assert cell(both, "Drucksache") == "1/2020, fortgeschrieben mit 2/2021"
    assert cell(MEASURE._replace(rebaseline_paper="2/2021"), "Drucksache") == "fortgeschrieben mit 2/2021"


def test_ends_only_where_there_are_any() -> None:
    assert (cell(STOPPED, "Frist"), cell(STOPPED, "Tage nach Frist")) == ("entfällt", "entfällt")
    assert cell(STOPPED, "erledigt am") == cell(MEASURE, "erledigt am") == NOT_ASKED
    assert (cell(DONE, "erledigt am"), cell(DONE, "öffentlich")) == (pd.Timestamp(2021, 5, 1), "ja")


STANDS = (dt.date(2021, 6, 30), dt.date(2020, 12, 31))
LAST = Meeting("EDV", dt.date(2021, 11, 18), EXAMPLE)
BEFORE = Meeting("EDV", dt.date(2021, 3, 4), "Niederschrift")
TOO_EARLY = Meeting("EDV", dt.date(2019, 3, 4), EXAMPLE)
ASKED = dt.date(2021, 8, 1)


SHOWN = dt.date(2021, 12, 31)


def test_meetings_come_before_reporting_dates_and_none_before_the_first_stand() -> None:
    found = since.points((LAST, BEFORE, TOO_EARLY), STANDS, ASKED, SHOWN)
    assert [(point.day, point.stand) for point in found] == [
        (LAST.day, STANDS[0]), (BEFORE.day, STANDS[1]), (STANDS[0], STANDS[0]), (STANDS[1], STANDS[1]),
        (ASKED, STANDS[0]),
    ]  # fmt: skip
    assert [since.words(point) for point in found] == [
        "Sitzung vom 18.11.2021 (Beispieltermin), Stand 30.06.2021", "Sitzung vom 04.03.2021, Stand 31.12.2020",
        "Stand vom 30.06.2021",
        "Stand vom 31.12.2020", "Tag 01.08.2021",
    ]  # fmt: skip
    assert since.points((LAST,), (), None, SHOWN) == ()
    assert since.points((LAST,), STANDS, None, LAST.day)[0].meeting is None  # it knew what is shown


def test_what_is_compared_with_in_a_sentence() -> None:
    last, before, stand, *_, day = since.points((LAST, BEFORE), STANDS, ASKED, SHOWN)
    with_it = "lag der Stand vom {} vor; mit ihm wird verglichen."
    assert since.sentence(last, LAST) == (
        f"Zur letzten Sitzung am 18.11.2021 (Beispieltermin) {with_it.format('30.06.2021')}"
    )
    assert since.sentence(before, LAST) == f"Zur Sitzung am 04.03.2021 {with_it.format('31.12.2020')}"
    assert since.sentence(day, LAST) == f"Am 01.08.2021 {with_it.format('30.06.2021')}"
    assert since.sentence(stand, None) == (
        "Verglichen wird mit dem Stand vom 30.06.2021. Zu diesem Ausschuss sind keine Sitzungen hinterlegt."
    )
    assert [since.title(point, LAST) for point in (last, before, stand)] == [
        "Seit der letzten Sitzung", "Seit der Sitzung vom 04.03.2021", "Seit dem 30.06.2021",
    ]  # fmt: skip
