"""The SQL console of the analyst's desk: `?sql=` is asked, its answer stands below; whoever opens the address asks it.

Reading alone, within limits, in a process of its own (analytics/console); the selection of the page does not apply.
"""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import streamlit as st

from analytics import formats
from analytics.console import LIMITS, ConsoleError, ask, prepare
from analytics.console.dictionary import Relation, relations
from analytics.console.examples import examples
from analytics.console.limits import LONGEST
from analytics.contract import EXPORTS
from analytics.desk.compose import Composed
from analytics.figures.console.result_chart import result_chart
from analytics.figures.console.result_shape import Shape, legend, sentence, shape_of
from analytics.figures.console.result_table import Shown, result_table
from analytics.settings import Settings
from analytics.tables import Column, Table
from pages.components import address, blocks, chart, desk_files
from pages.components import picture as pictures
from pages.components import table as tables
from pages.components.desk_files import Taken
from pages.components.desk_source import broadband_credits
from pages.components.picture import Picture
from pages.components.session import View
from pages.components.table import Source

MOST_SHOWN, LONGEST_SHOWN = 200, 300
"""Rows on screen, and characters of a cell; the files have more of both."""
MOST_KEPT = 8
"""Answers that are kept for the next run of the page, of all readers."""
STATE, _SEEN, _EXAMPLE = "sql", "sql of the address", "sql example"
LEAD = "Eine Abfrage in SQL (DuckDB) liest die Lieferungen und alles, was daraus abgeleitet ist."
SCOPE = "keine, es gilt die Abfrage"
NO_ROW = "Die Abfrage hat keine Zeile ergeben: bitte die Bedingungen prüfen."
_QUOTE = "DuckDB meldet: "


class _Answered(NamedTuple):
    """What is left of a result: the rows as shown and as they came, and what is said about them."""

    shown: Shown
    typed: pa.Table
    more_rows: bool
    seconds: float


def show(view: View) -> None:
    """The console: what to write, examples, the dictionary, and the answer to the statement in the address."""
    asked = st.query_params.get(address.SQL, "")[: LONGEST + 1]
    blocks.section("Abfrage", "nur lesend")
    _help()
    _examples()
    _form(asked)
    _dictionary()
    if asked.strip():
        with chart.card(view, "Was ist die Antwort?"):
            _answer(view, asked)
    prepare()


def _help() -> None:
    limits = (
        f"höchstens {formats.number(LIMITS.seconds)} Sekunden, {formats.number(LIMITS.rows)} Zeilen und "
        f"{formats.number(LIMITS.bytes / 1e6)} MB"
    )
    blocks.html(
        f"<p>Die Namen stehen im Datenwörterbuch. Erlaubt ist ein einziges SELECT, {limits}. Die Auswahl der Seite "
        "gilt hier nicht. Die Abfrage steht in der Adresse: Wer den Link öffnet, sieht dieselbe Antwort, soweit die "
        "eigene Rolle sie sehen darf.</p>"
    )


def _examples() -> None:
    titles = [example.title for example in examples()]
    st.selectbox("Beispiel", titles, index=None, placeholder="Frage wählen …", key=_EXAMPLE, on_change=_chosen)


def _chosen() -> None:
    sql = {example.title: example.sql for example in examples()}.get(st.session_state[_EXAMPLE])
    if sql:
        st.session_state[STATE] = sql
        address.go({address.SQL: [sql]})


def _form(asked: str) -> None:
    """What is written but not yet asked stays, unless the address asks something else."""
    if st.session_state.get(_SEEN) != asked or STATE not in st.session_state:
        st.session_state[STATE] = st.session_state[_SEEN] = asked
    with st.form("sql-console", border=False):
        st.text_area("Abfrage in SQL", key=STATE, height=220, max_chars=LONGEST, placeholder="SELECT … FROM …")
        st.form_submit_button("Ausführen", type="primary", on_click=_submitted)


def _submitted() -> None:
    sql = st.session_state[STATE].strip()
    address.go({address.SQL: [sql] if sql else []})


@st.fragment
def _dictionary() -> None:
    """Every relation with its columns, made when a reader opens it."""
    opened = st.expander("Datenwörterbuch", key="table sql dictionary", on_change="rerun")
    with opened:
        if opened.open:
            for relation in relations():
                blocks.html(
                    f'<h3 class="db-question"><code translate="no">{escape(relation.name)}</code></h3>'
                    f"<p>{escape(relation.text)}.</p>"
                    f"{tables.table_html(_columns(relation))}"
                )
        else:
            blocks.html('<p role="status">Das Datenwörterbuch wird geholt …</p>')


def _columns(relation: Relation) -> Table:
    heads = (Column("Spalte"), Column("Typ"), Column("Überschrift"), Column("Bedeutung"))
    rows = tuple((one.name, one.kind, one.head, one.text) for one in relation.columns)
    return Table(f"Spalten von {relation.name}", heads, rows)


def _answer(view: View, asked: str) -> None:
    try:
        found = _answered(Settings.from_env().store, view.engine.snapshot_id, _role(view), asked)
    except ConsoleError as error:
        _no_answer(str(error))
        return
    table = found.shown.table
    if not table.rows:
        blocks.html(f'<div class="db-note db-empty"><p>{NO_ROW}</p></div>')
        return
    files = f"SQL-Abfrage über {formats.listed([row.file for row in EXPORTS])}"
    cut = f"; unvollständig, nur die ersten {formats.number(len(table.rows))} Zeilen" if found.more_rows else ""
    source = Source(files, view.as_of, broadband_credits(view), f"{SCOPE}{cut}")
    blocks.sentence(_how_many(found))
    shape = shape_of(table)
    left, right = blocks.pair("console") if shape else (st.container(), None)
    with left:
        blocks.html(tables.table_html(table._replace(rows=tuple(map(_cut, table.rows[:MOST_SHOWN])))))
        taken = Taken(table, found.shown.rows, lambda: table, lambda: found.typed, lambda: Composed(asked, {}))
        desk_files.downloads(view, source, taken)
        tables.source_note(view, source)
    if shape and right:
        with right:
            _drawing(view, table, shape, source)


def _role(view: View) -> str:
    viewer = view.engine.viewer
    return ":".join(filter(None, (viewer.role, ",".join(viewer.committees))))


@st.cache_resource(max_entries=MOST_KEPT, show_spinner="Die Abfrage läuft …")
def _answered(store: Path, snapshot_id: str, role: str, statement: str) -> _Answered:
    """A snapshot never changes, so another run of the page need not ask again; errors are not kept."""
    found = ask(store, snapshot_id, role, statement, LIMITS)
    shown = result_table(found.table, "Antwort auf eine SQL-Abfrage")
    return _Answered(shown, found.table, found.more_rows, found.seconds)


def _no_answer(text: str) -> None:
    """A refused, failed or stopped statement: the sentence, and DuckDB's own message as it stands."""
    sentence, _, message = text.partition(_QUOTE)
    quoted = f'<pre tabindex="0" translate="no" lang="en">{escape(message)}</pre>' if message else ""
    said = f"{sentence}{_QUOTE.strip() if message else ''}"
    blocks.html(f'<div class="db-note" role="alert"><p>{escape(said)}</p>{quoted}</div>')


def _how_many(found: _Answered) -> str:
    rows, taken = found.shown.rows, len(found.shown.table.rows)
    first = "Es gibt mehr Zeilen; geholt sind die ersten" if found.more_rows else "Die Antwort hat"
    shown = f", gezeigt sind {formats.number(MOST_SHOWN)}" if taken > MOST_SHOWN else ""
    cut = f", die Dateien enthalten die ersten {formats.number(taken)}" if rows > taken else ""
    time = f"{formats.number(max(found.seconds, 0.01), 2)} Sekunden"
    return f"{first} {formats.count(rows, 'Zeile', 'Zeilen')}{shown}{cut} ({time})."


def _drawing(view: View, table: Table, shape: Shape, source: Source) -> None:
    """The answer as a chart, with its files."""
    beyond = len(table.rows) - len(shape.names)
    said = sentence(shape) + (f" Gezeichnet sind die ersten {len(shape.names)} Zeilen." if beyond else "")
    blocks.sentence(said)
    entries, alt = legend(shape), f"{'Linien' if shape.is_course else 'Balken'}: {said}"
    if entries:
        blocks.html(chart.legend_html(entries))
    chart.draw(result_chart(shape, view.tokens), alt, table.caption)
    picture = Picture(table.caption, said, alt, has_legend=bool(entries), has_map=False)
    pictures.buttons(picture, tables.notes_of(view, table, source)._asdict(), tables.file_name(table, source))


def _cut(row: tuple[object, ...]) -> tuple[object, ...]:
    return tuple(f"{c[:LONGEST_SHOWN]} …" if isinstance(c, str) and len(c) > LONGEST_SHOWN else c for c in row)
