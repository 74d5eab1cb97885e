"""Committee papers: what they say, how they are built, and that no delivery can break them or leak through them."""

from __future__ import annotations

import datetime as dt
import functools
import io
import itertools
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
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
from analytics.errors import NoSuchDate, UserFacingError
from analytics.paper.content import Address, Chart, Facts, Paper, Text
from analytics.paper.letters import named, written
from analytics.paper.pdf import pdf_bytes
from analytics.publish import publish
from analytics.reference import reference
from analytics.settings import ROOT
from analytics.store import Store
from tests.deliveries import cost, measure, write_csv

THEN, DAY = dt.date(2020, 6, 30), dt.date(2020, 12, 31)
LONG = "Ein langer Grund mit vielen Wörtern. " * 82
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
    """The text of each page; none of it lies outside of the sheet's margins."""
    texts = []
    for page in pypdfium2.PdfDocument(pdf):
        text, (width, height) = page.get_textpage(), page.get_size()
        for left, bottom, right, top in map(text.get_charbox, range(text.count_chars())):
            assert left >= 55 and right <= width - 40 and bottom >= 28 and top <= height - 40, text.get_text_range()
        texts.append(text.get_text_range())
    return texts


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
    elif isinstance(block, Address):
        yield from block
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
        for row in block.text_rows:
            yield from row[1:] if block.grouped and row[0] == row[1] else row


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
        if any("\u0590" <= one <= "\u06ff" for one in words):  # a page holds such words in their own order
            assert not Counter(words) - Counter(read)
        else:
            assert words in read
    page = papers.FILES[".html"](paper).decode()
    assert "<b>&amp;" not in page.replace("&lt;b&gt;", "") and named(text[:40]).strip() in unescape(page)
    assert not re.findall("[\x00-\x08\x0b-\x1f\u202a-\u202e]", page)
    assert text[:8] in "".join(cells(papers.FILES[".xlsx"](paper)))


def test_what_no_font_has_is_named() -> None:
    assert written("漢 a\u0301\tb🚀\x07") == "[U+6F22] a\u0301 b🚀[U+0007]"
    assert written("\u202eabc\ue0001") == "[U+202E]\u200babc[U+E000]\u200b1"


def test_an_endless_word_may_break_and_others_do_not() -> None:
    usual = "a/b Informationssicherheits-Managementsystem"
    assert written(usual) == usual
    assert written("https://beispiel.de/ein_weg") == "https://\u200bbeispiel.\u200bde/\u200bein_\u200bweg"
    assert written("x" * 60) == "\u200b".join(["x" * 24, "x" * 24, "x" * 12])


@pytest.mark.parametrize(
    ("number", "reason"),
    [(12, "Ein Satz von üblicher Länge. " * 6), (13, "Kurz\n" * 78), (1, LONG), (30, "Grund " * 66)],
    ids=["twelve", "thirteen of many lines", "one endless", "thirty"],
)
def test_no_table_is_higher_than_its_sheet(published: Make, number: int, reason: str) -> None:
    rows = [measure(DAY, f"5.{n:02}", reason=reason.strip(), decision_needed=reason.strip()) for n in range(number)]
    paper = made(published(rows))  # cells of a row that is torn apart do not follow each other on a page
    assert Counter(body(paper, pdf_bytes(paper))) == Counter(squeezed("".join(map(written, said(paper)))))


@pytest.mark.parametrize("number", [0, 1, 400])
def test_none_one_and_four_hundred_measures(published: Make, number: int) -> None:
    rows = [measure(DAY, f"{n // 100 + 4}.{n % 100:02}", title=f"Maßnahme Nummer {n}") for n in range(number)]
    store = published(rows or [measure(DAY, "1.01", committee="AWL")])
    begin = time.perf_counter()
    paper = made(store)
    pdf = pdf_bytes(paper)
    assert time.perf_counter() - begin < 20  # the machine may be busy; make bench measures it
    text = squeezed("".join(pages(pdf)))
    assert all(squeezed(row["title"]) in text for row in rows)
    assert ("gehörtkeineMaßnahmezudiesemAusschuss" in text) == (not rows)


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
    rows += [measure(DAY, "5.06", is_public=False, title="GEHEIM-jetzt"), measure(DAY, "5.07")]
    before = [measure(THEN, "5.03"), measure(THEN, "5.05", is_public=False, title="GEHEIM-früher")]
    before += [measure(THEN, "5.06"), measure(THEN, "5.07", is_public=False, title="GEHEIM-bisher")]
    paper = made(published(rows, before), role=role)
    found = text_of(ending, papers.FILES[ending](paper))
    is_whole = role in ("ausschuss:EDV", "leitung")
    assert ("GEHEIM" in found, "(nicht öffentlich)" in found, "Nicht öffentlich" in paper.foot) == (is_whole,) * 3
    assert ("nur öffentliche Maßnahmen" in found) == (not is_whole)


def test_the_public_paper_is_that_of_a_city_without_the_other_rows(published: Make, tmp_path: Path) -> None:
    """Every count and every sum, not the names alone."""
    rows = [measure(DAY, "5.03"), measure(DAY, "5.04", is_public=False, status="geplant", reported_rating="rot")]
    before = [measure(THEN, "5.03", status="geplant"), measure(THEN, "5.04", is_public=False)]
    whole = made(published(rows, before))
    books = {THEN: {"measures": before[:1]}, DAY: {"measures": rows[:1], "costs": [cost(DAY, "B0", measure_id="5.03")]}}
    write_csv(books, tmp_path / "public")
    publish(tmp_path / "public", Store(tmp_path / "public store"))
    public = made(tmp_path / "public store")
    strip = functools.partial(re.sub, "[0-9a-f]{16}", "")
    assert [strip(text) for text in said(whole)] == [strip(text) for text in said(public)]


def test_money_is_compared_with_what_was_known_at_the_meeting(tmp_path: Path) -> None:
    """Costs that were delivered between the last measures and the day compared with are not news."""
    between, end = dt.date(2020, 9, 30), dt.date(2020, 12, 31)
    plan = functools.partial(cost, measure_id="5.03")
    raised = {"amount_eur": Decimal("500.00")}
    books = {
        THEN: {"measures": [measure(THEN, "5.03")], "costs": [plan(THEN)]},
        between: {"costs": [plan(between, **raised)]},
        end: {"measures": [measure(end, "5.03")], "costs": [plan(end, **raised)]},
    }
    write_csv(books, tmp_path / "exports")
    publish(tmp_path / "exports", Store(tmp_path / "store"))
    days = (dt.date(2020, 8, 1), dt.date(2020, 11, 12))
    read = ["".join(said(made(tmp_path / "store", since=day))) for day in days]
    assert ["mehr Ansatz" in text for text in read] == [True, False]


def test_the_address_of_the_state_can_be_copied_from_the_paper(sample: Path) -> None:
    paper = made(sample, "EDV")
    assert paper.link in "".join(pages(pdf_bytes(paper)))
    assert paper.link in unescape(papers.FILES[".html"](paper).decode())


def test_a_paper_names_the_meeting_that_it_compares_with(sample: Path) -> None:
    """A meeting that knew the Stand already is the last one, but nothing has changed since."""
    titles = [made(sample, "EDV", day=day).sections[1].title for day in (dt.date(2021, 12, 31), dt.date(2021, 12, 1))]
    assert titles[0] == "Seit der letzten Sitzung" and titles[1].startswith("Seit der Sitzung vom ")
    for day in (dt.date(2021, 12, 31), dt.date(2030, 1, 1)):
        with pytest.raises(UserFacingError, match="einem Tag vor dem Stand"):
            made(sample, "EDV", since=day)
    with pytest.raises(NoSuchDate):
        made(sample, "EDV", since=dt.date(2017, 1, 1))


def text_of(ending: str, content: bytes) -> str:
    """Everything that a reader could find in a file."""
    if ending == ".pdf":
        with pikepdf.open(io.BytesIO(content)) as pdf:
            hidden = bytes(pdf.Root.Metadata.read_bytes()).decode() + "".join(map(str, pdf.docinfo.values()))
            alts = "".join(str(tag.get("/Alt", "")) for tag in walk(pdf.Root.StructTreeRoot))
        return "".join(pages(content)) + hidden + alts
    if ending == ".html":
        return content.decode()
    return "".join(cells(content))


def cells(content: bytes) -> list[str]:
    """Every name, note and cell of a workbook."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    values = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    return [*book.sheetnames, str(book.properties.title), *values]


def test_the_annex_has_a_sheet_for_each_table_and_text_stays_text(published: Make) -> None:
    paper = made(published([measure(DAY, "5.03", title="=1+1", reason="@SUM(A1)")]))
    book = openpyxl.load_workbook(io.BytesIO(papers.FILES[".xlsx"](paper)))
    assert len(book.sheetnames) == len(paper.tables) + len(paper.more) + 1 and book.sheetnames[-1] == "Angaben"
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert "=1+1" in [cell.value for cell in cells] and {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert all(cell.alignment.wrap_text for sheet in book.worksheets[:-1] for cell in sheet["B"][1:])
    said = [cell.value for cell in book["Angaben"]["A"]]
    assert paper.foot[-1] in said and said[-1] == "Lizenz: keine Angabe"


def test_every_sheet_of_the_annex_can_be_filtered(sample: Path) -> None:
    paper = made(sample, "EDV")
    book = openpyxl.load_workbook(io.BytesIO(papers.FILES[".xlsx"](paper)))
    assert any("Kritische" in name for name in book.sheetnames)
    for sheet in book.worksheets[:-1]:
        assert sheet.auto_filter.ref and sheet.freeze_panes == "B2", sheet.title


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
