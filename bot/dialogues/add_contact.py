"""Add the person we tell when somebody does not answer."""

from __future__ import annotations

from dataclasses import dataclass

from bot import here, links
from bot.converse import Next, Turn
from bot.dialogue import Facts, Option, Script
from bot.dialogues import language, parts, verify_phone
from bot.standing import check_in_of
from wellcheck import people
from wellcheck.i18n import T
from wellcheck.probes import ProbeSettings, circle


@dataclass(frozen=True, slots=True)
class NewContact:
    """`phone` is E.164, or an e-mail address. `language` None: that of whoever names them."""

    name: str
    phone: str
    language: str | None

    @property
    def by_mail(self) -> bool:
        """Whether they are reached by e-mail."""
        return "@" in self.phone


def script(facts: Facts) -> Script:
    later = (Option("later", T("Later")),) if facts.get("setup") else ()
    name = yield from parts.ask_name(
        T("Who should we tell when you do not answer? Please write the first name."),
        others=later,
    )
    if name == "later":
        return None
    spoken = parts.on_the_phone(facts)
    or_mail = here.here.mail and not spoken  # nobody can spell an address to a machine
    if or_mail:
        question = T("What is the mobile number of {name}, with its country code, or their e-mail address? We ask {name} "
                     "first whether they agree.", name=name)  # fmt: skip
    else:
        question = T("What is the mobile number of {name}, with its country code? We ask {name} first whether they agree.",
                     name=name)  # fmt: skip
    phone = yield from parts.ask_phone_of(
        parts.understood(name, facts, question), facts.get("phone"), spoken=spoken, or_mail=or_mail
    )
    if "@" in phone:
        return NewContact(name, phone, None)  # an address says nothing about languages
    likely = people.likely_language(phone, facts["language"])
    if likely == facts["language"]:
        return NewContact(name, phone, likely)
    # Asked only where number and user speak differently: mostly it goes without saying.
    question = T("Which language does {name} speak?", name=name)
    return NewContact(
        name, phone, (yield from language.ask(question, {**facts, "language": likely}, facts["language"]))
    )


async def finish(turn: Turn, new: object, facts: Facts) -> Next:
    if new is None:
        return Next(then="schedule", facts={"setup": True})
    assert isinstance(new, NewContact)
    if new.by_mail:
        channel, named = "email", circle.NewContact(new.name, None, email=new.phone)
    else:
        channel = verify_phone.channel_of(new.phone)
        named = circle.NewContact(new.name, new.phone, channel=channel, language=new.language)
    contact = await circle.add_contact(turn.person, named, turn.now)
    # Nobody can write down a link that is said to them.
    link = await links.invitation_link(contact, turn.now) if turn.channel != "voice" else None
    if channel == "email":
        texts = [T("We have asked {name} by e-mail whether they agree, and tell you what they say.", name=new.name)]
    elif channel == "voice":
        texts = [T("We call {name} to ask whether they agree, and tell you what they say.", name=new.name)]
    elif here.here.texts:
        texts = [
            T("We have asked {name} by text message whether they agree, and tell you what they say.", name=new.name)
        ]
        if link is not None:
            texts.append(T("If {name} uses Telegram, you can also forward this link: {link}", name=new.name, link=link))
    elif link is not None:
        texts = [T("Please forward this link to {name}. We can tell {name} only after they opened it in Telegram: {link}",
                   name=new.name, link=link)]  # fmt: skip
    else:
        texts = [T("We cannot send text messages here yet, so we cannot tell {name} anything.", name=new.name)]
    if facts.get("setup") or await check_in_of(turn.person.id) is None:
        return Next(texts, "schedule", {"setup": True})
    settings = await ProbeSettings.get_or_none(person_id=turn.person.id)
    if settings is not None and not settings.active:
        return Next(texts, "switch_on")
    return Next(texts)
