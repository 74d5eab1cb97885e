"""Which technology carries the expansion of the whole city, from the frame of broadband/trend."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from analytics import formats
from analytics.figures import lines as drawn
from analytics.figures.broadband.choice import TECHNOLOGIES, Choice
from analytics.figures.broadband.leaders import tiers
from analytics.figures.broadband.targets import limit
from analytics.figures.lines import Line, same_method
from analytics.figures.ranking import token_of
from analytics.tables import Table
from analytics.targets import Target
from analytics.theme import Tokens

CARRIERS = ("FTTB/H", "HFC", "DSL")
TOGETHER = ("alle", "leitungsgebunden")
"""What stands for all carriers together: the first with values (for businesses there is no `alle`)."""
LABEL_TOKENS = {"DSL": "muted"}
"""Technologies whose colour is too pale for text."""
WORDS = TECHNOLOGIES | {"alle": "alle", "leitungsgebunden": "Leitung"}
"""Short enough for the end of a line."""


def _line(frame: pd.DataFrame, choice: Choice, technology: str) -> Line:
    values = drawn.values_of(choice._replace(technology=technology).rows(frame))
    return Line(WORDS[technology], token_of(technology), values, LABEL_TOKENS.get(technology, ""))


def _carriers(frame: pd.DataFrame, choice: Choice) -> list[Line]:
    lines = [_line(frame, choice, technology) for technology in CARRIERS]
    return [line for line in lines if line.known]


def _lines(frame: pd.DataFrame, choice: Choice) -> list[Line]:
    together = [line for technology in TOGETHER if (line := _line(frame, choice, technology)).known]
    return drawn.aligned([*together[:1], *_carriers(frame, choice)])


def technology_trend(frame: pd.DataFrame, choice: Choice, t: Tokens, target: Target | None = None) -> go.Figure:
    """One line per technology at the chosen speed class and user group, and the target of the chosen technology."""
    return drawn.draw(_lines(frame, choice), t, limit(target) if target else None)


def technology_table(frame: pd.DataFrame, choice: Choice) -> Table:
    """The shares by Stand, newest first."""
    caption = f"Ganze Stadt nach Technik: {choice.user_group} ab {choice.speed}"
    return drawn.table(caption, _lines(frame, choice))


def technology_as_of(frame: pd.DataFrame, choice: Choice) -> dt.date | None:
    """The newest Stand drawn."""
    return drawn.newest(_lines(frame, choice))


def technology_sentence(frame: pd.DataFrame, choice: Choice) -> str:
    """The strongest technology of the newest Stand, and which grew most since the last method break."""
    carriers = _carriers(frame, choice)
    if not carriers:
        return f"Wie viele {choice.who} in der ganzen Stadt {choice.speed} haben, ist je Technik nicht angegeben."
    day = max(line.last[0] for line in carriers)
    current = [line for line in carriers if line.last[0] == day]
    return (
        f"{_strongest(current)} {choice.users} mit mindestens {choice.speed} (Stand{formats.NBSP}{formats.day(day)}). "
        f"{_growth(current, day)}"
    )


def _strongest(lines: Sequence[Line]) -> str:
    """Kabel trägt am meisten und erreicht 96,0 %; what is alone or level carries not the most."""
    first = tiers(lines, lambda line: line.last[1])[0]
    words, share = _words(first), formats.percent(first[0].last[1])
    if len(lines) == 1:
        return f"{words} erreicht {share}"
    if len(first) == 1:
        return f"{words} trägt am meisten und erreicht {share}"
    return f"{words} liegen {'vorn ' if len(first) < len(lines) else ''}gleichauf und erreichen je {share}"


def _words(lines: Sequence[Line]) -> str:
    return formats.listed([line.word for line in lines])


def _growth(lines: Sequence[Line], day: dt.date) -> str:
    """Only lines that were measured on the same first Stand after the break compare."""
    start = min(known for line in lines for known in line.known if same_method(known, day))
    comparable = [line for line in lines if start in line.known and start < day]
    if not comparable:
        return "Zum Vergleich fehlt ein früherer Stand nach derselben Methode."
    fastest = tiers(comparable, lambda line: line.last[1] - line.known[start])[0]
    rise = fastest[0].last[1] - fastest[0].known[start]
    if round(rise, 1) <= 0:
        return f"Seit dem {formats.day(start)} ist keine Technik gewachsen."
    return f"Seit dem {formats.day(start)} {_fastest(fastest, rise, len(comparable))}."


def _fastest(lines: Sequence[Line], rise: float, compared: int) -> str:
    """wächst Glasfaser am stärksten, um 9,2 Punkte auf 28,2 %"""
    most = " am stärksten," if len(lines) < compared else ""
    verb, each = ("wachsen", "je ") if len(lines) > 1 else ("wächst", "")
    reached = formats.listed([formats.percent(line.last[1]) for line in lines])
    return f"{verb} {_words(lines)}{most} um {each}{formats.points(rise)} auf {reached}"
