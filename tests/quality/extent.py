"""Tells how much is measured: all by ``make quality``, a part of what takes minutes by ``make test``."""

import os

IS_WHOLE = os.environ.get("CLAIMWIRE_QUALITY") == "whole"
