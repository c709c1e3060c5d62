from collections.abc import Callable

import pytest

from claimwire.models import (
    Block,
    BlockKind,
    Claim,
    CleanArticle,
    KeptRun,
    Ledger,
    Polarity,
    QuoteType,
    Speaker,
    SpeakerType,
    Stance,
)
from services.extractor.extract import Extractor

ClaimsOf = Callable[[str], tuple[Claim, ...]]


def evidence(claims: tuple[Claim, ...]) -> list[str]:
    return [claim.evidence.text for claim in claims]


def test_a_reported_clause_is_a_claim(claims_of: ClaimsOf) -> None:
    claim = claims_of("Mayor Lena Orr said on Monday that the bridge had cost 40 million crowns.")[0]

    assert claim.evidence.text == "the bridge had cost 40 million crowns"
    assert claim.text == "The bridge had cost 40 million crowns."
    assert (claim.speaker.name, claim.speaker.type) == ("Lena Orr", SpeakerType.PERSON)
    assert (claim.stance, claim.quote_type) == (Stance.ASSERTS, QuoteType.INDIRECT)
    assert claim.cue is not None
    assert claim.cue.text == "said"


def test_an_inverted_quotation_is_a_claim(claims_of: ClaimsOf) -> None:
    claim = claims_of('"The bridge is closed until Friday," said Lena Orr, the mayor.')[0]

    assert claim.evidence.text == '"The bridge is closed until Friday,"'
    assert claim.text == "The bridge is closed until 17 May 2030."
    assert (claim.speaker.name, claim.quote_type) == ("Lena Orr", QuoteType.DIRECT)


def test_a_quotation_parted_by_its_cue_is_one_claim(claims_of: ClaimsOf) -> None:
    claims = claims_of('"The bridge is closed," Lena Orr said. "The ferry runs."')

    assert evidence(claims) == ['"The bridge is closed," Lena Orr said. "The ferry runs."']
    assert claims[0].text == "The bridge is closed. The ferry runs."


def test_a_quotation_that_goes_on_in_the_next_paragraph_keeps_its_speaker(claims_of: ClaimsOf) -> None:
    claims = claims_of('"The bridge is closed," Lena Orr said.\n\n"The ferry runs every hour of the day."')

    assert [claim.speaker.name for claim in claims] == ["Lena Orr", "Lena Orr"]


def test_an_according_to_is_a_claim(claims_of: ClaimsOf) -> None:
    before, after = claims_of(
        "Arda has sold 300 lorries to Corin, according to the Velder Institute.\n\n"
        "According to the port police, 20 people were hurt.",
    )

    assert (before.evidence.text, before.speaker.name) == ("Arda has sold 300 lorries to Corin", "Velder Institute")
    assert (after.evidence.text, after.speaker.type) == ("20 people were hurt", SpeakerType.OFFICIAL_ANONYMOUS)


def test_an_accusation_is_a_claim_about_the_accused(claims_of: ClaimsOf) -> None:
    claim = claims_of("The council accused the company of dumping waste in the harbour.")[0]

    assert claim.stance is Stance.ALLEGES
    assert claim.text == "The company is dumping waste in the harbour."


def test_a_characterisation_is_a_claim_about_what_is_characterised(claims_of: ClaimsOf) -> None:
    claim = claims_of('Lena Orr called the company\'s plan "a reckless gamble".')[0]

    assert (claim.quote_type, claim.text) == (QuoteType.MIXED, "The company's plan is a reckless gamble.")


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The ministry claimed that the ships had left.", Stance.ALLEGES),
        ("The ministry confirmed that the ships had left.", Stance.CONFIRMS),
        ("The ministry denied that the ships had left.", Stance.DENIES),
        ("The ministry said the ships may have left.", Stance.HEDGES),
        ("The ministry said there was no evidence that the ships had left.", Stance.NO_EVIDENCE),
    ],
)
def test_the_stance_follows_the_cue_and_the_words(claims_of: ClaimsOf, text: str, stance: Stance) -> None:
    assert claims_of(text)[0].stance is stance


def test_a_negated_proposition_is_no_denial(claims_of: ClaimsOf) -> None:
    claim = claims_of("The ministry said the ships had not left.")[0]

    assert (claim.stance, claim.polarity) == (Stance.ASSERTS, Polarity.NEGATED)


def test_a_refusal_to_speak_is_no_claim(claims_of: ClaimsOf) -> None:
    assert claims_of("The ministry declined to say whether the ships had left.") == ()


def test_what_could_not_be_verified_is_a_hedge(claims_of: ClaimsOf) -> None:
    claim = claims_of("The agency could not independently verify the figures.")[0]

    assert (claim.stance, claim.speaker.mention) == (Stance.HEDGES, "The agency")
    assert claim.text == "The agency could not independently verify the figures."


def test_what_the_outlet_tells_itself_is_marked_as_such(claims_of: ClaimsOf) -> None:
    claim = claims_of("In March, Arda signed a treaty with Corin over 300 islands.")[0]

    assert claim.quote_type is QuoteType.NONE
    assert claim.speaker == Speaker(name="The Harbour Post", type=SpeakerType.OUTLET)


def test_a_sentence_that_nobody_could_check_is_no_claim(claims_of: ClaimsOf) -> None:
    assert claims_of("It was a quiet morning and nothing much happened.") == ()


def test_a_pronoun_of_the_other_sex_is_somebody_else(claims_of: ClaimsOf) -> None:
    claim = claims_of("Lena Orr said he would resign.")[0]

    assert claim.text == "Lena Orr says he would resign."


def test_a_pronoun_for_the_speaker_is_resolved_in_the_text(claims_of: ClaimsOf) -> None:
    claim = claims_of("Lena Orr said she would resign in June.")[0]

    assert claim.text == "Lena Orr would resign in June 2030."


def test_a_repeated_sentence_is_no_second_claim(claims_of: ClaimsOf) -> None:
    sentence = "The ministry said the ships had left the harbour."

    assert len(claims_of(f"{sentence}\n\n{sentence}")) == 1


def test_captions_and_headings_hold_no_claims(extractor: Extractor) -> None:
    heading, caption = "Orr says the bridge is closed", "Lena Orr said the bridge was closed."
    text = f"{heading}\n\n{caption}"
    blocks = (
        Block(start=0, end=len(heading), kind=BlockKind.HEADING),
        Block(start=len(heading) + 2, end=len(text), kind=BlockKind.CAPTION),
    )

    assert extractor.extract(CleanArticle(text=text, blocks=blocks), "ver_test") == ()


def test_evidence_points_into_the_raw_page(extractor: Extractor) -> None:
    text = "Lena Orr said the bridge was closed."
    ledger = Ledger(kept=(KeptRun(start=0, length=len(text), raw_start=100, raw_length=len(text)),))

    found = extractor.extract(CleanArticle(text=text, ledger=ledger), "ver_test")[0].evidence

    assert (found.raw_start, found.raw_end) == (found.start + 100, found.end + 100)


def test_the_same_article_gives_the_same_claims(claims_of: ClaimsOf) -> None:
    text = 'Lena Orr said the bridge was closed. "It is old," she added. Arda denied this.'

    assert claims_of(text) == claims_of(text)


def test_claims_come_in_order_of_evidence_and_no_two_share_an_id(claims_of: ClaimsOf) -> None:
    claims = claims_of(
        'Lena Orr said the port, which the ministry said was safe, is closed. "It is old," she said, adding that 40 '
        "ships were waiting, a claim the company denies. The company said Orr claimed that the port was closed.",
    )

    assert [claim.evidence.start for claim in claims] == sorted(claim.evidence.start for claim in claims)
    assert len({claim.claim_id for claim in claims}) == len(claims)


def test_another_language_gives_no_claims(extractor: Extractor) -> None:
    article = CleanArticle(text="Lena Orr said the bridge was closed.", language="fr")

    assert not extractor.supports("fr")
    assert extractor.extract(article, "ver_test") == ()


def test_the_month_of_may_is_no_hedge(claims_of: ClaimsOf) -> None:
    month, verb = claims_of("Orr said the bridge closed in May. Orr said the bridge may close.")

    assert (month.stance, verb.stance) == (Stance.ASSERTS, Stance.HEDGES)
