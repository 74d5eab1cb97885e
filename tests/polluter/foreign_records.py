"""Records of other sources that are wrong, doubled or broken."""

from __future__ import annotations

from collections.abc import Callable

from tests.polluter.draft import ANY, Draft, Record
from tests.polluter.way import Change


def full(made: Draft) -> Record:
    """The record that the ways below look at: one of which nothing is left out."""
    assert made.family
    return made.record(made.family.full)


def wrong(cell: str) -> Change:
    """One cell that nobody can read: its row alone is set aside."""

    def apply(made: Draft) -> None:
        assert made.family
        name, record = made.family.wrong, full(made)
        made.put(made.family.full, name, cell)
        if made.family.is_wide:
            record.lost[name] = name
        else:
            record.errors = (name,)

    return apply


def again_at_the_end(made: Draft) -> None:
    cells = full(made).cells
    assert isinstance(cells, list)
    made.records.append(Record(list(cells), errors=(ANY,)))


def contradicted(made: Draft) -> None:
    """The same key with another amount: of a wide record the rows that agree count once."""
    assert made.family
    name, record = made.family.wrong, full(made)
    again_at_the_end(made)
    last = made.records[-1].cells
    assert isinstance(last, list)
    last[made.index(name)] = "77"
    if made.family.is_wide:
        record.lost[name] = ANY
    else:
        record.errors = (ANY,)


def broken(change: Callable[[list[str]], list[str]]) -> Change:
    def apply(made: Draft) -> None:
        record = full(made)
        assert isinstance(record.cells, list)
        record.cells, record.errors = change(record.cells), (None,)

    return apply


def on_two_lines(made: Draft) -> None:
    record, at = full(made), made.records.index(full(made))
    assert isinstance(record.cells, list)
    halves = (record.cells[:2], record.cells[2:])
    made.records[at : at + 1] = [Record(half, record.rows, (None,)) for half in halves]
