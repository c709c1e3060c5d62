"""Errors as problem details (RFC 9457): what failed, on what, what to do."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from claimwire.answers import Answer
from claimwire.errors import IndexUnavailable

_RETRY_AFTER_SECONDS = "5"


class Problem(Answer):
    """What went wrong."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    instance: str


class ProblemResponse(JSONResponse):
    """A problem with its media type."""

    media_type = "application/problem+json"


class NotFound(HTTPException):
    """Raised when the index holds no such document."""

    def __init__(self, kind: str, identifier: str) -> None:
        super().__init__(
            HTTPStatus.NOT_FOUND,
            f"there is no {kind} {identifier!r} in the index. If it is new, it may be indexed in a moment; "
            f"/v1/{kind}s lists what there is",
        )


PROBLEMS: dict[int | str, dict[str, Any]] = {
    HTTPStatus.BAD_REQUEST: {"model": Problem, "description": "A parameter makes no sense."},
    HTTPStatus.SERVICE_UNAVAILABLE: {"model": Problem, "description": "The search index cannot be read."},
}
PROBLEMS_OF_ONE: dict[int | str, dict[str, Any]] = {
    HTTPStatus.NOT_FOUND: {"model": Problem, "description": "There is no such document."},
    **PROBLEMS,
}


def answer_with_problems(app: FastAPI) -> None:
    """Make every error of the app a problem."""
    app.add_exception_handler(RequestValidationError, _on_invalid)
    app.add_exception_handler(HTTPException, _on_http_exception)
    app.add_exception_handler(IndexUnavailable, _on_index_unavailable)
    app.add_exception_handler(Exception, _on_bug)


def problem_response(request: Request, status: int, detail: str, headers: dict[str, str] | None = None) -> JSONResponse:
    """Build the response for a problem."""
    title = HTTPStatus(status).phrase
    problem = Problem(title=title, status=status, detail=detail, instance=request.url.path)
    return ProblemResponse(problem.model_dump(), status_code=status, headers=headers)


def explain_invalid(errors: Sequence[Any]) -> str:
    """Say in one line what is wrong with which parameter."""
    return "; ".join(f"{error['loc'][-1]}: {_message(error)}" for error in errors)


def _message(error: Any) -> str:
    if error["type"] == "extra_forbidden":
        return "there is no such parameter; /openapi.json lists those there are"
    given = f" (given {str(error['input'])[:100]!r})" if isinstance(error.get("input"), str) else ""
    return str(error["msg"]).removeprefix("Value error, ") + given


async def _on_invalid(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - starlette's types do not tie handlers to errors
    return problem_response(request, HTTPStatus.BAD_REQUEST, explain_invalid(error.errors()))


async def _on_http_exception(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)  # noqa: S101 - see above
    headers = dict(error.headers) if error.headers else None
    return problem_response(request, error.status_code, str(error.detail), headers)


async def _on_index_unavailable(request: Request, error: Exception) -> JSONResponse:
    headers = {"Retry-After": _RETRY_AFTER_SECONDS}
    return problem_response(request, HTTPStatus.SERVICE_UNAVAILABLE, str(error), headers)


async def _on_bug(request: Request, _: Exception) -> JSONResponse:
    detail = "this is a bug of claimwire; its log says more. Please report it"
    return problem_response(request, HTTPStatus.INTERNAL_SERVER_ERROR, detail)
