"""What residue looks like in words, as data: one small file of rules for each language."""
