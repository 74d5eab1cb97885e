"""What the command line tells of a checked file: one line of books, one line per finding."""

from __future__ import annotations

from collections.abc import Iterator

from analytics.findings import CheckedFile
from analytics.formats import count


def summary(file: CheckedFile) -> str:
    """The books of a file, or why it is refused."""
    if file.refused:
        return f"{file.source.name}: abgelehnt. {file.refused}"
    books = file.books
    errors = sum(finding.severity == "error" for finding in file.findings)
    warnings = len(file.findings) - errors
    hints = f"{warnings} Hinweis{'' if warnings == 1 else 'e'}"
    return (
        f"{file.source.name}: {books.records} gelesen = {books.kept} übernommen + {books.set_aside} beiseitegelegt"
        f" + {books.left_out} ausgelassen; {errors} Fehler, {hints}{_beside(file)}"
    )


def finding_lines(file: CheckedFile) -> Iterator[str]:
    """The findings of a file, each with its place."""
    for finding in file.findings:
        severity = "Fehler" if finding.severity == "error" else "Hinweis"
        place = ", ".join(part for part in (finding.column, finding.value and f"„{finding.value}“") if part)
        yield f"  Zeile {finding.line or '-'}: {severity}{f' ({place})' if place else ''}: {finding.message}"


def _beside(file: CheckedFile) -> str:
    """What stands beside the records, and the profile they were read by."""
    beside = file.beside
    told = [f"Profil „{file.profile}“"] if file.profile else []
    told += [count(beside.preamble_lines, "Zeile Vorspann", "Zeilen Vorspann")] if beside.preamble_lines else []
    told += [count(beside.blank_lines, "Leerzeile", "Leerzeilen")] if beside.blank_lines else []
    return f" ({', '.join(told)})" if told else ""
