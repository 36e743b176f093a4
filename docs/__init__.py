"""The pages, and the two commands that keep them true: `docs.generate` and `docs.examples`."""
