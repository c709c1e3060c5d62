"""Parses feeds for the process that started this one, until that closes standard input."""

import resource
import signal
import struct
import sys
from dataclasses import dataclass
from typing import BinaryIO

from pydantic import TypeAdapter

from services.fetcher.parse_feed import parse_feed
from services.fetcher.parsed_feed import NotAFeed, ParsedFeed

#: Several times what the largest feeds were seen to take.
_MOST_MEMORY_BYTES = 1024**3
#: The parent kills what takes too long; this holds where the parent itself was killed.
_SPARE_SECONDS = 5

LENGTH = struct.Struct(">I")


@dataclass(frozen=True)
class Asked:
    """What comes before a body."""

    content_type: str
    feed_url: str
    most_bytes: int
    seconds: float
    length: int


ASKED: TypeAdapter[Asked] = TypeAdapter(Asked)
ANSWER: TypeAdapter[ParsedFeed | str] = TypeAdapter(ParsedFeed | str)
"""A feed, or why it is none."""


def main() -> None:
    """Answer until there are no more questions; an empty answer says that this process is ready."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the parent too, which ends this process
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY_BYTES, _MOST_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    questions, answers = sys.stdin.buffer, sys.stdout.buffer
    _write(answers, b"")
    while head := questions.read(LENGTH.size):
        asked = ASKED.validate_json(questions.read(LENGTH.unpack(head)[0]))
        _write(answers, ANSWER.dump_json(_answer(asked, questions.read(asked.length))))


def _answer(asked: Asked, body: bytes) -> ParsedFeed | str:
    _limit_time(asked.seconds)
    try:
        return parse_feed(body, asked.content_type, asked.feed_url, most_bytes=asked.most_bytes)
    except NotAFeed as refusal:
        return str(refusal)
    except (MemoryError, RecursionError) as error:
        return f"the feed takes more than its parser may have: {type(error).__name__}"


def _limit_time(seconds: float) -> None:
    spent = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(spent.ru_utime + spent.ru_stime + seconds + _SPARE_SECONDS)
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _write(answers: BinaryIO, answer: bytes) -> None:
    answers.write(LENGTH.pack(len(answer)) + answer)
    answers.flush()


if __name__ == "__main__":
    main()
