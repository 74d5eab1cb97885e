"""What a tried delivery says on screen: how its files were read, what is wrong in them, what would change."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Sequence
from html import escape

import streamlit as st

from analytics import formats
from analytics.export import csv_bytes, xlsx_bytes
from analytics.figures.delivery import effects, file_books, grouped_findings, past
from analytics.figures.quality.faults import FILES, WORDS
from analytics.findings import CheckedFile
from analytics.legal import licence
from analytics.publish.left_out import reasons
from analytics.publish.set_aside import SetAside
from analytics.publish.trial import Trial
from analytics.store.snapshot import Snapshot
from analytics.tables import Column, Table
from pages.components import blocks
from pages.components import table as tables

SAMPLE = "Der Stand danach enthält Beispieldaten: für eigene Daten bitte einen eigenen Speicherort einrichten lassen."
MOST_BROKEN, LONGEST = 20, 160
"""Broken lines on screen, and characters of each."""


def files_read(trial: Trial) -> None:
    """Each file with what it is and its books; those that cannot be used with the reason."""
    blocks.section("Was wurde gelesen?", "gelesen = übernommen + beiseitegelegt + ausgelassen")
    facts = file_books.lead(trial.files)
    blocks.sentence(" ".join(f"{fact.strong}{fact.rest}" for fact in facts))
    blocks.notes((f"{file.source.path.name}: {file.refused}" for file in trial.files if file.refused), role="alert")
    usable = [file for file in trial.files if not file.refused]
    if usable:
        with st.container(key="delivery-books"):
            blocks.html(tables.table_html(file_books.books_table(usable), cards=True))
        told = "<br>".join(escape(file_books.beside(file, reasons(file))) for file in usable)
        blocks.html(f'<p class="db-source">{told}</p>')


def findings(trial: Trial, day: dt.date) -> None:
    """Equal findings in one line, files with every one, and the rows to correct."""
    blocks.section("Was ist zu berichtigen?", grouped_findings.counted(trial.files))
    if not any(file.findings for file in trial.files):
        blocks.sentence("Die Prüfung hat nichts zu beanstanden.")
        return
    with st.container(key="delivery-findings"):
        blocks.html(tables.table_html(grouped_findings.on_screen(trial.files)))
    _every_finding(trial.files, day)
    for lost in trial.aside:
        _rows_to_correct(lost, day)


def _every_finding(files: Sequence[CheckedFile], day: dt.date) -> None:
    read = ", ".join(file for table, file in FILES.items() if any(one.source.table == table for one in files))
    told = f"Neue Lieferung zum {formats.day(day)}, noch nicht veröffentlicht"
    table, notes = grouped_findings.every(files), (told, f"Lizenz: {licence(read)}")
    with st.container(horizontal=True, gap="small"):
        _download(
            "Alle Befunde (XLSX)", functools.partial(xlsx_bytes, table, notes), f"befunde_{day}.xlsx", tables.XLSX
        )
        _download("Alle Befunde (CSV)", functools.partial(csv_bytes, table, notes), f"befunde_{day}.csv")


def _rows_to_correct(lost: SetAside, day: dt.date) -> None:
    if lost.rows:
        count = formats.count(len(lost.rows), "beiseitegelegte Zeile", "beiseitegelegte Zeilen")
        blocks.html(
            f'<p class="db-source">{count} aus {escape(lost.file)}: in Excel berichtigen, als CSV oder XLSX '
            "speichern und zu den Dateien dieser Lieferung dazulegen; Kopfzeile und Spalte Zeile bleiben, wie sie "
            "sind.</p>"
        )
        name = f"{lost.file.rpartition('.')[0]}_beiseitegelegt_{day}.csv"
        _download(f"Beiseitegelegte Zeilen aus {lost.file}", lost.csv_bytes, name)
    if lost.broken:
        blocks.html(
            f'<p class="db-source">In {escape(lost.file)} sind Zeilen, deren Zellen nicht zu trennen sind: bitte '
            "in der Datei selbst berichtigen.</p>"
        )
        with st.container(key=f"delivery-broken {lost.file}"):
            blocks.html(tables.table_html(_broken(lost), cards=True))


def _broken(lost: SetAside) -> Table:
    """Lines whose cells nobody can tell apart."""
    rows = tuple((one.line, one.message, (one.value or "")[:LONGEST]) for one in lost.broken[:MOST_BROKEN])
    first = (
        f", die ersten {MOST_BROKEN} von {formats.number(len(lost.broken))}" if len(lost.broken) > MOST_BROKEN else ""
    )
    caption = f"Zeilen aus {lost.file}, deren Zellen nicht zu trennen sind{first}"
    return Table(caption, (Column("Zeile"), Column("Grund"), Column("So steht es in der Datei")), rows)


def _download(words: str, made: Callable[[], bytes], name: str, mime: str = "text/csv") -> None:
    st.download_button(words, made, name, mime, key=f"delivery {words}", on_click="ignore")


def consequences(trial: Trial) -> None:
    """What the delivery takes the place of, and the key figures that read otherwise afterwards."""
    blocks.section("Was ändert sich?", "im Überblick, verglichen mit dem veröffentlichten Stand")
    blocks.sentence(_replaces(trial))
    for effect in trial.effects:
        table = effects.changed(effect.before, effect.after, effect.day)
        if table.rows:
            blocks.html(f'<p class="db-question">{escape(table.caption)}</p>{tables.table_html(table, cards=True)}')
        else:
            blocks.html(f'<p class="db-source">{escape(table.caption)}: keine Änderung.</p>')
    if trial.is_sample:
        blocks.html(f'<p class="db-source"><span class="db-sample">Beispieldaten</span> {SAMPLE}</p>')


def _replaces(trial: Trial) -> str:
    if trial.changes_nothing:
        return "Genau diese Daten sind schon veröffentlicht."
    if not trial.replaced:
        return "Die Lieferung kommt hinzu, sie ersetzt keine andere."
    told = past.brought([part.key for part in trial.replaced])
    rows = formats.number(sum(part.books.kept for part in trial.replaced))
    return f"Die Lieferung ersetzt {told} ({rows} Zeilen). Der bisherige Datenstand bleibt erhalten."


def published(snapshot: Snapshot | None) -> tuple[str, ...]:
    """What holds now, for the head and the foot of the page: Stand, Datenstand, Beispieldaten."""
    if snapshot is None:
        return ()
    stand = f"Stand {formats.day(max(part.delivery for part in snapshot.parts))}"
    return (stand, f"Datenstand {snapshot.id}", *(["Beispieldaten"] if snapshot.is_sample else []))


def published_line(snapshot: Snapshot | None) -> None:
    """Under the head: the state that is published, and where it comes from."""
    if snapshot is None:
        return
    stand, state, *sample = published(snapshot)
    tables_in = {part.table for part in snapshot.parts}
    sources = ", ".join(file for table, file in FILES.items() if table in tables_in)
    label = f' <span class="db-sample">{sample[0]}</span>' if sample else ""
    blocks.html(f'<p class="db-stand">Veröffentlicht: <b>{stand}</b>, Quelle: {sources}, {state}.{label}</p>')


def left_behind(trial: Trial) -> str:
    """What will be missing in the published state."""
    aside = sum(file.books.set_aside for file in trial.files)
    if not aside:
        return "Alle Zeilen werden übernommen."
    rows = formats.count(aside, "beiseitegelegte Zeile fehlt", "beiseitegelegte Zeilen fehlen")
    return f"{rows} danach, bis sie berichtigt geliefert werden."


def recognised(files: Sequence[CheckedFile]) -> str:
    """Maßnahmen und Kosten: what the files are, for the button."""
    return past.joined([word for table, word in WORDS.items() if any(file.source.table == table for file in files)])
