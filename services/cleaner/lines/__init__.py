"""Tells by the shape of its lines which of a text without markup are its article."""
