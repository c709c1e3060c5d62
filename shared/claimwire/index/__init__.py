"""The search index: what it holds, how events add up in it, and the port behind which a backend does the work."""
