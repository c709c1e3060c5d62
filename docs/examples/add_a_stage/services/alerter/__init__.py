"""Tells when a claim is disputed."""
