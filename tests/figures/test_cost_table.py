"""The Kostentabelle: blocks, sums, an overdrawn line, what is only announced, and what the sentence makes of it."""

from __future__ import annotations

import pandas as pd
import pytest

from analytics.figures.costs.cost_lines import BY_PRODUCT, BY_SUB_BUDGET, BY_TYPE
from analytics.figures.costs.cost_table import CostTable, cost_table, cost_table_sentence, split_note
from analytics.queries.costs import CostRow, Part

EVENTS = "Veranstaltungen und Kommunikation"


def row(
    name: str,
    block: str = "Laufend",
    kind: str = "Ergebnishaushalt",
    sub_budget: str = "THH 18",
    budget: float = 100,
    actual: float = 60,
    committed: float = 10,
    pending: float = 0,
    year: int = 2021,
) -> CostRow:
    free = budget - actual - committed
    return CostRow(year, sub_budget, kind, name, block, budget, pending, actual, committed, free, max(budget, 70))


INVEST = row("Neuanschaffung", "Investiv", "Finanzhaushalt", budget=820_000, actual=301_400.5, committed=262_000)
SUPPORT = row("Support", budget=560_000, actual=291_300.75, committed=316_000, sub_budget="THH 20")
WAITING = row("Wartung", budget=510_000, actual=243_200, committed=244_500)
PERSONAL = row("Personal", "Personal", budget=164_400, actual=82_200, committed=82_200)
ALL = [PERSONAL, WAITING, SUPPORT, INVEST, row(EVENTS, EVENTS), row("Support", year=2020, budget=9e9)]


def frame(rows: list[CostRow]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(CostRow._fields))


def split(rows: list[CostRow], **named: str) -> list[Part]:
    """The same money as parts that name what they are told to name."""
    asked = {"product": None, "asset": None} | named
    return [Part(**{name: getattr(one, name, asked.get(name)) for name in Part._fields}) for one in rows]


def parts(rows: list[Part]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(Part._fields))


def table(rows: list[CostRow], breakdown: str = BY_TYPE, details: list[Part] | None = None) -> CostTable:
    return cost_table(frame(rows), parts(split(rows) if details is None else details), 2021, breakdown)


def sentence_of(rows: list[CostRow], breakdown: str, details: list[Part] | None = None) -> str:
    found = cost_table_sentence(frame(rows), parts(split(rows) if details is None else details), 2021, breakdown)
    return found.replace("\u00a0", " ")


def names(found: CostTable) -> list[tuple[object, ...]]:
    return [row[:2] for row in found.table.rows]


def test_blocks_in_the_order_of_the_drucksache_each_with_its_sum() -> None:
    assert names(table(ALL)) == [
        ("Investiv", "Neuanschaffung"),
        ("Investiv", "Summe Investiv"),
        ("Laufend", "Support"),
        ("Laufend", "Wartung"),
        ("Laufend", "Summe Laufend"),
        ("Personal", "Personal"),
        (EVENTS, EVENTS),
        ("Insgesamt", "Insgesamt"),
    ]
    assert table(ALL).table.sums == {1, 4, 5, 6, 7}


def test_sums_add_up_to_the_cent() -> None:
    rows = table(ALL).table.text_rows
    assert rows[4][2:4] == ("1.070.000,00", "534.500,75")
    assert rows[-1][2:4] == ("2.054.500,00", "918.161,25")
    assert rows[2][6] == "−47.300,75"


def test_cost_types_of_several_sub_budgets_become_one_line() -> None:
    both = [row("Wartung", sub_budget="THH 18"), row("Wartung", sub_budget="THH 20", budget=50)]
    assert [line[2] for line in table(both).table.rows] == [150, 150, 150]


def test_by_sub_budget_in_order_with_the_sum_at_the_end() -> None:
    found = table(ALL, BY_SUB_BUDGET).table
    assert [line[0] for line in found.rows] == ["THH 18", "THH 20", "Insgesamt"]
    assert (found.sums, found.grouped, found.head[0]) == ({2}, False, "Teilhaushalt")


def test_bars_never_leave_their_frame() -> None:
    over = row("Support", budget=100, actual=90, committed=50)
    back = row("Wartung", budget=100, actual=-20, committed=10)
    none = row("Abschreibung", budget=0, actual=5, committed=0)
    assert table([over, back, none]).bars[:3] == (None, (90.0, 10.0), (0, 0))


def test_what_is_only_announced_has_a_column_where_there_is_any() -> None:
    announced = row("Support", budget=0, actual=0, committed=0, pending=70)
    assert "angemeldet in €" not in [head.replace("\u00a0", " ") for head in table(ALL).table.head]
    found = table([announced]).table
    assert found.head[2].replace("\u00a0", " ") == "angemeldet in €"
    assert found.text_rows[0][2:4] == ("70,00", "0,00")
    assert found.text_rows[0][-1] == "ohne Ansatz"


@pytest.mark.parametrize(
    ("rows", "breakdown", "sentence"),
    [
        (
            ALL,
            BY_TYPE,
            "In 1 von 5 Zeilen ist mehr belegt als genehmigt, bei „Support“: "
            "47 Tsd. € zu viel (607 von 560 Tsd. € belegt, 108,4 %).",
        ),
        (
            ALL,
            BY_SUB_BUDGET,
            "In 1 von 2 Teilhaushalten ist mehr belegt als genehmigt, bei „THH 20“: "
            "47 Tsd. € zu viel (607 von 560 Tsd. € belegt, 108,4 %).",
        ),
        (
            [INVEST, PERSONAL],
            BY_TYPE,
            "Bei keiner Kostenart ist mehr belegt als genehmigt; am knappsten ist „Personal“: "
            "164 von 164 Tsd. € belegt, 100,0 %.",
        ),
        (
            [row("Support", budget=0, actual=5, committed=0), row("Wartung", actual=101)],
            BY_TYPE,
            "In 2 von 2 Zeilen ist mehr belegt als genehmigt, am meisten bei „Wartung“: "
            "11 € zu viel (111 von 100 € belegt, 111,0 %).",
        ),
        (
            [row("Support", budget=0, actual=0, committed=0, pending=70)],
            BY_TYPE,
            "Für 2021 ist noch kein Ansatz beschlossen oder genehmigt.",
        ),
        ([], BY_TYPE, "Für das Haushaltsjahr 2021 liegen keine Beträge vor."),
    ],
)
def test_sentence(rows: list[CostRow], breakdown: str, sentence: str) -> None:
    assert sentence_of(rows, breakdown) == sentence


def test_an_empty_year_lists_nothing() -> None:
    assert table([]).table.rows == table([], BY_SUB_BUDGET).table.rows == ()


def test_an_all_clear_names_what_the_other_breakdown_shows() -> None:
    rows = [row("Support", sub_budget="THH 1", budget=100, actual=120, committed=0)]
    rows += [row("Support", sub_budget="THH 2", budget=100, actual=10, committed=0)]
    sentence = sentence_of(rows, BY_TYPE)
    assert sentence.startswith(
        "Bei keiner Kostenart ist mehr belegt als genehmigt, nach Teilhaushalt aber bei „THH 1“; am"
    )


SERVERS = row("Neuanschaffung", "Investiv", "Finanzhaushalt", budget=60, actual=70, committed=0)
CODE = row("Neuanschaffung", "Investiv", "Finanzhaushalt", budget=40, actual=10, committed=0)
BOUGHT = [*split([SERVERS], asset="Hardware", product="Netze"), *split([CODE], asset="Software", product="Dienste")]


def test_what_is_bought_stands_beneath_the_investive_kinds_without_a_forecast() -> None:
    unnamed = row("Erweiterung", "Investiv", "Finanzhaushalt")
    running = row("Support", budget=5)
    details = [*BOUGHT, *split([unnamed]), *split([running], asset="Software"), *split([CODE])]
    found = table([SERVERS, CODE, CODE, unnamed, running], details=details).table
    assert [line[1] for line in found.rows] == [
        *("Neuanschaffung", "davon Hardware", "davon Software", "davon ohne Gegenstand", "Erweiterung"),
        *("Summe Investiv", "Support", "Summe Laufend", "Insgesamt"),
    ]
    forecast = [head.replace("\u00a0", " ") for head in found.head].index("Prognose in €")
    assert [line[forecast] == "–" for line in found.text_rows] == [False, True, True, True, *[False] * 5]
    assert found.text_rows[1][2:4] == ("60,00", "70,00")


def test_parts_are_not_counted_a_second_time() -> None:
    rows = [SERVERS, CODE]
    assert table(rows, details=BOUGHT).table.text_rows[-2][2] == "100,00"
    assert sentence_of(rows, BY_TYPE, BOUGHT).startswith(
        "Bei keiner Kostenart ist mehr belegt als genehmigt, nach Produkt"
    )


def test_by_product_each_teilhaushalt_with_its_sum_where_it_has_several() -> None:
    other = row("Wartung", sub_budget="THH 20")
    found = table([SERVERS, CODE, other], BY_PRODUCT, [*BOUGHT, *split([other])])
    assert [line[:2] for line in found.table.rows] == [
        *(("THH 18", "Dienste"), ("THH 18", "Netze"), ("THH 18", "Summe THH 18")),
        *(("THH 20", "ohne Produkt"), ("Insgesamt", "Insgesamt")),
    ]
    assert (found.table.sums, found.table.grouped, found.table.head[:2]) == ({2, 4}, True, ("Teilhaushalt", "Produkt"))
    assert not any(head.startswith("Prognose") for head in found.table.head)
    assert found.table.text_rows[2][2:4] == ("100,00", "80,00")


def test_a_product_is_named_with_its_teilhaushalt() -> None:
    assert sentence_of([SERVERS, CODE], BY_PRODUCT, BOUGHT) == (
        "In 1 von 2 Produkten ist mehr belegt als genehmigt, bei „Netze“ (THH 18): "
        "10 € zu viel (70 von 60 € belegt, 116,7 %)."
    )


def test_what_has_no_forecast_says_why() -> None:
    rows = frame([SERVERS, CODE])
    assert split_note(rows, parts(BOUGHT), 2021, BY_PRODUCT).startswith("Ohne Prognose: ")
    assert "Hardware, Software und Netz" in split_note(rows, parts(BOUGHT), 2021, BY_TYPE)
    assert split_note(rows, parts(split([SERVERS, CODE])), 2021, BY_TYPE) == ""
    assert split_note(rows, parts(BOUGHT), 2021, BY_SUB_BUDGET) == ""
    assert split_note(frame([]), parts([]), 2021, BY_PRODUCT) == ""
