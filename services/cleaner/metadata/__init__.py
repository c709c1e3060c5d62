"""Tells what is believed about an article: title, authors, dates, outlet, address."""
