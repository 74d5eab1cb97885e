"""One district and all of them: shares, measures apart from those of the whole city, and the ready answer."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pandas as pd
import pytest

from analytics.figures.broadband.coverage import coverage
from analytics.figures.districts import concerning, network, overview
from analytics.figures.districts.reply import Network, Origin, left_out, reply
from analytics.queries.districts import DistrictCounts, DistrictMeasure, DistrictTrend
from analytics.reference import reference
from analytics.theme import LIGHT
from tests.figures import coverages
from tests.figures.coverages import ATLAS, CITY, FIBRE, NEWEST, SAMPLE, area, plain

AS_OF = dt.date(2021, 12, 31)
AREA = f"{CITY}-09"
NAME = "Ricklingen"
MEASURE = DistrictMeasure(
    district="09",
    measure_id="4.03",
    title="Gigabit in Gewerbegebieten",
    field_of_action="Breitband- und WLAN-Ausbau",
    status="in Umsetzung",
    reported_rating="grün",
    computed_rating="grün",
    rule="Termin, Kosten und Fortschritt liegen im Plan.",
    progress_pct=50.0,
    valid_end=dt.date(2022, 6, 30),
    expected_end=dt.date(2022, 6, 30),
    days_late_valid=0,
    is_late=False,
    decision_needed=None,
    decision_due=None,
    is_overdue=False,
    is_public=True,
)
DAYS = ("valid_end", "expected_end", "decision_due")


def measures(*rows: DistrictMeasure) -> pd.DataFrame:
    data = pd.DataFrame(list(rows), columns=list(DistrictMeasure._fields)).astype(
        {"district": object, "decision_needed": object}
    )
    return data.assign(**{name: pd.to_datetime(data[name]) for name in DAYS})


def one(**values: Any) -> DistrictMeasure:
    return MEASURE._replace(**values)


STOPPED = one(measure_id="5.01", status="eingestellt", computed_rating="grau", valid_end=None, expected_end=None,
              days_late_valid=None)  # fmt: skip
LATE = one(measure_id="5.02", title="E-Akte", computed_rating="rot", is_late=True, days_late_valid=100,
           decision_needed="Mittel", decision_due=dt.date(2021, 11, 30), is_overdue=True)  # fmt: skip
CITYWIDE = one(measure_id="8.01", district=None, decision_needed="Umfang", decision_due=dt.date(2022, 1, 31))
SECRET = one(measure_id="9.01", title="Geheim", is_public=False)
FULL = measures(MEASURE, STOPPED, LATE, CITYWIDE)

NETWORK = (
    area("", 28.23),
    area("09", 17.1, (3_944, 23_000)),
    area("09", 97.5, (22_425, 23_000), technology="alle"),
    area("09", 33.3, (3, 9), user_group="Schulen"),
    area("09", 12.0, user_group="Unternehmen"),
    area("09", None, user_group="Gewerbegebiete"),
    area("01", 54.6, (11_457, 21_000)),
)


def known(*rows: dict[str, Any]) -> Network:
    frame = coverages.frame(*rows)
    groups = network.served(frame, "09", reference())
    return Network(groups, network.gigabit(frame, "09", reference()), coverage(frame, FIBRE, reference()).city)


def origin(**values: Any) -> Origin:
    return Origin("Digitalbilanz Hannover", AS_OF, "abc123", is_sample=False)._replace(**values)


def test_every_user_group_has_a_row_and_what_is_missing_is_said() -> None:
    groups = network.served(coverages.frame(*NETWORK), "09", reference())
    fig = network.served_ranking(groups, LIGHT)
    assert [re.sub("</?span[^>]*>", "", plain(note.text)) for note in fig.layout.annotations] == [
        "Privathaushalte", "<b>17,1 %</b> von 23.000", "Unternehmen", "<b>12,0 %</b>", "Gewerbegebiete", "keine Angabe",
        "Schulen", "<b>33,3 %</b> von 9", "Städtische Gebäude", "keine Angabe",
    ]  # fmt: skip
    assert list(fig.data[2].x) == [97.5]
    said = plain(network.served_sentence(groups, NAME))
    assert "17,1 % der Privathaushalte (3.944 von 23.000)" in said
    assert said.endswith("Zu Gewerbegebieten und städtischen Gebäuden liegt dazu keine Angabe vor.")


def test_a_district_without_any_value_says_so() -> None:
    groups = network.served(coverages.frame(area("01", 5.0)), "09", reference())
    assert plain(network.served_sentence(groups, NAME)) == (
        "Wer in Ricklingen Glasfaser ab 1.000 Mbit/s hat: Dazu liegt keine Angabe vor."
    )


def test_the_table_holds_what_any_district_reports_and_the_place_among_them() -> None:
    rows = network.served_table(coverages.frame(*NETWORK), "09", reference(), NAME).text_rows
    by_choice = {row[:3]: row[3:7] for row in rows}
    speed = "1.000\u00a0Mbit/s"
    assert by_choice["Privathaushalte", "Glasfaser", speed] == ("17,1\u00a0%", "3.944", "23.000", "2 von 2")
    assert by_choice["Städtische Gebäude", "Glasfaser", speed] == ("keine Angabe",) * 4
    assert ("Privathaushalte", "alle Techniken", speed) in by_choice and len(rows) == 6


def trend(*points: tuple[str, str, float | None]) -> pd.DataFrame:
    rows = [
        DistrictTrend(dt.date.fromisoformat(day), where, "Privathaushalte", "FTTB/H", 1000, pct, SAMPLE)
        for day, where, pct in points
    ]
    data = pd.DataFrame(rows, columns=list(DistrictTrend._fields))
    return data.assign(as_of=pd.to_datetime(data["as_of"]))


POINTS = [("2018-12-31", AREA, 9.0), ("2019-06-30", AREA, 10.6), ("2021-12-31", AREA, 17.1), ("2021-06-30", CITY, 28.2)]


def test_growth_never_crosses_a_break_and_the_city_stands_beside() -> None:
    said = plain(network.development_sentence(trend(*POINTS), AREA, NAME))
    assert said == (
        "In Ricklingen ist der Anteil seit dem 30.06.2019 um 6,5 Punkte gestiegen, auf 17,1 % (Stand 31.12.2021); "
        "in der ganzen Stadt sind es 28,2 % (Stand 30.06.2021)."
    )


@pytest.mark.parametrize(
    ("points", "said"),
    [
        (
            [("2019-06-30", AREA, 5.0), ("2019-12-31", AREA, 4.0)],
            "um 1,0 Punkt gesunken, auf 4,0 % (Stand 31.12.2019); zur",
        ),
        ([("2019-06-30", AREA, 5.0), ("2019-12-31", AREA, 5.04)], "gleich geblieben: 5,0 %"),
        (
            POINTS[:1],
            "zum Vergleich fehlt ein früherer Stand nach derselben Methode; zur ganzen Stadt liegt keine Angabe",
        ),
        (POINTS[3:], "Wie sich Glasfaser in Ricklingen entwickelt: Dazu liegt keine Angabe vor."),
        ([("2019-06-30", AREA, None)], "Dazu liegt keine Angabe vor."),
    ],
)
def test_development_in_words(points: list[tuple[str, str, float | None]], said: str) -> None:
    assert said in plain(network.development_sentence(trend(*points), AREA, NAME))


def test_without_a_value_of_the_district_there_is_no_drawing_of_the_city_alone() -> None:
    assert network.development_table(trend(*POINTS[3:]), AREA, NAME).rows == ()
    assert len(network.development_table(trend(*POINTS), AREA, NAME).rows) == 4


def test_own_and_whole_city_stand_apart_the_most_critical_first() -> None:
    assert list(concerning.own(FULL, "09")["measure_id"]) == ["5.02", "4.03", "5.01"]
    assert list(concerning.whole_city(FULL)["measure_id"]) == ["8.01"]
    rows = concerning.measures_table(concerning.own(FULL, "09"), "x").text_rows
    assert rows[0][3] == "▲ kritisch" and rows[0][-1] == "+100"
    assert rows[2][-2:] == ("entfällt", "entfällt")


def test_the_lead_and_sentences_count_them_apart() -> None:
    fact = concerning.measures_fact(FULL, "09", NAME)
    assert plain(fact.strong + fact.rest) == (
        "3 eigene Maßnahmen (1 kritisch, 1 im Plan und 1 nicht bewertet). "
        "1 Maßnahme gilt für die ganze Stadt, also auch hier."
    )
    assert plain(concerning.own_sentence(concerning.own(FULL, "09"), NAME)) == (
        "3 Maßnahmen gelten für Ricklingen: 2 in Umsetzung und 1 eingestellt. 1 von 2 offenen Maßnahmen ist verspätet."
    )
    assert "1 in Umsetzung. Sie zählen nicht als eigene" in plain(concerning.city_sentence(concerning.whole_city(FULL)))


def test_without_own_measures_that_is_said() -> None:
    frame = measures(CITYWIDE)
    fact = concerning.measures_fact(frame, "09", NAME)
    assert plain(fact.strong + fact.rest).startswith(
        "Keine Maßnahme ist eigens für Ricklingen gemeldet; 1 Maßnahme gilt"
    )
    assert "keine Maßnahme eigens für Ricklingen" in concerning.own_sentence(concerning.own(frame, "09"), NAME)
    assert concerning.city_sentence(measures()) == "Keine Maßnahme gilt für die ganze Stadt."
    assert "noch keine Lieferung" in concerning.measures_fact(None, "09", NAME).rest


def test_decisions_of_the_district_come_first_and_stopped_ones_ask_for_none() -> None:
    frame = measures(STOPPED._replace(decision_needed="x"), CITYWIDE, LATE)
    table = concerning.decisions_table(frame, NAME)
    assert [(row[0], row[1], row[5]) for row in table.text_rows] == [
        (NAME, "5.02", "überfällig"), ("Ganze Stadt", "8.01", "offen"),
    ]  # fmt: skip
    assert plain(concerning.decisions_sentence(frame, NAME)) == (
        "Zu entscheiden: eine zu Maßnahmen nur in Ricklingen, eine zu Maßnahmen der ganzen Stadt; "
        "eine davon überfällig."
    )
    assert "Weder zu Ricklingen" in concerning.decisions_sentence(measures(MEASURE), NAME)


def test_the_answer_says_stand_and_source_and_what_is_missing() -> None:
    said = [plain(sentence) for sentence in reply("09", NAME, known(*NETWORK), FULL, origin())]
    assert said == [
        "Im Stadtbezirk 09 Ricklingen haben 17,1 % der Privathaushalte Glasfaser ab 1.000 Mbit/s (3.944 von 23.000; "
        "Beispieldaten, Stand 31.12.2021); in der ganzen Stadt sind es 28,2 % (Breitbandatlas 06/2021).",
        "Mindestens 1.000 Mbit/s, gleich mit welcher Technik, haben 97,5 % der Privathaushalte (22.425 von 23.000; "
        "Beispieldaten, Stand 31.12.2021).",
        "Glasfaser ab 1.000 Mbit/s haben 12,0 % der Unternehmen und 3 von 9 Schulen (Beispieldaten, Stand 31.12.2021). "
        "Zu Gewerbegebieten und städtischen Gebäuden: Dazu liegt keine Angabe vor.",
        "Für den Stadtbezirk sind 3 eigene öffentliche Maßnahmen der Digitalstrategie zum Stand 31.12.2021 gemeldet: "
        "4.03 „Gigabit in Gewerbegebieten“ (in Umsetzung, erwartetes Ende 30.06.2022), "
        "5.01 „Gigabit in Gewerbegebieten“ (eingestellt) und "
        "5.02 „E-Akte“ (in Umsetzung, erwartetes Ende 30.06.2022).",
        "Von 2 offenen eigenen Maßnahmen liegt eine hinter dem gültigen Plan, eine Entscheidung steht aus.",
        "1 öffentliche Maßnahme gilt für die ganze Stadt und damit auch für den Stadtbezirk (1 in Umsetzung).",
        "Beträge werden nicht auf Stadtbezirke verteilt; was im Stadtbezirk ausgegeben wird: "
        "Dazu liegt keine Angabe vor.",
        "Quelle: Digitalbilanz Hannover, Datenstand abc123.",
    ]  # fmt: skip


def test_an_answer_without_values_still_says_every_point() -> None:
    said = plain(" ".join(reply("09", NAME, known(area("01", 5.0)), measures(), origin())))
    assert (
        "Wie viele Privathaushalte im Stadtbezirk 09 Ricklingen Glasfaser ab 1.000 Mbit/s haben: Dazu liegt keine"
        in said
    )
    assert "zur ganzen Stadt liegt keine Angabe vor" in said
    assert "Wie viele Privathaushalte 1.000 Mbit/s mit irgendeiner Technik haben: Dazu liegt keine Angabe vor." in said
    assert "Zu Unternehmen, Gewerbegebieten, Schulen und städtischen Gebäuden: Dazu liegt keine Angabe vor." in said
    assert "Eigene öffentliche Maßnahmen der Digitalstrategie sind für den Stadtbezirk zum Stand" in said
    assert "Öffentliche Maßnahmen für die ganze Stadt sind nicht gemeldet." in said


def test_an_answer_before_the_first_delivery_says_so() -> None:
    said = reply("09", NAME, None, None, origin(as_of=None))
    assert said[:2] == (
        "Breitband im Stadtbezirk Ricklingen: Dazu liegt keine Angabe vor.", "Maßnahmen: Dazu liegt keine Angabe vor.",
    )  # fmt: skip


def test_nobody_reads_a_non_public_measure_in_an_answer() -> None:
    frame = measures(MEASURE, SECRET, CITYWIDE._replace(is_public=False))
    said = " ".join(reply("09", NAME, known(*NETWORK), frame, origin()))
    assert "Geheim" not in said and "eine eigene öffentliche Maßnahme" in said
    assert left_out(frame).startswith("2 nichtöffentliche Maßnahmen sind im Antwortbaustein nicht enthalten")
    assert left_out(measures(MEASURE)) == left_out(None) == ""


def test_sample_data_and_a_narrower_selection_are_told_in_the_answer() -> None:
    last = reply("09", NAME, known(*NETWORK), FULL, origin(is_sample=True, narrowed="Ausschuss EDV"))[-1]
    assert "berücksichtigt ist nur die Auswahl Ausschuss EDV" in last
    assert "Beispieldaten, nicht für eine echte Antwort" in last


def test_many_measures_are_counted_not_named() -> None:
    frame = measures(*(one(measure_id=f"4.{n:02}", title=f"T{n}") for n in range(1, 7)))
    said = reply("09", NAME, known(*NETWORK), frame, origin())[3]
    assert "„T3“" in said and "„T4“" not in said and said.endswith("und 3 weitere.")


COUNTS = DistrictCounts("09", 2, 1, 0, 0, 1, 0, 1, 1, 0, 0, 1, 1)


def counts(*rows: DistrictCounts) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=list(DistrictCounts._fields)).astype({"district": object})


def test_the_overview_has_every_district_and_no_row_for_the_whole_city() -> None:
    fibre = coverage(coverages.frame(*NETWORK), FIBRE, reference())
    table = overview.overview_table(fibre, counts(COUNTS, COUNTS._replace(district=None, measures=9)))
    rows = {row[0]: tuple(plain(cell) if isinstance(cell, str) else cell for cell in row[1:]) for row in table.rows}
    assert len(rows) == 13
    assert rows["09 Ricklingen"] == (
        17.1, 3_944, 23_000, 97.5, 2, "1 geplant, 1 zurückgestellt", "1 ▲ kritisch, 1 ○ nicht bewertet", 1, 1,
    )  # fmt: skip
    assert rows["02 Vahrenwald-List"] == (None, None, None, None, 0, "entfällt", "entfällt", 0, 0)
    assert overview.code_of("09 Ricklingen") == "09"


def test_no_delivery_of_measures_is_no_zero() -> None:
    fibre = coverage(coverages.frame(*NETWORK), FIBRE, reference(), ("09",))
    (row,) = overview.overview_table(fibre, None).rows
    assert row[5:] == (None,) * 5
    assert "noch keine Lieferung" in overview.overview_sentence(None, 13)


def test_the_overview_says_how_many_districts_have_measures_of_their_own() -> None:
    frame = counts(COUNTS, COUNTS._replace(district=None, rating_red=5))
    assert plain(overview.overview_sentence(frame, 13)).startswith(
        "1 von 13 Stadtbezirken hat eigene Maßnahmen; in 1 ist eine davon kritisch, in 1 ist etwas zu entscheiden."
    )
    fact = overview.measures_fact(measures(MEASURE, one(district="01"), CITYWIDE))
    assert plain(fact.strong + fact.rest) == (
        "1 Maßnahme betrifft einzelne Stadtbezirke, 1 gilt für die ganze Stadt und steht in keiner Zeile."
    )


def test_the_stand_is_that_of_the_newest_value() -> None:
    assert coverage(coverages.frame(*NETWORK), FIBRE, reference(), ("09",)).as_of == NEWEST
    assert known(*NETWORK).city.source == ATLAS
