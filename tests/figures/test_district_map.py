"""The map: classes, fills, hollow areas, labels inside their area, legend and sentence."""

from __future__ import annotations

import itertools
from pathlib import Path

import plotly.graph_objects as go
import pytest

from analytics.figures.broadband.choice import Choice
from analytics.figures.broadband.district_map import classes_of, district_map, map_legend, map_sentence
from analytics.outlines import Point, load, outlines, roomiest
from analytics.reference import reference
from analytics.theme import DARK, LIGHT, map_classes
from tests.figures.coverages import ROWS, area, plain, shown


def texts(fig: go.Figure) -> dict[str, str]:
    """What stands on the map, by colour."""
    labels = [trace for trace in fig.data if isinstance(trace, go.Scattergeo)]
    return {text: trace.textfont.color for trace in labels for text in trace.text}


def crossings(point: Point, ring: list[Point]) -> int:
    """Edges that a ray to the north crosses; odd = inside."""
    x, y = point
    return sum(
        min(x0, x1) <= x < max(x0, x1) and y0 + (y1 - y0) * (x - x0) / (x1 - x0) > y
        for (x0, y0), (x1, y1) in itertools.pairwise(ring)
    )


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([14.0, 54.6], ["ab 10 %", "ab 20 %", "ab 30 %", "ab 40 %", "ab 50 %"]),
        ([94.3, 98.0], ["ab 90 %", "ab 95 %"]),
        ([0.0, 100.0], ["ab 0 %", "ab 20 %", "ab 40 %", "ab 60 %", "ab 80 %"]),
        ([100.0], ["ab 95 %"]),
        ([50.0], ["ab 50 %"]),
        ([], ["ab 0 %"]),
    ],
)
def test_classes_hold_every_value_with_at_most_six_colours(values: list[float], words: list[str]) -> None:
    classes = classes_of(values)
    assert [*map(plain, classes.words)] == words
    for value in values:
        low = classes.start + classes.step * classes.of(value)
        assert low <= value <= low + classes.step
    assert len(set(classes.colours)) == classes.number <= 6
    assert classes.colours[-1] == 5 and min(classes.colours) >= 0


def test_a_value_on_a_limit_belongs_to_the_class_that_begins_there() -> None:
    classes = classes_of([14.0, 54.6])
    assert [classes.of(value) for value in (19.99, 20.0, 49.9, 50.0)] == [0, 1, 3, 4]


def test_every_district_is_drawn_filled_or_hollow_and_a_click_chooses_it() -> None:
    hollow, filled = (t for t in district_map(shown(*ROWS), outlines(), LIGHT).data if isinstance(t, go.Choropleth))
    assert set(filled.locations) == {"01", "02", "03"}
    assert len(hollow.locations) == 10
    marks = dict(zip(filled.locations, filled.customdata, strict=True))
    assert marks["01"][1] == "bezirk=01"
    assert plain(marks["01"][0]) == (
        "<b>Mitte</b><br>54,6 % der Privathaushalte<br>11.457 von 21.000<br>Beispieldaten, Stand 31.12.2021"
    )


def test_values_and_numbers_stand_in_a_colour_that_reads_on_their_fill() -> None:
    for t in (LIGHT, DARK):
        found = texts(district_map(shown(*ROWS), outlines(), t))
        assert found["<b>54,6</b>"] == found["01"] == map_classes(t)[5].text
        assert found["<b>14,0</b>"] == found["03"] == map_classes(t)[1].text
        assert found["k. A."] == t.ink


def test_a_choice_keeps_all_outlines_and_the_colours_of_the_classes() -> None:
    everything, some = (district_map(shown(*ROWS, chosen=c), outlines(), LIGHT) for c in ((), ("03", "04")))
    hollow, filled = (trace for trace in some.data if isinstance(trace, go.Choropleth))
    assert (set(filled.locations), len(hollow.locations)) == ({"03"}, 12)
    assert set(texts(some)) == {"<b>14,0</b>", "03", "k. A.", "04"}
    assert filled.colorscale == everything.data[1].colorscale
    words = [plain(entry.word) for entry in map_legend(shown(*ROWS, chosen=("03", "04")))]
    assert words[-2:] == ["k. A. = keine Angabe", "ohne Zahl = nicht gewählt"]


def test_markup_in_a_source_stays_text() -> None:
    fig = district_map(shown(area("01", 1.0, source="<b>x</b>")), outlines(), LIGHT)
    assert "&lt;b&gt;x&lt;/b&gt;" in fig.data[1].customdata[0][0]


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        ((), "In 1 von 3 Stadtbezirken hat mehr als die Hälfte der Privathaushalte Glasfaser ab 1.000 Mbit/s; zwischen "
             "dem höchsten und dem niedrigsten Anteil liegen 40,6 Punkte. Für 10 Stadtbezirke liegt keine Angabe vor."),
        (("02", "03"), "In keinem der 2 Stadtbezirke hat mehr als die Hälfte der Privathaushalte Glasfaser ab "
                       "1.000 Mbit/s; zwischen dem höchsten und dem niedrigsten Anteil liegen 20,3 Punkte. "
                       "Gefüllt sind nur die gewählten Stadtbezirke."),
        (("01",), "Mitte kommt auf 54,6 % (11.457 von 21.000). Gefüllt sind nur die gewählten Stadtbezirke."),
        (("04",), "Wie viele Privathaushalte Glasfaser ab 1.000 Mbit/s haben, ist je Stadtbezirk nicht angegeben."),
    ],
)  # fmt: skip
def test_sentence(chosen: tuple[str, ...], sentence: str) -> None:
    assert plain(map_sentence(shown(*ROWS, chosen=chosen))) == sentence


def test_shares_that_are_all_equal_are_no_distance() -> None:
    equal = shown(area("01", 100.0), area("02", 100.0))
    assert "; alle Anteile sind gleich (100,0 %)." in plain(map_sentence(equal))


def test_without_any_value_there_is_nothing_to_draw() -> None:
    nothing = shown(choice=Choice("DSL", 200))
    assert nothing.table().rows == map_legend(nothing) == ()
    assert len(district_map(nothing, outlines(), LIGHT).data[0].locations) == 13


def test_each_district_of_the_reference_has_an_outline_and_its_label_inside() -> None:
    found = outlines()
    assert list(found.centres) == list(reference().districts)
    for feature in found.geojson["features"]:
        (ring,) = feature["geometry"]["coordinates"]
        assert crossings(found.centres[feature["id"]], ring) % 2 == 1
        assert all(found.west <= x <= found.east and found.south <= y <= found.north for x, y in ring)


def test_the_label_of_a_bent_area_stands_in_its_thick_end() -> None:
    bent: list[Point] = [(0, 0), (10, 0), (10, 4), (1, 4), (1, 10), (0, 10), (0, 0)]
    x, y = roomiest(bent)
    assert 1 < x < 9 and 1.5 < y < 2.5


def test_holes_left_by_the_generalisation_are_closed(tmp_path: Path) -> None:
    ring, hole = "[[0,0],[0,9],[9,9],[0,0]]", "[[1,2],[1,3],[2,3],[1,2]]"
    feature = f'{{"type":"Feature","id":"01","geometry":{{"type":"Polygon","coordinates":[{ring},{hole}]}}}}'
    file = tmp_path / "areas.geojson"
    file.write_text(f'{{"type":"FeatureCollection","features":[{feature}]}}', "utf-8")
    assert len(load(file).geojson["features"][0]["geometry"]["coordinates"]) == 1
