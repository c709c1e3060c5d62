"""Keeps worker processes alive: one that dies is started again, later each time; none outlives this process."""

import asyncio
import os
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import structlog

_FIRST_PAUSE_SECONDS = 0.5
_LONGEST_PAUSE_SECONDS = 30.0
_HEALTHY_AFTER_SECONDS = 30.0
_STOPPED_WITHIN_SECONDS = 30.0

#: As runtime/serve.py exits, which is not imported here: this process needs no FastStream.
UNUSABLE_SETTINGS = 2


class Supervisor:
    """Runs workers as child processes while entered. On leaving, each finishes the work in hand."""

    def __init__(
        self, environment: Mapping[str, str], counts: Mapping[str, int], *, log_folder: Path | None = None
    ) -> None:
        self._environment = {**os.environ, **environment, "CLAIMWIRE_STOP_AT_END_OF_INPUT": "1"}
        self._counts = counts
        self._log_folder = log_folder
        self._stop = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._processes: dict[tuple[str, int], asyncio.subprocess.Process] = {}
        self._log = structlog.get_logger("claimwire.embedded")
        self.restarts = 0

    async def __aenter__(self) -> Self:
        if self._log_folder is not None:
            self._log_folder.mkdir(parents=True, exist_ok=True)
            self._environment.setdefault("CLAIMWIRE_LOG_FORMAT", "json")
        self._tasks = [
            asyncio.create_task(self._keep(worker, number), name=f"{worker} {number}")
            for worker, count in self._counts.items()
            for number in range(count)
        ]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        for process in self._processes.values():
            if process.stdin is not None:
                process.stdin.close()  # the workers stop when their input ends
        _, late = await asyncio.wait(self._tasks, timeout=_STOPPED_WITHIN_SECONDS) if self._tasks else (None, set())
        for process in self._processes.values():
            if late and process.returncode is None:
                process.kill()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def process(self, worker: str, number: int = 0) -> asyncio.subprocess.Process | None:
        """Return a worker's current process."""
        return self._processes.get((worker, number))

    def _environment_of(self, worker: str, number: int) -> dict[str, str]:
        # One port cannot serve all: each process gets the next, in the order of the counts.
        port = int(self._environment.get("CLAIMWIRE_METRICS_PORT") or 0)
        if not port:
            return self._environment
        place = [(name, each) for name, count in self._counts.items() for each in range(count)].index((worker, number))
        return {**self._environment, "CLAIMWIRE_METRICS_PORT": str(port + place)}

    async def _keep(self, worker: str, number: int) -> None:
        pause = _FIRST_PAUSE_SECONDS
        while not self._stop.is_set():
            begun = time.monotonic()
            code = await self._run(worker, number)
            if self._stop.is_set():
                return
            if code == UNUSABLE_SETTINGS:  # it would say so again
                self._log.error("a worker cannot use its settings", worker=worker, logs=str(self._log_folder or ""))
                return
            if time.monotonic() - begun > _HEALTHY_AFTER_SECONDS:
                pause = _FIRST_PAUSE_SECONDS
            self.restarts += 1
            self._log.warning("a worker ended and is started again", worker=worker, exit_code=code, after_seconds=pause)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stop.wait(), pause)
            pause = min(2 * pause, _LONGEST_PAUSE_SECONDS)

    async def _run(self, worker: str, number: int) -> int:
        log = None
        if self._log_folder is not None:
            log = (self._log_folder / f"{worker}{f'-{number}' if number else ''}.log").open("ab")
        try:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                f"services.{worker}",
                env=self._environment_of(worker, number),
                stdin=asyncio.subprocess.PIPE,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C at the terminal is for the parent, which stops them in order
            )
            self._processes[worker, number] = process
            return await process.wait()
        finally:
            if log is not None:
                log.close()
