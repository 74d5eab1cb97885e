"""How far the plan is: each state in its own look, and a sentence that never adds what is announced to the Ansatz."""

from __future__ import annotations

import pandas as pd
import pytest

from analytics.figures.costs.approval import Plan, approval, approval_sentence, approval_table
from analytics.queries.costs import Approval
from analytics.theme import LIGHT


def frame(**years: tuple[float, float, float]) -> pd.DataFrame:
    rows = [Approval(int(y[1:]), pending, decided, ok, decided + ok) for y, (pending, decided, ok) in years.items()]
    return pd.DataFrame(rows, columns=list(Approval._fields))


MIXED = frame(y2020=(0, 0, 900_000), y2021=(50_000, 300_000, 100_000), y2022=(700_000, 0, 0))


@pytest.mark.parametrize(
    ("found", "year", "sentence"),
    [
        (
            MIXED,
            2021,
            "Vom gültigen Ansatz 2021 sind 25,0 % genehmigt (100 von 400 Tsd. €), der Rest ist beschlossen, "
            "weitere 50 Tsd. € sind angemeldet; für 2022 sind 700 Tsd. € angemeldet.",
        ),
        (
            MIXED,
            2022,
            "Für 2022 ist noch kein Ansatz beschlossen oder genehmigt; angemeldet sind 700 Tsd. €; "
            "für 2021 sind 50 Tsd. € angemeldet und 300 Tsd. € beschlossen.",
        ),
        (frame(y2020=(0, 0, 5)), 2020, "Vom gültigen Ansatz 2020 sind 100,0 % genehmigt (5 von 5 €)."),
        (frame(y2020=(0, 0, 0)), 2020, "Für 2020 ist noch kein Ansatz beschlossen oder genehmigt."),
        (
            frame(y2020=(9, 0, -5)),
            2020,
            "Für 2020 ist noch kein Ansatz beschlossen oder genehmigt; angemeldet sind 9 €.",
        ),
        (frame(), 2020, "Für das Haushaltsjahr 2020 liegen keine Beträge vor."),
    ],
)
def test_sentence(found: pd.DataFrame, year: int, sentence: str) -> None:
    assert approval_sentence(found, year).replace("\u00a0", " ") == sentence


def test_the_states_stand_one_behind_the_other_and_a_click_chooses_the_year() -> None:
    fig = approval(MIXED, LIGHT)
    assert [trace.name for trace in fig.data] == ["Genehmigt", "Beschlossen", "Angemeldet"]
    assert [list(trace.x) for trace in fig.data] == [[900_000, 100_000, 0], [0, 300_000, 0], [0, 50_000, 700_000]]
    assert fig.data[0].customdata[1][1] == "jahr=2021"
    assert [note.text.replace("\u00a0", " ") for note in fig.layout.annotations][1::2] == [
        "900 Tsd. € genehmigt",
        "100 von 450 Tsd. € genehmigt",
        "700 Tsd. € angemeldet",
    ]


def test_table_to_the_cent() -> None:
    rows = approval_table(MIXED).text_rows
    assert rows[1] == ("2021", "50.000,00", "300.000,00", "100.000,00", "400.000,00", "25,0\u00a0%")
    assert rows[2][-1] == "ohne Ansatz"


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        (Plan(0, 0, 10), "genehmigt"),
        (Plan(0, 10, 0), "beschlossen, noch nicht genehmigt"),
        (Plan(10, 0, 0), "angemeldet, noch nicht genehmigt"),
        (Plan(1, 2, 3), "3 € genehmigt, 2 € beschlossen, 1 € angemeldet"),
        (Plan(), "ohne Plan"),
    ],
)
def test_a_plan_says_its_state(plan: Plan, words: str) -> None:
    assert plan.words.replace("\u00a0", " ") == words
