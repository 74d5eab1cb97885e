"""Committee papers: what they say, how they are built, and that no delivery can break them or leak through them."""

from __future__ import annotations

import datetime as dt
import functools
import io
import itertools
import re
import time
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

import openpyxl
import pikepdf
import pypdfium2
import pytest

from analytics import paper as papers
from analytics.command_line import run
from analytics.engine import open_snapshot
from analytics.errors import UserFacingError
from analytics.paper.content import Chart, Facts, Paper, Text
from analytics.paper.letters import written
from analytics.paper.pdf import pdf_bytes
from analytics.publish import publish
from analytics.reference import reference
from analytics.settings import ROOT
from analytics.store import Store
from tests.deliveries import cost, measure, write_csv

THEN, DAY = dt.date(2020, 6, 30), dt.date(2020, 12, 31)
LONG = "Ein langer Grund mit vielen Wörtern. " * 81
UGLY = {
    "markup": "# Titel = *fett* _kursiv_ $x^2$ <b>&amp; \"Zitat\" 's' @ref `code` #let x = 1 \\ // /* */ ~ [x] {y}",
    "right to left": "שלום עולם מرحبا بالعالم",
    "emoji": "🚀 Start, 😀 fertig, 👩‍💻 Team, ✅ ❌ ⚠️",
    "endless word": "Donaudampfschifffahrt" * 40,
    "three thousand": LONG,
    "no letter of ours": "漢字 und \u1234 und \x07",
}
Make = Callable[..., Path]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("sample")
    publish(ROOT / "data" / "exports", Store(store))
    return store


@pytest.fixture
def published(tmp_path: Path) -> Make:
    """A store of these measures on DAY (and on THEN, with `before`), with a little money for each."""

    def make(rows: list[dict[str, Any]], before: list[dict[str, Any]] | None = None) -> Path:
        books = {day: {"measures": found} for day, found in ((THEN, before), (DAY, rows)) if found is not None}
        books[DAY]["costs"] = [cost(DAY, f"B{n}", measure_id=row["measure_id"]) for n, row in enumerate(rows)]
        write_csv(books, tmp_path / "exports")
        publish(tmp_path / "exports", Store(tmp_path / "store"))
        return tmp_path / "store"

    return make


def made(store: Path, committee: str = "EDV", role: str = "oeffentlich", **days: Any) -> Paper:
    with open_snapshot(store, role=role) as engine:
        return papers.paper(papers.occasion(engine, committee, **days))


def squeezed(text: str) -> str:
    """Without white space, hyphens and lines to fill in: a page breaks words where it needs to."""
    return re.sub(r"[\s\u200b\u00ad\ufffe_-]", "", text)


def pages(pdf: bytes) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]


def said(paper: Paper) -> Iterator[str]:
    """Every text of a paper in the order in which it is read; a chart is read by its alternative text."""
    yield paper.city
    yield from ("Informationsdrucksache", paper.recipient, "Nr.", "Anzahl der Anlagen", "Zu TOP")
    yield " · ".join(paper.marks)
    yield paper.title
    for section in paper.sections:
        yield section.title
        for block in section.blocks:
            yield from read(block, section.title)


def read(block: Any, heading: str) -> Iterator[str]:
    if isinstance(block, Text):
        yield block.words
    elif isinstance(block, Facts):
        yield block.title
        yield from (f"{name}: {words}" for name, words in block.lines)
    elif isinstance(block, Chart):
        yield from (word for _, word in block.legend)
        for row in block.rows:
            yield from (row.name, row.value)
            yield from (mark.text for mark in row.marks if mark.style not in ("paused", "stopped"))
    else:
        yield block.caption if block.caption != heading else ""
        yield from block.head
        yield from (cell for row in block.text_rows for cell in row)


def body(paper: Paper, pdf: bytes) -> str:
    """The text of the pages without what each page repeats: its foot, and the heads of a table that goes on."""
    found, heads = "", [squeezed("".join(table.head)) for table in paper.tables]
    foot = squeezed(" · ".join(paper.foot))
    texts = pages(pdf)
    for number, text in enumerate(texts, 1):
        page = squeezed(text).removesuffix(f"{foot}Seite{number}von{len(texts)}")
        assert page != squeezed(text), "every page has its foot"
        repeated = next((head for head in heads if number > 1 and page.startswith(head)), "")
        found += page.removeprefix(repeated)
    return found


@pytest.mark.parametrize("committee", reference().committees)
def test_what_is_read_is_what_the_paper_says_in_its_order(sample: Path, committee: str) -> None:
    paper = made(sample, committee)
    assert body(paper, pdf_bytes(paper)) == squeezed("".join(said(paper)))


@pytest.mark.parametrize("text", [*UGLY.values()], ids=[*UGLY])
def test_no_text_breaks_a_paper_or_is_read_as_markup(published: Make, text: str) -> None:
    row = measure(DAY, "5.03", title=text[:200], reason=text, decision_needed=text, options=text, is_public=True)
    paper = made(published([row], [measure(THEN, "5.03", is_public=True)]))
    read = body(paper, pdf_bytes(paper))
    for expected in (written(text[:200]), written(text)):
        words = squeezed(expected)
        is_mirrored = any("\u0590" <= one <= "\u06ff" for one in words)  # a page holds such words in their own order
        assert sorted(words)[0] in read and (is_mirrored or words in read)
    page = papers.FILES[".html"](paper).decode()
    assert "<b>&amp;" not in page.replace("&lt;b&gt;", "") and text[:40].strip() in unescape(page)


def test_what_no_font_has_is_named() -> None:
    assert written("漢 a\u0301\tb\u200d🚀\x07") == "[U+6F22] a\u0301 b🚀[U+0007]"


@pytest.mark.parametrize("number", [0, 1, 400])
def test_none_one_and_four_hundred_measures(published: Make, number: int) -> None:
    rows = [measure(DAY, f"{n // 100 + 4}.{n % 100:02}", title=f"Maßnahme Nummer {n}") for n in range(number)]
    store = published(rows or [measure(DAY, "1.01", committee="AWL")])
    begin = time.perf_counter()
    paper = made(store)
    pdf = pdf_bytes(paper)
    assert time.perf_counter() - begin < 20  # 5 s when nothing else runs; make bench measures it
    text = squeezed("".join(pages(pdf)))
    assert all(squeezed(row["title"]) in text for row in rows)
    assert ("KeineMaßnahmegehörtzurAuswahl" in text) == (not rows)


def test_a_paper_is_tagged_named_and_outlined(sample: Path) -> None:
    paper = made(sample, "EDV")
    with pikepdf.open(io.BytesIO(pdf_bytes(paper))) as pdf:
        root = pdf.Root
        assert (str(root.Lang), bool(root.MarkInfo.Marked)) == ("de-DE", True)
        assert str(pdf.docinfo.Title) == paper.title and bool(root.ViewerPreferences.DisplayDocTitle)
        meta = bytes(root.Metadata.read_bytes()).decode()
        assert "pdfuaid:part>1<" in meta and "pdfaid:part>2<" in meta and "pdfaid:conformance>A<" in meta
        tags = list(walk(root.StructTreeRoot))
        names = [str(tag.S).strip("/") for tag in tags]
        levels = [int(name[1]) for name in names if re.fullmatch("H[1-6]", name)]
        assert levels[0] == 1 and levels.count(1) == 1 and all(b - a <= 1 for a, b in itertools.pairwise(levels))
        charts = [block for section in paper.sections for block in section.blocks if isinstance(block, Chart)]
        alts = [str(tag.Alt) for tag, name in zip(tags, names, strict=True) if name == "Figure"]
        assert alts == [chart.alt for chart in charts] and all(alts)
        assert names.count("TH") == sum(len(table.columns) for table in paper.tables)
        assert names.count("Table") == len(paper.tables)
        assert [item.title for item in outline(pdf)] == [paper.title, *headings(paper)]


def headings(paper: Paper) -> list[str]:
    found = []
    for section in paper.sections:
        titles = [block.title for block in section.blocks if isinstance(block, Facts) and block.title]
        found += [section.title, *titles]
    return found


def outline(pdf: pikepdf.Pdf) -> Iterator[Any]:
    def below(items: Any) -> Iterator[Any]:
        for item in items:
            yield item
            yield from below(item.children)

    with pdf.open_outline() as found:
        yield from below(found.root)


def walk(node: Any) -> Iterator[Any]:
    children = node.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield child
            yield from walk(child)


def test_nothing_is_painted_outside_of_the_tags_and_every_font_is_inside(sample: Path) -> None:
    with pikepdf.open(io.BytesIO(pdf_bytes(made(sample, "EDV")))) as pdf:
        for page in pdf.pages:
            depth = 0
            for operands, operator in pikepdf.parse_content_stream(page):
                name = str(operator)
                depth += (name in ("BDC", "BMC")) - (name == "EMC")
                assert depth or name not in ("Tj", "TJ", "'", '"', "f", "f*", "S", "B", "B*", "Do", "sh"), operands
            for font in page.Resources.get("/Font", {}).values():
                described = font.DescendantFonts[0] if "/DescendantFonts" in font else font
                descriptor = described.FontDescriptor
                assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor.keys())


@pytest.mark.parametrize("ending", papers.FILES)
def test_the_same_state_gives_the_same_bytes_whatever_is_delivered_later(
    published: Make, tmp_path: Path, ending: str
) -> None:
    rows = [measure(DAY, "5.03", title="Früher"), measure(DAY, "5.04")]
    store = published(rows, [measure(THEN, "5.03", title="Früher")])
    old = Store(store).current_id()
    first = papers.FILES[ending](made(store))
    assert papers.FILES[ending](made(store)) == first
    later = dt.date(2021, 6, 30)
    write_csv({later: {"measures": [measure(later, "5.03", title="Später")]}}, tmp_path / "later")
    publish(tmp_path / "later", Store(store))
    with open_snapshot(store, old, "oeffentlich") as engine:
        again = papers.FILES[ending](papers.paper(papers.occasion(engine, "EDV")))
    assert again == first
    assert papers.FILES[ending](made(store)) != first


@pytest.mark.parametrize("ending", papers.FILES)
@pytest.mark.parametrize("role", ["oeffentlich", "ausschuss:AWL", "ausschuss:EDV", "leitung"])
def test_no_row_that_the_role_may_not_see_is_in_any_file(published: Make, ending: str, role: str) -> None:
    secret = {
        name: f"GEHEIM-{name}" for name in ("title", "reason", "impact", "mitigation", "options", "owner", "outcome")
    }
    rows = [measure(DAY, "5.03"), measure(DAY, "5.04", is_public=False, decision_needed="GEHEIM-Beschluss", **secret)]
    before = [measure(THEN, "5.03"), measure(THEN, "5.05", is_public=False, title="GEHEIM-früher")]
    content = papers.FILES[ending](made(published(rows, before), role=role))
    assert ("GEHEIM" in text_of(ending, content)) == (role in ("ausschuss:EDV", "leitung"))


def text_of(ending: str, content: bytes) -> str:
    """Everything that a reader could find in a file."""
    if ending == ".pdf":
        with pikepdf.open(io.BytesIO(content)) as pdf:
            hidden = bytes(pdf.Root.Metadata.read_bytes()).decode() + "".join(map(str, pdf.docinfo.values()))
            alts = "".join(str(tag.get("/Alt", "")) for tag in walk(pdf.Root.StructTreeRoot))
        return "".join(pages(content)) + hidden + alts
    if ending == ".html":
        return content.decode()
    book = openpyxl.load_workbook(io.BytesIO(content))
    return "".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)


def test_the_annex_has_a_sheet_for_each_table_and_text_stays_text(published: Make) -> None:
    paper = made(published([measure(DAY, "5.03", title="=1+1", reason="@SUM(A1)")]))
    book = openpyxl.load_workbook(io.BytesIO(papers.FILES[".xlsx"](paper)))
    assert len(book.sheetnames) == len(paper.tables) + 1 and book.sheetnames[-1] == "Angaben"
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert "=1+1" in [cell.value for cell in cells] and {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert all(sheet.auto_filter.ref and sheet.freeze_panes for sheet in book.worksheets[:-1] if sheet.max_row > 2)
    assert paper.foot[-1] in [cell.value for cell in book["Angaben"]["A"]]


def test_the_file_for_the_tablet_asks_nobody_and_runs_nothing(sample: Path) -> None:
    page = papers.FILES[".html"](made(sample, "EDV")).decode()
    assert not re.findall(r"<(?:script|img|link|iframe)|https?:|@import|url\((?!#)", page)
    assert page.startswith('<!doctype html><html lang="de">') and page.count("<h1>") == 1
    assert page.count('<figure role="img" aria-label="') == page.count("<figure")


def test_the_command_writes_each_file_and_says_what_is_wrong(sample: Path, tmp_path: Path) -> None:
    paper = functools.partial(run_paper, sample)
    for ending in papers.FILES:
        assert paper("EDV", tmp_path / f"paper{ending}", "--as-of", "2020-12-31") == 0
        assert (tmp_path / f"paper{ending}").stat().st_size > 5_000
    assert "30.06.2020" in "".join(pages((tmp_path / "paper.pdf").read_bytes()))
    for committee, name, message in (
        ("XYZ", "a.pdf", "bitte EDV"),
        ("EDV", "a.doc", "muss auf"),
        ("EDV", "x/a.pdf", "Ordner"),
    ):
        with pytest.raises(UserFacingError, match=message):
            paper(committee, tmp_path / name)


def run_paper(store: Path, committee: str, out: Path, *more: str) -> int:
    return run(["paper", "--committee", committee, "--store", str(store), "--out", str(out), *more])
