"""What an editor expects of the sample newsroom, read from ``expected.toml``, for tests and for the demo's summary."""

import tomllib
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from claimwire.demo.newsroom import DemoError
from claimwire.events import DropReason
from claimwire.models import RemovalReason, Stance


class _Expectation(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ExpectedArticles(_Expectation):
    """How many articles each phase has, and what the second one brings."""

    phase_1: int
    phase_2: int
    new: tuple[str, ...]
    edited: tuple[str, ...]


class ExpectedDrop(_Expectation):
    """A link in a feed that must not become an article."""

    path: str
    reason: DropReason
    why: str


class ExpectedStatement(_Expectation):
    """One statement: an exact substring of an article's body, who makes it and how."""

    path: str
    phase: int = 1
    speaker: str
    stance: Stance = Stance.ASSERTS
    text: str


class ExpectedRevision(_Expectation):
    """A number that moves, from one phase to the next."""

    before: str
    after: str
    phase: int


class ExpectedCluster(_Expectation):
    """One proposition, and who stands behind it when all phases are over."""

    name: str
    says: str
    outlets: tuple[str, ...]
    """Folder names of the outlets that carry it as asserted, alleged or confirmed."""
    independent_texts: int
    origins: tuple[str, ...] = ()
    deniers: tuple[str, ...] = ()
    no_evidence: tuple[str, ...] = ()
    revised: ExpectedRevision | None = None
    statements: tuple[ExpectedStatement, ...]


class ExpectedResidue(_Expectation):
    """Words of a page that must never be the evidence of a claim; a path of an outlet's folder means all its pages."""

    path: str
    reason: RemovalReason
    text: str


class ExpectedSilence(_Expectation):
    """An article that goes on without claims."""

    path: str
    language: str
    why: str


class Expected(_Expectation):
    """All that ``expected.toml`` says."""

    articles: ExpectedArticles
    dropped: tuple[ExpectedDrop, ...]
    clusters: tuple[ExpectedCluster, ...]
    residue: tuple[ExpectedResidue, ...]
    without_claims: tuple[ExpectedSilence, ...]


def read_expected(folder: Path) -> Expected:
    """Read what is expected of the newsroom in the folder (the repository's deploy/demo)."""
    path = folder / "expected.toml"
    try:
        return Expected.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise DemoError(f"{path}: {error}") from error
