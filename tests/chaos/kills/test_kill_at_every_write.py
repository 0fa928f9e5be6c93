"""kill -9 at the database's every write, before and after it: nobody is lost, nothing is said twice that is known to have
been said, and nobody counts as well who did not say so (reliability-security.md §2.3, test K).

Each flow is told once undisturbed, to see what its writes are and what comes of it. Then it is told again for a write
at a time, and the process whose write it is dies there. In the end everything must be as if nothing had happened.
"""

from __future__ import annotations

import random

import pytest

from tests.chaos.flows import FLOWS
from tests.chaos.proxy import Strike
from tests.chaos.retold import check, measure, tell, tell_all
from tests.chaos.rig import Rig

pytestmark = pytest.mark.asyncio(loop_scope="package")

SEED = 20_261
SAMPLE = 2
"""Kills in the one telling of the short run: one before and one after a write."""

ALIKE = (
    "acknowledged_at_once",
    "asked_and_answered_on_telegram",
    "contact_agrees",
    "person_stops",
    "reminded_and_confirmed_late",
)
"""Flows that another one of the short run resembles: of these there is a sample in the long run alone, as of all the rest."""


@pytest.mark.parametrize("name", [pytest.param(name, marks=[pytest.mark.slow] * (name in ALIKE)) for name in FLOWS])
async def test_a_few_kills(world: Rig, name: str) -> None:
    """A sample, other writes for each flow and the same in each run."""
    undisturbed = await measure(world, FLOWS[name])
    chance = random.Random(f"{SEED} {name}")
    ours = undisturbed.places
    kinds = chance.sample(sorted({(at.process, at.tables) for at in ours}), SAMPLE)
    sample = [chance.choice([at for at in ours if (at.process, at.tables) == kind]) for kind in kinds]
    told = await tell(world, FLOWS[name], *(Strike(at, after=n % 2 == 1) for n, at in enumerate(sample)))
    assert world.proxy.struck, f"nobody was killed at {', '.join(map(str, sample))}"
    await check(world, told, undisturbed)


@pytest.mark.slow
@pytest.mark.parametrize("name", FLOWS)
async def test_every_kill(world: Rig, name: str) -> None:
    """Every write of the flow, before and after."""
    undisturbed = await measure(world, FLOWS[name])
    strikes = [Strike(at, after) for at in undisturbed.boundaries for after in (False, True)]
    await tell_all(world, FLOWS[name], undisturbed, strikes)
