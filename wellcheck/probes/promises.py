"""What comes of an invitation and of a consent by itself: a reminder, a question twice a year, and word to the user."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from wellcheck import db, due, messages, people, timeline
from wellcheck.i18n import T, Text
from wellcheck.messages import Telling
from wellcheck.people import Contact, Person
from wellcheck.probes.circle import INVITED

STILL = (("yes", T("Yes")), ("no", T("No")))
"""What a contact answers who is asked whether they still agree. A "no" is leaving (`circle.consent`)."""


def reminder_text(contact: str, user: str) -> Text:
    """The invitation once more."""
    return T("Hello {contact}, we asked you before: may Wellcheck tell you if {user} does not answer or asks for help? We "
             "write to you only then.", contact=contact, user=user)  # fmt: skip


def confirmation_text(contact: str, user: str) -> Text:
    """Whether a contact who agreed still does."""
    return T("Hello {contact}, Wellcheck here. Do you still want to be told about {user}?", contact=contact, user=user)


def _silent(name: str) -> Text:
    return T("{name} has not answered our invitation. Please speak to them, or add somebody else: reply “contacts”.",
             name=name)  # fmt: skip


def _unsure(name: str) -> Text:
    return T("We asked {name} whether they still want to be told about you, and got no answer. We go on telling them. Please "
             "speak to them.", name=name)  # fmt: skip


async def _handle(rows: Sequence[due.Row], now: datetime) -> None:
    contacts = {contact.id: contact for contact in await Contact.filter(id__in=[row["id"] for row in rows])}
    users = {user.id: user for user in await Person.filter(id__in={row["user_id"] for row in rows})}
    tellings: list[Telling] = []
    entries: list[timeline.Entry] = []
    steps: list[tuple[UUID, str | None, datetime | None]] = []
    for row in rows:
        contact, user = contacts[row["id"]], users[row["user_id"]]
        todo = people.rules.on_contact_due(row["step"], row["consent"])
        steps.append((contact.id, todo.step, now + todo.after if todo.after else None))
        if todo.say is None:
            continue
        name, whose = contact.first_name, people.full_name(user.first_name, user.last_name)
        about = ("contact", contact.id)
        match todo.say:
            case "invite":
                tellings.append(Telling(contact.person_id, reminder_text(name, whose), "invitation", about, INVITED))
            case "confirm":
                tellings.append(Telling(contact.person_id, confirmation_text(name, whose), "invitation", about, STILL))
            case "silent":
                tellings.append(Telling(user.id, _silent(name), "notice"))
            case "unsure":
                tellings.append(Telling(user.id, _unsure(name), "notice"))
        entries.append(timeline.Entry(now, ("person", user.id), f"contact_{todo.say}", user.id))
    await db.run(
        "UPDATE contacts c SET step = s.step, due_at = s.due_at, failures = 0"
        " FROM unnest($1::uuid[], $2::text[], $3::timestamptz[]) AS s(id, step, due_at) WHERE c.id = s.id",
        *db.columns(steps, 3),
    )
    await messages.tell_many(tellings, now)
    await timeline.note(entries)


ROOM = due.Room(
    table="contacts", open="due_at IS NOT NULL", columns="id, user_id, person_id, step, consent, due_at", handle=_handle
)


async def run_due(now: datetime) -> int:
    """Do what has come due for contacts. Returns how many were looked at."""
    return await due.run(ROOM, now, now)
