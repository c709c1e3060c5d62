"""Keeps the chaos run's worker processes alive: whoever dies is started again, as a supervisor would."""

import asyncio
import os
import random
import signal
import sys
from collections import Counter
from pathlib import Path

STAGES = ("fetcher", "cleaner", "extractor")


class Crew:
    def __init__(self, urls: list[str], folder: Path, environment: dict[str, str]) -> None:
        self.kills_file = folder / "kills"
        self.kills_file.touch()
        self._urls = urls
        self._environment = environment
        self._log = (folder / "workers.log").open("ab")
        self._chance = random.Random(7)
        self._processes: dict[tuple[str, int], asyncio.subprocess.Process] = {}
        self._stopping = False
        self.killed_from_outside = 0
        self.exit_codes: Counter[int] = Counter()

    async def start(self, per_stage: int) -> list[asyncio.Task[None]]:
        return [asyncio.create_task(self._keep(stage, number)) for stage in STAGES for number in range(per_stage)]

    async def _keep(self, stage: str, number: int) -> None:
        environment = {
            **os.environ,
            **self._environment,
            "CLAIMWIRE_REDIS_URL": self._urls[number % len(self._urls)],
            "CLAIMWIRE_CHAOS_KILLS": str(self.kills_file),
            "PYTHONPATH": "shared:.",
            "CLAIMWIRE_LOG_FORMAT": "json",
        }
        while not self._stopping:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "tests.chaos.stage",
                stage,
                env=environment,
                stderr=self._log,
                stdout=self._log,
            )
            self._processes[stage, number] = process
            self.exit_codes[await process.wait()] += 1

    def kill_one(self) -> None:
        alive = [process for process in self._processes.values() if process.returncode is None]
        if alive:
            self._chance.choice(alive).send_signal(signal.SIGKILL)
            self.killed_from_outside += 1

    def kills(self) -> Counter[str]:
        return Counter(line.split("\t")[1] for line in self.kills_file.read_text().splitlines())

    async def stop(self, tasks: list[asyncio.Task[None]]) -> None:
        self._stopping = True
        for process in self._processes.values():
            if process.returncode is None:
                process.terminate()
        await asyncio.wait_for(asyncio.gather(*tasks), 30)
        self._log.close()
