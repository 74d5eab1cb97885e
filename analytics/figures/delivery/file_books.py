"""How the files of a delivery were read, from checked files: what each one is, and where its records went."""

from __future__ import annotations

from collections.abc import Sequence

from analytics import formats
from analytics.figures.overview.lead import Fact
from analytics.figures.quality.faults import WORDS, faults
from analytics.findings import CheckedFile
from analytics.labels import label
from analytics.tables import Column, Table, Value

COUNTS = ("records", "kept", "set_aside", "left_out")
CANONICAL = "Export nach Vorgabe"


def export_word(file: CheckedFile) -> str:
    """Kosten; what a file turned out to be."""
    return WORDS.get(file.source.table or "", "nicht erkannt")


def severities(file: CheckedFile) -> tuple[int, int]:
    """How many errors and how many warnings."""
    errors = sum(finding.severity == "error" for finding in file.findings)
    return errors, len(file.findings) - errors


def books_table(files: Sequence[CheckedFile]) -> Table:
    """Every file that can be used: gelesen = übernommen + beiseitegelegt + ausgelassen."""
    texts = (label("file"), "Erkannt als", "Gelesen nach")
    counts = (*map(label, COUNTS), label("errors"), label("warnings"))
    columns = (*map(Column, texts), *(Column(head, "count") for head in counts))
    return Table("Bücher der neuen Lieferung", columns, tuple(_books(file) for file in files if not file.refused))


def _books(file: CheckedFile) -> tuple[Value, ...]:
    counts = [getattr(file.books, name) for name in COUNTS]
    return (file.source.path.name, export_word(file), file.profile or CANONICAL, *counts, *severities(file))


def beside(file: CheckedFile, left_out: Sequence[str] = ()) -> str:
    """kosten.csv: daneben 1 Kopfzeile, 3 Zeilen Vorspann, 2 Leerzeilen. `left_out`: why rows are not counted."""
    lines = file.beside
    told = [
        formats.count(lines.header_lines, "Kopfzeile", "Kopfzeilen"),
        formats.count(lines.preamble_lines, "Zeile Vorspann", "Zeilen Vorspann") if lines.preamble_lines else "",
        formats.count(lines.blank_lines, "Leerzeile", "Leerzeilen") if lines.blank_lines else "",
        formats.count(lines.breaks, "Zeilenumbruch", "Zeilenumbrüche") + " in Zellen, die Excel nicht als Zeilen zählt"
        if lines.breaks
        else "",
    ]
    count = file.source.corrected
    put_in = f" Berichtigt eingesetzt: {formats.count(count, 'Zeile', 'Zeilen')}." if count else ""
    why = f" Nach dem Profil ausgelassen: {', '.join(left_out)}." if left_out else ""
    return f"{file.source.path.name}: daneben {', '.join(filter(None, told))}.{put_in}{why}"


def lead(files: Sequence[CheckedFile]) -> tuple[Fact, ...]:
    """Whether the files can be published, and how much of them."""
    refused = [file for file in files if file.refused]
    if refused:
        verb = "ist" if len(refused) == 1 else "sind"
        several = f"{formats.number(len(refused))} von {formats.number(len(files))} Dateien {verb}"
        strong = f"{several if len(files) > 1 else 'Die Datei ist'} nicht brauchbar"
        return (Fact(strong, ": So kann nichts veröffentlicht werden."),)
    kept, records = (sum(getattr(file.books, name) for file in files) for name in ("kept", "records"))
    aside, left_out = (sum(getattr(file.books, name) for file in files) for name in ("set_aside", "left_out"))
    words = f", {formats.feminine_in_words(aside)} beiseitegelegt, {formats.feminine_in_words(left_out)} ausgelassen."
    counts = [severities(file) for file in files]
    found = faults(sum(errors for errors, _ in counts), sum(warnings for _, warnings in counts))
    of_all = f"{formats.number(kept)} von {formats.number(records)} Zeilen sind übernommen"
    return Fact(of_all, words), Fact("", f"Befunde darin: {found}.")
