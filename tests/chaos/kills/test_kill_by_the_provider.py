"""The worker is killed by whom it speaks to: on its request, before the answer, and after it (reliability-security.md §2.3,
test PK).

What was not taken arrives all the same. What was taken arrives once where the provider can be asked (Twilio), and at most twice
where it cannot (Telegram, and a developer's server, which is told the same id).
"""

from __future__ import annotations

import random

import pytest

from tests.chaos.flows import FLOWS
from tests.chaos.retold import Told, check, measure, tell
from tests.chaos.rig import Rig
from tests.chaos.traps import HEARD, MOMENTS, Trap

pytestmark = pytest.mark.asyncio(loop_scope="package")

SEED = 20_263
FEW = ("said_no", "asked_and_answered_on_telegram", "event_by_webhook")
"""The flows of the short run: one for each kind of receiver."""


async def tell_trapped(world: Rig, name: str, undisturbed: Told, *traps: Trap) -> None:
    """Tell it with these traps, and judge."""
    told = await tell(world, FLOWS[name], traps=traps)
    assert world.traps.sprung, f"nobody was killed: {', '.join(map(str, traps))}"
    asked = all(trap.kind == "text message" or trap.moment == HEARD for trap in traps)
    await check(world, told, undisturbed, doubles=0 if asked else 1)


@pytest.mark.parametrize("name", FEW)
async def test_one_death(world: Rig, name: str) -> None:
    """A death at a request of its own for each kind of receiver."""
    undisturbed = await measure(world, FLOWS[name])
    chance = random.Random(f"{SEED} {name}")
    kind = sorted(undisturbed.sent)[-1]
    trap = Trap(kind, chance.randint(1, undisturbed.sent[kind]), chance.choice(MOMENTS))
    await tell_trapped(world, name, undisturbed, trap)


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", sorted(set(FLOWS) - {"event_by_websocket"})
)  # where the web process speaks, not the worker
async def test_every_death(world: Rig, name: str) -> None:
    """At every request that sends something, at every moment of it."""
    undisturbed = await measure(world, FLOWS[name])
    traps = [
        Trap(kind, nth, moment) for kind, n in undisturbed.sent.items() for nth in range(1, n + 1) for moment in MOMENTS
    ]
    assert traps
    broken = []
    for trap in traps:
        try:
            await tell_trapped(world, name, undisturbed, trap)
        except AssertionError as wrong:
            broken.append(str(wrong))
            print(f"{name}: {wrong}", flush=True)
    print(f"{name}: {len(traps)} deaths", flush=True)
    assert not broken, "\n\n".join(broken)
