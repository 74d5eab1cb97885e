"""Fördermittel: soonest end first, expired ones in words, and what the sentence says about them."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from analytics.figures.costs.funding import SHOWN, funding, funding_notes, funding_sentence, funding_table
from analytics.theme import LIGHT

AS_OF = dt.date(2021, 12, 31)
Row = tuple[str, float, float, dt.date | None]
SCHOOLS: Row = ("Schulnetz", 1_000_000, 400_000, dt.date(2022, 3, 31))
EXPIRED: Row = ("WLAN", 100_000, 80_000, dt.date(2021, 12, 30))
LAST_DAY: Row = ("Heute", 50_000, 0, AS_OF)
ENDLESS: Row = ("Ohne Ende", 10_000, 15_000, None)
WAITING: Row = ("Angekündigt", 0, 0, dt.date(2024, 12, 31))


def frame(*rows: Row) -> pd.DataFrame:
    full = [(name, granted, drawn, granted - drawn, expires) for name, granted, drawn, expires in rows]
    columns = ["funding_programme", "granted_eur", "drawn_eur", "open_eur", "expires"]
    data = pd.DataFrame(full, columns=columns)
    data["expires"] = pd.to_datetime(data["expires"])
    return data


def texts(*rows: Row) -> list[str]:
    return [note.text.replace("\u00a0", " ") for note in funding(frame(*rows), AS_OF, LIGHT).layout.annotations]


def test_soonest_end_first_with_term_and_open_amount() -> None:
    assert texts(ENDLESS, WAITING, SCHOOLS, EXPIRED) == [
        "WLAN", "erste Frist war 30.12.2021", "20 von 100 Tsd. € offen",
        "Schulnetz", "erste Frist 31.03.2022", "0,6 von 1 Mio. € offen",
        "Angekündigt", "erste Frist 31.12.2024", "noch nichts bewilligt",
        "Ohne Ende", "ohne Frist", "5.000 € zu viel abgerufen",
    ]  # fmt: skip


def test_the_last_day_still_counts() -> None:
    assert texts(LAST_DAY)[1] == "erste Frist 31.12.2021"


def test_a_term_gone_by_stands_out_where_money_is_open_but_is_not_called_a_loss() -> None:
    def colour(row: Row) -> str:
        found: str = funding(frame(row), AS_OF, LIGHT).layout.annotations[1].font.color
        return found

    assert colour(EXPIRED) == LIGHT.ink
    assert colour(("WLAN", 100_000, 100_000, dt.date(2021, 1, 1))) == LIGHT.muted


def test_long_names_are_cut_in_the_drawing_and_whole_in_table_and_hover() -> None:
    long = ("Ein Förderprogramm mit einem <sehr> langen Namen & Zusatz", 10.0, 0.0, None)
    shown = texts(long)[0]
    assert shown.endswith("…")
    assert "&lt;sehr&gt;" in shown
    hover = funding(frame(long), AS_OF, LIGHT).data[0].customdata[0][0]
    assert "langen Namen &amp; Zusatz" in hover
    assert funding_table(frame(long), AS_OF).rows[0][0] == long[0]


def test_many_programmes_are_drawn_in_part_and_listed_in_full() -> None:
    many = frame(*((f"P{n:03}", 10.0, 0.0, None) for n in range(300)))
    assert len(funding(many, AS_OF, LIGHT).data[0].x) == SHOWN
    assert funding_notes(many) == ("Alle Haushaltsjahre", f"Gezeichnet: {SHOWN} von 300 Programmen")
    assert len(funding_table(many, AS_OF).rows) == 300


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (
            (SCHOOLS, EXPIRED, ENDLESS),
            "0,62 von 1,11 Mio. € Fördermitteln sind noch abzurufen (55,9 %); "
            "bei „WLAN“ (20 Tsd. € offen) ist die früheste Frist abgelaufen; "
            "sonst endet als Nächstes eine Frist von „Schulnetz“ am 31.03.2022 (600 Tsd. € offen).",
        ),
        (
            (EXPIRED, ("Netz", 10_000, 0, dt.date(2021, 1, 1)), ("Amt", 5_000, 0, dt.date(2021, 2, 1))),
            "35 von 115 Tsd. € Fördermitteln sind noch abzurufen (30,4 %); "
            "bei „Netz“ und 2 weiteren Programmen (35 Tsd. € offen) ist die früheste Frist abgelaufen.",
        ),
        (
            (("Amt", 4_000, 0, dt.date(2021, 2, 1)), ("Netz", 6_000, 0, dt.date(2021, 1, 1))),
            "10 von 10 Tsd. € Fördermitteln sind noch abzurufen (100,0 %); "
            "bei „Netz“ und 1 weiterem Programm (10 Tsd. € offen) ist die früheste Frist abgelaufen.",
        ),
        (
            (SCHOOLS,),
            "0,6 von 1 Mio. € Fördermitteln sind noch abzurufen (60,0 %); "
            "als Nächstes endet eine Frist von „Schulnetz“ am 31.03.2022 (600 Tsd. € offen).",
        ),
        (
            (("Offen", 10.0, 4.0, None),),
            "6 von 10 € Fördermitteln sind noch abzurufen (60,0 %); eine Frist ist nicht genannt.",
        ),
        ((("Fertig", 10.0, 10.0, None),), "Alle bewilligten Fördermittel sind abgerufen (10 €)."),
        ((WAITING,), "Fördermittel sind noch nicht bewilligt."),
        ((), "In dieser Auswahl gibt es keine Fördermittel."),
    ],
)
def test_sentence(rows: tuple[Row, ...], sentence: str) -> None:
    assert funding_sentence(frame(*rows), AS_OF).replace("\u00a0", " ") == sentence


def test_table_has_the_day_and_its_state() -> None:
    rows = funding_table(frame(SCHOOLS, EXPIRED, ENDLESS, WAITING), AS_OF).text_rows
    assert [row[-2:] for row in rows] == [
        ("30.12.2021", "früheste abgelaufen"),
        ("31.03.2022", "läuft"),
        ("31.12.2024", "läuft"),
        ("keine Angabe", "ohne Frist"),
    ]
    assert rows[2][4] == "nichts bewilligt"


def test_an_empty_frame_draws_and_lists_nothing() -> None:
    assert funding_table(frame(), AS_OF).rows == ()
    assert not any(trace.x for trace in funding(frame(), AS_OF, LIGHT).data)
