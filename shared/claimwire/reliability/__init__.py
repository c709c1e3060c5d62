"""Delivery that loses nothing over Redis Streams. Knows no worker and no FastStream.

At-least-once transport, once-only hand-off: a stage's outputs are published exactly once per input entry.
"""
