"""The lines of the Kostentabelle in reading order: by Kostenart and Gegenstand, by Teilhaushalt, or by Produkt."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, get_args

import pandas as pd

from analytics.contract import CostType
from analytics.figures.costs.blocks import Block, Blocks, blocks_by, blocks_within, sum_of, year_of
from analytics.labels import label

BY_TYPE, BY_SUB_BUDGET, BY_PRODUCT = "kostenart", "teilhaushalt", "produkt"
BREAKDOWNS = {BY_TYPE: "Kostenart", BY_SUB_BUDGET: "Teilhaushalt", BY_PRODUCT: "Produkt"}
"""How the table can be broken down: value in the address, word."""
GROUPS = {BY_TYPE: label("cost_block"), BY_PRODUCT: BREAKDOWNS[BY_SUB_BUDGET]}
"""What the lines of a breakdown stand under."""
BLOCKS = ("Investiv", "Laufend", "Personal", "Veranstaltungen und Kommunikation")
INVESTED = "Investiv"
WHOLE, WITHOUT_PRODUCT, WITHOUT_ASSET = "Insgesamt", "ohne Produkt", "ohne Gegenstand"


class Line(NamedTuple):
    """A line of the table: the group it stands in, its name, its amounts, and what it is to others.

    `is_sum` = it adds up others, `is_part` = it is a part of the line above, `has_forecast` = its forecast is known.
    """

    group: str
    name: str
    amounts: Block
    is_sum: bool = False
    is_part: bool = False
    has_forecast: bool = True

    @property
    def is_single(self) -> bool:
        """Neither a sum of others nor a part of one; a group that is one line is both."""
        return not self.is_part and (not self.is_sum or self.name == self.group != WHOLE)


def lines_of(amounts: pd.DataFrame, parts: pd.DataFrame, year: int, breakdown: str) -> list[Line]:
    """The lines, the sum of all last; empty where the year has no postings.

    `amounts` is the frame of costs/cost_table, `parts` that of costs/breakdown: only it knows Produkt and Gegenstand.
    """
    rows, details = year_of(amounts, year), with_forecast(year_of(parts, year))
    if rows.empty:
        return []
    whole = sum_of(list(blocks_by(rows, "budget_year").values()))
    lines = {BY_TYPE: _by_type, BY_SUB_BUDGET: _by_sub_budget, BY_PRODUCT: _by_product}[breakdown](rows, details)
    return [*lines, Line(WHOLE, WHOLE, whole, is_sum=True)]


def with_forecast(parts: pd.DataFrame) -> pd.DataFrame:
    """A split has no forecast; Block asks for one that is never shown."""
    named = {"product": parts["product"].fillna(WITHOUT_PRODUCT), "asset": parts["asset"].fillna(WITHOUT_ASSET)}
    return parts.assign(forecast_eur=0.0, **named)


def _by_sub_budget(rows: pd.DataFrame, _: pd.DataFrame) -> list[Line]:
    return [Line("", name, amounts) for name, amounts in blocks_by(rows, "sub_budget").items()]


def _by_type(rows: pd.DataFrame, details: pd.DataFrame) -> list[Line]:
    found = blocks_within(rows, "cost_block", "cost_type")
    assets = blocks_within(details[details["cost_block"] == INVESTED], "cost_type", "asset")
    return [line for block in BLOCKS if block in found for line in _block_lines(block, _in_order(found[block]), assets)]


def _block_lines(block: str, types: Blocks, assets: Mapping[str, Blocks]) -> list[Line]:
    """A block's Kostenarten and their sum; a block that is one Kostenart of the same name is its own sum."""
    total = sum_of(list(types.values()))
    if list(types) == [block]:
        return [Line(block, block, total, is_sum=True)]
    lines: list[Line] = []
    for name, amounts in types.items():
        lines += [Line(block, name, amounts), *(_assets(assets.get(name, {})) if block == INVESTED else [])]
    return [*lines, Line(block, f"Summe {block}", total, is_sum=True)]


def _assets(own: Blocks) -> list[Line]:
    """What an investive Kostenart buys; nothing where no posting says it."""
    named = sorted(own, key=lambda asset: (asset == WITHOUT_ASSET, asset))
    if named == [WITHOUT_ASSET]:
        return []
    return [Line(INVESTED, f"davon {asset}", own[asset], is_part=True, has_forecast=False) for asset in named]


def _in_order(types: Blocks) -> Blocks:
    return {name: types[name] for name in get_args(CostType) if name in types}


def _by_product(_: pd.DataFrame, details: pd.DataFrame) -> list[Line]:
    groups = blocks_within(details, "sub_budget", "product")
    return [line for group, products in groups.items() for line in _product_lines(group, products)]


def _product_lines(group: str, products: Blocks) -> list[Line]:
    """A Teilhaushalt's Produkte, those without one last, and their sum where there are several."""
    named = sorted(products, key=lambda product: (product == WITHOUT_PRODUCT, product))
    lines = [Line(group, product, products[product], has_forecast=False) for product in named]
    if len(lines) == 1:
        return lines
    total = sum_of(list(products.values()))
    return [*lines, Line(group, f"Summe {group}", total, is_sum=True, has_forecast=False)]
