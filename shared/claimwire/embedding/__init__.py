"""Sentence embeddings of claims, which the extractor computes and the linker compares.

Nothing is imported here: the modules need numpy, and ``embedder`` the model, which not every process has installed.
"""
