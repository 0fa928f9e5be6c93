"""What people say on their way home, per language; every language is understood from everybody. Written as `fold` writes."""

from __future__ import annotations

from collections.abc import Mapping

from bot.words import Phrases, phrases

ARRIVED: Mapping[str, Phrases] = {
    "en": phrases("""
        home / i'm home / im home / i am home / home now / i'm home now / im home now / i am home now / home safe /
        i'm home safe / im home safe / i am home safe / safe home / home safely / home and safe / i'm home and safe /
        home safe and sound / i'm home safe and sound / got home / i got home / got home safe / i got home safe /
        i've arrived / ive arrived / arrived / i arrived / i have arrived / arrived home / arrived safely /
        arrived safe / i'm back home / im back home / i am back home / back home / made it home / i made it home /
        i'm there / i have arrived home / reached home / i reached home / i'm home and okay / i'm home and ok /
        i am home and okay / home and okay / home and ok
    """),
    "es": phrases("""
        en casa / estoy en casa / ya estoy en casa / ya en casa / he llegado / ya he llegado / llegue / ya llegue /
        llegue a casa / ya llegue a casa / he llegado a casa / ya he llegado a casa / llegue bien / he llegado bien /
        ya llegue bien / estoy en casa y bien / en casa y bien / estoy bien en casa
    """),
}
"""The whole message, but for thanks: they are where they wanted to be. Nothing that doubts, negates or adds to it."""

THANKS: Mapping[str, Phrases] = {
    "en": phrases("thanks / thank you / thanks a lot / thank you very much"),
    "es": phrases("gracias / muchas gracias"),
}

MORE: Mapping[str, Phrases] = {
    "en": phrases("more / another / extra / longer / i need / give me / please"),
    "es": phrases("mas / otros / otras / necesito / dame / deme / por favor"),
}
"""Said around a length of time, they ask for as much more."""
