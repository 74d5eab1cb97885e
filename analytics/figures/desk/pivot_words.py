"""What a pivot says, in sentences: the whole, the largest and the smallest row, the base of shares, and cautions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from analytics import formats
from analytics.desk.catalogue import ROWS
from analytics.desk.conditions import IS, alone, word_of
from analytics.desk.pivot import BY_NAME, OF_ALL, OF_COLUMN, OF_ROW, RUNNING, VALUES, Pivot
from analytics.desk.result import Number, PivotAnswer, PivotRow, change, compared
from analytics.figures.desk.cells import column_words, is_in_time, kind_of, row_word, short
from analytics.reference import MethodBreak
from analytics.tables import Kind

MOST_SAID = 6
"""Cells in one sentence, the last ones."""


def pivot_sentence(answer: PivotAnswer) -> str:
    """The answer in one or two sentences; says so where there is none."""
    if not answer.rows:
        return "Zu diesen Bedingungen gibt es keine Zeile: bitte eine Bedingung entfernen."
    return " ".join(filter(None, [*_found(answer), base_sentence(answer.pivot), *_page(answer)]))


def _found(answer: PivotAnswer) -> Iterator[str]:
    """What there is in all, and where most and least; what repeats itself is never added up."""
    pivot = answer.pivot
    if compared(answer):
        yield from _moved(answer)
    elif not pivot.has_sum_of_columns:
        yield from _last_row(answer)
    else:
        if pivot.has_sum_of_rows:
            whole = "zusammen" if pivot.adds else "über alle Zeilen"
            yield f"{pivot.metric.title}: {whole} {short(answer.total.total, _own_kind(pivot))}."
        yield from _extremes(answer)


def _own_kind(pivot: Pivot) -> Kind:
    """The kind of its values, whatever they are shown as."""
    return kind_of(replace(pivot, shown=VALUES))


def _extremes(answer: PivotAnswer) -> Iterator[str]:
    """Of rows in time the first and the last, of others the largest and the smallest; none of a page of many."""
    pivot, kind = answer.pivot, _own_kind(answer.pivot)
    known = [row for row in answer.rows if row.total is not None]
    if len(known) < 2 or answer.row_count > len(answer.rows):
        return
    dated = [row for row in known if row.keys[0] is not None]
    if is_in_time(pivot.row_attributes[0]) and len(pivot.rows) == 1 and pivot.order == BY_NAME and dated:
        first, last = (f"{row_word(pivot, row)}: {short(row.total, kind)}" for row in (dated[0], dated[-1]))
        yield f"{first}, {last}."
        return
    most, least = max(known, key=lambda row: row.total), min(known, key=lambda row: row.total)
    highest, lowest = ("Am meisten", "am wenigsten") if pivot.metric.adds else ("Höchster Wert", "niedrigster")
    yield f"{highest}: {row_word(pivot, most)} mit {short(most.total, kind)}{_part(pivot, most, answer.total)};"
    yield f"{lowest}: {row_word(pivot, least)} mit {short(least.total, kind)}."


def _last_row(answer: PivotAnswer) -> Iterator[str]:
    """Where columns repeat each other, no row has a sum: the cells of the last one."""
    row, words, kind = answer.rows[-1], column_words(answer), _own_kind(answer.pivot)
    cells = [
        f"{word} {short(row.cells[column], kind)}"
        for word, column in zip(words, answer.columns, strict=True)
        if row.cells.get(column) is not None
    ]
    if cells:
        yield f"{answer.pivot.metric.title}, {row_word(answer.pivot, row)}: {', '.join(cells[-MOST_SAID:])}."


def _part(pivot: Pivot, row: PivotRow, total: PivotRow) -> str:
    part = formats.share(row.total, total.total) if pivot.adds and pivot.has_sum_of_rows else None
    return "" if part is None else f" ({formats.percent(part)} davon)"


def _moved(answer: PivotAnswer) -> Iterator[str]:
    """Two columns held against each other, over all rows and where most has changed."""
    pair, across = answer.pair, answer.pivot.across_attribute
    if pair is None or across is None:
        return
    kind = kind_of(answer.pivot)
    difference, pct = change(answer.total, pair)
    before, after = (word_of(across, value) for value in pair)
    of_first = "" if pct is None else f" ({'+' if pct > 0 else ''}{formats.percent(pct)} von {before})"
    moved_in_all = f" {_more(difference, kind)}{of_first}" if answer.pivot.has_sum_of_rows else ""
    yield f"{answer.pivot.metric.title}: {after} gegenüber {before}{moved_in_all}."
    moved = [(row, found) for row in answer.rows if (found := change(row, pair)[0])]
    if moved and answer.row_count == len(answer.rows):
        row, found = max(moved, key=lambda one: abs(one[1]))
        yield f"Die größte Änderung hat {row_word(answer.pivot, row)}: {_more(found, kind)}."


def _more(value: Number, kind: Kind) -> str:
    text = formats.points(value) if kind == "pct" else short(value, kind)
    return text if text.startswith(formats.MINUS) or value in (None, 0) else f"+{text}"


def base_sentence(pivot: Pivot) -> str:
    """What 100 % are, or how a sum runs; nothing for plain values."""
    bases = {
        OF_ROW: "Anteile: 100 % ist die Summe der Zeile.",
        OF_COLUMN: "Anteile: 100 % ist die Summe der Spalte über alle Zeilen.",
        OF_ALL: "Anteile: 100 % ist die Summe über alles.",
        RUNNING: "Jede Zeile enthält die Summe aller Zeilen darüber.",
    }
    return bases.get(pivot.shown, "")


def _page(answer: PivotAnswer) -> Iterator[str]:
    places = [answer.first, answer.first + len(answer.rows) - 1, answer.row_count]
    if answer.row_count > len(answer.rows):
        first, last, every = map(formats.number, places)
        yield f"Gezeigt sind die Zeilen {first} bis {last} von {every}."
    if answer.is_too_wide:
        title = answer.pivot.across_attribute.title if answer.pivot.across_attribute else ""
        yield (
            f"{title} hat {formats.number(answer.column_count)} Werte, zu viele nebeneinander: "
            "bitte einschränken oder als Zeile wählen."
        )


def cautions(pivot: Pivot) -> tuple[str, ...]:
    """What a careful reader must know about the numbers."""
    return tuple(filter(None, (_overlap(pivot), _several_districts(pivot), _every_year(pivot), _dates(pivot))))


def _overlap(pivot: Pivot) -> str:
    if not pivot.overlapping or pivot.metric.name == ROWS:
        return ""
    titles = formats.listed([f"„{one.title}“" for one in pivot.overlapping])
    verb = "ist" if len(pivot.overlapping) == 1 else "sind"
    return (
        f"Hier wird mehrfach gezählt: {titles} {verb} weder aufgeteilt noch auf einen Wert festgelegt, "
        "und ihre Werte überschneiden sich."
    )


def _several_districts(pivot: Pivot) -> str:
    if pivot.table.name != "measure_districts" or pivot.metric.name == "measure_id":
        return ""
    return (
        "Eine Maßnahme zählt in jedem ihrer Stadtbezirke; "
        "wer sie einmal zählen will, wählt als Wert „Anzahl Maßnahmen“."
    )


def _every_year(pivot: Pivot) -> str:
    """Money of all years together is seldom what is asked."""
    used = (*pivot.rows, pivot.across, *(one.attribute for one in pivot.conditions))
    if pivot.metric.kind != "eur" or "budget_year" in used:
        return ""
    if pivot.table.name == "measures":
        return "Beträge einer Maßnahme sind die aller Haushaltsjahre; die Tabelle „Haushalt“ trennt sie."
    return "Hier sind alle Haushaltsjahre zusammengezählt; „Haushaltsjahr“ als Spalte oder Bedingung trennt sie."


def _dates(pivot: Pivot) -> str:
    if not pivot.asks_every_date or _parts_dates(pivot):
        return ""
    return "Gelesen werden mehrere Stichtage; dieselbe Zeile zählt an jedem von ihnen."


def breaks_within(answer: PivotAnswer, breaks: Sequence[MethodBreak]) -> tuple[str, ...]:
    """From which days on broadband was measured in another way, of those that part the Stände that are shown."""
    pivot = answer.pivot
    shown = [row.keys[pivot.rows.index("as_of")] for row in answer.rows] if "as_of" in pivot.rows else []
    shown += answer.columns if pivot.across == "as_of" else []
    if pivot.table.name != "broadband" or not shown:
        return ()
    days = [formats.day(one.day) for one in breaks if min(shown) < one.day <= max(shown)]
    return tuple(f"Seit dem {day} wird anders erhoben; Werte von davor lassen sich nicht vergleichen." for day in days)


def _parts_dates(pivot: Pivot) -> bool:
    fixed = [one for one in alone(pivot.conditions) if one.attribute == "as_of" and one.operator == IS]
    return "as_of" in (*pivot.rows, pivot.across) or any(len(one.values) == 1 for one in fixed)
