"""Facts put into the words of four languages."""
