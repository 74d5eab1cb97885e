"""Meetings of the committees: only whole lines with a source count, and what is only an example says so."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from analytics.errors import UserFacingError
from analytics.meetings import COLUMNS, Meeting, held, read
from analytics.reference import reference

HEAD = ";".join(COLUMNS)


def written(folder: Path, *lines: str, head: str = HEAD) -> Path:
    path = folder / "sitzungen.csv"
    path.write_text("\n".join((head, *lines, "")), "utf-8")
    return path


def test_a_line_is_a_meeting(tmp_path: Path) -> None:
    (one,) = read(written(tmp_path, "EDV;18.11.2021;Niederschrift"), ("EDV",))
    assert one == Meeting("EDV", dt.date(2021, 11, 18), "Niederschrift") and not one.is_example


def test_no_file_and_a_bare_head_are_no_meetings(tmp_path: Path) -> None:
    assert read(tmp_path / "sitzungen.csv", ("EDV",)) == read(written(tmp_path), ("EDV",)) == ()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("XYZ;18.11.2021;Niederschrift", "„Ausschuss“ kennt „XYZ“ nicht"),
        ("EDV;2021-11-18;Niederschrift", "TT.MM.JJJJ"),
        ("EDV;31.02.2021;Niederschrift", "TT.MM.JJJJ"),
        ("EDV;18.11.2021; ", "jede Sitzung braucht eine Quelle"),
        ("EDV;18.11.2021", "nicht 3 Zellen"),
        ("EDV;18.11.2021;Niederschrift;mehr", "nicht 3 Zellen"),
    ],
)
def test_a_wrong_line_is_one_german_sentence_with_its_number(tmp_path: Path, wrong: str, said: str) -> None:
    with pytest.raises(UserFacingError) as told:
        read(written(tmp_path, "EDV;18.11.2021;Niederschrift", wrong), ("EDV",))
    assert said in str(told.value) and "Zeile 3" in str(told.value) and str(told.value).endswith(".")


def test_a_missing_column_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserFacingError, match="fehlen Spalten"):
        read(written(tmp_path, head="Ausschuss;Quelle"), ("EDV",))


def test_what_was_held_by_a_day_the_last_one_first() -> None:
    days = [dt.date(2021, 3, 4), dt.date(2021, 9, 9), dt.date(2021, 6, 3)]
    meetings = [Meeting("EDV", day, "x") for day in days] + [Meeting("AWL", dt.date(2021, 5, 1), "x")]
    assert [one.day for one in held(meetings, "EDV", dt.date(2021, 6, 3))] == [days[2], days[0]]
    assert held(meetings, "EDV", dt.date(2021, 3, 3)) == ()


def test_what_is_shipped_is_an_example_of_every_committee() -> None:
    meetings = reference().meetings
    assert {meeting.committee for meeting in meetings} == set(reference().committees)
    assert all(meeting.is_example for meeting in meetings)
    assert len(set(meetings)) == len(meetings)
