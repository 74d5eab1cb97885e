"""Why a statement of the console has no answer; each is one German sentence that says what to do."""

from __future__ import annotations

from analytics.errors import UserFacingError


class ConsoleError(UserFacingError):
    """A statement without an answer."""


class StatementRefused(ConsoleError):
    """Not one reading statement over the relations of the dictionary."""


class StatementFailed(ConsoleError):
    """A statement that DuckDB cannot run; its own message stands behind the sentence."""


class StatementBounded(ConsoleError):
    """Stopped at a limit of time, memory or size."""


class ConsoleBusy(ConsoleError):
    """Other statements have all the turns."""


KINDS = {kind.__name__: kind for kind in (StatementRefused, StatementFailed, StatementBounded, ConsoleError)}
"""What the child names when it tells why."""
