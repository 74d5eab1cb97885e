"""Marks for no value, numbers that nobody can read, and columns whose numbers fit two readings."""

from __future__ import annotations

from tests.polluter.clean import HEADERS
from tests.polluter.draft import Draft
from tests.polluter.numbers import plain
from tests.polluter.way import Change, Way, ways


def marked(mark: str) -> Change:
    """A mark for no value in the empty cells of optional columns."""

    def apply(made: Draft) -> None:
        optional = {"measures": ("outcome_actual",), "costs": ("month",), "broadband": ("coverage_pct",)}[made.table]
        for name in optional:
            for row, clean in enumerate(made.clean):
                if not clean[name]:
                    made.put(row, name, mark)

    return apply


def marked_must(mark: str) -> Change:
    must = {"measures": "progress_pct", "costs": "amount_eur", "broadband": "min_mbits"}
    return lambda made: made.put(3, must[made.table], mark, error=True)


MARKS = ("-", "–", "—", ".", "k. A.", "k.A.", "NA", "N/A", "n/a", "keine Angabe")

# cells that nobody can read


def cell(name: str, text: str, row: int = 5) -> Change:
    return lambda made: made.put(row, name, text, error=True)


def cells(name: str, texts: tuple[str, ...]) -> dict[str, Change]:
    return {f"{text!a} in {name}": cell(name, text) for text in texts}


BAD_MONEY = (
    "1'000,50", "1,000.50", "1E+05", "1,5e3", "1000,505", "1.00.000,50", "1000,50 $",
    "1000,50 T€", "(1000,50)", "-1000,50-", "5,", ",5", "ca. 1000", "\uff11,50",
    "1000\n,50", "=1000+1", "#NV", "#WERT!", "NaN", "1.000.000.000.000,00", "1 00,50", "1\u200b000",
)  # fmt: skip
BAD_WHOLE = ("#NV", "2,021", "20 21", "2021,5", "2021.5", "2101", "2021/22", "2021\u00ad", "")
BAD_PERCENT = ("100,01", "-1", "33,333", "33,5 ‰", "33,5 €", "1.000")
BAD_SPEED = ("0", "1,5", "50 Mbit/s", "≥ 50", "50-100", "50 000 000 000 000 000")


# columns that hold both readings


def amounts(written: tuple[str, ...], clean: tuple[str | None, ...]) -> Change:
    """The amounts of all rows as they are written, and what they are; None = must be set aside."""

    def apply(made: Draft) -> None:
        for row, (text, value) in enumerate(zip(written, clean, strict=True)):
            made.clean[row]["amount_eur"] = value or "1"
            made.put(row, "amount_eur", text, error=value is None)

    return apply


def unclear(table: str, name: str, texts: tuple[str, ...]) -> Way:
    """All numbers of a column fit both readings: nobody can know, so the file is refused."""

    def apply(made: Draft) -> None:
        for row in range(8):
            made.put(row, name, texts[row % len(texts)])
        made.refuse("mehrdeutig", f"„{HEADERS[table][name]}“")

    return Way(f"only unclear numbers such as {' and '.join(texts)} in {name}", "numbers", apply, (table,))


_UNCLEAR = [
    unclear("costs", "amount_eur", ("2.952", "1.000", "-3.500")),
    unclear("costs", "amount_eur", ("2.952", "12", "250000")),
    unclear("costs", "amount_eur", ("2.952 €", "999 €")),
    unclear("costs", "amount_eur", ("145.034-", "7")),
    unclear("measures", "outcome_target", ("1.500",)),
    unclear("measures", "progress_pct", ("1.500", "99")),
]
BOTH: dict[str, Change] = {
    "unclear numbers beside German ones": amounts(
        ("2.952", "1.234,50", "12.000", "1,00", "-3.500", "7", "999.999", "0,5"),
        ("2952", "1234,50", "12000", "1,00", "-3500", "7", "999999", "0,5"),
    ),
    "unclear numbers beside one canonical": amounts(
        ("2.952", "1.000", "12.000", "1,00", "-3.500", "7", "999.999", "8"),
        ("2952", "1000", "12000", "1,00", "-3500", "7", "999999", "8"),
    ),
    "unclear numbers beside plain ones": amounts(
        ("2.952", "1234.50", "12.5", "1.00", "-3.5", "7", "999.99", "8"),
        (None, "1234,50", "12,5", "1,00", "-3,5", "7", "999,99", "8"),
    ),
    "mostly German": amounts(
        ("2.952,10", "1234.50", "12.000", "1,00", "-3.500,00", "7", "999.999,99", "8.5"),
        ("2952,10", None, None, "1,00", "-3500,00", "7", "999999,99", None),
    ),
    "mostly plain": amounts(
        ("2952.1", "1234.50", "12.000", "1.00", "-3500.99", "7", "9.999,99", "8.5"),
        ("2952,1", "1234,50", None, "1,00", "-3500,99", "7", None, "8,5"),
    ),
    "millions with points are German": amounts(
        ("2.952", "1.234.500", "12.000", "1.000", "-3.500", "7", "999.999", "8"),
        ("2952", "1234500", "12000", "1000", "-3500", "7", "999999", "8"),
    ),
    "English, all with decimals": amounts(
        ("2,952.10", "1,234.50", "12.5", "1.00", "-3,500.00", "7", "999.99", "8.5"),
        (None, None, "12,5", "1,00", None, "7", "999,99", "8,5"),
    ),
    "English without decimals": amounts(
        ("2,952", "1,234", "12.5", "1.00", "-3,500", "7", "999.99", "8.5"),
        (None, None, "12,5", "1,00", None, "7", "999,99", "8,5"),
    ),
}


def plain_whole(name: str, texts: tuple[str, ...]) -> Change:
    """1000.000 is no thousand of anything: what stands beside it is not read as thousands, or the column not at all."""

    def apply(made: Draft) -> None:
        made.is_open_to = True
        for row, text in enumerate(texts):
            made.clean[row][name] = text.partition(".")[0]
            made.put(row, name, text)

    return apply


WHOLE: dict[str, Change] = {
    "16.000 beside 1000.000": plain_whole("min_mbits", ("16.000", "50.000", "1000.000")),
    "16.000 beside 1000.0": plain_whole("min_mbits", ("16.000", "50.000", "1000.0")),
    "thousands beside 1000.00": plain_whole("min_mbits", ("1.000", "50.000", "100.000", "1000.00")),
    "all with three decimals": plain_whole(
        "min_mbits", ("16.000", "30.000", "50.000", "100.000", "200.000", "400.000", "1000.000", "10000.000")
    ),
}


def english_quantities(made: Draft) -> None:
    """1,234 among plain numbers is a thousand, not one and a bit: it must not be kept as 1,234."""
    made.respell("outcome_target", plain)
    made.respell("outcome_actual", plain)
    made.clean[0]["outcome_target"] = "1234"
    made.put(0, "outcome_target", "1,234", error=True)


WAYS: list[Way] = [
    *ways("no value", {f"{mark} for none": marked(mark) for mark in MARKS}, layer="rows"),
    *ways("no value", {f"{mark} in a must column": marked_must(mark) for mark in MARKS[::4]}, layer="rows"),
    *ways("numbers", cells("amount_eur", BAD_MONEY), ("costs",), "rows"),
    *ways("numbers", cells("budget_year", BAD_WHOLE), ("costs",), "rows"),
    *ways("numbers", cells("coverage_pct", BAD_PERCENT), ("broadband",), "rows"),
    *ways("numbers", cells("min_mbits", BAD_SPEED), ("broadband",), "rows"),
    *ways("numbers", BOTH, ("costs",), "rows"),
    *ways("numbers", {"English thousands among plain quantities": english_quantities}, ("measures",)),
    *ways("numbers", WHOLE, ("broadband",)),
    *_UNCLEAR,
]
