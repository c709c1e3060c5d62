"""Reaches for a worker's code, which the installed package does not carry."""

import importlib
from typing import Any

from claimwire.errors import MissingWorker


def worker_module(name: str) -> Any:
    """Import a module of a worker, for example ``cleaner.clean_file``.

    Raises:
        MissingWorker: the workers, or the extra of this one, are not installed.
    """
    try:
        return importlib.import_module(f"services.{name}")
    except ModuleNotFoundError as error:
        worker = name.split(".", maxsplit=1)[0]
        if (error.name or "").split(".")[0] == "services":
            raise MissingWorker(
                f"this command needs the {worker}, which is not part of the installed package: run it from a checkout "
                "of the repository or in the image"
            ) from error
        raise MissingWorker(
            f"the {worker} needs {error.name}: install claimwire[{worker}], or claimwire[all]"
        ) from error
