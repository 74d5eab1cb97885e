"""Analyse in a real browser: a view is its address, marks narrow, rows are reached, files say where they come from."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest
from playwright.sync_api import Locator, Page, expect

from analytics.desk.files import NOTES
from tests.e2e.conftest import DRAWN, Server, Visit
from tests.e2e.every_page import CONSOLE, PIVOT, ROWS, arrange
from tests.e2e.layout import CHOSEN_CUT, WIDTHS

Open = Callable[..., Visit]
Charts = Callable[[Page], int]
SAID = (
    *("Ausschuss EDV", "Titel enthält „a“ oder Bearbeitungsstand ist geplant", "kosten.csv", "Stand 31.12.2021"),
    *("Beispieldaten", "Datenstand ", "Lizenz: ", "stand="),
)
VIEWS = {"pivot": PIVOT, "rows": ROWS, "console": CONSOLE}


def cells(page: Page, table: int = 0) -> list[list[str]]:
    """A table as it reads."""
    page.wait_for_selector(DRAWN)
    page.locator(".db-table tbody tr").first.wait_for()
    rows = page.locator(".db-table table").nth(table).locator("tr")
    return [row.locator("th, td").all_inner_texts() for row in rows.all()]


def numbers(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """Without the last column, which is a way to somewhere."""
    return [[*row[:-1]] for row in rows]


def choose(page: Page, label: str, word: str) -> None:
    """As a reader does: open the list, type, take the first."""
    box = page.get_by_role("combobox", name=label, exact=True)
    box.scroll_into_view_if_needed()
    box.click()
    box.press_sequentially(word)
    page.get_by_role("option", name=word, exact=True).first.click()
    page.wait_for_selector(DRAWN)


@pytest.mark.parametrize("name", VIEWS)
def test_an_address_shows_the_same_table_to_whoever_opens_it(server: Server, visit: Open, name: str) -> None:
    address = f"{server.url}/analyse?{VIEWS[name]}"
    first, second = visit(address), visit(address, scheme="dark", width=768)
    one, two = cells(first.page), cells(second.page)
    assert one == two and len(one) > 5
    for seen in (first, second):
        assert seen.complaints == [] and seen.foreign(server) == []
    assert server.log_lines() == []


def test_a_view_that_was_put_together_is_its_address(server: Server, visit: Open, charts: Charts) -> None:
    page = visit(f"{server.url}/analyse").page
    choose(page, "Tabelle", "Haushalt")
    choose(page, "Spalten", "Haushaltsjahr")
    choose(page, "Einschränken nach", "Kostenart")
    choose(page, "Werte", "Wartung")
    expect(page.locator("h1")).to_have_text("Gültiger Ansatz je Teilhaushalt und Haushaltsjahr")
    expect(page.get_by_text("Kostenart ist Wartung", exact=True).first).to_be_visible()
    charts(page)
    mine = cells(page)
    other = visit(page.url).page
    expect(other.locator("h1")).to_have_text("Gültiger Ansatz je Teilhaushalt und Haushaltsjahr")
    assert cells(other) == mine
    other.get_by_role("link", name="Dauerhafter Link zu diesem Stand").click()
    expect(other).to_have_url(re.compile("Wartung.*stand=|stand=.*Wartung"))
    assert cells(other) == mine


def bar(page: Page, trace: int, place: int) -> Locator:
    return page.get_by_test_id("stPlotlyChart").locator(".trace.bars").nth(trace).locator(".point path").nth(place)


def test_a_click_on_a_mark_narrows_and_going_back_widens(server: Server, visit: Open, charts: Charts) -> None:
    page = visit(f"{server.url}/analyse?zeilen=status").page
    charts(page)
    before = cells(page)
    mark = bar(page, 0, 1)
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page).to_have_url(f"{server.url}/analyse?zeilen=status&bedingung=status%7Cist%7Cin+Umsetzung")
    expect(page.locator(".db-table tbody tr")).to_have_count(2)  # the row and the sum
    page.go_back()
    expect(page).to_have_url(f"{server.url}/analyse?zeilen=status")
    expect(page.locator(".db-table tbody tr")).to_have_count(len(before) - 1)
    assert cells(page) == before


def test_from_a_number_to_the_rows_behind_it_and_on(server: Server, visit: Open) -> None:
    page = visit(f"{server.url}/analyse?tabelle=postings&bedingung=ohne&zeilen=budget_year").page
    row = page.locator(".db-table tbody tr").nth(1)
    count = row.locator("td").last.inner_text()
    row.locator("td").last.get_by_role("link").click()
    lead = f"{count}\u00a0Buchungen passen zu den Bedingungen: Haushaltsjahr ist 2019."
    expect(page.locator(".db-lead")).to_have_text(lead)
    shown = page.get_by_test_id("stMain").get_by_role("status").filter(has_text=f"von {count}")
    expect(shown).to_have_text(f"Zeilen 1 bis 50 von {count}")
    first = cells(page)
    page.get_by_role("button", name="Weiter").click()
    expect(shown).to_have_text(f"Zeilen 51 bis 100 von {count}")
    assert not {row[0] for row in cells(page)[1:]} & {row[0] for row in first[1:]}


def test_a_pivot_opens_as_sql_with_the_same_numbers(server: Server, visit: Open) -> None:
    page = visit(f"{server.url}/analyse?tabelle=costs&zeilen=cost_type&bedingung=ohne").page
    pivot = {row[0]: row[1] for row in cells(page)[1:]}
    page.get_by_role("link", name="Als SQL öffnen").click()
    expect(page.locator("h1")).to_have_text("Eigene Abfrage in SQL")
    expect(page.get_by_text("Die Antwort hat").first).to_be_visible(timeout=30_000)
    head, *rows = cells(page)
    name, metric = head.index("row_1"), head.index("metric")
    answered = {row[name]: row[metric] for row in rows}
    assert {word: answered[word].partition(",")[0] for word in pivot if word in answered} == {
        word: value for word, value in pivot.items() if word in answered
    }
    assert len(answered) == len(pivot)


def taken(page: Page, button: str) -> tuple[str, bytes]:
    with page.expect_download() as download:
        page.get_by_role("button", name=button, exact=True).click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def test_every_file_says_selection_stand_source_snapshot_and_licence(server: Server, visit: Open) -> None:
    page = visit(f"{server.url}/analyse?{PIVOT}&ausschuss=EDV").page
    page.wait_for_selector(DRAWN)
    notes = {}
    name, content = taken(page, "Excel (XLSX)")
    book = openpyxl.load_workbook(io.BytesIO(content))
    notes[name] = "\n".join(str(row[0].value) for row in book["Angaben"].iter_rows())
    name, content = taken(page, "CSV")
    notes[name] = content.decode("utf-8-sig")
    name, content = taken(page, "Parquet")
    notes[name] = pq.read_schema(io.BytesIO(content)).metadata[NOTES.encode()].decode()
    name, content = taken(page, "Abfrage (SQL)")
    notes[name] = content.decode()
    name, content = taken(page, "Diagramm als SVG")
    notes[name] = content.decode()
    assert [name.rpartition(".")[2] for name in notes] == ["xlsx", "csv", "parquet", "sql", "svg"]
    for name, text in notes.items():
        for part in SAID:
            assert part in text, (name, part)


def test_the_whole_state_is_taken_as_open_data(server: Server, visit: Open) -> None:
    page = visit(f"{server.url}/analyse").page
    page.wait_for_selector(DRAWN)
    name, content = taken(page, "Offene Daten (ZIP)")
    assert name.startswith("digitalbilanz-offene-daten-beispieldaten-")
    files = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert {"massnahmen.csv", "kosten.csv", "breitband.csv", "datapackage.json", "dcat-ap.ttl"} <= set(files)


def test_a_statement_that_is_refused_is_told_and_the_page_stays(server: Server, visit: Open) -> None:
    one = visit(f"{server.url}/analyse?ansicht=sql")
    box = one.page.get_by_role("textbox", name="Abfrage in SQL")
    box.fill("DROP TABLE measures")
    one.page.get_by_role("button", name="Ausführen").click()
    expect(one.page.get_by_role("alert")).to_contain_text("SELECT")
    box.fill("SELECT count(*) AS anzahl FROM newest_measures")
    one.page.get_by_role("button", name="Ausführen").click()
    expect(one.page.get_by_text("Die Antwort hat 1\u00a0Zeile").first).to_be_visible(timeout=30_000)
    assert cells(one.page) == [["anzahl"], ["60"]]
    assert one.complaints == []


def test_conditions_are_set_and_lifted_by_keyboard(server: Server, visit: Open) -> None:
    page = visit(f"{server.url}/analyse").page
    page.wait_for_selector(DRAWN)
    text = page.get_by_role("textbox", name="Text")
    text.focus()
    page.keyboard.type("Glasfaser")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{server.url}/analyse?bedingung=volltext%7Centhaelt%7CGlasfaser")
    chips = page.get_by_role("combobox", name="Es gilt")
    chips.focus()
    page.keyboard.press("Backspace")
    page.keyboard.press("Backspace")
    expect(page).to_have_url(f"{server.url}/analyse?bedingung=ohne")


def test_what_is_chosen_is_read_whole_at_any_width(server: Server, visit: Open) -> None:
    long = "zeilen=reported_rating&zeilen=department&spalten=end_rebaselined.year&zeigen=anteil-spalte"
    for address in (f"analyse?{long}", "analyse?tabelle=measure_districts", "datenqualitaet"):
        page = visit(f"{server.url}/{address}").page
        for width in WIDTHS:
            arrange(page, "light", width)
            fields = page.get_by_test_id("stMain").get_by_role("combobox").all()
            assert sum(field.input_value() != "" for field in fields) > 2
            assert page.evaluate(CHOSEN_CUT) == [], (address, width)
