"""Generated export files: valid rows in the canonical dialect, dirtied cell by cell and record by record.

`dirty_file(seed)` always gives the same file for the same seed. Nothing here knows what the intake says about it.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass

from tests.plain_intake import COLUMNS, KEYS

DELIVERY = dt.date(2021, 12, 31)
FIELDS = ("Breitband- und WLAN-Ausbau", "Digitale Services", "Datenschutz und Informationssicherheit")
COST_TYPES = ("Neuanschaffung", "Support", "Veranstaltungen und Kommunikation")
VALUE_TYPES = ("Ansatz", "Fortgeschriebener Ansatz", "Mittelbindung", "Ist", "Prognose")
AREAS = (
    ("00", "Bund"), ("03", "Land"), ("03241", "Kreis"), ("03241001", "Gemeinde"), ("03241001-13", "Stadtbezirk"),
)  # fmt: skip
BLANKS = ("", " ", "\u00a0", "\t", " \u202f\u2007", "\v", "\u2009", "\u200b", "\ufeff")
DATES = (
    "31.02.2021", "1.2.2021", "01.02.21", "2021-02-01", "01/02/2021", "01.02.2021 00:00", "29.02.2019", "29.02.2020",
    "00.01.2020", "01.00.2020", "01.13.2020", "32.01.2020", "\uff13\uff11.12.2021", "31.12.3021", "31.12.0921",
    "31.12.2021.", "-", "30.12.2021", "01.01.2022", "14.01.2022", "15.01.2022", "01.01.1000", "31.12.2999",
    "31,12,2021",
)  # fmt: skip
NUMBERS = (
    "1.234,56", "1234.56", "1,234", "12,345", "1e5", "+5", "-5", "--5", "5-", "5,", ",5", "\uff11\uff12", "\u0661",
    "NaN", "inf", "100", "100,00", "100,01", "-0,01", "-0", "0", "007", "0000000000000000001", "99999999999999999999",
    "999999999999999", "1000000000000000", "-999999999999999", "1 000", "1\u00a0000", "12 €", "0,00001", "0,0001",
    "999999999999,99", "1000000000000,00", "12345678901234,5678", "123456789012345,1", "0x10", "1_000", "²", "1/2",
    "1999", "2000", "2100", "2101", "12", "13", "50", "050", "50,0", "50,00", "99,95", "true", "1,2,3", "1'000",
)  # fmt: skip
CODES = (
    "Geplant", "in umsetzung", "GRÜN", "gru\u0308n", "grün", "rot", "Ja", "yes", "true", "ja", "nein", "0", "14", "01",
    "01|14", "1|2", "01|", "|01", "01||02", "01|02|13", "01|01", "01 | 02", "01,02", "abgeschlossen", "eingestellt",
    "CATV", "FTTH/B", "Fördermittel", "Fo\u0308rdermittel", "VII", "vii", "VIII", "EDV", "EDV-Arbeitsgruppe",
    "1004/2018", "1004/2018 E1", "1004/2018E1", "1004/18", "15-1234/2018", "/2018", "1004/2018 ", "1004/2018 e1",
    "3", "03", "3241001", "03241001", "03241001-14", "03241001-00", "03241001-1", "03241002-01", "03241001\u201301",
    "ABCDE", "00", "Stadtbezirk",
)  # fmt: skip
TEXTS = (
    "x" * 200, "x" * 201, "ä" * 200, "ß" * 201, "\U0001f469\u200d\U0001f469" * 67, "e\u0301" * 100, "e\u0301" * 101,
    "'; DROP TABLE typed; --", "NULL", "null", "\ufeffTitel", "\u200b", "=1+1", "$delivery", "%s {x}", "a;b", 'a"b',
    '"', "a\nb", "a\r\nb", "\n", "\r\n", "a\rb", "a\n\nb", "\u2028", "\x1f", "\x85", "\\N", "\\", "\\;", "#x", "'x'",
    "„x“", "\U0001f4be", "a\tb", "a|b", "a,b",
)  # fmt: skip
STRAY = (
    '5" Monitor', '"5" M', ' "x"', '"x" ', 'x"y"', 'a"', '"', '""', '"a""', '""a', '"a""b"', '\t"x"', '"x"\t', "a\rb",
    '"a\rb"', '\u00a0"x"', '"x"\u00a0', '\\"x\\"', '"x\\"', "'", '"a;b"', '"a;b', 'a";"b', '"\r"', '" "', "\r",
)  # fmt: skip
"""Written as they stand, not encoded as CSV."""

Text = dict[str, str]


@dataclass(frozen=True)
class Dirty:
    """A generated file and what it was made for."""

    table: str
    delivery: dt.date | None
    content: bytes


def dirty_file(seed: int, level: float | None = None) -> Dirty:
    """The file of this seed; `level` = share of dirtied cells (0 = only what is understood without loss)."""
    rng = random.Random(seed)
    table = rng.choice(list(COLUMNS))
    level = rng.choice((0, 0, 0.005, 0.02, 0.05, 0.2)) if level is None else level
    delivery = rng.choice((DELIVERY, DELIVERY, DELIVERY, None))
    rows = [ROWS[table](rng, number) for number in range(rng.choice((1, 2, 5, 12, 25)))]
    for row in rows:
        for name in row:
            if rng.random() < level:
                row[name] = dirt(rng)
    rows = with_repeats(rng, table, rows) if rng.random() < 0.3 else rows
    return Dirty(table, delivery, written(rng, table, rows, level))


def dirt(rng: random.Random) -> str:
    return rng.choice(rng.choice((BLANKS, DATES, NUMBERS, CODES, TEXTS)))


def with_repeats(rng: random.Random, table: str, rows: list[Text]) -> list[Text]:
    """Some rows again: identical, with another value, in another spelling of the same value, or with dirt."""
    more = []
    for row in rng.sample(rows, min(len(rows), rng.randint(1, 3))):
        again = dict(row)
        match rng.randrange(4):
            case 0:
                name = rng.choice([name for name in row if name not in KEYS[table]])
                again[name] = dirt(rng)
            case 1:
                again = {name: spelled_otherwise(rng, cell) for name, cell in row.items()}
        more.append(again)
    both = rows + more
    rng.shuffle(both)
    return both


def spelled_otherwise(rng: random.Random, cell: str) -> str:
    """0,5 and 0,50 are one number, so are 50 and 050."""
    if cell.isdigit() and not cell.startswith("0") and rng.random() < 0.3:
        return f"0{cell}"
    return f"{cell}0" if "," in cell and cell.replace(",", "").isdigit() and len(cell.split(",")[1]) < 2 else cell


# the file


def written(rng: random.Random, table: str, rows: list[Text], level: float) -> bytes:
    """The rows as bytes: columns in any order, cells quoted here and there, line ends and blank lines as they come."""
    columns = [(name, header) for header, name, _, _ in COLUMNS[table]]
    columns += [("", extra) for extra in rng.sample(("Bemerkung", "stichtag", ""), rng.choice((0, 0, 0, 1, 2)))]
    if rng.random() < 0.5:
        rng.shuffle(columns)
    end = rng.choice(("\n", "\r\n"))
    lines = [";".join(encoded(rng, header, 0) for _, header in columns)]
    for row in rows:
        cells = [encoded(rng, row.get(name, "x"), level) for name, _ in columns]
        lines.append(";".join(resized(rng, cells, level)))
    text = lines[0]
    for line in lines[1:]:
        mixed = level and rng.random() < 0.02
        text += (rng.choice(("\n", "\r\n")) if mixed else end) + blank_lines(rng, end, level) + line
    text += "" if rng.random() < 0.1 else end + blank_lines(rng, end, level)
    return rng.choice((b"", b"", b"\xef\xbb\xbf")) + text.encode()


def blank_lines(rng: random.Random, end: str, level: float) -> str:
    return end * rng.randint(1, 3) if rng.random() < min(level, 0.05) else ""


def encoded(rng: random.Random, cell: str, level: float) -> str:
    """One cell as CSV, padded or quoted without need now and then; or a stray quote."""
    if rng.random() < level / 10:
        return rng.choice(STRAY)
    if rng.random() < 0.03:
        cell = f"{rng.choice(BLANKS)}{cell}{rng.choice(BLANKS)}"
    if any(sign in cell for sign in ';"\n\r') or rng.random() < 0.05:
        return '"' + cell.replace('"', '""') + '"'
    return cell


def resized(rng: random.Random, cells: list[str], level: float) -> list[str]:
    chance = rng.random()
    if chance < level / 5:
        return cells[: rng.randrange(1, len(cells))]
    return cells + [""] * rng.randint(1, 2) if chance < level / 3 else cells


# valid rows as text


def german(day: dt.date) -> str:
    return f"{day:%d.%m.%Y}"


def near(rng: random.Random, day: dt.date) -> dt.date:
    return day + dt.timedelta(rng.choice((0, 0, 1, -1, 14, 15, 90, -90, 400)))


def maybe(rng: random.Random, text: str) -> str:
    return rng.choice((text, ""))


def measure_row(rng: random.Random, number: int) -> Text:
    status = rng.choice(("geplant", "in Umsetzung", "abgeschlossen", "zurückgestellt", "eingestellt"))
    start = near(rng, dt.date(2021, 6, 1))
    row = dict.fromkeys((name for _, name, _, _ in COLUMNS["measures"]), "")
    row |= {"as_of": german(DELIVERY), "measure_id": f"5.{number:02}", "title": rng.choice(("Titel", 'Ein "Titel"; x'))}
    row |= {"field_of_action": rng.choice(FIELDS), "department": rng.choice(("OB", "VII")), "division": "18.1"}
    row |= {"committee": "AGOB", "districts": rng.choice(("", "01", "01|13")), "status": status}
    row |= {"reported_rating": rng.choice(("", "grün", "gelb", "rot")), "start_planned": german(start)}
    row |= {"progress_pct": "100" if status == "abgeschlossen" else rng.choice(("0", "33,33", "100,00", "7,5"))}
    row |= {"end_baseline": german(start + dt.timedelta(rng.choice((0, 30))))}
    if rng.random() < 0.4:
        row |= {"end_rebaselined": german(start + dt.timedelta(9)), "rebaseline_paper": "0815/2020"}
    if status == "abgeschlossen":
        row |= {"end_actual": german(DELIVERY - dt.timedelta(rng.choice((0, 1, 50))))}
    for name in ("reason", "mitigation", "impact", "options", "decision_needed", "owner", "city_goal"):
        row[name] = maybe(rng, rng.choice(("Personal fehlt", "erste Zeile\nzweite Zeile", "0,5", "Größe: 5 € – 6 €")))
    for name in ("end_forecast", "decision_due", "reported_on"):
        row[name] = maybe(rng, german(near(rng, DELIVERY)))
    row |= {"paper": maybe(rng, "1004/2018"), "gender_aspects": "nicht geprüft"}
    row |= {"is_public": rng.choice(("ja", "nein"))}
    if rng.random() < 0.4:
        row |= {"outcome": "Nutzung", "outcome_unit": "Stück", "outcome_target": rng.choice(("-0,0001", "12345,6789"))}
        row |= {"outcome_actual": maybe(rng, "12,5")}
    return row


def cost_row(rng: random.Random, number: int) -> Text:
    funded = rng.random() < 0.4
    return {
        "as_of": german(DELIVERY),
        "posting_id": f"B{number}",
        "measure_id": rng.choice(("5.01", "05.01")),
        "budget_year": rng.choice(("2000", "2021", "2100")),
        "month": rng.choice(("", "1", "12", "07")),
        "sub_budget": "TH 18",
        "product": maybe(rng, "11106"),
        "budget_kind": rng.choice(("Ergebnishaushalt", "Finanzhaushalt")),
        "cost_type": rng.choice(COST_TYPES),
        "asset": rng.choice(("", "Netz")),
        "value_type": rng.choice(VALUE_TYPES),
        "funding_source": "Fördermittel" if funded else "Eigenmittel",
        "funding_programme": "DigitalPakt" if funded else "",
        "funding_expires": maybe(rng, "31.12.2022"),
        "approval": rng.choice(("angemeldet", "beschlossen", "genehmigt")),
        "amount_eur": rng.choice(("0", "-12,5", "1000,00", "999999999999,99", "-0,01", "12")),
    }


def broadband_row(rng: random.Random, number: int) -> Text:
    area, level = rng.choice(AREAS)
    total = rng.choice((0, 3, 1000, 999_999_999_999_999))
    covered = rng.choice((0, total // 3, total))
    share = f"{100 * covered / total + rng.choice((0, 0, 0.08, 0.2)):.2f}" if total else "50"
    counted = rng.random() < 0.5
    return {
        "as_of": german(min(DELIVERY, near(rng, dt.date(2021, 12, 30)))),
        "area_id": area,
        "area_name": "Hannover, Stadt",
        "level": level,
        "user_group": rng.choice(("Privathaushalte", "Städtische Gebäude")),
        "technology": rng.choice(("alle", "FTTB/H", "HFC")),
        "min_mbits": str(number + 1),
        "premises_total": str(total) if counted else "",
        "premises_covered": str(covered) if counted else "",
        "coverage_pct": maybe(rng, min(share, "100", key=float).replace(".", ",")),
        "source": "Beispieldaten",
    }


ROWS: dict[str, Callable[[random.Random, int], Text]] = {
    "measures": measure_row,
    "costs": cost_row,
    "broadband": broadband_row,
}


# clean files, to be broken as a whole


def grid(table: str, count: int = 3) -> list[list[str]]:
    """Header and rows of a clean file, columns in contract order, a line each."""
    rng = random.Random(7)
    rows = [ROWS[table](rng, number) | EXEMPLARY[table] for number in range(count)]
    return [
        [header for header, _, _, _ in COLUMNS[table]],
        *([cell.replace("\n", " ") for cell in row.values()] for row in rows),
    ]


def csv_bytes(cells: list[list[str]], delimiter: str = ";", end: str = "\n") -> bytes:
    """A grid as UTF-8 text; a cell is quoted where it has to be."""
    return "".join(delimiter.join(quoted(cell, delimiter) for cell in record) + end for record in cells).encode()


def quoted(cell: str, delimiter: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if any(sign in cell for sign in f'{delimiter}"\n\r') else cell


EXEMPLARY: dict[str, Text] = {
    "measures": {
        "title": "Größe – 5 €", "status": "in Umsetzung", "progress_pct": "33,5", "reported_rating": "rot",
        "start_planned": "01.06.2021", "end_baseline": "30.06.2021", "end_actual": "", "end_forecast": "30.06.2022",
        "reason": "Personal fehlt", "mitigation": "Stelle ausgeschrieben", "decision_due": "31.01.2022",
        "reported_on": "05.01.2022", "districts": "01|13", "department": "OB",
    },
    "costs": {"funding_source": "Eigenmittel", "amount_eur": "1000,5", "value_type": "Ansatz", "measure_id": "5.00"},
    "broadband": {
        "as_of": "31.12.2021", "area_id": "03241001", "level": "Gemeinde", "area_name": "Hannover, Stadt",
        "premises_total": "3", "premises_covered": "1", "coverage_pct": "33,33",
    },
}  # fmt: skip
"""What makes any generated row clean: no error, no warning."""
