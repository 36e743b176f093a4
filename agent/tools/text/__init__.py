"""Letters and spellings: one form for many, in four scripts."""
