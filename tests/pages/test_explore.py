"""Analyse: council questions answered in at most six interactions, addresses, notes, empty selections, saved views."""

from __future__ import annotations

import functools
import re
import tempfile
from html import escape, unescape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Multiselect

from analytics import formats
from analytics.desk.catalogue import tables
from analytics.desk.conditions import OPERATORS
from analytics.desk.pivot import HOWS, ORDERS, SHOWNS
from analytics.labels import RATING_MARKS
from analytics.reference import reference
from analytics.saved_views import SavedView, as_toml, saved_views
from analytics.settings import ROOT
from pages.components.desk_address import OWN, VIEWS
from pages.components.desk_rows import DIRECTIONS
from tests.analyst_tasks import TASKS, Sources, Step, Task, document
from tests.pages.conftest import Open
from tests.pages.shown import charts, labels, markup, text
from tests.plain_intake import kept_rows
from tests.reference import Deliveries, Row
from tests.reference.desk import source_rows
from tests.reference.question import Limits, Question

MOST = 6
POOL = {
    *tables(),
    *VIEWS,
    *DIRECTIONS,
    *OPERATORS,
    *HOWS,
    *SHOWNS,
    *ORDERS,
    *RATING_MARKS,
    *reference().districts,
    "",
    "ja",
} | {name for table in tables().values() for name in (*table.attributes, *table.metrics)}
"""Everything that may stand behind a word of a control."""
DOCUMENT = ROOT / "docs" / "analyst-tasks.md"


@functools.cache
def question() -> Question:
    known = Deliveries(kept_rows(ROOT / "data" / "exports"))
    return Question(known, known.dates()[-1], None, None, "leitung", Limits(), {}, None)


@functools.cache
def sources(table: str, every_date: bool = False) -> list[Row]:
    return source_rows(question(), table, every_date=every_date)


def take(page: AppTest, step: Step) -> AppTest:
    """One interaction of a reader."""
    if step.word == "öffnen":
        return page  # what a box holds is there for AppTest without opening it
    controls = [*page.selectbox, *page.multiselect, *page.button_group, *page.text_input]
    found = next(control for control in controls if control.proto.label == step.control)
    if found in page.multiselect:
        return found.set_value(changed(found, step.word)).run()
    return found.set_value(step.word if found in page.text_input else raw(found, step.word)).run()


def changed(control: Multiselect[str], word: str) -> list[str]:
    """The values with one more (+) or one less (−)."""
    sign, _, bare = word.partition(" ")
    value = raw(control, bare)
    return [*control.value, value] if sign == "+" else [one for one in control.value if one != value]


def raw(control: Any, word: str) -> str:
    """What stands behind a word that the reader sees among the options."""
    assert word in control.options, (word, control.options)
    return next(value for value in POOL | {word} if said(control, value) == word)


def said(control: Any, value: str) -> str | None:
    """How a control says a value; None where it knows none such."""
    try:
        return str(control.format_func(value))
    except (KeyError, ValueError):
        return None


@pytest.mark.parametrize("task", TASKS, ids=[task.question for task in TASKS])
def test_a_council_question_takes_at_most_six_interactions(open_page: Open, task: Task) -> None:
    assert len(task.steps) <= MOST
    page = open_page("explore.py")
    for step in task.steps:
        page = take(page, step)
    read: Sources = sources
    shown = re.sub(r"\s+", " ", unescape(text(page)))
    answer = task.answer(read)
    assert answer, "an answer that asks for nothing proves nothing"
    for part in answer:
        assert re.sub(r"\s+", " ", part.replace("\u00a0", " ")) in shown, part


def test_the_list_of_questions_is_the_one_that_is_tested() -> None:
    assert DOCUMENT.read_text("utf-8") == document()
    assert len(TASKS) >= 20 and len({task.question for task in TASKS}) == len(TASKS)


@pytest.mark.parametrize("saved", saved_views().views, ids=lambda saved: saved.name)
def test_a_saved_view_opens_with_its_question_and_without_a_note(open_page: Open, saved: SavedView) -> None:
    page = open_page("explore.py", **saved.address)
    assert f"<h1>{escape(saved.title)}</h1>" in markup(page)
    assert (
        "nicht beachtet" not in markup(page)
        and "gibt es nicht" not in markup(page)
        and "Stand 31.12.2021" in text(page)
    )
    assert next(box for box in page.selectbox if box.label == "Gespeicherte Ansicht").value == saved.name
    if saved.address.get("ansicht") != ("zeilen",):
        assert charts(page)
    assert labels(page)[:5] == ["Excel (XLSX)", "CSV", "Parquet", "Abfrage (SQL)", "Ansicht (TOML)"]
    assert f"Gefragt von: {saved.asked_by}." in text(page)


def test_choosing_a_saved_view_takes_the_place_of_what_was_asked(open_page: Open) -> None:
    page = open_page("explore.py", tabelle="broadband", zeilen="user_group", stichtag="2020-12-31")
    views = {saved.title: saved for saved in saved_views().views}
    saved = views["Was ist verspätet, und was ist der Grund?"]
    next(box for box in page.selectbox if box.label == "Gespeicherte Ansicht").set_value(saved.name).run()
    said = {name: page.query_params[name] for name in page.query_params}
    expected = {name: [*values] if len(values) > 1 else values[0] for name, values in saved.address.items()}
    assert said == {**expected, "stichtag": "2020-12-31"}


def test_a_city_adds_a_view_without_python(open_page: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIGITALBILANZ_VIEWS", str(tmp_path))
    address = {"tabelle": ["costs"], "zeilen": ["title"], "bedingung": ['title|enthaelt|"Anführung" \\ und\t"']}
    (tmp_path / "eigene.toml").write_text(as_toml('Unsere "Frage"?', address), "utf-8")
    (saved,) = saved_views().views
    assert saved.title == 'Unsere "Frage"?' and {n: list(v) for n, v in saved.address.items()} == address
    (tmp_path / "kaputt.toml").write_text("title = ", "utf-8")
    copied = 'title = "Aus Windows?"\n[address]\nbedingung = "status%7Cist%7Cgeplant"\n'
    (tmp_path / "windows.toml").write_text(copied, "utf-8-sig")
    page = open_page("explore.py")
    shown = text(page)
    choice = next(box for box in page.selectbox if box.label == "Gespeicherte Ansicht")
    assert choice.options == ['Unsere "Frage"?', "Aus Windows?"]
    assert saved_views().views[1].address == {"bedingung": ("status|ist|geplant",)}
    assert "Die gespeicherte Ansicht „kaputt.toml“ lässt sich nicht lesen: bitte title und [address] prüfen." in shown


TEXTS = st.text(st.characters(codec="utf-8"))


@given(TEXTS, st.dictionaries(st.sampled_from(OWN), st.lists(TEXTS, min_size=1, max_size=3).map(tuple)))
@example("Seite\U000e0001?", {"sql": ("SELECT a + b\nFROM t\tWHERE x LIKE '%25a%25' -- \\n \x7f\U000e0001",)})
def test_a_view_written_is_the_view_read(title: str, address: dict[str, tuple[str, ...]]) -> None:
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
        patch.setenv("DIGITALBILANZ_VIEWS", folder)
        (Path(folder) / "eigene.toml").write_bytes(as_toml(title, address).encode())
        (saved,) = saved_views().views
    assert (saved.title, saved.address) == (title, address)


def test_what_does_not_fit_is_said_and_nothing_breaks(open_page: Open) -> None:
    hostile = "title|enthaelt|<script>alert(1)</script>"
    shown = markup(
        open_page("explore.py", tabelle="x", zeilen="y", bedingung=[hostile, "quatsch"], seite="99999999999")
    )
    assert "Eine Tabelle „x“ gibt es nicht; gezeigt wird Maßnahmen." in shown and "<script>" not in shown
    assert "Die Bedingung „quatsch“ gibt es für Maßnahmen nicht und wurde nicht beachtet." in shown
    assert "Zu diesen Bedingungen gibt es keine Zeile: bitte eine Bedingung entfernen." in unescape(shown)


def test_many_rows_are_leafed_through(open_page: Open) -> None:
    page = open_page("explore.py", tabelle="postings", ansicht="zeilen", bedingung="ohne")
    count = len(sources("postings"))
    assert f"Zeilen 1 bis 50 von {formats.number(count)}" in text(page)
    next(button for button in page.button if button.label == "Weiter").click().run()
    assert f"Zeilen 51 bis 100 von {formats.number(count)}" in text(page) and page.query_params["seite"] == "2"
    page = open_page("explore.py", tabelle="postings", ansicht="zeilen", bedingung="ohne", seite="9999")
    assert f"bis {formats.number(count)} von {formats.number(count)}" in text(page)


def test_a_page_beyond_the_last_is_the_last(open_page: Open) -> None:
    for shown in ("werte", "laufend"):
        page = open_page("explore.py", tabelle="postings", zeilen="title", zeigen=shown, seite="9999")
        titles = {row["title"] for row in sources("postings") if row["value_type"] == "Ist"}
        assert f"bis {len(titles)} von {len(titles)}" in text(page)


def test_a_running_sum_says_how_far_it_runs(open_page: Open) -> None:
    page = open_page(
        "explore.py", tabelle="postings", zeilen="posting_id", zeigen="laufend", bedingung="value_type|ist|Ist"
    )
    assert "Eine laufende Summe geht über die ersten 1.000 Zeilen: bitte einschränken." in text(page)
    assert "Zeilen 1 bis 50 von 1.000" in text(page)


def test_a_limited_role_sees_its_rows_and_is_told(open_page: Open) -> None:
    page = open_page("explore.py", role="oeffentlich")
    public = len([row for row in sources("measures") if row["is_public"]])
    assert f"zusammen {public}." in text(page) and "Nur öffentliche Maßnahmen." in text(page)


def test_what_a_choice_lifts_is_told_once(open_page: Open) -> None:
    page = open_page("explore.py", tabelle="costs", bedingung="budget_year|ist|2021")
    page = take(page, Step("Spalten", "Haushaltsjahr"))
    assert "Aufgehoben, weil jetzt danach aufgeteilt wird: Haushaltsjahr ist 2021." in text(page)
    assert "Aufgehoben" not in text(page.run())


def test_an_emptied_range_goes_and_what_was_joined_to_it_joins_nothing_before(open_page: Open) -> None:
    held = ["status|ist|geplant", "budget_eur|zwischen|1000|", "oder|title|enthaelt|a"]
    page = take(open_page("explore.py", bedingung=held), Step("Einschränken nach", "Gültiger Ansatz"))
    next(text for text in page.text_input if text.label == "von").set_value("").run()
    assert page.query_params["bedingung"] == ["status|ist|geplant", "title|enthaelt|a"]


@pytest.mark.parametrize(
    ("column", "typed"), [("Haushaltsjahr", "2021,5"), ("Betrag in EUR", "1,23456"), ("Betrag in EUR", "9999999999999")]
)
def test_an_end_that_the_column_cannot_hold_is_told_and_changes_nothing(
    open_page: Open, column: str, typed: str
) -> None:
    held = ["budget_year|zwischen|2019|2021", "amount_eur|zwischen|100|"]
    page = take(open_page("explore.py", tabelle="postings", bedingung=held), Step("Einschränken nach", column))
    if column == "Haushaltsjahr":
        page = take(page, Step("Bedingung", "liegt zwischen"))
    next(text for text in page.text_input if text.label == "von").set_value(typed).run()
    assert page.query_params["bedingung"] == held and "Das ist kein Wert dieser Spalte" in text(page)


def test_a_blank_in_an_open_end_asks_nothing(open_page: Open) -> None:
    page = take(open_page("explore.py", tabelle="costs"), Step("Einschränken nach", "Gültiger Ansatz"))
    next(text for text in page.text_input if text.label == "von").set_value(" ").run()
    assert "bedingung" not in page.query_params


def test_values_that_are_not_offered_are_said_as_people_say_them(open_page: Open) -> None:
    held = ["funding_expires|ist|2031-12-31|", "budget_eur|ist|12000.00"]
    page = open_page("explore.py", tabelle="costs", bedingung=held)
    for column, words in (("Fördermittel bis", {"31.12.2031", "keine Angabe"}), ("Gültiger Ansatz", {"12.000,00 €"})):
        page = take(page, Step("Einschränken nach", column))
        if column == "Gültiger Ansatz":
            page = take(page, Step("Bedingung", "ist eins von"))
        values = next(box for box in page.multiselect if box.label == "Werte")
        assert {values.format_func(value).replace("\u00a0", " ") for value in values.value} == words


@pytest.mark.parametrize("table", tables())
def test_every_column_can_be_narrowed_by_every_value_that_is_offered(open_page: Open, table: str) -> None:
    page = open_page("explore.py", tabelle=table, bedingung="ohne")
    columns = next(box for box in page.selectbox if box.label == "Einschränken nach").options
    for column in columns[1:]:
        page = take(page, Step("Einschränken nach", column))
        operators = next(box for box in page.selectbox if box.label == "Bedingung")
        if "ist eins von" in operators.options:
            page = take(page, Step("Bedingung", "ist eins von"))
            assert next(box for box in page.multiselect if box.label == "Werte").options, column
        assert not page.exception, column


def test_rows_set_aside_are_told_to_who_sees_every_row(open_page: Open) -> None:
    assert re.search(
        r"Beiseitegelegt und hier nicht enthalten: \d+ Zeilen von kosten.csv",
        text(open_page("explore.py", tabelle="postings")),
    )
    assert "Beiseitegelegt" not in text(open_page("explore.py", role="oeffentlich", tabelle="postings"))


def test_the_sum_says_when_values_overlap(open_page: Open) -> None:
    page = open_page("explore.py", tabelle="broadband", wert="premises_total", bedingung="level|ist|Stadtbezirk")
    assert "Hier wird mehrfach gezählt: „Nutzergruppe“, „Technologie“ und „Mbit/s ab“ sind weder" in text(page)
    fixed = ["level|ist|Stadtbezirk", "user_group|ist|Schulen", "technology|ist|alle", "min_mbits|ist|1000"]
    page = open_page("explore.py", tabelle="broadband", wert="premises_total", bedingung=fixed)
    assert "mehrfach gezählt" not in text(page)
