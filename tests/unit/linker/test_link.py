"""Which cluster a claim joins, and as what."""

from datetime import timedelta
from typing import Any

import pytest

from claimwire.models import (
    Aspect,
    ClusterChange,
    Granularity,
    Modality,
    Polarity,
    Quantity,
    Speaker,
    SpeakerType,
    Stance,
    TimeExpression,
)
from services.linker.record import Role
from tests.unit.linker.conftest import MORNING

UNION = Speaker(name="Dock Union", type=SpeakerType.ORGANISATION)
MARINER = Speaker(name="Tolv Marin", type=SpeakerType.PERSON)
NARRATION = Speaker(name=None, type=SpeakerType.OUTLET)


def ferries(text: str, value: float | None = None, **fields: Any) -> tuple[Quantity, ...]:
    return (Quantity(start=0, end=len(text), text=text, value=value, unit=fields.pop("unit", "ferries"), **fields),)


def on(resolved: str, granularity: Granularity = Granularity.DAY) -> tuple[TimeExpression, ...]:
    return (TimeExpression(start=0, end=0, text="then", resolved=resolved, granularity=granularity),)


def test_the_first_claim_opens_a_cluster(newsroom: Any) -> None:
    first = newsroom.carries()

    assert (first.change, first.revision, first.similarity) == (ClusterChange.FIRST_SEEN, 1, None)


def test_a_claim_that_says_the_same_joins_and_another_does_not(newsroom: Any) -> None:
    first = newsroom.carries()
    same = newsroom.carries(outlet="Lindmark Post")
    other = newsroom.carries(outlet="Lindmark Post", topic="the budget")

    assert same.cluster_id == first.cluster_id
    assert same.similarity == pytest.approx(0.97 * 0.97, abs=0.02)
    assert other.cluster_id != first.cluster_id


def test_a_claim_joins_by_its_mean_likeness_not_by_its_nearest_neighbour(newsroom: Any) -> None:
    first = newsroom.carries(likeness=1.0)
    newsroom.carries(outlet="Lindmark Post", likeness=0.80)
    far = newsroom.carries(outlet="Evening Bell", likeness=0.79)

    assert far.cluster_id != first.cluster_id


def test_claims_further_apart_than_the_window_stay_apart(newsroom: Any) -> None:
    first = newsroom.carries()
    late = newsroom.carries(outlet="Lindmark Post", at=newsroom.now + timedelta(days=15))
    archived = newsroom.carries(outlet="Evening Bell", at=newsroom.now - timedelta(days=15))

    assert len({first.cluster_id, late.cluster_id, archived.cluster_id}) == 3


def test_a_cluster_takes_no_claims_after_one_window_so_that_its_counts_stay_exact(newsroom: Any) -> None:
    first = newsroom.carries()
    published = newsroom.now
    newsroom.now += timedelta(days=15)
    late = newsroom.carries(outlet="Lindmark Post", at=published)

    assert late.cluster_id != first.cluster_id


def test_a_denial_joins_what_it_denies_however_it_is_worded(newsroom: Any) -> None:
    first = newsroom.carries()
    denial = newsroom.carries(
        "The union called it a fairy tale.",
        topic="fairy tales",
        stance=Stance.DENIES,
        speakers=[UNION],
        relates_to=(first.record.claim_id,),
    )

    assert (denial.cluster_id, denial.change, denial.role) == (first.cluster_id, ClusterChange.DENIED, Role.DENIAL)


def test_a_denial_told_by_reference_does_not_draw_the_cluster_towards_its_words(newsroom: Any) -> None:
    first = newsroom.carries()
    for number in range(3):
        newsroom.carries(
            f"A fairy tale, {number}.", topic="fairy tales", stance=Stance.DENIES, relates_to=(first.record.claim_id,)
        )

    same = newsroom.carries(outlet="Lindmark Post")

    assert same.cluster_id == first.cluster_id


def test_a_denial_that_was_linked_first_is_joined_by_what_it_denies(newsroom: Any) -> None:
    denial = newsroom.carries("A fairy tale.", topic="tales", stance=Stance.DENIES, relates_to=("clm_late",))
    denied = newsroom.carries(claim_id="clm_late")

    assert (denied.cluster_id, denied.role) == (denial.cluster_id, Role.SUPPORT)
    assert denied.change is ClusterChange.CORROBORATED


def test_no_evidence_is_no_denial(newsroom: Any) -> None:
    first = newsroom.carries()
    unseen = newsroom.carries(
        outlet="Lindmark Post", stance=Stance.NO_EVIDENCE, speakers=[UNION], relates_to=(first.record.claim_id,)
    )

    assert (unseen.cluster_id, unseen.change) == (first.cluster_id, ClusterChange.NO_EVIDENCE)
    assert newsroom.cluster(first).deniers.count == 0


def test_the_opposite_statement_is_a_denial(newsroom: Any) -> None:
    first = newsroom.carries()
    opposite = newsroom.carries(
        "No ferries will be taken out of service.", outlet="Lindmark Post", polarity=Polarity.NEGATED, speakers=[UNION]
    )

    assert (opposite.cluster_id, opposite.change) == (first.cluster_id, ClusterChange.DENIED)


def test_to_deny_the_opposite_is_to_support(newsroom: Any) -> None:
    first = newsroom.carries()
    support = newsroom.carries(
        outlet="Lindmark Post", polarity=Polarity.NEGATED, stance=Stance.DENIES, speakers=[UNION]
    )

    assert (support.cluster_id, support.role) == (first.cluster_id, Role.SUPPORT)


def test_another_number_from_another_source_is_another_claim(newsroom: Any) -> None:
    text = "At least {} ferries in the eastern basin have been found to be unsafe by now."
    first = newsroom.carries(text.format("forty"), quantities=ferries("forty", 40))
    other = newsroom.carries(
        "The dockers counted ninety broken ships.",
        outlet="Lindmark Post",
        speakers=[UNION],
        quantities=ferries("ninety", 90),
    )

    assert other.cluster_id != first.cluster_id


@pytest.mark.parametrize(
    ("outlet", "speakers"),
    [("Lindmark Post", [Speaker(name="Corvel", type=SpeakerType.PERSON)]), ("Sennet Courier", [NARRATION])],
    ids=["the same source", "the same outlet's narration"],
)
def test_a_number_that_its_source_or_outlet_moves_is_a_revision(newsroom: Any, outlet: str, speakers: Any) -> None:
    first = newsroom.carries(quantities=ferries("forty", 40))
    moved = newsroom.carries(
        "She now speaks of fifty.", outlet=outlet, article="art_later", speakers=speakers, quantities=ferries("50", 50)
    )

    assert (moved.cluster_id, moved.change) == (first.cluster_id, ClusterChange.REVISED)
    (revision,) = newsroom.cluster(first).revisions
    assert (revision.previous_claim_id, revision.before, revision.after) == (first.record.claim_id, "forty", "50")


def test_a_number_moved_in_an_otherwise_equal_statement_is_a_revision(newsroom: Any) -> None:
    first = newsroom.carries("The fire killed 12 passengers on the ferry.", quantities=ferries("12", 12, unit="dead"))
    moved = newsroom.carries(
        "The fire killed 19 passengers on the ferry.",
        outlet="Lindmark Post",
        speakers=[UNION],
        quantities=ferries("19", 19, unit="dead"),
    )

    assert (moved.cluster_id, moved.change) == (first.cluster_id, ClusterChange.REVISED)


FIRE = "The fire killed {} passengers on the ferry."


def killed(newsroom: Any, word: str, value: float, outlet: str, speaker: Speaker, **fields: Any) -> Any:
    numbers = ferries(word, value, unit="dead")
    return newsroom.carries(FIRE.format(word), outlet=outlet, speakers=[speaker], quantities=numbers, **fields)


def test_a_number_published_earlier_and_found_later_is_what_was_revised(newsroom: Any) -> None:
    later = killed(newsroom, "nineteen", 19, "Sennet Courier", MARINER)
    earlier = killed(newsroom, "twelve", 12, "Lindmark Post", UNION, at=newsroom.now - timedelta(hours=3))

    (revision,) = newsroom.cluster(later).revisions
    assert earlier.cluster_id == later.cluster_id
    assert (revision.previous_claim_id, revision.claim_id) == (earlier.record.claim_id, later.record.claim_id)
    assert (revision.before, revision.after) == ("twelve", "nineteen")
    assert revision.quantity_after is not None
    assert revision.quantity_after.value == 19


@pytest.mark.parametrize(
    "fields",
    [{"is_dated": False}, {"at": MORNING}],
    ids=["one has no date", "both at the same time"],
)
def test_where_nobody_knows_which_number_came_first_two_outlets_differ_and_none_is_revised(
    newsroom: Any, fields: Any
) -> None:
    first = killed(newsroom, "twelve", 12, "Sennet Courier", MARINER)
    other = killed(newsroom, "nineteen", 19, "Lindmark Post", UNION, **fields)

    assert (other.cluster_id, other.change) == (first.cluster_id, ClusterChange.REPEATED)
    assert newsroom.cluster(first).revisions == ()


def test_an_outlet_that_dates_nothing_revises_itself_in_the_order_in_which_it_was_read(newsroom: Any) -> None:
    killed(newsroom, "twelve", 12, "Sennet Courier", MARINER, is_dated=False)
    moved = killed(newsroom, "nineteen", 19, "Sennet Courier", UNION, is_dated=False, article="art_later")

    assert moved.revises is not None
    assert (moved.revises.before, moved.revises.after) == ("twelve", "nineteen")


def test_a_late_reprint_of_the_old_number_revises_nothing(newsroom: Any) -> None:
    newsroom.carries(quantities=ferries("forty", 40))
    newsroom.carries(article="art_later", quantities=ferries("fifty", 50))
    reprint = newsroom.carries(outlet="Lindmark Post", quantities=ferries("forty", 40))

    assert reprint.revises is None


def test_one_text_does_not_revise_itself(newsroom: Any) -> None:
    east = newsroom.carries("Forty ferries lie in the east.", quantities=ferries("forty", 40))
    west = newsroom.carries("Ninety ferries lie in the west.", quantities=ferries("ninety", 90))

    assert west.cluster_id != east.cluster_id


@pytest.mark.parametrize(
    "quantity",
    [
        ferries("about 38", 38, approximate=True),
        ferries("30 to 60", low=30, high=60),
        ferries("up to 50", high=50),
        ferries("nine million", 9e6, unit="crowns"),
    ],
    ids=["approximate", "a range around it", "an open range", "of another kind"],
)
def test_numbers_that_can_both_be_true_do_not_part_claims(newsroom: Any, quantity: Any) -> None:
    first = newsroom.carries(quantities=ferries("forty", 40, approximate=True))
    other = newsroom.carries(outlet="Lindmark Post", speakers=[UNION], quantities=quantity)

    assert (other.cluster_id, other.revises) == (first.cluster_id, None)


def test_a_date_to_come_that_moves_is_a_revision(newsroom: Any) -> None:
    text = "The new ferry will sail on {}."
    first = newsroom.carries(text.format("9 March"), modality=Modality.PLANNED, times=on("2031-03-09"))
    moved = newsroom.carries(
        text.format("16 March"), outlet="Lindmark Post", modality=Modality.PLANNED, times=on("2031-03-16")
    )

    assert (moved.cluster_id, moved.change) == (first.cluster_id, ClusterChange.REVISED)
    assert moved.revises is not None
    assert (moved.revises.before, moved.revises.after) == ("2031-03-09", "2031-03-16")


def test_a_coarser_date_has_not_moved(newsroom: Any) -> None:
    newsroom.carries(aspect=Aspect.PLANNED, times=on("2031-04-09"))
    coarse = newsroom.carries(outlet="Lindmark Post", aspect=Aspect.PLANNED, times=on("2031-04", Granularity.MONTH))

    assert coarse.revises is None


def test_done_and_planned_are_two_claims(newsroom: Any) -> None:
    planned = newsroom.carries(aspect=Aspect.PLANNED)
    done = newsroom.carries(outlet="Lindmark Post", aspect=Aspect.DONE)
    ongoing = newsroom.carries(outlet="Evening Bell", aspect=Aspect.ONGOING)

    assert done.cluster_id != planned.cluster_id
    assert ongoing.cluster_id in {planned.cluster_id, done.cluster_id}


def test_linking_the_same_claims_again_gives_the_same(newsroom: Any) -> None:
    again = type(newsroom)()
    stories = [("Sennet Courier", "ferries"), ("Lindmark Post", "budget"), ("Evening Bell", "ferries")]

    once = [newsroom.carries(outlet=outlet, topic=topic) for outlet, topic in stories]
    twice = [again.carries(outlet=outlet, topic=topic) for outlet, topic in stories]

    assert once == twice
