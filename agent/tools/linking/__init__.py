"""Names of places and stations in a message: which are meant, and where they stand."""
