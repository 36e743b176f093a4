"""`gildongmu`: the command line. `chat` and `ask` know the service by HTTP alone."""
