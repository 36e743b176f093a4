"""Questions about a visit to a place, answered by code: its day, its hour, its guest, its services."""
