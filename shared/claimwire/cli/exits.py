"""Exit codes that mean something, and the way errors reach a person."""

import os
import sys
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import typer
from pydantic import ValidationError
from pydantic_settings import SettingsError as UnreadableSetting
from redis.exceptions import RedisError
from rich.console import Console

from claimwire.errors import ClaimwireError, SettingsError
from claimwire.unusable_settings import describe_unreadable, describe_unusable, is_of_settings

OK, FAILED, UNUSABLE, NOT_FOUND, INCOMPLETE, TIMED_OUT = 0, 1, 2, 3, 4, 5
"""0 done; 1 failed; 2 unusable arguments or settings; 3 there is no such thing; 4 done in part; 5 time ran out."""

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


def say(message: str) -> None:
    """Tell a person something that is no result: on standard error, so that results can be piped."""
    Console(stderr=True, highlight=False).print(message, markup=False, soft_wrap=True)


def fail(message: str, code: int = FAILED) -> typer.Exit:
    """Say what failed and give the exit to raise."""
    say(f"claimwire: {message}")
    return typer.Exit(code)


def told_plainly(command: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """Turn claimwire's own errors into one plain line and an exit code; anything else is a bug and keeps its trace."""

    @wraps(command)
    def wrapped(*arguments: Parameters.args, **options: Parameters.kwargs) -> Result:
        try:
            return command(*arguments, **options)
        except BrokenPipeError:
            # Whoever read has had enough; the interpreter must not complain of it on its way out.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(OK) from None
        except ValidationError as error:
            told = describe_unusable(error) if is_of_settings(error) else [str(error)]
            for line in told:
                say(f"claimwire: {line}")
            raise typer.Exit(UNUSABLE) from None
        except UnreadableSetting as error:
            raise fail(describe_unreadable(error), UNUSABLE) from None
        except SettingsError as error:
            raise fail(str(error), UNUSABLE) from None
        except RedisError as error:
            raise fail(
                f"the broker cannot be used: {error}; is 'claimwire up' running, or CLAIMWIRE_REDIS_URL right? "
                "What was handed in before goes on when it is back"
            ) from None
        except (ClaimwireError, OSError, UnicodeDecodeError) as error:
            raise fail(str(error)) from None
        except KeyboardInterrupt:
            sys.stderr.write("\n")
            raise typer.Exit(130) from None

    return wrapped
