"""Knows what an outlet repeats, how its articles usually are, and what people say about its pages."""
