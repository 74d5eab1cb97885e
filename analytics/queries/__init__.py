"""One question = one SQL file = one function = one name. `ask` answers the figures of record (contract.md) by name.

Each function returns a frame whose columns the row type above it names; `answer` refuses an answer with other columns.
"""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

from analytics.engine import Engine
from analytics.errors import UserFacingError
from analytics.queries import (
    broadband,
    changes,
    committees,
    costs,
    districts,
    measures,
    outlook,
    overview,
    portfolio,
    promises,
    quality,
    selection,
    table,
)
from analytics.queries.answer import Asked, Figure

MODULES = (
    *(overview, measures, portfolio, costs, promises, broadband, districts, committees),
    *(changes, outlook, quality, table, selection),
)
FIGURES: Mapping[str, Figure] = {
    figure.name: figure for module in MODULES for figure in vars(module).values() if isinstance(figure, Figure)
}


def ask(engine: Engine, name: str, asked: Asked = Asked()) -> pa.Table:  # noqa: B008 - frozen
    """The figure of record `name` as an Arrow table, ordered by its key columns.

    Raises UserFacingError for an unknown name, NoSuchDate where its own table has no reporting date by the day asked.
    """
    if name not in FIGURES:
        raise UserFacingError(f"Die Frage „{name}“ gibt es nicht: bitte eine von {', '.join(sorted(FIGURES))} angeben.")
    return FIGURES[name].table(engine, asked)
