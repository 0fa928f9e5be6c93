"""What waits for somebody's answer, said anew in the language they have just chosen."""

from __future__ import annotations

from collections.abc import Sequence

from bot.converse import Turn
from wellcheck import escalations, messages, people
from wellcheck.i18n import T, Text, join
from wellcheck.people import Contact
from wellcheck.probes import circle


async def open_matters(turn: Turn) -> list[Text]:
    """The newest question that is open on any channel of theirs, with its choices; a conversation repeats its own."""
    for question in (await messages.open_questions([turn.person.id], turn.now)).get(turn.person.id, []):
        keys = [key for key, _ in question.options]
        match question.about:
            case ("escalation", id) if keys == [key for key, _ in escalations.OPTIONS]:
                alarm = await escalations.alarm_for(id, turn.person.id)
                return [] if alarm is None else [alarm, _choices(escalations.OPTIONS)]
            case ("escalation", _) if ids := escalations.gathering.named_in(question.options):
                text, options = await escalations.gathering.again(ids, turn.person.id)
                return [text, options[-1][1]]
            case ("contact", id) if keys == [key for key, _ in circle.INVITED]:
                contact = await Contact.get(id=id)
                user = await people.get(contact.user_id)
                name = people.full_name(user.first_name, user.last_name)
                return [circle.invitation_text(contact.first_name, name), _choices(circle.INVITED)]
            case ("probe", _):
                return [T("A question is waiting for your answer: reply 1 if you are okay, or 2 if you need help.")]
    return []


def _choices(options: Sequence[tuple[str, Text]]) -> Text:
    said = tuple(join([f"{number} = ", label], "") for number, (_, label) in enumerate(options, start=1))
    return T("Please reply {choices}.", choices=said)
