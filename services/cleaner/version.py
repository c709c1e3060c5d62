"""Names the cleaner in the events it makes."""

#: Grows whenever the same document would be cleaned differently, so that a replay makes new events.
VERSION = "5"

CLEANER = f"claimwire-cleaner/{VERSION}"
