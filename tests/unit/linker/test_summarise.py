"""Who stands behind a cluster: outlets, texts, origins and deniers are counted apart."""

from typing import Any

from claimwire.models import ClusterChange, Speaker, SpeakerType, Stance
from services.linker import summarise as module

WIRE = (
    "The harbour ministry of Lindmark said on Tuesday that forty ferries would be taken out of service before the "
    "winter because their hulls had failed an inspection. Minister Ada Corvel told reporters in Port Sennet that "
    "the repairs would cost at least nine million crowns and that no passenger had been in danger."
)
OWN_REPORT = (
    "Ferry passengers in Port Sennet face a difficult winter. Ada Corvel, who runs the harbour, confirmed that 40 "
    "ships must go to the yards after engineers found cracks. She put the bill at nine million or more."
)
UNION = Speaker(name="Dock Union", type=SpeakerType.ORGANISATION)
OFFICIAL = Speaker(name=None, mention="a harbour official", type=SpeakerType.OFFICIAL_ANONYMOUS)
NARRATION = Speaker(name=None, type=SpeakerType.OUTLET)


def counts(cluster: Any) -> tuple[int, int, int, int]:
    return cluster.claims.count, cluster.outlets.count, cluster.independent_texts.count, cluster.origins.count


def test_a_wire_story_in_two_outlets_is_one_independent_text(newsroom: Any) -> None:
    first = newsroom.carries(body=WIRE)
    reprint = newsroom.carries(outlet="Lindmark Post", body=f"PORT SENNET. {WIRE} Our readers are angry.")

    assert reprint.change is ClusterChange.REPEATED
    assert counts(newsroom.cluster(first)) == (2, 2, 1, 1)


def test_a_reprint_of_a_reprint_is_still_one_text(newsroom: Any) -> None:
    half = len(WIRE) // 2
    first = newsroom.carries(body=WIRE[:half])
    newsroom.carries(outlet="Lindmark Post", body=WIRE[half:])
    assert newsroom.cluster(first).independent_texts.count == 2

    newsroom.carries(outlet="Evening Bell", body=WIRE)

    assert newsroom.cluster(first).independent_texts.count == 1


def test_outlets_that_credit_one_agency_have_one_text(newsroom: Any) -> None:
    first = newsroom.carries(body=WIRE, agency="LNA")
    newsroom.carries(outlet="Lindmark Post", body=OWN_REPORT, agency="LNA")

    cluster = newsroom.cluster(first)
    assert cluster.outlets.count == 2
    assert [text.name for text in cluster.independent_texts.members] == ["LNA"]


def test_an_independent_report_of_one_speaker_is_a_second_text_but_no_second_origin(newsroom: Any) -> None:
    first = newsroom.carries(body=WIRE)
    report = newsroom.carries(outlet="Lindmark Post", body=OWN_REPORT)

    assert report.change is ClusterChange.CORROBORATED
    assert counts(newsroom.cluster(first)) == (2, 2, 2, 1)


def test_a_second_source_is_a_second_origin_even_in_the_same_text(newsroom: Any) -> None:
    first = newsroom.carries(body=WIRE)
    second = newsroom.carries(body=WIRE, speakers=[UNION])

    assert second.change is ClusterChange.CORROBORATED
    assert counts(newsroom.cluster(first)) == (2, 1, 1, 2)


def test_spellings_of_one_name_are_one_origin_under_the_fullest(newsroom: Any) -> None:
    names = ["Danylskyy", "Olexander Danylsky", "Oleksandr Danylskiy"]
    for number, name in enumerate(names):
        last = newsroom.carries(outlet=f"Outlet {number}", speakers=[Speaker(name=name, type=SpeakerType.PERSON)])

    origins = newsroom.cluster(last).origins
    assert [origin.name for origin in origins.members] == ["Olexander Danylsky"]
    assert len(origins.members[0].claim_ids) == 3


def test_anonymous_officials_in_one_wire_text_are_one_origin_and_in_two_texts_two(newsroom: Any) -> None:
    first = newsroom.carries(body=WIRE, speakers=[OFFICIAL])
    newsroom.carries(outlet="Lindmark Post", body=WIRE, speakers=[OFFICIAL])
    assert newsroom.cluster(first).origins.count == 1

    newsroom.carries(outlet="Evening Bell", body=OWN_REPORT, speakers=[OFFICIAL])

    assert newsroom.cluster(first).origins.count == 2


def test_a_headline_knows_no_more_than_the_quotation_below_it(newsroom: Any) -> None:
    first = newsroom.carries(speakers=[NARRATION])
    assert [origin.name for origin in newsroom.cluster(first).origins.members] == ["Sennet Courier"]

    newsroom.carries("The minister says so.", speakers=[Speaker(name="Ada Corvel", type=SpeakerType.PERSON)])

    assert [origin.name for origin in newsroom.cluster(first).origins.members] == ["Ada Corvel"]


def test_denials_and_no_evidence_never_support(newsroom: Any) -> None:
    first = newsroom.carries(body=WIRE)
    speaks = {"relates_to": (first.record.claim_id,), "speakers": [UNION], "body": OWN_REPORT}
    newsroom.carries(outlet="Lindmark Post", stance=Stance.DENIES, **speaks)
    newsroom.carries(outlet="Lindmark Post", stance=Stance.NO_EVIDENCE, **speaks)
    newsroom.carries(outlet="Lindmark Post", stance=Stance.DOUBTS, **speaks)

    cluster = newsroom.cluster(first)
    assert counts(cluster) == (4, 2, 1, 1)
    assert [denier.name for denier in cluster.deniers.members] == ["Dock Union"]
    assert [doubter.name for doubter in cluster.no_evidence.members] == ["Dock Union"]
    assert cluster.text == first.record.text


def test_those_who_deny_together_are_deniers_each(newsroom: Any) -> None:
    first = newsroom.carries()
    yards = Speaker(name="the Sennet Yards", type=SpeakerType.ORGANISATION)
    newsroom.carries(
        outlet="Lindmark Post", stance=Stance.DENIES, speakers=[UNION, yards], relates_to=(first.record.claim_id,)
    )

    assert newsroom.cluster(first).deniers.count == 2


def test_an_edited_article_counts_its_outlet_and_its_text_once(newsroom: Any) -> None:
    first = newsroom.carries(article="art_1", version="ver_1", body=WIRE)
    edited = newsroom.carries(article="art_1", version="ver_2", body=OWN_REPORT)

    assert edited.change is ClusterChange.REPEATED
    assert counts(newsroom.cluster(first)) == (2, 1, 1, 1)


def test_a_second_story_of_the_same_outlet_does_not_corroborate_its_first(newsroom: Any) -> None:
    first = newsroom.carries(article="art_1", body=WIRE)
    second = newsroom.carries(article="art_2", body=OWN_REPORT)

    assert second.change is ClusterChange.REPEATED
    assert newsroom.cluster(first).independent_texts.count == 1


def test_counts_are_exact_where_the_lists_are_cut(newsroom: Any) -> None:
    many = module.LISTED_MEMBERS + 5
    for number in range(many):
        last = newsroom.carries(outlet=f"Outlet {number}")

    cluster = newsroom.cluster(last)
    assert cluster.revision == many
    assert (cluster.outlets.count, len(cluster.outlets.members)) == (many, module.LISTED_MEMBERS)
    assert cluster.origins.members[0].claim_ids == tuple(f"clm_{at}" for at in range(1, module.LISTED_CLAIMS + 1))
