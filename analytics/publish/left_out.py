"""Why rows of a file are left out: the reasons that its source profile gives."""

from __future__ import annotations

from analytics.findings import CheckedFile
from analytics.intake.profiles import Profile, profiles

EMPTY_CELLS = "leere Zellen"


def reasons(file: CheckedFile) -> tuple[str, ...]:
    """What the profile says about rows that are not counted, each reason once; nothing where none is left out."""
    profile = next((one for one in profiles() if one.title == file.profile), None)
    return tuple(dict.fromkeys(_reasons(profile))) if profile and file.books.left_out else ()


def _reasons(profile: Profile) -> list[str]:
    found = [rule.reason for rule in profile.leave_out]
    return [*found, EMPTY_CELLS] if profile.unpivot and not profile.unpivot.keep_empty else found
