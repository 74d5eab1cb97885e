"""Funding by term: soonest first, expired ones in words, the own share beside it, and what the sentence says."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from analytics.figures.costs.funding import SHOWN, funding, funding_notes, funding_table
from analytics.figures.costs.funding_words import funding_sentence, urgent_sentence
from analytics.queries.promises import FundingTerm
from analytics.theme import LIGHT

AS_OF = dt.date(2021, 6, 30)
Row = tuple[str, float, float, dt.date | None]
SOON: Row = ("Amt", 200_000, 50_000, dt.date(2021, 12, 31))
SCHOOLS: Row = ("Schulnetz", 1_000_000, 400_000, dt.date(2022, 3, 31))
EXPIRED: Row = ("WLAN", 100_000, 80_000, dt.date(2021, 6, 29))
LAST_DAY: Row = ("Heute", 50_000, 0, AS_OF)
ENDLESS: Row = ("Ohne Ende", 10_000, 15_000, None)
OLD: Row = ("Alt", 1_000_000, 0, dt.date(2019, 12, 31))
NEW: Row = ("Neu", 100_000, 0, dt.date(2023, 12, 31))
OVER: Row = ("Mehr", 100_000, 300_000, dt.date(2022, 12, 31))
WAITING: Row = ("Angekündigt", 0, 0, dt.date(2024, 12, 31))


def frame(*rows: Row, own: tuple[float, float] = (0, 0)) -> pd.DataFrame:
    full = [
        FundingTerm(name, day, granted, drawn, granted - drawn, (day - AS_OF).days if day else None, 1, *own)
        for name, granted, drawn, day in rows
    ]
    data = pd.DataFrame(full, columns=list(FundingTerm._fields))
    data["expires"] = pd.to_datetime(data["expires"])
    return data


def texts(*rows: Row, own: tuple[float, float] = (0, 0)) -> list[str]:
    found = funding(frame(*rows, own=own), AS_OF, LIGHT).layout.annotations
    return [note.text.replace("\u00a0", " ") for note in found]


def test_soonest_term_first_each_span_of_time_under_its_head() -> None:
    heads = [text for text in texts(ENDLESS, WAITING, SCHOOLS, SOON, LAST_DAY, EXPIRED) if text.startswith("<b>")]
    spans = ["Frist abgelaufen", "Frist in diesem Jahr", "Frist im nächsten Jahr", "Frist später", "Ohne Frist"]
    assert heads == [f"<b>{span}</b>" for span in spans]
    assert texts(ENDLESS, SCHOOLS, EXPIRED)[:3] == ["WLAN", "war 29.06.2021", "20 von 100 Tsd. € verfallen"]


@pytest.mark.parametrize(
    ("row", "term", "open_words"),
    [
        (SCHOOLS, "31.03.2022 (274 Tage)", "0,6 von 1 Mio. € offen"),
        (LAST_DAY, "30.06.2021 (letzter Tag)", "50 von 50 Tsd. € offen"),
        (("Bald", 10, 0, dt.date(2021, 7, 1)), "01.07.2021 (1 Tag)", "10 von 10 € offen"),
        (WAITING, "31.12.2024 (1.280 Tage)", "noch nichts bewilligt"),
        (("Vorab", 0, 20, None), "ohne Frist", "20 € ohne Zusage"),
        (ENDLESS, "ohne Frist", "5.000 € zu viel abgerufen"),
    ],
)
def test_a_line_says_its_term_and_what_is_open(row: Row, term: str, open_words: str) -> None:
    assert texts(row)[1:3] == [term, open_words]


@pytest.mark.parametrize(
    ("own", "words"),
    [
        ((400_000, 100_000), "Eigenanteil: 100 von 400 Tsd. € offen"),
        ((400_000, 0), "Eigenanteil: 0 von 400 Tsd. € offen"),
        ((400_000, -5_000), "Eigenanteil: 5.000 € über dem Ansatz"),
        ((0, 0), "Eigenanteil: kein Ansatz"),
    ],
)
def test_the_own_share_stands_beside_it(own: tuple[float, float], words: str) -> None:
    assert texts(SCHOOLS, own=own)[3] == words


def test_a_term_gone_by_stands_out_where_money_is_open() -> None:
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
    assert funding_table(frame(long), AS_OF).rows[0][1] == long[0]


def test_many_lines_are_drawn_in_part_and_listed_in_full() -> None:
    many = frame(*((f"P{n:03}", 10.0, 0.0, None) for n in range(300)))
    assert len(funding(many, AS_OF, LIGHT).data[0].x) == SHOWN
    assert funding_notes(many) == ("Alle Haushaltsjahre", f"Gezeichnet: {SHOWN} von 300 Fristen")
    assert len(funding_table(many, AS_OF).rows) == 301


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (
            (SCHOOLS, SOON, EXPIRED, ENDLESS),
            "2021 verfallen 150 Tsd. €, wenn sie nicht abgerufen werden: „Amt“ am 31.12.2021; "
            "2022 sind es 600 Tsd. €: „Schulnetz“ am 31.03.2022; "
            "abgelaufen ist die Frist für 20 Tsd. €: „WLAN“ am 29.06.2021. "
            "Ohne abgelaufene Fristen sind 0,75 von 1,2 Mio. € noch abzurufen (62,5 %). "
            "Nicht eingerechnet sind 5.000 €, die über die Zusage hinaus abgerufen wurden: „Ohne Ende“.",
        ),
        (
            (OLD, NEW, OVER),
            "2021 verfallen keine Fördermittel; abgelaufen ist die Frist für 1 Mio. €: „Alt“ am 31.12.2019. "
            "Ohne abgelaufene Fristen sind 100 von 100 Tsd. € noch abzurufen (100,0 %). "
            "Nicht eingerechnet sind 200 Tsd. €, die über die Zusage hinaus abgerufen wurden: „Mehr“.",
        ),
        (
            (OLD,),
            "2021 verfallen keine Fördermittel; abgelaufen ist die Frist für 1 Mio. €: „Alt“ am 31.12.2019. "
            "Noch abzurufen ist nichts.",
        ),
        (
            (("Fertig", 10.0, 10.0, None), OVER, ENDLESS),
            "Alle bewilligten Fördermittel sind abgerufen (110 Tsd. €). Nicht eingerechnet sind 205 Tsd. €, "
            "die über die Zusage hinaus abgerufen wurden: „Mehr“ (200 Tsd. €) und 1 weitere Zeile.",
        ),
        (
            (("Vorab", 0.0, 20.0, None),),
            "Fördermittel sind noch nicht bewilligt. Abgerufen sind 20 € ohne Zusage: „Vorab“.",
        ),
        (
            (SOON, ("Netz", 10_000, 0, dt.date(2021, 8, 1)), LAST_DAY),
            "2021 verfallen 210 Tsd. €, wenn sie nicht abgerufen werden: "
            "„Heute“ am 30.06.2021 (50 Tsd. €) und 2 weitere Fristen. "
            "Insgesamt sind 210 von 260 Tsd. € noch abzurufen (80,8 %).",
        ),
        (
            (("Später", 10.0, 4.0, dt.date(2023, 1, 1)), ("Voll", 9.0, 9.0, dt.date(2021, 12, 1))),
            "2021 verfallen keine Fördermittel. Insgesamt sind 6 von 19 € noch abzurufen (31,6 %).",
        ),
        ((("Fertig", 10.0, 10.0, None),), "Alle bewilligten Fördermittel sind abgerufen (10 €)."),
        ((WAITING,), "Fördermittel sind noch nicht bewilligt."),
        ((), "In dieser Auswahl gibt es keine Fördermittel."),
    ],
)
def test_sentence(rows: tuple[Row, ...], sentence: str) -> None:
    assert funding_sentence(frame(*rows), AS_OF).replace("\u00a0", " ") == sentence


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (
            (SOON, ENDLESS),
            "Förderung: 2021 verfallen 150 Tsd. €, wenn sie nicht abgerufen werden: „Amt“ am 31.12.2021.",
        ),
        (
            (OLD,),
            "Förderung: 2021 verfallen keine Fördermittel; abgelaufen ist die Frist für 1 Mio. €: „Alt“ am 31.12.2019.",
        ),
        ((("Später", 10.0, 4.0, dt.date(2023, 1, 1)), ("Voll", 9.0, 9.0, dt.date(2021, 12, 1))), ""),
        ((), ""),
    ],
)
def test_what_does_not_wait(rows: tuple[Row, ...], sentence: str) -> None:
    assert urgent_sentence(frame(*rows), AS_OF).replace("\u00a0", " ") == sentence


def test_the_table_sums_what_adds_up_and_never_the_own_share() -> None:
    table = funding_table(frame(SCHOOLS, WAITING, own=(100, 40)), AS_OF)
    assert [row[2:4] for row in table.text_rows] == [("31.03.2022", "274"), ("31.12.2024", "1.280"), ("–", "–")]
    assert table.text_rows[-1][4:] == ("1.000.000,00", "400.000,00", "600.000,00", "60,0\u00a0%", "–", "–", "–")
    assert table.text_rows[1][7:] == ("nichts bewilligt", "1", "100,00", "40,00")
    assert (table.sums, table.grouped) == ({2}, True)


def test_the_table_sums_apart_what_the_sentence_tells_apart() -> None:
    table = funding_table(frame(OLD, NEW, OVER, ENDLESS), AS_OF)
    assert [row[2:4] for row in table.text_rows[:2]] == [("31.12.2019", "abgelaufen"), ("31.12.2022", "549")]
    assert [row[0:2] + row[4:8] for row in table.text_rows[4:]] == [
        ("Insgesamt", "Noch abzurufen", "100.000,00", "0,00", "100.000,00", "100,0\u00a0%"),
        ("Insgesamt", "Frist abgelaufen", "1.000.000,00", "0,00", "1.000.000,00", "100,0\u00a0%"),
        ("Insgesamt", "Über die Zusage hinaus", "110.000,00", "315.000,00", "−205.000,00", "–"),
        ("Insgesamt", "Insgesamt", "1.210.000,00", "315.000,00", "895.000,00", "–"),
    ]
    assert table.sums == {4, 5, 6, 7}


def test_an_empty_frame_draws_and_lists_nothing() -> None:
    assert funding_table(frame(), AS_OF).rows == ()
    assert not any(trace.x for trace in funding(frame(), AS_OF, LIGHT).data)
