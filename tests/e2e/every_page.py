"""Every address of the dashboard, opened with all that it holds, in both themes and at any width."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, Page

from analytics.theme import DARK, LIGHT, tokens
from tests.e2e.conftest import DRAW_MS, new_page, show

PIVOT = (
    "tabelle=costs&zeilen=sub_budget&spalten=budget_year&bedingung=title|enthaelt|a&bedingung=oder|status|ist|geplant"
)
ROWS = "tabelle=postings&ansicht=zeilen&bedingung=budget_year|ist|2021"
CONSOLE = "ansicht=sql&sql=SELECT status, count(*) AS anzahl FROM newest_measures GROUP BY status ORDER BY status"
PAGES = {
    "": "Überblick",
    "massnahmen": "Maßnahmen",
    "massnahmen?nr=4.04": "Steckbrief",
    "massnahmen?ansicht=meldung": "Meldung und Regel",
    "massnahmen?ansicht=plantreue": "Plantreue",
    "kosten": "Kosten",
    "kosten?ansicht=stellen": "Stellen, Genehmigung, Förderung",
    "breitband": "Breitband",
    "stadtbezirke": "Stadtbezirke",
    "stadtbezirke?bezirk=05": "ein Stadtbezirk",
    "ausschuesse": "Ausschüsse",
    "ausschuesse?ausschuss=EDV": "ein Ausschuss",
    "analyse": "Analyse",
    f"analyse?{PIVOT}": "Auswertung mit Spalten",
    f"analyse?{ROWS}": "einzelne Zeilen",
    f"analyse?{CONSOLE}": "SQL-Konsole",
    "datenqualitaet": "Datenqualität",
    "methodik": "Methodik",
    "methodik?frage=overview/kpis": "eine Frage",
    "barrierefreiheit": "Barrierefreiheit",
    "datenschutz": "Datenschutz",
    "impressum": "Impressum",
    "massnahmen?ausschuss=AWL&bearbeitungsstand=eingestellt": "leere Auswahl",
    "?stand=gibtsnicht": "Fehler",
}
"""Every page, one Maßnahme, an empty selection and a fault."""
CHARTED = (
    *("", "massnahmen", "massnahmen?nr=4.04", "massnahmen?ansicht=meldung", "massnahmen?ansicht=plantreue"),
    *("kosten", "kosten?ansicht=stellen", "breitband", "stadtbezirke?bezirk=05", "ausschuesse?ausschuss=EDV"),
    *("analyse", f"analyse?{PIVOT}", f"analyse?{CONSOLE}", "datenqualitaet"),
)
WIDE, PHONE = 1280, 375
View = tuple[str, int]


def views(address: str) -> tuple[View, View]:
    """Both themes and both widths of a page in two views: every other page is dark on the wide screen."""
    widths = (WIDE, PHONE) if list(PAGES).index(address) % 2 else (PHONE, WIDE)
    return ("light", widths[0]), ("dark", widths[1])


AT_REST = """() => {
    const charts = [...document.querySelectorAll('[data-testid="stPlotlyChart"]')]
    const fits = chart => Math.abs(chart.querySelector('.main-svg').clientWidth - chart.clientWidth) < 2
    const isDrawn = charts.every(chart => // its words come after its bars
        chart.querySelector('.trace path') && chart.querySelector('.main-svg text') && fits(chart))
    const watched = 'h1, h2, .js-plotly-plot text, [data-testid=stMain] :is(input, button)'
    const places = [...document.querySelectorAll(watched)].map(node => {
        const { left, top } = node.getBoundingClientRect()
        return [left, top] })
    const before = window.placesBefore
    window.placesBefore = JSON.stringify(places)
    return isDrawn && before === window.placesBefore }"""
AT_ONCE = "*, ::before, ::after { transition: none !important; animation: none !important }"
"""No colour is read on its way to another."""
IN_THEME = """([ground, before]) => getComputedStyle(document.querySelector('.stApp')).backgroundColor === ground
    && [...document.querySelectorAll('.js-plotly-plot text')].every(text => getComputedStyle(text).fill !== before)"""


def opened(context: BrowserContext, url: str, scheme: str = "light", width: int = WIDE) -> Page:
    """The page with all that it holds: an empty one has no fault either."""
    page = new_page(context, url)
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 900})
    show(page, url)
    page.add_style_tag(content=AT_ONCE)
    settle(page)
    return page


def settle(page: Page) -> None:
    """Wait until every chart fills its place and nothing moves any more."""
    page.evaluate("() => { window.placesBefore = undefined }")
    page.wait_for_function(AT_REST, polling=150, timeout=DRAW_MS)


def arrange(page: Page, scheme: str, width: int, height: int = 900) -> None:
    """Another window, and the theme of the reader's system changed while the page is open: charts follow both."""
    other = LIGHT if scheme == "dark" else DARK
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.wait_for_function(IN_THEME, arg=[rgb(tokens(scheme).bg), rgb(other.muted)], timeout=DRAW_MS)
    settle(page)


def open_all(page: Page) -> int:
    """Open whatever opens within the page, by keyboard; the number of tables under charts."""
    under_charts = page.get_by_test_id("stExpander").all()
    for table in under_charts:
        table.locator("summary").focus()
        page.keyboard.press("Enter")
        table.get_by_role("table").first.wait_for(timeout=DRAW_MS)
    page.evaluate("() => document.querySelectorAll('.db details').forEach(one => { one.open = true })")
    return len(under_charts)


def rgb(colour: str) -> str:
    """As the browser writes it."""
    return f"rgb({', '.join(str(int(colour[i : i + 2], 16)) for i in (1, 3, 5))})"
