"""A file with far fewer records than the one before may be cut off: a warning everywhere, held on the upload page."""

from __future__ import annotations

from analytics import formats
from analytics.findings import Books, Finding

LEAST_RECORDS = 50
"""Below this many records a file may shrink without a word."""
MOST_LOST_PCT = 20


def has_shrunk(now: Books, before: Books) -> bool:
    """True when more than a fifth of the records is gone; records set aside count, they came all the same."""
    return before.records >= LEAST_RECORDS and 100 * now.records < (100 - MOST_LOST_PCT) * before.records


def shrunk(now: Books, before: Books, when: str) -> Finding:
    """The warning; `when` names the delivery that is compared, such as „in der Lieferung vom 30.06.2021“."""
    few, many = formats.number(now.records), formats.number(before.records)
    message = f"Die Datei hat nur {few} statt {many} Datensätze {when}: bitte prüfen, ob sie vollständig ist."
    return Finding(None, None, None, "warning", message)
