"""HTTP: one file a resource. Handlers parse, call the guide, and shape the reply; nothing is decided here."""
