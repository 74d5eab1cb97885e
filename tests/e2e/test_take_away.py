"""Charts as SVG and PNG: what is seen, whole and alone, with what must be said of it, made without asking anybody."""

from __future__ import annotations

import base64
import datetime as dt
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import Locator, Page, expect

from analytics.publish import publish
from analytics.store import Store
from analytics.theme import tokens
from tests.deliveries import measure, write_csv
from tests.e2e import axe
from tests.e2e.conftest import DRAWN, Server, Visit, running
from tests.e2e.layout import SIDEWAYS, SMALL_TARGETS
from tests.publications import DAY, EARLIER

Open = Callable[..., Visit]
Charts = Callable[[Page], int]
SVG, DC = "{http://www.w3.org/2000/svg}", "{http://purl.org/dc/elements/1.1/}"
OFF = 0.03
"""What may differ from the screen, as a share of what is drawn there; measured: 0.01, all of it edges of letters."""
VISIBLE = 40
"""Of 255: a difference that is seen."""
PLACES = """(root, [x, y]) => { const from = root.getBoundingClientRect()
    return [...root.querySelectorAll('.main-svg text, .drawing text')].map(text => {
        const box = text.getBoundingClientRect(), [left, top] = [from.left + x, from.top + y]
        return [text.textContent, box.left - left, box.right - left, (box.top + box.bottom) / 2 - top] }) }"""
WORDLESS = "root => root.querySelectorAll('text').forEach(text => text.style.setProperty('opacity', 0, 'important'))"
MARKS = "figure => figure.querySelectorAll('.main-svg .trace path[d]').length"
SWATCHES = """svg => [...svg.querySelectorAll('.swatch > g')].map(shape => {
    const {e, f} = shape.getCTM()
    return [e, f] })"""
BEYOND = """svg => [...svg.querySelectorAll('text')].filter(text => {
    const box = text.getBoundingClientRect()
    return box.left < 0 || box.right > svg.width.baseVal.value || box.bottom > svg.height.baseVal.value })
    .map(text => text.textContent)"""
AT_PIXELS = """legend => {
    legend.style.cssText = 'position: fixed; inset: 1380px 0 0; z-index: 9; margin: 0; background: var(--bg)'
    legend.querySelectorAll('.db-q').forEach((swatch, i) =>
        swatch.style.cssText = `position: absolute; left: ${20 + 60 * i}px; top: 20px`) }"""
BY_ITSELF = """node => Object.entries({position: 'fixed', left: 0, top: '100px', 'z-index': 9, background: 'var(--bg)'})
    .forEach(([name, value]) => node.style.setProperty(name, value))"""
HOSTILE = "</title>--><script>alert(1)</script> & \"Zitat\" 'x' ]]> שלום\x07 {0}"


def opened(figure: Locator) -> Locator:
    """The row of buttons below a chart, after its table was opened by keyboard."""
    card = figure.locator("xpath=ancestor::*[@data-testid='stVerticalBlock'][1]")
    card.locator("summary").first.press("Enter")
    buttons = card.locator(".db-take")
    expect(buttons).to_be_visible()
    figure.page.wait_for_selector(DRAWN)
    return buttons


def said_of(buttons: Locator) -> dict[str, Any]:
    """What the server says of a picture; a bell cannot stand in XML."""
    return dict(json.loads((buttons.get_attribute("data-picture") or "").replace("\\u0007", "\ufffd")))


def taken(buttons: Locator, kind: str) -> tuple[str, bytes]:
    """Name and content of the file that a press of Enter brings."""
    with buttons.page.expect_download() as download:
        buttons.get_by_role("button", name=f"Diagramm als {kind.upper()}").press("Enter")
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def parsed(content: bytes) -> ElementTree.Element:
    """A picture that needs nothing and runs nothing; every name in it stands once and is found."""
    root = ElementTree.fromstring(content)
    assert root.tag == f"{SVG}svg"
    tags = {element.tag for element in root.iter()}
    assert tags.isdisjoint(f"{SVG}{tag}" for tag in ("script", "image", "foreignObject", "style", "a", "use"))
    attributes = [(name, value) for element in root.iter() for name, value in element.items()]
    assert [name for name, _ in attributes if re.search(r"(^on|href|src)", name.rpartition("}")[2])] == []
    ids = [value for name, value in attributes if name == "id"]
    assert len(set(ids)) == len(ids)
    assert {inside for _, value in attributes for inside in re.findall(r"url\((.*?)\)", value)} <= {
        f"#{i}" for i in ids
    }
    return root


def words(root: ElementTree.Element) -> str:
    """What can be read in it, with ordinary spaces."""
    lines = [" ".join("".join(text.itertext()).split()) for text in root.iter(f"{SVG}text")]
    return " ".join(lines)


def traces(root: ElementTree.Element) -> list[ElementTree.Element]:
    """What stands for the data."""
    return [group for group in root.iter(f"{SVG}g") if "trace" in group.get("class", "").split()]


def letters(text: str) -> str:
    """A picture breaks lines elsewhere."""
    return "".join(text.split())


def place(root: ElementTree.Element) -> tuple[int, int]:
    """Where the drawing begins."""
    drawing = next(one for one in root if one.get("class") == "drawing")
    x, y = re.findall(r"\d+", drawing.get("transform", ""))
    return int(x), int(y)


def photographed(node: Locator) -> Image.Image:
    """A drawing on screen."""
    return Image.open(io.BytesIO(node.screenshot(animations="disabled"))).convert("RGB")


def twice_as_fine(node: Locator) -> Image.Image:
    """A drawing on a screen of twice as many pixels."""
    session = node.page.context.new_cdp_session(node.page)
    shot = session.send("Page.captureScreenshot", {"clip": {**(node.bounding_box() or {}), "scale": 2}})
    session.detach()
    return Image.open(io.BytesIO(base64.b64decode(shot["data"]))).convert("RGB")


def places(node: Locator, x: int = 0, y: int = 0) -> list[tuple[str, list[float]]]:
    """Each word of a drawing: left and right end, and its middle line, in pixels."""
    found = node.evaluate(PLACES, [x, y])
    return [(" ".join(word.split()), numbers) for word, *numbers in found]


def alone(page: Page, file: Path) -> Locator:
    """The picture as a browser shows it that opens nothing else."""
    page.goto(file.as_uri())
    svg = page.locator("svg")
    page.set_viewport_size({side: int(svg.get_attribute(side) or 0) for side in ("width", "height")})  # type: ignore[arg-type]
    return svg


def differing(one: Image.Image, other: Image.Image) -> float:
    """The share of pixels in which both are seen to differ."""
    assert one.size == other.size
    red, green, blue = ImageChops.difference(one, other).split()
    worst = ImageChops.lighter(ImageChops.lighter(red, green), blue).histogram()
    return sum(worst[VISIBLE:]) / (one.width * one.height)


def off(picture: Image.Image, screen: Image.Image) -> float:
    """How much a picture differs from the screen, as a share of what is drawn there, on the ground of its corner."""
    ground = Image.new("RGB", screen.size, screen.getpixel((0, screen.height - 1)))
    drawn = differing(screen, ground)
    assert drawn > 0.002
    return differing(picture, screen) / drawn


def assert_says(root: ElementTree.Element, said: dict[str, Any]) -> None:
    """Question, answer and notes: to read, for machines, and for who does not see the picture."""
    assert (root.findtext(f"{SVG}title"), root.findtext(f"{SVG}desc")) == (said["question"], said["alt"])
    read = letters(words(root))
    assert [
        line for line in (said["question"], said["sentence"], *said["notes"].values()) if letters(line) not in read
    ] == []
    facts = {element.tag.removeprefix(DC): element.text for element in root.iter() if element.tag.startswith(DC)}
    assert said["notes"]["snapshot"] == f"Datenstand {facts['identifier']}"
    assert said["notes"]["licence"] == f"Lizenz: {facts['rights']}"


def assert_explains(picture: Locator, figure: Locator) -> None:
    """The legend of the card: as many swatches, each as dark and of the same colour."""
    card = figure.locator("xpath=ancestor::*[@data-testid='stVerticalBlock'][1]")
    if card.locator(".db-legend").count():
        card.locator(".db-legend").evaluate(AT_PIXELS)
    swatches, whole = card.locator(".db-legend .db-q").all(), photographed(picture)
    places = picture.evaluate(SWATCHES)
    assert len(swatches) == len(places)
    for swatch, (left, top) in zip(swatches, places, strict=True):
        screen = photographed(swatch)
        drawn = whole.crop((round(left), round(top), round(left) + screen.width, round(top) + screen.height))
        assert ImageStat.Stat(drawn).mean == pytest.approx(ImageStat.Stat(screen).mean, abs=25)


@pytest.mark.parametrize(
    ("address", "number", "scheme"),
    [
        ("/?ausschuss=EDV", 0, "dark"),
        ("/kosten", 1, "light"),
        ("/breitband", 0, "dark"),
        ("/massnahmen", 2, "light"),
        ("/massnahmen", 1, "light"),
    ],
)
def test_a_chart_is_taken_away_as_it_is_seen(
    server: Server, visit: Open, charts: Charts, tmp_path: Path, address: str, number: int, scheme: str
) -> None:
    one = visit(server.url + address, scheme=scheme)
    page = one.page
    page.set_viewport_size({"width": 1440, "height": 1500})
    charts(page)
    figure = page.get_by_role("figure").nth(number)
    buttons, drawing = opened(figure), figure.locator(".svg-container")
    said = said_of(buttons)
    notes = "\n".join(said["notes"].values())
    assert said["alt"] == figure.get_attribute("aria-label")
    assert re.search(r"^Quelle: \w+[.]csv, Stand \d\d[.]\d\d[.]20\d\d .*Beispieldaten$", notes, re.MULTILINE)
    assert re.search(rf"\nDatenstand ([0-9a-f]{{16}})\nDauerhafter Link: {server.url}/\S*stand=\1", notes)
    assert ("\nAuswahl: Ausschuss EDV." in notes) == ("EDV" in address)
    assert ("CC BY 4.0" in notes) == (address == "/breitband") and "\nLizenz: keine Angabe" in notes

    name, content = taken(buttons, "svg")
    (tmp_path / name).write_bytes(content)
    root = parsed(content)
    assert re.fullmatch(r"digitalbilanz_[a-z0-9-]+_20\d\d-\d\d-\d\d[.]svg", name)
    assert_says(root, said)
    drawn = [path for trace in traces(root) for path in trace.iter(f"{SVG}path")]
    assert len(drawn) == figure.evaluate(MARKS) > 0
    assert taken(buttons, "svg")[1] == content

    size = (int(root.get("width", 0)), int(root.get("height", 0)))
    name, painted = taken(buttons, "png")
    png = Image.open(io.BytesIO(painted))
    assert name.endswith(".png") and png.size == (2 * size[0], 2 * size[1])
    assert [round(dots) for dots in png.info["dpi"]] == [192, 192]
    assert png.text["Description"] == f"{said['alt']}\n{notes}" and png.text["Title"] == said["question"]

    drawing.evaluate(BY_ITSELF)  # at whole pixels, below the header
    word_places, fine = places(drawing), twice_as_fine(drawing)
    (x, y), (width, height) = place(root), (fine.width // 2, fine.height // 2)
    assert off(png.convert("RGB").crop((2 * x, 2 * y, 2 * (x + width), 2 * (y + height))), fine) < OFF
    drawing.evaluate(WORDLESS)
    picture = alone(page.context.new_page(), tmp_path / (name.removesuffix("png") + "svg"))
    assert picture.evaluate(BEYOND) == []
    for (word, there), (seen, here) in zip(places(picture, x, y), word_places, strict=True):
        assert word == seen and there == pytest.approx(here, abs=2.5), word  # whichever font the machine has
    assert_explains(picture, figure)
    picture.evaluate(WORDLESS)
    shown = photographed(picture)
    assert shown.size == size and bytes(shown.getpixel((1, 1))).hex() == tokens(scheme).bg[1:].lower()
    assert off(shown.crop((x, y, x + width, y + height)), photographed(drawing)) < OFF
    assert one.foreign(server) == [] and one.complaints == [] and server.log_lines() == []


def test_every_chart_of_a_page_gives_its_own_file_also_after_a_choice(
    server: Server, visit: Open, charts: Charts
) -> None:
    page = visit(f"{server.url}/kosten").page
    charts(page)
    for figure in page.get_by_role("figure").all():
        name, content = taken(opened(figure), "svg")
        root = parsed(content)
        assert root.findtext(f"{SVG}desc") == figure.get_attribute("aria-label")
        assert [word for word, _ in places(figure.locator(".svg-container")) if word not in words(root)] == []
    page.get_by_role("radio", name="2019").or_(page.get_by_role("button", name="2019", exact=True)).first.click()
    expect(page.locator("h1")).to_contain_text("2019")
    page.wait_for_selector(DRAWN)
    charts(page)
    figure = page.get_by_role("figure").first
    card = figure.locator("xpath=ancestor::*[@data-testid='stVerticalBlock'][1]")
    buttons = card.locator(".db-take") if card.locator(".db-take").count() else opened(figure)
    name, content = taken(buttons, "svg")
    assert "-2019-" in name and "2019" in str(parsed(content).findtext(f"{SVG}desc"))


def test_what_a_delivery_says_stays_text(visit: Open, charts: Charts, tmp_path: Path) -> None:
    late = {"end_baseline": DAY, "end_forecast": DAY + dt.timedelta(300)}
    rows = [measure(DAY, f"4.0{nr}", title=HOSTILE.format(nr), is_public=True, **late) for nr in range(1, 4)]
    earlier = [row | {"as_of": EARLIER, "end_forecast": DAY} for row in rows]
    write_csv({EARLIER: {"measures": earlier}, DAY: {"measures": rows}}, tmp_path / "exports")
    publish(tmp_path / "exports", Store(tmp_path / "store"))
    with running(tmp_path / "store", tmp_path) as server:
        for address, number in (("massnahmen", 2), ("massnahmen?ansicht=plantreue", 0)):
            one = visit(f"{server.url}/{address}")
            charts(one.page)
            figure = one.page.get_by_role("figure").nth(number)
            buttons = opened(figure)
            root = parsed(taken(buttons, "svg")[1])
            said = said_of(buttons)
            assert_says(root, said)
            assert letters(HOSTILE.format("").replace("\x07", "\ufffd")) in letters(words(root))
            png = Image.open(io.BytesIO(taken(buttons, "png")[1]))
            assert png.text["Description"] == "\n".join((said["alt"], *said["notes"].values()))
            assert one.foreign(server) == [] and one.complaints == []
        assert server.log_lines() == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_buttons_are_reached_by_everybody(
    server: Server, visit: Open, charts: Charts, tmp_path: Path, scheme: str
) -> None:
    one = visit(f"{server.url}/massnahmen?nr=4.04", width=320, scheme=scheme)
    page = one.page
    charts(page)
    assert page.get_by_role("button", name="Diagramm als").count() == 0  # nothing more to pass while it is closed
    figure = page.get_by_role("figure").first
    buttons = opened(figure)
    buttons.locator("xpath=preceding::button[1]").focus()
    for kind in ("SVG", "PNG"):
        page.keyboard.press("Tab")
        expect(buttons.get_by_role("button", name=f"Diagramm als {kind}")).to_be_focused()
    assert page.evaluate(SIDEWAYS) <= 0 and page.evaluate(SMALL_TARGETS) == []
    assert min(box["height"] for box in map(Locator.bounding_box, buttons.get_by_role("button").all()) if box) >= 40
    assert axe.check(page).violations == []
    name, content = taken(buttons, "svg")
    (tmp_path / name).write_bytes(content)
    assert page.get_by_test_id("stMain").evaluate("main => main.scrollTop") > 0  # the page stays where it was
    assert alone(page.context.new_page(), tmp_path / name).evaluate(BEYOND) == []
    figure.evaluate("figure => figure.querySelectorAll('.main-svg').forEach(layer => layer.remove())")
    buttons.get_by_role("button").first.press("Enter")
    expect(buttons.get_by_role("status")).to_contain_text("noch nicht gezeichnet: bitte gleich noch einmal")
    assert one.complaints == []
