"""Asks a language model behind an OpenAI-compatible endpoint, within a time and a size. Knows no claim."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Annotated, Self

from aiohttp import ClientError, ClientSession, ClientTimeout, DummyCookieJar
from pydantic import BaseModel, Field, ValidationError

from claimwire.errors import ClaimwireError
from services.extractor.model_prompt import Message

#: The claims of a long article are some ten thousand characters; what is longer repeats itself.
_MOST_BYTES = 1_000_000
_CHUNK_BYTES = 16_384


class ModelFailed(ClaimwireError):
    """Raised when a model gave no answer that can be used."""


class _Message(BaseModel):
    content: str


class _Choice(BaseModel):
    message: _Message


class _Completion(BaseModel):
    choices: Annotated[list[_Choice], Field(min_length=1)]


@dataclass(frozen=True, kw_only=True)
class ModelEndpoint:
    """One model at one address."""

    session: ClientSession
    address: str
    """Up to the version: ``http://localhost:8000/v1``."""
    model: str
    limit_seconds: float

    @classmethod
    @asynccontextmanager
    async def open(cls, address: str, model: str, *, key: str | None, limit_seconds: float) -> AsyncIterator[Self]:
        """Open a session that sends the key with every question, if there is one."""
        headers = {"Accept-Encoding": "identity"}  # so that the limit on bytes is one on what is read into memory
        if key:
            headers["Authorization"] = f"Bearer {key}"
        session = ClientSession(
            headers=headers, timeout=ClientTimeout(total=None), cookie_jar=DummyCookieJar(), auto_decompress=False
        )
        async with session:
            yield cls(session=session, address=address, model=model, limit_seconds=limit_seconds)

    async def ask(self, messages: Sequence[Message]) -> str:
        """Return what the model answers.

        Raises:
            ModelFailed: no whole answer came within the limits.
        """
        try:
            async with asyncio.timeout(self.limit_seconds):
                body = await self._post(messages)
        except TimeoutError as error:
            raise ModelFailed(f"no whole answer within {self.limit_seconds:g} s") from error
        except (ClientError, OSError, ValueError) as error:
            raise ModelFailed(f"{type(error).__name__}: {error}") from error
        try:
            return _Completion.model_validate_json(body).choices[0].message.content
        except ValidationError as error:
            raise ModelFailed(f"the endpoint's answer is no chat completion: {error.errors()[0]['msg']}") from error

    async def _post(self, messages: Sequence[Message]) -> bytes:
        question = {
            "model": self.model,
            "messages": list(messages),
            "temperature": 0,
            "response_format": {"type": "json_object"},
        }
        url = f"{self.address.rstrip('/')}/chat/completions"
        # A redirect would carry the article, and the key, to an address that nobody named.
        async with self.session.post(url, json=question, allow_redirects=False) as response:
            if response.status != 200:
                raise ModelFailed(f"the endpoint answered with status {response.status}")
            body = bytearray()
            async for chunk in response.content.iter_chunked(_CHUNK_BYTES):
                body += chunk
                if len(body) > _MOST_BYTES:
                    raise ModelFailed(f"the answer has more than {_MOST_BYTES} bytes")
            return bytes(body)
