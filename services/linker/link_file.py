"""Links the rows of a claims file in memory: the same lines with "cluster_id" added, without a broker."""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from pydantic import ValidationError

from claimwire.embedding.embedder import MODEL, Embedder
from claimwire.embedding.vector import Vector, from_embedding
from claimwire.errors import PermanentError
from claimwire.models import TextFingerprint
from services.linker.claim_row import ClaimRow
from services.linker.link import link
from services.linker.memory import Memory
from services.linker.record import NewClaim
from services.linker.rules import LinkRules

#: A file is one moment: rows without a date lie within every window of each other.
_UNDATED = datetime(1970, 1, 1, tzinfo=UTC)


def link_lines(lines: Iterable[str], rules: LinkRules | None = None, embedder: Embedder | None = None) -> Iterator[str]:
    """Give each JSON line back with a ``cluster_id``, in order; equal input gives equal output.

    Lines hold the fields of a claim and its "document"; of those only "text" must be there. Blank lines are skipped.
    A line's cluster depends on the lines before it, as it does in the running pipeline.

    Raises:
        PermanentError: a line is no JSON object, or its fields are no claim's; the message names the line.
    """
    rules = rules or LinkRules()
    embedder = embedder or Embedder.load()
    memory = Memory()
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        row = _read(line, number)
        claim = NewClaim(row.record(number, _UNDATED), _vector(row, embedder), TextFingerprint())
        linked = memory.find(claim.record.claim_id)
        if linked is None:
            linked = link(claim, memory, rules, _UNDATED)
            memory.add(linked, claim.vector, None, _UNDATED)
        yield json.dumps({**json.loads(line), "cluster_id": linked.cluster_id}, ensure_ascii=False)


def _read(line: str, number: int) -> ClaimRow:
    try:
        return ClaimRow.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "the line"
        raise PermanentError(
            f"line {number}: {where}: {first['msg']}; each line is a JSON object as `claimwire extract --jsonl` prints"
        ) from error


def _vector(row: ClaimRow, embedder: Embedder) -> Vector:
    carried = from_embedding(row.embedding, MODEL) if row.embedding else None
    return embedder.embed(row.text) if carried is None else carried
