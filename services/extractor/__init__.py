"""The extractor: who said what, with stance, numbers, dates and offsets."""
