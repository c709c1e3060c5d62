"""The command line. The one part of the package that may reach for workers, and only when a command needs one."""

from claimwire.cli.app import main

__all__ = ["main"]
