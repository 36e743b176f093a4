"""What a message says before anyone decides what it wants: cues, hours, ends, strangers."""
