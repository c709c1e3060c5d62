"""Removes what is not the article, and proves where every kept and removed character came from."""
