"""Every page as a paper: A4 upright, whole, in light colours, each sheet with its head and its number."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from typing import Any

import pypdfium2 as pdfium
import pytest
from playwright.sync_api import Page, expect

from analytics.theme import DARK, LIGHT
from tests.e2e.conftest import Server, Visit
from tests.e2e.every_page import rgb

Open = Callable[..., Visit]
Charts = Callable[[Page], int]
A4, PAPER_PX, SHEET_PX = (595, 842), 688, 1001  # points; what the margins of print.css leave, in pixels
MENUS = ("Ein Klick", "Tabelle und Download", "Excel (XLSX)", "Diagramm als", "Zum Inhalt springen")
CONTROLS = "button, input, select, nav:not(.db-index), [data-testid=stExpander], [data-testid=stHeader]"
SAID = """() => [...document.querySelectorAll('.db :is(h1, h2, h3, .db-answer, .db-source, tbody tr, dt)')]
    .filter(part => part.checkVisibility() && !part.closest('details:not([open])')).map(part => {
        const said = part.cloneNode(true)
        said.querySelectorAll('.db-hint').forEach(hint => hint.remove()) // what a click does means nothing on paper
        return said.textContent })"""
DRAWN_WORDS = "() => [...document.querySelectorAll('.main-svg text')].map(text => text.textContent)"
LAID_OUT = """controls => { const all = what => [...document.querySelectorAll(what)];
    const boxes = what => all(what).map(one => one.getBoundingClientRect());
    return { tables: boxes('.db-table table').map(box => box.right),
        charts: boxes('.db-paper-chart').map(box => [box.left, box.right, box.height]),
        texts: boxes('.db-paper-chart text').map(box => [box.left, box.right]),
        controls: all(controls).filter(one => one.checkVisibility()).map(one => one.textContent),
        colours: [...new Set([...all('.db-paper-chart *').flatMap(mark =>
            [mark.style.fill || mark.getAttribute('fill'), mark.style.stroke || mark.getAttribute('stroke')]),
            ...all('.db *').map(one => getComputedStyle(one)).flatMap(one => [one.color, one.backgroundColor])])] } }"""

CELLS = "table => [...table.rows].map(row => [...row.cells].map(cell => cell.textContent))"


def letters(text: str) -> str:
    """Letters and digits alone: a paper breaks lines elsewhere."""
    return re.sub(r"[\W_]", "", text)


def printed(page: Page) -> pdfium.PdfDocument:
    return pdfium.PdfDocument(page.pdf(prefer_css_page_size=True, print_background=True))


def words(paper: pdfium.PdfDocument) -> list[str]:
    return [" ".join(sheet.get_textpage().get_text_range().split()) for sheet in paper]


def laid_out(page: Page) -> dict[str, Any]:
    """Where everything lies on a paper of the same width."""
    page.evaluate("() => { dispatchEvent(new Event('beforeprint')) }")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": PAPER_PX, "height": SHEET_PX})
    page.wait_for_function(f"() => innerWidth === {PAPER_PX} && matchMedia('print').matches")
    return dict(page.evaluate(LAID_OUT, CONTROLS))


def is_white(sheet: pdfium.PdfPage) -> bool:
    """White to its edges, and mostly white: neither a dark ground nor a dark block."""
    pixels = sheet.render(scale=0.5).to_numpy()[..., :3]
    edges = (pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1])
    return all((edge == 255).all() for edge in edges) and bool((pixels > 240).all(axis=2).mean() > 0.6)


@pytest.mark.parametrize(
    ("address", "scheme", "drawings", "sheets"),
    [
        ("/", "dark", 3, 5),
        ("/massnahmen?zeitplan=alle", "dark", 3, 8),
        ("/massnahmen?nr=4.04", "light", 1, 1),
        ("/massnahmen?nr=4.03", "light", 1, 1),
        ("/massnahmen?ansicht=meldung", "dark", 1, 4),
        ("/massnahmen?ansicht=plantreue", "light", 3, 6),
        ("/kosten", "dark", 5, 4),
        ("/kosten?ansicht=stellen", "dark", 3, 3),
        ("/breitband", "dark", 4, 4),
        ("/stadtbezirke", "dark", 0, 1),
        ("/stadtbezirke?bezirk=05", "light", 2, 4),
        ("/ausschuesse", "light", 0, 1),
        ("/ausschuesse?ausschuss=EDV", "dark", 2, 6),
        ("/datenqualitaet", "light", 2, 5),
        ("/methodik", "dark", 0, 16),
        ("/barrierefreiheit", "light", 0, 2),
        ("/datenschutz", "dark", 0, 2),
        ("/impressum", "light", 0, 1),
        ("/massnahmen?bezirk=13&bearbeitungsstand=eingestellt", "light", 2, 2),
        ("/?stand=gibtsnicht", "dark", 0, 1),
    ],
)
def test_a_page_is_a_paper(
    server: Server, visit: Open, charts: Charts, address: str, scheme: str, drawings: int, sheets: int
) -> None:
    one = visit(server.url + address, scheme=scheme)
    page = one.page
    expect(page.get_by_test_id("stPlotlyChart")).to_have_count(drawings)
    if drawings:
        charts(page)
    said = page.evaluate(SAID) + page.evaluate(DRAWN_WORDS)
    stand = page.locator(".db-stand b").all_inner_texts()
    paper = printed(page)
    texts = words(paper)
    whole = letters("".join(texts))
    assert 1 <= len(texts) <= sheets
    assert [part for part in said if letters(part) not in whole] == []
    assert [menu for menu in MENUS if letters(menu) in whole] == []
    for number, (sheet, text) in enumerate(zip(paper, texts, strict=True), 1):
        assert tuple(map(round, sheet.get_size())) == A4
        assert "Digitalbilanz Hannover" in text
        assert f"{page.title().split(' · ')[0]} Seite {number} von {len(texts)}" in text
        assert all(f"{day}" in text and "Beispieldaten" in text for day in stand)
        assert len(text) > 120  # more than head and foot
        assert is_white(sheet)
    lies = laid_out(page)
    assert [right for right in lies["tables"] if right > PAPER_PX + 1] == []
    assert [box for box in lies["charts"] if box[0] < -1 or box[1] > PAPER_PX + 1 or box[2] > SHEET_PX] == []
    assert [box for box in lies["texts"] if box[0] < -3 or box[1] > PAPER_PX + 3] == []
    assert lies["controls"] == []
    assert len(lies["charts"]) >= drawings  # a tall one is cut between its rows
    assert not {rgb(dark) for dark in vars(DARK).values() if dark not in vars(LIGHT).values()} & {*lies["colours"]}
    assert one.complaints == []


def test_every_opened_table_is_printed_whole(server: Server, visit: Open, charts: Charts) -> None:
    """Row by row, cell by cell; paper leaves out the buttons below a table, never the table."""
    page = visit(f"{server.url}/kosten").page
    tables = page.locator('[data-testid="stExpander"] table')
    for number in range(charts(page)):
        page.locator('[data-testid="stExpander"] summary').nth(number).click()
        expect(tables).to_have_count(number + 1)
    rows = [row for table in tables.all() for row in table.evaluate(CELLS)]
    whole = letters("".join(words(printed(page))))
    assert len(rows) > 30
    assert [row for row in rows if letters("".join(row)) not in whole] == []
    assert [menu for menu in MENUS if letters(menu) in whole] == []
    assert max(laid_out(page)["tables"]) <= PAPER_PX + 1


def test_the_running_head_takes_any_sentence(server: Server, visit: Open) -> None:
    page = visit(f"{server.url}/datenqualitaet").page
    write = "text => { document.querySelector('.db-stand').firstChild.textContent = text }"
    page.evaluate(write, 'Stand "7" \\ } </style>')
    assert all('Stand "7" \\ } </style>' in text for text in words(printed(page)))
    page.evaluate(write, "Viele Stadtbezirke " * 40)
    first, *others = words(printed(page))
    assert letters("Viele Stadtbezirke " * 40) in letters(first)
    assert all("… (ganz auf Seite 1). Beispieldaten" in text for text in others)


def test_light_charts_hold_no_colour_that_paper_would_change() -> None:
    """print.js turns every dark token into its light one without asking which theme a chart was drawn in."""
    light, dark = dataclasses.asdict(LIGHT), dataclasses.asdict(DARK)
    assert [name for name, colour in dark.items() if colour in light.values() and light[name] != colour] == []
