"""How an answer would be understood: for those who want to try, or wonder why one was read as it was."""

from __future__ import annotations

from typing import Annotated

from aiohttp import web
from pydantic import BaseModel, Field

from bot.understand import Ack, Kind, explain, understand_ack
from bot.words import languages
from web import body
from wellcheck.errors import NotValid
from wellcheck.i18n import T


class AnswerToRead(BaseModel):
    """What somebody answered, and the language of that person."""

    text: Annotated[str, Field(max_length=10_000, examples=["I'm not so good today"])]
    language: Annotated[str, Field(max_length=16, examples=["en"], description="Whose words are read")] = "en"
    names: Annotated[list[str], Field(max_length=10, description="Names that are passed over")] = []


class Part(BaseModel):
    """Words that belong together, and what they are."""

    words: str
    what: Annotated[str, Field(examples=["ok", "negation", "distress", "filler", "unknown"])]
    language: Annotated[str | None, Field(description="Whose list they stand in; null: every language's, or nobody's")]


class AnswerRead(BaseModel):
    """What an answer to “are you okay?” means, and why. Only `ok` makes a probe good."""

    kind: Kind
    why: str
    words: Annotated[list[str], Field(description="What the meaning rests on")]
    option: Annotated[int | None, Field(description="When the whole text is a number")]
    automatic: Annotated[bool, Field(description="A machine seems to have written it, so it is not answered")]
    tokens: Annotated[list[str], Field(description="The text as it is looked up: folded, corrected; | is a pause")]
    parts: list[Part]
    as_contact: Annotated[Ack, Field(description="What it means from a contact who is asked to look after somebody")]


async def read(request: web.Request) -> web.Response:
    """How an answer is understood

    Nothing is kept of it.
    """
    given = await body.read(request, AnswerToRead)
    if given.language not in languages():
        raise NotValid.of("language", T("Choose one of these: {names}.", names=", ".join(languages())))
    reading = explain(given.text, given.language, given.names)
    return body.answer(
        AnswerRead(
            kind=reading.meaning.kind,
            why=reading.why,
            words=list(reading.meaning.words),
            option=reading.meaning.option,
            automatic=reading.meaning.automatic,
            tokens=list(reading.tokens),
            parts=[
                Part(words=piece.words, what=piece.what.name.lower(), language=piece.language or None)
                for piece in reading.pieces
            ],
            as_contact=understand_ack(given.text, given.language, given.names),
        )
    )
