"""Three kinds of bad news, three voices: a refused file, an answer that does not exist, our own bug (anything else)."""


class UserFacingError(Exception):
    """One German sentence for the user that says what to do; shown without a traceback."""


class FileRefused(UserFacingError):
    """A delivered file that cannot be used at all; it stops the whole publication."""


class NothingPublished(UserFacingError):
    """The store holds no snapshot, or not the one that was asked for."""


class StoreUnreadable(UserFacingError):
    """What is published is missing a part or damaged. The sentence is for whoever runs the dashboard, the technical
    `reason` for the log alone.
    """

    def __init__(self, sentence: str, reason: object) -> None:
        super().__init__(sentence)
        kind = f"{type(reason).__name__}: " if isinstance(reason, Exception) else ""
        self.reason = kind + str(reason).partition("\n")[0]  # DuckDB adds the statement in further lines


class NoSuchDate(UserFacingError):
    """The figure's own table has no reporting date at or before the date asked."""
