"""Streamlit's own frame speaks German to a browser set to English: every text and label, widget by widget.

An app of its own shows the widgets that the pages may use, behind the same shell as the product.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from analytics.settings import ROOT
from tests.e2e.conftest import DRAW_MS, DRAWN, Server, forget, new_page, open_list, running

LAUNCHER = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
import streamlit as st
from pages.shell import MIDDLEWARE, ROUTES
app = st.App("screen.py", routes=ROUTES, middleware=MIDDLEWARE)
"""
SCREEN = r"""
import datetime as dt, time
import pandas as pd, plotly.graph_objects as go, streamlit as st

def widgets():
    own = '<p>Print</p><p>Select all</p><b title="Close" aria-label="Stop">Settings</b>'
    st.html(f'<div class="db" id="own">{own}</div>')
    st.code("Print")
    st.header("Überschrift")
    with st.sidebar:
        st.markdown("**Links**")
    rows = pd.DataFrame({"Wert": [1.5, 2.5], "Name": ["x", "y"]})
    fixed = {"Wert": st.column_config.Column(width=200)}
    st.dataframe(rows, alt="Zahlen", hide_index=True, width="content", column_config=fixed)
    st.dataframe(rows, selection_mode="multi-row", on_select="rerun", key="wahl")
    st.data_editor(rows, num_rows="dynamic")
    st.table(rows)
    st.selectbox("Einzeln", ["a", "b"], index=None, help="Hilfetext")
    st.selectbox("Neu", ["a"], index=None, accept_new_options=True)
    st.selectbox("Gewählt", ["a", "b"])
    st.multiselect("Mehrere", ["rot", "grün", "blau"], max_selections=2)
    st.multiselect("Vorbelegt", ["rot", "grün", "blau", "Print", "Close"], default=["rot", "Print", "Close"])
    st.multiselect("Leere Liste", [])
    st.file_uploader("Dateien", type=["csv"], accept_multiple_files=True, max_upload_size=1)
    st.file_uploader("Datei", max_upload_size=2)
    st.text_input("Text", help="Hilfe", max_chars=20)
    st.text_input("Kennwort", type="password")
    st.text_input("Pflicht", required=True)
    st.text_input("Muster", validate=r"\d+")
    st.text_area("Langer Text")
    st.number_input("Zahl", 0, 10, None)
    st.date_input("Tag", dt.date(2021, 12, 31), format="DD.MM.YYYY", min_value=dt.date(2020, 1, 1))
    st.date_input("Zeitraum", (dt.date(2021, 1, 1), dt.date(2021, 5, 31)), format="DD.MM.YYYY")
    st.date_input("Ohne Tag", None, format="DD.MM.YYYY")
    st.time_input("Uhrzeit", None)
    st.datetime_input("Zeitpunkt", None)
    st.radio("Leere Wahl", [])
    st.slider("Regler", 0, 10, 3)
    st.plotly_chart(go.Figure(go.Bar(x=["A"], y=[1])), alt="Balken", config={"displaylogo": False})
    with st.expander("Mehr"):
        st.write("innen")
    with st.popover("Klappe"):
        st.write("darin")
    st.download_button("Laden", b"x", "x.csv")
    st.button("Knopf", help="Hilfe")
    with st.form("formular"):
        st.text_input("Im Formular")
        st.form_submit_button("Senden")
    st.pagination(20, key="blatt")
    st.feedback("stars")
    st.feedback("faces", key="laune")
    st.feedback("thumbs", key="daumen")
    st.progress(40)
    st.json({"a": 1})
    st.status("Fertig", state="complete")
    st.link_button("Weg", "https://example.invalid")
    if st.button("Warten"):
        with st.spinner("Es dauert", show_time=True):
            time.sleep(5)
    if st.button("Rückfrage"):
        st.dialog("Titel")(lambda: st.write("Frage"))()
    if st.button("Meldung"):
        for n in range(5):
            st.toast(f"Meldung {n}", duration="infinite")

others = [st.Page(lambda: None, title=f"Seite mit langem Namen {n}", url_path=f"seite{n}") for n in range(14)]
st.navigation([st.Page(widgets, title="Alles", default=True), *others], position="top").run()
"""
ENGLISH = re.compile(
    r"\b(the|your|you|this|app|files?|options?|select(ed)?|matches|search|close|opens?|settings|theme|running|stop(ping)?|"
    r"rerun|print|upload|drag|drop|download|pages?|found|more|less|clear|show|hide|sort|ascending|columns?|press|enter|"
    r"apply|submit|results?|available|choose|help|fullscreen|menu|main|skip|content|loading|error|remove|add|dates?|month|"
    r"year|day|hour|next|previous|empty|required|dismiss|invalid|must|allowed|smaller|range|rows?|copy|copied|view|light|"
    r"dark|out|of|to|and|with|is|are|not|seconds|escape|increment|decrement|connecti(on|ng)|record|screen|made|password|notifications|"
    r"satisfied|dissatisfied|thumbs|link|heading|any|first|last|today|values?|plot|zoom|reset|axes|"
    r"(mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|may|june|july|october|december)\b",
    re.IGNORECASE,
)
# German words, and a term of the city's strategy
NOT_ENGLISH = re.compile(r"Link zu dieser Überschrift|\bDownloads?\b(?! as| plot)|Open Government")
TEXTS = """() => {
    const named = ['aria-label', 'title', 'placeholder', 'alt', 'aria-valuetext', 'aria-description', 'data-title'];
    const found = new Set(), skipped = 'script, style, noscript, .db, pre, code, [data-testid=stIconMaterial]';
    const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const element = node.nodeType === 1 ? node : node.parentElement;
        if (element.closest(skipped)) continue;
        if (node.nodeType === 3) { if (node.data.trim()) found.add(node.data.trim()); continue }
        for (const name of named) if (node.getAttribute(name)) found.add(node.getAttribute(name)) }
    return [...found] }"""
OWN_CHOICES = {"Print", "Close", "Print entfernen", "Close entfernen"}  # values in a list of the app, kept as they are


@dataclass
class Screen:
    """An open page and what the browser complained about."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    def texts(self) -> list[str]:
        return [text for text in self.page.evaluate(TEXTS) if text not in OWN_CHOICES]

    def english(self) -> list[str]:
        return [text for text in self.texts() if ENGLISH.search(NOT_ENGLISH.sub("", text))]


@pytest.fixture(scope="module")
def widget_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("frame")
    (folder / "dashboard.py").write_text(LAUNCHER, "utf-8")
    (folder / "screen.py").write_text(SCREEN, "utf-8")
    shutil.copytree(ROOT / ".streamlit", folder / ".streamlit")
    with running(folder / "store", folder, folder, "datenlieferung") as server:  # who may upload
        yield server


@pytest.fixture(scope="module")
def opened(readers: Callable[[str], BrowserContext]) -> Iterator[Callable[..., Screen]]:
    pages: list[Page] = []

    def open_page(url: str, width: int = 1440) -> Screen:
        screen = Screen(new_page(readers("en-US"), url))
        pages.append(screen.page)
        screen.page.set_viewport_size({"width": width, "height": 1000})
        screen.page.on("pageerror", lambda error: screen.complaints.append(str(error)))
        screen.page.on("console", lambda line: screen.complaints.append(line.text) if line.type == "error" else None)
        screen.page.goto(url)
        screen.page.wait_for_selector(DRAWN, timeout=DRAW_MS)
        return screen

    yield open_page
    for page in pages:
        forget(page)


@pytest.fixture(scope="module")
def all_widgets(widget_server: Server, opened: Callable[..., Screen]) -> Screen:
    screen = opened(widget_server.url)
    screen.page.wait_for_selector(".modebar-btn", state="attached", timeout=DRAW_MS)
    screen.page.wait_for_selector('[data-testid="stDataFrame"] canvas', timeout=DRAW_MS)
    return screen


@pytest.fixture
def widgets(all_widgets: Screen) -> Screen:
    """One page for all cases, because drawing every widget takes seconds; what a case opened is closed."""
    all_widgets.page.wait_for_selector(DRAWN, timeout=DRAW_MS)
    for _ in range(2):
        all_widgets.page.keyboard.press("Escape")
    all_widgets.page.mouse.move(700, 0)
    return all_widgets


def german(screen: Screen, *expected: str) -> None:
    """All the expected German is there, and no English is left. Waits, because texts may still be on their way."""
    missing: list[str] = []
    for _ in range(80):
        texts = screen.texts()
        missing = [one for one in expected if not any(one in text for text in texts)]
        if not missing:
            break
        screen.page.wait_for_timeout(100)
    assert missing == []
    assert screen.english() == []


def combobox(name: str, typed: str = "") -> Callable[[Page], None]:
    def act(page: Page) -> None:
        box = page.get_by_role("combobox", name=name)
        open_list(box)
        box.press_sequentially(typed)

    return act


def typed(label: str, text: str, key: str = "") -> Callable[[Page], None]:
    def act(page: Page) -> None:
        page.get_by_label(label, exact=True).press_sequentially(text)
        if key:
            page.keyboard.press(key)

    return act


def clicked(name: str) -> Callable[[Page], None]:
    return lambda page: page.get_by_role("button", name=name, exact=True).click()


def calendar(number: int, kind: str = "stDateInput") -> Callable[[Page], None]:
    return lambda page: page.get_by_test_id(kind).nth(number).get_by_test_id(f"{kind}CalendarButton").click()


def column_menu(entry: str = "") -> Callable[[Page], None]:
    """The menu of the first column, 200 px wide; its button is drawn on a canvas, so the mouse goes by place.

    A machine under load may close the menu again (the table redraws when it is sorted or measured): then once more.
    """

    def act(page: Page) -> None:
        table = page.get_by_test_id("stDataFrame").first
        table.scroll_into_view_if_needed()
        menu = page.get_by_test_id("stDataFrameColumnMenu")
        for attempt in range(8):
            try:
                if not menu.count():
                    table.hover(position={"x": 150, "y": 18}, force=True)
                    table.click(position={"x": 184, "y": 18}, force=True)
                    menu.wait_for(timeout=1000)
                if entry:
                    menu.get_by_text(entry).hover(timeout=2000)
                return
            except PlaywrightTimeout:
                if attempt == 7:
                    raise

    return act


def fullscreen(page: Page) -> None:
    chart = page.get_by_test_id("stPlotlyChart")
    chart.hover()
    chart.locator('[aria-label^="Vollbild"]').click()


def upload(page: Page) -> None:
    small = [{"name": f"{name}.csv", "mimeType": "text/csv", "buffer": b"x"} for name in "abcd"]
    wrong = {"name": "x.png", "mimeType": "image/png", "buffer": b"x"}
    large = {"name": "y.csv", "mimeType": "text/csv", "buffer": b"x" * 2_000_000}
    page.locator("input[type=file]").first.set_input_files([*small, wrong, large])


def required(page: Page) -> None:
    field_ = page.get_by_label("Pflicht")
    for text in ("x", ""):
        field_.fill(text)
        field_.press("Enter")


AT_REST = """
    Zum Inhalt springen; Menü; Seiten; weitere; Hauptmenü; Link zu dieser Überschrift; Hilfe zu Einzeln;
    Bitte wählen; Wählen oder ergänzen; Keine Auswahl möglich; Alle entfernen; rot entfernen; Öffnen; Hochladen;
    höchstens 1 MB je Datei; Datei auswählen; Kennwort anzeigen; Erhöhen; Verringern; Datum wählen; Zeitraum wählen;
    12 – Dezember; Gewähltes Datum: 31. Dezember 2021; Suchen; Vollbild; Spalten ein- und ausblenden; Zeile hinzufügen;
    Als PNG speichern; Vorige Seite; Seite 20; 1 von 5 Sternen; Sehr zufrieden; Daumen hoch; Fortschritt; (Pflichtfeld);
    Kopieren"""
CASES = {
    "at rest": (lambda page: None, re.split(r";\s+", AT_REST.strip())),
    "menu": (
        lambda page: page.get_by_test_id("stMainMenuButton").click(),
        ("Drucken", "Darstellung", "Hell", "Dunkel"),
    ),
    "page list": (lambda page: page.get_by_text("weitere").click(), ("Seite mit langem Namen 13",)),
    "list": (combobox("Einzeln"), ("2 Einträge verfügbar.",)),
    "nothing found": (combobox("Einzeln", "zzz"), ("Keine Treffer",)),
    "own option": (combobox("Neu", "zzz"), ("Ergänzen: zzz",)),
    "many": (combobox("Mehrere"), ("Alle auswählen",)),
    "matches": (combobox("Mehrere", "r"), ("2 Treffer auswählen",)),
    "text": (typed("Text", "abc"), ("Mit Eingabetaste übernehmen",)),
    "long text": (typed("Langer Text", "abc"), ("Mit Strg+Eingabetaste übernehmen",)),
    "form": (typed("Im Formular", "abc"), ("Mit Eingabetaste abschicken",)),
    "pattern": (typed("Muster", "abc", "Enter"), ("Ungültige Eingabe. Verlangtes Muster:",)),
    "required": (required, ("Bitte ausfüllen.",)),
    "number": (typed("Zahl", "77", "Enter"), ("Eingabe löschen",)),
    "upload": (
        upload,
        ("nicht erlaubt", "Die Datei darf höchstens 1,0 MB groß sein.", "Dateien hinzufügen", "a.csv entfernen"),
    ),
    "calendar": (calendar(0), ("Dezember 2021", "Voriger Monat", "Mit den Pfeiltasten", "Januar")),
    "period": (calendar(1), ("Januar 2021", "Zeitraum schnell wählen")),
    "day and time": (calendar(0, "stDateTimeInput"), ("Datum und Uhrzeit wählen", "Uhrzeit")),
    "column menu": (column_menu(), ("Aufsteigend sortieren", "Spalte fixieren", "Spaltenmenü")),
    "column format": (column_menu("Format"), ("Prozent", "Wissenschaftlich")),
    "column figures": (column_menu("Kennzahlen"), ("Mittelwert", "Standardabweichung")),
    "chart fullscreen": (fullscreen, ("Vollbild schließen",)),
    "popover": (lambda page: page.get_by_test_id("stPopoverButton").click(), ("darin",)),
    "help": (lambda page: page.get_by_label("Hilfe zu Einzeln").hover(), ("Hilfetext",)),
    "dialog": (clicked("Rückfrage"), ("Frage", "Schließen")),
    "waiting": (clicked("Warten"), ("Anhalten", "Berechnet", "Sekunden)")),
    "toasts": (clicked("Meldung"), ("Meldung 4", "Mitteilungen", "Schließen")),
}


@pytest.mark.parametrize("case", CASES)
def test_widgets_are_german(widgets: Screen, case: str) -> None:
    act, expected = CASES[case]
    act(widgets.page)
    german(widgets, *expected)
    assert widgets.complaints == []


def test_a_lost_connection_is_told_in_german(tmp_path: Path, opened: Callable[..., Screen]) -> None:
    with running(tmp_path / "empty", tmp_path) as server:
        screen = opened(server.url)
    german(screen, "Keine Verbindung", "Der Server antwortet nicht", "Verbindet")


def test_our_own_content_stays_as_it_is(widgets: Screen) -> None:
    german(widgets, "Hauptmenü")
    own = widgets.page.locator("#own")
    expect(own).to_have_text("PrintSelect allSettings")
    assert [own.locator("b").get_attribute(name) for name in ("title", "aria-label")] == ["Close", "Stop"]
    expect(widgets.page.get_by_test_id("stCode")).to_contain_text("Print")
    chips = widgets.page.get_by_test_id("stMultiSelect").nth(1)
    expect(chips.get_by_text("Close", exact=True)).to_be_visible()
    own.evaluate("node => { node.firstChild.firstChild.data = 'Search'; node.append('Close') }")
    expect(own).to_have_text("SearchSelect allSettingsClose")


def test_the_product_is_german_for_an_english_browser(server: Server, opened: Callable[..., Screen]) -> None:
    screen = opened(server.url)
    screen.page.wait_for_selector(".db-footer", timeout=DRAW_MS)
    screen.page.get_by_test_id("stMainMenuButton").click()
    german(screen, "Zum Inhalt springen", "Drucken", "Darstellung")
    assert not screen.page.get_by_test_id("stMainMenuItem-recordScreencast").count()
    assert screen.complaints == []


def test_an_unknown_page_is_told_in_german(server: Server, opened: Callable[..., Screen]) -> None:
    screen = opened(f"{server.url}/gibtsnicht")
    german(screen, "Seite nicht gefunden", "Diese Seite gibt es nicht. Angezeigt wird die Startseite.", "Schließen")


def test_a_narrow_screen_is_german(widget_server: Server, opened: Callable[..., Screen]) -> None:
    screen = opened(widget_server.url, width=400)
    german(screen, "Menü öffnen")
    screen.page.get_by_test_id("stExpandSidebarButton").click()
    german(screen, "Menü schließen", "weitere anzeigen")
