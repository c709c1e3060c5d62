"""Logs, metrics and traces: one way to set each up, nothing at import."""
