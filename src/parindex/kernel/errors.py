"""The tree of errors that people meet: each carries a sentence in Vietnamese that says what to do."""

from __future__ import annotations


class PersonError(Exception):
    """Base of every anticipated error; ``str()`` is shown to the person as it is."""


class Correctable(PersonError):
    """The person can put it right, or must at least read why, where they typed and with what they typed."""


class Refused(Correctable):
    """The action is not allowed now (a state, a deadline or a rule stands against it)."""


class Denied(PersonError):
    """This person may not do this at all; screens answer 404 so that nothing is revealed."""


class FileRefused(Correctable):
    """The upload cannot be accepted; the message says why and what to send instead."""


class Stale(Correctable):
    """Somebody else saved the same thing in between; carries what they wrote.

    ``theirs`` maps field names to the stored values, ``by`` and ``at`` say who and when.
    """

    def __init__(
        self, message: str, *, by: str, at: str, version: int, theirs: dict[str, str]
    ) -> None:
        super().__init__(message)
        self.by = by
        self.at = at
        self.version = version
        self.theirs = theirs
