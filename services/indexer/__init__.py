"""The indexer: keeps the search index in step with the events."""
