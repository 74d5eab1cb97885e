"""The Sitzungsmappe: a paper as one HTML file for the council's tablet, with its charts, offline, without a script."""

from __future__ import annotations

import re
from html import escape as escaped
from pathlib import Path

from analytics.paper.content import Address, Block, Chart, ChartRow, Facts, Mark, Paper, Section, Style, Text
from analytics.paper.letters import named
from analytics.tables import NUMBERS, Table

STYLE = Path(__file__).parent / "tablet.css"
BAR, INNER = 20, 11
"""Heights in pixels: of a bar, and of one that lies within the frame of the Ansatz."""
THIN: tuple[Style, ...] = ("actual", "committed")
PATTERNS = (
    '<svg class="patterns" aria-hidden="true" width="0" height="0"><defs>'
    '<pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse">'
    '<rect width="6" height="6" class="ground"/><path d="M0 6 6 0"/></pattern>'
    '<pattern id="cross" width="6" height="6" patternUnits="userSpaceOnUse">'
    '<rect width="6" height="6" class="ground"/><path d="M0 6 6 0M0 0 6 6"/></pattern></defs></svg>'
)


def escape(text: str) -> str:
    """As HTML, with control characters named."""
    return escaped(named(text))


def tablet_bytes(paper: Paper) -> bytes:
    """The same paper always makes the same bytes."""
    marks = f'<p class="marks">{escape(" · ".join(paper.marks))}</p>' if paper.marks else ""
    contents = "".join(f'<li><a href="#{_anchor(s)}">{escape(s.title)}</a></li>' for s in paper.sections)
    page = (
        f'<!doctype html><html lang="de"><head><meta charset="utf-8"><title>{escape(paper.title)}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<style>{STYLE.read_text('utf-8')}</style></head><body>{PATTERNS}"
        f'<a class="skip" href="#inhalt">Zum Inhalt</a><header><p>{escape(paper.city)}</p>'
        f"<p>{escape(paper.recipient)}</p>{marks}<h1>{escape(paper.title)}</h1></header>"
        f'<nav aria-label="Inhalt"><ol>{contents}</ol></nav>'
        f'<main id="inhalt" tabindex="-1">{"".join(map(_section, paper.sections))}</main>'
        f"<footer><p>{escape(' · '.join(paper.foot))}</p></footer></body></html>"
    )
    return page.encode()


def _anchor(section: Section) -> str:
    return re.sub(r"\W+", "-", section.title.casefold()).strip("-")


def _section(section: Section) -> str:
    blocks = "".join(map(_block, section.blocks))
    return f'<section id="{_anchor(section)}"><h2>{escape(section.title)}</h2>{blocks}</section>'


def _block(block: Block) -> str:
    if isinstance(block, Text):
        strong = f"<b>{escape(block.strong)}</b>" if block.strong else ""
        return f'<p dir="auto">{strong}{escape(block.rest)}</p>'
    if isinstance(block, Address):
        return f"<p><b>{escape(block.words)}</b> <code>{escape(block.path)}</code></p>"
    if isinstance(block, Facts):
        title = f"<h3>{escape(block.title)}</h3>" if block.title else ""
        lines = "".join(map(_line, block.lines))
        return f"{title}<dl>{lines}</dl>"
    return _chart(block) if isinstance(block, Chart) else _table(block)


def _line(line: tuple[str, str]) -> str:
    return f'<div><dt>{escape(line[0])}</dt><dd dir="auto">{escape(line[1])}</dd></div>'


def _table(table: Table) -> str:
    right = [' class="number"' if column.kind in NUMBERS else "" for column in table.columns]
    heads = "".join(f'<th scope="col"{side}>{escape(head)}</th>' for head, side in zip(table.head, right, strict=True))
    rows = "".join(_row(row, right, table, is_sum=y in table.sums) for y, row in enumerate(table.text_rows))
    name = escape(table.caption)
    return (
        f'<div class="table" role="region" aria-label="{name}" tabindex="0"><table><caption>{name}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _row(row: tuple[str, ...], right: list[str], table: Table, *, is_sum: bool) -> str:
    """The head of a row is its name: the second cell where the first one says its group."""
    cells = [f'<td{side} dir="auto">{escape(text)}</td>' for text, side in zip(row, right, strict=True)]
    name = int(table.grouped)
    cells[name] = f'<th scope="row" dir="auto">{escape(row[name])}</th>'
    return f"<tr{' class=sum' if is_sum else ''}>{''.join(cells)}</tr>"


def _chart(chart: Chart) -> str:
    """Drawn in shares of the width, so that it fits every screen; what is seen stands in its label."""
    legend = "".join(
        f'<li><svg width="22" height="12" aria-hidden="true">{_swatch(style)}</svg> {escape(word)}</li>'
        for style, word in chart.legend
    )
    rows = "".join(map(_chart_row, chart.rows))
    listed = f'<ul class="legend">{legend}</ul>' if legend else ""
    return f'<figure role="img" aria-label="{escape(chart.alt)}">{listed}{rows}</figure>'


def _chart_row(row: ChartRow) -> str:
    marks = "".join(map(_mark, row.marks))
    return (
        f'<div class="row"><span>{escape(row.name)}</span><span>{escape(row.value)}</span>'
        f'<svg width="100%" height="{BAR + 4}" aria-hidden="true">{marks}</svg></div>'
    )


def _mark(mark: Mark) -> str:
    x, width = 100 * mark.start, 100 * (mark.end - mark.start)
    if mark.style == "forecast":
        return f'<rect class="forecast" x="{min(x, 99.6):.3f}%" y="0" width="3" height="{BAR + 4}"/>'
    height = INNER if mark.style in THIN else BAR
    bar = (
        f'<rect class="{mark.style}" x="{x:.3f}%" y="{2 + (BAR - height) / 2}" width="{width:.3f}%" height="{height}"/>'
    )
    if not mark.text or mark.style in ("paused", "stopped"):
        return bar
    return f'{bar}<text class="on-{mark.style}" x="{x + width / 2:.3f}%" y="{BAR - 3}">{escape(mark.text)}</text>'


def _swatch(style: Style) -> str:
    if style == "forecast":
        return '<rect class="forecast" x="9" y="0" width="3" height="12"/>'
    return f'<rect class="{style}" x="1" y="1" width="20" height="10"/>'
