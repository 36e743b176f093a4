"""Speed, measured over HTTP only: commands that print tables."""
