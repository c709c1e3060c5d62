"""Events add up to the same document in whatever order and however often they arrive."""

from datetime import timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimwire.index.documents import ArticleDocument, ClaimDocument, ClusterDocument, Document, Standing
from claimwire.index.merge import merge
from services.indexer.describe import describe_claim, describe_cleaned_article, describe_extraction, describe_link
from tests.unit.index.invented_documents import article_cleaned, article_extracted, claim_extracted, claim_linked

CLAIM = claim_extracted()
ARTICLE_PARTS: list[Document] = [
    *(
        describe_cleaned_article(article_cleaned(version=version, fetched_after=minutes))
        for version, minutes in (("v1", 0), ("v2", 5), ("v3", 5), ("v1", 9))
    ),
    *(describe_extraction(article_extracted(version=version, claims=2)) for version in ("v1", "v2", "v3")),
]
CLAIM_PARTS: list[Document] = [
    describe_claim(CLAIM),
    describe_claim(claim_extracted(text="The ferry will run again.", extractor="0.2.0")),
    describe_claim(claim_extracted(text="A ferry will run again.", extractor="0.2.0")),
    *(
        describe_link(claim_linked(CLAIM, cluster=cluster, revision=revision))[0]
        for cluster, revision in (("clu_a", 1), ("clu_b", 2), ("clu_c", 2))
    ),
]
CLUSTER_PARTS: list[Document] = [
    describe_link(claim_linked(claim, revision=revision))[1]
    for claim in (CLAIM, claim_extracted(text="It will sail."))
    for revision in (1, 2, 3)
]
parts = st.sampled_from([ARTICLE_PARTS, CLAIM_PARTS, CLUSTER_PARTS]).flatmap(
    lambda of_one_document: st.tuples(*(st.sampled_from(of_one_document),) * 3)
)


@given(parts)
def test_merging_is_commutative_associative_and_idempotent(three: tuple[Document, Document, Document]) -> None:
    one, two, three_ = three

    assert merge(one, two) == merge(two, one)
    assert merge(merge(one, two), three_) == merge(one, merge(two, three_))
    assert merge(merge(one, two), two) == merge(one, two)


def test_the_newest_fetched_version_is_the_article() -> None:
    for first, second in permutations(ARTICLE_PARTS[:2]):
        article = merge(first, second)

        assert isinstance(article, ArticleDocument)
        assert article.content is not None
        assert article_cleaned(version="v2").article.version_id == article.content.article.version_id


def test_a_newer_version_takes_over_the_claims_only_when_it_is_extracted() -> None:
    old = merge(ARTICLE_PARTS[0], describe_extraction(article_extracted(version="v1")))
    edited = merge(old, describe_cleaned_article(article_cleaned(version="v2", fetched_after=5)))
    extracted = merge(edited, describe_extraction(article_extracted(version="v2")))

    assert [_claims_version(article) for article in (old, edited, extracted)] == ["v1", "v1", "v2"]


def test_a_page_that_goes_back_to_its_earlier_text_has_that_versions_claims_again() -> None:
    article = ARTICLE_PARTS[0]
    for part in (*ARTICLE_PARTS[1:2], *ARTICLE_PARTS[4:6], describe_cleaned_article(article_cleaned(fetched_after=9))):
        article = merge(article, part)

    assert _claims_version(article) == "v1"


def test_a_claim_of_a_newer_extractor_replaces_one_of_an_older() -> None:
    merged = merge(
        describe_claim(claim_extracted(text="New.", extractor="0.10.0")),
        describe_claim(claim_extracted(text="Old.", extractor="0.9.0")),
    )

    assert isinstance(merged, ClaimDocument)
    assert merged.extracted is not None
    assert merged.extracted.claim.text == "New."


def test_the_highest_revision_is_the_cluster_whatever_the_clocks_said() -> None:
    _, newer = describe_link(claim_linked(CLAIM, revision=2))
    _, older = describe_link(claim_linked(CLAIM, revision=1))
    late = older.cluster.model_copy(update={"updated_at": newer.cluster.updated_at + timedelta(hours=1)})

    assert merge(ClusterDocument(cluster=late), newer) == newer


def test_a_link_alone_makes_no_claim() -> None:
    link, _ = describe_link(claim_linked(CLAIM))

    assert Standing.INCOMPLETE is link.standing
    assert Standing.CURRENT is merge(link, describe_claim(CLAIM)).standing


def test_different_documents_do_not_merge() -> None:
    with pytest.raises(ValueError, match="different documents"):
        merge(describe_claim(CLAIM), describe_claim(claim_extracted(start=99)))


def _claims_version(article: Document) -> str | None:
    assert isinstance(article, ArticleDocument)
    names = {article_cleaned(version=name).article.version_id: name for name in ("v1", "v2", "v3")}
    return None if article.claims_version is None else names[article.claims_version.version_id]
