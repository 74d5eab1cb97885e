"""What the posts of the Drucksache cost a year and whether they are approved, from the frame of costs/posts."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from analytics import formats
from analytics.figures.costs.approval import Plan, plans
from analytics.figures.costs.blocks import BUDGET_LEGEND, PENDING, blocks_by, nested_bars
from analytics.figures.parts import LegendEntry
from analytics.labels import label
from analytics.reference import Post
from analytics.tables import NOT_ASKED, Column, Table, Value, euro_columns
from analytics.theme import Tokens

TOGETHER, UNKNOWN = "Zusammen", "nicht bekannt"
NUMBERS = {1: "die Stelle", 2: "die zwei Stellen", 3: "die drei Stellen", 4: "die vier Stellen"}


def title(posts: Sequence[Post]) -> str:
    """Die zwei Stellen der Drucksache 1004/2018."""
    papers = dict.fromkeys(post.paper for post in posts)
    of = "der Drucksache" if len(papers) == 1 else "der Drucksachen"
    number = NUMBERS.get(len(posts), f"die {len(posts)} Stellen")
    return f"D{number[1:]} {of} {' und '.join(papers)}"


def question(posts: Sequence[Post]) -> str:
    """What is asked about them."""
    verb, be = ("kostet", "ist sie") if len(posts) == 1 else ("kosten", "sind sie")
    return f"Was {verb} {NUMBERS.get(len(posts), 'die Stellen')} im Jahr, und {be} genehmigt?"


def promised(posts: Sequence[Post]) -> float | None:
    """What the Drucksache says all of them cost a year, in EUR; None where it does not say it of each or of all."""
    if posts and all(post.yearly_eur is not None for post in posts):
        return float(sum(post.yearly_eur or 0 for post in posts))
    of_all = {(post.paper, post.together_eur) for post in posts}
    amounts = [amount for _, amount in of_all]
    if len({paper for paper, _ in of_all}) < len(of_all) or None in amounts:
        return None
    return float(sum(amount or 0 for amount in amounts)) if posts else None


def posts_chart(frame: pd.DataFrame, posts: Sequence[Post], t: Tokens) -> go.Figure:
    """All posts together, a row per budget year, beside a dotted stroke for what the Drucksache says."""
    booked = frame.dropna(subset=["budget_year"])
    blocks = blocks_by(booked.assign(budget_year=_years(booked), available_eur=0.0), "budget_year")
    fig = nested_bars(blocks, t, forecast=False, pending=True)
    said = promised(posts)
    if said is None:
        return fig
    for y in range(len(blocks)):
        line = {"color": t.ink, "width": 2, "dash": "2px,2px"}
        fig.add_shape(type="line", x0=said, x1=said, y0=y - 0.24, y1=y + 0.24, line=line)
    low, high = fig.layout.xaxis.range
    fig.update_xaxes(range=[low, max(high, 1.02 * said)])
    return fig


def _years(frame: pd.DataFrame) -> pd.Series:
    return frame["budget_year"].astype(int)


def posts_legend(posts: Sequence[Post]) -> tuple[LegendEntry, ...]:
    """What is drawn, and the figure of the Drucksache."""
    said = promised(posts)
    papers = "Drucksache" if len({post.paper for post in posts}) == 1 else "Drucksachen"
    paper = (LegendEntry(f"laut {papers} {_said(said, posts)}", "said"),) if said is not None else ()
    return (*BUDGET_LEGEND[:-1], PENDING, *paper)


def posts_sentence(frame: pd.DataFrame, posts: Sequence[Post], year: int) -> str:
    """What they cost in the year, whether that is approved, what the Drucksache said, and who is missing."""
    booked = frame.dropna(subset=["budget_year"])
    of_year = booked[_years(booked) == year]
    found = plans(of_year).get(year, Plan()) if len(of_year) else Plan()
    planned = of_year["measure_id"].nunique() - len(_unplanned(of_year))
    spent = float(of_year["actual_eur"].sum())
    first = f"{_planned(found, planned, posts, year)}{_compared(found, planned, posts)}."
    parts = [first, f"Ausgegeben sind {_euro(spent)}." if spent else ""]
    parts += [_next(booked, year), *_missing(frame, posts, of_year, year)]
    return " ".join(filter(None, parts))


def _planned(plan: Plan, planned: int, posts: Sequence[Post], year: int) -> str:
    """Budget and what is pending are never one sum: an Anmeldung may replace the Ansatz beside it."""
    if not plan.budget_eur and not plan.pending_eur:
        return (
            f"Für {year} sind keine Personalkosten {'dieser Stelle' if len(posts) == 1 else 'dieser Stellen'} geplant"
        )
    whom = f"{year} sind für {_who(planned, posts)}"
    if not (plan.budget_eur and plan.pending_eur):
        return f"{whom} {_euro(plan.budget_eur or plan.pending_eur)} Personalkosten geplant ({plan.words})"
    states = {"genehmigt": plan.approved_eur, "beschlossen": plan.decided_eur, "angemeldet": plan.pending_eur}
    said = [f"{_euro(amount)} {word}" for word, amount in states.items() if amount]
    return f"{whom} an Personalkosten {formats.listed(said)}, noch nicht beschlossen"


def _who(planned: int, posts: Sequence[Post]) -> str:
    if planned < len(posts):
        return f"{planned} von {len(posts)} Stellen"
    return {1: "die Stelle", 2: "beide Stellen zusammen"}.get(planned, f"alle {planned} Stellen zusammen")


def _compared(plan: Plan, planned: int, posts: Sequence[Post]) -> str:
    """Against the Drucksache, which speaks of all posts decided: no difference where one is missing or half waits."""
    said, paper = promised(posts), _paper(posts)
    if said is None:
        return ""
    amount = plan.budget_eur or plan.pending_eur
    if not amount or (plan.budget_eur and plan.pending_eur) or planned < len(posts):
        return f"; {paper} {_said(said, posts)}"
    gap = round(amount - said)
    if not gap:
        return f", so viel, wie {paper} ({_said(said, posts)})"
    return f"; {paper} {_said(said, posts)}, also {_euro(abs(gap))} {'weniger' if gap > 0 else 'mehr'}"


def _paper(posts: Sequence[Post]) -> str:
    return "die Drucksache nennt" if len({post.paper for post in posts}) == 1 else "die Drucksachen nennen"


def _said(amount: float, posts: Sequence[Post]) -> str:
    whom = {1: "", 2: " für beide"}.get(len(posts), f" für alle {len(posts)}")
    return f"rund {_euro(amount)} im Jahr{whom}"


def _next(booked: pd.DataFrame, year: int) -> str:
    """The years that still wait for a decision."""
    waiting = {other: plan for other, plan in plans(booked).items() if other > year and plan.pending_eur}
    said = [f"{_euro(plan.pending_eur)} für {other}" for other, plan in waiting.items()]
    return f"Angemeldet, noch nicht beschlossen: {', '.join(said)}." if said else ""


def _missing(frame: pd.DataFrame, posts: Sequence[Post], of_year: pd.DataFrame, year: int) -> list[str]:
    """A listed measure that is unknown, one that has no Personal in the year, and one whose Personal has no plan."""
    known = dict(zip(frame["measure_id"], frame["is_known"], strict=True))
    unknown = [post.measure_id for post in posts if not known.get(post.measure_id)]
    without = [
        p.measure_id for p in posts if known.get(p.measure_id) and p.measure_id not in set(of_year["measure_id"])
    ]
    said = []
    if unknown:
        said.append(f"{_measures(unknown)} in dieser Auswahl zum Stichtag nicht bekannt.")
    if without:
        said.append(f"{_measures(without)} {year} ohne Personalkosten.")
    if unplanned := _unplanned(of_year):
        said.append(f"{_measures(unplanned)} {year} ohne geplante Personalkosten.")
    return said


def _unplanned(of_year: pd.DataFrame) -> list[str]:
    """Booked in the year without a plan, beside others that have one."""
    plan = of_year.groupby("measure_id")[["budget_eur", "pending_eur"]].sum().any(axis=1)
    return [str(number) for number in plan.index[~plan]] if plan.any() else []


def _measures(numbers: list[str]) -> str:
    return f"Maßnahme {numbers[0]} ist" if len(numbers) == 1 else f"Maßnahmen {formats.listed(numbers)} sind"


def _euro(amount: float) -> str:
    return formats.unit(formats.number(amount), "€")


def posts_table(frame: pd.DataFrame, posts: Sequence[Post], this_year: int) -> Table:
    """Each post by year to the cent, then all together; a year that is over expects nothing any more."""
    names = ("pending_eur", "decided_eur", "approved_eur", "actual_eur", "committed_eur", "forecast_eur")
    columns = (Column("Stelle"), Column(label("budget_year")), *euro_columns([label(name) for name in names]))
    columns += (Column("Stand"),)
    rows = [
        row for post in posts for row in _rows(f"{post.measure_id} {post.name}", _of(frame, post), names, this_year)
    ]
    booked = frame.dropna(subset=["budget_year"])
    together = _rows(TOGETHER, booked, names, this_year) if booked["measure_id"].nunique() > 1 else []
    sums = frozenset(range(len(rows), len(rows) + len(together)))
    return Table(f"{title(posts)}: Personalkosten", columns, (*rows, *together), sums, True)


def _of(frame: pd.DataFrame, post: Post) -> pd.DataFrame:
    return frame[frame["measure_id"] == post.measure_id]


def _rows(name: str, found: pd.DataFrame, names: Sequence[str], this_year: int) -> list[tuple[Value, ...]]:
    booked = found.dropna(subset=["budget_year"])
    if booked.empty:
        state = "ohne Personalkosten" if len(found) else UNKNOWN
        return [(name, NOT_ASKED, *(NOT_ASKED for _ in names), state)]
    summed = booked.assign(budget_year=_years(booked)).groupby("budget_year")[list(names)].sum()
    return [
        (
            name,
            str(year),
            *_amounts(dict(zip(names, row, strict=True)), int(year) < this_year),
            _state(names, list(row)),
        )
        for year, row in zip(summed.index, summed.values, strict=True)
    ]


def _amounts(amounts: dict[str, float], is_over: bool) -> list[Value]:
    return [NOT_ASKED if is_over and name == "forecast_eur" else round(float(v), 2) for name, v in amounts.items()]


def _state(names: Sequence[str], row: Sequence[float]) -> str:
    amounts = dict(zip(names, row, strict=True))
    return Plan(*(round(float(amounts[name]), 2) for name in Plan._fields)).words
