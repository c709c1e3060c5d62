"""Runs workers over Redis Streams. The only place that knows FastStream."""
