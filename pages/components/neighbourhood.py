"""The city beside its neighbours, the Region, the Land and the Bund; one quiet sentence where none was delivered."""

from __future__ import annotations

import functools
from html import escape

from analytics.figures.broadband import neighbours
from analytics.figures.broadband.choice import Choice, city_word
from analytics.figures.broadband.neighbours import Comparison
from analytics.queries import broadband
from analytics.reference import reference
from pages.components import blocks, chart
from pages.components.chart import Answer
from pages.components.session import View
from pages.components.table import Source

NONE = (
    "Ein Vergleich mit den Gemeinden im Umland, der Region, dem Land und dem Bund ist nicht möglich: "
    "Dazu liegt keine Angabe von etwa demselben Stand vor."
)


def show(city: View, choice: Choice) -> None:
    """Two cards, or the sentence that there is nothing to compare with."""
    places = reference()
    frame = broadband.comparison(city.engine, city.selection)
    around, above = neighbours.neighbours(frame, choice, places), neighbours.surroundings(frame, choice, places)
    blocks.section("Vergleich", f"{choice.words}, {choice.user_group}")
    if around.as_of is None and above.as_of is None:
        blocks.html(f'<p class="db-quiet">{escape(NONE)}</p>')
        return
    name = city_word(places.city)
    left, right = blocks.pair("neighbours")
    with left:
        sentence = neighbours.surroundings_sentence(above)
        make = functools.partial(_compared, city, above, sentence, "Vergleich mit Region, Land und Bund")
        chart.show(city, f"Wie steht {name} neben Region, Land und Bund?", make)
    with right:
        sentence = neighbours.neighbour_sentence(around)
        make = functools.partial(_compared, city, around, sentence, "Vergleich mit den Gemeinden der Region")
        chart.show(city, f"Wie steht {name} neben den Gemeinden der Region?", make)


def _compared(city: View, shown: Comparison, sentence: str, caption: str) -> Answer:
    credits = reference().credits_of(shown.sources)
    scope = f"{shown.choice.words}, {shown.choice.user_group}"
    return Answer(
        sentence,
        "Balken",
        neighbours.comparison_ranking(shown, city.tokens),
        neighbours.comparison_table(shown, caption),
        Source("breitband.csv", shown.as_of, credits, scope, ("broadband/comparison",)),
    )
