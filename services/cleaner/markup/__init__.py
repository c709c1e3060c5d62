"""Reads a page once from start to end: its readable text with raw offsets, its elements, its head."""
