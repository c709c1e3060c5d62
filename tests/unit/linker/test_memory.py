"""What is remembered, and what is forgotten together."""

from datetime import timedelta
from typing import Any

from services.linker.memory import Memory


def test_similarity_is_the_mean_over_a_cluster_s_claims_most_similar_first(newsroom: Any) -> None:
    first = newsroom.carries(likeness=1.0)
    newsroom.carries(outlet="Lindmark Post", likeness=0.9)
    other = newsroom.carries(topic="the budget")
    towards_ferries = newsroom.memory._vectors[0]

    ranked = newsroom.memory.similar(towards_ferries, newsroom.now, timedelta(days=1), at_least=-1.0)

    assert [cluster.cluster_id for cluster, _ in ranked] == [first.cluster_id, other.cluster_id]
    assert round(ranked[0][1], 3) == 0.95


def test_memory_grows_past_its_first_rows(newsroom: Any) -> None:
    memory = Memory()
    linked = newsroom.carries()
    vector = newsroom.memory._vectors[0]
    for number in range(2500):
        record = linked.record.model_copy(update={"claim_id": f"clm_{number}"})
        memory.add(linked.model_copy(update={"record": record}), vector, None, newsroom.now)

    assert len(memory) == 2500
    assert memory.find("clm_2499") is not None
    assert round(memory.similar(vector, newsroom.now, timedelta(days=1), at_least=0.5)[0][1], 3) == 1.0


def test_old_claims_are_forgotten_and_the_rest_keeps_its_place(newsroom: Any) -> None:
    old = newsroom.carries(topic="the budget")
    newsroom.now += timedelta(days=10)
    kept = newsroom.carries()

    memory = newsroom.memory.since(newsroom.now - timedelta(days=1))

    assert memory.find(old.record.claim_id) is None
    assert memory.find(kept.record.claim_id) == kept
    assert len(memory.similar(newsroom.memory._vectors[1], newsroom.now, timedelta(days=30), at_least=-1.0)) == 1


def test_a_cluster_whose_first_claim_is_forgotten_takes_no_more_claims(newsroom: Any) -> None:
    first = newsroom.carries()
    newsroom.now += timedelta(days=2)
    newsroom.carries(outlet="Lindmark Post")
    newsroom.memory = newsroom.memory.since(newsroom.now - timedelta(days=1))

    late = newsroom.carries(outlet="Evening Bell")

    assert not newsroom.memory.cluster(first.cluster_id).is_whole
    assert late.cluster_id != first.cluster_id


def test_nothing_is_rebuilt_for_a_single_old_claim_among_many(newsroom: Any) -> None:
    newsroom.carries()
    newsroom.now += timedelta(days=2)
    for number in range(20):
        newsroom.carries(outlet=f"Outlet {number}")

    assert newsroom.memory.since(newsroom.now - timedelta(days=1)) is newsroom.memory
