"""The fetcher: polls feeds, fetches pages politely, stores the raw bodies."""
