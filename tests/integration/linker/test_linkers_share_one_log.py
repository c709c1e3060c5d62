"""Any number of linkers, one state: against a real Redis."""

import asyncio
import itertools
from typing import Any

import pytest
from redis.asyncio import Redis

from claimwire.errors import Outage
from claimwire.models import ClusterChange, Stance
from services.linker.cluster_log import LOG_KEY
from services.linker.settings import LinkerSettings
from services.linker.worker import open_worker

FERRIES = "Forty ferries will be taken out of service before the winter."
WIRE = (
    "The harbour ministry of Lindmark said on Tuesday that forty ferries would be taken out of service before the "
    "winter because their hulls had failed an inspection. Minister Ada Corvel told reporters in Port Sennet that "
    "the repairs would cost at least nine million crowns and that no passenger had been in danger."
)
STATEMENTS = (FERRIES, "The senate passed a budget without new debt.", "The vineyards of Orlo were hit by hail.")


async def test_a_wire_story_told_denied_and_doubted_across_two_linkers(open_linker: Any, extracted: Any) -> None:
    one, two = await open_linker(), await open_linker()
    original = extracted(FERRIES, "Sennet Courier", body=WIRE)
    (first,) = await one(original)
    (reprint,) = await two(extracted(FERRIES, "Lindmark Post", body=f"PORT SENNET. {WIRE}"))
    spoken_of = {"relates_to": (original.claim.claim_id,), "speaker": "Bruno Tarn"}
    (denial,) = await one(extracted("That is false.", "Evening Bell", stance=Stance.DENIES, **spoken_of))
    (unseen,) = await two(extracted("Nothing seen.", "Orlo Times", stance=Stance.NO_EVIDENCE, **spoken_of))

    changes = [each.change for each in (first, reprint, denial, unseen)]
    assert changes == [
        ClusterChange.FIRST_SEEN,
        ClusterChange.REPEATED,
        ClusterChange.DENIED,
        ClusterChange.NO_EVIDENCE,
    ]
    cluster = unseen.cluster
    assert (cluster.claims.count, cluster.outlets.count) == (4, 4)
    assert (cluster.independent_texts.count, cluster.origins.count) == (1, 1)
    assert (cluster.deniers.count, cluster.no_evidence.count) == (1, 1)


async def test_linkers_that_race_lose_no_claim_and_open_no_second_cluster(open_linker: Any, extracted: Any) -> None:
    linkers = [await open_linker() for _ in range(3)]
    claims = [
        extracted(text, f"Outlet {number}", body=f"{text} {number}")
        for number, text in itertools.product(range(10), STATEMENTS)
    ]

    told = await asyncio.gather(*(linker(claim) for claim in claims for linker in linkers))

    by_claim: dict[str, set[str]] = {}
    for (event,) in told:
        by_claim.setdefault(event.claim_id, set()).add(event.model_dump_json())
    assert [len(versions) for versions in by_claim.values()] == [1] * len(claims)
    latest: dict[str, Any] = {}
    for (event,) in told:
        known = latest.setdefault(event.cluster.cluster_id, event.cluster)
        latest[event.cluster.cluster_id] = max(known, event.cluster, key=lambda cluster: cluster.revision)
    assert [cluster.claims.count for cluster in latest.values()] == [10, 10, 10]
    assert [cluster.outlets.count for cluster in latest.values()] == [10, 10, 10]


async def test_every_revision_of_a_cluster_is_told_once(open_linker: Any, extracted: Any) -> None:
    linkers = [await open_linker(), await open_linker()]

    told = await asyncio.gather(*(linkers[number % 2](extracted(FERRIES, f"Outlet {number}")) for number in range(12)))

    assert sorted(event.cluster.revision for (event,) in told) == list(range(1, 13))


async def test_a_repeat_after_a_restart_tells_the_identical_event(open_linker: Any, extracted: Any) -> None:
    before = await open_linker()
    claims = [extracted(text, "Sennet Courier", number=number) for number, text in enumerate(STATEMENTS)]
    claims.append(extracted(FERRIES, "Lindmark Post"))
    told = [await before(claim) for claim in claims]

    restarted = await open_linker()

    assert [await restarted(claim) for claim in claims] == told


async def test_a_restarted_linker_goes_on_where_the_others_are(open_linker: Any, extracted: Any) -> None:
    before = await open_linker()
    (first,) = await before(extracted(FERRIES, "Sennet Courier"))

    (second,) = await (await open_linker())(extracted(FERRIES, "Lindmark Post"))

    assert (second.cluster.cluster_id, second.cluster.revision) == (first.cluster.cluster_id, 2)


async def test_a_linker_notices_that_redis_lost_its_log(redis: Redis, open_linker: Any, extracted: Any) -> None:
    linker = await open_linker()
    for number in range(3):
        await linker(extracted(FERRIES, f"Outlet {number}"))

    await redis.delete(LOG_KEY)
    (anew,) = await linker(extracted(FERRIES, "Lindmark Post"))

    assert (anew.change, anew.cluster.claims.count) == (ClusterChange.FIRST_SEEN, 1)


async def test_a_linker_notices_that_redis_lost_the_last_second(redis: Redis, open_linker: Any, extracted: Any) -> None:
    one, two = await open_linker(), await open_linker()
    await one(extracted(FERRIES, "Sennet Courier"))
    await two(extracted(FERRIES, "Evening Bell"))
    kept = await redis.dump(LOG_KEY)
    await one(extracted(FERRIES, "Lindmark Post"))
    await redis.restore(LOG_KEY, 0, kept, replace=True)
    await two(extracted(FERRIES, "Orlo Times"))

    (after,) = await one(extracted(FERRIES, "Harbour Gazette"))

    assert [each.name for each in after.cluster.outlets.members] == [
        "Sennet Courier",
        "Evening Bell",
        "Orlo Times",
        "Harbour Gazette",
    ]


async def test_a_log_that_was_trimmed_away_whole_is_appended_to(redis: Redis, open_linker: Any, extracted: Any) -> None:
    linker = await open_linker()
    await linker(extracted(FERRIES, "Sennet Courier"))
    await redis.xtrim(LOG_KEY, maxlen=0, approximate=False)

    (first,) = await (await open_linker())(extracted(FERRIES, "Lindmark Post"))

    assert first.change is ClusterChange.FIRST_SEEN


async def test_a_full_redis_is_drained_of_claims(redis: Redis, open_linker: Any, extracted: Any) -> None:
    linker = await open_linker()
    await redis.config_set("maxmemory", "1")

    try:
        (first,) = await linker(extracted(FERRIES, "Sennet Courier"))
        (second,) = await linker(extracted(FERRIES, "Lindmark Post"))
    finally:
        await redis.config_set("maxmemory", "0")

    assert (second.cluster.cluster_id, second.cluster.revision) == (first.cluster.cluster_id, 2)


async def test_a_redis_that_is_gone_is_an_outage_that_says_so(extracted: Any) -> None:
    async with (
        Redis.from_url("redis://127.0.0.1:1/0") as nowhere,
        open_worker(LinkerSettings(), nowhere) as worker,
    ):
        with pytest.raises(Outage, match="cannot be reached"):
            await worker.stages[0].handler(extracted(FERRIES, "Sennet Courier"))
