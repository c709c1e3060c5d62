"""Tells by the layout of a page which of its texts are its article."""
