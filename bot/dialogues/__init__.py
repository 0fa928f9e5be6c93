"""Every conversation we can have. A new one: copy a file here, and add its line."""

from __future__ import annotations

from bot.converse import Dialogue
from bot.dialogues import (
    add_contact,
    calls,
    contacts,
    days_off,
    discreet,
    language,
    link,
    patience,
    pause,
    phone_menu,
    plans,
    reach,
    rename,
    schedule,
    secret_word,
    settings,
    sign_up,
    switch_on,
    verify_phone,
    walk,
    zone,
)

DIALOGUES: dict[str, Dialogue] = {
    "sign_up": Dialogue(sign_up.script, sign_up.finish),
    "join_too": Dialogue(sign_up.join_too, sign_up.finish_join_too),
    "about_you": Dialogue(sign_up.about_you, sign_up.finish_about_you),
    "verify_phone": Dialogue(verify_phone.script, verify_phone.finish),
    "add_contact": Dialogue(add_contact.script, add_contact.finish),
    "schedule": Dialogue(schedule.script, schedule.finish),
    "switch_on": Dialogue(switch_on.script, switch_on.finish),
    "patience": Dialogue(patience.script, patience.finish),
    "pause": Dialogue(pause.script, pause.finish),
    "reach": Dialogue(reach.script, reach.finish),
    "secret": Dialogue(secret_word.script, secret_word.finish),
    "discreet": Dialogue(discreet.script, discreet.finish),
    "contacts": Dialogue(contacts.script, contacts.finish),
    "settings": Dialogue(settings.script, settings.finish),
    "language": Dialogue(language.script, language.finish),
    "rename": Dialogue(rename.script, rename.finish),
    "zone": Dialogue(zone.script, zone.finish),
    "link": Dialogue(link.script, link.finish),
    "calls": Dialogue(calls.script, calls.finish),
    "phone_menu": Dialogue(phone_menu.script, phone_menu.finish),
    "plans": Dialogue(plans.script, plans.finish),
    "days_off": Dialogue(days_off.script, days_off.finish),
    "walk": Dialogue(walk.script, walk.finish),
}
