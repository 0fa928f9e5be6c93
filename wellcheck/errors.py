"""What can go wrong, in sentences somebody will read.

WellcheckError            a sentence for the person, in their language, with a way on
├── NotFound              404  there is no such thing, or it is not yours
├── NotAllowed            403  you may not do this
├── NotSignedIn           401  who are you?
├── NotPossible           409  not in this state; says what to do first
│   └── Outdated          412  what the caller looked at has changed since
├── NotValid              400  a named field is wrong, and what would be right
├── TooMany               429  slow down; says when to come back
└── NotUnderstood              a reply could not be read; the hint says what can be said
Anything else is a bug: logged with ids, shown as "something went wrong on our side".
"""

from __future__ import annotations

from wellcheck.i18n import T, Text


class WellcheckError(Exception):
    """Base of all errors that are meant to be read. `text` is a sentence for a person."""

    status = 400

    def __init__(self, text: Text) -> None:
        super().__init__(text.id)
        self.text = text


class NotFound(WellcheckError):
    """There is no such thing, or it belongs to somebody else: both look alike (no probing for ids)."""

    status = 404

    def __init__(self, text: Text | None = None) -> None:
        super().__init__(text or T("There is nothing here under that name."))


class NotAllowed(WellcheckError):
    """The caller is known, but may not do this."""

    status = 403


class NotSignedIn(WellcheckError):
    """No token, or one that does not count any more."""

    status = 401


class NotPossible(WellcheckError):
    """Right in itself, but not now: the state forbids it. The text says what to do first."""

    status = 409


class Outdated(NotPossible):
    """What the caller looked at before has changed meanwhile (`If-Match`)."""

    status = 412

    def __init__(self) -> None:
        super().__init__(T("Somebody changed the same thing at the same moment. Please look again and retry."))


class NotValid(WellcheckError):
    """One or more fields are wrong: `fields` maps the field's name to sentences that say what would be right."""

    status = 400

    def __init__(self, fields: dict[str, list[Text]], text: Text | None = None) -> None:
        super().__init__(text or T("Some fields are not right."))
        self.fields = fields

    @classmethod
    def of(cls, field: str, text: Text) -> NotValid:
        """One field, one sentence."""
        return cls({field: [text]}, text)


class TooMany(WellcheckError):
    """A limit was reached; `retry_after` is in seconds."""

    status = 429

    def __init__(self, text: Text, retry_after: int) -> None:
        super().__init__(text)
        self.retry_after = retry_after


class NotUnderstood(WellcheckError):
    """A reply could not be read. The hint is said to the person, and the question stays open."""
