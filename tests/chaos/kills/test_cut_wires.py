"""Connections to the database that break in the middle of a transaction or as it commits, a slow database, and a Valkey that is
flushed, or goes and comes back empty: nobody is lost, and nothing is said twice that is known to have been said.

No process dies here: each has to find out, and to go on.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from tests.chaos.flows import FLOWS
from tests.chaos.proxy import CUT, FLUSHED, VALKEY_AWAY, Boundary, Strike
from tests.chaos.retold import check, measure, tell, tell_all
from tests.chaos.rig import Rig

pytestmark = pytest.mark.asyncio(loop_scope="package")

SEED = 20_262
LAG = 0.02


TRIES = 5
"""Writes come in batches, which may fall differently from one telling to the next: then the one that was chosen does not come,
and another one is chosen."""


def somewhere(boundaries: Sequence[Boundary], name: str) -> Sequence[Boundary]:
    """Writes of this flow: others for each flow, the same in each run."""
    return random.Random(f"{SEED} {name}").sample(boundaries, min(TRIES, len(boundaries)))


@pytest.mark.parametrize("name", ["said_no", pytest.param("event_by_webhook", marks=pytest.mark.slow)])
async def test_a_wire_is_cut_and_valkey_flushed_and_away(world: Rig, name: str) -> None:
    """All of it in one telling."""
    undisturbed = await measure(world, FLOWS[name])
    places = [at for at in undisturbed.places if at.nth == 1]
    hows = [(False, CUT), (True, CUT), (False, FLUSHED), (False, VALKEY_AWAY)]
    chosen = random.Random(f"{SEED} {name}").sample(places, min(len(places), len(hows)))
    strikes = [Strike(at, after, how) for at, (after, how) in zip(chosen, hows, strict=False)]
    await check(world, await tell(world, FLOWS[name], *strikes), undisturbed)
    assert world.proxy.struck


@pytest.mark.slow
@pytest.mark.parametrize("name", FLOWS)
async def test_every_wire_is_cut(world: Rig, name: str) -> None:
    """At every write of the flow, in the middle of its transaction and as it commits."""
    undisturbed = await measure(world, FLOWS[name])
    await tell_all(
        world, FLOWS[name], undisturbed,
        [Strike(at, after, CUT) for at in undisturbed.boundaries for after in (False, True)],
    )  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("how", [FLUSHED, VALKEY_AWAY])
@pytest.mark.parametrize("name", FLOWS)
async def test_valkey_goes_in_the_middle(world: Rig, name: str, how: str) -> None:
    """At one write of each flow."""
    undisturbed = await measure(world, FLOWS[name])
    for at in somewhere(undisturbed.places, name + how):
        await check(world, await tell(world, FLOWS[name], Strike(at, False, how)), undisturbed)
        if world.proxy.struck:
            return
    raise AssertionError(f"none of {TRIES} writes came again")


@pytest.mark.slow
@pytest.mark.parametrize("name", FLOWS)
async def test_a_slow_database(world: Rig, name: str) -> None:
    """Every message to it takes a while."""
    undisturbed = await measure(world, FLOWS[name])
    world.proxy.lag = LAG
    try:
        await check(world, await tell(world, FLOWS[name]), undisturbed)
    finally:
        world.proxy.lag = 0.0
