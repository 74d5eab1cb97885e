"""Three kinds of bad news, three voices: a refused file, an answer that does not exist, our own bug (anything else)."""


class UserFacingError(Exception):
    """One German sentence for the user that says what to do; shown without a traceback."""


class FileRefused(UserFacingError):
    """A delivered file that cannot be used at all; it stops the whole publication."""


class NothingPublished(UserFacingError):
    """The store holds no snapshot, or not the one that was asked for."""


class NoSuchDate(UserFacingError):
    """The figure's own table has no reporting date at or before the date asked."""
