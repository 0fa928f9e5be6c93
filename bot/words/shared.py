"""What means the same in every language: digits, "ok", the signs of distress, emoji."""

from __future__ import annotations

from bot.words import Words, pairs, phrases

SHARED = Words(
    ok=phrases("1 / ok / okay / ok ok / o k / 👍 / 👌 / ✅ / ✔ / ☑ / 🆗"),
    yes=phrases("1 / ok / okay / 👍 / 👌 / ✅ / ✔ / ☑ / 🆗"),
    no=phrases("👎"),
    bad=phrases("2 / 👎 / ❌ / ✖"),
    distress=phrases("sos / s o s / mayday / 911 / 999 / 112 / 🆘 / 🚑 / 🚨"),
    neither=phrases("1 2"),
    fillers=phrases("""
        x / xx / xxx / xxxx / xo / xoxo / xd / xdd / haha / hahaha / hehe / lol / wellcheck /
        🙂 / 😀 / 😃 / 😄 / 😁 / 😊 / ☺ / 😍 / 🥰 / 😘 / 🤗 / 😉 / 😎 / 😂 / 🤣 / 🌹 / 🌷 / 🌸 / 🌻 / 🌺 / 🌞 / ☀ / ❤ / ♥ / 💕 /
        💖 / 💗 / 💙 / 💚 / 💛 / 🧡 / 💜 / 🖤 / 🤍 / 💞 / 😋 / 💐 / 🎉 / 🙏 / 😌 / 🤩 / 😇 / 🫶 / 💋
    """),
    ack=phrases("1"),
    cannot=phrases("2"),
    # Also what the providers act upon themselves, before we hear of it (Twilio, "default opt-out keywords").
    stop=phrases("stop / stopall / stop all / unsubscribe / cancel / end / quit / revoke / optout / opt out"),
    start=phrases("start / unstop"),
    spelt=pairs("okk = ok / okok = ok / oki = okay / okey = okay / oks = ok / aok = ok"),
)
