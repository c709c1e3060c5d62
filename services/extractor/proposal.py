"""A claim as a language model proposes it, and how a model's answer is read. Knows no model and no article."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from claimwire.models import Stance

#: Far beyond what an article holds; a model that repeats itself stops here.
_MOST_PROPOSALS = 500
_Words = Annotated[str, Field(min_length=1, max_length=5_000)]
_FewWords = Annotated[str, Field(min_length=1, max_length=300)]


class UnusableAnswer(ValueError):
    """Raised when a model's answer is not of the form that was asked for."""


class Proposal(BaseModel):
    """Words of the article, and what their speaker does with them. Nothing in it but the stance is the model's own."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    evidence: _Words
    speaker: _FewWords | None = None
    """The words that name the speaker; None: the outlet itself."""
    cue: _FewWords | None = None
    stance: Stance = Stance.ASSERTS


class _Answer(BaseModel):
    claims: Annotated[list[Any], Field(max_length=_MOST_PROPOSALS)]


def read_answer(content: str) -> list[Proposal]:
    """Read a model's answer, claim by claim: one that is not of the form asked for is left out.

    Raises:
        UnusableAnswer: the answer as a whole is not JSON with a list of claims.
    """
    # Many models fence what they write, or say a word before it.
    begin, end = content.find("{"), content.rfind("}") + 1
    try:
        answer = _Answer.model_validate_json(content[begin:end] if begin >= 0 else content)
    except ValidationError as error:
        raise UnusableAnswer(f"no JSON with a list of claims: {error.errors()[0]['msg']}") from error
    proposals: list[Proposal] = []
    for claim in answer.claims:
        try:
            proposals.append(Proposal.model_validate(claim))
        except ValidationError:
            continue
    return proposals
