"""The timeline: what is drawn where, what a click opens, which rows are shown and said."""

from __future__ import annotations

import datetime as dt
from urllib.parse import parse_qs

import pytest

from analytics.figures.measures import schedule
from analytics.figures.measures.schedule import SHORTENED, timeline_sentence, timeline_table, with_end
from analytics.figures.measures.timeline import BAR, GAP, LINE, MOST_YEARS, timeline
from analytics.queries.measures import ListedMeasure
from analytics.theme import DARK, LIGHT
from tests.figures.listed import AS_OF, LONG, MEASURE, PLAN, frame, measure, plain

LATE, EARLY, DONE = measure("4.01", 92), measure("4.02", -17), measure("4.03", 5, status="abgeschlossen")
ROWS = [DONE, measure("4.09", None), EARLY, measure("5.01"), LATE]


def test_open_ones_by_delay_then_the_others_and_none_without_an_end() -> None:
    assert list(with_end(frame(*ROWS))["measure_id"]) == ["4.01", "5.01", "4.02", "4.03"]


def test_equally_late_ones_stand_in_the_order_of_their_end() -> None:
    soon = measure("9.99", valid_end=dt.date(2022, 1, 31))
    assert list(with_end(frame(ROWS[3], soon))["measure_id"]) == ["9.99", "5.01"]


def test_plan_delay_baseline_and_outlook_lie_on_one_axis_of_days() -> None:
    late = LATE._replace(end_baseline=dt.date(2021, 12, 31))
    plan, delay, baseline, outlook = timeline(frame(late, EARLY), AS_OF, LIGHT).data
    start, end = MEASURE.start_planned.toordinal(), PLAN.toordinal()
    assert (list(plan.base), list(plan.x)) == ([start, start], [end - start] * 2)
    assert (list(delay.base), list(delay.x)) == ([end], [92])
    assert list(baseline.x) == [dt.date(2021, 12, 31).toordinal(), end]
    assert list(outlook.x) == [end + 92, end - 17]
    assert list(plan.y) == list(outlook.y) == sorted(plan.y)
    assert delay.y[0] == plan.y[0]


def test_delays_are_said_beside_the_bars_and_late_ones_stand_out() -> None:
    fig = timeline(with_end(frame(*ROWS)), AS_OF, DARK)
    said = {plain(note.text): note.font.color for note in fig.layout.annotations if note.x == 1}
    assert list(said) == ["<b>+92 Tage</b>", "pünktlich", "\u221217 Tage", "+5 Tage"]
    assert [colour == DARK.critical_text for colour in said.values()] == [True, False, False, False]
    assert f"Stand {AS_OF:%d.%m.%Y}" in [note.text for note in fig.layout.annotations]


def test_a_long_head_breaks_and_gets_the_room_it_needs() -> None:
    short, long = (timeline(frame(measure(title=title)), AS_OF, LIGHT) for title in ("E-Akte", LONG))
    head = long.layout.annotations[1].text
    assert head.count("<br>") == 1
    assert head.endswith("…")
    assert long.layout.height - short.layout.height == LINE
    assert short.data[0].y[0] == LINE + 2 + BAR / 2
    assert short.layout.yaxis.range[0] == LINE + 2 + BAR + GAP


def test_a_click_opens_the_measure_and_markup_stays_text() -> None:
    fig = timeline(frame(LATE._replace(measure_id="<1> & 2", title="<b>x</b>")), AS_OF, LIGHT)
    for trace in fig.data:
        hover, opened = trace.customdata[0]
        assert parse_qs(opened) == {"nr": ["<1> & 2"]}
        assert "&lt;b&gt;x" in hover
        assert "<b>" not in hover
    assert fig.layout.annotations[1].text == "&lt;1&gt; &amp; 2 &lt;b&gt;x&lt;/b&gt;"


@pytest.mark.parametrize("years", [1, 4, 9, 40])
def test_few_years_are_labelled_on_the_first_of_january(years: int) -> None:
    start = dt.date(2021 - years, 5, 1)
    axis = timeline(frame(LATE._replace(start_planned=start)), AS_OF, LIGHT).layout.xaxis
    labels = [text for text in axis.ticktext if text]
    assert 1 <= len(labels) <= MOST_YEARS
    assert all(dt.date.fromordinal(day).timetuple().tm_yday == 1 for day in axis.tickvals)
    assert axis.range[0] < start.toordinal()


def test_many_are_shortened_and_the_sentence_says_so() -> None:
    many = frame(*(measure(f"{n:03}", n) for n in range(300)))
    assert len(schedule.shown(many, is_short=True)) == SHORTENED
    assert len(schedule.shown(many, is_short=False)) == 300
    assert "Gezeigt sind 20 von 300 Maßnahmen mit einem Ende" in plain(timeline_sentence(many, is_short=True))
    assert "Gezeigt sind 300 von 300 Maßnahmen" in plain(timeline_sentence(many, is_short=False))


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (
            [
                *ROWS[1:],
                DONE._replace(end_baseline=dt.date(2020, 1, 1)),
                measure("6.01", end_baseline=dt.date(2020, 1, 1)),
            ],
            "3 von 4 offenen Maßnahmen werden zum gültigen Plan fertig, 1 später. "
            "Bei 1 von 4 offenen Maßnahmen ist der gültige Plan gegenüber dem Ursprungsplan fortgeschrieben. "
            "Gezeigt sind 5 von 5 Maßnahmen mit einem Ende, die offenen mit der größten Verspätung zuerst.",
        ),
        (
            [DONE],
            "Keine Maßnahme ist mehr offen. "
            "Gezeigt ist 1 von 1 Maßnahme mit einem Ende, die offenen mit der größten Verspätung zuerst.",
        ),
        (
            [ROWS[1]],
            "Keine Maßnahme der Auswahl hat ein geplantes Ende: Zurückgestellte und eingestellte haben keines.",
        ),
        ([], "Keine Maßnahme der Auswahl hat ein geplantes Ende: Zurückgestellte und eingestellte haben keines."),
    ],
)
def test_sentence(rows: list[ListedMeasure], sentence: str) -> None:
    assert plain(timeline_sentence(frame(*rows), is_short=True)) == sentence


def test_table_repeats_the_days() -> None:
    table = timeline_table(with_end(frame(*ROWS)))
    assert table.text_rows[0] == (
        "4.01", "E-Akte", "in Umsetzung", "30.06.2022", "30.06.2022", "30.09.2022", "+92",
    )  # fmt: skip


def test_empty_frame_draws_and_lists_nothing() -> None:
    assert timeline(frame(), AS_OF, LIGHT).data == ()
    assert timeline_table(frame()).rows == ()
