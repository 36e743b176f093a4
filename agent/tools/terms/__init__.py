"""What a journey is asked with: hours, vehicles, parties and stops."""
