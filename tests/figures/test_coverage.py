"""What can be chosen, which shares belong to it, and the lead that they give."""

from __future__ import annotations

import pytest

from analytics.figures.broadband import choice as offer
from analytics.figures.broadband.choice import Choice, city_word
from analytics.figures.broadband.coverage import counted_sources, known, missing_words
from analytics.figures.broadband.lead import lead
from tests.figures.coverages import ATLAS, BEFORE, CITY, FIBRE, NEWEST, ROWS, SAMPLE, area, frame, plain, shown


def said(*rows: dict[str, object], chosen: tuple[str, ...] = (), choice: Choice = FIBRE) -> str:
    facts = lead(shown(*rows, chosen=chosen, choice=choice))
    return plain(" ".join(fact.strong + fact.rest for fact in facts))


def test_only_what_has_a_value_is_offered_in_a_fixed_order() -> None:
    data = frame(*ROWS, area("05", 1.0, technology="DSL", min_mbits=50), area("05", None, user_group="Schulen"))
    assert offer.user_groups(data) == ("Privathaushalte",)
    assert offer.technologies(data, "Privathaushalte") == ("FTTB/H", "DSL", "alle")
    assert offer.technologies(data, "Schulen") == ()


def test_speeds_are_those_of_the_districts_and_without_them_those_of_the_city() -> None:
    data = frame(*ROWS, area("", 19.0, min_mbits=30), area("", 80.0, technology="DSL", min_mbits=16))
    assert offer.speeds(data, "Privathaushalte", "FTTB/H", CITY) == (1000,)
    assert offer.speeds(data, "Privathaushalte", "DSL", CITY) == (16,)


@pytest.mark.parametrize(
    ("choice", "noun", "words"),
    [
        (Choice(), "Glasfaser", "Glasfaser ab 1.000 Mbit/s"),
        (Choice("HFC", 50), "Kabelinternet", "Kabelinternet ab 50 Mbit/s"),
        (Choice("alle"), "Gigabit", "Gigabit"),
        (Choice("alle", 50), "Internet ab 50 Mbit/s", "Internet ab 50 Mbit/s"),
        (Choice("drahtlos", 6), "Internet ab 6 Mbit/s per Funk", "Internet ab 6 Mbit/s per Funk"),
    ],
)
def test_a_choice_in_words(choice: Choice, noun: str, words: str) -> None:
    assert (plain(choice.noun), plain(choice.words)) == (noun, words)


def test_public_buildings_are_declined() -> None:
    choice = Choice(user_group="Städtische Gebäude")
    assert (choice.who, choice.users) == ("städtische Gebäude", "der städtischen Gebäude")


def test_a_question_names_the_city_without_its_title() -> None:
    names = ("Landeshauptstadt Hannover", "Freie und Hansestadt Hamburg", "Darmstadt", "Stadt Celle")
    assert [*map(city_word, names)] == ["Hannover", "Hamburg", "Darmstadt", "Celle"]


def test_every_district_has_a_share_and_a_missing_row_is_keine_angabe() -> None:
    coverage = shown(*ROWS)
    assert len(coverage.districts) == 13
    assert [area.code for area in known(coverage.districts)] == ["01", "02", "03"]
    assert coverage.districts[4].pct is None and coverage.districts[4].as_of is None
    assert plain(coverage.districts[3].part_of) == "Anzahl: keine Angabe"
    assert coverage.any_technology == {"01": 97.9}
    assert shown(*ROWS, choice=Choice("alle")).any_technology == {}


def test_the_table_lists_the_chosen_ones_with_their_source() -> None:
    table = shown(*ROWS, chosen=("03", "04")).table()
    assert [plain(" | ".join(row)) for row in table.text_rows] == [
        "03 Bothfeld-Vahrenheide | 14,0 % | 3.437 | 24.500 | 31.12.2021 | Beispieldaten",
        "04 Buchholz-Kleefeld | keine Angabe | keine Angabe | keine Angabe | 31.12.2021 | Beispieldaten",
    ]


def test_sources_and_stands_are_told_apart() -> None:
    older = area("05", 1.0, as_of=BEFORE, source="Breitbandatlas 06/2021")
    assert [*map(plain, shown(*ROWS, older).provenance())] == [
        "Stadtbezirke: Beispieldaten, Breitbandatlas 06/2021",
        "Stände der Stadtbezirke 30.06.2021 bis 31.12.2021",
        "ganze Stadt: Breitbandatlas 06/2021",
    ]
    assert shown(*ROWS).as_of == NEWEST
    assert shown(ROWS[0]).as_of == BEFORE
    assert shown(*ROWS).sources == (SAMPLE, ATLAS)
    counted = frame(*ROWS, area("01", 1.0, (1, 100), user_group="Schulen", source="Amt"))
    assert counted_sources(counted, shown(*ROWS, chosen=("01",))) == (SAMPLE, "Amt")


def test_lead_of_the_whole_city() -> None:
    assert said(*ROWS) == (
        "28,2 % der Privathaushalte in der ganzen Stadt haben Glasfaser ab 1.000 Mbit/s (Anzahl: keine Angabe; "
        "Breitbandatlas 06/2021). Von den Stadtbezirken ist Mitte am weitesten mit 54,6 % (11.457 von 21.000), am "
        "wenigsten weit Bothfeld-Vahrenheide mit 14,0 % (3.437 von 24.500; Beispieldaten, Stand 31.12.2021)."
    )


def test_lead_knows_who_is_level() -> None:
    level = area("05", 54.6, (546, 1_000))
    first = "Von den Stadtbezirken sind Mitte und Misburg-Anderten am weitesten mit je 54,6 % "
    assert f"{first}(11.457 von 21.000; 546 von 1.000), am wenigsten weit Bothfeld" in said(*ROWS, level)
    last = [area(code, 14.0, (14, 100)) for code in ("05", "06", "07")]
    assert "am wenigsten weit 4 Stadtbezirke mit je 14,0 % (Beispieldaten, Stand 31.12.2021)." in said(*ROWS, *last)


def test_lead_without_an_order_names_neither_first_nor_last() -> None:
    rows = [area("01", 50.02, (1, 2)), area("02", 49.98, (2, 4))]
    assert said(*rows).endswith(
        "Mitte und Vahrenwald-List liegen gleichauf mit je 50,0 % (1 von 2; 2 von 4; Beispieldaten, Stand 31.12.2021)."
    )
    rows += [area("03", 50.0), area("04", 50.0)]
    assert said(*rows).endswith(
        "Alle 4 Stadtbezirke mit Angabe liegen gleichauf mit je 50,0 % (Beispieldaten, Stand 31.12.2021)."
    )


def test_lead_names_both_sources_where_they_differ() -> None:
    other = area("05", 1.0, (1, 100), source="Amt", as_of=BEFORE)
    assert "(11.457 von 21.000; Beispieldaten, Stand 31.12.2021), am wenigsten" in said(*ROWS, other)
    assert "mit 1,0 % (1 von 100; Amt, Stand 30.06.2021)." in said(*ROWS, other)


def test_lead_begins_with_what_was_chosen() -> None:
    assert said(*ROWS, chosen=("01",)) == (
        "54,6 % der Privathaushalte in Mitte haben Glasfaser ab 1.000 Mbit/s (11.457 von 21.000; Beispieldaten, Stand "
        "31.12.2021). In der ganzen Stadt sind es 28,2 % (Anzahl: keine Angabe; Breitbandatlas 06/2021)."
    )
    assert said(*ROWS, chosen=("01", "03", "04")).startswith("Von den 3 gewählten Stadtbezirken ist Mitte am weitesten")
    assert said(*ROWS, chosen=("04",)).startswith("Für Buchholz-Kleefeld liegt keine Angabe vor. 28,2 % der Privat")


def test_lead_without_any_value() -> None:
    assert said() == (
        "Für die ganze Stadt liegt keine Angabe vor, wie viele Privathaushalte Glasfaser ab 1.000 Mbit/s haben. "
        "Für die Stadtbezirke gibt es dazu keine Angaben."
    )


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        (("01",), ""),
        (("04",), "Für Buchholz-Kleefeld liegt keine Angabe vor."),
        (("04", "05", "06"), "Für Buchholz-Kleefeld, Misburg-Anderten und Kirchrode-Bemerode-Wülferode liegt keine"),
        ((), "Für 10 Stadtbezirke liegt keine Angabe vor."),
    ],
)
def test_what_is_missing_is_named_or_counted(chosen: tuple[str, ...], words: str) -> None:
    found = plain(missing_words(shown(*ROWS, chosen=chosen).shown))
    assert found.startswith(words) if words else not found
