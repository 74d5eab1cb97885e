"""The selection says itself three ways, and none of them loses or invents anything."""

from __future__ import annotations

import datetime as dt
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.filters import DIMENSIONS, EVERYTHING, Selection, either, selection_notes, selection_of
from tests.test_figures import selections

DAYS = st.none() | st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31))
FIELD, DEPARTMENT, COMMITTEE, DISTRICT, STATUS, RATING = DIMENSIONS


@given(selection=selections(), day=DAYS)
def test_an_address_says_the_selection_and_nothing_else(selection: Selection, day: dt.date | None) -> None:
    asked = selection.on(day)
    assert selection_of(parse_qs(asked.url().removeprefix("?"))) == (asked, ())
    assert selection_of(asked.address()) == (asked, ())


@given(selection=selections())
def test_the_sentence_names_every_chosen_value(selection: Selection) -> None:
    said = selection.sentence()
    for dimension in DIMENSIONS:
        assert (f"{dimension.title} " in said) == bool(selection.values(dimension))
        assert all(dimension.word(value) in said for value in selection.values(dimension))
    assert ("Alle Handlungsfelder" in said) == selection.is_everything


@given(selection=selections())
def test_sql_parameters_ask_for_all_exactly_where_nothing_is_chosen(selection: Selection) -> None:
    bound = selection.sql()
    assert len(bound) == 2 * len(DIMENSIONS)
    for dimension in DIMENSIONS:
        assert bound[dimension.name] == selection.values(dimension)
        assert bound[f"every_{dimension.name}"] is (not selection.values(dimension))


@given(selection=selections(), asked=selections())
def test_the_same_click_twice_widens_what_it_narrowed(selection: Selection, asked: Selection) -> None:
    mark = {name: values for name, values in asked.address().items() if values}
    named = [dimension for dimension in DIMENSIONS if dimension.address in mark]
    once = selection.toggled(mark)
    was_chosen = all(selection.values(dimension) == asked.values(dimension) for dimension in named)
    for dimension in DIMENSIONS:
        expected = selection if dimension not in named else EVERYTHING if was_chosen else asked
        assert once.values(dimension) == expected.values(dimension)
    if not was_chosen:
        assert not any(once.toggled(mark).values(dimension) for dimension in named)


def test_values_stand_in_the_order_of_the_list_and_only_once() -> None:
    chosen = EVERYTHING.choosing(DISTRICT, ["13", "02", "13", "99"])
    assert chosen.districts == ("02", "13")
    assert chosen.sentence() == "Stadtbezirk Vahrenwald-List oder Nord"


def test_unknown_values_fall_back_with_a_note_that_names_them() -> None:
    selection, notes = selection_of({"ausschuss": ["EDV", "XYZ"], "ampel": ["lila"], "bezirk": ["1"]})
    assert selection == Selection(committees=("EDV",))
    assert notes == (
        "Ausschuss „XYZ“ gibt es nicht und wurde nicht beachtet.",
        "Stadtbezirk „1“ gibt es nicht und wurde nicht beachtet.",
        "Ampel nach Regel „lila“ gibt es nicht und wurde nicht beachtet.",
    )


@pytest.mark.parametrize("text", ["2021-12-31", "31.12.2021"])
def test_a_day_is_read_as_links_and_as_people_write_it(text: str) -> None:
    assert selection_of({"stichtag": [text]})[0].day == dt.date(2021, 12, 31)


@pytest.mark.parametrize("values", [[], [""], ["quatsch"], ["2021-02-30"], ["21-01-01"]])
def test_what_is_no_day_asks_for_the_newest(values: list[str]) -> None:
    assert selection_of({"stichtag": values})[0].day is None


def test_whole_city_measures_are_told_apart_where_a_district_is_chosen() -> None:
    assert selection_notes(EVERYTHING, 60, 60, 3) == () == selection_notes(EVERYTHING, 0, 0, 0)
    (one,) = selection_notes(Selection(districts=("01",)), 5, 60, 1)
    assert one.replace("\u00a0", " ").startswith("1 Maßnahme gilt für die ganze Stadt und zählt mit")
    (many,) = selection_notes(Selection(districts=("01",)), 30, 60, 23)
    assert many.replace("\u00a0", " ").startswith("23 Maßnahmen gelten für die ganze Stadt und zählen mit")


def test_a_selection_without_any_measure_says_so() -> None:
    (note,) = selection_notes(Selection(committees=("EDV",)), 0, 60, 0)
    assert note.replace("\u00a0", " ").startswith("Keine von 60 Maßnahmen gehört zu dieser Auswahl.")


def test_alternatives_in_words() -> None:
    assert either(["a"]) == "a"
    assert either(["a", "b", "c"]) == "a, b oder c"
