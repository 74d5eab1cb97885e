"""Numbers, written in other ways: whole columns that must read the same."""

from __future__ import annotations

from collections.abc import Callable

from tests.polluter.way import Change, Spelled, Way, ways

COLUMN = {"costs": "amount_eur", "measures": "outcome_target", "broadband": "premises_total"}
"""Money, a quantity with four decimals, and whole numbers."""


def grouped(text: str, sign: str) -> str:
    """1000,50 -> 1.000,50 with any sign between the thousands."""
    minus, whole, comma, rest = parts(text)
    return minus + f"{int(whole):,}".replace(",", sign) + comma + rest


def parts(text: str) -> tuple[str, str, str, str]:
    minus = "-" if text.startswith("-") else ""
    whole, comma, rest = text.removeprefix("-").partition(",")
    return minus, whole, comma, rest


def plain(text: str) -> str:
    return text.replace(",", ".")


def behind(text: str) -> str:
    """1000,50-"""
    return text.removeprefix("-") + "-" * text.startswith("-")


def zeros(text: str) -> str:
    minus, whole, comma, rest = parts(text)
    return f"{minus}0{whole}{comma}{rest}"


def column(spelled: Spelled) -> Change:
    """Every number of the column."""
    return lambda made: made.respell(COLUMN[made.table], spelled)


ANY_NUMBER: dict[str, Spelled] = {
    "thousands point": lambda text: grouped(text, "."),
    "thousands no-break space": lambda text: grouped(text, "\u00a0"),
    "thousands narrow no-break space": lambda text: grouped(text, "\u202f"),
    "thousands thin space": lambda text: grouped(text, "\u2009"),
    "thousands blank": lambda text: grouped(text, " "),
    "plus": lambda text: text if text.startswith("-") else f"+{text}",
    "leading zero": zeros,
    "padded": lambda text: f"   {text}\u00a0",
}
SIGNED: dict[str, Spelled] = {
    "plain point": plain,
    "plain point, thousands blank": lambda text: plain(grouped(text, " ")),
    "trailing minus": behind,
    "trailing minus after a blank": lambda text: behind(text).replace("-", " -"),
    "trailing minus and thousands point": lambda text: behind(grouped(text, ".")),
    "minus sign U+2212": lambda text: text.replace("-", "\u2212"),
    "more zeros at the end": lambda text: f"{text}0" if len(parts(text)[3]) == 1 else text,
    "point in odd rows only": lambda text: grouped(text, ".") if len(text) % 2 else text,
}
MONEY: dict[str, Spelled] = {
    "€ behind": lambda text: f"{grouped(text, '.')} €",
    "€ after a no-break space": lambda text: f"{text}\u00a0€",
    "EUR in front": lambda text: f"EUR {grouped(text, '.')}",
    "Euro behind": lambda text: f"{text} Euro",
    "plain with EUR": lambda text: f"{plain(text)} EUR",
    "€ and trailing minus": lambda text: f"{behind(text)} €",
}
PERCENT: dict[str, Spelled] = {
    "% behind": lambda text: f"{text} %",
    "% after a narrow no-break space": lambda text: f"{text}\u202f%",
    "Prozent behind": lambda text: f"{text} Prozent",
    "plain": plain,
    "plain with %": lambda text: f"{plain(text)}%",
}
WHOLE: dict[str, Spelled] = {
    "as 12,00": lambda text: f"{text},00",
    "as 12,0": lambda text: f"{text},0",
    "as 12.0": lambda text: f"{text}.0",
    "as 12.00": lambda text: f"{text}.00",
}


def percent(spelled: Spelled) -> Change:
    return lambda made: made.respell("progress_pct" if made.table == "measures" else "coverage_pct", spelled)


def years(spelled: Spelled) -> Change:
    return lambda made: made.respell("budget_year", spelled)


def in_each(give: Callable[[Spelled], Change], forms: dict[str, Spelled]) -> dict[str, Change]:
    return {name: give(spelled) for name, spelled in forms.items()}


WAYS: list[Way] = [
    *ways("numbers", in_each(column, ANY_NUMBER), layer="rows"),
    *ways("numbers", in_each(column, SIGNED), ("costs", "measures"), "rows"),
    *ways("numbers", in_each(column, MONEY), ("costs",), "rows"),
    *ways("numbers", in_each(percent, PERCENT), ("measures", "broadband"), "rows"),
    *ways("numbers", in_each(column, WHOLE), ("broadband",), "rows"),
    *ways("numbers", in_each(years, {f"years {name}": spelled for name, spelled in WHOLE.items()}), ("costs",), "rows"),
]
