"""The guide."""

import gc

gc.set_threshold(200_000, 50, 100)
"""Until `open_guide` sets what suits a running service. Imports, places and names make a million objects
that stay: at Python's 700 a third of a start goes into looking through them again and again."""
