"""The second, slow reading of numbers and days by column (contract.md: German and plain numbers, decided per column).

Sign by sign, without the patterns of analytics.intake.readings; cells come out as the canonical text of the contract.
"""

from __future__ import annotations

from collections.abc import Callable

BLANKS = " \u00a0\u2009\u202f"
NO_VALUE = ("-", "–", "—", ".", "k. A.", "k.A.", "NA", "N/A", "n/a", "keine Angabe")
UNITS = {"eur": ("€", "EUR", "Euro"), "pct": ("%", "Prozent"), "": ()}
DIGITS = set("0123456789")


class Ambiguous(Exception):
    """Every number of the column can be read in two ways."""


def read_column(kind: str, cells: list[str | None]) -> list[str | None]:
    """The canonical texts of a column; `kind` is day, whole or number; with its unit: number eur, number pct."""
    given = [cell for cell in cells if cell is not None]
    if kind == "day":
        return [cell if cell is None or is_day(cell) else day(cell) for cell in cells]
    base, _, unit = kind.partition(" ")
    is_canonical = whole_number if base == "whole" else comma_number
    readings = {point: reader(base, unit, point) for point in ",."}
    quantity = kind == "number"
    needs = [
        cell for cell in given
        if not is_canonical(cell)
        and (cell in NO_VALUE or any(read(cell) for read in readings.values()) or (quantity and is_english(cell)))
    ]  # fmt: skip
    if not needs:
        return cells
    thousands = {cell for cell in given if quantity and is_three_places(cell)}
    german = [cell for cell in given if readings[","](cell) and not readings["."](cell) and cell not in thousands]
    plain = [cell for cell in given if readings["."](cell) and not readings[","](cell)]
    unclear = {cell for cell in given if "." in cell and readings["."](cell) and readings[","](cell)}
    if unclear and not german and not plain:
        raise Ambiguous
    read = readings["." if len(plain) > len(german) else ","]
    left = unclear if german and plain else set()
    if plain or (quantity and any(map(is_english, given))):
        cells = [f"{cell}?" if cell in thousands else cell for cell in cells]
    return [
        cell
        if cell is None or is_canonical(cell)
        else None
        if cell in NO_VALUE
        else (cell not in left and read(cell)) or cell
        for cell in cells
    ]


def reader(base: str, unit: str, point: str) -> Callable[[str], str | None]:
    """Reads a cell with this decimal sign; None where it is no such number."""

    def read(cell: str) -> str | None:
        for text in without_unit(cell, UNITS[unit]):
            sign, digits = signed(text)
            before, sep, after = digits.partition(point)
            groups = grouped(before, point)
            if groups is None or (sep and not all_digits(after)):
                continue
            if base == "whole" and sep and (set(after) != {"0"} or (point == "," and len(after) > 2)):
                continue
            return sign + groups + ("," + after if sep and base != "whole" else "")
        return None

    return read


def without_unit(cell: str, units: tuple[str, ...]) -> list[str]:
    """The cell with a unit before and behind it taken away, or not."""
    texts = [cell]
    texts += [text[len(unit) :].lstrip(BLANKS) for text in texts for unit in units if text.startswith(unit)]
    texts += [text[: -len(unit)].rstrip(BLANKS) for text in texts for unit in units if text.endswith(unit)]
    return texts


def signed(text: str) -> tuple[str, str]:
    if text[:1] in ("-", "+", "−"):
        return "" if text[0] == "+" else "-", text[1:].lstrip(BLANKS)
    if text.endswith("-"):
        return "-", text[:-1].rstrip(BLANKS)
    return "", text


def grouped(before: str, point: str) -> str | None:
    """The digits before the decimal sign, in threes by one sort of sign or not at all."""
    for sign in (BLANKS, "" if point == "." else "."):
        parts = "".join("|" if one in sign else one for one in before).split("|")
        if not all(map(all_digits, parts)):
            continue
        if len(parts) == 1 or (is_first_group(parts[0]) and all(len(part) == 3 for part in parts[1:])):
            return "".join(parts)
    return None


def is_first_group(digits: str) -> bool:
    """Nobody writes 0.125 for 125."""
    return len(digits) <= 3 and digits[:1] != "0"


def all_digits(text: str) -> bool:
    return bool(text) and set(text) <= DIGITS


def whole_number(cell: str) -> bool:
    return all_digits(cell.removeprefix("-")) and len(cell.removeprefix("-")) <= 15


def comma_number(cell: str) -> bool:
    before, comma, after = cell.removeprefix("-").partition(",")
    return all_digits(before) and (not comma or all_digits(after))


def is_day(cell: str) -> bool:
    """TT.MM.JJJJ, of the years 1000 to 2999."""
    parts = cell.split(".")
    return [len(part) for part in parts] == [2, 2, 4] and plausible(*parts)


def plausible(day: str, month: str, year: str) -> bool:
    if (
        not all(map(all_digits, (day, month, year)))
        or len(year) != 4
        or not 1 <= len(month) <= 2
        or not 1 <= len(day) <= 2
    ):
        return False
    return int(day) < 40 and int(month) < 20 and year[0] in "12"


def day(cell: str) -> str | None:
    """1.2.2021, 2021-02-01, both with a clock at midnight, as TT.MM.JJJJ; what is no day stays as it is."""
    if cell in NO_VALUE:
        return None
    date, clock = cell, ""
    for sign in " T":
        if sign in cell:
            date, clock = cell.split(sign, 1)
            break
    hours, point, fraction = clock.partition(".")
    midnight = (hours == "00:00:00" and (not point or set(fraction) == {"0"})) or clock in ("", "00:00")
    if len(date) < len(cell) and (not clock or not midnight):
        return cell
    if len(date) == 10 and date[4] == date[7] == "-" and plausible(date[8:], date[5:7], date[:4]):
        return f"{date[8:]}.{date[5:7]}.{date[:4]}"
    parts = date.split(".")
    if len(parts) == 3 and plausible(*parts):
        return f"{parts[0]:0>2}.{parts[1]:0>2}.{parts[2]}"
    return cell


def is_english(cell: str) -> bool:
    """1,234.5 and 1,234,567: commas as thousands signs, which nobody here reads."""
    before, point, after = cell.lstrip("-+−").partition(".")
    if len(cell) - len(cell.lstrip("-+−")) > 1 or (point and not all_digits(after)):
        return False
    groups = before.split(",")
    whole = all(map(all_digits, groups)) and is_first_group(groups[0]) and all(len(one) == 3 for one in groups[1:])
    return whole and len(groups) >= (2 if point else 3)


def is_three_places(cell: str) -> bool:
    """1,234: a little more than one, or more than a thousand."""
    before, comma, after = cell.removeprefix("-").partition(",")
    return bool(comma) and all_digits(before) and all_digits(after) and is_first_group(before) and len(after) == 3
