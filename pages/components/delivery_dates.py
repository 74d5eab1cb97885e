"""Which Stichtag the next delivery is likely to have."""

from __future__ import annotations

import datetime as dt

from analytics.store import Store


def default_day(store: Store, today: dt.date) -> dt.date:
    """The half-year end after the latest delivery, as soon as it has come; else the latest delivery itself."""
    ends = [dt.date(year, *end) for year in range(2000, today.year + 1) for end in ((6, 30), (12, 31))]
    past = [end for end in ends if end <= today]
    current = store.current()
    latest = max((part.delivery for part in current.parts), default=None) if current else None
    if latest is None:
        return past[-1]
    return next((end for end in past if end > latest), latest)
