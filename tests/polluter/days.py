"""Days, written in other ways; and what is no day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from tests.plain_intake import COLUMNS, day
from tests.polluter.draft import Draft
from tests.polluter.way import Change, Way, ways

DAYS = {table: [name for _, name, read, _ in columns if read is day] for table, columns in COLUMNS.items()}


def every_day(form: Callable[[dt.date], str]) -> Change:
    """All days of the file."""

    def apply(made: Draft) -> None:
        for name in DAYS[made.table]:
            made.respell(name, lambda text: form(dt.datetime.strptime(text, "%d.%m.%Y").date()))

    return apply


def in_turn(made: Draft) -> None:
    """ISO in every other row."""
    for name in DAYS[made.table]:
        for row, clean in list(enumerate(made.clean))[::2]:
            made.put(row, name, "-".join(reversed(clean[name].split("."))))


def without_zeros(one: dt.date) -> str:
    return f"{one.day}.{one.month}.{one.year}"


DAY_FORMS: dict[str, Callable[[dt.date], str]] = {
    "ISO": lambda one: f"{one:%Y-%m-%d}",
    "ISO at midnight": lambda one: f"{one:%Y-%m-%d} 00:00:00",
    "ISO with T": lambda one: f"{one:%Y-%m-%d}T00:00:00",
    "ISO with T and thousandths": lambda one: f"{one:%Y-%m-%d}T00:00:00.000",
    "ISO without seconds": lambda one: f"{one:%Y-%m-%d} 00:00",
    "German at midnight": lambda one: f"{one:%d.%m.%Y} 00:00:00",
    "German at midnight without seconds": lambda one: f"{one:%d.%m.%Y} 00:00",
    "padded": lambda one: f"\u00a0 {one:%d.%m.%Y}\u2009",
}
UNREADABLE_FORMS: dict[str, str] = {
    "two-digit years": "%d.%m.%y",
    "US order": "%m/%d/%Y",
    "month names": "%d. Dezember %Y",
    "slashes": "%d/%m/%Y",
    "without signs": "%Y%m%d",
}
BAD_DAYS = (
    "05.09.22", "09/05/2022", "05.09.2022 12:30", "2022-09-05T12:30:00", "2022-09-05Z", "44809",
    "5. September 2022", "05-Sep-2022", "09/2022", "2022", "31.02.2022", "05.13.2022", "2022-13-01",
    "05,09,2022", "05. 09. 2022", "05.09.0922", "05.09.2022 24:00", "\uff10\uff15.09.2022",
)  # fmt: skip


def bad_day(text: str) -> Change:
    name = {"costs": "funding_expires", "measures": "reported_on", "broadband": "as_of"}
    return lambda made: made.put(3, name[made.table], text, error=True)


def no_row_left(form: str) -> Change:
    def apply(made: Draft) -> None:
        every_day(lambda one: one.strftime(form))(made)
        made.refuse("Keine Zeile der Datei ist brauchbar")

    return apply


WAYS: list[Way] = [
    *ways("days", {name: every_day(form) for name, form in DAY_FORMS.items()}, layer="rows"),
    *ways("days", {"ISO and German in turn": in_turn}, layer="rows"),
    *ways("days", {"without zeros": every_day(without_zeros)}, ("costs", "measures"), "rows"),
    *ways("days", {f"{one!a} as a day": bad_day(one) for one in BAD_DAYS}, layer="rows"),
    *ways("days", {f"all with {name}": no_row_left(form) for name, form in UNREADABLE_FORMS.items()}, ("broadband",)),
]
