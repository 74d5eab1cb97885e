"""What an engine keeps is bounded, and nobody can push it to keep nothing."""

from __future__ import annotations

import pyarrow as pa

from analytics.kept_answers import COST_OF_ONE, MOST_ROWS, KeptAnswers

ANSWER = pa.table({"n": list(range(10))})
SIZE = ANSWER.nbytes + COST_OF_ONE


def test_the_answer_asked_longest_ago_makes_room() -> None:
    kept = KeptAnswers(most_bytes=3 * SIZE)
    for question in "abc":
        kept.keep(question, ANSWER)
    assert kept.get("a") is ANSWER  # and is the youngest now
    kept.keep("d", ANSWER)
    assert [question for question in "abcd" if kept.get(question) is not None] == ["a", "c", "d"]


def test_a_flood_of_questions_leaves_room_for_the_next() -> None:
    kept = KeptAnswers(most_bytes=3 * SIZE)
    for number in range(1_000):
        kept.keep(number, ANSWER)
        kept.keep(number, ANSWER)
    assert len(kept) == 3
    assert kept.get(999) is ANSWER


def test_large_answers_are_not_kept() -> None:
    kept = KeptAnswers()
    kept.keep("large", pa.table({"n": list(range(MOST_ROWS + 1))}))
    assert kept.get("large") is None
    kept.keep("small", ANSWER)
    kept.clear()
    assert len(kept) == 0
